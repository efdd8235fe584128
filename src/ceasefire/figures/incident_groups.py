"""Incidents grouped by what stands in some columns, and the reports that each group rests on, in columns."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.one_array import one_array
from ceasefire.vocabulary.scope import ScopeResult, result_words

NOT_TOLD: Final = "not told"
UNTESTED: Final = result_words(ScopeResult.NOT_TESTED)

Key = tuple[str, ...]


class Values(NamedTuple):
    """What stands in one column, incident by incident.

    `sizes`: int64 [incidents], how many values each has, at least one; `code`: int64 [sum of sizes], places in `words`.
    """

    sizes: Ints
    code: Ints
    words: tuple[str, ...]


class Groups(NamedTuple):
    """Incidents by the combination of values under which they stand; one with several values stands under each.

    `incident`: int64 [entries], place of an incident, ascending; `group`: int64 [entries], place in `keys`.
    """

    keys: tuple[Key, ...]
    incident: Ints
    group: Ints


def groups(incidents: pa.Table, scope: pa.Table, by: Sequence[str]) -> Groups:
    """Return the incidents by combinations of columns of `incidents` or `scope`, in the order of the combinations."""
    at = _rows(scope["incident_id"], incidents["incident_id"])
    own = incidents.column_names
    found = (_values(incidents[name]) if name in own else _tested(scope, name, at) for name in by)
    return _combined(found, len(incidents))


def lineages(links: pa.Table, incidents: pa.ChunkedArray, found: Groups) -> list[tuple[str, ...]]:
    """Return for each group the reports of its incidents, sorted: statements, never the incidents themselves.

    Raises KeyError for an incident that no report is linked to.
    """
    ids = links["report_id"].combine_chunks()
    order = _ascending(ids)
    place = pc.index_in(links["incident_id"], incidents.combine_chunks()).combine_chunks().take(pa.array(order))
    linked = np.asarray(pc.fill_null(place, -1).to_numpy(zero_copy_only=False), np.int64)
    order, linked = order[linked >= 0], linked[linked >= 0]
    sizes = np.bincount(found.incident, minlength=len(incidents))
    without = np.flatnonzero((sizes > 0) & (np.bincount(linked, minlength=len(incidents)) == 0))
    if len(without):
        raise KeyError(incidents[int(without[0])].as_py())
    link, entry = _each(sizes, linked)
    group = found.group[entry]
    by_group = np.argsort(group, kind="stable")
    reports = ids.take(pa.array(order[link[by_group]])).to_pylist()
    ends = np.cumsum(np.bincount(group, minlength=len(found.keys))).tolist()
    return [tuple(reports[a:b]) for a, b in zip([0, *ends], ends, strict=False)]


def _ascending(ids: pa.Array) -> Ints:
    """Return the order that sorts ids; a table of links is sorted by report as it is made, so most often nothing is."""
    if len(ids) < 2 or pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        return np.arange(len(ids))
    return np.asarray(pc.sort_indices(ids).to_numpy(), np.int64)


def _rows(ids: pa.ChunkedArray, wanted: pa.ChunkedArray) -> pa.Array:
    """Return for each wanted id the last row that holds it, null where none does."""
    place = np.asarray(pc.fill_null(pc.index_in(ids, wanted.combine_chunks()), -1).to_numpy(), np.int64)
    row = np.full(len(wanted), -1)
    row[place[place >= 0]] = np.flatnonzero(place >= 0)
    return pa.array(row, mask=row < 0)


def _tested(scope: pa.Table, name: str, at: pa.Array) -> Values:
    """Return what stands in a column of `scope`; an incident without a row there was not tested."""
    untested = np.asarray(pc.is_null(at).to_numpy(zero_copy_only=False), np.bool_)
    if untested.all():
        return Values(np.ones(len(at), np.int64), np.zeros(len(at), np.int64), (UNTESTED,))
    told = _values(scope[name].combine_chunks().take(at))
    first = np.cumsum(told.sizes) - told.sizes
    words = (*told.words, UNTESTED)
    code = told.code.copy()
    code[first[untested]] = words.index(UNTESTED)
    return Values(told.sizes, code, words if words.index(UNTESTED) == len(told.words) else told.words)


def _values(column: pa.Array | pa.ChunkedArray) -> Values:
    """Return what stands in a column; null, the empty text and the empty list are "not told"."""
    whole = one_array(column)
    n = len(whole)
    if not pa.types.is_list(whole.type):
        code, words = _coded(whole)
        return Values(np.ones(n, np.int64), code, words)
    code, words = _coded(whole.flatten(), none=str(None), empty="")
    parent = np.asarray(pc.list_parent_indices(whole).to_numpy(), np.int64)
    words = (*words, *({NOT_TOLD} - set(words)))
    silent = np.setdiff1d(np.arange(n), parent)
    held = np.concatenate([parent * len(words) + code, silent * len(words) + words.index(NOT_TOLD)])
    place, code = np.divmod(np.unique(held), len(words))
    return Values(np.bincount(place, minlength=n), code, words)


def _coded(values: pa.Array, none: str = NOT_TOLD, empty: str = NOT_TOLD) -> tuple[Ints, tuple[str, ...]]:
    """Return each value's place among the distinct ones in words, and these; what stands for null and for no text."""
    if pa.types.is_null(values.type):
        return np.zeros(len(values), np.int64), (none,)
    encoded = values.dictionary_encode("encode")
    told = [none if v is None else empty if v == "" else str(v) for v in encoded.dictionary.to_pylist()]
    words = tuple(dict.fromkeys(told))
    places = {word: place for place, word in enumerate(words)}
    code = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), np.int64)
    return np.array([places[word] for word in told], np.int64)[code], words


def _combined(columns: Iterable[Values], n: int) -> Groups:
    """Return the incidents by all combinations of their values in some columns; without a column all are one group."""
    incident, group = np.arange(n), np.zeros(n, np.int64)
    held: list[Key] = [()] if n else []
    for one in columns:
        at, entry = _each(one.sizes, incident)
        combined = group[at] * len(one.words) + one.code[entry]
        distinct, group = np.unique(combined, return_inverse=True)
        held = [(*held[k], one.words[w]) for k, w in zip(*np.divmod(distinct, max(len(one.words), 1)), strict=True)]
        incident = incident[at]
    order = sorted(range(len(held)), key=held.__getitem__)
    rank = np.empty(len(held), np.int64)
    rank[order] = np.arange(len(held))
    return Groups(tuple(held[k] for k in order), incident, rank[group])


def _each(sizes: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Return, for places that hold several entries each, the entries of the wanted places and whose each is.

    `sizes`: int64 [places]; `wanted`: int64 [n], places. Both answers are int64 [entries]: the position in `wanted`, and
    the number of the entry.
    """
    own = sizes[wanted]
    at = np.repeat(np.arange(len(wanted)), own)
    first = (np.cumsum(sizes) - sizes)[wanted]
    return at, np.arange(len(at)) - (np.cumsum(own) - own)[at] + first[at]

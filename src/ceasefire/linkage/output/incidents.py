"""Incidents summed up from the reports that speak of them: bounds widened, nothing averaged away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ceasefire.linkage.features import strings
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.strings import Words
from ceasefire.linkage.features.usable import WINDOWS
from ceasefire.linkage.output.link_tables import Settled, most, smallest
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Codes, Floats, Ints
from ceasefire.vocabulary.one_array import one_array

_Number = TypeVar("_Number", np.int64, np.float64)
_LISTS = {
    "event_types": "event_type",
    "categories": "category",
    "actors_alleged": "actor_alleged",
    "targets": "actor_target",
    "exempt_by": "exempt_by",
    "exempt_basis": "exempt_basis",
}
_BEST = ("lat", "lon", "radius_km", "place_precision", "place", "country", "admin1")
_ORIGIN = (
    "origin_place",
    "origin_country",
    "origin_admin1",
    "origin_lat",
    "origin_lon",
    "origin_radius_km",
    "origin_precision",
)
_ROUGHEST = 8
"""Rank of a place whose precision is not told: after every UCDP where_prec."""
_CIVILIANS = ("killed_civilians", "killed_children")


@dataclass(frozen=True)
class _Told:
    """What n reports tell, column by column, so that no copy of the whole table is made.

    `order`: int32 [n], the row in `reports` of each position.
    """

    reports: pa.Table
    order: Codes

    def column(self, name: str, kind: pa.DataType, positions: Ints | None = None) -> pa.Array:
        """What is told at each position, or at these alone; null where there is no such column."""
        rows = self.order if positions is None else self.order[positions]
        if name not in self.reports.column_names:
            return pa.nulls(len(rows), kind)
        found = one_array(self.reports[name].take(pa.array(rows)))
        return found if found.type == kind else pc.cast(found, kind, safe=False)

    def names(self, name: str) -> pa.DictionaryArray:
        """The text told at each position, null where there is none: each text is held once, so that no long column is copied."""
        if name not in self.reports.column_names:
            return pa.nulls(len(self.order), pa.string()).dictionary_encode()
        column = pc.cast(self.reports[name], pa.string()).combine_chunks().dictionary_encode()
        return column.take(pa.array(self.order))


@dataclass(frozen=True)
class _Groups:
    """n reports sorted by incident; incidents are numbered from 0 by the rank of the report that names them.

    `group`: int64 [n], incident of each report by position; `order`: int64 [n], positions incident by incident; `start`:
    int64 [incidents], where each begins in `order`.
    """

    group: Ints
    order: Ints
    start: Ints

    def __len__(self) -> int:
        return len(self.start)


def incidents(reports: pa.Table, data: ReportIndex, settled: Settled) -> pa.Table:
    """Return one row per incident (house schema): first and last day told, most precise place, all types and actors
    told, the smallest lower and largest upper toll, how many speakers there are by spelling alone, and the probability of
    the weakest pair that holds it together."""
    wanted = schema("incidents")
    heads = smallest(data, settled.label)
    ranks, first, group = np.unique(data.rank[heads], return_index=True, return_inverse=True)
    order = np.argsort(group, kind="stable")
    groups = _Groups(group, order, np.searchsorted(group[order], np.arange(len(ranks))))
    table = _Told(reports, data.order)
    columns: dict[str, Any] = {
        "incident_id": data.ids.take(pa.array(heads[first])),
        "reports": pa.array(np.bincount(group, minlength=len(ranks)).astype(np.int32)),
        "sources": pa.array(_sources(groups, strings.speakers(reports).take(data.order))),
        "independent_sources": pa.nulls(len(ranks), pa.int32()),
        "weakest_link": pa.array(_weakest(settled, groups)),
    }
    for start, end in WINDOWS:
        columns |= _window(table, start, end, groups)
    columns["killed_low"] = _bound(table, "killed_low", groups, np.minimum)
    high, at_least = (_bound(table, name, groups, np.maximum) for name in ("killed_high", "killed_low"))
    columns["killed_high"] = _open_above(high, at_least)
    civilians = _civilians(table)
    columns |= {
        f"civilians_killed_{bound}": _bound_of(civilians, groups, step)
        for bound, step in (("low", np.minimum), ("high", np.maximum))
    }
    columns |= _places(table, data, groups) | _origins(table, groups)
    columns |= {out: _set(table.names(name), groups) for out, name in _LISTS.items()}
    return pa.table({name: columns[name] for name in wanted.names}, schema=wanted)


def _open_above(high: pa.Array, at_least: pa.Array) -> pa.Array:
    """The largest upper bound told, but null where somebody says "at least" a larger number: then nobody bounds it."""
    return pc.if_else(pc.fill_null(pc.greater(at_least, high), False), pa.scalar(None, high.type), high)


def _sources(groups: _Groups, speakers: Words) -> Codes:
    """How many different speakers each incident's reports have."""
    group = np.repeat(groups.group.astype(np.int64), speakers.counts())
    keys = np.unique(group << 32 | speakers.code)
    return np.bincount(keys >> 32, minlength=len(groups)).astype(np.int32)


def _weakest(settled: Settled, groups: _Groups) -> Floats:
    """Smallest over an incident's reports of the best probability linking it to another of them; 1 for a lone report."""
    n, within = len(settled.label), settled.within
    best = most(n, settled.i[within], settled.j[within], settled.told[within])
    alone = np.bincount(settled.label, minlength=n)[settled.label] == 1
    return _reduce(np.minimum, np.where(alone, 1.0, best), groups)


def _reduce(step: np.ufunc, value: NDArray[_Number], groups: _Groups) -> NDArray[_Number]:
    return np.asarray(step.reduceat(value[groups.order], groups.start)) if len(groups) else value


def _bound(table: _Told, name: str, groups: _Groups, step: np.ufunc) -> pa.Array:
    """Smallest or largest value told in each incident, null where none is."""
    return _whole_bound(table.column(name, schema("incidents").field(name).type), groups, step)


def _whole_bound(column: pa.Array, groups: _Groups, step: np.ufunc) -> pa.Array:
    whole = pa.int32() if column.type.bit_width == 32 else pa.int64()
    return _bound_of(column.cast(whole), groups, step).cast(column.type)


def _window(table: _Told, start: str, end: str, groups: _Groups) -> dict[str, pa.Array]:
    """First and last time told in each incident, no report's outside them: where a report tells one end alone, it is of that time.

    An end that no report tells stays null, unless the reports tell more than one time.
    """
    kind = schema("incidents").field(start).type
    begins, ends = (table.column(name, kind) for name in (start, end))
    first = _whole_bound(pc.coalesce(begins, ends), groups, np.minimum)
    last = _whole_bound(pc.coalesce(ends, begins), groups, np.maximum)
    more = pc.fill_null(pc.greater(last, first), False)
    told = (pc.is_valid(_whole_bound(column, groups, np.minimum)) for column in (begins, ends))
    return {
        name: pc.if_else(pc.or_(some, more), bound, pa.scalar(None, kind))
        for name, bound, some in zip((start, end), (first, last), told, strict=True)
    }


def _civilians(table: _Told) -> pa.Array:
    """How many civilians each report counts among those killed: children too, of whom some count more, and none is no number."""
    civilians, children = (table.column(name, pa.int32()) for name in _CIVILIANS)
    some = pc.if_else(pc.fill_null(pc.greater(children, 0), False), children, pa.scalar(None, pa.int32()))
    return pc.max_element_wise(civilians, some)


def _bound_of(column: pa.Array, groups: _Groups, step: np.ufunc) -> pa.Array:
    """Smallest or largest number of a column in each incident, null where none is told."""
    none = np.iinfo(np.int64).max if step is np.minimum else np.iinfo(np.int64).min
    value = np.where(
        pc.is_null(column).to_numpy(zero_copy_only=False), none, pc.fill_null(column, 0).to_numpy().astype(np.int64)
    )
    found = _reduce(step, value, groups)
    return pa.array(np.where(found == none, 0, found), column.type, mask=found == none)


def _places(table: _Told, data: ReportIndex, groups: _Groups) -> dict[str, pa.Array]:
    """Place of the most precise report; of equals the first in canonical order."""
    n = len(data)
    rows = _reduce(np.minimum, data.place_class.astype(np.int64) * n + np.arange(n), groups) % max(n, 1)
    wanted = schema("incidents")
    return {name: table.column(name, wanted.field(name).type, rows) for name in _BEST}


def _origins(table: _Told, groups: _Groups) -> dict[str, pa.Array]:
    """Place of origin of the report that tells it most precisely; of equals the first in canonical order."""
    wanted, n = schema("incidents"), len(groups.group)
    told = np.zeros(n, bool)
    for name in ("origin_place", "origin_country", "origin_admin1", "origin_lat"):
        told |= pc.is_valid(table.column(name, wanted.field(name).type)).to_numpy(zero_copy_only=False)
    precision = pc.fill_null(table.column("origin_precision", wanted.field("origin_precision").type), 0)
    precision = precision.to_numpy().astype(np.int64)
    rank = np.where(told, np.where(precision == 0, _ROUGHEST, precision), _ROUGHEST + 1)
    rows = _reduce(np.minimum, rank * n + np.arange(n), groups) % max(n, 1)
    return {name: table.column(name, wanted.field(name).type, rows) for name in _ORIGIN}


def _set(told: pa.DictionaryArray, groups: _Groups) -> pa.Array:
    """Distinct values told in each incident, sorted."""
    order = pc.sort_indices(told.dictionary)
    words = told.dictionary.take(order)
    place = np.empty(len(words) + 1, np.int32)  # the last is that of no value
    place[order.to_numpy()], place[-1] = np.arange(len(words)), -1
    code = place.take(pc.fill_null(told.indices, len(words)).to_numpy())
    some = (code >= 0) & (code != pc.index(words, "").as_py())
    keys = groups.group[some]
    keys <<= 32
    keys |= code[some]
    keys.sort()
    keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
    start = np.searchsorted(keys >> 32, np.arange(len(groups) + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(start), words.take(pa.array(keys & 0xFFFFFFFF)))

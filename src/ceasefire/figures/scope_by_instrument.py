"""Incidents in scope by the instrument whose provisions they touch, and how many touch those of one instrument alone.

An incident stands under every instrument that it touches, so these counts do not add up to the incidents in scope; those
under one instrument alone are what would be left out of the total without it.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from ceasefire.figures.figure import Figure
from ceasefire.figures.incident_counts import count_incidents
from ceasefire.figures.incident_groups import NOT_TOLD
from ceasefire.vocabulary.provision_names import instrument_of
from ceasefire.vocabulary.scope import ScopeResult

METHOD: Final = "linked incidents counted once, in scope of at least one provision of the instrument"
ALONE: Final = "linked incidents counted once, in scope of provisions of this instrument and of no other"


class Under(NamedTuple):
    """How many incidents are in scope of an instrument, and how many of these of it alone."""

    instrument: str
    incidents: int
    alone: int


class UnderInstrument(NamedTuple):
    """The same as figures; `alone` is None where there is none."""

    instrument: str
    incidents: Figure
    alone: Figure | None


def in_scope(scope: pa.Table, instruments: Collection[str]) -> pa.Table:
    """Return the rows of `scope` that are in scope, with two columns more.

    `instruments`: list of text, the instruments of which a provision is touched, each once; `only_under`: text, the one of
    them where there is no other, else null. Needs the columns `result` and `clauses`; the others stay as they are.
    `instruments` are the ids of those that the record holds: an id may hold a slash, so a clause alone cannot tell its own.
    """
    found = scope.filter(pc.equal(scope["result"], str(ScopeResult.IN_SCOPE)))
    clauses = found["clauses"].combine_chunks()
    coded = pc.list_flatten(clauses).dictionary_encode()
    named = [instrument_of(clause, instruments) for clause in coded.dictionary.to_pylist()]
    names = sorted(set(named))
    place = np.array([names.index(name) for name in named], np.int64)
    row = np.asarray(pc.list_parent_indices(clauses).to_numpy(zero_copy_only=False), np.int64)
    pairs = np.sort(row * max(len(names), 1) + place[np.asarray(coded.indices.to_numpy(), np.int64)])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # each once; np.unique takes thirty times as long here
    row, one = np.divmod(pairs, max(len(names), 1))
    sizes = np.bincount(row, minlength=len(found))
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    listed = pa.ListArray.from_arrays(pa.array(ends), pa.array(names, pa.string()).take(pa.array(one)))
    single = np.full(len(found), -1)
    single[row] = one
    only = pa.array(names, pa.string()).take(pa.array(single, mask=sizes != 1))
    return found.append_column("instruments", listed).append_column("only_under", only)


def counts(scope: pa.Table, instruments: Collection[str]) -> list[Under]:
    """Return how many incidents of `scope` are in scope of each instrument, the most first; an instrument with none is left out."""
    found = in_scope(scope.select(["result", "clauses"]), instruments)
    every, alone = _sizes(pc.list_flatten(found["instruments"])), _sizes(found["only_under"])
    return [Under(name, every[name], alone.get(name, 0)) for name in sorted(every, key=lambda n: (-every[n], n))]


def _sizes(names: pa.ChunkedArray) -> dict[str, int]:
    return {one["values"]: one["counts"] for one in pc.value_counts(names).to_pylist() if one["values"] is not None}


def in_scope_by_instrument(
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    instruments: Collection[str],
    *,
    ledger: str = "all ledgers of this record",
    start: date | None = None,
    end: date | None = None,
) -> tuple[UnderInstrument, ...]:
    """Return for each instrument how many incidents are in scope of it, and how many of these of it alone, the most first.

    Lineage is the reports linked to the incidents. An instrument of which nothing is in scope is left out.
    """
    tested = in_scope(scope.select(["incident_id", "result", "clauses"]), instruments)
    held = incidents.filter(pc.is_in(incidents["incident_id"], tested["incident_id"].combine_chunks()))

    def counted(column: str) -> dict[str, Figure]:
        found = count_incidents(held, tested, links, by=(column,), ledger=ledger, start=start, end=end)
        return {name: figure for (name,), figure in found.items() if name != NOT_TOLD}

    return tuple(_worded(counted("instruments"), counted("only_under")))


def _worded(every: dict[str, Figure], alone: dict[str, Figure]) -> Iterator[UnderInstrument]:
    for name in sorted(every, key=lambda n: (-(every[n].value or 0), n)):
        label = f"in scope of {name}"
        only = alone.get(name)
        yield UnderInstrument(
            name,
            replace(every[name], scope=label, method=METHOD, label=label),
            only and replace(only, scope=f"{label} alone", method=ALONE, label=f"{label} alone"),
        )

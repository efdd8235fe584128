"""The list of incidents by day, place and result: chosen, sorted and cut before a row becomes a Python object."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.arguments import day_or_none, one_of_or_none
from ceasefire.api.page import Page
from ceasefire.api.tables import Tables
from ceasefire.vocabulary.scope import ScopeResult, scope_result

TESTED = ("result", "clauses", "missing", "zone", "why")
"""Columns of the test that stand beside an incident."""
_ORDER = [("day", "ascending"), ("id", "ascending")]


class IncidentFilter(NamedTuple):
    """Which incidents: from and to a day, by words of the place or governorate, by the result of the test."""

    since: date | None = None
    until: date | None = None
    place: str = ""
    result: str | None = None

    def marks(self, incidents: pa.Table) -> Any:
        """Return a mask of the incidents of these days and this place; one without a day is before all."""
        last = pc.coalesce(incidents["date_end"], incidents["date_start"])
        mask = pa.chunked_array([np.ones(incidents.num_rows, bool)])
        if self.since is not None:
            mask = pc.fill_null(pc.greater_equal(last, pa.scalar(self.since)), False)
        if self.until is not None:
            mask = pc.and_(mask, pc.fill_null(pc.less_equal(incidents["date_start"], pa.scalar(self.until)), True))
        return pc.and_(mask, _named(incidents, self.place.casefold())) if self.place else mask


def _named(incidents: pa.Table, words: str) -> pa.Array:
    """Return a mask of the incidents whose place or governorate holds the words; each distinct one is looked at once."""
    place, admin1 = (pc.fill_null(incidents[name], "") for name in ("place", "admin1"))
    both = pc.binary_join_element_wise(place, admin1, " ").combine_chunks().dictionary_encode()
    holds = [words in name.casefold() for name in both.dictionary.to_pylist()]
    return pa.array(holds, pa.bool_()).take(both.indices)


def incidents(
    tables: Tables,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    place: str | None = None,
    result: str | None = None,
    limit: int | None = None,
) -> Page:
    """Return the incidents in order of day, each with its scope; filters are days, words of the place, a result.

    With a limit only so many rows, and in `total` how many there are. Raises BadArgument for what is no day or no result.
    """
    one_of_or_none("result", result, tuple(ScopeResult))
    only = IncidentFilter(day_or_none(since), day_or_none(until), place or "", result)
    found = tables.where("incidents", only.marks)
    if result is not None:
        found = _of_result(tables, found, result)
    day = pc.fill_null(found["date_start"], date.min)
    order = pc.sort_indices(pa.table({"day": day, "id": found["incident_id"]}), sort_keys=_ORDER)
    shown = found.take(order if limit is None else order[:limit])
    tested = {row["incident_id"]: row for row in _scope(tables, shown).to_pylist()}
    rows = (row | {key: tested.get(row["incident_id"], {}).get(key) for key in TESTED} for row in shown.to_pylist())
    return Page(rows, found.num_rows)


def _scope(tables: Tables, incidents: pa.Table) -> pa.Table:
    return tables.rows("scope", "incident_id", incidents["incident_id"].to_pylist())


def _of_result(tables: Tables, incidents: pa.Table, result: str) -> pa.Table:
    """Return the incidents whose test has a result; one that was tested against nothing was not tested."""
    fits = {one for one in ScopeResult if scope_result({"result": str(one)}) == result}
    tested = tables.where(
        "scope", lambda scope: pc.is_in(scope["result"], pa.array(sorted(map(str, fits)), pa.string()))
    )
    mask = pc.is_in(incidents["incident_id"], tested["incident_id"].combine_chunks())
    if scope_result({"result": None}) == result:
        known = tables.table("scope")["incident_id"].combine_chunks()
        mask = pc.or_(mask, pc.invert(pc.is_in(incidents["incident_id"], known)))
    return incidents.filter(mask)

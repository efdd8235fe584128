"""Counting incidents by area, scope result or type, with the reports they rest on; what is not told is not added."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure
from ceasefire.figures.incident_groups import Groups, groups, lineages
from ceasefire.vocabulary.wording import plural


def count_incidents(
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    *,
    by: Sequence[str] = ("result",),
    ledger: str = "all ledgers of this record",
    start: date | None = None,
    end: date | None = None,
    watched: DaysCovered | None = None,
) -> dict[tuple[str, ...], Figure]:
    """Return how many incidents fall under each combination of `by`, keyed and sorted by that combination.

    `by` names columns of `incidents` or of `scope` (`result`, `zone`, `admin1`, `place`...); a null is "not told", an
    incident without a scope row "not tested". A column of lists puts an incident under each of its values, and the
    figure says so. Lineage is the reports linked to the incidents. Only combinations that occur are given: nothing is
    zero here.
    """
    kept = incidents.filter(_within(incidents, start, end))
    found = groups(kept, scope, by)
    note = "an incident with several values stands under each: do not add" if len(found.group) > len(kept) else None
    rests = lineages(links, kept["incident_id"], found)
    sizes = np.bincount(found.group, minlength=len(found.keys)).tolist()
    return {
        key: Figure(
            value=size,
            unit="incident",
            scope=", ".join(f"{c} {v}" for c, v in zip(by, key, strict=True)) or "all",
            ledger=ledger,
            method="linked incidents counted once",
            label=" / ".join(key) or "incidents",
            lineage=lineage,
            start=start,
            end=end,
            watched=watched,
            note=note,
        )
        for key, size, lineage in zip(found.keys, sizes, rests, strict=True)
    }


def toll(
    incidents: pa.Table,
    links: pa.Table,
    *,
    ledger: str = "all ledgers of this record",
    start: date | None = None,
    end: date | None = None,
) -> Figure:
    """Return the deaths that the reports tell: from the sum of the lowest lower bounds to the sum of the highest told.

    Incidents whose reports tell no number add nothing and are named in the note; the upper bound is then left open,
    because nobody can say how many died there. This is a count of what is told, not an estimate of what happened.
    """
    kept = incidents.filter(_within(incidents, start, end))
    told = kept.filter(pc.or_(pc.is_valid(kept["killed_low"]), pc.is_valid(kept["killed_high"])))
    low, high = _bounds(kept, told)
    every = Groups(((),), np.arange(len(told)), np.zeros(len(told), np.int64))
    [lineage] = lineages(links, told["incident_id"], every)
    return Figure(
        low=low,
        high=high,
        unit="person_killed",
        scope="all incidents",
        ledger=ledger,
        method="smallest lower bound and largest upper bound told for each incident, added",
        lineage=lineage,
        start=start,
        end=end,
        label="killed, as told",
        note=f"{len(told):,} of {plural(len(kept), 'incident')} tell a number of dead",
    )


def _bounds(kept: pa.Table, told: pa.Table) -> tuple[int | None, int | None]:
    """Return the two sums; the upper one only where every incident gives an upper bound."""
    if not len(told):
        return None, None
    low, high = (pc.sum(told[name]).as_py() for name in ("killed_low", "killed_high"))
    return low or 0, high if kept["killed_high"].null_count == 0 else None


def _within(incidents: pa.Table, start: date | None, end: date | None) -> pa.ChunkedArray | pa.Array:
    """Return for each incident whether its days lie within the period; one that tells no day lies only in no period."""
    first, last = incidents["date_start"], pc.coalesce(incidents["date_end"], incidents["date_start"])
    asked = [pc.greater_equal(first, start)] if start is not None else []
    asked += [pc.less_equal(last, end)] if end is not None else []
    if not asked:
        return pa.repeat(True, len(incidents))
    return pc.fill_null(reduce(pc.and_, asked, pc.is_valid(first)), False)

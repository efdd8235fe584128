"""Counting incidents by area, scope result or type, with the reports they rest on; what is not told is not added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure
from ceasefire.linkage.membership import members
from ceasefire.vocabulary.scope import ScopeResult, result_words
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
NOT_TOLD = "not told"
UNTESTED = result_words(ScopeResult.NOT_TESTED)


def count_incidents(
    incidents: "pa.Table",
    scope: "pa.Table",
    links: "pa.Table",
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
    rests = members(links)
    groups: dict[tuple[str, ...], list[str]] = {}
    doubled = False
    for incident, keys in _keys(incidents, scope, by, start, end):
        doubled |= len(keys) > 1
        for key in keys:
            groups.setdefault(key, []).append(incident)
    note = "an incident with several values stands under each: do not add" if doubled else None
    return {
        key: Figure(
            value=len(ids),
            unit="incident",
            scope=", ".join(f"{c} {v}" for c, v in zip(by, key, strict=True)) or "all",
            ledger=ledger,
            method="linked incidents counted once",
            label=" / ".join(key) or "incidents",
            lineage=_lineage(ids, rests),
            start=start,
            end=end,
            watched=watched,
            note=note,
        )
        for key, ids in sorted(groups.items())
    }


def _keys(
    incidents: "pa.Table", scope: "pa.Table", by: Sequence[str], start: date | None, end: date | None
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield each incident of the days with the combinations of `by` under which it stands."""
    tested = {row["incident_id"]: row for row in _needed(scope, by).to_pylist()}
    for row in _needed(incidents, [*by, "date_start", "date_end"]).to_pylist():
        if _within(row, start, end):
            yield row["incident_id"], list(product(*(_values(row, tested.get(row["incident_id"]), c) for c in by)))


def _lineage(incidents: Iterable[str], rests: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the reports of some incidents: statements, never the incidents themselves."""
    return tuple(report for i in incidents for report in rests[i])


def toll(
    incidents: "pa.Table",
    links: "pa.Table",
    *,
    ledger: str = "all ledgers of this record",
    start: date | None = None,
    end: date | None = None,
) -> Figure:
    """Return the deaths that the reports tell: from the sum of the lowest lower bounds to the sum of the highest told.

    Incidents whose reports tell no number add nothing and are named in the note; the upper bound is then left open,
    because nobody can say how many died there. This is a count of what is told, not an estimate of what happened.
    """
    rows = [r for r in incidents.to_pylist() if _within(r, start, end)]
    given = [r for r in rows if r["killed_low"] is not None or r["killed_high"] is not None]
    low, high = _bounds(rows, given)
    return Figure(
        low=low,
        high=high,
        unit="person_killed",
        scope="all incidents",
        ledger=ledger,
        method="smallest lower bound and largest upper bound told for each incident, added",
        lineage=_lineage((r["incident_id"] for r in given), members(links)),
        start=start,
        end=end,
        label="killed, as told",
        note=f"{len(given):,} of {plural(len(rows), 'incident')} tell a number of dead",
    )


def _bounds(rows: Sequence[Row], given: Sequence[Row]) -> tuple[int | None, int | None]:
    """Return the two sums; the upper one only where every incident gives an upper bound."""
    if not given:
        return None, None
    bounded = len(given) == len(rows) and all(r["killed_high"] is not None for r in given)
    low = sum(r["killed_low"] or 0 for r in given)
    return low, sum(r["killed_high"] for r in given) if bounded else None


def _needed(table: "pa.Table", columns: Sequence[str]) -> "pa.Table":
    return table.select(["incident_id", *(c for c in dict.fromkeys(columns) if c in table.column_names)])


def _within(row: Row, start: date | None, end: date | None) -> bool:
    first, last = row["date_start"], row["date_end"] or row["date_start"]
    if first is None:
        return start is None and end is None
    return (start is None or first >= start) and (end is None or last <= end)


def _values(incident: Row, scope: Row | None, column: str) -> list[str]:
    if column in incident:
        value = incident[column]
    elif scope is None:
        return [UNTESTED]
    else:
        value = scope[column]
    if isinstance(value, list):
        return sorted({str(v) for v in value}) or [NOT_TOLD]
    return [str(value) if value is not None and value != "" else NOT_TOLD]

"""Running counters: totals that a source states as growing, and the places where they fall."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.figures.figure import Figure
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa


class Fall(NamedTuple):
    """A running counter whose later value is below an earlier one; which of the two slipped is not decided here."""

    measure: str
    counted_by: str | None
    earlier: Figure
    later: Figure


def falls(tallies: "pa.Table", measures: Collection[str]) -> tuple[Fall, ...]:
    """Return where the running counters named in `measures` fall, in order of measure and day.

    A counter belongs to one measure, counting body, subject and place. Each later value is held against the highest
    lower bound stated for an earlier day; two values of one day are rival statements, not a fall.
    """
    columns = ["tally_id", "measure", "counted_by", "subject", "place", "unit", "low", "high", "date_start", "as_of"]
    counters: dict[tuple[Any, ...], list[tuple[date, dict[str, Any]]]] = {}
    for row in tallies.select(columns).to_pylist():
        day = row["as_of"] or row["date_start"]
        if row["measure"] in measures and day is not None and row["low"] is not None:
            key = tuple(row[c] or "" for c in ("measure", "counted_by", "subject", "place"))
            counters.setdefault(key, []).append((day, row))
    found: list[Fall] = []
    for key in sorted(counters):
        rows = sorted(counters[key], key=lambda r: (r[0], r[1]["low"], r[1]["tally_id"]))
        found += _falls(rows)
    return tuple(found)


def falls_table(tallies: "pa.Table", measures: Collection[str]) -> "pa.Table":
    """Return the same as the table `counter_falls`, one row a fall."""
    import pyarrow as pa

    rows = [_row(fall) for fall in falls(tallies, measures)]
    return pa.Table.from_pylist(rows, schema=schema("counter_falls"))


def _row(fall: Fall) -> dict[str, object]:
    return {
        "measure": fall.measure,
        "counted_by": fall.counted_by,
        "unit": fall.later.unit,
        "day_before": fall.earlier.start,
        "before": fall.earlier.low,
        "day_after": fall.later.start,
        "after": fall.later.high,
        "lineage": [*fall.earlier.lineage, *fall.later.lineage],
    }


def _falls(rows: "list[tuple[date, dict[str, Any]]]") -> list[Fall]:
    found: list[Fall] = []
    for i, (day, row) in enumerate(rows):
        before = [r for d, r in rows[:i] if d < day]
        top = max(before, key=lambda r: (r["low"], r["tally_id"]), default=None)
        high = row["high"] if row["high"] is not None else None
        if top is not None and high is not None and high < top["low"]:
            found.append(
                Fall(measure=row["measure"], counted_by=row["counted_by"], earlier=_figure(top), later=_figure(row))
            )
    return found


def _figure(row: dict[str, Any]) -> Figure:
    day = row["as_of"] or row["date_start"]
    return Figure(
        low=row["low"],
        high=row["high"],
        unit=row["unit"] or "not told",
        scope=row["place"] or "whole",
        ledger=row["counted_by"] or "not told",
        method="running counter as stated",
        lineage=(row["tally_id"],),
        label=row["measure"],
        start=day,
        end=day,
    )

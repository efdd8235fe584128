"""Entries a day with a list, ledger by ledger and period by period, with what its body watched."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.figures.comparison_terms import Period
from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure
from ceasefire.figures.watching import columns, dated, watching
from ceasefire.findings.eras import eras
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as the column `listed_on` holds it; a table may come from a file, and what is no day there covers none."""
Days = tuple[date, date]
"""First and last day, both included."""
_COLUMNS = ("tally_id", "counted_by", "measure", "unit", "place", "date_start", "date_end", "low", "high")


class _Ledger(NamedTuple):
    """Whose count of what: counts of two are never added."""

    counted_by: str
    measure: str
    unit: str


class _Listed(NamedTuple):
    """The lists chosen for a period: each one's days with the counts that texts give of them, and how many are left out."""

    lists: dict[Days, list[Row]]
    left_out: int


def list_rates(
    tallies: "pa.Table", coverage: "pa.Table", periods: Sequence[Period], *, running: Collection[str] = ()
) -> "pa.Table":
    """Return how many entries each body lists a day with a list: table `rates`, one row a body, measure and period.

    A list is a total of one day, or of several days, of a body that counts. Of lists of one count that overlap those are added
    that cover most days, the others are left out and counted; lists that lie in no
    period, as where they reach over its bound, have one of their own, from the first to the last of their days. Where texts give one list
    different totals the sum goes from the lowest to the highest. A day without a list is missing, not quiet, and no day
    without one is in the rate. Measures that are `running` counters are left out: their later value holds the earlier.
    Coverage is that of the same body. Nothing is said of whether a truce holds.
    """
    import pyarrow as pa

    watched = dated(coverage.to_pylist())
    found = [
        _row(
            ledger, period, _chosen(lists, period), periods, [row for row in watched if row["by"] == ledger.counted_by]
        )
        for ledger, lists in sorted(_ledgers(tallies, running).items())
        for period in (*periods, *_beyond(lists, periods))
    ]
    return pa.Table.from_pylist([row for row in found if row["days_with_list"]], schema=schema("rates"))


def _ledgers(tallies: "pa.Table", running: Collection[str]) -> dict[_Ledger, dict[Days, list[Row]]]:
    found: dict[_Ledger, dict[Days, list[Row]]] = {}
    for row in tallies.select(_COLUMNS).to_pylist():
        known = None not in (row["counted_by"], row["date_start"], row["low"])
        if known and (row["place"] or WHOLE) == WHOLE and row["measure"] not in running:
            days = (row["date_start"], row["date_end"] or row["date_start"])
            ledger = _Ledger(row["counted_by"], row["measure"], row["unit"])
            found.setdefault(ledger, {}).setdefault(days, []).append(row)
    return found


def _beyond(lists: Iterable[Days], periods: Sequence[Period]) -> Iterator[Period]:
    """Yield a period for the lists that lie in none, as where they reach over the bound of one: their first to last day."""
    left = [days for days in lists if not any(p.start <= days[0] and days[1] <= p.end for p in periods)]
    if left:
        first, last = min(start for start, _ in left), max(end for _, end in left)
        yield Period(name=f"{first} to {last}", start=first, end=last)


def _chosen(lists: Mapping[Days, list[Row]], period: Period) -> _Listed:
    """Return the lists that lie in a period and share no day: those that cover most days, of these the most lists."""
    inside = sorted((d for d in lists if period.start <= d[0] and d[1] <= period.end), key=lambda d: (d[1], d[0]))
    ends = [days[1] for days in inside]
    best: list[_Cover] = [_Cover(0, 0, ())]
    for n, days in enumerate(inside):
        before = best[bisect_left(ends, days[0])]
        taken = _Cover(before.days + (days[1] - days[0]).days + 1, before.lists + 1, (n, before))
        best.append(max(best[n], taken, key=lambda cover: cover[:2]))
    found = {inside[n]: lists[inside[n]] for n in _taken(best[-1])}
    return _Listed(found, len(inside) - len(found))


class _Cover(NamedTuple):
    """Lists that share no day: how many days they cover, how many they are, the last of them and those before it."""

    days: int
    lists: int
    last: "tuple[int, _Cover] | tuple[()]"


def _taken(cover: _Cover) -> list[int]:
    found: list[int] = []
    while cover.last:
        n, cover = cover.last
        found.append(n)
    return found[::-1]


def _each(days: Days) -> Iterator[date]:
    return (days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1))


def _row(ledger: _Ledger, period: Period, listed: _Listed, periods: Sequence[Period], watched: Sequence[Row]) -> Row:
    on = [day for days in listed.lists for day in _each(days)]
    low = sum(min(row["low"] for row in rows) for rows in listed.lists.values())
    high = _highest(listed.lists.values())
    joins = [era.name for era in eras(on, periods)]
    days, seen = (period.end - period.start).days + 1, watching(watched, period.start, period.end)
    rests = {row["tally_id"] for rows in listed.lists.values() for row in rows}
    return {
        **ledger._asdict(),
        "period": period.name,
        "joins": joins if len(joins) > 1 else [],
        "date_start": period.start,
        "date_end": period.end,
        "days": days,
        "days_with_list": len(on),
        "days_without_list": days - len(on),
        "listed_on": [str(day) for day in sorted(on)],
        "low": low,
        "high": high,
        "a_day_low": low / len(on) if on else None,
        "a_day_high": high / len(on) if on and high is not None else None,
        "lists_left_out": listed.left_out,
        **columns(seen),
        "lineage": sorted(rests | set(seen.lineage if seen else ())),
    }


def _highest(lists: Iterable[Sequence[Row]]) -> int | None:
    highs = [row["high"] for rows in lists for row in rows]
    return None if None in highs else sum(max(row["high"] for row in rows) for rows in lists)


def _day(told: str) -> date:
    return date.fromisoformat(told)


def rate_figures(rates: "pa.Table") -> Iterator[Figure]:
    """Yield each row of the table `rates` as a figure: entries a day with a list, with both numbers and the days listed."""
    for row in rates.to_pylist():
        notes = [f"joins {', '.join(row['joins'])}" if row["joins"] else "", f"coverage {row['coverage']}"]
        yield Figure(
            low=row["a_day_low"],
            high=row["a_day_high"],
            unit=row["unit"],
            kind="ratio",
            numerator=row["low"] if row["low"] == row["high"] else None,
            denominator=row["days_with_list"],
            denominator_unit="day",
            scope=f"{row['measure']}, days with a list",
            ledger=row["counted_by"],
            method="totals as stated, added over days with a list, by the number of these days",
            label=f"{row['period']}: a day with a list, {row['counted_by']}, {row['measure']}",
            lineage=tuple(row["lineage"]),
            start=row["date_start"],
            end=row["date_end"],
            watched=DaysCovered.on(_day(told) for told in row["listed_on"] if _DAY.fullmatch(told)),
            note="; ".join(filter(None, notes)),
        )

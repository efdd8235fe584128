"""Daily lists over time: steps of a day, a week or a month, with the days that were found beside every sum."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from ceasefire.figures.bulletins import Day, bulletins, choose, main_measure
from ceasefire.figures.figure import Figure, Watch
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

Step = Literal["day", "week", "month"]


def series(
    tallies: "pa.Table",
    bodies: Sequence[str],
    *,
    step: Step = "day",
    start: date | None = None,
    end: date | None = None,
    measure: str | None = None,
    whole: str = WHOLE,
) -> "pa.Table":
    """Return each body's stated totals over time: table `series`, one row a step and body, sorted.

    A step without a list has a null value: missing is not zero. With several bodies a step's sum is over the days on
    which every body's total was found in the chosen text, so that the sums can be laid side by side; `days_found` and
    `days_compared` say how many that were. Weeks begin on Monday.
    """
    import pyarrow as pa

    name = measure if measure is not None else main_measure(tallies, bodies, whole)
    days = choose(bulletins(tallies, measure=name, whole=whole), bodies) if name is not None else []
    found = {d.day: d for d in days if any(b.stated is not None for b in d.of.values())}
    rows: list[dict[str, Any]] = []
    if found:
        first, last = start or min(found), end or max(found)
        for a, b in steps(first, last, step):
            inside = [found[d] for d in sorted(found) if a <= d <= b]
            rows += [_row(inside, body, bodies, a, b) for body in bodies]
    return pa.Table.from_pylist(rows, schema=schema("series"))


def _row(inside: Sequence[Day], body: str, bodies: Sequence[str], a: date, b: date) -> dict[str, Any]:
    def told(day: Day, who: str) -> int | None:
        return day.of[who].stated if who in day.of else None

    compared = [d for d in inside if all(told(d, who) is not None for who in bodies)]
    own = [d for d in inside if told(d, body) is not None]
    used = compared if (b - a).days else own
    return {
        "counted_by": body,
        "date_start": a,
        "date_end": b,
        "days": (b - a).days + 1,
        "days_found": len(own),
        "days_compared": len(compared),
        "value": sum(told(d, body) or 0 for d in used) if used else None,
        "lineage": sorted(i for d in used for i in d.of[body].ids),
    }


def steps(first: date, last: date, step: Step) -> Iterator[tuple[date, date]]:
    """Yield the steps that cover the days from first to last, cut off at both ends."""
    at = first
    while at <= last:
        if step == "day":
            end = at
        elif step == "week":
            end = at + timedelta(days=6 - at.weekday())
        else:
            end = (at.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield at, min(end, last)
        at = end + timedelta(days=1)


def found_by_month(
    tallies: "pa.Table", bodies: Sequence[str], *, measure: str | None = None, whole: str = WHOLE
) -> tuple[Figure, ...]:
    """Return for each month from the first list to the last how many days have a list; months with none are given too.

    The gaps are days not found, never quiet days.
    """
    name = measure if measure is not None else main_measure(tallies, bodies, whole)
    days = choose(bulletins(tallies, measure=name, whole=whole), bodies) if name is not None else []
    if not days:
        return ()
    first = days[0].day.replace(day=1)
    return tuple(
        _month(a, b, [d for d in days if a <= d.day <= b], bodies)
        for a, b in steps(first, _month_end(days[-1].day), "month")
    )


def _month_end(day: date) -> date:
    return next(steps(day, day + timedelta(days=31), "month"))[1]


def _month(a: date, b: date, days: Sequence[Day], bodies: Sequence[str]) -> Figure:
    return Figure(
        value=len(days) if days else None,
        unit="day",
        scope=f"days with a list of {' or '.join(bodies)}",
        ledger=" and ".join(bodies),
        method="days on which at least one text was found",
        label=f"{a.year:04}-{a.month:02}",
        lineage=tuple(i for d in days for bulletin in d.of.values() for i in bulletin.ids),
        start=a,
        end=b,
        watched=Watch.on(d.day for d in days),
    )

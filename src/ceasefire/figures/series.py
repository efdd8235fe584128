"""Daily lists over time: steps of a day, a week or a month, with the days that were found beside every sum."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from ceasefire.figures.bulletins import Day, bulletins, choose, main_measure
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

    found = _found(tallies, bodies, measure, whole)
    rows: list[dict[str, Any]] = []
    if found:
        for a, b in steps(start or min(found), end or max(found), step):
            inside = [found[d] for d in sorted(found) if a <= d <= b]
            rows += [_row(inside, body, bodies, a, b) for body in bodies]
    return pa.Table.from_pylist(rows, schema=schema("series"))


def _found(tallies: "pa.Table", bodies: Sequence[str], measure: str | None, whole: str) -> dict[date, Day]:
    """Return the days on which the chosen text states a total of any body."""
    name = measure if measure is not None else main_measure(tallies, bodies, whole)
    days = choose(bulletins(tallies, measure=name, whole=whole), bodies) if name is not None else []
    return {d.day: d for d in days if any(b.stated is not None for b in d.of.values())}


def _row(inside: Sequence[Day], body: str, bodies: Sequence[str], a: date, b: date) -> dict[str, Any]:
    compared = [d for d in inside if all(_stated(d, who) is not None for who in bodies)]
    own = [d for d in inside if _stated(d, body) is not None]
    used = compared if b > a else own
    return {
        "counted_by": body,
        **_what(used, body),
        "date_start": a,
        "date_end": b,
        "days": (b - a).days + 1,
        "days_found": len(own),
        "days_compared": len(compared),
        "value": sum(_stated(d, body) or 0 for d in used) if used else None,
        "lineage": sorted(i for d in used for i in d.of[body].ids),
    }


def _what(used: Sequence[Day], body: str) -> dict[str, str | None]:
    """Return the measure and unit of the lists added; null where there are none, so that no number is without its unit."""
    one = next((d.of[body] for d in used), None)
    return {"measure": one.measure if one else None, "unit": one.unit if one else None}


def _stated(day: Day, body: str) -> int | None:
    return day.of[body].stated if body in day.of else None


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

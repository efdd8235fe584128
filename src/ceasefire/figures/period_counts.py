"""Counts for longer than a day, of several bodies over the same or overlapping days, side by side."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.figures.figure import Figure
from ceasefire.vocabulary.codes import WHOLE
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = (
    *("tally_id", "counted_by", "said_by", "measure", "unit", "place", "subject", "date_start", "date_end"),
    *("low", "high", "vague", "publisher"),
)
Row = dict[str, Any]


class PeriodCount(NamedTuple):
    """One body's count of a period, as somebody states it."""

    body: str
    measure: str
    figure: Figure

    @property
    def days(self) -> tuple[date, date]:
        assert self.figure.start is not None
        assert self.figure.end is not None
        return self.figure.start, self.figure.end


class SideBySide(NamedTuple):
    """The counts of several bodies that share days of one period and place, and in words how any two of them compare."""

    place: str
    start: date
    end: date
    counts: tuple[PeriodCount, ...]
    compared: tuple[str, ...]


def period_counts(tallies: "pa.Table", *, measure: str | None = None) -> tuple[SideBySide, ...]:
    """Return the counts for longer than a day that two bodies or more give of shared days, by place and period.

    There is one group for each period and place that a body counts, with all counts of other bodies that overlap it; a
    group that holds nothing beside what another one holds is left out. A difference is taken only between counts of one
    unit and the same days: unlike units stand beside each other, and of days that only overlap it is said how many both
    cover.
    """
    by_place: dict[tuple[str, str], list[PeriodCount]] = {}
    for row in tallies.select(_COLUMNS).to_pylist():
        if _is_period(row) and measure in (None, row["measure"]):
            by_place.setdefault((row["place"] or WHOLE, row["subject"] or ""), []).append(_count(row))
    found = [group for (place, _), counts in sorted(by_place.items()) for group in _groups(place, counts)]
    return tuple(sorted(found, key=lambda group: (group.start, group.end, group.place)))


def _is_period(row: Row) -> bool:
    told = row["low"] is not None or row["high"] is not None or row["vague"]
    longer = row["date_start"] is not None and row["date_end"] not in (None, row["date_start"])
    return bool(told) and longer and bool(row["counted_by"] or row["said_by"])


def _count(row: Row) -> PeriodCount:
    body = row["counted_by"] or row["said_by"]
    figure = Figure(
        low=row["low"],
        high=row["high"],
        vague=row["vague"],
        unit=row["unit"],
        scope=row["place"] or WHOLE,
        ledger=body,
        method="as stated",
        lineage=(row["tally_id"],),
        label=f"{row['measure']}, {body}",
        start=row["date_start"],
        end=row["date_end"],
    )
    return PeriodCount(body, row["measure"], figure)


def _groups(place: str, counts: Sequence[PeriodCount]) -> Iterator[SideBySide]:
    ordered = sorted(counts, key=lambda c: (*c.days, c.body, c.measure, c.figure.lineage))
    held: list[frozenset[tuple[str, ...]]] = []
    for days in sorted({count.days for count in ordered}, key=lambda d: (d[0], d[0] - d[1])):
        together = _together(ordered, days)
        ids = frozenset(c.figure.lineage for c in together)
        if len({c.body for c in together}) > 1 and not any(ids <= other for other in held):
            held.append(ids)
            yield SideBySide(place, *days, tuple(together), tuple(dict.fromkeys(_compared(together))))


def _together(ordered: Sequence[PeriodCount], days: tuple[date, date]) -> list[PeriodCount]:
    """Return the counts of these days, and those of other bodies that overlap them."""
    begun = bisect_right(ordered, days[1], key=lambda count: count.days[0])
    found = [count for count in ordered[:begun] if count.days[1] >= days[0]]
    own = {count.body for count in found if count.days == days}
    return [count for count in found if count.days == days or count.body not in own]


def _compared(counts: Sequence[PeriodCount]) -> Iterator[str]:
    for a, b in combinations(counts, 2):
        if a.body != b.body:
            yield _words(a, b)


def _words(a: PeriodCount, b: PeriodCount) -> str:
    """Return how two counts compare: a difference, or why none is taken."""
    names = f"{a.body} and {b.body}"
    if a.figure.unit != b.figure.unit:
        return f"{names}: no difference is taken between {_things(a)} and {_things(b)}"
    if a.measure != b.measure:
        return f"{names}: {a.measure} and {b.measure} are different counts"
    if a.days != b.days:
        shared = (min(a.days[1], b.days[1]) - max(a.days[0], b.days[0])).days + 1
        return f"{names}: {plural(shared, 'day')} in common, not the same days; no difference is taken"
    one, two = a.figure.value, b.figure.value
    if one is None or two is None:
        return f"{names}: the same days; a bound has no difference"
    if one == two:
        return f"{names}: the same number over the same days"
    more, less = (a.body, b.body) if one > two else (b.body, a.body)
    return f"{more} counts {plural(abs(one - two), a.figure.unit)} more than {less} over the same days"


def _things(count: PeriodCount) -> str:
    return count.figure.noun if count.figure.value != 1 else count.figure.unit.replace("_", " ")

"""Two ledgers of one truce side by side: period by period, over the days on which both state a total."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from ceasefire.figures.bulletins import Bulletin, Day, bulletins, choose, main_measure
from ceasefire.figures.figure import Figure, Kind, Number, Watch, rate, total
from ceasefire.figures.ranks import pearson, spearman
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

ONE_TEXT = "one text a day, totals as stated"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days, first and last included, with its name."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Place by place on the days on which both break down a total above zero fully.

    `overlap` adds, for each day and place, the smaller of the two counts: the most that the lists can have in common.
    """

    days: Figure
    overlap: Figure
    first: Figure
    second: Figure
    nothing_in_common: Figure


@dataclass(frozen=True, kw_only=True)
class PeriodComparison:
    """Two bodies' daily lists over one period. Figures are None where no day has what they need."""

    name: str
    start: date
    end: date
    days: Figure
    first: Figure | None = None
    second: Figure | None = None
    first_median: Figure | None = None
    second_median: Figure | None = None
    ratio: Figure | None = None
    correlation: Figure | None = None
    pearson: Figure | None = None
    first_higher: Figure | None = None
    second_higher: Figure | None = None
    equal: Figure | None = None
    places: Overlap | None = None
    shares: tuple[Figure, ...] = ()

    @property
    def overlap(self) -> Figure | None:
        return self.places.overlap if self.places is not None else None


def compare(
    tallies: "pa.Table",
    first: str,
    second: str,
    periods: Iterable[Period],
    *,
    measure: str | None = None,
    whole: str = WHOLE,
) -> tuple[PeriodComparison, ...]:
    """Return the comparison of two bodies' daily lists for each period, in the order given.

    Only days with both totals in one chosen text are compared (`bulletins.choose`); a day without a list is missing,
    not zero. `measure` is what both count; by default the one they break down by place most often. Nothing here says
    who fired, and the two series are never added or averaged.
    """
    name = measure if measure is not None else main_measure(tallies, (first, second), whole)
    days = choose(bulletins(tallies, measure=name, whole=whole), (first, second)) if name is not None else []
    return tuple(_period(p, [d for d in days if p.start <= d.day <= p.end], first, second) for p in periods)


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """What the figures of one comparison have in common."""

    period: Period
    ledger: str
    unit: str

    def figure(
        self,
        value: Number | None,
        days: Sequence[Day],
        what: Sequence[Bulletin],
        *,
        label: str,
        method: str,
        ledger: str | None = None,
        unit: str | None = None,
        kind: Kind = "count",
        scope: str,
    ) -> Figure:
        return Figure(
            value=value,
            unit=unit or self.unit,
            kind=kind,
            scope=scope,
            ledger=ledger or self.ledger,
            method=method,
            lineage=tuple(i for b in what for i in b.ids),
            label=f"{self.period.name}: {label}",
            start=self.period.start,
            end=self.period.end,
            watched=Watch.on(d.day for d in days),
        )


def _period(period: Period, days: Sequence[Day], first: str, second: str) -> PeriodComparison:
    both = [d for d in days if all(b in d.of and d.of[b].stated is not None for b in (first, second))]
    unit = both[0].of[first].unit if both else "day"
    terms = _Terms(period=period, ledger=f"{first} and {second}", unit=unit)
    rests = [d.of[b] for d in both for b in (first, second)]
    counted = terms.figure(
        len(both) if both else None,
        both,
        rests,
        label="days compared",
        unit="day",
        scope="days with both totals",
        method=ONE_TEXT,
    )
    shares = (*_shares(terms, days, first), *_shares(terms, days, second))
    if not both:
        return PeriodComparison(name=period.name, start=period.start, end=period.end, days=counted, shares=shares)
    a, b = ([_stated(d.of[body]) for d in both] for body in (first, second))
    return PeriodComparison(
        name=period.name,
        start=period.start,
        end=period.end,
        days=counted,
        shares=shares,
        first=_sum(terms, both, first, a),
        first_median=_median(terms, both, first, a),
        second=_sum(terms, both, second, b),
        second_median=_median(terms, both, second, b),
        ratio=_ratio(terms, both, first, second),
        places=_overlap(terms, both, first, second),
        correlation=_coefficient(terms, both, rests, "Spearman rank correlation of the daily totals", spearman(a, b)),
        pearson=_coefficient(terms, both, rests, "Pearson correlation of the daily totals", pearson(a, b)),
        first_higher=_days_where(terms, both, first, second, f"{first} states more", lambda x, y: x > y),
        second_higher=_days_where(terms, both, first, second, f"{second} states more", lambda x, y: x < y),
        equal=_days_where(terms, both, first, second, "both state the same", lambda x, y: x == y),
    )


def _sum(terms: _Terms, both: Sequence[Day], body: str, values: Sequence[int]) -> Figure:
    return terms.figure(
        sum(values),
        both,
        [d.of[body] for d in both],
        label=f"total of {body}",
        ledger=body,
        scope="days with both totals",
        method=f"sum; {ONE_TEXT}",
    )


def _median(terms: _Terms, both: Sequence[Day], body: str, values: Sequence[int]) -> Figure:
    middle = median(values)
    return terms.figure(
        int(middle) if middle == int(middle) else middle,
        both,
        [d.of[body] for d in both],
        label=f"median of {body}",
        ledger=body,
        scope="days with both totals",
        kind="median",
        method=f"median of the days; {ONE_TEXT}",
    )


def _ratio(terms: _Terms, both: Sequence[Day], first: str, second: str) -> Figure:
    below, above = (sum(_stated(d.of[b]) for d in both) for b in (first, second))
    return terms.figure(
        above / below if below else None,
        both,
        [d.of[b] for d in both for b in (first, second)],
        unit="ratio",
        kind="ratio",
        label=f"total of {second} by total of {first}",
        scope="days with both totals",
        method=f"quotient of two sums, {above:,} by {below:,}; {ONE_TEXT}",
    )


def _coefficient(
    terms: _Terms, both: Sequence[Day], rests: Sequence[Bulletin], method: str, value: float | None
) -> Figure | None:
    if value is None:
        return None
    return terms.figure(
        value,
        both,
        rests,
        label=method,
        unit="correlation",
        kind="coefficient",
        scope="days with both totals",
        method=f"{method}, ties share their mean rank; {ONE_TEXT}",
    )


def _days_where(
    terms: _Terms, both: Sequence[Day], first: str, second: str, label: str, holds: Callable[[int, int], bool]
) -> Figure:
    n = sum(holds(_stated(d.of[first]), _stated(d.of[second])) for d in both)
    return terms.figure(
        n,
        both,
        [d.of[b] for d in both for b in (first, second)],
        label=f"days on which {label}",
        unit="day",
        scope="days with both totals",
        method=ONE_TEXT,
    )


def _stated(bulletin: Bulletin) -> int:
    assert bulletin.stated is not None
    return bulletin.stated


def _overlap(terms: _Terms, both: Sequence[Day], first: str, second: str) -> Overlap | None:
    full = [d for d in both if all(d.of[b].state == "adds_up" and d.of[b].stated for b in (first, second))]
    if not full:
        return None
    scope = "days on which both break down a total above zero fully"
    rests = [d.of[b] for d in full for b in (first, second)]
    pairs = [(d.of[first].by_place, d.of[second].by_place) for d in full]
    common = sum(min(n, b.get(place, 0)) for a, b in pairs for place, n in a.items())
    apart = sum(not any(a.get(p) and b.get(p) for p in a) for a, b in pairs)

    def figure(value: int, label: str, method: str, unit: str | None = None) -> Figure:
        return terms.figure(value, full, rests, label=label, scope=scope, method=f"{method}; {ONE_TEXT}", unit=unit)

    def one(body: str) -> Figure:
        return terms.figure(
            sum(_stated(d.of[body]) for d in full),
            full,
            [d.of[body] for d in full],
            ledger=body,
            label=f"total of {body}",
            scope=scope,
            method=f"sum; {ONE_TEXT}",
        )

    return Overlap(
        days=figure(len(full), "days with two full breakdowns", "count of days", "day"),
        overlap=figure(common, "overlap by place", "smaller of the two counts for each day and place, added"),
        first=one(first),
        second=one(second),
        nothing_in_common=figure(apart, "days with no place in common", "count of days", "day"),
    )


def _shares(terms: _Terms, days: Sequence[Day], body: str) -> tuple[Figure, ...]:
    """Return each place's share of one body's count, over its own days with a full breakdown above zero."""
    full = [d for d in days if body in d.of and d.of[body].state == "adds_up" and d.of[body].stated]
    if not full:
        return ()
    scope = f"days on which {body} breaks down a total above zero fully"
    by_place: dict[str, int] = {}
    for day in full:
        for place, n in day.of[body].by_place.items():
            by_place[place] = by_place.get(place, 0) + n
    rests = [d.of[body] for d in full]
    terms = _Terms(period=terms.period, ledger=body, unit=rests[0].unit)
    counts = {
        place: terms.figure(n, full, rests, label=place, scope=scope, method=f"sum of a place; {ONE_TEXT}")
        for place, n in by_place.items()
    }
    everything = total(counts.values(), scope=scope)
    return tuple(rate(counts[p], everything, label=p) for p in sorted(counts, key=lambda p: (-by_place[p], p)))

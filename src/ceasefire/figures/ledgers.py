"""Two ledgers of one truce side by side: period by period, over the days on which both state a total."""

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from ceasefire.figures.bulletins import Bulletin, Day, bulletins, choose, main_measure, stated_total
from ceasefire.figures.comparison_terms import ONE_TEXT, Period, Terms
from ceasefire.figures.figure import Figure
from ceasefire.figures.place_overlap import Overlap, overlap, shares
from ceasefire.figures.ranks import pearson, spearman
from ceasefire.vocabulary.codes import WHOLE

if TYPE_CHECKING:
    import pyarrow as pa

BOTH = "days with both totals"


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
        """Return the figure of the overlap by place, where there are days to find it on."""
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


def _period(period: Period, days: Sequence[Day], first: str, second: str) -> PeriodComparison:
    both = [d for d in days if all(_has_total(d, body) for body in (first, second))]
    unit = both[0].of[first].unit if both else "day"
    terms = Terms(period=period, ledger=f"{first} and {second}", unit=unit)
    compared = _compared(terms, both, first, second) if both else {}
    return PeriodComparison(
        name=period.name,
        start=period.start,
        end=period.end,
        days=_days(terms, both, first, second),
        shares=(*shares(terms, days, first), *shares(terms, days, second)),
        places=overlap(terms, both, first, second),
        **compared,
    )


def _has_total(day: Day, body: str) -> bool:
    return body in day.of and day.of[body].stated is not None


def _days(terms: Terms, both: Sequence[Day], first: str, second: str) -> Figure:
    return terms.figure(
        len(both) or None,
        both,
        [d.of[b] for d in both for b in (first, second)],
        label="days compared",
        unit="day",
        scope=BOTH,
        method=ONE_TEXT,
    )


def _compared(terms: Terms, both: Sequence[Day], first: str, second: str) -> dict[str, Figure | None]:
    """Return the figures of a period that has days with both totals, by the field of PeriodComparison."""
    a, b = ([stated_total(d.of[body]) for d in both] for body in (first, second))
    rests = [d.of[body] for d in both for body in (first, second)]
    return {
        "first": _sum(terms, both, first, a),
        "first_median": _median(terms, both, first, a),
        "second": _sum(terms, both, second, b),
        "second_median": _median(terms, both, second, b),
        "ratio": _ratio(terms, both, first, second),
        "correlation": _coefficient(
            terms, both, rests, "Spearman rank correlation of the daily totals", spearman(a, b)
        ),
        "pearson": _coefficient(terms, both, rests, "Pearson correlation of the daily totals", pearson(a, b)),
        "first_higher": _days_where(terms, both, first, second, f"{first} states more", operator.gt),
        "second_higher": _days_where(terms, both, first, second, f"{second} states more", operator.lt),
        "equal": _days_where(terms, both, first, second, "both state the same", operator.eq),
    }


def _sum(terms: Terms, both: Sequence[Day], body: str, values: Sequence[int]) -> Figure:
    return terms.figure(
        sum(values),
        both,
        [d.of[body] for d in both],
        label=f"total of {body}",
        ledger=body,
        scope=BOTH,
        method=f"sum; {ONE_TEXT}",
    )


def _median(terms: Terms, both: Sequence[Day], body: str, values: Sequence[int]) -> Figure:
    middle = median(values)
    return terms.figure(
        int(middle) if middle == int(middle) else middle,
        both,
        [d.of[body] for d in both],
        label=f"median of {body}",
        ledger=body,
        scope=BOTH,
        kind="median",
        method=f"median of the days; {ONE_TEXT}",
    )


def _ratio(terms: Terms, both: Sequence[Day], first: str, second: str) -> Figure:
    below, above = (sum(stated_total(d.of[b]) for d in both) for b in (first, second))
    return terms.figure(
        above / below if below else None,
        both,
        [d.of[b] for d in both for b in (first, second)],
        unit="ratio",
        kind="ratio",
        label=f"total of {second} by total of {first}",
        scope=BOTH,
        method=f"quotient of two sums, {above:,} by {below:,}; {ONE_TEXT}",
    )


def _coefficient(
    terms: Terms, both: Sequence[Day], rests: Sequence[Bulletin], method: str, value: float | None
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
        scope=BOTH,
        method=f"{method}, ties share their mean rank; {ONE_TEXT}",
    )


def _days_where(
    terms: Terms, both: Sequence[Day], first: str, second: str, label: str, holds: Callable[[int, int], bool]
) -> Figure:
    n = sum(holds(stated_total(d.of[first]), stated_total(d.of[second])) for d in both)
    return terms.figure(
        n,
        both,
        [d.of[b] for d in both for b in (first, second)],
        label=f"days on which {label}",
        unit="day",
        scope=BOTH,
        method=ONE_TEXT,
    )

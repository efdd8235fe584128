"""Stated values made comparable: numbers with bounds, days with precision, sets of names, plain words."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ceasefire.parties import Clause, Directory, Naming, fold

Relation = Literal["same", "coarser", "bounds", "rival"]

_DAY = r"\d{4}-\d{2}(?:-\d{2})?"
_SPAN = re.compile(rf"({_DAY})(?:\s*(?:/|to)\s*({_DAY}))?\Z")
_NUMBER = r"\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+|\d+"
_COUNT = re.compile(
    rf"(?:(?P<least>at least|over|more than|>=?|minimum of)|(?P<most>at most|up to|fewer than|less than|<=?))?\s*"
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<high>{_NUMBER}))?\s*(?P<more>\+|or more)?\Z",
    re.IGNORECASE,
)
WIDE_DAYS = 7
"""A told span of at least so many days names a time roughly; a shorter one names its days."""


@dataclass(frozen=True)
class Number:
    """At least `low`, at most `high`; None: no bound told."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low == self.high:
            return str(self.low)
        return f"{'' if self.low is None else self.low}..{'' if self.high is None else self.high}"


@dataclass(frozen=True)
class Days:
    """From the first to the last day told; `rough` when the thing lies somewhere within."""

    start: date
    end: date
    rough: bool = False

    def __str__(self) -> str:
        span = self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"
        return f"within {span}" if self.rough else span


@dataclass(frozen=True)
class Names:
    """A set of names, in no order."""

    names: frozenset[str]

    def __str__(self) -> str:
        return "; ".join(sorted(self.names))


@dataclass(frozen=True)
class Actors:
    """Who is named, as the parties room reads it; coarser and finer names of one actor can both hold."""

    clauses: frozenset[Clause]
    naming: Naming = field(compare=False, repr=False)
    directory: Directory = field(compare=False, repr=False)

    def __str__(self) -> str:
        return str(self.naming)


@dataclass(frozen=True)
class Words:
    """Anything else, folded."""

    words: str

    def __str__(self) -> str:
        return self.words


Value = Number | Days | Names | Actors | Words


def parse_value(
    text: str | None, start: date | None = None, end: date | None = None, precision: int | None = None
) -> Value:
    """Return a stated value made comparable.

    A text that is a day, month, span of days or a number with its bounds is read as such; names parted by `;` are a
    set; days given beside a text that says nothing else stand for it; the rest is words. Raises nothing: what cannot
    be read is words.
    """
    told = (text or "").strip()
    days = _days(told, precision)
    if days is not None:
        return days
    if not told and start is not None:
        return span(start, end, precision)
    number = _count(told)
    if number is not None:
        return number
    parts = [fold(p) for p in told.split(";")]
    if len(parts) > 1 and all(parts):
        return Names(frozenset(parts))
    return Words(fold(told))


def span(start: date, end: date | None, precision: int | None = None) -> Days:
    """Return days as a value; a coarse precision, or a week and more, makes them rough."""
    last = end if end is not None else start
    return Days(start, last, rough=(precision or 0) >= 2 or (last - start).days + 1 >= WIDE_DAYS)


def relation(a: Value, b: Value) -> Relation:
    """Return how two values stand: same, one coarser than the other, bounds that both can hold, or rival."""
    if a == b:
        return "same"
    if isinstance(a, Days) and isinstance(b, Days):
        return _of_days(a, b)
    if isinstance(a, Number) and isinstance(b, Number):
        return _of_numbers(a, b)
    if isinstance(a, Actors) and isinstance(b, Actors):
        return "coarser" if a.directory.can_both_hold(a.naming, b.naming) else "rival"
    if isinstance(a, Names | Words) and isinstance(b, Names | Words):
        return "same" if str(a) == str(b) else "rival"
    return "rival"


def worst(values: Iterable[Value]) -> Relation:
    """Return the worst relation among all pairs of distinct values: rival, then bounds, then coarser."""
    order: list[Relation] = ["same", "coarser", "bounds", "rival"]
    distinct = list(dict.fromkeys(values))
    found = [relation(a, b) for i, a in enumerate(distinct) for b in distinct[i + 1 :]]
    return max(found, key=order.index, default="same")


def _of_numbers(a: Number, b: Number) -> Relation:
    low = max(x for x in (a.low, b.low, 0) if x is not None)
    highs = [x for x in (a.high, b.high) if x is not None]
    return "bounds" if not highs or low <= min(highs) else "rival"


def _of_days(a: Days, b: Days) -> Relation:
    for outer, inner in ((a, b), (b, a)):
        if outer.rough and outer.start <= inner.start and inner.end <= outer.end:
            return "coarser"
    if (a.start, a.end) == (b.start, b.end):
        return "same"
    overlap = a.start <= b.end and b.start <= a.end
    return "coarser" if overlap and a.rough and b.rough else "rival"


def _days(text: str, precision: int | None) -> Days | None:
    match = _SPAN.match(text)
    if match is None:
        return None
    try:
        first, last = _edge(match[1], 0), _edge(match[2] or match[1], 1)
    except ValueError:
        return None
    if last < first:
        return None
    found = span(first, last, precision)
    month = len(match[1]) == 7
    return Days(found.start, found.end, rough=True) if month else found


def _edge(text: str, side: int) -> date:
    if len(text) == 10:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:])
    first = date(year, month, 1)
    return first.replace(day=monthrange(year, month)[1]) if side else first


def _count(text: str) -> Number | None:
    match = _COUNT.match(text)
    if match is None or len(text) > 60:
        return None
    low = int(re.sub(r"\D", "", match["low"]))
    high = int(re.sub(r"\D", "", match["high"])) if match["high"] else low
    if high < low:
        return None
    if match["least"] or match["more"]:
        return Number(low, None)
    return Number(None, high) if match["most"] else Number(low, high)

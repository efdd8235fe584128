"""The figure: a number that knows what it counts, over what, in whose ledger, by what method, from which statements."""

import hashlib
import operator
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeVar

from msgspec import Struct, structs

from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.errors import (
    CountedTwiceError,
    FigureError,
    NoLineageError,
    UnlikeLedgersError,
    UnlikeScopesError,
    UnlikeUnitsError,
)
from ceasefire.vocabulary.units import NOT_ADDITIVE
from ceasefire.vocabulary.wording import noun_for, number_words, plural, range_words

Number = int | float
T = TypeVar("T")
RECKONED = frozenset({"day", "hour", "pair", "duty", "statement"})
"""Units that are reckoned, not reported: none of them is plain 0, not a zero reported."""
Kind = Literal["count", "median", "rate", "ratio", "coefficient"]


UnlikeUnits, UnlikeScopes, UnlikeLedgers = UnlikeUnitsError, UnlikeScopesError, UnlikeLedgersError
CountedTwice, NoLineage = CountedTwiceError, NoLineageError
"""Names that the first versions of the errors had; they stay importable."""


class Figure(Struct, frozen=True, kw_only=True):
    """A number with its terms; one without lineage is refused (NoLineageError), unless it says that nothing was told.

    `value` is the number where one can be named; `low` and `high` bound it (None: no bound told). Only a figure of kind
    `count` is ever added. A rate carries `numerator` and `denominator`. `watched` is the days covered,
    beside every count; None says that coverage is not known. Days `start` to `end` are both included.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str
    scope: str
    ledger: str
    method: str
    lineage: tuple[str, ...] = ()
    kind: Kind = "count"
    label: str | None = None
    start: date | None = None
    end: date | None = None
    watched: DaysCovered | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    denominator_unit: str | None = None
    vague: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.value is not None and self.low is None and self.high is None:
            self._set(low=self.value, high=self.value)
        if self.value is None and self.low is not None and self.low == self.high:
            self._set(value=self.low)
        self._set(lineage=_sorted_once(self.lineage))
        self._refuse()

    def _set(self, **values: Number | tuple[str, ...]) -> None:
        for name, value in values.items():
            structs.force_setattr(self, name, value)

    def _refuse(self) -> None:
        bounds = [b for b in (self.low, self.value, self.high) if b is not None]
        if bounds != sorted(bounds):
            raise FigureError(f"{self.label or self.unit}: low {self.low}, value {self.value}, high {self.high}")
        if not self.lineage and bounds:
            raise NoLineageError(
                f"{self.label or self.unit}, {self.scope}: a number without the statements it rests on"
            )

    @property
    def coverage(self) -> str:
        """Return in words what was watched."""
        if self.watched is None:
            return "coverage not known"
        found = len(self.watched)
        if self.start is None or self.end is None:
            return f"{plural(found, 'day')} with a list"
        return f"{found:,} of {plural((self.end - self.start).days + 1, 'day')}"

    @property
    def key(self) -> str:
        """Return a short name that changes when what is counted changes, and stays when the number does."""
        terms = (self.label, self.unit, self.kind, self.scope, self.ledger, self.method, self.start, self.end)
        return hashlib.sha256(repr([str(t) for t in terms]).encode()).hexdigest()[:12]

    def text(self, *, unit: bool = False) -> str:
        """Return the figure as a person reads it: "at least 400,000", "3 to 5", "zero reported (27 of 126 days)"."""
        return f"{_words(self)} {self.noun}" if unit and self.kind in ("count", "median") else _words(self)

    @property
    def noun(self) -> str:
        """Return the unit in words; that of a count agrees with its number: "1 case of firing", "2 cases of firing"."""
        return noun_for(self.value if self.kind in ("count", "median") else 1, self.unit)

    def __str__(self) -> str:
        return self.text(unit=True)

    def __repr__(self) -> str:
        label = f"{self.label!r}: " if self.label else ""
        return (
            f"<Figure {label}{self.text(unit=True)}; unit {self.unit}; scope {self.scope!r}; ledger {self.ledger!r}; "
            f"lineage {len(self.lineage):,}>"
        )

    def __add__(self, other: "Figure") -> "Figure":
        """Return the sum over one scope; refuses unlike units, scopes and ledgers, and a statement counted twice."""
        if not isinstance(other, Figure):
            return NotImplemented
        _check_units(self, other)
        if self.ledger != other.ledger:
            raise UnlikeLedgersError(f"{self.ledger} and {other.ledger}: one incident may stand in both ledgers")
        if self.scope != other.scope:
            raise UnlikeScopesError(f"{self.scope!r} and {other.scope!r}: say the joint scope with total(...)")
        twice = set(self.lineage) & set(other.lineage)
        if twice:
            raise CountedTwiceError(f"{len(twice)} statements are in both, among them {min(twice)}")
        return _join(self, other, scope=self.scope, ledger=self.ledger)

    def compact(self, limit: int = 1000) -> "Figure":
        """Return the figure with a lineage of more than `limit` statements given as one `set:<count>:<digest>`."""
        if len(self.lineage) <= limit:
            return self
        return structs.replace(self, lineage=(digest(self.lineage),))


def _sorted_once(lineage: Iterable[str]) -> tuple[str, ...]:
    """Return ids sorted, each once; ids that are so already are only looked through, which for 10^6 takes 0.05 s."""
    ids = tuple(lineage)
    return ids if all(map(operator.lt, ids, ids[1:])) else tuple(sorted(set(ids)))


def digest(lineage: Iterable[str]) -> str:
    """Return a lineage as `set:<count>:<digest>`, the SHA-256 of its sorted ids, one a line."""
    ids = _sorted_once(lineage)
    lines = "\n".join(ids).encode()
    return f"set:{len(ids)}:{hashlib.sha256(lines).hexdigest()}"


def total(figures: Iterable[Figure], *, scope: str, ledger: str | None = None, label: str | None = None) -> Figure:
    """Return the sum of figures of one unit over a scope that the caller names.

    Unlike units are refused. Different scopes are joined under `scope`. Different ledgers are refused unless the caller
    names the joint `ledger`; the sum then says that one incident may be counted in each. No figures: FigureError.
    """
    given = list(figures)
    if not given:
        raise FigureError("no figures to add")
    ledgers = sorted({f.ledger for f in given})
    if len(ledgers) > 1 and ledger is None:
        raise UnlikeLedgersError(f"{', '.join(ledgers)}: one incident may stand in several ledgers")
    name = ledger if ledger is not None else ledgers[0]
    sum_ = given[0]
    _check_units(sum_, sum_)
    for figure in given[1:]:
        _check_units(sum_, figure)
        sum_ = _join(sum_, figure, scope=scope, ledger=name)
    warning = f"adds the ledgers of {', '.join(ledgers)}: one incident may be counted in each"
    notes = _either(sum_.note, warning if len(ledgers) > 1 else None)
    return structs.replace(sum_, scope=scope, ledger=name, label=label if label is not None else sum_.label, note=notes)


def rate(
    part: Figure,
    whole: Figure,
    *,
    label: str | None = None,
    scope: str | None = None,
    ledger: str | None = None,
    method: str | None = None,
) -> Figure:
    """Return part of whole as a rate that carries both numbers; both must count the same unit (UnlikeUnitsError).

    With nothing to divide by, the value is None and the figure says so. Bounds follow from the bounds of both.
    """
    _check_units(part, whole)
    value = part.value / whole.value if part.value is not None and whole.value else None
    low = part.low / whole.high if part.low is not None and whole.high else None
    high = part.high / whole.low if part.high is not None and whole.low else None
    return Figure(
        value=value,
        low=low,
        high=high,
        unit="ratio",
        kind="rate",
        numerator=part.value,
        denominator=whole.value,
        denominator_unit=whole.unit,
        label=label if label is not None else part.label,
        scope=scope if scope is not None else whole.scope,
        ledger=ledger if ledger is not None else part.ledger,
        method=method if method is not None else part.method,
        lineage=(*part.lineage, *whole.lineage),
        start=whole.start,
        end=whole.end,
        watched=whole.watched,
        note=part.note,
    )


def _check_units(a: Figure, b: Figure) -> None:
    for figure in (a, b):
        if figure.kind != "count" or figure.unit in NOT_ADDITIVE:
            raise UnlikeUnitsError(f"a {figure.kind} of {figure.unit} is never added")
    if a.unit != b.unit:
        raise UnlikeUnitsError(f"{a.unit} and {b.unit} are different things")


def _join(a: Figure, b: Figure, *, scope: str, ledger: str) -> Figure:
    return Figure(
        value=_of_both(operator.add, a.value, b.value),
        low=_sum_of_told(a.low, b.low),
        high=_of_both(operator.add, a.high, b.high),
        unit=a.unit,
        scope=scope,
        ledger=ledger,
        method=_either(a.method, b.method) or "",
        lineage=(*a.lineage, *b.lineage),
        label=a.label if a.label == b.label else None,
        start=_of_both(min, a.start, b.start),
        end=_of_both(max, a.end, b.end),
        watched=_of_both(operator.or_, a.watched, b.watched),
        vague=_either(a.vague, b.vague),
        note=_either(a.note, b.note),
    )


def _of_both(join: Callable[[T, T], T], a: T | None, b: T | None) -> T | None:
    """Return the joined value, or None where one of the two has none: what one leaves open, the sum leaves open."""
    return None if a is None or b is None else join(a, b)


def _sum_of_told(a: Number | None, b: Number | None) -> Number | None:
    """Return the sum of two lower bounds, where one that is not given adds nothing."""
    given = [bound for bound in (a, b) if bound is not None]
    return sum(given) if given else None


def _either(a: str | None, b: str | None) -> str | None:
    parts = {p for text in (a, b) if text for p in text.split("; ")}
    return "; ".join(sorted(parts)) or None


def _words(figure: Figure) -> str:
    found = (words(figure) for words in (_rate_words, _no_number_words, _exact_words, _range_words))
    return next(text for text in found if text is not None)


def _rate_words(figure: Figure) -> str | None:
    if figure.kind != "rate" or figure.numerator is None or figure.denominator is None:
        return None
    share = f" ({number_words(figure.value)})" if figure.value is not None else ", no rate"
    return f"{number_words(figure.numerator)} of {number_words(figure.denominator)}{share}"


def _no_number_words(figure: Figure) -> str | None:
    if (figure.value, figure.low, figure.high) != (None, None, None):
        return None
    return f"“{figure.vague}”, no number told" if figure.vague else "not told"


def _exact_words(figure: Figure) -> str | None:
    if figure.value is None or (figure.low, figure.high) != (figure.value, figure.value):
        return None
    zero_reported = figure.value == 0 and figure.kind == "count" and figure.unit not in RECKONED
    return f"zero reported ({figure.coverage})" if zero_reported else number_words(figure.value)


def _range_words(figure: Figure) -> str:
    """Return the bounds, before them the value where both are told and it lies between."""
    words = range_words(figure.low, figure.high, count=figure.kind == "count" and figure.value is None)
    if figure.value is None or figure.low is None or figure.high is None:
        return words or "not told"
    return f"{number_words(figure.value)} ({words})"

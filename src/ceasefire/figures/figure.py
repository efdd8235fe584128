"""The figure: a number that knows what it counts, over what, in whose ledger, by what method, from which statements."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct, structs

from ceasefire.vocabulary.units import NOT_ADDITIVE
from ceasefire.vocabulary.wording import noun_for, plural

Number = int | float
RECKONED = frozenset({"day", "hour", "pair", "duty", "statement"})
"""Units that are reckoned, not reported: none of them is plain 0, not a zero reported."""
Kind = Literal["count", "median", "rate", "ratio", "coefficient"]


class FigureError(ValueError):
    """A figure that cannot be made: the tree is UnlikeUnits, UnlikeScopes, UnlikeLedgers, CountedTwice, NoLineage."""


class UnlikeUnits(FigureError):
    """Two figures count different things, or the figure is of a kind that is never added."""


class UnlikeScopes(FigureError):
    """Two figures count over different ground; say the joint scope in `total` if they may be added."""


class UnlikeLedgers(FigureError):
    """Two figures come from different ledgers, where one incident may stand in both."""


class CountedTwice(FigureError):
    """Two figures of one scope rest on the same statement."""


class NoLineage(FigureError):
    """A number without the statements it rests on."""


class Watch(Struct, frozen=True, kw_only=True):
    """The days on which somebody watched or a list was found, as sorted runs of days (first, last)."""

    runs: tuple[tuple[date, date], ...] = ()

    @classmethod
    def on(cls, days: Iterable[date]) -> "Watch":
        """Return the watch that covers exactly these days."""
        runs: list[tuple[date, date]] = []
        for day in sorted(set(days)):
            if runs and day - runs[-1][1] == timedelta(days=1):
                runs[-1] = (runs[-1][0], day)
            else:
                runs.append((day, day))
        return cls(runs=tuple(runs))

    def days(self) -> frozenset[date]:
        """Return the days themselves."""
        return frozenset(a + timedelta(days=n) for a, b in self.runs for n in range((b - a).days + 1))

    def __len__(self) -> int:
        return sum((b - a).days + 1 for a, b in self.runs)

    def __or__(self, other: "Watch") -> "Watch":
        return Watch.on(self.days() | other.days())


class Figure(Struct, frozen=True, kw_only=True):
    """A number with its terms; one without lineage is refused (NoLineage), unless it says that nothing was told.

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
    watched: Watch | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    denominator_unit: str | None = None
    vague: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if self.value is not None and self.low is None and self.high is None:
            structs.force_setattr(self, "low", self.value)
            structs.force_setattr(self, "high", self.value)
        if self.value is None and self.low is not None and self.low == self.high:
            structs.force_setattr(self, "value", self.low)
        bounds = [b for b in (self.low, self.value, self.high) if b is not None]
        if bounds != sorted(bounds):
            raise FigureError(f"{self.label or self.unit}: low {self.low}, value {self.value}, high {self.high}")
        if not self.lineage and bounds:
            raise NoLineage(f"{self.label or self.unit}, {self.scope}: a number without the statements it rests on")
        structs.force_setattr(self, "lineage", tuple(sorted(set(self.lineage))))

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
        words = _words(self)
        if not unit or self.kind not in ("count", "median"):
            return words
        return f"{words} {noun_for(self.value, self.unit)}"

    def __add__(self, other: "Figure") -> "Figure":
        """Return the sum over one scope; refuses unlike units, scopes and ledgers, and a statement counted twice."""
        if not isinstance(other, Figure):
            return NotImplemented
        _check_units(self, other)
        if self.ledger != other.ledger:
            raise UnlikeLedgers(f"{self.ledger} and {other.ledger}: one incident may stand in both ledgers")
        if self.scope != other.scope:
            raise UnlikeScopes(f"{self.scope!r} and {other.scope!r}: say the joint scope with total(...)")
        twice = set(self.lineage) & set(other.lineage)
        if twice:
            raise CountedTwice(f"{len(twice)} statements are in both, among them {min(twice)}")
        return _join(self, other, scope=self.scope, ledger=self.ledger)

    def compact(self, limit: int = 1000) -> "Figure":
        """Return the figure with a lineage of more than `limit` statements given as one `set:<count>:<digest>`."""
        if len(self.lineage) <= limit:
            return self
        return structs.replace(self, lineage=(digest(self.lineage),))


def digest(lineage: Iterable[str]) -> str:
    """Return a lineage as `set:<count>:<digest>`, the SHA-256 of its sorted ids, one a line."""
    ids = sorted(set(lineage))
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
        raise UnlikeLedgers(f"{', '.join(ledgers)}: one incident may stand in several ledgers")
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
    """Return part of whole as a rate that carries both numbers; both must count the same unit (UnlikeUnits).

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
            raise UnlikeUnits(f"a {figure.kind} of {figure.unit} is never added")
    if a.unit != b.unit:
        raise UnlikeUnits(f"{a.unit} and {b.unit} are different things")


def _join(a: Figure, b: Figure, *, scope: str, ledger: str) -> Figure:
    value = a.value + b.value if a.value is not None and b.value is not None else None
    high = a.high + b.high if a.high is not None and b.high is not None else None
    low = (a.low or 0) + (b.low or 0) if a.low is not None or b.low is not None else None
    return Figure(
        value=value,
        low=low,
        high=high,
        unit=a.unit,
        scope=scope,
        ledger=ledger,
        method=_either(a.method, b.method) or "",
        lineage=(*a.lineage, *b.lineage),
        label=a.label if a.label == b.label else None,
        start=min(a.start, b.start) if a.start is not None and b.start is not None else None,
        end=max(a.end, b.end) if a.end is not None and b.end is not None else None,
        watched=a.watched | b.watched if a.watched is not None and b.watched is not None else None,
        vague=_either(a.vague, b.vague),
        note=_either(a.note, b.note),
    )


def _either(a: str | None, b: str | None) -> str | None:
    parts = {p for text in (a, b) if text for p in text.split("; ")}
    return "; ".join(sorted(parts)) or None


def _words(figure: Figure) -> str:
    value, low, high = figure.value, figure.low, figure.high
    if figure.kind == "rate" and figure.numerator is not None and figure.denominator is not None:
        share = f" ({_plain(value)})" if isinstance(value, int | float) else ", no rate"
        return f"{_plain(figure.numerator)} of {_plain(figure.denominator)}{share}"
    if value is None and low is None and high is None:
        return f"“{figure.vague}”, no number told" if figure.vague else "not told"
    if value is not None and (low, high) == (value, value):
        zero = value == 0 and figure.kind == "count" and figure.unit not in RECKONED
        return f"zero reported ({figure.coverage})" if zero else _plain(value)
    if high is None:
        return f"at least {_plain(low)}"
    if low is None or (low == 0 and value is None and figure.kind == "count"):
        return f"at most {_plain(high)}"
    span = f"{_plain(low)} to {_plain(high)}"
    return span if value is None else f"{_plain(value)} ({span})"


def _plain(value: Number | None) -> str:
    if value is None:
        return "not told"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"

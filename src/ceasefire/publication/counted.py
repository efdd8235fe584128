"""Counts that the report itself makes from tables: figures like any other, with terms and lineage."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A count made while laying out a report."""

    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    unit: str
    scope: str
    ledger: str = "all ledgers in the record"
    coverage: str = ""
    method: str
    lineage: tuple[str, ...]

    def text(self) -> str:
        """Return the number as printed: one value, or low to high."""
        if self.low is not None and self.low == self.high:
            return _plain(self.low)
        if self.low is None and self.high is None:
            return _plain(self.value)
        if self.high is None:
            return f"at least {_plain(self.low)}"
        if self.low is None:
            return f"at most {_plain(self.high)}"
        return f"{_plain(self.low)}–{_plain(self.high)}"


def _plain(value: int | float | None) -> str:
    if value is None:
        return "not told"
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}"


def count_of(
    things: Iterable[object],
    *,
    unit: str,
    scope: str,
    method: str,
    lineage: Iterable[str],
    ledger: str = "all ledgers in the record",
    coverage: str = "",
) -> Counted:
    """Return how many things there are, as a figure that rests on the given statements."""
    return Counted(
        value=sum(1 for _ in things),
        unit=unit,
        scope=scope,
        method=method,
        ledger=ledger,
        coverage=coverage,
        lineage=tuple(sorted(set(lineage))),
    )


def range_of(
    low: int | None, high: int | None, *, unit: str, scope: str, method: str, lineage: Iterable[str]
) -> Counted | None:
    """Return a told range as a figure; nothing when neither end was told."""
    if low is None and high is None:
        return None
    return Counted(
        value=low if low == high else None,
        low=low,
        high=high,
        unit=unit,
        scope=scope,
        method=method,
        lineage=tuple(sorted(set(lineage))),
    )

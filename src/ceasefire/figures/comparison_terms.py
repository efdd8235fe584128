"""What the figures of one comparison share, so that each names only what is its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ceasefire.figures.bulletins import Bulletin, Day
from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure, Kind, Number

ONE_TEXT: Final = "one text a day, totals as stated"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days, first and last included, with its name."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the figures of one comparison have in common: the period, the ledger and the unit counted."""

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
        """Return a figure over these days that rests on the statements of these bulletins."""
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
            watched=DaysCovered.on(d.day for d in days),
        )

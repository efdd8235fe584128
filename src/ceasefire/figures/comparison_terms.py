"""What the figures of one comparison share: whose lists, over which days; each figure names only what is its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ceasefire.figures.bulletins import Bulletin, Day
from ceasefire.figures.days_covered import DaysCovered
from ceasefire.figures.figure import Figure, Kind, Number

if TYPE_CHECKING:
    import pyarrow as pa

Pair = tuple[str, str]
"""The ids of the two bodies compared."""
ONE_TEXT: Final = "one text a day, totals as stated"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A span of days, first and last included, with its name."""

    name: str
    start: date
    end: date


def compared(tallies: "pa.Table", counters: Pair | None, daily_unit: str) -> Pair | None:
    """Return the two bodies whose daily lists are compared: as set, else the two that count most often."""
    if counters is not None:
        return counters
    columns = (tallies[name].to_pylist() for name in ("counted_by", "unit"))
    daily = [body for body, unit in zip(*columns, strict=True) if body and unit == daily_unit]
    ranked = sorted(set(daily), key=lambda body: (-daily.count(body), body))
    return (ranked[0], ranked[1]) if len(ranked) > 1 else None


def spans(tallies: "pa.Table", periods: Sequence[Period]) -> Sequence[Period]:
    """Return the periods of the settings, or one over all days of the tallies where none is set."""
    import pyarrow.compute as pc

    first = pc.min(tallies["date_start"]).as_py()
    last = pc.max(pc.coalesce(tallies["date_end"], tallies["date_start"])).as_py()
    return periods or ([Period(name="all days", start=first, end=last)] if first is not None else [])


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

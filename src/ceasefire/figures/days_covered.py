"""The days on which somebody watched, or on which a list was found: what stands beside every count."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct


class DaysCovered(Struct, frozen=True, kw_only=True):
    """The days on which somebody watched or a list was found, as sorted runs of days (first, last)."""

    runs: tuple[tuple[date, date], ...] = ()

    @classmethod
    def on(cls, days: Iterable[date]) -> "DaysCovered":
        """Return the coverage of exactly these days."""
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

    def __or__(self, other: "DaysCovered") -> "DaysCovered":
        return DaysCovered.on(self.days() | other.days())

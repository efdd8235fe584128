"""The counts that the loose grammar has read of one bulletin so far, each with its words in the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from ceasefire.reading.bulletins.model import CASE, CASES, RUNNING, Entry
from ceasefire.reading.bulletins.other_counts import MEASURES
from ceasefire.reading.bulletins.periods import Period, of_day, since
from ceasefire.reading.bulletins.word_items import CONFIRMING

_MEASURES: Final = {**MEASURES, "cases": (CASES, CASE), "explosions": ("explosions", "explosion")}
_MAX_QUOTE: Final = 480


class Book:
    """Entries of one text; what is told twice stands there once."""

    def __init__(self, text: str, at: Sequence[int], day: dt.date | None) -> None:
        self.text, self.at, self.day = text, at, day
        self.days: Period | None = of_day(day)
        self.entries: list[Entry] = []
        self._seen: set[tuple[str, float, str, str | None, str]] = set()

    def add(
        self, family: str, count: float, start: int, end: int, rule: str, place: str, who: str | None, *,
        by: str | None = None, of: str | None = None, running: str = "", period: tuple[dt.date, dt.date] | None = None,
    ) -> None:  # fmt: skip
        """Add a count of a family that stands between two offsets of the folded text."""
        measure, unit = _answer(family, by, of) if family in CONFIRMING else _MEASURES[family]
        if running and family == "cases":
            measure = RUNNING
        started, stopped = self.at[start], self.at[max(start, end - 1)] + 1
        stopped = min(stopped, started + _MAX_QUOTE)
        told = (measure, count, place, who or by, running or rule if rule in ("since", "correction") else "")
        if told in self._seen:
            return
        self._seen.add(told)
        self.entries.append(
            Entry(
                measure=measure, unit=unit, count=count, place=place, by=by, of=of, start=started, end=stopped,
                counted_by=who, period=period or (since(running, self.day) if running else self.days),
                quote=self.text[started:stopped], rule=f"bulletins/loose {rule}",
            )
        )  # fmt: skip

    def has_told(self, count: float, who: str | None = None) -> bool:
        """Say whether somebody, or whoever is asked for, has told a number of cases of the whole."""
        return any(e.unit == CASE and e.count == count and who in (None, e.counted_by) for e in self.entries)


def _answer(family: str, by: str | None, of: str | None) -> tuple[str, str]:
    """Return what the counts are called that one party confirms or denies of another's."""
    whose = f"{of}_cases" if of else "cases"
    return (f"{whose}_{family}" + (f"_by_{by}" if by else "")).replace(" ", "_").lower(), CASE

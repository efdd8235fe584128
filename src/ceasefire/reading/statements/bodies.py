"""The reader's slots in the words of the statement kinds: days, counts, kinds of meetings and of incidents, units."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import msgspec

from ceasefire.reading.lexicon.load import mapping, records, wordset
from ceasefire.reading.model import Count, DateRange
from ceasefire.vocabulary.codes import MeetingKind

MAX_QUOTE: Final = 400
MEETINGS: Final = mapping("en", "statements", "meetings", frozenset(MeetingKind))
"""The reader's kinds of meeting, and the codes that are filed."""


class _Unit(msgspec.Struct, frozen=True, kw_only=True):
    stem: str
    measure: str
    unit: str


_UNITS: Final = records("en", "statements", "unit", _Unit)
_GROUPS: Final = wordset("en", "statements", "groups")
_PLAIN: Final = wordset("en", "statements", "plain")
_PEOPLE: Final = wordset("en", "statements", "people")


def when_of(date: DateRange | None) -> dict[str, Any] | None:
    """Return days as a `When`: exact up to six days, then a week, a month, longer; rough where the text is rough."""
    if date is None:
        return None
    days = (date.end - date.start).days + 1
    precision = 1 if days <= 6 and not date.approx else 2 if days <= 6 else 3 if days <= 8 else 4 if days <= 31 else 5
    out: dict[str, Any] = {"start": date.start.isoformat()}
    if date.end != date.start:
        out["end"] = date.end.isoformat()
    if precision != 1:
        out["precision"] = precision
    return out


def count_of(count: Count | None) -> dict[str, Any] | None:
    """Return a number as told, bounds and vague words kept; None for none."""
    if count is None:
        return None
    out = {"low": count.low, "high": count.high, "vague": count.vague}
    kept = {k: v for k, v in out.items() if v is not None}
    return kept or None


def measure_of(measure: str | None, population: str | None) -> tuple[str, str] | None:
    """Return the measure and the unit that is counted; None where no unit is known, so that nothing is added wrongly."""
    low = (measure or "").lower()
    # a rate is no number of cases: "14 a day" must not be added to counts
    if not low or " per " in low:
        return None
    if low in _PEOPLE:
        return f"people {low}" if not low.endswith("s") else low, "person"
    found = next(((one.measure, one.unit) for one in _UNITS if one.stem in low), None)
    if found and population and found[0].startswith("people ") and population.lower() in _GROUPS:
        return f"{population.lower()} {low}"[:400], found[1]
    return found


def other_name(population: str | None) -> str | None:
    """Return the text's own word for the people counted where it is none of ours: it is kept as told, in the note."""
    low = (population or "").lower()
    return population if low and low not in _GROUPS and low not in _PLAIN else None


def quoted(words: str) -> str:
    """Return the quote that a statement carries: the words themselves, cut to 400 characters."""
    return unicodedata.normalize("NFC", words)[:MAX_QUOTE]

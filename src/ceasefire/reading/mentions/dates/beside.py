"""Times told by another one: "in the same month", "a week earlier", "the previous quarter"."""

from __future__ import annotations

import datetime as dt
import re

from ceasefire.reading.mentions.dates.calendar_math import ONE_DAY, shift
from ceasefire.reading.model import DateRange

_SAME = re.compile(
    r"\b(?:in|over|during|for|within) (?:(?:the (?:same|said)|that|those) (?:\w+ )?"
    r"(?:days?|weeks?|months?|quarter|years?|periods?|time))\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:an? (week|month|quarter|year) (?:earlier|before)|the (week|month|quarter|year|period) before"
    r"|(?:the|in) (?:previous|preceding|prior) (week|month|quarter|year|period|fortnight)"
    r"|(?:previous|preceding|last) (?:reporting )?(week|month|quarter|period)"
    r"|(?:previous|preceding) (24 hours|day|night))\b",
    re.I,
)
_ONE = ("24 hours", "day", "night")
_DAYS = {"week": 7, "fortnight": 14, "month": 30, "quarter": 91, "year": 365}


def day_before(day: dt.date, unit: str) -> dt.date:
    """Return the day that lies a week, a fortnight, a month, a quarter or a year before a day; the first day of all where none does."""
    amount, of = {"fortnight": (2, "week"), "quarter": (3, "month")}.get(unit, (1, unit))
    return shift(day, -amount, of) or dt.date.min


def beside(words: str, first: DateRange) -> DateRange | None:
    """Return the time that words tell by another, `first`: "in the same month" is it, "a week earlier" the one before it.

    None where they tell none, or where the other time is not as long as they say.
    """
    if _SAME.search(words):
        return first
    match = _EARLIER.search(words)
    unit = next((u for u in match.groups() if u), "").lower() if match else ""
    if unit in _ONE and first.start > dt.date(2, 1, 1):
        return DateRange(start=first.start - ONE_DAY, end=first.start - ONE_DAY)
    days = (first.end - first.start).days + 1
    if not unit or (unit in _DAYS and abs(days - _DAYS[unit]) > _DAYS[unit] // 10) or first.start < dt.date(2, 1, 1):
        return None
    if first.start.day == 1 and unit in ("month", "quarter", "year"):
        return DateRange(start=day_before(first.start, unit), end=first.start - ONE_DAY)
    end = first.start - ONE_DAY
    return DateRange(start=end - (first.end - first.start), end=end)

"""Days as field notes write them: "Tue:", "on Thurs night", "Mon 16/3:", "16/3 -", "16th:"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from ceasefire.reading.lexicon.calendar_names import WEEKDAY_NUMBERS
from ceasefire.reading.mentions.dates.calendar_math import add_months, day, single, weekday_date, year_for
from ceasefire.reading.mentions.dates.clock import Clock, Match, Value, looks_ahead
from ceasefire.reading.model import DateRange

_SHORT: Final = r"(?P<short>mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?"
_NAMES: Final = {name[:3]: name for name in WEEKDAY_NUMBERS}
_STOPS: Final = r"(?=:(?!\d)|,| -)"
_PART: Final = r"(?=[:;,)]| -| (?:morning|night|evening|afternoon|noon|late|early|dawn|midnight)\b|\.?$)"
NOTE_FORMS: Final = (
    (
        "note-number",
        re.compile(
            rf"(?:^|\bon )(?:{_SHORT},? )?(?P<dd>0?[1-9]|[12]\d|3[01])(?P<mark>[/.])(?P<mm>0?[1-9]|1[0-2])"
            r"(?:(?P=mark)(?P<yy>\d\d)(?!\d)|\.)?(?=:(?!\d)|,(?!\d)| -| [a-z])(?! of\b)"
        ),
    ),
    ("note-slash", re.compile(r"(?<![\d/.,])(?P<dd>0[1-9]|[12]\d|3[01])/(?P<mm>0[1-9]|[12]\d|3[01])(?![\d/]| of\b)")),
    (
        "note-day",
        re.compile(rf"^(?:{_SHORT},? (?P<d1>\d\d?)(?:st|nd|rd|th)?|(?:the )?(?P<d2>\d\d?)(?:st|nd|rd|th)){_STOPS}"),
    ),
    ("note-weekday", re.compile(rf"(?:^|(?<=\bon )|(?<=\bsince ))(?:{_SHORT}){_PART}")),
)
_HINT: Final = re.compile(
    r"^(?:(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b|(?:on )?\d\d?[/.]\d|(?:the )?\d\d?(?:st|nd|rd|th)\b)"
    r"|\d\d/\d\d|\bon (?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|\d\d?/\d\d?)\b"
)


def has_note(low: str) -> bool:
    """Say whether a lower-cased sentence can hold a day as notes write it."""
    return _HINT.search(low) is not None


def _note_weekday(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    if clock.reference is None:
        return None
    name = _NAMES[match["short"][:3]]
    return single(weekday_date(name, clock.reference, future=looks_ahead(match, clock)))


def _note_day(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day of this month or the last that has the number, and the weekday where one is told."""
    ref = clock.reference
    if ref is None:
        return None
    number = int(match["d1"] or match["d2"])
    months = (add_months(ref.replace(day=1), n) for n in (0, -1))
    found = (day(first.year, first.month, number) for first in months)
    value = next((d for d in found if d is not None and d <= ref), None)
    return single(value) if value and _agrees(match, value) else None


def _note_number(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day of "16/3"; which number is the month the weekday decides, or a number above twelve, else it stays open."""
    first, then = int(match["dd"]), int(match["mm"])
    if clock.reference is None or (
        match["mark"] == "." and not match["short"] and match[0][-1] != "." and not match["yy"]
    ):
        return None if match["mark"] == "/" else False
    orders = {None: ((first, then), (then, first)), True: ((first, then),), False: ((then, first),)}[clock.day_first]
    days = {value for number, month in orders if (value := _dated(match, clock, number, month))}
    return single(days.pop()) if len(days) == 1 else None


def _note_slash(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day of "05/09" where other days of the text show which number is the month."""
    number, month = (int(match["dd"]), int(match["mm"])) if clock.day_first else (int(match["mm"]), int(match["dd"]))
    if clock.day_first is None or clock.reference is None or month > 12:
        return False
    year = clock.year or year_for(month, number, clock.reference, future=looks_ahead(match, clock))
    value = day(year, month, number)
    return single(value) if value else False


def _dated(match: Match, clock: Clock, number: int, month: int) -> dt.date | None:
    if month > 12 or clock.reference is None:
        return None
    known = 2000 + int(match["yy"]) if match["yy"] else clock.year
    year = known or year_for(month, number, clock.reference, future=looks_ahead(match, clock))
    value = day(year, month, number)
    return value if value and _agrees(match, value) else None


def _agrees(match: Match, value: dt.date) -> bool:
    """Say whether a day is of the weekday that is told with it."""
    return not match["short"] or value.weekday() == WEEKDAY_NUMBERS[_NAMES[match["short"][:3]]]


NOTES: dict[str, Callable[[Match, Clock, DateRange | None], Value]] = {
    "note-number": _note_number,
    "note-slash": _note_slash,
    "note-day": _note_day,
    "note-weekday": _note_weekday,
}

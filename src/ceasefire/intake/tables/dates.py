"""Days and clocks as people write them; a date that can be read in two ways is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ceasefire.intake.model import CellError
from ceasefire.intake.tables.digits import ascii_digits
from ceasefire.vocabulary.calendar import MONTHS

LONGEST = 60
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]00:?00)?)?",
    re.ASCII,
)
_PARTS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})|([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?", re.ASCII)
_FIXED = re.compile(r"(?:UTC|Etc/GMT[+-]\d{1,2}|Z)\Z", re.ASCII)


def parse_day(text: str, order: str | None = None) -> tuple[date, str | None, str | None]:
    """Return the day, the clock HH:MM and the zone that a cell tells; CellError when it is no day or can be two.

    A clock of 00:00:00 written behind a date is a spreadsheet's way of writing a day, and counts as none. `order` is
    one of `DATE_ORDERS` and decides dates such as 5/1/2017.
    """
    said = ascii_digits(text.strip()) if len(text) <= LONGEST else ""
    if match := _ISO.fullmatch(said):
        return _iso(match, text)
    if match := _PARTS.fullmatch(said):
        return _from_parts(match, text, order), None, None
    if match := _WORDS.fullmatch(said):
        return _from_words(match, text), None, None
    if _SERIAL.fullmatch(said):
        raise CellError(f"{text!r} looks like a spreadsheet's day number; format the column as a date and save again")
    raise CellError(f"{text[:60]!r} is not a day; write YYYY-MM-DD")


def _iso(match: re.Match[str], text: str) -> tuple[date, str | None, str | None]:
    year, month, day, hour, minute, second, offset = match.groups()
    found = _day(int(year), int(month), int(day), text)
    if hour is None or (hour, minute, second or "00") == ("00", "00", "00"):
        return found, None, None
    if int(hour) > 23 or int(minute) > 59:
        raise CellError(f"{text!r} has no such time of day")
    return found, f"{hour}:{minute}", "UTC" if offset else None


def _from_parts(match: re.Match[str], text: str, order: str | None) -> date:
    first, mark, middle, last = match.groups()
    if len(first) == 4:
        return _day(int(first), int(middle), int(last), text)
    if len(last) != 4:
        raise CellError(f"{text!r} has a year of {len(last)} digits; write YYYY-MM-DD")
    one, two, year = int(first), int(middle), int(last)
    if order == "dmy" or (order is None and (mark == "." or one > 12 or one == two)):
        return _day(year, two, one, text)
    if order == "mdy" or (order is None and two > 12):
        return _day(year, one, two, text)
    raise CellError(
        f"{text!r} can be day {one} of month {two} or day {two} of month {one}; "
        'state the order (a mapping file with date_order = "dmy" or "mdy")'
    )


def _from_words(match: re.Match[str], text: str) -> date:
    day, month, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
    number = next(
        (
            i
            for i, name in enumerate(map(str.lower, MONTHS), 1)
            if name == month.lower() or (name[:3] == month.lower()[:3] and len(month) <= 4)
        ),
        0,
    )
    if not number:
        raise CellError(f"{text!r}: {month!r} is no month")
    return _day(int(year), number, int(day), text)


def _day(year: int, month: int, day: int, text: str) -> date:
    if not 1900 <= year <= 2200:
        raise CellError(f"{text!r}: year {year} is outside 1900 to 2200 (another calendar?)")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"{text!r} is no day of the calendar") from None


def parse_clock(text: str) -> str:
    """Return a time of day as HH:MM; CellError when it is none."""
    said = ascii_digits(text.strip())
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?", said, re.ASCII)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise CellError(f"{text[:40]!r} is not a time of day; write HH:MM on 24 hours")
    return f"{int(match[1]):02}:{match[2]}"


@lru_cache(maxsize=256)
def parse_zone(text: str) -> str:
    """Return the name of a time zone that is known here; CellError when it is not."""
    name = text.strip()
    if _FIXED.fullmatch(name):
        return "UTC" if name == "Z" else name
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CellError(f"{text[:60]!r} is not a time zone; write one such as Asia/Damascus or UTC") from None
    return name

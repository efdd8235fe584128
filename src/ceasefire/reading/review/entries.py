"""What a person types into a slot, in plain words, as the value that the slot holds; the reader's own grammar reads it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS, YEAR
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates
from ceasefire.reading.mentions.numbers import find_numbers
from ceasefire.reading.mentions.ordinals import ordinals_in
from ceasefire.reading.model import Count, DateRange
from ceasefire.reading.text.fold import fold

MAX_WORDS = 400
_NONE = ("none", "nobody", "no one", "zero", "nil")
_LETTERS = re.compile(r"[A-Za-z]+")
_ISO = re.compile(r"(?<=\d)\s*/\s*(?=\d{4}-)")


class EntryError(ValueError):
    """What was typed is no value of the slot; the message says what would be one."""


def count_of(words: str) -> Count:
    """Return a number with its bounds: "40", "at least 40", "3 to 5", "up to 12", "dozens"; raises EntryError."""
    told = fold(words).strip()
    if told.lower() in _NONE:
        return Count(low=0, high=0)
    found = find_numbers(told)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(told):
        raise EntryError(f"{words!r} is not one number; write 40, at least 40, 3 to 5, up to 12 or dozens")
    return found[0].count


def days_of(words: str, reference: dt.date | None, *, ahead: bool = False) -> DateRange:
    """Return days: "9 May 2031", "9-13 May", "May 2031", "2031-05-09", "on Tuesday"; raises EntryError.

    A day without its year is the nearest one before the day the text was written, or after it for what lies `ahead`.
    """
    told = _capitals(_ISO.sub(" to ", fold(words).strip()))
    if YEAR.fullmatch(told):
        return DateRange(start=dt.date(int(told), 1, 1), end=dt.date(int(told), 12, 31))
    clock = Clock(reference=reference, future=ahead)
    found = find_dates(told, clock) or find_dates(f"in {told}", clock)
    values = [m.value for m in found if m.value]
    if not found or len(values) < len(found) or len(values) > 2:
        year = "" if reference else " and the year, for it is not known when the text was written"
        raise EntryError(f"{words!r} is no day; write 9 May 2031, 9-13 May, May 2031 or 2031-05-09{year}")
    first, last = values[0], values[-1]
    if last.end < first.start:
        raise EntryError(f"{words!r} ends before it begins")
    return DateRange(start=first.start, end=last.end, approx=first.approx or last.approx)


def _capitals(told: str) -> str:
    """Return words with the months in capitals, as the grammar of dates wants them ("9 may 2031")."""
    return _LETTERS.sub(lambda m: m[0].title() if m[0].lower() in MONTH_NUMBERS else m[0], told)


def round_of(words: str) -> int:
    """Return the number of a round: "6", "6th", "sixth"; raises EntryError."""
    told = fold(words).strip().lower()
    if told.isdigit() and 0 < int(told) < 1_000:
        return int(told)
    found = ordinals_in(f"{told} round")
    if len(found) != 1:
        raise EntryError(f"{words!r} is no round; write 6 or sixth")
    return next(iter(found))


def words_of(words: str) -> str:
    """Return words as they were typed, without blanks around them; raises EntryError where there are too many."""
    told = " ".join(words.split())
    if len(told) > MAX_WORDS:
        raise EntryError(f"{len(told)} characters; at most {MAX_WORDS} are kept")
    return told


def names_of(words: str) -> tuple[str, ...]:
    """Return names parted by commas or semicolons; raises EntryError."""
    found = tuple(words_of(part) for part in re.split(r"[,;]", words) if part.strip())
    if not found:
        raise EntryError("no name; write them with commas between: Iran, Turkey")
    return found


def choice_of(words: str, choices: Sequence[str]) -> str:
    """Return the one of the choices that a number or the beginning of its name means; raises EntryError."""
    told = " ".join(words.lower().split())
    if told.isdigit() and 1 <= int(told) <= len(choices):
        return choices[int(told) - 1]
    found = [c for c in choices if c.lower() == told] or [c for c in choices if c.lower().startswith(told)]
    if len(found) != 1:
        several = f"{', '.join(found)}: which?" if found else f"choose from {', '.join(choices)}"
        raise EntryError(f"{words!r}: {several}")
    return found[0]

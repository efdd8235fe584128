"""What relative dates are measured from, and the small words that dates of all forms share."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from ceasefire.reading.lexicon.load import mapping
from ceasefire.reading.mentions.modality import tense_at
from ceasefire.reading.model import DateRange

Match = re.Match[str]
# False: no date after all; None: a date that stays open.
Value = DateRange | None | bool
_DUE = re.compile(r"\b(?:by|before|until|till|not? later than) $", re.I)
_COUNTS = {word: int(value) for word, value in mapping("en", "calendar", "counts").items()}


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """What relative dates are measured from: the day of writing, the last date told, and the tense.

    Where `future` is None the words around each date decide whether it looks ahead. `today` is the day of a dateline
    that stands shortly before the reference, `year` that of a chronology's lines; `day_first` says what "05/09" means.
    """

    reference: dt.date | None = None
    anchor: DateRange | None = None
    future: bool | None = None
    today: dt.date | None = None
    year: int | None = None
    day_first: bool | None = None


def looks_ahead(match: Match, clock: Clock) -> bool:
    """Say whether a date looks ahead: as the clock says, else by the verb around it."""
    return bool(tense_at(match.string, match.start())) if clock.future is None else clock.future


def is_due(match: Match) -> bool:
    """Say whether a time is one by which something is to be done: "by the end of the month" is its last day."""
    return _DUE.search(match.string, max(0, match.start() - 20), match.start()) is not None


def part_name(words: str) -> str:
    """Return the part of a month or year that words name: early, mid or late."""
    low = words.lower()
    if low.startswith(
        ("early", "the beginning", "the start", "beginning", "start", "the first half", "the first days")
    ):
        return "early"
    return "mid" if "mid" in low else "late"


def amount_of(words: str | None) -> float | None:
    """Return the number that a count word names; 1 where there is none."""
    if not words:
        return 1
    return float(words) if words.isdigit() else _COUNTS.get(words.lower())

"""Whether a news item is plainly of something else than conflict: a storm, a crash, a match tell of killed and hit too."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ceasefire.reading.lexicon.load import words

_OTHERS: Final = {
    "weather": "storms, floods and earthquakes",
    "traffic": "accidents",
    "sport": "sport",
    "disease": "disease",
    "fire_and_work": "fires and accidents at work",
}
_MOST: Final = 6_000
"""Letters of an item that are looked at; an item is short, and a long one is a feature on many things."""


def other_subject(text: str) -> str | None:
    """Return what an item is about where that is plainly no conflict; None where it is, may be, or nothing shows it.

    Plainly: its first line names the other subject or the whole names it twice, and nowhere is there a word of conflict.
    """
    low = text[:_MOST].lower()
    if _pattern("conflict").search(low):
        return None
    title = low.split("\n", 1)[0]
    found = {name: (bool(_pattern(name).search(title)), len(set(_pattern(name).findall(low)))) for name in _OTHERS}
    best = max(found, key=lambda name: found[name])
    headed, times = found[best]
    return _OTHERS[best] if headed or times >= 2 else None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    listed = sorted(words("en", "subjects", table), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})")


def is_of_conflict(text: str) -> bool:
    """Return whether a sentence has a word of arms, armed persons or war, so that its harm is of conflict or may be."""
    return bool(_whole("waged").search(text.lower()))


def tells_of_another(text: str) -> bool:
    """Return whether a sentence shows by its words alone that what hurt, struck or attacked was no conflict."""
    low = text.lower()
    if _whole("senses").search(low):
        return not is_of_conflict(text)
    return bool(_whole("causes").search(low)) and not _whole("attacked").search(low) and not is_of_conflict(text)


@cache
def _whole(table: str) -> re.Pattern[str]:
    """Return the pattern of a list of one sentence: a word counts as a whole, with the ending of a plural."""
    listed = sorted(words("en", "subjects", table), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, listed))})(?:s|es)?(?![\w-])")

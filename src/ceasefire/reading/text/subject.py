"""Whether a news item is plainly of something else than conflict: a storm, a crash, a match tell of killed and hit too."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from ceasefire.reading.lexicon.load import words

_OTHERS: Final = {
    "weather": "storms, floods and earthquakes",
    "traffic": "accidents",
    "sport": "sport",
    "disease": "disease",
    "fire_and_work": "fires and accidents at work",
}
_WORD: Final = re.compile(r"\w+")
_OF_TRUCES: Final = frozenset(
    ("truce", "truces", "ceasefire", "ceasefires", "cease-fire", "war", "wars", "battle", "battles")
)
"""Words of war that are also said of price wars."""
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
    return stands("waged", text.lower())


@lru_cache(maxsize=64)
def is_civil(text: str) -> bool:
    """Return whether a truce, an agreement or a meeting of a sentence is one of trade, home, sport or the stage."""
    low = text.lower()
    return stands("civil", low) and all(m[0] in _OF_TRUCES for m in _whole("waged").finditer(low))


def tells_of_another(text: str) -> bool:
    """Return whether a sentence shows by its words alone that what hurt, struck or attacked was no conflict."""
    low = text.lower()
    if stands("senses", low):
        return not is_of_conflict(text)
    return stands("causes", low) and not stands("attacked", low) and not is_of_conflict(text)


def stands(table: str, low: str) -> bool:
    """Return whether a word of a list of `subjects.toml` stands in a text in small letters.

    Most texts have no first word of any, which is seen at once.
    """
    return not _words_of(low).isdisjoint(_by_first(table)) and _stands(table, low)


@lru_cache(maxsize=64)
def _stands(table: str, low: str) -> bool:
    """Return whether a word of a list stands in a text that has the first word of one; asked by several readers of one sentence."""
    known, pattern = _by_first(table), _whole(table)
    for first in known.keys() & _words_of(low):
        for word in known[first]:
            at = low.find(word)
            while at >= 0:
                if pattern.match(low, at):
                    return True
                at = low.find(word, at + 1)
    return False


@lru_cache(maxsize=64)
def _words_of(low: str) -> frozenset[str]:
    """Return the words of a text, which is asked for all lists one after the other."""
    return frozenset(_WORD.findall(low))


@cache
def _by_first(table: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a list by the first of each, with the endings of plurals."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words("en", "subjects", table):
        first = _WORD.findall(word)[0]
        for ending in ("", "s", "es"):
            found[first + ending] = (*found.get(first + ending, ()), word)
    return found


@cache
def _whole(table: str) -> re.Pattern[str]:
    """Return the pattern of a list of one sentence: a word counts as a whole, with the ending of a plural; a mark at either end parts enough."""
    listed = sorted(words("en", "subjects", table), key=len, reverse=True)
    return re.compile(rf"(?:(?<![\w-])|(?!\w))(?:{'|'.join(map(re.escape, listed))})(?:(?:s|es)?(?![\w-])|(?<=\W))")

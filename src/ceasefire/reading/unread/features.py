"""What a sentence is made of, as far as its likeness to others goes: word stems, and the kinds of things in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ceasefire.reading.known_names.bundle import package_names
from ceasefire.reading.mentions.dates.in_sentence import find_dates
from ceasefire.reading.mentions.names import names_in
from ceasefire.reading.mentions.numbers import find_numbers
from ceasefire.reading.unread.numbers import ANY_CLOCK

DATE: Final = "#date"
NUMBER: Final = "#number"
PLACE: Final = "#place"
BODY: Final = "#body"
NAME: Final = "#name"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENDING = re.compile(r"(?:'s|ing|ed|es|s|ly)$")


def features(words: str) -> frozenset[str]:
    """Return the features of a folded sentence; names, dates and numbers count by their kind, so that no truce is learnt."""
    flat = words.replace("\n", " ").replace("\t", " ")
    dates = [(m.start, m.end) for m in find_dates(flat, ANY_CLOCK)]
    names = names_in(flat, package_names())
    taken = [*dates, *((n.start, n.end) for n in names)]
    found = {DATE} if dates else set[str]()
    found |= {PLACE if n.is_place else BODY for n in names}
    if any(not _inside(n.core, n.end, dates) for n in find_numbers(flat)):
        found.add(NUMBER)
    covered = bytearray(len(flat))
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for match in _WORD.finditer(flat):
        if covered.find(1, match.start(), match.end()) < 0:
            found.add(NAME if match[0][0].isupper() and match.start() > 2 else stem(match[0]))
    return frozenset(found)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word in lower case without its ending, roughly: "signed" and "signing" are one."""
    low = word.lower()
    short = _ENDING.sub("", low)
    return short if len(short) >= 3 else low


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in spans)

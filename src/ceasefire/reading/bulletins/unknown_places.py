"""Places that no name is known of: the words with capital letters before a number in brackets, "Orvan (3)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ceasefire.reading.bulletins.sides import Page
from ceasefire.reading.bulletins.word_items import Item

_REACH: Final = 60
"""Characters in which the name of such a place stands before its bracket."""
_WORDS: Final = 4
_LIST: Final = frozenset(("comma", "conj", "provinces", "close"))


def with_unknown_places(items: list[Item], page: Page) -> list[Item]:
    """Return items with places that are only known by how they stand in a list: "in Orvan (3) and Upper Tarn (2)"."""
    found = [place for before, opened in _bracketed(items) if (place := _place(before, opened, page)) is not None]
    return sorted((*items, *found), key=lambda item: (item.start, item.end))


def _bracketed(items: list[Item]) -> Iterator[tuple[Item | None, Item]]:
    """Yield each bracket around one number alone, with the item before it."""
    padded = [None, *items]
    for (before, opened), (number, closed) in zip(pairwise(padded), pairwise(items[1:]), strict=False):
        if opened and (opened.kind, number.kind, closed.kind) == ("open", "num", "close"):
            yield before, opened


def _place(before: Item | None, opened: Item, page: Page) -> Item | None:
    """Return the words with capital letters right before a bracket; in a script without them one word in a list."""
    start = max(before.end if before else 0, opened.start - _REACH)
    words = list(re.finditer(r"[^\W\d_][^\s(),;:|]*", page.plain[start : opened.start]))
    told = page.told(start, opened.start) if opened.start > start else ""
    if not words or re.search(r"[^\W\d_]\W{3,}$", told):
        return None
    chosen = _named(words, start, page)
    if not chosen and len(words) == 1 and _caseless(told) and before is not None and before.kind in _LIST:
        chosen = words
    if not chosen:
        return None
    first, last = start + chosen[0].start(), start + chosen[-1].end()
    return Item("place", page.told(first, last), first, last, bare=True)


def _named(words: list[re.Match[str]], start: int, page: Page) -> list[re.Match[str]]:
    """Return the last words as far back as they begin with capital letters."""
    chosen: list[re.Match[str]] = []
    for word in reversed(words[-_WORDS:]):
        if not page.text[page.places[start + word.start()]].isupper():
            break
        chosen.insert(0, word)
    return chosen


def _caseless(told: str) -> bool:
    return not any(char.isupper() or char.islower() for char in told)

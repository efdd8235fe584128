"""Places that no name is known of: words with capital letters before a number in brackets, "Orvan (3)", or beside "province"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ceasefire.reading.bulletins.sides import Page, gap
from ceasefire.reading.bulletins.word_items import Item

_REACH: Final = 60
"""Characters in which the name of such a place stands before its bracket."""
_WORDS: Final = 4
_BESIDE: Final = 5
"""Characters between the word for a province and its name at most."""
_COUNTED: Final = 2
"""The same, between it and how many there are."""
_NAMES: Final = ("place", "either", "num")
_NAME_AFTER: Final = re.compile(r" (?:of |de |d'|du )?([^\W\d_]{3,}(?:-[^\W\d_]+)*)(?!\w)")
_COUNTED_BEHIND: Final = re.compile(r" ?\(\W?\d")
"""A number in brackets behind a name is the name's own: "in the provinces of Orvan (3) and Tarn (2)" gives neither the whole."""
_NAME_BEFORE: Final = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)* $")
_LIST: Final = frozenset(("comma", "conj", "provinces", "close"))


def with_unknown_places(items: list[Item], page: Page) -> list[Item]:
    """Return items with places that are only known by how they stand in a list: "in Orvan (3) and Upper Tarn (2)"."""
    found = [place for before, opened in _bracketed(items) if (place := _place(before, opened, page)) is not None]
    found += [place for at in range(len(items)) if (place := _of_province(items, at, page)) is not None]
    return sorted((*items, *found), key=lambda item: (item.start, item.end))


def _of_province(items: list[Item], at: int, page: Page) -> Item | None:
    """Return the word that names a province beside the word for it: "in Orvan province", "в провинции Орван"."""
    item = items[at]
    beside = [i for i in items[max(0, at - 1) : at + 2] if i.kind in _NAMES]
    if item.kind != "provinces" or any(gap(i, item) < (_COUNTED if i.kind == "num" else _BESIDE) for i in beside):
        return None
    after = _NAME_AFTER.match(page.plain, item.end)
    before = _NAME_BEFORE.search(page.plain[max(0, item.start - _REACH) : item.start])
    spans = [after.span(1)] if after else []
    spans += [(item.start - len(before[0]), item.start - 1)] if before else []
    taken = {n for i in items for n in range(i.start, i.end)}
    named = (s for s in spans if _may_name(s, taken, page) and not _COUNTED_BEHIND.match(page.plain, s[1]))
    return next((Item("place", page.told(*s), *s, bare=True) for s in named), None)


def _may_name(span: tuple[int, int], taken: set[int], page: Page) -> bool:
    """Say whether a word begins with a capital letter, or is of a script that has none and stands behind its noun."""
    told = page.told(*span)
    return span[0] not in taken and (told[0].isupper() or (_caseless(told) and page.words.forms.side_first))


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

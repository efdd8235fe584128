"""Who counts: a name beside a word for "side", a name alone, or a body as the text writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.reading.bulletins.word_patterns import Lexicon

_LONGEST: Final = 24
"""Letters of a word that names a side which no name is known of."""
_NAMED: Final = frozenset(("party", "owner", "weak", "either"))


def with_sides(items: list[Item], text: str, places: Sequence[int], words: Lexicon) -> list[Item]:
    """Return items in which each name and its word for "side" are one party, and no word for "side" is left over.

    A side of which no name is known is a party as the text writes it; a name in the form of an adjective that stands
    beside no word for "side" says whose a thing is.
    """
    page = _Page(text, places, words)
    out: list[Item] = []
    at = 0
    while at < len(items):
        pair = _pair(items, at, page)
        if pair is not None:
            out.append(pair)
            at += 2
        else:
            out += page.alone(items, at)
            at += 1
    return out


class _Page:
    """The text that items stand in."""

    def __init__(self, text: str, places: Sequence[int], words: Lexicon) -> None:
        self.text, self.places, self.words = text, places, words

    def between(self, one: Item, other: Item) -> str:
        """Return the words between two items, folded."""
        return folded(self.text[self.places[one.end] : self.places[other.start]])[0]

    def alone(self, items: list[Item], at: int) -> list[Item]:
        """Return an item that is no part of a pair, as what it is by itself: nothing, where it says nothing."""
        item = items[at]
        if item.kind == "sides":
            return self._unknown(items, at)
        if item.kind == "bodies":
            return self._body(items, at)
        if item.kind in ("staff", "weak"):
            return []
        if item.kind == "either":
            near = {i.kind for i in items[max(0, at - 1) : at + 2]}
            return [msgspec.structs.replace(item, kind="party" if "registered" in near else "place", value=item.value if "registered" in near else item.place)]
        if item.kind == "place" and item.adjective and "provinces" not in {i.kind for i in items[max(0, at - 1) : at + 2]}:
            return []
        return [item]

    def _unknown(self, items: list[Item], at: int) -> list[Item]:
        """Return a side of which no name is known, by the one word that says which side it is."""
        side = items[at]
        if self.words.forms.side_first:
            rest = self.text[self.places[side.end] : self.places[side.end] + _LONGEST + 2]
            told = re.match(rf" ([^\W\d_]{{3,{_LONGEST}}})(?!\w)", rest)
            end = self.places[side.end] + told.end() if told else 0
            start = self.places[side.start]
        else:
            begun = max(0, self.places[side.start] - _LONGEST - 2)
            told = re.search(rf"(?<!\w)([^\W\d_]{{3,{_LONGEST}}}) $", self.text[begun : self.places[side.start]])
            start = begun + told.start(1) if told else 0
            end = self.places[side.end - 1] + 1
        if told is None or folded(told[1])[0] in self.words.forms.no_sides or self._crosses(items, at):
            return []
        return [msgspec.structs.replace(side, kind="party", value=self.text[start:end], bare=False)]

    def _crosses(self, items: list[Item], at: int) -> bool:
        """Say whether the word that says which side it is is another item: "registered parties"."""
        other = at + 1 if self.words.forms.side_first else at - 1
        if not 0 <= other < len(items):
            return False
        one, two = sorted((items[at], items[other]), key=lambda i: i.start)
        return two.start - one.end < 2

    def _body(self, items: list[Item], at: int) -> list[Item]:
        """Return a body that no name is known of, where a verb of counting stands beside it."""
        item = items[at]
        near = [i.kind for i in items[max(0, at - 1) : at + 2]]
        if "registered" not in near and "not_registered" not in near:
            return []
        value = self.text[self.places[item.start] : self.places[item.end - 1] + 1]
        if not self.words.forms.side_first:
            before = self.text[max(0, self.places[item.start] - 60) : self.places[item.start]]
            told = re.search(r"((?:[^\W\d_]+[ -]){1,4})$", before)
            named = _after_article(told[1]) if told else ""
            value = f"{named}{value}"
        return [msgspec.structs.replace(item, kind="party", value=value, bare=False)]


def _after_article(words: str) -> str:
    """Return the words of a name: those after an article, none where no article stands before them."""
    parts = words.split()
    known = [n for n, word in enumerate(parts) if word.lower() in ("the", "by", "of", "from")]
    return "".join(f"{word} " for word in parts[known[-1] + 1 :]) if known else ""


def _pair(items: list[Item], at: int, page: _Page) -> Item | None:
    """Return the party that two items after one another name; None where they name none."""
    if at + 1 >= len(items):
        return None
    one, two = items[at], items[at + 1]
    named, side = (one, two) if one.kind in _NAMED else (two, one)
    if named.kind not in _NAMED or side.kind not in ("sides", "staff", "bodies"):
        return None
    if named.adjective and named.kind == "place":
        return None
    between = page.between(one, two)
    if len(between) > 8 or not re.fullmatch(rf"\s?(?:{page.words.forms.between})?\s?", between):
        return None
    if side is one and not page.words.forms.side_first and not between.strip():
        return None
    return Item("party", named.value, one.start, max(one.end, two.end), bare=False)

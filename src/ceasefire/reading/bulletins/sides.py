"""Who counts: a name beside a word for "side", a name alone, or a body as the text writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from ceasefire.reading.bulletins.word_items import CONFIRMING, Item
from ceasefire.reading.bulletins.word_patterns import Lexicon

_LONGEST: Final = 24
"""Letters of a word that names a side which no name is known of."""
_GAP: Final = 8
_SOON: Final = 4
"""Items between a short name of a party and its verb of counting at most."""
"""Characters that may stand between a name and its word for "side"."""
_ARTICLES: Final = ("the ", "le ", "la ", "les ", "l'")
"""Before a short name in small letters, "the council"."""
_PART: Final = 16
"""Characters between a party and the body that it is a part of at most."""
_BODY: Final = 60
"""Characters in which the name of a body that is not known may begin before its noun."""
_NAMED: Final = frozenset(("party", "owner", "weak", "either", "place"))
_COUNTING: Final = frozenset(("registered", "not_registered", "by", *CONFIRMING))
_BEFORE_SIDE: Final = re.compile(rf"(?<!\w)([^\W\d_]{{3,{_LONGEST}}}) $")
_AFTER_SIDE: Final = re.compile(rf" ([^\W\d_]{{3,{_LONGEST}}})(?!\w)")
_BEFORE_BODY: Final = re.compile(r"((?:[^\W\d_]+[ -]){1,4})$")


def with_sides(items: list[Item], page: Page) -> list[Item]:
    """Return items in which each name and its word for "side" are one party, and no word for "side" is left over.

    A side of which no name is known is a party as the text writes it; a name in the form of an adjective that stands
    beside no word for "side" says whose a thing is.
    """
    items = [item for item in items if not page.is_joined(item)]
    out: list[Item] = []
    at = 0
    while at < len(items):
        pair = page.pair(items, at)
        found = page.alone(items, at) if pair is None else [pair]
        before = items[at - 1] if at else None
        out += [msgspec.structs.replace(i, possessor=True) if page.owns(i, before) else i for i in found]
        at += 1 if pair is None else 2
    return out


class Page:
    """The text that items stand in: as it is, folded, and the offset in it of each folded character."""

    def __init__(self, text: str, plain: str, places: Sequence[int], words: Lexicon) -> None:
        self.text, self.plain, self.places, self.words = text, plain, places, words

    def told(self, start: int, end: int) -> str:
        """Return the words of the text for a stretch of the folded text."""
        return self.text[self.places[start] : self.places[end - 1] + 1]

    def owns(self, item: Item, before: Item | None) -> bool:
        """Say whether a party stands in a form, or behind the cases, that says whose these are."""
        if item.kind != "party":
            return False
        if self.words.forms.side_first:
            if before is None or before.kind not in ("cases", "genitive"):
                return False
            between = self.plain[before.end : item.start]
            return bool(re.fullmatch(rf" ?(?:{self.words.forms.between})?(?:l[ae] |l')?", between))
        return self.is_possessor(item)

    def is_joined(self, item: Item) -> bool:
        """Say whether a hyphen joins a party to another word, "the A-B commission": neither of them counts there."""
        if item.kind not in ("party", "owner"):
            return False
        before, after = self.text[: self.places[item.start]][-2:], self.text[self.places[item.end - 1] + 1 :][:2]
        return bool(re.fullmatch(r"[^\W\d_]-", before) or re.fullmatch(r"-[^\W\d_]", after))

    def is_possessor(self, item: Item) -> bool:
        """Say whether a name ends as one does that says whose a thing is."""
        words, ending = self.plain[item.start : item.end], self.words.forms.possessor
        return bool(ending) and bool(re.search(rf"\w{ending}$", words))

    def pair(self, items: list[Item], at: int) -> Item | None:
        """Return the party that two items after one another name; None where they name none."""
        if at + 1 >= len(items):
            return None
        one, two = items[at], items[at + 1]
        named, side = (one, two) if one.kind in _NAMED else (two, one)
        if not _are_pair(named, side):
            return None
        between = self.plain[one.end : two.start]
        if len(between) > _GAP or not re.fullmatch(rf"\s?(?:{self.words.forms.between})?\s?", between):
            return None
        of_staff = side.kind == "staff" and self.words.forms.every_word
        if side is one and not (self.words.forms.side_first or of_staff) and not between.strip():
            return None
        return Item("party", named.value, one.start, max(one.end, two.end), bare=False)

    def alone(self, items: list[Item], at: int) -> list[Item]:
        """Return an item that is no part of a pair, as what it is by itself: nothing, where it says nothing."""
        item = items[at]
        near = {i.kind for i in items[max(0, at - 1) : at + 2]}
        match item.kind:
            case "sides":
                return self._unknown(items, at)
            case "bodies":
                counts = near & _COUNTING or (near & {"of_them"} and _counts_soon(items, at))
                return self._body(item) if counts and not self._is_part(items, at) else []
            case "weak":
                return self._short(item, counts=_counts_soon(items, at) or _tells_a_number(items, at))
            case "staff":
                return []
            case "either":
                return [_one_of_both(item, counts=bool(near & _COUNTING))]
            case "place" if item.adjective and not near & {"provinces", "num", "dash", "colon"}:
                return []
        return [item]

    def _short(self, item: Item, *, counts: bool) -> list[Item]:
        """Return a word of a party's name, "the Council", where it counts or says whose a thing is; nothing elsewhere."""
        if self.is_possessor(item):
            return [msgspec.structs.replace(item, kind="owner")]
        small = self.text[self.places[item.start]].islower()
        named = not small or self.words.forms.every_word or self.plain[: item.start].endswith(_ARTICLES)
        return [msgspec.structs.replace(item, kind="party")] if counts and named else []

    def _is_part(self, items: list[Item], at: int) -> bool:
        """Say whether a body is only named as what a party is a part of: "the Ardi part of the joint commission"."""
        near = [items[n] for n in (at - 2, at - 1, at + 1, at + 2) if 0 <= n < len(items)]
        return any(
            i.kind in (*_NAMED, "sides", "staff") and gap(i, items[at]) <= _PART for i in near if i.kind != "place"
        )

    def _unknown(self, items: list[Item], at: int) -> list[Item]:
        """Return a side of which no name is known, by the one word that says which side it is."""
        side = items[at]
        if self.words.forms.side_first:
            told = _AFTER_SIDE.match(self.plain, side.end)
            start, end = side.start, told.end() if told else 0
        else:
            begun = max(0, side.start - _LONGEST - 2)
            told = _BEFORE_SIDE.search(self.plain[begun : side.start])
            start, end = begun + told.start(1) if told else 0, side.end
        if told is None or told[1] in self.words.forms.no_sides or self._is_other_item(items, at):
            return []
        return [Item("party", self.told(start, end), start, end, bare=False)]

    def _is_other_item(self, items: list[Item], at: int) -> bool:
        """Say whether the word that says which side it is is known as something else: "registered parties"."""
        other = at + 1 if self.words.forms.side_first else at - 1
        if not 0 <= other < len(items):
            return False
        one, two = sorted((items[at], items[other]), key=lambda i: i.start)
        return two.start - one.end < 2

    def _body(self, item: Item) -> list[Item]:
        """Return a body that no name is known of: its noun, with the words before it back to an article."""
        start = item.start
        if not self.words.forms.side_first:
            told = _BEFORE_BODY.search(self.plain[max(0, start - _BODY) : start])
            start -= len(_after_article(told[1])) if told else 0
        return [Item("party", self.told(start, item.end), start, item.end, bare=False)]


def _tells_a_number(items: list[Item], at: int) -> bool:
    """Say whether a number follows a name that begins a piece of a sentence: "A counted five, the Front forty"."""
    begins = not at or items[at - 1].kind in ("comma", "conj", "semi", "stop", "turn")
    behind = [i.kind for i in items[at + 1 : at + 3]]
    return behind[:1] == ["num"] or (begins and behind in (["of", "num"], ["dash", "num"]))


def _counts_soon(items: list[Item], at: int) -> bool:
    """Say whether a verb of counting stands beside an item, or ends the piece of a sentence that it begins."""
    for item in items[at + 1 : at + 1 + _SOON]:
        if item.kind in _COUNTING:
            return True
        if item.kind in ("stop", "semi", "comma", "party", "weak"):
            break
    return bool(at) and items[at - 1].kind in _COUNTING


def gap(one: Item, other: Item) -> int:
    """Return how many characters stand between two items."""
    return max(one.start, other.start) - min(one.end, other.end)


def _are_pair(named: Item, side: Item) -> bool:
    """Say whether one item is a name and the other a word for "side"; a place has sides, but no staff."""
    if named.kind not in _NAMED or side.kind not in ("sides", "staff", "bodies"):
        return False
    return named.kind != "place" or (side.kind == "sides" and not named.adjective)


def _one_of_both(item: Item, *, counts: bool) -> Item:
    """Return a name of a party and of a place as the one that it is here: the party where it counts."""
    if counts:
        return msgspec.structs.replace(item, kind="party")
    return msgspec.structs.replace(item, kind="place", value=item.place)


def _after_article(words: str) -> str:
    """Return the words of a name: those after an article, none where no article stands before them."""
    told = re.search(r"(?:^|.* )(?:the|by|of|from) (.*)$", words)
    return told[1] if told else ""

"""Whose count a number of a sentence is: who is named before it, who issues the bulletin, or whose cases it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ceasefire.reading.bulletins.loose_sentences import CONFIRMING, Sentence
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.reading.lexicon.gazetteer_names import KnownName

_HEAD: Final = 4
"""Sentences in whose first lines the issuer is named."""
_BODIES: Final = frozenset(("body", "monitor"))
_OPENS: Final = frozenset(("comma", "conj", "turn", "colon", "break", "semi", "since", "date", "dash", "yesterday"))


class Speakers(msgspec.Struct, frozen=True):
    """Who is known, and who issues the bulletin."""

    known: frozenset[str]
    issuer: str | None

    def of(self, item: Item) -> str | None:
        """Return the party of an item; the issuer for "we" and for bodies that are not known by name."""
        return item.value if item.value in self.known else self.issuer


def speakers(pieces: list[Sentence], names: Iterable[KnownName]) -> Speakers:
    """Return who is known and who issues: the first body named in the head, else the first party there."""
    kinds = {name.name: name.kind for name in names if name.kind not in ("city", "admin", "area", "place", "zone")}
    head = [i.value for s in pieces if s.line < _HEAD for i in s.items if i.kind in ("party", "owner")]
    told = [i.value for s in pieces for i in s.items if i.kind == "party"]
    foot = [i.value for s in pieces[-1:] for i in s.items if i.kind == "party"]
    bodies = [value for value in (*head, *foot, *told) if kinds.get(value) in _BODIES]
    first = [value for value in (*head, *foot) if value in kinds]
    lead = [
        v for s in pieces if s.line < 2 for v in (i.value for i in s.items if i.kind in ("party", "owner", "either"))
    ]
    lead = [value for value in lead if value in kinds]
    issuer = next(iter((*lead, *bodies, *first)), None)
    return Speakers(frozenset(kinds) or frozenset(told), issuer)


def counter_of(items: tuple[Item, ...], at: int, who: Speakers, carried: str | None) -> str | None:
    """Return whose count a number is."""
    before = [n for n in range(at) if items[n].kind in ("party", "own")]
    opening = [n for n in before if not n or items[n - 1].kind in _OPENS]
    chosen = (opening[-1:] or before[:1]) if before else []
    if chosen:
        return who.of(items[chosen[0]])
    after = [n for n in range(at + 1, len(items)) if items[n].kind in ("party", "own") and _acts(items, n)]
    owners = [n for n in range(len(items)) if items[n].kind == "owner"]
    for n in (*after[:1], *owners[:1]):
        return who.of(items[n])
    return carried


def _acts(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a party behind a number is told as who counts, and not as where: "recorded by", "complaints from"."""
    return not items[at].bare or items[at - 1].kind in ("by", "registered", "cases", "owner", "not_registered")


def confirmer_of(items: tuple[Item, ...], verb: int, who: Speakers) -> tuple[str | None, str | None]:
    """Return who confirms or denies, and whose counts these are as far as the sentence names them."""
    named = [n for n, i in enumerate(items) if i.kind in ("party", "own") and not i.possessor]
    owners = [i for i in items if i.kind == "owner" or (i.kind == "party" and i.possessor)]
    before = [n for n in named if n < verb]
    nearest = before[-1] if before else next((n for n in named if n > verb), None)
    told = items[verb].kind in CONFIRMING and nearest is not None
    by = who.of(items[nearest]) if told and nearest is not None else who.issuer
    others = [who.of(i) for i in (*owners, *(items[n] for n in named if n != nearest))]
    return by, next((other for other in others if other and other != by), None)

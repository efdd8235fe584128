"""Numbers that only say of what another number is part: the twelve of "three of the twelve"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.bulletins.loose_places import COUNTS
from ceasefire.reading.bulletins.word_items import CONFIRMING, TOLD, Item

_WHOSE: Final = frozenset(("of", "of_them", "cases", "genitive", "place", "party", "owner"))
"""What may stand between a number and the one that it is part of: "five of X's cases, the nine"."""
_GAP: Final = 3
_OWNS: Final = ("owner", "party", "place", "own")
_SOME: Final = ("num", "none", "rest", *CONFIRMING)
_PLAIN: Final = ("of", "des", "de")
"""Words for "of" that alone make no number a base."""


def is_base(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether a number is the 12 of "3 of the 12"."""
    of = at - 2 if at > 1 and items[at - 1].kind in _OWNS else at - 1
    if of >= 0 and items[of].kind == "of" and items[at].start - items[at - 1].end <= _GAP:
        listed = of > 0 and items[of - 1].kind == "cases" and items[of - 1].value == TOLD
        return not listed and not _is_told_alike(items, of) and _behind_of(items, of, at, plain)
    if _behind_of_them(items, at):
        return any(i.kind in COUNTS for i in (*items[: at - 1], *items[at + 3 :]))
    return _is_definite(items, at, plain) or _before_genitive(items, at)


def _is_told_alike(items: tuple[Item, ...], of: int) -> bool:
    """Say whether "of" only goes with a verb of telling, as it did before: "A told of five, B of two"."""
    kinds = [i.kind for i in items[max(0, of - 2) : of]]
    return kinds in (["conj", "party"], ["comma", "party"]) and not any(i.kind in CONFIRMING for i in items)


def _behind_of(items: tuple[Item, ...], of: int, at: int, plain: str) -> bool:
    """Say whether a number behind "of", or behind whose they are, is a base: another is told before it, or none counts it."""
    if any(i.kind in _SOME for i in items[:of]):
        return True
    if items[at - 1].kind == "own":
        return any(i.kind == "num" for i in items[at + 1 :])
    alone = plain[items[of].start : items[of].end].strip() in _PLAIN
    return of == at - 1 and not alone and not _is_reported(items, at)


def _behind_of_them(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number with its noun and a comma follows "of these": "of these 12 cases, ..."."""
    beside = at > 0 and items[at - 1].kind == "of_them" and items[at].start - items[at - 1].end <= 1
    told = [i.kind for i in items[max(0, at - 3) : at - 1] if i.kind != "cases"][-1:] == ["num"]
    return beside and (told or [i.kind for i in items[at + 1 : at + 3]] == ["cases", "comma"])


def _before_genitive(items: tuple[Item, ...], at: int) -> bool:
    """Say whether "of the cases" follows a number, and the number of those that are meant, which is of the same party."""
    if [i.kind for i in items[at + 1 : at + 2]] != ["genitive"]:
        return False
    after = next((n for n in range(at + 2, min(len(items), at + 6)) if items[n].kind == "num"), None)
    if after is None or [i.kind for i in items[after + 1 : after + 2]] == ["genitive"]:
        return False
    return not any(i.kind == "party" for i in items[at + 2 : after])


def _is_definite(items: tuple[Item, ...], at: int, plain: str) -> bool:
    """Say whether an Arabic number with its article follows the noun that another number is part of: "five of the nine"."""
    if not plain.startswith("ال", items[at].start) or plain.startswith("الف", items[at].start):
        return False
    if re.search(r"(?<!\w)و?من $", plain[max(0, items[at].start - 5) : items[at].start]):
        return True
    if [i.kind for i in items[at + 1 : at + 2]] == ["rest"]:
        return False
    before = next((n for n in range(at - 1, -1, -1) if items[n].kind not in _WHOSE), -1)
    told = before >= 0 and before < at - 1 and items[before].kind == "num"
    return told and items[at].start - items[at - 1].end < _GAP and plain.startswith(" من ", items[before].end)


def _is_reported(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a verb of counting comes before any other number: "of the six that it reported it confirmed four"."""
    kinds = [i.kind for i in items[at + 1 :] if i.kind in ("num", "none", "registered", *CONFIRMING)]
    return kinds[:1] == ["registered"]

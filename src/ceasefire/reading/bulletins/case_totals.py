"""Which number of a clause is that of all its cases."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.bulletins.word_items import Item

MARKS_PARTS: Final = ("of_them", "including")
"""Kinds of words behind which parts are told, and no total."""
_BEHIND_PARTY: Final = ("dash", "colon", "turn", "comma")
"""Kinds that may stand between a party and its number."""


def total_of(items: list[Item]) -> Item | None:
    """Return the number of cases: beside the word for cases, else beside the party, else the first one."""
    if _lists_cases(items):
        return None
    items = _before_parts(items)
    return _beside_cases(items) or _beside_party(items) or _first_number(items)


def _lists_cases(items: list[Item]) -> bool:
    """Say whether items are as in "two violations in Orvan and one in Tarn", which tells its parts and no total."""
    kinds = [i.kind for i in items if i.kind not in ("dash", "party")]
    at = kinds.index("num") if "num" in kinds else len(kinds)
    placed_before = at > 0 and kinds[at - 1] == "place"
    first = kinds[at - 1 : at + 2] if placed_before else kinds[at : at + 3]
    rest = kinds[at + 2 + (not placed_before) :]
    if sorted(first) != ["cases", "num", "place"] or rest[:1] not in (["conj"], ["comma"]):
        return False
    return sorted(rest[1:3]) == ["num", "place"] or sorted(rest[1:4]) == ["cases", "num", "place"]


def _before_parts(items: list[Item]) -> list[Item]:
    """Leave out the numbers of parts: those behind "of them" or "including", and the one right before "of them"."""
    marked = next((n for n, i in enumerate(items) if i.kind in MARKS_PARTS), None)
    if marked is None:
        return items
    last = marked
    for kind in ("cases", "num") if items[marked].kind == "of_them" else ():
        last -= _kind(items, last - 1) == kind
    return items[:last]


def _kind(items: list[Item], at: int) -> str:
    """Return the kind of an item; an empty text before the first and after the last."""
    return items[at].kind if 0 <= at < len(items) else ""


def _beside_cases(items: list[Item]) -> Item | None:
    """Return the number right before the word for cases, or right after it: "17 cases", "cases: 17"."""
    for at, item in enumerate(items):
        if item.kind == "num" and _kind(items, at + 1) == "cases":
            if items[at + 1].start - item.end < 45 and not _after_place(items, at):
                return item
        elif item.kind == "cases" and (number := _after_cases(items, at)):
            return number
    return None


def _after_cases(items: list[Item], at: int) -> Item | None:
    """Return the number right after the word for cases, or after a dash or colon behind it."""
    if _kind(items, at + 1) == "num" and items[at + 1].start - items[at].end < 25:
        number = at + 1
    elif _kind(items, at + 1) in ("dash", "colon") and _kind(items, at + 2) == "num":
        number = at + 2
    else:
        return None
    return None if _paired(items, number) else items[number]


def _beside_party(items: list[Item]) -> Item | None:
    """Return the number right after a party, whatever mark is between them, or right before it."""
    for at, item in enumerate(items):
        if item.kind != "party":
            continue
        after = next((n for n in range(at + 1, min(at + 4, len(items))) if items[n].kind not in _BEHIND_PARTY), -1)
        for number in (after, at - 1):
            if _kind(items, number) == "num" and not _belongs(items, number):
                return items[number]
    return None


def _first_number(items: list[Item]) -> Item | None:
    """Return the first number where it stands before any place and is not that of a place."""
    first = next((n for n, i in enumerate(items) if i.kind in ("num", "place")), -1)
    return items[first] if _kind(items, first) == "num" and not _belongs(items, first) else None


def _after_place(items: list[Item], at: int) -> bool:
    return _paired(items, at) or (at > 0 and items[at - 1].kind == "place")


def _paired(items: list[Item], at: int) -> bool:
    """Say whether a number stands in brackets or after a dash behind a place: "Aleppo (3)", "Aleppo - 3"."""
    back = [i.kind for i in items[max(0, at - 2) : at]]
    return back in (["place", "open"], ["place", "dash"], ["place", "colon"]) or (bool(back) and back[-1] == "each")


def _belongs(items: list[Item], at: int) -> bool:
    """Say whether a number is that of a place next to it, as its neighbours show: others of the same form follow."""
    if _paired(items, at):
        return True
    before = items[at - 1].kind if at else ""
    follows = items[at + 1] if at + 1 < len(items) else None
    if before == "place":
        return True
    if follows is None or follows.kind not in ("place", "each"):
        return False
    rest = items[at + 2 :]
    if rest and rest[0].kind in ("open", "dash", "colon") and len(rest) > 1 and rest[1].kind == "num":
        return False
    return any(i.kind == "num" for i in rest) or follows.kind == "each"

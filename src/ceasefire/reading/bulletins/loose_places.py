"""Which place a number of a sentence is of: the nearest one that no other number stands closer to."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.bulletins.word_items import Item

COUNTS: Final = ("num", "none", "rest")
_TIES: Final = ("open", "dash", "colon", "provinces")
"""Kinds that stand between a place and its own number: "X (6)", "X: 6", "X - 6"."""
_PARTS: Final = frozenset(("comma", "conj", "turn", "open", "close", "colon", "break"))
_ONE_REACH: Final = 200
"""Characters between the one number and the one place of a sentence at most."""


def places_of(items: tuple[Item, ...], counts: list[int]) -> dict[int, list[Item]]:
    """Return the places of each number that stands at one of the indices; none where no place is its own."""
    taken: set[int] = set()
    found: dict[int, list[Item]] = {}
    for at in counts:
        place = _tight(items, at, taken)
        place = _after(items, at, taken) if place is None else place
        place = _before(items, at, taken) if place is None else place
        if place is not None:
            taken.add(place)
            found[at] = [items[place]]
    _shared(items, counts, found, taken)
    _only(items, counts, found)
    return found


def _tight(items: tuple[Item, ...], at: int, taken: set[int]) -> int | None:
    """Return the place right before a number, with no more than a bracket, dash or colon between."""
    back = at - 1
    while back >= 0 and items[back].kind in _TIES:
        back -= 1
    return back if back >= 0 and items[back].kind == "place" and back not in taken else None


def _after(items: tuple[Item, ...], at: int, taken: set[int]) -> int | None:
    """Return the place behind a number, unless it has a number of its own right behind it or is one of several."""
    for n in range(at + 1, len(items)):
        kind = items[n].kind
        if kind == "place":
            return None if n in taken or _has_own(items, n) or _is_of_several(items, n) else n
        if kind in _PARTS or kind in COUNTS:
            return None
    return None


def _has_own(items: tuple[Item, ...], at: int) -> bool:
    ahead = at + 1
    while ahead < len(items) and items[ahead].kind in _TIES:
        ahead += 1
    return ahead < len(items) and items[ahead].kind in COUNTS and items[ahead].start - items[at].end < 14


def _is_of_several(items: tuple[Item, ...], at: int) -> bool:
    """Say whether other places without a number follow: "9 in X, Y and Z"."""
    kinds = [i.kind for i in items[at + 1 : at + 3]]
    return bool(kinds) and kinds[0] in ("conj", "comma") and kinds[1:] == ["place"] and not _numbered(items, at + 2)


def _numbered(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number stands behind a place in its own piece."""
    for item in items[at + 1 :]:
        if item.kind in COUNTS:
            return True
        if item.kind in ("comma", "conj", "turn"):
            return False
    return False


def _before(items: tuple[Item, ...], at: int, taken: set[int]) -> int | None:
    for n in range(at - 1, -1, -1):
        kind = items[n].kind
        if kind == "place":
            return None if n in taken else n
        if kind in _PARTS or kind in COUNTS:
            return None
    return None


def _shared(items: tuple[Item, ...], counts: list[int], found: dict[int, list[Item]], taken: set[int]) -> None:
    """Give a number that is told of each, or none, to every place of its list."""
    each = any(i.kind == "each" for i in items)
    for at in counts:
        if not each and items[at].kind != "none":
            continue
        for n in range(at + 1, len(items)):
            if items[n].kind == "place" and n not in taken and not _has_own(items, n):
                taken.add(n)
                found.setdefault(at, []).append(items[n])
            elif items[n].kind in COUNTS and n in counts:
                break


def _only(items: tuple[Item, ...], counts: list[int], found: dict[int, list[Item]]) -> None:
    """Give the one number of a sentence its one place, wherever it stands."""
    places = list(dict.fromkeys(i.value for i in items if i.kind == "place"))
    if len(counts) == 1 and len(places) == 1 and not found:
        place = next(i for i in items if i.kind == "place")
        if abs(place.start - items[counts[0]].start) < _ONE_REACH:
            found[counts[0]] = [place]

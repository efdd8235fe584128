"""Which place a number of a sentence is of: the nearest one that no other number stands closer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ceasefire.reading.bulletins.word_items import Item

COUNTS: Final = ("num", "none", "rest", "each")
_TIES: Final = ("open", "dash", "colon", "provinces")
"""Kinds that stand between a place and its own number: "X (6)", "X: 6", "X - 6"."""
_CLOSED: Final = frozenset((*_TIES, "close"))
"""And with words in brackets after the place: "X (town): 6"."""
_LISTED: Final = (["conj"], ["num", "comma"], ["num", "conj"], ["cases", "comma"], ["cases", "conj"])
"""What stands before a place that begins a piece of its own: "seven in X, and in Y, two"."""
_PARTS: Final = frozenset(("comma", "conj", "turn", "open", "close", "colon", "break"))
_BESIDE_EACH: Final = 3
_ONE_REACH: Final = 200
"""Characters between the one number and the one place of a sentence at most."""


_WORD: Final = re.compile(r"[^\W\d_]{4}")
"""A word that parts a place from a number which is not its own: "in X, where 18 tonnes"."""


def places_of(told: tuple[Item, ...], at: list[int], plain: str) -> dict[int, list[Item]]:
    """Return the places of each number that stands at one of the indices; none where no place is its own."""
    asides = _asides(told, at)
    gone = {n for start, end, _ in asides.values() for n in range(start, end)}
    kept = [n for n, i in enumerate(told) if (i.kind not in ("num", "rest") or n in at) and n not in gone]
    items, counts = tuple(told[n] for n in kept), [kept.index(n) for n in at if n not in gone]
    found = {kept[n]: held for n, held in _places(items, counts, plain).items()}
    return found | {n: found[main] for n, (_, _, main) in asides.items() if main in found}


def _asides(items: tuple[Item, ...], at: list[int]) -> dict[int, tuple[int, int, int]]:
    """Return the counts told aside of another, "63, including 30 explosions, in X", with the stretch of each and that other."""
    found: dict[int, tuple[int, int, int]] = {}
    commas = [n for n, i in enumerate(items) if i.kind == "comma"]
    for start, end in pairwise(commas):
        told = [n for n in at if start < n < end]
        kinds = {i.kind for i in items[start + 1 : end]}
        main = start - 1 if start and items[start - 1].kind != "cases" else start - 2
        aside = len(told) == 1 and kinds <= {"num", "including", "explosions"} and "explosions" in kinds
        if aside and main in at and _tight(items, main, set()) is None:
            found[told[0]] = (start, end + 1, main)
    return found


def _places(items: tuple[Item, ...], counts: list[int], plain: str) -> dict[int, list[Item]]:
    """Find the places of counts among items that have no other numbers."""
    taken: set[int] = set()
    found: dict[int, list[Item]] = {}
    for at in (at for at in counts if items[at].kind != "each"):
        place = _tight(items, at, taken)
        place = _after(items, at, taken, plain) if place is None else place
        place = _before(items, at, taken) if place is None else place
        if place is not None:
            taken.add(place)
            found[at] = [items[place]]
    _shared(items, counts, found, taken, plain)
    _only(items, counts, found)
    if (head := headed(items)) is not None:
        found |= {at: [head] for at in counts if at not in found and not _is_whole(items, at)}
    return found


def headed(items: tuple[Item, ...]) -> Item | None:
    """Return the one place of a sentence, where it begins it with a colon or dash behind it: "X: A counted 4, B 2"."""
    kinds = [i.kind for i in items if i.kind != "provinces"]
    return items[0] if kinds[:2] in (["place", "colon"], ["place", "dash"]) and kinds.count("place") == 1 else None


def places_of_none(items: tuple[Item, ...], used: set[str], *, counted: bool) -> list[Item]:
    """Return the places that words for none are of: the one that heads a sentence with counts, else those that no count has."""
    head = headed(items) if counted else None
    return [head] if head is not None else [i for i in items if i.kind == "place" and i.value not in used]


def is_in_other_piece(items: tuple[Item, ...], at: int, places: list[Item]) -> bool:
    """Say whether a comma parts a number from the first of its places."""
    return bool(places) and any(i.kind == "comma" for i in items[at : items.index(places[0])])


def _is_whole(items: tuple[Item, ...], at: int) -> bool:
    return any(i.kind in ("total", "since", "yesterday") for i in items[:at])


def _tight(items: tuple[Item, ...], at: int, taken: set[int]) -> int | None:
    """Return the place right before a number, with no more than a bracket, dash or colon between."""
    back = at - 1
    while back >= 0 and items[back].kind in _CLOSED:
        back -= 1
    if [i.kind for i in items[:at]] == ["place", "comma"]:
        back = 0
    return back if back >= 0 and items[back].kind == "place" and back not in taken else None


def _after(items: tuple[Item, ...], at: int, taken: set[int], plain: str) -> int | None:
    """Return the place behind a number, unless it has a number of its own right behind it or is one of several."""
    for n in range(at + 1 + _is_aside(items, at), len(items)):
        kind = items[n].kind
        if kind == "place":
            return None if n in taken or _has_own(items, n, plain) or _is_of_several(items, n) else n
        if kind in COUNTS[:3] or (kind in _PARTS and not _passes(items, at, n)):
            return None
    return None


def _passes(items: tuple[Item, ...], at: int, n: int) -> bool:
    """Say whether what stands behind a number parts it from no place: brackets around that, the end of its own, or "as for" right behind it."""
    if items[n].kind == "open":
        return [i.kind for i in items[n + 1 : n + 5] if i.kind not in ("all", "each", "provinces")][:2] == [
            "place",
            "close",
        ]
    if n != at + 1:
        return False
    closes = items[n].kind == "close" and items[at - 1].kind == "open" and at > 1 and items[at - 2].kind != "place"
    return closes or items[n].kind == "turn"


def _is_aside(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number stands between commas: "more than half of them, 41, fell on X"."""
    return [i.kind for i in items[max(0, at - 1) : at + 2 : 2]] == ["comma", "comma"]


def _has_own(items: tuple[Item, ...], at: int, plain: str) -> bool:
    ahead = at + 1
    while ahead < len(items) and items[ahead].kind in _TIES:
        ahead += 1
    if (
        ahead >= len(items)
        or items[ahead].kind not in ("num", "none", "rest")
        or items[ahead].start - items[at].end >= 14
    ):
        return False
    return not _WORD.search(plain, items[ahead - 1].end, items[ahead].start)


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
    """Return the place before a number in its piece of the sentence, or the one that alone makes the piece before it."""
    lead = _lead(items, at)
    if lead is not None and lead not in taken:
        return lead
    alone = [i.kind for i in items[max(0, at - 1) : at + 2 : 2]] == ["open", "close"]
    for n in range(at - 1 - alone, -1, -1):
        kind = items[n].kind
        if kind == "place":
            return None if n in taken else n
        if kind in _PARTS or kind in COUNTS:
            return None
    return None


def _lead(items: tuple[Item, ...], at: int) -> int | None:
    """Return the place that alone makes the piece before that of a number: "in Y, the patrols counted two"."""
    comma = next((n for n in range(at - 1, -1, -1) if items[n].kind == "comma"), 0)
    piece = [i.kind for i in items[max(0, comma - 3) : comma] if i.kind != "provinces"]
    begins = piece[-2:-1] in ([], ["turn"], ["semi"]) or piece[-3:-1] in _LISTED
    inside = {i.kind for i in items[comma + 1 : at]} & {"place", *COUNTS, *_PARTS}
    return comma - 1 if comma and piece[-1:] == ["place"] and begins and not inside else None


def _shared(
    items: tuple[Item, ...], counts: list[int], found: dict[int, list[Item]], taken: set[int], plain: str
) -> None:
    """Give a number that is told of each, or none, to every place of its list."""
    for at in counts:
        if items[at].kind not in ("none", "each"):
            continue
        number = at if items[at].kind == "none" or items[at].value else _nearest_number(items, at, counts)
        run = [*_run(items, range(at + 1, len(items)), taken, counts, plain)]
        run = run or ([*_run(items, range(at - 1, -1, -1), taken, counts, plain)] if items[at].kind == "each" else [])
        if number is not None and run:
            taken.update(run)
            found[number] = [*found.get(number, []), *(items[n] for n in run)]


def _nearest_number(items: tuple[Item, ...], at: int, counts: list[int]) -> int | None:
    numbers = [n for n in counts if items[n].kind == "num" and abs(n - at) <= _BESIDE_EACH]
    return min(numbers, key=lambda n: abs(n - at), default=None)


def _run(items: tuple[Item, ...], indices: range, taken: set[int], counts: list[int], plain: str) -> Iterator[int]:
    """Yield the places of a list up to the next number that counts."""
    for n in indices:
        if items[n].kind == "place" and n not in taken and not _has_own(items, n, plain):
            yield n
        elif items[n].kind in ("num", "rest") and n in counts and abs(n - indices.start) > 1:
            return


def _only(items: tuple[Item, ...], counts: list[int], found: dict[int, list[Item]]) -> None:
    """Give the one number of a sentence its one place, wherever it stands."""
    places = list(dict.fromkeys(i.value for i in items if i.kind == "place"))
    if len(counts) == 1 and len(places) == 1 and not found:
        place = next(i for i in items if i.kind == "place")
        if abs(place.start - items[counts[0]].start) < _ONE_REACH:
            found[counts[0]] = [place]

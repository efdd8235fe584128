"""One clause's counts: the total told, the parts by place, and what is told of zero."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from ceasefire.reading.bulletins.word_items import Item

_PARTING = frozenset({"comma", "semi", "conj", "colon", "turn", "open", "dash"})


class Part(msgspec.Struct, frozen=True):
    """A count for one place, with the items it stands on."""

    place: str
    count: int
    start: int
    end: int


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What a clause counts: a total if it tells one, its parts, and the places it names without a number."""

    total: Item | None = None
    zero: Item | None = None
    parts: tuple[Part, ...] = ()
    bare: tuple[Item, ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether the clause counts nothing, not even zero."""
        return self.total is None and self.zero is None and not self.parts


_BESIDE_COUNTS = ("provinces", "owner", "registered", "more", "by", "correction")
"""Kinds of words that stand among counts and say nothing of them."""
_MARKS_PARTS = ("of_them", "including")
"""Kinds of words behind which parts are told, and no total."""
_BEHIND_PARTY = ("dash", "colon", "turn", "comma")
"""Kinds that may stand between a party and its number."""
_YEARS = range(1900, 2101)
"""A number of these is a count only beside the word for cases."""
REST = -1
"""The count of "the rest", until the total and the other parts are known."""


def counted(items: tuple[Item, ...]) -> Counted:
    """Return the counts of a clause: its total and parts, or the word for zero where it has neither."""
    items = tuple(i for at, i in enumerate(items) if i.kind not in _ASIDE and not _is_no_count(items, at))
    useful = _without_base([i for i in items if i.kind not in _BESIDE_COUNTS], items)
    total = _total(useful)
    parts, bare = _parts(useful, total, items)
    zero = _zero(items, total, parts)
    if zero is not None:
        if bare:
            return Counted(parts=tuple(Part(b.value, 0, min(b.start, zero.start), max(b.end, zero.end)) for b in bare))
        return Counted(zero=zero)
    if total is not None and not parts and len(bare) == 1 and _near(total, bare[0]):
        parts, bare = [_part(bare[0], total)], []
    return Counted(total=total, parts=tuple(parts), bare=tuple(bare))


_ASIDE = ("date", "yesterday", "since", "decimal", "tonnes", "people", "posts")
"""Kinds of words that counts of cases are read without."""


def _is_no_count(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is a year, and not before the word for cases, or what a count was before ("from 12 to 8")."""
    item = items[at]
    if item.kind != "num":
        return False
    after = items[at + 1].kind if at + 1 < len(items) else ""
    before = items[at - 1].kind if at else ""
    return (int(item.value) in _YEARS and after != "cases") or before == "instead" or after == "instead_after"


def _zero(items: tuple[Item, ...], total: Item | None, parts: list[Part]) -> Item | None:
    """Return the word that tells of no cases, where no part and no more than one case is told beside it."""
    if parts or (total is not None and int(total.value) > 1):
        return None
    told = next((i for i in items if i.kind in ("not_registered", "neither")), None)
    return told if told is not None or total is not None else _none_of_cases(items)


def _part(place: Item, number: Item) -> Part:
    count = 0 if number.kind == "none" else int(number.value)
    return Part(place.value, count, min(place.start, number.start), max(place.end, number.end))


def _none_of_cases(items: tuple[Item, ...]) -> Item | None:
    """Return the "no" or "none" of a clause that speaks of cases or of who counts them."""
    if not any(i.kind in ("cases", "registered", "party") for i in items):
        return None
    return next((i for i in items if i.kind == "none"), None)


def _without_base(useful: list[Item], items: tuple[Item, ...]) -> list[Item]:
    """Leave out numbers of provinces ("in three provinces")."""
    gone = {
        id(one)
        for one, after in pairwise(items)
        if one.kind == "num" and after.kind == "provinces" and after.start - one.end <= 1
    }
    return [i for i in useful if id(i) not in gone]


def _lists_cases(items: list[Item]) -> bool:
    """Say whether items are as in "two violations in Damascus and one in Aleppo", which tells its parts and no total."""
    kinds = [i.kind for i in items if i.kind not in ("dash", "party")]
    at = kinds.index("num") if "num" in kinds else len(kinds)
    placed_before = at > 0 and kinds[at - 1] == "place"
    first = kinds[at - 1 : at + 2] if placed_before else kinds[at : at + 3]
    rest = kinds[at + 2 + (not placed_before) :]
    if sorted(first) != ["cases", "num", "place"] or rest[:1] not in (["conj"], ["comma"]):
        return False
    return sorted(rest[1:3]) == ["num", "place"] or sorted(rest[1:4]) == ["cases", "num", "place"]


def _total(items: list[Item]) -> Item | None:
    """Return the number of cases: beside the word for cases, else beside the party, else the first one."""
    if _lists_cases(items):
        return None
    items = _before_parts(items)
    return _beside_cases(items) or _beside_party(items) or _first_number(items)


def _before_parts(items: list[Item]) -> list[Item]:
    """Leave out the numbers of parts: those behind "of them" or "including", and the one right before "of them"."""
    marked = next((n for n, i in enumerate(items) if i.kind in _MARKS_PARTS), None)
    if marked is None:
        return items
    last = marked - 1 if items[marked].kind == "of_them" and _kind(items, marked - 1) == "num" else marked
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


def _near(total: Item, place: Item) -> bool:
    return abs(place.start - total.end) < 120 or abs(total.start - place.end) < 120


def _parts(items: list[Item], total: Item | None, whole: tuple[Item, ...]) -> tuple[list[Part], list[Item]]:
    parts: list[Part] = []
    bare: list[Item] = []
    for chunk in _chunks(items):
        _chunk(chunk, total, parts, bare)
    _shared_each(whole, total, parts, bare)
    return _first_of_each(parts), [b for b in bare if b.value not in {p.place for p in parts}]


def _chunks(items: list[Item]) -> list[list[Item]]:
    """Pieces between commas and "and"; a bracket or dash between a place and its number does not part them."""
    out: list[list[Item]] = [[]]
    for at, item in enumerate(items):
        before = items[at - 1].kind if at else ""
        after = items[at + 1].kind if at + 1 < len(items) else ""
        joins = (
            item.kind in ("open", "dash", "colon")
            and {before, after} in ({"num", "place"}, {"rest", "place"}, {"none", "place"})
            and (before == "place" or item.kind != "colon")
        )
        if (item.kind in _PARTING and not joins) or item.kind == "close":
            out.append([])
        elif item.kind in ("num", "place", "each", "cases", "rest", "none"):
            out[-1].append(item)
    return [c for c in out if c]


def _chunk(chunk: list[Item], total: Item | None, parts: list[Part], bare: list[Item]) -> None:
    """Add the parts that a piece of a list tells, and its places that have no number."""
    places = [i for i in chunk if i.kind == "place"]
    numbers = [i for i in chunk if i.kind in ("num", "none") and i is not total]
    rest = next((i for i in chunk if i.kind == "rest"), None)
    kinds = [i.kind for i in chunk if i is not total and i.kind not in ("cases", "rest", "none")]
    found = _told_parts(places, numbers, rest) if "each" not in kinds or kinds == ["each", "place", "num"] else []
    parts.extend(found)
    bare.extend(() if found else places)


def _told_parts(places: list[Item], numbers: list[Item], rest: Item | None) -> list[Part]:
    """Return the parts of places that have a number each; "the rest" is one place's."""
    if rest is not None and len(places) == 1 and not numbers:
        return [Part(places[0].value, REST, min(places[0].start, rest.start), max(places[0].end, rest.end))]
    if len(places) != len(numbers):
        return []
    return [_part(place, number) for place, number in zip(places, numbers, strict=True)]


def _shared_each(items: tuple[Item, ...], total: Item | None, parts: list[Part], bare: list[Item]) -> None:
    """Give the number of an "each" to every place of its run: "one each in Aleppo and Homs", "Aleppo and Homs (one each)"."""
    for at, item in enumerate(items):
        if item.kind != "each":
            continue
        number = _number_at(items, at, total)
        run = _run(items, at, bare)
        if number is not None and run:
            for place in run:
                parts.append(_part(place, number))
                bare[:] = [b for b in bare if b is not place]


def _number_at(items: tuple[Item, ...], at: int, total: Item | None) -> Item | None:
    near = [i for i in items[max(0, at - 3) : at + 3] if i.kind == "num" and i is not total]
    here = items[at]
    if here.value:
        return here
    return min(near, key=lambda i: min(abs(i.start - here.end), abs(here.start - i.end)), default=None)


def _run(items: tuple[Item, ...], at: int, bare: list[Item]) -> list[Item]:
    """Return the places of an "each": those after it, up to a number or bracket, else those before it."""
    waiting = {id(b) for b in bare}

    def walk(side: tuple[Item, ...]) -> list[Item]:
        found: list[Item] = []
        for item in side:
            if item.kind == "place" and id(item) in waiting:
                found.append(item)
            elif (
                item.kind == "place"
                or (item.kind == "num" and found)
                or (item.kind in ("close", "open", "turn", "party") and found)
            ):
                break
        return found

    return walk(items[at + 1 :]) or walk(tuple(reversed(items[:at])))


def _first_of_each(parts: list[Part]) -> list[Part]:
    seen: dict[str, Part] = {}
    for part in parts:
        seen.setdefault(part.place, part)
    return sorted(seen.values(), key=lambda p: p.start)

"""One clause's counts: the total told, the parts by place, and what is told of zero."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from ceasefire.reading.bulletins.case_totals import MARKS_PARTS, total_of
from ceasefire.reading.bulletins.word_items import YEARS, Item

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


_BESIDE_COUNTS = ("provinces", "owner", "registered", "more", "all", "by", "correction")
"""Kinds of words that stand among counts and say nothing of them."""
REST = -1
"""The count of "the rest", until the total and the other parts are known."""


def counted(items: tuple[Item, ...]) -> Counted:
    """Return the counts of a clause: its total and parts, or the word for zero where it has neither."""
    items = _of_cases(items)
    useful = _without_base([i for i in items if i.kind not in _BESIDE_COUNTS], items)
    total = total_of(useful)
    parts, bare = _parts(useful, total, items)
    zero = _zero(items, total, parts)
    if zero is not None:
        return Counted(parts=tuple(_no_part(place, zero) for place in bare)) if bare else Counted(zero=zero)
    if total is not None and not parts and len(bare) == 1 and _near(total, bare[0]) and not _tells_some(items):
        parts, bare = [_part(bare[0], total)], []
    return Counted(total=total, parts=tuple(parts), bare=tuple(bare))


def _of_cases(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Leave out what counts no cases, and the comma behind a place that a clause begins with: "In Hama, the one counted 4"."""
    kept = tuple(i for at, i in enumerate(items) if i.kind not in _ASIDE and not _is_no_count(items, at))
    return (kept[0], *kept[2:]) if [i.kind for i in kept[:2]] == ["place", "comma"] else kept


def _no_part(place: Item, zero: Item) -> Part:
    """Return the part of a place in which no case is told."""
    return Part(place.value, 0, min(place.start, zero.start), max(place.end, zero.end))


_ASIDE = ("date", "yesterday", "since", "decimal", "tonnes", "people", "posts", "checkpoints")
"""Kinds of words that counts of cases are read without."""


def _is_no_count(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is a year, and not before the word for cases, or what a count was before ("from 12 to 8")."""
    item = items[at]
    if item.kind != "num":
        return False
    after = items[at + 1].kind if at + 1 < len(items) else ""
    before = items[at - 1].kind if at else ""
    return (int(item.value) in YEARS and after != "cases") or before == "instead" or after == "instead_after"


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


def _tells_some(items: tuple[Item, ...]) -> bool:
    """Say whether a clause speaks of some of the cases and not of all: "half of them in Aleppo"."""
    kinds = {i.kind for i in items}
    return bool(kinds & set(MARKS_PARTS)) and "all" not in kinds


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
            item.kind in ("open", "dash", "colon", "turn")
            and {before, after} in ({"num", "place"}, {"rest", "place"}, {"none", "place"})
            and (before == "place" or item.kind not in ("colon", "turn"))
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

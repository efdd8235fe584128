"""One clause's counts: the total told, the parts by place, and what is told of zero."""

from __future__ import annotations

import msgspec

from ceasefire.reading.bulletins.lexer import Item

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


MOST = 999
"""A day's count above this is a year, a distance or a toll, and no count of cases."""


def counted(items: tuple[Item, ...]) -> Counted:
    """Read the counts of a clause."""
    items = tuple(i for i in items if i.kind != "num" or int(i.value) <= MOST)
    zero = next((i for i in items if i.kind == "not_registered"), None)
    useful = [i for i in items if i.kind not in ("provinces", "owner", "registered", "party") or i.kind == "party"]
    useful = _without_base(useful, items)
    total = _total(useful)
    parts, bare = _parts(useful, total, items)
    if total is not None and not parts and len(bare) == 1 and _near(total, bare[0]):
        parts = [Part(bare[0].value, int(total.value), min(total.start, bare[0].start), max(total.end, bare[0].end))]
        bare = []
    if zero is None and total is None and not parts:
        zero = next(
            (i for i in items if i.kind == "none" and any(o.kind in ("cases", "registered", "party") for o in items)),
            None,
        )
    if zero is not None and not parts and (total is None or int(total.value) <= 1):
        return Counted(zero=zero)
    if total is not None or parts:
        zero = None
    return Counted(total=total, zero=zero, parts=tuple(parts), bare=tuple(bare))


def _without_base(useful: list[Item], items: tuple[Item, ...]) -> list[Item]:
    """Leave out numbers of provinces ("in three provinces")."""
    numbered = {
        n
        for n, i in enumerate(items)
        if i.kind == "num"
        and n + 1 < len(items)
        and items[n + 1].kind == "provinces"
        and items[n + 1].start - i.end <= 1
    }
    gone = {id(items[n]) for n in numbered}
    return [i for i in useful if id(i) not in gone]


def _lists_cases(items: list[Item]) -> bool:
    """True for "two violations in Damascus and one in Aleppo", which tells its parts and no total."""
    kinds = [i.kind for i in items]
    for at in range(len(kinds) - 5):
        if (
            kinds[at : at + 3] == ["num", "cases", "place"]
            and kinds[at + 3] in ("conj", "comma")
            and kinds[at + 4] == "num"
        ):
            return kinds[at + 5] == "place" or kinds[at + 5 : at + 7] == ["cases", "place"]
    return False


def _total(items: list[Item]) -> Item | None:
    """The number of cases: right before the word for cases, or right after it, or right after the party."""
    if _lists_cases(items):
        return None
    for at, item in enumerate(items):
        if (
            item.kind == "num"
            and at + 1 < len(items)
            and items[at + 1].kind == "cases"
            and items[at + 1].start - item.end < 45
            and not _after_place(items, at)
        ):
            return item
        if item.kind == "cases" and at + 1 < len(items):
            after = items[at + 1]
            if after.kind == "num" and after.start - item.end < 25 and not _paired(items, at + 1):
                return after
            if (
                after.kind in ("dash", "colon")
                and at + 2 < len(items)
                and items[at + 2].kind == "num"
                and not _paired(items, at + 2)
            ):
                return items[at + 2]
    for at, item in enumerate(items):
        if item.kind == "party":
            rest = [i for i in items[at + 1 : at + 4] if i.kind not in ("dash", "colon", "turn", "comma")]
            if rest and rest[0].kind == "num" and not _belongs(items, items.index(rest[0])):
                return rest[0]
            before = items[at - 1] if at else None
            if before is not None and before.kind == "num" and not _belongs(items, at - 1):
                return before
    first = next((n for n, i in enumerate(items) if i.kind in ("num", "place")), None)
    if first is not None and items[first].kind == "num" and not _paired(items, first) and not _belongs(items, first):
        return items[first]
    return None


def _after_place(items: list[Item], at: int) -> bool:
    return _paired(items, at) or (at > 0 and items[at - 1].kind == "place")


def _paired(items: list[Item], at: int) -> bool:
    """True for a number that stands in brackets or after a dash behind a place: "Aleppo (3)", "Aleppo - 3"."""
    back = [i.kind for i in items[max(0, at - 2) : at]]
    return back in (["place", "open"], ["place", "dash"], ["place", "colon"]) or (bool(back) and back[-1] == "each")


def _belongs(items: list[Item], at: int) -> bool:
    """True when a number is that of a place next to it, as its neighbours show: others of the same form follow."""
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
            and {before, after} == {"num", "place"}
            and (before == "place" or item.kind != "colon")
        )
        if (item.kind in _PARTING and not joins) or item.kind == "close":
            out.append([])
        elif item.kind in ("num", "place", "each", "cases"):
            out[-1].append(item)
    return [c for c in out if c]


def _chunk(chunk: list[Item], total: Item | None, parts: list[Part], bare: list[Item]) -> None:
    places = [i for i in chunk if i.kind == "place"]
    numbers = [i for i in chunk if i.kind == "num" and i is not total]
    kinds = [i.kind for i in chunk if i is not total and i.kind != "cases"]
    if "each" in kinds and kinds != ["each", "place", "num"]:
        bare.extend(places)
        return
    if len(places) == 1 and len(numbers) == 1:
        one, other = sorted((places[0], numbers[0]), key=lambda i: i.start)
        parts.append(Part(places[0].value, int(numbers[0].value), one.start, other.end))
    elif len(places) == len(numbers) > 1:
        for place, number in zip(places, numbers, strict=True):
            parts.append(
                Part(place.value, int(number.value), min(place.start, number.start), max(place.end, number.end))
            )
    else:
        bare.extend(places)


def _shared_each(items: tuple[Item, ...], total: Item | None, parts: list[Part], bare: list[Item]) -> None:
    """ "one each in Aleppo and Homs", "Aleppo and Homs (one each)": the number goes to every place of its run."""
    for at, item in enumerate(items):
        if item.kind != "each":
            continue
        number = _number_at(items, at, total)
        run = _run(items, at, bare)
        if number is not None and run:
            for place in run:
                parts.append(
                    Part(place.value, int(number.value), min(place.start, number.start), max(place.end, number.end))
                )
                bare[:] = [b for b in bare if b is not place]


def _number_at(items: tuple[Item, ...], at: int, total: Item | None) -> Item | None:
    near = [i for i in items[max(0, at - 3) : at + 3] if i.kind == "num" and i is not total]
    here = items[at]
    if here.value:
        return here
    return min(near, key=lambda i: min(abs(i.start - here.end), abs(here.start - i.end)), default=None)


def _run(items: tuple[Item, ...], at: int, bare: list[Item]) -> list[Item]:
    """The places of an "each": those after it, up to a number or bracket, else those before it."""
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

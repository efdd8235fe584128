"""The further numbers of a bulletin: settlements, formations, agreements, humanitarian actions, tonnes, people, posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ceasefire.reading.bulletins.clauses import FACTS, Clause
from ceasefire.reading.bulletins.model import FoundCount
from ceasefire.reading.bulletins.word_items import Item

MEASURES: Final = {
    "settlements": ("settlements_reconciled", "settlement"),
    "formations": ("armed_formations_pledged", "formation"),
    "agreements": ("new_agreements", "agreement"),
    "humanitarian": ("humanitarian_actions", "action"),
    "posts": ("observation_posts", "post"),
    "checkpoints": ("checkpoints", "post"),
    "tonnes": ("humanitarian_aid_tonnes", "tonne"),
    "people": ("people_given_aid", "person"),
}
"""Kind of words -> the measure of what is counted, and its unit."""
_NEW: Final = {
    "settlements": "settlements_joined",
    "formations": "armed_formations_joined",
    "posts": "observation_posts_opened",
}
"""Kind of words -> the measure of what is told as new or one more."""
_AID: Final = ("people", "tonnes")
_NEAR: Final = 40
"""Characters between a number and its noun at most."""
_FAR: Final = 12
_REACH: Final = 5
_CLOSE: Final = 3
"""How many items behind a noun its number may stand: after "the total number of", elsewhere, and beside cases."""


def facts(clause: Clause) -> tuple[list[FoundCount], tuple[Item, ...]]:
    """Return what a clause counts beside cases, and the items that are left without it."""
    items = clause.items
    found: list[FoundCount] = []
    taken: set[int] = set()
    for at in sorted(range(len(items)), key=lambda at: not _after_total(items, at)):
        number = _number_for(items, at, taken, clause) if items[at].kind in FACTS else None
        if number is not None:
            taken.add(number.start)
            if items[at].kind not in _AID or _tells_of_aid(clause):
                found.append(_fact(items, at, number))
    return found, tuple(i for i in items if i.kind not in ("num", "decimal", "none") or i.start not in taken)


def _tells_of_aid(clause: Clause) -> bool:
    """Say whether tonnes and people are those of aid: beside tonnes or actions, and not beside cases."""
    return clause.has("humanitarian", "tonnes")


def _fact(items: tuple[Item, ...], at: int, number: Item) -> FoundCount:
    noun = items[at]
    measure, unit = MEASURES[noun.kind]
    if noun.kind == "humanitarian" and any(i.kind == "total" for i in items[max(0, at - 3) : at]):
        measure = "humanitarian_actions_total"
    if noun.kind in _NEW and not _after_total(items, at) and _is_new(items, at, number):
        measure = _NEW[noun.kind]
    return FoundCount(
        measure=measure,
        unit=unit,
        count=_value(number),
        start=min(noun.start, number.start),
        end=max(noun.end, number.end),
        rule=f"bulletins/{noun.kind}",
    )


def _value(number: Item) -> float:
    if number.kind == "decimal":
        return float(number.value)
    return int(number.value) if number.kind == "num" else 0


def _is_new(items: tuple[Item, ...], at: int, number: Item) -> bool:
    """Say whether "more" or "new" stands between or beside a number and its noun."""
    here = items.index(number)
    low, high = sorted((here, at))
    if any(i.kind == "total" for i in items[max(0, low - 2) : low]):
        return False
    return any(i.kind == "more" for i in items[max(0, low - 1) : high + 2])


def _number_for(items: tuple[Item, ...], at: int, taken: set[int], clause: Clause) -> Item | None:
    """Return the number right before the noun, else the first after it that no other noun takes."""
    here = items[at]
    before = _before(items, at)
    if before is not None and before.start not in taken and here.start - before.end < _NEAR:
        return before
    whole = _after_total(items, at)
    close = here.kind in _AID or (clause.has("cases") and not whole)
    found = [n for n in _behind(items, at, whole=whole, close=close) if items[n].start not in taken]
    found = [n for n in found if not close or _follows(items, at, n)]
    if whole and found:
        return items[max(found, key=lambda n: _value(items[n]))]
    return items[found[0]] if found else None


def _behind(items: tuple[Item, ...], at: int, *, whole: bool, close: bool) -> Iterator[int]:
    """Yield where numbers stand behind a noun, up to the next noun and as far as they may be its own."""
    reach = _FAR if whole else _CLOSE if close else _REACH
    for n, item in enumerate(items[at + 1 : at + reach], at + 1):
        if _is_next_noun(items, n, items[at].kind, whole=whole):
            return
        if item.kind == "num" and not _taken_by_next(items, n, but=items[at].kind if whole else ""):
            yield n


def _is_next_noun(items: tuple[Item, ...], at: int, kind: str, *, whole: bool) -> bool:
    """Say whether another noun begins, whose number the next one is."""
    return _after_total(items, at) or (items[at].kind in FACTS and items[at].kind != kind and not whole)


def _follows(items: tuple[Item, ...], at: int, number: int) -> bool:
    """Say whether a number stands right behind a noun, or behind a mark after it."""
    return number == at + 1 or items[number - 1].kind in ("colon", "dash", "open")


def _before(items: tuple[Item, ...], at: int) -> Item | None:
    """Return the number before a noun, whether or not "more" stands between them."""
    for item in reversed(items[max(0, at - 2) : at]):
        if item.kind in ("num", "decimal", "none"):
            return item
        if item.kind != "more":
            return None
    return None


def _after_total(items: tuple[Item, ...], at: int) -> bool:
    """Say whether this is the noun of "the total number of settlements", whose number may follow a long relative clause."""
    return at > 0 and items[at].kind in FACTS and items[at - 1].kind == "total"


def _taken_by_next(items: tuple[Item, ...], at: int, *, but: str) -> bool:
    """Say whether a number belongs to the noun behind it, unless that is of the kind `but`."""
    after = items[at + 1] if at + 1 < len(items) else None
    return (
        after is not None
        and after.kind in (*FACTS, "cases")
        and after.kind != but
        and after.start - items[at].end < _NEAR
    )


def called(name: str, spellings: tuple[str, ...]) -> str:
    """Return what the cases of a party are called in measures: its English adjective where it has one, else its name."""
    stem = name.lower()[:4]
    for spelling in spellings:
        if (
            re.fullmatch(r"[A-Z][a-z]+(?:i|ian|an|ese|ish|ic)", spelling)
            and spelling.lower()[:4].startswith(stem[:3])
            and spelling != name
        ):
            return spelling.lower()
    return "_".join(name.lower().split())

"""Which of the things that a sentence tells are one act, and which part of the sentence is each act's own."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.incident_causes import cause_at
from ceasefire.reading.claims.incident_items import Item, Span
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.places import NO_WHERE, Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_HARD_MARK = re.compile(r"; (?:and )?")
_MARK = re.compile(r"; |\. |,? while |,? but |,? and |, ")
_JOINED = re.compile(r"(?:[;,:.]|\b(?:and|but|while|where|when|before|after))\s*$")
"""What stands before a clause of another act; other clauses begin with what belongs to the verb before them."""
_FURTHER = re.compile(r"an? (?:second|third|fourth|fifth|sixth)$|another$", re.I)
"""One more person of a toll before: "two were killed; a third died later"."""
_GERUND = re.compile(r"\w{3,}ing\b")


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """The things told of one act, and its zone: the part of the sentence that tells of no other."""

    items: tuple[Item, ...]
    zone: Span
    alone: bool

    @property
    def tolls(self) -> list[Casualties]:
        return [item.toll for item in self.items if item.toll]

    @property
    def start(self) -> int:
        tolls = self.tolls
        return min(t.start for t in tolls) if tolls else self.items[0].start

    @property
    def end(self) -> int:
        return max(item.end for item in self.items)


def acts_of(sentence: Sentence, items: list[Item]) -> list[Act]:
    """Return the acts that a sentence tells of: one, unless tolls repeat or clauses have days or places of their own."""
    if not items:
        return []
    items = _without_causes_between(sentence, items)
    groups, cuts = [items[:1]], [0]
    for item in items[1:]:
        cut = _cut(sentence, groups[-1], item, cuts[-1])
        if cut is None:
            groups[-1].append(item)
        else:
            groups.append([item])
            cuts.append(cut)
    ends = [*cuts[1:], len(sentence.text)]
    return [
        Act(items=tuple(group), zone=(first, after), alone=len(groups) == 1)
        for group, first, after in zip(groups, cuts, ends, strict=True)
    ]


def _without_causes_between(sentence: Sentence, items: list[Item]) -> list[Item]:
    """Return the items without those of a cause after which the act goes on: "shelled X in answer to a raid, killing four"."""
    own = [item.start for item in items if cause_at(sentence, item.start) is None]
    return [
        item
        for item in items
        if cause_at(sentence, item.start) is None or not own or item.start < own[0] or item.start > own[-1]
    ]


def _cut(sentence: Sentence, act: list[Item], item: Item, floor: int) -> int | None:
    """Return where the part of another act begins; None where an item belongs to the act before it."""
    last = max(i.end for i in act)
    cause, before = cause_at(sentence, item.start), cause_at(sentence, act[0].start)
    if cause != before:
        return max(last, cause[0] if cause else before[1] if before else last)
    if _repeats(act, item):
        return _mark(sentence.text, last, item.start)
    parted = [m.end() for m in _HARD_MARK.finditer(sentence.text, last, item.start)]
    start = parted[-1] if parted else item.clause[0]
    if (
        start < last
        or _GERUND.match(sentence.text, item.start)
        or not _JOINED.search(sentence.text[max(0, start - 12) : start])
    ):
        return None
    left, right = (floor, start), (start, max(item.clause[1], item.end))
    return (
        start if _apart(_days(sentence, left), _days(sentence, right)) or _other_place(sentence, left, right) else None
    )


def _repeats(act: list[Item], item: Item) -> bool:
    """Return whether an act has another toll of what an item counts."""
    toll = item.toll
    return (
        toll is not None
        and not _FURTHER.match(toll.people or "")
        and any(i.toll and i.toll.measure == toll.measure and i.toll.count != toll.count for i in act)
    )


def _mark(text: str, start: int, end: int) -> int:
    marks = [m.end() for m in (*_HARD_MARK.finditer(text, start, end),)] or [
        m.end() for m in _MARK.finditer(text, start, end)
    ]
    return marks[-1] if marks else end


def _days(sentence: Sentence, zone: Span) -> list[DateRange]:
    return [d.value for d in sentence.event_dates if d.value and zone[0] <= d.start < zone[1] and d.role != "since"]


def _apart(left: list[DateRange], right: list[DateRange]) -> bool:
    return bool(left and right) and not any(a.overlaps(b) for a in left for b in right)


def _other_place(sentence: Sentence, left: Span, right: Span) -> bool:
    here, there = (_settlements(sentence, zone) for zone in (left, right))
    return bool(here and there) and not {p.name for p in here} & {p.name for p in there}


def _settlements(sentence: Sentence, zone: Span) -> list[Place]:
    spoken = [(a.start, a.end) for a in sentence.attributions]
    here = [p for p in sentence.places if zone[0] <= p.start < zone[1] and not any(s <= p.start < e for s, e in spoken)]
    return [p for p in here if p.level <= 2 and p.prep not in NO_WHERE and not sentence.text.startswith("'s", p.end)]

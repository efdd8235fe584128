"""Families of event types: acts of two families are seldom one act, while a type that says little can be of any; and which
types surely tell of two acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ceasefire.vocabulary.arrays import Bools, Levels
from ceasefire.vocabulary.codes import CATEGORY_OF_EVENT, EventType

ANY: Final = 0
"""Family of a type that is not told, is no code of the list, or can be an act of several families."""

_BROAD: Final = frozenset({EventType.FATAL_VIOLENCE, EventType.EXPLOSION, EventType.OTHER, EventType.KILLING})
"""Types that tell what came of an act, or that something blew up, and leave open what was done."""

_GROUPS: Final = tuple(dict.fromkeys(c.partition("/")[0] for c in CATEGORY_OF_EVENT.values()))
"""The groups of categories that event types belong to, in the order of the list of codes."""

FAMILY: Final = {
    event.value: ANY
    if event in _BROAD or event not in CATEGORY_OF_EVENT
    else 1 + _GROUPS.index(CATEGORY_OF_EVENT[event].partition("/")[0])
    for event in EventType
}
"""Family of each code: the group of the category that it names by itself (vocabulary, codes), from 1."""


_JOINTS: Final = re.compile(r"[\s_-]+")
_CODES: Final = {_JOINTS.sub("", event.value): event.value for event in EventType}


def as_code(told: str) -> str:
    """Return the code that an event type is written for, whatever its case and its joints ("Air strike", "AIR_STRIKE"); one that is no
    code in small letters, its words with one blank between."""
    folded = told.casefold()
    return _CODES.get(_JOINTS.sub("", folded)) or " ".join(folded.split())


def families(types: Sequence[str]) -> Levels:
    """Return the family of each of some event types as written, int8 [types]."""
    return np.array([FAMILY.get(as_code(name), ANY) for name in types], np.int8)


_NUMBER: Final = {event.value: number for number, event in enumerate(EventType, start=1)}
"""Number of each code, from 1; 0 stands for no code of the list."""

_HEAVY: Final = frozenset(
    {EventType.AIRSTRIKE, EventType.SHELLING, EventType.ROCKET, EventType.DRONE, EventType.CHEMICAL}
)
_FROM_AIR: Final = frozenset({EventType.AIRSTRIKE, EventType.DRONE, EventType.OVERFLIGHT})
_PLANTED: Final = frozenset({EventType.IED, EventType.MINE})
_ON_GROUND: Final = frozenset({EventType.GROUND_CLASH, EventType.TERRITORY_CHANGE, EventType.FORCE_MOVEMENT})
_SHOTS: Final = frozenset({EventType.SNIPER, EventType.SMALL_ARMS})
_BY_HAND: Final = frozenset({EventType.ABDUCTION, EventType.ARREST, EventType.SEXUAL_VIOLENCE, EventType.LOOTING})

_HARMLESS: Final = frozenset({EventType.AID_DELIVERY, EventType.EVACUATION})
"""Types of which nobody dies: shots at a convoy are another act than the convoy."""

SURELY_OTHER: Final = (
    (_BY_HAND, _HEAVY | _PLANTED | {EventType.OVERFLIGHT}),
    (_FROM_AIR, _ON_GROUND | _SHOTS),
    (_PLANTED, {EventType.SNIPER, EventType.AIRSTRIKE}),
    ({EventType.MINE}, {EventType.SMALL_ARMS}),
    ({EventType.ROCKET}, _SHOTS),
    ({EventType.CHEMICAL}, _PLANTED | _ON_GROUND | _SHOTS | _BY_HAND | _HARMLESS | {EventType.AID_OBSTRUCTION}),
)
"""Pairs of sets of types of which no act is both. In the four made worlds (24,000 reports, types as each hand draws them) no
incident was told as both, and some 250 of the pairs joined wrongly were. Clash and shelling, clash and small arms, clash and
abduction were told of one incident again and again, so they stay open; so does what bars aid or monitors, which any act
can do, but for what chemical arms do: these come by air or by shell."""

_SEEN: Final = frozenset({EventType.FORCE_MOVEMENT, EventType.ACCESS_DENIED})
"""What monitors saw or met with, that hurt nobody: their bulletins tell it beside the breaches, and do not count it as one."""


def no_breach(act: Levels) -> Bools:
    """Mark (bool [n]) the numbered types that a sum of breaches does not count (`_SEEN`)."""
    return np.asarray(np.isin(act, [_NUMBER[event] for event in _SEEN]))


def _table() -> Bools:
    table = np.zeros((len(_NUMBER) + 1,) * 2, bool)
    for ones, others in SURELY_OTHER:
        for one in ones:
            for other in others:
                table[_NUMBER[one], _NUMBER[other]] = table[_NUMBER[other], _NUMBER[one]] = True
    return table


_TABLE: Final = _table()


def acts(types: Sequence[str]) -> Levels:
    """Return the number of each of some event types as written, int8 [types]; 0 for none of the list."""
    return np.array([_NUMBER.get(as_code(name), 0) for name in types], np.int8)


_SORTS: Final = (
    _HEAVY - {EventType.CHEMICAL} | _SHOTS | {EventType.GROUND_CLASH},
    frozenset({EventType.CHEMICAL}),
    frozenset({EventType.TERRITORY_CHANGE}),
    _HARMLESS,
    frozenset({EventType.OTHER}),
)
"""Sorts of types that sources seldom take for one another; fire of any kind is one of them, for one raid is told as shelling here
and as a clash there. Types of no sort can be of any. Bombs that were laid, and what is done by hand, were sorts of their own in a
trial: F1 fell by .005 to .014 where sources are a day late and slip in the type. "Other" is what its source takes for no other
type: as a sort it raised F1 of the real rows from .971 to .975 (a downed aircraft was joined to a chemical attack of the next day) and
moved made worlds by -.005 to +.001."""

_SORT_OF: Final = np.zeros(len(_NUMBER) + 1, np.int8)
for _at, _sort in enumerate(_SORTS, start=1):
    _SORT_OF[[_NUMBER[event] for event in _sort]] = _at


def harmless(act: Levels) -> Bools:
    """Mark (bool [n]) the numbered types of which nobody dies."""
    return np.asarray(np.isin(act, [_NUMBER[event] for event in _HARMLESS]))


def two_acts(act: Levels, other: Levels) -> Bools:
    """Mark (bool [pairs]) the pairs of numbered types of two sorts (`_SORTS`): told of two days they are two acts."""
    one, two = _SORT_OF[act], _SORT_OF[other]
    return np.asarray((one != two) & (one != 0) & (two != 0))


def surely_other(act: Levels, other: Levels) -> Bools:
    """Mark (bool [pairs]) the pairs of numbered types of which no act can be both."""
    return np.asarray(_TABLE[act, other])

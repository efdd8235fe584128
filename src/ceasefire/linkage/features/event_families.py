"""Families of event types: acts of two families are never one act, while a type that says little can be of any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ceasefire.vocabulary.arrays import Levels
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


def families(types: Sequence[str]) -> Levels:
    """Return the family of each of some event types as written, int8 [types]."""
    return np.array([FAMILY.get(name.strip().casefold(), ANY) for name in types], np.int8)

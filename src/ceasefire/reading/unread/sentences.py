"""The sentences without a claim that are most like those that hold one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ceasefire.reading.model import UnreadSentence
from ceasefire.reading.text.segment import Unit, UnitKind
from ceasefire.reading.unread.features import features
from ceasefire.reading.unread.overlaps import Overlaps
from ceasefire.reading.unread.weights import weights

LEAST: Final = 0.3
"""Likeness below which a sentence is not named."""
ONE_IN: Final = 4
"""One sentence in so many is named at the most, and five of a short text."""
FEWEST: Final = 5
_SHORTEST = 25
_CUT = {UnitKind.FURNITURE, UnitKind.DATELINE}
Spans = Iterable[tuple[int, int]]


def unread_sentences(folded: str, units: Sequence[Unit], held: Spans) -> tuple[UnreadSentence, ...]:
    """Return the sentences that no held span touches and that are most like those with claims, the likest first."""
    touched = Overlaps((start, end, True) for start, end in held)
    told = [u for u in units if u.kind not in _CUT and u.end - u.start >= _SHORTEST]
    free = [u for u in told if not any(touched.at(u.start, u.end))]
    found = sorted((_judged(folded, unit) for unit in free), key=lambda s: (-s.likeness, s.start))
    return tuple(s for s in found if s.likeness >= LEAST)[: max(FEWEST, len(told) // ONE_IN)]


def _judged(folded: str, unit: Unit) -> UnreadSentence:
    likeness, like = weights().likeness(features(folded[unit.start : unit.end]))
    words = " ".join(folded[unit.start : unit.end].split())
    return UnreadSentence(start=unit.start, end=unit.end, words=words, likeness=round(likeness, 3), like=like)

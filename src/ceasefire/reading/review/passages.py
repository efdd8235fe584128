"""What was left of a text as passages to look at: a sentence with its unread numbers, or one that is like those with claims."""

from __future__ import annotations

import msgspec

from ceasefire.reading.model import ClaimType, Unread, UnreadNumber
from ceasefire.reading.unread.features import features
from ceasefire.reading.unread.weights import weights


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence to look at: `numbers` of it that no claim holds, how like it is to those with claims, and of which type."""

    start: int
    end: int
    numbers: tuple[UnreadNumber, ...]
    likeness: float
    like: ClaimType


def passages_of(folded: str, unread: Unread) -> tuple[Passage, ...]:
    """Return the passages, those that are most like sentences with claims first."""
    numbers: dict[tuple[int, int], list[UnreadNumber]] = {}
    for one in unread.numbers:
        numbers.setdefault(one.sentence, []).append(one)
    found = [_passage(folded, span, tuple(held)) for span, held in numbers.items()]
    found += [
        Passage(start=s.start, end=s.end, numbers=(), likeness=s.likeness, like=s.like)
        for s in unread.sentences
        if (s.start, s.end) not in numbers
    ]
    return tuple(sorted(found, key=lambda p: (-p.likeness, p.start)))


def _passage(folded: str, span: tuple[int, int], held: tuple[UnreadNumber, ...]) -> Passage:
    likeness, like = weights().likeness(features(folded[span[0] : span[1]]))
    return Passage(start=span[0], end=span[1], numbers=held, likeness=round(likeness, 3), like=like)

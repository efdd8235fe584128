"""Whether the words of a claim are told as fact, by the one pass over the unreal in `frames/reality.py`."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.frames import Reality
from ceasefire.reading.mentions.sentence import Sentence

_PLAYED: Final = frozenset(
    (
        Reality.QUESTION,
        Reality.QUOTED,
        Reality.FICTION,
        Reality.DRILL,
        Reality.RETRACTED,
        Reality.DENIED,
        Reality.CONDITION,
    )
)
"""What no reader takes for a fact, whatever the type of its claim."""
_TO_COME: Final = frozenset((Reality.PLANNED, Reality.FEARED, Reality.AVERTED, Reality.POSSIBLE, Reality.WISHED))
KEPT: Final = frozenset((Reality.FACT, Reality.GENERAL, Reality.ENDED))
"""Of harm and attacks: what happened, once or as a rule, or went on until it was stopped."""


def is_unreal(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether harm or an attack between two offsets is told as anything but a fact."""
    return _reality(sentence, start, end) not in KEPT


def is_played(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether words of any kind are asked, supposed, denied, taken back, or of a story or a drill."""
    return _reality(sentence, start, end) in _PLAYED


def is_to_come(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether harm is planned, feared or averted, so that a count of it counts nothing that happened."""
    return _reality(sentence, start, end) in _TO_COME


def _reality(sentence: Sentence, start: int, end: int) -> Reality:
    """Return the reality of the harm or attack between two offsets where one is found, else that of the words."""
    found = sentence.analysis.between(start, end, "harm", "attack")
    verbs = [m for m in found if m.part == "verb"] or found
    return verbs[0].reality if verbs else sentence.analysis.reality_at(start, end)

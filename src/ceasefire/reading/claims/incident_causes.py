"""The phrases that tell why an act was done: their days and places are those of the cause and not of the act."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.sentence import Sentence

Span = tuple[int, int]
_WHY: Final = re.compile(rf"\b(?:{forms('en', 'incidents', 'causes')})\b", re.I)
_ENDS: Final = re.compile(r"[;:\"]|, (?![A-Z\d]|(?:in )?which\b|where\b|who\b)|,? (?:but|while|killing|leaving|wounding|injuring)\b|$")
"""What ends the words of a cause; the comma of "Kolvar, Tarn province" does not."""


@lru_cache(maxsize=256)
def _causes(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for match in _WHY.finditer(text):
        if not found or match.start() >= found[-1][1]:
            end = _ENDS.search(text, match.end())
            found.append((match.start(), end.start() if end else len(text)))
    return tuple(found)


def cause_at(sentence: Sentence, at: int) -> Span | None:
    """Return the words that tell of a cause in which an offset stands; None where it stands in none."""
    return next((span for span in _causes(sentence.text) if span[0] <= at < span[1]), None)


def is_of_another_act(sentence: Sentence, near: int, at: int) -> bool:
    """Return whether a day or a place belongs to the cause of what is told at offset `near`."""
    span = cause_at(sentence, at)
    return span is not None and not span[0] <= near < span[1]

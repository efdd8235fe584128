"""The phrases that tell why an act was done: their days and places are those of the cause and not of the act."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.sentence import Sentence

Span = tuple[int, int]
_WHY: Final = gated(rf"\b(?:{forms('en', 'incidents', 'causes')})\b", re.I)
_AFTER: Final = gated(r"(?<!hours )(?<!days )(?<!shortly )(?<!minutes )\b(?:after|following)\b ")
_NEAR: Final = 44
"""Characters from "after" to the noun of what was done before."""
_OPENING: Final = 8
_ENDS: Final = re.compile(
    r"[;:\"]|, (?![A-Z\d]|(?:in )?which\b|where\b|who\b)|,? (?:but|while|and (?:killed|left|wounded|injured))\b|$"
)
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
    return next((span for span in _all_causes(sentence) if span[0] <= at < span[1]), None)


def without_causes(sentence: Sentence, span: Span, near: int) -> str:
    """Return the words of a stretch without those of the causes of what is told at offset `near`."""
    text = sentence.text
    for start, end in _all_causes(sentence):
        if not start <= near < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text[slice(*span)]


@lru_cache(maxsize=16)
def _all_causes(sentence: Sentence) -> tuple[Span, ...]:
    """Return all causes: those that the words tell, and an act after which another was done ("shelled X after the killing of Y")."""
    after = _AFTER.search(sentence.text)
    found = tuple(_before_subject(sentence, span) for span in _causes(sentence.text))
    if after is None or any(s <= after.start() < e for s, e in found):
        return found
    end = _ENDS.search(sentence.text, after.end())
    span = after.start(), end.start() if end else len(sentence.text)
    return (*found, span) if _is_of_another(sentence, span) else found


def _before_subject(sentence: Sentence, span: Span) -> Span:
    """Return a cause that opens a sentence without a comma behind it up to who did what it led to."""
    if span[0] > _OPENING:
        return span
    acts = (m for m in sentence.analysis.of("harm", "attack") if m.part == "verb" and m.finite and m.subject)
    starts = (m.subject[0] for m in acts if m.subject and span[0] + _NEAR // 2 < m.subject[0] < span[1])
    return span[0], min(starts, default=span[1])


def _is_of_another(sentence: Sentence, span: Span) -> bool:
    """Return whether an attack was done, where or when the sentence tells, before the words "after the raid on X" that tell theirs, too."""
    acts = sentence.analysis.of("harm", "attack")
    noun = next((m.trigger[0] for m in acts if m.part == "noun" and 0 <= m.trigger[0] - span[0] <= _NEAR), None)
    if noun is None or not any(_is_done_before(m, span[0]) for m in acts):
        return False
    if any(m.part == "verb" and span[0] <= m.trigger[0] < noun for m in acts):
        return False
    where = [p.start for p in sentence.places if p.prep]
    return _on_both_sides(where, span) or _on_both_sides([d.start for d in sentence.event_dates], span)


def _is_done_before(mention: Mention, at: int) -> bool:
    """Return whether a verb before an offset tells what somebody did."""
    done = mention.part == "verb" and mention.voice is Voice.ACTIVE and mention.subject is not None
    return done and mention.trigger[0] < at and mention.role("doer") is not None


def _on_both_sides(told: list[int], span: Span) -> bool:
    return any(at < span[0] for at in told) and any(span[0] <= at < span[1] for at in told)


def is_of_another_act(sentence: Sentence, near: int, at: int) -> bool:
    """Return whether a day or a place belongs to the cause of what is told at offset `near`."""
    span = cause_at(sentence, at)
    return span is not None and not span[0] <= near < span[1]

"""Whom a text itself names as the one who did it, and who denies it; the rule for the first stands in `frames/doer.py`."""

from __future__ import annotations

from ceasefire.reading.frames import doers
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Stance


def blamed_by_text(sentence: Sentence, at: int = 0, zone: tuple[int, int] | None = None) -> str | None:
    """Return whom the words within a zone accuse, or name as the doer of the harm or attack nearest to an offset; else None."""
    first, after = zone or (0, len(sentence.text))
    near = [d for d in doers(sentence.analysis, sentence.actors) if first <= d.mention.trigger[0] < after]
    found = min(near, key=lambda d: (not d.blamed, abs(d.mention.trigger[0] - at)), default=None)
    return (found.name or sentence.raw(found.words)) if found else None


def denied_in_text(sentence: Sentence) -> str | None:
    """Return who denies it in the same sentence; else None."""
    for speech in sentence.attributions:
        if speech.stance is Stance.DENY:
            return sentence.raw(speech.source)
    return None

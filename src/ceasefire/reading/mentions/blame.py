"""Whom a text itself names as the one who did it, and who denies it; the rule for the first stands in `frames/doer.py`."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames import doers
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Attribution, Stance

_ANONYMOUS: Final = wordset("en", "incidents", "anonymous")
_NO_PART: Final = re.compile(
    r"(?: that| on \w+day)? (?:it|they|we|he|(?:its|their|our|his|none of (?:its|their)) [\w-]+)"
    r" (?:(?:had|has|have|took|bore|played) (?:no|nothing|not|neither|never)|(?:did|was|were) (?:not|never|nowhere))\b"
)


def is_anonymous(words: str) -> bool:
    """Return whether words name nobody whom a later accusation could not name better: "gunmen", "armed men"."""
    return words.lower().split()[-1:] != [] and set(words.lower().split()) <= _ANONYMOUS


def blamed_by_text(sentence: Sentence, at: int = 0, zone: tuple[int, int] | None = None) -> str | None:
    """Return whom the words within a zone accuse, or name as the doer of the harm or attack nearest to an offset; else None."""
    first, after = zone or (0, len(sentence.text))
    near = [d for d in doers(sentence.analysis, sentence.actors) if first <= d.mention.trigger[0] < after]
    near = [d for d in near if not _is_place(sentence, d.span)]
    found = min(near, key=lambda d: (not d.blamed, abs(d.mention.trigger[0] - at)), default=None)
    return (found.name or sentence.raw(found.words)) if found else None


def denied_in_text(sentence: Sentence) -> str | None:
    """Return who denies it in the same sentence; else None."""
    for speech in sentence.attributions:
        if speech.stance is Stance.DENY or _NO_PART.match(sentence.text, _end_of_verb(sentence.text, speech)):
            return sentence.raw(speech.source)
    return None


def _end_of_verb(text: str, speech: Attribution) -> int:
    """Return where the verb of a speech act ends."""
    word = re.compile(r"[\w']+").match(text, speech.verb)
    return word.end() if word else speech.verb


def _is_place(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Return whether the words are just a town that the names know and no party."""
    if any(s < span[1] and span[0] < e for s, e, _ in sentence.actors):
        return False
    return any(p.known and p.level <= 3 and p.start <= span[0] and span[1] <= p.end for p in sentence.places)

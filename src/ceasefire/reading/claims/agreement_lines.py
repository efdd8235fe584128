"""Lines of a chronology that name an agreement without a verb: "12 May: Accord on the road", "18 May: Ceasefire starts"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.frames.frame_data import frames
from ceasefire.reading.frames.index import verb_words
from ceasefire.reading.mentions.sentence import Sentence

_WORD: Final = re.compile(r" (?:formally |officially |again )?([a-z]+)\b")
_OPENS: Final = re.compile(r"[\s:,.\d-]*(?:new |second |third |another |local )*", re.I)
"""Between the day that labels a line and the agreement that the line is of."""
_DASH: Final = re.compile(r" - ")
_GOES_ON: Final = re.compile(r"(?:[ ,(]+(?:on|for|between|in|at|of|with|by|to|from|until|that|[A-Z(]).*)?[.)\s]*", re.S)
"""Behind an agreement that a line names: what it is of, between whom and where."""


def line_of(sentence: Sentence, pact: Pact) -> Telling | None:
    """Return what a line labelled with a day tells of the agreement it opens with: that it was made, began or ended."""
    if not _opens(sentence, pact) or any(c.group.finite for c in sentence.analysis.clauses) or _is_to_come(sentence):
        return None
    word = _WORD.match(sentence.text, pact.end)
    act = _courses().get(verb_words().get(word[1], ("", 0))[0]) if word else None
    if act is None and (not _GOES_ON.fullmatch(sentence.text, pact.end) or pact.definite or _is_vague(pact)):
        return None
    end = word.end() if word and act else pact.end
    return Telling(pact=pact, act=act or Act.MADE, start=pact.noun, end=end)


def _opens(sentence: Sentence, pact: Pact) -> bool:
    """Return whether an agreement stands right behind the day that labels a line."""
    first = next(iter(sentence.dates), None)
    if first is None or first.value is None or first.start > 2:
        return False
    labelled = lexis.LABELLED.match(sentence.text, first.end) or _DASH.match(sentence.text, first.end)
    return bool(labelled and _OPENS.fullmatch(sentence.text, labelled.end(), max(labelled.end(), pact.start)))


@cache
def _courses() -> dict[str, Act]:
    """Return the verbs of one word by which an agreement begins or ends."""
    told = ((verb, lexis.ACTS.get(frame.name)) for frame in frames() for verb in frame.verbs)
    return {verb: act for verb, act in told if act in (Act.STARTS, Act.ENDS) and act is not None}


def _is_vague(pact: Pact) -> bool:
    """Return whether a noun alone names nothing: "3 May: Decisions", "3 May: Text"."""
    return pact.is_body or pact.is_weak or (pact.words.endswith("s") and not pact.words.endswith("hostilities"))


def _is_to_come(sentence: Sentence) -> bool:
    """Return whether the day of a line lies after the day of writing."""
    reference, first = sentence.thread.reference, sentence.dates[0].value
    return reference is not None and first is not None and first.start > reference

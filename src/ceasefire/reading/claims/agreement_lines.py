"""Lines of a chronology that name an agreement without a verb: "12 May: Accord on the road", "18 May: Ceasefire starts"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.claims.meeting_slots import label_day, row_of
from ceasefire.reading.frames.frame_data import frames
from ceasefire.reading.frames.index import verb_words
from ceasefire.reading.mentions.sentence import Sentence

_WORD: Final = re.compile(r" (?:formally |officially |again )?([a-z]+)\b")
_OPENS: Final = re.compile(r"[\s:,.\d-]*(?:[\w'-]+ ){0,3}")
"""Between the day that labels a line and the agreement that the line is of."""
_THAT: Final = re.compile(r"[^.]*\b(?:that|which|whereby|where|when|until|unless)\b")
"""Behind an agreement whose matter is told with a verb of its own: "understanding that there will be no flights"."""
_KNOWN: Final = ("the ", "this ", "that ", "its ", "their ")
_BETWEEN: Final = re.compile(r" (?:between|on|for|among)\b")
_FIRST: Final = 4
"""Characters before an agreement that opens a line; chosen by hand, not measured."""
_GOES_ON: Final = re.compile(
    r"(?:[ ,(]+(?:on|for|between|in|at|of|with|by|to|from|until|that|also|again|signed|[A-Z(]).*)?[.)\s]*", re.S
)
"""Behind an agreement that a line names: what it is of, between whom and where."""


def line_of(sentence: Sentence, pact: Pact) -> Telling | None:
    """Return what a line labelled with a day tells of the agreement it opens with: that it was made, began or ended."""
    if (
        not (_opens(sentence, pact) or _is_closed_by_day(sentence, pact))
        or _has_verb(sentence, pact)
        or _is_to_come(sentence)
    ):
        return None
    word = _WORD.match(sentence.text, pact.end)
    act = _courses().get(verb_words().get(word[1], ("", 0))[0]) if word else None
    if act is None and (
        not _GOES_ON.fullmatch(sentence.text, pact.end) or pact.words.lower().startswith(_KNOWN) or _is_vague(pact)
    ):
        return None
    end = word.end() if word and act else pact.end
    return Telling(pact=pact, act=act or Act.MADE, start=pact.noun, end=end)


def _opens(sentence: Sentence, pact: Pact) -> bool:
    """Return whether an agreement stands right behind the day that labels a line."""
    row = row_of(sentence)
    at = row[0].end if row else 0
    return (bool(row) or label_day(sentence) is not None) and _OPENS.fullmatch(
        sentence.text, at, max(at, pact.start)
    ) is not None


def _is_closed_by_day(sentence: Sentence, pact: Pact) -> bool:
    """Return whether an agreement opens a line that ends with its day: "Agreement between X and Y on water, 4 May 2031"."""
    last = next(reversed(sentence.dates), None)
    opens = pact.start < _FIRST and not pact.is_weak and _BETWEEN.match(sentence.text, pact.end) is not None
    closes = last is not None and last.value is not None and not sentence.text[last.end :].strip(" .)")
    return opens and closes and sentence.text[: last.start if last else 0].endswith((", ", "("))


def _has_verb(sentence: Sentence, pact: Pact) -> bool:
    """Return whether a line has a verb that tells of more than what the agreement is on."""
    words = sentence.analysis.words
    heads = (words.starts[c.group.head] for c in sentence.analysis.clauses if c.group.finite)
    return any(at < pact.end or not _THAT.match(sentence.text, pact.end, at) for at in heads)


@cache
def _courses() -> dict[str, Act]:
    """Return the verbs of one word by which an agreement begins or ends."""
    told = ((verb, lexis.ACTS.get(frame.name)) for frame in frames() for verb in frame.verbs)
    return {verb: act for verb, act in told if act in (Act.STARTS, Act.ENDS) and act is not None}


def _is_vague(pact: Pact) -> bool:
    """Return whether a noun alone names nothing: "3 May: Decisions", "3 May: Text"."""
    return (
        pact.is_body
        or (pact.is_weak and pact.end - pact.start == len(pact.head))
        or (pact.words.endswith("s") and not pact.words.endswith("hostilities"))
    )


def _is_to_come(sentence: Sentence) -> bool:
    """Return whether the day of a line lies after the day of writing."""
    reference, row = sentence.thread.reference, row_of(sentence)
    first = row[0].value if row else label_day(sentence)
    return reference is not None and first is not None and first.start > reference

"""The dead of an incident who are told as bodies: "the bodies of five farmers", "his body was found"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

_BEHIND: Final = 2
"""Sentences behind an incident that can give its toll; chosen by hand, not measured."""
_BODIES = re.compile(r"\b(?:bodies|corpses|remains) of $", re.I)
_SEES = re.compile(
    r"\b(?:saw|seen|counted|photographed|filmed|observed|pulled|pulling|recovered|retrieved|found|removed|dug out) $",
    re.I,
)
_BODY_NOUN = re.compile(r" (?:[a-z-]+ ){0,2}(?:bodies|corpses)\b")
_FOUND = re.compile(
    r" (?:[a-z-]+ ){0,2}(?:bodies|corpses)\b[^.;]{0,60}\b(?:found|recovered|discovered|pulled|retrieved|washed|dumped|lay|lying)\b"
)
_BODY = re.compile(
    r"\b(?:found|discovered|recovered|pulled|retrieved) the body of an? [\w-]+(?: [\w-]+)?|\b[Tt]he body of an? [^,.;]{3,50}\b(?:was|had been)"
    r" (?:found|discovered|recovered|pulled|retrieved|dumped)\b"
)
"""One dead: "found the body of a driver"."""
_A_BODY = re.compile(
    r"\b[Aa] body (?:was|has been) (?:found|recovered|pulled|retrieved|dug)\b|\b(?:found|recovered|pulled|retrieved) a body\b"
)
_THEIR_BODY = re.compile(
    r"\b(?:his|her) (?:[a-z-]+ )?(?:body|corpse|remains)(?:,[^,.;]{2,40},)? (?:(?:was|were|has been|had been|is) (?:later |then |since )?"
    r"(?:found|discovered|recovered|pulled|"
    r"retrieved|dumped|thrown|left|lying)|appeared|surfaced|turned up|washed up|lay|came to light)\b",
    re.I,
)
"""One dead, who was spoken of before: "his body was found two days later"."""
_HANDED = re.compile(
    r"\b(?:swap\w*|exchang\w+|return\w*|hand(?:ed|ing)? (?:over|back)|repatriat\w+|receiv\w+|deliver\w+|transfer\w*"
    r"|rebur\w+)\b",
    re.I,
)
"""What is done with the dead of an earlier day."""


def is_dug_out(text: str) -> bool:
    """Return whether bodies were found or dug out: they are counted, and were not killed on the day on which they were found."""
    return lexis.UNEARTHED.search(text) is not None


def is_behind(sentence: Sentence) -> bool:
    """Return whether an incident was told just before in the paragraph."""
    last = sentence.thread.incident
    return last is not None and sentence.index - last.sentence <= _BEHIND and sentence.unit.block == last.block


def bodies_of(sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Casualties]:
    """Yield the dead of "the bodies of five farmers"."""
    behind = is_behind(sentence) and not sentence.event_dates
    if _HANDED.search(sentence.text) or (is_dug_out(sentence.text) and not behind):
        return
    body = _one_body(sentence.text, behind=behind)
    if body and not any(s < body.end() and body.start() < e for s, e in taken):
        yield counted("killed", body.start(), body.end(), Count(low=1, high=1), None)
    for number in sentence.numbers:
        if not any(s <= number.start < e for s, e in taken) and _are_bodies(sentence, number):
            yield counted("killed", number.start, number.end, number.count, None)


def _one_body(text: str, *, behind: bool) -> re.Match[str] | None:
    """Return the words for one body: of somebody told of, or right behind an incident of anybody."""
    return _BODY.search(text) or _THEIR_BODY.search(text) or (_A_BODY.search(text) if behind else None)


def _are_bodies(sentence: Sentence, number: Number) -> bool:
    """Return whether a number is one of bodies that were found, or that somebody saw right behind an incident."""
    before, text = sentence.text[max(0, number.start - 14) : number.start], sentence.text
    if _BODIES.search(before) or _FOUND.match(text, number.end):
        return True
    return is_behind(sentence) and _SEES.search(before) is not None and _BODY_NOUN.match(text, number.end) is not None


def counted(measure: str, start: int, end: int, count: Count, people: str | None) -> Casualties:
    """Return a toll of one measure."""
    return Casualties(start=start, end=end, measure=measure, count=count, people=people, verb=measure, breakdown={})

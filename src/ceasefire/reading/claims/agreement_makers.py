"""Who made an agreement, and who only mediated it."""

from __future__ import annotations

import re

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.mentions.sentence import Sentence

_OF_ITSELF = re.compile(r"[^,;]{0,30}\b(?:they|it|he|she)\b")
_MEDIATED = re.compile(r"-(?:brokered|mediated|spons)")
_TOGETHER = re.compile(r"\b(?:between|by|among|with|involving)\b[^.;]{0,60}$")


def makers_of(sentence: Sentence, match: re.Match[str]) -> tuple[str, ...]:
    """Return the bodies that made an agreement: those before its verb, then those after "between", "by" and the like.

    Mediators are left out, and who only tells of the agreement.
    """
    mediators = set(mediators_of(sentence))
    verb = match.start("verb") if "verb" in match.re.groupindex else match.start()
    speaking = _speakers(sentence, match)
    subjects: dict[str, None] = {}
    others: dict[str, None] = {}
    for start, end, name in sentence.actors:
        speaks = any(s <= start < e for s, e in speaking) and name not in subjects
        if name in mediators or speaks or _MEDIATED.match(sentence.text, end):
            continue
        if start < verb:
            subjects[name] = None
        elif start < match.end() + 120 and _TOGETHER.search(sentence.text[max(0, start - 60) : start]):
            others[name] = None
    return tuple(subjects | others)


def _speakers(sentence: Sentence, match: re.Match[str]) -> list[tuple[int, int]]:
    """Where those stand who say something outside the match, and not of themselves."""
    return [
        (a.start, a.verb + 1)
        for a in sentence.attributions
        if a.verb >= a.start
        and not match.start() <= a.verb < match.end()
        and not _OF_ITSELF.match(sentence.text[a.verb : a.verb + 60])
    ]


def mediators_of(sentence: Sentence) -> tuple[str, ...]:
    """Return the bodies that a sentence names as mediators, brokers or hosts of an agreement."""
    found: list[str] = []
    for pattern in (lexis.NON_PARTY, lexis.MEDIATED_ADJ):
        for match in pattern.finditer(sentence.text):
            found += [
                name for s, _, name in sentence.actors if match.start("np") <= s < match.end("np") and name not in found
            ]
    return tuple(found)

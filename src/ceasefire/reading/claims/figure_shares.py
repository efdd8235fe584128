"""Counts that go on from a count told before: shares, totals, repeated breaches, and topics of a list."""

from __future__ import annotations

import re

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

Share = tuple[int, int, str, str]
_TOPIC = re.compile(r"(?P<t>Displacement|Displaced|IDPs|Deaths|Killed|Injured|Returns|Returnees)[^:]{0,20}: ", re.I)


_WERE = re.compile(
    r" (?:of (?:them|these|those) )?(?:were|was|are|have been) (?:classified as |considered |counted as |\w+ )?"
)
_CAME_UNDER = re.compile(r"\b(?:came|comes|was|were|been) (?:under|shelled|attacked|targeted)\b[^.;,]{0,90}$")
"""How often one place was fired at is told of that place and is no count of a period."""
_SIDE = re.compile(r"\b(?:positions|forces|troops|units|bases|lines|targets)\b[^.;,]{0,30}\b(?:came|comes|were|been)\b")
"""What is hit all along a front: how often is a count of a side and no incident of one place."""
_FIRED = re.compile(r"\b(?:under fire|opened fire|fired|shelled|attacked|targeted)\b[^.;,]{0,40}$")
_PERSONS = ("killed", "injured", "casualties", "missing", "detained", "abducted", "released")
"""Of persons harmed a part ("twelve of them at a market") is no count of its own."""
_LISTED = re.compile(r"[:,;] $|(?:behind|and|for|of which|including) (?:the other |another )?$")


def continued(sentence: Sentence, number: Number, measure: str | None) -> Share | None:
    """Return (start, end, rule, measure) of a number that only the words before it make a figure; else None.

    `measure` is what was counted before.
    """
    topic = _topic(sentence.text, number) or _times(sentence.text, number)
    if topic or measure is None:
        return topic
    return _classified(sentence.text, number, measure) or _share(sentence.text, number, measure)


def _topic(text: str, number: Number) -> Share | None:
    """ "Displacement: some 500,000 people ..."."""
    label = _TOPIC.match(text)
    people = lexis.PEOPLE_AFTER.match(text, number.end) if label else None
    if not label or not people or not label.end() <= number.start <= label.end() + 20:
        return None
    measure = next(m for stem, m in lexis.TOPIC_STEMS.items() if label["t"].lower().startswith(stem))
    return number.start, people.end(), "figures/topic", measure


def _times(text: str, number: Number) -> Share | None:
    """ "violated the truce 573 times", "came under fire 27 times"."""
    before = text[: number.start]
    if not re.match(r" times\b", text[number.end :]) or not (lexis.TIMES.search(before) or _FIRED.search(before)):
        return None
    if before.endswith("(") or (_CAME_UNDER.search(before) and not _SIDE.search(before)):
        return None
    return number.start, number.end + 6, "figures/times", "ceasefire violations"


def _classified(text: str, number: Number, measure: str) -> Share | None:
    """ "690 of them were explosions", "of which 25 were classified as incidents"."""
    kind = _WERE.match(text[number.end :])
    of_them = re.match(r" of (?:them|these|those)\b", text[number.end :])
    of_which = re.search(r"\bof (?:which|these|them),? $", text[: number.start])
    if not kind or not (of_them or of_which):
        return None
    noun = lexis.NOUN.match(" " + text[number.end + kind.end() :])
    named = next((m for i, (m, _) in enumerate(lexis.MEASURES) if noun and noun[f"m{i}"]), None)
    return number.start, number.end + kind.end() + (noun.end() - 1 if noun else 0), "figures/share", named or measure


def _share(text: str, number: Number, measure: str) -> Share | None:
    before = text[: number.start]
    elsewhere = lexis.ALSO_THERE.match(text, number.end) and re.search(r"\d[\w ]*(?:, | and )$", before)
    if elsewhere or re.match(r"Of (?:these|them|those|the total)\b", text):
        return number.start, clause_end(text, number.end), "figures/share", measure
    match = lexis.OF_THEM.match(text, number.end)
    if measure in _PERSONS and re.match(r" of (?:them|whom)\b", text[number.end :]):
        return None
    if match and (_LISTED.search(before[-12:]) or " of " in match[0][:4] or "attribut" in match[0]):
        return number.start, match.end(), "figures/share", measure
    return None


def clause_end(text: str, end: int) -> int:
    """Return where the clause that holds offset `end` stops, at most 90 characters on; else `end` itself."""
    match = re.search(r"[,;.:)(]| and | while | compared| as ", text[end:])
    return end + match.start() if match and match.start() <= 90 else end

"""Counts that leave out what they count: "210 violations in 2028, 340 in 2029"; "54, up from 31"; "nine in Veldara"."""

from __future__ import annotations

import re

from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

OTHER_TIME = re.compile(
    r"[^,;.]{0,40}?\b(?:the (?:day|week|month|year|quarter|period) before|(?:last|previous|preceding|past|same|earlier)"
    r" (?:\w+ ){0,2}?(?:day|week|month|year|quarter|period|report|round|fortnight)"
    r"|(?:first|second|opening) (?:day|week|month|round))\b"
)
"""What makes a number that is compared with a count of its own, of another time, and not the older state of it."""
_CHANGE = re.compile(
    r"\b(?:rose|risen|fell|fallen|increas\w+|decreas\w+|declin\w+|dropp\w+|climb\w+|grew|grown|jump\w+|revis\w+|rais\w+"
    r"|went (?:up|down)|lower\w+|correct\w+)\b",
    re.I,
)
_TO = re.compile(r"\bto(?: only| just| about| some)? $")
_JOIN = r"(?:, (?:and |but |while |followed by |then )?| and | while | but |; (?:and )?|: |, of which )"
_FRONTED = (
    r"(?P<fronted>(?:in|on|for|at|during|from|over|near) (?:the )?[\w'.-]+(?: [\w'.-]+){0,4},? "
    r"|the (?:day|week|month|year) (?:before|after),? )"
)
_NAMED = (
    r"(?P<named>(?:the )?[A-Z][\w'-]+(?: [A-Za-z][\w'-]+){0,3}(?: comes (?:first|second|last))?"
    r" (?:with|had|has|saw|recorded|counted|reported|suffered) )"
)
_THERE = r"(?:there were |there had been |it was |they were |only )?"
_GOES_ON = re.compile(
    rf"{_JOIN}(?:another |a further |only |just )?(?:{_FRONTED}|{_NAMED})?{_THERE}(?:another |only )?$"
)
_ALONE = re.compile(rf"(?:{_FRONTED}|{_NAMED}){_THERE}", re.I)
_MORE = re.compile(r"(?:another|a further|an additional) ", re.I)
FREE = re.compile(
    r"$|[,.;:)]| (?:up to|times|in|on|for|at|during|from|over|near|and|or|to|between|since|by|the|a|last|this|one|two|more"
    r"|further|followed|recorded|reported|registered|documented|logged|counted|observed|received)\b"
)
_HAD = re.compile(r" (?:had|has|have|were|was)\b")
_RECORD = re.compile(r" on (?:record|file|(?:its|their|his) (?:list|books))\b")
_OF_THEM = re.compile(r",? (?:of|among) (?:them|these|those|whom|which)\b")
_MARK = re.compile(r"[,;.:]| and (?=[\w-]+ (?:in|on|at|for)\b)|$")
_DAY_BEFORE = re.compile(r"the (?:day|week|month|year) (?:before|after)")
_FARTHEST = 160
"""Characters between a count and the one that goes on from it; chosen by hand, not measured."""


def goes_on(sentence: Sentence, number: Number, before: Counted) -> Counted | None:
    """Return the count of a number without a noun that goes on from the count before it in the sentence; else None.

    It must be told for a place or a time of its own, or as what the other count is compared with.
    """
    text, lead = sentence.text, sentence.text[before.end : number.start]
    if not _stands_free(text, number) or not _reaches(lead) or (COMPARED.search(lead) and _is_of_two(sentence, number)):
        return None
    own = _has_own(sentence, number, before.end)
    compared = COMPARED.search(lead) is not None
    if compared and not (own or OTHER_TIME.match(text[number.end :])):
        return None
    changed = _TO.search(lead) is not None and _CHANGE.search(text[: number.start]) is not None
    if not (compared or changed or (own and _GOES_ON.search(lead))):
        return None
    another = OTHER_TIME.match(text[number.end :]) is not None
    return bare(number, before.measure, compared=compared or changed or another)


def _reaches(lead: str) -> bool:
    """Whether what stands between two counts is short and of one sentence."""
    return len(lead) <= _FARTHEST and re.search(r"[.!?] ", lead) is None


def _is_of_two(sentence: Sentence, number: Number) -> bool:
    """Whether a bare number stands in "four and nine", each of which goes on from another count."""
    text = sentence.text
    return any(text[number.end : n.start] == " and " or text[n.end : number.start] == " and " for n in sentence.numbers)


def alone(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of a number that goes on counting what the sentence before counted: "In Orvan there were 20"."""
    text = sentence.text
    if carried is None or not _stands_free(text, number):
        return None
    starts = [p.start for p in sentence.places] + [d.start for d in sentence.dates]
    told = any(at < number.start for at in starts)
    if not (told and _ALONE.fullmatch(text[: number.start])) and not _MORE.match(text[number.start : number.core]):
        return None
    return bare(number, carried)


def on_record(text: str, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "Their colleagues have 28 on record": of what was counted before."""
    match = _RECORD.match(text, number.end)
    if not match or not carried or number.count.plain is None:
        return None
    return Counted(
        start=number.start,
        end=match.end(),
        at=number.core,
        rule="figures/record",
        measure=carried,
        value=number.count,
        leans=True,
    )


def bare(number: Number, measure: str, *, compared: bool = False) -> Counted:
    """Return the count of a number without a noun."""
    return Counted(
        start=number.start,
        end=number.end,
        at=number.core,
        rule="figures/compared" if compared else "figures/series",
        measure=measure,
        value=number.count,
        leans=True,
        compared=compared,
    )


def _stands_free(text: str, number: Number) -> bool:
    """Whether no noun of its own follows a number, and it is no part of "of them"."""
    later = _HAD.match(text, number.end) is not None and OTHER_TIME.match(text[number.end :]) is not None
    free = later or FREE.match(text, number.end) is not None
    return number.count.plain is not None and free and not _OF_THEM.match(text, number.end)


def _has_own(sentence: Sentence, number: Number, since: int) -> bool:
    """Whether a place or a time is told with a number: after it up to the next mark, or before it after the last."""
    text = sentence.text
    told = [p.start for p in sentence.places] + [d.start for d in sentence.dates]
    mark = _MARK.search(text, number.end)
    if OTHER_TIME.match(text[number.end :]):
        return True
    if any(number.end <= at < (mark.start() if mark else len(text)) for at in told):
        return True
    join = _GOES_ON.search(text[since : number.start])
    if join is None or join["fronted"] is None:
        return join is not None and join["named"] is not None
    start, end = (since + at for at in join.span("fronted"))
    return _DAY_BEFORE.match(join["fronted"]) is not None or any(start <= at < end for at in told)

"""Counts that leave out what they count: "210 violations in 2028, 340 in 2029"; "54, up from 31"; "nine in Veldara"."""

from __future__ import annotations

import re

from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

_OTHER_TIME = re.compile(
    r"[^,;.]{0,40}?\b(?:the (?:day|week|month|year|quarter|period) before|(?:last|previous|preceding|past|same|earlier)"
    r" (?:\w+ ){0,2}?(?:day|week|month|year|quarter|period|report|round|fortnight))\b"
)
"""What makes a number that is compared with a count of its own, of another time, and not the older state of it."""
_CHANGE = re.compile(
    r"\b(?:rose|risen|fell|fallen|increas\w+|decreas\w+|declin\w+|dropp\w+|climb\w+|grew|grown|jump\w+|revis\w+|rais\w+"
    r"|went (?:up|down)|lower\w+|correct\w+)\b",
    re.I,
)
_TO = re.compile(r"\bto(?: only| just| about| some)? $")
_JOIN = r"(?:, (?:and |but |while |followed by |then )?| and | while | but |; (?:and )?|: |, of which )"
_FRONTED = r"(?:(?:in|on|for|at|during|from|over|near) (?:the )?[\w'.-]+(?: [\w'.-]+){0,4} |the (?:day|week|month|year) (?:before|after),? )"
_NAMED = (
    r"(?:(?:the )?[A-Z][\w'-]+(?: [A-Za-z][\w'-]+){0,3}(?: comes (?:first|second|last))?"
    r" (?:with|had|has|saw|recorded|counted|reported|suffered) )"
)
_GOES_ON = re.compile(
    rf"{_JOIN}(?:another |a further |only |just )?(?:{_FRONTED}|{_NAMED})?(?:there were |it was |they were |another |only )?$"
)
_FREE = re.compile(
    r"(?:$|[,.;:)]| (?:times|in|on|for|at|during|from|over|near|and|or|to|between|since|by|the|a|last|this|one|two|more|further|more were)\b)"
)
_RECORD = re.compile(r" on (?:record|file|(?:its|their|his) (?:list|books))\b")
_OF_THEM = re.compile(r" (?:of|among) (?:them|these|those|whom|which)\b|,? (?:of them|among them)\b")


def goes_on(sentence: Sentence, number: Number, before: Counted, *, own_place: bool) -> Counted | None:
    """Return the count of a number without a noun that goes on from the count before it in the sentence; else None.

    It must be told for a place or a time of its own, or as what the other count is compared with.
    """
    text = sentence.text
    if number.count.plain is None or not _FREE.match(text, number.end) or _OF_THEM.match(text, number.end):
        return None
    lead = text[before.end : number.start]
    if len(lead) > 160 or re.search(r"[.!?] ", lead):
        return None
    compared = COMPARED.search(lead) is not None
    if compared and not (own_place or _OTHER_TIME.match(text[number.end :])):
        return None
    changed = _TO.search(lead) is not None and _CHANGE.search(text[: number.start]) is not None
    if not compared and not changed and not (own_place and _GOES_ON.search(lead)):
        return None
    return Counted(
        start=number.start,
        end=number.end,
        at=number.core,
        rule="figures/compared" if compared else "figures/series",
        measure=before.measure,
        value=number.count,
        leans=True,
        compared=compared or changed,
    )


def on_record(text: str, number: Number, carried: str | None) -> Counted | None:
    """ "Their colleagues have 28 on record": the number of what was counted before."""
    match = _RECORD.match(text, number.end)
    if not match or not carried or number.count.plain is None:
        return None
    return Counted(
        start=number.start, end=match.end(), at=number.core, rule="figures/record", measure=carried, value=number.count
    )

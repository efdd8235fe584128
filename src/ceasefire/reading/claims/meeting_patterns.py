"""The words by which meetings are known: what they are called, what is said of them, and their kinds."""

from __future__ import annotations

import re
from functools import cache

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms, kinds, words, wordset


@cache
def _set(table: str) -> frozenset[str]:
    return wordset("en", "meetings", table)


BEGINNINGS = words("en", "meetings", "beginnings")
TALKS, UNSURE, MEASURES, BEFORE_ROUND = map(_set, ("talks", "unsure", "measures", "before_round"))
NOT_AFTER, NOT_BEFORE, AFTER_NOUN = map(_set, ("not_after", "not_before", "after_noun"))
HAPPENS, ATTENDS, CANCELS, PLANS = map(_set, ("happens", "attends", "cancels", "plans"))
BEGINS, ENDS, SURE, SIDES = map(_set, ("begins", "ends", "sure", "sides"))
HOSTED, GATHERED, NO_SIDES, PAYS, RINGS = map(_set, ("hosted", "gathered", "no_sides", "pays", "rings"))
AT, TOWARDS, SAYINGS, MOVES, NO_TALKS, OUTCOMES, SEES = map(
    _set, ("at", "towards", "sayings", "moves", "no_talks", "outcomes", "sees_one")
)
CONTACTS, VISITORS, VISITS, CROWDS, HEARD, HEARS = map(
    _set, ("contacts", "visitors", "visits", "crowds", "heard", "hears")
)
MEALS, WORKING, OF_SHELLS, UNDONE = map(_set, ("meals", "working", "of_shells", "undone"))
PEOPLE, SENDERS, NOT_DATED_BY, IDLE, NOT_WHERE = map(_set, ("people", "senders", "not_dated_by", "idle", "not_where"))

COUNTS = frozenset(words("en", "numbers", "units"))
CALL = f"(?:{forms('en', 'meetings', 'calls')})"
KINDS = (
    ("call", re.compile(CALL, re.I)),
    *((name, re.compile(rf"\b(?:{body})\b", re.I)) for name, body in kinds("en", "meetings", "kind")),
)
CHAIN = gated(
    r"\b(?:rounds|meetings|sessions|conferences|talks)\b[^.;]{0,80}?\b(?:took place|were held|have been held"
    r"|were convened|held|convened|on)\b",
    re.I,
)
SEVERAL = gated(r"\b(?:rounds|meetings|sessions|sittings|talks|plenaries|summits|conferences)\b", re.I)
PROCESS = gated(
    r"\b(?P<p>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:-\d+)? (?:peace |ceasefire )?(?:talks|process|format|round"
    r"|negotiations|meetings?|discussions|Talks)\b"
)
ALONE = re.compile(
    r"\b(?:[Ii]ts|[Tt]he|[Tt]heir|A) (?P<n>(?:[a-z]+-)?(?:[a-z]+th|first|second|third)|\d{1,3}(?:st|nd|rd|th))"
    rf"(?=[,;(]| \(| (?:in|at|on|from|{forms('en', 'meetings', 'of_rounds')})\b)"
)
"""A round told by its number alone: "the fifth, in Orvan", "the third had closed"."""
MINUTES = re.compile(r"(?:(?:draft|summary|agreed|verbatim) )?(?:minutes|records?|protocol) of\b", re.I)
OF_ROUND = re.compile(
    r"rounds?|meetings?|sessions?|sittings?|talks|cycles?|plenar|summits?|conferences?|day|time|full|and|ordinary|regular|extraordinary|joint"
)
PHONE = re.compile(r"\b(?:by|over the|on the) (?:tele)?(?:phone|hotline)\b", re.I)
PHONED = _set("by_phone")
OFF = re.compile(rf"[^.;:]{{0,40}}?\b(?:{forms('en', 'meetings', 'off')})\b", re.I)
GOES_ON = re.compile(
    rf" (?:is|are|was|were|(?:has|have|had) been) (?:\w+ )?(?:{forms('en', 'meetings', 'goes_on')})\b", re.I
)
UNDER_WAY = re.compile(rf" (?:still |now |already )?(?:{forms('en', 'meetings', 'goes_on')})\b", re.I)
THE_SAME = re.compile(rf"\b(?:{forms('en', 'meetings', 'the_same')})\b", re.I)

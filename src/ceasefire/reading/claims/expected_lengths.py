"""The day by which a thing is to be done within a length of time: "within ten days", "has 48 hours to", "in three weeks"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import expected_patterns as lexis
from ceasefire.reading.claims.expected_slots import actors_in, bounds_of, place_in
from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import Duration
from ceasefire.reading.mentions.modality import tense_at
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_SHORT: Final = 7
"""Days of a date from which a length of time may be counted."""
_LEADS: Final = frozenset(("within", "in", "after"))
_PAST: Final = re.compile(r" (?:ago|earlier|before|later|after|old|of (?!the|that|this|its|signing|receipt|today))\b")


def within(sentence: Sentence, length: Duration) -> list[Claim]:
    """Return what is to be done within a length of time, by its last day."""
    value = _day_due(sentence, length)
    reference = sentence.thread.reference
    if value is None or (reference and value.end <= reference):
        return []
    clause = bounds_of(sentence, length.start, length.end)
    words = sentence.text[slice(*clause)]
    value = next((d.value for d in sentence.event_dates if d.role == "by" and d.value and d.start > length.end), value)
    source, basis = sentence.source(length.start)
    return [
        sentence.draft(
            ClaimType.EXPECTED,
            *clause,
            "expected/within",
            what=" ".join(words[:60].split()),
            date=value,
            place=place_in(sentence, clause),
            actors=actors_in(sentence, clause),
            attribution=source,
            basis=basis,
            modality=Modality.PLANNED,
        )
    ]


def _day_due(sentence: Sentence, length: Duration) -> DateRange | None:
    """Return the last day of a length of time in which something is to be done; None where none is."""
    clause = bounds_of(sentence, length.start, length.end)
    words = sentence.text[slice(*clause)]
    if lexis.RULES_OUT.search(words) or _PAST.match(sentence.text, length.end):
        return None
    told = _is_granted(sentence, length) or (length.lead in _LEADS and _looks_ahead(sentence, length, words))
    base = _base(sentence, length) if told else None
    end = shift(base.end, length.amount, length.unit) if base else None
    return single(end, approx=length.unit not in ("hour", "day")) if end else None


def _is_granted(sentence: Sentence, length: Duration) -> bool:
    """Return whether somebody has or is given a length of time to do something, or it is that of a deadline."""
    after = lexis.OF_DEADLINE.match(sentence.text, length.end)
    if after is not None:
        return True
    given = lexis.GIVEN.search(sentence.text[max(0, length.start - 60) : length.start])
    return given is not None and lexis.TO_ACT.match(sentence.text, length.end) is not None


def _looks_ahead(sentence: Sentence, length: Duration, words: str) -> bool:
    """Return whether the verb of a clause looks ahead; "within" holds for whatever has not been done."""
    ahead = any(cue.search(words) for cue in (lexis.AHEAD, lexis.ORDERED))
    if length.lead == "within":
        done = tense_at(sentence.text, length.start) is False and not ahead
        return not done and (ahead or lexis.EVENT.search(words) is not None)
    now = length.lead == "in" and lexis.IN_FRONT.fullmatch(sentence.text, 0, length.start) is not None
    event = lexis.EVENT.search(words) is not None
    if length.lead == "in" and lexis.BOUND.search(words):
        return True
    return event and (ahead or (now and tense_at(sentence.text, length.end) is not False))


def _base(sentence: Sentence, length: Duration) -> DateRange | None:
    """Return the day from which a length is counted: one told before it in its clause, else that of writing."""
    reference = sentence.thread.reference
    if reference is None:
        return None
    if length.lead not in _LEADS:
        near = [d.value for d in sentence.event_dates if d.value and length.start - 60 < d.start < length.start]
        near = [v for v in near if v.end <= reference and (v.end - v.start).days <= _SHORT]
        if near:
            return near[-1]
    return single(reference)

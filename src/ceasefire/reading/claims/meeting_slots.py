"""The kind, the day and the place of a meeting, as its words stand in a sentence."""

from __future__ import annotations

import re

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange


def kind_of(words: str, core: str = "") -> str:
    for source in (core, words):
        for kind, pattern in lexis.KINDS:
            if source and pattern.search(source):
                return kind
    return "meeting"


def value_of(date: DateMention | None) -> DateRange | None:
    return date.value if date else None


def date_after(sentence: Sentence, start: int, limit: int, end: int) -> DateMention | None:
    """The date of the thing at start..end: the first after it in its clause, else the nearest one before."""
    usable = [
        d
        for d in sentence.event_dates
        if d.form not in ("window", "y-y") and d.role not in ("since", "until", "by", "before", "prior to")
    ]
    after = [d for d in usable if end - 2 <= d.start < limit or start <= d.start < end]
    if after and after[0].start - end <= 140:
        return after[0]
    before = [d for d in usable if d.end <= start]
    return before[-1] if before and start - before[-1].end <= 160 else None


def place_near(sentence: Sentence, near: int, limit: int | None = None) -> str | None:
    text = sentence.text
    places = tuple(
        p
        for p in sentence.places
        if p.level in (1, 2)
        and p.prep in ("in", "at", "near", "on", "outside", "aboard")
        and (limit is None or near - 90 <= p.start < limit)
        and not re.search(
            r", (?:\w+ing|which|where|who|that|but|while|and|after)\b"
            if p.start > near
            else r", (?:which|who|that|but|while|after)\b|; ",
            text[min(p.end, near) : max(p.start, near)],
        )
    )
    return best_place(text, places, near) if places else None

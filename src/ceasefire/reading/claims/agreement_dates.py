"""The days of an agreement: when it was made, from when it is in force, until when."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_ENDS: Final = frozenset(("until", "till", "through"))
_NOT_MADE: Final = frozenset(("until", "by", "no later than", "till", "before"))
_BEGINS: Final = frozenset(("since", "from", "starting", "as of", "starting from"))
_LENGTHS: Final = frozenset(("for", "lasting", "a", "an", "the"))
_BEFORE_NOUN_FORMS: Final = frozenset(("mdy", "dmy", "my", "y", "m"))
_SPOKEN = re.compile(r"announc|declar", re.I)
_AFTER_NOUN = re.compile(
    r",? ?\(?(?:\([\w/ -]+\) )?(?:of|from|dated|signed on|reached on|signed in|reached in|signed|concluded on|on)? ?(?:the )?"
)
_BEFORE_NOUN = re.compile(r"(?:'s)? ?(?:[\w-]+ ){0,3}")
_IN_FORCE = re.compile(
    rf"\b{lexis.FORCE}\b|\beffective (?:from|on|as of)|\b(?:starting|beginning|to (?:begin|start)|from midnight"
    rf"|starts|start|begin|begins|commenc\w+)\b",
    re.I,
)
_FORCE = re.compile(lexis.FORCE, re.I)
_EXPIRES = re.compile(r"expir\w+ (?:on|at|in)(?: \w+)? ?$", re.I)
_FOR_A_TIME = re.compile(r"for|lasting|period|-")
_TALKS = re.compile(r"\b(?:talks|meeting|round|summit)\b")
_MADE = re.compile(r"agree|announc|reach|sign", re.I)


def value_of(date: DateMention | None) -> DateRange | None:
    """Return the days of a date, if there is one."""
    return date.value if date else None


def verb_of(match: re.Match[str]) -> str:
    """Return the verb of a match in small letters; empty where its pattern has none."""
    return match["verb"].lower() if "verb" in match.re.groupindex else ""


def date_for(sentence: Sentence, match: re.Match[str], rule: str) -> DateMention | None:
    """Return the date that belongs to a match: beside the noun for "the agreement of ...", else the first after the verb."""
    dates = sentence.dates if _SPOKEN.match(verb_of(match)) else sentence.event_dates
    usable = [d for d in dates if d.form != "window" and d.role not in _NOT_MADE]
    if rule == "agreements/dated":
        return next((d for d in usable if _beside_noun(sentence.text, match, d)), None)
    after = [d for d in usable if d.start >= match.start() and d.start - match.end() <= 110]
    before = [d for d in usable if d.end <= match.start()]
    return after[0] if after else before[-1] if before else None


def _beside_noun(text: str, match: re.Match[str], date: DateMention) -> bool:
    """Whether a date stands right after the noun ("the accord of 3 May") or right before it ("the 3 May accord")."""
    noun = match.end("noun")
    if date.start >= noun and _AFTER_NOUN.fullmatch(text[noun : date.start].lstrip("\"'")):
        return True
    before = date.end <= match.start() and date.form in _BEFORE_NOUN_FORMS
    return before and _BEFORE_NOUN.fullmatch(text[date.end : match.start()]) is not None


def start_of(sentence: Sentence, match: re.Match[str]) -> DateRange | None:
    """Return the day right after a match such as "a truce from"."""
    return next((d.value for d in sentence.event_dates if d.value and -2 <= d.start - match.end() <= 40), None)


def day_made(sentence: Sentence, match: re.Match[str]) -> DateRange | None:
    """Return the day of the talks at which something was agreed, else the day it was announced; None where neither is told."""
    if find_rounds(sentence.text) or _TALKS.search(sentence.text[:120]):
        held = sentence.thread.meeting_date
        if held:
            return held
    if not _MADE.search(match[0]):
        return None
    return next((d.value for d in sentence.dates if d.start in sentence.speech_dates and d.value), None)


def days_in_force(
    sentence: Sentence, match: re.Match[str], date: DateMention | None
) -> tuple[DateRange | None, DateRange | None]:
    """Return from when an agreement is in force and when it ends; None where not told."""
    effective = _effective(sentence, match, date)
    return effective, _expiry(sentence, match) or _runs_out(sentence, match, effective or value_of(date))


def _effective(sentence: Sentence, match: re.Match[str], date: DateMention | None) -> DateRange | None:
    verb = verb_of(match)
    hit = _IN_FORCE.search(sentence.text[match.start() :])
    if hit:
        later = _first_after(sentence, match.start() + hit.end())
        return later or (value_of(date) if _FORCE.search(verb) else None)
    truce = "noun" in match.re.groupindex and lexis.TRUCE_STOPS.search(match["noun"])
    begun = date is not None and (date.role in _BEGINS or verb in ("began", "begun"))
    return value_of(date) if truce and begun else None


def _first_after(sentence: Sentence, at: int) -> DateRange | None:
    days = (d.value for d in sentence.event_dates if at - 12 <= d.start <= at + 60 and d.role not in _ENDS)
    return next((day for day in days if day), None)


def _expiry(sentence: Sentence, match: re.Match[str]) -> DateRange | None:
    """The last day told as an end, after the match or right after "expires on"."""
    found = None
    for d in sentence.event_dates:
        ends = d.role in (*_ENDS, "ending") and d.value is not None and d.start > match.start()
        if ends or _EXPIRES.search(sentence.text[max(0, d.start - 20) : d.start]):
            found = d.value
    return found


def _runs_out(sentence: Sentence, match: re.Match[str], base: DateRange | None) -> DateRange | None:
    """The day on which "for 72 hours" from the day it was made or took effect ends."""
    for length in sentence.durations:
        told = _FOR_A_TIME.search(sentence.text[max(0, length.start - 12) : length.end])
        if base and told and length.start > match.start() - 40 and length.lead in _LENGTHS:
            end = shift(base.start, length.amount, length.unit)
            return single(end) if end else None
    return None

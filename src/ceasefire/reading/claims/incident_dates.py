"""When an incident was: the nearest day its sentence names, else that of the heading, of the incident before; never that of speech."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.incident_causes import Span, is_of_another_act
from ceasefire.reading.mentions.dates.calendar_math import ONE_DAY
from ceasefire.reading.mentions.dates.in_sentence import RUNS, DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange
from ceasefire.reading.text.fold import lower
from ceasefire.reading.text.segment import UnitKind

_BESIDE: Final = frozenset(("since", "until", "by", "before", "as of", "prior to", "after", "following", "as at"))
"""Words before a date that is not the day of the incident."""
_FINE: Final = 10
"""A date of more days than this is taken only where no finer one stands; chosen by hand, not measured."""
_NEAR_INCIDENT, _NEAR_LATER = 3, 9
_REACH: Final = 2
"""Sentences for which a town of the paragraph is where things are; chosen by hand, not measured."""
_TIME: Final = re.compile(r"\(?\d{1,2}[:.h]\d{2}\b")
_BARE_HOUR: Final = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?: ?(?:hrs?|hours|h))? ?[-:|\u2013] ")
"""An hour written as "0715" at the head of a line."""
_PLACE_AND_HOUR: Final = re.compile(
    r" *(?:(?:[-*]|\(?\w{1,2}[.)]) )?[A-Z][\w' -]{2,40}, (?:(?:about|around|approx\.?|at) )?\d{1,2}[:.h]\d{2}(?: ?(?:hrs?|h))?[.:]"
)
"""A line headed by a place and an hour: "b) Orvan, 14:15."."""
_DAILY: Final = 2
_CLOCK: Final = re.compile(
    r"(?:At (?:approximately |about |around |roughly )?|\d{1,2} ?\| ?)?\(?(?P<hour>[01]?\d|2[0-3])[:.h]?"
    r"(?P<minute>[0-5]\d)(?! ?(?:\d|people|cases|persons))"
)
_HOUR_ROW: Final = re.compile(
    r"(?:\d{1,3} ?\| ?)?(?:[01]?\d|2[0-3])[:.h]?[0-5]\d(?: ?- ?\d{2}[:.h]?\d{2})? ?(?:hrs?|h)? ?\| ?[A-Z]"
)
_OWN_LEAD: Final = re.compile(r"(?:in|on) ")
"""What a date of some forms begins with itself: "in 2019"."""
_NEW_DAY: Final = 6
"""The hour from which a log of a day and a night is of its first day."""
_BEFORE_DATELINE: Final = re.compile(r"[A-Z][A-Z' .-]{2,}(?:[,/] ?[A-Z][\w' .-]+)?(?: \([^)]{2,40}\))?,? ?(?:on )?$")
_AFTER_DATELINE: Final = re.compile(r"(?: \([^)]{2,40}\))? ?(?:--|[-:\u2013\u2014])")


def is_start(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date tells since when something goes on: "since May 6", "the war that broke out on April 15"."""
    own = _OWN_LEAD.match(sentence.text, date.start)
    before = sentence.text[max(0, date.start - 100) : own.end() if own else date.start]
    return _begins(before, sentence.text[date.end : date.end + 100])


@lru_cache(maxsize=1024)
def _begins(before: str, after: str) -> bool:
    event = lexis.SINCE_EVENT.search(before) and not lexis.IN_WHICH.match(after)
    return bool((lexis.START.search(before[-70:]) and not lexis.ACT_BEGAN.search(before)) or event)


def is_short(date: DateMention, days: int) -> bool:
    """Return whether a date is resolved and from its first to its last day are at most so many days."""
    return date.value is not None and (date.value.end - date.value.start).days <= days


def incident_date(sentence: Sentence, told: Span, zone: Span, clause: Span) -> DateRange | None:
    """Return the day of the incident that is `told` there, looked for in a zone of the sentence and in its clause first."""
    usable = _in_zone(sentence, zone) or [d for d in sentence.event_dates if _tells_when(sentence, d)]
    usable = [d for d in usable if not is_of_another_act(sentence, told[0], d.start)]
    return _nearest(sentence, usable, told, clause) if usable else _from_around(sentence)


def _nearest(sentence: Sentence, usable: list[DateMention], told: Span, clause: Span) -> DateRange | None:
    """Return the nearest of several dates, a fine one, one of no dateline and one of the act's own clause before all others."""
    usable = [d for d in usable if not _is_dateline(sentence, d)] or usable
    fine = [d for d in usable if is_short(d, _FINE)] or usable
    fine = [d for d in fine if clause[0] <= d.start < clause[1]] or fine
    return _told_then(sentence, min(fine, key=lambda d: (_distance(d, *told), abs(d.start - told[0]))))


def _distance(date: DateMention, start: int, end: int) -> int:
    """Return how many characters stand between a date and the words from one offset to another."""
    return max(start - date.end, date.start - end, 0)


def _told_then(sentence: Sentence, date: DateMention) -> DateRange | None:
    """Return what a date means; "overnight" is the night before the day on which it was said."""
    said = next((d.value for d in sentence.dates if d.start in sentence.speech_dates and d.form == "weekday"), None)
    if said is None or not _is_overnight(sentence, date):
        return date.value
    last_night = sentence.text[date.start : date.end].lower() == "last night"
    return DateRange(start=said.start - ONE_DAY, end=said.start - ONE_DAY if last_night else said.start)


def _from_around(sentence: Sentence) -> DateRange | None:
    """Return the day that the text around a sentence without one gives to it."""
    thread = sentence.thread
    if lexis.EARLIER.search(sentence.text):
        return None
    found = thread.heading_date or _of_incident_before(sentence) or of_town(sentence)
    return found or _of_question(sentence) or of_hour(sentence) or _of_report(thread.period) or _of_lead(sentence)


def of_town(sentence: Sentence) -> DateRange | None:
    """Return the day of the sentence that named the town of the paragraph, where a sentence tells a toll and no place."""
    day = sentence.thread.town_day if sentence.casualties else None
    return day if in_paragraph(sentence) and day is not None and (day.end - day.start).days <= _DAILY else None


def in_paragraph(sentence: Sentence) -> bool:
    """Return whether the paragraph has named a town and the sentence names no place: "She said that a shell had struck her garden"."""
    block, index = sentence.thread.town_at
    near = block == sentence.unit.block and sentence.index - index <= _REACH and not lexis.ANOTHER.search(sentence.text)
    return near and not any(p.level <= 3 for p in sentence.places)


def _of_question(sentence: Sentence) -> DateRange | None:
    """Return the day that the question named which a sentence answers."""
    asked = sentence.thread.asked
    return asked.day if asked and 0 < sentence.index - asked.sentence <= _NEAR_INCIDENT else None


def _is_dateline(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date is that of the dateline in front of a sentence, which tells when it was written."""
    text = sentence.text
    before = _BEFORE_DATELINE.match(text[: date.start])
    return before is not None and _AFTER_DATELINE.match(text, date.end) is not None


def of_hour(sentence: Sentence) -> DateRange | None:
    """The day of a line of a log that begins with its hour: that of the log, of a day and a night the one that has the hour."""
    clock, thread = _CLOCK.match(sentence.text), sentence.thread
    if clock and thread.period and (thread.period.end - thread.period.start).days == 1:
        day = thread.period.start if int(clock["hour"]) >= _NEW_DAY else thread.period.end
        return DateRange(start=day, end=day)
    if thread.today is None or not begins_with_hour(sentence):
        return None
    return DateRange(start=thread.today, end=thread.today)


def begins_with_hour(sentence: Sentence) -> bool:
    """Return whether the line of a sentence begins with an hour, as those of a chat and of a live report do."""
    text = sentence.thread.folded
    start = text.rfind("\n", 0, sentence.unit.start) + 1
    return any(pattern.match(text, start) for pattern in (_TIME, _BARE_HOUR, _PLACE_AND_HOUR))


def is_of_a_part(sentence: Sentence, date: DateMention, near: int = 0) -> bool:
    """Return whether a date is that of a part of a sum over a time, told at offset `near`: "have killed 17, including two on Friday"."""
    part = lexis.OF_A_PART.search(sentence.text[: date.start])
    return (
        part is not None and near <= part.start() and lexis.WAR.search(lower(sentence.text[: part.start()])) is not None
    )


def _tells_when(sentence: Sentence, date: DateMention) -> bool:
    written = sentence.thread.reference
    if date.value is None or date.role in _BESIDE or (written is not None and date.value.start > written):
        return False
    return not is_start(sentence, date) and not is_of_a_part(sentence, date)


def _in_zone(sentence: Sentence, zone: tuple[int, int]) -> list[DateMention]:
    inside = [
        d
        for d in sentence.event_dates
        if zone[0] <= d.start < zone[1]
        and (d.role != "from" or d.form in RUNS)
        and d.form != "window"
        and _tells_when(sentence, d)
    ]
    return inside if len(inside) < 2 else [d for d in inside if not _is_overnight(sentence, d)]


def _is_overnight(sentence: Sentence, date: DateMention) -> bool:
    return date.form == "today" and sentence.text[date.start : date.end].lower() in ("overnight", "last night")


def _of_incident_before(sentence: Sentence) -> DateRange | None:
    """The day of the incident told just before in the same paragraph, or where "elsewhere", "also" and the like put this one beside it."""
    last = sentence.thread.incident
    reach = _NEAR_LATER if lexis.LATER.match(sentence.text) else _NEAR_INCIDENT
    if last is None or sentence.index - last.sentence > reach:
        return None
    elsewhere = any(p.level <= 2 and p.prep and p.text not in (last.claim.place or "") for p in sentence.places)
    goes_on = sentence.unit.block == last.block and sentence.index - last.sentence == 1 and not elsewhere
    return last.claim.date if goes_on or lexis.SAME_DAY.search(sentence.text) else None


def _of_report(period: DateRange | None) -> DateRange | None:
    """The day that a daily report covers."""
    return period if period and (period.end - period.start).days <= _DAILY else None


def _of_lead(sentence: Sentence) -> DateRange | None:
    """The day or the last 24 hours that the lead of a bulletin, or the head of a line in a log, names for what follows."""
    lead = sentence.thread.lead
    if lead is None:
        return None
    behind = sentence.index - lead.sentence == 1 and bool(sentence.casualties) and not sentence.places
    if not (lead.head or behind or lexis.TAKES_UP.match(sentence.text)):
        return None
    return lead.day if 0 <= sentence.unit.block - lead.block <= lead.reach else None


def is_hour_row(sentence: Sentence) -> bool:
    """Return whether a row of cells is a line of a log: its first cell, or the one after its number, is an hour."""
    return _HOUR_ROW.match(sentence.text) is not None


def is_log(sentence: Sentence) -> bool:
    """Return whether a sentence is a line of a log: a bullet, a line that begins with the time, or one without a verb."""
    if sentence.unit.kind is UnitKind.BULLET or _TIME.match(sentence.text):
        return True
    return (not sentence.is_heading or sentence.is_alone) and not any(c.group.finite for c in sentence.analysis.clauses)

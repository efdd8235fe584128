"""Days of an agreement told without their year or week, which were read as gone by and are still to come."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.dates.calendar_math import shift
from ceasefire.reading.mentions.dates.in_sentence import RUNS, DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_HAS: Final = re.compile(r"\b(?:has|have|had) (?:\w+ly |also |now |already )*$")
_YEAR: Final = re.compile(r"\b\d{4}\b")
_LONG_AGO: Final = 200
_SOON: Final = 60
_TOO_EARLY: Final = 120
"""Days by which a day without a year may come too early before the next year is meant; both chosen by hand, not measured."""


def in_its_week(sentence: Sentence, date: DateMention, value: DateRange, telling: Telling | None) -> DateRange:
    """Return a weekday in the week to come where the text tells in the present what begins or ends on it."""
    if date.form != "weekday" or telling is None or telling.act not in (Act.STARTS, Act.ENDS):
        return value
    reference, mention = sentence.thread.reference, telling.mention
    gone = reference is not None and value.end < reference
    if not gone or mention is None or mention.tense is not Tense.PRESENT:
        return value
    return value if _HAS.search(sentence.text, 0, mention.trigger[0]) else _moved(value, "week")


def in_its_year(
    sentence: Sentence,
    date: DateMention,
    part: str,
    value: DateRange,
    found: dict[str, DateRange],
    telling: Telling | None,
) -> DateRange:
    """Return a day told without its year in the year in which it can be: after the agreement was made, and not long gone."""
    if part == "made" or _YEAR.search(sentence.text, date.start, date.end):
        return value
    ahead, made, reference = (
        _moved(value, "year"),
        found.get("effective") or found.get("made"),
        sentence.thread.reference,
    )
    if made is None:
        return ahead if date.role != "since" and _is_long_gone(sentence, value, telling) else value
    late = value.end < made.start and (made.start - value.start).days > _TOO_EARLY
    return ahead if late and reference is not None else value


def run_in_its_year(sentence: Sentence, date: DateMention, value: DateRange) -> DateRange:
    """Return "from 4 May to 30 May" in this year where it has begun, though it has not ended; a label's day in the year gone by."""
    reference = sentence.thread.reference
    if (
        reference is not None
        and lexis.LABELLED.match(sentence.text, date.end)
        and (value.start - reference).days > _LONG_AGO
    ):
        return _moved(value, "year", -1)
    if date.form not in RUNS or reference is None or _YEAR.search(sentence.text, date.start, date.end):
        return value
    ahead = _moved(value, "year")
    soon = (ahead.start - reference).days <= _SOON and (reference - value.end).days > _LONG_AGO
    return ahead if soon else value


def _is_long_gone(sentence: Sentence, end: DateRange, telling: Telling | None) -> bool:
    reference = sentence.thread.reference
    mention = telling.mention if telling else None
    past = (
        telling is not None
        and telling.act in (Act.ENDS, Act.STARTS)
        and mention is not None
        and mention.tense is Tense.PAST
    )
    return reference is not None and not past and (reference - end.end).days > _LONG_AGO


def _moved(value: DateRange, unit: str, number: int = 1) -> DateRange:
    first, last = shift(value.start, number, unit), shift(value.end, number, unit)
    return DateRange(start=first, end=last) if first and last else value

"""What the text expects: meetings to come, deadlines, releases, withdrawals and reports with their dates."""

from __future__ import annotations

import datetime as dt
import re

from ceasefire.reading.claims import expected_patterns as lexis
from ceasefire.reading.claims.expected_slots import (
    actors_in,
    clause_of,
    date_ahead,
    days_ahead,
    days_within,
    place_in,
    process_place,
)
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality


def read_expected(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says is to come; a date, an ordinal or a named next meeting must stand with it."""
    text = sentence.text
    if sentence.is_heading:
        return []
    claims = _upcoming_rounds(sentence)
    if claims:
        return claims
    if not sentence.future and not lexis.ORDERED.search(text):
        return _dated_ahead(sentence)
    for match in lexis.AHEAD.finditer(text):
        clause = clause_of(text, match.start(), match.end())
        claim = _claim(sentence, match, clause)
        if claim:
            return [claim]
    return _next(sentence) or _dated_ahead(sentence)


def _dated_ahead(sentence: Sentence) -> list[Claim]:
    """A day after the day of writing, or a deadline not yet past, makes a thing expected whatever the verb."""
    reference, text = sentence.thread.reference, sentence.text
    if reference is None or lexis.RULES_OUT.search(text):
        return []
    for date in sentence.event_dates:
        if date.value is None or date.form in _NOT_AHEAD:
            continue
        clause = clause_of(text, date.start, date.end)
        event = lexis.EVENT.search(text, *clause)
        due = date.role in _DEADLINES and date.value.end >= reference
        if due and (event or sentence.future):
            ahead = True
        else:
            ahead = event is not None and _is_later(date.value, reference, text)
        if ahead and not lexis.EXPIRY.search(text[clause[0] : date.start]):
            return [_dated(sentence, date, clause, event, due=due)]
    return []


def _is_later(value: DateRange, reference: dt.date, text: str) -> bool:
    """Whether days of a month at most lie after the day of writing; "To ..." may begin on that day."""
    begun = value.start == reference and lexis.TO_DO.match(text)
    return bool(value.start > reference or begun) and (value.end - value.start).days <= 31


def _dated(
    sentence: Sentence, date: DateMention, clause: tuple[int, int], event: re.Match[str] | None, *, due: bool
) -> Claim:
    text = sentence.text
    source, basis = sentence.source(date.start)
    return sentence.draft(
        ClaimType.EXPECTED,
        *clause,
        "expected/dated",
        what=" ".join(text[event.start() : event.end() + 40].split()) if event else text[slice(*clause)][:80],
        date=date.value,
        place=place_in(sentence, clause),
        actors=actors_in(sentence, clause),
        deadline=date.value if due else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


_DEADLINES = frozenset(("by", "no later than", "until", "before"))


_NOT_AHEAD = frozenset(("window", "y", "y-y", "rel-unit", "rel-year-part", "later-day"))


def _claim(sentence: Sentence, match: re.Match[str], clause: tuple[int, int]) -> Claim | None:
    text = sentence.text[clause[0] : clause[1]]
    date = date_ahead(sentence, clause, match.start())
    within = days_within(sentence, clause) if date is None else None
    if not _to_come(sentence, match, text, date, within):
        return None
    source, basis = sentence.source(match.start())
    value = days_ahead(sentence, date) or within
    rounds = find_rounds(text)
    return sentence.draft(
        ClaimType.EXPECTED,
        *clause,
        "expected/ahead",
        what=_what(text, lexis.EVENT.search(text)),
        date=value,
        place=place_in(sentence, clause) or process_place(sentence, rounds),
        round=rounds[0][2] if rounds else None,
        actors=actors_in(sentence, clause),
        deadline=value if date and date.role in _DEADLINES else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


def _to_come(
    sentence: Sentence, match: re.Match[str], text: str, date: DateMention | None, within: DateRange | None
) -> bool:
    """Whether a clause with a word of the future tells of one thing to come, by its date or as a meeting."""
    if lexis.LASTS.match(sentence.text[match.start() :]) or lexis.RULES_OUT.search(text):
        return False
    if date is None and within is None:
        return bool(lexis.EVENT.search(text)) and _meeting_to_come(match["will"].lower(), text)
    reference, value = sentence.thread.reference, date.value if date else None
    if value and reference and value.end < reference:
        return False
    later = bool(value and reference and value.start > reference)
    return later or _is_bound(date, within) or lexis.EVENT.search(text) is not None


def _is_bound(date: DateMention | None, within: DateRange | None) -> bool:
    return within is not None or (date is not None and date.role in ("by", "no later than"))


def _meeting_to_come(will: str, text: str) -> bool:
    if not lexis.MEETING.search(text) or lexis.VAGUE.search(text):
        return False
    named = lexis.NEXT.search(text) or find_rounds(text) or lexis.WILL_MEET.search(text)
    return bool(named) or will.startswith(("is to", "are to", "agreed to", "promised to", "will meet"))


def _what(text: str, event: re.Match[str] | None) -> str:
    rounds = find_rounds(text)
    if rounds:
        return text[rounds[0][0] : rounds[0][1]]
    if event is None:
        return text[:90].strip()
    return " ".join(text[max(0, event.start() - 30) : event.end() + 30].split())


def _upcoming_rounds(sentence: Sentence) -> list[Claim]:
    claims = []
    text = sentence.text
    for start, end, number, _ in find_rounds(text):
        around = text[max(0, start - 60) : min(len(text), end + 80)]
        after = text[end : end + 90]
        if lexis.HELD.search(after) or (
            re.search(r"\b(?:after|during|following|at|in) (?:the )?$", text[max(0, start - 20) : start], re.I)
            and not re.search(r"\bwill\b|expected|scheduled", after)
        ):
            continue
        if not re.search(
            rf"\b(?:{lexis.WILL}|(?:has|have) been announced|upcoming|next|discussed|agenda|prepar\w+|ahead of"
            rf"|forthcoming|date for)\b",
            around,
            re.I,
        ):
            continue
        clause = clause_of(text, start, end)
        date = date_ahead(sentence, clause, end)
        source, basis = sentence.source(start)
        claims.append(
            sentence.draft(
                ClaimType.EXPECTED,
                max(clause[0], start - 90 if start > 90 else 0),
                min(clause[1], max(end, date.end if date else 0) + 60),
                "expected/round",
                what=text[start:end],
                date=days_ahead(sentence, date),
                place=place_in(sentence, clause) or sentence.thread.process_place,
                round=number,
                attribution=source,
                basis=basis,
                modality=Modality.PLANNED,
            )
        )
    return claims[:1]


def _next(sentence: Sentence) -> list[Claim]:
    match = lexis.NEXT.search(sentence.text)
    if not match or match[0].lower().startswith(("new", "another", "follow")):
        return []
    clause = clause_of(sentence.text, match.start(), match.end())
    date = date_ahead(sentence, clause, match.start())
    reference = sentence.thread.reference
    if date is None or date.value is None or (reference and date.value.end <= reference):
        return []
    source, basis = sentence.source(match.start())
    return [
        sentence.draft(
            ClaimType.EXPECTED,
            *clause,
            "expected/next",
            what=match[0],
            date=date.value,
            place=place_in(sentence, clause),
            attribution=source,
            basis=basis,
            actors=actors_in(sentence, clause),
            modality=Modality.PLANNED,
        )
    ]

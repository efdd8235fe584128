"""Meetings that were held or are under way: rounds, talks, calls, visits, and chains of dates."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_doubts import is_doubtful
from ceasefire.reading.claims.meeting_rounds import chain_of, rounds_in
from ceasefire.reading.claims.meeting_slots import date_after, kind_of, place_near, value_of
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality


def read_meetings(sentence: Sentence) -> list[Claim]:
    """Find the meetings that a sentence tells as held; those to come are left to the reader of expected things."""
    text = sentence.text
    if sentence.is_heading or lexis.CANCELLED.search(text):
        return []
    low = text.lower()
    if not any(map(low.__contains__, lexis.BEGINNINGS)):
        return []
    _follow_process(sentence)
    return chain_of(sentence) or rounds_in(sentence) or _gatherings(sentence)


def _follow_process(sentence: Sentence) -> None:
    thread = sentence.thread
    for match in lexis.PROCESS.finditer(sentence.text):
        for place in sentence.places:
            if place.start == match.start("p") and place.level == 1:
                thread.process = thread.process_place = place.name
    for match in re.finditer(
        r"\b(?:talks|negotiations|rounds?|meetings?)\b[^.;]{0,60}?\b(?:in|held in)\b", sentence.text
    ):
        for place in sentence.places:
            if (
                place.level == 1
                and place.known
                and 0 <= place.start - match.end() <= 60
                and thread.process_place is None
            ):
                thread.process = thread.process_place = place.name


def _gatherings(sentence: Sentence) -> list[Claim]:
    """At most two gatherings of a sentence, of which a second must have a date of its own."""
    text = sentence.text
    claims: list[Claim] = []
    taken: list[tuple[int, int]] = []
    calls = ((lexis.AT, "meetings/at"),) if re.search(lexis.CALL, text[:80], re.I) else ()
    for pattern, rule in (
        *calls,
        (lexis.HELD, "meetings/held"),
        (lexis.MET, "meetings/met"),
        (lexis.AT, "meetings/at"),
    ):
        for match in pattern.finditer(text):
            if any(s < match.end() and match.start() < e for s, e in taken) or is_doubtful(sentence, match, rule):
                continue
            claim = _gathering(sentence, match, rule)
            if claims and (rule != "meetings/held" or claim.date is None or claim.date == claims[0].date):
                continue
            claims.append(claim)
            taken.append(match.span())
            if len(claims) == 2:
                return _apart(sentence, claims, taken)
    return [*claims, *_again(sentence, claims)]


def _again(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """ "... held in Amman on 25-28 May and again on 5-6 June": one more meeting of the same kind."""
    match = re.search(r"\b(?:and|then) (?:once )?again (?:on|in|from)(?: the)? ", sentence.text)
    date = next((d for d in sentence.event_dates if match and d.value and d.start >= match.end() - 2), None)
    if not claims or match is None or date is None or date.value == claims[0].date:
        return []
    more = sentence.draft(ClaimType.MEETING, match.start(), date.end, "meetings/again")
    return [
        msgspec.structs.replace(
            claims[0], quote=more.quote, start=more.start, end=more.end, rule=more.rule, date=date.value, round=None
        )
    ]


def _apart(sentence: Sentence, claims: list[Claim], taken: list[tuple[int, int]]) -> list[Claim]:
    """Two gatherings of one sentence, each with a quote of its own around its words."""
    order = sorted(zip(taken, claims, strict=True), key=lambda pair: pair[0])
    cut = sentence.text.rfind(" ", 0, order[1][0][0])
    cut = sentence.text.rfind(",", 0, cut) if sentence.text.rfind(",", 0, cut) > order[0][0][1] else cut
    spans = ((0, cut), (cut, len(sentence.text)))
    return [_requoted(sentence, claim, *span) for (_, claim), span in zip(order, spans, strict=True)]


def _requoted(sentence: Sentence, claim: Claim, start: int, end: int) -> Claim:
    fresh = sentence.draft(ClaimType.MEETING, start, end, claim.rule)
    return msgspec.structs.replace(claim, quote=fresh.quote, start=fresh.start, end=fresh.end)


def _gathering(sentence: Sentence, match: re.Match[str], rule: str) -> Claim:
    text = sentence.text
    actors = participants(sentence, 0, len(text))
    date = date_after(sentence, match.start(), len(text), match.end())
    kind = kind_of(text[max(0, match.start() - 30) : match.end() + 30], match[0])
    if len(actors) == 2 and (kind == "meeting" or (kind == "talks" and lexis.BILATERAL.search(match[0]))):
        kind = "bilateral"
    start, end = _extent(sentence, match, date)
    return sentence.draft(
        ClaimType.MEETING,
        start,
        end,
        rule,
        kind=kind,
        date=_since(sentence, match.end()) or value_of(date),
        place=_gathering_place(sentence, match),
        actors=actors,
        status="held",
        modality=Modality.HELD,
        process=sentence.thread.process if kind in ("round", "talks") else None,
    )


def _gathering_place(sentence: Sentence, match: re.Match[str]) -> str | None:
    """The place beside a gathering; talks and rounds of which none is told are held where their process is."""
    process = sentence.thread.process_place if re.search(r"\btalks|\bround", match[0], re.I) else None
    return place_near(sentence, match.start()) or process


def _since(sentence: Sentence, end: int) -> DateRange | None:
    """From a day told with "since" right after the words up to the day of writing: a meeting that goes on."""
    reference = sentence.thread.reference
    days = (d.value for d in sentence.event_dates if d.role == "since" and d.value and 0 <= d.start - end <= 40)
    first = next(days, None)
    return DateRange(start=first.start, end=reference) if first and reference and reference >= first.start else None


def _extent(sentence: Sentence, match: re.Match[str], date: DateMention | None) -> tuple[int, int]:
    text = sentence.text
    start = max((text.rfind(mark, 0, match.start()) + 1 for mark in (";", '"')), default=0)
    stop = [
        text.find(mark, max(match.end(), date.end if date else 0))
        for mark in (";", '"', ", saying", ", which", ", where")
    ]
    end = min((s for s in stop if s > 0), default=len(text))
    if end - start > 320:
        end = min(end, max(match.end(), date.end if date else 0) + 60)
        end = text.rfind(" ", 0, end) if end < len(text) else end
    return start, end

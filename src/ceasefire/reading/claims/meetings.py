"""Meetings that were held or are under way: rounds, talks, calls, visits, and chains of dates."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from ceasefire.reading.claims import meeting_words as lexis
from ceasefire.reading.claims.meeting_doubts import is_doubtful
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_STEMS = (
    "meet", "met", "talk", "round", "negotiat", "summit", "conferenc", "session", "consult", "discuss", "dialogue", "call", "phone", "host", "visit",
    "gather", "chair", "conven", "forum", "spoke", "conversation", "sat down", "workshop", "seminar", "received", "cycle",
)  # fmt: skip


def read_meetings(sentence: Sentence) -> list[Claim]:
    """Find the meetings that a sentence tells as held; those to come are left to the reader of expected things."""
    text = sentence.text
    if sentence.is_heading or lexis.CANCELLED.search(text):
        return []
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return []
    _follow_process(sentence)
    return _chain(sentence) or _rounds(sentence) or _gatherings(sentence)


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


def _chain(sentence: Sentence) -> list[Claim]:
    """ "Three rounds took place on March 3-4, April 7-8 ...": one meeting for each date."""
    match = lexis.CHAIN.search(sentence.text)
    if not match or (sentence.future and not _TOOK_PLACE.search(match[0])):
        return []
    dates = _row_of_days(sentence, match.start())
    if not dates:
        return []
    rounds = "round" in match[0].lower()
    place = _place(sentence, match.start()) or sentence.thread.process_place
    first = dates[0].start
    if first - match.end() < 12:
        first = match.end() - len(match[0].split()[-1])
    starts = [first, *(d.start for d in dates[1:])]
    return [
        sentence.draft(
            ClaimType.MEETING,
            start,
            date.end,
            "meetings/chain",
            kind="round" if rounds else "talks",
            round=number if rounds else None,
            date=date.value,
            place=place,
            status="held",
            process=sentence.thread.process,
        )
        for number, (start, date) in enumerate(zip(starts, dates, strict=True), 1)
    ]


def _row_of_days(sentence: Sentence, start: int) -> list[DateMention]:
    """Three days or more that follow one another from a place on; empty where they are fewer or stand apart."""
    dates = [d for d in sentence.event_dates if d.start >= start and d.form in _DAY_FORMS]
    apart = any(b.start - a.end > 12 for a, b in pairwise(dates))
    return [] if apart or len(dates) < 3 else dates


_TOOK_PLACE = re.compile(r"\b(?:took place|were held|have been held)\b")
_DAY_FORMS = frozenset(("md-dy", "mdy", "d-dmy", "dmy", "dmy-dmy", "mdy-mdy"))


def _rounds(sentence: Sentence) -> list[Claim]:
    """ "The third round ... was held on March 14-15": ordinals name the meeting."""
    claims = []
    found = find_rounds(sentence.text)
    for index, (start, end, number, noun) in enumerate(found):
        limit = found[index + 1][0] if index + 1 < len(found) else len(sentence.text)
        if not _is_past_round(sentence, start, end, limit):
            continue
        date = _date_after(sentence, start, limit, end)
        kind = (
            "round"
            if noun in ("round", "talk", "cycle") or (sentence.thread.process and noun == "meeting")
            else _kind(sentence.text[start : end + 40])
        )
        actors = participants(sentence, 0, limit) if len(found) == 1 else ()
        stop = max(end, date.end if date else 0, _verb_end(sentence.text, end, limit))
        begin = _left_edge(sentence.text, start)
        claims.append(
            sentence.draft(
                ClaimType.MEETING,
                begin,
                stop,
                "meetings/round",
                kind=kind,
                round=number,
                date=_value(date),
                place=_round_place(sentence, start, end, limit) or sentence.thread.process_place,
                process=sentence.thread.process,
                actors=actors,
                status="held",
            )
        )
    return claims


def _round_place(sentence: Sentence, start: int, end: int, limit: int) -> str | None:
    """The place a round was held in: named right before it, or after it in the same clause."""
    text = sentence.text
    here = tuple(
        p
        for p in sentence.places
        if p.level in (1, 2)
        and p.prep in ("in", "at", "aboard", "on")
        and start - 60 <= p.start < limit
        and not re.search(r"[,;]|\bagree|\bon the\b", text[min(p.end, end) : max(p.start, end)])
    )
    return best_place(text, here, start) if here else None


def _verb_end(text: str, end: int, limit: int) -> int:
    match = re.search(r"\b(?:took place|(?:was|were) held|concluded|ended|began|opened)\b", text[end:limit])
    return end + match.end() if match and match.start() < 100 else end


def _left_edge(text: str, start: int) -> int:
    match = re.search(
        r"(?:\b(?:At|In|During|After|Following|at|in|during|after|following) (?:the end of )?)?(?:\b[Tt]he "
        r"|\ba )?(?:conclusion of the )?$",
        text[max(0, start - 40) : start],
    )
    return start - len(match[0]) if match else start


def _is_past_round(sentence: Sentence, start: int, end: int, limit: int) -> bool:
    text = sentence.text
    around, after = text[max(0, start - 60) : start], text[end : min(limit, end + 120)]
    if re.match(r"[^,;]{0,60}\b(?:took place|(?:was|were) (?:held|convened|hosted))\b", after):
        return True
    if re.search(
        r"\b(?:upcoming|next|forthcoming|planned|scheduled|prepar\w+ for|ahead of|agenda of|date (?:of|for)"
        r"|before|discussed|until|hold|convene|expected)\b[^,;]{0,50}$",
        around,
        re.I,
    ):
        return False
    held = re.search(
        r"\b(?:took place|(?:was|were) (?:held|convened|hosted)|concluded|ended|began|opened|resulted|resumed"
        r"|closed|started|produced|failed|saw|brought|yielded|wrapped)\b",
        after,
    )
    led = re.search(
        r"\b(?:it was|this was|was|closing|for|at|in|during|after|following|since|attended|held|concluded|hosted"
        r"|completed|convened|opened|chaired|wrapped up|ended|end of|conclusion of)\b[^,;]{0,45}$",
        around,
        re.I,
    )
    if modality.is_future(text[max(0, start - 30) : min(limit, end + 60)]) and not held:
        return False
    return bool(held or led)


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
    date = _date_after(sentence, match.start(), len(text), match.end())
    kind = _kind(text[max(0, match.start() - 30) : match.end() + 30], match[0])
    if len(actors) == 2 and (kind == "meeting" or (kind == "talks" and lexis.BILATERAL.search(match[0]))):
        kind = "bilateral"
    start, end = _extent(sentence, match, date)
    return sentence.draft(
        ClaimType.MEETING,
        start,
        end,
        rule,
        kind=kind,
        date=_since(sentence, match.end()) or _value(date),
        place=_gathering_place(sentence, match),
        actors=actors,
        status="held",
        modality=Modality.HELD,
        process=sentence.thread.process if kind in ("round", "talks") else None,
    )


def _gathering_place(sentence: Sentence, match: re.Match[str]) -> str | None:
    """The place beside a gathering; talks and rounds of which none is told are held where their process is."""
    process = sentence.thread.process_place if re.search(r"\btalks|\bround", match[0], re.I) else None
    return _place(sentence, match.start()) or process


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


def _kind(words: str, core: str = "") -> str:
    for source in (core, words):
        for kind, pattern in lexis.KINDS:
            if source and pattern.search(source):
                return kind
    return "meeting"


def _value(date: DateMention | None) -> DateRange | None:
    return date.value if date else None


def _date_after(sentence: Sentence, start: int, limit: int, end: int) -> DateMention | None:
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


def _place(sentence: Sentence, near: int, limit: int | None = None) -> str | None:
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

"""Rounds: "the third round was held on ...", and chains of dates, one meeting each."""

from __future__ import annotations

import re
from itertools import pairwise

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_slots import date_after, kind_of, place_near, value_of
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType


def chain_of(sentence: Sentence) -> list[Claim]:
    """ "Three rounds took place on March 3-4, April 7-8 ...": one meeting for each date."""
    match = lexis.CHAIN.search(sentence.text)
    if not match or (sentence.future and not _TOOK_PLACE.search(match[0])):
        return []
    dates = _row_of_days(sentence, match.start())
    if not dates:
        return []
    rounds = "round" in match[0].lower()
    place = place_near(sentence, match.start()) or sentence.thread.process_place
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


def rounds_in(sentence: Sentence) -> list[Claim]:
    """ "The third round ... was held on March 14-15": ordinals name the meeting."""
    claims = []
    found = find_rounds(sentence.text)
    for index, (start, end, number, noun) in enumerate(found):
        limit = found[index + 1][0] if index + 1 < len(found) else len(sentence.text)
        if not _is_past_round(sentence, start, end, limit):
            continue
        date = date_after(sentence, start, limit, end)
        kind = (
            "round"
            if noun in ("round", "talk", "cycle") or (sentence.thread.process and noun == "meeting")
            else kind_of(sentence.text[start : end + 40])
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
                date=value_of(date),
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

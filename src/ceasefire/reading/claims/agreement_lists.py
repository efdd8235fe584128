"""Several agreements told by their days alone: "truces in 2012, 2015 and 2019", "one in May lasted a week; another, in July, a day"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange

_TO_FIRST: Final = re.compile(
    r"(?: (?:before|already|elsewhere))?(?: (?:came and went|followed|were (?:signed|agreed|tried|broken|made)|(?:have )?failed"
    r"|collapsed))?: (?:in |on |of )?|,? (?:\(|(?:of|in|from|on"
    r"|between \w+ and \w+ in|signed (?:in|on)|agreed (?:in|on)|reached (?:in|on)) )?(?:the )?"
)
_TO_NEXT: Final = re.compile(r"(?:,| and|, and| or|,? then)(?: again)?(?: (?:of|in|on|from))*(?: the)? ?")
_ANOTHER: Final = re.compile(
    r"\b(?:another|a (?:second|third|fourth|further|later|new|similar)(?: one| truce| ceasefire)?|the (?:second|third|last|next|other)(?: one)?)"
    r",? \(?(?:(?:of|in|on|from|signed in|agreed in|signed on) (?:the )?)?$"
    r"|(?:,| and| and another| and one) (?:in|at|near) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? \(?(?:on )?$"
)
_NOT_DAYS: Final = frozenset(("window", "y-y"))
_MOST: Final = 6


def told_apart(sentence: Sentence, pacts: tuple[Pact, ...], found: list[Claim]) -> list[Claim]:
    """Return the agreements of a sentence with those of a row of days in the place of the one that its noun made."""
    for pact in pacts:
        days = _row(sentence, pact) if _is_of_many(pact) else []
        if len(days) > 1:
            others = [c for c in found if not c.start <= pact.noun + sentence.unit.start < c.end]
            return [*others, *_each(sentence, pact, days)]
    return [*found, *_others(sentence, pacts, found)] if found and pacts else found


def _is_of_many(pact: Pact) -> bool:
    return pact.head.endswith("s") and not pact.head.endswith("hostilities") and not pact.is_weak


def _row(sentence: Sentence, pact: Pact) -> list[DateMention]:
    """Return the days that follow one another right behind a noun."""
    row: list[DateMention] = []
    at, joint = pact.end, _TO_FIRST
    for date in (d for d in sentence.dates if d.start >= pact.end):
        if date.value is None or date.form in _NOT_DAYS or not joint.fullmatch(sentence.text, at, date.start):
            break
        row.append(date)
        at, joint = date.end, _TO_NEXT
    return row[:_MOST]


def _each(sentence: Sentence, pact: Pact, days: list[DateMention]) -> list[Claim]:
    return [
        _claim(sentence, pact.start if date is days[0] else date.start, date.end, pact.kind, date.value)
        for date in days
    ]


def _others(sentence: Sentence, pacts: tuple[Pact, ...], found: list[Claim]) -> list[Claim]:
    """Return what "another, in 2017" adds to an agreement of the same sentence."""
    told = [claim.date for claim in found]
    return [
        _claim(sentence, match.start(), date.end, pacts[0].kind, date.value)
        for date in sentence.dates
        if date.value and date.value not in told and pacts[0].end < date.start
        for match in [_ANOTHER.search(sentence.text, pacts[0].end, date.start)]
        if match
    ]


def _claim(sentence: Sentence, start: int, end: int, kind: str, day: DateRange | None) -> Claim:
    return sentence.draft(ClaimType.AGREEMENT, start, end, "agreements/listed", kind=kind, date=day, status="agreed")

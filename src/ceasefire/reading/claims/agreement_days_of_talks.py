"""The day of an agreement that the words of the talks tell at which it was made, and not its own."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange

ENDS: Final = frozenset(("until", "till", "through", "ending", "up to"))
"""Words before the day on which an agreement ends."""
_AT_A_TABLE: Final = frozenset(
    (
        "sign",
        "initial",
        "adopt",
        "agree",
        "agree to",
        "agree on",
        "agree upon",
        "approve",
        "endorse",
        "decide",
        "settle on",
        "consent to",
        "extend",
        "prolong",
        "renew",
        "undertake",
        "set up",
        "establish",
    )
)
"""What those who meet do, so that a day is that of their meeting."""
_SINCE: Final = re.compile(r"\bsince\b")
"""Where a sentence looks back over a time, what it tells was not agreed at the meeting told last."""
_AND_THEN: Final = re.compile(
    r"(?: (?:in|at) (?:the )?[A-Z][\w' -]{2,30})?(?:, where (?:they|the two|both)(?: sides)?|,? and)"
    r"(?: (?:then|also|later|there|jointly|finally|both|all|\w+ly))* "
)
"""Between a day and what was agreed on it."""
_BESIDE_ROUND: Final = re.compile(
    r"\b(?:before|ahead of|after|since|until|following|between|next|by|for)\b[^.;,]*$", re.I
)
"""Before a round at which something was not agreed."""
_CAME_OF: Final = re.compile(
    r"[^.;]{0,60}\b(?:result|produc|yield|led to|(?:end|clos|conclud)\w* (?:with|in|on)|brought|agree|adopt|sign|reach|gave)",
    re.I,
)
"""Behind a round what came of it."""
_MADE: Final = re.compile(r"agree|announc|reach|sign|extend|prolong|renew|consent|declare", re.I)


def day_untold(sentence: Sentence, tellings: list[Telling], effective: DateRange | None) -> DateRange | None:
    """Return the day on which an agreement was made that no date of its own tells; where it begins later, that of the talks alone."""
    if effective:
        return _of_talks(sentence, tellings, effective)
    return _day_joined(sentence, tellings) or _day_made(sentence, tellings)


def _of_talks(sentence: Sentence, tellings: list[Telling], effective: DateRange) -> DateRange | None:
    """Return the day of the talks at which what begins later was agreed."""
    talks = sentence.thread.meeting_date
    agreed = talks is not None and talks.end < effective.start and _day_made(sentence, tellings) == talks
    return talks if agreed else None


def _day_joined(sentence: Sentence, tellings: list[Telling]) -> DateRange | None:
    """Return the day of what was done just before: "met in Tarn on 4 May and signed the accord"."""
    made = [t.start for t in tellings if t.act in (Act.MADE, Act.EXTENDED)]
    dates = (d for d in sentence.event_dates if made and d.value and d.form != "window" and d.role not in ENDS)
    return next((d.value for d in dates if _AND_THEN.fullmatch(sentence.text, d.end, max(d.end, made[0]))), None)


def _day_made(sentence: Sentence, tellings: list[Telling]) -> DateRange | None:
    """Return the day of the talks at which something was agreed, else the day it was announced; None where neither is told."""
    made = [t for t in tellings if t.act in (Act.MADE, Act.EXTENDED)]
    if not made:
        return None
    at_talks = (
        find_rounds(sentence.text)
        or lexis.AT_TALKS.search(sentence.text[:120])
        or (any(map(_is_agreed_now, made)) and not _SINCE.search(sentence.text))
    )
    if sentence.thread.meeting_date and at_talks:
        return sentence.thread.meeting_date
    if not any(_MADE.search(t.lemma) for t in made):
        return None
    return next((d.value for d in sentence.dates if d.start in sentence.speech_dates and d.value), None)


def dated_by_round(claims: list[Claim]) -> list[Claim]:
    """Return the claims with each agreement that is told of one numbered round on the days of that round, and of no other."""
    held: dict[int, set[DateRange]] = {}
    for claim in claims:
        if claim.type is ClaimType.MEETING and claim.round is not None and claim.date is not None:
            held.setdefault(claim.round, set()).add(claim.date)
    return [_dated(c, held) if c.type is ClaimType.AGREEMENT and held else c for c in claims]


def _dated(claim: Claim, held: dict[int, set[DateRange]]) -> Claim:
    """Return an agreement of a round with the one day of that round, where it has none or that of another round."""
    told = find_rounds(claim.quote)
    if len(told) != 1 or _BESIDE_ROUND.search(claim.quote, 0, told[0][0]):
        return claim
    own = held.get(told[0][2], set())
    others = {day for number, days in held.items() for day in days if number != told[0][2]}
    if claim.date in own or (claim.date not in others if claim.date else not _CAME_OF.match(claim.quote, told[0][1])):
        return claim
    return msgspec.structs.replace(claim, date=next(iter(own)) if len(own) == 1 else None)


def _is_agreed_now(telling: Telling) -> bool:
    """Return whether it is told as done in the course of the text and not as known: "they signed a protocol"."""
    mention = telling.mention
    if mention is None or not mention.finite or mention.tense is Tense.FUTURE or mention.lemma not in _AT_A_TABLE:
        return False
    return telling.pact is None or not telling.pact.definite

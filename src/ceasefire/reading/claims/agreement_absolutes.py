"""What parties agreed to in words hung on another clause: "the talks ended on 3 May, with both sides agreeing to ..."."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_doubts import is_undertaking
from ceasefire.reading.claims.agreement_makers import parties_named
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_AGREEING: Final = re.compile(
    r"(?:\bwith |, )(?P<who>(?:the |both |all |two )?[A-Za-z][^,;:.()]{1,40}?(?:, [A-Z][^,;:.()]{1,30}?){0,4}(?:,? and (?:the )?[\w' -]{2,30}?)?)"
    rf" (?:also |then |finally |jointly )?agreeing (?:to (?P<do>(?!this|that|the |a |an )\w[^;]{{5,200}}?)"
    rf"|(?:on|upon|to) (?P<on>(?:the |an? |all )?(?:[\w-]+ )?(?:{lexis.MATTERS}|{lexis.TRUCE.pattern})\b[^;]{{0,200}}?))"
    r"(?=, (?:while|but|according to|where|he|she)\b|\.?$|;)",
    re.I,
)
_NOT_QUITE: Final = re.compile(r"\b(?:far|close|near|from|not|never|neither|without|short|if|to|before)\b", re.I)
"""Before "agreeing": they have not yet, or only some have."""
_NEAR: Final = 90
"""Characters before the words over which a day or a place is that of the talks; chosen by hand, not measured."""


def read_agreeing(sentence: Sentence) -> list[Claim]:
    """Find what two or more are told to have agreed as the outcome of the clause before; that clause gives day and place."""
    match = _AGREEING.search(sentence.text) if "agreeing" in sentence.text else None
    if match is None or sentence.future or not _is_told(sentence, match.start()):
        return []
    what = match[match.lastgroup or 0]
    if _NOT_QUITE.search(match["who"]):
        return []
    makers = parties_named(sentence, *match.span("who"))
    if len(makers) < 2 or not is_undertaking(what):
        return []
    return [
        sentence.draft(
            ClaimType.AGREEMENT,
            match.start("who"),
            match.end(),
            "agreements/agreed-to",
            kind=lexis.kind_of(what[:70]),
            date=_day(sentence, match.start()),
            place=_place(sentence, match.start()),
            actors=makers,
            provisions=(what.strip(),),
            status="agreed",
            modality=Modality.HELD,
        )
    ]


def _is_told(sentence: Sentence, at: int) -> bool:
    """Return whether the last clause before, on which the words hang, is a fact."""
    words = sentence.analysis.words
    heads = [c.group.head for c in sentence.analysis.clauses if c.group.finite and words.ends[c.group.head] <= at]
    return bool(heads) and sentence.analysis.reality_at(words.starts[heads[-1]], words.ends[heads[-1]]) in KEPT


def _day(sentence: Sentence, at: int) -> DateRange | None:
    days = [d.value for d in sentence.event_dates if d.value and d.form != "window" and 0 <= at - d.end < _NEAR]
    return days[-1] if days else sentence.thread.meeting_date


def _place(sentence: Sentence, at: int) -> str | None:
    near = [p for p in sentence.places if p.prep in ("in", "at") and 0 <= at - p.end < _NEAR]
    return _name(near[-1]) if near else sentence.thread.process_place


def _name(place: Place) -> str:
    return place.name if place.known else place.text

"""What stands behind "Agreed:", "Result:" or "Outcome:" in minutes and notes, mostly without a verb."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_dates import Days, days_of
from ceasefire.reading.claims.agreement_doubts import is_undertaking
from ceasefire.reading.claims.agreement_makers import parties_named
from ceasefire.reading.claims.agreement_pacts import Pact, find_pacts
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_places import place_of
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, Modality

_NONE: Final = re.compile(
    r"\b(?:nothing|none|no (?:agreement|text|deal|result|decision|outcome)|not (?:yet )?(?:signed|agreed)|in principle|draft|proposal"
    r"|pending|deferred"
    r"|postponed|adjourned|if|unless)\b",
    re.I,
)
"""What takes back that anything was agreed."""
_AHEAD_OF_NOUN: Final = re.compile(
    r"(?:(?:an?|the|one|two|three|\d+|new|joint|local|mutual|full|partial|second|further) |[\w-]+ ){0,4}", re.I
)
_BEHIND_NOUN: Final = re.compile(
    r"s?(?:[,.;:(]|$| (?:of|on|for|in|at|between|to|from|until|till|with|by|around|round|along|covering|over|near|effective|through|as"
    r"|across|and|[A-Z\d]))"
)
_TO_DO: Final = re.compile(
    r"(?:(?P<who>(?:the |both |all |each |neither |two )*(?:sides?|parties|party|armies|army|forces|commands|delegations|governments?"
    r"|commanders|[A-Z][\w.-]*(?: and (?:the )?[A-Z][\w.-]*)?),? )?(?:and )?)"
    r"(?:(?:not )?to (?P<do>[a-z]+ [^;]{4,})|(?P<no>no [a-z]+ [^;]{4,}))"
)
_MATTER: Final = re.compile(rf"(?:(?:an?|the|full|mutual|joint|immediate) )*(?:{lexis.MATTERS})\b", re.I)
_FAR: Final = 40
"""Characters behind the label within which the name of what was agreed stands; chosen by hand, not measured."""


def read_label(sentence: Sentence) -> list[Claim]:
    """Find what a line says was agreed behind its label: a named measure, a thing that both are to do, or a matter settled."""
    match = lexis.LABEL.match(sentence.text)
    if match is None or _NONE.search(sentence.text) or sentence.text.endswith("?"):
        return []
    pact = _pact(sentence, match.end())
    done = None if pact else _TO_DO.match(sentence.text, match.end()) or _MATTER.match(sentence.text, match.end())
    if pact is None and (done is None or not is_undertaking(_what(done))):
        return []
    return [_claim(sentence, match, pact, _days(sentence, match, pact))]


def _what(done: re.Match[str]) -> str:
    """Return what is to be done."""
    return (done["do"] or done["no"]) if done.re is _TO_DO else done[0]


def _pact(sentence: Sentence, at: int) -> Pact | None:
    """Return the measure that a label names first."""
    for pact in find_pacts(sentence):
        near = at <= pact.noun <= at + _FAR and _AHEAD_OF_NOUN.fullmatch(sentence.text, at, pact.noun)
        if near and not pact.is_body and _BEHIND_NOUN.match(sentence.text, pact.end):
            return pact
    return None


def _days(sentence: Sentence, label: re.Match[str], pact: Pact | None) -> Days:
    start = pact.start if pact else label.end()
    made = Telling(pact=pact, act=Act.MADE, start=label.start(), end=label.end())
    begins = Telling(pact=pact, act=Act.STARTS, start=start, end=pact.end if pact else label.end())
    return days_of(sentence, pact, [made, begins], ())


def _claim(sentence: Sentence, label: re.Match[str], pact: Pact | None, days: Days) -> Claim:
    talks = sentence.thread.meeting_date
    text = sentence.text
    who = _TO_DO.match(text, label.end())
    makers = parties_named(sentence, *who.span("who")) if who and who["who"] else ()
    telling = Telling(pact=pact, act=Act.MADE, start=label.start(), end=pact.end if pact else label.end())
    return sentence.draft(
        ClaimType.AGREEMENT,
        label.end(),
        len(text),
        "agreements/label",
        kind=pact.kind if pact else lexis.kind_of(text[label.end() : label.end() + 70]),
        date=talks or days.made,
        effective=days.effective,
        expires=days.expires,
        place=place_of(sentence, pact, [telling]),
        actors=makers or sentence.thread.parties,
        provisions=(text[label.end() :].strip(),),
        status="agreed",
        modality=Modality.HELD,
    )


__all__ = ["read_label"]

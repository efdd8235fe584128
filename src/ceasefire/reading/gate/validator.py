"""One gate for every reader: what a claim says must stand in the words it points at."""

from __future__ import annotations

import datetime as dt

import msgspec

from ceasefire.reading.gate.evidence import Evidence, misplaced, values_in
from ceasefire.reading.known_names.bundle import Names, package_names
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates
from ceasefire.reading.mentions.ordinals import ordinals_in
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange, Rejected
from ceasefire.reading.spans import as_joined
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.unwrap import unwrap

MIN_QUOTE, MAX_QUOTE = 4, 500


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim whose quote, numbers, dates, ordinal and actors all stand in the text."""

    claim: Claim


def validate(
    claim: Claim, text: str | Evidence, *, reference: dt.date | None = None, names: Names | None = None
) -> Accepted | Rejected:
    """Accept a claim only if the text bears it out; else say which slot it does not.

    The quote is text[start:end] and 4 to 500 characters long; each number is in the quote or is a sum
    of two to four there; each date can be derived from the text; a round's ordinal is in the sentence; each actor is
    named in the text, by a spelling of `names` (the package's, where none are given).
    """
    if isinstance(text, Evidence):
        reason = _first_reason(claim, text)
    else:
        # a text as it came is judged as it is read, with its lines joined; the words must stand in it as they came
        reason = _quoted(claim, text)
        if reason is None:
            whole = unwrap(text)
            reason = _first_reason(as_joined(claim, whole), Evidence(whole.text, reference, names or package_names()))
    return Rejected(claim=claim, reason=reason) if reason else Accepted(claim=claim)


def _first_reason(claim: Claim, evidence: Evidence) -> str | None:
    rules = (_quote, _numbers, _dates, _round, _actors, _speaker)
    return next((reason for rule in rules if (reason := rule(claim, evidence))), None)


def _quote(claim: Claim, evidence: Evidence) -> str | None:
    return _quoted(claim, evidence.text)


def _quoted(claim: Claim, text: str) -> str | None:
    if not MIN_QUOTE <= len(claim.quote) <= MAX_QUOTE:
        return f"the quote has {len(claim.quote)} characters, not {MIN_QUOTE} to {MAX_QUOTE}"
    if not 0 <= claim.start < claim.end <= len(text):
        return "the span lies outside the text"
    if text[claim.start : claim.end] != claim.quote:
        return "the quote is not what stands at its span"
    return None


def _numbers(claim: Claim, evidence: Evidence) -> str | None:
    quote = fold(claim.quote)
    wanted: list[tuple[str, Count]] = [
        (n, c) for n, c in (("killed", claim.killed), ("injured", claim.injured), ("value", claim.value)) if c
    ]
    if not wanted and not claim.breakdown:
        return None
    here = values_in(quote) | (ordinals_in(quote) if claim.type is ClaimType.FIGURE else frozenset())
    for name, count in wanted:
        for value in {count.low, count.high} - {None}:
            if value not in here:
                return f"{name}: {value} is not in the quote"
            if name != "value" and misplaced(quote, name, value):
                return f"{name}: the quote gives {value} to something else"
    for people, value in claim.breakdown.items():
        if value not in here:
            return f"breakdown: {value} {people} is not in the quote"
    return None


def _dates(claim: Claim, evidence: Evidence) -> str | None:
    for name in ("date", "effective", "expires", "period", "as_of", "deadline"):
        value: DateRange | None = getattr(claim, name)
        # where the days told in the words are those of its beginning or of what is to be done, the day it was made stands before
        told = claim.effective is not None or claim.rule == "agreements/clause"
        near = name == "date" and claim.type is ClaimType.AGREEMENT and told
        if value is not None and not any(evidence.bears_date(value, *span, near=near) for span in _spans(claim)):
            return f"{name}: {value.start} to {value.end} cannot be derived from the text there"
    return None


def _spans(claim: Claim) -> tuple[tuple[int, int], ...]:
    """Where a claim's days may stand: its quote, and for an agreement the further words that tell of the same one."""
    further = claim.also if claim.type is ClaimType.AGREEMENT else ()
    return ((claim.start, claim.end), *further)


def _round(claim: Claim, evidence: Evidence) -> str | None:
    if claim.round is None:
        return None
    start, end = evidence.sentence(claim.start, claim.end)
    sentence = evidence.folded[start:end].replace("\n", " ")
    if claim.rule != "meetings/chain":
        return None if claim.round in ordinals_in(sentence) else f"round {claim.round} is not named in the sentence"
    listed = [d for d in find_dates(sentence, Clock(reference=evidence.reference)) if d.form not in ("weekday", "y")]
    at = [i for i, d in enumerate(listed, 1) if start + d.start < claim.end <= start + d.end + 1]
    return None if at == [claim.round] else f"round {claim.round} is not the date's place in the list"


def _actors(claim: Claim, evidence: Evidence) -> str | None:
    for actor in (*claim.actors, *claim.mediators):
        if evidence.holds(actor) or actor in evidence.names:
            continue
        if not evidence.has_name(actor):
            return f"actor {actor} is not named in the text"
    return None


def _speaker(claim: Claim, evidence: Evidence) -> str | None:
    if claim.attribution is None or claim.basis == "author":
        return None
    return None if evidence.holds(claim.attribution) else f"speaker {claim.attribution} is not in the text"

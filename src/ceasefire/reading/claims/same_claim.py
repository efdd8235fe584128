"""Two tellings of one meeting, agreement, figure or expected thing, joined into one claim with two spans."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.incident_merge import MOST_SPANS, RECENT
from ceasefire.reading.model import Claim, ClaimType


def joined(claims: list[Claim]) -> list[Claim]:
    """Return the claims with repeated tellings joined: the fuller one stays, the other becomes a further span."""
    kept: list[Claim] = []
    for claim in claims:
        first = max(0, len(kept) - RECENT)
        index = next((i for i in range(first, len(kept)) if _same(kept[i], claim)), None)
        if index is None:
            kept.append(claim)
        else:
            kept[index] = _joined(kept[index], claim)
    return kept


def _joined(earlier: Claim, claim: Claim) -> Claim:
    fuller, other = earlier, claim
    if _filled(claim) > _filled(earlier) or (claim.date and not earlier.date):
        fuller, other = claim, earlier
    if _aside(claim) and earlier.type is ClaimType.MEETING and len(earlier.actors) >= 2:
        fuller, other = msgspec.structs.replace(earlier, date=earlier.date or claim.date), claim
    return msgspec.structs.replace(
        fuller,
        also=(*fuller.also, (other.start, other.end), *other.also)[:MOST_SPANS],
        actors=fuller.actors or other.actors,
        kind=other.kind if fuller.kind == "meeting" else fuller.kind,
    )


def _filled(claim: Claim) -> int:
    values = (claim.date, claim.place, claim.round, claim.effective, claim.actors or None)
    return sum(v is not None for v in values)


def _same(a: Claim, b: Claim) -> bool:
    if a.type is not b.type:
        return False
    if a.type is ClaimType.MEETING:
        return _same_round(a, b) if a.round is not None or b.round is not None else _same_meeting(a, b)
    if a.type is ClaimType.EXPECTED:
        by_round = a.round is not None and a.round == b.round
        return by_round or (a.date is not None and a.date == b.date and a.place == b.place)
    if a.type is ClaimType.FIGURE:
        return _same_figure(a, b)
    if a.type is ClaimType.AGREEMENT:
        rival = a.effective and b.effective and a.effective != b.effective
        return a.kind == b.kind and a.date is not None and a.date == b.date and not rival
    return False


def _same_round(a: Claim, b: Claim) -> bool:
    agree = a.date is None or b.date is None or a.date.overlaps(b.date)
    return a.round == b.round and a.process == b.process and agree


def _same_meeting(a: Claim, b: Claim) -> bool:
    together = bool(set(a.actors) & set(b.actors)) or not a.actors or not b.actors
    if a.kind == "call" == b.kind and (a.date is None or b.date is None or a.date == b.date):
        return True
    if together and b.date and a.date is None and a.place in (None, b.place) and (_definite(b) or _lead(a, b)):
        return True
    same_place = a.place == b.place or a.place is None or b.place is None
    return together and a.date is not None and a.date == b.date and same_place


def _same_figure(a: Claim, b: Claim) -> bool:
    if a.rule.startswith("tables/") and b.rule.startswith("tables/"):
        return False
    alike = a.measure == b.measure and a.value == b.value and a.value is not None and a.value.vague is None
    return alike and (a.place == b.place or a.place is None or b.place is None)


def _definite(claim: Claim) -> bool:
    """True for "The Tuesday meeting ..." and the like, which takes up a meeting told before."""
    return bool(
        re.match(r"(?:the|this|that|their) (?:\w+ )?(?:meeting|talks|call|conversation|session)\b", claim.quote, re.I)
    )


def _aside(claim: Claim) -> bool:
    """True for "During Thursday's phone call, ...", which tells of a meeting only in passing."""
    return bool(re.match(r"(?:during|at|in|after|following) (?:the |their |this |\w+day'?.?s )", claim.quote, re.I))


def _lead(first: Claim, then: Claim) -> bool:
    """True when an undated telling near the head of a text is what a later sentence dates."""
    named = any(" " in a for a in first.actors if a[0].isupper() and len(a.split()) > 2)
    return first.start < 400 and not named and first.round is None is then.round

"""What several sentences say of one incident, joined into one claim."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.lexicon.events import named
from ceasefire.reading.model import Claim

# A claim is joined only with recent ones and keeps only so many spans, so that a text without end stays linear.
RECENT, MOST_SPANS = 200, 20
_WEAK = named("weak")


def merge_incidents(claims: list[Claim], text: str) -> list[Claim]:
    """Join what several sentences say of one incident.

    A toll told right after the incident, without place and date of its own, widens the quote to both sentences; a
    repeated headline becomes another span of the fuller telling.
    """
    merged: list[Claim] = []
    for claim in claims:
        if merged and (grown := _grown(merged[-1], claim, text)):
            merged[-1] = grown
            continue
        earlier = next((m for m in reversed(merged[-RECENT:]) if _same(m, claim)), None)
        if earlier is None:
            merged.append(claim)
            continue
        fuller, other = (claim, earlier) if _filled(claim) > _filled(earlier) else (earlier, claim)
        merged[merged.index(earlier)] = msgspec.structs.replace(
            fuller,
            also=(*fuller.also, (other.start, other.end), *other.also)[:MOST_SPANS],
            date=fuller.date or other.date,
            place=fuller.place or other.place,
            blamed=fuller.blamed or other.blamed,
            denied_by=fuller.denied_by or other.denied_by,
        )
    return merged


def _grown(first: Claim, then: Claim, text: str) -> Claim | None:
    """The first claim with the toll of the sentence after it, or None where they are not one telling."""
    leaning = then.rule == "incidents/leaning" or (
        first.rule == "incidents/heading"
        and (then.place in (None, first.place) or then.rule == "incidents/bare")
        and then.date in (None, first.date)
    )
    if not leaning or then.end - first.start > 480 or then.start < first.end:
        return None
    clash = any(
        getattr(first, n) is not None and getattr(then, n) is not None and getattr(first, n) != getattr(then, n)
        for n in ("killed", "injured")
    )
    if clash:
        return None
    kind = (
        then.kind
        if first.rule == "incidents/heading" and first.kind in _WEAK and then.kind not in _WEAK
        else first.kind
    )
    return msgspec.structs.replace(
        first,
        quote=text[first.start : then.end],
        end=then.end,
        kind=kind,
        killed=first.killed or then.killed,
        injured=first.injured or then.injured,
        victims=first.victims or then.victims,
        breakdown=first.breakdown | then.breakdown,
        blamed=first.blamed or then.blamed,
        denied_by=first.denied_by or then.denied_by,
        attribution=first.attribution or then.attribution,
        basis=first.basis or then.basis,
    )


def _filled(claim: Claim) -> int:
    return sum(v is not None for v in (claim.killed, claim.injured, claim.date, claim.place)) * 2 + (
        claim.attribution is not None
    )


def _same(a: Claim, b: Claim) -> bool:
    if a.killed is None and a.injured is None:
        return False
    if (a.killed != b.killed and None not in (a.killed, b.killed)) or (
        a.injured != b.injured and None not in (a.injured, b.injured)
    ):
        return False
    if (a.killed is None and b.killed is not None) or (b.killed is None and b.injured is None):
        return False
    if a.killed is not None and b.killed is None and a.injured != b.injured:
        return False
    if a.date and b.date and not a.date.overlaps(b.date):
        return False
    if a.place and b.place:
        words = [{w.lower() for w in re.findall(r"\w{3,}", p)} for p in (a.place, b.place)]
        return bool(words[0] & words[1])
    return True

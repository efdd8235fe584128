"""What several sentences say of one incident, joined into one claim."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.incident_kinds import OPEN, WEAK
from ceasefire.reading.model import Claim

RECENT: Final = 200
"""A claim is joined only with so many before it, so that the time for a text without end stays linear; chosen by hand."""
MOST_SPANS: Final = 20
"""A claim keeps at most so many further spans, for the same reason."""
LONGEST: Final = 480
"""Characters that a quote of two sentences may have; the gate takes 500."""

_CLOSE: Final = 3
"""Characters between two sentences that stand side by side in a paragraph."""
_TOLLS: Final = ("killed", "injured")
_FILLED: Final = ("killed", "injured", "date", "place")


def merge_incidents(claims: list[Claim], text: str) -> list[Claim]:
    """Join what several sentences say of one incident.

    A toll told right after the incident, without place and date of its own, widens the quote to both sentences; a
    repeated headline becomes another span of the fuller telling, or of the one that names who tells.
    """
    merged: list[Claim] = []
    for claim in claims:
        if merged and (grown := _grown(merged[-1], claim, text)):
            merged[-1] = grown
            continue
        earlier = next((m for m in reversed(merged[-RECENT:]) if _same(m, claim)), None)
        if earlier is None:
            merged.append(claim)
        else:
            merged[merged.index(earlier)] = _joined(earlier, claim)
    return merged


def _joined(earlier: Claim, claim: Claim) -> Claim:
    told = earlier.rule == "incidents/headline" != claim.rule and claim.attribution is not None
    fuller, other = (claim, earlier) if told or _filled(claim) > _filled(earlier) else (earlier, claim)
    return msgspec.structs.replace(
        fuller,
        also=(*fuller.also, (other.start, other.end), *other.also)[:MOST_SPANS],
        **_first_filled(fuller, other, ("killed", "injured", "date", "place", "blamed", "denied_by")),
    )


def _first_filled(first: Claim, then: Claim, slots: tuple[str, ...]) -> dict[str, object]:
    return {slot: getattr(first, slot) or getattr(then, slot) for slot in slots}


def _grown(first: Claim, then: Claim, text: str) -> Claim | None:
    """The first claim with the toll of the sentence after it, or None where they are not one telling."""
    if not _leans(first, then) or then.end - first.start > LONGEST or then.start < first.end or _clash(first, then):
        return None
    slots = ("killed", "injured", "victims", "blamed", "denied_by", "attribution", "basis")
    return msgspec.structs.replace(
        first,
        quote=text[first.start : then.end],
        end=then.end,
        kind=_kind(first, then),
        breakdown=first.breakdown | then.breakdown,
        **_first_filled(first, then, slots),
    )


def _leans(first: Claim, then: Claim) -> bool:
    """Whether a sentence only adds to the one before: without a place and a day of its own, or under its heading."""
    if then.rule == "incidents/leaning":
        return True
    if then.date not in (None, first.date) or not _same_place(first, then):
        return False
    bare = first.killed is None and first.injured is None and not lexis.ANOTHER.search(then.quote)
    close = then.start - first.end <= _CLOSE and then.kind in (first.kind, *OPEN)
    return first.rule == "incidents/heading" or (bare and close and then.rule == "incidents/toll")


def _clash(first: Claim, then: Claim) -> bool:
    """Whether both tell a toll, and not the same."""
    tolls = [(getattr(first, slot), getattr(then, slot)) for slot in _TOLLS]
    loose = first.rule == "incidents/headline"
    return any(
        a is not None and b is not None and a != b and not (loose and a.plain == b.plain is not None) for a, b in tolls
    )


def _kind(first: Claim, then: Claim) -> str | None:
    weak = first.rule == "incidents/heading" and first.kind in WEAK
    return then.kind if weak and then.kind not in WEAK else first.kind


def _filled(claim: Claim) -> int:
    return sum(getattr(claim, slot) is not None for slot in _FILLED) * 2 + (claim.attribution is not None)


def _same(a: Claim, b: Claim) -> bool:
    """Whether two claims tell one incident: tolls, days and places that agree where both tell them."""
    return _same_toll(a, b) and _same_day(a, b) and _same_place(a, b)


def _same_toll(a: Claim, b: Claim) -> bool:
    """Whether the later claim repeats the toll of the earlier: all of it, or the killed alone."""
    if _clash(a, b) or (a.killed is None and a.injured is None):
        return False
    if a.killed is None:
        return b.killed is None and b.injured is not None
    return b.killed is not None or (b.injured is not None and a.injured == b.injured)


def _same_day(a: Claim, b: Claim) -> bool:
    return a.date is None or b.date is None or a.date.overlaps(b.date)


def _same_place(a: Claim, b: Claim) -> bool:
    if not a.place or not b.place or a.rule == "incidents/headline" != b.rule:
        return True
    first, then = ({w.lower() for w in re.findall(r"\w{3,}", place)} for place in (a.place, b.place))
    return bool(first & then)

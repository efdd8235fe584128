"""An incident told by anaphor takes the place and the day of the one told just before it."""

from __future__ import annotations

from typing import Final

import msgspec

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.incident_kinds import is_anaphoric
from ceasefire.reading.claims.incident_where import is_tellers, told_elsewhere
from ceasefire.reading.frames import Voice
from ceasefire.reading.mentions.denial import denied_in_text
from ceasefire.reading.mentions.sentence import LastIncident, Sentence
from ceasefire.reading.model import Claim

_REACH: Final = 4
"""Sentences over which a text may lean back on an incident; chosen by hand, not measured."""
_NEAR: Final = 2
"""Sentences of its paragraph over which an incident without a toll gets one; chosen by hand, not measured."""
_BARE: Final = 260
"""Characters of a sentence that only adds a toll to the one before; chosen by hand, not measured."""
_OPEN_KINDS: Final = frozenset(("killing", "attack", "explosion"))


def lean(sentence: Sentence, claim: Claim) -> Claim:
    """Return the claim with what it leaves open taken from the incident before, where the sentence takes that one up."""
    last = sentence.thread.incident
    if last is None or sentence.index - last.sentence > _REACH or lexis.ANOTHER.search(claim.quote):
        return claim
    before = last.claim
    claim = msgspec.structs.replace(claim, blamed=claim.blamed or _taken_up(sentence, claim, last))
    here = None if told_elsewhere(sentence, (0, len(sentence.text))) else before.place
    if _adds_a_toll(sentence, claim, last):
        denier = claim.denied_by or (denied_in_text(sentence, before.blamed) if before.blamed else None)
        return msgspec.structs.replace(claim, rule="incidents/leaning", place=here, date=before.date, denied_by=denier)
    if not is_anaphoric(sentence) or (claim.place is not None and claim.date is not None):
        return claim
    return msgspec.structs.replace(
        claim,
        place=claim.place or here,
        date=claim.date or before.date,
        kind=before.kind if claim.kind in _OPEN_KINDS else claim.kind,
    )


def is_retold(sentence: Sentence, claim: Claim) -> bool:
    """Return whether somebody is only accused of the incident before: no toll, no day of its own, the same place, a verb of blame."""
    last = sentence.thread.incident
    if last is None or sentence.index - last.sentence > _REACH or claim.killed or claim.injured or sentence.event_dates:
        return False
    same = claim.place is not None and claim.place in (last.claim.place or "")
    return same and bool(sentence.analysis.of("blame"))


def _taken_up(sentence: Sentence, claim: Claim, last: LastIncident) -> str | None:
    """Return the doer of the incident before where "it" or "they" do the next thing and that doer began its sentence."""
    doer = last.claim.blamed
    if doer is None or sentence.index - last.sentence != 1 or sentence.unit.block != last.block:
        return None
    if not last.claim.quote.lower().removeprefix("the ").startswith(doer.lower().removeprefix("the ")):
        return None
    acts = sentence.analysis.of("attack", "harm")
    does = (m for m in acts if m.part == "verb" and m.voice is Voice.ACTIVE and m.frame.roles.get("subject") == "doer")
    return doer if any(sentence.analysis.words_in(m.subject).lower() in ("it", "they") for m in does) else None


def _adds_a_toll(sentence: Sentence, claim: Claim, last: LastIncident) -> bool:
    """Whether the sentence right after an incident tells a toll and neither a place nor a day of its own."""
    bare = not any(p.level <= 3 and not is_tellers(sentence, p) for p in sentence.places) and not sentence.event_dates
    toll = (claim.killed or claim.injured) and len(sentence.text) < _BARE
    return bare and bool(toll) and _follows(sentence, last)


def _follows(sentence: Sentence, last: LastIncident) -> bool:
    behind = sentence.index - last.sentence
    bare = last.claim.killed is None and last.claim.injured is None
    if bare and behind <= _NEAR and sentence.unit.block == last.block:
        return True
    return behind == 1 and (sentence.unit.block == last.block or is_anaphoric(sentence) or bare)

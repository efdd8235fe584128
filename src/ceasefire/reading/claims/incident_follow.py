"""What a later sentence says of the incident told last: whom somebody blames for it, who denies it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.frames import doers
from ceasefire.reading.mentions.blame import denied_in_text, is_anonymous
from ceasefire.reading.mentions.sentence import LastIncident, Sentence
from ceasefire.reading.model import Claim

_REACH: Final = 3
"""Sentences after an incident in which "the attack" is that one; chosen by hand, not measured."""
_IT = re.compile(
    r"\b(?:the|this|that|these|both) (?:\w+ )?(?:attacks?|strikes?|air ?strikes?|blasts?|explosions?|shelling|incidents?|raids?|ambush|bombing"
    r"|bombardment|assault|shooting|massacre|killings?|abductions?|kidnapping|looting|deaths?|violation"
    r"|siege|fire|murders?|arson|crime|rockets?|shells?|mines?)\b(?! (?:in|on|at|near|of) (?:the )?(?-i:[A-Z\d]))",
    re.I,
)
_BARE = re.compile(
    r"\b(?:it|this|any (?:part|role|involvement)|involvement|responsibility"
    r"|(?:the|this|that|any such) (?:accusation|allegation|claim|charge|attribution|blame|version)s?|that|them)\b",
    re.I,
)


def followed(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Return the claims with what a sentence without an incident of its own says of the last of them."""
    last = sentence.thread.incident
    if not claims or last is None or not 0 < sentence.index - last.sentence <= _REACH or _is_elsewhere(sentence, last):
        return claims
    before = claims[-1]
    blamed = _named_first(before.blamed, sentence, last)
    denied = before.denied_by or _denied(sentence, last)
    if (blamed, denied) == (before.blamed, before.denied_by):
        return claims
    return [*claims[:-1], msgspec.structs.replace(before, blamed=blamed, denied_by=denied)]


def _named_first(told: str | None, sentence: Sentence, last: LastIncident) -> str | None:
    """Return who was blamed before; of "gunmen", who nobody knows, whom this sentence then names."""
    if told and not is_anonymous(told):
        return told
    return _blamed(sentence, last) or told


def _is_elsewhere(sentence: Sentence, last: LastIncident) -> bool:
    """Return whether a sentence names a town that is not that of the incident, nor where its speaker is."""
    towns = [p for p in sentence.places if p.level <= 2 and p.prep and p.text not in (last.claim.place or "")]
    speakers = [(a.start, a.verb) for a in sentence.attributions]
    speakers += [(m.subject[0], m.trigger[0]) for m in sentence.analysis.of("blame") if m.subject]
    return any(not any(start <= p.start < verb for start, verb in speakers) for p in towns)


def _blamed(sentence: Sentence, last: LastIncident) -> str | None:
    """Return whom the sentence accuses of the incident before: of "the attack", or right behind it of nothing else."""
    if not _IT.search(sentence.text) and not _is_bare(sentence, last):
        return None
    found = [d for d in doers(sentence.analysis, sentence.actors) if d.blamed]
    names = {d.name or sentence.raw(d.words) for d in found}
    return names.pop() if len(names) == 1 else None


def _is_bare(sentence: Sentence, last: LastIncident) -> bool:
    """Return whether a sentence stands right behind the incident and blames without saying for what."""
    beside = sentence.unit.block == last.block or sentence.index - last.sentence == 1
    return beside and not any(p == "for" or p == "of" for m in sentence.analysis.of("blame") for p, _ in m.phrases)


def _denied(sentence: Sentence, last: LastIncident) -> str | None:
    beside = sentence.unit.block - last.block <= 1
    if beside and (_IT.search(sentence.text) or _BARE.search(sentence.text)):
        return denied_in_text(sentence)
    return None

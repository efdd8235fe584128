"""What a later sentence says of the incident told last: whom somebody blames for it, who denies it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.frames import Mention, Voice, doers
from ceasefire.reading.mentions.answers import is_the_same
from ceasefire.reading.mentions.blame import called, is_anonymous, pointed_at
from ceasefire.reading.mentions.denial import denied_in_text, spared_by
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import LastIncident, Sentence
from ceasefire.reading.mentions.speech import Stance
from ceasefire.reading.model import Basis, Claim, DateRange

_REACH: Final = 3
"""Sentences after an incident in which "the attack" is that one; chosen by hand, not measured."""
_HAPPENED: Final = re.compile(
    r"(?:It|This|That|(?:The|This) (?:attack|incident|blast|raid|shooting|ambush)) (?:happened|took place|occurred|was carried out)\b"
)
_CLOSE: Final = 5
"""Characters between the accused and the preposition's phrase that tells where they are."""
_CONFIRMS: Final = re.compile(
    r"(?:confirmed|confirms|verified|reported|announced|corroborated|documented)"
    r" (?:it|this|that|both|them|the (?:\w+ )?"
    r"(?:attack|incident|deaths?|killings?|toll|strike|shelling|blast|raid|ambush|abduction|shooting|case|report|news)s?)\b"
    r"(?! (?:in|at|on|near) [A-Z])"
)
_OF_THEM: Final = re.compile(
    r"(?:All|Both|They|He|She|It|The (?:dead|victims?|wounded|injured|bodies|body|attackers?|gunmen|men|women|man|woman|boy|girl"
    r"|child|children|shells?|bomb|blast|attack|shooting|ambush))\b"
)
_LABEL: Final = 60
"""Characters of a speaker who stands before a colon at the head of a sentence."""
_AT: Final = frozenset(("at", "in", "near", "on", "around"))
_SHOTS: Final = frozenset(("fire", "shell", "attack", "bomb", "strike", "ambush", "kill", "throw", "destroy"))
_HAD: Final = re.compile(r"\bhad (?:\w+ )?$")
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
    named = before.blamed if before.blamed and not is_anonymous(before.blamed) else None
    blamed = named or (None if spared_by(sentence) else _blamed(sentence, last)) or before.blamed
    denied = before.denied_by or _denied(sentence, last, blamed)
    date, place = _happened(sentence, before)
    source, basis = _said_by(sentence, last, before)
    told = {"blamed": blamed, "denied_by": denied, "date": date, "place": place, "attribution": source, "basis": basis}
    return [*claims[:-1], msgspec.structs.replace(before, **told)]


def _said_by(sentence: Sentence, last: LastIncident, before: Claim) -> tuple[str | None, Basis | None]:
    """Return who tells of an incident, where the sentence right behind it says who confirmed it, or ends with who says how it was."""
    known = before.attribution, before.basis
    if before.attribution or sentence.index - last.sentence != 1 or sentence.unit.block != last.block:
        return known
    text = sentence.text
    said = [a for a in sentence.attributions if a.stance is Stance.SAY and not a.pronoun]
    speech = said[0] if len(said) == 1 else None
    if speech is None or speech.source == before.denied_by:
        return known
    ends = _OF_THEM.match(text) and speech.start > 0 and not text[speech.end :].strip(" .")
    return (sentence.raw(speech.source), Basis.SENTENCE) if ends or _CONFIRMS.match(text, speech.verb) else known


def _happened(sentence: Sentence, before: Claim) -> tuple[DateRange | None, str | None]:
    """Return the day and the place of an incident, with what "It happened on Monday near X" says of them."""
    if not _HAPPENED.match(sentence.text):
        return before.date, before.place
    day = next((d.value for d in sentence.event_dates if d.value and d.value.start == d.value.end), None)
    return before.date or day, before.place or best_place(sentence.text, sentence.places, 0)


def _is_elsewhere(sentence: Sentence, last: LastIncident) -> bool:
    """Return whether a sentence names a town that is not that of the incident, nor where its speaker or the accused is."""
    towns = [p for p in sentence.places if p.level <= 2 and p.prep and p.text not in (last.claim.place or "")]
    speakers = [(a.start, a.verb) for a in sentence.attributions]
    speakers.append((0, sentence.text.find(":", 0, _LABEL)))
    blames = sentence.analysis.of("blame")
    speakers += [(m.subject[0], m.trigger[0]) for m in blames if m.subject]
    speakers += [(m.object[0], _end_of_next(m)) for m in blames if m.object]
    return any(not any(start <= p.start < verb for start, verb in speakers) for p in towns)


def _end_of_next(blame: Mention) -> int:
    """Return where the accused and what stands straight behind him end: "accused gunners at Orvan"."""
    end = blame.object[1] if blame.object else blame.trigger[1]
    return max([end, *(span[1] for p, span in blame.phrases if p in _AT and 0 <= span[0] - end <= _CLOSE)])


def _blamed(sentence: Sentence, last: LastIncident) -> str | None:
    """Return whom the sentence accuses of the incident before: of "the attack", or right behind it of nothing else."""
    beside = sentence.unit.block == last.block or sentence.index - last.sentence == 1
    found = doers(sentence.analysis, sentence.actors)
    names: set[str | None] = set()
    if _IT.search(sentence.text) or (beside and not _is_charged(sentence)):
        names = {called(sentence, d.words, d.name) for d in found if d.blamed}
    if not names and beside:
        names = {name for _, name in pointed_at(sentence)} or {
            called(sentence, d.words, d.name) for d in found if _is_told_of_it(sentence, d.mention, last)
        }
    return names.pop() if len(names) == 1 else None


def _is_charged(sentence: Sentence) -> bool:
    """Return whether a verb of blame says for what."""
    return any(p in ("for", "of") for m in sentence.analysis.of("blame") for p, _ in m.phrases)


def _is_told_of_it(sentence: Sentence, mention: Mention, last: LastIncident) -> bool:
    """Return whether somebody says who had done it: "The army said the rebels had fired from the north", "says it fired it"."""
    if mention.part != "verb" or mention.voice is not Voice.ACTIVE or mention.speaker is None:
        return False
    if sentence.analysis.words_in(mention.object).lower() in ("it", "them"):
        return True
    if _is_of_another_day(sentence, last) or (mention.object and mention.frame.name == "kill"):
        return False
    had = _HAD.search(sentence.text, 0, mention.trigger[0])
    return (
        had is not None and mention.frame.name in _SHOTS and not any(p.level <= 2 and p.prep for p in sentence.places)
    )


def _is_of_another_day(sentence: Sentence, last: LastIncident) -> bool:
    """Return whether a sentence names a day before that of the incident, or any day of an act where that has none."""
    day = last.claim.date
    told = sentence.dates if day else sentence.event_dates
    return any(d.value and (day is None or d.value.end < day.start) for d in told)


def _denied(sentence: Sentence, last: LastIncident, blamed: str | None) -> str | None:
    """Return who denies the incident before: "it", "the attack", or right behind it in its paragraph anything at all."""
    beside = sentence.unit.block - last.block <= 1
    next_one = sentence.index - last.sentence == 1 and sentence.unit.block == last.block
    if not beside:
        return None
    denier = denied_in_text(sentence, blamed)
    of_it = next_one or _IT.search(sentence.text) or _BARE.search(sentence.text)
    return denier if of_it or (denier and blamed and is_the_same(sentence, denier, blamed)) else None

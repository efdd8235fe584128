"""Whether an act is told as one incident: precise enough, of no accident, and placed where and when it was."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.incident_acts import Act
from ceasefire.reading.claims.incident_dates import begins_with_hour, is_log, is_short
from ceasefire.reading.claims.incident_items import Item, is_aimed
from ceasefire.reading.claims.incident_kinds import NEEDS_DAY, ONE_ACT, OPEN, WEAK, kind_at
from ceasefire.reading.claims.incident_tolls import HARMED, from_label, is_none
from ceasefire.reading.claims.incident_where import has_own_place, may_be_of
from ceasefire.reading.frames import Mention, doers
from ceasefire.reading.frames.doer import is_of_before
from ceasefire.reading.frames.index import listed
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, DateRange

_DONE = re.compile(r"killed|claimed|wounded|injured|died|dead|abducted|hurt|lost their lives|perished|left|leaving")
_TAKEN_UP = re.compile(r"(?:the|his|her|their|its) ", re.I)
_GOES_ON = re.compile(r"\b(?:have|has|had) (?:been|continued|intensified)\b|\bcontinu")
_CHARGE = 80
"""Characters between a verb of blame and what it is for."""
_MONTH = 31
_ACCUSES: Final = frozenset(("blame", "attribute", "pin", "fault", "lay at", "name as author", "stand accused"))
"""Frames by which somebody only charges another."""
_OF_SHOTS: Final = re.compile(
    r"bullets|shoot|(?:exchange|trade|engage in) (?:\* |artillery )?(?:fire|shots|gunfire|shelling)"
)
"""Verbs that name the shots themselves: "exchanged fire", "was riddled with bullets"."""
_OF_ARMS: Final = wordset("en", "incidents", "frames_of_arms")
_CRASHED: Final = re.compile(
    r"\b(?:warplane|fighter jet|jet|aircraft|plane|helicopter|drone)s? (?:has |had |have )?(?:crash(?:ed|es)|crash-land\w+)\b",
    re.I,
)
"""An aircraft that came down of itself, which struck nobody."""
_NOWHERE = ("", "by", "from")


def is_told(sentence: Sentence, act: Act, kind: str, date: DateRange | None) -> bool:
    """Return whether an act, of this kind and day, is told as an incident."""
    if kind == "airstrike" and _CRASHED.search(sentence.text):
        return False
    if (kind in WEAK or kind == "explosion") and lexis.ACCIDENT.search(sentence.text) and not _follows(sentence):
        return any(i.mention and _is_done_by_force(sentence, i.mention) for i in act.items)
    return _has_toll(sentence, act) if act.tolls else _has_place(sentence, act, kind, date)


def _is_done_by_force(sentence: Sentence, mention: Mention) -> bool:
    """Return whether harm or an attack cannot have come of an accident: persons did it, or arms."""
    murder = mention.part == "noun" and mention.frame.name == "kill"
    named = any(d.mention.trigger == mention.trigger for d in doers(sentence.analysis, sentence.actors))
    return murder or named or mention.frame.agentive or (mention.part == "verb" and _is_of_arms(sentence, mention))


def is_charged(sentence: Sentence, act: Act) -> bool:
    """Return whether an act is only what somebody is accused of or blamed for: "was accused of shelling X"."""
    blames = [
        m
        for m in sentence.analysis.of("blame")
        if m.part == "verb" and m.frame.name in _ACCUSES and m.trigger[1] <= act.items[0].start
    ]
    return any(m.clause[0] <= m.trigger[0] and act.items[0].start - m.trigger[1] <= _CHARGE for m in blames)


def _has_toll(sentence: Sentence, act: Act) -> bool:
    """Return whether the tolls of an act are told as done and are precise enough: a number, or a place at least."""
    tolls = act.tolls
    alone = all(i.toll or _is_within(i, tolls) for i in act.items)
    if all(is_none(t) for t in tolls) and alone:
        return _follows(sentence)
    first = sentence.thread.incident is None and sentence.event_dates
    if all(_is_taken_up(sentence, t) for t in tolls) and not sentence.places and alone and not first:
        return _follows(sentence) and not sentence.event_dates
    return not _is_to_come(sentence, act) and _is_precise(sentence, tolls)


def _is_within(item: Item, tolls: list[Casualties]) -> bool:
    """Return whether an item is only the word of harm of a toll."""
    return any(t.start <= item.start and item.end <= t.end for t in tolls)


def _is_to_come(sentence: Sentence, act: Act) -> bool:
    """Return whether the tolls of an act are expected, wished away or promised never to be."""
    tolls, start = act.tolls, act.start
    if sentence.future and not _DONE.search(sentence.text):
        return True
    wish = modality.is_wish(sentence.text[max(0, start - 30) : start])
    if wish and not any(t.verb in ("killing", "killed", "wounding") for t in tolls):
        return True
    return bool(lexis.PROMISED.search(sentence.text[: min(start, _first_word(sentence, start))]))


def _is_precise(sentence: Sentence, tolls: list[Casualties]) -> bool:
    """Return whether tolls are a number of harmed, or have what makes them one thing: a place, a day."""
    if all(t.count.vague for t in tolls) and not any(p.prep and p.level <= 2 for p in sentence.places):
        return False
    if any(t.measure in HARMED for t in tolls):
        return True
    if from_label(sentence):
        return True
    told = (bool(sentence.places), bool(sentence.event_dates))
    return all(told) if all(t.measure == "casualties" for t in tolls) else any(told)


def _first_word(sentence: Sentence, start: int) -> int:
    """Return where the word of the kind stands, or the given offset where there is none."""
    found = kind_at(sentence.text)
    return found[1] if found else start


def _is_taken_up(sentence: Sentence, toll: Casualties) -> bool:
    """Return whether a toll is one person who was spoken of before: "The boy died"."""
    named = any(toll.start <= start < toll.end for start, _, _ in sentence.people)
    return toll.count.low == 1 and bool(_TAKEN_UP.match(toll.people or "")) and not named


def _follows(sentence: Sentence) -> bool:
    """Return whether the sentence stands right behind an incident: "Nobody was hurt."."""
    last = sentence.thread.incident
    return last is not None and sentence.index - last.sentence == 1 and sentence.unit.block == last.block


def _has_place(sentence: Sentence, act: Act, kind: str, date: DateRange | None) -> bool:
    """Return whether an act without a toll has a place, and a day or somebody who tells of it as one act."""
    places = _places(sentence, act, kind)
    verb = any(i.is_verb for i in act.items)
    explicit = any(is_short(d, _MONTH) for d in sentence.event_dates)
    named = has_own_place(sentence, act, paragraph=_leans_on_paragraph(sentence, date, verb=verb, explicit=explicit))
    near = named or any(p.level <= 2 for p in places)
    if not places and not near:
        return date is not None and ((verb and _takes_up(sentence)) or _is_of_its_day(sentence, act))
    if explicit:
        return near or verb
    return near and (_is_dated(sentence, places, kind, date, verb=verb) or _is_told_of(sentence, act, kind, places))


def _is_of_its_day(sentence: Sentence, act: Act) -> bool:
    """Return whether an act of no town is known by its day: what a verb tells with the doer or the arms, or a noun for which somebody is blamed."""
    if not any(is_short(d, 1) for d in sentence.event_dates if act.zone[0] <= d.start < act.zone[1]):
        return False
    found = doers(sentence.analysis, sentence.actors)
    verbs = [i.mention for i in act.items if i.mention and i.is_verb]
    named = [d.mention.trigger for d in found]
    told = any(m.trigger in named or _is_of_arms(sentence, m) for m in verbs if _is_main(sentence, m))
    return told or _is_beside(sentence, act, [d.mention.trigger for d in found if d.blamed])


def _is_beside(sentence: Sentence, act: Act, charges: list[tuple[int, int]]) -> bool:
    """Return whether a noun tells what was attacked, or a verb that accuses somebody stands near an act."""
    if any(i.mention and not i.is_verb and is_aimed(sentence, i.mention) for i in act.items):
        return True
    return any(
        0 <= i.start - end <= _CHARGE or 0 <= start - i.end <= _CHARGE for start, end in charges for i in act.items
    )


def _is_main(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a verb tells of an act by itself: not "captured" of "prisoners captured in May" nor what had been done before."""
    bare = sentence.is_heading or is_log(sentence)
    if mention.frame.name == "attack" and mention.role("target") is None:
        return False
    return (mention.finite or mention.by is not None or bare) and not is_of_before(sentence.analysis, mention)


def _is_of_arms(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a verb is of arms in no other sense, or its clause names some: "a device exploded", not "the talks exploded"."""
    if mention.frame.name in _OF_ARMS or _OF_SHOTS.search(mention.lemma):
        return True
    text, (start, end) = sentence.text, mention.trigger
    subject = sentence.analysis.words_in(mention.subject)
    clause = f"{subject} {text[mention.clause[0] : start]}{text[end : mention.clause[1]]}"
    kind = kind_at(clause)
    arms = listed("arms") | listed("laid_arms") | listed("short_arms") | listed("bullets")
    return (kind is not None and kind[0] not in OPEN) or not arms.isdisjoint(clause.lower().split())


def _leans_on_paragraph(sentence: Sentence, date: DateRange | None, *, verb: bool, explicit: bool) -> bool:
    """Return whether an act can be in the town of its paragraph: in a line of a log by the hour, or a verb with a day of its own or before."""
    if date is not None and (begins_with_hour(sentence) or (from_label(sentence) and not sentence.attributions)):
        return True
    return verb and (explicit or _is_pronoun(sentence, date))


def _is_pronoun(sentence: Sentence, date: DateRange | None) -> bool:
    """Return whether a sentence takes up the one before it, the day of which it has."""
    return date is not None and bool(lexis.TAKES_UP.match(sentence.text))


def _places(sentence: Sentence, act: Act, kind: str) -> list[Place]:
    """Return the places, no larger than a province, in which the act can be: its own, else those of the sentence."""
    all_ = [p for p in sentence.places if may_be_of(sentence, act, p)]
    here = [p for p in all_ if act.zone[0] <= p.start < act.zone[1]] or all_
    return [p for p in here if p.level <= 3 and (p.prep not in _NOWHERE or (kind == "abduction" and p.prep == "from"))]


def _is_dated(sentence: Sentence, places: list[Place], kind: str, date: DateRange | None, *, verb: bool) -> bool:
    """Return whether an act whose sentence names no day stands in a dated list, log or report, or is a headline alone."""
    if sentence.is_alone and verb:
        return True
    line = verb or is_log(sentence)
    if sentence.thread.heading_date is not None and (line or any(p.start < 6 for p in places)):
        return True
    if date is None or not (verb or (places and from_label(sentence)) or kind not in NEEDS_DAY):
        return False
    return line or sentence.thread.reports


def _is_told_of(sentence: Sentence, act: Act, kind: str, places: list[Place]) -> bool:
    """Return whether somebody tells of one act in a town, or the text itself does in the simple past."""
    if _GOES_ON.search(sentence.text):
        return False
    source, basis = sentence.source(act.start)
    if basis is Basis.SENTENCE and kind == "clash":
        return True
    verb = any(i.is_verb for i in act.items)
    told = source is not None or (kind in ONE_ACT and _is_plain(act))
    town = any(p.level == 1 for p in places) or has_own_place(sentence, act, paragraph=False)
    return told and town and (verb or kind in ONE_ACT)


def _is_plain(act: Act) -> bool:
    """Return whether a verb tells of an act in the simple past, as of one thing done."""
    verbs = [i.mention for i in act.items if i.mention and i.mention.part == "verb"]
    return any(m.finite and m.tense is Tense.PAST for m in verbs)


def _takes_up(sentence: Sentence) -> bool:
    """Return whether a dated act whose place is not told is at the one of the heading."""
    return sentence.thread.heading_place is not None and any(is_short(d, 3) for d in sentence.event_dates)

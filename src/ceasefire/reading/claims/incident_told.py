"""Whether an act is told as one incident: precise enough, of no accident, and placed where and when it was."""

from __future__ import annotations

import re

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.incident_acts import Act
from ceasefire.reading.claims.incident_dates import is_log, is_short
from ceasefire.reading.claims.incident_kinds import NEEDS_DAY, ONE_ACT, WEAK, kind_at
from ceasefire.reading.claims.incident_tolls import HARMED, is_none
from ceasefire.reading.claims.incident_where import has_own_place
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_DONE = re.compile(r"killed|wounded|injured|died|dead|abducted|hurt|lost their lives|perished|left|leaving")
_TAKEN_UP = re.compile(r"(?:the|his|her|their|its) ", re.I)
_GOES_ON = re.compile(r"\b(?:have|has|had) (?:been|continued|intensified)\b|\bcontinu")
_NOWHERE = ("", "by", "from")


def is_told(sentence: Sentence, act: Act, kind: str, date: DateRange | None) -> bool:
    """Return whether an act, of this kind and day, is told as an incident."""
    if kind in WEAK and lexis.ACCIDENT.search(sentence.text):
        return False
    return _has_toll(sentence, act) if act.tolls else _has_place(sentence, act, kind, date)


def _has_toll(sentence: Sentence, act: Act) -> bool:
    """Return whether the tolls of an act are told as done and are precise enough: a number, or a place at least."""
    tolls, start = act.tolls, act.start
    if all(is_none(t) for t in tolls) and all(i.toll for i in act.items):
        return _follows(sentence)
    if all(_is_taken_up(t) for t in tolls) and not sentence.places:
        return _follows(sentence) and not sentence.event_dates
    if sentence.future and not _DONE.search(sentence.text):
        return False
    wish = modality.is_wish(sentence.text[max(0, start - 30) : start])
    if wish and not any(t.verb in ("killing", "killed", "wounding") for t in tolls):
        return False
    if all(t.count.vague for t in tolls) and not any(p.prep and p.level <= 2 for p in sentence.places):
        return False
    if lexis.PROMISED.search(sentence.text[: min(start, _first_word(sentence, start))]):
        return False
    if not any(t.measure in HARMED for t in tolls):
        open_count = all(t.measure == "casualties" for t in tolls)
        told = (bool(sentence.places), bool(sentence.event_dates))
        return all(told) if open_count else any(told)
    return True


def _first_word(sentence: Sentence, start: int) -> int:
    """Return where the word of the kind stands, or the given offset where there is none."""
    found = kind_at(sentence.text)
    return found[1] if found else start


def _is_taken_up(toll: Casualties) -> bool:
    """Return whether a toll is one person who was spoken of before: "The boy died"."""
    return toll.count.low == 1 and bool(_TAKEN_UP.match(toll.people or ""))


def _follows(sentence: Sentence) -> bool:
    """Return whether the sentence stands right behind an incident: "Nobody was hurt."."""
    last = sentence.thread.incident
    return last is not None and sentence.index - last.sentence == 1 and sentence.unit.block == last.block


def _has_place(sentence: Sentence, act: Act, kind: str, date: DateRange | None) -> bool:
    """Return whether an act without a toll has a place, and a day or somebody who tells of it as one act."""
    here = [p for p in sentence.places if act.zone[0] <= p.start < act.zone[1]] or list(sentence.places)
    places = [p for p in here if p.level <= 3 and p.prep not in _NOWHERE]
    explicit = any(is_short(d, 7) for d in sentence.event_dates)
    named = has_own_place(sentence, act, paragraph=explicit and any(i.is_verb for i in act.items))
    if not places and not named:
        return _takes_up(sentence, act) and date is not None
    near = any(p.level <= 2 for p in places) or named
    if explicit:
        return near or any(i.is_verb for i in act.items)
    return near and _is_dated(sentence, act, kind, places, date)


def _is_dated(sentence: Sentence, act: Act, kind: str, places: list[Place], date: DateRange | None) -> bool:
    """Return whether an act whose sentence names no day stands in a dated list or report, or is one act that somebody tells of."""
    thread = sentence.thread
    verb = any(i.is_verb for i in act.items)
    if thread.heading_date is not None and (any(p.start < 6 for p in places) or verb or is_log(sentence)):
        return True
    if date is not None and (verb or kind not in NEEDS_DAY):
        return is_log(sentence) or thread.author is not None or verb
    told = sentence.source(act.start)[0] is not None
    town = has_own_place(sentence, act, paragraph=False) or any(p.level == 1 for p in places)
    return told and town and (verb or kind in ONE_ACT) and not _GOES_ON.search(sentence.text)


def _takes_up(sentence: Sentence, act: Act) -> bool:
    """Return whether an act whose place is not told is the one of the heading or the town before."""
    dated = any(is_short(d, 3) for d in sentence.event_dates)
    return dated and sentence.thread.heading_place is not None and any(i.is_verb for i in act.items)

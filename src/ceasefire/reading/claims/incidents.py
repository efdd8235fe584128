"""Incidents: what kind, where, when, how many killed and hurt, who says so and whom they blame."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.claims.incident_acts import Act, acts_of
from ceasefire.reading.claims.incident_causes import cause_at, others, without_causes
from ceasefire.reading.claims.incident_dates import incident_date, is_hour_row, is_log, is_short
from ceasefire.reading.claims.incident_items import items_of, may_tell
from ceasefire.reading.claims.incident_kinds import OPEN, WEAK, kind_at
from ceasefire.reading.claims.incident_told import is_charged, is_told
from ceasefire.reading.claims.incident_tolls import HARMED
from ceasefire.reading.claims.incident_where import place_of
from ceasefire.reading.claims.other_subjects import is_of_another
from ceasefire.reading.mentions.blame import blamed_by_text
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.denial import denied_in_text, spared_by
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech_patterns import HEARSAY, NO_SPEAKER, SPEAKER
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, Modality
from ceasefire.reading.text.segment import UnitKind

_WORDS: Final = 60
"""Characters that a quote out of a long sentence has at least; chosen by hand."""
_KIND_OF: Final = {"abducted": "abduction", "sexual violence": "sexual violence", "detained": "arrest"}


def read_incidents(sentence: Sentence) -> list[Claim]:
    """Find the incidents that a sentence tells as having happened."""
    if (
        (sentence.unit.kind is UnitKind.ROW and not is_hour_row(sentence))
        or is_of_another(sentence)
        or not may_tell(sentence)
    ):
        return []
    acts = acts_of(sentence, items_of(sentence))
    heads = sentence.is_heading and not is_log(sentence) and not sentence.is_alone
    if heads and not any(act.tolls for act in acts):
        return _heading(sentence)
    return [claim for act in acts if (claim := _claim(sentence, act))]


def _heading(sentence: Sentence) -> list[Claim]:
    """A heading such as "2. Shelling of X (8 October 2018)" tells of an incident that the lines below it describe."""
    found = kind_at(sentence.text)
    date = next((d.value for d in sentence.dates if is_short(d, 2)), None)
    if found is None or date is None or not sentence.places or sentence.index < 2:
        return []
    source, basis = sentence.source()
    return [
        sentence.draft(
            ClaimType.INCIDENT,
            0,
            len(sentence.text),
            "incidents/heading",
            kind=found[0],
            date=date,
            attribution=source,
            basis=basis,
            place=best_place(sentence.text, sentence.places, 0),
        )
    ]


def _claim(sentence: Sentence, act: Act) -> Claim | None:
    """Return the incident of an act, where it is told as one."""
    kind = _kind(sentence, act)
    date = incident_date(sentence, (act.start, act.end), act.zone, act.items[0].clause)
    if not is_told(sentence, act, kind, date):
        return None
    spared = spared_by(sentence) is not None
    tolls, blamed = (
        act.tolls,
        None if spared else blamed_by_text(sentence, act.start, act.zone, others(sentence, act.items[0].start)),
    )
    denier = None if spared else denied_in_text(sentence, blamed)
    source, basis = _source(sentence, act)
    if denier is not None and denier == source:
        source = basis = None
    return sentence.draft(
        ClaimType.INCIDENT,
        *(_quote(sentence.text, act) if act.alone else act.zone),
        _rule(sentence, act),
        kind=kind,
        date=date,
        place=place_of(sentence, act),
        killed=_count(tolls, "killed"),
        injured=_count(tolls, "injured"),
        victims=next((t.people for t in tolls if t.people), None),
        breakdown={people: n for t in tolls for people, n in t.breakdown.items()},
        attribution=source,
        basis=basis,
        blamed=blamed,
        denied_by=denier,
        modality=_modality(sentence, act, basis),
    )


def _source(sentence: Sentence, act: Act) -> tuple[str | None, Basis | None]:
    """Return who says so: as the sentence has it, else the subject of the verb of speech over the act's clause."""
    source, basis = sentence.source(act.items[0].start)
    if basis in (Basis.SENTENCE, Basis.CARRIED):
        return source, basis
    over = next((i.mention.speaker for i in act.items if i.mention and i.mention.speaker), None)
    words = sentence.raw(sentence.analysis.words_in(over))
    speaks = SPEAKER.search(words) and not NO_SPEAKER.search(words)
    return (words, Basis.SENTENCE) if speaks and not basis else (source, basis)


def _rule(sentence: Sentence, act: Act) -> str:
    return (
        "incidents/headline"
        if sentence.is_heading and not is_log(sentence)
        else "incidents/toll"
        if act.tolls and cause_at(sentence, act.items[0].start) is None
        else "incidents/told"
    )


def _kind(sentence: Sentence, act: Act) -> str:
    """Return the kind by the words of the act's part of the sentence, else of the frames, else of the whole and of the tolls."""
    whole = (0, len(sentence.text))
    named = _named(without_causes(sentence, whole if act.alone else act.zone, act.items[0].start))
    if named and named not in WEAK:
        return named
    measures = {t.measure for t in act.tolls}
    taken = next((_KIND_OF[m] for m in _KIND_OF if m in measures), None)
    if taken and not measures & HARMED:
        return taken
    framed = _framed(act)
    if framed and (named is None or named in OPEN):
        return framed
    return named or (None if act.alone else _named(sentence.text)) or _by_toll(act, measures)


def _named(text: str) -> str | None:
    found = kind_at(text)
    return found[0] if found else None


def _framed(act: Act) -> str | None:
    """Return the first kind that a frame of the act names, if it says more than that there was harm or an attack."""
    return next((i.mention.frame.kind for i in act.items if i.mention and i.mention.frame.kind not in OPEN), None)


def _by_toll(act: Act, measures: set[str]) -> str:
    if not act.tolls:
        return next((i.mention.frame.kind for i in act.items if i.mention), "attack")
    return "killing" if "killed" in measures else "wounding"


def _count(tolls: list[Casualties], measure: str) -> Count | None:
    return next((t.count for t in tolls if t.measure == measure), None)


def _quote(text: str, act: Act) -> tuple[int, int]:
    """Return the words of the only act of a sentence: all of it where that is short, else those around the act."""
    if len(text) <= 330:
        return 0, len(text)
    start, end = min(i.start for i in act.items), act.end
    left = max(text.rfind(mark, 0, start) for mark in ("; ", '" ', ". ", ", "))
    left = left + 2 if left >= 0 else 0
    left = left if end - left <= 450 else max(0, text.rfind(" ", 0, max(0, end - 400)) + 1)
    right = text.find(", ", max(end, left + _WORDS))
    right = right if right > 0 else len(text)
    return left, right if right - left <= 480 else max(text.rfind(" ", 0, left + 480), end)


def _modality(sentence: Sentence, act: Act, basis: Basis | None) -> Modality:
    """Return HELD for what the text tells as its own knowledge, and not what a speaker, a charge or hearsay tells."""
    told = sentence.text if act.alone else sentence.text[slice(*act.zone)]
    heard = basis in (Basis.SENTENCE, Basis.CARRIED) or HEARSAY.search(told) or is_charged(sentence, act)
    return Modality.ALLEGED if heard else Modality.HELD

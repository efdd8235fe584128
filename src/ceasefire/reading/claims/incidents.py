"""Incidents: what kind, where, when, how many killed and hurt, who says so and whom they blame."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.figure_none import none_seen
from ceasefire.reading.claims.incident_dates import incident_date, is_short
from ceasefire.reading.claims.incident_kinds import NEEDS_DAY, ONE_ACT, kind_at
from ceasefire.reading.claims.told_as_fact import is_unreal
from ceasefire.reading.lexicon.events import EventMention
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.blame import blamed_by_text, denied_in_text
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.places import Place, best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange, Modality
from ceasefire.reading.text.segment import UnitKind

_MEASURES: Final = frozenset(("killed", "injured", "casualties", "abducted", "sexual violence", "detained"))
_KIND_OF: Final = {"abducted": "abduction", "sexual violence": "sexual violence", "detained": "arrest"}
_HARMED: Final = frozenset(("killed", "injured"))
_DONE = re.compile(r"killed|wounded|injured|died|dead|abducted")


def read_incidents(sentence: Sentence) -> list[Claim]:
    """Find the incidents that a sentence tells as having happened."""
    found = kind_at(sentence.text)
    if not found or sentence.unit.kind is UnitKind.ROW:
        return []
    tolls = [c for c in sentence.casualties if c.measure in _MEASURES and not is_aggregate(sentence, c)]
    if sentence.is_heading and not any(c.measure in _HARMED for c in tolls):
        return _heading(sentence, found)
    if tolls:
        return _tolls(sentence, tolls, found)
    claim = _without_toll(sentence, found)
    return [claim] if claim else []


def _tolls(sentence: Sentence, tolls: list[Casualties], found: EventMention) -> list[Claim]:
    """One incident for each group of tolls, unless they are to come or promised away."""
    to_come = sentence.future and not _DONE.search(sentence.text)
    if to_come or lexis.PROMISED.search(sentence.text[: found[1]]):
        return []
    groups = _clauses(tolls)
    return [c for c in (_with_toll(sentence, g, len(groups) > 1) for g in groups) if c]


def _heading(sentence: Sentence, found: EventMention) -> list[Claim]:
    """A heading such as "2. Shelling of X (8 October 2018)" tells of an incident that the lines below it describe."""
    date = next((d.value for d in sentence.dates if is_short(d, 2)), None)
    if date is None or not sentence.places or sentence.index < 2:
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


def _clauses(tolls: list[Casualties]) -> list[list[Casualties]]:
    """Tolls of one sentence, grouped so that each measure stands once in a group."""
    groups: list[list[Casualties]] = []
    for toll in tolls:
        if groups and toll.measure not in {t.measure for t in groups[-1]}:
            groups[-1].append(toll)
        else:
            groups.append([toll])
    return groups


def _with_toll(sentence: Sentence, tolls: list[Casualties], split: bool) -> Claim | None:
    """The incident of one group of tolls; `split` where the sentence holds several groups, each with a clause of its own."""
    text = sentence.text
    start, end = min(t.start for t in tolls), max(t.end for t in tolls)
    found = kind_at(text[max(0, start - 120) : end + 120] if split else text)
    if found is None or not _tells_one(sentence, tolls, start):
        return None
    zone = _bounds(text, start, end) if split else (0, len(text))
    inside = tuple(p for p in sentence.places if zone[0] <= p.start < zone[1])
    source, basis = sentence.source(start)
    return sentence.draft(
        ClaimType.INCIDENT,
        *(zone if split else _quote(text, min(start, found[1]), max(end, found[2]))),
        "incidents/toll",
        kind=_kind(found[0], tolls),
        date=incident_date(sentence, start, zone),
        place=_where(sentence, inside or sentence.places, start),
        killed=_count(tolls, "killed"),
        injured=_count(tolls, "injured"),
        victims=next((t.people for t in tolls if t.people), None),
        breakdown={people: n for t in tolls for people, n in t.breakdown.items()},
        attribution=source,
        basis=basis,
        blamed=blamed_by_text(sentence, start),
        denied_by=denied_in_text(sentence),
        modality=_modality(basis),
    )


def _kind(kind: str, tolls: list[Casualties]) -> str:
    """The kind by its word; where that is "killing" and nobody was harmed, by what is counted."""
    unharmed = kind == "killing" and not any(t.measure in _HARMED for t in tolls)
    return _KIND_OF.get(tolls[0].measure, kind) if unharmed else kind


def _tells_one(sentence: Sentence, tolls: list[Casualties], start: int) -> bool:
    """Whether a toll is told as fact and precise enough: a number, or a place at least."""
    if is_unreal(sentence, start, max(t.end for t in tolls)):
        return False
    wish = modality.is_wish(sentence.text[max(0, start - 30) : start])
    if wish and not any(t.verb in ("killing", "killed", "wounding") for t in tolls):
        return False
    if all(t.count.vague for t in tolls) and not any(p.prep and p.level <= 2 for p in sentence.places):
        return False
    only_casualties = all(t.measure == "casualties" for t in tolls)
    return not only_casualties or bool(sentence.places and sentence.event_dates)


def _count(tolls: list[Casualties], measure: str) -> Count | None:
    return next((t.count for t in tolls if t.measure == measure), None)


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of one of several tolls in a sentence."""
    marks = ("; ", ", while ", " and in ", ". ", ", and ")
    left = max((at + len(m) for m in marks if (at := text.rfind(m, 0, start)) >= 0), default=0)
    right = min((at for m in marks if m != ". " and (at := text.find(m, end)) > 0), default=len(text))
    return left, right


def _quote(text: str, start: int, end: int) -> tuple[int, int]:
    if len(text) <= 330:
        return 0, len(text)
    left = max(text.rfind("; ", 0, start), text.rfind('" ', 0, start), text.rfind(". ", 0, start))
    left = left + 2 if left >= 0 else 0
    left = left if end - left <= 450 else max(0, text.rfind(" ", 0, max(0, end - 400)) + 1)
    right = text.find(", ", end)
    right = right if right > 0 else len(text)
    return left, right if right - left <= 480 else max(text.rfind(" ", 0, left + 480), end)


def _without_toll(sentence: Sentence, found: EventMention) -> Claim | None:
    kind, start, end = found
    places = tuple(p for p in sentence.places if p.level <= 2 and p.prep not in ("", "by", "from"))
    if not places or _only_spoken_of(sentence, start, end) or is_unreal(sentence, start, end):
        return None
    date = incident_date(sentence, start, (0, len(sentence.text)))
    if not _placed_in_time(sentence, kind, places, date):
        return None
    source, basis = sentence.source(start)
    return sentence.draft(
        ClaimType.INCIDENT,
        *_quote(sentence.text, start, end),
        "incidents/told",
        kind=kind,
        date=date,
        place=_where(sentence, places, start),
        attribution=source,
        basis=basis,
        blamed=blamed_by_text(sentence, start),
        denied_by=denied_in_text(sentence),
        modality=_modality(basis),
    )


def _only_spoken_of(sentence: Sentence, start: int, end: int) -> bool:
    """True where the word of an incident is to come, counted, wished away, promised, seen nowhere, or said of no one thing."""
    text = sentence.text
    if any(none.start <= start < none.end for none in none_seen(text)):
        return True
    if sentence.future or is_aggregate(sentence) or not lexis.OCCURRED.search(text) or lexis.NUMBERED.search(text):
        return True
    clause = re.split(r" but |, |;", text[max(0, start - 45) : start])[-1]
    if re.match(r"(?:Not|No|Neither|Hardly)\b", text) or lexis.GENERAL.search(clause):
        return True
    wish = modality.is_wish(text[max(0, start - 60) : min(len(text), end + 30)])
    return wish or bool(lexis.PROMISED.search(text[:start]))


def _placed_in_time(sentence: Sentence, kind: str, places: tuple[Place, ...], date: DateRange | None) -> bool:
    """Whether a day is named, stands over a list or report, or somebody tells of a shelling or the like in a town."""
    explicit = any(is_short(d, 3) for d in sentence.event_dates)
    dated_list = sentence.thread.heading_date is not None and places[0].start < 6
    if kind in NEEDS_DAY:
        return explicit or dated_list
    reported = sentence.unit.kind is UnitKind.BULLET or sentence.thread.author is not None
    lasting = re.search(r"\b(?:have|has|had) (?:been|continued|intensified)\b|\bcontinu", sentence.text)
    told = kind in ONE_ACT and any(p.level == 1 for p in places) and bool(sentence.attributions)
    return explicit or (reported and date is not None) or (told and not lasting)


def _modality(basis: Basis | None) -> Modality:
    return Modality.ALLEGED if basis in (Basis.SENTENCE, Basis.CARRIED) else Modality.HELD


_THE_TOWN = re.compile(
    r"\b(?:in|of|at|into|on|near) (?:the (?:middle|centre|outskirts) of )?the (?:town|village|city|camp|settlement)\b(?! of)"
)


def _where(sentence: Sentence, places: tuple[Place, ...], near: int) -> str | None:
    tied = tuple(p for p in places if p.prep)
    town = sentence.thread.town if _THE_TOWN.search(sentence.text) else None
    return (
        best_place(sentence.text, tied, near)
        or sentence.thread.heading_place
        or town
        or best_place(sentence.text, places, near)
    )

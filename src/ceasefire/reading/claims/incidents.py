"""Incidents: what kind, where, when, how many killed and hurt, who says so and whom they blame."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.lexicon import events
from ceasefire.reading.lexicon.events import Spot, named
from ceasefire.reading.mentions import modality
from ceasefire.reading.mentions.blame import blamed_by_text, denied_in_text
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.places import Place, best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange, Modality
from ceasefire.reading.text.fold import lower
from ceasefire.reading.text.segment import UnitKind

_WEAK: Final = named("weak")
_NEEDS_DAY: Final = named("needs_day")
_ONE_ACT: Final = named("one_act")


@lru_cache(maxsize=256)
def kind_at(text: str) -> Spot | None:
    """Return the kind of incident that a sentence tells of, with the place of its word; one told by the way does not count.

    The last 256 sentences are remembered: several readers ask about one sentence.
    """
    return events.kind_at(lower(text), lexis.BY_THE_WAY)


@lru_cache(maxsize=256)
def _spans_war(text: str) -> bool:
    return lexis.WAR.search(lower(text)) is not None


def _scope(sentence: Sentence, casualty: Casualties | None) -> tuple[int, int]:
    """The part of a sentence that a toll stands in, parted from others by "; ", ", while " and the like."""
    text = sentence.text
    if casualty is None:
        return 0, len(text)
    marks = ("; ", ", while ", ", but ")
    left = max(text.rfind(m, 0, casualty.start) for m in marks)
    right = min((p for m in marks if (p := text.find(m, casualty.end)) > 0), default=len(text))
    own = text.find(", and ", casualty.start - 60 if casualty.start > 60 else 0, casualty.start)
    if own > 0 and any(
        d.value and d.value.start == d.value.end and own < d.start < right for d in sentence.event_dates
    ):
        left = max(left, own)
    return max(0, left), right


def is_aggregate(sentence: Sentence, casualty: Casualties | None = None) -> bool:
    """True when a toll covers a period or a whole war and not one incident."""
    if casualty and casualty.count.vague and re.search(r"thousand|million", casualty.count.vague):
        return True
    if casualty and casualty.verb.startswith(("toll", "death toll", "number", "put", "estimated")):
        return True
    low = casualty.count.low if casualty else None
    if low is not None and low >= 3_000:
        return True
    scope = _scope(sentence, casualty)
    if scope != (0, len(sentence.text)):
        told = kind_at(sentence.text[scope[0] : scope[1]])
        if not told or (told[0] in _WEAK and not _single_day(sentence, scope)):
            scope = (0, len(sentence.text))
    dates = [d for d in sentence.dates if scope[0] <= d.start < scope[1]]
    if any(d.form in _LONG_FORMS or (d.form == "window" and _long_window(d)) for d in dates):
        return True
    started = any(d.value and d in sentence.event_dates and is_start(sentence, d) for d in dates)
    if (started or _spans_war(sentence.text[slice(*scope)])) and not _single_day(sentence, scope):
        return True
    if lexis.COUNTED_BY.search(sentence.text):
        return True
    counted = lexis.AGGREGATE_VERB.search(sentence.text) and lexis.COUNTABLE.search(sentence.text)
    return bool(counted) and not _single_place(sentence)


_LONG_FORMS = frozenset(("y", "y-y", "my-my", "quarter", "first-months"))


def is_start(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date tells since when something goes on: "since May 6", "the war that broke out on April 15"."""
    before = sentence.text[max(0, date.start - 100) : date.start]
    event = lexis.SINCE_EVENT.search(before) and not lexis.IN_WHICH.match(sentence.text[date.end :])
    return bool(lexis.START.search(before[-70:]) or event)


def _long_window(date: DateMention) -> bool:
    return date.value is None or (date.value.end - date.value.start).days >= 1


def _single_day(sentence: Sentence, scope: tuple[int, int]) -> bool:
    days = [
        d
        for d in sentence.event_dates
        if d.value
        and scope[0] <= d.start < scope[1]
        and d.value.start == d.value.end
        and not is_start(sentence, d)
        and d.role not in ("until", "by", "as of", "from", "as at", "to", "ending")
    ]
    return bool(days) and kind_at(sentence.text) is not None


def _single_place(sentence: Sentence) -> bool:
    return len({p.name for p in sentence.places if p.level == 1}) == 1


def read_incidents(sentence: Sentence) -> list[Claim]:
    """Find the incidents that a sentence tells as having happened."""
    text = sentence.text
    found = kind_at(sentence.text)
    if not found or sentence.unit.kind is UnitKind.ROW:
        return []
    tolls = [
        c
        for c in sentence.casualties
        if c.measure in ("killed", "injured", "casualties", "abducted", "sexual violence", "detained")
        and not is_aggregate(sentence, c)
    ]
    if sentence.is_heading and not any(c.measure in ("killed", "injured") for c in tolls):
        return _heading(sentence, found)
    if tolls:
        if (
            sentence.future and not re.search(r"killed|wounded|injured|died|dead|abducted", text)
        ) or lexis.PROMISED.search(text[: found[1]]):
            return []
        groups = _clauses(tolls)
        return [c for c in (_with_toll(sentence, g, len(groups) > 1) for g in groups) if c]
    claim = _without_toll(sentence, found)
    return [claim] if claim else []


def _heading(sentence: Sentence, found: Spot) -> list[Claim]:
    """A heading such as "2. Shelling of X (8 October 2018)" tells of an incident that the lines below it describe."""
    date = next((d.value for d in sentence.dates if d.value and (d.value.end - d.value.start).days <= 2), None)
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
    text = sentence.text
    start, end = min(t.start for t in tolls), max(t.end for t in tolls)
    found = kind_at(text[max(0, start - 120) : end + 120] if split else text)
    if found is None or not _tells_one(sentence, tolls, start):
        return None
    by_measure = {t.measure: t for t in tolls}
    zone = _bounds(text, start, end) if split else (0, len(text))
    places = tuple(p for p in sentence.places if zone[0] <= p.start < zone[1])
    kind = found[0]
    if kind == "killing" and not {"killed", "injured"} & set(by_measure):
        kind = _KIND_OF.get(tolls[0].measure, kind)
    source, basis = sentence.source(start)
    return sentence.draft(
        ClaimType.INCIDENT,
        *(zone if split else _quote(text, min(start, found[1]), max(end, found[2]))),
        "incidents/toll",
        kind=kind,
        date=_date(sentence, start, zone),
        place=_where(sentence, places or sentence.places, start),
        killed=_count(by_measure.get("killed")),
        injured=_count(by_measure.get("injured")),
        victims=next((t.people for t in tolls if t.people), None),
        breakdown={people: n for t in tolls for people, n in t.breakdown.items()},
        attribution=source,
        basis=basis,
        blamed=blamed_by_text(sentence),
        denied_by=denied_in_text(sentence),
        modality=_modality(basis),
    )


_KIND_OF = {"abducted": "abduction", "sexual violence": "sexual violence", "detained": "arrest"}


def _tells_one(sentence: Sentence, tolls: list[Casualties], start: int) -> bool:
    """Whether a toll is told as fact and precise enough: a number, or a place at least."""
    wish = modality.is_wish(sentence.text[max(0, start - 30) : start])
    if wish and not any(t.verb in ("killing", "killed", "wounding") for t in tolls):
        return False
    if all(t.count.vague for t in tolls) and not any(p.prep and p.level <= 2 for p in sentence.places):
        return False
    only_casualties = all(t.measure == "casualties" for t in tolls)
    return not only_casualties or bool(sentence.places and sentence.event_dates)


def _count(toll: Casualties | None) -> Count | None:
    return toll.count if toll else None


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


def _without_toll(sentence: Sentence, found: Spot) -> Claim | None:
    kind, start, end = found
    places = tuple(p for p in sentence.places if p.level <= 2 and p.prep not in ("", "by", "from"))
    if not places or _only_spoken_of(sentence, start, end):
        return None
    date = _date(sentence, start, (0, len(sentence.text)))
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
        blamed=blamed_by_text(sentence),
        denied_by=denied_in_text(sentence),
        modality=_modality(basis),
    )


def _only_spoken_of(sentence: Sentence, start: int, end: int) -> bool:
    """True where the word of an incident is to come, counted, wished away, promised, or said of no one thing."""
    text = sentence.text
    if sentence.future or is_aggregate(sentence) or not lexis.OCCURRED.search(text) or _counted(sentence):
        return True
    clause = re.split(r" but |, |;", text[max(0, start - 45) : start])[-1]
    if re.match(r"(?:Not|No|Neither|Hardly)\b", text) or lexis.GENERAL.search(clause):
        return True
    wish = modality.is_wish(text[max(0, start - 60) : min(len(text), end + 30)])
    return wish or bool(lexis.PROMISED.search(text[:start]))


def _placed_in_time(sentence: Sentence, kind: str, places: tuple[Place, ...], date: DateRange | None) -> bool:
    """Whether a day is named, stands over a list or report, or somebody tells of a shelling or the like in a town."""
    explicit = any(d.value and (d.value.end - d.value.start).days <= 3 for d in sentence.event_dates)
    dated_list = sentence.thread.heading_date is not None and places[0].start < 6
    if kind in _NEEDS_DAY:
        return explicit or dated_list
    reported = sentence.unit.kind is UnitKind.BULLET or sentence.thread.author is not None
    lasting = re.search(r"\b(?:have|has|had) (?:been|continued|intensified)\b|\bcontinu", sentence.text)
    told = kind in _ONE_ACT and any(p.level == 1 for p in places) and bool(sentence.attributions)
    return explicit or (reported and date is not None) or (told and not lasting)


def _counted(sentence: Sentence) -> bool:
    return bool(
        re.search(
            r"\b\d+ (?:[\w-]+ ){0,3}(?:violations|explosions|incidents|attacks|airstrikes|air strikes"
            r"|projectiles|bursts|shots|shells|times|cases)\b",
            sentence.text,
        )
    )


def _modality(basis: Basis | None) -> Modality:
    return Modality.ALLEGED if basis in (Basis.SENTENCE, Basis.CARRIED) else Modality.HELD


def _date(sentence: Sentence, near: int, zone: tuple[int, int]) -> DateRange | None:
    usable = [
        d
        for d in sentence.event_dates
        if d.value
        and zone[0] <= d.start < zone[1]
        and not is_start(sentence, d)
        and d.role not in ("since", "until", "by", "before", "as of", "from", "prior to", "after", "following", "as at")
        and d.form != "window"
    ]
    if len(usable) > 1:
        usable = [
            d
            for d in usable
            if d.form != "today" or sentence.text[d.start : d.end].lower() not in ("overnight", "last night")
        ]
    usable = usable or [
        d
        for d in sentence.event_dates
        if d.value
        and not is_start(sentence, d)
        and d.role not in ("since", "until", "by", "before", "as of", "prior to", "after", "following", "as at")
    ]
    if usable:
        fine = [d for d in usable if d.value and (d.value.end - d.value.start).days <= 10] or usable
        return min(fine, key=lambda d: abs(d.start - near)).value
    thread = sentence.thread
    if thread.heading_date:
        return thread.heading_date
    if (
        thread.incident is not None
        and thread.incident.date
        and sentence.index - thread.incident_unit <= 3
        and lexis.SAME_DAY.search(sentence.text)
    ):
        return thread.incident.date
    said = [d for d in sentence.dates if d.start in sentence.speech_dates and d.value]
    if said and said[0].value and sentence.index <= 3 and sentence.casualties:
        return msgspec.structs.replace(said[0].value, approx=True)
    return None


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


def is_anaphoric(sentence: Sentence) -> bool:
    """True when a sentence speaks of an incident told before it."""
    return bool(lexis.ANAPHOR.search(sentence.text[:140]))

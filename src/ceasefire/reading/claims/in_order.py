"""Read the sentences of a text one after another, each with what those before it leave to lean on."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import msgspec

from ceasefire.reading.claims.agreement_days_of_talks import dated_by_round
from ceasefire.reading.claims.agreement_rows import read_row
from ceasefire.reading.claims.agreements import read_agreements
from ceasefire.reading.claims.expected import read_expected, tells_end
from ceasefire.reading.claims.figures import read_figures
from ceasefire.reading.claims.headings import follow_heading
from ceasefire.reading.claims.incident_dates import is_hour_row, is_start
from ceasefire.reading.claims.incident_follow import followed
from ceasefire.reading.claims.incident_merge import merge_incidents
from ceasefire.reading.claims.incidents import read_incidents
from ceasefire.reading.claims.leaning import is_retold, lean
from ceasefire.reading.claims.meetings import read_meetings
from ceasefire.reading.claims.participants import learn_people
from ceasefire.reading.claims.positions import read_positions
from ceasefire.reading.claims.same_claim import joined
from ceasefire.reading.claims.text_tables import Table
from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.gazetteer_names import PLACE_KINDS
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Asked, LastIncident, Lead, Sentence, Thread
from ceasefire.reading.model import Basis, Claim, ClaimType, DateRange
from ceasefire.reading.text.segment import UnitKind

_BODIES = frozenset(("monitoring body", "working group", "mandate"))
"""Kinds of agreement of which the day they begin is a thing to come."""
_FINITE = re.compile(r"\b(?:to fall|starts? work)\b", re.I)
"""What says of the day on which an agreement begins that it is to come."""
_NAMED_AFTER = re.compile(r"\(?[Ss]ources?: ?(?P<s>[A-Z][\w'. -]{1,50}?)\)?\.?$")


def claims_of(thread: Thread, sentences: list[Sentence]) -> list[Claim]:
    """Return the claims of a text in the order of their words, repeated tellings joined."""
    others: list[Claim] = []
    incidents: list[Claim] = []
    thread.country = _main_country(sentences)
    table, heading = Table(), ""
    for sentence in sentences:
        if sentence.unit.kind is UnitKind.ROW:
            rows = table.read(sentence, heading)
            incidents += [c for c in rows if c.type is ClaimType.INCIDENT]
            others += [c for c in rows if c.type is not ClaimType.INCIDENT] + read_row(sentence)
            if not rows and is_hour_row(sentence):
                _add_incidents(sentence, incidents)
            continue
        sentence.clock = msgspec.structs.replace(sentence.clock, anchor=thread.anchor)
        learn_people(sentence)
        if sentence.is_heading:
            heading = sentence.text
            follow_heading(sentence)
        others += _others(sentence)
        _add_incidents(sentence, incidents)
    return sorted(
        [*dated_by_round(joined(others)), *merge_incidents(incidents, thread.text)], key=lambda c: (c.start, c.type)
    )


def _others(sentence: Sentence) -> list[Claim]:
    """All that a sentence says but incidents. Agreements lean on the meeting before them, so meetings are read first."""
    meetings = read_meetings(sentence)
    if meetings:
        sentence.thread.meeting_date = meetings[-1].date
        sentence.thread.meeting_place = meetings[-1].place or sentence.thread.meeting_place
    agreed = read_agreements(sentence)
    expected = [e for e in read_expected(sentence) if not any(_is_term(e, a) for a in agreed)]
    return [*meetings, *agreed, *read_figures(sentence), *expected, *read_positions(sentence)]


def _is_term(expected: Claim, agreed: Claim) -> bool:
    """Return whether a day to come is only that on which an agreement begins or ends; that it ends may be told by itself."""
    if expected.rule == "expected/meeting" or expected.date is None:
        return False
    if expected.date == agreed.expires:
        return not tells_end(expected)
    over = expected.start < agreed.end and agreed.start < expected.end
    begins = agreed.effective is not None and expected.date.start == agreed.effective.start
    return over and begins and agreed.kind not in _BODIES and not _FINITE.search(expected.quote)


def _add_incidents(sentence: Sentence, incidents: list[Claim]) -> None:
    """Add a sentence's incidents; a bare "Source: X" names who told of the last one."""
    found = [lean(sentence, c) for c in read_incidents(sentence) if not is_retold(sentence, c)]
    if incidents and not found and (named := _NAMED_AFTER.match(sentence.text)):
        incidents[-1] = msgspec.structs.replace(incidents[-1], attribution=named["s"], basis=Basis.SENTENCE)
    if not found:
        incidents[:] = followed(sentence, incidents)
    incidents += found
    _advance(sentence, found)


def _main_country(sentences: list[Sentence]) -> str | None:
    """The country a text is mostly about: named, by itself or through its towns, more often than all others."""
    seen: Counter[str] = Counter()
    for sentence in sentences[:40]:
        for name in sentence.names:
            country = name.entry.name if name.entry.kind in ("country", "demonym") else name.entry.within
            country = _land(sentence.thread.names).get(country or name.entry.name, country)
            if country:
                seen[country] += 1
    top = seen.most_common(2)
    if not top or top[0][1] < 3 or (len(top) > 1 and top[1][1] * 2 > top[0][1]):
        return None
    return top[0][0]


@lru_cache(maxsize=8)
def _land(names: Names) -> dict[str, str]:
    """Return the land of each area whose names are given: the one that lies in no other and holds others."""
    within = {known.name: known.within for known in names.known if known.kind in PLACE_KINDS}
    holders = set(within.values()) - {""}
    lands = {name for name, over in within.items() if not over and name in holders}
    found = {}
    for name in (*holders, *lands):
        top = name
        for _ in range(_DEEPEST):
            top = within.get(top) or top
        if top in lands:
            found[name] = top
    return found


_COUNTS = re.compile(r"(?:record|logg?|count|register|document|verif|tall|list|report)(?:ed|ied|s|ies)\b", re.I)
"""Verbs of a body that tells its count, of which the sentences behind go on."""
_DEEPEST = 4
"""Areas within areas: district, province, country."""
_LEAD = 3
"""Paragraphs for which the "24 hours" of a lead hold; chosen by hand, not measured."""
_WEEK = 7
_DISTRICT = 2
"""Level of a place in which the things of a paragraph can be where it names no town."""
_LABEL = 30
"""Characters of a head such as "Monday." or "Kolvar, 9 May."."""
_LONG_LABEL = 50
"""Those of a head without a verb, such as "Case 14 - Kolvar Bridge, 9 May 2031."."""


def _lead(sentence: Sentence, day: DateRange | None) -> Lead | None:
    """Return the day that a sentence gives to those after it: a window of a day, or the day of a label or a line of a log."""
    window = next((d.value for d in sentence.event_dates if d.form == "window" and d.value), None)
    if window and (window.end - window.start).days <= 2:
        return Lead(day=window, block=sentence.unit.block, reach=_LEAD)
    if day is None or _is_held(sentence):
        return None
    short = len(sentence.text) <= (_LABEL if any(c.group.finite for c in sentence.analysis.clauses) else _LONG_LABEL)
    head = sentence.unit.kind is UnitKind.BULLET or short or _is_of_a_day(sentence)
    return Lead(day=day, block=sentence.unit.block, head=head, sentence=sentence.index)


_OF_A_DAY = re.compile(
    r"\b(?:attacks|incidents|violations|clashes|killings|raids|strikes|worst|worse|bad|bloody|bloodiest|deadliest|violence|violent"
    r"|no better|things)\b"
)
"""What tells of a day as a whole: "There were two attacks on Sunday.", "The worst of it was on Monday night."."""
_SHORT = 70


def _is_of_a_day(sentence: Sentence) -> bool:
    """Return whether a sentence of no place tells what kind of day one was, before those that tell what happened on it."""
    told = len(sentence.text) <= _SHORT and not sentence.future and not any(p.level <= 3 for p in sentence.places)
    return told and len(sentence.event_dates) == 1 and _OF_A_DAY.search(sentence.text) is not None


def _is_held(sentence: Sentence) -> bool:
    """Return whether the day of a lead still holds for the paragraph of a sentence."""
    lead = sentence.thread.lead
    return lead is not None and lead.reach > 0 and sentence.unit.block - lead.block <= lead.reach


def _asked(sentence: Sentence, towns: list[Place], day: DateRange | None) -> Asked | None:
    """Return what a question leaves to its answer."""
    if not sentence.text.rstrip().endswith("?"):
        return None
    last = sentence.thread.incident
    told = last.claim if last and last.block == sentence.unit.block else None
    town = towns[-1].text if towns else told.place if told else None
    day = day or (told.date if told else None)
    return Asked(town=town, day=day, sentence=sentence.index) if town or day else None


def _short_day(sentence: Sentence) -> DateRange | None:
    """Return the first time of a week at most that a sentence names."""
    return next(
        (d.value for d in sentence.event_dates if d.value and (d.value.end - d.value.start).days <= _WEEK), None
    )


def _towns(sentence: Sentence) -> list[Place]:
    """Return the towns in which a sentence tells of things, or the districts where it names no town."""
    tied = [p for p in sentence.places if p.prep]
    return [p for p in tied if p.level == 1] or [p for p in tied if p.level == _DISTRICT]


def _is_only_begun(sentence: Sentence, day: DateRange | None) -> bool:
    """Return whether a day is one since which things are told, or on which they began."""
    return any(d.role == "since" or is_start(sentence, d) for d in sentence.event_dates if d.value == day)


def _leave_speaker(sentence: Sentence) -> None:
    """Leave to the sentences after this one its last speaker who is named, and whether that one counts."""
    thread = sentence.thread
    named = [a for a in sentence.attributions if not a.pronoun and a.stance == "say"]
    if named:
        thread.source, thread.source_block = sentence.raw(named[-1].source), sentence.unit.block
        thread.source_counts = _COUNTS.match(sentence.text, named[-1].verb) is not None


def _advance(sentence: Sentence, incidents: list[Claim]) -> None:
    """Leave to the sentences after this one its last day, town, speaker and incident."""
    thread = sentence.thread
    day = _short_day(sentence)
    towns = _towns(sentence)
    since = _is_only_begun(sentence, day)
    thread.anchor = day or thread.anchor
    thread.lead = _lead(sentence, None if since else day) or thread.lead
    if towns:
        thread.town, thread.town_at = towns[-1].text, (sentence.unit.block, sentence.index)
        thread.town_day = None if sentence.future or since else day
    _leave_speaker(sentence)
    thread.asked = _asked(sentence, towns, day) or thread.asked
    if incidents:
        thread.incident = LastIncident(claim=incidents[-1], sentence=sentence.index, block=sentence.unit.block)

"""From a text to claims: cut, annotate, read, join, check, validate."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import msgspec

from ceasefire.reading.claims.agreements import read_agreements
from ceasefire.reading.claims.expected import read_expected
from ceasefire.reading.claims.figures import read_figures
from ceasefire.reading.claims.incident_kinds import is_anaphoric
from ceasefire.reading.claims.incident_merge import merge_incidents
from ceasefire.reading.claims.incidents import read_incidents
from ceasefire.reading.claims.meetings import read_meetings
from ceasefire.reading.claims.positions import read_positions
from ceasefire.reading.claims.same_claim import joined
from ceasefire.reading.claims.text_tables import Table
from ceasefire.reading.gate.checks import check_document
from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import Accepted, validate
from ceasefire.reading.mentions.dates import dateline
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence, Thread
from ceasefire.reading.model import Basis, Claim, ClaimType, Reading, Rejected
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import UnitKind, segment

READER = "grammar-1"
MAX_TEXT = 4_000_000


class TextTooLong(ValueError):
    """The text is longer than any article or report; it is not read."""


def read(text: str, *, date: dt.date | None, publisher: str | None = None, language: str | None = None) -> Reading:
    """Read a text's meetings, agreements, incidents, figures, expected things and positions.

    `date` is the day the text was written; without it a full date in the head of the text is taken, and without that
    relative dates stay open. A `publisher` that is a monitoring body speaks where its report names nobody else; a news
    house does not. Only English text is read here; for another `language` the reading is empty. Raises TextTooLong
    above 4,000,000 characters.
    """
    if len(text) > MAX_TEXT:
        raise TextTooLong(f"text of {len(text)} characters; at most {MAX_TEXT} are read")
    folded = fold(text)
    units = segment(folded)
    reference, basis = _reference(folded, units, date)
    author = dateline.author_of(folded, units) or dateline.body_named(publisher or "")
    tongue = language or ("en" if _looks_english(folded) else "und")
    claims: list[Claim] = []
    if tongue.startswith("en"):
        thread = Thread(text, folded, reference, author)
        told = dateline.written_on(folded, units)
        thread.today = told if told and reference and 0 <= (reference - told).days <= 3 else None
        thread.period = dateline.covered_period(folded, units, reference) if author else None
        claims = _claims(
            thread,
            [
                Sentence(thread, u, i)
                for i, u in enumerate(units)
                if u.kind not in (UnitKind.FURNITURE, UnitKind.DATELINE)
            ],
        )
    accepted, rejected = _judged(claims, Evidence(text, reference))
    return Reading(
        claims=accepted,
        checks=check_document(folded, accepted),
        rejected=rejected,
        reference=reference,
        reference_basis=basis,
        author=author or publisher,
        language=tongue,
        reader=READER,
    )


def _reference(folded: str, units: tuple[object, ...], date: dt.date | None) -> tuple[dt.date | None, str]:
    if date is not None:
        return date, "given"
    found = dateline.written_on(folded, units)  # type: ignore[arg-type]
    return found, "text" if found else "none"


_LATIN = re.compile(r"[A-Za-z]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff]+")
_FOREIGN = re.compile(r"\b(?:ve|bir|ile|el|los|las|que|les|des|und|der|dans|sur|para|della)\b|[\u011f\u0131\u015f]")
_ENGLISH = re.compile(r"\b(?:the|and|of|in|was|were|to|on)\b")


def _looks_english(folded: str) -> bool:
    sample = folded[:1_500]
    latin, other = sum(map(len, _LATIN.findall(sample))), sum(map(len, _OTHER_SCRIPT.findall(sample)))
    return latin + other < 40 or (latin > 2 * other and (bool(_ENGLISH.search(sample)) or not _FOREIGN.search(sample)))


def _claims(thread: Thread, sentences: list[Sentence]) -> list[Claim]:
    others: list[Claim] = []
    incidents: list[Claim] = []
    thread.country = _main_country(sentences)
    table, heading = Table(), ""
    for sentence in sentences:
        if sentence.unit.kind is UnitKind.ROW:
            rows = table.read(sentence, heading)
            incidents.extend(c for c in rows if c.type is ClaimType.INCIDENT)
            others.extend(c for c in rows if c.type is not ClaimType.INCIDENT)
            continue
        sentence.clock = msgspec.structs.replace(sentence.clock, anchor=thread.anchor)
        _learn_people(sentence)
        if sentence.is_heading:
            heading = sentence.text
            _follow_heading(sentence)
        meetings = read_meetings(sentence)
        if meetings:
            thread.meeting_date = meetings[-1].date
        others.extend(meetings)
        agreed = read_agreements(sentence)
        others.extend(agreed)
        found = [_lean(sentence, c) for c in read_incidents(sentence)]
        if incidents and not found and (named := _NAMED_AFTER.match(sentence.text)):
            incidents[-1] = msgspec.structs.replace(incidents[-1], attribution=named["s"], basis=Basis.SENTENCE)
        incidents.extend(found)
        figures = read_figures(sentence)
        others.extend(figures)
        told = {d for a in agreed for d in (a.effective, a.expires) if d}
        others.extend(e for e in read_expected(sentence) if e.date is None or e.date not in told)
        others.extend(read_positions(sentence))
        _advance(sentence, found)
    return sorted([*joined(others), *merge_incidents(incidents, thread.text)], key=lambda c: (c.start, c.type))


def _main_country(sentences: list[Sentence]) -> str | None:
    """The country a text is mostly about: named, by itself or through its towns, more often than all others."""
    seen: Counter[str] = Counter()
    for sentence in sentences[:40]:
        for name in sentence.names:
            country = name.entry.name if name.entry.kind in ("country", "demonym") else name.entry.within
            if country:
                seen[country] += 1
    top = seen.most_common(2)
    if not top or top[0][1] < 3 or (len(top) > 1 and top[1][1] * 2 > top[0][1]):
        return None
    return top[0][0]


def _learn_people(sentence: Sentence) -> None:
    for _, _, name in sentence.people:
        if " " in name:
            sentence.thread.people.setdefault(name.split()[-1], name)
    whole = tuple(dict.fromkeys(name for _, _, name in sentence.people if " " in name))
    if len(whole) == 2:
        sentence.thread.pair = whole


_MONTH_WORDS = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december|\b(?:jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec)\b|(?<=\d)(?:st|nd|rd|th)"
)
_FIELD_PLACE = re.compile(r"^(?:location|place|area|site|where) ?: ?(?P<x>[^;|]{3,90})$", re.I)
_FIELD_DATE = re.compile(
    r"^(?:date|when|date (?:and time )?of (?:the )?(?:incident|violation|attack)|incident date) ?:", re.I
)


_NAMED_AFTER = re.compile(r"\(?[Ss]ources?: ?(?P<s>[A-Z][\w'. -]{1,50}?)\)?\.?$")


def _follow_heading(sentence: Sentence) -> None:
    """Let a heading or a field line ("Location: ...") give its place and date to the lines below it."""
    thread, text = sentence.thread, sentence.text
    field = _FIELD_PLACE.match(text)
    if field:
        thread.heading_place = field["x"].strip()
        return
    days = [d.value for d in sentence.dates if d.value and (d.value.end - d.value.start).days <= 2]
    if _FIELD_DATE.match(text):
        thread.heading_date = days[0] if days else None
        return
    if thread.author and days and re.search(r"\bdaily\b|\bsituation (?:on|for)\b", text, re.I):
        thread.heading_date = days[-1]
        return
    places = [p for p in sentence.places if p.level < 4]
    pure = not re.sub(
        r"[\W\d_]",
        "",
        re.sub(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", "", _MONTH_WORDS.sub("", text.lower())),
    )
    if not pure and (
        sentence.index < 1 or re.search(r"report|received|published|issued|press|statement|update", text, re.I)
    ):
        return
    if places and (thread.author or re.match(r"\(?\d{1,2}[.)]", text)):
        thread.heading_place = best_place(text, sentence.places, 0, deepest=3)
    if days:
        thread.heading_date = days[0]


def _lean(sentence: Sentence, claim: Claim) -> Claim:
    """Give an incident told by anaphor the place and date of the one told just before."""
    before = sentence.thread.incident
    if before is None or sentence.index - sentence.thread.incident_unit > 4:
        return claim
    bare = not any(p.level <= 3 for p in sentence.places) and not sentence.event_dates
    close = sentence.index - sentence.thread.incident_unit == 1 and (
        sentence.unit.block == sentence.thread.incident_block or is_anaphoric(sentence)
    )
    if bare and close and (claim.killed or claim.injured) and len(sentence.text) < 260:
        return msgspec.structs.replace(claim, rule="incidents/leaning", place=before.place, date=before.date)
    if not is_anaphoric(sentence) or (claim.place is not None and claim.date is not None):
        return claim
    return msgspec.structs.replace(
        claim,
        place=claim.place or before.place,
        date=claim.date or before.date,
        kind=before.kind if claim.kind in ("killing", "attack", "explosion") else claim.kind,
    )


def _advance(sentence: Sentence, incidents: list[Claim]) -> None:
    thread = sentence.thread
    day = next(
        (d.value for d in sentence.event_dates if d.value and (d.value.end - d.value.start).days <= 7 and d.value), None
    )
    if day:
        thread.anchor = day
    towns = [p for p in sentence.places if p.level == 1 and p.prep]
    if towns:
        thread.town = towns[-1].text
    named = [a for a in sentence.attributions if not a.pronoun and a.stance == "say"]
    if named:
        thread.source, thread.source_block = sentence.raw(named[-1].source), sentence.unit.block
    if incidents:
        thread.incident, thread.incident_unit, thread.incident_block = (
            incidents[-1],
            sentence.index,
            sentence.unit.block,
        )


def _judged(claims: list[Claim], evidence: Evidence) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    accepted: list[Claim] = []
    rejected: list[Rejected] = []
    for claim in claims:
        verdict = validate(claim, evidence)
        if isinstance(verdict, Accepted):
            accepted.append(verdict.claim)
        else:
            rejected.append(verdict)
    return tuple(accepted), tuple(rejected)

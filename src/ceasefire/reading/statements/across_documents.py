"""Across documents: which texts speak of one truce, one round, one count; each keeps its own value beside the others'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ceasefire.reading.documents.opening import Document
from ceasefire.reading.model import Claim, ClaimType, DateRange, Reading
from ceasefire.reading.statements.process import ProcessFacts, StatedProperty
from ceasefire.vocabulary.wording import identifier

_LONGEST_ID = 120
"""Characters of a name that an id keeps; the rest of the 160 is for what is joined to it. Chosen by hand; not measured."""
SLACK = 3
"""Days by which two texts may differ on the start of one truce and still mean the same."""
LONGEST_NAME = 400
"""Characters of the name of a speaker or publisher that a statement holds."""
NOT_TOLD = "not told ("
"""How the name of a speaker begins of whom a text says nothing; the document's own name follows."""
TRUCE = "ceasefire"
"""How ids of truces begin; ids of agreements that are truces hold it."""
WAR = "-war"
"""How ids of wars end."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One document as it was read."""

    document: Document
    reading: Reading
    facts: ProcessFacts


class Truce(msgspec.Struct, frozen=True, kw_only=True):
    """A truce that is known: its id, its country where that is known, and when it was made or began."""

    id: str
    country: str | None
    when: DateRange


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a record knows before the texts are read: rounds with their days, truces, since when a war is counted."""

    rounds: tuple[tuple[str, int, DateRange], ...] = ()
    truces: tuple[Truce, ...] = ()
    began: tuple[tuple[str, dt.date, str], ...] = ()


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """One property of one thing, by the id that all texts share."""

    subject: str
    property: str
    value: str
    claim: Claim
    said_by: str | None = None
    as_of: dt.date | None = None
    note: str | None = None


def slug(words: str) -> str:
    """Return an id made from a name: small letters, digits and hyphens."""
    return identifier(words, _LONGEST_ID) or "unnamed"


class Joined:
    """The things that a set of texts speak of, joined over the texts and with what is known already."""

    def __init__(self, texts: Sequence[Text], known: Known | None = None) -> None:
        self.texts = tuple(texts)
        self._known = known or Known()
        self._rounds = list(self._known.rounds)
        for text in self.texts:
            self._rounds += [
                (slug(c.process), c.round, c.date) for c in _held(text.reading) if c.process and c.round and c.date
            ]
        self._truces = list(self._known.truces)
        self._join_truces()
        self._persons = _spellings(c.actors for t in self.texts for c in (*_held(t.reading), *_expected(t)))
        self._began = [*self._known.began, *self._starts()]

    def round_on(self, process: str | None, when: DateRange | None) -> int | None:
        """Return the round of a process that was held on these days, if the texts agree on one."""
        if process is None or when is None or (when.end - when.start).days > 6:
            return None
        found = {n for name, n, days in self._rounds if name == slug(process) and days.overlaps(when)}
        return found.pop() if len(found) == 1 else None

    def person(self, name: str) -> str:
        """Return the id of a person's last name, one for all spellings of it in these texts (Lavrentiev, Lavrentyev)."""
        last = slug(name.split()[-1])
        return self._persons.get(last, last)

    def began(self, country: str | None) -> tuple[dt.date, str] | None:
        """Return since when a country's war is counted, and which text says so; the earliest where they differ."""
        found = sorted((day, who) for name, day, who in self._began if country is not None and name == slug(country))
        return found[0] if found else None

    def truce(self, country: str | None, when: DateRange | None) -> str | None:
        """Return the id of the one truce that a date, however rough, can mean; None where it can mean several."""
        if when is None:
            return None
        fits = [t for t in self._truces if _fits(t, country, when)]
        return fits[0].id if len(fits) == 1 else None

    def stated(self, text: Text) -> list[Stated]:
        """Return what a text tells of the process, with the ids that all texts share."""
        found = [s for told in text.facts.told for s in self._one(text, told)]
        return [*_once(found), *self._plans(text)]

    # --- things -------------------------------------------------------------------------------------------------

    def _one(self, text: Text, told: StatedProperty) -> Iterator[Stated]:
        subject, value, note = self._subject(text, told), told.value, told.note
        if told.thing == "monitoring" and told.round is None:
            number = self.round_on(text.facts.process, told.date)
            value = str(number) if number is not None else ""
            note = "The text dates it; which round was held that day is told elsewhere." if number is not None else None
        if subject is not None and value:
            yield Stated(
                subject=subject,
                property=told.property,
                value=value,
                claim=told.claim,
                said_by=told.said_by or _voice(text),
                as_of=self._as_of(text, told),
                note=note,
            )

    def _subject(self, text: Text, told: StatedProperty) -> str | None:
        thing, _, more = told.thing.partition(":")
        process = text.facts.process
        if thing == "process":
            return slug(process) if process else None
        if thing == "round":
            return f"{slug(process)}-{told.round}" if process and told.round else None
        if thing == "zones":
            return f"{slug(more)}-{'areas' if more == 'de-escalation' else 'zones'}"
        if thing == "truce":
            return self.truce(text.facts.country, told.date)
        if thing == "count":
            return f"{slug(more)}-death-count"
        if thing == "conflict":
            return f"{slug(text.facts.country)}{WAR}" if text.facts.country else None
        return "monitoring-mechanism"

    def _as_of(self, text: Text, told: StatedProperty) -> dt.date | None:
        """A count of rounds or zones holds as of the day of the text; what was agreed, as of the agreement."""
        if told.property == "number_of_areas" and told.value.endswith("agreed"):
            days = [
                d
                for name, n, d in self._rounds
                if text.facts.process and name == slug(text.facts.process) and n == told.round
            ]
            exact = [d for d in days if (d.end - d.start).days <= 6]
            return min(d.end for d in exact) if exact else None
        if told.property in ("rounds_held", "number_of_areas", "state"):
            return text.reading.reference
        return None

    def _plans(self, text: Text) -> Iterator[Stated]:
        """The days of a round that one text expects and another tells as held, as one property, so that they meet."""
        planned = {_round_of(c) for t in self.texts for c in _expected(t) if c.date}
        held = {_round_of(c) for t in self.texts for c in _held(t.reading) if c.process and c.date}
        both = {(name, number) for name, number in planned & held if number}
        for claim in (*_expected(text), *_held(text.reading)):
            name, number = _round_of(claim)
            if claim.date and (name, number) in both:
                yield Stated(
                    subject=f"{name}-{number}",
                    property="days_told",
                    value=days_of(claim.date),
                    claim=claim,
                    said_by=claim.attribution or _voice(text),
                    note="expected" if claim.type is ClaimType.EXPECTED else "told as held",
                )

    # --- truces -------------------------------------------------------------------------------------------------

    def _join_truces(self) -> None:
        """Give each truce told with a date an id: the most exact dates first, so that rough ones find them."""
        told = [
            (text.facts.country, one.date)
            for text in self.texts
            for one in text.facts.told
            if one.thing == "truce" and one.date
        ]
        for country, when in sorted(told, key=lambda t: ((t[1].end - t[1].start).days, t[1].start)):
            if not any(_fits(t, country, when) for t in self._truces):
                day = when.start.isoformat() if when.start == when.end else when.start.isoformat()[:7]
                self._truces.append(
                    Truce(
                        id=f"{TRUCE}-{slug(country)}-{day}" if country else f"{TRUCE}-{day}",
                        country=country,
                        when=when,
                    )
                )

    def _starts(self) -> Iterator[tuple[str, dt.date, str]]:
        for text in self.texts:
            for told in text.facts.told:
                if told.thing == "conflict" and text.facts.country:
                    yield slug(text.facts.country), dt.date.fromisoformat(f"{told.value}-01"), _voice(text)


def _spellings(actors: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Names that differ by one letter in eight, and begin alike, are spellings of the one that sorts first."""
    from rapidfuzz.distance import Levenshtein

    names = sorted({slug(actor.split()[-1]) for group in actors for actor in group if " " in actor})
    found: dict[str, str] = {}
    for at, name in enumerate(names):
        alike = [
            o
            for o in names[:at]
            if o[:3] == name[:3] and len(name) >= 6 and Levenshtein.distance(o, name) <= max(1, len(name) // 8)
        ]
        found[name] = found[alike[0]] if alike else name
    return found


def days_of(date: DateRange) -> str:
    """Return days as the words of a value: one day, or from/to."""
    return date.start.isoformat() if date.start == date.end else f"{date.start.isoformat()}/{date.end.isoformat()}"


def _fits(truce: Truce, country: str | None, when: DateRange) -> bool:
    same = truce.country is None or country is None or truce.country == country
    apart = max((truce.when.start - when.end).days, (when.start - truce.when.end).days)
    return same and apart <= SLACK


def _held(reading: Reading) -> list[Claim]:
    return [c for c in reading.claims if c.type is ClaimType.MEETING]


def _round_of(claim: Claim) -> tuple[str, int | None]:
    return slug(claim.process or ""), claim.round


def _expected(text: Text) -> list[Claim]:
    """Expected rounds, with the process of the text where they are to be held in its place or none is told."""
    process = text.facts.process
    return [
        msgspec.structs.replace(c, process=c.process or process)
        for c in text.reading.claims
        if c.type is ClaimType.EXPECTED and (c.process or c.place is None or c.place == process)
    ]


def _voice(text: Text) -> str:
    return voice(text.document, text.reading)


def voice(document: Document, reading: Reading) -> str:
    """Return who speaks where the text names nobody: its author, its publisher, or failing both the document by its name."""
    name = document.name.replace(chr(92), "/").rsplit("/", 1)[-1]
    return (reading.author or document.publisher or f"{NOT_TOLD}{name})")[:LONGEST_NAME]


def _once(stated: Iterable[Stated]) -> list[Stated]:
    """The first telling of each property and value by each speaker."""
    seen: dict[tuple[str, str, str, str | None], Stated] = {}
    for one in stated:
        seen.setdefault((one.subject, one.property, one.value, one.said_by), one)
    return list(seen.values())

"""What was read, as drafts of statements: meetings, reports, tallies and assertions, each with its quote and span."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from ceasefire.parties import fold
from ceasefire.reading.bulletins import Entry
from ceasefire.reading.lexicon.events import event_type_of, says_as_much
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange
from ceasefire.reading.statements.across_documents import Joined, Stated, Text, days_of, slug, voice
from ceasefire.reading.statements.bodies import (
    MEETINGS,
    count_of,
    measure_of,
    other_name,
    quoted,
    when_of,
)
from ceasefire.record import Draft, SourceRef
from ceasefire.vocabulary import BODIES
from ceasefire.vocabulary.codes import WHOLE

Parties = Mapping[str, str]


Made = tuple[Draft, ...] | str
"""The drafts of a claim, or why it makes none."""
UNFIT: Final = "no statement can hold it: "
"""How the reason begins where a claim would make a statement, but with a value that none can have."""


def or_why(make: Callable[[], Sequence[Draft] | str]) -> Made:
    """Return what is made, or why a value of it stands in no statement: a year far off, a name too long."""
    try:
        made = make()
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        return f"{UNFIT}{error}"
    return made if isinstance(made, str) else tuple(made)


class Maker:
    """Makes the drafts of one document's claims, properties and counts; `parties` maps spellings to party ids."""

    def __init__(self, text: Text, joined: Joined, parties: Parties) -> None:
        self.document, self.reading, self.facts = text.document, text.reading, text.facts
        self.joined, self.parties = joined, {fold(k): v for k, v in parties.items()}
        self.voice = voice(text.document, text.reading)
        self.published = self.document.date.isoformat() if self.document.date else None
        self.told = tuple(
            (t.claim.start, t.claim.end) for t in self.facts.told if t.thing in ("truce", "monitoring") and not t.note
        )

    def made(self, claim: Claim) -> Made:
        """Return a claim's drafts, or why it makes none."""
        return or_why(lambda: self._of(claim))

    def _of(self, claim: Claim) -> list[Draft] | str:
        if claim.type is ClaimType.MEETING:
            return [self.meeting(claim)]
        if claim.type is ClaimType.EXPECTED:
            if any(
                h.type is ClaimType.MEETING and h.start < claim.end and claim.start < h.end and h.date == claim.date
                for h in self.reading.claims
            ):
                return "the same words are read as a meeting that was held"
            return [self.expected(claim)] if _is_meeting(claim) else "an expected thing that is no meeting"
        if claim.type is ClaimType.INCIDENT:
            return [self.report(claim)]
        if claim.type is ClaimType.FIGURE:
            return self.figure(claim)
        if claim.type is ClaimType.AGREEMENT:
            return self.agreement(claim)
        return "a stand that names no report; who denies and who is blamed stands in the report itself"

    # --- meetings -----------------------------------------------------------------------------------------------

    def meeting(self, claim: Claim, status: str = "held") -> Draft:
        """Return the meeting of a claim, with an id shared by all texts where its round, or its day and persons, are told."""
        kind = MEETINGS.get(claim.kind or "", "talks")
        process = slug(claim.process) if claim.process else None
        body: dict[str, Any] = {"status": status, "kind_of": kind, "said_by": claim.attribution or self.voice}
        if process and claim.round:
            body |= {"id": f"{process}-{claim.round}"}
        elif claim.date and claim.date.start == claim.date.end and len(claim.actors) >= 2:
            names = "-".join(sorted(self.joined.person(a) for a in claim.actors[:4]))
            body |= {"id": f"{kind}-{claim.date.start.isoformat()}-{names}"[:150]}
        body |= {"process": process, "round": claim.round, "when": when_of(claim.date)}
        if claim.place and kind != "call":
            body["where"] = {"name": claim.place[:400]}
        present, persons = self._present(claim.actors)
        body |= {"present": present or None, "note": f"Named: {', '.join(persons)}."[:400] if persons else None}
        return self._draft("meeting", body, claim, "")

    def expected(self, claim: Claim) -> Draft:
        """Return an expected meeting; one to be held in the place of the process, or in none, is of the process."""
        process = claim.process or (self.facts.process if claim.place in (None, self.facts.process) else None)
        ahead = msgspec.structs.replace(claim, process=process, kind="round" if claim.round else "talks")
        return self.meeting(ahead, status="expected")

    def _present(self, actors: tuple[str, ...]) -> tuple[list[dict[str, str]], list[str]]:
        """Bodies by the ids of the record or by their names; persons are named in the note."""
        from ceasefire.reading.mentions.names import find_names, tokens

        bodies: list[dict[str, str]] = []
        persons: list[str] = []
        for actor in actors:
            known = self.parties.get(fold(actor))
            if known or any(
                n.start == 0 and n.end == len(actor) for n in find_names(actor, tokens(actor), self.reading.names)
            ):
                bodies.append({"party": known or slug(actor)})
            else:
                persons.append(actor)
        return bodies, persons

    # --- reports and counts -------------------------------------------------------------------------------------

    def report(self, claim: Claim) -> Draft:
        """Return the report of an incident; its kind is kept in a note where the event type says less."""
        body: dict[str, Any] = {
            "source": claim.attribution or self.voice,
            "language": self.reading.language if self.reading.language != "und" else None,
            "when": when_of(claim.date),
            "event_type": event_type_of(claim.kind),
            "killed": count_of(claim.killed),
            "injured": count_of(claim.injured),
            "actor_alleged": claim.blamed,
            "denied_by": claim.denied_by,
            "actor_target": claim.victims,
            "attribution": claim.attribution,
        }
        if claim.place:
            body["where"] = {"name": claim.place[:400]}
        if claim.kind and not says_as_much(claim.kind):
            body["note"] = f"Told as: {claim.kind}"
        return self._draft("report", body, claim, "")

    def figure(self, claim: Claim) -> list[Draft] | str:
        """Return the tally of a figure, or why it makes none."""
        count, found = count_of(claim.value), measure_of(claim.measure, claim.population)
        if claim.measure == "rounds":
            return (
                []
                if any(t.property == "rounds_held" for t in self.facts.told)
                else "a number of rounds of no named process"
            )
        if count is None or found is None:
            return f"no unit of count is known for {claim.measure!r}" if count else "no number"
        measure, unit = found
        body: dict[str, Any] = {
            "measure": measure,
            "unit": unit,
            "count": count,
            "said_by": claim.attribution or self.voice,
            "place": claim.place,
            "method": claim.method,
            "language": self.reading.language,
        }
        if other_name(claim.population):
            body["note"] = f"Told of: {other_name(claim.population)}."
        if _of_the_war(claim) and self._of_all(claim):
            body |= self._war_total(claim)
        else:
            body |= {"period": when_of(claim.period), "as_of": claim.as_of.end.isoformat() if claim.as_of else None}
            body |= self._apart(claim)
        return [self._draft("tally", body, claim, "")]

    def _apart(self, claim: Claim) -> dict[str, Any]:
        """What keeps a figure from being held against others that count something else: who counts, or the text itself."""
        if claim.period is None or claim.rule in _PARTS:
            return {"subject": f"figure-{self.document.sha256[:12]}-{claim.start}"}
        return {"counted_by": claim.attribution or self.voice}

    def _of_all(self, claim: Claim) -> bool:
        """Whether a toll is that of a whole country and of all who were counted, and no part of it."""
        country = self.facts.country
        whole = claim.place is None or country is None or country.lower() in claim.place.lower()
        return whole and claim.rule not in _PARTS

    def _war_total(self, claim: Claim) -> dict[str, Any]:
        """A toll of the whole war: its subject, since when it counts, and up to which day."""
        country = self.facts.country
        told = claim.period if claim.period and (claim.period.end - claim.period.start).days > 200 else None
        until = claim.as_of.end if claim.as_of else claim.period.end if claim.period else self.reading.reference
        began = (told.start, "") if told else self.joined.began(country)
        out: dict[str, Any] = {
            "subject": f"{slug(country)}-war" if country else None,
            "place": country or claim.place,
            "as_of": until.isoformat() if until else None,
        }
        if began and until and began[0] <= until:
            out["period"] = {"start": began[0].isoformat(), "end": until.isoformat(), "precision": 5}
            if began[1]:
                out["note"] = f"The start of the count is not told here; it is that of {began[1]}."[:400]
        return out

    def tally(self, entry: Entry, language: str) -> Made:
        """Return the tally of an entry of a bulletin, or why it makes none."""
        if not float(entry.count).is_integer():
            return "a count that is no whole number"
        count, by = int(entry.count), entry.by or entry.counted_by
        body = {
            "counted_by": entry.counted_by and self.parties.get(fold(entry.counted_by), entry.counted_by),
            "said_by": by and self.parties.get(fold(by), by),
            "measure": entry.measure,
            "unit": entry.unit,
            "place": entry.place,
            "count": {"low": count, "high": count},
            "language": language,
            "period": _days_counted(entry),
            "note": _TALLY_NOTES.get(entry.rule),
        }
        day = f"{entry.period[1]}" if entry.period and entry.rule in _OTHER_DAYS else ""
        what = f"{entry.counted_by or ''} {entry.measure} {entry.place} {day}".strip()
        return or_why(lambda: [self._at("tally", body, entry.start, entry.end, entry.quote, what, f"{slug(what)}")])

    def counted(self, entry: Entry) -> Claim:
        """Return a count of a bulletin as a claim, for a person to look at."""
        count, by = int(entry.count), entry.counted_by or entry.by
        return Claim(
            type=ClaimType.FIGURE,
            quote=entry.quote,
            start=entry.start,
            end=entry.end,
            rule=entry.rule,
            measure=entry.measure,
            value=Count(low=count, high=count),
            place=None if entry.place == WHOLE else entry.place,
            attribution=by and self.parties.get(fold(by), by),
            period=DateRange(start=entry.period[0], end=entry.period[1]) if entry.period else None,
        )

    # --- agreements and properties ------------------------------------------------------------------------------

    def agreement(self, claim: Claim) -> list[Draft] | str:
        """Return what is told of an agreement as properties of it; those of truces are read with the process."""
        if any(s <= claim.start < e for s, e in self.told) or claim.modality == "not concluded":
            return []
        number = re.search(r"\bresolution (\d{3,4})\b", claim.quote, re.I)
        unclear = None if number else _not_one_agreement(claim)
        if unclear:
            return unclear
        subject = self._agreement_id(claim, number[1] if number else None)
        stated = [
            Stated(subject=subject, property=name, value=value, claim=claim, said_by=claim.attribution or self.voice)
            for name, value in _told_of_agreement(claim, subject)
        ]
        return [self.assertion(one) for one in stated] or "nothing of it is told that can be compared"

    def _agreement_id(self, claim: Claim, number: str | None) -> str:
        if number:
            return f"scr-{number}"
        day = claim.date or claim.effective
        assert day is not None
        if claim.kind in ("ceasefire", "truce", "cessation of hostilities"):
            known = self.joined.truce(self.facts.country, day)
            if known:
                return known
        length = (day.end - day.start).days
        when = day.start.isoformat()[: 10 if length <= 6 else 7 if length <= 31 else 4]
        return "-".join(p for p in (slug(claim.kind or "agreement"), slug(claim.place or ""), when) if p != "unnamed")[
            :150
        ]

    def assertion(self, one: Stated) -> Draft:
        """Return one property as an assertion."""
        body = {
            "subject": one.subject,
            "property": one.property,
            "value": one.value[:400],
            "said_by": (one.said_by or self.voice)[:400],
            "as_of": one.as_of.isoformat() if one.as_of else None,
            "note": one.note,
        }
        return self._draft("assertion", body, one.claim, one.property)

    def asserted(self, one: Stated, claim: Claim) -> Made:
        """Return one property with the value and the speaker that a person gives it, or why it makes no statement."""
        if not claim.what:
            return "a property without a value"
        told = msgspec.structs.replace(one, value=claim.what, said_by=claim.attribution)
        return or_why(lambda: [self.assertion(told)])

    # --- the envelope -------------------------------------------------------------------------------------------

    def _draft(self, kind: str, body: dict[str, Any], claim: Claim, cell: str) -> Draft:
        return self._at(
            kind,
            body,
            claim.start,
            claim.end,
            claim.quote,
            cell,
            f"{claim.type.value}-{claim.start}-{claim.end}{'-' + cell if cell else ''}",
        )

    def _at(self, kind: str, body: dict[str, Any], start: int, end: int, quote: str, cell: str, name: str) -> Draft:
        """Put a body into a draft: a label of its own, who published it when, and the words it stands on."""
        full = {
            "label": f"read-{self.document.sha256[:12]}-{name}"[:400],
            **body,
            "publisher": self.document.publisher or self.voice,
            "published": self.published if self.document.date_basis != "none" else None,
        }
        typed = msgspec.convert({k: v for k, v in full.items() if v is not None}, type=BODIES[kind])
        kept: dict[str, Any] = msgspec.to_builtins(typed)
        source = SourceRef(
            address=self.document.address,
            publisher=self.document.publisher,
            sha256=self.document.sha256,
            cell=cell or None,
            span=(start, end),
            quote=quoted(quote),
        )
        return Draft(kind=kind, body=kept, source=source)


_TALLY_NOTES = {
    "bulletins/sum of parts": "Not told; the sum of the parts.",
    "bulletins/rest": "Told as the rest; what the other parts leave of the total.",
    "bulletins/correction": "Told later, in place of the count of that day.",
    "bulletins/day before": "Told a day later, beside the count of that day.",
}
"""Rule of the bulletin reader -> what to know of a count."""
_OTHER_DAYS = ("bulletins/correction", "bulletins/day before")
"""Rules by which a count is not of the bulletin's own day."""


def _days_counted(entry: Entry) -> dict[str, Any] | None:
    """Return the period of an entry: the hour at which a day's count ends is not told."""
    if entry.period is None:
        return None
    start, end = entry.period
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": 2}


def _not_one_agreement(claim: Claim) -> str | None:
    """Why an agreement without a number cannot be told from others of its kind; None where its day does."""
    day = claim.date or claim.effective
    if day is None:
        return "an agreement without a day: which one is meant cannot be told"
    if (day.end - day.start).days > 31:
        return "an agreement told by its year or season alone: which one is meant cannot be told"
    return None


def _told_of_agreement(claim: Claim, subject: str) -> Iterator[tuple[str, str]]:
    """The properties of an agreement that a claim tells, with their values."""
    days = {"agreed_on": claim.date, "in_force_from": claim.effective, "expires_on": claim.expires}
    yield from ((name, days_of(day)) for name, day in days.items() if day)
    if len(claim.actors) >= 2:
        name = "authors" if subject.startswith("ceasefire") else "made_by"
        yield name, "; ".join(sorted(claim.actors))[:400]


def _is_meeting(claim: Claim) -> bool:
    return claim.round is not None or bool(
        re.search(
            r"\b(?:meet|talks|round|summit|session|conference|negotiations)", f"{claim.what or ''} {claim.quote}", re.I
        )
    )


_PARTS: Final = ("figures/share", "figures/kind")
"""Rules of figures that are a part of another one, and never a second count of the same thing."""


def _of_the_war(claim: Claim) -> bool:
    """A toll of the whole war: told since its start, or of the crisis as such, and not of one day or month."""
    if claim.measure not in ("killed", "injured", "displaced", "casualties"):
        return False
    if claim.period and (claim.period.end - claim.period.start).days > 200:
        return True
    return bool(re.search(r"\b(?:crisis|conflict|war|militancy|insurgency|uprising)\b", claim.quote, re.I)) and (
        claim.value is not None and (claim.value.plain or 0) >= 1_000
    )

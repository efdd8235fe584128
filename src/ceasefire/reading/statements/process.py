"""What a text tells of a process and its agreements beyond single meetings: how many rounds, who made a truce and from
when, how many zones are agreed and how many exist, in which round a monitoring body was set up, how a round ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ceasefire.reading.gate.evidence import Evidence
from ceasefire.reading.gate.validator import Accepted, validate
from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS
from ceasefire.reading.mentions.names import find_names, tokens
from ceasefire.reading.mentions.numbers import value_of
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.model import Claim, ClaimType, Count, DateRange, Reading, Rejected
from ceasefire.reading.spans import as_it_came, as_joined
from ceasefire.reading.statements import wordings as forms
from ceasefire.reading.statements.lines import Line, country_of, lines_of, main_of, process_named
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.unwrap import unwrap


class StatedProperty(msgspec.Struct, frozen=True, kw_only=True):
    """One property of a thing as a text states it.

    `thing` is what kind of thing is meant (process, round, truce, zones, monitoring, count, conflict); documents are
    joined, and things given their ids, later. `claim` holds the words, and the slots that were validated.
    """

    thing: str
    property: str
    value: str
    claim: Claim
    said_by: str | None = None
    round: int | None = None
    date: DateRange | None = None
    note: str | None = None


class ProcessFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What was found and can be verified in the text, and what was refused, with the reason."""

    told: tuple[StatedProperty, ...]
    rejected: tuple[Rejected, ...]
    process: str | None
    country: str | None


def process_facts(text: str, reading: Reading) -> ProcessFacts:
    """Find what a text tells of the process as a whole; everything passes the validator, or is refused with its reason."""
    whole = unwrap(text)
    joined = msgspec.structs.replace(reading, claims=tuple(as_joined(claim, whole) for claim in reading.claims))
    facts = _facts(whole.text, joined)
    return msgspec.structs.replace(
        facts,
        told=tuple(msgspec.structs.replace(one, claim=as_it_came(one.claim, whole)) for one in facts.told),
        rejected=tuple(msgspec.structs.replace(one, claim=as_it_came(one.claim, whole)) for one in facts.rejected),
    )


def _facts(text: str, reading: Reading) -> ProcessFacts:
    """Find it in a text whose paragraphs stand on lines of their own."""
    folded = fold(text)
    process = main_of(c.process for c in reading.claims if c.process) or process_named(folded, reading.names)
    country = country_of(folded, process, reading.names)
    lines = lines_of(folded, reading)
    evidence = Evidence(text, reading.reference, reading.names)
    told: list[StatedProperty] = []
    rejected: list[Rejected] = []
    for one in _all(lines, text, folded, reading.names):
        verdict = validate(one.claim, evidence)
        if isinstance(verdict, Accepted):
            told.append(one)
        else:
            rejected.append(verdict)
    return ProcessFacts(told=tuple(told), rejected=tuple(rejected), process=process, country=country)


def _all(lines: list[Line], text: str, folded: str, names: Names) -> Iterator[StatedProperty]:
    last_round: int | None = None
    for at, line in enumerate(lines):
        if len(line.text) > 900:
            continue
        named = [n for _, _, n, noun in find_rounds(line.text) if noun in ("round", "talk", "meeting")]
        before = lines[at - 1] if at else None
        yield from _rounds(line, text)
        yield from _zones(line, text, folded, named)
        yield from _makers(line, text, before, names)
        yield from _monitoring(line, text, named)
        yield from _results(line, text, named, last_round)
        yield from _counts(line, text)
        last_round = named[-1] if named else last_round


def _claim(
    line: Line,
    match: re.Match[str],
    text: str,
    rule: str,
    *,
    value: Count | None = None,
    date: DateRange | None = None,
    actors: tuple[str, ...] = (),
    round_: int | None = None,
) -> Claim:
    """The sentence around a match as a claim for the validator; long sentences are cut to the match."""
    start, end = (
        (line.start, line.end)
        if line.end - line.start <= 480
        else (line.start + match.start(), line.start + match.end())
    )
    return Claim(
        type=ClaimType.AGREEMENT,
        quote=text[start:end],
        start=start,
        end=end,
        rule=rule,
        value=value,
        date=date,
        actors=actors,
        round=round_,
    )


def _rounds(line: Line, text: str) -> Iterator[StatedProperty]:
    for pattern in forms.ROUNDS:
        match = pattern.search(line.text)
        number = value_of(match["n"]) if match else None
        if match and number is not None and not re.search(r"\b(?:will|would|expected|planned|next)\b", match[0], re.I):
            yield StatedProperty(
                thing="process",
                property="rounds_held",
                value=str(number),
                said_by=line.speaker,
                claim=_claim(line, match, text, "process/rounds held", value=Count(low=number, high=number)),
            )
            return


def _zones(line: Line, text: str, folded: str, named: list[int]) -> Iterator[StatedProperty]:
    for pattern, verb in ((forms.CREATED_ZONES, "created"), (forms.AGREED_ZONES, "agreed")):
        match = pattern.search(line.text)
        number = value_of(match["n"]) if match else None
        if match is None or number is None:
            continue
        thing = f"zones:{_zone_type(match['type'], folded[: line.start + match.start('type')])}"
        round_ = named[0] if named and verb == "agreed" else None
        claim = _claim(line, match, text, f"process/zones {verb}", value=Count(low=number, high=number), round_=round_)
        date = (
            next((c.date for c in line.claims if c.type is ClaimType.AGREEMENT and c.date), None)
            if verb == "agreed"
            else None
        )
        yield StatedProperty(
            thing=thing,
            property="number_of_areas",
            value=f"{number} {verb}",
            said_by=line.speaker,
            round=round_,
            claim=claim,
            date=date,
        )
        if round_ is not None:
            yield StatedProperty(
                thing=thing,
                property="agreed_in_round",
                value=str(round_),
                said_by=line.speaker,
                round=round_,
                claim=claim,
            )
        return


def _zone_type(told: str, before: str) -> str:
    """A later "the safe zones" takes up the zones that the text has named more exactly before."""
    kind = told.lower().replace("deescalation", "de-escalation")
    if kind == "safe" and re.search(r"\bde-?escalation (?:zone|area)", before, re.I):
        return "de-escalation"
    return kind.replace("demilitarized", "demilitarised")


def _makers(line: Line, text: str, before: Line | None, names: Names) -> Iterator[StatedProperty]:
    """Who made a truce and from when it is in force: told in the sentence, or of the deal in the sentence before."""
    initiators = forms.MAKERS.search(line.text)
    match = initiators or forms.MADE.search(line.text)
    if match:
        role = initiators["role"].lower() if initiators else ""
        who = _states(match["who"], names)
        yield from _made(line, text, match, "guarantors" if role.startswith("guarantor") else "authors", who)
    elif before and forms.LED_TO.search(line.text):
        yield from _led_to(line, text, before, names)


def _made(line: Line, text: str, match: re.Match[str], role: str, who: tuple[str, ...]) -> Iterator[StatedProperty]:
    agreed = (c.effective or c.date for c in line.claims if c.type is ClaimType.AGREEMENT)
    date = next((day for day in agreed if day), None) or line.day(match.start())
    claim = _claim(line, match, text, "process/truce made", date=date, actors=who)
    yield from _truce(line, claim, role, who, date)


def _led_to(line: Line, text: str, before: Line, names: Names) -> Iterator[StatedProperty]:
    """The makers and the day of a deal that the next sentence says led to the truce."""
    deals = (c for c in before.claims if c.type is ClaimType.AGREEMENT and c.date and len(c.actors) >= 2)
    deal = next(deals, None)
    if deal is None:
        return
    makers = tuple(a for a in deal.actors if _states(a, names))
    claim = Claim(
        type=ClaimType.AGREEMENT,
        quote=text[deal.start : line.end],
        start=deal.start,
        end=line.end,
        rule="process/truce led to",
        date=deal.date,
        actors=makers,
    )
    note = "Told of the deal in the sentence before, which opened the way to the truce."
    yield from _truce(line, claim, "authors", makers, deal.date, note)


def _truce(
    line: Line, claim: Claim, role: str, who: tuple[str, ...], date: DateRange | None, note: str | None = None
) -> Iterator[StatedProperty]:
    """Two makers or more, and the day from which a truce is in force, each as a property of it."""
    values = {role: "; ".join(sorted(who)) if len(who) >= 2 else "", "in_force_from": _day(date) if date else ""}
    for name, value in values.items():
        if value:
            yield StatedProperty(
                thing="truce", property=name, value=value, said_by=line.speaker, date=date, claim=claim, note=note
            )


def _states(words: str, names: Names) -> tuple[str, ...]:
    found = find_names(words, tokens(words), names)
    return tuple(
        dict.fromkeys(
            n.entry.name for n in found if n.entry.kind in ("country", "body", "government", "group", "party")
        )
    )


def _day(date: DateRange) -> str:
    """A range as the words of a value: a day, a month where it is one, else from/to."""
    if date.start == date.end:
        return date.start.isoformat()
    return f"{date.start.isoformat()}/{date.end.isoformat()}"


def _monitoring(line: Line, text: str, named: list[int]) -> Iterator[StatedProperty]:
    match = forms.MONITOR.search(line.text)
    if (
        match is None
        or not forms.WATCHES.search(line.text[match.start() : match.end() + 120])
        or re.search(r"\b(?:not|no|would|proposed)\b", match[0], re.I)
    ):
        return
    here = line.start + match.start()
    near = [
        c
        for c in line.claims
        if c.type in (ClaimType.AGREEMENT, ClaimType.MEETING) and c.date and c.start <= here < c.end
    ]
    held = next((c.date for c in sorted(near, key=lambda c: c.type is not ClaimType.AGREEMENT)), None) or line.day(
        match.start()
    )
    round_ = named[0] if named else None
    if round_ is None and held is None:
        return
    claim = _claim(line, match, text, "process/monitoring set up", date=held, round_=round_)
    yield StatedProperty(
        thing="monitoring",
        property="created_in_round",
        value=str(round_ or ""),
        said_by=line.speaker,
        round=round_,
        date=held,
        claim=claim,
    )


def _results(line: Line, text: str, named: list[int], last_round: int | None) -> Iterator[StatedProperty]:
    none, said = forms.NO_RESULT.search(line.text), forms.SAID_RESULT.search(line.text)
    round_ = named[0] if named else last_round
    if round_ is None:
        return
    if none:
        yield StatedProperty(
            thing="round",
            property="result",
            value="no agreement",
            said_by=line.speaker,
            round=round_,
            claim=_claim(line, none, text, "process/no result"),
        )
    elif said and named and line.speaker:
        value = " ".join(re.sub(r"[\"']", "", said[0]).split())
        yield StatedProperty(
            thing="round",
            property="result",
            value=value[:200],
            said_by=line.speaker,
            round=round_,
            claim=_claim(line, said, text, "process/result said", round_=round_),
        )


def _counts(line: Line, text: str) -> Iterator[StatedProperty]:
    stopped = forms.STOPPED.search(line.text)
    if stopped:
        who = re.sub(r"^the ", "", stopped["who"], flags=re.I)
        yield StatedProperty(
            thing=f"count:{who}",
            property="state",
            value=stopped["state"].lower(),
            said_by=line.speaker,
            claim=_claim(line, stopped, text, "process/count stopped"),
        )
    began = forms.BEGAN.search(line.text)
    if began:
        yield StatedProperty(
            thing="conflict",
            property="began_on",
            value=f"{began['year']}-{MONTH_NUMBERS[began['month'].lower()]:02d}",
            said_by=line.speaker,
            claim=_claim(line, began, text, "process/conflict began"),
        )

"""The day, the place and the bodies of a thing to come, each looked for in its clause."""

from __future__ import annotations

import datetime as dt
import re

from ceasefire.reading.claims.expected_patterns import SAYINGS
from ceasefire.reading.claims.meeting_slots import gone_to, place_told
from ceasefire.reading.frames import Analysis, Reality
from ceasefire.reading.frames.clauses import Clause, Link
from ceasefire.reading.frames.index import verb_words
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.dates.calendar_math import shift
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a place of a sentence, as offsets: from the last mark before it to the first after it."""
    marks = [
        text.rfind(m, 0, start) + len(m)
        for m in (
            "; ",
            '," ',
            ", but ",
            ", while ",
            " that ",
            ", and ",
            ", adding ",
            " and will ",
            " and is ",
            " and are ",
        )
        if text.rfind(m, 0, start) >= 0
    ]
    stops = [
        p
        for p in (
            text.find(m, end)
            for m in (
                ";",
                ', "',
                ", but ",
                ", while ",
                ", adding",
                ", according",
                ", said",
                ", he said",
                ", she said",
                ", where ",
                ", after which",
                ", whereupon",
                ", which ",
            )
        )
        if p > 0
    ]
    return max(marks, default=0), min(stops, default=len(text))


_PERSONS = frozenset(("i", "we", "you", "he", "she", "they"))
_BESIDE = 4
"""Words between a verb and its object; chosen by hand."""
_NEAR = frozenset(("in", "at", "near", "from", "aboard", "on"))
_NEXT = re.compile(r"(?:next|(?:this|the) coming|tomorrow)\b", re.I)
_AGREED = re.compile(r"\bagreed to (?:meet|reconvene)\b")
_UNREAL = frozenset(
    (
        Reality.QUESTION, Reality.FICTION, Reality.DRILL, Reality.RETRACTED, Reality.DENIED, Reality.NEGATED, Reality.ZERO, Reality.AVERTED,
        Reality.FEARED, Reality.POSSIBLE,
    )
)  # fmt: skip


def bounds_of(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return the clause that a date stands in: of its verb, with the verbs over an infinitive and under it."""
    wide = clause_of(sentence.text, start, end)
    analysis = sentence.analysis
    words, clauses = analysis.words, analysis.clauses
    at = next((n for n, e in enumerate(words.ends) if e > start), -1)
    holding = [n for n, c in enumerate(clauses) if min(c.start, c.group.first) <= at < max(c.stop, c.group.after)]
    if at < 0 or not holding or all(c.group.infinitive and words.tags[c.group.first] == "T" for c in clauses):
        return wide
    first, last = _over_and_under(analysis, _own_clause(analysis, holding[-1], at))
    own = clauses[first]
    left = own.start if own.subject is None or own.link is Link.AND else min(own.start, own.subject.first)
    right = max(clauses[last].stop, clauses[last].group.after)
    narrow = words.starts[min(left, own.group.first)], words.ends[right - 1]
    return min(start, max(wide[0], narrow[0])), max(end, min(wide[1], narrow[1]))


def _over_and_under(analysis: Analysis, number: int) -> tuple[int, int]:
    """Return the clause of the finite verb over a verb, and the last of the infinitives and relative clauses behind it."""
    clauses, first, last = analysis.clauses, number, number
    while first > 0 and (not clauses[first].group.finite or clauses[first].group.infinitive):
        first -= 1
    while last + 1 < len(clauses) and (clauses[last + 1].group.infinitive or clauses[last + 1].link is Link.RELATIVE):
        last += 1
    return first, last


def _own_clause(analysis: Analysis, number: int, at: int) -> int:
    """Return the clause of a date: the one before, where a comma parts the date from who speaks (", a spokesman said")."""
    subject = analysis.clauses[number].subject
    parted = subject is not None and at < subject.first and "," in analysis.words.tags[at : subject.first]
    return number - 1 if parted and number and analysis.words.tags[0] != "P" else number


def is_unreal_at(sentence: Sentence, date: DateMention, clause: tuple[int, int]) -> bool:
    """Return whether the verb of a date's clause is denied, asked, supposed or only possible."""
    analysis = sentence.analysis
    heads = [c.group.head for c in analysis.clauses if clause[0] <= analysis.words.starts[c.group.head] < clause[1]]
    if not heads:
        return False
    near = [h for h in heads if analysis.words.starts[h] < date.start] or heads[:1]
    head = near[-1]
    return analysis.reality_at(analysis.words.starts[head], analysis.words.ends[head]) in _UNREAL


def is_told_now(sentence: Sentence, date: DateMention) -> bool:
    """Return whether the verb of a date's own clause is in the present or the future, and none of speech: "the road opens on 2 June"."""
    analysis = sentence.analysis
    at = next((n for n, e in enumerate(analysis.words.ends) if e > date.start), -1)
    holding = [c for c in analysis.clauses if c.group.first < at < max(c.stop, c.group.after)]
    clause = _opened_by(analysis, date, at) or (holding[-1] if holding else None)
    if clause is None or _is_object(analysis, clause):
        return False
    group = clause.group
    if analysis.words.lows[group.first] in ("been", "being"):
        return False  # "had begun on Monday, been broken off on Tuesday"
    if _is_speech(analysis, clause) and not _is_of_verb(sentence, date, at - group.after):
        return False
    return _may_be_now(analysis, clause, at) and group.tense in (Tense.PRESENT, Tense.FUTURE) and not group.perfect


def _is_speech(analysis: Analysis, clause: Clause) -> bool:
    """Return whether the verb of a clause is one of speech, by the phrase that it is known by or by its own word."""
    low = analysis.words.lows[clause.group.head]
    said = {t.lemma for t in clause.group.triggers} | {verb_words().get(low, ("",))[0], low.removesuffix("s")}
    return not SAYINGS.isdisjoint(said)


def _is_of_verb(sentence: Sentence, date: DateMention, gap: int) -> bool:
    """Return whether a day so many words behind a verb of speech is its own: "the bulletin appears on 6 May", "says Mass next Sunday"."""
    return (date.role == "on" and 0 < gap <= 1) or _NEXT.match(sentence.text, date.start) is not None


def _may_be_now(analysis: Analysis, clause: Clause, at: int) -> bool:
    """Return whether a verb is finite, or may be in the plural: "observers come on Wednesday"."""
    group = clause.group
    plural = (
        clause.link is Link.FREE and clause.subject is not None and clause.subject.after == group.first == group.head
    )
    return group.finite or (
        plural and not group.infinitive and analysis.words.tags[group.first] == "V" and 0 < at - group.after <= 1
    )


def _opened_by(analysis: Analysis, date: DateMention, at: int) -> Clause | None:
    """Return the clause that a date opens: "On Friday the chamber votes", "on 25 October, when the council examines"."""
    after = next((n for n, s in enumerate(analysis.words.starts) if s >= date.end), -1)
    for clause in analysis.clauses:
        if clause.subject is not None and date.role == "on" and at < clause.subject.first:
            opens = clause.start <= at <= clause.start + 2 and clause.subject.first <= after + 1
            when = (
                clause.link is Link.UNDER
                and 0 <= clause.opener - after <= 1
                and analysis.words.lows[clause.opener] == "when"
            )
            return clause if opens or when else None
    return None


def _is_object(analysis: Analysis, clause: Clause) -> bool:
    """Return whether what looks like a verb in the present is the object of one in the past: "received new guns on Monday"."""
    before = next((c for c in analysis.clauses if 0 < clause.group.first - c.group.head < _BESIDE), None)
    return clause.link is Link.NEXT and before is not None and before.group.finite and before.group.tense is Tense.PAST


def is_state(sentence: Sentence, date: DateMention) -> bool:
    """Return whether the verb before a day tells how things are, and not what somebody will do; "I am back on Friday" does."""
    analysis = sentence.analysis
    before = [c for c in analysis.clauses if c.group.finite and analysis.words.starts[c.group.first] < date.start]
    if not before or analysis.words.tags[before[-1].group.head] not in "BH":
        return False
    if analysis.words.ends[before[-1].group.after - 1] + len(" on ") >= date.start:
        return False  # "the funeral is on Friday"
    who = analysis.words_in(analysis.span_of(before[-1].subject)) if before[-1].subject else ""
    return who.lower() not in _PERSONS


def days_ahead(sentence: Sentence, clause: tuple[int, int]) -> DateRange | None:
    """Return the days of "will meet in two weeks", counted from the day of writing; "agreed to meet" from the meeting before."""
    lengths = (
        d for d in sentence.durations if d.lead in ("within", "in", "after") and clause[0] <= d.start < clause[1]
    )
    length = next(lengths, None)
    reference = sentence.thread.reference
    agreed = _AGREED.search(sentence.text) is not None and sentence.thread.meeting_date is not None
    base = sentence.thread.meeting_date if agreed else DateRange(start=reference, end=reference) if reference else None
    if length is None or base is None:
        return None
    start, end = shift(base.start, length.amount, length.unit), shift(base.end, length.amount, length.unit)
    return DateRange(start=start, end=end, approx=True) if start and end else None


def coming(date: DateMention, value: DateRange, reference: dt.date, text: str, *, near: bool, soon: int) -> DateRange:
    """Return the days of a thing to be done: told without a year, month or week they are the next ones if `soon`, where `near` also of the week."""
    if value.end >= reference or re.search(r"\d{4}", text[date.start : date.end]):
        return value
    unit = {"weekday": "week", "day-alone": "month"}.get(date.form, "year")
    if unit != "year" and not near:
        return value
    start, end = shift(value.start, 1, unit), shift(value.end, 1, unit)
    near = start is not None and end is not None and 0 < (start - reference).days <= soon
    return DateRange(start=start, end=end) if near and start and end else value


def place_beside(sentence: Sentence, date: DateMention) -> str | None:
    """Return the town right behind a date: "Next meeting: 24 May, Orvan"."""
    near = (p for p in sentence.places if sentence.text[date.end : p.start] == ", " and p.level in (1, 2))
    return next((p.text for p in near), None)


def place_in(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    """Return the place of a clause: a town first, then what is visited or near, then a country; None where none is named."""
    places = _places_of(sentence, clause)
    within = [p for p in places if p.prep in ("in", "at")]
    town = next((p for p in within if p.level == 1), None)
    if town is not None:
        return _listed(sentence, town)
    near = next((p.text for p in places if _is_near(sentence.text, p)), None)
    country = next((p.name for p in within if p.level == 4), None)
    return near or gone_to(sentence, clause) or country or place_told(sentence, clause) or _only_place(sentence, places)


def _only_place(sentence: Sentence, places: list[Place]) -> str | None:
    """Return the one place smaller than a country that a clause names, whatever stands before it: "a mission to Tarn"."""
    small = {p.text for p in places if p.level in (1, 2) and not any(s <= p.start < e for s, e, _ in sentence.actors)}
    return small.pop() if len(small) == 1 else None


def _places_of(sentence: Sentence, clause: tuple[int, int]) -> list[Place]:
    """Return the places named in a clause, labels left out."""
    inside = (p for p in sentence.places if clause[0] <= p.start < clause[1])
    return [p for p in inside if p.known or not _is_label(sentence, p)]


def _is_near(text: str, place: Place) -> bool:
    """Return whether a thing is in, near or from a place smaller than a country, or goes to one of any size."""
    return (place.prep in _NEAR and place.level < 4) or _visited(text, place.start)


def _is_label(sentence: Sentence, place: Place) -> bool:
    """Return whether a name of no known place opens a line as its label: "Handover: 1 June"."""
    return place.start == 0 and sentence.text.startswith((":", " -"), place.end)


def _listed(sentence: Sentence, place: Place) -> str:
    """The place, with those named in one list with it."""
    words, end = place.text, place.end
    for other in sentence.places:
        if other.start >= end and other.level == 1 and sentence.text[end : other.start] in (", ", " and ", ", and "):
            words, end = sentence.text[place.start : other.end], other.end
    return words


def _visited(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"\b(?:visit|host\w*|reach|leave|(?:travels?|go|goes|fly|flies|returns?|heads?|comes?|moves?) to) (?:the )?$",
            text[max(0, start - 16) : start],
        )
    )


def process_place(sentence: Sentence, clause: tuple[int, int], *, numbered: bool) -> str | None:
    """Return the place of the process where a clause speaks of a round of it, or names it."""
    process = sentence.thread.process
    named = process is not None and process in sentence.text[slice(*clause)]
    return sentence.thread.process_place if numbered or named else None


def actors_in(sentence: Sentence, clause: tuple[int, int]) -> tuple[str, ...]:
    """Return the persons of a clause where it names two, else persons and bodies, each once in order."""
    people = [sentence.thread.people.get(n, n) for s, _, n in sentence.people if clause[0] <= s < clause[1]]
    if len(people) >= 2:
        return tuple(dict.fromkeys(people))
    return tuple(dict.fromkeys([*people, *(n for s, _, n in sentence.actors if clause[0] <= s < clause[1])]))

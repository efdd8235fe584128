"""The day, the place and the bodies of a thing to come, each looked for in its clause."""

from __future__ import annotations

import re

from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
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
                ", which ",
            )
        )
        if p > 0
    ]
    return max(marks, default=0), min(stops, default=len(text))


_ROLES_BACK = frozenset(("since", "from", "following", "after", "as of"))


_RANGES = frozenset(("d-dmy", "md-dy", "dmy-dmy", "mdy-mdy"))


def date_ahead(sentence: Sentence, clause: tuple[int, int], near: int) -> DateMention | None:
    inside = [
        d
        for d in sentence.event_dates
        if clause[0] <= d.start < clause[1]
        and (d.role not in _ROLES_BACK or (d.role == "from" and d.form in _RANGES))
        and d.form not in ("window",)
    ]
    reference = sentence.thread.reference
    ahead = [d for d in inside if d.value and (reference is None or d.value.end >= reference)]
    usable = [d for d in ahead if d.start > near] or ahead
    return usable[0] if usable else None


def days_ahead(sentence: Sentence, date: DateMention | None) -> DateRange | None:
    if date is not None:
        return date.value
    for length in sentence.durations:
        if (
            length.lead in ("within", "in", "after")
            and sentence.thread.meeting_date
            and re.search(r"agreed to (?:meet|reconvene)", sentence.text)
        ):
            base = sentence.thread.meeting_date
            start, end = shift(base.start, length.amount, length.unit), shift(base.end, length.amount, length.unit)
            if start and end:
                return DateRange(start=start, end=end, approx=True)
    return None


def days_within(sentence: Sentence, clause: tuple[int, int]) -> DateRange | None:
    """The last day of "within 30 days", counted from the day of writing."""
    for length in sentence.durations:
        if length.lead == "within" and clause[0] <= length.start < clause[1] and sentence.thread.reference:
            end = shift(sentence.thread.reference, length.amount, length.unit)
            return single(end) if end else None
    return None


def place_in(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    for place in sentence.places:
        if clause[0] <= place.start < clause[1] and place.prep in ("in", "at") and place.level == 1:
            return _listed(sentence, place)
    for place in sentence.places:
        if clause[0] <= place.start < clause[1] and (
            (place.prep in ("in", "at", "near", "from", "aboard", "on") and place.level < 4)
            or _visited(sentence.text, place.start)
        ):
            return place.text
    for place in sentence.places:
        if clause[0] <= place.start < clause[1] and place.prep in ("in", "at") and place.level == 4:
            return place.name
    return None


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
            r"\b(?:visit|host\w*|reach|leave|(?:travel|go|fly|return|head|come|move) to) (?:the )?$",
            text[max(0, start - 16) : start],
        )
    )


def process_place(sentence: Sentence, rounds: tuple[tuple[int, int, int, str], ...]) -> str | None:
    named = sentence.thread.process and sentence.thread.process in sentence.text
    return sentence.thread.process_place if rounds or named else None


def actors_in(sentence: Sentence, clause: tuple[int, int]) -> tuple[str, ...]:
    people = [sentence.thread.people.get(n, n) for s, _, n in sentence.people if clause[0] <= s < clause[1]]
    if len(people) >= 2:
        return tuple(dict.fromkeys(people))
    return tuple(dict.fromkeys([*people, *(n for s, _, n in sentence.actors if clause[0] <= s < clause[1])]))

"""Whether words of a gathering tell of one: held, to come, or neither."""

from __future__ import annotations

import re
from enum import StrEnum

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_slots import row_of
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames import Reality, Voice
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_WORD = re.compile(r"[\w'-]+")
_NEXT = re.compile(r"\b(?:next|upcoming|forthcoming|coming|planned|scheduled|due|follow-up)\b", re.I)
_PLAYED = frozenset((Reality.PLANNED, Reality.CONDITION))
_SET = frozenset(("schedule", "plan", "set", "announce"))
_COUNTED = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|numerous) (?!days|hours|weeks)", re.I
)
_DEFINITE = re.compile(r"(?:the|this|that|its|his|her|their)\b", re.I)


class Stage(StrEnum):
    """How a gathering is told."""

    HELD = "held"
    AHEAD = "ahead"
    NEITHER = "neither"


def stage_of(
    sentence: Sentence,
    telling: Telling,
    days: DateRange | None,
    place: str | None,
    number: int | None,
    people: tuple[str, ...],
) -> Stage:
    """Return whether a gathering is told as held or under way, as to come, or as neither, by its verb and its days."""
    reference = sentence.thread.reference
    if telling.role != "verb" and (telling.verb in lexis.CANCELS or lexis.OFF.match(sentence.text, telling.tail)):
        return Stage.NEITHER
    later = bool(days and reference and days.start > reference)
    past = bool(days and reference and days.end < reference)
    if past and telling.role == "verb" and telling.reality is Reality.PLANNED and telling.under in lexis.MOVES:
        return Stage.HELD
    if telling.role == "verb" and telling.core in lexis.SIDES and not _has_sides(sentence, telling, people):
        return Stage.NEITHER
    if later or _is_to_come(sentence, telling):
        begun = bool(days and reference and days.start < reference == days.end)
        return Stage.AHEAD if not past and not begun and _may_come(telling, days) else Stage.NEITHER
    if telling.role == "verb":
        good = _has_met(sentence, telling, days, place, people)
    else:
        good = _took_place(sentence, telling, days, place, number, people)
    return Stage.HELD if good else Stage.NEITHER


def _may_come(telling: Telling, days: DateRange | None) -> bool:
    return days is not None or telling.role in ("verb", "subject", "object")


def _is_to_come(sentence: Sentence, telling: Telling) -> bool:
    if telling.reality in _PLAYED or telling.tense is Tense.FUTURE:
        return telling.role in ("verb", "subject", "object", "participle", "loose") or telling.reality in _PLAYED
    if telling.role == "subject" and telling.voice is Voice.PASSIVE and telling.verb in lexis.PLANS:
        return True
    if telling.role == "participle" and telling.verb in _SET:
        return True
    return bool(_NEXT.search(sentence.text, telling.start, telling.end))


def _has_sides(sentence: Sentence, telling: Telling, people: tuple[str, ...]) -> bool:
    """Return whether a verb such as "receive" or "visit" has people on its other side."""
    if telling.voice is Voice.PASSIVE:
        return telling.by is not None
    if telling.core in ("receive", "host", "visit", "call on"):
        return _are_people(sentence, telling.object, named=False)
    return len(people) >= 2


def _has_met(
    sentence: Sentence, telling: Telling, days: DateRange | None, place: str | None, people: tuple[str, ...]
) -> bool:
    """Return whether a verb tells of people who met; "the conditions were met" and "received new guns" do not."""
    if telling.voice is Voice.PASSIVE and telling.core in ("receive", "host", "meet") and telling.by is not None:
        return _are_people(sentence, telling.subject) and _are_people(sentence, telling.by, named=False)
    if telling.voice is Voice.PASSIVE and telling.core not in lexis.SURE:
        return telling.core in ("gather", "convene") and _are_people(sentence, telling.subject)
    if telling.core in lexis.SURE or telling.core == "sit down":
        return True
    able = _are_people(sentence, telling.subject or (telling.clause[0], telling.start)) or bool(people)
    if telling.core in lexis.SIDES:
        return able and len(people) >= 1 and (days is not None or place is not None or len(people) >= 2)
    if telling.object is not None and telling.core != "convene":
        words = sentence.text[slice(*telling.object)].lower()
        if telling.core != "meet" or not (
            _are_people(sentence, telling.object) or words.startswith(("for ", "four ", "again"))
        ):
            timed = any(d.start <= telling.object[0] < d.end for d in sentence.dates)
            counted = words.endswith((" times", "time", "once", "twice"))
            if not (timed or counted or words in lexis.IDLE):
                return False
    if telling.core in ("gather", "sit", "assemble", "convene"):
        return able and (days is not None or place is not None)
    return able and (days is not None or place is not None or len(people) >= 1)


def _are_people(sentence: Sentence, span: tuple[int, int] | None, *, named: bool = True) -> bool:
    """Return whether a phrase names those who can meet: a person, a known body, a noun of people, or a name in capitals."""
    if span is None:
        return False
    if any(span[0] <= s < span[1] for s, _, _ in (*sentence.people, *sentence.actors)):
        return True
    words = sentence.text[span[0] : span[1]]
    if any(word.lower() in lexis.PEOPLE for word in _WORD.findall(words)):
        return True
    last = words.split()[-1]
    return named and last[:1].isupper() and not any(d.start < span[1] and span[0] < d.end for d in sentence.dates)


def _took_place(
    sentence: Sentence,
    telling: Telling,
    days: DateRange | None,
    place: str | None,
    number: int | None,
    people: tuple[str, ...],
) -> bool:
    """Return whether what is said of the noun of a gathering tells that it took place."""
    beside = any(telling.start <= d.start < telling.tail for d in sentence.event_dates)
    known = days is not None or place is not None
    if _COUNTED.match(sentence.text, telling.start) and days is None:
        return False
    if telling.role in ("subject", "participle"):
        happens = telling.verb in lexis.HAPPENS or telling.role == "participle"
        return known or number is not None or len(people) >= 2 if happens else beside
    if telling.role == "object":
        if telling.verb == "be":
            return number is not None
        if telling.verb in lexis.ATTENDS:
            return known or number is not None or bool(people)
        return beside and telling.verb not in lexis.PLANS and bool(_DEFINITE.match(sentence.text, telling.start))
    if telling.role in lexis.AT:
        return _at(sentence, telling, days, place, number, people)
    if telling.role in lexis.TOWARDS:
        return (
            telling.role == "for"
            and days is not None
            and telling.verb in ("be", "gather", "meet", "arrive", "come", "travel", "assemble")
        )
    return days is not None and bool(row_of(sentence))


def _at(
    sentence: Sentence,
    telling: Telling,
    days: DateRange | None,
    place: str | None,
    number: int | None,
    people: tuple[str, ...],
) -> bool:
    """Return whether "at talks in X" tells of a gathering; "in talks" and "during the talks" only take up what was told."""
    if telling.role == "in" and telling.core in ("talks", "negotiation", "consultation", "dialogue"):
        return days is not None and place is not None
    if _DEFINITE.match(sentence.text[telling.start : telling.end]):
        return days is not None or number is not None
    return days is not None or place is not None or len(people) >= 2 or number is not None

"""Whether words of a gathering tell of one: held, to come, or neither."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_nouns import are_several
from ceasefire.reading.claims.meeting_people import CALLED, THEM, are_people, has_sides
from ceasefire.reading.claims.meeting_slots import label_day, row_of
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames import Reality, Voice
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_NEXT = re.compile(r"\b(?:next|upcoming|forthcoming|coming|planned|scheduled|due|follow-up)\b", re.I)
_PLAYED: Final = frozenset((Reality.PLANNED, Reality.CONDITION))
_SET: Final = frozenset(("schedule", "plan", "set", "announce"))
_ROUND_AHEAD: Final = re.compile(
    r"\b(?:upcoming|forthcoming)\b[^.;\n]{0,40}\b(?:rounds?|talks|negotiations|meetings?|sessions?|summit)\b", re.I
)
_DEFINITE = re.compile(r"(?:the|this|that|its|his|her|their)\b", re.I)
_TIMES = re.compile(r"(?:for |four |again).*|.* times?|.*\b(?:once|twice)")
_SIDELINES = re.compile(r"(?:the )?(?:sidelines|margins|fringes)\b", re.I)
_DUE = re.compile(
    r"\b(?:due|supposed|expected|scheduled|meant|planned|set|slated|hoping|hoped|wanted|asked|ordered) to (?:\w+ )?$"
    r"|\b(?:was|were) to have (?:been )?$"
)
_FRUIT = re.compile(r"\b(?:fruit|result|outcome|product|upshot|wake|aftermath)s? of (?:\w+ )?$", re.I)
_REFERS: Final = re.compile(
    r"\b(?:further|refer(?:s|red|ring)?|reference|subsequent|pursuant|look(?:s|ing|ed)? back|thanks|owing|prior) to (?:the |our |my |your "
    r"|that |this )?$",
    re.I,
)
"""Before a meeting that is only referred to: "further to our meeting of 3 May"."""
_DAY_OF = re.compile(
    r"(?:the |a |their |its )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|opening|closing)"
    r" (?:full |consecutive |straight )?(?:day|night|session|sitting) of\b|day (?:\w+|\d+) of\b",
    re.I,
)
_EXISTS = re.compile(r"\bthere (?:was|were|has been|have been|had been) (?:also |then )?$", re.I)
_WAS_ON = re.compile(
    r" (?:was|were|had been) (?:held )?(?:on|in|at) (?!risk\b|doubt\b|stake\b|danger\b|trouble\b|an end\b)", re.I
)
_EVER = re.compile(r"\b(?:never|ever|in years|in months|first time)\b", re.I)
_TELLS = r"(?:discuss|prepare|say|protest|assure|inform|tell|ask|demand|warn|explain|express|convey)\b"
_BY_PHONE = re.compile(
    rf"(?: (?:on (?!\w+ to (?!{_TELLS}))|that (?:same |very )?(?:day|night|evening|morning)|last|late|early|again|back|yesterday|today"
    rf"|overnight|this (?:morning|evening))|,? to {_TELLS}|[.,;]|$)"
)
"""Behind whom somebody "called" by telephone, and not "a traitor"."""
_TIMES_OVER: Final = re.compile(r" (?:\w+ )?(?:once|twice|(?:\w+|\d+) times)\b")
_TO_DO: Final = re.compile(
    r"(?: (?:on|last|in|yesterday|today)(?: [\w']+){0,3})? to (?!discuss|talk|meet|hear|see)[a-z]"
)
_BY_WIRE = re.compile(r" by (?:video|tele|phone|radio|skype|zoom|hot ?line|satellite)", re.I)
_OF_DAY: Final = re.compile(r"(?: (?:in|at) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?,? (?:of |on |\()(?:the )?")
"""Between a meeting and the day by which it is known."""
_LONG: Final = 14
_LABEL: Final = 40
_LONG_AGO: Final = 200
"""Days after which a day without a year may be that of the year to come; both chosen by hand, not measured."""
_YEAR = re.compile(r"\b\d{4}\b")
_CAME: Final = lexis.MOVES | {"meet", "travel", "assemble", "drive", "sail", "reconvene"}
_LOOSE_TALKS: Final = frozenset(("talks", "negotiation", "consultation", "dialogue"))


class Stage(StrEnum):
    """How a gathering is told."""

    HELD = "held"
    AHEAD = "ahead"
    NEITHER = "neither"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A telling with what its sentence gives of it: days, place, number and people."""

    telling: Telling
    days: DateRange | None
    place: str | None
    number: int | None
    people: tuple[str, ...]

    @property
    def is_placed(self) -> bool:
        """Whether a day or a place is told."""
        return self.days is not None or self.place is not None


def stage_of(sentence: Sentence, found: Found) -> Stage:
    """Return whether a gathering is told as held or under way, as to come, or as neither, by its verb and its days."""
    telling = found.telling
    if _is_off(sentence, telling) or not has_sides(sentence, found.telling, found.people):
        return Stage.NEITHER
    past, begun, later = _against(sentence.thread.reference, found.days)
    if past and (gone := _of_old_plan(sentence, telling)):
        return gone
    if later or _is_to_come(sentence, telling, past=past) or _is_spoken_of_ahead(sentence, found):
        return Stage.NEITHER if past or begun or not _may_come(sentence, found) else Stage.AHEAD
    good = (
        _has_met(sentence, found)
        if telling.role == "verb"
        else _took_place(sentence, found) or _is_one_of_a_row(sentence, found)
    )
    return Stage.HELD if good else Stage.NEITHER


def _of_old_plan(sentence: Sentence, telling: Telling) -> Stage | None:
    """Return the stage of what was planned for days now past: neither if only due, held if people moved to it; else None."""
    if _DUE.search(sentence.text, max(0, telling.start - 40), telling.start):
        return Stage.NEITHER
    moved = telling.role == "verb" and telling.reality is Reality.PLANNED and telling.under in lexis.MOVES
    return Stage.HELD if moved else None


def _against(reference: dt.date | None, days: DateRange | None) -> tuple[bool, bool, bool]:
    """Return whether days lie before the day of writing, go on up to it, or lie after it."""
    if reference is None or days is None:
        return False, False, False
    return days.end < reference, days.start < reference == days.end, days.start > reference


def _is_off(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a meeting was put off, called off, only asked for, or did not come about."""
    if telling.role == "verb":
        return False
    cut_short = telling.verb == "suspend" and any(d.lead == "after" for d in sentence.durations)
    cut_short = cut_short or (telling.verb in lexis.UNDONE and _is_beside(sentence, telling))
    return (telling.verb in lexis.CANCELS and telling.role not in lexis.AT and not cut_short) or lexis.OFF.match(
        sentence.text, telling.tail
    ) is not None


def _may_come(sentence: Sentence, found: Found) -> bool:
    """Return whether a meeting to come is told enough: a verb says so, or a day stands with its noun."""
    if found.telling.role in ("verb", "subject", "object"):
        return True
    governed = found.telling.role in ("participle", "loose")
    return found.days is not None and (governed or _is_beside(sentence, found.telling))


def _is_spoken_of_ahead(sentence: Sentence, found: Found) -> bool:
    """Return whether a numbered round without a day is only discussed, in a text on a round to come."""
    if found.days is not None or found.number is None or found.telling.role != "object":
        return False
    return found.telling.verb == "discuss" and _ROUND_AHEAD.search(sentence.thread.text) is not None


def _is_to_come(sentence: Sentence, telling: Telling, *, past: bool) -> bool:
    called = past and telling.role == "subject" and telling.verb == "call"
    if telling.reality in _PLAYED and not called:
        return True
    if telling.tense is Tense.FUTURE:
        return telling.role in ("verb", "subject", "object", "participle", "loose")
    if telling.role == "subject" and telling.voice is Voice.PASSIVE and telling.verb in lexis.PLANS:
        return not (telling.verb == "call" and past)
    set_for = telling.role == "participle" and telling.verb in _SET
    return set_for or bool(_NEXT.search(sentence.text, telling.start, telling.end))


def _has_met(sentence: Sentence, found: Found) -> bool:
    """Return whether a verb tells of people who met; "the conditions were met" and "received new guns" do not."""
    telling = found.telling
    if telling.core in lexis.SURE or telling.core == "sit down":
        return True
    if telling.voice is Voice.PASSIVE and not _BY_WIRE.match(sentence.text, telling.end):
        return _was_met(sentence, telling)
    if not (found.people or are_people(sentence, _who(telling))) or _is_of_a_crowd(sentence, telling):
        return False
    if telling.core in lexis.SIDES:
        return _have_sides(sentence, found)
    if telling.core in lexis.GATHERED:
        return _have_gathered(sentence, found)
    if _has_other_object(sentence, telling):
        return False
    if found.is_placed or found.people or are_people(sentence, telling.other):
        return True
    return _is_told_first(sentence, telling)


def _have_sides(sentence: Sentence, found: Found) -> bool:
    """Return whether a day, a place or both sides are told, or of a call a time that leans on one told before: "called me that same night"."""
    first, last = found.telling.clause
    rung = found.telling.core in CALLED and any(first <= d.start < last for d in sentence.dates)
    return found.is_placed or len(found.people) >= 2 or rung


def _have_gathered(sentence: Sentence, found: Found) -> bool:
    """Return whether "gather", "sit" or "convene" has no other object, and a day, a place or a number of times."""
    told = found.is_placed or _TIMES_OVER.match(sentence.text, found.telling.end) is not None
    return told and not _has_other_object(sentence, found.telling)


def _is_of_a_crowd(sentence: Sentence, telling: Telling) -> bool:
    """Return whether villagers gather, a patrol meets a crowd, or somebody is called on to do a thing: no meeting."""
    if telling.core == "call on":
        return _TO_DO.match(sentence.text, telling.object[1] if telling.object else telling.end) is not None
    if telling.core == "call":
        return telling.object is None or not _BY_PHONE.match(sentence.text, telling.object[1])
    who = telling.object if telling.core in ("meet", "bring") else telling.subject if telling.core == "gather" else None
    words = sentence.text[slice(*who)].lower().split(" of ")[0].split() if who else []
    return bool(words) and words[-1] in lexis.CROWDS


def _is_told_first(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a bare "the ministers met" is no second telling of a meeting with a day, and not what never was."""
    once = telling.core == "meet" and telling.subject is not None and telling.tense is Tense.PAST
    return once and sentence.thread.meeting_date is None and not _EVER.search(sentence.text, *telling.clause)


def _who(telling: Telling) -> Span | None:
    """Return who meets: the subject, whom "after meeting X" has as its object, or what stands before the verb."""
    if telling.core.startswith("bring") or (
        telling.subject is None and (telling.tense is Tense.NONE or telling.start == 0)
    ):
        return telling.object
    return telling.subject or (telling.clause[0], telling.start)


def _was_met(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a passive tells of a meeting: "was received by the governor", "the council was convened"."""
    if not are_people(sentence, telling.subject):
        return False
    if telling.core in ("gather", "convene", "bring together", "closet", "call together", "hole up", "summon", "seat"):
        return True
    return telling.core in lexis.HOSTED | {"meet"} and are_people(sentence, telling.by, named=False)


def _has_other_object(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a verb has an object that is neither people nor a time: "met the deadline", "gathered water"."""
    if telling.object is None or telling.core == "convene":
        return False
    words = sentence.text[slice(*telling.object)].lower()
    if telling.core == "meet" and (are_people(sentence, telling.object) or words in THEM):
        return False
    timed = any(d.start < telling.object[1] <= d.end for d in sentence.dates)
    return not (timed or words in lexis.IDLE or _TIMES.fullmatch(words))


def _took_place(sentence: Sentence, found: Found) -> bool:
    """Return whether what is said of the noun of a gathering tells that it took place."""
    telling = found.telling
    if found.days is None and len(found.people) < 2 and are_several(sentence.text[telling.start : telling.end]):
        return False
    if _is_of_its_day(sentence, found):
        return True
    asked = {"subject": _happened, "participle": _happened, "object": _was_attended}.get(telling.role)
    if asked is not None or telling.role in lexis.AT:
        return (asked or _at)(sentence, found)
    if telling.role == "on" and _SIDELINES.match(sentence.text, telling.start):
        return found.is_placed
    if telling.role in lexis.TOWARDS:
        return _was_come_to(sentence, found)
    return found.days is not None and _is_dated(sentence, found)


def _is_dated(sentence: Sentence, found: Found) -> bool:
    """Return whether a gathering with a day is told by its line, or as what began or ended: "it began with a meeting in March"."""
    telling = found.telling
    if telling.role == "with" and telling.verb in lexis.BEGINS | lexis.ENDS:
        return True
    line = _is_a_line(sentence, telling) and _is_lately(sentence, found)
    return line or bool(row_of(sentence)) or label_day(sentence) is not None


def _is_of_its_day(sentence: Sentence, found: Found) -> bool:
    """Return whether a meeting is known by a day gone by beside its noun, whatever is said of it: "nothing came of the talks of 3 May"."""
    reference, days = sentence.thread.reference, found.days
    if days is None or reference is None or days.end > reference or (days.end - days.start).days > _LONG:
        return False
    named = _DEFINITE.match(sentence.text, found.telling.start) is not None and found.telling.role != "verb"
    return named and any(
        d.value == days
        and _OF_DAY.fullmatch(sentence.text, found.telling.end, max(found.telling.end, d.start)) is not None
        for d in sentence.event_dates
    )


def _is_a_line(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a sentence is but the name of a gathering with its day: "Coordination meeting, Tarn bridge, 6 May"."""
    return telling.start < _LABEL // 2 and not any(c.group.finite for c in sentence.analysis.clauses)


def _is_one_of_a_row(sentence: Sentence, found: Found) -> bool:
    """Return whether a meeting has a number and a day gone by beside it: "the minutes of the sixth session (2 May)"."""
    reference = sentence.thread.reference
    over = reference is not None and found.days is not None and found.days.end <= reference
    return over and found.number is not None and _is_beside(sentence, found.telling) and _is_lately(sentence, found)


def _is_lately(sentence: Sentence, found: Found) -> bool:
    """Return whether a day has a year, or lies so shortly back that it is not one of the year to come."""
    reference = sentence.thread.reference
    if found.days is None or reference is None or _YEAR.search(sentence.text):
        return found.days is not None
    return (reference - found.days.end).days < _LONG_AGO


def _happened(sentence: Sentence, found: Found) -> bool:
    """Return whether a gathering is said to happen, and enough is told of it; for any other verb its day stands beside it."""
    telling = found.telling
    happens = telling.verb in lexis.HAPPENS or telling.role == "participle" or _goes_on(sentence, telling)
    if (
        telling.tense is Tense.PRESENT
        and not telling.perfect
        and found.days is None
        and _has_open_day(sentence, telling)
    ):
        return False
    opens_row = bool(row_of(sentence)) and len(sentence.text[: telling.start]) < _LABEL
    return _is_known(found, most=2) if happens or opens_row else _is_beside(sentence, telling) or _did_on(found)


def _did_on(found: Found) -> bool:
    """Return whether a gathering itself did something on its day, whatever that was: "the third round foundered on 9 May"."""
    telling = found.telling
    past = telling.tense is Tense.PAST and telling.voice is Voice.ACTIVE and telling.reality is Reality.FACT
    return past and found.days is not None and telling.verb not in lexis.PLANS | lexis.CANCELS | lexis.SAYINGS


def _has_open_day(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a day is told of a gathering that cannot be known: "opens five days later"."""
    return any(d.value is None and telling.end <= d.start < telling.clause[1] for d in sentence.dates)


def _was_come_to(sentence: Sentence, found: Found) -> bool:
    """Return whether people came for a gathering on a day, or something is told of a day of it: "for the second day of talks"."""
    telling = found.telling
    if telling.role == "for" and found.days is not None and telling.verb in _CAME:
        return True
    if telling.role == "to" and _REFERS.search(sentence.text, 0, telling.start):
        return found.days is not None and _is_beside(sentence, telling)
    if telling.role == "of" and (_FRUIT.search(sentence.text, 0, telling.start) or lexis.MINUTES.match(sentence.text)):
        return found.days is not None
    return telling.role in ("for", "on") and _DAY_OF.match(sentence.text, telling.start) is not None


def _goes_on(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a noun is said to be under way, or to be the eighth of its kind."""
    if telling.verb != "be":
        return False
    if telling.tense is Tense.PAST and _WAS_ON.match(sentence.text, telling.tail):
        return True
    return lexis.GOES_ON.match(sentence.text, telling.tail) is not None or (
        telling.tense is Tense.PAST and any(start == telling.start for start, _, _, _ in find_rounds(sentence.text))
    )


def _is_known(found: Found, *, most: int) -> bool:
    """Return whether a day, a place, a number or enough people are told."""
    return found.is_placed or found.number is not None or len(found.people) >= most


def _is_beside(sentence: Sentence, telling: Telling) -> bool:
    """Return whether a date stands beside the noun."""
    return any(telling.start <= d.start < telling.tail for d in sentence.event_dates)


def _is_one(sentence: Sentence, found: Found) -> bool:
    """Return whether there was a gathering, it is the eighth of its kind, or a day is one of it: "Monday was the third day of the talks"."""
    telling = found.telling
    if _DAY_OF.match(sentence.text, telling.start):
        return telling.reality is Reality.FACT
    there = _EXISTS.search(sentence.text, 0, telling.start) is not None and telling.tense is Tense.PAST
    return found.number is not None or (there and _is_known(found, most=2))


def _was_attended(sentence: Sentence, found: Found) -> bool:
    """Return whether a gathering is what somebody held or attended; one that is praised has its day beside it."""
    telling = found.telling
    if telling.verb == "be":
        return _is_one(sentence, found)
    definite = _DEFINITE.match(sentence.text, telling.start) is not None
    if telling.verb == "follow":
        return found.days is not None and _is_beside(sentence, telling)
    if telling.verb in lexis.SEES and not are_people(sentence, telling.subject, named=False):
        return found.days is not None  # "Tuesday saw the first meeting", "Orvan witnessed a second round"
    if telling.verb in lexis.ATTENDS:
        return _is_known(found, most=1) if not definite else found.days is not None or found.number is not None
    return definite and telling.verb not in lexis.PLANS and _is_beside(sentence, telling)


def _at(sentence: Sentence, found: Found) -> bool:
    """Return whether "at talks in X" tells of a gathering; "in talks" and "during the talks" only take up what was told."""
    telling = found.telling
    if telling.role == "in" and telling.core in _LOOSE_TALKS:
        return found.days is not None and (found.place is not None or bool(found.people))
    if _DEFINITE.match(sentence.text, telling.start):
        return found.days is not None or found.number is not None
    return _is_known(found, most=2)

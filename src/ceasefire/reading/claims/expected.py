"""What the text expects: meetings to come, deadlines, releases, withdrawals and reports with their dates."""

from __future__ import annotations

import datetime as dt
import re

from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_WILL = (
    r"(?:will|shall|(?:is|are|was|were) (?:also |now |tentatively |provisionally )?(?:expected|scheduled|due|set"
    r"|planned|slated)\b|(?:is|are|was|were) to (?!the\b|a\b|have\b)|would|must|plans? to|intends? to|has until"
    r"|have until"
    r"|(?:agreed|promised|pledged|undertook) to (?:meet|reconvene|resume|hold)"
    r"|scheduled for|planned for|expected (?:in|on|to|by)|due (?:in|on|by)|deadline|(?:is|are) due|(?:ordered"
    r"|asked|instructed|told|tasked|invited|directed|requested) [\w ]{2,40} to)"
)
_EVENT = (
    r"(?:meet(?:s|ing|ings)?|rounds?|talks|negotiations|summit|conference|session|consultations|elections?"
    r"|withdraw\w*|redeploy\w*|exchange\w*|releas\w*|deploy\w*|handover|hand over|disarm\w*|convene\w*"
    r"|reconvene\w*|resume\w*|resumption|evacuat\w*"
    r"|extend\w*|expire\w*|report|review\w*|sign\w*|ceremony|visit\w*|travel\w*|ceasefire|truce|take effect"
    r"|enter into force|come into force|begin\w*|start\w*|complete\w*|cantonment|phase|stage|submit\w*"
    r"|publish\w*|patrols?|demining|reopen\w*|open\w*|delivery|convoy|verification|return\w*|deadline|host\w*"
    r"|brief\w*|vote|talks|forum|free|hand|gather\w*|finali[sz]\w*|pull\w* (?:back|out)|leave|arrive\w*|hold)"
)
_AHEAD = re.compile(rf"\b(?P<will>{_WILL})\b", re.I)
_EVENT_RE = re.compile(rf"\b{_EVENT}\b", re.I)
_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming|new|another|follow-up) (?:[\w'-]+ ){0,4}?(?:round|meeting|session|talks"
    r"|summit|conference|phase|exchange|report|negotiations)\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:would (?:like|have|not|help|be (?:a|an|the|able|used|considered|ready|willing|willing))|will (?:not"
    r"|continue|remain|be able|help|depend|never|only|try|also try|do|need)|could|if|unless|hopes?)\b",
    re.I,
)
_RULES_OUT = re.compile(
    r"\b(?:postponed|cancell?ed|called off|had been (?:due|scheduled|expected|planned)|was (?:due|supposed"
    r"|to have)|were (?:due|supposed|to have)|put off)\b",
    re.I,
)
_HELD = re.compile(r"\b(?:took place|(?:was|were|have been|has been) held|met on|concluded)\b", re.I)


_ORDERED = re.compile(r"\b(?:ordered|instructed|directed|tasked)\b[^.;]{2,50} to\b", re.I)


def read_expected(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says is to come; a date, an ordinal or a named next meeting must stand with it."""
    text = sentence.text
    if sentence.is_heading:
        return []
    claims = _upcoming_rounds(sentence)
    if claims:
        return claims
    if not sentence.future and not _ORDERED.search(text):
        return _dated_ahead(sentence)
    for match in _AHEAD.finditer(text):
        clause = _clause(text, match.start(), match.end())
        claim = _claim(sentence, match, clause)
        if claim:
            return [claim]
    return _next(sentence) or _dated_ahead(sentence)


def _dated_ahead(sentence: Sentence) -> list[Claim]:
    """A day after the day of writing, or a deadline not yet past, makes a thing expected whatever the verb."""
    reference, text = sentence.thread.reference, sentence.text
    if reference is None or _RULES_OUT.search(text):
        return []
    for date in sentence.event_dates:
        if date.value is None or date.form in _NOT_AHEAD:
            continue
        clause = _clause(text, date.start, date.end)
        event = _EVENT_RE.search(text, *clause)
        due = date.role in _DEADLINES and date.value.end >= reference
        if due and (event or sentence.future):
            ahead = True
        else:
            ahead = event is not None and _is_later(date.value, reference, text)
        if ahead and not _EXPIRY.search(text[clause[0] : date.start]):
            return [_dated(sentence, date, clause, event, due=due)]
    return []


def _is_later(value: DateRange, reference: dt.date, text: str) -> bool:
    """Whether days of a month at most lie after the day of writing; "To ..." may begin on that day."""
    begun = value.start == reference and _TO_DO.match(text)
    return bool(value.start > reference or begun) and (value.end - value.start).days <= 31


def _dated(
    sentence: Sentence, date: DateMention, clause: tuple[int, int], event: re.Match[str] | None, *, due: bool
) -> Claim:
    text = sentence.text
    source, basis = sentence.source(date.start)
    return sentence.draft(
        ClaimType.EXPECTED,
        *clause,
        "expected/dated",
        what=" ".join(text[event.start() : event.end() + 40].split()) if event else text[slice(*clause)][:80],
        date=date.value,
        place=_place(sentence, clause),
        actors=_actors(sentence, clause),
        deadline=date.value if due else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


_TO_DO = re.compile(r"To [a-z]+ ")
_DEADLINES = frozenset(("by", "no later than", "until", "before"))
_NOT_AHEAD = frozenset(("window", "y", "y-y", "rel-unit", "rel-year-part", "later-day"))
_EXPIRY = re.compile(
    r"\b(?:extend\w*|renew\w*|valid|in force|prolong\w*|lasts?|last|runs?|mandate)\b[^;]{0,130}$", re.I
)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
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


_MEETING = re.compile(
    r"\b(?:meet|gather|meeting|round|talks|summit|conference|session|negotiations|consultations|reconvene|convene)\b",
    re.I,
)
_WILL_MEET = re.compile(r"\bwill (?:meet|be held|host|convene|reconvene|take place)|would be held|(?:is|are) to meet")
_LASTS = re.compile(r"(?:\w+ )?(?:is|are|will)(?: expected)?(?: to)? last\b")


def _claim(sentence: Sentence, match: re.Match[str], clause: tuple[int, int]) -> Claim | None:
    text = sentence.text[clause[0] : clause[1]]
    date = _date(sentence, clause, match.start())
    within = _within(sentence, clause) if date is None else None
    if not _to_come(sentence, match, text, date, within):
        return None
    source, basis = sentence.source(match.start())
    value = _value(sentence, date) or within
    rounds = find_rounds(text)
    return sentence.draft(
        ClaimType.EXPECTED,
        *clause,
        "expected/ahead",
        what=_what(text, _EVENT_RE.search(text)),
        date=value,
        place=_place(sentence, clause) or _process_place(sentence, rounds),
        round=rounds[0][2] if rounds else None,
        actors=_actors(sentence, clause),
        deadline=value if date and date.role in _DEADLINES else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


def _to_come(
    sentence: Sentence, match: re.Match[str], text: str, date: DateMention | None, within: DateRange | None
) -> bool:
    """Whether a clause with a word of the future tells of one thing to come, by its date or as a meeting."""
    if _LASTS.match(sentence.text[match.start() :]) or _RULES_OUT.search(text):
        return False
    if date is None and within is None:
        return bool(_EVENT_RE.search(text)) and _meeting_to_come(match["will"].lower(), text)
    reference, value = sentence.thread.reference, date.value if date else None
    if value and reference and value.end < reference:
        return False
    later = bool(value and reference and value.start > reference)
    return later or _is_bound(date, within) or _EVENT_RE.search(text) is not None


def _is_bound(date: DateMention | None, within: DateRange | None) -> bool:
    return within is not None or (date is not None and date.role in ("by", "no later than"))


def _meeting_to_come(will: str, text: str) -> bool:
    if not _MEETING.search(text) or _VAGUE.search(text):
        return False
    named = _NEXT.search(text) or find_rounds(text) or _WILL_MEET.search(text)
    return bool(named) or will.startswith(("is to", "are to", "agreed to", "promised to", "will meet"))


def _what(text: str, event: re.Match[str] | None) -> str:
    rounds = find_rounds(text)
    if rounds:
        return text[rounds[0][0] : rounds[0][1]]
    if event is None:
        return text[:90].strip()
    return " ".join(text[max(0, event.start() - 30) : event.end() + 30].split())


_ROLES_BACK = frozenset(("since", "from", "following", "after", "as of"))
_RANGES = frozenset(("d-dmy", "md-dy", "dmy-dmy", "mdy-mdy"))


def _date(sentence: Sentence, clause: tuple[int, int], near: int) -> DateMention | None:
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


def _value(sentence: Sentence, date: DateMention | None) -> DateRange | None:
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


def _within(sentence: Sentence, clause: tuple[int, int]) -> DateRange | None:
    """The last day of "within 30 days", counted from the day of writing."""
    for length in sentence.durations:
        if length.lead == "within" and clause[0] <= length.start < clause[1] and sentence.thread.reference:
            end = shift(sentence.thread.reference, length.amount, length.unit)
            return single(end) if end else None
    return None


def _place(sentence: Sentence, clause: tuple[int, int]) -> str | None:
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


def _process_place(sentence: Sentence, rounds: tuple[tuple[int, int, int, str], ...]) -> str | None:
    named = sentence.thread.process and sentence.thread.process in sentence.text
    return sentence.thread.process_place if rounds or named else None


def _actors(sentence: Sentence, clause: tuple[int, int]) -> tuple[str, ...]:
    people = [sentence.thread.people.get(n, n) for s, _, n in sentence.people if clause[0] <= s < clause[1]]
    if len(people) >= 2:
        return tuple(dict.fromkeys(people))
    return tuple(dict.fromkeys([*people, *(n for s, _, n in sentence.actors if clause[0] <= s < clause[1])]))


def _upcoming_rounds(sentence: Sentence) -> list[Claim]:
    claims = []
    text = sentence.text
    for start, end, number, _ in find_rounds(text):
        around = text[max(0, start - 60) : min(len(text), end + 80)]
        after = text[end : end + 90]
        if _HELD.search(after) or (
            re.search(r"\b(?:after|during|following|at|in) (?:the )?$", text[max(0, start - 20) : start], re.I)
            and not re.search(r"\bwill\b|expected|scheduled", after)
        ):
            continue
        if not re.search(
            rf"\b(?:{_WILL}|(?:has|have) been announced|upcoming|next|discussed|agenda|prepar\w+|ahead of"
            rf"|forthcoming|date for)\b",
            around,
            re.I,
        ):
            continue
        clause = _clause(text, start, end)
        date = _date(sentence, clause, end)
        source, basis = sentence.source(start)
        claims.append(
            sentence.draft(
                ClaimType.EXPECTED,
                max(clause[0], start - 90 if start > 90 else 0),
                min(clause[1], max(end, date.end if date else 0) + 60),
                "expected/round",
                what=text[start:end],
                date=_value(sentence, date),
                place=_place(sentence, clause) or sentence.thread.process_place,
                round=number,
                attribution=source,
                basis=basis,
                modality=Modality.PLANNED,
            )
        )
    return claims[:1]


def _next(sentence: Sentence) -> list[Claim]:
    match = _NEXT.search(sentence.text)
    if not match or match[0].lower().startswith(("new", "another", "follow")):
        return []
    clause = _clause(sentence.text, match.start(), match.end())
    date = _date(sentence, clause, match.start())
    reference = sentence.thread.reference
    if date is None or date.value is None or (reference and date.value.end <= reference):
        return []
    source, basis = sentence.source(match.start())
    return [
        sentence.draft(
            ClaimType.EXPECTED,
            *clause,
            "expected/next",
            what=match[0],
            date=date.value,
            place=_place(sentence, clause),
            attribution=source,
            basis=basis,
            actors=_actors(sentence, clause),
            modality=Modality.PLANNED,
        )
    ]

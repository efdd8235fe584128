"""What the text expects: meetings to come, deadlines, releases, withdrawals and reports with their dates."""

from __future__ import annotations

import re

from ceasefire.intake.reading.calendar_math import shift
from ceasefire.intake.reading.dates import DateMention
from ceasefire.intake.reading.model import Claim, ClaimType, DateRange, Modality
from ceasefire.intake.reading.ordinals import find_rounds
from ceasefire.intake.reading.sentence import Sentence

_WILL = (
    r"(?:will|shall|(?:is|are|was|were) (?:also |now |tentatively |provisionally )?(?:expected|scheduled|due|set|planned|slated)\b|(?:is|are) to (?!the\b|a\b)|would|must|plans? to|intends? to|has until|have until|agreed to (?:meet|reconvene|resume|hold)"
    r"|scheduled for|planned for|expected (?:in|on|to|by)|due (?:in|on|by)|deadline)"
)
_EVENT = (
    r"(?:meet(?:s|ing|ings)?|rounds?|talks|negotiations|summit|conference|session|consultations|elections?|withdraw\w*|redeploy\w*|exchange\w*|releas\w*|deploy\w*|handover|hand over|disarm\w*|convene\w*|reconvene\w*|resume\w*|resumption|evacuat\w*"
    r"|extend\w*|expire\w*|report|review\w*|sign\w*|ceremony|visit\w*|travel\w*|ceasefire|truce|take effect|enter into force|come into force|begin\w*|start\w*|complete\w*|cantonment|phase|stage|submit\w*|publish\w*|patrols?|demining|reopen\w*|open\w*|delivery|convoy|verification|return\w*|deadline|host\w*|brief\w*|vote|pull\w* (?:back|out)|leave|arrive\w*|hold)"
)
_AHEAD = re.compile(rf"\b(?P<will>{_WILL})\b", re.I)
_EVENT_RE = re.compile(rf"\b{_EVENT}\b", re.I)
_NEXT = re.compile(r"\b(?:next|upcoming|forthcoming|new|another|follow-up) (?:[\w'-]+ ){0,4}?(?:round|meeting|session|talks|summit|conference|phase|exchange|report|negotiations)\b", re.I)
_VAGUE = re.compile(r"\b(?:would (?:like|have|not|help|be (?:a|an|the|able|used|considered|ready|willing|willing))|will (?:not|continue|remain|be able|help|depend|never|only|try|also try|do|need)|could|if|unless|hopes?)\b", re.I)
_RULES_OUT = re.compile(r"\b(?:postponed|cancell?ed|called off|had been (?:due|scheduled|expected|planned)|was (?:due|supposed|to have)|were (?:supposed|to have))\b", re.I)
_HELD = re.compile(r"\b(?:took place|(?:was|were|have been|has been) held|met on|concluded)\b", re.I)


def read_expected(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says is to come; a date, an ordinal or a named next meeting must stand with it."""
    text = sentence.text
    if sentence.is_heading or not sentence.future:
        return []
    claims = _upcoming_rounds(sentence)
    if claims:
        return claims
    for match in _AHEAD.finditer(text):
        clause = _clause(text, match.start(), match.end())
        claim = _claim(sentence, match, clause)
        if claim:
            return [claim]
    return _next(sentence)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    marks = [text.rfind(m, 0, start) + len(m) for m in ("; ", '" ', ", but ", ", while ", " that ", ", and ", ", adding ") if text.rfind(m, 0, start) >= 0]
    stops = [p for p in (text.find(m, end) for m in (";", '"', ", but ", ", while ", ", adding", ", according", ", said", ", he said", ", she said", ", where ", ", which ")) if p > 0]
    return max(marks, default=0), min(stops, default=len(text))


def _claim(sentence: Sentence, match: re.Match[str], clause: tuple[int, int]) -> Claim | None:
    text = sentence.text[clause[0]:clause[1]]
    event = _EVENT_RE.search(text)
    if not event or _RULES_OUT.search(text):
        return None
    date = _date(sentence, clause, match.start())
    meeting = re.search(r"\b(?:meet|meeting|round|talks|summit|conference|session|negotiations|consultations|reconvene|convene)\b", text, re.I)
    will = match["will"].lower()
    if date is None and not (meeting and (_NEXT.search(text) or find_rounds(text) or will.startswith(("is to", "are to", "agreed to", "will meet")) or re.search(r"\bwill (?:meet|be held|host|convene|reconvene|take place)|would be held|(?:is|are) to meet", text))):
        return None
    if _VAGUE.search(text) and date is None or will in ("would", "must") and date is None and not meeting:
        return None
    if date is not None and date.value is not None and sentence.thread.reference and date.value.end < sentence.thread.reference:
        return None
    place = _place(sentence, clause)
    source, basis = sentence.source(match.start())
    value = _value(sentence, date)
    rounds = find_rounds(text)
    return sentence.draft(ClaimType.EXPECTED, *clause, "expected/ahead", what=_what(text, event), date=value, place=place or _process_place(sentence, rounds),
                          round=rounds[0][2] if rounds else None, actors=_actors(sentence, clause), deadline=value if date and date.role in ("by", "until", "no later than", "before") else None,
                          attribution=source, basis=basis, modality=Modality.PLANNED)


def _what(text: str, event: re.Match[str]) -> str:
    rounds = find_rounds(text)
    if rounds:
        return text[rounds[0][0]:rounds[0][1]]
    return " ".join(text[max(0, event.start() - 30):event.end() + 30].split())


def _date(sentence: Sentence, clause: tuple[int, int], near: int) -> DateMention | None:
    inside = [d for d in sentence.event_dates if clause[0] <= d.start < clause[1] and d.role not in ("since", "from", "following", "after", "as of") and d.form not in ("window",)]
    reference = sentence.thread.reference
    ahead = [d for d in inside if d.value and (reference is None or d.value.end >= reference)]
    usable = [d for d in ahead if d.start > near] or ahead
    return usable[0] if usable else None


def _value(sentence: Sentence, date: DateMention | None) -> DateRange | None:
    if date is not None:
        return date.value
    for length in sentence.durations:
        if length.lead in ("within", "in", "after") and sentence.thread.meeting_date and re.search(r"agreed to (?:meet|reconvene)", sentence.text):
            base = sentence.thread.meeting_date
            start, end = shift(base.start, length.amount, length.unit), shift(base.end, length.amount, length.unit)
            if start and end:
                return DateRange(start=start, end=end, approx=True)
    return None


def _place(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    for place in sentence.places:
        if clause[0] <= place.start < clause[1] and place.prep in ("in", "at", "to") and place.level == 1:
            return place.name if place.known else place.text
    for place in sentence.places:
        if clause[0] <= place.start < clause[1] and place.prep in ("in", "at", "near", "from") and place.level < 4:
            return place.text
    return None


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
        around = text[max(0, start - 60):min(len(text), end + 80)]
        after = text[end:end + 90]
        if _HELD.search(after) or re.search(r"\b(?:after|during|following|at|in) (?:the )?$", text[max(0, start - 20):start], re.I) and not re.search(r"\bwill\b|expected|scheduled", after):
            continue
        if not re.search(rf"\b(?:{_WILL}|upcoming|next|discussed|agenda|prepar\w+|ahead of|forthcoming|date for)\b", around, re.I):
            continue
        clause = _clause(text, start, end)
        date = _date(sentence, clause, end)
        source, basis = sentence.source(start)
        claims.append(sentence.draft(
            ClaimType.EXPECTED, max(clause[0], start - 90 if start > 90 else 0), min(clause[1], max(end, date.end if date else 0) + 60), "expected/round", what=text[start:end], date=_value(sentence, date),
            place=_place(sentence, clause) or sentence.thread.process_place, round=number, attribution=source, basis=basis, modality=Modality.PLANNED))
    return claims[:1]


def _next(sentence: Sentence) -> list[Claim]:
    match = _NEXT.search(sentence.text)
    if not match or match[0].lower().startswith(("new", "another", "follow")):
        return []
    clause = _clause(sentence.text, match.start(), match.end())
    date = _date(sentence, clause, match.start())
    if date is None:
        return []
    source, basis = sentence.source(match.start())
    return [sentence.draft(ClaimType.EXPECTED, *clause, "expected/next", what=match[0], date=date.value, place=_place(sentence, clause), attribution=source, basis=basis,
                           actors=_actors(sentence, clause), modality=Modality.PLANNED)]

"""What the text expects: meetings to come, deadlines, votes, releases, withdrawals and ends of truces with their dates."""

from __future__ import annotations

import re
from functools import partial

import msgspec

from ceasefire.reading.claims import expected_patterns as lexis
from ceasefire.reading.claims.expected_lengths import within
from ceasefire.reading.claims.expected_lines import (
    is_labelled,
    is_listed,
    is_of_line,
    is_planned,
    is_under_plans,
    is_verbless,
)
from ceasefire.reading.claims.expected_slots import (
    actors_in,
    bounds_of,
    clause_of,
    coming,
    days_ahead,
    is_state,
    is_told_now,
    is_unreal_at,
    place_beside,
    place_in,
    process_place,
)
from ceasefire.reading.claims.meeting_doubts import Stage
from ceasefire.reading.claims.meetings import Gathering, gatherings, may_tell
from ceasefire.reading.frames.clauses import Link
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.modality import is_of_attack, tense_at
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_DEADLINES = frozenset(("by", "no later than", "not later than", "nlt", "until", "till", "before", "up to", "through"))
_NO_LATER = frozenset(("no later than", "not later than", "nlt"))
"""Deadlines whose "not" denies nothing."""
_NEVER_AHEAD = frozenset(("window", "y", "y-y"))
_NOT_AHEAD = frozenset(("rel-unit", "rel-year-part", "later-day"))
_NOT_ROLES = frozenset(("since", "following", "after"))
_MONTH, _QUARTER = 31, 92
"""Days of the longest time at which a thing is expected, and by which."""
_FAR, _LABEL_AT = 150, 3
"""Days up to which a bare day of a chronology lies ahead, and where the label of its line begins; by hand."""
_SOON, _LISTED = 60, 183
"""Days within which a thing to be done, and one under the head of a list, is to come; chosen by hand."""
_SURE = ("verb", "subject", "object")


def read_expected(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says is to come; a date, an ordinal or a named next meeting must stand with it."""
    titled = sentence.is_heading and ": " not in sentence.text and not (sentence.dates and is_under_plans(sentence))
    if titled or sentence.text.rstrip("\"' )").endswith("?"):
        return []
    claims = _gatherings(sentence) if may_tell(sentence) else []
    for date in sentence.dates:
        if _may_be_ahead(sentence, date) and not any(_covers(sentence, claim, date) for claim in claims):
            claims += _dated(sentence, date)
    for length in sentence.durations:
        at = length.start + sentence.unit.start
        if not any(claim.start <= at < claim.end for claim in claims):
            claims += within(sentence, length)
    return [*claims, *_of_open_date(sentence, claims)]


def _of_open_date(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Return the thing of a line of which the day is still to be set: "tenth meeting of the group, date to be fixed"."""
    match = lexis.DATE_OPEN.search(sentence.text) if "date" in sentence.text else None
    if match is None or not is_verbless(sentence):
        return []
    clause = clause_of(sentence.text, *match.span())
    at = clause[0] + sentence.unit.start
    event = lexis.EVENT.search(sentence.text, *clause)
    if event is None or any(c.start < clause[1] + sentence.unit.start and at < c.end for c in claims):
        return []
    rounds = find_rounds(sentence.text[slice(*clause)])
    towns = (p.text for p in sentence.places if p.level == 1 and clause[0] < p.start < clause[1])
    return [
        sentence.draft(
            ClaimType.EXPECTED,
            *clause,
            "expected/open",
            what=_what(sentence.text[slice(*clause)], event.start() - clause[0]),
            place=place_in(sentence, clause) or next(towns, None),
            round=rounds[0][2] if rounds else None,
            actors=actors_in(sentence, clause),
            modality=Modality.PLANNED,
        )
    ]


def _may_be_ahead(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date is none of a speech; nobody has spoken on a day that is still to come."""
    if date in sentence.event_dates:
        return True
    reference = sentence.thread.reference
    return date.value is not None and reference is not None and date.value.start > reference


def tells_end(claim: Claim) -> bool:
    """Return whether a claim says that something expires on its day, and not only until when it is extended."""
    return lexis.ENDS.search(claim.quote) is not None


def _covers(sentence: Sentence, claim: Claim, date: DateMention) -> bool:
    """Return whether a claim has a date already, or stands on the words round it."""
    at = date.start + sentence.unit.start
    inside = claim.start <= at < claim.end and claim.rule == "expected/meeting"
    return claim.date == date.value or (inside and not _has_own_verb(sentence, claim, date))


def _has_own_verb(sentence: Sentence, claim: Claim, date: DateMention) -> bool:
    """Return whether another verb than that of a meeting to come holds a date: "will publish it in May and will meet on 3 June"."""
    told = next((d for d in sentence.event_dates if d.value == claim.date), None)
    if told is None:
        return False
    analysis = sentence.analysis
    first, last = sorted((date.start, told.start))
    between = [c for c in analysis.clauses if first < analysis.words.starts[c.group.head] < last]
    return any(c.group.finite and c.link is not Link.RELATIVE for c in between)


def _gatherings(sentence: Sentence) -> list[Claim]:
    return [
        _meeting(sentence, one)
        for one in map(partial(_in_item, sentence), gatherings(sentence))
        if one.stage is Stage.AHEAD and _is_sure(sentence, one)
    ]


def _in_item(sentence: Sentence, one: Gathering) -> Gathering:
    """Return a meeting without the day, place and number of another item of its list."""
    first, last = _of_item(sentence, one.telling.start, (0, len(sentence.text)))
    if last - first == len(sentence.text):
        return one
    inside = one.date is not None and first <= one.date.start < last
    rounds = find_rounds(sentence.text[first:last])
    one = one if inside else msgspec.structs.replace(one, date=None, days=None)
    return msgspec.structs.replace(
        one, place=place_in(sentence, (first, last)), number=rounds[0][2] if rounds else None
    )


def _of_item(sentence: Sentence, at: int, clause: tuple[int, int]) -> tuple[int, int]:
    """Return the clause of a meeting, in a list without a verb that of its own item: "second round, 9 June; by-election, 4 July"."""
    if ";" not in sentence.text or not is_verbless(sentence, at):
        return clause
    item = clause_of(sentence.text, at, at)
    return max(clause[0], item[0]), min(clause[1], item[1])


def _is_sure(sentence: Sentence, one: Gathering) -> bool:
    """Return whether a meeting to come is one: it has a day, or a number, or a verb says that it will be."""
    telling = one.telling
    clause = sentence.text[slice(*telling.clause)]
    if _is_put_off(clause) or lexis.NO_PLANS.search(clause):
        return False
    if one.days is not None:
        return True
    if telling.role not in _SURE or lexis.VAGUE.search(clause):
        return False
    return (
        one.number is not None
        or telling.tense is Tense.FUTURE
        or telling.under in lexis.AGREES
        or bool(lexis.AHEAD.search(clause))
    )


def _meeting(sentence: Sentence, one: Gathering) -> Claim:
    text, telling = sentence.text, one.telling
    first = min(telling.clause[0], telling.subject[0]) if telling.subject else telling.clause[0]
    start, end = _of_item(sentence, telling.start, (first, max(telling.clause[1], one.date.end if one.date else 0)))
    due = _due_in(sentence, (start, end)) if one.days is None else None
    days = one.days or (due.value if due else None) or days_ahead(sentence, (start, end))
    source, basis = sentence.source(telling.start)
    return sentence.draft(
        ClaimType.EXPECTED,
        start,
        end,
        "expected/meeting",
        what=_what(text[start:end], telling.start - start),
        date=days,
        place=_meeting_place(sentence, one, (start, end)),
        round=one.number,
        actors=one.people or actors_in(sentence, (start, end)),
        deadline=due.value if due else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


def _meeting_place(sentence: Sentence, one: Gathering, clause: tuple[int, int]) -> str | None:
    """Return where a meeting to come is to be held: a call nowhere, a further round where its process is."""
    if one.kind == "call":
        return None
    here = one.place or (place_in(sentence, clause) if one.telling.role not in ("subject", "object") else None)
    return here or process_place(sentence, clause, numbered=one.number is not None)


def _due_in(sentence: Sentence, clause: tuple[int, int]) -> DateMention | None:
    """Return the deadline of a clause."""
    return next((d for d in sentence.event_dates if d.role in _DEADLINES and clause[0] <= d.start < clause[1]), None)


def _what(text: str, at: int) -> str:
    """Return some words of a clause round an offset that say what is to come."""
    rounds = find_rounds(text)
    if rounds:
        return text[rounds[0][0] : rounds[0][1]]
    return " ".join(text[max(0, at - 30) : at + 60].split())


def _dated(sentence: Sentence, date: DateMention) -> list[Claim]:
    """Return the thing to come on a day after that of writing, or by a deadline that is not past, with what happens then."""
    reference = sentence.thread.reference
    if reference is None or date.value is None or date.role in _NOT_ROLES or is_of_attack(sentence.text, date.start):
        return []
    clause = bounds_of(sentence, date.start, date.end)
    if _is_told_otherwise(sentence, date, clause):
        return []
    plans = is_under_plans(sentence)
    verbless = (plans and date.start <= _LABEL_AT) or is_verbless(sentence, date.start)
    now = is_told_now(sentence, date)
    value = date.value
    moved = date.role == "to" and lexis.PUT_OFF_TO.search(sentence.text, *clause) is not None
    if verbless or moved or _is_for(date) or (now and _is_no_label(date)):
        near = _is_of_the_week_ahead(sentence, date, clause, verbless=verbless)
        value = coming(date, value, reference, sentence.text, near=near, soon=_LISTED if plans else _SOON)
    return _told_of(sentence, msgspec.structs.replace(date, value=value), value, clause, now=now, verbless=verbless)


def _is_no_label(date: DateMention) -> bool:
    """Return whether a date is more than the label of its line: it stands inside, or names a day without its month."""
    return date.start > _LABEL_AT or date.form in ("weekday", "day-alone")


def _is_of_the_week_ahead(sentence: Sentence, date: DateMention, clause: tuple[int, int], *, verbless: bool) -> bool:
    """Return whether "on Thursday" is the one to come: in a list of plans, as a deadline, or with a verb in the present that is no attack."""
    told = sentence.analysis.of("attack", "harm", "speech")
    if any(clause[0] <= m.trigger[0] < clause[1] for m in told if verbless or m.part == "verb"):
        return False
    if verbless:
        return date.role in _DEADLINES or is_listed(sentence, sentence.text[slice(*clause)])
    return not _is_otherwise(sentence, date, clause)


def _is_otherwise(sentence: Sentence, date: DateMention, clause: tuple[int, int]) -> bool:
    """Return whether a verb in the present tells of a habit, a state, or a day gone by: "on Fridays", "has no power on Monday"."""
    analysis = sentence.analysis
    past = (c.group.first for c in analysis.clauses if c.group.finite and c.group.tense is Tense.PAST)
    if any(0 <= analysis.words.starts[at] - date.end < _LABEL_AT for at in past):
        return True  # "the mission on Wednesday voiced concern"
    state = not lexis.EVENT.search(sentence.text, *clause) and is_state(sentence, date)
    held = analysis.words.tags[0] == "N" and may_tell(sentence) and _is_of_held(sentence, date)
    return state or held or sentence.text.startswith("s", date.end)


def _is_of_held(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a headline in the present tells of a meeting on a day gone by: "Rivals hold talks on Tuesday"."""
    return any(g.stage is Stage.HELD and g.date == date for g in gatherings(sentence))


def _told_of(
    sentence: Sentence, date: DateMention, value: DateRange, clause: tuple[int, int], *, now: bool, verbless: bool
) -> list[Claim]:
    """Return the thing that a clause tells of for a day, where the clause or what happens in it looks ahead."""
    event = lexis.EVENT.search(sentence.text, *clause)
    due = date.role in _DEADLINES and value.end >= (sentence.thread.reference or value.end)
    words = sentence.text[slice(*clause)]
    ahead = _looks_ahead(sentence, clause)
    if not _may_date(date, value, ahead=ahead or now) or (not ahead and _is_no_plan(words, due=due)):
        return []
    ahead = (
        ahead
        or _is_set(date, words, due=due)
        or (verbless and is_planned(sentence, words, date, event=event is not None))
    )
    listed = (verbless and is_listed(sentence, words)) or is_of_line(sentence, date)
    told = event is not None or now or listed
    told_so = _is_told(sentence, date, value, event=told, due=due, ahead=ahead)
    return [_thing(sentence, clause, date, event, ahead=ahead, due=due)] if told_so else []


def _is_for(date: DateMention) -> bool:
    """Return whether a thing is one for a day, as "the figures for March" are not."""
    return date.role == "for" and date.form != "m"


def _is_set(date: DateMention, words: str, *, due: bool) -> bool:
    """Return whether a thing is one "for" a day, or is to be done by one."""
    return _is_for(date) or (due and lexis.TO_BE_DONE.search(words) is not None)


def _is_no_plan(words: str, *, due: bool) -> bool:
    """Return whether words without a verb that looks ahead tell of a wish, or of what had been done by a day."""
    return bool(lexis.WISHES.search(words) or (due and lexis.HAD_BEEN.search(words)))


def _is_told_otherwise(sentence: Sentence, date: DateMention, clause: tuple[int, int]) -> bool:
    """Return whether what a clause tells is no thing to come: put off, denied, a term of an agreement, a past day of a chronology."""
    words = sentence.text[slice(*clause)]
    if date.form == "end-of" and tense_at(sentence.text, date.start) is False:
        return True
    if _is_put_off(words) or any(cue.search(words) for cue in (lexis.OF_PACT, lexis.NO_PLANS)):
        return True
    if lexis.OF_IT.match(sentence.text[clause_of(sentence.text, date.start, date.end)[0] : clause[1]]):
        return True
    if lexis.IN_BRACKETS.search(sentence.text, 0, date.start):
        return True
    unreal = date.role not in _NO_LATER and not lexis.NOT_UNTIL.search(words) and is_unreal_at(sentence, date, clause)
    return unreal or _is_of_next_year(sentence, date)


def _looks_ahead(sentence: Sentence, clause: tuple[int, int]) -> bool:
    """Return whether a clause has words of what is to come, was ordered, or was put off to a day."""
    return any(
        cue.search(sentence.text, *clause) for cue in (lexis.AHEAD, lexis.ORDERED, lexis.PUT_OFF_TO, lexis.LAID_DOWN)
    )


def _is_of_next_year(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a day without a year opens a line of a chronology and was taken for one of the next year."""
    reference, told = sentence.thread.reference, sentence.text[date.start : date.end]
    far = reference is not None and date.value is not None and (date.value.start - reference).days > _FAR
    return far and date.start <= _LABEL_AT and not re.search(r"\d{4}", told)


def _is_put_off(words: str) -> bool:
    return bool(lexis.RULES_OUT.search(words)) and not lexis.PUT_OFF_TO.search(words)


def _may_date(date: DateMention, value: DateRange, *, ahead: bool) -> bool:
    """Return whether a date of this form can be that of a thing to come; some only with a verb that looks ahead."""
    needs_verb = (
        date.form in _NOT_AHEAD or date.role in ("to", "as of") or (date.role == "from" and value.start == value.end)
    )
    return date.form not in _NEVER_AHEAD and (ahead or not needs_verb)


def _thing(
    sentence: Sentence,
    clause: tuple[int, int],
    date: DateMention,
    event: re.Match[str] | None,
    *,
    ahead: bool,
    due: bool,
) -> Claim:
    if is_labelled(sentence, date):
        clause = 0, max(clause[1], date.end)
    words = sentence.text[slice(*clause)]
    source, basis = sentence.source(date.start)
    rounds = find_rounds(words)
    return sentence.draft(
        ClaimType.EXPECTED,
        *clause,
        "expected/ahead" if ahead else "expected/dated",
        what=_what(words, event.start() - clause[0] if event else 0),
        date=date.value,
        place=place_in(sentence, clause) or place_beside(sentence, date),
        round=rounds[0][2] if rounds else None,
        actors=actors_in(sentence, clause),
        deadline=date.value if due else None,
        attribution=source,
        basis=basis,
        modality=Modality.PLANNED,
    )


def _is_told(sentence: Sentence, date: DateMention, value: DateRange, *, event: bool, due: bool, ahead: bool) -> bool:
    """Return whether days make a thing expected: all after the day of writing, or begun with a verb that looks ahead."""
    reference = sentence.thread.reference
    longest = _QUARTER if due or date.form == "season" else _MONTH
    if reference is None or (value.end - value.start).days > longest:
        return False
    if value.start > reference:
        return event or ahead
    if value.start == reference and lexis.TONIGHT.match(sentence.text, date.start) is not None:
        return ahead
    if value.start == reference and lexis.TO_DO.match(sentence.text) is not None:
        return event
    return value.end >= reference and ahead and (due or (event and value.end > reference))

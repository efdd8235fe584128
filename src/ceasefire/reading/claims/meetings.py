"""Meetings that were held or are under way: rounds, talks, calls, visits, and chains of dates."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_calls import by_phone
from ceasefire.reading.claims.meeting_doubts import Found, Stage, stage_of
from ceasefire.reading.claims.meeting_lists import read_lists
from ceasefire.reading.claims.meeting_more import more_meetings
from ceasefire.reading.claims.meeting_rounds import chain_of, days_apart, days_joined, pairs_of
from ceasefire.reading.claims.meeting_slots import day_of, days_of, kind_of, number_of, place_of, row_of
from ceasefire.reading.claims.meeting_taken_up import taken_up
from ceasefire.reading.claims.meeting_tellings import Telling, tellings
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds, ordinals_in
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality
from ceasefire.reading.text.subject import is_civil

_TURNS = (";", '"')
_BREAKS = (";", '"', ", saying", ", which", ", where")
_MINUTES: Final = re.compile(
    r"(?:(?:draft|summary|agreed|verbatim) )?(?:minutes|records?|read-?out|summary|notes?|report|protocol|proceedings|transcript) (?:of|on|from)\b",
    re.I,
)
_CLOCKED: Final = re.compile(r"\[?\d{1,2}[:.]\d\d\]?,? ?[A-Z]")
"""What opens a line of a chat or of a log, which is no headline."""
_NEAR = 60
"""Within how many characters behind a number alone its day and place stand."""
_SEVERAL = re.compile(r"\b(?:rounds|sessions|meetings|plenaries|summits|sittings|cycles)\b", re.I)
_COUNTED: Final = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth) (?!in\b|at\b|on\b|of\b|and\b|by\b|to\b|had\b|was\b|has\b)(?P<noun>[a-z]+)"
)
"""What a text numbers."""
_AHEAD: Final = re.compile(r"\b(?:to|until|till|for|before|by|ahead of|towards|next|of|on|than) $", re.I)
"""Before a round that is still to come, or of which something else is told."""
_OTHERS: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) (?:[a-z-]+ )?"
    r"(?!rounds|days|hours|weeks|months|years|minutes|sessions|times|meetings)[a-z]{3,}s\b",
    re.I,
)
"""Things that a text tells more than one of, so that "the second" may be one of them."""
_OF_MEETINGS: Final = re.compile(
    r"(?:,? [^,;.]{3,50},?)? (?:was held|took place|was convened|was hosted|met|convened|opened|adjourned|broke up|fell apart|ended|concluded|sat)\b"
)
"""Behind a number alone: what only a gathering does."""
_CLOSE: Final = 160
"""Characters before "the second" within which they stand; chosen by hand, not measured."""
_BACK: Final = 900
"""Characters before "the second, in March," within which the rounds are told; chosen by hand, not measured."""
_FAR: Final = 100
"""Characters behind a number alone within which its day and place stand; chosen by hand, not measured."""


class Gathering(Found, frozen=True, kw_only=True):
    """A telling with all that its sentence gives of it, how it is told and of which kind it is."""

    date: DateMention | None
    stage: Stage
    kind: str


_MOST = 24
"""Gatherings that one sentence may tell of; more are no sentence."""


def read_meetings(sentence: Sentence) -> list[Claim]:
    """Find the meetings that a sentence tells as held; those to come are left to the reader of expected things."""
    listed, told = read_lists(sentence), _told(sentence)
    return listed if len(listed) > len(told) else told


def _told(sentence: Sentence) -> list[Claim]:
    told_on = taken_up(sentence)
    if told_on:
        return told_on
    if not may_tell(sentence):
        return []
    if sentence.is_heading and not sentence.text.endswith(":") and not _CLOCKED.match(sentence.text):
        minutes = _MINUTES.match(sentence.text) is not None
        held = (c for c in _held(sentence) if c.date and (c.round is not None or minutes or row_of(sentence)))
        return [msgspec.structs.replace(claim, rule="meetings/heading") for claim in held]
    _follow_process(sentence)
    return chain_of(sentence) or pairs_of(sentence) or _held(sentence)


@lru_cache(maxsize=16)
def may_tell(sentence: Sentence) -> bool:
    """Return whether a sentence has any letters of a gathering; cheap, so that most are passed over."""
    low = sentence.text.lower()
    return any(map(low.__contains__, lexis.BEGINNINGS)) and not is_civil(sentence.text)


def gatherings(sentence: Sentence) -> list[Gathering]:
    """Return the gatherings of a sentence, those of one meeting joined."""
    found = tellings(sentence.analysis)
    found += by_phone(sentence.analysis, [t for t in found if t.role == "verb"])
    return _apart([_gathering(sentence, t, alone=len(found) == 1) for t in found[:_MOST]])


def _gathering(sentence: Sentence, telling: Telling, *, alone: bool) -> Gathering:
    date = day_of(sentence, telling)
    people = participants(sentence, *_region(sentence, telling, alone=alone), telling)
    number = number_of(sentence, telling)
    found = Found(
        telling=telling,
        days=days_of(sentence, telling, date),
        place=place_of(sentence, telling),
        number=number,
        people=people,
    )
    return Gathering(
        telling=telling,
        days=found.days,
        place=found.place,
        number=number,
        people=people,
        date=date,
        stage=stage_of(sentence, found),
        kind=_kind(sentence, telling, number, people),
    )


def _region(sentence: Sentence, telling: Telling, *, alone: bool) -> tuple[int, int]:
    """Return where those who meet are looked for: in the clause of a verb, all round the only noun of a sentence."""
    if telling.role != "verb" and alone:
        return 0, len(sentence.text)
    start, end = telling.clause
    return min(start, telling.subject[0]) if telling.subject else start, end


def _apart(found: list[Gathering]) -> list[Gathering]:
    """Return one gathering for each meeting: a further one has a number or a day of its own."""
    kept: list[Gathering] = []
    for one in found:
        if one.stage is Stage.NEITHER:
            continue
        same = next((i for i, other in enumerate(kept) if _is_one(other, one)), None)
        if same is None:
            kept.append(one)
        else:
            kept[same] = _joined(kept[same], one)
    spare = [one for one in found if one.stage is Stage.NEITHER and one.number is not None]
    return [_numbered(one, spare) for one in kept]


def _numbered(one: Gathering, spare: list[Gathering]) -> Gathering:
    """Return a gathering with the number that another noun of its clause has: "the meetings reached their eighth round"."""
    first, last = one.telling.clause
    near = (o for o in spare if first <= o.telling.start < last and o.telling.role in ("object", "for", "loose"))
    number = next((o.number for o in near), None) if one.number is None else one.number
    kind = (
        "round"
        if number is not None and one.number is None and one.kind in ("meeting", "talks", "bilateral")
        else one.kind
    )
    return msgspec.structs.replace(one, number=number, kind=kind)


def _is_one(a: Gathering, b: Gathering) -> bool:
    if a.stage is not b.stage:
        return False
    if a.number is not None and b.number is not None:
        return a.number == b.number
    return a.days is None or b.days is None or a.days.overlaps(b.days)


def _joined(a: Gathering, b: Gathering) -> Gathering:
    """Return the first of two tellings of one meeting with what only the second one tells."""
    return msgspec.structs.replace(
        a,
        date=a.date or b.date,
        days=_whole(a, b),
        place=a.place or b.place,
        number=a.number if a.number is not None else b.number,
        kind=a.kind if a.kind != "meeting" else b.kind,
        people=a.people if len(a.people) >= len(b.people) else b.people,
    )


def _whole(a: Gathering, b: Gathering) -> DateRange | None:
    return a.days or b.days


def _held(sentence: Sentence) -> list[Claim]:
    found = [g for g in gatherings(sentence) if g.stage is Stage.HELD]
    claims = [c for g, span in zip(found, _extents(sentence, found), strict=True) for c in _claims(sentence, g, *span)]
    more = _more(sentence, found, claims)
    told = claims if len(more) < 2 else [c for c in claims if c.date or c is not claims[-1]]
    return [*told, *more, *_numbers_alone(sentence)]


def _claims(sentence: Sentence, one: Gathering, start: int, end: int) -> list[Claim]:
    """Return the meeting, or one for each of the days on which those who gathered did: "sat on 5, 12 and 19 May"."""
    claim, date = _claim(sentence, one, start, end), one.date
    days = days_apart(sentence, date)
    if date is None or not days:
        return [claim, *_on_further_days(sentence, claim, date)]
    spots = [m.start() for m in re.finditer(r"\b\d{1,2}(?!\d)", sentence.text[date.start : date.end])]
    drafts = [sentence.draft(claim.type, date.start + at, date.end, "meetings/listed") for at in spots[1:]]
    more = (
        msgspec.structs.replace(claim, quote=d.quote, start=d.start, end=d.end, rule=d.rule, date=on, round=None)
        for d, on in zip(drafts, days[1:], strict=False)
    )
    return [msgspec.structs.replace(claim, date=days[0]), *more]


def _on_further_days(sentence: Sentence, claim: Claim, date: DateMention | None) -> list[Claim]:
    """Return the meetings of "met on 3 March, 7 April and 5 May" on the days behind the first one."""
    drafts = [(d, sentence.draft(claim.type, d.start, d.end, "meetings/listed")) for d in days_joined(sentence, date)]
    return [
        msgspec.structs.replace(claim, quote=o.quote, start=o.start, end=o.end, rule=o.rule, date=d.value, round=None)
        for d, o in drafts
    ]


def _claim(sentence: Sentence, one: Gathering, start: int, end: int) -> Claim:
    process = sentence.thread.process_place if one.kind in ("round", "talks") else None
    return sentence.draft(
        ClaimType.MEETING,
        start,
        end,
        "meetings/round" if one.number is not None else f"meetings/{'met' if one.telling.role == 'verb' else 'held'}",
        kind=one.kind,
        round=one.number,
        date=one.days,
        place=None if one.kind == "call" else one.place or process,
        actors=one.people,
        status="held",
        modality=Modality.HELD,
        process=sentence.thread.process if one.kind in ("round", "talks") else None,
    )


def _kind(sentence: Sentence, telling: Telling, number: int | None, people: tuple[str, ...]) -> str:
    """Return the kind of a gathering: by its own words, a round where it has a number, bilateral where two meet."""
    text = sentence.text
    around = text[max(0, telling.start - 30) : telling.end + 30]
    subject = text[slice(*telling.subject)] if telling.subject and telling.role != "verb" else ""
    words = _verb_words(sentence, telling) if telling.role == "verb" else text[telling.start : telling.end]
    kind = kind_of(f"{subject} {around}", words)
    if kind == "round" and number is None and telling.role == "verb":
        kind = "meeting"
    if number is not None and (kind == "talks" or (kind == "meeting" and sentence.thread.process)):
        return "round"
    bilateral = kind == "meeting" or (kind == "talks" and telling.role == "verb")
    return "bilateral" if bilateral and len(people) == 2 else kind


def _verb_words(sentence: Sentence, telling: Telling) -> str:
    """Return the words of a verb with who does it: a committee that met, a talk by telephone."""
    start = telling.subject[0] if telling.subject and telling.subject[0] < telling.start else telling.start
    return sentence.text[start : telling.end + 16]


def _extents(sentence: Sentence, found: list[Gathering]) -> list[tuple[int, int]]:
    """Return the words of each meeting of a sentence: all of it round a single one, else up to where the next begins."""
    if len(found) < 2:
        return [_extent(sentence, one) for one in found]
    cuts = [0, *(_cut(sentence, a, b) for a, b in pairwise(found)), len(sentence.text)]
    return list(pairwise(cuts))


def _cut(sentence: Sentence, a: Gathering, b: Gathering) -> int:
    """Return where the words of the second of two meetings begin."""
    floor = max(a.telling.end, a.date.end if a.date and a.date.end <= b.telling.start else 0)
    start = min(b.telling.start, b.date.start if b.date and b.date.start > floor else b.telling.start)
    comma = sentence.text.rfind(",", floor, start)
    return comma if comma > 0 else sentence.text.rfind(" ", 0, start)


def _extent(sentence: Sentence, one: Gathering) -> tuple[int, int]:
    text, telling = sentence.text, one.telling
    first = min(telling.start, one.date.start if one.date else telling.start)
    last = max(telling.end, one.date.end if one.date else 0)
    start = max((text.rfind(mark, 0, first) + 1 for mark in _TURNS), default=0)
    stop = [text.find(mark, last) for mark in _BREAKS]
    end = min((s for s in stop if s > 0), default=len(text))
    if end - start > 320:
        end = min(end, last + 60)
        end = text.rfind(" ", 0, end) if end < len(text) else end
    return start, end


def _more(sentence: Sentence, found: list[Gathering], claims: list[Claim]) -> list[Claim]:
    """Return the meetings that follow the last one of a sentence without a verb of their own."""
    last = found[-1] if found else None
    if last is None or last.telling.role not in ("verb", "object", "subject", "participle"):
        return []
    colon = sentence.text.find(":", last.telling.end) if last.date is None else -1
    if last.date is None and colon < 0:
        return []
    fresh = more_meetings(sentence, claims[-1], last.date.end if last.date else colon)
    return [c for c in fresh if c.date not in [o.date for o in claims]]


def _numbers_alone(sentence: Sentence) -> list[Claim]:
    """ "It is the sixth round; the fifth, in Orta, broke up on 21 April": rounds told by their number alone."""
    found = list(lexis.ALONE.finditer(sentence.text))
    rounds = find_rounds(sentence.text) if found else ()
    apart = [
        m
        for m in found
        if not any(start <= m.start("n") < end for start, end, _, _ in rounds)
        and not _AHEAD.search(sentence.text, 0, m.start())
        and sentence.analysis.reality_at(*m.span("n")) in KEPT
    ]
    around = _rounds_before(sentence, apart[0]) if apart else ""
    stops = [*(m.start() for m in apart[1:]), len(sentence.text)]
    told = (_number_alone(sentence, m, stop, around) for m, stop in zip(apart, stops, strict=False) if around)
    return [claim for claim in told if claim]


def _rounds_before(sentence: Sentence, match: re.Match[str]) -> str:
    """Return the words by which a text counts rounds up to a number, of which it is one; empty where it counts other things last.

    What "took place" or "opened" is a round whatever else was counted.
    """
    start = sentence.unit.start + match.start()
    before = sentence.thread.folded[max(0, start - _BACK) : start]
    several, rounds = list(_SEVERAL.finditer(before)), find_rounds(before)
    last = max([m.end() for m in several] + [end for _, end, _, _ in rounds], default=-1)
    if last < 0 or (_counts_others(before, last) and not _OF_MEETINGS.match(sentence.text, match.end())):
        return ""
    return before[max(0, last - _NEAR) : last]


def _counts_others(before: str, last: int) -> bool:
    """Return whether words count other things behind an offset."""
    counted = (m for m in _COUNTED.finditer(before) if not lexis.OF_ROUND.match(m["noun"]))
    return any(m.start() > last for m in (*counted, *_OTHERS.finditer(before, max(0, len(before) - _CLOSE))))


def _number_alone(sentence: Sentence, match: re.Match[str], stop: int, around: str) -> Claim | None:
    number = max(ordinals_in(match["n"]), default=None)
    mark = sentence.text.find(";", match.end(), stop)
    stop = min(mark if mark > 0 else stop, match.end() + _FAR)
    date = next((d for d in sentence.event_dates if match.start() < d.start < stop and d.value), None)
    if number is None or date is None or not sentence.has_gone_by(date):
        return None
    places = (p for p in sentence.places if p.prep in ("in", "at") and match.start() < p.start < stop)
    return sentence.draft(
        ClaimType.MEETING,
        match.start(),
        date.end,
        "meetings/number",
        kind=kind_of(around, around.rsplit(" ", 1)[-1]),
        round=number,
        date=date.value,
        place=next((p.text for p in places), None),
        status="held",
    )


def _follow_process(sentence: Sentence) -> None:
    thread = sentence.thread
    for match in lexis.PROCESS.finditer(sentence.text):
        for place in sentence.places:
            if place.start == match.start("p") and place.level == 1:
                thread.process = thread.process_place = place.name
    for match in re.finditer(
        r"\b(?:talks|negotiations|rounds?|meetings?)\b[^.;]{0,60}?\b(?:in|held in)\b", sentence.text
    ):
        for place in sentence.places:
            if (
                place.level == 1
                and place.known
                and 0 <= place.start - match.end() <= 60
                and thread.process_place is None
            ):
                thread.process = thread.process_place = place.name

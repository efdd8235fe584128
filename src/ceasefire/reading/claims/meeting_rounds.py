"""Chains of dates: "three rounds took place on March 3-4, April 7-8 and May 5", one meeting each."""

from __future__ import annotations

import re
from itertools import pairwise

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.mentions.dates.calendar_math import day
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import ordinals_in
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange


def chain_of(sentence: Sentence) -> list[Claim]:
    """Return one meeting for each date of "Three rounds took place on March 3-4, April 7-8 ..."."""
    match = lexis.CHAIN.search(sentence.text)
    if not match or (sentence.future and not _TOOK_PLACE.search(match[0])):
        return []
    dates = _row_of_days(sentence, match.start())
    if not dates:
        return []
    rounds = "round" in match[0].lower()
    place = _place_near(sentence, match.start()) or sentence.thread.process_place
    first = dates[0].start
    if first - match.end() < 12:
        first = match.end() - len(match[0].split()[-1])
    starts = [first, *(d.start for d in dates[1:])]
    return [
        sentence.draft(
            ClaimType.MEETING,
            start,
            date.end,
            "meetings/chain",
            kind="round" if rounds else "talks",
            round=number if rounds else None,
            date=date.value,
            place=place,
            status="held",
            process=sentence.thread.process,
        )
        for number, (start, date) in enumerate(zip(starts, dates, strict=True), 1)
    ]


def pairs_of(sentence: Sentence) -> list[Claim]:
    """Return one meeting for each day of "the third and fourth rounds (Orvan, 4 March; Tarn, 2 April)" and "two talks: one in Orvan on ..."."""
    match = lexis.SEVERAL.search(sentence.text)
    dates = _pairs(sentence, match.end()) if match else []
    if match is None or len(dates) < 2:
        return []
    numbers = sorted(ordinals_in(sentence.text[max(0, match.start() - _AHEAD) : match.start()]))
    kind = "round" if "round" in match[0].lower() else "talks"
    starts = [match.start(), *(d.end for d, _ in dates[:-1])]
    shared = None if any(spot for _, spot in dates) else _ONE_SPOT.match(sentence.text, match.end(), dates[0][0].start)
    return [
        sentence.draft(
            ClaimType.MEETING,
            start,
            date.end,
            "meetings/pairs",
            kind=kind,
            round=numbers[at] if len(numbers) == len(dates) else None,
            date=date.value,
            place=shared["spot"] if shared else spot,
            status="held",
            process=sentence.thread.process,
        )
        for at, (start, (date, spot)) in enumerate(zip(starts, dates, strict=True))
    ]


def _pairs(sentence: Sentence, at: int) -> list[tuple[DateMention, str | None]]:
    """Return the days, with towns, that follow a noun, each behind a place or a word for one more; none where one of them is still to come."""
    reference, joint = sentence.thread.reference, _TO_PAIR
    found: list[tuple[DateMention, str | None]] = []
    for date in (d for d in sentence.event_dates if d.start >= at):
        told = date.value is not None and (reference is None or date.value.end <= reference)
        between = joint.fullmatch(sentence.text, at, date.start)
        if not told or date.role in _NOT_OF_PAIRS or between is None:
            break
        found.append((date, between["spot"]))
        at, joint = date.end, _NEXT_PAIR
    return found


def days_joined(sentence: Sentence, date: DateMention | None) -> list[DateMention]:
    """Return the further days of "met on 3 March, 7 April and 5 May", right behind the first one."""
    if date is None or date.value is None or date.form not in _ONE_DAY or date.role not in ("on", "", "in"):
        return []
    found, at = [], date.end
    for other in (d for d in sentence.event_dates if d.start >= date.end):
        joined = other.form in _ONE_DAY and other.value and _AND.fullmatch(sentence.text, at, other.start)
        if not joined or other.value.end > (sentence.thread.reference or other.value.end):  # type: ignore[union-attr]
            break
        found.append(other)
        at = other.end
    return found


def days_apart(sentence: Sentence, date: DateMention | None) -> list[DateRange]:
    """Return each day of "5, 12 and 19 May", on which there was a meeting each; none where the days are one run."""
    if date is None or date.value is None or date.form not in _LISTS:
        return []
    words = sentence.text[date.start : date.end]
    numbers = [int(n) for n in _NUMBER.findall(words)]
    if (
        _RUN.search(words)
        or sentence.text.endswith("between ", 0, date.start)
        or len(numbers) < 2
        or (len(numbers) == 2 and numbers[1] - numbers[0] < 2)
    ):
        return []
    days = [day(date.value.end.year, date.value.end.month, number) for number in numbers]
    return [DateRange(start=d, end=d) for d in days if d is not None]


def _row_of_days(sentence: Sentence, start: int) -> list[DateMention]:
    """Three days or more that follow one another from a place on; empty where they are fewer or stand apart."""
    dates = [d for d in sentence.event_dates if d.start >= start and d.form in _DAY_FORMS]
    apart = any(b.start - a.end > 12 for a, b in pairwise(dates))
    return [] if apart or len(dates) < 3 else dates


_LISTS = frozenset(("d-dmy", "md-dy"))
_NUMBER = re.compile(r"\b\d{1,2}(?!\d)")
_RUN = re.compile(r"\d ?-|\bto\b|\bthrough\b|\buntil\b|\btill\b|/")
_AHEAD = 40
"""Characters before "rounds" in which their numbers stand; chosen by hand, not measured."""
_SPOT = r"(?:(?P<spot>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: again)?)"
_TO_PAIR = re.compile(
    rf"[^.;:()]{{0,70}}?(?:: | \(|, (?=(?:on|in|from) ))(?:one |the first )?(?:(?:in|at|near) )?{_SPOT}?"
    r"(?:, | \(| on | in |(?:on|in|from) |)(?:the )?"
)
_NEXT_PAIR = re.compile(
    rf"\)?(?:[,;]| and|, and|; and)(?: then)?(?: (?:one|another|again|the (?:second|third|other|last|next)(?: one)?),?)?(?: (?:in|at"
    rf"|near))?(?:, (?:after|before|in the wake of|following) [^,;.]{{3,60}},)? (?:{_SPOT}(?:, | \(| on | in |)|(?:on|in|from) |)(?:the )?"
)
_ONE_SPOT = re.compile(rf"[^.;:()]{{0,40}}?(?:,| in| at) {_SPOT}(?::|,)")
"""Where all of them were: "three rounds, Orvan: 4 March; 2 April"."""
_AND = re.compile(r"(?:,| and|, and)(?: again)?(?: on)?(?: the)? ")
_NOT_OF_PAIRS = frozenset(("since", "until", "till", "by", "before", "after", "following"))
_ONE_DAY = frozenset(("mdy", "dmy", "iso", "weekday"))
_TOOK_PLACE = re.compile(r"\b(?:took place|were held|have been held)\b")


_DAY_FORMS = frozenset(("md-dy", "mdy", "d-dmy", "dmy", "dmy-dmy", "mdy-mdy"))


def _place_near(sentence: Sentence, near: int) -> str | None:
    """Return the best place around an offset; None where there is none."""
    places = tuple(p for p in sentence.places if p.level in (1, 2) and p.prep in ("in", "at", "near", "outside"))
    return best_place(sentence.text, places, near) if places else None

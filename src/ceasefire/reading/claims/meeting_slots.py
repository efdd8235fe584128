"""The kind, the day, the place and the number of a meeting, as its words stand in a sentence."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.dates.calendar_math import widened
from ceasefire.reading.mentions.dates.in_sentence import DateMention, find_dates
from ceasefire.reading.mentions.ordinals import find_rounds, ordinals_in
from ceasefire.reading.mentions.places import Place, compose
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_NOT_DAYS: Final = frozenset(("window", "y-y"))
_NOT_ROLES: Final = frozenset(
    ("since", "until", "till", "by", "before", "prior to", "up to", "as of", "no later than", "not later than", "nlt")
)
_OF_NOUN = re.compile(r"([\w-]+)(?:'s)? (?:of|from|on|since|dated) (?:the )?$")
_NOUN_AFTER = re.compile(r"(?:'s|')? ([\w-]+)")
_DAYS_LONG = re.compile(r"\b(two|three|four|five|six|seven|\d)[- ]days?\b(?! (?:ago|later|earlier|before|after))", re.I)
_AFTER_DAYS = re.compile(
    r"\bafter (two|three|four|five|six|seven|\d) days\b(?! of (?!talks|negoti|discuss|meetings|sessions))", re.I
)
_LATELY = re.compile(r"[, ](?:most recently|last|latest|the last time) (?:on|in|from)(?: the)? $", re.I)
_IN_ALL = re.compile(r"\b(?:the |its |their )?([\w-]+) (?:in all|overall|in total|so far|altogether|to date)\b", re.I)
_OF_A_YEAR = re.compile(
    r"[^,.;]{0,12}\b(?:of|this|in) (?:this |the )?(?:year|month|week|season|kind)|[^,.;]{0,20}\b(?:since|in (?:months|years|weeks))\b",
    re.I,
)
_ROW = re.compile(
    r"\)?(?:, [A-Z][\w' -]{2,30}| \([^)]{2,30}\))?(?:, \d{1,2}[:.]\d\d)?(?: ?:(?!\d)| ?- |\.? (?<=\. )(?=[A-Z\"]))"
)
"""Behind the date that opens a line of a chronology, perhaps with a place or an hour."""
_OPENS_ROW: Final = re.compile(r"[ \-*\"'►•▪·>]*(?:(?:19|20)\d\d[,:]? )?")
"""Before that date: the mark of an item, or its year."""
_CLOCKED = re.compile(r"\d{1,2}[:.]\d\d(?: [A-Z-]|$|:? )")
_LABEL: Final = 45
_BEHIND_LABEL = re.compile(r"(?:, [A-Z][\w' -]{2,30})?(?:\.|:| -)?")
_NTH_TIME = re.compile(r"[^,.;]{0,40}? for the ([\w-]+) time\b")
_SITS = re.compile(r"\b(?:committee|commission|council|board|group|mechanism|centre|center|cell|panel)s?\b", re.I)
_SIGNED_ON = re.compile(
    r"\b(?:accord|agreement|truce|ceasefire|deal|pact|protocol|memorandum|resolution) (?:that was |which was )?"
    r"(?:signed|agreed|reached|concluded|adopted|struck|declared|brokered)"
    r"(?: (?:in|at) [A-Z][\w'-]+)?(?: on| in)?(?: the)? $"
)
"""Before the day of an agreement that people meet about."""
_MARGINS = re.compile(r"\b(?:in|on|at) the (?:margins?|sidelines|fringes)\b(?! of)", re.I)
_TO: Final = re.compile(r" (?:up )?(?:to|until|till|through)(?: the)? ")
_TITLE: Final = 200
"""Characters from the beginning within which titles stand; chosen by hand, not measured."""
_FULL: Final = frozenset(("dmy", "mdy", "d-dmy", "md-dy", "iso"))
_MONTH: Final = 31
_COUNTS: Final = {word: n for n, word in enumerate(("two", "three", "four", "five", "six", "seven"), 2)}
_PREPOSITIONS: Final = ("in", "at", "near", "on", "outside", "aboard")


def kind_of(words: str, core: str = "") -> str:
    """Return the kind of meeting by its own words (`core`), else by the words around it; "meeting" where none says more."""
    for source in (core, words):
        for kind, pattern in lexis.KINDS:
            if source and pattern.search(source):
                return kind
    return "meeting"


def day_of(sentence: Sentence, telling: Telling) -> DateMention | None:
    """Return the date of a gathering: beside its noun, else the first after its words in its clause, else the last before them."""
    usable = [d for d in sentence.event_dates if _may_date(sentence, d)]
    if not usable and telling.role == "subject" and telling.verb in lexis.ENDS:
        usable = [d for d in sentence.dates if _may_date(sentence, d)]  # "concluded" may also be said
    beside = [d for d in usable if telling.start <= d.start < telling.tail]
    if telling.role == "of" and not lexis.MINUTES.match(sentence.text):
        return next(iter(beside), None)
    return _last_time(sentence, telling, usable) or _nearest(sentence, telling, beside, usable)


def _last_time(sentence: Sentence, telling: Telling, usable: list[DateMention]) -> DateMention | None:
    """Return the date behind the words of a gathering that is told as that of the last time: "most recently on 4 May"."""
    behind = (d for d in usable if telling.end <= d.start)
    return next((d for d in behind if _LATELY.search(sentence.text[: d.start])), None)


def _nearest(
    sentence: Sentence, telling: Telling, beside: list[DateMention], usable: list[DateMention]
) -> DateMention | None:
    """Return the first date of some days, else the first of any length: beside the noun, after it, before it, of its line."""
    start, end = telling.clause
    after = [d for d in usable if telling.end <= d.start < end]
    before = [d for d in usable if start < d.end <= telling.start + 1]
    row = row_of(sentence) if telling.role == "subject" and telling.verb not in lexis.HAPPENS else ()
    found = (*row, *beside, *after, *reversed(before))
    return next(filter(_is_of_days, found), None) or next(iter((*found, *row_of(sentence))), None)


def row_of(sentence: Sentence) -> tuple[DateMention, ...]:
    """Return the date that opens a line of a chronology, "12 May: second round"; empty for any other sentence."""
    first = next(iter(sentence.dates), None)
    if first is None or first.value is None or not _OPENS_ROW.fullmatch(sentence.text, 0, first.start):
        return ()
    return (first,) if _ROW.match(sentence.text, first.end) else ()


def label_day(sentence: Sentence) -> DateRange | None:
    """Return the day that labels the line of a sentence without being part of it: "12 May. Second round, Orvan"."""
    folded, start = sentence.thread.folded, sentence.unit.start
    if _CLOCKED.match(sentence.text):
        return _today(sentence)
    label = folded[folded.rfind("\n", 0, start) + 1 : start].strip(" -*")
    if not label or len(label) > _LABEL:
        return None
    if _CLOCKED.match(label):
        return _today(sentence)
    told = find_dates(label, sentence.clock)
    return (
        told[0].value
        if len(told) == 1 and not label[: told[0].start] and _BEHIND_LABEL.fullmatch(label, told[0].end)
        else None
    )


def _untold(sentence: Sentence, telling: Telling, date: DateMention | None) -> DateRange | None:
    """Return the days of a date, and without one those that the line or the meeting before gives."""
    if date is not None:
        return date.value
    above = _day_above(sentence) if telling.role == "verb" or sentence.is_heading else None
    return label_day(sentence) or _in_the_margins(sentence) or above


def _day_above(sentence: Sentence) -> DateRange | None:
    """Return the day that stands over a part of a diary or opens its line, for what names no day: "4 May. Rain. Met the general"."""
    thread = sentence.thread
    if sentence.is_heading:
        return _title_day(sentence)
    if sentence.dates or not any(c.group.finite for c in sentence.analysis.clauses):
        return None
    lead = thread.lead
    if lead is not None and lead.head and lead.block == sentence.unit.block and not lead.reach:
        return lead.day
    return thread.heading_date


def _title_day(sentence: Sentence) -> DateRange | None:
    """Return the day that a line right above or below a title names alone, perhaps with a town: "Orvan, 4 May 2031"."""
    if sentence.unit.start > _TITLE or sentence.dates:
        return None
    lines = [line.strip() for line in sentence.thread.folded[: _TITLE + 200].split("\n") if line.strip()]
    at = next((n for n, line in enumerate(lines) if line == sentence.text), None)
    near = lines[max(0, at - 1) : at + 3] if at is not None else []
    told = [find_dates(line, sentence.clock) for line in near if len(line) <= _LABEL]
    days = [found[0].value for found in told if len(found) == 1 and found[0].form in _FULL]
    return days[0] if days else None


def _in_the_margins(sentence: Sentence) -> DateRange | None:
    """Return the day of the meeting told last, where a sentence tells what was done at its edge."""
    return sentence.thread.meeting_date if _MARGINS.search(sentence.text) else None


def _today(sentence: Sentence) -> DateRange | None:
    """Return the day of a line of a ticker, which begins with its hour."""
    reference = sentence.thread.today or sentence.thread.reference
    return DateRange(start=reference, end=reference) if reference else None


def _is_of_days(date: DateMention) -> bool:
    return date.value is not None and (date.value.end - date.value.start).days <= _MONTH


def _may_date(sentence: Sentence, date: DateMention) -> bool:
    """Return whether a date can be that of a meeting: not "since March", not that of another noun beside it."""
    if date.form in _NOT_DAYS or date.role in _NOT_ROLES or date.value is None:
        return False
    if _SIGNED_ON.search(sentence.text, max(0, date.start - 60), date.start):
        return False
    of = _OF_NOUN.search(sentence.text[: date.start])
    if of is not None and of[1].lower() in lexis.NOT_DATED_BY:
        return False
    after = _NOUN_AFTER.match(sentence.text, date.end)
    return after is None or after[1].lower() not in lexis.NOT_DATED_BY


def days_of(sentence: Sentence, telling: Telling, date: DateMention | None) -> DateRange | None:
    """Return the days of a gathering: of one of two days that ended on Friday, Thursday and Friday; of one since Monday, up to now."""
    going_on = telling.role == "verb" and telling.tense is Tense.NONE
    if date is None or date.value is None or going_on:
        return _going_on(sentence, telling) or _untold(sentence, telling, date)
    if sentence.text.endswith("between ", 0, date.start):
        return date.value
    if date.role == "from" and (last := _last_of_run(sentence, date)):
        return DateRange(start=date.value.start, end=last.end)
    return _at_length(sentence, telling, date.value)


def _at_length(sentence: Sentence, telling: Telling, value: DateRange) -> DateRange:
    """Return the days of a gathering of some days, of which one alone is told."""
    long = _DAYS_LONG.search(sentence.text, max(0, telling.start - 30), telling.tail)
    if long is None and telling.verb in lexis.ENDS:
        long = _AFTER_DAYS.search(sentence.text, telling.end, telling.clause[1])
    if long is None or value.start != value.end:
        return value
    more = (_COUNTS.get(long[1].lower()) or int(long[1])) - 1
    if telling.verb in lexis.ENDS or re.search(
        r"\b(?:end|close|conclusion) of\b", sentence.text[telling.start : telling.end]
    ):
        return widened(value, more, 0) or value
    if telling.verb in lexis.BEGINS:
        return widened(value, 0, more) or value
    return value


def _last_of_run(sentence: Sentence, date: DateMention) -> DateRange | None:
    """Return the second of "from 5 May to today" and "from the 5th until Friday"."""
    second = next((d for d in sentence.dates if d.start > date.start and d.value), None)
    joined = second is not None and _TO.fullmatch(sentence.text, date.end, second.start)
    first, last = date.value, second.value if second and joined else None
    return last if first and last and first.start <= last.end else None


def _going_on(sentence: Sentence, telling: Telling) -> DateRange | None:
    """From a day told with "since" right after the words up to the day of writing: a meeting that goes on."""
    reference = sentence.thread.reference
    near = max(telling.end + 40, telling.clause[1]) if telling.verb == "be" else telling.end + 40
    days = (d.value for d in sentence.event_dates if d.role == "since" and d.value and telling.end <= d.start <= near)
    first = next(days, None)
    return DateRange(start=first.start, end=reference) if first and reference and reference >= first.start else None


def place_of(sentence: Sentence, telling: Telling) -> str | None:
    """Return the place of a gathering: beside its noun, else in its clause, in its name, or where somebody went; else a country."""
    start, end = telling.clause
    near = telling.end if telling.role == "verb" else telling.start
    for first, last in ((telling.start, telling.tail), (start, end)):
        here = [p for p in sentence.places if p.level in (1, 2) and first <= p.start < last and _is_where(sentence, p)]
        if here:
            choice = min(here, key=lambda p: (p.level, abs(p.start - near)))
            return compose(sentence.text, sentence.places, choice)
    other = gone_to(sentence, telling.clause) if telling.role == "verb" else _in_name(sentence, telling)
    return (
        other
        or _beside_day(sentence, telling)
        or _country(sentence, telling.clause)
        or place_told(sentence, telling.clause)
    )


def _beside_day(sentence: Sentence, telling: Telling) -> str | None:
    """Return the town that stands beside a day without a word between: "Meeting of the board, Orvan, 7 May"."""
    text = sentence.text
    towns = [p for p in sentence.places if p.level in (1, 2) and p.start >= telling.end and text[p.end :][:2] != "'s"]
    days = [d for d in sentence.event_dates if d.start >= telling.end]
    return next(
        (p.text for p in towns if any(", " in (text[p.end : d.start], text[d.end : p.start]) for d in days)), None
    )


def place_told(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    """Return the place of the last meeting or the last town, where a clause says "there" or "at the same place"; "here" is that of the dateline."""
    if _HERE.search(sentence.text, *clause) is not None:
        return sentence.thread.here
    if _THERE.search(sentence.text, *clause) is None:
        return None
    before = [p for p in sentence.places if p.level == 1 and p.end <= clause[0] and p.prep]
    return before[-1].text if before else sentence.thread.meeting_place or sentence.thread.town


def _in_name(sentence: Sentence, telling: Telling) -> str | None:
    """Return the town in the name of a gathering ("the Geneva talks"), or the one of a line of a chronology."""
    known = [p for p in sentence.places if p.level == 1 and p.known]
    if row_of(sentence):
        return next((p.name for p in known), None)
    return next((p.name for p in known if telling.start <= p.start < telling.end), None)


def _country(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    inside = (p for p in sentence.places if clause[0] <= p.start < clause[1])
    held = (p for p in inside if p.level == 4 and p.prep in ("in", "at"))
    return next((p.name for p in held if _is_where(sentence, p)), None)


def _before_in(sentence: Sentence, place: Place) -> str:
    """Return the word before "in X": "conflict" of "the conflict in X"."""
    return (sentence.text[: place.start].split()[-2:-1] or [""])[0].lower()


_THERE = re.compile(
    r"\b(?:(?<!, )(?<!and )there"
    r"(?! (?:is|are|was|were|had|has|have|would|will|be|should|can|could|may|must|came|remain))"
    r"|(?:at|in) the same (?:place|venue|town|city))\b"
)
_HERE = re.compile(r"\b(?<!, )(?:here|in this (?:city|town|capital))\b(?!(?:,? is|,? are)\b)")
_GONE = re.compile(
    r"\b(?:leave|reach(?:ed)?|visit(?:ed)?|out of|withdraw(?:n|s|al)? from|pull(?:ed)? (?:out|back) (?:of|from)"
    r"|(?:travel(?:led|ed|s)?|go|goes|went|fly|flies|flew|return(?:ed|s)?|head(?:ed|s)?|come|came|move|back|both sides|the parties"
    r"|the (?:two )?sides|the (?:two )?teams|leaders|negotiators"
    r"|delegations|them) to) (?:the )?(?:(?:town|city|village|district) of )?(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)
"""Words of going and leaving, with the name after them."""


def gone_to(sentence: Sentence, clause: tuple[int, int]) -> str | None:
    """Return the place that somebody goes to or leaves in a clause, where its name is none of a person, a body or a date."""
    gone = _GONE.search(sentence.text, *clause)
    if gone is None:
        return None
    start, end = gone.span("x")
    known = [*((s, e) for s, e, _ in sentence.people), *((d.start, d.end) for d in sentence.dates)]
    known += [(n.start, n.end) for n in sentence.names if not n.is_place]
    return None if any(s < end and start < e for s, e in known) else gone["x"]


def _is_where(sentence: Sentence, place: Place) -> bool:
    """Return whether something can be held in a place: "in X", but not "at X's house"."""
    owned = sentence.text[place.end : place.end + 2] == "'s"
    return place.prep in _PREPOSITIONS and not owned and _before_in(sentence, place) not in lexis.NOT_WHERE


def number_of(sentence: Sentence, telling: Telling) -> int | None:
    """Return the number of a round: its ordinal, but the later one of "the first of this year, the 40th in all"."""
    whole = _IN_ALL.search(sentence.text, telling.start, telling.clause[1])
    if whole is not None and (numbers := ordinals_in(whole[1])):
        return max(numbers)
    again = _NTH_TIME.match(sentence.text, telling.end) if telling.role == "verb" and telling.subject else None
    if again is not None and _SITS.search(sentence.text, *(telling.subject or (0, 0))):
        return max(ordinals_in(again[1]) - {1}, default=None)
    for start, end, number, noun in find_rounds(sentence.text):
        if (
            start < max(telling.end, telling.tail)
            and telling.start < end
            and not _is_first_of(sentence, end, number, noun)
        ):
            return number
    return None


def _is_first_of(sentence: Sentence, end: int, number: int, noun: str) -> bool:
    """Return whether "first" says only that there was none before in a while, or of this sort: "their first public talks"."""
    sort = noun in ("talk", "meeting", "summit", "conference") and sentence.thread.process is None
    return number == 1 and (sort or _OF_A_YEAR.match(sentence.text, end) is not None)

"""The period a figure covers: since when, between what, in which weeks, and up to which day it counts."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from ceasefire.reading.claims.figure_patterns import PERIOD_FORMS
from ceasefire.reading.claims.incident_dates import is_of_a_part, is_start
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.dates.beside import day_before
from ceasefire.reading.mentions.dates.calendar_math import ONE_DAY, shift
from ceasefire.reading.mentions.dates.clock import Clock, amount_of
from ceasefire.reading.mentions.dates.dateline import covered_period
from ceasefire.reading.mentions.dates.in_sentence import DateMention, find_dates
from ceasefire.reading.mentions.sentence import MONTHS_OF_SPEECH, Sentence, Thread
from ceasefire.reading.model import DateRange
from ceasefire.reading.text.segment import segment

_COUNTED_BACK = re.compile(
    r"\b(?:in|over|during|for|within) the (?:(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) "
    r"(?P<u>hour|day|week|month)s|(?:past |last )?(?P<one>week|fortnight|month|quarter|year))"
    r" (?:(?:up )?to|that ended|ended|ending|until)(?: on)? ",
    re.I,
)
_DAY_LONG = re.compile(
    r"\b(?:in|within|during|over) (?:24|twenty-four) hours\b|\b(?:in|within|during) (?:a|one|the) day\b"
)
_LATEST = re.compile(
    r"\b(?:until|as of|as at) (?:\d{1,2}[:.]\d\d|\d{4}) ?(?:hrs?|hours|h|local time|[A-Z]{3,4})?,?(?: on)? ",
    re.I,
)
_DAILY = gated(r"\b(?:daily|report|bulletin|update|latest from|summary)\b", re.I)
_SO_FAR = re.compile(r"\b(?:so far|to date)\b", re.I)
_BESIDE = frozenset(("as of", "by", "until", "as at"))
_SINCE = frozenset(("since", "starting", "starting from", "beginning"))
_BARE_SINCE = re.compile(r"\bsince(?: then\b|[,.;]|$)")
_ANOTHER = re.compile(r"\b(?:previous|preceding|same)\b", re.I)
"""In the words of a time told for comparison: it lies before one that the text does not resolve."""
_REPORTING = re.compile(r"\b(?:reporting period|period (?:under review|covered)|(?:this|the) period)\b", re.I)
_PUBLISHED = re.compile(r"\b(?:published|issued|released|circulated|dated|filed)(?: (?:on|of))? $")
_JOINED = re.compile(r" and (?:on )?")
"""What stands between two days of one count."""
_FROM_AN_EVENT = re.compile(
    r"\bbetween (?:the )?(?:start|beginning|onset|outbreak|signing|entry into force|collapse|end) of\b[^.;]*? and\b",
    re.I,
)
"""A time that begins with an event of no told day."""
_PART = re.compile(r"\b(?:including|among (?:them|these|those|whom)|of (?:them|whom|which))\b[^,;]*$")
_TITLE, _LINES, _LINE = 400, 5, 110
"""Characters and lines at the beginning in which a title may stand, and the longest line that is one; chosen by hand."""
_TITLED = frozenset(
    ("d-dmy", "dmy-dmy", "md-dy", "mdy-mdy", "my", "my-my", "quarter", "first-months", "half", "part-y")
)
"""Forms of dates that tell the time of a report in its title."""
_HEAD = 1_500
"""Characters at the beginning of a text in which it may name its period; chosen by hand."""
_AS_IN = re.compile(r"\b(?:as|than) (?:in|on|during|at|for)? ?(?:the )?$")
_COMPARED = re.compile(r"\b(?:on|than|with|against|from|to|compared with) $")


Zone = tuple[int, int]


def period_of(
    sentence: Sentence, near: int, zone: Zone | None = None, *, own: bool = False, beside: tuple[Zone, ...] = ()
) -> tuple[DateRange | None, DateRange | None]:
    """Return the period of the figure at offset `near`, and the day as of which it counts; None where not told.

    Dates in the figure's own `zone` of the sentence come before others; with `own` no others count, and those in a
    zone `beside` it, where another time is told for comparison, never do.
    """
    as_of = next(
        (d.value for d in sentence.event_dates if d.value and d.role in ("as of", "as at")), _told_in(sentence)
    )
    dates = [d for d in _in_zone(sentence, zone, own=own) if not _is_of_part(sentence, d, near)] if zone else []
    back = _counted_back(sentence, zone) if zone else None
    if back:
        return back, as_of
    if own or any(d.value and d.form in PERIOD_FORMS for d in dates):
        return _told(sentence, near, dates), as_of
    return _elsewhere(sentence, near, zone, beside) or _reporting(sentence) or of_report(sentence.thread), as_of


def _told_in(sentence: Sentence) -> DateRange | None:
    """The month in which somebody told a count: it counts up to then, and is none of that month alone."""
    said = (d for d in sentence.dates if d.form in MONTHS_OF_SPEECH and d.start in sentence.speech_dates)
    return next((d.value for d in said if d.value), None)


def _elsewhere(sentence: Sentence, near: int, zone: Zone | None, beside: tuple[Zone, ...]) -> DateRange | None:
    """The period that the rest of the sentence tells."""
    dates = [d for d in sentence.event_dates if _may_hold(sentence, d, near, beside)]
    period = _counted_back(sentence) or _told(sentence, near, dates)
    return _day_long(sentence, zone, period) or period


def _in_zone(sentence: Sentence, zone: Zone, *, own: bool) -> list[DateMention]:
    """The dates in a figure's own zone; of a figure set beside another, those that name no other time."""
    dates = [d for d in sentence.event_dates if zone[0] <= d.start < zone[1] and not _is_of_other(sentence, d)]
    return [d for d in dates if not own or not _ANOTHER.search(sentence.text[d.start : d.end])]


def _may_hold(sentence: Sentence, date: DateMention, near: int, beside: tuple[Zone, ...]) -> bool:
    """Whether a date outside a figure's own zone may be its period: no semicolon parts them, and it is none of another."""
    if date.form == "later-day" and ";" in sentence.text[min(date.end, near) : max(date.start, near)]:
        return False
    if _is_of_part(sentence, date, near):
        return False
    return not _is_of_other(sentence, date) and not any(s <= date.start < e for s, e in beside)


def _is_of_part(sentence: Sentence, date: DateMention, near: int) -> bool:
    """Whether a date is that of a part told behind a count: "17 dead, including one on Friday"."""
    return _PART.search(sentence.text, near, max(near, date.start)) is not None


def _is_of_other(sentence: Sentence, date: DateMention) -> bool:
    """Whether a date tells when a text was published, or labels a number in brackets: "(13 May: 4)"."""
    before, after = sentence.text[max(0, date.start - 24) : date.start], sentence.text[date.end : date.end + 3]
    return _PUBLISHED.search(before) is not None or (before.endswith("(") and after.startswith(":"))


def _told(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    if _FROM_AN_EVENT.search(sentence.text):
        return None
    dates = [d for d in dates if not is_of_a_part(sentence, d, near)]
    period = _since(sentence, near, dates) or _spanned(sentence, near, dates)
    today = sentence.thread.reference
    unfinished = period is not None and today is not None and period.start <= today < period.end
    if period and today and unfinished and _SO_FAR.search(sentence.text):
        return DateRange(start=period.start, end=today)
    return period


def _reporting(sentence: Sentence) -> DateRange | None:
    """The period that a report names in its head, where the sentence speaks of it."""
    thread = sentence.thread
    if not _REPORTING.search(sentence.text):
        return None
    return thread.period or _in_head(thread.folded[:_HEAD], thread.reference)


@lru_cache(maxsize=8)
def _in_head(head: str, reference: dt.date | None) -> DateRange | None:
    return covered_period(head, segment(head), reference)


def of_report(thread: Thread) -> DateRange | None:
    """Return the period that a whole report covers, told in its head; else the day over its current part."""
    told = thread.period or thread.heading_date or _of_title(thread.folded[:_TITLE], thread.reference)
    return told or _latest(thread.folded[:700], thread)


@lru_cache(maxsize=8)
def _of_title(head: str, reference: dt.date | None) -> DateRange | None:
    """Return the time of some days that one of the first lines of a text consists of or ends with."""
    for line in head.split("\n")[:_LINES]:
        found = find_dates(line, Clock(reference=reference)) if len(line) <= _LINE else ()
        spans = [d.value for d in found if d.value and d.form in _TITLED and d.value.end > d.value.start]
        if spans and not line.rstrip().endswith("."):
            return spans[0]
    return None


def _latest(head: str, thread: Thread) -> DateRange | None:
    """The day up to an hour of which a report tells: "information received until 19:30 on 30 August 2021"."""
    match = _told_last(head, whoever=thread.reports)
    days = find_dates(head[match.end() : match.end() + 40], Clock(reference=thread.reference)) if match else ()
    day = days[0].value if days and days[0].start == 0 else None
    return DateRange(start=day.start - ONE_DAY, end=day.end) if day and day.start == day.end else None


@lru_cache(maxsize=8)
def _told_last(head: str, *, whoever: bool) -> re.Match[str] | None:
    """Return the words in the head of a report up to which hour it tells; asked for each of its sentences."""
    return _LATEST.search(head) if whoever or _DAILY.search(head) else None


def _day_long(sentence: Sentence, zone: Zone | None, told: DateRange | None) -> DateRange | None:
    """ "within 24 hours", told on a day: from the day before to that day."""
    start, end = zone or (0, len(sentence.text))
    if not _DAY_LONG.search(sentence.text, start, end) or (told and told.start != told.end):
        return None
    day = told.end if told else sentence.thread.reference
    return DateRange(start=day - ONE_DAY, end=day) if day else None


def _counted_back(sentence: Sentence, zone: Zone | None = None) -> DateRange | None:
    """ "in the two weeks to Sunday"."""
    match = _COUNTED_BACK.search(sentence.text, *(zone or (0, len(sentence.text))))
    until = next((d.value for d in sentence.event_dates if match and d.value and d.start >= match.end() - 1), None)
    if match is None or until is None:
        return None
    if match["one"]:
        return DateRange(start=day_before(until.end, match["one"]) + ONE_DAY, end=until.end)
    amount = amount_of(match["n"])
    first = shift(until.end, -amount, match["u"]) if amount else None
    return DateRange(start=first, end=until.end) if first else None


def _starts(sentence: Sentence, dates: list[DateMention]) -> list[DateMention]:
    return [d for d in dates if d.value and (d.role in _SINCE or _says_since(sentence, d) or is_start(sentence, d))]


def _says_since(sentence: Sentence, date: DateMention) -> bool:
    return sentence.text[date.start : date.end].lower().startswith("since ")


def _exact(sentence: Sentence, dates: list[DateMention]) -> list[DateMention]:
    starts = _starts(sentence, dates)
    return [
        d
        for d in dates
        if d.value
        and d not in starts
        and d.form in PERIOD_FORMS
        and d.role not in _BESIDE
        and not _compared(sentence, d)
    ]


def _compared(sentence: Sentence, date: DateMention) -> bool:
    """True for "down on the previous week" and "the same as in April": the period of another figure."""
    if _AS_IN.search(sentence.text[max(0, date.start - 16) : date.start]):
        return True
    return date.form == "later-day" and bool(_COMPARED.search(sentence.text[max(0, date.start - 16) : date.start]))


def _since(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    """From a told start to the end of the report, where no other period stands closer to the figure."""
    thread, text = sentence.thread, sentence.text
    exact, starts = _exact(sentence, dates), _starts(sentence, dates)
    end = thread.period.end if thread.period else thread.reference
    close = [d for d in exact if not re.search(r"[,;]", text[min(d.end, near) : max(d.start, near)])]
    if starts and starts[0].value and not close:
        return _until(starts[0].value, end)
    bare = not exact and not starts and _BARE_SINCE.search(text)
    return _until(_told_before(sentence) or thread.anchor, end) if bare else None


def _until(first: DateRange | None, end: dt.date | None) -> DateRange | None:
    """From a start to the day on which the text was written; without that day no end could be told and none is made up."""
    return DateRange(start=first.start, end=end) if first and end and end >= first.start else None


def _told_before(sentence: Sentence) -> DateRange | None:
    """The last date of the sentence before, of any length, which a bare "since" takes up."""
    before = sentence.thread.folded[max(0, sentence.unit.start - 240) : sentence.unit.start].rstrip()
    last = before[max(before.rfind(". ", 0, len(before) - 1), before.rfind("\n")) + 1 :]
    found = [d.value for d in find_dates(last.replace("\n", " "), sentence.clock) if d.value]
    return found[-1] if found else None


def _spanned(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    """The period nearest to the figure; "from" one date to the next is one period."""
    spans = _exact(sentence, dates)
    first, second = [*(d.value for d in spans), None, None][:2]
    if first and second and second.end >= first.start:
        joined = _JOINED.fullmatch(sentence.text, spans[0].end, spans[1].start) and first.start == first.end
        if spans[0].role == "from" or joined:
            return DateRange(start=first.start, end=second.end)
    return min(spans, key=lambda d: abs(d.start - near)).value if spans else None

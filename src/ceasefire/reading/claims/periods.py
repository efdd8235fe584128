"""The period a figure covers: since when, between what, in which weeks, and up to which day it counts."""

from __future__ import annotations

import re

from ceasefire.reading.claims.figure_patterns import PERIOD_FORMS
from ceasefire.reading.claims.incident_dates import is_start
from ceasefire.reading.mentions.dates.calendar_math import shift
from ceasefire.reading.mentions.dates.clock import amount_of
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_COUNTED_BACK = re.compile(
    r"\bin the (?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?P<u>day|week|month)s (?:to|up to"
    r"|ending|until)(?: on)? ",
    re.I,
)
_BESIDE = frozenset(("as of", "by", "until", "as at"))
_SINCE = frozenset(("since", "starting", "starting from", "beginning"))
_BARE_SINCE = re.compile(r"\bsince(?: then)?(?:[,.]| |$)")
_COMPARED = re.compile(r"\b(?:on|than|with|against|from|to|compared with) $")


Zone = tuple[int, int]


def period_of(
    sentence: Sentence, near: int, zone: Zone | None = None, *, own: bool = False
) -> tuple[DateRange | None, DateRange | None]:
    """Return the period of the figure at offset `near`, and the day as of which it counts; None where not told.

    Dates in the figure's own `zone` of the sentence come before others; with `own` no others count.
    """
    as_of = next((d.value for d in sentence.event_dates if d.value and d.role in ("as of", "as at")), None)
    dates = [d for d in sentence.event_dates if zone and zone[0] <= d.start < zone[1]]
    if own or any(d.value and d.form in PERIOD_FORMS for d in dates):
        return _told(sentence, near, dates), as_of
    period = _counted_back(sentence) or _told(sentence, near, list(sentence.event_dates))
    return period or sentence.thread.period or sentence.thread.heading_date, as_of


def _told(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    return _since(sentence, near, dates) or _spanned(sentence, near, dates)


def _counted_back(sentence: Sentence) -> DateRange | None:
    """ "in the two weeks to Sunday"."""
    match = _COUNTED_BACK.search(sentence.text)
    until = next((d.value for d in sentence.event_dates if match and d.value and d.start >= match.end() - 1), None)
    amount = amount_of(match["n"]) if match else None
    first = shift(until.end, -amount, match["u"]) if match and until and amount else None
    return DateRange(start=first, end=until.end) if first and until else None


def _starts(sentence: Sentence, dates: list[DateMention]) -> list[DateMention]:
    return [d for d in dates if d.value and (d.role in _SINCE or is_start(sentence, d))]


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
    """True for "down on the previous week": the period of another figure."""
    return date.form == "later-day" and bool(_COMPARED.search(sentence.text[max(0, date.start - 16) : date.start]))


def _since(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    """From a told start to the end of the report, where no other period stands closer to the figure."""
    thread, text = sentence.thread, sentence.text
    exact, starts = _exact(sentence, dates), _starts(sentence, dates)
    end = thread.period.end if thread.period else thread.reference
    close = [d for d in exact if not re.search(r"[,;]", text[min(d.end, near) : max(d.start, near)])]
    if starts and starts[0].value and not close:
        first = starts[0].value.start
        # without a day on which the text was written the period has no end that could be told: none is made up
        return DateRange(start=first, end=end) if end and end >= first else None
    anchor = thread.anchor
    if anchor and end and end >= anchor.start and not exact and not starts and _BARE_SINCE.search(text):
        return DateRange(start=anchor.start, end=end)
    return None


def _spanned(sentence: Sentence, near: int, dates: list[DateMention]) -> DateRange | None:
    """The period nearest to the figure; "from" one date to the next is one period."""
    spans = _exact(sentence, dates)
    first = next((d.value for d in spans if d.role == "from" and d.value), None)
    second = spans[1].value if len(spans) > 1 else None
    if first and second and second.end >= first.start and spans[0].role == "from":
        return DateRange(start=first.start, end=second.end)
    return min(spans, key=lambda d: abs(d.start - near)).value if spans else None

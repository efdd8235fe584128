"""What a heading or a field line ("Location: ...") gives to the lines below it: a place, a day."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY, SHORT_MONTH
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import DateRange

_MONTH_WORDS = re.compile(rf"{ANY_MONTH}|\b(?:{SHORT_MONTH})\b|(?<=\d)(?:st|nd|rd|th)")
_WEEKDAY = re.compile(rf"\b(?:{ANY_WEEKDAY})\b")
_NO_LETTER = re.compile(r"[\W\d_]")
_FIELD_PLACE = re.compile(r"^(?:location|place|area|site|where) ?: ?(?P<x>[^;|]{3,90})$", re.I)
_FIELD_DATE = re.compile(
    r"^(?:date|when|(?:reporting )?period(?: covered)?|date (?:and time )?of (?:the )?(?:incident|violation|attack)|incident date) ?:",
    re.I,
)
_DAILY = re.compile(r"\bdaily\b|\bsituation (?:on|for)\b", re.I)
_OF_THE_REPORT = re.compile(r"report|received|published|issued|press|statement|update", re.I)
_HEAD = 2
_PARAGRAPH = 140
"""Characters that a line of a story has at least; chosen by hand, not measured."""
_COUNTS = re.compile(r"(?:\.{3,}|:) ?\d+$")
"""A line of a table: "Upper Orvan ..... 6"."""
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]")


def follow_heading(sentence: Sentence) -> None:
    """Keep a heading's place and day for the lines below it."""
    thread, text = sentence.thread, sentence.text
    days = [d.value for d in sentence.dates if d.value and (d.value.end - d.value.start).days <= 2]
    if field := _FIELD_PLACE.match(text):
        thread.heading_place = field["x"].strip()
    elif _FIELD_DATE.match(text):
        thread.heading_date = days[0] if days else None
    elif thread.reports and days and _DAILY.search(text):
        thread.heading_date = days[-1]
    elif not _heads_the_text(sentence):
        _keep(sentence, days)


def _heads_the_text(sentence: Sentence) -> bool:
    """Whether a heading is that of the whole text ("Situation report, issued 3 March") and not of a list or a day in it."""
    words = _WEEKDAY.sub("", _MONTH_WORDS.sub("", sentence.text.lower()))
    more = bool(_NO_LETTER.sub("", words))
    if not more:
        return _is_byline(sentence) and _is_over_story(sentence)
    return (
        (sentence.index < 1 and not sentence.text.endswith(":"))
        or bool(_OF_THE_REPORT.search(sentence.text))
        or _is_byline(sentence)
    )


def _is_over_story(sentence: Sentence) -> bool:
    """Return whether a paragraph stands right below a line, and no list: a day above it is that of writing."""
    below = sentence.thread.folded[sentence.unit.end :].lstrip().partition("\n")[0]
    return len(below) >= _PARAGRAPH and below[:1].isalpha()


def _is_byline(sentence: Sentence) -> bool:
    """Return whether a line near the head of a text names the paper and the day of writing and no place of a list."""
    thread = sentence.thread
    if thread.reports or sentence.index > _HEAD or _NUMBERED.match(sentence.text):
        return False
    return any(d.value and d.value.start == thread.reference for d in sentence.dates)


def _keep(sentence: Sentence, days: list[DateRange]) -> None:
    thread = sentence.thread
    listed = (thread.reports or _NUMBERED.match(sentence.text)) and not _COUNTS.search(sentence.text)
    if listed and any(p.level < 4 for p in sentence.places):
        thread.heading_place = best_place(sentence.text, sentence.places, 0, deepest=3)
    if days:
        thread.heading_date = days[0]

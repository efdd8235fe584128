"""When and by whom a text says it was written: datelines, date stamps, and the body whose report it is."""

from __future__ import annotations

import datetime as dt
import re

from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH, ANY_WEEKDAY
from ceasefire.reading.lexicon.common_words import function_words
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import DateMention, find_dates
from ceasefire.reading.mentions.names import Name, find_names, tokens
from ceasefire.reading.model import DateRange
from ceasefire.reading.text.segment import Unit, UnitKind

_HEAD_UNITS = 8
_PERIOD = re.compile(r"\b(?:period|covering|from|between|week|reporting|during|recorded)\b|\d ?- ?\d|\bto\b", re.I)
_REPORT = re.compile(
    r"\b(?:report|bulletin|update|sitrep|situation|communiqu[eé]|press (?:release|statement)|statement|violation"
    r"|daily|weekly|monthly|monitoring|assessment|flash|brief(?:ing)?|note|log|summary|findings|record)\b",
    re.I,
)
_DAY_FORMS = ("dmy", "mdy", "iso")
_FULL_FORMS = ("dmy", "mdy", "iso", "dotted", "slashed", "d-dmy", "md-dy", "dmy-dmy", "mdy-mdy")
"""Forms that name a day, month and year where they are resolved without a reference."""
_SPAN_FORMS = (
    *("d-dmy", "md-dy", "dmy-dmy", "mdy-mdy", "my", "my-my", "quarter"),
    *("rel-m", "rel-unit", "window", "weekday-range", "m"),
)
"""Forms of dates that can be the period of a report."""
_BETWEEN = re.compile(r"\b(?:to|until|through|from|between)\b|-")
_DATELINE = re.compile(
    r"^(?P<city>[A-Z][A-Za-z' .]{2,30}(?:, [A-Z][A-Za-z .]{2,25})?)[,(:]? ?(?:[(-] ?)?(?P<agency>[A-Z][A-Za-z "
    r"]{1,20})?\)? ?(?:-|--) "
)


_DAY = rf"(?:(?:{ANY_WEEKDAY}),? )?(?:\d{{1,2}} (?:{ANY_MONTH})|(?:{ANY_MONTH}) \d{{1,2}})(?:,? \d{{4}})?"
_TOWN = r"(?P<town>[A-Z][\w'-]{2,}(?:[ -][A-Z][\w'-]+){0,2})"
_WRITTEN_AT = re.compile(
    rf"{_TOWN}(?:, [A-Z][A-Za-z .]{{2,25}})?(?:,? \([A-Z][\w ]{{1,20}}\))?(?:,? \(?(?i:{_DAY})\)?)?(?: \([A-Z][\w ]{{1,20}}\))? --?(?: |$)"
    rf"|(?:(?:Done|Issued|Given|Written) (?:at|in) )?(?P<town2>[A-Z][\w'-]{{2,}}(?:[ -][A-Z][\w'-]+){{0,2}}),? (?:on )?(?i:{_DAY})(?:[.:]|$)"
    rf"|[^\n]{{3,100}}, (?P<town3>[A-Z][\w'-]{{2,}}(?:[ -][A-Z][\w'-]+){{0,2}}), (?:on )?(?i:{_DAY})$"
)
"""A dateline, the head of a letter or the title of a talk: the town where a text was written or spoken."""


def written_at(folded: str, units: tuple[Unit, ...]) -> str | None:
    """Return the town that the dateline or the head of a letter names, which is what "here" means; None without one."""
    for unit in units[:_HEAD_UNITS]:
        words = folded[unit.start : unit.end].replace("\n", " ")
        match = _WRITTEN_AT.match(f"{words} - " if unit.kind is UnitKind.DATELINE else words)
        town = (match["town"] or match["town2"] or match["town3"]) if match else None
        if (
            town
            and not _REPORT.search(town)
            and town.split()[0].lower() not in function_words()
            and find_dates(town, Clock()) == ()
        ):
            return town.title() if town.isupper() else town
    return None


def written_on(folded: str, units: tuple[Unit, ...]) -> dt.date | None:
    """Return the full date (day, month, year) that stands in the head of a text as a line, stamp or dateline; else None.

    The last day counts where the head names a period, for a report is written after what it covers.
    """
    for unit in units[:_HEAD_UNITS]:
        line = folded[unit.start : unit.end]
        if not _DATELINE.match(line) and (len(line) > 160 or _is_prose(line)):
            continue
        head = line[:60] if len(line) > 160 else line
        full = [d for d in find_dates(head, Clock()) if d.value and d.form in _FULL_FORMS]
        if full and full[-1].value:
            return full[-1].value.end
    return None


def _is_prose(line: str) -> bool:
    """Say whether a line is a sentence of more than ten words: it tells when something happened, not when it was written."""
    return line.rstrip()[-1:] in ".!?" and len(line.split()) > 10


def covered_period(folded: str, units: tuple[Unit, ...], reference: dt.date | None) -> DateRange | None:
    """Return the period a report says in its head that it covers, e.g. "Reporting period: 1-15 March 2019"."""
    for unit in units[: _HEAD_UNITS + 4]:
        line = folded[unit.start : unit.end]
        if len(line) > 220 or not _PERIOD.search(line):
            continue
        found = [d for d in find_dates(line, Clock(reference=reference)) if d.value]
        period = _one_span(found) or _two_days(line, found)
        if period is not None:
            return period
    return None


def _one_span(found: list[DateMention]) -> DateRange | None:
    """Return the first date of more days than one that is written as a period."""
    spans = (d.value for d in found if d.form in _SPAN_FORMS and d.value)
    return next((value for value in spans if value.start != value.end), None)


def _two_days(line: str, found: list[DateMention]) -> DateRange | None:
    """Return the period between the two days of a line, if it names two and says that they are its ends."""
    days = [d.value for d in found if d.form in _DAY_FORMS and d.value]
    if len(days) != 2 or not _BETWEEN.search(line) or not days[0].start < days[1].end:
        return None
    return DateRange(start=days[0].start, end=days[1].end)


_ISSUED = re.compile(
    r"^(?:(?:[Pp]ress )?(?:[Ss]tatement|STATEMENT|[Bb]riefing|[Bb]ulletin|[Cc]ommuniqu[eé]|[Rr]eport|[Uu]pdate"
    r"|[Pp]ress (?:[Cc]entre|[Cc]enter|[Ss]ervice|[Oo]ffice)) (?:by|of"
    r"|from) (?:the )?(?P<a>(?!the\b)[A-Z]?[A-Za-z'. -]{4,70}?(?:Ministry|[Mm]inistry|Mission|Command|Office"
    r"|Army|Forces|operation|Operation|Centre|Center|Committee|Commission|Council|Ministry of [A-Z]\w+)(?: (?:of"
    r"|for) [\w ]{3,40})?)"
    r"|(?P<b>[A-Z][A-Za-z'. -]{2,60}?) (?:[Pp]ress [Rr]elease|PRESS RELEASE|[Nn]ews [Rr]elease)\b)"
)


def _titles(line: str, name: Name, *, first: bool) -> bool:
    """Say whether a line of the head is the title of a body's own report, and not a headline that quotes it."""
    if re.search(r"\b(?:says?|said|warns?|reports? that|urges?|calls|monitors say)\b", line) or line.endswith(","):
        return False
    whole = name.end - name.start > len(line) * 0.4
    return bool(_REPORT.search(line)) or line.isupper() or (first and whole)


def body_named(publisher: str, names: Names) -> str | None:
    """Return the publisher, if it is a monitoring body and not a news house."""
    kinds = {n.entry.kind for n in find_names(publisher[:200], tokens(publisher[:200]), names)}
    return publisher if "monitor" in kinds and "outlet" not in kinds else None


def author_of(folded: str, units: tuple[Unit, ...], names: Names) -> str | None:
    """Return the body whose own report the text is, when its head names one; news stories have none.

    Only a body in a report's title counts: what a news agency tells is told by those it quotes.
    """
    for unit in units[:3]:
        line = folded[unit.start : unit.end]
        issued = _ISSUED.search(line) if len(line) <= 140 else None
        if issued:
            return (issued["a"] or issued["b"]).strip()
    for unit in units[:5]:
        line = folded[unit.start : unit.end]
        if len(line) > 180 or (line.endswith(".") and len(line) > 110):
            continue
        for name in find_names(line, tokens(line), names):
            if name.entry.kind == "monitor" and _titles(line, name, first=unit is units[0]):
                return line[name.start : name.end]
    return None

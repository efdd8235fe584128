"""Lines of a list: a label and its count ("Shelling: 12 cases"), under the heading that says what is counted."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.numbers import find_numbers
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count, DateRange

_UNITS = alternation("en", "figures", "units")
_TOTAL = re.compile(rf"(?:{alternation('en', 'figures', 'totals')})\b", re.I)
_ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] )?(?:[-*\u2022] )?")
_PAIR = re.compile(
    r"(?P<label>[\w\"'(][\w '\"./()&,-]{1,70}?)(?: ?[:=|] ?| +-+ +|  +| +(?=\d[\d, ]*$))(?P<rest>[^:=|(]{1,40}(?:\([^)|]{1,60}\)[.;]?)?)$"
)
_SPLIT = re.compile(r"[;,] (?=[A-Za-z][\w '/-]{2,40}: ?\d)")
_REST = re.compile(rf"(?: (?:new |more )?(?:{_UNITS}))*(?: ?\([^)]{{1,60}}\))?[.;,]? *$")
_NO_COUNT = re.compile(
    r"(?:page|tel|phone|figure|table|annex|no|issue|report|section|article|resolution|week|day|date|time|year|version|edition"
    r"|number of pages|ref|item|" + ANY_MONTH + r")\b"
)
"""Labels of numbers that count nothing."""
_OF_MANY = re.compile(
    r"^(?:[\w'/-]+ ){0,3}[\w-]*[a-z](?<!s)s(?: (?:found|seen|heard|made|held|shot|[a-z]+ed|on [\w ]+|of [\w ]+|against [\w ]+|in [\w ]+))?$"
)
"""A label with a noun in the plural, which is what is counted: "Patrols conducted", "Drone sightings"."""
_BY_KIND = re.compile(r"\bby (?:type|kind|weapon|weapon type|cause|category|nature)\b", re.I)
_NAMED_SO = frozenset(("ceasefire violations", "explosions", "displaced", "casualties", "killed", "injured"))
"""Measures that a label may name in other words; of all others the label's own words are kept."""
_BARE_DAY = re.compile(rf"(?:\d{{1,2}} )?(?:{ANY_MONTH})(?: \d{{1,2}})?(?: \d{{4}})?$", re.I)
_AREA = re.compile(
    r"\b(?:district|province|region|governorate|county|city|town|village|area|sector|state|zone|oblast)\b", re.I
)
_DOER = re.compile(rf"\b(?:{alternation('en', 'figures', 'doers')})\b", re.I)
_FEW = 6
"""Words of the longest label that is not understood and yet counted under its heading; chosen by hand."""
_NAME = re.compile(r"(?:the )?[A-Z][\w'-]+(?:[ /-](?:(?:and|of|al|el) )?[A-Z][\w'-]+)*$")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A label with its count: `place`, or the day, is what the label names besides the heading's measure."""

    start: int
    end: int
    measure: str
    value: Count
    place: str | None
    period: DateRange | None
    whole: bool


def lines(sentence: Sentence, listed: str | None) -> list[Line]:
    """Return the labelled counts that make up all of a line; `listed` is what the heading above counts."""
    found: list[Line] = []
    here = 0
    for part in [*_SPLIT.finditer(sentence.text), None]:
        end = part.start() if part else len(sentence.text)
        line = _line(sentence, here, end, listed)
        if line is None:
            return []
        found.append(line)
        here = part.end() if part else end
    return found


def _line(sentence: Sentence, start: int, end: int, listed: str | None) -> Line | None:
    text = sentence.text[start:end]
    bullet = _ENUMERATOR.match(text.strip())
    pair = _PAIR.match(text.strip()[bullet.end() if bullet else 0 :])
    if pair is None:
        return None
    label, numbers = pair["label"].strip(" .\"'"), find_numbers(pair["rest"])
    single = len(numbers) == 1 or (len(numbers) > 1 and "(" in pair["rest"][: numbers[1].start])
    if not single or numbers[0].start > 0 or not _REST.match(pair["rest"], numbers[0].end):
        return None
    at = start + text.index(pair[0]) + pair.start("rest")
    if any(d.start <= at < d.end for d in sentence.dates):
        return None
    unit = pair["rest"][numbers[0].end :].strip(" .;,").lower()
    day = _day(sentence, label)
    kinds = is_by_kind(sentence) and not is_total(label) and day is None
    measure = label.lower() if kinds else _measure(label, unit, listed, is_day=day is not None)
    if measure is None or _is_year(numbers[0].plain, pair["rest"], unit, label):
        return None
    return Line(
        start=start,
        end=end,
        measure=measure,
        value=numbers[0].count,
        place=_place(label) if not kinds and lexis.measure_in(label) is None and day is None else None,
        period=day,
        whole=is_total(label),
    )


def is_by_kind(sentence: Sentence) -> bool:
    """Say whether the heading above counts by kind, and not by place: "Violations by type"."""
    listed = sentence.thread.listed
    return listed is not None and _BY_KIND.search(listed.quote) is not None


def is_total(label: str) -> bool:
    """Say whether a label adds up the others: "Total", "All districts"."""
    return _TOTAL.match(label) is not None


def _day(sentence: Sentence, label: str) -> DateRange | None:
    """The day or month that a label consists of."""
    told = [d for d in sentence.dates if d.value and d.end <= len(label) + 2]
    bare = told and (_BARE_DAY.match(label) or len(label) - (told[0].end - told[0].start) <= 4)
    return told[0].value if bare else None


def _measure(label: str, unit: str, listed: str | None, *, is_day: bool) -> str | None:
    """What a label counts: what it names, else what its unit or the heading names, else itself under a heading."""
    of_unit = lexis.measure_in(unit) if unit else None
    if is_day or is_total(label):
        return of_unit or lexis.measure_in(label) or listed
    if _NO_COUNT.match(label.lower()):
        return None
    named = lexis.measure_in(label)
    if named:
        return named if named in _NAMED_SO or lexis.LABEL_NAMES.search(label) else label.lower()
    if _place(label):
        return of_unit or listed
    if kind_at(label) or _OF_MANY.search(label):
        return label.lower()
    return listed if listed and len(label.split()) <= _FEW else None


def _place(label: str) -> str | None:
    """The place that a label is, by a word for a place or by being a name."""
    bare = re.sub(r"^(?:in|at|near) ", "", label, flags=re.I)
    if is_total(label) or _DOER.search(label):
        return None
    named = _AREA.search(bare) and bare[:1].isupper()
    return bare if (named or _NAME.match(bare)) and not kind_at(bare) and not lexis.measure_in(bare) else None


def _is_year(value: int | None, rest: str, unit: str, label: str) -> bool:
    bare = value is not None and 1900 <= value <= 2100 and "," not in rest and not unit
    return bare and lexis.measure_in(label) is None

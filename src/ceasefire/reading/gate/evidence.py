"""What a text offers in support of a claim: the dates, numbers and names that stand where the claim points."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

import msgspec

from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.casualties import Casualties, find_casualties
from ceasefire.reading.mentions.dates.beside import beside, day_before
from ceasefire.reading.mentions.dates.calendar_math import shift, single, widened, year_range
from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import RUNS, DateMention, find_dates, find_durations
from ceasefire.reading.mentions.dates.line_years import is_day_first, year_at
from ceasefire.reading.mentions.names import find_names, index_of, tokens
from ceasefire.reading.mentions.numbers import Number, find_numbers
from ceasefire.reading.model import DateRange
from ceasefire.reading.text.fold import fold

_BEFORE, _AFTER = 1_600, 260
_DAY_FORMS = frozenset(("dmy", "mdy", "d-dmy", "md-dy", "iso", "dotted"))
_YEARLESS = frozenset(("m", "part", "nth", "week-of", "note-number", "note-slash"))
_COUNTED_FROM = frozenset(("ago", "later-day"))
_DAY_NUMBER = re.compile(r"\b\d{1,2}(?!\d)")
_FEW = 12
_EDGE_ROLES = frozenset(
    ("since", "until", "till", "by", "before", "after", "from", "following", "as of", "no later than")
)
_COUNTED_BACK = re.compile(
    r"\bthe (?:past |last )?(week|fortnight|month|quarter|year) (?:(?:up )?to|that ended|ended|ending|until)\b", re.I
)
_EDGE = re.compile(r"[.!?][\"')]{0,2} (?=[\"'(]{0,2}[A-Z0-9])|\n")
_PIECE = re.compile(r"\n|(?<=[.;!?]) (?=[A-Z\"])")
_ONE = gated(
    rf"\b(?:a|an|one|another|(?:the|his|her|its|their)(?= (?:[\w'-]+ ){{0,2}}?(?:{alternation('en', 'casualties', 'person')}"
    r"|[a-z]{2,}(?:er|or|ist|ian|keeper))\b)"
    rf"|(?:{alternation('en', 'casualties', 'person')})"
    r"(?= (?:\w+ )?(?:killed|dead|died|hurt|wounded|injured|shot|beaten|stabbed|maimed|slain|burn(?:ed|t))\b)"
    r"|his|her|man|woman|boy|girl|child|soldier|civilian|member)\b",
    re.I,
)
_TWO = gated(
    r"\b(?:[Bb]oth|couple|twins)\b|\b[A-Z][\w'-]+ [A-Z][\w'-]+ and (?:his|her) (?:[a-z]+ )?[a-z]+ (?:was|were|have|had|died|perished)\b"
)
_NAMED_ONE = re.compile(
    r"\b(?:of|killed|murdered|wounded|injured) (?:[A-Z][a-z]+ )?[A-Z][\w'-]+ [A-Z][\w'-]+,"
    r"|\b[A-Z][\w'-]+ [A-Z][\w'-]+(?:,[^,.;]{2,60})?,? (?:was|has been|had been|died|is|fell|perished) "
)
"""One person who is called by name: "the death of Isaac Mbuyi, a teacher", "Elvira Ruiz was shot dead"."""
_NONE = gated(r"\b(?:no|nobody|without|none|neither|nil|zero|not (?:[\w']+ ){0,2}(?:any|a single|one))\b", re.I)
_ZERO_CELL = re.compile(r"[|:\t] ?0\b")
_YEAR_CELL = re.compile(r"(?:^|[|\t]|  ) *((?:19|20)\d\d) *(?=$|[|\t]|  )")
_LABELS = re.compile(r"(?:, \d{1,2}[:.]\d\d)?:")
"""Behind the day, and perhaps the hour, of a line."""
_FULL_YEAR = re.compile(r"\d{4}")
_MOST_ADDENDS = 4
_NEXT = 6
"""Characters from a word for one to a number that it belongs to: "his two sons"."""
_MOST_DAYS = 7
"""The longest meeting of which "two-day" and the like tell the first day by the last."""
_JOINED = re.compile(r"[^.;]{0,70}(?:,| and | plus )[^.;]{0,70}")


class Evidence:
    """A text under examination; what has been derived for one place is kept for the next claim made there."""

    def __init__(self, text: str, reference: dt.date | None, names: Names) -> None:
        self.text = text
        self.folded = fold(text)
        self.low = self.folded.lower()
        self.reference = reference
        self.given = names
        self._plain = " ".join(self.low.split())
        self._held: dict[str, bool] = {}
        self._names: frozenset[str] | None = None
        self._own: dict[tuple[int, int], frozenset[DateRange]] = {}
        self._around: dict[int, frozenset[DateRange]] = {}

    @property
    def flat(self) -> str:
        """Return the text in small letters, with one blank between words."""
        return self._plain

    @cached_property
    def edges(self) -> frozenset[dt.date]:
        """Return the days on which a date told anywhere in the text begins or ends."""
        found: set[dt.date] = set()
        anchor: DateRange | None = None
        for line in _PIECE.split(self.folded):
            for mention in find_dates(line, Clock(reference=self.reference, anchor=anchor)):
                if mention.value:
                    anchor = mention.value
                    found |= {anchor.start, anchor.end}
        return frozenset(found)

    def knows(self, words: str) -> bool:
        """Say whether these words are a spelling of a name that is known, whether or not the text has it."""
        parts = tuple(t.low for t in tokens(words))
        return any(phrase == parts for phrase, _, _ in index_of(self.given).get(parts[0], ())) if parts else False

    @property
    def names(self) -> frozenset[str]:
        """Return every known name in the text."""
        if self._names is None:
            self._names = frozenset(n.entry.name for n in find_names(self.folded, tokens(self.folded), self.given))
        return self._names

    def holds(self, words: str) -> bool:
        """Say whether these words stand in the text, in any case and however its lines are broken; each is looked for once."""
        plain = " ".join(fold(words).lower().split())
        if plain not in self._held:
            self._held[plain] = plain in self._plain
        return self._held[plain]

    def has_name(self, words: str) -> bool:
        """Say whether these words are a spelling of a known name in the text."""
        parts = tuple(t.low for t in tokens(words))
        entries = index_of(self.given).get(parts[0], ()) if parts else ()
        return any(entry.name in self.names for phrase, _, entry in entries if phrase == parts)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence or line that a span stands in."""
        floor, ceiling = max(0, start - 1_200), min(len(self.folded), end + 1_200)
        # up to the first letter of the span, which the edge before it looks at
        lefts = [m.end() for m in _EDGE.finditer(self.folded, floor, start + 1) if m.end() <= start]
        right = _EDGE.search(self.folded, max(start, end - 1), ceiling)
        return (lefts[-1] if lefts else floor), (right.end() if right else ceiling)

    def bears_date(self, value: DateRange, start: int, end: int, *, near: bool = False) -> bool:
        """Say whether a range can be derived from the text at a place.

        It can from its sentence or, where that names no calendar day of its own (or with `near`), from what stands shortly before it and
        from its headings.
        """
        plain = DateRange(start=value.start, end=value.end)
        if self._tells(plain, start, end) or plain in self._dates_of(start, end):
            return True
        if (near or not self._names_day(start, end)) and plain in self._dates_near(start, end):
            return True
        return self._told_beside(plain, start, end)

    def _tells(self, value: DateRange, start: int, end: int) -> bool:
        """Say whether the sentence tells a range as it stands, so that nothing has to be derived."""
        left, right = self.sentence(start, end)
        words = self.folded[left:right].replace("\n", " ").replace("\t", " ").strip()
        told = (m.value for m in find_dates(words, self._clock(left)) if m.value)
        return any(day.start == value.start and day.end == value.end for day in told)

    def _told_beside(self, value: DateRange, start: int, end: int) -> bool:
        """Say whether the sentence tells a range by another one: "a week earlier", "in the week to 14 May"."""
        left, right = self.sentence(start, end)
        words = self.folded[left:right].replace("\n", " ")
        back = _COUNTED_BACK.search(words)
        if back and day_before(value.end, back[1].lower()) == value.start - dt.timedelta(days=1):
            return DateRange(start=value.end, end=value.end) in self._dates_of(start, end)
        others = (*self._dates_of(start, end), *self._dates_near(start, end))
        return any(beside(words, other) == value for other in others)

    def _names_day(self, start: int, end: int) -> bool:
        left, right = self.sentence(start, end)
        words = self.folded[left:right].replace("\n", " ")
        told = find_dates(words, Clock(reference=self.reference))
        if any(m.form in _COUNTED_FROM and m.value is None for m in told):
            return False  # "three days later" is counted from a day told before, whatever else the sentence names
        return any(m.form in _DAY_FORMS and m.role not in _EDGE_ROLES for m in told)

    def _dates_of(self, start: int, end: int) -> frozenset[DateRange]:
        if (start, end) not in self._own:
            left, right = self.sentence(start, end)
            words = self.folded[left:right].replace("\n", " ").replace("\t", " ").strip()
            self._own[start, end] = frozenset(self._derived([words], self._clock(left), spans=True))
        return self._own[start, end]

    def _dates_near(self, start: int, end: int) -> frozenset[DateRange]:
        if start not in self._around:
            left = max(0, start - _BEFORE)
            lines = [p[:1_200] for p in _PIECE.split(self.folded[left : end + _AFTER])]
            heads = [line for line in self.folded[max(0, left - 8_000) : left].split("\n") if 3 < len(line) <= 140]
            near = [*self._head(), *heads[-30:], *lines]
            found = self._derived(near, self._clock(start), spans=False)
            self._around[start] = frozenset((*found, *_years_in_cells(near)))
        return self._around[start]

    def _head(self) -> list[str]:
        return [line[:160] for line in self.folded[:1_500].split("\n")[:12]]

    def _clock(self, at: int) -> Clock:
        """Return what the dates of the line at an offset are measured from."""
        year, day_first = year_at(self.folded, at), is_day_first(self.folded)
        return Clock(reference=self.reference, year=year, day_first=day_first)

    def _derived(self, lines: list[str], clock: Clock, *, spans: bool) -> Iterator[DateRange]:
        found: list[DateRange] = []
        for line in lines:
            told = find_dates(line, msgspec.structs.replace(clock, anchor=found[-1] if found else None))
            found.extend(DateRange(start=m.value.start, end=m.value.end) for m in told if m.value)
            yield from _edges(told, line)
            yield from _ahead(told, line)
        yield from found
        yield from self._counted_on(lines, found)
        yield from (
            DateRange(start=d.start, end=self.reference) for d in found if self.reference and d.start <= self.reference
        )
        yield from _joined(found, len(found) if spans else _FEW)
        if not spans:
            yield from filter(None, (widened(d, 1, 0) for d in found if d.start == d.end))

    def _counted_on(self, lines: list[str], found: list[DateRange]) -> Iterator[DateRange]:
        """Days counted forward from the dates told by the lengths of time told."""
        lengths = {(d.amount, d.unit) for line in lines for d in find_durations(line)}
        starts = [*found[-12:], *([DateRange(start=self.reference, end=self.reference)] if self.reference else [])]
        for line in lines:
            for length in find_durations(line):
                if re.match(r" (?:to|up to|ending|until)\b", line[length.end : length.end + 8]):
                    for value in found[-12:]:
                        first = shift(value.end, -length.amount, length.unit)
                        if first:
                            yield DateRange(start=first, end=value.end)
        yield from _of_length(lengths, found[-12:])
        for amount, unit in lengths:
            for value in starts:
                first, last = shift(value.start, amount, unit), shift(value.end, amount, unit)
                if first and last:
                    yield DateRange(start=first, end=last)
                    yield DateRange(start=first, end=first)


def _ahead(told: tuple[DateMention, ...], line: str) -> Iterator[DateRange]:
    """Yield the next day of a name that was read as one gone by: "until 4 August" in May, "begins on Saturday"."""
    for mention in told:
        bare = (
            mention.form in _DAY_FORMS | RUNS | _YEARLESS
            and _FULL_YEAR.search(line, mention.start, mention.end) is None
        )
        unit = {"weekday": "week", "day-alone": "month"}.get(mention.form, "year" if bare else "")
        for number in (1, -1) if _LABELS.match(line, mention.end) else (1,):
            first = shift(mention.value.start, number, unit) if mention.value and unit else None
            last = shift(mention.value.end, number, unit) if mention.value and unit else None
            if first and last:
                yield from (DateRange(start=a, end=b) for a, b in ((first, last), (last, last), (first, first)))


def _edges(told: tuple[DateMention, ...], line: str) -> Iterator[DateRange]:
    """Yield the first and the last day of each run of days that is told, and each day of "5, 12 and 19 May"."""
    for mention in told:
        if mention.value and mention.form in RUNS:
            numbers = {int(n) for n in _DAY_NUMBER.findall(line[mention.start : mention.end])}
            first, last = mention.value.start, mention.value.end
            inside = (first.replace(day=n) for n in numbers if first.month == last.month and first.day < n < last.day)
            yield from (DateRange(start=day, end=day) for day in (first, last, *inside))


def _joined(found: list[DateRange], most: int) -> Iterator[DateRange]:
    """Yield what runs from one of the first dates to a later one."""
    for index, first in enumerate(found[:most]):
        yield from (
            DateRange(start=first.start, end=last.end) for last in found[index + 1 :] if last.end >= first.start
        )


def _of_length(lengths: set[tuple[float, str]], found: list[DateRange]) -> Iterator[DateRange]:
    """Days that end or begin with one that is told, by "two-day" and the like."""
    for days in {round(amount) - 1 for amount, unit in lengths if unit == "day" and 1 < amount <= _MOST_DAYS}:
        for value in found:
            first, last = single(value.start), single(value.end)
            yield from filter(None, (widened(last, days, 0), widened(first, 0, days)))


def _years_in_cells(lines: list[str]) -> Iterator[DateRange]:
    """Years that stand alone in a cell of a table, as over a column."""
    for line in lines:
        for match in _YEAR_CELL.finditer(line):
            yield year_range(int(match[1]))


@lru_cache(maxsize=64)
def numbers_in(quote: str) -> tuple[Number, ...]:
    """Return the numbers of a folded quote that are not parts of dates or lengths of time."""
    words = quote.replace("\n", " ").replace("\t", " ")
    taken = [(m.start, m.end) for m in find_dates(words, Clock(reference=dt.date(2000, 1, 1)))]
    return tuple(n for n in find_numbers(words) if not any(s < n.end and n.core < e for s, e in taken))


@lru_cache(maxsize=64)
def values_in(quote: str) -> frozenset[int]:
    """Return the numbers a quote names, with the sums of two to four that follow one another in a list."""
    numbers = numbers_in(quote)
    ones = [m.start() for m in _ONE.finditer(quote)]
    found = {value for n in numbers for value in (n.count.low, n.count.high) if value is not None}
    if _NONE.search(quote) or _ZERO_CELL.search(quote):
        found.add(0)
    if ones or _NAMED_ONE.search(quote):
        found.add(1)
    if _TWO.search(quote):
        found.add(2)
    return frozenset(found | _sums(quote, _addends(numbers, ones)))


def _addends(numbers: tuple[Number, ...], ones: list[int]) -> list[tuple[int, int, int]]:
    """Return what can be added up, as (start, end, value) in reading order: plain numbers, and words for one."""
    plain = [(n.start, n.end, n.plain) for n in numbers if n.plain]
    alone = [(s, s + 1, 1) for s in ones if not any(n.start - _NEXT <= s < n.end for n in numbers)]
    return sorted([*plain, *alone])


def _sums(quote: str, addends: list[tuple[int, int, int]]) -> set[int]:
    """Return the sums of two to four neighbours of a list."""
    found: set[int] = set()
    for at, (_, end, total) in enumerate(addends):
        for start, next_end, value in addends[at + 1 : at + _MOST_ADDENDS]:
            if not _JOINED.fullmatch(quote[end:start]):
                break
            total, end = total + value, next_end
            found.add(total)
    return found


def misplaced(quote: str, measure: str, value: int) -> bool:
    """Say whether the quote gives this number to another measure, and not to this one."""
    if len(numbers_in(quote)) < 2:
        return False
    tolls = _tolls_in(quote)
    own = {v for t in tolls if t.measure == measure for v in (t.count.low, t.count.high)}
    others = {v for t in tolls if t.measure != measure for v in (t.count.low, t.count.high)}
    return bool(own) and value in others and value not in own


@lru_cache(maxsize=64)
def _tolls_in(quote: str) -> tuple[Casualties, ...]:
    return find_casualties(quote.replace("\n", " ").replace("\t", " "), numbers_in(quote))

"""Dates in a sentence, resolved against the day the text was written; what cannot be resolved stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from ceasefire.reading.mentions.dates import forms
from ceasefire.reading.mentions.dates.clock import Clock, Value, amount_of
from ceasefire.reading.mentions.dates.notes import NOTE_FORMS, has_note
from ceasefire.reading.mentions.dates.resolve import RESOLVERS
from ceasefire.reading.model import DateRange
from ceasefire.reading.text.fold import lower

RUNS = frozenset(("dmy-dmy", "mdy-mdy", "md-dy", "d-dmy"))
"""Forms that tell a first and a last day, each of them a day that the text tells."""


class DateMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A date in the text; `value` is None when the text does not give enough to resolve it."""

    start: int
    end: int
    form: str
    role: str
    value: DateRange | None


class Duration(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A length of time: `amount` units, e.g. 72 hours; `lead` is the word before it (for, within...)."""

    start: int
    end: int
    lead: str
    amount: float
    unit: str


_LEANING = frozenset(("later-day", "ago", "day-of-cause", "today", "day-of"))


@lru_cache(maxsize=1024)
def find_dates(text: str, clock: Clock) -> tuple[DateMention, ...]:
    """Find the dates of a folded sentence in reading order; overlapping readings are settled by the longer form."""
    taken = bytearray(len(text))
    found: list[DateMention] = []
    explicit: DateRange | None = None
    for form, match in _matches(lower(text), taken):
        if _is_other_word(text, match):
            continue
        value = _resolved(form, match, clock, explicit, found)
        if isinstance(value, bool):
            continue
        for index in range(match.start(), match.end()):
            taken[index] = 1
        slots = match.groupdict()
        start = match.end("prep") + 1 if slots.get("prep") else match.start()
        found.append(DateMention(start=start, end=match.end(), form=form, role=_role(text, start), value=value))
        if value and slots.get("y1"):
            explicit = value
    found.sort(key=lambda m: m.start)
    return tuple(_without_doubled_weekdays(text, found))


def _is_other_word(text: str, match: re.Match[str]) -> bool:
    """Say whether a month or weekday is another word: "may", "march" and "sat", which only begin with a capital where they are one."""
    short = match.groupdict().get("short")
    if short and text[match.start("short")].islower():
        return True
    month = match.groupdict().get("m1")
    return month in ("may", "march", "mar") and text[match.start("m1")].islower()


def _resolved(
    form: str, match: re.Match[str], clock: Clock, explicit: DateRange | None, found: list[DateMention]
) -> Value:
    """Return what a date means; "the day before" and the like lean on the last date before them in the sentence.

    A day before the year 1 or after 9999 has no date: it stays open.
    """
    before = [m for m in found if m.value and m.end <= match.start()] if form in _LEANING else []
    if before:
        last = max(before, key=lambda m: m.end)
        clock, explicit = msgspec.structs.replace(clock, anchor=last.value), None
    try:
        return RESOLVERS[form](match, clock, explicit)
    except (OverflowError, ValueError):
        return None


def _matches(text: str, taken: bytearray) -> Iterator[tuple[str, re.Match[str]]]:
    """Forms in priority order, without what is taken; those with a year of their own first, so that others may lean on it."""
    for form, hits in _hits(text):
        free = [m for m in hits if not any(taken[m.start() : m.end()])]
        for match in free:
            if not any(taken[match.start() : match.end()]):
                yield form, match


@lru_cache(maxsize=512)
def _hits(text: str) -> tuple[tuple[str, tuple[re.Match[str], ...]], ...]:
    """Return what each form finds in a sentence in small letters, whatever other forms find; kept, as each is read from many days."""
    found = []
    for table in _tables(text):
        for form, pattern in table:
            if form in forms.STEMS and not any(map(text.__contains__, forms.STEMS[form])):
                continue
            hits = list(pattern.finditer(text))
            if hits:
                found.append((form, tuple(sorted(hits, key=lambda m: 0 if _has_year(m) else 1))))
    return tuple(found)


def _tables(text: str) -> Iterator[tuple[tuple[str, re.Pattern[str]], ...]]:
    """Yield the tables of forms that can stand in a sentence, in the order in which they are tried."""
    digits = forms.has_year(text)
    if digits:
        yield forms.NUMBER_FORMS[:3]
    if forms.has_month(text):
        yield forms.MONTH_FORMS
    if digits:
        yield forms.NUMBER_FORMS[3:]
    if has_note(text):
        yield NOTE_FORMS
    if forms.has_day_alone(text):
        yield forms.DAY_FORMS
    if forms.has_time_word(text):
        yield forms.WORD_FORMS


def _has_year(match: re.Match[str]) -> bool:
    return any(name in match.re.groupindex and match[name] for name in ("y1", "y2"))


def _role(text: str, start: int) -> str:
    before = forms.ROLE.search(text[max(0, start - 60) : start])
    if before is None:
        return ""
    role = before["role"].lower()
    return "on" if role in ("after", "before") and _OF_HOUR.search(before[0]) else role


def _without_doubled_weekdays(text: str, found: list[DateMention]) -> list[DateMention]:
    kept: list[DateMention] = []
    for index, mention in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if (
            mention.form == "weekday"
            and after
            and after.form in ("dmy", "mdy", "iso", "dotted", "slashed")
            and len(text[mention.end : after.start].strip(" ,(-")) <= 3
        ):
            continue
        if (
            mention.form == "weekday"
            and kept
            and kept[-1].form in ("dmy", "mdy")
            and len(text[kept[-1].end : mention.start].strip(" ,(")) == 0
        ):
            continue
        kept.append(mention)
    return kept


_OF_HOUR = re.compile(r"\d|midnight|noon")
"""What makes the day of "after midnight on 5 May" the one on which something was."""
_LENGTHS = ("hour", "day", "week", "fortnight", "month", "year")


@lru_cache(maxsize=1024)
def find_durations(text: str) -> tuple[Duration, ...]:
    """Find lengths of time ("72 hours", "a two-week", "within six months") in a folded sentence."""
    low = lower(text)
    if not any(unit in low for unit in _LENGTHS):
        return ()
    found = []
    for match in forms.DURATION.finditer(low):
        amount = amount_of(match["n2"] or match["n"])
        unit = (match["u"] or match["u2"]).lower()
        if amount is not None and (match["n"].lower() not in ("a", "an") or match["lead"]):
            found.append(
                Duration(
                    start=match.start(), end=match.end(), lead=(match["lead"] or "").lower(), amount=amount, unit=unit
                )
            )
    return tuple(found)

"""Dates told by their distance: weekdays, last week, two days ago, the day before, the end of the month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from ceasefire.reading.lexicon.calendar_names import WEEKDAY_NUMBERS
from ceasefire.reading.mentions.dates.calendar_math import (
    ONE_DAY,
    add_months,
    day,
    month_range,
    shift,
    single,
    week_of,
    weekday_date,
    year_for,
    year_range,
)
from ceasefire.reading.mentions.dates.clock import Clock, Match, Value, amount_of, is_due, looks_ahead, part_name
from ceasefire.reading.mentions.dates.forms import DAY_WORDS, HOLIDAYS
from ceasefire.reading.model import DateRange

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_WEEKS = {"last": -1, "this": 0, "next": 1}


def _weekday(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    ref, name = clock.reference, match["w1"].lower()
    if ref is None:
        return None
    if match.string[: match.start()].endswith(("every ", "each ")):
        return False
    rel, of = (match["rel"] or "").lower(), (match["of"] or "").lower()
    if of == " week" or rel.startswith("a week"):
        return single(weekday_date(name, ref, future=True) + 7 * ONE_DAY)
    if of == " before last":
        return single(weekday_date(name, ref - ONE_DAY, future=False) - 7 * ONE_DAY)
    if "week" in of:
        week = week_of(ref, _WEEKS[of.split()[-2]])
        return single(week.start + WEEKDAY_NUMBERS[name] * ONE_DAY)
    since = rel == "this" and match.string[: match.start()].endswith(("from ", "by ", "until ", "as of "))
    if since or rel in ("next", "this coming", "the coming"):
        return single(weekday_date(name, ref, future=True))
    if rel in ("the previous", "the following"):
        return _beside_anchor(name, clock.anchor, future=rel == "the following")
    if rel == "last":
        return single(weekday_date(name, ref - ONE_DAY, future=False))
    return single(weekday_date(name, ref, future=looks_ahead(match, clock)))


def _beside_anchor(name: str, anchor: DateRange | None, *, future: bool) -> Value:
    """Return the day of the week before or after the last date told; it stays open where none was."""
    if anchor is None:
        return None
    return single(weekday_date(name, anchor.start + ONE_DAY if future else anchor.start - ONE_DAY, future=future))


def _weekday_range(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    if clock.reference is None:
        return None
    if "prep" in match.re.groupindex and not _follows(match):
        return False
    end = weekday_date(match["w2"].lower(), clock.reference, future=looks_ahead(match, clock))
    return DateRange(start=weekday_date(match["w1"].lower(), end - ONE_DAY, future=False), end=end)


def _night_to(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the two days of "in the night to Tuesday"."""
    if clock.reference is None:
        return None
    end = weekday_date(match["w2"].lower(), clock.reference, future=looks_ahead(match, clock))
    return DateRange(start=end - ONE_DAY, end=end)


def _follows(match: Match) -> bool:
    """Whether the second of two days of the week is the one after the first."""
    first, second = WEEKDAY_NUMBERS[match["w1"].lower()], WEEKDAY_NUMBERS[match["w2"].lower()]
    return (first + 1) % 7 == second


def _relative_year_part(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    if clock.reference is None:
        return None
    year = clock.reference.year + {"last": -1, "next": 1}.get(match["rel"].lower(), 0)
    part = match["part"].lower()
    if part == "earlier":
        return DateRange(start=dt.date(year, 1, 1), end=clock.reference, approx=True)
    if part == "later":
        return DateRange(start=clock.reference, end=dt.date(year, 12, 31), approx=True)
    return year_range(year, part_name(part))


def _half(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    told = match["y1"] or match["y3"]
    if told is None and clock.reference is None:
        return None
    year = int(told) if told else clock.reference.year - (1 if match["rel"] else 0)  # type: ignore[union-attr]
    first, final = (1, 6) if match["half"] == "first" else (7, 12)
    return DateRange(start=month_range(year, first).start, end=month_range(year, final).end)


def _season(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    first, final = _SEASONS[match["season"].lower()]
    told = match.groupdict().get("y1")
    if told:
        return _of_season(int(told), first, final)
    if clock.reference is None:
        return None
    year = clock.reference.year
    rel = match["rel"].lower()
    if not rel and not looks_ahead(match, clock):
        return None
    if not rel and month_range(year, final).end <= clock.reference:
        year += 1
    if rel == "last" and month_range(year, final).end >= clock.reference:
        year -= 1
    if rel == "next" and month_range(year, first).start <= clock.reference:
        year += 1
    return _of_season(year, first, final)


def _of_season(year: int, first: int, final: int) -> DateRange:
    start = month_range(year - (first > final), first).start
    return DateRange(start=start, end=month_range(year, final).end, approx=True)


def _window(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    amount = amount_of(match["n"] if "n" in match.re.groupindex else None)
    if clock.reference is None or amount is None:
        return None
    unit = match["u"].lower()
    start = shift(clock.reference, -amount, unit)
    return DateRange(start=start, end=clock.reference, approx=True) if start else None


def _ago(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    unit, way = match["u"].lower(), match["way"].lower()
    amount = 1 if match["n"].lower() in ("a", "an") else amount_of(match["n"])
    ahead = way.startswith(("from", "time"))
    base = clock.reference if way == "ago" or ahead else (explicit or clock.anchor)
    if isinstance(base, DateRange):
        base = base.start
    if base is None or amount is None:
        return None
    value = shift(base, amount if ahead or way in ("later", "after", "afterwards") else -amount, unit)
    if value is None:
        return None
    if unit == "month" or unit == "year":
        return month_range(value.year, value.month) if unit == "month" else year_range(value.year)
    return single(value, approx=unit in ("week", "fortnight"))


_COMES = re.compile(
    r"\b(?:comes?|came|coming|follow\w*|(?:took|takes|taking) place|occur\w*|happen\w*)(?: (?:just|only|barely|about|\w+ly))? $"
)


def _day_of_cause(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day of what "the raid on Monday comes two days after" goes on to tell: it lies before the day of the raid."""
    base, unit = explicit or clock.anchor, match["u"].lower()
    amount = 1 if match["n"].lower() in ("a", "an", "the") else amount_of(match["n"])
    if base is None or amount is None or base.start != base.end or not _COMES.search(match.string, 0, match.start()):
        return None
    value = shift(base.start, -amount, unit if unit in ("hour", "day", "week", "fortnight", "month", "year") else "day")
    return single(value, approx=unit not in ("day", "night")) if value else None


def _later_day(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    base = explicit or clock.anchor
    if base is None:
        return None
    way, unit = match["way"].lower(), match["u"].lower()
    sign = 0 if way == "same" else -1 if way in ("previous", "preceding", "before", "earlier") else 1
    if unit == "week":
        return week_of(base.start, sign)
    if unit == "month":
        moved = add_months(base.start, sign)
        return month_range(moved.year, moved.month)
    return single(base.end + sign * ONE_DAY)


def _day_alone(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return "by the 29th": the nearest such day before or after that of writing, as the verb has it."""
    ref = clock.reference
    if ref is None:
        return None
    number = DAY_WORDS.get(match["d1"]) or int(match["d1"])
    value = _nearest(ref, number, ahead=looks_ahead(match, clock))
    return single(value) if value else None


def _nearest(ref: dt.date, number: int, *, ahead: bool) -> dt.date | None:
    """The nearest day of a number before or after a day, itself counted."""
    months = (add_months(ref.replace(day=1), n) for n in ((0, 1, 2) if ahead else (0, -1, -2)))
    days = (day(first.year, first.month, number) for first in months)
    return next((d for d in days if d is not None and (d >= ref if ahead else d <= ref)), None)


_LONGEST_RUN = 32
"""Days from the first to the last of "from the 15th to today"."""


def _days_alone(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return "from the 3rd to the 5th" and "from the 15th to today"."""
    ref = clock.reference
    end = ref if match["now"] else None
    if ref is not None and not match["now"]:
        ahead = looks_ahead(match, clock)
        end = _nearest(ref, int(match["d2"]), ahead=ahead)
    if ref is None or end is None:
        return None
    first = _nearest(end, int(match["d1"]), ahead=False)
    return DateRange(start=first, end=end) if first is not None and (end - first).days < _LONGEST_RUN else None


_DAYS_IN = {"first": 0, "opening": 0, "second": 1, "third": 2}
_LONGEST = 14


def _day_of(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day that "its last day" means: of the days told last, where these are more than one."""
    base = explicit or clock.anchor
    if base is None or not 0 < (base.end - base.start).days <= _LONGEST:
        return None
    number = _DAYS_IN.get(match["nth"].lower())
    value = base.end if number is None else base.start + number * ONE_DAY
    return single(value) if value <= base.end else None


def _relative_part(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    ref = clock.reference
    if ref is None:
        return None
    whole = week_of(ref) if match["u"].lower() == "week" else month_range(ref.year, ref.month)
    if match["part"].lower() == "earlier":
        return DateRange(start=whole.start, end=ref, approx=True)
    return DateRange(start=ref, end=whole.end, approx=True)


def _relative_unit(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    ref = clock.reference
    if ref is None:
        return None
    rel, unit = match["rel"].lower(), match["u"].lower()
    offset = {"last": -1, "the previous": -1, "the past": -1, "next": 1, "the coming": 1}.get(rel, 0)
    part = (match["part"] or "").strip(" -").lower() or None
    if unit == "week":
        return week_of(ref, offset)
    if rel.endswith("the") and unit != "weekend":
        return False
    if unit == "weekend":
        if rel in ("at the", "over the"):
            offset = 0 if looks_ahead(match, clock) or ref.weekday() >= 5 else -1
        week = week_of(ref, offset)
        return DateRange(start=week.start + 5 * ONE_DAY, end=week.end)
    if unit == "month":
        moved = add_months(ref, offset)
        return month_range(moved.year, moved.month, part)
    return year_range(ref.year + offset, part)


def _holiday(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    """Return the day of a feast nearest before the day of writing, or after it, as the verb has it."""
    if clock.reference is None:
        return None
    month, number = map(int, HOLIDAYS[match["feast"]].split("-"))
    year = year_for(month, number, clock.reference, future=looks_ahead(match, clock))
    return single(dt.date(year, month, number))


def _end_of(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    ref = clock.reference
    if ref is None:
        return None
    unit, edge = match["u"].lower(), match["edge"].lower()
    part = {"end": "late", "middle": "mid"}.get(edge, "early")
    if unit == "month":
        moved = add_months(ref, 1) if match["which"].lower().strip() == "next" else ref
        due = edge == "end" and is_due(match)
        return single(month_range(moved.year, moved.month).end) if due else month_range(moved.year, moved.month, part)
    if unit == "year":
        return year_range(ref.year, part)
    week = week_of(ref)
    return single(week.end if part == "late" else week.start, approx=True) if part != "mid" else None


def _today(match: Match, clock: Clock, explicit: DateRange | None) -> Value:
    word = match["day"].lower()
    if word in ("on the same day", "the same day", "same day", "that day"):
        base = explicit or clock.anchor
        return base if base else None
    if clock.reference is None:
        return None
    if word == "yesterday" or word == "last night":
        return single(clock.reference - ONE_DAY)
    if word.endswith(("after tomorrow", "before yesterday")):
        return single(clock.reference + (2 if "after" in word else -2) * ONE_DAY)
    if word == "tomorrow":
        return single(clock.reference + ONE_DAY)
    if word == "overnight":
        return DateRange(start=clock.reference - ONE_DAY, end=clock.reference)
    return single(clock.today or clock.reference)


RELATIVE: dict[str, Callable[[Match, Clock, DateRange | None], Value]] = {
    "weekday": _weekday,
    "weekday-range": _weekday_range,
    "night-to": _night_to,
    "rel-year-part": _relative_year_part,
    "half": _half,
    "season": _season,
    "window": _window,
    "ago": _ago,
    "day-of-cause": _day_of_cause,
    "later-day": _later_day,
    "day-of": _day_of,
    "day-alone": _day_alone,
    "days-alone": _days_alone,
    "end-of": _end_of,
    "holiday": _holiday,
    "rel-part": _relative_part,
    "rel-unit": _relative_unit,
    "today": _today,
}

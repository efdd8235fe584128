"""One resolver for each written form of a date: False when it is no date after all, None when it stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec

from ceasefire.intake.reading.calendar_math import (
    MONTHS,
    ONE_DAY,
    WEEKDAYS,
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
from ceasefire.intake.reading.model import DateRange
from ceasefire.intake.reading.mood import tense_at

_SMALL = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "sixty": 60,
    "ninety": 90,
    "forty-eight": 48,
    "seventy-two": 72,
    "couple of": 2,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """What relative dates are measured from: the day of writing, the last date told, and the tense.

    Where `future` is None the words around each date decide whether it looks ahead. `today` is the day of a dateline
    that stands shortly before the reference.
    """

    reference: dt.date | None = None
    anchor: DateRange | None = None
    future: bool | None = None
    today: dt.date | None = None


_Match = re.Match[str]
_Value = DateRange | None | bool


def _month(match: _Match, name: str) -> int:
    return MONTHS[match[name].lower().rstrip(".")]


def _number(words: str) -> int:
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]


def _year(match: _Match, month: int, number: int, clock: Clock, explicit: DateRange | None) -> int | None:
    groups = match.re.groupindex
    for name in ("y1", "y2"):
        if name in groups and match[name]:
            return int(match[name])
    rel = match["rel"] if "rel" in groups else None
    if rel and clock.reference:
        return clock.reference.year + {"last year": -1, "next year": 1}.get(rel.lower(), 0)
    if explicit is not None:
        same = day(explicit.start.year, month, number)
        near = same is not None and same >= explicit.start
        year = explicit.start.year if near or explicit.end.year != explicit.start.year else explicit.start.year + 1
        later = day(year, month, number)
        if clock.reference is None or (later is not None and (later <= clock.reference or _ahead(match, clock))):
            return year
        return explicit.start.year
    if clock.reference is None:
        return None
    past = year_for(month, number, clock.reference, future=False)
    coming = year_for(month, number, clock.reference, future=True)
    cue = tense_at(match.string, match.start()) if clock.future is None else clock.future
    if "d1" not in groups:
        return coming if cue else past
    return coming if _looks_ahead(cue, past, month, number, clock.reference) else past


def _looks_ahead(cue: bool | None, year: int, month: int, number: int, reference: dt.date) -> bool:
    """Whether a bare day is to come: the verb decides, but a day of last month is not next year's, and without a
    verb a day ten months back is more likely one of the weeks ahead."""
    past = day(year, month, number)
    if past is None:
        return bool(cue)
    ago = (reference - past).days
    return ago > 31 if cue else cue is None and ago > 310


def _ahead(match: _Match, clock: Clock) -> bool:
    return bool(tense_at(match.string, match.start())) if clock.future is None else clock.future


def _days(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    """d1 [m1] - d2 m2 [y]."""
    groups = match.re.groupindex
    first_month = _month(match, "m1")
    second_month = _month(match, "m2") if "m2" in groups else first_month
    d1, d2 = _number(match["d1"]), _number(match["d2"])
    if first_month == second_month and d2 <= d1:
        return False
    year2 = int(match["y2"]) if "y2" in groups and match["y2"] else _year(match, second_month, d2, clock, explicit)
    if year2 is None:
        return None
    year1 = year2 - 1 if first_month > second_month else year2
    start, end = day(year1, first_month, d1), day(year2, second_month, d2)
    return DateRange(start=start, end=end) if start and end and start <= end else False


def _one_day(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    month, number = _month(match, "m1"), _number(match["d1"])
    if day(2000, month, number) is None:
        return False
    year = _year(match, month, number, clock, explicit)
    value = day(year, month, number) if year else None
    return single(value) if value else None


def _part_name(words: str) -> str:
    low = words.lower()
    if low.startswith(("early", "the beginning", "the start", "beginning", "start", "the first half")):
        return "early"
    return "mid" if "mid" in low else "late"


def _month_part(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    month, part = _month(match, "m1"), _part_name(match["part"])
    year = _year(match, month, {"early": 1, "mid": 11, "late": 21}[part], clock, explicit)
    if year is None:
        return None
    if "half" in match["part"].lower():
        whole = month_range(year, month)
        middle = whole.start + 14 * ONE_DAY
        return (
            DateRange(start=whole.start, end=middle)
            if part == "early"
            else DateRange(start=middle + ONE_DAY, end=whole.end)
        )
    return month_range(year, month, part)


def _months(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    first, second = _month(match, "m1"), _month(match, "m2")
    year2 = int(match["y2"]) if match["y2"] else _year(match, second, 1, clock, explicit)
    if year2 is None:
        return None
    year1 = int(match["y1"]) if match["y1"] else year2 - (first > second)
    return DateRange(start=month_range(year1, first).start, end=month_range(year2, second).end)


def _one_month(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    month = _month(match, "m1")
    year = _year(match, month, 1, clock, explicit)
    return month_range(year, month) if year else None


def _relative_month(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    if clock.reference is None:
        return None
    month, ref = _month(match, "m1"), clock.reference
    if match["rel"].lower() in ("next", "this coming"):
        return month_range(ref.year + (month <= ref.month), month)
    if match["rel"].lower() == "this":
        return month_range(ref.year, month)
    return month_range(ref.year - (month >= ref.month), month)


def _numeric(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    number, month = int(match["dd"]), int(match["mm"])
    if month > 12:
        number, month = month, number
    value = day(int(match["y1"]), month, number)
    return single(value) if value else False


def _slashed(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    ambiguous = int(match["dd"]) <= 12 and int(match["mm"]) <= 12 and match["dd"] != match["mm"]
    return None if ambiguous else _numeric(match, clock, explicit)


def _rel_year(match: _Match, clock: Clock) -> int | None:
    if match["y1"]:
        return int(match["y1"])
    if clock.reference is None:
        return None
    return clock.reference.year - (match["rel"].lower() == "last year")


def _quarter(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    year = _rel_year(match, clock)
    if year is None:
        return None
    length = 3 if match["span"].lower() == "quarter" else 6
    last = 12 // length
    index = _ORDINALS.get(match["q"].lower(), last)
    if index > last:
        return False
    return DateRange(start=month_range(year, (index - 1) * length + 1).start, end=month_range(year, index * length).end)


def _first_months(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    year, amount = _rel_year(match, clock), amount_of(match["n"])
    if year is None or amount is None or not 1 <= amount <= 12:
        return None
    first, final = (1, int(amount)) if match["q"].lower() == "first" else (13 - int(amount), 12)
    return DateRange(start=month_range(year, first).start, end=month_range(year, final).end)


def _years(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    first, second = int(match["y1"]), int(match["y2"])
    return DateRange(start=year_range(first).start, end=year_range(second).end) if first < second else False


def _year_part(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    return year_range(int(match["y1"]), _part_name(match["part"]))


def _one_year(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    if match[0].lower().startswith("the ") and not re.match(r" ?\w*", match.string[match.end() :]):
        return False
    return year_range(int(match["y1"]))


def _weekday(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    ref, name = clock.reference, match["w1"].lower()
    if ref is None:
        return None
    rel, of = (match["rel"] or "").lower(), (match["of"] or "").lower()
    if "week" in of:
        week = week_of(ref, -1 if "last" in of else 1 if "next" in of else 0)
        return single(week.start + WEEKDAYS[name] * ONE_DAY)
    if rel in ("next", "this coming", "the coming"):
        return single(weekday_date(name, ref, future=True))
    if rel in ("the previous", "the following"):
        if clock.anchor is None:
            return None
        base = clock.anchor.start
        return single(
            weekday_date(
                name, base + ONE_DAY if rel == "the following" else base - ONE_DAY, future=rel == "the following"
            )
        )
    if rel == "last":
        return single(weekday_date(name, ref - ONE_DAY, future=False))
    return single(weekday_date(name, ref, future=_ahead(match, clock)))


def _weekday_range(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    if clock.reference is None:
        return None
    end = weekday_date(match["w2"].lower(), clock.reference, future=_ahead(match, clock))
    return DateRange(start=weekday_date(match["w1"].lower(), end - ONE_DAY, future=False), end=end)


def _relative_year_part(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    if clock.reference is None:
        return None
    year = clock.reference.year + {"last": -1, "next": 1}.get(match["rel"].lower(), 0)
    part = match["part"].lower()
    if part == "earlier":
        return DateRange(start=dt.date(year, 1, 1), end=clock.reference, approx=True)
    if part == "later":
        return DateRange(start=clock.reference, end=dt.date(year, 12, 31), approx=True)
    return year_range(year, _part_name(part))


def _season(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    if clock.reference is None:
        return None
    first, final = _SEASONS[match["season"].lower()]
    year = clock.reference.year
    rel = match["rel"].lower()
    if rel == "last" and month_range(year, final).end >= clock.reference:
        year -= 1
    if rel == "next" and month_range(year, first).start <= clock.reference:
        year += 1
    start = month_range(year - (first > final), first).start
    return DateRange(start=start, end=month_range(year, final).end, approx=True)


def amount_of(words: str | None) -> float | None:
    """The number that a count word names; 1 where there is none."""
    if not words:
        return 1
    return float(words) if words.isdigit() else _SMALL.get(words.lower())


def _window(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    amount = amount_of(match["n"] if "n" in match.re.groupindex else None)
    if clock.reference is None or amount is None:
        return None
    unit = match["u"].lower()
    start = shift(clock.reference, -amount, unit)
    return DateRange(start=start, end=clock.reference, approx=True) if start else None


def _ago(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    amount, unit, way = amount_of(match["n"]), match["u"].lower(), match["way"].lower()
    base = clock.reference if way == "ago" else (explicit or clock.anchor)
    if isinstance(base, DateRange):
        base = base.start
    if base is None or amount is None:
        return None
    value = shift(base, amount if way in ("later", "after", "afterwards") else -amount, unit)
    if value is None:
        return None
    if unit == "month" or unit == "year":
        return month_range(value.year, value.month) if unit == "month" else year_range(value.year)
    return single(value, approx=unit in ("week", "fortnight"))


def _later_day(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
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


def _relative_part(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    ref = clock.reference
    if ref is None:
        return None
    whole = week_of(ref) if match["u"].lower() == "week" else month_range(ref.year, ref.month)
    if match["part"].lower() == "earlier":
        return DateRange(start=whole.start, end=ref, approx=True)
    return DateRange(start=ref, end=whole.end, approx=True)


def _relative_unit(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    ref = clock.reference
    if ref is None:
        return None
    rel, unit = match["rel"].lower(), match["u"].lower()
    offset = {"last": -1, "the previous": -1, "the past": -1, "next": 1, "the coming": 1}.get(rel, 0)
    part = (match["part"] or "").strip(" -").lower() or None
    if unit == "week":
        return week_of(ref, offset)
    if rel == "at the" and unit != "weekend":
        return False
    if unit == "weekend":
        if rel == "at the":
            offset = 0 if _ahead(match, clock) or ref.weekday() >= 5 else -1
        week = week_of(ref, offset)
        return DateRange(start=week.start + 5 * ONE_DAY, end=week.end)
    if unit == "month":
        moved = add_months(ref, offset)
        return month_range(moved.year, moved.month, part)
    return year_range(ref.year + offset, part)


def _end_of(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    ref = clock.reference
    if ref is None:
        return None
    unit, first = match["u"].lower(), match["edge"].lower() != "end"
    if unit == "month":
        moved = add_months(ref, 1) if match["which"].lower() == "next" else ref
        return month_range(moved.year, moved.month, "early" if first else "late")
    if unit == "year":
        return year_range(ref.year, "early" if first else "late")
    week = week_of(ref)
    return single(week.start if first else week.end, approx=True)


def _today(match: _Match, clock: Clock, explicit: DateRange | None) -> _Value:
    word = match["day"].lower()
    if word in ("on the same day", "the same day", "that day"):
        base = explicit or clock.anchor
        return base if base else None
    if clock.reference is None:
        return None
    if word == "yesterday" or word == "last night":
        return single(clock.reference - ONE_DAY)
    if word == "tomorrow":
        return single(clock.reference + ONE_DAY)
    if word == "overnight":
        return DateRange(start=clock.reference - ONE_DAY, end=clock.reference)
    return single(clock.today or clock.reference)


RESOLVERS: dict[str, Callable[[_Match, Clock, DateRange | None], _Value]] = {
    "dmy-dmy": _days,
    "mdy-mdy": _days,
    "d-dmy": _days,
    "md-dy": _days,
    "dmy": _one_day,
    "mdy": _one_day,
    "part": _month_part,
    "my-my": _months,
    "my": _one_month,
    "m": _one_month,
    "rel-m": _relative_month,
    "iso": _numeric,
    "dotted": _numeric,
    "slashed": _slashed,
    "quarter": _quarter,
    "first-months": _first_months,
    "y-y": _years,
    "part-y": _year_part,
    "y": _one_year,
    "weekday": _weekday,
    "weekday-range": _weekday_range,
    "rel-year-part": _relative_year_part,
    "season": _season,
    "window": _window,
    "ago": _ago,
    "later-day": _later_day,
    "end-of": _end_of,
    "rel-part": _relative_part,
    "rel-unit": _relative_unit,
    "today": _today,
}

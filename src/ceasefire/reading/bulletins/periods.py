"""The days that a count of a bulletin covers."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

from ceasefire.reading.bulletins.word_items import Item

Period = tuple[dt.date, dt.date]
_DAY = dt.timedelta(days=1)


def of_day(day: dt.date | None) -> Period | None:
    """Return what a bulletin of a day covers: the 24 hours up to it, so that day and the one before."""
    return None if day is None or day == dt.date.min else (day - _DAY, day)


def day_before(day: dt.date | None) -> dt.date | None:
    """Return the day before a bulletin's day."""
    return None if day is None or day == dt.date.min else day - _DAY


def since(start: str, day: dt.date | None) -> Period | None:
    """Return the period of a running count up to a day; None where its start is not told by the calendar."""
    if day is None:
        return None
    match start:
        case "week":
            return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1)), day
        case "month":
            return day.replace(day=1), day
        case "year":
            return day.replace(month=1, day=1), day
        case "past_week":
            return day - 7 * _DAY, day
    if start.startswith("month "):
        return _month(int(start.split()[1]), day)
    began = told_day(start, day) if start[:1].isdecimal() else None
    return None if began is None else (began, day)


def _month(month: int, day: dt.date) -> Period | None:
    """Return the last such month, up to a day."""
    year = day.year - (month > day.month)
    if year < dt.MINYEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, 1), min(dt.date(year, month, last), day)


def told_span(items: Sequence[Item], plain: str, to: str, day: dt.date | None) -> Period | None:
    """Return the first and the last of several days that items tell in one: "8 to 14 May", "from 28 April to 4 May"."""
    dates = [i for i in items if i.kind in ("date", "since") and i.value[:1].isdecimal()]
    for n, item in enumerate(dates):
        last, words = told_day(item.value, day), plain[item.start : item.end]
        days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", words) if re.search(r"[^\W\d_]{2}", words) else []
        first = told_day(f"{item.value[:-2]}{int(days[0]):02}", day) if len(days) > 1 else None
        if n and re.fullmatch(rf" ?(?:-|{to})? ?(?:-|{to}) ?", plain[dates[n - 1].end : item.start]):
            first = told_day(dates[n - 1].value, last)
        if first is not None and last is not None and first < last and (day is None or last <= day):
            return first, last
    return None


def head_days(items: Sequence[Item], plain: str, to: str, day: dt.date | None) -> Period | None:
    """Return the days that the head of a bulletin tells: several, the day before if that is told first, else those up to its day."""
    told = next((told_day(i.value, day) for i in items if i.kind == "date" and i.value), None)
    before = day_before(day)
    if any(i.kind == "since" and i.value == "past_week" for i in items):
        return told_span(items, plain, to, day) or since("past_week", day)
    return told_span(items, plain, to, day) or ((told, told) if told is not None and told == before else of_day(day))


def told_day(told: str, day: dt.date | None) -> dt.date | None:
    """Return a day as the text tells it ("2031-05-14", "05-14"); without a year it is the last such day up to `day`."""
    try:
        if len(told) > 5:
            return dt.date.fromisoformat(told)
        if day is None:
            return None
        found = dt.date(day.year, int(told[:2]), int(told[3:]))
        return found if found <= day else found.replace(year=day.year - 1)
    except ValueError:
        return None

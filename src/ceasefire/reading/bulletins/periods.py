"""The days that a count of a bulletin covers."""

from __future__ import annotations

import datetime as dt

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
    began = told_day(start, day) if start[:1].isdecimal() else None
    return None if began is None else (began, day)


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

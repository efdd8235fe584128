"""Calendar arithmetic: months, parts of months, weeks, and the year that a yearless date means."""

from __future__ import annotations

import calendar
import datetime as dt

from ceasefire.reading.lexicon.calendar_names import WEEKDAY_NUMBERS
from ceasefire.reading.model import DateRange

UNIT_DAYS = {"hour": 1 / 24, "day": 1, "night": 1, "week": 7, "fortnight": 14}
ONE_DAY = dt.timedelta(days=1)


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def single(value: dt.date, *, approx: bool = False) -> DateRange:
    return DateRange(start=value, end=value, approx=approx)


def month_range(year: int, month: int, part: str | None = None) -> DateRange:
    """Return a month, or its early (1-10), mid (11-20) or late (21-end) part."""
    last = calendar.monthrange(year, month)[1]
    first, final = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part or "", (1, last))
    return DateRange(start=dt.date(year, month, first), end=dt.date(year, month, final), approx=part is not None)


def year_range(year: int, part: str | None = None) -> DateRange:
    """Return a year, or its early (first quarter), mid (April to September) or late (last quarter) part."""
    first, final = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}.get(part or "", (1, 12))
    end = dt.date(year, final, calendar.monthrange(year, final)[1])
    return DateRange(start=dt.date(year, first, 1), end=end, approx=part is not None)


def week_of(value: dt.date, offset: int = 0) -> DateRange:
    """Return Monday to Sunday of the week that holds `value`, moved by whole weeks."""
    monday = value - value.weekday() * ONE_DAY + offset * 7 * ONE_DAY
    return DateRange(start=monday, end=monday + 6 * ONE_DAY)


def add_months(value: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day."""
    index = value.year * 12 + value.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9998)
    return dt.date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))


def shift(value: dt.date, amount: float, unit: str) -> dt.date | None:
    """Return `value` moved by an amount of hours, days, weeks, months or years; part days are rounded."""
    try:
        if unit in UNIT_DAYS:
            return value + dt.timedelta(days=round(amount * UNIT_DAYS[unit]))
        return add_months(value, round(amount * (12 if unit == "year" else 1)))
    except (OverflowError, ValueError):
        return None


def year_for(month: int, number: int, reference: dt.date, *, future: bool) -> int:
    """Return the year that makes a yearless day the nearest past one (today counts), or the nearest future one."""
    number = min(number, calendar.monthrange(reference.year, month)[1])
    candidate = dt.date(reference.year, month, number)
    if future:
        return reference.year if candidate >= reference else reference.year + 1
    return reference.year if candidate <= reference else reference.year - 1


def weekday_date(name: str, reference: dt.date, *, future: bool) -> dt.date:
    """Return the nearest past day of that name (the reference day counts), or the next one when the sentence looks ahead."""
    ahead = (WEEKDAY_NUMBERS[name] - reference.weekday()) % 7
    if future:
        return reference + (ahead or 7) * ONE_DAY
    return reference - ((-ahead) % 7) * ONE_DAY


def widened(value: DateRange, before: int, after: int) -> DateRange | None:
    """Return a time with days more before and after it; None where the calendar has none of these."""
    try:
        return DateRange(start=value.start - before * ONE_DAY, end=value.end + after * ONE_DAY)
    except OverflowError:
        return None

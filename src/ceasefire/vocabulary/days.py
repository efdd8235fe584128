"""From days as a source reports them to the interval in UTC that surely holds them."""

import calendar
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ceasefire.vocabulary.parts import When

_EARLIEST = timedelta(hours=14)  # UTC+14 begins its day first,
_LATEST = timedelta(hours=12)  # UTC-12 ends it last: a day without a zone lies somewhere between.
_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def last_day(when: When) -> date:
    """Return the last day that the stated day, week, month or year may reach, by its precision (UCDP date_prec)."""
    if when.end is not None:
        return when.end
    start = when.start
    if when.precision == 3:
        return start + timedelta(days=6)
    if when.precision == 4:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    if when.precision == 5:
        return start.replace(month=12, day=31)
    return start


@lru_cache(maxsize=4096)
def utc_interval(when: When) -> tuple[datetime, datetime]:
    """Return the half-open interval in UTC that holds the occurrence as stated.

    A clock narrows the day to that minute; without a zone, or with one that is not known here, the interval is widened
    to every zone on Earth.
    """
    start = datetime.combine(when.start, _clock(when.clock))
    if when.end_clock is not None:
        end = datetime.combine(last_day(when), _clock(when.end_clock)) + timedelta(minutes=1)
    elif when.clock is not None and when.end is None:
        end = start + timedelta(minutes=1)
    else:
        end = datetime.combine(last_day(when), clock_time()) + _DAY
    return _in_utc(start, end, when.zone)


@lru_cache(maxsize=4096)
def utc_day(day: date, zone: str | None) -> tuple[datetime, datetime]:
    """Return the half-open interval in UTC of one whole day: `utc_interval` of that day and nothing else."""
    start = datetime.combine(day, clock_time())
    return _in_utc(start, start + _DAY, zone)


def _in_utc(start: datetime, end: datetime, name: str | None) -> tuple[datetime, datetime]:
    zone = _zone(name) if name else None
    if zone is None:
        return (start - _EARLIEST).replace(tzinfo=UTC), (end + _LATEST).replace(tzinfo=UTC)
    return start.replace(tzinfo=zone).astimezone(UTC), end.replace(tzinfo=zone).astimezone(UTC)


def _clock(text: str | None) -> clock_time:
    return clock_time.fromisoformat(text) if text else clock_time()

"""Moments, terms and windows reckoned to the second: when a provision holds, and why not before or after."""

import calendar
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.three_valued import Reason, agreed
from ceasefire.vocabulary.wording import plural, spaced

BEGINNING: Final = -(2**62)
END: Final = 2**62
"""Seconds that stand for a time without a known beginning or end: beyond every calendar, and safe to add one to."""
DAY: Final = timedelta(days=1)
UNRECKONABLE: Final = (OverflowError, ValueError, RecursionError)
"""What the calendar raises for a day that it does not have. Whoever reckons one provision takes it for "cannot be told"."""
NO_DAY: Final = "its day cannot be reckoned"


@lru_cache(maxsize=4096)
def instant(day: date, clock: str, zone: str) -> int:
    """Return the second since 1970 (UTC) at which a zone's clock shows this time on this day.

    A clock time that the zone skips (summer time begins) is read with the offset before the gap; one that it shows
    twice is the first of the two.
    """
    hour, minute = (int(part) for part in clock.split(":"))
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp())


def midnight(day: date, zone: str) -> int:
    """Return the second at which this local day begins."""
    return instant(day, "00:00", zone)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, moment: Moment) -> date:
    """Return the day that lies the moment's months, then its weeks and days, after a day."""
    return add_months(day, moment.months) + timedelta(weeks=moment.weeks, days=moment.days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A reckoned moment: the second, the local day, and how it was reckoned. `clock` tells that a clock was given."""

    second: int
    day: date
    words: str
    clock: bool = False


def reckon(moment: Moment, *, zone: str, event: "Point | None", end_of_day: bool = False) -> Point | None:
    """Return the moment as a second, or None where its event is not known (or has no clock and hours are counted).

    `event` is the point of the moment's `after`. `end_of_day`: without a clock the whole day still counts (deadlines).
    """
    zone = moment.zone or zone
    if moment.day is not None:
        return _on(moment.day, moment.at, zone, end_of_day, moment.day.isoformat())
    if event is None or (moment.hours and not event.clock):
        return None
    words = f"{_offset(moment)} after {event_words(moment.after or '')} ({event.day.isoformat()})"
    if moment.hours:
        second = _hours_later(event, moment, zone)
        return Point(second=second, day=local_day(second, zone), words=words, clock=True)
    return _on(shift(event.day, moment), moment.at, zone, end_of_day, words)


def _on(day: date, clock: str | None, zone: str, end_of_day: bool, words: str) -> Point:
    if clock is None and end_of_day:
        return Point(second=midnight(day + DAY, zone), day=day, words=words)
    at = f"{words} {clock} {zone}" if clock else words
    return Point(second=instant(day, clock or "00:00", zone), day=day, words=at, clock=clock is not None)


def _hours_later(event: Point, moment: Moment, zone: str) -> int:
    if not (moment.months or moment.weeks or moment.days):
        return event.second + moment.hours * 3600
    local = datetime.fromtimestamp(event.second, UTC).astimezone(ZoneInfo(zone))
    day = shift(local.date(), moment)
    return instant(day, local.strftime("%H:%M"), zone) + moment.hours * 3600


def local_day(second: int, zone: str) -> date:
    """Return the local day on which a second falls."""
    return datetime.fromtimestamp(second, ZoneInfo(zone)).date()


def event_words(name: str) -> str:
    """Return in words an event that a moment counts from: signature, act of ending, meeting m-1."""
    kind, _, rest = name.partition(":")
    named = {
        "signature": "signature",
        "in_force": "entry into force",
        "act": f"an act of {spaced(rest)}",
        "deadline": f"the deadline of {rest}",
    }
    return named.get(kind) or f"{kind} {rest}"


def _offset(moment: Moment) -> str:
    parts = [(moment.months, "month"), (moment.weeks, "week"), (moment.days, "day"), (moment.hours, "hour")]
    said = [plural(n, unit) for n, unit in parts if n]
    return " and ".join(said) or "at once"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Time cut into periods, each with its answer: `cuts[i]` begins period i+1; the first begins with the beginning."""

    cuts: tuple[int, ...]
    periods: tuple[Reason, ...]
    doubt: Reason

    def over(self, start: int, end: int) -> Reason:
        """Return the answer for something that happened somewhere in [start, end): certain only if all periods agree."""
        first = bisect_right(self.cuts, start)
        last = max(bisect_left(self.cuts, end), first)
        return agreed(self.periods[first : last + 1], self.doubt)

"""The periods of a clock that runs by itself: every so many hours, or months, weeks or days of the calendar."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.calendar_time import DAY, Point, add_months, instant, local_day, midnight
from ceasefire.agreements.clocks.events import in_force, moment_of
from ceasefire.agreements.clocks.holding import Holding, Stretches
from ceasefire.agreements.clocks.runs.clock_runs import Clock, Run
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import Every, ProcedureClock
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.wording import plural

_COVERED = frozenset({Holding.HOLDS, Holding.OPEN, Holding.UNTOLD, Holding.SUSPENDED, Holding.BEFORE})


MOST_PERIODS: Final = 120_000
"""Periods of one clock that are reckoned at most; of one with more nothing is told. Chosen by hand: each day of the years
1900 to 2200, or each hour of thirteen years."""
_HOURS: Final = {"month": 24 * 28, "week": 24 * 7, "day": 24}


class _Period(NamedTuple):
    """A period: its first day, its last, the second at which it ends, and its number from 1."""

    first: date
    last: date
    ends: int
    number: int


def periods(
    context: Context,
    instrument: Instrument,
    clock: ProcedureClock,
    said: tuple[Account, ...],
    calendar: Stretches,
    on: date,
) -> Clock:
    """Return the periods that had begun by the end of a day, each with the accounts that fall in it or name its number.

    A period counts where the provision holds at its end. It is due on the local day of its last second.
    """
    words = _words(clock)
    start = moment_of(context, instrument, clock.starts) if clock.starts else in_force(context, instrument)
    if start is None:
        event = (clock.starts.after if clock.starts else None) or "an entry into force"
        return Clock((), f"{words}, from {event} that is not known", _noun(clock))
    words = f"{words}, counted from {start.day}"
    zone = clock.zone or instrument.time_zone
    found = list(_begun(start, clock, zone, midnight(on + DAY, zone)))
    of = _by_period(found, said)
    runs = []
    for one in found:
        standing = calendar.at(one.ends - 1).holding
        if standing in _COVERED:
            at = instant(one.last, clock.cut_off, zone) if clock.cut_off else one.ends
            runs.append(_run(one, at, of.get(one.number, ()), words, standing))
    return Clock(tuple(runs), words, _noun(clock))


def _run(one: _Period, at: int, said: tuple[Account, ...], why: str, standing: Holding) -> Run:
    what = f"period {one.number}, {one.first} to {one.last}"
    return Run(
        kind="period", starts=one.first, due=one.last, due_at=at, what=what, said=said, why=why, standing=standing
    )


def _noun(clock: ProcedureClock) -> str:
    """Return what a period is called: day, week, month where it is one of these."""
    if clock.every is None:
        return {24: "day", 168: "week"}.get(clock.every_hours or 0, "period")
    number, unit = clock.every.length
    return unit if number == 1 else "period"


def _words(clock: ProcedureClock) -> str:
    if clock.every is not None:
        words = f"every {plural(*clock.every.length)}"
    else:
        words = f"every {plural(clock.every_hours or 0, 'hour')}"
    return words + (f", cut-off {clock.cut_off}" if clock.cut_off else "")


def _hours(clock: ProcedureClock) -> int:
    """Return how many hours a period has at least."""
    if clock.every is None:
        return clock.every_hours or 1
    number, unit = clock.every.length
    return number * _HOURS[unit]


def _begun(start: Point, clock: ProcedureClock, zone: str, before: int) -> Iterator[_Period]:
    """Yield the periods that begin before a second; raises ValueError where they would be more than MOST_PERIODS."""
    first = start.second
    if (before - first) // (_hours(clock) * 3600) > MOST_PERIODS:
        raise ValueError("too many periods")
    for number in count(1):
        if first >= before:
            return
        ends = _end(start, clock, zone, number)
        yield _Period(local_day(first, zone), local_day(ends - 1, zone), ends, number)
        first = ends


def _end(start: Point, clock: ProcedureClock, zone: str, number: int) -> int:
    """Return the second at which a period ends.

    Periods of the calendar end at midnight. Hours that make whole days are days, so that a week stays a week when summer time
    begins; others are counted by the hour.
    """
    if clock.every is not None:
        return midnight(_later(start.day, clock.every, number), zone)
    days, hours = divmod((clock.every_hours or 0) * number, 24)
    if (clock.every_hours or 0) % 24:
        return start.second + (days * 24 + hours) * 3600
    local = datetime.fromtimestamp(start.second, UTC).astimezone(ZoneInfo(zone))
    return instant(local.date() + timedelta(days=days), local.strftime("%H:%M"), zone)


def _later(day: date, every: Every, number: int) -> date:
    weeks, days = number * (every.weeks or 0), number * (every.days or 0)
    return add_months(day, number * (every.months or 0)) + timedelta(weeks=weeks, days=days)


def _by_period(found: list[_Period], said: tuple[Account, ...]) -> dict[int, tuple[Account, ...]]:
    """Return the accounts of each period by its number: that which they name (`phase`), else in which their day falls."""
    firsts = [one.first for one in found]
    of: dict[int, tuple[Account, ...]] = {}
    for account in said:
        number = account.phase or (bisect_right(firsts, account.first) if account.first else 0)
        of[number] = (*of.get(number, ()), account)
    return of

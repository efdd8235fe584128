"""A duty of each meeting of a series of talks: due at every meeting that was held and is dated exactly."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.calendar_time import DAY, midnight
from ceasefire.agreements.clocks.events import in_force
from ceasefire.agreements.clocks.holding import ENDED, Holding, Stretches
from ceasefire.agreements.clocks.runs import Clock, Run
from ceasefire.agreements.context import Context, Meeting
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.wording import plural

MOST_DAYS: Final = 7
"""Days that a meeting lasts at most: one that is told over more is told roughly ("in May"). Chosen by hand: the longest
round of talks in the examples lasted three days."""
_EXACT: Final = (0, 1)
"""UCDP date_prec of a day as such; 0 says that no precision is told."""


class _Held(NamedTuple):
    """A meeting that was held, with the days that most accounts of it tell."""

    name: str
    first: date
    last: date


def meetings(
    context: Context, instrument: Instrument, process: str, said: tuple[Account, ...], calendar: Stretches
) -> Clock:
    """Return a running for each meeting of a series held since the entry into force, with the accounts up to the next one.

    Expected meetings do not count, nor those that are told by month or over more than MOST_DAYS alone; the words name these.
    """
    held, vague = _held(context, instrument, process)
    during = [one for one in held if _standing(instrument, one, calendar) not in ENDED]
    words = f"each meeting of {process}"
    rough = f"; {plural(len(vague), 'meeting')} dated only roughly not counted: {', '.join(vague)}" if vague else ""
    after = len(held) - len(during)
    rough += f"; {plural(after, 'meeting')} after its end not counted" if after else ""
    if not during:
        return Clock((), f"{words}{rough or '; none is recorded'}", "meeting")
    ends = [following.first for _, following in pairwise(during)]
    runs = [
        _run(one, words, _within(said, one.first, end), _standing(instrument, one, calendar) is Holding.SUSPENDED)
        for one, end in zip(during, [*ends, date.max], strict=True)
    ]
    return Clock(tuple(runs), words + rough, "meeting")


def _standing(instrument: Instrument, one: _Held, calendar: Stretches) -> Holding:
    return calendar.at(midnight(one.last + DAY, instrument.time_zone) - 1).holding


def _run(one: _Held, words: str, said: tuple[Account, ...], suspended: bool) -> Run:
    return Run(
        kind="meeting",
        thing=one.name,
        starts=one.first,
        due=one.last,
        what=one.name,
        said=said,
        why=f"{words}: {one.name}",
        suspended=suspended,
    )


def _within(said: tuple[Account, ...], first: date, end: date) -> tuple[Account, ...]:
    return tuple(a for a in said if a.first is not None and first <= a.first < end)


def _held(context: Context, instrument: Instrument, process: str) -> tuple[list[_Held], list[str]]:
    """Return the meetings with days, in order, and the names of those told only roughly."""
    start = in_force(context, instrument)
    told: dict[str, list[Meeting]] = {}
    for one in context.meetings:
        if one.process == process and one.status == "held" and one.name and one.last:
            told.setdefault(one.name, []).append(one)
    held = [_Held(name, *_days(rows)) for name, rows in told.items() if any(map(_is_exact, rows))]
    since = [one for one in held if start is None or one.last >= start.day]
    vague = [
        name
        for name, rows in told.items()
        if not any(map(_is_exact, rows)) and _since(rows, start.day if start else None)
    ]
    return sorted(since, key=lambda one: (one.last, one.name)), sorted(vague)


def _since(rows: list[Meeting], start: date | None) -> bool:
    return start is None or any(one.last is not None and one.last >= start for one in rows)


def _is_exact(one: Meeting) -> bool:
    assert one.first is not None
    assert one.last is not None
    return one.precision in _EXACT and (one.last - one.first).days < MOST_DAYS


def _days(rows: list[Meeting]) -> tuple[date, date]:
    """Return the days that most exact accounts of a meeting tell; of equals the latest."""
    counted = Counter(_exact_days(rows))
    return max(counted, key=lambda days: (counted[days], days[1], days[0]))


def _exact_days(rows: list[Meeting]) -> Iterator[tuple[date, date]]:
    for one in rows:
        if _is_exact(one):
            assert one.first is not None
            assert one.last is not None
            yield one.first, one.last

"""A duty of each meeting of a series of talks: due at every meeting that was held and is dated exactly."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.events import in_force
from ceasefire.agreements.clocks.holding import ENDED, Holding, Stretches
from ceasefire.agreements.clocks.meeting_days import days_of, is_exact
from ceasefire.agreements.clocks.runs.clock_runs import Clock, Run
from ceasefire.agreements.context import Context, Meeting
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.wording import plural


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
        _run(one, words, _within(said, one.first, end), _standing(instrument, one, calendar))
        for one, end in zip(during, [*ends, date.max], strict=True)
    ]
    return Clock(tuple(runs), words + rough, "meeting")


def _standing(instrument: Instrument, one: _Held, calendar: Stretches) -> Holding:
    return calendar.at_end_of(one.last, instrument.time_zone).holding


def _run(one: _Held, words: str, said: tuple[Account, ...], standing: Holding) -> Run:
    return Run(
        kind="meeting",
        thing=one.name,
        starts=one.first,
        due=one.last,
        what=one.name,
        said=said,
        why=f"{words}: {one.name}",
        standing=standing,
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
    held = [_Held(name, *days_of(rows)) for name, rows in told.items() if any(map(is_exact, rows))]
    since = [one for one in held if start is None or one.last >= start.day]
    vague = [
        name
        for name, rows in told.items()
        if not any(map(is_exact, rows)) and _since(rows, start.day if start else None)
    ]
    return sorted(since, key=lambda one: (one.last, one.name)), sorted(vague)


def _since(rows: list[Meeting], start: date | None) -> bool:
    return start is None or any(one.last is not None and one.last >= start for one in rows)

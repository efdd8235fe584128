"""Clocks that start anew with each incident or complaint: so many hours from its end."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.calendar_time import DAY, local_day, midnight
from ceasefire.agreements.clocks.holding import Holding, Stretches
from ceasefire.agreements.clocks.known import by
from ceasefire.agreements.clocks.runs.clock_runs import Clock, Run
from ceasefire.agreements.language.duty_fields import ProcedureClock
from ceasefire.agreements.language.model import Instrument

if TYPE_CHECKING:
    import pyarrow as pa

Started = Mapping[tuple[str, str], list[dict[str, Any]]]
"""Rows of `clock_starts` by instrument and kind."""
SHORT: Final = 12
"""Characters of an id that tell one thing from another, as every command takes them. Chosen by hand."""
_RUNS_IN = frozenset({Holding.HOLDS, Holding.OPEN, Holding.UNTOLD, Holding.SUSPENDED})


def started(starts: "pa.Table | None", on: date) -> Started:
    """Return what started clocks by a day, by instrument and kind."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in starts.to_pylist() if starts is not None else ():
        if by(row["first"], on):
            found.setdefault((row["instrument"], row["kind"]), []).append(row)
    return found


def things(
    instrument: Instrument,
    kind: str,
    clock: ProcedureClock,
    rows: Iterable[Mapping[str, Any]],
    said: tuple[Account, ...],
    calendar: Stretches,
) -> Clock:
    """Return a running for each thing that started the clock while the provision held, by deadline.

    It starts at the end of the interval that holds the thing, else at the end of the last day told. Accounts are those that
    name the thing, or a report of it, in `about`.
    """
    words = f"within {clock.within_hours} hours of {clock.of or f'each {kind}'}"
    zone, runs, hours = clock.zone or instrument.time_zone, [], clock.within_hours or 0
    told = {account.id: account for account in said}
    for row in rows:
        start = _end_of(row, zone)
        if start is None or calendar.at(start - 1).holding not in _RUNS_IN:
            continue
        at = start + hours * 3600
        runs.append(
            Run(
                kind=kind,
                thing=row["thing"],
                starts=local_day(start, zone),
                due=local_day(at - 1, zone),
                due_at=at,
                what=_thing_words(kind, row),
                said=tuple(told[one] for one in row["accounts"] if one in told) if row["accounts"] else (),
                why=words,
                rests=(row["thing"],) if kind == "complaint" else (),
                standing=calendar.at(at - 1).holding,
            )
        )
    runs.sort(key=lambda run: (run.due_at or 0, run.thing or ""))
    return Clock(tuple(runs), words, kind)


def _thing_words(kind: str, row: Mapping[str, Any]) -> str:
    """Return a thing in words: the beginning of its id, by which any command knows it, and the day that is told of it."""
    day = row["last"] or row["first"]
    return f"{kind} {row['thing'][:SHORT]}" + (f" of {day}" if day else "")


def _end_of(row: Mapping[str, Any], zone: str) -> int | None:
    """Return the second at which a thing ended, or None where no time of it is told."""
    if row["ended"] is not None:
        return int(row["ended"])
    return midnight(row["last"] + DAY, zone) if row["last"] else None

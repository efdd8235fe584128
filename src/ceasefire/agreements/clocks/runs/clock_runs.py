"""One running of a duty's clock: a period, a meeting, an incident, a complaint, a phase; and what many of them add up to."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.holding import Holding
from ceasefire.vocabulary.wording import plural


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One running as reckoned, with what is said of it; `standing` is how the provision stood at its deadline."""

    kind: str
    due: date | None
    what: str
    why: str
    thing: str | None = None
    starts: date | None = None
    due_at: int | None = None
    said: tuple[Account, ...] = ()
    rests: tuple[str, ...] = ()
    standing: Holding = Holding.HOLDS


class Clock(NamedTuple):
    """The runnings of a clock by deadline, how it is reckoned in words, and what one of them is called."""

    runs: tuple[Run, ...]
    why: str
    noun: str


class Tally(NamedTuple):
    """Of the runnings whose deadline is past: how many there are, met in time, met late or in part, missed."""

    runs: int
    met: int
    late: int
    missed: int

    def words(self, noun: str) -> str:
        """Return the counts in words; empty where no deadline is past."""
        parts = (
            (self.late, "late or in part"),
            (self.missed, "missed or with nobody's word"),
            (self.runs - self.met - self.late - self.missed, "contested, suspended or undetermined"),
        )
        rest = "".join(f", {count:,} {words}" for count, words in parts if count)
        return f"{self.met:,} of {plural(self.runs, noun)} met in time{rest}" if self.runs else ""


_MET: Final = ("said_met", "verified_met")
_LATE: Final = ("late", "partly_met")
_MISSED: Final = ("said_missed", "overdue")
_NOT_COUNTED: Final = frozenset({"suspended", "undetermined", "lapsed"})


def tally(states: Iterable[tuple[date | None, str]], on: date) -> Tally:
    """Return the count of runnings, each a deadline and its state, whose deadline is past."""
    past = [state for due, state in states if due is not None and on > due]
    counts = (sum(state in group for state in past) for group in (_MET, _LATE, _MISSED))
    return Tally(len(past), *counts)


def summed(states: Sequence[tuple[date | None, str]], on: date, *, stages: bool = False) -> str:
    """Return the state of a duty from those of its runnings: nothing is met that was met at times only.

    Before any deadline has passed it is the state of the next; a running to come adds nothing to those that are past, and one
    that was suspended nothing to others. Of `stages` of one duty the last must be met as well.
    """
    past = {state for due, state in states if due is not None and on > due}
    coming = min(((due or date.max, state) for due, state in states if due is None or on <= due), default=None)
    counted = past - _NOT_COUNTED
    state = _of_past(counted) if counted else min(past, default="none_due")
    waits = not counted or (stages and state in (*_MET, "late"))
    return coming[1] if coming is not None and waits else state


def _of_past(counted: Set[str]) -> str:
    if "contested" in counted:
        return "contested"
    if counted <= {*_MET, "late"}:
        return "late" if "late" in counted else "verified_met" if counted == {"verified_met"} else "said_met"
    if counted & {*_MET, *_LATE}:
        return "partly_met"
    return "said_missed" if "said_missed" in counted else "overdue"


def next_due(states: Sequence[tuple[date | None, str]], on: date) -> date | None:
    """Return the next deadline of the runnings, or the last where none is to come."""
    days = [due for due, _ in states if due is not None]
    coming = [due for due in days if due >= on]
    return min(coming, default=max(days, default=None))

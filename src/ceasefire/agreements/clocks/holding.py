"""When a provision holds, in one calendar for hits and for duties: before, in force, after, in a gap, suspended, not open."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from ceasefire.agreements.clocks.calendar_time import (
    BEGINNING,
    DAY,
    NO_DAY,
    UNRECKONABLE,
    Point,
    Timeline,
    event_words,
    midnight,
)
from ceasefire.agreements.clocks.events import in_force, moment_of
from ceasefire.agreements.clocks.openings import opening
from ceasefire.agreements.clocks.powers import effective, suspensions
from ceasefire.agreements.clocks.terms import OPEN, coverage, extensions
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Moment, Window
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import Reason, no, undetermined, yes
from ceasefire.vocabulary.duty_words import ActKind


class Holding(StrEnum):
    """How a provision stands at a moment."""

    BEFORE = "before"
    """Not in force yet."""
    OVER = "over"
    """Ended by an act, or its window closed."""
    LAPSED = "lapsed"
    """The term does not cover it: after the last end, or in a gap before a late extension."""
    OPEN = "open"
    """Cannot be told."""
    UNTOLD = "untold"
    """It may have ended: an extension names no new end or no exact day, or its own days cannot be reckoned."""
    NOT_OPEN = "not_open"
    CONTESTED = "contested"
    """Open or not: accounts contradict each other on what opens it."""
    SUSPENDED = "suspended"
    HOLDS = "holds"


ENDED: Final = frozenset({Holding.LAPSED, Holding.OVER})


class Stretch(NamedTuple):
    """From a second on a provision stands so, with the reason."""

    first: int
    holding: Holding
    reason: Reason


class Stretches(tuple[Stretch, ...]):
    """All of time, cut where the standing of a provision can change."""

    def at(self, second: int) -> Stretch:
        """Return how the provision stands at a second."""
        return self[bisect_right(self, second, key=_first) - 1]

    def at_end_of(self, day: date, zone: str) -> Stretch:
        """Return how the provision stands in the last second of a local day: as every day is judged."""
        return self.at(midnight(day + DAY, zone) - 1)


def _first(one: Stretch) -> int:
    return one.first


def hold(context: Context, instrument: Instrument, provision: Provision) -> Timeline:
    """Return when the provision holds: before, during, after its term, each period with its ground."""
    found = stretches(context, instrument, provision)
    doubt = undetermined("the report's time straddles the edge of the time in which it holds", "time")
    return Timeline(tuple(one.first for one in found[1:]), tuple(one.reason for one in found), doubt)


def stretches(context: Context, instrument: Instrument, provision: Provision) -> Stretches:
    """Return how a provision stands over all of time; it cannot be told where one of its days cannot be reckoned."""
    try:
        return _reckoned(context, instrument, provision)
    except UNRECKONABLE:
        return Stretches((Stretch(BEGINNING, Holding.UNTOLD, undetermined(NO_DAY, "time")),))


def _reckoned(context: Context, instrument: Instrument, provision: Provision) -> Stretches:
    limits = _Limits(context, instrument, provision)
    return Stretches(Stretch(second, *limits.at(second)) for second in (BEGINNING, *limits.cuts()))


_Answer = tuple[Holding, Reason]


class _Limits:
    """What bounds one provision in time: entry into force and window, term and extensions, acts, what opens it."""

    def __init__(self, context: Context, instrument: Instrument, provision: Provision) -> None:
        starts, ends = _window(context, instrument, provision.window)
        begins = [_Limit(instrument.in_force, in_force(context, instrument)), starts]
        self.start = max((b.point for b in begins if b.point), key=lambda p: p.second, default=None)
        self.start_told = any(b.told for b in begins)
        self.waits = [
            f"its {what} counts from {event_words(limit.told.after or '')}"
            for what, limit in (*(("beginning", one) for one in begins), ("end", ends))
            if limit.told and not limit.point
        ]
        self.window_end = ends.point
        self.term = OPEN if provision.survives else coverage(context, instrument)
        self.endings = _endings(context, instrument, provision)
        self.suspensions = suspensions(context, instrument, provision)
        self.opening = opening(context, instrument, provision)
        self.opens = self._opens(instrument)
        self.rests = [a.id for a in extensions(context, instrument)]
        self.without_effect = context.claims_on(instrument.id, ActKind.SUSPENSION)

    def _opens(self, instrument: Instrument) -> int:
        if self.opening is None or self.opening.first in (None, date.min):
            return BEGINNING
        assert self.opening.first is not None
        return midnight(self.opening.first, instrument.time_zone)

    def cuts(self) -> list[int]:
        """Return the seconds at which the answer can change, sorted."""
        found = {p.second for p in (self.start, self.window_end) if p}
        found |= {change.second for change in self.term.changes} | {self.opens}
        found |= {s for first, last, _, _ in self.endings for s in (first, last)}
        found |= {s for one in self.suspensions for s in (one.first, one.last)}
        return sorted(found - {BEGINNING})

    def at(self, second: int) -> _Answer:
        """Return how the provision stands at a second: the first of these that has something to say."""
        return (
            self._before(second)
            or self._ended(second)
            or self._untold()
            or self._lapsed(second)
            or self._closed(second)
            or self._suspended(second)
            or self._holds()
        )

    def _before(self, second: int) -> _Answer | None:
        if self.start and second < self.start.second:
            day = str(self.start.day)
            how = self.start.words.removeprefix(day).strip()
            return Holding.BEFORE, no(f"before it came into force on {day}" + (f" ({how})" if how else ""))
        return None

    def _ended(self, second: int) -> _Answer | None:
        for first, last, words, act in self.endings:
            if second >= last:
                return Holding.OVER, no(words, rests=[act])
            if second >= first:
                return Holding.OPEN, undetermined(f"{words}, on a day not told exactly", "time", rests=[act])
        if self.window_end and second >= self.window_end.second:
            return Holding.OVER, no(f"after its window closed on {self.window_end.day}")
        return None

    def _untold(self) -> _Answer | None:
        if not self.start_told:
            return Holding.OPEN, undetermined("its entry into force is not told", "time")
        if self.waits:
            return Holding.OPEN, undetermined(f"{' and '.join(self.waits)}, which is not recorded", "time")
        return None

    def _lapsed(self, second: int) -> _Answer | None:
        change = self.term.at(second)
        if change is None or change.reason is None:
            return None
        return (Holding.LAPSED if change.ended else Holding.UNTOLD), change.reason

    def _closed(self, second: int) -> _Answer | None:
        if self.opening is None:
            return None
        if self.opening.first is None or second < self.opens:
            return Holding.NOT_OPEN, no(_not_open(self.opening.words))
        if self.opening.doubt:
            words = f"whether it is open is contested: {self.opening.words}"
            return Holding.CONTESTED, undetermined(words, "time", rests=self.opening.rests)
        return None

    def _suspended(self, second: int) -> _Answer | None:
        for one in self.suspensions:
            if one.first <= second < one.last:
                return Holding.SUSPENDED, no(one.words, rests=one.rests)
        return None

    def _holds(self) -> _Answer:
        words = f"in force since {self.start.day}" if self.start else "in force"
        if self.without_effect:
            words += f"; without effect: {'; '.join(self.without_effect)}"
        return Holding.HOLDS, yes(words, rests=[*self.rests, *(self.opening.rests if self.opening else ())])


def _not_open(words: str) -> str:
    return words if words.startswith("not open yet") else f"not open yet: it opened only when {words}"


class _Limit(NamedTuple):
    """A limit as the text gives it (None: it gives none) and the point it comes to (None: not known)."""

    told: Moment | None
    point: Point | None


def _window(context: Context, instrument: Instrument, window: Window | None) -> tuple[_Limit, _Limit]:
    """Return the limits of a provision's own window: from, until."""
    told = (window.starts, window.ends) if window else (None, None)
    starts, ends = (_Limit(m, moment_of(context, instrument, m) if m else None) for m in told)
    return starts, ends


def _endings(context: Context, instrument: Instrument, provision: Provision) -> list[tuple[int, int, str, str]]:
    """Return the acts that ended the whole instrument or this provision: earliest second, latest, words, id.

    A provision that survives is ended only by an act that names it.
    """
    ended = (provision.id,) if provision.survives else (None, provision.id)
    acts = [a for a in context.acts_on(instrument.id, ActKind.ENDING) if a.zone is None and a.provision in ended]
    return sorted(_ending_times(context, instrument, acts), key=lambda e: (e[1], e[0], e[2]))


def _ending_times(context: Context, instrument: Instrument, acts: list[Act]) -> Iterator[tuple[int, int, str, str]]:
    for act in acts:
        begins = effective(context, instrument, act)
        if act.first is not None and begins is not None:
            first = midnight(begins, instrument.time_zone)
            last = midnight((act.last or act.first) + (begins - act.first), instrument.time_zone)
            yield first, last, f"ended by a recorded act of {act.first}", act.id

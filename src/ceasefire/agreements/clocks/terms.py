"""When a provision holds: entry into force, term, extension acts, window and ending, as a timeline with reasons."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ceasefire.agreements.clocks.calendar_time import BEGINNING, Point, Timeline, add_months, instant, midnight, reckon
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Moment, Term, Window
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import Reason, no, undetermined, yes
from ceasefire.vocabulary.duty_words import ActKind


def moment_of(
    context: Context,
    instrument: Instrument,
    moment: Moment,
    *,
    end_of_day: bool = False,
    seen: frozenset[str] = frozenset(),
) -> Point | None:
    """Return when a moment of this instrument falls, or None while the event it counts from is not known."""
    event = event_of(context, instrument, moment.after, seen) if moment.after else None
    return reckon(moment, zone=instrument.time_zone, event=event, end_of_day=end_of_day)


def event_of(context: Context, instrument: Instrument, name: str, seen: frozenset[str]) -> Point | None:
    """Return when an event named in the text took place, or None; events that wait for each other are never known."""
    if name in seen:
        return None
    seen |= {name}
    kind, _, what = name.partition(":")
    if kind == "signature":
        return _signature(instrument)
    if kind == "in_force":
        return in_force(context, instrument, seen=seen)
    if kind == "deadline":
        return _deadline(context, instrument, what, seen)
    return _first(_days(context, instrument, kind, what), instrument)


def in_force(context: Context, instrument: Instrument, *, seen: frozenset[str] = frozenset()) -> Point | None:
    """Return when the instrument came into force, or None where it does not say, or not yet."""
    return moment_of(context, instrument, instrument.in_force, seen=seen) if instrument.in_force else None


def _days(context: Context, instrument: Instrument, kind: str, what: str) -> Iterator[date | None]:
    """Yield the days of the meetings held under an id, or of the acts of a kind on this instrument."""
    if kind == "meeting":
        yield from (m.first for m in context.meetings if what in m.ids and m.status == "held")
    else:
        yield from (a.first for a in context.acts_on(instrument.id, what))


def _first(days: Iterable[date | None], instrument: Instrument) -> Point | None:
    first = min((d for d in days if d), default=None)
    return _day(first, instrument) if first else None


def _signature(instrument: Instrument) -> Point | None:
    if instrument.signed is None:
        return None
    if instrument.signed_at is None:
        return _day(instrument.signed, instrument)
    second = instant(instrument.signed, instrument.signed_at, instrument.time_zone)
    return Point(second=second, day=instrument.signed, words=f"signed {instrument.signed}", clock=True)


def _deadline(context: Context, instrument: Instrument, provision: str, seen: frozenset[str]) -> Point | None:
    for one in instrument.provisions:
        if one.id == provision and isinstance(one.deadline, Moment):
            return moment_of(context, instrument, one.deadline, end_of_day=True, seen=seen)
    return None


def _day(day: date, instrument: Instrument) -> Point:
    return Point(second=midnight(day, instrument.time_zone), day=day, words=day.isoformat())


def term_end(context: Context, instrument: Instrument) -> Point | None:
    """Return the first moment that the term as written no longer covers, before any extension; None when open."""
    term = instrument.term
    if not isinstance(term, Term):
        return None
    if term.until is not None:
        return moment_of(context, instrument, term.until)
    start = in_force(context, instrument)
    if start is None:
        return None
    day = add_months(start.day, term.months or 0) + timedelta(days=term.days or 0)
    length = f"{term.months} months" if term.months else f"{term.days} days"
    clock = _clock(start, instrument)
    return Point(second=instant(day, clock, instrument.time_zone), day=day, words=f"{length} from {start.day}")


def _clock(start: Point, instrument: Instrument) -> str:
    past = start.second - midnight(start.day, instrument.time_zone)
    return f"{past // 3600:02d}:{past % 3600 // 60:02d}"


def extensions(context: Context, instrument: Instrument) -> list[Act]:
    """Return the recorded acts that extend the term."""
    return context.acts_on(instrument.id, instrument.extension.act) if instrument.extension else []


def extended_end(context: Context, instrument: Instrument) -> tuple[Point | None, Reason | None]:
    """Return where the term ends after the recorded extension acts, and the answer for the time after that end."""
    end = term_end(context, instrument)
    if end is None:
        return None, None
    unending = None
    for act in extensions(context, instrument):
        if act.term_to is None:
            unending = act
        elif midnight(act.term_to, instrument.time_zone) > end.second:
            end = Point(
                second=midnight(act.term_to, instrument.time_zone),
                day=act.term_to,
                words=f"extended by act of {act.first or 'unknown day'}",
            )
    return end, _after_term(context, instrument, end, unending)


def _after_term(context: Context, instrument: Instrument, end: Point, unending: Act | None) -> Reason | None:
    """Return the answer after the term's end, or None where the text extends it by itself."""
    extension, ended = instrument.extension, f"the term ended on {end.day} ({end.words})"
    if extension is None:
        return no(ended)
    if unending is not None:
        words = f"the term was extended by an act of {unending.first or 'unknown day'} that names no new end"
        return undetermined(words, "extension_act", rests=[unending.id])
    if extension.mode == "automatic" and extension.needs == "nothing":
        return None
    claims = context.claims_on(instrument.id, extension.act)
    none = "no such act is recorded" if extension.mode == "automatic" else "no extension act is recorded"
    recorded = f"only this is recorded: {'; '.join(claims)}" if claims else none
    if extension.mode == "automatic":
        words = f"{ended}; extending it needs {extension.needs}, and {recorded}: lapsed for want of it?"
        return undetermined(words, "extension_act")
    return no(f"{ended}; {recorded}")


class _Limits:
    """What bounds one provision in time: entry into force and window, term and extensions, and acts that ended it."""

    def __init__(self, context: Context, instrument: Instrument, provision: Provision) -> None:
        starts, ends = _window(context, instrument, provision.window)
        begins = [_Limit(instrument.in_force, in_force(context, instrument)), starts]
        self.start = max((b.point for b in begins if b.point), key=lambda p: p.second, default=None)
        self.start_told = any(b.told for b in begins)
        self.waits = any(b.told and not b.point for b in (*begins, ends))
        self.window_end = ends.point
        self.term_end, self.after_term = extended_end(context, instrument)
        self.extended_by = [a.id for a in extensions(context, instrument)]
        self.endings = _endings(context, instrument, provision)

    def cuts(self) -> list[int]:
        """Return the seconds at which the answer can change, sorted."""
        points = [self.start, self.window_end, self.term_end if self.after_term else None]
        found = {p.second for p in points if p}
        for first, last, _, _ in self.endings:
            found |= {first, last}
        return sorted(found)

    def at(self, second: int) -> Reason:
        """Return whether the provision holds at a second: the first of these that has something to say."""
        return self._before(second) or self._ended(second) or self._open() or self._lapsed(second) or self._holds()

    def _before(self, second: int) -> Reason | None:
        if self.start and second < self.start.second:
            return no(f"before it came into force on {self.start.day} ({self.start.words})")
        return None

    def _ended(self, second: int) -> Reason | None:
        for first, last, words, act in self.endings:
            if second >= last:
                return no(words, rests=[act])
            if second >= first:
                return undetermined(f"{words}, on a day not told exactly", "time", rests=[act])
        if self.window_end and second >= self.window_end.second:
            return no(f"after its window closed on {self.window_end.day}")
        return None

    def _open(self) -> Reason | None:
        if not self.start_told:
            return undetermined("its entry into force is not told", "time")
        if self.waits:
            return undetermined("it counts from an event that is not recorded", "time")
        return None

    def _lapsed(self, second: int) -> Reason | None:
        return self.after_term if self.term_end and second >= self.term_end.second else None

    def _holds(self) -> Reason:
        return yes(f"in force since {self.start.day}" if self.start else "in force", rests=self.extended_by)


class _Limit(NamedTuple):
    """A limit as the text gives it (None: it gives none) and the point it comes to (None: not known)."""

    told: Moment | None
    point: Point | None


def _window(context: Context, instrument: Instrument, window: Window | None) -> tuple[_Limit, _Limit]:
    """Return the limits of a provision's own window: from, until."""
    told = (window.starts, window.ends) if window else (None, None)
    starts, ends = (_Limit(m, moment_of(context, instrument, m) if m else None) for m in told)
    return starts, ends


def hold(context: Context, instrument: Instrument, provision: Provision) -> Timeline:
    """Return when the provision holds: before, during, after its term, each period with its ground."""
    limits = _Limits(context, instrument, provision)
    cuts = limits.cuts()
    periods = tuple(limits.at(second) for second in (BEGINNING, *cuts))
    doubt = undetermined("the report's time straddles the edge of the time in which it holds", "time")
    return Timeline(tuple(cuts), periods, doubt)


def _endings(context: Context, instrument: Instrument, provision: Provision) -> list[tuple[int, int, str, str]]:
    """Return the acts that ended the whole instrument or this provision: earliest second, latest, words, id."""
    found = []
    for act in context.acts_on(instrument.id, ActKind.ENDING):
        if act.zone is None and act.provision in (None, provision.id) and act.first:
            first = midnight(act.first, instrument.time_zone)
            last = midnight(act.last or act.first, instrument.time_zone)
            found.append((first, last, f"ended by a recorded act of {act.first}", act.id))
    return sorted(found, key=lambda e: (e[1], e[0], e[2]))

"""When a provision holds: entry into force, term, extension acts, window and ending, as a timeline with reasons."""

from datetime import date, timedelta

from ceasefire.agreements.clocks.calendar_time import BEGINNING, Point, Timeline, add_months, instant, midnight, reckon
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Moment, Term
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import Reason, no, undetermined, yes
from ceasefire.vocabulary.codes import ActKind


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
        return moment_of(context, instrument, instrument.in_force, seen=seen) if instrument.in_force else None
    if kind == "deadline":
        return _deadline(context, instrument, what, seen)
    if kind == "meeting":
        days = [g.first for g in context.meetings if what in g.ids and g.status == "held" and g.first]
        return _day(min(days), instrument) if days else None
    days = [d.first for d in context.acts_on(instrument.id, what) if d.first]
    return _day(min(days), instrument) if days else None


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
    start = moment_of(context, instrument, instrument.in_force) if instrument.in_force else None
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
    return end, _after_term(instrument, end, unending)


def _after_term(instrument: Instrument, end: Point, unending: Act | None) -> Reason | None:
    """Return the answer after the term's end, or None where the text extends it by itself."""
    extension, ended = instrument.extension, f"the term ended on {end.day} ({end.words})"
    if extension is None:
        return no(ended)
    if unending is not None:
        words = f"the term was extended by an act of {unending.first or 'unknown day'} that names no new end"
        return undetermined(words, "extension_act", rests=[unending.id])
    if extension.mode == "automatic" and extension.needs == "nothing":
        return None
    if extension.mode == "automatic":
        words = f"{ended}; extending it needs {extension.needs}, and no such act is recorded: lapsed for want of it?"
        return undetermined(words, "extension_act")
    return no(f"{ended}; no extension act is recorded")


class _Edges:
    """The moments at which the answer for one provision can change."""

    def __init__(self, context: Context, instrument: Instrument, provision: Provision) -> None:
        window = provision.window
        self.label = instrument.id
        self.start_told = instrument.in_force is not None or (window is not None and window.starts is not None)
        in_force = moment_of(context, instrument, instrument.in_force) if instrument.in_force else None
        starts = moment_of(context, instrument, window.starts) if window and window.starts else None
        self.start = max((p for p in (in_force, starts) if p), key=lambda p: p.second, default=None)
        self.open_start = bool((instrument.in_force and not in_force) or (window and window.starts and not starts))
        self.window_end = moment_of(context, instrument, window.ends) if window and window.ends else None
        self.open_end = bool(window and window.ends and not self.window_end)
        self.term_end, self.after_term = extended_end(context, instrument)
        self.extended_by = [a.id for a in extensions(context, instrument)]
        self.endings = _endings(context, instrument, provision)

    def cuts(self) -> list[int]:
        points = [self.start, self.window_end, self.term_end if self.after_term else None]
        found = {p.second for p in points if p}
        for first, last, _, _ in self.endings:
            found |= {first, last}
        return sorted(found)

    def at(self, second: int) -> Reason:
        if self.start and second < self.start.second:
            return no(f"before it came into force on {self.start.day} ({self.start.words})")
        for first, last, words, act in self.endings:
            if second >= last:
                return no(words, rests=[act])
            if second >= first:
                return undetermined(f"{words}, on a day not told exactly", "time", rests=[act])
        if self.window_end and second >= self.window_end.second:
            return no(f"after its window closed on {self.window_end.day}")
        if not self.start_told:
            return undetermined("its entry into force is not told", "time")
        if self.open_start or self.open_end:
            return undetermined("it counts from an event that is not recorded", "time")
        if self.term_end and self.after_term and second >= self.term_end.second:
            return self.after_term
        return yes(f"in force since {self.start.day}" if self.start else "in force", rests=self.extended_by)


def hold(context: Context, instrument: Instrument, provision: Provision) -> Timeline:
    """Return when the provision holds: before, during, after its term, each spell with its ground."""
    edges = _Edges(context, instrument, provision)
    cuts = edges.cuts()
    spells = tuple(edges.at(second) for second in (BEGINNING, *cuts))
    doubt = undetermined("the report's time straddles the edge of the time in which it holds", "time")
    return Timeline(tuple(cuts), spells, doubt)


def _endings(context: Context, instrument: Instrument, provision: Provision) -> list[tuple[int, int, str, str]]:
    """Return the acts that ended the whole instrument or this provision: earliest second, latest, words, id."""
    found = []
    for act in context.acts_on(instrument.id, ActKind.ENDING):
        if act.zone is None and act.provision in (None, provision.id) and act.first:
            first = midnight(act.first, instrument.time_zone)
            last = midnight(act.last or act.first, instrument.time_zone)
            found.append((first, last, f"ended by a recorded act of {act.first}", act.id))
    return sorted(found, key=lambda e: (e[1], e[0], e[2]))

"""Times of an agreement: dates that cannot be, terms that end before they begin, clocks that no day starts."""

from collections.abc import Iterator

import msgspec

from ceasefire.agreements.checks.names import Seen, near
from ceasefire.agreements.checks.problem import Findings, Path, Weight
from ceasefire.agreements.clocks.events import in_force, moment_of
from ceasefire.agreements.clocks.holding import Holding, stretches
from ceasefire.agreements.clocks.terms import term_end
from ceasefire.agreements.language.duty_fields import EachMeeting, ProcedureClock
from ceasefire.agreements.language.fields import Model, Moment, Window
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import State

_OF_A_PROVISION = ("deadline", "met", "breached")


def own_times(instrument: Instrument, seen: Seen) -> Findings:
    """Yield what is wrong with the entry into force and the term of an instrument, and with events that it counts from."""
    yield from _counted_from(instrument)
    if instrument.in_force is None:
        yield "note", (), "in-force", "its entry into force is not told: every hit is open in time"
        return
    start = in_force(seen.context, instrument)
    if start is None:
        return
    end = term_end(seen.context, instrument)
    if end and end.second <= start.second:
        yield "error", ("term",), "impossible-time", f"the term ends on {end.day}, before it begins on {start.day}"
    if instrument.signed and start.day < instrument.signed:
        yield "warning", ("in_force",), "impossible-time", f"in force on {start.day}, before signature"


def moments(part: Model, path: Path = ()) -> Iterator[tuple[Path, Moment]]:
    """Yield every moment in a part of an instrument with its path."""
    for one in msgspec.structs.fields(part):
        value, here = getattr(part, one.name), (*path, one.encode_name)
        for number, inner in enumerate(value if isinstance(value, tuple) else (value,)):
            at = (*here, number) if isinstance(value, tuple) else here
            if isinstance(inner, Moment):
                yield at, inner
            elif isinstance(inner, Model):
                yield from moments(inner, at)


def _counted_from(instrument: Instrument) -> Findings:
    """Yield moments that count from a provision that is not there, and "about" where no deadline is."""
    own = {one.id for one in instrument.provisions}
    for path, moment in moments(instrument):
        kind, _, what = (moment.after or "").partition(":")
        if kind in _OF_A_PROVISION and what not in own:
            yield "error", path, "dangling", f"no provision {what!r} in this instrument{near(what, own)}"
        if moment.about_days and "deadline" not in path:
            yield (
                "error",
                path,
                "about",
                "`about_days` says that a deadline falls between two days; it belongs in a deadline",
            )
    yield from _waiting(instrument)


def _waiting(instrument: Instrument) -> Findings:
    """Yield deadlines that count from each other in a circle."""
    told = {one.id: one.deadline.after for one in instrument.provisions if isinstance(one.deadline, Moment)}
    after = {name: event.removeprefix("deadline:") for name, event in told.items() if event and "deadline:" in event}
    for number, one in enumerate(instrument.provisions):
        seen, name = [one.id], after.get(one.id)
        while name is not None and name not in seen:
            seen.append(name)
            name = after.get(name)
        if name == one.id:
            words = f"its deadline counts from itself: {' -> '.join([*seen, name])}"
            yield "error", ("provisions", number, "deadline"), "circle", words


def times(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield what is wrong with the window, deadline, phases and clock of a provision."""
    yield from _window(instrument, provision.window, seen)
    held = stretches(seen.context, instrument, provision)
    if all(one.reason.state is State.NO and one.holding is not Holding.NOT_OPEN for one in held):
        yield "error", (), "never-applies", "it is never in force: its window and the term do not meet"
    if isinstance(provision.deadline, Moment):
        yield from _deadline(instrument, provision.deadline, seen, ("deadline",))
    if isinstance(provision.deadline, EachMeeting):
        yield from seen.series(provision.deadline.each_meeting, ("deadline",))
    if provision.clock is not None:
        yield from _clock(instrument, provision.clock, seen)
    yield from _phases(instrument, provision, seen)


def _window(instrument: Instrument, window: Window | None, seen: Seen) -> Findings:
    starts = moment_of(seen.context, instrument, window.starts) if window and window.starts else None
    ends = moment_of(seen.context, instrument, window.ends) if window and window.ends else None
    if starts and ends and ends.second <= starts.second:
        yield "error", ("window",), "impossible-time", f"it ends on {ends.day}, not after it starts on {starts.day}"


def _deadline(instrument: Instrument, deadline: Moment, seen: Seen, path: Path) -> Findings:
    point = moment_of(seen.context, instrument, deadline, end_of_day=True)
    if point is None:
        weight: Weight = "warning" if deadline.after in ("signature", "in_force") else "note"
        yield weight, path, "no-date", f"it counts from {deadline.after}, which is not recorded"
    elif instrument.signed and point.day < instrument.signed:
        yield "warning", path, "impossible-time", f"due on {point.day}, before signature"


def _clock(instrument: Instrument, clock: ProcedureClock, seen: Seen) -> Findings:
    """Yield a clock that runs by itself and has no day on which it begins."""
    if clock.within_hours is not None:
        return
    start = moment_of(seen.context, instrument, clock.starts) if clock.starts else in_force(seen.context, instrument)
    if start is None:
        what = f"`starts` counts from {clock.starts.after}" if clock.starts else "the entry into force is not known"
        weight: Weight = "note" if clock.starts and ":" in (clock.starts.after or "") else "warning"
        yield weight, ("clock",), "no-start", f"no day is known on which its first period begins: {what}"


def _phases(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield phases whose deadlines or percentages do not rise."""
    day, percent = None, 0
    for number, phase in enumerate(provision.phases):
        at: Path = ("phases", number)
        if isinstance(phase.deadline, EachMeeting):
            yield from seen.series(phase.deadline.each_meeting, (*at, "deadline"))
        if isinstance(phase.deadline, Moment):
            yield from _deadline(instrument, phase.deadline, seen, (*at, "deadline"))
            point = moment_of(seen.context, instrument, phase.deadline, end_of_day=True)
            if point and day and point.day < day:
                yield "error", (*at, "deadline"), "order", f"due on {point.day}, before the phase above it ({day})"
            day = point.day if point else day
        if phase.percent is not None and phase.percent <= percent:
            words = f"{phase.percent} percent, not more than the {percent} of the phase above it; earlier stages are included"
            yield "error", (*at, "percent"), "order", words
        percent = phase.percent or percent

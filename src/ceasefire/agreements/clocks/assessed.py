"""How one duty stands on a day: its deadline or the runnings of its clock, what is said of it, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.accounts import said_of, verified
from ceasefire.agreements.clocks.calendar_time import NO_DAY, UNRECKONABLE, local_day
from ceasefire.agreements.clocks.deadlines import Due, due_of, rivals
from ceasefire.agreements.clocks.holding import ENDED, Holding, Stretches, stretches
from ceasefire.agreements.clocks.runs.clock_runs import Clock, Run, next_due, summed, tally
from ceasefire.agreements.clocks.runs.meeting_runs import meetings
from ceasefire.agreements.clocks.runs.period_runs import periods
from ceasefire.agreements.clocks.runs.phase_runs import phases
from ceasefire.agreements.clocks.runs.starts import started_by
from ceasefire.agreements.clocks.runs.thing_runs import Started, things
from ceasefire.agreements.clocks.states import UNMET, state_of
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import EachMeeting
from ceasefire.agreements.language.fields import Modality
from ceasefire.agreements.language.model import Instrument, Provision


class View(NamedTuple):
    """What was known at the end of a day, and what had started the clocks that run for each incident or complaint."""

    context: Context
    started: Started
    on: date


class RunState(NamedTuple):
    """A running of a clock with its state and the verifications that count."""

    run: Run
    state: str
    verified: tuple[Account, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessed:
    """One duty on a day; `runs` is None where it has no clock, phases or series of meetings."""

    instrument: Instrument
    provision: Provision
    due: Due
    state: str
    said: tuple[Account, ...]
    verified: tuple[Account, ...]
    runs: tuple[RunState, ...] | None
    on: date

    @property
    def deadlines(self) -> list[tuple[date | None, str]]:
        """The deadline and state of each running."""
        return [(one.run.due, one.state) for one in self.runs or ()]


def is_duty(provision: Provision) -> bool:
    """Return whether a provision asks for something to be done."""
    return provision.modality is Modality.MUST or provision.scheduled


def assess(view: View, instrument: Instrument, provision: Provision) -> Assessed:
    """Return how a duty stands at the end of the day of a view; one whose day cannot be reckoned is undetermined."""
    try:
        return _assessed(view, instrument, provision)
    except UNRECKONABLE:
        return _untold(view, instrument, provision)


def _untold(view: View, instrument: Instrument, provision: Provision) -> Assessed:
    said = said_of(view.context, instrument, provision)
    return Assessed(
        instrument=instrument,
        provision=provision,
        due=Due(None, None, NO_DAY),
        state="undetermined",
        said=said,
        verified=verified(view.context, provision, said),
        runs=None,
        on=view.on,
    )


def _assessed(view: View, instrument: Instrument, provision: Provision) -> Assessed:
    said = said_of(view.context, instrument, provision)
    calendar = stretches(view.context, instrument, provision)
    clock = _clock(view, instrument, provision, said, calendar)
    if clock is None:
        found = _one_deadline(view, instrument, provision, said)
    else:
        found = _many(view, instrument, provision, said, clock)
    return _in_its_way(found, _Way(view, instrument, calendar))


def _clock(
    view: View, instrument: Instrument, provision: Provision, said: tuple[Account, ...], calendar: Stretches
) -> Clock | None:
    """Return the runnings of a duty that has several, or None where it has one deadline at most."""
    clock, kind = provision.clock, started_by(provision)
    if provision.phases:
        return phases(view.context, instrument, provision, said, calendar)
    if isinstance(provision.deadline, EachMeeting):
        return meetings(view.context, instrument, provision.deadline.each_meeting, said, calendar)
    if clock is None or provision.deadline is not None:
        return None
    if clock.within_hours is None:
        return periods(view.context, instrument, clock, said, calendar, view.on)
    if kind is None:
        return Clock((), f"within {clock.within_hours} hours of {clock.of or 'each event'}", "event")
    return things(instrument, kind, clock, view.started.get((instrument.id, kind), ()), said, calendar)


def _one_deadline(view: View, instrument: Instrument, provision: Provision, said: tuple[Account, ...]) -> Assessed:
    due = due_of(view.context, instrument, provision)
    counted = tuple(a for a in said if a.known or due.last is None or view.on > due.last)
    checked = verified(view.context, provision, counted)
    return Assessed(
        instrument=instrument,
        provision=provision,
        due=due,
        state=state_of(due.last, view.on, counted, checked),
        said=counted,
        verified=checked,
        runs=None,
        on=view.on,
    )


def _many(
    view: View, instrument: Instrument, provision: Provision, said: tuple[Account, ...], clock: Clock
) -> Assessed:
    runs = tuple(_run_state(view, provision, run) for run in clock.runs)
    states = [(one.run.due, one.state) for one in runs]
    counted = tally(states, view.on).words(clock.noun)
    why = f"{clock.why}: {counted}" if counted else clock.why
    return Assessed(
        instrument=instrument,
        provision=provision,
        due=Due(next_due(states, view.on), None, why + _untied(said, clock.runs) + rivals(provision)),
        state=summed(states, view.on, stages=bool(provision.phases)),
        said=said,
        verified=verified(view.context, provision, said),
        runs=runs,
        on=view.on,
    )


def _untied(said: Sequence[Account], runs: Sequence[Run]) -> str:
    """Return in words how many accounts belong to no running."""
    tied = {account for run in runs for account in run.said}
    loose = sum(account not in tied for account in said)
    words = "1 account belongs" if loose == 1 else f"{loose} accounts belong"
    return f"; {words} to none of these" if loose else ""


def _run_state(view: View, provision: Provision, run: Run) -> RunState:
    checked = verified(view.context, provision, run.said) if run.said else ()
    state = state_of(run.due, view.on, run.said, checked)
    return RunState(run, "suspended" if run.suspended and state in UNMET else state, checked)


class _Way:
    """What may stand in the way of a duty: that it is not open, suspended, ended or lapsed."""

    def __init__(self, view: View, instrument: Instrument, calendar: Stretches) -> None:
        self._zone, self._calendar = instrument.time_zone, calendar
        self.now = calendar.at_end_of(view.on, self._zone)

    def last_day(self) -> date:
        """Return the last day that was covered before what ended it."""
        place = self._calendar.index(self.now)
        while self._calendar[place - 1].holding in ENDED:
            place -= 1
        return local_day(self._calendar[place].first - 1, self._zone)

    def first_day(self) -> date:
        """Return the first day of what stands in the way now."""
        return local_day(self.now.first, self._zone)

    def was_suspended(self, day: date) -> bool:
        """Return whether a day ended within a suspension."""
        return self._calendar.at_end_of(day, self._zone).holding is Holding.SUSPENDED


def _in_its_way(found: Assessed, way: _Way) -> Assessed:
    """Return a duty with what changes its state where nobody's word settles it."""
    lost = found.provision.untranslatable
    if lost is not None and lost.closes:
        return _stands(found, "undetermined", f"words of the text are not coded and nobody accepts that: {lost.words}")
    if found.state not in (UNMET if found.runs is None else ("none_due", "due")):
        return found
    state, why = _stopped(found.due.last, way)
    return found if state is None else _stands(found, state, why)


def _stopped(due: date | None, way: _Way) -> tuple[str | None, str]:
    """Return the state of an open duty that something stands in the way of, and why; None where nothing does."""
    holding, words = way.now.holding, way.now.reason.words
    if holding is Holding.NOT_OPEN:
        return "not_open", words
    if holding is Holding.CONTESTED:
        return "undetermined", words
    if holding in ENDED and (due is None or due > way.last_day()):
        return "lapsed", words
    if holding is Holding.SUSPENDED and (due is None or due >= way.first_day()):
        return "suspended", words
    if due is not None and holding is Holding.HOLDS and way.was_suspended(due):
        return "suspended", "its day fell within a suspension"
    return None, ""


def _stands(found: Assessed, state: str, why: str) -> Assessed:
    return replace(found, state=state, due=found.due._replace(why=f"{found.due.why}; {why}"))

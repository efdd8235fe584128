"""The stages of a duty that is done in stages: one running each, with the accounts that speak of it."""

from collections.abc import Sequence
from datetime import date

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.deadlines import Due, due_by
from ceasefire.agreements.clocks.holding import Holding, Stretches
from ceasefire.agreements.clocks.runs.clock_runs import Clock, Run
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import Phase
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.wording import plural


def phases(
    context: Context, instrument: Instrument, provision: Provision, said: tuple[Account, ...], calendar: Stretches
) -> Clock:
    """Return a running for each stage. An account that names no stage speaks of the one in whose time its day falls.

    Without a day, or after the last deadline, it speaks of the last stage.
    """
    dues = [due_by(context, instrument, phase.deadline) for phase in provision.phases]
    numbered = [(_stage(account, dues), account) for account in said]
    runs = []
    for number, (phase, due) in enumerate(zip(provision.phases, dues, strict=True), start=1):
        own = tuple(account for stage, account in numbered if stage == number)
        runs.append(_run(phase, number, due, own, _standing(instrument, due, calendar)))
    return Clock(tuple(runs), f"in {plural(len(runs), 'stage')}", "stage")


def _stage(account: Account, dues: Sequence[Due]) -> int:
    if account.phase is not None:
        return account.phase
    day = account.first or date.max
    return next((n for n, due in enumerate(dues, start=1) if due.last is not None and day <= due.last), len(dues))


def _run(phase: Phase, number: int, due: Due, said: tuple[Account, ...], standing: Holding) -> Run:
    share = f" ({phase.percent} percent of the whole by then)" if phase.percent else ""
    return Run(
        kind="phase",
        thing=None,
        due=due.last,
        what=f"stage {number}: {phase.what}{share}",
        said=said,
        why=due.why,
        rests=due.rests,
        standing=standing,
    )


def _standing(instrument: Instrument, due: Due, calendar: Stretches) -> Holding:
    if due.last is None:
        return Holding.HOLDS
    return calendar.at_end_of(due.last, instrument.time_zone).holding

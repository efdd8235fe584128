"""The tables `duties` and `duty_runs`: what is due of whom on a day, what is said of it, each running of the clocks."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.assessed import Assessed, RunState, View, assess, is_duty
from ceasefire.agreements.clocks.known import known_by
from ceasefire.agreements.clocks.runs.clock_runs import tally
from ceasefire.agreements.clocks.runs.thing_runs import started
from ceasefire.agreements.clocks.term_rows import term_rows
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.holders import holder_ids, holder_words
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.law.codings import Contest
from ceasefire.vocabulary.duty_words import state_words
from ceasefire.vocabulary.tables import schema
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

CODING: Final = "coding"
"""The provision id of the row that stands for all duties of an instrument that offices code differently."""
Row = dict[str, Any]


def duties(context: Context, duty_reports: "pa.Table", *, on: date, starts: "pa.Table | None" = None) -> "pa.Table":
    """Return the table `duties` as it stood at the end of a day; what is said and what is verified never merge.

    Only what was signed, said and done by that day counts; what tells no day of its own counts from its filing.
    A duty said to be verified by its own holder is only said to be met. `starts` is what starts the clocks of incidents and
    complaints (`clock_starts`); without it none has started. Rows are sorted by deadline (none last), instrument and provision.
    """
    import pyarrow as pa

    known = known_by(context, duty_reports, on)
    view = View(known.context, started(starts, on), on)
    rows: list[Row] = []
    for instrument in view.context.instruments.values():
        contest = view.context.contested.instruments.get(instrument.id)
        if contest is not None:
            rows.append(_contested(instrument, contest))
            continue
        rows += term_rows(view.context, instrument, on)
        rows += _rows(view, instrument, known.uncounted)
    rows.sort(key=lambda r: (r["due"] or date.max, r["instrument"], r["provision"], r["due_why"]))
    return pa.Table.from_pylist(rows, schema=schema("duties"))


def duty_runs(context: Context, duty_reports: "pa.Table", *, on: date, starts: "pa.Table | None" = None) -> "pa.Table":
    """Return the table `duty_runs` as it stood at the end of a day: every running of the clocks, phases and series of `duties`.

    Rows are sorted by instrument, provision and number.
    """
    import pyarrow as pa

    view = View(known_by(context, duty_reports, on).context, started(starts, on), on)
    rows: list[Row] = []
    for instrument in view.context.instruments.values():
        if instrument.id not in view.context.contested.instruments:
            for provision in sorted(filter(is_duty, instrument.provisions), key=lambda p: p.id):
                found = assess(view, instrument, provision)
                rows += [_run_row(found, number, one) for number, one in enumerate(found.runs or (), start=1)]
    return pa.Table.from_pylist(rows, schema=schema("duty_runs"))


def _rows(view: View, instrument: Instrument, left: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    found = [assess(view, instrument, p) for p in instrument.provisions if is_duty(p)]
    states = {one.provision.id: one.state for one in found}
    for one in found:
        without = _without(left.get((instrument.id, one.provision.id), 0))
        yield _row(one, without + _in_return(one.provision, states))


def _without(count: int) -> str:
    """Return in words how many accounts were filed only after the day and tell none of their own."""
    return f"; {plural(count, 'account without a day')}, filed later, not counted" if count else ""


def _in_return(provision: Provision, states: Mapping[str, str]) -> str:
    """Return in words the duties for which one is promised, with their states: none is excused by that."""
    others = [f"{one} ({state_words(states.get(one, 'no duty'))})" for one in provision.in_return_for]
    return f"; in return for {', '.join(others)}" if others else ""


def _row(found: Assessed, more: str) -> Row:
    provision, due = found.provision, found.due
    counted = tally(found.deadlines, found.on) if found.runs is not None else None
    return _of(found) | {
        "holder": holder_ids(provision.bound),
        "holder_words": holder_words(provision.bound) or None,
        "owed_to": holder_ids(provision.owed_to),
        "owed_words": holder_words(provision.owed_to) or None,
        "what": provision.says,
        "due": due.last,
        "due_from": due.first,
        "due_why": due.why + more,
        "state": found.state,
        "runs": counted.runs if counted else None,
        "runs_met": counted.met if counted else None,
        "runs_late": counted.late if counted else None,
        "runs_missed": counted.missed if counted else None,
        **_words(found.said, found.verified),
        "assumes": provision.assumed,
        "lineage": _ids(found.said, due.rests),
    }


def _of(found: Assessed) -> Row:
    return {"instrument": found.instrument.id, "provision": found.provision.id}


def _words(said: tuple[Account, ...], verified: tuple[Account, ...]) -> Row:
    checked = [f"{a.by}, {a.first or 'day not told'}" for a in verified]
    return {"said": [a.words for a in said], "verified": checked}


def _ids(said: tuple[Account, ...], rests: tuple[str, ...]) -> list[str]:
    return sorted({*(a.id for a in said if a.id), *(one for one in rests if one)})


def _run_row(found: Assessed, number: int, one: RunState) -> Row:
    run = one.run
    return _of(found) | {
        "run_kind": run.kind,
        "number": number,
        "thing": run.thing,
        "starts": run.starts,
        "due": run.due,
        "due_at": datetime.fromtimestamp(run.due_at, UTC) if run.due_at is not None else None,
        "what": run.what,
        "state": one.state,
        **_words(run.said, one.verified),
        "why": run.why,
        "lineage": _ids(run.said, run.rests),
    }


def _contested(instrument: Instrument, contest: Contest) -> Row:
    """Return the one row of an instrument that offices code differently: what is due under it cannot be told."""
    return {
        "instrument": instrument.id,
        "provision": CODING,
        "holder": [],
        "what": f"Its duties are {contest.words}.",
        "due": None,
        "due_why": f"the instrument is {contest.words}, and none is named to answer",
        "state": "undetermined",
        "said": [],
        "verified": [],
    }

"""Cases run: each through the hit test or the duties, as any incident and duty is, and held against what it expects."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.agreements.cases.given import Facts, clock_starts, duty_reports, incidents, with_facts
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.case_fields import Case
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.scope import ScopeResult

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
NO_DUTY = "no duty"
"""What comes where a provision has no row in `duties`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One case run: what it expects, what came, and why, in the words of the test.

    `missing` is what an undetermined result names as missing; `due` is the deadline that came.
    """

    instrument: str
    provision: str
    case: str
    says: str | None
    holds: bool
    expected: str
    came: str
    why: str
    missing: tuple[str, ...] = ()
    due: date | None = None


def run(
    instrument: Instrument,
    context: Context,
    reports: "pa.Table | None" = None,
    *,
    progress: Callable[[int], None] | None = None,
) -> tuple[Outcome, ...]:
    """Return the outcome of each case of an instrument, in its order, against the facts of a context.

    The instrument is tested as given here, whatever the context codes under its id. `reports` is the table `duty_reports` of
    the record. `progress` is told after each group of cases how many are done.
    """
    found: dict[str, Outcome] = {}
    for facts, cases in _alike(instrument.cases).items():
        said, starts = duty_reports(instrument, facts, reports), clock_starts(instrument, facts)
        ground = _Ground(with_facts(context, instrument, facts, said), said, starts)
        for case, outcome in _of_group(instrument, ground, cases):
            found[case.id] = outcome
        if progress is not None:
            progress(len(found))
    return tuple(found[case.id] for case in instrument.cases)


class _Ground(NamedTuple):
    """What cases of equal facts are tested against."""

    context: Context
    reports: "pa.Table"
    starts: "pa.Table"


def _alike(cases: Iterable[Case]) -> dict[Facts, list[Case]]:
    groups: dict[Facts, list[Case]] = {}
    for case in cases:
        groups.setdefault(Facts.of(case), []).append(case)
    return groups


def _of_group(instrument: Instrument, ground: _Ground, cases: Sequence[Case]) -> Iterator[tuple[Case, Outcome]]:
    hit = _hits(instrument, ground.context, [one for one in cases if one.incident is not None])
    days: dict[date, list[Row]] = {}
    for case in cases:
        if case.on is None:
            yield case, _of_incident(instrument, case, hit.get(case.id))
            continue
        if case.on not in days:
            days[case.on] = _duties(instrument, ground, case.on)
        yield case, _of_duty(instrument, case, [row for row in days[case.on] if row["provision"] == case.provision])


def _hits(instrument: Instrument, context: Context, cases: Sequence[Case]) -> dict[str, Row]:
    """Return the row of `hits` of each case with an incident, where its provision can be gone against."""
    from ceasefire.agreements.scope.hit_tables import hits
    from ceasefire.agreements.scope.hit_test import HitTest
    from ceasefire.agreements.scope.wanted import Wanted

    asked = {case.provision for case in cases}
    tested = tuple((i, p) for i, p in context.tested if i.id == instrument.id and p.id in asked)
    if not tested:
        return {}
    test, found = HitTest(context, tested), dict[str, Row]()
    for _, provision in tested:
        given = incidents(instrument, [one for one in cases if one.provision == provision.id])
        rows = hits(given, test, Wanted(instrument=instrument.id, provision=provision.id)).to_pylist()
        found |= {row["incident_id"]: row for row in rows}
    return found


def _duties(instrument: Instrument, ground: _Ground, on: date) -> list[Row]:
    from ceasefire.agreements.clocks.duties import duties

    rows: list[Row] = duties(ground.context, ground.reports, on=on, starts=ground.starts).to_pylist()
    return [row for row in rows if row["instrument"] == instrument.id]


def _of_incident(instrument: Instrument, case: Case, hit: Row | None) -> Outcome:
    came = ScopeResult.NOT_TESTED if hit is None else ScopeResult(hit["result"])
    missing = () if hit is None else tuple(hit["missing"])
    expected = str(case.expect) + (f" for want of {', '.join(case.missing)}" if case.missing else "")
    return _outcome(
        instrument,
        case,
        holds=came is case.expect and set(case.missing) <= set(missing),
        expected=expected,
        came=str(came) + (f" for want of {', '.join(missing)}" if missing else ""),
        why=_untested(instrument, case) if hit is None else hit["why"],
        missing=missing,
    )


def _untested(instrument: Instrument, case: Case) -> str:
    if case.provision not in {one.id for one in instrument.provisions}:
        return f"the instrument has no provision {case.provision}"
    return "no act is coded that would go against it"


def _of_duty(instrument: Instrument, case: Case, rows: Sequence[Row]) -> Outcome:
    """Hold a case against the row with the deadline it names, else against the next deadline, or the last one past."""
    assert case.on is not None
    named = [row for row in rows if case.due is not None and row["due"] == case.due]
    to_come = [row for row in rows if row["due"] is not None and row["due"] >= case.on]
    row = next(iter([*named, *to_come, *reversed(rows)]), None)
    state, due = (row["state"], row["due"]) if row is not None else (NO_DUTY, None)
    return _outcome(
        instrument,
        case,
        holds=state == case.state and case.due in (None, due),
        expected=f"{case.state}" + (f", due {case.due}" if case.due else ""),
        came=state + (f", due {due}" if due else ""),
        why=_untested_duty(instrument, case) if row is None else _why(row),
        due=due,
    )


def _untested_duty(instrument: Instrument, case: Case) -> str:
    known = case.provision in {one.id for one in instrument.provisions}
    words = "it has no deadline and no clock, or is not yet signed on that day"
    return words if known else f"the instrument has no provision {case.provision}"


def _why(row: Row) -> str:
    return "; ".join([row["due_why"], *row["said"]])


def _outcome(
    instrument: Instrument,
    case: Case,
    *,
    holds: bool,
    expected: str,
    came: str,
    why: str,
    missing: tuple[str, ...] = (),
    due: date | None = None,
) -> Outcome:
    return Outcome(
        instrument=instrument.id,
        provision=case.provision,
        case=case.id,
        says=case.says,
        holds=holds,
        expected=expected,
        came=came,
        why=why,
        missing=missing,
        due=due,
    )

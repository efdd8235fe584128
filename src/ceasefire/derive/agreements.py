"""Which provisions an incident meets, and the duties with their clocks."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from ceasefire.derive.coded import aside_row
from ceasefire.derive.graph import ByKey, Tables, part, stage, value
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.agreements.law.instruments import InstrumentLaw
    from ceasefire.derive.coded import Coded
    from ceasefire.derive.shared_law import SharedLaw
    from ceasefire.linkage.pinned.in_force import Pinned
    from ceasefire.parties.authority import Answering
    from ceasefire.vocabulary.set_aside import Unfit


@stage("set_aside")
def set_aside(
    unread: pa.Table, coded: "Coded", linkage_parameters: "Pinned", *, unfit_files: "Sequence[Unfit]"
) -> Tables:
    """Return everything that is not read or does not count, statement by statement, with the reason."""
    shape = schema("set_aside")
    unfit = [
        aside_row({"statement_id": r["parameters_id"]} | r, why, "parameters") for r, why in linkage_parameters.unfit
    ]
    unfit += [aside_row(one._asdict(), one.why, one.kind) for one in unfit_files]
    return {
        "set_aside": pa.concat_tables([unread.cast(shape), pa.Table.from_pylist([*coded.aside, *unfit], schema=shape)])
    }


@part
def named_meetings(instruments: "tuple[Instrument, ...]", meetings: pa.Table, *, answering: "Answering") -> pa.Table:
    """Return the meetings that the agreements name, as what begins or ends something: incidents hang on no others."""
    from ceasefire.agreements.law.codings import settle_meetings
    from ceasefire.agreements.named_meetings import named_in

    return named_in(instruments, settle_meetings(meetings, answering).table)


@part
def opening_accounts(instruments: "tuple[Instrument, ...]", duty_reports: pa.Table) -> pa.Table:
    """Return the accounts of duties on which it hangs whether a provision is open: incidents hang on no others."""
    from ceasefire.agreements.named_meetings import opening_accounts as opening

    return opening(instruments, duty_reports)


@value
def scope_context(shared_law: "SharedLaw", named_meetings: pa.Table, opening_accounts: pa.Table) -> "Context":
    """Return what incidents are tested against: the coded instruments and the facts around them."""
    return shared_law.context(named_meetings, opening_accounts)


@value
def context(scope_context: "Context", meetings: pa.Table, *, answering: "Answering") -> "Context":
    """Return what duties are reckoned from: the same with all meetings."""
    from ceasefire.agreements.law.codings import settle_meetings

    return scope_context.with_meetings(settle_meetings(meetings, answering).table)


BY_INCIDENT: Final = ByKey("incident_id", own=("incidents",))


@stage("scope", live=True, by=BY_INCIDENT)
def scope(incidents: pa.Table, scope_context: "Context") -> Tables:
    """Return for each incident the sum of its tests against the provisions."""
    from ceasefire.agreements import scope_of

    if not scope_context.instruments:  # nothing to test against: an incident is then not tested, not outside
        return {"scope": schema("scope").empty_table()}
    return {"scope": scope_of(incidents, scope_context)}


@stage("hits", by=BY_INCIDENT)
def hits(incidents: pa.Table, scope_context: "Context") -> Tables:
    """Return each incident tested against each provision."""
    from ceasefire.agreements import hits as hits_in

    if not scope_context.instruments:
        return {"hits": schema("hits").empty_table()}
    return {"hits": hits_in(incidents, scope_context)}


@part
def clock_starts(
    instruments: "tuple[Instrument, ...]",
    incidents: pa.Table,
    scope: pa.Table,
    links: pa.Table,
    complaints: pa.Table,
    duty_reports: pa.Table,
) -> pa.Table:
    """Return the incidents and complaints that start clocks of their own; none where no text has such a clock."""
    from ceasefire.agreements.clocks.starts import clock_starts as starts

    return starts(instruments, incidents, scope, links, complaints, duty_reports)


@stage("duties")
def duties(context: "Context", duty_reports: pa.Table, clock_starts: pa.Table, *, on: date) -> Tables:
    """Return every duty with its deadline and what is said of it, as it stood at the end of a day."""
    from ceasefire.agreements import duties as duties_on

    return {"duties": duties_on(context, duty_reports, on=on, starts=clock_starts)}


@stage("duty_runs")
def duty_runs(context: "Context", duty_reports: pa.Table, clock_starts: pa.Table, *, on: date) -> Tables:
    """Return every running of the clocks of duties as it stood at the end of a day."""
    from ceasefire.agreements.clocks.duties import duty_runs as runs_on

    return {"duty_runs": runs_on(context, duty_reports, on=on, starts=clock_starts)}


@stage("grounds")
def grounds(scope_context: "Context") -> Tables:
    """Return what the answers of each instrument rest on, with digests."""
    rows = [] if scope_context.grounds is None else scope_context.grounds.rows()
    return {"grounds": pa.Table.from_pylist(rows, schema=schema("grounds"))}


@stage("provision_index")
def provision_index(
    instrument_law: "InstrumentLaw",
    duty_reports: pa.Table,
    acts: pa.Table,
    accessions: pa.Table,
    assertions: pa.Table,
    tallies: pa.Table,
    questions: pa.Table,
    stances: pa.Table,
    scope: pa.Table,
) -> Tables:
    """Return which statements speak of each provision, zero rows shown."""
    from ceasefire.agreements.index import index

    spoken = {"duty_reports": duty_reports, "acts": acts, "accessions": accessions, "assertions": assertions}
    spoken |= {"tallies": tallies, "questions": questions, "stances": stances}
    held = (*instrument_law.answering, *(one.stand_in for one in instrument_law.contested))
    return {"provision_index": index(held, spoken, scope)}

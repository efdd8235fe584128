"""What a case gives, as the tables that the tests of incidents and duties take."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.agreements.clocks.calendar_time import instant
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.case_fields import (
    Case,
    GivenAccount,
    GivenAct,
    GivenIncident,
    GivenMeeting,
    GivenPlace,
    GivenStart,
)
from ceasefire.agreements.language.model import Instrument
from ceasefire.vocabulary.days import utc_interval
from ceasefire.vocabulary.parts import When
from ceasefire.vocabulary.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_PLACE: Final = ("lat", "lon", "radius_km", "admin1", "country")


class Facts(NamedTuple):
    """The acts, accounts, meetings and starts of clocks that a case gives; cases of equal facts are tested together.

    `about` is the provision of accounts that name none, and of the clock that is started.
    """

    acts: tuple[GivenAct, ...]
    accounts: tuple[GivenAccount, ...]
    meetings: tuple[GivenMeeting, ...]
    starts: tuple[GivenStart, ...]
    alone: bool
    about: str

    @classmethod
    def of(cls, case: Case) -> "Facts":
        """Return the facts that a case gives."""
        about = case.provision if case.starts or any(one.provision is None for one in case.accounts) else ""
        return cls(case.acts, case.accounts, case.meetings, case.starts, case.alone, about)


def incidents(instrument: Instrument, cases: Iterable[Case]) -> "pa.Table":
    """Return the given incidents as a table `incidents`, one row a case, called by its id.

    Days and clocks are those of the instrument's time zone. Raises ValueError naming a case whose incident ends before it begins.
    """
    import pyarrow as pa

    rows = [_incident(instrument, one.id, one.incident) for one in cases if one.incident is not None]
    return pa.Table.from_pylist(rows, schema=schema("incidents"))


def _incident(instrument: Instrument, name: str, given: GivenIncident) -> Row:
    row: Row = {
        "incident_id": name,
        "reports": 1,
        "sources": 1,
        "date_start": given.day,
        "date_end": given.until or given.day,
        "event_types": _some(given.event_type and str(given.event_type)),
        "categories": _some(given.category),
        "actors_alleged": list(given.actors),
        "targets": list(given.targets),
        "exempt_by": _some(given.exempt_by),
        "exempt_basis": _some(given.exempt_basis),
    }
    return row | _times(instrument, name, given) | _place(given.where, "") | _place(given.origin, "origin_")


def _some(value: str | None) -> list[str]:
    return [value] if value else []


def _times(instrument: Instrument, name: str, given: GivenIncident) -> Row:
    """Return when it surely happened: within a minute, a day or several; nothing where no day is given."""
    if given.day is None:
        return {}
    try:
        when = When(start=given.day, end=given.until, clock=given.at, zone=instrument.time_zone)
    except ValueError as fault:
        raise ValueError(f"{instrument.id}, case {name}: {fault}") from fault
    start, end = utc_interval(when)
    return {"utc_start": start, "utc_end": end}


def _place(given: GivenPlace | None, prefix: str) -> Row:
    if given is None:
        return {}
    row = {f"{prefix}{name}": getattr(given, name) for name in _PLACE}
    precision = "origin_precision" if prefix else "place_precision"
    return row | {f"{prefix}place": given.name, precision: given.precision}


def with_facts(context: Context, instrument: Instrument, facts: Facts, reports: "pa.Table") -> Context:
    """Return a context in which the instrument is coded as given, with the given acts and meetings and these duty reports.

    Given acts have effect as the text says, as acts of a record without a charter have.
    """
    from ceasefire.agreements.scope.who_what.holders import holds

    own = _stated(context, instrument, facts)
    held = replace(context.contested, instruments=_without(context.contested.instruments, instrument.id))
    held_with = replace(
        context,
        grounds=None,
        holds=holds,
        instruments=dict(sorted({**context.instruments, instrument.id: instrument}.items())),
        contested=held,
        acts=own.acts if facts.alone else (*context.acts, *own.acts),
        claims=own.claims if facts.alone else (*context.claims, *own.claims),
        meetings=own.meetings if facts.alone else (*context.meetings, *own.meetings),
    )
    return held_with.with_accounts(reports)


def _without(held: Any, name: str) -> dict[str, Any]:
    return {one: value for one, value in held.items() if one != name}


def _stated(context: Context, instrument: Instrument, facts: Facts) -> Context:
    """Return a context that holds the given acts, as far as they have effect, and meetings, and nothing else."""
    import pyarrow as pa

    from ceasefire.agreements.law.act_states import act_law
    from ceasefire.agreements.law.powers import TextLaw
    from ceasefire.agreements.scope.who_what.holders import holds
    from ceasefire.parties.authority import Answering, Authority

    acts = pa.Table.from_pylist(_acts(instrument, facts.acts), schema=schema("acts"))
    compiled = Answering(authority=Authority(pin=None))
    law = act_law(acts, {instrument.id: TextLaw.of(instrument)}.get, (), compiled, partial(holds, context))
    meetings = pa.Table.from_pylist([_meeting(one) for one in facts.meetings], schema=schema("meetings"))
    return Context.build((), acts=law.acts, meetings=meetings, claims=law.claims)


def _acts(instrument: Instrument, given: Iterable[GivenAct]) -> list[Row]:
    return [
        {
            "act_id": f"given:{number}",
            "act": str(one.act),
            "instrument": instrument.id,
            "provision": one.provision,
            "by": list(one.by),
            "term_to": one.term_to,
            "zone": one.zone,
            "cites": [],
            "ledger": "given",
            "seq": number,
        }
        | _on(one.day)
        for number, one in enumerate(given)
    ]


def _on(day: date) -> Row:
    return {"date_start": day, "date_end": day}


def _meeting(given: GivenMeeting) -> Row:
    row: Row = {
        "meeting_id": given.id,
        "label": given.id,
        "thing": given.id,
        "process": given.process,
        "date_precision": 1,
    }
    return row | _on(given.day) | {"status": "expected" if given.expected else "held", "ledger": "given"}


def duty_reports(instrument: Instrument, facts: Facts, held: "pa.Table | None") -> "pa.Table":
    """Return the table `duty_reports` of a case: its accounts, beside those `held` unless the case stands alone."""
    import pyarrow as pa

    rows = [_account(instrument, facts.about, number, one) for number, one in enumerate(facts.accounts)]
    own = pa.Table.from_pylist(rows, schema=schema("duty_reports"))
    return own if facts.alone or held is None else pa.concat_tables([held, own])


def _account(instrument: Instrument, about: str, number: int, given: GivenAccount) -> Row:
    row: Row = {
        "duty_report_id": f"given:{number}",
        "instrument": instrument.id,
        "provision": given.provision or about,
        "says": str(given.says),
        "said_by": given.by,
        "about": [given.about] if given.about else [],
        "phase": given.phase,
        "claimed_at": f"{given.day}T00:00:00Z",
        "ledger": "given",
        "seq": number,
    }
    return row | _on(given.day)


def clock_starts(instrument: Instrument, facts: Facts) -> "pa.Table":
    """Return what a case gives to start clocks, as `clocks.runs.starts` has it."""
    import pyarrow as pa

    from ceasefire.agreements.clocks.runs.starts import SHAPE, started_by

    kind = next((started_by(one) for one in instrument.provisions if one.id == facts.about), None)
    told = enumerate(facts.accounts)
    said = [(one.about, f"given:{number}") for number, one in told]
    rows = [
        {
            "kind": kind or "incident",
            "instrument": instrument.id,
            "thing": one.id,
            "first": one.day,
            "last": one.day,
            "ended": _ended(instrument, one),
            "accounts": [account for about, account in said if about == one.id],
        }
        for one in facts.starts
    ]
    return pa.Table.from_pylist(rows, schema=SHAPE)


def _ended(instrument: Instrument, given: GivenStart) -> int | None:
    """Return the second at which a clock starts, where one is given."""
    return None if given.at is None else instant(given.day, given.at, instrument.time_zone)

"""Who says what of an incident, where statements conflict, who confirms whom, and what the rules decide."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from ceasefire.derive.graph import ByKey, Joined, Tables, stage
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.figures import Period
    from ceasefire.findings.rules import Mechanism
    from ceasefire.parties.authority import Authority
    from ceasefire.vocabulary.confirmations import Confirms


BY_INCIDENT: Final = ByKey(
    "incident_id",
    own=("incidents", "links", "scope"),
    through=(Joined("reports", "report_id", "links", "report_id"),),
    named=(Joined("positions", "about", "links", "report_id"),),
)


@stage("standing", live=True, by=BY_INCIDENT)
def standing(
    incidents: pa.Table,
    links: pa.Table,
    reports: pa.Table,
    scope: pa.Table,
    positions: pa.Table,
    parties: pa.Table,
    sources: pa.Table,
    *,
    authority: "Authority",
    mechanism: "Mechanism | None",
) -> Tables:
    """Return each incident on three axes, body by body."""
    from ceasefire import findings

    held = findings.standing(
        incidents=incidents,
        links=links,
        reports=reports,
        scope=scope,
        positions=positions,
        parties=parties,
        sources=sources,
        authority=authority,
        mechanism=mechanism,
    )
    return {"standing": held}


@stage("position_checks")
def position_checks(positions: pa.Table, links: pa.Table, *, authority: "Authority") -> Tables:
    """Return whether each position is counted, superseded, rival, refused, or told by another."""
    from ceasefire.findings.positions import check_positions

    return {"position_checks": check_positions(positions, links, authority)}


@stage("conflicts")
def conflicts(
    meetings: pa.Table,
    assertions: pa.Table,
    tallies: pa.Table,
    reports: pa.Table,
    links: pa.Table,
    parties: pa.Table,
) -> Tables:
    """Return the facts on which statements conflict."""
    from ceasefire import findings

    return {"conflicts": findings.conflicts(meetings, assertions, tallies, reports, links, parties=parties)}


@stage("matrix")
def matrix(
    tallies: pa.Table,
    positions: pa.Table,
    links: pa.Table,
    reports: pa.Table,
    position_checks: pa.Table,
    *,
    confirmations: "Iterable[Confirms]",
    periods: "Sequence[Period]",
) -> Tables:
    """Return who confirms whose entries, period by period."""
    from ceasefire import findings

    tables = (tallies, positions, links, reports)
    found = findings.matrix(*tables, confirms=confirmations, periods=periods, checks=position_checks)
    return {"matrix": found}


@stage("remedy_states")
def remedy_states(
    remedies: pa.Table, replies: pa.Table, links: pa.Table, *, authority: "Authority", on: date
) -> Tables:
    """Return each remedy asked for, and whether it was answered by a day."""
    from ceasefire import findings

    return {"remedy_states": findings.remedies(remedies, replies, links, on, authority=authority)}


@stage("decisions")
def decisions(
    positions: pa.Table, links: pa.Table, *, authority: "Authority", mechanism: "Mechanism | None", on: date
) -> Tables:
    """Return what the decision rules give on each incident with positions, as of a day."""
    from ceasefire import findings

    return {"decisions": findings.decisions(mechanism, positions, links, on.isoformat(), authority=authority)}


@stage("finding_checks")
def finding_checks(
    findings: pa.Table,
    positions: pa.Table,
    links: pa.Table,
    unread: pa.Table,
    *,
    authority: "Authority",
    blobs: "Callable[[str], bytes]",
) -> Tables:
    """Return what recomputing each finding gives; `unread` tells which files are not here, so that one that comes is seen."""
    from ceasefire.findings.follow_up import finding_checks as checked
    from ceasefire.findings.rules import read_rules

    def rules(digest: str) -> "Mechanism":
        try:
            return read_rules(blobs(digest).decode("utf-8"), f"rules {digest[:12]}")
        except RecordError as error:
            raise ValueError(str(error)) from error

    return {"finding_checks": checked(findings, positions, links, authority=authority, read_rules=rules)}


@stage("stances_held")
def stances_held(questions: pa.Table, stances: pa.Table, *, authority: "Authority") -> Tables:
    """Return who holds what on each question that is no incident."""
    from ceasefire.findings.follow_up import stances_held as held

    return {"stances_held": held(questions, stances, authority=authority)}


@stage("complaint_states")
def complaint_states(
    complaints: pa.Table,
    replies: pa.Table,
    remedies: pa.Table,
    finding_checks: pa.Table,
    links: pa.Table,
    *,
    authority: "Authority",
) -> Tables:
    """Return how far each complaint has come."""
    from ceasefire.findings.follow_up import complaint_states as states

    tables = (complaints, replies, remedies, finding_checks, links)
    return {"complaint_states": states(*tables, authority=authority)}

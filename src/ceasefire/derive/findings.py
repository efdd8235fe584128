"""Who says what of an incident, where statements conflict, who confirms whom, and what the rules decide."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from ceasefire.derive.graph import ByKey, Joined, Tables, stage
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism
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
        given=mechanism.roles if mechanism else None,
    )
    return {"standing": held}


@stage("position_checks")
def position_checks(
    positions: pa.Table, parties: pa.Table, links: pa.Table, *, mechanism: "Mechanism | None"
) -> Tables:
    """Return whether each position is counted, superseded or refused."""
    from ceasefire.findings.positions import check_positions

    return {
        "position_checks": check_positions(
            positions, parties, links=links, given=mechanism.roles if mechanism else None
        )
    }


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
) -> Tables:
    """Return who confirms whose entries."""
    from ceasefire import findings

    tables = (tallies, positions, links, reports)
    return {"matrix": findings.matrix(*tables, confirms=confirmations, checks=position_checks)}


@stage("remedy_states")
def remedy_states(remedies: pa.Table, links: pa.Table, *, on: date) -> Tables:
    """Return each remedy asked for, and whether it was answered by a day."""
    from ceasefire import findings

    return {"remedy_states": findings.remedies(remedies, links, on)}


@stage("decisions")
def decisions(positions: pa.Table, links: pa.Table, *, mechanism: "Mechanism | None", on: date) -> Tables:
    """Return what the decision rules give on each incident with positions, as of a day."""
    from ceasefire import findings

    if mechanism is None:
        return {"decisions": schema("decisions").empty_table()}
    return {"decisions": findings.decisions(mechanism, positions, links, on.isoformat())}

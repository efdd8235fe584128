"""Standing: each incident, body by body, on three axes that are never merged."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ceasefire.findings.accounts import ALL_SOURCES, REPORT_COLUMNS, Account, Row, row, rows_of_reports
from ceasefire.findings.positions import Roles, check_positions
from ceasefire.linkage import membership
from ceasefire.parties import Directory, Speakers
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import Legal
from ceasefire.vocabulary.scope import ScopeResult, result_words

if TYPE_CHECKING:
    import pyarrow as pa

SCOPE_TEST = "scope test"
CHUNK = 50_000
"""Rows that are held as Python objects at a time."""
_SCOPE_TO_LEGAL = {
    ScopeResult.IN_SCOPE: Legal.IN_SCOPE_NOT_RULED,
    ScopeResult.EXEMPTION_ASSERTED: Legal.IN_SCOPE_NOT_RULED,
    ScopeResult.OUT_OF_SCOPE: Legal.OUT_OF_SCOPE,
}
"""What the scope test says on the legal axis; undetermined says nothing there, and no row is made."""


def standing(
    *,
    incidents: "pa.Table",
    links: "pa.Table",
    reports: "pa.Table",
    scope: "pa.Table",
    positions: "pa.Table",
    parties: "pa.Table",
    sources: "pa.Table",
    roles: Roles | None = None,
    given: Mapping[str, str] | None = None,
) -> "pa.Table":
    """Return who holds what of each incident: table `standing`, one row an incident, body and axis, sorted.

    Each source's reports speak for its own body, the open reports together only say how many independent sources tell
    of it and whether they name the same actor, and the scope test speaks on the legal axis. A position that its
    body's role may enter replaces what the same body's reports say on that axis; refused and superseded ones are left
    out. An axis on which a body says nothing has no row. Who fired is only ever what somebody alleges, admits,
    attributes or denies; where a source says "A or B", `against` holds "one of A, B" and accuses neither for certain.
    The open reports contest each other where two accounts cannot both be true; who only describes somebody else
    ("terrorists") contests an account that accuses nobody but the describer's own side.
    """
    import pyarrow as pa

    directory = Directory.build(parties.to_pylist())
    speakers = Speakers(sources, directory)
    incident_of = membership.incident_of(links)
    told = _by_incident(reports, incident_of)
    doubts = membership.doubts(links)
    checks = check_positions(positions, parties, links=links, roles=roles, given=given)
    held = _held(positions.to_pylist(), checks.to_pylist(), incident_of)
    tested = {r["incident_id"]: r for r in scope.select(["incident_id", "result", "clauses", "why"]).to_pylist()}
    columns = schema("standing")
    rows: list[Row] = []
    done: list[pa.Table] = [columns.empty_table()]
    for incident in sorted(incidents["incident_id"].to_pylist()):
        entered = held.get(incident, ())
        own = {(r["body"], r["axis"]) for r in entered}
        spoken = rows_of_reports(told.get(incident, ()), speakers, directory, doubts)
        every = [*(r for r in spoken if (r["body"], r["axis"]) not in own), *_of_scope(tested.get(incident)), *entered]
        rows += [{"incident_id": incident, **r} for r in sorted(every, key=_order)]
        if len(rows) >= CHUNK:
            done.append(pa.Table.from_pylist(rows, schema=columns))
            rows = []
    return pa.concat_tables([*done, pa.Table.from_pylist(rows, schema=columns)]).combine_chunks()


def _order(one: Row) -> tuple[bool, str, int, str, str]:
    axes = ("occurrence", "responsibility", "legal")
    return (
        one["body"] not in (ALL_SOURCES, SCOPE_TEST),
        one["body"],
        axes.index(one["axis"]),
        one["value"],
        "".join(one["lineage"]),
    )


def _by_incident(reports: "pa.Table", incident_of: Mapping[str, str]) -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    columns = [reports[name].to_pylist() for name in REPORT_COLUMNS]
    for account in map(Account._make, zip(*columns, strict=True)):
        incident = incident_of.get(account.report)
        if incident is not None:
            found.setdefault(incident, []).append(account)
    return found


def _of_scope(tested: Row | None) -> Iterator[Row]:
    value = _SCOPE_TO_LEGAL.get(tested["result"]) if tested is not None else None
    if tested is not None and value is not None:
        asserted = "an exemption is asserted; " if tested["result"] == ScopeResult.EXEMPTION_ASSERTED else ""
        clauses = ", ".join(tested["clauses"] or ())
        why = asserted + (tested["why"] or clauses or result_words(tested["result"]))
        yield row(SCOPE_TEST, "scope_test", "legal", value, [], why=why, entry="scope")


def _held(positions: Iterable[Row], checks: Iterable[Row], incident_of: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return the rows of the positions that stand, by incident; rival ones of one body are both kept and say so."""
    found: dict[str, list[Row]] = {}
    for position, check in zip(positions, checks, strict=True):
        if check["state"] in ("counted", "rival"):
            entered = _of_position(position, check)
            for incident in sorted({incident_of[r] for r in position["about"] or () if r in incident_of}):
                found.setdefault(incident, []).append(entered)
    return found


def _of_position(position: Row, check: Row) -> Row:
    words = [position["standard_of_proof"], position["reason"], check["why"] if check["state"] == "rival" else None]
    return row(
        position["of"],
        "party",
        position["axis"],
        position["value"],
        [position["position_id"], *(position["evidence"] or ())],
        why="; ".join(w for w in words if w) or f"entered as {check['role'].replace('_', ' ')}",
        against=[position["against"]] if position["against"] else (),
        day=position["date_start"],
        entry="position",
    )

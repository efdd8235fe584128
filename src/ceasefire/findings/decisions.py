"""Decisions on incidents: each rule that rules on an axis, applied to the positions filed on that axis."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ceasefire.findings.positions import reports_named
from ceasefire.findings.rules.evaluate import decide
from ceasefire.findings.rules.language import Given, Gone, Held, Mechanism, Outcome, Rule
from ceasefire.linkage import membership
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def decisions(
    mechanism: Mechanism,
    positions: "pa.Table",
    links: "pa.Table",
    now: str,
    *,
    gone: Iterable[Gone] = (),
    asked_by: str | None = None,
) -> "pa.Table":
    """Return what each rule with an axis gives on each incident that has a position there: table `decisions`, sorted.

    `now` is an ISO day or time. A matter opens with the first position on it. Positions of bodies that are no members
    of the rule are refused by it and listed so; no decision and pending are rows like the decided ones, with their
    dates and who is missing. Chains are left to `rules.decide`, since a position on an incident names no stage.
    """
    import pyarrow as pa

    incident_of = membership.incident_among(links, reports_named(positions))
    filed: dict[tuple[str, str], list[Row]] = {}
    for row in positions.to_pylist():
        for incident in {incident_of[r] for r in row["about"] or () if r in incident_of}:
            if _time(row) is not None:
                filed.setdefault((incident, row["axis"]), []).append(row)
    rows: list[Row] = []
    for incident, axis in sorted(filed):
        for rule in mechanism.rules:
            if rule.axis == axis and not rule.stages:
                own = filed[incident, axis]
                rows.append(_row(incident, rule, _decide(mechanism, rule, own, now, tuple(gone), asked_by), own))
    return pa.Table.from_pylist(rows, schema=schema("decisions"))


def _decide(
    mechanism: Mechanism, rule: Rule, filed: list[Row], now: str, gone: tuple[Gone, ...], asked_by: str | None
) -> Outcome:
    held = tuple(
        Held(body=r["of"], value=r["value"], stand=r["stand"], at=_time(r) or now, reason=r["reason"]) for r in filed
    )
    return decide(
        mechanism, rule, Given(opened=min(h.at for h in held), now=now, positions=held, gone=gone, asked_by=asked_by)
    )


def _time(row: Mapping[str, Any]) -> str | None:
    """Return the day of a position, else the time at which it was signed."""
    if row["date_start"] is not None:
        return str(row["date_start"].isoformat())
    return str(row["claimed_at"]) if row["claimed_at"] else None


def _row(incident: str, rule: Rule, outcome: Outcome, filed: list[Row]) -> Row:
    return {
        "incident_id": incident,
        "rule": rule.id,
        "axis": rule.axis,
        "state": outcome.state,
        "value": outcome.value,
        "since": outcome.at,
        "due": outcome.due,
        "why": outcome.why,
        "missing": [f"{m.body} since {m.since} ({m.why})" for m in outcome.missing],
        "dissent": [_words(h) for h in outcome.dissent],
        "silent": list(outcome.silent),
        "late": [_words(h) for h in outcome.late],
        "refused": [f"{r.body} on {r.at}: {r.why}" for r in outcome.refused],
        "lineage": sorted(r["position_id"] for r in filed),
    }


def _words(held: Held) -> str:
    what = held.stand if held.stand in ("dissent", "abstain") else held.value
    reason = f": {held.reason}" if held.reason else ""
    return f"{held.body}, {what} on {held.at}{reason}"

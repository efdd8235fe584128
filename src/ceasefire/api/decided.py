"""From an incident to whose word decided, under which rule, with which silence; and findings filed of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api import names
from ceasefire.api.arguments import looked_on, one_of
from ceasefire.api.entries import Refused, Signer
from ceasefire.record import Draft
from ceasefire.vocabulary.codes import AXES
from ceasefire.vocabulary.labels import statement_of

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.findings.rules import Mechanism
    from ceasefire.record.filing import Receipt

Answer = dict[str, Any]
SIGNED: Final = ("decided", "no_decision")
"""States of an outcome that a finding can state; a pending matter is not decided either way."""
_NOTHING: Final = "no rule has anything to decide here: no body's own word is there that a rule counts"


def outcomes(record: "HeldRecord", incident: str | None = None, on: date | str | None = None) -> list[Answer]:
    """Return the rows of `decisions`, each with `positions`: those of its incident and axis with what became of each.

    `saw` names the ledger heads that an answer rests on (origin, size, root): what is not here, as an office's end, it does
    not know.
    Of one incident that is asked for, an axis with positions and no row of its own is returned too, with state None.
    """
    found = record.table("decisions", on=on)
    asked = None if incident is None else names.incident(record, incident).id
    if asked is not None:
        found = found.filter(pc.equal(found["incident_id"], asked))
    rows: list[Answer] = found.to_pylist()
    wanted = {row["incident_id"] for row in rows} if asked is None else {asked}
    held = _positions(record, wanted, on)
    if asked is not None:
        there = {row["axis"] for row in rows}
        rows += [_unruled(record, asked, axis) for axis in AXES if (asked, axis) in held and axis not in there]
    saw = [f"{one.origin} {one.size} {one.root}" for one in record.offices()]
    return [row | {"positions": held.get((row["incident_id"], row["axis"]), []), "saw": saw} for row in rows]


def _unruled(record: "HeldRecord", incident: str, axis: str) -> Answer:
    chosen = record.tables.chosen()
    why = chosen.authority.why_not or _nothing_on(chosen.mechanism, axis)
    empty = {"rule": None, "state": None, "value": None, "charter": None, "since": None, "due": None}
    lists: Answer = {
        name: [] for name in ("heard", "told", "missing", "dissent", "silent", "late", "refused", "lineage")
    }
    return {"incident_id": incident, "axis": axis, "why": why} | empty | {"rules": None} | lists


def _nothing_on(mechanism: "Mechanism | None", axis: str) -> str:
    """Return in words why no rule gives anything on an axis: there is none on it, or no word for one."""
    ruled = mechanism is not None and any(one.axis == axis for one in mechanism.rules)
    return _NOTHING if ruled else f"this charter has no decision rule on {axis}"


def _positions(
    record: "HeldRecord", incidents: Iterable[str], on: date | str | None
) -> Mapping[tuple[str, str], list[Answer]]:
    """Return the positions on some incidents taken by a day, by incident and axis, each body's own word before what others tell."""
    from ceasefire.findings.decisions import is_said_by
    from ceasefire.findings.stands import holding

    links = record.rows("links", "incident_id", sorted(incidents))
    of = dict(zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True))
    held = record.rows("positions", "about", sorted(of)).to_pylist()
    held = [row for row in held if on is None or is_said_by(row, str(on))]
    checks = {row["position_id"]: row for row in _checks(record, [row["position_id"] for row in held])}
    labels = record.office_labels()
    found: dict[tuple[str, str], list[Answer]] = {}
    for row in held:
        check = checks[row["position_id"]]
        told = {
            "holds": holding(row["value"], row["stand"]).words,
            "office": labels.get(row["ledger"], row["ledger"]),
            "date": row["date_start"],
            "reason": row["reason"],
        }
        for incident in sorted({of[one] for one in row["about"] or () if one in of}):
            found.setdefault((incident, row["axis"]), []).append(check | told)
    for rows in found.values():
        rows.sort(key=lambda r: (r["state"] == "told", r["of"], r["ledger"], r["position_id"]))
    return found


def _checks(record: "HeldRecord", ids: list[str]) -> list[Answer]:
    wanted = pa.array(ids, pa.string())
    found = record.where("position_checks", lambda rows: pc.is_in(rows["position_id"], value_set=wanted))
    rows: list[Answer] = found.to_pylist()
    return rows


def file_finding(
    record: "HeldRecord",
    incident: str,
    rule: str,
    *,
    on: date | str | None = None,
    reason: str | None = None,
    signer: Signer | None = None,
) -> "Receipt":
    """File what a rule gives on an incident as a finding; it cites the charter in force and the positions heard.

    Raises BadArgument for a rule that there is not, NotFound for an incident that there is not, and Refused for what
    cannot be found: no charter in force, or nothing decided yet.
    """
    signer = signer or Signer()
    office = record.signer(signer.office)
    chosen = record.tables.chosen()
    if chosen.authority.in_force is None:
        raise Refused(f"no rule can be found under: {chosen.authority.why_not}")
    mechanism = chosen.mechanism
    one_of("rule of this charter", rule, [] if mechanism is None else [one.id for one in mechanism.rules])
    asked = names.incident(record, incident).id
    looked = looked_on(on) or date.today()
    row = next((one for one in outcomes(record, asked, looked) if one["rule"] == rule), None)
    if row is None or row["state"] not in SIGNED:
        why = _NOTHING if row is None else f"{row['state']}: {row['why']}"
        raise Refused(f"the rule {rule} has decided nothing on {asked[:12]} as of {looked}: {why}")
    body = {
        "mechanism": chosen.authority.in_force.charter.mechanism,
        "about": [names.first_report(record, asked, office)],
        "rule": rule,
        "axis": row["axis"],
        "state": row["state"],
        "positions": row["lineage"],
        "decided_on": looked.isoformat(),
    }
    body |= {name: value for name, value in (("value", row["value"]), ("reason", reason)) if value is not None}
    cites = (chosen.authority.in_force.id, statement_of(body["about"][0]), *row["lineage"])
    draft = Draft(kind="finding", body=body, cites=tuple(dict.fromkeys(cites)))
    return record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]

"""What a person says by hand: a judgement on two reports, a body's stand on an incident."""

from datetime import date
from typing import TYPE_CHECKING

from ceasefire.api import names
from ceasefire.record import Draft, RecordError
from ceasefire.record.filing import Receipt

if TYPE_CHECKING:
    from ceasefire.api.record import Record


class Refused(RecordError):
    """An entry that the rules of the mechanism do not admit; the message names the rule."""


def judge(
    record: "Record", a: str, b: str, verdict: str, *, office: str | None, reason: str | None, passphrase: str | None
) -> Receipt:
    """File a judgement on two reports; it supersedes the same office's standing judgement on that pair."""
    office = record.office(office)
    first, second = names.report(record, a), names.report(record, b)
    if first == second:
        raise RecordError("a report cannot be judged against itself")
    body = {"a": first, "b": second, "verdict": verdict} | ({"reason": reason} if reason else {})
    before = [
        row["judgement_id"]
        for row in record.table("judgements").to_pylist()
        if row["office"] == office and not row["superseded"] and {row["a"], row["b"]} == {first, second}
    ]
    draft = Draft(
        kind="judgement",
        body=body,
        cites=(first.partition("#")[0], second.partition("#")[0]),
        supersedes=before[-1] if before else None,
    )
    return record.file_drafts(office, [draft], passphrase=passphrase)[0]


def take_position(
    record: "Record",
    about: str,
    axis: str,
    value: str,
    *,
    office: str | None,
    of: str | None,
    role: str | None,
    stand: str | None,
    against: str | None,
    standard_of_proof: str | None,
    reason: str | None,
    passphrase: str | None,
    on: date | None = None,
) -> Receipt:
    """File a body's stand on one axis of an incident; the role's rule may refuse it (raises Refused)."""
    from ceasefire import findings

    office = record.office(office)
    anchor = names.first_report(record, about)
    party = next(o.party for o in record.offices() if o.name == office)
    body = {
        "about": [anchor],
        "axis": axis,
        "value": value,
        "of": of or party,
        "role": role,
        "stand": stand,
        "against": against,
        "standard_of_proof": standard_of_proof,
        "reason": reason,
        "when": {"start": on.isoformat()} if on else None,
    }
    body = {key: found for key, found in body.items() if found is not None}
    own = next((row["role"] for row in record.table("parties").to_pylist() if row["party_id"] == body["of"]), None)
    for one in (role, own) if own else (role,):  # a body does not leave its own role by naming another
        refusal = findings.may_enter(one, axis, value)
        if refusal is not None:
            raise Refused(refusal)
    before = [
        row["position_id"]
        for row in record.table("positions").to_pylist()
        if row["ledger"] == office
        and not row["superseded"]
        and row["of"] == body["of"]
        and row["axis"] == axis
        and anchor in row["about"]
    ]
    draft = Draft(
        kind="position", body=body, cites=(anchor.partition("#")[0],), supersedes=before[-1] if before else None
    )
    return record.file_drafts(office, [draft], passphrase=passphrase)[0]

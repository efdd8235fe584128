"""What a person says by hand: a judgement on two reports, a body's stand on an incident."""

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.api import names
from ceasefire.api.arguments import day, one_of, one_of_or_none
from ceasefire.record import Draft, RecordError
from ceasefire.record.filing import Receipt
from ceasefire.vocabulary.codes import AXES, Role, Stand, Verdict
from ceasefire.vocabulary.labels import statement_of

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord


class Refused(RecordError):
    """An entry that the rules of the mechanism do not admit; the message names the rule."""


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs: the office (not needed when a record has one), and the passphrase of its key where it has one."""

    office: str | None = None
    passphrase: str | None = None


class NewPosition(msgspec.Struct, frozen=True, kw_only=True):
    """A body's stand on one axis of the incident that `about` names by any of its reports.

    `of` is the body (by default the party of the office that signs), `against` whom it names on the responsibility
    axis, `on` the day on which it took the stand.
    """

    about: str
    axis: str
    value: str
    of: str | None = None
    role: str | None = None
    stand: str | None = None
    against: str | None = None
    standard_of_proof: str | None = None
    reason: str | None = None
    on: date | str | None = None


def judge(
    record: "HeldRecord", a: str, b: str, verdict: str, *, reason: str | None = None, signer: Signer | None = None
) -> Receipt:
    """File a judgement on two reports; it supersedes the same office's standing judgement on that pair."""
    signer = signer or Signer()
    one_of("judgement", verdict, Verdict)
    office = record.signer(signer.office)
    first, second = names.report(record, a, office), names.report(record, b, office)
    if first == second:
        raise RecordError("a report cannot be judged against itself")
    body = {"a": first, "b": second, "verdict": str(verdict)} | ({"reason": reason} if reason else {})
    before = [
        row["judgement_id"]
        for row in record.rows("judgements", "a", [first, second]).to_pylist()
        if row["ledger"] == office and not row["superseded"] and {row["a"], row["b"]} == {first, second}
    ]
    draft = Draft(
        kind="judgement",
        body=body,
        cites=(statement_of(first), statement_of(second)),
        supersedes=before[-1] if before else None,
    )
    return record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]


def take_position(record: "HeldRecord", position: NewPosition, signer: Signer | None = None) -> Receipt:
    """File a body's stand on one axis of an incident; it supersedes the same office's earlier one for that body.

    Raises BadArgument for a word that is in no code list, and Refused where the check of filed positions would refuse it.
    """
    signer = signer or Signer()
    _check_words(position)
    office = record.signer(signer.office)
    anchor = names.first_report(record, position.about, office)
    body = _body(record, position, office, anchor)
    _check_role(record, position, body["of"])
    draft = Draft(
        kind="position",
        body=body,
        cites=(statement_of(anchor),),
        supersedes=_earlier(record, office, body),
    )
    return record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]


def _check_words(position: NewPosition) -> None:
    axis = one_of("axis", position.axis, AXES)
    one_of(f"value for {axis}", position.value, AXES[axis])
    one_of_or_none("stand", position.stand, Stand)
    one_of_or_none("role", position.role, Role)


def _body(record: "HeldRecord", position: NewPosition, office: str, anchor: str) -> dict[str, Any]:
    """Return the position as the body of a statement, without what is not given."""
    party = next(o.party for o in record.offices() if o.origin == office)
    when = None if position.on is None else {"start": day(position.on).isoformat()}
    said = msgspec.structs.asdict(position)
    del said["on"]
    body = said | {"about": [anchor], "of": position.of or party, "when": when}
    return {key: found for key, found in body.items() if found is not None}


def _check_role(record: "HeldRecord", position: NewPosition, of: str) -> None:
    """Raise Refused where the check of filed positions would refuse this one.

    A body's role is that of the record's decision rules, else that of the party; raises RulesError where the rules
    cannot be read.
    """
    from ceasefire.findings.positions import known_roles, refusal

    mechanism = record.tables.chosen().mechanism
    known = known_roles(record.table("parties"), mechanism.roles if mechanism else None).get(of)
    proof = position.standard_of_proof
    refused = refusal(position.axis, position.value, known=known, named=position.role, standard_of_proof=proof)
    if refused is not None:
        raise Refused(refused)


def _earlier(record: "HeldRecord", office: str, body: dict[str, Any]) -> str | None:
    """Return the office's standing position for the same body, axis and report, if it has one."""
    found = [
        row["position_id"]
        for row in record.rows("positions", "about", body["about"]).to_pylist()
        if (row["ledger"], row["superseded"], row["of"], row["axis"]) == (office, False, body["of"], body["axis"])
    ]
    return found[-1] if found else None

"""What a person says by hand: a judgement on two reports, a body's stand on an incident."""

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire.api import names
from ceasefire.api.arguments import day, one_of, one_of_or_none
from ceasefire.api.citing import Citing
from ceasefire.record import Draft, RecordError
from ceasefire.record.filing import Receipt
from ceasefire.vocabulary.codes import AXES, Stand, Verdict
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

    `of` is the body: by default the one that the office speaks for under the charter in force, without a charter the party
    of the office. `against` is whom it names on the responsibility axis, `on` the day on which it took the stand.
    """

    about: str
    axis: str
    value: str
    of: str | None = None
    stand: str | None = None
    against: str | None = None
    standard_of_proof: str | None = None
    reason: str | None = None
    on: date | str | None = None


class PositionFiled(Receipt, frozen=True):
    """The receipt of a position: of which body, in which role and under which charter it counts, or why it does not.

    `told` is None for a body's own word. Else it is filed as told by the office, and not counted; it says why.
    """

    of: str = ""
    role: str | None = None
    charter: str | None = None
    told: str | None = None


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


def take_position(record: "HeldRecord", position: NewPosition, signer: Signer | None = None) -> PositionFiled:
    """File a body's stand on one axis of an incident; it supersedes the same office's earlier one for that body.

    It cites the charter in force under which the office speaks for a body, and is that body's word in the role that the
    charter gives it. Raises BadArgument for a word that is in no code list, and Refused for what that role may not say.
    """
    signer = signer or Signer()
    _check_words(position)
    office = record.signer(signer.office)
    citing = Citing(lambda: record.tables, office)
    anchor = names.first_report(record, position.about, office)
    body = _body(record, position, office, anchor, citing.body)
    _check_role(citing, position, body["of"])
    draft = Draft(
        kind="position",
        body=body,
        cites=(statement_of(anchor),),
        supersedes=_earlier(record, office, body),
    )
    receipt = record.file_drafts(office, [draft], passphrase=signer.passphrase)[0]
    return _filed(receipt, citing, body["of"])


def _check_words(position: NewPosition) -> None:
    axis = one_of("axis", position.axis, AXES)
    one_of(f"value for {axis}", position.value, AXES[axis])
    one_of_or_none("stand", position.stand, Stand)


def _body(
    record: "HeldRecord", position: NewPosition, office: str, anchor: str, speaks_for: str | None
) -> dict[str, Any]:
    """Return the position as the body of a statement, without what is not given."""
    party = next(o.party for o in record.offices() if o.origin == office)
    when = None if position.on is None else {"start": day(position.on).isoformat()}
    said = msgspec.structs.asdict(position)
    del said["on"]
    body = said | {"about": [anchor], "of": position.of or speaks_for or party, "when": when}
    return {key: found for key, found in body.items() if found is not None}


def _check_role(citing: Citing, position: NewPosition, of: str) -> None:
    """Raise Refused where the charter does not let the role of the body say this; another's word is only told."""
    proof = position.standard_of_proof
    refused = citing.forbids(of, position.axis, position.value, stand=position.stand, proof=proof)
    if refused is not None:
        raise Refused(refused)


def _filed(receipt: Receipt, citing: Citing, of: str) -> PositionFiled:
    """Return a receipt with what the word is worth under the reader's pin."""
    version, told = citing.version, citing.not_own(of)
    role = version.roles[of] if version is not None and told is None else None
    cited = None if version is None else version.id
    return PositionFiled(
        receipt.id, receipt.seq, receipt.already, receipt.differs, of=of, role=role, charter=cited, told=told
    )


def _earlier(record: "HeldRecord", office: str, body: dict[str, Any]) -> str | None:
    """Return the office's standing position for the same body, axis and report, if it has one."""
    found = [
        row["position_id"]
        for row in record.rows("positions", "about", body["about"]).to_pylist()
        if (row["ledger"], row["superseded"], row["of"], row["axis"]) == (office, False, body["of"], body["axis"])
    ]
    return found[-1] if found else None

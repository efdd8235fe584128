"""A proof in somebody's hands: checked with nothing but the file and a key that its reader trusts.

**Trusted:** the verifier key of the ledger, or the id of its first statement key. **Not trusted:** the file.
A file holds one tlog-proof, or one row proof. The proofs of the ledger's key statements may stand before it, in order
of enrolment and with nothing between; from these a reader who knows only the first key's id comes to all others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ceasefire.record import batch_proof, ledger, note
from ceasefire.record.envelope import Sealed, Statement, check_signature, parse_envelope
from ceasefire.record.errors import RecordError, VerificationError

MAX_BYTES = 4 << 20
MAX_KEYS = 1000
_BEGINS = re.compile(rf"(?m)^(?:{re.escape(batch_proof.TITLE)}|{re.escape(note.PROOF)})$")


class NothingTrusted(RecordError):
    """No key was given that this proof could be checked with; the message says which ledger it is of."""


class Proved(msgspec.Struct, frozen=True, kw_only=True):
    """What a file proves: that this statement is entry `position` of the ledger `origin`, under a head (size, root in hex).

    `signed_by` is the id of the statement key whose signature was checked, None where the file does not carry it;
    `first_key` the id of the ledger's first statement key, if carried. `row` and `cells` are those of a row proof.
    """

    origin: str
    position: int
    size: int
    root: str
    id: str
    statement: Statement
    checkpoint: str
    signed_by: str | None = None
    first_key: str | None = None
    row: int | None = None
    cells: dict[str, bytes] | None = None


def split(text: str) -> list[str]:
    """Return the proofs of a file, those of key statements first; VerificationError if it does not begin with one."""
    if len(text) > MAX_BYTES:
        raise VerificationError("the file is longer than any proof")
    starts = []
    in_row = False
    for line in _BEGINS.finditer(text):
        if not in_row or line[0] == batch_proof.TITLE:
            starts.append(line.start())
        in_row = line[0] == batch_proof.TITLE
    if not starts or starts[0] or len(starts) > MAX_KEYS:
        raise VerificationError("not a proof: it begins neither as a tlog-proof nor as a row proof")
    return [text[start:stop] for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)]


def origin_of(text: str) -> str:
    """Return the ledger that a file claims to prove something of, unchecked: only to look for a key of it."""
    last = split(text)[-1]
    below = batch_proof.parse(last).batch if last.startswith(batch_proof.TITLE) else last
    return note.read_checkpoint(note.parse_proof(below).checkpoint).origin


def check(text: str, vkeys: Sequence[note.Vkey] = (), first_keys: Collection[str] = ()) -> Proved:
    """Return what a file proves, by verifier keys of its ledger or by the id of the ledger's first statement key.

    Raises NothingTrusted if neither is given for it, VerificationError if it does not hold; then with what an editor
    seems to have done to it.
    """
    try:
        return _check(text, vkeys, first_keys)
    except VerificationError as error:
        slip = note.slip(text)
        raise VerificationError(f"{error} ({slip})") if slip else error from None


def _check(text: str, vkeys: Sequence[note.Vkey], first_keys: Collection[str]) -> Proved:
    *before, last = split(text)
    below = batch_proof.parse(last).batch if last.startswith(batch_proof.TITLE) else last
    proof = note.parse_proof(below)
    origin = note.read_checkpoint(proof.checkpoint).origin
    sealed = parse_envelope(proof.extra)
    first = [proof] if proof.index == 0 and sealed.statement.kind == ledger.KEY_KIND else []
    enrolled = _enrolled([note.parse_proof(one) for one in before] or first, origin)
    known = _known(vkeys, first_keys, enrolled, origin)
    for one in before:
        note.check_proof(one, note.parse_proof(one).extra, known, origin)
    head = note.check_proof(below, proof.extra, known, origin)
    row = batch_proof.check(last, known, origin) if below is not last else None
    return Proved(
        origin=origin,
        position=proof.index,
        size=head.size,
        root=head.root.hex(),
        id=sealed.id.hex(),
        statement=sealed.statement,
        checkpoint=proof.checkpoint,
        signed_by=_check_signature(sealed, proof.index, enrolled, origin),
        first_key=enrolled[0].key if enrolled else None,
        row=row.row if row else None,
        cells=row.cells if row else None,
    )


def _enrolled(proofs: Sequence[note.Proof], origin: str) -> list[ledger.Enrolled]:
    """Return the keys that key statements enrol, each signed by one before it, the first by itself."""
    found: list[ledger.Enrolled] = []
    for proof in proofs:
        sealed = parse_envelope(proof.extra)
        if sealed.statement.kind != ledger.KEY_KIND:
            raise VerificationError("only key statements may stand before the statement that is proved")
        if (proof.index <= found[-1].seq) if found else (proof.index != 0):
            raise VerificationError("the key statements do not begin with the ledger's first entry, in order")
        one = ledger.read_key(sealed.statement, proof.index, origin)
        _check_signature(sealed, proof.index, found or [one], origin)
        found.append(one)
    return found


def _known(
    vkeys: Sequence[note.Vkey], first_keys: Collection[str], enrolled: Sequence[ledger.Enrolled], origin: str
) -> list[note.Vkey]:
    """Return the log keys to hold the checkpoint against: those given, or the last that the trusted first key leads to."""
    given = list(dict.fromkeys(vkey for vkey in vkeys if vkey.name == origin))
    if given:
        if enrolled and first_keys and enrolled[0].key not in first_keys:
            raise VerificationError(
                f"the first key of the ledger in this file is {enrolled[0].key}, not the one trusted"
            )
        return given
    if not first_keys and not vkeys:
        raise NothingTrusted(f"a proof of the ledger {origin}: give its verifier key, or the id of its first key")
    if not first_keys:
        raise VerificationError(f"a proof of the ledger {origin}; none of the verifier keys given is that ledger's")
    if not enrolled:
        raise NothingTrusted(
            f"a proof of the ledger {origin} without its key statements, which the id of its first key cannot check: "
            "give its verifier key, or ask for a file written with `show ID --proof --with-keys`"
        )
    if enrolled[0].key not in first_keys:
        raise VerificationError(f"the first key of the ledger in this file is {enrolled[0].key}, not the one trusted")
    return [enrolled[-1].log]


def _check_signature(sealed: Sealed, seq: int, enrolled: Sequence[ledger.Enrolled], origin: str) -> str | None:
    """Return the id of the key that signed a statement of this ledger; None where no key statement is at hand."""
    said = sealed.statement
    if not ledger.fits_origin(origin, said.party, said.office):
        raise VerificationError(f"a statement of office {said.office!r} of {said.party!r} in the ledger {origin}")
    if not enrolled:
        return None
    for one in enrolled:
        if one.key == said.key and (one.seq < seq or one.seq == seq == 0):
            check_signature(sealed, Ed25519PublicKey.from_public_bytes(one.public))
            return one.key
    raise VerificationError("the statement names a key that the ledger had not enrolled before it")

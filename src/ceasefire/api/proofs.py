"""Proofs and checkpoints as texts for people: written from a record, checked without any."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire.api import trust
from ceasefire.api.arguments import BadArgument
from ceasefire.record import note, plain_files, proof_file
from ceasefire.record.envelope import HEX64
from ceasefire.record.errors import AlreadyThereError, NotFoundError, VerificationError, translated
from ceasefire.record.kept_notes import SUFFIXES
from ceasefire.record.output_places import require_outside
from ceasefire.record.proof_file import NothingTrusted, Proved

if TYPE_CHECKING:
    from ceasefire.api.folder import RecordFolder
    from ceasefire.api.held_record import HeldRecord

__all__ = [
    "NothingTrusted",
    "Proved",
    "check_proof",
    "checkpoints",
    "keep_checkpoints",
    "not_proved",
    "proof",
    "proved",
]

MAX_BYTES: Final = proof_file.MAX_BYTES
_MODE: Final = 0o644
"""A checkpoint is made to be handed on."""
_DIGITS: Final = 12
"""Of an id that is named in a message; with so many it is accepted by every command."""


def proof(record: "HeldRecord", name: str, *, with_keys: bool = False) -> str:
    """Return the proof of a statement (id or label) or a batch row (`id#row`), to be kept to the byte.

    With `with_keys` the proofs of the ledger's key statements stand before it, so that a reader who knows only the id
    of its first key can check all of it. Raises NotFoundError, also for an incident, with its reports: what several
    offices say has no proof of its own.
    """
    from ceasefire.api import names  # with Arrow, which the check of a proof does without

    found = names.find_incident(record, name)
    if found is not None:
        reports = ", ".join(one[:_DIGITS] if "#" not in one else one for one in names.reports_of(record, found.id))
        raise NotFoundError(f"an incident is no statement; name one of its reports: {reports}")
    identity, mark, row = names.statement(record, name).partition("#")
    text = record.store.row_proof(f"{identity}#{row}") if mark else record.store.proof(identity)
    return (record.store.key_proofs(record.get(identity).origin) if with_keys else "") + text


def check_proof(text: str | bytes, *, vkeys: Iterable[str] = (), keys: Iterable[str] = ()) -> Proved:
    """Return what the text of a proof proves, without any record.

    `vkeys` are verifier keys of ledgers, `keys` ids (64 hex digits) of first statement keys; one of them must be the
    ledger's. Where no id is given, that of the reader's trust file is taken. Raises VerificationError if it does not
    hold, NothingTrusted if no key is known, BadArgument for what is no key, TrustError where the trust file cannot be
    relied on.
    """
    said = _text(text)
    return proof_file.check(said, [_vkey(given) for given in vkeys], [_key(given) for given in keys] or _pinned(said))


def _pinned(text: str) -> list[str]:
    """Return the first key that the trust file names for the ledger of a proof; none for what is no proof."""
    try:
        pin = trust.pins().get(proof_file.origin_of(text))
    except VerificationError:
        return []
    return [pin] if pin is not None else []


def _vkey(given: str) -> note.Vkey:
    try:
        return note.parse_vkey(given)
    except VerificationError as error:
        raise BadArgument(str(error)) from None


def _key(given: str) -> str:
    key = trust.unspoken(given)
    if not HEX64.fullmatch(key):
        raise BadArgument(f"not the id of a key (64 hex digits): {given[:80]!r}")
    return key


def _text(given: str | bytes) -> str:
    if isinstance(given, str):
        return given
    try:
        return given[: proof_file.MAX_BYTES + 1].decode("utf-8")
    except UnicodeError:
        raise VerificationError("not a proof: not UTF-8 (an editor may have written it as UTF-16)") from None


def proved(found: Proved) -> list[str]:
    """Return in words what a proof shows."""
    said = found.statement
    what = f"a {said.kind} statement" if found.row is None else f"row {found.row} of a batch"
    by = f", signed with the key {found.signed_by}" if found.signed_by else ""
    return [
        f"office {said.office} of {said.party} filed {what} with the id {found.id}{by}",
        f"it is statement {found.position:,} (counted from 0) of the ledger {found.origin}",
        f"under its head of {found.size:,} statements with the root {found.root}",
    ]


def not_proved(found: Proved) -> list[str]:
    """Return in words what a proof leaves open."""
    said = found.statement
    words = [
        f"that it is true, or was said at the time it claims ({said.claimed_at})",
        "that the key is that office's own: this rests on where you have the key from",
        "that nothing later supersedes it",
    ]
    if found.signed_by is None:
        words.append(
            "the statement's own signature: the file does not carry the key (`show ID --proof --with-keys` does); "
            "that the ledger holds it is proved by its log key"
        )
    return words


def answer(found: Proved) -> dict[str, Any]:
    """Return what a proof shows as one mapping for a program."""
    built: dict[str, Any] = msgspec.to_builtins(found)
    if found.cells is not None:
        built["cells"] = {name: value.decode("utf-8", "replace") for name, value in found.cells.items()}
    return {"holds": True} | built | {"proved": proved(found), "not_proved": not_proved(found)}


def checkpoints(record: "RecordFolder", office: str | None = None) -> list[dict[str, Any]]:
    """Return the signed head of an office's ledger, or of all, with what is needed to check it later."""
    origin = None if office is None else record.office(office)
    first = record.store.first_keys()
    rows = []
    for one in record.offices():
        if origin in (None, one.origin):
            text = record.store.checkpoint(one.origin)
            signed = note.read_checkpoint(text)
            rows.append(
                {
                    "office": one.name,
                    "party": one.party,
                    "origin": one.origin,
                    "key": first.get(one.origin),
                    "size": signed.size,
                    "root": signed.root.hex(),
                    "vkeys": list(one.vkeys),
                    "checkpoint": text,
                }
            )
    return rows


def keep_checkpoints(rows: Collection[dict[str, Any]], out: Path) -> list[Path]:
    """Write checkpoints: one a file into a folder, or all into one new file; return where.

    A file that is there is never overwritten (AlreadyThereError): the older checkpoint is evidence too. Each file is
    written whole or not at all, also on a full disk. Raises RecordError for a place inside a record's folder.
    """
    require_outside(out)
    if not out.is_dir():
        return [_keep(out, "".join(row["checkpoint"] for row in rows))]
    return [_keep(out / _file_name(row), row["checkpoint"]) for row in rows]


def _file_name(row: dict[str, Any]) -> str:
    """Return a name that tells ledger and size: `astana+mission+compiler@1553.checkpoint`; + is in no name."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-/") else "_" for c in row["origin"])
    return plain.removeprefix("ceasefire/").replace("/", "+")[:200] + f"@{row['size']}{SUFFIXES[0]}"


def _keep(path: Path, text: str) -> Path:
    data = text.encode()
    with translated(path):
        try:
            plain_files.put(path, data, mode=_MODE, overwrite=False)
        except FileExistsError:
            if path.read_bytes() != data:
                raise AlreadyThereError(f"{path} is there already; keep the newer checkpoint beside it") from None
    return path

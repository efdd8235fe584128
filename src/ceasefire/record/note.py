"""Signed notes, checkpoints and proofs as text, in the forms of C2SP: signed-note, tlog-checkpoint, tlog-proof.

Each parser accepts one spelling only and raises `VerificationError` on all else; each `check_*` returns nothing or
raises.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceasefire.record import tree
from ceasefire.record.errors import VerificationError

ED25519 = b"\x01"
MAX_BYTES = 1 << 20
_MAX_SIGNATURES = 100
"""As golang.org/x/mod/sumdb/note takes; signed-note asks for 16 at least."""
PROOF = "c2sp.org/tlog-proof@v1"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
_NAME = re.compile(r"[^\s+]+")
_NOTE = re.compile(r"(?:(?!— )[^\n]+\n)+\n(?:— [^\n]+\n)+")
_NOTES = re.compile(rf"{_NOTE.pattern}(?:\n?{_NOTE.pattern})*")


class Vkey(msgspec.Struct, frozen=True, kw_only=True):
    """A public key that verifies notes: name, 4-byte id, 32 bytes of Ed25519 (signed-note, verifier keys)."""

    name: str
    id: bytes
    public: bytes

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_b64(ED25519 + self.public)}"


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger's log key says of it at one moment: how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """That one entry stands at `index` under a signed checkpoint; `extra` holds the entry's envelope."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unb64(text: str, width: int | None = None) -> bytes:
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, UnicodeError):
        raise VerificationError(f"not base64: {text[:80]!r}") from None
    if _b64(data) != text or (width is not None and len(data) != width):
        raise VerificationError(f"not base64 of the expected length: {text[:80]!r}")
    return data


def make_vkey(name: str, public: bytes) -> Vkey:
    """Return the verifier key for an Ed25519 public key under this name."""
    return Vkey(name=name, id=hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4], public=public)


def parse_vkey(text: str) -> Vkey:
    """Return the key that `str(vkey)` spelled; VerificationError for any other spelling, algorithm or a wrong id."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not _NAME.fullmatch(parts[0]):
        raise VerificationError(f"not a verifier key: {text[:80]!r}")
    material = _unb64(parts[2], 33)
    vkey = make_vkey(parts[0], material[1:])
    if str(vkey) != text:
        raise VerificationError(f"not an Ed25519 verifier key: {text[:80]!r}")
    return vkey


def sign(text: str, vkey: Vkey, key: Ed25519PrivateKey) -> str:
    """Return the text as a note with one signature; `text` ends in a newline."""
    return f"{text}\n— {vkey.name} {_b64(vkey.id + key.sign(text.encode()))}\n"


def check_note(note: str, vkeys: Sequence[Vkey]) -> str:
    """Return the text of a note that one of these keys signed and none of them wrongly; else VerificationError.

    Keys of the same name and id are refused: which of them a signature means could not be told.
    """
    if len({(vkey.name, vkey.id) for vkey in vkeys}) < len(vkeys):
        raise VerificationError("two of the known keys have the same name and id")
    text, signatures = _split(note)
    good = 0
    for name, blob in signatures:
        for vkey in vkeys:
            if vkey.name == name and vkey.id == blob[:4]:
                _check_signature(vkey, blob[4:], text)
                good += 1
    if not good:
        raise VerificationError("no signature on this note is from a known key")
    return text


def split_notes(text: str) -> list[str]:
    """Return the notes that stand one after another in a text, as `cat` joins them; one empty line between is let pass.

    VerificationError where the text is not made of notes whose own text holds no empty line, as no checkpoint's does.
    """
    if len(text) > MAX_BYTES or text.startswith("\ufeff") or not _NOTES.fullmatch(text):
        raise VerificationError(
            "not a note, nor several: " + (slip(text) or "text, empty line and signatures are needed")
        )
    return [found[0] for found in _NOTE.finditer(text)]


def slip(text: str) -> str | None:
    """Return in words what an editor or a program did to a text that was to be kept exactly; None if nothing is seen."""
    if not text:
        return "it is empty"
    if text.startswith("\ufeff"):
        return "it begins with a byte order mark, which some editors add; write it again as UTF-8 without one"
    if "\r" in text:
        return "it has line ends of Windows (CRLF); write it again with LF alone"
    if not text.endswith("\n"):
        return "its last line has no line end; it was cut off, or pasted without it"
    if text.endswith("\n\n"):
        return "an empty line follows the last one, as `echo` or an editor adds it; take it away"
    return None


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > MAX_BYTES or any(c < " " and c != "\n" for c in note):
        raise VerificationError("not a note: too long, or holds control characters")
    head, gap, tail = note.rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or not head or lines.pop() != "" or not 1 <= len(lines) <= _MAX_SIGNATURES:
        raise VerificationError("not a note: text, empty line and signatures are not all there")
    return head + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not _NAME.fullmatch(parts[1]):
        raise VerificationError(f"not a signature line: {line[:80]!r}")
    blob = _unb64(parts[2])
    if len(blob) < 5:
        raise VerificationError("a note signature is too short")
    return parts[1], blob


def _check_signature(vkey: Vkey, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(vkey.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError, UnicodeError):
        raise VerificationError(f"the signature by {vkey.name} does not hold") from None


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Return the three lines of a checkpoint, unsigned (tlog-checkpoint, note text)."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{_b64(checkpoint.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint in the text of a note; extension lines are refused."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise VerificationError("not a checkpoint: three lines are needed")
    if not _NUMBER.fullmatch(lines[1]):
        raise VerificationError(f"not a tree size: {lines[1][:40]!r}")
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=_unb64(lines[2], 32))


def check_checkpoint(note: str, vkeys: Sequence[Vkey], origin: str) -> Checkpoint:
    """Return the checkpoint in a note signed by one of these keys for this origin; else VerificationError."""
    checkpoint = parse_checkpoint(check_note(note, vkeys))
    if checkpoint.origin != origin:
        raise VerificationError(f"a checkpoint of {checkpoint.origin!r}, not of {origin!r}")
    return checkpoint


def read_checkpoint(note: str) -> Checkpoint:
    """Return the checkpoint in a note whose signatures are not looked at: only to learn which origin it speaks of."""
    return parse_checkpoint(_split(note)[0])


def proof_text(proof: Proof) -> str:
    """Return the proof as text of the form tlog-proof."""
    extra = [f"extra {_b64(proof.extra)}"] if proof.extra else []
    lines = [PROOF, *extra, f"index {proof.index}", *map(_b64, proof.path)]
    return "\n".join(lines) + "\n\n" + proof.checkpoint


def parse_proof(text: str) -> Proof:
    """Return the proof that `proof_text` spelled; else VerificationError."""
    if len(text) > MAX_BYTES:
        raise VerificationError("a proof longer than 1 MiB")
    head, gap, note = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or len(lines) < 2 or lines[0] != PROOF:
        raise VerificationError("not a tlog-proof")
    extra = _unb64(lines.pop(1)[6:]) if lines[1].startswith("extra ") else b""
    if len(lines) < 2 or not lines[1].startswith("index ") or not _NUMBER.fullmatch(lines[1][6:]):
        raise VerificationError("not a tlog-proof: no index")
    path = tuple(_unb64(line, 32) for line in lines[2:])
    proof = Proof(index=int(lines[1][6:]), path=path, checkpoint=note, extra=extra)
    if proof_text(proof) != text:
        raise VerificationError("the proof is not in its one spelling")
    return proof


def check_proof(text: str, envelope: bytes, vkeys: Sequence[Vkey], origin: str) -> Checkpoint:
    """Return the checkpoint over this envelope, by the proof alone; else VerificationError (tlog-proof)."""
    proof = parse_proof(text)
    checkpoint = check_checkpoint(proof.checkpoint, vkeys, origin)
    tree.check_inclusion(tree.leaf_hash(envelope), proof.index, checkpoint.size, proof.path, checkpoint.root)
    return checkpoint

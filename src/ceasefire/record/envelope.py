"""A statement and its signed envelope: what an office said, and the bytes that prove it said so.

Payload: canonical JSON of `Statement`. Signature: Ed25519 over the DSSE pre-authentication encoding of exactly those
bytes. Envelope: DSSE JSON with one signature, itself canonical. Id: SHA-256 of the pre-authentication encoding.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceasefire.record import profile
from ceasefire.record.errors import VerificationError

EDITION = 1
MEDIA_TYPE = "application/vnd.ceasefire.{}+json"

KIND = re.compile(r"[a-z][a-z0-9_]{0,31}")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
HEX64 = re.compile(r"[0-9a-f]{64}")
REFERENCE = re.compile(r"[0-9a-f]{64}(#(0|[1-9][0-9]{0,11}))?")
_NONCE = re.compile(r"[0-9a-f]{32}")
_INSTANT = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z")


class SourceRef(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where in somebody else's publication a statement stands: the file by SHA-256, and the row, cell or span in it."""

    address: str | None = None
    publisher: str | None = None
    sha256: str | None = None
    row: int | None = None
    cell: str | None = None
    span: tuple[int, int] | None = None
    quote: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one office signed, once, for ever. `body` is the part that the kind defines; the record does not read it."""

    kind: str
    edition: int
    party: str
    office: str
    key: str
    nonce: str
    claimed_at: str
    cites: tuple[str, ...]
    supersedes: str | None = None
    source: SourceRef | None = None
    body: dict[str, Any]


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with the bytes that carry it; `id` is 32 raw bytes, `signature` 64 where it was read or made."""

    id: bytes
    statement: Statement
    payload: bytes
    envelope: bytes
    signature: bytes = b""


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keyid: str
    sig: bytes


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The envelope's own form; `bytes` stand in JSON as base64, and fields in this order."""

    payload: bytes
    payloadType: str
    signatures: tuple[_Signature]


_statements = msgspec.json.Decoder(Statement)
_envelopes = msgspec.json.Decoder(_Envelope)
_spelled = msgspec.json.Encoder()
_MAX_ENVELOPE = 0xFFFF


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed: type and payload, each with its length (DSSE v1, PAE)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal(statement: Statement, key: Ed25519PrivateKey) -> Sealed:
    """Sign a statement; ValueError when it is outside the profile or longer than 40 KiB."""
    payload = spell(statement)
    payload_type = MEDIA_TYPE.format(statement.kind)
    signed = pae(payload_type, payload)
    signature = key.sign(signed)
    return Sealed(
        id=hashlib.sha256(signed).digest(),
        statement=statement,
        payload=payload,
        envelope=_spell(payload, payload_type, statement.key, signature),
        signature=signature,
    )


def spell(statement: Statement) -> bytes:
    """Return the canonical bytes of a statement; ValueError when there are none or they exceed 40 KiB."""
    payload = profile.encode_checked(msgspec.to_builtins(statement))
    if len(payload) > profile.MAX_BYTES:
        raise ValueError(f"{len(payload)} bytes; a statement holds {profile.MAX_BYTES} at most (cite a blob instead)")
    return payload


def _spell(payload: bytes, payload_type: str, keyid: str, signature: bytes) -> bytes:
    return b'{"payload":"%b","payloadType":"%b","signatures":[{"keyid":"%b","sig":"%b"}]}' % (
        base64.b64encode(payload),
        payload_type.encode(),
        keyid.encode(),
        base64.b64encode(signature),
    )


def parse_envelope(data: bytes) -> Sealed:
    """Return the statement in an envelope, all rules but the signature checked; VerificationError says which fails."""
    outer = _open(data)
    statement = parse_statement(outer.payload)
    if outer.payloadType != MEDIA_TYPE.format(statement.kind):
        raise VerificationError(f"payload type {outer.payloadType!r} does not fit kind {statement.kind!r}")
    if outer.signatures[0].keyid != statement.key:
        raise VerificationError("the envelope names another key than the statement")
    return Sealed(
        id=hashlib.sha256(pae(outer.payloadType, outer.payload)).digest(),
        statement=statement,
        payload=outer.payload,
        envelope=data,
        signature=outer.signatures[0].sig,
    )


def check_signature(sealed: Sealed, key: Ed25519PublicKey) -> None:
    """Return if `key` signed a statement that `parse_envelope` gave; else VerificationError (RFC 8032 as OpenSSL checks it)."""
    try:
        key.verify(sealed.signature, pae(MEDIA_TYPE.format(sealed.statement.kind), sealed.payload))
    except InvalidSignature:
        raise VerificationError("the signature does not hold") from None


def _open(data: bytes) -> _Envelope:
    """Return the parts of an envelope that is spelled as `_spell` does it, and in no other way."""
    if len(data) > _MAX_ENVELOPE:
        raise VerificationError(f"envelope longer than {_MAX_ENVELOPE} bytes")
    try:
        envelope = _envelopes.decode(data)
        spelled = _spelled.encode(envelope)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise VerificationError(f"not an envelope: {error}") from None
    if spelled != data:
        raise VerificationError("the envelope is not in its canonical spelling")
    return envelope


def parse_statement(payload: bytes) -> Statement:
    """Return the statement these bytes spell, provided they are its one spelling; else VerificationError."""
    if len(payload) > profile.MAX_BYTES:
        raise VerificationError(f"statement longer than {profile.MAX_BYTES} bytes")
    try:
        statement = _statements.decode(payload)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise VerificationError(f"not a statement: {error}") from None
    profile.require(statement.body)
    check_fields(statement)
    if profile.encode(statement) != payload:
        raise VerificationError("the statement is not in its canonical spelling")
    return statement


def check_fields(statement: Statement) -> None:
    """Refuse envelope fields that are not of the form edition 1 gives them."""
    _check_author(statement.kind, statement.party, statement.office, statement.key)
    _require_form("nonce", statement.nonce, _NONCE)
    _require_form("claimed_at", statement.claimed_at, _INSTANT)
    if statement.edition < 1 or statement.edition > 999:
        raise VerificationError(f"edition {statement.edition} is out of range")
    for reference in (*statement.cites, *filter(None, [statement.supersedes])):
        if not REFERENCE.fullmatch(reference):
            raise VerificationError(f"{reference[:80]!r} is not a statement id or id#row")
    if statement.source is not None:
        _check_source(statement.source)


@lru_cache(maxsize=256)
def _check_author(kind: str, party: str, office: str, key: str) -> None:
    """Refuse names of another form; kept, for they are the same in most statements of a ledger."""
    for field, value, pattern in (("kind", kind, KIND), ("party", party, NAME), ("office", office, NAME)):
        _require_form(field, value, pattern)
    _require_form("key", key, HEX64)


def _require_form(field: str, value: str, pattern: re.Pattern[str]) -> None:
    if not pattern.fullmatch(value):
        raise VerificationError(f"{field} {value[:80]!r} is not of the required form")


def _check_source(source: SourceRef) -> None:
    if source.sha256 is not None and not HEX64.fullmatch(source.sha256):
        raise VerificationError("source.sha256 is not 64 lower-case hex digits")
    if source.row is not None and not 0 <= source.row <= profile.MAX_INT:
        raise VerificationError("source.row is out of range")
    if source.span is not None and not 0 <= source.span[0] <= source.span[1] <= profile.MAX_INT:
        raise VerificationError("source.span does not run from a start to an end")
    for text in (source.address, source.publisher, source.cell, source.quote):
        profile.require(text)


@lru_cache(maxsize=1024)
def instant(text: str) -> datetime.datetime | None:
    """Return the time that `claimed_at` tells, in UTC, or None where it is no time: a day that its month does not have, the year 0."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def body_json(body: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of a body alone, as handed to the body checker."""
    return profile.encode(body)

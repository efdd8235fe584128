"""Canonical JSON, strict profile: one value has one spelling, and any other spelling is refused.

RFC 8785 (JCS) narrowed until every encoder that follows it agrees: objects with keys of `[a-z0-9_]`, text in Unicode
NFC without lone surrogates, integers below 2**53, true, false, null, arrays. No floats: places are `lat_e7`, decimals
are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec
import rfc8785

from ceasefire.record.errors import VerificationError

MAX_INT = 2**53 - 1
MAX_BYTES = 40 * 1024
MAX_DEPTH = 32

_KEY = re.compile(r"[a-z0-9_]{1,64}")
_encoder = msgspec.json.Encoder(order="sorted")


def plain(value: Any, where: str = "body", depth: int = 0) -> Any:
    """Return the value as plain JSON of the profile, text in NFC; ValueError names the place that does not fit."""
    if depth > MAX_DEPTH:
        raise ValueError(f"{where}: nested deeper than {MAX_DEPTH}")
    if isinstance(value, str):
        return _text(value, where)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value, where)
    if isinstance(value, Mapping):
        return {_key(k, where): plain(v, f"{where}.{k}", depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v, f"{where}[{i}]", depth + 1) for i, v in enumerate(value)]
    if isinstance(value, float):
        raise ValueError(f"{where}: {value!r} is a float; use an integer with its unit (lat_e7) or text")
    raise ValueError(f"{where}: {type(value).__name__} has no place in a statement")


def _text(value: str, where: str) -> str:
    if value.isascii():
        return str(value)
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise ValueError(f"{where}: text holds a lone surrogate")
    return unicodedata.normalize("NFC", value)


def _integer(value: int, where: str) -> int:
    if abs(value) > MAX_INT:
        raise ValueError(f"{where}: {value} is outside plus or minus 2**53 - 1")
    return int(value)


def _key(key: Any, where: str) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueError(f"{where}: key {key!r} is not lower-case ASCII letters, digits and underscores")
    return key


def encode(value: Any) -> bytes:
    """Return the one spelling of a value that `plain` has passed (or of a struct of such values)."""
    return _encoder.encode(value)


def encode_checked(value: Any) -> bytes:
    """Return what `encode` does, compared with the reference canonicaliser: where they differ, nothing is filed."""
    ours = _encoder.encode(value)
    if rfc8785.dumps(value) != ours:
        raise ValueError("two canonical encoders disagree about this value; it cannot be filed")
    return ours


def require(value: Any, depth: int = 0) -> None:
    """Refuse a decoded value outside the profile; the caller then compares the re-encoding with the bytes it read."""
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise VerificationError("text is not in NFC")
    elif isinstance(value, dict):
        _require_object(value, depth)
    elif isinstance(value, (list, tuple)):
        _require_depth(depth)
        for item in value:
            require(item, depth + 1)
    elif isinstance(value, float):
        raise VerificationError("a float has no place in a statement")
    elif isinstance(value, int) and abs(value) > MAX_INT:
        raise VerificationError("integer outside plus or minus 2**53 - 1")


def _require_object(value: dict[Any, Any], depth: int) -> None:
    _require_depth(depth)
    for key, item in value.items():
        if not _KEY.fullmatch(key):
            raise VerificationError(f"key {key[:70]!r} is outside the profile")
        require(item, depth + 1)


def _require_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise VerificationError(f"nested deeper than {MAX_DEPTH}")


def decode(data: bytes) -> Any:
    """Return the value these bytes spell, if they are its one spelling; else VerificationError (RFC 8785 §3.2)."""
    if len(data) > MAX_BYTES:
        raise VerificationError(f"longer than {MAX_BYTES} bytes")
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise VerificationError(f"not JSON: {error}") from None
    require(value)
    if encode(value) != data:
        raise VerificationError("not the canonical spelling (order, spacing, escapes, duplicate keys or numbers)")
    return value

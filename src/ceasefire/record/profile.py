"""Canonical JSON, strict profile: one value has one spelling, and any other spelling is refused.

RFC 8785 (JCS) narrowed until every encoder that follows it agrees: objects with keys of `[a-z0-9_]`, text in Unicode
NFC without lone surrogates, integers below 2**53, true, false, null, arrays. No floats: places are `lat_e7`, decimals
are text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ceasefire.record.errors import VerificationError

MAX_INT = 2**53 - 1
MAX_BYTES = 40 * 1024
MAX_DEPTH = 32

_LONGEST_KEY = 64
_KEY = re.compile(rf"[a-z0-9_]{{1,{_LONGEST_KEY}}}")
_encoder = msgspec.json.Encoder(order="sorted")
_second = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
"""Python's own encoder: other code, by other people, and within the profile the same spelling (see decision 0006)."""


def plain(value: Any, where: str = "body") -> Any:
    """Return the value as plain JSON of the profile, text in NFC; ValueError names the place that does not fit."""
    try:
        return _plain(value, 0)
    except _Unfit as unfit:
        raise ValueError(f"{where}{''.join(reversed(unfit.steps))}: {unfit.reason}") from None


class _Unfit(Exception):
    """A value that does not fit: why, and the steps to it, the innermost first. So a value that fits names no place."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.steps: list[str] = []


def _plain(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _Unfit(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, Mapping):
        return _object(value, depth + 1)
    if isinstance(value, (list, tuple)):
        return _array(value, depth + 1)
    if isinstance(value, float):
        raise _Unfit(f"{value!r} is a float; use an integer with its unit (lat_e7) or text")
    raise _Unfit(f"{type(value).__name__} has no place in a statement")


def _object(value: Mapping[Any, Any], depth: int) -> dict[str, Any]:
    found = {}
    for key, item in value.items():
        named = _key(key)
        try:
            found[named] = _plain(item, depth)
        except _Unfit as unfit:
            unfit.steps.append(f".{named}")
            raise
    return found


def _array(value: Sequence[Any], depth: int) -> list[Any]:
    found: list[Any] = []
    try:
        for item in value:
            found.append(_plain(item, depth))
    except _Unfit as unfit:
        unfit.steps.append(f"[{len(found)}]")
        raise
    return found


def _text(value: str) -> str:
    if value.isascii():
        return str(value)
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise _Unfit("text holds a lone surrogate")
    return unicodedata.normalize("NFC", value)


def _integer(value: int) -> int:
    if abs(value) > MAX_INT:
        raise _Unfit(f"{value} is outside plus or minus 2**53 - 1")
    return int(value)


def _key(key: Any) -> str:
    if not isinstance(key, str) or not is_key(key):
        raise _Unfit(f"key {key!r} is not lower-case ASCII letters, digits and underscores")
    return key


def is_key(key: str) -> bool:
    """Tell whether a text may be a key of an object."""
    return len(key) <= _LONGEST_KEY and _fits_key(key)


@lru_cache(maxsize=4096)
def _fits_key(key: str) -> bool:
    """Kept, for statements use the same few hundred keys over and over; never of a long text, which would be kept too."""
    return _KEY.fullmatch(key) is not None


def encode(value: Any) -> bytes:
    """Return the one spelling of a value that `plain` has passed (or of a struct of such values)."""
    return _encoder.encode(value)


def encode_checked(value: Any) -> bytes:
    """Return what `encode` does, compared with a second encoder's spelling: where they differ, nothing is filed."""
    ours = _encoder.encode(value)
    if _second.encode(value).encode() != ours:
        raise ValueError("two canonical encoders disagree about this value; it cannot be filed")
    return ours


def require(value: Any, depth: int = 0) -> None:
    """Refuse a decoded value outside the profile; the caller then compares the re-encoding with the bytes it read."""
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise VerificationError("text is not in NFC")
    elif isinstance(value, dict):
        _require_depth(depth)
        for key, item in value.items():
            if not is_key(key):
                raise VerificationError(f"key {key[:70]!r} is outside the profile")
            if not (type(item) is str and item.isascii()):  # most are, and a call costs more than the question
                require(item, depth + 1)
    elif isinstance(value, (list, tuple)):
        _require_depth(depth)
        for item in value:
            require(item, depth + 1)
    elif isinstance(value, float):
        raise VerificationError("a float has no place in a statement")
    elif isinstance(value, int) and abs(value) > MAX_INT:
        raise VerificationError("integer outside plus or minus 2**53 - 1")


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

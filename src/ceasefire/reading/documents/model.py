"""What a form of document gives, and the length that no text may pass."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from ceasefire.intake.model import IntakeError

MAX_TEXT: Final = 4_000_000
"""Longest text taken from one document, in characters; the reader takes no longer one."""
MAX_FILE: Final = 32 * 1024 * 1024
"""Largest document opened, in bytes."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What one of the forms gives: a text, before it has a name and a digest.

    `part` is the place of the text in a document of several (feed entry, message of an mbox or a chat), counted from 1.
    `speaker` is who says all of it; `quoted` are words of others that it repeats, and `notes` tell what was left out.
    `left` is the subject of an item that is no conflict and is not read.
    """

    text: str
    kind: str
    date: dt.date | None = None
    date_basis: str = "none"
    language: str | None = None
    publisher: str | None = None
    address: str | None = None
    part: str | None = None
    speaker: str | None = None
    quoted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left: str | None = None


class Bad(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a document (feed entry, message of an mbox, page) that cannot be read, while the others can."""

    part: str
    reason: str


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A document set aside: which one, and why."""

    name: str
    reason: str


def reason_of(error: Exception) -> str:
    """Return in words why a document cannot be read, whatever its parser raised."""
    if isinstance(error, IntakeError):
        return error.reason
    if isinstance(error, OSError):
        return error.strerror or str(error)
    words = {MemoryError: "it takes too much memory", RecursionError: "it is nested too deeply"}
    return words.get(type(error)) or f"cannot be read ({type(error).__name__}: {str(error)[:200]})"

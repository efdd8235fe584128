"""What a form of document gives, and the length that no text may pass."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

MAX_TEXT: Final = 4_000_000
"""Longest text taken from one document, in characters; the reader takes no longer one."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What one of the forms gives: a text, before it has a name and a digest.

    `part` is the place of the text in a document of several (feed entry, message of an mbox), counted from 1.
    """

    text: str
    kind: str
    date: dt.date | None = None
    date_basis: str = "none"
    language: str | None = None
    publisher: str | None = None
    address: str | None = None
    part: str | None = None

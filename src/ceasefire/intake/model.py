"""What every reader of the room shares: the options, the asides, the errors, and the bounds on hostile input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from ceasefire.parties import Directory
from ceasefire.vocabulary.errors import CeasefireError

MAX_LINE: Final = 4 * 1024 * 1024
"""Longest line read, in characters; a longer one ends the file there instead of filling the memory."""
MAX_RECORD: Final = 1024 * 1024
"""Longest row that runs over several lines (a quoted field with line breaks), in characters."""
MAX_COLUMNS: Final = 2_000
MAX_DOCUMENT: Final = 64 * 1024 * 1024
"""Largest GeoJSON file, in bytes; these are held in memory whole."""
MAX_YAML: Final = 4 * 1024 * 1024
MAX_BODY: Final = 32 * 1024
"""Largest body, in bytes of JSON, that leaves room for the envelope in a statement of 40 KiB."""
KEPT_CELLS: Final = 50_000
"""Rows set aside that keep their own cells; further ones keep place and reason alone, so that memory stays bounded."""
SHOWN: Final = 80
"""Characters of a value that a message repeats."""


class IntakeError(CeasefireError, ValueError):
    """A file that cannot be read at all; says which file, where in it, and why."""

    def __init__(self, file: str, reason: str, *, row: int | None = None, field: str | None = None) -> None:
        place = "".join((f", row {row}" if row is not None else "", f", {field}" if field else ""))
        super().__init__(f"{file}{place}: {reason}")
        self.file = file
        self.row = row
        self.field = field
        self.reason = reason


class CellError(ValueError):
    """A value that does not fit; the reader turns it into an `Aside` and goes on with the next row."""

    def __init__(self, reason: str, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.value = value

    def at(self, field: str, value: str = "") -> CellError:
        """Return the same error with the field it was found in, unless it already names one."""
        return self if self.field else CellError(self.reason, field, value[:SHOWN])


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A row set aside: where it stands, what does not fit and why, with the row's own cells by column name.

    `row` counts data rows from 1 (features of a GeoJSON, items of a YAML); `line` is the line of the file, where known.
    """

    file: str
    row: int | None = None
    field: str | None = None
    value: str | None = None
    reason: str
    line: int | None = None
    cells: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        places = (
            f"row {self.row}" if self.row is not None else "",
            f"line {self.line}" if self.line else "",
            self.field or "",
        )
        return f"{', '.join((self.file, *filter(None, places)))}: {self.reason}"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the person who files knows about a file and the file does not say.

    `known_parties` says which party a spelling means (None: parties are not checked and names stay as told);
    `new_parties` lets unknown names stand as told. `known_reports` maps labels to report ids, for judgements;
    `any_reports` lets any name of a report stand as told, for judgements on a file that is on no record.
    """

    kind: str | None = None
    mapping: Path | None = None
    time_zone: str | None = None
    language: str | None = None
    address: str | None = None
    publisher: str | None = None
    known_parties: Directory | None = None
    new_parties: bool = False
    known_reports: Mapping[str, str] | None = None
    any_reports: bool = False
    extra_units: frozenset[str] = frozenset()
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    date_order: str | None = None
    file_name: str | None = None


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """What a file was recognised as: its container, the shape of its table, and the kind of statement it gives."""

    container: str
    shape: str
    kind: str
    words: str
    encoding: str | None = None
    delimiter: str | None = None
    bulk: bool = False

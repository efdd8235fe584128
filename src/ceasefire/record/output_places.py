"""Where a command may write what it was asked for: never inside a record's folder."""

from __future__ import annotations

import os
from pathlib import Path

from ceasefire.record import database
from ceasefire.record.errors import RecordError


def require_outside(path: Path, *records: Path) -> None:
    """Raise RecordError for a place inside a record's folder, reached directly or through links.

    Inside is what lies in or under one of `records`, and under any folder that holds a record's database: a name there
    may be that of the ledger, a key or a blob, and whatever else is new there looks like a part of what was signed.
    """
    held = {real for folder in records for real in _spellings(folder)}
    for spelling in _spellings(path):
        for folder in (spelling, *spelling.parents):
            if folder in held or os.path.lexists(folder / database.FILE):
                raise RecordError(f"{path} lies inside the record {folder}; name a place elsewhere")


def _spellings(path: Path) -> set[Path]:
    """Return a path as given and as it resolves, a link at its end followed or not."""
    plain = Path(os.path.abspath(path))
    return {plain, plain.parent.resolve() / plain.name, plain.resolve()}

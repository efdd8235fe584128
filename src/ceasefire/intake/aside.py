"""Rows that were set aside, as a file a person can open, mend and file again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ceasefire.intake.model import Aside

_OWN: Final = ("file", "row", "line", "field", "reason")
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def write_aside(path: Path, asides: Iterable[Aside]) -> int:
    """Write the rows set aside as CSV (UTF-8 with mark), and return how many there were; no file for none.

    Columns: file, row, line, field, reason, then the row's own cells by name. A cell that a spreadsheet would run as a
    formula gets an apostrophe in front, as OWASP advises for CSV injection; numbers keep their sign.
    """
    held = list(asides)
    if not held:
        return 0
    columns = list(dict.fromkeys(name for aside in held for name, _ in aside.cells))
    names = [*_OWN, *(f"{name} (cell)" if name in _OWN else name for name in columns)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([inert(name) for name in names])
        for aside in held:
            cells = dict(aside.cells)
            own = (aside.file, aside.row, aside.line, aside.field, aside.reason)
            out.writerow([inert("" if v is None else str(v)) for v in (*own, *(cells.get(c, "") for c in columns))])
    return len(held)


def inert(text: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe before `=`, `+`, `-`, `@`, unless it is a number."""
    said = text.replace("\0", "\ufffd")
    if said.lstrip(" ")[:1] in _LIVE and said and not _is_number(said):
        return "'" + said
    return said


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal() and text.count("-") + text.count("+") <= 1

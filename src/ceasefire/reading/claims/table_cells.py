"""Rows of a table in plain text cut into cells, and what a heading over a column stands for."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.lexicon.load import alternation, kinds
from ceasefire.reading.mentions.numbers import value_of
from ceasefire.reading.model import Count

_COLUMNS = kinds("en", "tables", "column")
_MEASURES = kinds("en", "tables", "measure")
_NUMBER = re.compile(
    r"^(?P<floor>at least |over |more than )?(?:c\. ?|approx\.? ?|some |about )?"
    r"(?P<n>\d{1,3}(?:[,.' ]\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,7})(?P<plus>\+)?(?: ?[(*\u2020].*)?$",
    re.I,
)
_ZERO = ("0", "nil", "none", "zero")
_NIL = re.compile(r"^(?:-|--|nil|none|zero|n/?a|0|)$", re.I)
TOTAL = re.compile(rf"(?:{alternation('en', 'figures', 'totals')})\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d$")


class Cell(msgspec.Struct, frozen=True):
    """One cell: its words and where they stand in the row."""

    start: int
    end: int
    words: str


def split_cells(text: str) -> list[Cell]:
    """Return the cells of a row parted by bars, tabs or wide gaps."""
    pattern = r"[^|]+" if "|" in text else r"[^\t]+" if "\t" in text else r"\S+(?: \S+)*"
    cells = []
    for match in re.finditer(pattern, text):
        words = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        cells.append(Cell(start, start + len(words), words))
    if "|" in text:
        cells = cells[1 if cells and not cells[0].words else 0 :]
        cells = cells[:-1] if cells and not cells[-1].words else cells
    return cells


def role_of(words: str) -> str:
    """Return what a column holds by its heading: a date, a place, killed, a count; an empty text if that is not known."""
    for role, body in _COLUMNS:
        if re.fullmatch(rf"(?:{body})s?(?: (?:of|and|/|\().{{0,30}})?", words.strip(), re.I):
            return role
    return "count" if measure_of(words) and len(words) < 40 else ""


def measure_of(label: str) -> str | None:
    """Return what a label counts, by the words in it."""
    return next((measure for measure, body in _MEASURES if re.search(rf"\b(?:{body})\b", label, re.I)), None)


def count_of(words: str) -> Count | None:
    """Return the count that a cell consists of, "nil" and "0" included; a dash or words are none."""
    if _NIL.match(words):
        return Count(low=0, high=0) if words.lower() in _ZERO else None
    match = _NUMBER.match(words)
    value = value_of(match["n"]) if match else value_of(words)
    if value is None:
        return None
    return Count(low=value) if match and (match["plus"] or match["floor"]) else Count(low=value, high=value)


def is_number(words: str) -> bool:
    """Say whether a cell holds a count in digits."""
    return _NUMBER.match(words) is not None


def is_year(words: str) -> bool:
    """Say whether a cell is a year and nothing else."""
    return _YEAR.match(words) is not None


def is_empty(words: str) -> bool:
    """Say whether a cell says that there is nothing to say: a dash, "none", "0"."""
    return _NIL.match(words) is not None


def is_total(words: str) -> bool:
    """Say whether a heading or label adds up the others."""
    return TOTAL.match(words) is not None

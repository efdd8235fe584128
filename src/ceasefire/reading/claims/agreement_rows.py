"""A row of a table of agreements: its name in one cell, its days in cells under "signed", "in force" and "expires"."""

from __future__ import annotations

import itertools
import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange

_COLUMNS: Final = (
    ("date", re.compile(r"signed|signature|agreed|concluded|adopted|reached|initialled", re.I)),
    ("effective", re.compile(r"in force|effective|entry|took effect|takes effect|began|start", re.I)),
    ("expires", re.compile(r"expir|until|ended|valid|lapse", re.I)),
)
"""What the head of a column says of the days in it; a head of more than these is of the last that fits."""
_LONG_HEAD: Final = 32
_REACH: Final = 2_000
"""Characters over which a row can stand below the heads of its columns; chosen by hand, not measured."""


def read_row(sentence: Sentence) -> list[Claim]:
    """Find the agreement of a row: "Lake Truce | 14 January 2031 | 20 January 2031 | 20 July 2031" below its heads."""
    cells = _cells(sentence.text)
    if len(cells) < 3:
        return []
    named = next((i for i, (start, end) in enumerate(cells) if lexis.NOUN.search(sentence.text, start, end)), None)
    heads = _heads(sentence, len(cells)) if named is not None else []
    days = _days(sentence, cells, heads)
    if named is None or not days or ("date" not in days and "effective" not in days):
        return []
    name = sentence.text[slice(*cells[named])].strip()
    return [
        sentence.draft(
            ClaimType.AGREEMENT,
            0,
            len(sentence.text),
            "agreements/row",
            kind=lexis.kind_of(name),
            date=days.get("date"),
            effective=days.get("effective"),
            expires=days.get("expires"),
            status="agreed",
        )
    ]


def _cells(text: str) -> list[tuple[int, int]]:
    """Return where the cells of a row stand; none for a line without bars."""
    if "|" not in text:
        return []
    marks = [-1, *(m.start() for m in re.finditer(r"\|", text)), len(text)]
    cells = [(start + 1, end) for start, end in itertools.pairwise(marks)]
    return [c for i, c in enumerate(cells) if text[slice(*c)].strip() or 0 < i < len(cells) - 1]


def _heads(sentence: Sentence, number: int) -> list[str]:
    """Return the heads of the columns: the nearest row above of as many cells that names days and holds none."""
    above = sentence.thread.folded[max(0, sentence.unit.start - _REACH) : sentence.unit.start]
    for line in reversed(above.split("\n")):
        found = [line[slice(*c)].strip() for c in _cells(line)]
        if len(found) == number and sum(_slot(head) is not None for head in found) >= 1 and not re.search(r"\d", line):
            return found
    return []


def _slot(head: str) -> str | None:
    if len(head) > _LONG_HEAD:
        return None
    return next((slot for slot, pattern in reversed(_COLUMNS) if pattern.search(head)), None)


def _days(sentence: Sentence, cells: list[tuple[int, int]], heads: list[str]) -> dict[str, DateRange]:
    """Return the day of each cell that stands below a head of days."""
    found: dict[str, DateRange] = {}
    for (start, end), head in zip(cells, heads, strict=False):
        slot = _slot(head)
        day = next((d.value for d in sentence.dates if d.value and start <= d.start < end), None)
        if slot and day:
            found.setdefault(slot, day)
    return found

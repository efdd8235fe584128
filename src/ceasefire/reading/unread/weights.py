"""How much each word speaks for a claim of each type: a table learnt from texts written for it, checked as it is loaded."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from ceasefire.reading.lexicon.load import LexiconError
from ceasefire.reading.model import ClaimType

TYPES: Final = tuple(t for t in ClaimType if t is not ClaimType.POSITION)
START: Final = "#any"
"""The row that each sentence begins with."""
FILE: Final = "weights.csv"
COLUMNS: Final = ("word", *(t.value for t in TYPES))


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """For each word one weight a type, in the order of TYPES."""

    of: Mapping[str, tuple[float, ...]]

    def likeness(self, found: frozenset[str]) -> tuple[float, ClaimType]:
        """Return how like the features are to those of sentences that hold claims, from 0 to 1, and of which type."""
        rows = [self.of[word] for word in found if word in self.of]
        sums = [sum(column) for column in zip(self.of[START], *rows, strict=True)]
        best = max(range(len(TYPES)), key=lambda i: sums[i])
        return 1 / (1 + math.exp(-sums[best])), TYPES[best]


@cache
def weights() -> Weights:
    """Return the table that the program carries."""
    return parse(FILE, resources.files("ceasefire.reading.unread").joinpath(FILE).read_text("utf-8"))


def parse(name: str, text: str) -> Weights:
    """Return a table from CSV; LexiconError names the file and the line of what is wrong in it."""
    rows = csv.reader(text.splitlines(), strict=True)
    if tuple(next(rows, ())) != COLUMNS:
        raise LexiconError(f"{name}:1: the columns must be {', '.join(COLUMNS)}")
    out: dict[str, tuple[float, ...]] = {}
    for row in rows:
        out[_word(name, rows.line_num, row, out)] = _numbers(name, rows.line_num, row)
    if START not in out:
        raise LexiconError(f"{name}:1: there is no row {START}")
    return Weights(of=out)


def _word(name: str, line: int, row: list[str], seen: Mapping[str, object]) -> str:
    if len(row) != len(COLUMNS):
        raise LexiconError(f"{name}:{line}: {len(row)} cells; there are {len(COLUMNS)} columns")
    if not row[0] or row[0] in seen:
        raise LexiconError(f"{name}:{line}: {row[0]!r} is empty or stands twice")
    return row[0]


def _numbers(name: str, line: int, row: list[str]) -> tuple[float, ...]:
    try:
        values = tuple(float(cell) for cell in row[1:])
    except ValueError:
        raise LexiconError(f"{name}:{line}: a weight is no number") from None
    if not all(math.isfinite(v) and abs(v) <= 20 for v in values):
        raise LexiconError(f"{name}:{line}: a weight beyond 20")
    return values

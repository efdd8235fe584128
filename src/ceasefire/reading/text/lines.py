"""The lines of a text, each with its place and with what it looks like by itself."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

import msgspec

from ceasefire.reading.text.boilerplate import is_furniture

BULLET: Final = re.compile(
    r"[ ]*(?:(?:[-*\u2022\u00b7\u2023o>]|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?|\d\ufe0f?\u20e3) +|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] +)"
)
_NUMBER = re.compile(r"[ ]*\(?(\d{1,2})[.)] +")
_FIELD = re.compile(r"[A-Z][\w ]{1,28}: ")
_TWO_CELLS = re.compile(r"[^|]{2,60}\|[^|]{1,40}\|?|[^\t]{2,60}\t[^\t]{1,40}")
_GAP = re.compile(r"\S {3,10}(?=\S)")


class LineKind(StrEnum):
    """What a line looks like before its neighbours are asked."""

    BLANK = "blank"
    ROW = "row"
    ITEM = "item"
    FIELD = "field"
    FURNITURE = "furniture"
    PLAIN = "plain"


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of a folded text without the blanks around it; `index` is its number, from 0."""

    text: str
    start: int
    end: int
    index: int
    kind: LineKind

    @property
    def first_word(self) -> str:
        return self.text.split(" ", 1)[0]

    @property
    def item_number(self) -> int | None:
        """Return the number that an item of a numbered list begins with."""
        match = _NUMBER.match(self.text)
        return int(match[1]) if match else None


def is_row(line: str) -> bool:
    """Say whether a line is a row of cells: parted by bars, tabs or gaps of three blanks and more."""
    if line.count("|") >= 2 or line.count("\t") >= 2 or _TWO_CELLS.fullmatch(line):
        return True
    return len(_GAP.findall(line[:400])) >= 2


def lines_of(folded: str) -> list[Line]:
    """Return all lines of a folded text, blank ones too."""
    lines: list[Line] = []
    position = 0
    for index, raw in enumerate(folded.split("\n")):
        bare = raw.strip()
        start = position + len(raw) - len(raw.lstrip()) if bare else position
        lines.append(Line(text=bare, start=start, end=start + len(bare), index=index, kind=_kind(bare)))
        position += len(raw) + 1
    return lines


def _kind(line: str) -> LineKind:
    if not line:
        return LineKind.BLANK
    if is_row(line):
        return LineKind.ROW
    if BULLET.match(line):
        return LineKind.ITEM
    if is_furniture(line):
        return LineKind.FURNITURE
    return LineKind.FIELD if _FIELD.match(line) else LineKind.PLAIN

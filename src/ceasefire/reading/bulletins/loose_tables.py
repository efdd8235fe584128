"""Tables in a bulletin: what a number counts is told by the heads of its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ceasefire.reading.bulletins.loose_sentences import FAMILIES
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.vocabulary.codes import WHOLE

_CELL_ENDS: Final = re.compile(r"\||\t+| {3,}| / ")
_ROW: Final = re.compile(r"[^;.:]{1,30}(?:;[^;.:]{1,30})+")
"""A line of cells between semicolons."""
_CELLS: Final = 2


class Cell(msgspec.Struct, frozen=True):
    """A number of a table, with what the heads of its row and its column name."""

    number: Item
    place: str
    party: str | None
    family: str
    start: int


Line = tuple[int, list[list[Item]]]


def tables(items: list[Item], text: str, plain: str, places: Sequence[int]) -> tuple[list[Cell], list[Item]]:
    """Return the cells of all tables, and the items that stand in none."""
    found: list[Cell] = []
    gone: set[int] = set()
    for rows in _tables(list(_lines(items, text, plain, places))):
        cells = list(_cells(rows))
        if cells:
            found += cells
            gone |= {id(item) for _, row in rows for cell in row for item in cell}
    return found, [item for item in items if id(item) not in gone]


def _lines(items: list[Item], text: str, plain: str, places: Sequence[int]) -> Iterator[Line]:
    """Yield each line with the items of its cells; a line that is no row has one cell."""
    at, n = 0, 0
    for line in plain.split("\n"):
        end = at + len(line)
        told = "".join("\t" if text[places[i]] == "\t" else plain[i] for i in range(at, end))
        cells: list[list[Item]] = []
        for start, stop in _spans(told):
            cell = []
            while n < len(items) and items[n].start < at + start:
                n += 1
            while n < len(items) and items[n].end <= at + stop:
                cell.append(items[n])
                n += 1
            cells.append(cell)
        yield at, cells
        at = end + 1


def _spans(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    ends = re.compile(";") if _ROW.fullmatch(line) else _CELL_ENDS
    for mark in ends.finditer(line):
        if line[start : mark.start()].strip():
            yield start, mark.start()
        start = mark.end()
    if line[start:].strip():
        yield start, len(line)


def _tables(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines of as many cells each, two lines at least; the first may lack a head for the names of rows."""
    run: list[Line] = []
    for line in (*lines, (0, [])):
        if len(run) == 1 and len(line[1]) == len(run[0][1]) + 1:
            run = [(run[0][0], [[], *run[0][1]])]
        if run and len(line[1]) != len(run[0][1]):
            if len(run) > 1:
                yield run
            run = []
        if len(line[1]) >= _CELLS:
            run.append(line)


def _cells(rows: list[Line]) -> Iterator[Cell]:
    heads = rows[0][1]
    if any(_number(cell) for cell in heads[1:]):
        heads = [[] for _ in heads]
    for start, row in rows:
        for head, cell in zip(heads[1:], row[1:], strict=True):
            number = _number(cell)
            if number is None or not row[0]:
                continue
            both = (*row[0], *head, *heads[0])
            yield Cell(
                number,
                next((i.value for i in (*row[0], *head) if i.kind == "place"), WHOLE),
                next((i.value for i in both if i.kind in ("party", "owner")), None),
                next((i.kind for i in (*head, *row[0]) if i.kind in FAMILIES), "cases"),
                min(start, number.start),
            )


def _number(cell: list[Item]) -> Item | None:
    numbers = [i for i in cell if i.kind in ("num", "none")]
    return numbers[0] if len(numbers) == 1 else None

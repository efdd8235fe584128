"""Tables in chunks of text columns: pyarrow's reader where a file is plainly sound, our own reader where it is not.

A quick look at the raw bytes decides. Both count rows alike, so that a row set aside carries the same number.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from ceasefire.intake.model import MAX_LINE, CellError, Format
from ceasefire.intake.tables.rows import Row, Table, fitted

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK: Final = 8 * 1024 * 1024
CAREFUL_ROWS: Final = 20_000
_COMMENT: Final = (b"#", b'"#', b"sep=", b"SEP=", b"Sep=")
"""Beginnings of lines above the rows that may be no data; the careful reader decides."""
_QUOTE, _NEWLINE, _RETURN = ord('"'), ord("\n"), ord("\r")


class Chunk(NamedTuple):
    """Some rows as text columns in the order of the header, with their numbers; and rows that have no sound form."""

    numbers: np.ndarray[Any, np.dtype[np.int64]]
    columns: list[pa.Array]
    broken: list[tuple[Row, CellError]]


class Look(NamedTuple):
    """What the bytes of a file show: whether the fast reader may have it, and whether it holds control characters."""

    sound: bool
    control: bool


def look(path: Path, found: Format) -> Look:
    """Look over all bytes of a delimited file, in blocks.

    Sound means UTF-8, one header line first, every quote at the edge of a field, no lone carriage return, no NUL and
    no overlong line: then no two readers can cut it differently.
    """
    if found.container != "csv" or found.encoding not in ("utf-8", "utf-8-sig") or found.delimiter is None:
        return Look(False, True)
    with path.open("rb") as file:
        head = file.read(BLOCK)
        file.seek(len(head) - len(head.removeprefix(codecs.BOM_UTF8)))
        first, _, below = head.removeprefix(codecs.BOM_UTF8).partition(b"\n")
        if not first.strip() or first.count(b'"') % 2 or first.startswith(_COMMENT) or below.startswith(_COMMENT):
            return Look(False, True)
        return _look(iter(lambda: file.read(BLOCK), b""), ord(found.delimiter))


def _look(blocks: Iterator[bytes], delimiter: int) -> Look:
    state = _Bytes(delimiter)
    for block in blocks:
        if not state.take(np.frombuffer(block, dtype=np.uint8)):
            return Look(False, True)
    return Look(state.finish(), state.control)


class _Bytes:
    """What must be carried from one block of bytes to the next."""

    def __init__(self, delimiter: int) -> None:
        self.delimiter = delimiter
        self.open = 0
        self.last = _NEWLINE
        self.since_newline = 0
        self.control = False

    def take(self, block: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
        low = block[block < 32]
        odd = low[(low != _NEWLINE) & (low != _RETURN) & (low != 9)]
        if (odd == 0).any():
            return False
        self.control = self.control or bool(odd.size) or bool((block == 127).any())
        ends = np.flatnonzero(block == _NEWLINE)
        if not self._lines(ends, len(block)) or not self._returns(block) or not self._quotes(block):
            return False
        self.last = int(block[-1])
        return True

    def _lines(self, ends: np.ndarray[Any, np.dtype[np.int64]], size: int) -> bool:
        if not ends.size:
            self.since_newline += size
            return self.since_newline <= MAX_LINE
        longest = max(self.since_newline + int(ends[0]), int(np.diff(ends).max(initial=0)))
        self.since_newline = size - int(ends[-1]) - 1
        return max(longest, self.since_newline) <= MAX_LINE

    def _returns(self, block: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
        """Tell whether each carriage return stands before a newline; one at the end of a block is not looked into."""
        at = np.flatnonzero(block == _RETURN)
        if self.last == _RETURN and block[0] != _NEWLINE:
            return False
        inner = at[at < len(block) - 1]
        return bool((block[inner + 1] == _NEWLINE).all())

    def _quotes(self, block: np.ndarray[Any, np.dtype[np.uint8]]) -> bool:
        """Tell whether each quote stands at the edge of a field or beside a quote; fields may be open over blocks."""
        edge = np.array([self.delimiter, _NEWLINE, _QUOTE], dtype=np.uint8)
        behind = np.append(edge, np.uint8(_RETURN))
        if self.last == _QUOTE and not self.open and not np.isin(block[0], behind):
            return False
        at = np.flatnonzero(block == _QUOTE)
        opening, closing = at[self.open :: 2], at[1 - self.open :: 2]
        before = np.where(opening > 0, block[opening - 1], self.last)
        after = block[closing[closing < len(block) - 1] + 1]
        self.open = (self.open + int(at.size)) % 2
        return bool(np.isin(before, edge).all()) and bool(np.isin(after, behind).all())

    def finish(self) -> bool:
        return not self.open and self.last != _RETURN


def chunks(path: Path, found: Format, table: Table, sound: bool) -> Iterator[Chunk]:
    """Yield the rows of a table; where the fast reader stumbles, the careful one goes on from the same row."""
    done = 0
    if sound:
        import pyarrow as pa

        try:
            for chunk in _fast(path, found, len(table.header)):
                done += len(chunk.numbers)
                yield chunk
            return
        except pa.ArrowInvalid:
            pass
    yield from _careful(table, done)


def _fast(path: Path, found: Format, width: int) -> Iterator[Chunk]:
    import pyarrow as pa
    from pyarrow import csv

    names = [str(i) for i in range(width)]
    reader = csv.open_csv(
        path,
        read_options=csv.ReadOptions(block_size=BLOCK, column_names=names, skip_rows=1, use_threads=False),
        parse_options=csv.ParseOptions(delimiter=found.delimiter, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, null_values=[]
        ),
    )
    done = 0
    with reader:
        for batch in reader:
            if batch.num_rows:
                numbers = np.arange(done + 1, done + batch.num_rows + 1, dtype=np.int64)
                done += batch.num_rows
                yield Chunk(numbers, list(batch.columns), [])


def _careful(table: Table, done: int) -> Iterator[Chunk]:
    import pyarrow as pa

    width = len(table.header)
    rows = (row for row in table.rows if row.number > done)
    while group := list(islice(rows, CAREFUL_ROWS)):
        numbers: list[int] = []
        cells: list[list[str]] = []
        broken: list[tuple[Row, CellError]] = []
        for row in group:
            try:
                cells.append(fitted(row, width))
                numbers.append(row.number)
            except CellError as error:
                broken.append((row, error))
        columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)] if cells else []
        yield Chunk(np.array(numbers, dtype=np.int64), columns, broken)

"""Lines to rows: the dialect of a delimited file, and a reader that loses one row where a quote is never closed.

RFC 4180 with `,` `;` tab or `|`. Where a quoted field never ends, the row is set aside and reading goes on with the
next line, so a single stray quote does not swallow the good rows behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from ceasefire.intake.model import MAX_COLUMNS, MAX_RECORD, Aside, CellError, IntakeError
from ceasefire.intake.tables.text import Line, lines

DELIMITERS: Final = (",", ";", "\t", "|")
_LINES_AHEAD: Final = 2_000
_SNIFFED: Final = 40


class Row(NamedTuple):
    """One data row: its number from 1, its cells, the line it begins on, and what is wrong with its form."""

    number: int
    cells: list[str]
    line: int | None = None
    problem: str | None = None


class Table(NamedTuple):
    """A table as it arrived: its header and its rows, read once."""

    header: list[str]
    rows: Iterator[Row]


class _UnclosedError(Exception):
    pass


class _StrayError(Exception):
    pass


def sniff_delimiter(path: Path, encoding: str) -> str:
    """Return the delimiter that cuts the header and the rows below it into the same number of cells."""
    sample: list[str] = []
    for line in lines(path, encoding):
        if line.text.strip() and not is_comment(line.text):
            sample.append(line.text)
        if len(sample) >= _SNIFFED:
            break
    if not sample:
        raise IntakeError(path.name, "the file is empty")
    scores = {mark: _score(sample, mark) for mark in DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] > 0 else ","


def _score(sample: list[str], mark: str) -> float:
    """Return the cells of the header, weighed by the share of rows that have as many."""
    try:
        wide = len(cut(sample[0], mark))
    except (_UnclosedError, _StrayError):
        return 0.0
    if wide < 2:
        return 0.0
    same = sum(1 for text in sample if _width(text, mark) == wide)
    return wide * same / len(sample)


def _width(text: str, mark: str) -> int:
    try:
        return len(cut(text, mark))
    except (_UnclosedError, _StrayError):
        return 0


def cut(text: str, mark: str) -> list[str]:
    """Return the cells of one record; raises where a quoted field is not closed or is followed by more text."""
    if '"' not in text:
        return text.split(mark)
    return _Cutter(text, mark).run()


class _Cutter:
    """Cuts one record, and goes on where it stopped when a further line is added to an open field."""

    def __init__(self, text: str, mark: str) -> None:
        self.text = text
        self.mark = mark
        self.cells: list[str] = []
        self.at = 0
        self.scan = 0

    def add(self, line: str) -> None:
        self.scan = len(self.text)
        self.text += "\n" + line

    def run(self) -> list[str]:
        while True:
            if self.text.startswith('"', self.at):
                self._quoted()
            else:
                end = self.text.find(self.mark, self.at)
                end = len(self.text) if end < 0 else end
                self.cells.append(self.text[self.at : end])
                self.at = end
            if self.at >= len(self.text):
                return self.cells
            self.at += 1
            if self.at == len(self.text):
                self.cells.append("")
                return self.cells

    def _quoted(self) -> None:
        end = self._closing(max(self.at + 1, self.scan))
        if end + 1 < len(self.text) and self.text[end + 1] != self.mark:
            raise _StrayError
        self.cells.append(self.text[self.at + 1 : end].replace('""', '"'))
        self.at = end + 1

    def _closing(self, at: int) -> int:
        while True:
            end = self.text.find('"', at)
            if end < 0:
                raise _UnclosedError
            if not self.text.startswith('"', end + 1):
                return end
            at = end + 2


def read_delimited(path: Path, encoding: str, delimiter: str) -> Table:
    """Return the header and the rows; IntakeError for an empty file or a header that is none."""
    feed = _Feed(lines(path, encoding))
    for line in feed:
        if not line.text.strip() or is_comment(line.text):
            continue
        if line.problem:
            raise IntakeError(path.name, f"the header (line {line.number}) {line.problem}")
        if line.text.count(delimiter) >= MAX_COLUMNS:
            raise IntakeError(path.name, f"the header has more than {MAX_COLUMNS:,} columns")
        cells, problem = _record(line, feed, delimiter, 0)
        if problem:
            raise IntakeError(path.name, f"the header (line {line.number}): {problem}")
        return Table(check_header(path.name, cells), _rows(feed, delimiter, len(cells)))
    raise IntakeError(path.name, "the file is empty")


def is_comment(text: str) -> bool:
    """Tell whether a line above the data is documentation: `# ` first, which a spreadsheet may have quoted.

    `sep=;` is a spreadsheet's own note on the delimiter, which is told from the rows here.
    """
    return text.startswith(("# ", '"# ')) or (text[:4].lower() == "sep=" and len(text) <= 5)


def is_tags(cells: list[str]) -> bool:
    """Tell whether the row under a header holds HXL hashtags, which say what a column is and are no data."""
    told = [cell for cell in cells if cell.strip()]
    return bool(told) and all(cell.strip().startswith("#") and len(cell.strip()) > 1 for cell in told)


def check_header(file: str, cells: list[str]) -> list[str]:
    """Return the column names trimmed; IntakeError for names that occur twice or for too many of them."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise IntakeError(file, f"the header has more than {MAX_COLUMNS:,} columns")
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            raise IntakeError(file, f"the header has the column {name[:60]!r} twice", field=name[:60])
        seen.add(name.casefold())
    return names


class _Feed:
    """Lines that can be put back: a row that failed is given up line by line."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._back: deque[Line] = deque()

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> Line:
        return self._back.popleft() if self._back else next(self._source)

    def put_back(self, taken: list[Line]) -> None:
        self._back.extendleft(reversed(taken))


def _rows(feed: _Feed, delimiter: str, width: int) -> Iterator[Row]:
    number = 0
    for line in feed:
        if not line.text.strip() and not line.problem:
            continue
        if number == 0 and is_comment(line.text):
            continue
        cells, problem = _record(line, feed, delimiter, width)
        if number == 0 and is_tags(cells):
            continue
        number += 1
        yield Row(number, cells, line.number, problem)


def _record(first: Line, feed: _Feed, delimiter: str, width: int) -> tuple[list[str], str | None]:
    """Cut the record that begins on `first`, taking further lines while a quoted field is open."""
    if first.problem:
        return first.text.split(delimiter), first.problem
    if '"' not in first.text:
        return first.text.split(delimiter), None
    cutter = _Cutter(first.text, delimiter)
    taken: list[Line] = []
    open_field = f"a quoted field that begins on line {first.number} is never closed"
    while True:
        try:
            cells = cutter.run()
            break
        except _UnclosedError:
            full = len(cutter.text) > MAX_RECORD or len(taken) >= _LINES_AHEAD
            following = None if full else next(feed, None)
        except _StrayError:
            feed.put_back(taken)
            return first.text.split(delimiter), "text follows the closing quote of a field"
        if following is None or following.problem:
            feed.put_back(taken if following is None else [*taken, following])
            return first.text.split(delimiter), open_field
        taken.append(following)
        cutter.add(following.text)
    if taken and width and len(cells) != width:
        feed.put_back(taken)
        return first.text.split(delimiter), open_field
    return cells, None


def fitted(row: Row, width: int) -> list[str]:
    """Return the cells of a row that has as many as the header; CellError otherwise."""
    if row.problem is not None:
        raise CellError(row.problem, "row")
    cells = row.cells
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return cells[:width]
    if len(cells) != width:
        raise CellError(f"has {len(cells)} cells, the header has {width}", "row")
    return cells


def aside_of(file: str, row: Row, header: Iterable[str], error: CellError) -> Aside:
    """Return the row as it is set aside, with its own cells."""
    names: list[Any] = list(header)
    names += [f"cell {i + 1}" for i in range(len(names), len(row.cells))]
    pairs = enumerate(zip(names, row.cells, strict=False))
    cells = tuple((name or f"cell {i + 1}", cell[:4000]) for i, (name, cell) in pairs)
    return Aside(
        file=file,
        row=row.number,
        line=row.line,
        field=error.field or None,
        value=error.value or None,
        reason=error.reason,
        cells=cells[:400],
    )

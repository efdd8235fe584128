"""XLSX to rows: checked before it is opened (bombs, sparse giants, formulas), then read with calamine."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from ceasefire.intake.model import IntakeError
from ceasefire.intake.tables.rows import Row, Table, check_header, is_comment, is_tags

MAX_UNPACKED: Final = 512 * 1024 * 1024
MAX_MEMBERS: Final = 2_000
MAX_CELLS: Final = 8_000_000
_RATIO: Final = 200
_BLOCK: Final = 1 << 20
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)
"""What the standard library raises for archives and XML that are damaged."""
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_sheet(path: Path, sheet: str | None) -> Table:
    """Return the header and rows of the first data sheet, or of the one named; IntakeError for unsafe files.

    A sheet whose name begins with README is documentation. Dates become YYYY-MM-DD. A row with a formula in it is
    a row with a problem: what a formula shows is no value that somebody wrote down.
    """
    formulas = check_archive(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            name, number = _choose(path.name, book.sheet_names, sheet)
            found = book.get_sheet_by_name(name)
            rows = found.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise IntakeError(path.name, f"not a readable XLSX: {error}") from None
    return _table(path.name, rows, formulas.get(number, set()))


def _choose(file: str, names: list[str], wanted: str | None) -> tuple[str, int]:
    if wanted is not None:
        if wanted not in names:
            raise IntakeError(file, f"there is no sheet {wanted!r} (sheets: {', '.join(names)})")
        return wanted, names.index(wanted)
    for number, name in enumerate(names):
        if not name.casefold().startswith("readme"):
            return name, number
    raise IntakeError(file, "the workbook has no data sheet")


def _table(file: str, rows: list[list[Any]], formulas: set[tuple[int, int]]) -> Table:
    start = next((i for i, row in enumerate(rows) if any(c != "" for c in row) and not is_comment(str(row[0]))), None)
    if start is None:
        raise IntakeError(file, "the sheet is empty")
    header = check_header(file, [cell_text(cell) for cell in rows[start]])
    return Table(header, _rows(rows, start, len(header), formulas))


def _rows(rows: list[list[Any]], start: int, width: int, formulas: set[tuple[int, int]]) -> Iterator[Row]:
    number = 0
    for at in range(start + 1, len(rows)):
        cells = [cell_text(cell) for cell in rows[at]]
        if number == 0 and cells and (is_comment(cells[0]) or is_tags(cells)):
            continue
        number += 1
        column = next((c for c in range(len(cells)) if (at, c) in formulas), None)
        problem = None if column is None else f"cell {column_name(column)}{at + 1} holds a formula; paste its value"
        yield Row(number, cells[:width] if not any(cells[width:]) else cells, at + 1, problem)


def cell_text(cell: Any) -> str:
    """Return a cell as the text a person would have typed: whole numbers without a point, days as YYYY-MM-DD."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def column_name(index: int) -> str:
    """Return the letters of a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def check_archive(path: Path) -> dict[int, set[tuple[int, int]]]:
    """Return the (row, column) of every formula by number of the sheet, all from 0; IntakeError for no honest XLSX.

    Every member is unpacked here against a limit, since the sizes an archive declares may be false.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(path, members)
            names = {m.filename for m in members}
            if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
                raise IntakeError(path.name, "a ZIP archive, but no XLSX workbook")
            found: dict[str, set[tuple[int, int]]] = {}
            left = MAX_UNPACKED
            for member in members:
                left = _scan(path, archive, member, left, found.setdefault(member.filename, set()))
            return {number: found.get(name, set()) for number, name in enumerate(_sheet_files(archive))}
    except IntakeError:
        raise
    except _BROKEN as error:
        raise IntakeError(path.name, f"not a readable XLSX: {error}") from None


def _sheet_files(archive: zipfile.ZipFile) -> list[str]:
    """Return the file of each sheet in the order of the workbook."""
    links = _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = _elements(archive.read("xl/workbook.xml"), "sheet")
    ids = [next((v for k, v in sheet.items() if k.endswith(" id")), None) for sheet in sheets]
    named = [targets.get(i, "") for i in ids]
    return [target[1:] if target.startswith("/") else f"xl/{target}" for target in named]


def _elements(data: bytes, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a local name; names in a namespace are `space name`."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, told: found.append(told) if name.rpartition(" ")[2] == wanted else None
    parser.Parse(data, True)
    return found


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise IntakeError(path.name, f"{len(members):,} files in the archive; an XLSX has at most {MAX_MEMBERS:,}")
    total = sum(m.file_size for m in members)
    packed = max(1, path.stat().st_size)
    if total > MAX_UNPACKED or (total > 64 * 1024 * 1024 and total / packed > _RATIO):
        raise IntakeError(path.name, f"unpacks to {total:,} bytes from {packed:,}; refused as a ZIP bomb")


def _scan(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, formulas: set[tuple[int, int]]
) -> int:
    """Unpack one member in blocks; in XML, wherever it lies, note formulas and how far a sheet reaches."""
    reach: _Reach | None = None
    with archive.open(member) as file:
        while block := file.read(_BLOCK):
            if reach is None and file.tell() == len(block) and _is_xml(block):
                reach = _Reach(path.name, formulas)
            left -= len(block)
            if left < 0:
                raise IntakeError(path.name, f"unpacks to more than {MAX_UNPACKED:,} bytes; refused as a ZIP bomb")
            if reach is not None:
                reach.feed(block)
    return left


def _is_xml(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


class _Reach:
    """Reads the XML of one sheet as it is unpacked: where its cells lie, and which of them are formulas.

    A reader of whole sheets sets aside a place for every cell up to the furthest, so that one cell in the last corner
    would fill any memory; that is why the places are known before such a reader is called.
    """

    def __init__(self, file: str, formulas: set[tuple[int, int]]) -> None:
        self.file = file
        self.formulas = formulas
        self.row = self.column = -1
        self.deepest = self.widest = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, block: bytes) -> None:
        try:
            self.parser.Parse(block, False)
        except expat.ExpatError as error:
            raise IntakeError(self.file, f"not a readable XLSX: {error}") from None

    def _doctype(self, *_: object) -> None:
        raise IntakeError(self.file, "not a readable XLSX: a sheet declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if element == "row":
            told = attributes.get("r", "")
            self.row = int(told) - 1 if told.isdecimal() and len(told) < 8 else self.row + 1
            self.column = -1
        elif element == "c":
            self._cell(attributes.get("r"))
        elif element == "f":
            self.formulas.add((self.row, self.column))

    def _cell(self, place: str | None) -> None:
        match = _PLACE.fullmatch(place) if place else None
        if match is None:
            self.column += 1
        else:
            self.row, self.column = int(match[2]) - 1, _column(match[1])
        self.deepest, self.widest = max(self.deepest, self.row + 1), max(self.widest, self.column + 1)
        if self.deepest * self.widest > MAX_CELLS:
            reach = f"row {self.deepest:,} and column {self.widest:,}"
            raise IntakeError(self.file, f"a sheet reaches to {reach}; too large to open, save it as CSV")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

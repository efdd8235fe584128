"""A file read into drafts, one by one: what fits becomes a draft, what does not is set aside with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from ceasefire.intake.model import KEPT_CELLS, Aside, CellError, Format, IntakeError, Options
from ceasefire.intake.recognise import TABLES, recognise
from ceasefire.intake.tables import mapping as maps
from ceasefire.intake.tables.convert import Converter
from ceasefire.intake.tables.rows import Row, Table, aside_of, fitted, read_delimited
from ceasefire.intake.tables.text import digest
from ceasefire.record import Draft, SourceRef

_EMPTY = frozenset({""})
Made = TypeVar("Made")


class Intake:
    """One file, recognised: iterate `drafts()`, then look at `aside`.

    `aside`, `rows`, `blobs` and `unfiled` are complete once `drafts()` has been read to its end; reading it again
    starts over. `blobs` are files that the drafts name by digest and that must be kept with them.
    """

    def __init__(self, path: Path, options: Options, found: Format) -> None:
        self.path = path
        self.options = options
        self.format = found
        self.file = options.file_name or path.name
        self._mark = _mark_of(path)
        self.sha256 = digest(path)
        self.aside: list[Aside] = []
        self.blobs: dict[str, bytes] = {}
        self.unfiled: tuple[str, ...] = ()
        self.rows = 0
        self.origin: str | None = None
        self.licence: str | None = None

    def drafts(self) -> Iterator[Draft]:
        """Yield what the file says as drafts, in the order of the file, in bounded memory."""
        self.aside, self.blobs, self.rows = [], {}, 0
        yield from self._read()
        self.check_unchanged()

    def check_unchanged(self) -> None:
        """Raise IntakeError where the file changed under the reader: no statement may name bytes it is not from."""
        if _mark_of(self.path) != self._mark:
            raise IntakeError(self.file, "the file was changed while it was read; read it again")

    def set_aside(self, aside: Aside) -> None:
        """Keep a row that does not fit; its own cells as well, as long as there are not too many."""
        self.aside.append(aside if len(self.aside) < KEPT_CELLS else msgspec.structs.replace(aside, cells=()))

    def _read(self) -> Iterator[Draft]:
        if self.format.container in TABLES:
            return self._from_table()
        documents = {"zones": self._zones, "statements": self._statements, "kept": self._kept}
        return documents.get(self.format.shape, self._agreement)()

    # --- tables -------------------------------------------------------------------------------------------------

    def table(self) -> Table:
        """Return the header and rows of a table file."""
        return open_table(self.path, self.format, self.options)

    def converter(self, header: list[str]) -> Converter:
        """Return the mapping of this file, compiled against its header."""
        return Converter(mapping_of(self.format, self.options), header, self.options, self.file)

    def _from_table(self) -> Iterator[Draft]:
        table = self.table()
        converter = self.converter(table.header)
        check_columns(converter, self.file)
        self.unfiled = converter.unfiled()
        labels: dict[str, int] = {}
        yield from self.each(table, lambda row: self._draft(row, converter, labels))

    def each(self, table: Table, make: Callable[[Row], Made]) -> Iterator[Made]:
        """Yield what is made of each row that is not empty; a row for which `make` raises CellError is set aside."""
        for row in table.rows:
            if row.problem is None and set(row.cells) <= _EMPTY:
                continue
            self.rows += 1
            try:
                yield make(row)
            except CellError as error:
                self.set_aside(aside_of(self.file, row, table.header, error))

    def _draft(self, row: Row, converter: Converter, labels: dict[str, int]) -> Draft:
        cells = fitted(row, len(converter.header))
        made = converter.make(cells)
        label = made.body.get("label")
        if label is not None and labels.setdefault(label, row.number) != row.number:
            raise CellError(f"the label {label!r} stands on row {labels[label]} already", "label")
        return Draft(
            kind=converter.kind, body=made.body, source=self._source(made.source, row.number, converter.mapping.cell)
        )

    def _source(self, told: dict[str, str], row: int, cell: str | None = None) -> SourceRef:
        return SourceRef(
            address=told.get("address") or self.options.address,
            sha256=self.sha256,
            row=row,
            publisher=told.get("publisher") or self.options.publisher,
            cell=told.get("cell") or cell,
            quote=told.get("quote"),
        )

    # --- documents ----------------------------------------------------------------------------------------------

    def _statements(self) -> Iterator[Draft]:
        from ceasefire.intake.documents.statements import read_statements

        file = read_statements(self.path, self.options, self.file)
        self.origin, self.licence = file.origin, file.licence
        for item in file.items:
            self.rows += 1
            if isinstance(item, Aside):
                self.set_aside(item)
            else:
                yield Draft(
                    kind=item.kind,
                    body=item.body,
                    cites=item.cites,
                    supersedes=item.supersedes,
                    source=self._source(item.source, item.row),
                )

    def _zones(self) -> Iterator[Draft]:
        from ceasefire.intake.documents.zones import read_zones

        unfiled: dict[str, None] = {}
        for item in read_zones(self.path, self.options, self.file):
            self.rows += 1
            if isinstance(item, Aside):
                self.set_aside(item)
                continue
            unfiled |= dict.fromkeys(item.unfiled)
            if item.blob is not None:
                self.blobs[hashlib.sha256(item.blob).hexdigest()] = item.blob
            yield Draft(kind="zone", body=item.body, source=self._source({}, item.row))
        self.unfiled = tuple(unfiled)

    def _agreement(self) -> Iterator[Draft]:
        from ceasefire.intake.documents.agreement import read_agreement

        found = read_agreement(self.path, self.file)
        self.rows = 1
        self.blobs[self.sha256] = found.blob
        yield Draft(kind="agreement", body=found.body, source=self._source(found.source, 1))

    def _kept(self) -> Iterator[Draft]:
        from ceasefire.intake.documents.kept_forms import read_kept_form

        found = read_kept_form(self.path, self.format.kind, self.file)
        self.rows = 1
        self.blobs[self.sha256] = found.blob
        yield Draft(kind=self.format.kind, body=found.body, source=self._source({}, 1))


def read(path: str | Path, *, options: Options | None = None) -> Intake:
    """Return a file as an `Intake`; IntakeError when it is of no known form. Nothing is read beyond its head yet."""
    options = maps.settled(options or Options())
    return Intake(Path(path), options, recognise(Path(path), options))


def _mark_of(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


def mapping_of(found: Format, options: Options) -> maps.Mapping:
    """Return the mapping a recognised table goes by."""
    return maps.load(options.mapping) if options.mapping is not None else maps.shapes()[found.shape]


def open_table(path: Path, found: Format, options: Options) -> Table:
    """Return the header and rows of a table in any container."""
    if found.container == "xlsx":
        from ceasefire.intake.tables.sheets import read_sheet

        return read_sheet(path, options.sheet)
    if found.container == "parquet":
        from ceasefire.intake.tables.columnar import read_parquet

        return read_parquet(path)
    assert found.encoding is not None
    assert found.delimiter is not None
    return read_delimited(path, found.encoding, found.delimiter)


def check_columns(converter: Converter, file: str) -> None:
    """Refuse a file that lacks a required column, or has columns that a strict mapping neither files nor ignores."""
    names = {name.casefold() for name in converter.header}
    mapping = converter.mapping
    for column in mapping.requires or mapping.columns:
        if column.casefold() not in names:
            raise IntakeError(file, f"the column {column!r} is missing", field=column)
    if "*" not in mapping.ignore:
        ignored = {name.casefold() for name in mapping.ignore}
        for column in converter.unfiled():
            if column.casefold() not in ignored:
                reason = f"the column {column!r} is neither filed nor ignored by the mapping"
                raise IntakeError(file, reason, field=column)

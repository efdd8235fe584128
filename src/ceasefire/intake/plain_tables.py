"""Plain tables of reports: CSV and Parquet whose columns are named as in `reports` or as other tables of this field name them.

A file without a fault is read in columns at once. A CSV that this reader stumbles over is cut into text by the reader that every
CSV goes through, and the cells are read one column after the other (`good_rows`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ceasefire.intake.good_rows import good_rows
from ceasefire.intake.model import Aside, Format, IntakeError
from ceasefire.intake.tables.chunks import chunks, look
from ceasefire.intake.tables.column_names import columns_of, names, under_our_names
from ceasefire.intake.tables.rows import aside_of, read_delimited, sniff_delimiter
from ceasefire.intake.tables.text import detect_encoding
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_NEEDED: Final = frozenset({"report_id", "date_start"})
_HEAD: Final = 1_000_000
"""Characters of the first line that are read for the names of columns; chosen by hand; not measured."""
_BLOCK: Final = 4 * 1024 * 1024
"""Bytes of a file that are looked at together; chosen by hand; not measured."""

Columns = Mapping[str, str]
"""Which column of a file gives which of `reports`."""


def named_as_ours(path: Path, *, exactly: bool) -> tuple[pa.Table, list[Aside]] | None:
    """Return the good rows of a CSV or Parquet and those set aside; None for a file that is no such table.

    Columns are called as in `reports`, or unless `exactly` as in `names`. Raises IntakeError for a file that breaks off, or
    a column of a type of which nothing can be read.
    """
    if path.suffix == ".parquet":
        return _parquet(path, exactly)
    return _csv(path, exactly) if path.suffix == ".csv" else None


def _columns(file: str, held: list[str], exactly: bool) -> Columns | None:
    """Return which column gives which of `reports`; None where a needed one is missing.

    Raises IntakeError for a column that is wanted and there twice.
    """
    columns = columns_of(held, {} if exactly else names())
    if not _NEEDED.issubset(columns):
        return None
    twice = [name for name in columns.values() if held.count(name) > 1]
    if twice:
        raise IntakeError(file, f"column {twice[0]} is there more than once")
    return columns


def _parquet(path: Path, exactly: bool) -> tuple[pa.Table, list[Aside]] | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        columns = _columns(path.name, pq.read_schema(path).names, exactly)
        if columns is None:
            return None
        found = under_our_names(pq.read_table(path, columns=_wanted(columns)), columns)
    except (pa.ArrowException, OSError) as error:
        raise IntakeError(path.name, f"not a readable Parquet file: {error}") from None
    return good_rows(path.name, found, columns)


def _wanted(columns: Columns) -> list[str]:
    return list(dict.fromkeys(columns.values()))


def _csv(path: Path, exactly: bool) -> tuple[pa.Table, list[Aside]] | None:
    import pyarrow as pa

    form = _Form() if exactly else _Form.of(path)
    columns = _columns(path.name, form.header(path), exactly)
    if columns is None:
        return None
    try:
        found = _typed(path, form, columns)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        found = None
    if found is None or _spans_lines(path, found.num_rows):
        return _careful(path, form.delimiter, exactly)
    return good_rows(path.name, found, columns)


class _Form(NamedTuple):
    """How the text of a CSV is written."""

    encoding: str = "utf-8"
    delimiter: str = ","

    @classmethod
    def of(cls, path: Path) -> _Form:
        """Return the form that a file seems to have; raises IntakeError where that is unclear."""
        encoding = detect_encoding(path)
        return cls(encoding, sniff_delimiter(path, encoding))

    def header(self, path: Path) -> list[str]:
        """Return the names of the columns; what is no text in this encoding is in none of ours."""
        with path.open(encoding=self.encoding, errors="replace") as file:
            return [name.strip('"\ufeff') for name in file.readline(_HEAD).strip().split(self.delimiter)]


def _typed(path: Path, form: _Form, columns: Columns) -> pa.Table:
    """Return the columns of a CSV in their types, all rows or ArrowInvalid."""
    import pyarrow.csv as pc

    types = {columns[f.name]: f.type for f in schema("reports") if f.name in columns and not f.name.startswith("utc_")}
    options = pc.ConvertOptions(column_types=types, include_columns=_wanted(columns), strings_can_be_null=True)
    reading = pc.ReadOptions(encoding=form.encoding.removesuffix("-sig"))
    found = pc.read_csv(path, reading, pc.ParseOptions(delimiter=form.delimiter), options)
    return under_our_names(found, columns)


def _spans_lines(path: Path, rows: int) -> bool:
    """Tell whether a file has more lines than header and rows: a quote that is never closed may have taken rows into its cell.

    Blank lines at the end are none; those between rows are looked into.
    """
    lines, last = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            lines, last = lines + block.count(b"\n"), block
    return lines - last[len(last.rstrip(b"\r\n")) :].count(b"\n") > rows


def _careful(path: Path, delimiter: str, exactly: bool) -> tuple[pa.Table, list[Aside]]:
    """Return the good rows of a CSV cut into text, and those set aside; IntakeError for a header that is none."""
    import numpy as np
    import pyarrow as pa

    encoding = detect_encoding(path)
    form = Format(container="csv", shape="", kind="report", words="", encoding=encoding, delimiter=delimiter)
    table = read_delimited(path, encoding, delimiter)
    columns = _columns(path.name, table.header, exactly)
    if columns is None:
        raise IntakeError(path.name, "the header cannot be read")
    wanted = {name: table.header.index(name) for name in columns.values()}
    cells: list[pa.Table] = [pa.table({name: pa.array([], pa.string()) for name in wanted})]
    numbers: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    broken: list[Aside] = []
    for chunk in chunks(path, form, table, look(path, form).sound):
        broken += [aside_of(path.name, row, table.header, error) for row, error in chunk.broken]
        if len(chunk.numbers):
            numbers.append(chunk.numbers)
            cells.append(pa.table({name: _told(chunk.columns[at]) for name, at in wanted.items()}))
    found = under_our_names(pa.concat_tables(cells), columns)
    kept, aside = good_rows(path.name, found, columns, np.concatenate(numbers) if numbers else None)
    return kept, sorted([*broken, *aside], key=lambda one: one.row or 0)


def _told(values: pa.Array) -> pa.Array:
    """Return texts with null for what the quick reader takes for nothing told."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv

    nothing = pc.is_in(values, pa.array(pyarrow.csv.ConvertOptions().null_values))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), values)

"""Files as the tables that linking takes: reports under whatever names, and judgements on pairs of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ceasefire.intake.bulk import batches
from ceasefire.intake.model import Aside, IntakeError, Options
from ceasefire.intake.read import check_columns, read
from ceasefire.intake.tables.column_names import columns_of, names, renamed
from ceasefire.intake.tables.rows import Row, fitted, sniff_delimiter
from ceasefire.intake.tables.text import detect_encoding
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.csv as pc

NEEDED: Final = frozenset({"report_id", "date_start"})
_HEAD: Final = 1_000_000
"""Characters of the first line that are read for the names of columns; chosen by hand; not measured."""
_AROUND: Final = {"office": "ledger", "claimed_at": "claimed_at"}
"""Columns of a table of judgements that a signed judgement has around it, and a file beside it."""


def read_reports(path: Path, mapping: Path | None, time_zone: str | None) -> tuple[pa.Table, list[Aside]]:
    """Return a file's reports with the columns of the table `reports`, and the rows set aside with their reasons.

    The file may be any that `read` knows, or a CSV or Parquet with columns named as in the table or as in `names`.
    `report_id` is the file's own id, or the row's number where the file has none. Raises IntakeError or ValueError for
    a file that is no table of reports.
    """
    import pyarrow as pa

    plain = None if mapping else _named_as_ours(path, exactly=True)
    if plain is not None:
        return plain, []
    try:
        source = read(path, options=Options(mapping=mapping, time_zone=time_zone or "UTC", new_parties=True))
        found = list(batches(source))
        table = pa.Table.from_batches(found) if found else schema("reports").empty_table().drop_columns("report_id")
    except IntakeError:
        plain = None if mapping else _named_as_ours(path, exactly=False)
        if plain is None:
            raise
        return plain, []
    return table.add_column(0, "report_id", _ids(table)), source.aside


def _ids(table: pa.Table) -> pa.Array:
    import pyarrow as pa

    labels = table["label"].to_pylist() if "label" in table.column_names else [None] * table.num_rows
    if None in labels or len(set(labels)) < len(labels):
        return pa.array([f"row {n + 1}" for n in range(table.num_rows)])
    return pa.array(labels, pa.string())


def _named_as_ours(path: Path, *, exactly: bool) -> pa.Table | None:
    """Return a CSV or Parquet whose columns are called as in `reports`, or unless `exactly` as in `names`, else None."""
    if path.suffix == ".parquet":
        return _parquet(path, exactly)
    return _csv(path, exactly) if path.suffix == ".csv" else None


def _columns(path: Path, held: list[str], exactly: bool) -> dict[str, str] | None:
    """Return which column gives which of `reports`; None where a needed one is missing.

    Raises ValueError for a column that is wanted and there twice.
    """
    columns = columns_of(held, {} if exactly else names())
    if not NEEDED.issubset(columns):
        return None
    twice = [name for name in columns.values() if held.count(name) > 1]
    if twice:
        raise ValueError(f"{path.name}: column {twice[0]} is there more than once")
    return columns


def _parquet(path: Path, exactly: bool) -> pa.Table | None:
    import pyarrow.parquet as pq

    found = pq.read_table(path)
    columns = _columns(path, found.column_names, exactly)
    return None if columns is None else renamed(found, columns)


def _csv(path: Path, exactly: bool) -> pa.Table | None:
    import pyarrow as pa
    import pyarrow.csv as pc

    form = _Form() if exactly else _Form.of(path)
    try:
        held = form.header(path)
    except UnicodeDecodeError:
        return None
    columns = _columns(path, held, exactly)
    if columns is None:
        return None
    types = {columns[f.name]: f.type for f in schema("reports") if f.name in columns and not f.name.startswith("utc_")}
    options = pc.ConvertOptions(column_types=types, strings_can_be_null=True)
    try:
        found = form.read(path, options)
    except pa.ArrowInvalid:
        found = _read_slowly(path, form, options)
    return renamed(found, columns)


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
        """Return the names of the columns."""
        with path.open(encoding="utf-8-sig" if self.encoding == "utf-8" else self.encoding) as file:
            return [name.strip('"\ufeff') for name in file.readline(_HEAD).strip().split(self.delimiter)]

    def read(self, path: Path, options: pc.ConvertOptions, *, threads: bool = True) -> pa.Table:
        """Return the table; raises ArrowInvalid for a row that cannot be read."""
        import pyarrow.csv as pc

        reading = pc.ReadOptions(use_threads=threads, encoding=self.encoding.removesuffix("-sig"))
        return pc.read_csv(path, reading, pc.ParseOptions(delimiter=self.delimiter), options)


def _read_slowly(path: Path, form: _Form, options: pc.ConvertOptions) -> pa.Table:
    """Read a CSV on one thread: only then does the reader know the row that it cannot read."""
    import pyarrow as pa

    try:
        return form.read(path, options, threads=False)
    except pa.ArrowInvalid as error:
        held = form.header(path)
        fault = re.sub(r"CSV column #(\d+)", lambda found: f"column {held[int(found[1])]}", str(error))
        fault = re.sub(r"Row #(\d+)", lambda found: f"row {int(found[1]) - 1}", fault)
        raise ValueError(f"{path.name}: {fault}") from error


def read_judgements(path: Path) -> tuple[pa.Table, list[Aside]]:
    """Return a file of judgements as the table `judgements`, and the rows set aside with their reasons.

    Columns are a, b, verdict and, where the file has them, reason, office and claimed_at; the office, or else the file, stands as `ledger`.
    Reports are named as they stand. One office may judge a pair again: linking takes its latest word, by claimed_at.
    Raises IntakeError for a file that is no table of judgements.
    """
    import pyarrow as pa

    source = read(path, options=Options(kind="judgement", any_reports=True))
    table = source.table()
    converter = source.converter(table.header)
    check_columns(converter, source.file)
    around = {_AROUND[name]: at for at, name in enumerate(map(str.casefold, table.header)) if name in _AROUND}

    def made(row: Row) -> dict[str, str | bool]:
        cells = fitted(row, len(table.header))
        beside = {name: cells[at].strip() for name, at in around.items() if cells[at].strip()}
        own = {"judgement_id": f"row {row.number}", "superseded": False, "ledger": path.name}
        return converter.make(cells).body | own | beside

    found = list(source.each(table, made))
    shape = schema("judgements")
    return pa.Table.from_pylist([{name: row.get(name) for name in shape.names} for row in found], shape), source.aside

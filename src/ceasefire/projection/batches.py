"""Rows of a batch as rows of a stated table: the blob is a stranger's file, read within bounds or set aside."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.projection.aside import Aside, SetAside, Spot
from ceasefire.projection.batch_columns import Rows
from ceasefire.projection.blobs import Blobs, content
from ceasefire.projection.limits import Limit, limits
from ceasefire.projection.statement_rows import Said, of_the_statement
from ceasefire.record.batch import is_bearable, opened_parquet
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.statements import Batch
from ceasefire.vocabulary.tables_stated import FILING, TABLE_OF

if TYPE_CHECKING:
    import pyarrow.parquet as pq

MOST_BYTES: Final = 1 << 30
MOST_ROWS: Final = 20_000_000
MOST_COLUMNS: Final = 200
MOST_DECODED: Final = 4 << 30
"""Bounds on a blob, and on what its columns may grow to when they are decoded (a Parquet file of some kilobytes may
hold terabytes). 10^6 reports take about 65 MB and 300 MB. The ids of more rows
would not fit one column of text (2 GB). Chosen by hand, for a machine of 8 GB."""
_MOST_CHUNK: Final = 1 << 24
"""Up to so many bytes the longest value of a chunk, taken for all, is near enough. Chosen by hand."""
_NEVER_READ: Final = frozenset({*FILING, "ledger"})
"""Columns that only the ledger can tell: never read from a blob, nor is the id of a row (the first column)."""


def batch_rows(said: Said, batch: Batch, blobs: Blobs, gone: Iterable[int], aside: Aside) -> pa.Table:
    """Return the rows of a batch without those that are superseded (`gone`, by number) or do not fit.

    A row that does not fit is set aside by its id, a batch of which nothing can be read as a whole.
    """
    spot = Spot(said.id, said.origin, said.seq, said.kind)
    shape = schema(TABLE_OF[batch.row_kind])
    try:
        table, rows = _read(said, batch, blobs, shape)
    except SetAside as error:
        aside.add(spot, error.state, error.reason)
        return shape.empty_table()
    for words, count in rows.unknown.items():
        aside.add(spot, AsideState.PARTLY_UNDERSTOOD, f"{words} (in {count} rows)")
    dropped = set(gone)
    for row, words in sorted(rows.bad.items()):
        if row not in dropped:
            aside.add(spot, AsideState.DOES_NOT_FIT, words, row)
    dropped |= rows.bad.keys()
    return table.filter(_all_but(dropped, table.num_rows)) if dropped else table


def _read(said: Said, batch: Batch, blobs: Blobs, shape: pa.Schema) -> tuple[pa.Table, Rows]:
    data = content(blobs, batch.sha256, MOST_BYTES)
    try:
        with opened_parquet(pa.BufferReader(data)) as file:
            wanted = _wanted(file, batch, shape, len(data))
            text = [name for name in wanted if pa.types.is_string(file.schema_arrow.field(name).type)]
        with opened_parquet(pa.BufferReader(data), texts=text) as file:
            blob = file.read(columns=wanted)
        _require_bearable(blob)
        return _brought(said, batch, blob, shape)
    except (pa.ArrowException, OSError, ValueError, KeyError, MemoryError, OverflowError) as error:
        raise SetAside(AsideState.DOES_NOT_FIT, f"its blob cannot be read as Parquet: {error}") from None


def _brought(said: Said, batch: Batch, blob: pa.Table, shape: pa.Schema) -> tuple[pa.Table, Rows]:
    """Return the rows of a blob as rows of the table, and which of them do not fit."""
    rows, of = Rows(blob.num_rows), limits(batch.row_kind)
    columns = {
        name: rows.add(name, blob.column(name), shape.field(name).type, of.get(name, Limit()))
        for name in blob.column_names
    }
    rows.compare()
    around = _around(said, TABLE_OF[batch.row_kind], shape, blob.num_rows)
    whole = [columns.get(field.name, around.get(field.name)) for field in shape]
    filled = [_filled(value, field.type, blob.num_rows) for value, field in zip(whole, shape, strict=True)]
    return pa.Table.from_arrays(filled, schema=shape), rows


def _wanted(file: "pq.ParquetFile", batch: Batch, shape: pa.Schema, blob_bytes: int) -> list[str]:
    """Return the columns of a blob that the table has; raises SetAside for a blob of another shape than it should be."""
    names = file.schema_arrow.names
    wanted = [name for name in shape.names[1:] if name in names and name not in _NEVER_READ]
    fault = _too_large(file.metadata, batch.rows, len(names), blob_bytes) or _misfit(names, wanted, batch.row_kind)
    if fault:
        raise SetAside(AsideState.DOES_NOT_FIT, fault)
    return wanted


def _too_large(said: "pq.FileMetaData", rows: int, columns: int, blob_bytes: int) -> str:
    """Return in words what is amiss with the size that a blob claims; empty where it can be borne."""
    if said.num_rows != rows:
        return f"its blob holds {said.num_rows} rows, the statement says {rows}"
    if said.num_rows > MOST_ROWS or columns > MOST_COLUMNS:
        return f"its blob has {said.num_rows} rows and {columns} columns: too large"
    if not is_bearable(said.num_rows, columns, blob_bytes):
        return f"its blob claims {said.num_rows} rows in {blob_bytes} bytes, which no real list has"
    if sum(said.row_group(n).total_byte_size for n in range(said.num_row_groups)) > MOST_DECODED:
        return "its blob is too large when unpacked"
    return ""


def _misfit(names: list[str], wanted: list[str], kind: str) -> str:
    """Return in words what is amiss with the columns of a blob; empty where they can be read."""
    absent = [name for name, limit in limits(kind).items() if limit.needed and name not in names]
    if absent:
        return f"column {absent[0]} is missing"
    twice = [name for name in wanted if names.count(name) > 1]
    if twice:
        return f"column {twice[0]} stands twice"
    return "" if wanted else f"none of its blob's columns is one of a {kind}"


def _require_bearable(blob: pa.Table) -> None:
    """Refuse text that grows beyond bounds when decoded: a dictionary holds a value once, however often it stands."""
    decoded = 0
    for column in blob.columns:
        for chunk in column.chunks:
            decoded += _decoded(chunk) if pa.types.is_dictionary(chunk.type) else chunk.nbytes
    if decoded > MOST_DECODED:
        raise SetAside(AsideState.DOES_NOT_FIT, "its blob is too large when decoded")


def _decoded(chunk: pa.DictionaryArray) -> int:
    """Return the bytes that the values of a dictionary take when each stands where it is used."""
    lengths = pc.binary_length(chunk.dictionary)
    most: int = (pc.max(lengths).as_py() or 0) * len(chunk)
    if most <= _MOST_CHUNK:
        return most
    return pc.sum(pc.cast(lengths.take(chunk.indices), pa.int64())).as_py() or 0


def _around(said: Said, table: str, shape: pa.Schema, rows: int) -> Mapping[str, Any]:
    """Return what the statement around a batch tells of every row: its columns, and the ids."""
    ids = pc.binary_join_element_wise(pa.scalar(said.id), pa.array(np.arange(rows)).cast(pa.string()), pa.scalar("#"))
    around = {column: getattr(said, part) for column, part in of_the_statement(table).items()}
    return around | {column: ids for column in (shape.names[0], "first_id") if column in shape.names}


def _filled(value: Any, kind: pa.DataType, rows: int) -> Any:
    """Return a column as it is, or one value for every row."""
    if isinstance(value, (pa.Array, pa.ChunkedArray)):
        return value
    return pa.nulls(rows, kind) if value is None else pa.repeat(pa.scalar(value, kind), rows)


def _all_but(dropped: Iterable[int], rows: int) -> pa.Array:
    kept = np.ones(rows, bool)
    kept[[row for row in dropped if row < rows]] = False
    return pa.array(kept)

"""Batches: rows in bulk as one Parquet blob, cited by a single statement that carries their number and their root.

Written and read in groups of 16,384 rows, so memory does not grow with the batch. Pages carry checksums and each row
its digest, so that damage is named to the row where the bytes still decode, and to the column and group where they do
not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from ceasefire.record import batch_rows as rows
from ceasefire.record import blobs, tree
from ceasefire.record.errors import RecordError, translated

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_KIND = "batch"
Source = BinaryIO | Path
"""A blob opened and hashed (`blobs.opened`); a path only where its bytes are known not to hold."""
GROUP = 16_384
_NAMED = 20
_MAX_GROUP_ROWS = 1 << 20
_MAX_GROUP_BYTES = 1 << 30
_MAX_COLUMNS = 500
_FEW_ROWS, _FEW_CELLS = 100_000, 5_000_000
_SLICE = 4096
"""Rows that are decoded at once when they are checked, whatever the size of a group: 500 columns of 300 bytes take 600 MB."""
_MAX_NAMES, _MAX_PARTS = 8 << 20, 1 << 20
"""Bytes of one name and number of parts in the foot of a Parquet file; 10^6 reports have 2,000 parts. Chosen by hand."""
TOO_MUCH = "cannot be checked here: unpacking it takes more memory or time than a reader gives, or ended the process"


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What a `batch` statement says of its blob: the SHA-256 of the file, its rows, their root (hex) and columns."""

    sha256: str
    rows: int
    rows_root: str
    columns: tuple[str, ...]


class Cited(msgspec.Struct, frozen=True):
    """The part of a batch statement's body that the record follows; other fields are left to its kind."""

    sha256: str
    rows: int
    rows_root: str | None = None


class Fault(msgspec.Struct, frozen=True):
    """A place inside a blob that does not hold: `row 17`, or `rows 0-16383, column summary`."""

    where: str
    what: str


def write(folder: Path, data: pa.Table | pa.RecordBatchReader | Iterable[pa.RecordBatch]) -> Batch:
    """Keep rows as a Parquet blob and return what to say of it; on the disk when this returns.

    Columns may be text, integers, floats (finite), booleans, date32, timestamps and lists of these; RecordError names
    any other.
    """
    import pyarrow.parquet as pq

    source = _batches(data)
    first = next(source, None)
    if first is None:
        raise RecordError("a batch without rows")
    rows.require_columns(first.schema)
    edge = tree.Edge()
    with translated(), blobs.staged(folder) as (path, file):
        schema = _with_digests(first.schema)
        writer = pq.ParquetWriter(
            file, schema, compression="zstd", write_page_checksum=True, use_dictionary=list(first.schema.names)
        )
        with writer:
            for group in rows.groups(_same(first, source), GROUP):
                writer.write_batch(_digested(group, schema, edge))
        file.close()
        sha256 = blobs.adopt(folder, path)
    return Batch(sha256=sha256, rows=edge.size, rows_root=edge.root().hex(), columns=tuple(first.schema.names))


def _batches(data: Any) -> Iterator[Any]:
    import pyarrow as pa

    return iter(data.to_batches() if isinstance(data, pa.Table) else data)


def _same(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    for batch in rest:
        if not batch.schema.equals(first.schema):
            raise RecordError("the parts of a batch differ in their columns")
        yield batch


def _with_digests(schema: Any) -> Any:
    import pyarrow as pa

    return schema.remove_metadata().append(pa.field(rows.DIGESTS, pa.binary(32), nullable=False))


def _digested(group: Any, schema: Any, edge: tree.Edge) -> Any:
    import pyarrow as pa

    values = rows.digests(group)
    for value in values:
        edge.append(value)
    return pa.RecordBatch.from_arrays([*group.columns, pa.array(values, pa.binary(32))], schema=schema)


def read(blob: BinaryIO, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Return the rows of a blob in order, in groups of at most 16,384, without digests; damage raises RecordError."""
    import pyarrow as pa

    try:
        with opened_parquet(blob) as file:
            wanted = [n for n in file.schema_arrow.names if n != rows.DIGESTS and (columns is None or n in columns)]
            yield from file.iter_batches(GROUP, columns=wanted)
    except (pa.ArrowException, OSError) as error:
        raise RecordError(f"a batch's blob cannot be read as Parquet: {_short(error)}") from error


def is_bearable(rows: int, columns: int, blob_bytes: int) -> bool:
    """Tell whether a blob may hold so much: a row and four cells for each byte, as every row of a real list tells something.

    A column of nulls has a million rows in 2 kB. 100,000 rows and 5,000,000 cells may be in any blob.
    """
    most_rows, most_cells = max(_FEW_ROWS, blob_bytes), max(_FEW_CELLS, 4 * blob_bytes)
    return rows <= most_rows and columns <= _MAX_COLUMNS and rows * columns <= most_cells


def opened_parquet(blob: Source | pa.BufferReader, *, checksums: bool = True, texts: list[str] | None = None) -> Any:
    """Return a Parquet file open for reading whose foot is of a bearable size; `texts` are read with dictionaries kept."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(
        blob,
        page_checksum_verification=checksums,
        read_dictionary=texts,
        thrift_string_size_limit=_MAX_NAMES,
        thrift_container_size_limit=_MAX_PARTS,
    )


def faults(blob: Source, cited: Cited, progress: Callable[[int], None]) -> Iterator[Fault]:
    """Return everything in a blob that does not fit what its statement says of it; nothing when all of it holds."""
    import pyarrow as pa

    try:
        with opened_parquet(blob) as file:
            yield from _faults(file, blob, cited, progress)
    except (pa.ArrowException, OSError, ValueError, RecordError) as error:
        yield Fault("", f"cannot be read as Parquet: {_short(error)}")


def _faults(file: Any, blob: Source, cited: Cited, progress: Callable[[int], None]) -> Iterator[Fault]:
    if file.metadata.num_rows != cited.rows:
        yield Fault("", f"holds {file.metadata.num_rows} rows, its statement says {cited.rows}")
    columns, rows_here = len(file.schema_arrow.names), file.metadata.num_rows
    if not is_bearable(rows_here, columns, _size(blob)):
        yield Fault("", f"claims {rows_here:,} rows and {columns:,} columns in {_size(blob):,} bytes; it is not read")
        return
    edge, whole = tree.Edge(), True
    own = rows.DIGESTS in file.schema_arrow.names
    start = 0
    for number in range(file.metadata.num_row_groups):
        count = file.metadata.row_group(number).num_rows
        found, values = _group_faults(file, blob, number, start, own, progress)
        yield from found
        whole = whole and values is not None
        for value in values or ():
            edge.append(value)
        start += count
        progress(count)
    if whole and cited.rows_root is not None and edge.root().hex() != cited.rows_root:
        yield Fault("", "the root over its rows is not the one its statement carries")


def _group_faults(
    file: Any, blob: Source, number: int, start: int, own: bool, progress: Callable[[int], None]
) -> tuple[list[Fault], list[bytes] | None]:
    """Return the faults of one row group, and the digests of its rows if they could be read."""
    import pyarrow as pa

    group = file.metadata.row_group(number)
    if group.num_rows > _MAX_GROUP_ROWS or group.total_byte_size > _MAX_GROUP_BYTES:
        return [Fault(f"rows {start}-{start + group.num_rows - 1}", "a group larger than a reader accepts")], None
    try:
        return _compared(file, number, start, own, progress)
    except (pa.ArrowException, OSError, ValueError, RecordError) as error:
        return _located(file, blob, number, start, own, error)


def _compared(
    file: Any, number: int, start: int, own: bool, progress: Callable[[int], None]
) -> tuple[list[Fault], list[bytes]]:
    """Return the rows of one group that do not fit their digests, and the digests of all its rows."""
    values: list[bytes] = []
    wrong: list[int] = []
    for part in file.iter_batches(_SLICE, row_groups=[number]):
        found = rows.digests(part)
        if own:
            stored = part.column(rows.DIGESTS).to_pylist()
            wrong += [len(values) + i for i, (a, b) in enumerate(zip(found, stored, strict=True)) if a != b]
        values += found
        progress(0)
    named = [Fault(f"row {start + i}", "the row does not fit its digest") for i in wrong[:_NAMED]]
    if len(wrong) > _NAMED:
        named.append(Fault(f"rows {start}-{start + len(values) - 1}", f"{len(wrong) - _NAMED} more rows do not fit"))
    return named, values


def _located(
    file: Any, blob: Source, number: int, start: int, own: bool, error: Exception
) -> tuple[list[Fault], list[bytes] | None]:
    """Return the columns that cannot be read, and the rows where the bytes still decode without their checksums."""
    import pyarrow as pa

    last = start + file.metadata.row_group(number).num_rows - 1
    found = [Fault(f"rows {start}-{last}, column {name}", why) for name, why in _bad_columns(file, number)]
    found = found or [Fault(f"rows {start}-{last}", f"cannot be read: {_short(error)}")]
    try:
        with opened_parquet(blob, checksums=False) as lax:
            named, _values = _compared(lax, number, start, own, lambda _count: None)
    except (pa.ArrowException, OSError, ValueError, RecordError):
        named = []
    return named + found, None


def _bad_columns(file: Any, number: int) -> Iterator[tuple[str, str]]:
    import pyarrow as pa

    for name in file.schema_arrow.names:
        try:
            for _part in file.iter_batches(_SLICE, row_groups=[number], columns=[name]):
                pass
        except (pa.ArrowException, OSError, ValueError) as error:
            yield name, f"cannot be read: {_short(error)}"


def _size(blob: Source) -> int:
    if isinstance(blob, Path):
        return blob.stat().st_size
    size = blob.seek(0, os.SEEK_END)
    blob.seek(0)
    return size


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


def digest_of_row(spelling: bytes) -> bytes:
    """Return the digest under which a row's spelling stands in the tree of its batch."""
    return hashlib.sha256(b"\x00" + spelling).digest()

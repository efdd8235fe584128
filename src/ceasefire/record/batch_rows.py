"""Rows of a batch as bytes: a digest for each and one root over all, so that one row can be named or proved.

A row is spelled as netstrings: for each column that has a value, in the order of the file, the column's name and the
value (`6:killed,2:12,`). Its digest is the leaf hash of that spelling; the root is the Merkle tree hash (RFC 9162
§2.1.1) over all rows. Values: text as UTF-8; integers in decimal; true, false; floats as the 16 hex digits of their
IEEE 754 double, big-endian; dates as days and instants as microseconds since 1970 in decimal; lists as the netstrings
of their items. A null has no spelling: it is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ceasefire.record.errors import RecordError

if TYPE_CHECKING:
    import pyarrow as pa

DIGESTS = "row_sha256"
_MOST_ITEMS = 1 << 22
"""Items of all the lists in one column that are spelled at once; a kilobyte of Parquet holds 10^7 equal ones."""


def spell(batch: pa.RecordBatch) -> list[bytes]:
    """Return the spelling of each row; RecordError names a column (and row) that has none.

    The digest column is not part of it.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    named = [(name, batch.column(i)) for i, name in enumerate(batch.schema.names) if name != DIGESTS]
    if not named:
        return [b""] * batch.num_rows
    empty = pa.scalar(b"", pa.binary())
    cells = [_netstrings(_cells(column, name), _netstring(name.encode())) for name, column in named]
    joined = pc.binary_join_element_wise(*cells, empty, null_handling="replace", null_replacement=b"")
    return list(joined.to_pylist())


def digests(batch: pa.RecordBatch) -> list[bytes]:
    """Return the 32-byte digest of each row: SHA-256(0x00 ‖ spelling)."""
    return [hashlib.sha256(b"\x00" + row).digest() for row in spell(batch)]


def require_columns(schema: pa.Schema) -> None:
    """Refuse a schema that a batch cannot hold; the error names the column."""
    import pyarrow as pa

    names = schema.names
    if len(set(names)) != len(names) or DIGESTS in names or not names:
        raise RecordError(f"a batch needs columns of different names, none of them {DIGESTS!r}")
    for field in schema:
        inner = field.type.value_type if _is_list(field.type) else field.type
        if _is_list(inner) or not _is_plain(pa, inner):
            raise RecordError(f"column {field.name!r}: a batch cannot hold {field.type}")


def _is_list(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _is_plain(pa: Any, kind: Any) -> bool:
    is_ = pa.types
    if is_.is_dictionary(kind):
        return bool(is_.is_string(kind.value_type) or is_.is_large_string(kind.value_type))
    tests = (
        is_.is_string,
        is_.is_large_string,
        is_.is_boolean,
        is_.is_integer,
        is_.is_floating,
        is_.is_date32,
        is_.is_timestamp,
    )
    return any(test(kind) for test in tests)


def _netstring(data: bytes) -> bytes:
    return b"%d:%b," % (len(data), data)


def _netstrings(cells: Any, prefix: bytes) -> Any:
    """Return each cell as a netstring behind a constant; null stays null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def constant(data: bytes) -> Any:
        return pa.scalar(data, pa.binary())

    lengths = pc.binary_length(cells).cast(pa.string()).cast(pa.binary())
    return pc.binary_join_element_wise(
        constant(prefix), lengths, constant(b":"), cells, constant(b","), constant(b""), null_handling="emit_null"
    )


def _cells(column: Any, name: str) -> Any:
    """Return the values of a column as bytes, null where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        return _cells(column.dictionary_decode(), name)
    if _is_list(kind):
        return _lists(column, name)
    if pa.types.is_floating(kind):
        return _floats(column.cast(pa.float64()), name)
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz)).cast(pa.int64())
    elif pa.types.is_date32(kind):
        column = column.cast(pa.int32())
    return pc.cast(pc.cast(column, pa.string()), pa.binary())


def _lists(column: Any, name: str) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = column.flatten()
    if len(values) > _MOST_ITEMS:
        raise RecordError(f"column {name!r}: {len(values):,} items in the lists of {len(column):,} rows are too many")
    if values.null_count:
        raise RecordError(f"column {name!r}: a list holds a null")
    lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False)
    offsets = pa.array([0, *lengths.cumsum().tolist()], pa.int32())
    items = pa.ListArray.from_arrays(offsets, _netstrings(_cells(values, name), b""))
    joined = pc.binary_join(items, pa.scalar(b"", pa.binary()))
    return pc.if_else(column.is_valid(), joined, pa.scalar(None, pa.binary()))


def _floats(column: Any, name: str) -> Any:
    import numpy as np
    import pyarrow as pa

    filled = column.fill_null(0.0).to_numpy(zero_copy_only=False)
    bad = np.flatnonzero(~np.isfinite(filled))
    if len(bad):
        raise RecordError(f"column {name!r}, row {int(bad[0])}: {filled[bad[0]]} is not a number a batch can hold")
    text = filled.astype(">f8").tobytes().hex().encode()
    fixed = pa.Array.from_buffers(pa.binary(16), len(filled), [None, pa.py_buffer(text)])
    import pyarrow.compute as pc

    return pc.if_else(column.is_valid(), fixed.cast(pa.binary()), pa.scalar(None, pa.binary()))


def groups(batches: Iterator[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """Return the same rows in record batches of `size`; only the last is shorter."""
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    held = 0
    for batch in batches:
        waiting.append(batch)
        held += batch.num_rows
        while held >= size:
            table = pa.Table.from_batches(waiting)
            yield _one(table.slice(0, size))
            waiting = table.slice(size).to_batches()
            held -= size
    if held:
        yield _one(pa.Table.from_batches(waiting))


def _one(table: pa.Table) -> pa.RecordBatch:
    batches = table.combine_chunks().to_batches()
    return batches[0]

"""Parquet to rows, in bounded memory: its cells as the text a person would have typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ceasefire.intake.model import IntakeError
from ceasefire.intake.tables.rows import Row, Table, check_header
from ceasefire.intake.tables.sheets import cell_text

_BATCH = 10_000


def parquet_header(path: Path) -> list[str]:
    """Return the column names of a Parquet file; IntakeError where it is none or nests its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
    except (pa.ArrowException, OSError, ValueError) as error:
        raise IntakeError(path.name, f"not a readable Parquet file: {error}") from None
    for field in schema:
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            reason = f"the column {field.name!r} holds {field.type}, no plain values"
            raise IntakeError(path.name, reason, field=field.name)
    return check_header(path.name, schema.names)


def read_parquet(path: Path) -> Table:
    """Return the header and rows of a Parquet file."""
    return Table(parquet_header(path), _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield Row(number, [_text(cell) for cell in cells])
    except (pa.ArrowException, OSError) as error:
        raise IntakeError(path.name, f"breaks off: {error}", row=number) from None


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        return cell_text(cell) if cell == cell and abs(cell) != float("inf") else str(cell)
    return cell_text(cell)

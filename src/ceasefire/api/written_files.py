"""Files that a command writes beside the record because it was asked to: links, candidates, deadlines, readings."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ceasefire.record import plain_files
from ceasefire.record.output_places import require_outside
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.formulas import guarded

if TYPE_CHECKING:
    import pyarrow as pa

_MODE: Final = 0o644


class NotOursError(CeasefireError):
    """Something stands in the place of a file to be written that no earlier call wrote; nothing was written."""


def put_outside(path: Path, data: bytes, begins: bytes) -> None:
    """Write a file whole or not at all, in the place of an earlier one of its kind or where nothing is.

    One of its kind begins with `begins`, or is empty. Raises NotOursError for any other, RecordError for a place inside
    a record's folder, OSError when the disk does not take it.
    """
    require_outside(path)
    found = plain_files.kind(path)
    if found not in ("", "a plain file"):
        raise NotOursError(f"{path} is {found}; choose another name")
    if found:
        with plain_files.open_file(path) as file:
            if not begins.startswith(file.read(len(begins)) or begins):
                raise NotOursError(f"{path} is there and was not written by this command; move it or name another")
    plain_files.put(path, data, mode=_MODE)


def put_table(table: "pa.Table", out: Path, what: str) -> None:
    """Write a table to a CSV or Parquet file, by its ending; `what` says of which rows, for the error.

    Raises ValueError for another ending, else as `put_outside` does.
    """
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    if out.suffix == ".parquet":
        pq.write_table(table, sink)
        begins = b"PAR1"
    elif out.suffix == ".csv":
        csv.write_csv(_harmless(table), sink)
        begins = ",".join(f'"{name}"' for name in table.column_names).encode()
    else:
        raise ValueError(f"{out.name}: {what} are written as .csv or .parquet")
    put_outside(out, sink.getvalue().to_pybytes(), begins)


def _harmless(table: "pa.Table") -> "pa.Table":
    """Return a table of texts and numbers whose texts no spreadsheet runs: an apostrophe before what may run, as in an export."""
    import pyarrow as pa

    for at, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            told = table[field.name].combine_chunks().dictionary_encode()
            texts = pa.array([guarded(text) for text in told.dictionary.to_pylist()], pa.string())
            table = table.set_column(at, field.name, texts.take(told.indices))
    return table

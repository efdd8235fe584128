"""The folder of a record's kept tables as a test looks into it: which files a table has, and the list of them."""

import hashlib
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ceasefire import Record
from ceasefire.api.cache import Note, file_digest
from ceasefire.api.cache_folder import code_digest
from ceasefire.api.cache_room import LIST
from ceasefire.api.kept.files import File, Folder, Kept, List, Moment


def moment(record: Record) -> Moment:
    """Return the list of the files of kept tables."""
    found = Folder(record.tables.cache).moment(code_digest())
    assert found is not None
    return found


def kept(record: Record, name: str) -> Kept:
    """Return the files of a table."""
    return moment(record).tables[name]


def base_of(record: Record, name: str) -> Path:
    """Return the file that a table's rows were written into."""
    return record.tables.cache.folder / kept(record, name).base.name


def put_list(record: Record, moment: Moment) -> None:
    """Write the list by hand, under its right digest."""
    data = msgspec.json.encode(moment)
    listed = List(hashlib.sha256(data).hexdigest(), msgspec.Raw(data))
    (record.tables.cache.folder / LIST).write_bytes(msgspec.json.encode(listed))


def write(path: Path, *tables: pa.Table) -> File:
    """Write an Arrow file by hand; return what a list would say of it."""
    with pa.OSFile(str(path), "wb") as out:
        for table in tables:
            with pa.ipc.new_stream(out, table.schema) as sink:
                sink.write_table(table)
    path.chmod(0o600)
    at = path.stat()
    return File(path.name, at.st_size, at.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())


def put_base(record: Record, name: str, table: pa.Table, *, fit: bool) -> None:
    """Write a kept table by hand; with `fit` the list says of the file what is right of it."""
    held = moment(record)
    path = base_of(record, name)
    path.unlink()
    file = write(path, table)
    if fit:
        new = msgspec.structs.replace(held.tables[name], base=file, rows=table.num_rows, changes=None)
        put_list(record, msgspec.structs.replace(held, tables=held.tables | {name: new}))


def poison(record: Record, name: str, column: str, value: object, *, fit: bool) -> None:
    """Write one value into all rows of a table that follows; with `fit` the list says what is right of the file."""
    table = Folder(record.tables.cache).table(name, kept(record, name)).whole()
    put_base(record, name, filled(table, column, value), fit=fit)


def poison_parquet(record: Record, name: str, column: str, value: object) -> None:
    """Write one value into all rows of a table that is kept whole; its note says what is right of the file."""
    path = record.tables.cache.folder / f"{name}.parquet"
    pq.write_table(filled(pq.read_table(path), column, value), path)
    note = path.with_suffix(".json")
    held = msgspec.json.decode(note.read_bytes(), type=Note)
    digest = file_digest(held.rows, path.read_bytes())
    note.write_bytes(msgspec.json.encode(msgspec.structs.replace(held, sha256=digest)))


def filled(table: pa.Table, column: str, value: object) -> pa.Table:
    number = table.column_names.index(column)
    return table.set_column(
        number, table.schema.field(number), pa.array([value] * len(table), table.schema.types[number])
    )

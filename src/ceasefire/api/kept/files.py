"""Kept tables as files: Arrow files that are mapped into memory, and one list of them that is put in place as one.

A file is written once under a name of its own and never changed. Whoever reads the list sees tables of one moment; a
process that is killed between two of them leaves files that no list names, and the tables of the former moment.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Annotated, Any, Final

import msgspec
import numpy as np
import pyarrow as pa

from ceasefire.api.cache import Cache
from ceasefire.api.cache_room import LIST, LIST_BYTES
from ceasefire.api.kept.index import Days, Index
from ceasefire.api.kept.table import INDEXED, SCANNED, KeptTable
from ceasefire.record import RecordError, plain_files
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta
from ceasefire.vocabulary.one_array import one_array

ENDING: Final = ".arrow"
FORMER: Final = (".parquet", ".json")
"""What versions up to 0.1 kept of a table that follows now, in the same folder: no other place takes it away."""
EDITION: Final = 1
HASHED: Final = 1 << 20
"""Files of up to so many bytes are hashed as they are read. Larger ones are known by size and time alone, or a look at one
row of a large table would read all of it; they lie in a folder that is the reader's own."""
BROKEN: Final = (pa.ArrowException, msgspec.MsgspecError, KeyError, ValueError, OSError, RecordError, EOFError)
"""What reading a torn, altered or foreign file may raise."""


Name = Annotated[str, msgspec.Meta(pattern=r"\A[a-z_]+(\.[a-z_]+)?\.[0-9a-f]{16}\.arrow\Z")]
"""Of a file in the folder: a list that names anything else, as one that leads out of the folder, is no list of ours."""


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the folder as it was written: bytes, time of writing (ns since 1970), and its digest if it is small."""

    name: Name
    size: int
    time: int
    sha256: str | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of one table."""

    version: str
    rows: int
    base: File
    indexes: dict[str, File] = {}
    days: File | None = None
    changes: File | None = None


class Moment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kept tables of one moment and what they were made from.

    | field | holds |
    |---|---|
    | code | digest of the program that made them |
    | stated | origin -> size and root of the ledgers that the stated tables are of |
    | computed | the same for the computed tables, which may lag behind; None: there are none |
    | unreadable | digest of the ledgers that could not be read |
    | waits | a blob was missing or altered: when it comes, tables change though no ledger grew |
    | rests | digests of the settings and values that computed tables rest on |
    | tables | files by table |
    | pending, whole | what changed in stated tables between `stated` and `computed`: by row, and as a whole |
    """

    edition: int = EDITION
    code: str
    stated: dict[str, tuple[int, str]] = {}
    computed: dict[str, tuple[int, str]] | None = None
    unreadable: str = ""
    waits: bool = False
    rests: dict[str, str] = {}
    tables: dict[str, Kept] = {}
    pending: dict[str, File] = {}
    whole: list[str] = []


class List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What lies in the folder as `LIST`: a moment as it was written, under its digest."""

    sha256: str
    moment: msgspec.Raw


class Folder:
    """The folder of one record's kept tables."""

    def __init__(self, cache: Cache) -> None:
        """Take the reader's folder for the record."""
        self.path, self._cache = cache.folder, cache
        self._new: list[str] = []

    # --- reading

    def moment(self, code: str) -> Moment | None:
        """Return what is kept by this version of the program; None where nothing whole is."""
        try:
            self._cache.require_own()
            found = self._list()
        except BROKEN:
            return None
        return found if (found.edition, found.code) == (EDITION, code) else None

    def table(self, name: str, kept: Kept) -> KeptTable:
        """Return a table; raises one of `BROKEN` where a file is not as it was written."""
        base = self._mapped(kept.base, schema(name))
        indexes = {column: _index(self._streams(file)) for column, file in kept.indexes.items()}
        days = [_days(self._streams(kept.days))] if kept.days is not None else []
        found = KeptTable(name, base, kept.version, indexes=indexes, days=days, file=kept.base.name)
        if kept.changes is not None:
            came, gone = self._streams(kept.changes)
            at, lost = (np.asarray(one.to_numpy(), np.int64) for one in (came["at"], gone["gone"]))
            found = replace(found, gone=lost, come=_of(schema(name), came.drop_columns(["at"])), at=at)
        if found.count != kept.rows:
            raise ValueError(f"{name} has {found.count} rows, and {kept.rows} were written")
        return found

    def delta(self, name: str, file: File) -> Delta:
        """Return a change that waits; raises one of `BROKEN`."""
        gone, come = self._streams(file)
        return Delta(_of(schema(name), gone), _of(schema(name), come))

    # --- writing

    @contextmanager
    def writing(self) -> Iterator[Folder]:
        """Make the folder and let files be written; where that fails before a list names them, they go again.

        Raises OSError where it is not allowed or there is no room, and RecordError where the folder is not our own.
        """
        self._cache.make_room()
        self._new = []
        try:
            yield self
        finally:
            self._remove(self._new)

    def put_table(self, table: KeptTable, former: Kept | None) -> Kept:
        """Write what of a table is not in its former files, and return its files; raises OSError."""
        if former is None or not self._are_there(former):
            return self._put_base(table)
        if table.version == former.version:
            return former
        if table.changed and former.base.name == table.file:
            return msgspec.structs.replace(
                former, version=table.version, rows=table.count, changes=self._put_changes(table)
            )
        return self._put_base(table)

    def _are_there(self, kept: Kept) -> bool:
        """Say whether the files of a table lie there still: another process may have put its own in their place."""
        return all((self.path / file.name).exists() for file in _files(kept))

    def put_delta(self, name: str, delta: Delta) -> File:
        """Write a change that waits; raises OSError."""
        return self._put(f"{name}.waits", [delta.gone, delta.come])

    def put_moment(self, moment: Moment) -> None:
        """Put the list in place, and remove the files that no list names any more; raises OSError."""
        try:
            former = set(_names(self._list()))
        except BROKEN:
            former = set()
        data = msgspec.json.encode(moment)
        listed = List(hashlib.sha256(data).hexdigest(), msgspec.Raw(data))
        plain_files.put(self.path / LIST, msgspec.json.encode(listed), durable=False)
        self._new = []
        self._remove(former - set(_names(moment)))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                (self.path / name).unlink()

    def _list(self) -> Moment:
        found = msgspec.json.decode(plain_files.read(self.path / LIST, LIST_BYTES), type=List)
        if hashlib.sha256(found.moment).hexdigest() != found.sha256:
            raise ValueError(f"{LIST} is not as it was written")
        return msgspec.json.decode(found.moment, type=Moment)

    def _put_base(self, table: KeptTable) -> Kept:
        whole = table.whole()
        base = self._put(table.name, [whole])
        self._remove(f"{table.name}{ending}" for ending in FORMER)
        fresh = KeptTable(table.name, self._mapped(base, schema(table.name)), table.version)
        indexes, days = {}, None
        if fresh.base.num_rows > SCANNED:
            for column in INDEXED.get(table.name, ()):
                indexes[column] = self._put(f"{table.name}.{column}", [_index_table(fresh.index(column))])
            if table.name == "reports":
                days = self._put("reports.days", _days_tables(fresh.day_index()))
        return Kept(version=table.version, rows=table.count, base=base, indexes=indexes, days=days)

    def _put_changes(self, table: KeptTable) -> File:
        came = table.come.append_column("at", pa.array(table.at, pa.int64()))
        return self._put(f"{table.name}.changes", [came, pa.table({"gone": pa.array(table.gone, pa.int64())})])

    def _put(self, name: str, tables: Iterable[pa.Table]) -> File:
        path = self.path / f"{name}.{secrets.token_hex(8)}{ENDING}"
        self._new.append(path.name)
        with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b") as out:
            for table in tables:
                with pa.ipc.new_stream(out, table.schema.remove_metadata()) as sink:
                    sink.write_table(table.replace_schema_metadata(None), max_chunksize=max(1, table.num_rows))
            out.flush()
            small = os.fstat(out.fileno()).st_size <= HASHED
            if not small:
                os.fsync(out.fileno())  # what no digest tells must be on the disk before a list names it
            out.seek(0)
            digest = hashlib.sha256(out.read()).hexdigest() if small else None
        found = path.stat()
        return File(path.name, found.st_size, found.st_mtime_ns, digest)

    def _mapped(self, file: File, shape: pa.Schema) -> pa.Table:
        [table] = self._streams(file, 1)
        return _of(shape, table)

    def _streams(self, file: File, most: int = 2) -> list[pa.Table]:
        """Return the tables in a file, mapped into memory; raises ValueError where it is not the file that was written.

        Nobody but the reader can cut it short while it is mapped, which ends the process: the system gives no other word.
        """
        path = self.path / file.name
        with plain_files.open_own(path, plain_files.OTHERS_WRITE) as opened:
            found = os.fstat(opened.fileno())
            if (found.st_size, found.st_mtime_ns) != (file.size, file.time):
                raise ValueError(f"{file.name} is not as it was written")
            if file.size <= HASHED and hashlib.sha256(opened.read()).hexdigest() != file.sha256:
                raise ValueError(f"{file.name} is not as it was written")
        source = pa.memory_map(str(path))
        if source.size() != file.size:
            raise ValueError(f"{file.name} is not as it was written")
        tables = [_one(pa.ipc.open_stream(source).read_all()) for _ in range(most) if source.tell() < file.size]
        for table in tables:
            table.validate()
        return tables


def _of(shape: pa.Schema, table: pa.Table) -> pa.Table:
    """Return a table if it has these columns and types; raises ValueError where it is another's."""
    if not table.schema.equals(shape):
        raise ValueError(f"a table of other columns: {', '.join(table.column_names)}")
    return table


def _one(table: pa.Table) -> pa.Table:
    """Return a table of one chunk a column, also where it has no rows."""
    return table if table.num_rows else table.schema.empty_table()


def _index_table(index: Index) -> pa.Table:
    columns: dict[str, Any] = {"rows": pa.array(index.rows, pa.int32())}
    return pa.table(columns if index.values is None else columns | {"values": index.values})


def _index(tables: list[pa.Table]) -> Index:
    [table] = tables
    values = one_array(table["values"]) if "values" in table.column_names else None
    return Index(_numbers(table["rows"]), values)


def _days_tables(days: Days) -> list[pa.Table]:
    short = {"rows": days.rows, "first": days.first, "last": days.last}
    long = dict(zip(short, days.long, strict=True))
    return [pa.table({name: pa.array(v, pa.int32()) for name, v in part.items()}) for part in (short, long)]


def _days(tables: list[pa.Table]) -> Days:
    short, long = tables
    rows, first, last = (_numbers(short[name]) for name in ("rows", "first", "last"))
    return Days(rows, first, last, np.stack([_numbers(long[name]) for name in ("rows", "first", "last")]))


def _numbers(column: pa.ChunkedArray) -> Any:
    return one_array(column).to_numpy(zero_copy_only=False) if len(column) else np.zeros(0, np.int32)


def _files(kept: Kept) -> Iterable[File]:
    return (file for file in (kept.base, kept.days, kept.changes, *kept.indexes.values()) if file is not None)


def _names(moment: Moment) -> Iterable[str]:
    for kept in moment.tables.values():
        yield from (file.name for file in _files(kept))
    yield from (file.name for file in moment.pending.values())

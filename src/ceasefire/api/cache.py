"""Computed tables that are kept: in the reader's own folder, each with what it was made from and the digest of its file.

Nothing in a record's folder is read or written here, for that folder may come from anybody. A file that is torn, altered
or foreign, or that was made from anything else than what is asked for, is not read: its table is made again.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa

from ceasefire.api.cache_folder import CacheFolder, folder_of, require_ours
from ceasefire.record import RecordError, plain_files
from ceasefire.vocabulary import schema

_FILE_BYTES: Final = 1 << 32
_NOTE_BYTES: Final = 1 << 16
_BROKEN: Final = (pa.ArrowException, msgspec.MsgspecError, KeyError, ValueError, OSError, RecordError)


def content_digest(table: pa.Table) -> str:
    """Return one digest over a table's columns, types and values; equal digests mean equal tables."""
    found = hashlib.sha256()
    sink = pa.PythonFile(_Hashing(found), mode="w")
    with pa.ipc.new_stream(sink, table.schema) as out:
        out.write_table(table.combine_chunks())
    return found.hexdigest()


class _Hashing:
    """A file that keeps nothing but the digest of what is written into it."""

    closed = False

    def __init__(self, into: "hashlib._Hash") -> None:
        self._into = into

    def write(self, data: bytes) -> int:
        self._into.update(data)
        return len(data)

    def flush(self) -> None: ...
    def close(self) -> None: ...


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What lies beside a kept table: the stamp it was made under, the digest of its file, and that of its content.

    `sha256` is `file_digest`, and compared on reading: a file has about half the bytes of its table. Where a note tells
    of no `rows`, the library for Parquet is not needed.
    """

    stamp: str
    sha256: str
    rows: int


def file_digest(rows: int, data: bytes) -> str:
    """Return the digest of a kept file and of how many rows its note tells of, so that a changed number does not fit."""
    found = hashlib.sha256(b"%d\0" % rows)
    found.update(data)
    return found.hexdigest()


def kept_for(record: Path, name: str, view: str = "") -> "Cache":
    """Return where the tables of the record in a folder are kept; the folder is made when the first one is.

    The tables of a view of its own (`api.asked`) lie apart from those that everybody sees.
    """
    return Cache(*folder_of(record, name, view))


class Cache(CacheFolder):
    """Parquet files in one folder, each beside the note of what it is.

    A note and its file are put in place one after the other: whoever reads between the two finds that they do not fit,
    and makes the table again.
    """

    def read(self, name: str, stamp: str, edition: str = "") -> pa.Table | None:
        """Return the table if it was made under this very stamp and its file is as it was written, else None.

        The tables of an edition that is computed from other rows than the record's own are kept beside its own.
        """
        note = self.note(name, stamp, edition)
        if note is None:
            return None
        try:
            data = plain_files.read(self._path(edition + name), _FILE_BYTES)
            if file_digest(note.rows, data) != note.sha256:
                return None
            if not note.rows:
                return schema(name).empty_table()
            import pyarrow.parquet as pq  # most questions read no such file

            return pq.read_table(pa.BufferReader(data)).cast(schema(name))  # Parquet renames the items of lists
        except _BROKEN:
            return None  # a torn or foreign file is no table: it is made again

    def note(self, name: str, stamp: str, edition: str = "") -> Note | None:
        """Return what is noted of a table kept under this stamp, without reading the table, else None."""
        try:
            found = self._note(edition + name)
        except _BROKEN:
            return None
        return found if found.stamp == stamp else None

    def write(
        self,
        tables: Mapping[str, pa.Table],
        stamp: str,
        edition: str = "",
    ) -> None:
        """Keep the tables under a stamp; where there is no room or no right to write, they are only not kept."""
        with suppress(OSError, RecordError):
            self.make_room()
            for name, table in tables.items():
                self._put(edition + name, table.replace_schema_metadata(None), stamp)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _note(self, name: str) -> Note:
        self.require_own()
        for path in (self._path(name), self.folder / f"{name}.json"):
            require_ours(path)
        return msgspec.json.decode(plain_files.read(self.folder / f"{name}.json", _NOTE_BYTES), type=Note)

    def _put(self, name: str, table: pa.Table, stamp: str) -> None:
        import pyarrow.parquet as pq

        out = pa.BufferOutputStream()
        pq.write_table(table, out)
        data = out.getvalue()
        digest = file_digest(table.num_rows, data)
        note = Note(stamp=stamp, sha256=digest, rows=table.num_rows)
        # not durable: a table that is lost is made again
        plain_files.put(self._path(name), data, durable=False)
        plain_files.put(self.folder / f"{name}.json", msgspec.json.encode(note), durable=False)

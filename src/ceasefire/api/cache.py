"""Computed tables on disk: each with the stamp of what it was made from, deleted and rebuilt at will.

Trusted: nothing. A file whose stamp is not the one asked for is not read; nor is one that is torn or foreign.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ceasefire.vocabulary import schema

_STAMP = b"ceasefire.stamp"
_CONTENT = b"ceasefire.content"
_BROKEN = (pa.ArrowInvalid, pa.ArrowNotImplementedError, KeyError, ValueError, OSError)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return one digest over the program's own source and data, so that a new version never reads old tables."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".yaml", ".csv", ".toml"} and p.is_file()):
        if "examples" not in path.relative_to(root).parts:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


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


class Cache:
    """Parquet files in one folder; each names in its own metadata the stamp that it was made under.

    Stamp and table are one file, put in place in one step: two processes that write at once can only replace a table
    by a table of its own stamp.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str, stamp: str) -> pa.Table | None:
        """Return the table if it was made under this very stamp, else None."""
        try:
            with pq.ParquetFile(
                self._path(name), page_checksum_verification=True
            ) as file:  # one handle: the file may be replaced meanwhile
                if _metadata(file).get(_STAMP) != stamp.encode():
                    return None
                return file.read().cast(schema(name))  # Parquet renames the items of lists
        except _BROKEN:
            return None  # a torn or foreign file is no table: it is made again

    def content(self, name: str, stamp: str) -> str | None:
        """Return the digest of the content of a table made under this stamp, without reading the table, else None."""
        try:
            with pq.ParquetFile(self._path(name)) as file:
                found = _metadata(file)
            return found[_CONTENT].decode() if found.get(_STAMP) == stamp.encode() and _CONTENT in found else None
        except (*_BROKEN, UnicodeDecodeError):
            return None

    def write(self, tables: Mapping[str, pa.Table], stamp: str, contents: Mapping[str, str] | None = None) -> None:
        """Keep the tables under a stamp; a read-only or full folder is no error, the tables are only not kept.

        `contents` are the digests of their content, where those are to be asked for later.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name, table in tables.items():
                content = {_CONTENT: contents[name].encode()} if contents else {}
                self._put(name, table.replace_schema_metadata({_STAMP: stamp.encode(), **content}))
        except OSError:
            return

    def clear(self) -> None:
        """Delete every computed table."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _put(self, name: str, table: pa.Table) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.folder)
        os.close(handle)
        try:
            pq.write_table(table, temporary, write_page_checksum=True)
            os.replace(temporary, self._path(name))
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise


def _metadata(file: pq.ParquetFile) -> Mapping[bytes, bytes]:
    found: Mapping[bytes, bytes] | None = file.schema_arrow.metadata
    return found or {}

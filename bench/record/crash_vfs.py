"""SQLite over a disk that forgets (`disk.py`), by APSW, and a connection that the record room takes for Python's own."""

import contextlib
import itertools
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlsplit

import apsw
from bench.record.disk import Disk

_numbers = itertools.count()


class PowerVFS(apsw.VFS):
    """The system's own VFS, with every write, cut, sync, deletion and creation told to the disk."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.name = f"power-{next(_numbers)}"
        super().__init__(self.name, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return PowerFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        where = self.disk.within(filename)
        if where is None or not os.path.exists(filename):
            return super().xDelete(filename, syncdir)
        with told(self.disk, "delete", where):
            self.disk.leaving(where)
            super().xDelete(filename, False)
            if syncdir:
                self.disk.sync_folder(os.path.dirname(where))
        return None


@contextlib.contextmanager
def told(disk: Disk, what: str, where: str) -> Iterator[None]:
    """Count a point, and give SQLite its own error for a disk that refuses."""
    try:
        with disk.point(what, where):
            yield
    except OSError as error:
        refused = apsw.IOError(str(error))
        refused.extendedresult = {
            "write": apsw.SQLITE_IOERR_WRITE,
            "truncate": apsw.SQLITE_IOERR_TRUNCATE,
            "sync": apsw.SQLITE_IOERR_FSYNC,
            "delete": apsw.SQLITE_IOERR_DELETE,
            "create": apsw.SQLITE_CANTOPEN,
        }[what]
        raise refused from error


class PowerFile(apsw.VFSFile):
    """One open file; its journal's name is synced with its first sync, as the system's own VFS does."""

    def __init__(self, vfs: PowerVFS, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.disk = vfs.disk
        self.where = None if path is None else self.disk.within(path)
        journal = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
        fresh = self.where is not None and not os.path.exists(path) and bool(flags[0] & apsw.SQLITE_OPEN_CREATE)
        self.names_with_sync = fresh and bool(flags[0] & journal)
        if fresh:
            with told(self.disk, "create", self.where or ""):
                super().__init__("", name, flags)
        else:
            super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        if self.where is None:
            return super().xWrite(data, offset)
        with told(self.disk, "write", self.where):
            super().xWrite(data, offset)
            self.disk.wrote(self.where, offset, bytes(data))
        return None

    def xTruncate(self, newsize: int) -> None:
        if self.where is None:
            return super().xTruncate(newsize)
        with told(self.disk, "truncate", self.where):
            super().xTruncate(newsize)
            self.disk.wrote(self.where, newsize, None)
        return None

    def xSync(self, flags: int) -> None:
        if self.where is None:
            return super().xSync(flags)
        with told(self.disk, "sync", self.where):
            self.disk.sync_file(self.where)
            if self.names_with_sync:
                self.disk.sync_folder(os.path.dirname(self.where))
                self.names_with_sync = False
        return None


# --- a connection as the record room knows it


class Cursor:
    """The answers of one statement."""

    def __init__(self, cursor: Any, lastrowid: int) -> None:
        self._cursor, self.lastrowid = cursor, lastrowid

    def fetchone(self) -> Any:
        with _errors():
            return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        with _errors():
            return list(self._cursor.fetchall())

    def __iter__(self) -> Iterator[Any]:
        with _errors():
            yield from self._cursor


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    """Raise what Python's own module would raise."""
    try:
        yield
    except apsw.Error as error:
        kind = {
            "ConstraintError": sqlite3.IntegrityError,
            "CorruptError": sqlite3.DatabaseError,
            "NotADBError": sqlite3.DatabaseError,
        }.get(type(error).__name__, sqlite3.OperationalError)
        raised = kind(str(error))
        raised.sqlite_errorcode = getattr(error, "extendedresult", 0) or getattr(error, "result", 0)
        raise raised from error


class Connection:
    """What the record room asks of its connections, over APSW. Its limits on hostile files are left out."""

    is_copy = False

    def __init__(self, path: str, vfs: PowerVFS, flags: int, timeout: float) -> None:
        with _errors():
            self._db = apsw.Connection(path, flags=flags, vfs=vfs.name)
        self._at_close: list[Callable[[], None]] = []
        self._db.set_busy_timeout(int(timeout * 1000))

    @property
    def in_transaction(self) -> bool:
        return bool(self._db.in_transaction)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Cursor:
        with _errors():
            return Cursor(self._db.execute(sql, tuple(values)), self._db.last_insert_rowid())

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _errors():
            self._db.executemany(sql, [tuple(row) for row in rows])

    def executescript(self, sql: str) -> None:
        with _errors():
            for _ in self._db.execute(sql):
                pass

    def backup(self, target: Any) -> None:
        raise NotImplementedError("a copy is made from a record that is at rest")

    def set_progress_handler(self, *_given: Any) -> None:
        """No limit of steps."""

    def setlimit(self, *_given: Any) -> None:
        """No limit of size."""

    def at_close(self, action: Callable[[], None]) -> None:
        self._at_close.append(action)

    def close(self) -> None:
        with _errors():
            self._db.close()
        while self._at_close:
            self._at_close.pop()()


class Module:
    """`sqlite3` as the record room sees it: files below the disk's root go by APSW, all else by Python's own."""

    def __init__(self, disk: Disk) -> None:
        self._vfs = PowerVFS(disk)
        self._disk = disk

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    def connect(self, database: Any, *, uri: bool = False, timeout: float = 5.0, **more: Any) -> Any:
        text = os.fspath(database)
        path = unquote(urlsplit(text).path) if uri else text
        if self._disk.within(path) is None:
            return sqlite3.connect(database, uri=uri, timeout=timeout, **more)
        flags = apsw.SQLITE_OPEN_READWRITE | (0 if uri and "mode=rw" in text else apsw.SQLITE_OPEN_CREATE)
        if uri and "mode=ro" in text:
            flags = apsw.SQLITE_OPEN_READONLY
        return Connection(path, self._vfs, flags, timeout)


@contextlib.contextmanager
def over(disk: Disk) -> Iterator[None]:
    """Let the record room's SQLite work over this disk, within the block."""
    module = Module(disk)
    with contextlib.ExitStack() as stack:
        for name in ("ceasefire.record.database", "ceasefire.record.connection"):
            if getattr(sys.modules.get(name), "sqlite3", None) is sqlite3:
                stack.enter_context(patch.object(sys.modules[name], "sqlite3", module))
        yield


def version() -> str:
    """Return the versions of APSW and of its SQLite."""
    return f"APSW {apsw.apsw_version()}, SQLite {apsw.sqlite_lib_version()}"

"""A connection to a database that somebody else may have made: bounded in work and size, and typed.

SQLite checks the kind of a value where it is written, not where it is read, and follows pages wherever they lead. So
each value read is compared with what its column may hold, and each statement may take only as many steps as the size
of the file allows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ceasefire.record.errors import UNREADABLE, DamagedError
from ceasefire.record.schema import column_kinds

LONGEST_VALUE = 1 << 18
"""Bytes of the longest text or blob: the longest of the format are an edge (65 kB) and an envelope (55 kB)."""
_STEPS_A_CALL = 10_000
_STEPS_AT_LEAST = 1_000_000
_STEPS_A_BYTE = 2
"""Steps of SQLite's machine allowed for each byte of the file. The dearest question asked, a check of all pages, takes 0.02 a byte."""
_SETTINGS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "recursive_triggers=ON",
    "writable_schema=OFF",
    "mmap_size=0",
)

Closing = Callable[[], None]


class _Steps:
    """Counts the steps of one statement, and stops one that takes more than the file can need."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = self._bytes()
        self._taken = 0
        self._allowed = 0
        self._bounded = True

    def begin(self, *, bounded: bool = True) -> None:
        self._taken = 0
        self._bounded = bounded

    def __call__(self) -> int:
        self._taken += _STEPS_A_CALL
        if not self._bounded or self._taken <= self._allowed:
            return 0
        self._size = max(self._size, self._bytes())
        self._allowed = _STEPS_AT_LEAST + _STEPS_A_BYTE * self._size
        return self._taken > self._allowed

    def _bytes(self) -> int:
        """Return the size of the file now: while a writer has it open it grows. A private copy has lost its name."""
        with suppress(OSError):
            about = self._path.stat()
            # Holes count for nothing: a sparse file can claim any size, and its pages lead anywhere.
            return min(about.st_size, getattr(about, "st_blocks", about.st_size) * 512)
        return 0


class Connection(sqlite3.Connection):
    """A hardened connection; what is registered with `at_close` is done after it is closed, or let go of.

    `is_copy` tells that it reads a private copy.
    """

    is_copy = False
    _closing: list[Closing]
    _steps: _Steps

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement; sqlite3.OperationalError (interrupted) when it takes more steps than the file can need."""
        self._steps.begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run one statement for many rows: how long that takes is for whoever gives the rows."""
        self._steps.begin(bounded=False)
        return super().executemany(sql, parameters)

    def at_close(self, action: Closing) -> None:
        """Have something done once, after this connection is closed."""
        self._closing.append(action)

    def close(self) -> None:
        """Let go of the file, and of what was made to read it."""
        super().close()
        while self._closing:
            self._closing.pop()()

    def __del__(self) -> None:
        with suppress(Exception):  # a connection dropped in another thread or while Python ends
            self.close()


def open_file(path: Path, mode: str, *, busy_seconds: float) -> Connection:
    """Open a database file with SQLite's mode `ro` or `rw`. What lies beside it is for the caller to look at first."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=busy_seconds, factory=Connection)
    db._closing, db._steps = [], _Steps(path)
    db.row_factory = _Typed()
    db.set_progress_handler(db._steps, _STEPS_A_CALL)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if hasattr(db, "setconfig"):  # Python 3.12
        db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)  # type: ignore[attr-defined, unused-ignore]
    for setting in (*_SETTINGS, *(["query_only=ON"] if mode == "ro" else [])):
        db.execute(f"PRAGMA {setting}")
    with suppress(*UNREADABLE):  # this one reads the file; what is wrong with it shows at the first question
        db.execute("PRAGMA cache_size=-32768")
    return db


class _Typed:
    """Gives rows as they are; DamagedError if a value is of another kind than its column holds."""

    def __init__(self) -> None:
        self._asked: object = None
        self._columns: tuple[tuple[int, type], ...] = ()

    def __call__(self, cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if cursor.description is not self._asked:  # the same object for all rows of an answer
            self._asked = cursor.description
            self._columns = _columns(tuple([column[0] for column in cursor.description]))
        for place, kind in self._columns:
            if type(row[place]) is not kind:
                _compare(cursor.description[place][0], row[place])
        return row


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...]) -> tuple[tuple[int, type], ...]:
    """Return place and kind of the columns of the format among those of an answer."""
    known = column_kinds()
    return tuple((place, known[name][0]) for place, name in enumerate(names) if name in known)


def _compare(name: str, value: object) -> None:
    kind, empty = column_kinds()[name]
    if not isinstance(value, kind) and not (empty and value is None):
        raise DamagedError(f"record.db holds {_words(value)} where column {name!r} has {_NAMES[kind]}")


_NAMES = {str: "text", int: "an integer", bytes: "bytes", float: "a real number", type(None): "nothing"}


def _words(value: object) -> str:
    return _NAMES[type(value)]

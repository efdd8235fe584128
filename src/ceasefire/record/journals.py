"""What lies beside a database and what SQLite would do with it; private copies for what must not be touched.

SQLite finds `record.db-journal`, `-wal` and `-shm` by their names and believes them. Whoever opens a database with a
journal left over by a kill writes the old pages back; a journal may name a further file, a *super-journal*, which is
then deleted; a journal or log beside an empty database is deleted by every opening, also by one for reading; a log
makes even a reader create files. A reader of ours does none of this: where a file beside the database asks for it, both
are copied to a folder of the reader's own and read there.
"""

from __future__ import annotations

import os
import shutil
import stat
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ceasefire.record import connection, plain_files
from ceasefire.record.connection import Connection
from ceasefire.record.errors import UNREADABLE, DamagedError, LockedError, RecordFullError
from ceasefire.record.verify_report import Problem

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""A rollback journal begins with these bytes; one that names a super-journal ends with them too (SQLite, pager.c)."""
JOURNAL, LOG, INDEX = "-journal", "-wal", "-shm"
_ATTEMPTS = 5
_FRESH_SECONDS = 0.02
"""A file changed so short a time ago may change again under the same time stamp."""
_CHUNK = 1 << 20
_JOURNAL_TIMES, _JOURNAL_MORE = 3, 64 << 20
"""A journal holds old pages, a log new ones: with their overhead not much more than the database. Chosen by hand."""

_SUPER_JOURNAL = (
    "names another file, which SQLite would delete if the record were opened with it; this program never writes such "
    "a journal. Take it out of the folder, then run `verify`"
)

Stamp = tuple[tuple[int, int, int, int] | None, ...]


def beside(path: Path, suffix: str) -> Path:
    """Return the path of the file that SQLite keeps beside a database under this suffix."""
    return path.with_name(path.name + suffix)


def database_faults(path: Path) -> list[Problem]:
    """Return why the database file itself must not be opened."""
    found = plain_files.kind(path)
    if found != "a plain file":
        return [Problem(path.name, f"is {found}, not a plain file; it is not opened")]
    return [] if path.lstat().st_size else [Problem(path.name, "is empty")]


def journal_faults(path: Path) -> list[Problem]:
    """Return which files beside the database no writer of ours leaves there, in words that say what to do."""
    faults = []
    for name in (beside(path, suffix) for suffix in (JOURNAL, LOG, INDEX)):
        found = plain_files.kind(name)
        if found not in ("", "a plain file"):
            faults.append(Problem(name.name, f"is {found}, not a plain file; take it out of the folder"))
    if not faults and names_super_journal(path):
        faults.append(Problem(path.name + JOURNAL, _SUPER_JOURNAL))
    return faults


def names_super_journal(path: Path) -> bool:
    """Tell whether the journal of a database names a super-journal."""
    try:
        with plain_files.open_file(beside(path, JOURNAL)) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - len(MAGIC)))
            return size >= 2 * len(MAGIC) and file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError:
        return False


def keeps_log(path: Path) -> bool:
    """Tell whether SQLite would read this database through a write-ahead log: its header says so, or one lies there."""
    if plain_files.kind(beside(path, LOG)):
        return True
    with peeked(path) as file:
        return 2 in read_at(file, 2, 18)


# --- reading a file that SQLite may have open in this process

_lock = threading.RLock()
_held: dict[tuple[int, int], BinaryIO] = {}
_users: Counter[tuple[int, int]] = Counter()


def _identity(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_dev, about.st_ino


@contextmanager
def peeked(path: Path) -> Iterator[BinaryIO]:
    """Give a handle on the database file itself; read with `read_at`.

    POSIX drops all locks of a process on a file when the process closes any handle on it, those of SQLite too. So the
    handle is closed only when no connection of ours to that file is open.
    """
    with _lock:
        key = _identity(path)
        file = _held.get(key) or plain_files.open_file(path)
        _held[key] = file
        try:
            yield file
        finally:
            if not _users[key]:
                _held.pop(key).close()


def read_at(file: BinaryIO, count: int, at: int) -> bytes:
    """Return up to `count` bytes from a place in a peeked file, as they are now."""
    os.lseek(file.fileno(), at, os.SEEK_SET)
    return os.read(file.fileno(), count)


def open_counted(path: Path, mode: str, *, busy_seconds: float) -> Connection:
    """Open a database so that `peeked` knows of it."""
    key = _identity(path)
    with _lock:
        _users[key] += 1
    try:
        db = connection.open_file(path, mode, busy_seconds=busy_seconds)
    except BaseException:
        _release(key)
        raise
    db.at_close(lambda: _release(key))
    return db


def _release(key: tuple[int, int]) -> None:
    with _lock:
        _users[key] -= 1
        if not _users[key]:
            del _users[key]
            if key in _held:
                _held.pop(key).close()


# --- private copies


def open_copy(path: Path, *, journals: bool = True) -> Connection:
    """Open a private copy of a database, brought to a rest there; nothing in its own folder is touched.

    Without `journals` what lies beside it is left out. RecordFullError if there is no room for a copy, LockedError if
    the files change all the time, DamagedError if what lies beside it would make it larger than it can be.
    """
    suffixes = ("", JOURNAL, LOG) if journals else ("",)
    import tempfile

    folder = tempfile.TemporaryDirectory(prefix="ceasefire-", ignore_cleanup_errors=True)
    try:
        copy = Path(folder.name) / path.name
        _require_bearable(path, suffixes)
        _require_room(path, suffixes, Path(folder.name))
        _copy(path, copy, suffixes)
        _settle(copy)
        db = connection.open_file(copy, "ro", busy_seconds=0)
    except BaseException:
        folder.cleanup()
        raise
    db.is_copy = True
    if os.name == "nt":
        db.at_close(folder.cleanup)
    else:  # an open file needs no name, and without one not even a kill leaves it behind
        folder.cleanup()
    return db


def _require_bearable(path: Path, suffixes: tuple[str, ...]) -> None:
    """Refuse a journal that is far larger than its database can need; a file of holes would fill the reader's disk."""
    database, *journals = (one[0] if one else 0 for one in _stamp(path, suffixes))
    for suffix, size in zip(suffixes[1:], journals, strict=True):
        if size > _JOURNAL_TIMES * database + _JOURNAL_MORE:
            raise DamagedError(
                f"{path.name}{suffix} has {size:,} bytes, far more than {path.name} can need; it is not read"
            )


def _require_room(path: Path, suffixes: tuple[str, ...], folder: Path) -> None:
    needed = 2 * sum(one[0] for one in _stamp(path, suffixes) if one)
    if shutil.disk_usage(folder).free < needed:
        raise RecordFullError(
            f"reading {path.name} needs a private copy of it, and {folder.parent} has no room for "
            f"{-(-needed // 1_000_000)} MB; set TMPDIR to a folder that has"
        )


def _stamp(path: Path, suffixes: tuple[str, ...]) -> Stamp:
    """Return size, time and identity of a database and what lies beside it."""
    found: list[tuple[int, int, int, int] | None] = []
    for name in (beside(path, suffix) for suffix in suffixes):
        try:
            about = name.lstat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((about.st_size, about.st_mtime_ns, about.st_ino, stat.S_IFMT(about.st_mode)))
    return tuple(found)


def _copy(path: Path, copy: Path, suffixes: tuple[str, ...]) -> None:
    """Copy a database with what lies beside it as of one moment: until nothing changed meanwhile."""
    for attempt in range(_ATTEMPTS):
        before = _stamp(path, suffixes)
        for suffix in suffixes:
            _copy_one(beside(path, suffix), beside(copy, suffix))
        newest = max(one[1] for one in before if one) / 1e9
        if _stamp(path, suffixes) == before and (attempt == _ATTEMPTS - 1 or time.time() - newest > _FRESH_SECONDS):
            return
        time.sleep(2 * _FRESH_SECONDS)
    raise LockedError(f"{path.name} changes all the time; try again when the other process has finished")


def _copy_one(source: Path, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    if not plain_files.kind(source):
        return
    with peeked(source) as file, open(copy, "xb") as out:
        at = 0
        while chunk := read_at(file, _CHUNK, at):
            out.write(chunk)
            at += len(chunk)


def _settle(copy: Path) -> None:
    """Let SQLite undo or take over in the copy what was left unfinished, and keep it as a plain database."""
    most = sum(beside(copy, suffix).stat().st_size for suffix in ("", JOURNAL, LOG) if beside(copy, suffix).exists())
    with suppress(*UNREADABLE):  # what is damaged shows where it is read
        db = connection.open_file(copy, "rw", busy_seconds=0)
        try:
            db.execute("PRAGMA journal_mode=DELETE")
            db.execute("PRAGMA schema_version")
        finally:
            db.close()
    if copy.stat().st_size > most:
        raise DamagedError(f"{copy.name}: what lies beside it would make it larger than both are together")
    for suffix in (JOURNAL, LOG, INDEX):
        beside(copy, suffix).unlink(missing_ok=True)

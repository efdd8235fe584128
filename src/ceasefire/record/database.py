"""The SQLite file of a record: made, opened and written so that a kill or a full disk loses nothing acknowledged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ceasefire.record import journals, plain_files, schema
from ceasefire.record.connection import Connection
from ceasefire.record.errors import UNREADABLE, AlreadyThereError, DamagedError, NotFoundError, translated

FILE = "record.db"
PAGE_BYTES = 8192
LEFTOVERS = (FILE + ".new-journal", FILE + ".new")
"""What the making of a record may leave when it is cut short; the journal goes first, or it would be played back."""
BUSY_SECONDS = 10.0
CHECKED_BYTES = 16 << 20
"""Databases up to this size are checked page by page before something is filed: about 1 ms a megabyte (measured)."""


def create(folder: Path, name: str) -> None:
    """Make `record.db` whole or not at all; AlreadyThereError if one stands."""
    final, draft = folder / FILE, folder / (FILE + ".new")
    if final.exists():
        raise AlreadyThereError(f"{final} exists already")
    with translated():
        for left in LEFTOVERS:
            (folder / left).unlink(missing_ok=True)
        db = sqlite3.connect(draft, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=OFF")  # until it has its name the draft is nothing that could be lost
            db.execute(f"PRAGMA page_size={PAGE_BYTES}")
            db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={schema.FORMAT}")
            db.executescript("BEGIN;" + schema.text() + "COMMIT;")
            db.execute("INSERT INTO meta VALUES ('name', ?)", (name,))
        finally:
            db.close()
        _publish(draft, final)


def _publish(draft: Path, final: Path) -> None:
    """Give a finished file its name; refuse to replace one, and survive a power cut."""
    sync_path(draft)
    try:
        plain_files.publish(draft, final)
    except FileExistsError:
        draft.unlink()
        raise AlreadyThereError(f"{final} exists already") from None
    sync_path(final.parent)


def sync_path(path: Path) -> None:
    """Ask the system to put this file or folder on the disk now (folders: where the system lets one be opened)."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, and those above it that are missing; each name is on the disk when this returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=mode, exist_ok=True)
    sync_path(folder.parent)


def connect(folder: Path, *, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open the database of a record; NotFoundError, ReadOnlyError or DamagedError when it cannot be used.

    What it defines is compared with the format before any of its tables is read.
    """
    db = open_unchecked(folder, readonly=readonly, busy_seconds=busy_seconds)
    try:
        with translated():
            faults = schema.format_faults(db)
            if not faults:
                faults = schema.reading_faults(db) if readonly else schema.faults(db)
            if faults:
                raise DamagedError(f"{FILE}: {faults[0]}")
            if not readonly:
                _prepare_writing(db)
    except BaseException:
        db.close()
        raise
    return db


def open_unchecked(folder: Path, *, readonly: bool, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open the file whatever is in it, but never with a journal or link that is not of a record's own making.

    For reading, nothing in the folder is written, made or removed: what an interrupted write left is undone in a
    private copy. A writer undoes it where it lies.
    """
    path = require_database(folder)
    with translated():
        for fault in (*journals.database_faults(path), *journals.journal_faults(path)):
            raise DamagedError(f"{fault.where} {fault.what}")
        if not readonly:
            return journals.open_counted(path, "rw", busy_seconds=busy_seconds)
        return open_for_reading(path, busy_seconds=busy_seconds)


def require_sound(db: sqlite3.Connection) -> None:
    """Raise DamagedError where a page of a small database does not hold, as SQLite's quick check sees it."""
    with translated():
        pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if pages * size > CHECKED_BYTES:
            return
        (told,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if told != "ok":
        words = " ".join(str(told).split())[:200]
        raise DamagedError(f"{FILE} is damaged ({words}); nothing was signed; `verify` names what does not hold")


def require_database(folder: Path) -> Path:
    """Return the path of a record's database; NotFoundError if nothing lies there."""
    path = folder / FILE
    if not plain_files.kind(path):
        raise NotFoundError(f"no record at {folder} (there is no {FILE} in it)")
    return path


def open_for_reading(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Connection:
    """Open a database whose journals were looked at: itself if it is at rest or being written, else a private copy."""
    if journals.keeps_log(path):
        return journals.open_copy(path)
    db = journals.open_counted(path, "ro", busy_seconds=busy_seconds)
    try:
        db.execute("PRAGMA schema_version")
    except UNREADABLE as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_READONLY:  # an interrupted write lies there, and nobody may undo it but a writer
            db.close()
            return journals.open_copy(path)
        if code == sqlite3.SQLITE_BUSY:
            db.close()
            raise
    return db  # what else is wrong shows where it is read


def _prepare_writing(db: sqlite3.Connection) -> None:
    """Choose the rollback journal, also where an earlier writer chose the log; power cuts lose nothing acknowledged."""
    if str(db.execute("PRAGMA journal_mode").fetchone()[0]).upper() != "DELETE":
        db.execute("PRAGMA journal_mode=DELETE")
    db.execute("PRAGMA synchronous=EXTRA")
    db.execute("PRAGMA fullfsync=ON")


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Open one transaction, alone: all of it is on the disk when the block ends, or none of it is in the record."""
    with translated():
        try:
            _begin(db, "BEGIN IMMEDIATE")
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


@contextmanager
def reading(db: sqlite3.Connection) -> Iterator[None]:
    """Hold one moment of the record for all reads in the block. Keep it short, since a writer waits for it."""
    with translated():
        try:
            _begin(db, "BEGIN")
            yield
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


def _begin(db: sqlite3.Connection, how: str) -> None:
    """Begin a transaction; one that is still open was left by an end that failed, and is taken back."""
    if db.in_transaction:
        db.execute("ROLLBACK")
    db.execute(how)

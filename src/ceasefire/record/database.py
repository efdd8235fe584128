"""The SQLite file of a record: made, opened and written so that a kill or a full disk loses nothing acknowledged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from ceasefire.record import plain_files
from ceasefire.record.errors import AlreadyThereError, DamagedError, NotFoundError, translated

FILE = "record.db"
APPLICATION_ID = 0x43656173
FORMAT = 1
PAGE_BYTES = 8192
BUSY_SECONDS = 10.0

Version = tuple[int, int, int]
Objects = dict[str, tuple[str, str, str]]
"""What a database defines: name -> (type, table, SQL)."""


def schema() -> str:
    """Return the tables and triggers of edition 1, as they were executed."""
    return resources.files(__package__).joinpath("schema.sql").read_text("utf-8")


def safe_journal(version: Version = sqlite3.sqlite_version_info) -> str:
    """Return `WAL` if this SQLite carries the repair of the WAL-reset fault (3.51.3, 3.50.7, 3.44.6), else `DELETE`."""
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "WAL" if fixed else "DELETE"


def create(folder: Path, name: str) -> None:
    """Make `record.db` whole or not at all; AlreadyThereError if one stands."""
    final, draft = folder / FILE, folder / (FILE + ".new")
    if final.exists():
        raise AlreadyThereError(f"{final} stands already")
    with translated():
        draft.unlink(missing_ok=True)
        db = sqlite3.connect(draft, isolation_level=None)
        try:
            db.execute(f"PRAGMA page_size={PAGE_BYTES}")
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            db.execute(f"PRAGMA user_version={FORMAT}")
            db.executescript("BEGIN;" + schema() + "COMMIT;")
            db.execute("INSERT INTO meta VALUES ('name', ?)", (name,))
        finally:
            db.close()
        _publish(draft, final)


def _publish(draft: Path, final: Path) -> None:
    """Give a finished file its name; refuse to replace one, and survive a power cut."""
    sync_path(draft)
    try:
        os.link(draft, final)
        draft.unlink()
    except FileExistsError:
        draft.unlink()
        raise AlreadyThereError(f"{final} stands already") from None
    except OSError:  # a file system without hard links
        os.replace(draft, final)
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


def connect(folder: Path, *, readonly: bool = False, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the database of a record; NotFoundError, ReadOnlyError or DamagedError when it cannot be used."""
    db = open_unchecked(folder, readonly=readonly, busy_seconds=busy_seconds)
    try:
        with translated():
            faults = format_faults(db)
            if not readonly and not faults:
                faults = schema_faults(db)
            if faults:
                raise DamagedError(f"{FILE}: {faults[0]}")
            if not readonly:
                _prepare_writing(db)
    except BaseException:
        db.close()
        raise
    return db


def open_unchecked(folder: Path, *, readonly: bool, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file whatever is in it.

    A folder that can be written is opened so, since an interrupted write must be undone first.
    """
    path = folder / FILE
    plain_files.require_file(path)
    if not path.is_file():
        raise NotFoundError(f"no record at {folder} (there is no {FILE} in it)")
    writable = os.access(path, os.W_OK) and os.access(folder, os.W_OK)
    address = f"{path.absolute().as_uri()}?mode={'rw' if writable or not readonly else 'ro'}"
    with translated():
        db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=busy_seconds)
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "recursive_triggers=ON", "cache_size=-32768"):
            db.execute(f"PRAGMA {setting}")
        if readonly:
            db.execute("PRAGMA query_only=ON")
    return db


def _prepare_writing(db: sqlite3.Connection) -> None:
    mode = safe_journal()
    if str(db.execute("PRAGMA journal_mode").fetchone()[0]).upper() != mode:
        db.execute(f"PRAGMA journal_mode={mode}")
    db.execute("PRAGMA synchronous=" + ("FULL" if mode == "WAL" else "EXTRA"))
    db.execute("PRAGMA fullfsync=ON")


def format_faults(db: sqlite3.Connection) -> list[str]:
    """Return what in the file's header is not that of a record of edition 1."""
    faults = []
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        faults.append("the application id is not that of a record")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != FORMAT:
        faults.append(f"it is of format {version}; this release reads format {FORMAT}")
    return faults


def schema_faults(db: sqlite3.Connection) -> list[str]:
    """Return what differs from edition 1: its tables, indexes and triggers missing or altered, or alien triggers."""
    here, ours = _objects(db), _expected_objects()
    missing = [f"{name} is missing" for name in ours if name not in here]
    altered = [f"{name} is altered" for name in ours if name in here and here[name] != ours[name]]
    return [*missing, *altered, *(f"{name} is not part of the format" for name in _alien_triggers(here, ours))]


def _alien_triggers(here: Objects, ours: Objects) -> list[str]:
    """Return the triggers on our tables that are not ours; other people's own tables and triggers do no harm."""
    tables = {table for _, table, _ in ours.values()}
    triggers = [name for name, (what, table, _) in here.items() if what == "trigger" and table in tables]
    return [name for name in triggers if name not in ours]


def _objects(db: sqlite3.Connection) -> Objects:
    """Return name -> (type, table, SQL) of what this database defines."""
    rows = db.execute("SELECT name, type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {str(name): (str(what), str(table), " ".join(str(sql).split())) for name, what, table, sql in rows}


def _expected_objects() -> Objects:
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(schema())
        return _objects(db)
    finally:
        db.close()


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

"""A second copy of a record, taken at one moment while others may write; private keys stay behind unless asked for."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from ceasefire.record import blobs, database
from ceasefire.record.errors import AlreadyThereError, NotFoundError, translated

_KEYS = "keys"


def backup(path: str | Path, dest: str | Path, *, keys: bool = False) -> Path:
    """Copy a record with its blobs to a new or empty folder and return it; with `keys`, the private keys too.

    The copy is of one moment: every ledger in it ends with a signed checkpoint. Raises NotFoundError,
    AlreadyThereError, RecordFullError, DamagedError.
    """
    source, target = Path(path), Path(dest)
    if not (source / database.FILE).is_file():
        raise NotFoundError(f"no record at {source}")
    with translated():
        if target.exists() and any(target.iterdir()):
            raise AlreadyThereError(f"{target} is not empty")
        target.mkdir(parents=True, exist_ok=True)
        draft = target / (database.FILE + ".new")
        try:
            _copy_database(source, draft)
            _copy_blobs(source, target)
            if keys:
                _copy_keys(source / _KEYS, target / _KEYS)
        except BaseException:
            _undo(target)
            raise
        os.replace(draft, target / database.FILE)
        database.sync_path(target)
    return target


def restore(src: str | Path, dest: str | Path) -> Path:
    """Make a record at `dest` from a back-up, with the keys the back-up holds; verify it against a kept checkpoint.

    An older copy that files again starts a second history of its ledger: first compare it with the newest checkpoint
    anyone holds.
    """
    return backup(src, dest, keys=(Path(src) / _KEYS).is_dir())


def _undo(target: Path) -> None:
    """Take back an unfinished copy from a folder that was new or empty before it."""
    (target / (database.FILE + ".new")).unlink(missing_ok=True)
    for part in (blobs.FOLDER, _KEYS):
        shutil.rmtree(target / part, ignore_errors=True)


def _copy_database(source: Path, draft: Path) -> None:
    db = database.open_unchecked(source, readonly=True)
    copy = sqlite3.connect(draft, isolation_level=None)
    try:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        db.close()
    database.sync_path(draft)


def _copy_blobs(source: Path, target: Path) -> None:
    """Copy blobs after the database: a statement copied has its blob, a blob too many does no harm."""
    (target / blobs.FOLDER).mkdir(exist_ok=True)
    for path in sorted((source / blobs.FOLDER).glob("??/*")):
        place = target / blobs.FOLDER / path.parent.name / path.name
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, place)
        os.chmod(place, 0o444)
        database.sync_path(place)


def _copy_keys(source: Path, target: Path) -> None:
    if not source.is_dir():
        raise NotFoundError(f"no private keys at {source}")
    target.mkdir(mode=0o700)
    for path in sorted(source.glob("*.pem")):
        shutil.copyfile(path, target / path.name)
        os.chmod(target / path.name, 0o600)
        database.sync_path(target / path.name)

"""What can go wrong in a record; callers catch `RecordError` or one of its branches.

RecordError
├── VerificationError    bytes that do not hold: envelope, signature, proof, note, checkpoint
├── DraftRefusedError    a draft that cannot be filed (also a ValueError); nothing of its batch was filed
├── NotFoundError        no such statement, office, blob or record (also a LookupError)
│   └── AmbiguousIdError a short id that fits more than one statement
├── AlreadyThereError    a record, office or file stands where a new one was asked for
├── KeyUnusableError     a private key is missing, does not fit, or needs another passphrase
├── LockedError          another process is writing and did not finish in time
├── RecordFullError      the disk, quota or file-size limit is reached; what was acknowledged stands
├── DiskFailedError      the disk could not read or write, though not for want of room
├── ReadOnlyError        the record was opened for reading, or its folder cannot be written
└── DamagedError         stored bytes cannot be read; `Store.examine` names which
    └── TooLongError     a file has more bytes than whoever reads it takes; it may be whole
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EROFS, errno.EACCES, errno.EPERM)


class RecordError(Exception):
    """Root of everything the record raises on purpose."""


class VerificationError(RecordError):
    """Bytes that claim to be signed, included or consistent, and are not."""


class DraftRefusedError(RecordError, ValueError):
    """A draft that cannot become a statement; `index` counts from 0 in the order given."""

    def __init__(self, reason: str, *, index: int = 0, kind: str = "") -> None:
        super().__init__(f"draft {index} ({kind}): {reason}")
        self.reason = reason
        self.index = index
        self.kind = kind


class NotFoundError(RecordError, LookupError):
    """Nothing here answers to that name."""


class AmbiguousIdError(NotFoundError):
    """A shortened id that more than one statement begins with."""


class AlreadyThereError(RecordError):
    """Something stands where a new thing was to be made."""


class KeyUnusableError(RecordError):
    """The private key that was asked for cannot be used."""


class LockedError(RecordError):
    """Another process holds the record for writing."""


class RecordFullError(RecordError):
    """No room is left; nothing of the interrupted write was acknowledged or kept."""


class DiskFailedError(RecordError):
    """The system could not read or write a file; nothing of an interrupted write was acknowledged."""


class ReadOnlyError(RecordError):
    """A write was asked of a record that is open for reading."""


class DamagedError(RecordError):
    """The database or a file in the folder cannot be read as it was written."""


class TooLongError(DamagedError):
    """A file is longer than what is read at once; nothing says that it is damaged."""


DraftRefused, NotFound, Ambiguous = DraftRefusedError, NotFoundError, AmbiguousIdError
AlreadyThere, KeyProblem, Locked = AlreadyThereError, KeyUnusableError, LockedError
RecordFull, ReadOnly, Damaged = RecordFullError, ReadOnlyError, DamagedError
"""Names that the first versions of these errors had; they stay importable."""

UNREADABLE = (sqlite3.Error, DamagedError, UnicodeDecodeError)
"""What reading a damaged database raises before it is translated."""

_PRIMARY = {
    sqlite3.SQLITE_FULL: (RecordFullError, "no room left on the disk"),
    sqlite3.SQLITE_BUSY: (LockedError, "another process is writing to this record; try again when it has finished"),
    sqlite3.SQLITE_LOCKED: (LockedError, "another process is writing to this record; try again when it has finished"),
    sqlite3.SQLITE_CORRUPT: (DamagedError, "record.db is damaged; `verify` names what does not hold"),
    sqlite3.SQLITE_NOTADB: (DamagedError, "record.db is not a database, or its first page is damaged"),
    sqlite3.SQLITE_READONLY: (ReadOnlyError, "the record cannot be written here"),
    sqlite3.SQLITE_CANTOPEN: (NotFoundError, "record.db cannot be opened"),
    sqlite3.SQLITE_IOERR: (DiskFailedError, "the disk could not read or write"),
    sqlite3.SQLITE_INTERRUPT: (DamagedError, "record.db leads reading in circles; `verify` names what does not hold"),
    sqlite3.SQLITE_TOOBIG: (DamagedError, "record.db holds a value longer than any of the format"),
}
_EXTENDED = {
    sqlite3.SQLITE_READONLY_ROLLBACK: (LockedError, "a write to this record was interrupted; open the record again"),
    sqlite3.SQLITE_READONLY_RECOVERY: (LockedError, "a write to this record was interrupted; open the record again"),
}


def from_sqlite(error: sqlite3.Error) -> RecordError:
    """Return the error of ours that an error of SQLite's stands for; unknown ones become `DamagedError`."""
    if isinstance(error, sqlite3.ProgrammingError):
        return RecordError(f"the record is closed, or used from another thread than the one that opened it ({error})")
    code = getattr(error, "sqlite_errorcode", None)
    kind, words = _EXTENDED.get(code or 0) or _PRIMARY.get(
        (code or 0) & 0xFF, (DamagedError, "record.db cannot be read")
    )
    if code == sqlite3.SQLITE_IOERR_WRITE and _has_size_limit():
        return RecordFullError(f"no room left: a limit on the size of files is set for this process ({error})")
    return kind(f"{words} ({error})")


def _has_size_limit() -> bool:
    """Tell whether files of this process may only grow to a limit: SQLite reports that as any failure to write."""
    try:
        import resource
    except ImportError:  # Windows
        return False
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY


def from_os(error: OSError, place: str | os.PathLike[str] | None = None) -> RecordError:
    """Return the error of ours that a failed file operation stands for; `place` is what was to be written, if known."""
    name = _name(error, place)
    if error.errno == errno.ENOENT:
        return NotFoundError(f"no such file: {name or 'its name is not known'}")
    if error.errno == errno.EIO:
        return DiskFailedError(f"the disk could not read or write{f' {name}' if name else ''} ({error.strerror})")
    kind = RecordFullError if error.errno in _FULL else ReadOnlyError if error.errno in _REFUSED else RecordError
    return kind(failed_words(error, name))


def failed_words(error: OSError, name: str | None) -> str:
    """Return in words what a failed file operation means for a file, or for the record where no name is known."""
    if error.errno in _FULL:
        return f"no room left on the disk{f' for {name}' if name else f' ({error.strerror})'}"
    if error.errno == errno.EROFS or (error.errno in _REFUSED and name is None):
        return f"{name or 'the record'} cannot be written{'' if name else ' here'}: {_why(error)}"
    if error.errno in _REFUSED:
        return f"{name} cannot be opened or written: {_why(error)}"
    return f"{name}: {_why(error)}" if name and error.strerror else str(error)


def _why(error: OSError) -> str:
    words = error.strerror or ""
    return words[:1].lower() + words[1:]


def _name(error: OSError, place: str | os.PathLike[str] | None) -> str | None:
    """Return the file that a person would name: a folder that was to be written stands for all files inside it."""
    told = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else None
    ours = None if place is None else os.fspath(place)
    return ours if ours is not None and (told is None or told.startswith(ours + os.sep)) else told


@contextmanager
def translated(place: str | os.PathLike[str] | None = None) -> Iterator[None]:
    """Let only errors of this room out of the block, which writes `place` where it is given."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error) from error
    except UnicodeDecodeError as error:
        raise DamagedError(f"record.db holds text that is not UTF-8 ({error.reason})") from error
    except OSError as error:
        raise from_os(error, place) from error

"""Plain files and real folders inside a record: links, pipes and devices are named and never followed.

Whoever handed a folder over may have put a link anywhere in it, and what a link points at is the reader's own.
Every function raises OSError where the system refuses, and DamagedError for what is not a plain file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ceasefire.record.errors import DamagedError, RecordError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class NotOwn(RecordError):
    """A file is not the reader's own alone: the message says how, `mode` is set where it is the mode."""

    def __init__(self, reason: str, mode: int | None = None) -> None:
        super().__init__(reason)
        self.mode = mode


OTHERS_READ, OTHERS_WRITE = 0o077, 0o022
"""Bits of a mode that are forbidden where others must not read, or must not write."""
DRAFT = ".new"
"""How the names of files end that `put` has not finished; after a kill they are left over and mean nothing."""
_CHUNK = 1 << 20
_HOLES_FROM, _HOLES_TIMES = 64 << 20, 64
"""A file of holes takes no room and hours to read to its end. A file system that packs what it holds takes a few times less
room than the file has bytes, not sixty-four times."""
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""O_NONBLOCK: opening a pipe that nobody writes to would wait for ever."""
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISREG, "a plain file"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def kind(path: Path) -> str:
    """Return what lies at a path itself, in words, without following it; empty if nothing does."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return next((words for test, words in _KINDS if test(mode)), "a device")


def is_file(path: Path) -> bool:
    """Tell whether a plain file lies at this path itself."""
    return kind(path) == "a plain file"


def is_folder(path: Path) -> bool:
    """Tell whether a real folder, not a link to one, lies at this path."""
    return kind(path) == "a folder"


def require_file(path: Path) -> None:
    """Raise DamagedError if something other than a plain file lies here; nothing at all is no fault."""
    found = kind(path)
    if found not in ("", "a plain file"):
        raise DamagedError(f"{path.name} is {found}, not a plain file; it is not opened")


def require_folder(path: Path) -> None:
    """Raise DamagedError if something other than a real folder lies here; nothing at all is no fault."""
    found = kind(path)
    if found not in ("", "a folder"):
        raise DamagedError(f"{path.name} is {found}, not a folder; it is not followed")


def open_file(path: Path) -> BinaryIO:
    """Open a plain file for reading, also if it was exchanged for a link a moment ago."""
    require_file(path)
    file = os.fdopen(os.open(path, _OPEN), "rb")
    about = os.fstat(file.fileno())
    if not stat.S_ISREG(about.st_mode):
        file.close()
        raise DamagedError(f"{path.name} is not a plain file; it is not opened")
    if about.st_size > _HOLES_FROM and getattr(about, "st_blocks", about.st_size) * 512 * _HOLES_TIMES < about.st_size:
        file.close()
        raise DamagedError(f"{path.name} claims {about.st_size:,} bytes and holds next to none of them; it is not read")
    return file


def open_own(path: Path, forbidden: int, *, root: bool = False) -> BinaryIO:
    """Open a plain file of the reader's own; FileNotFoundError where there is none, NotOwn for what is not.

    `forbidden` are the bits of the mode that others must not have; with `root` it may be root's as well. Owner and mode
    are looked at where the system tells them: on Windows only a link or what is no plain file is refused.
    """
    if path.is_symlink():
        raise NotOwn("is a link")
    file = os.fdopen(os.open(path, _OPEN), "rb")
    try:
        require_own(os.fstat(file.fileno()), forbidden, root=root)
    except BaseException:
        file.close()
        raise
    return file


def require_own(found: os.stat_result, forbidden: int, *, root: bool = False) -> None:
    """Raise NotOwn for what is no plain file or folder of the user's own, or has a forbidden bit; see `open_own`."""
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        raise NotOwn("is not a plain file")
    if os.name == "nt":
        return
    if found.st_uid != os.geteuid() and not (root and found.st_uid == 0):
        raise NotOwn("belongs to another user")
    if found.st_mode & forbidden:
        raise NotOwn("is open to others", mode=stat.S_IMODE(found.st_mode))


def read(path: Path, limit: int) -> bytes:
    """Return the bytes of a plain file; DamagedError for one of more than `limit` bytes, or that grows meanwhile."""
    with open_file(path) as file:
        size = min(os.fstat(file.fileno()).st_size, limit)
        data = file.read(size + 1)
    if len(data) > size:
        raise DamagedError(f"{path.name} has more than {size:,} bytes; it is not read")
    return data


def names(folder: Path) -> list[str]:
    """Return what lies in a real folder, sorted; nothing where there is none."""
    return sorted(os.listdir(folder)) if is_folder(folder) else []


def walk(base: Path, depth: int) -> Iterator[Path]:
    """Yield what lies `depth` folders below a real folder, in order; what is no folder on the way there as well."""
    for name in names(base):
        path = base / name
        if depth and is_folder(path):
            yield from walk(path, depth - 1)
        else:
            yield path


def copy(source: Path, final: Path, *, draft: Path, mode: int) -> None:
    """Copy a plain file so that it is whole under its new name or absent, and on the disk when this returns.

    `draft` is a scratch name on the same disk; what an earlier copy left under it is replaced.
    """
    with suppress(FileNotFoundError):
        draft.unlink()
    with open_file(source) as file:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
            out.flush()
            os.chmod(draft, mode)
            os.fsync(out.fileno())
    os.replace(draft, final)


def publish(draft: Path, final: Path) -> None:
    """Give a finished file its name; FileExistsError where something has it already, and the draft is left then."""
    try:
        os.link(draft, final)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as of many sticks
        if kind(final):
            raise FileExistsError(f"{final} exists") from None
        os.replace(draft, final)
    else:
        draft.unlink()


def put(path: Path, data: ReadableBuffer, *, mode: int = 0o600, durable: bool = True, overwrite: bool = True) -> None:
    """Write a file whole or not at all, over whatever had its name; a link there is replaced, not written through.

    With `durable` its bytes are on the disk when this returns. After an error, as of a full disk, the former file stands.
    Without `overwrite` FileExistsError is raised where something has its name already.
    """
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=DRAFT, dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None  # whose reader never saw the draft's name
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.chmod(name, mode)
        if overwrite:
            os.replace(name, path)
        else:
            publish(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

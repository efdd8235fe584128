"""Publications written whole or not at all.

Every file is written under a name of its own beside its place, brought to the disk, and only then put in its place.

What is guaranteed. A folder changes in one step where the system can exchange two folders (Linux), so that at every
moment it holds all of the former files or all of the new ones; elsewhere it is missing for the moment between two
renames. A page and its manifest change in two steps: the former manifest is set aside first and the new one comes
last, so that a manifest never names another page than the one beside it. After an error, as of a full disk, the
former files stand as they did. After a kill or a loss of power a hidden draft may lie beside them; the next
publication under that name takes it away.
"""

import ctypes
import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from ceasefire.record.database import sync_path
from ceasefire.record.errors import failed_words
from ceasefire.vocabulary.errors import CeasefireError

MANIFEST: Final = "manifest.json"
DRAFT, FORMER = "draft", "former"
STALE_SECONDS: Final = 3600
"""Age from which a draft is taken for left over: no publication takes an hour to write."""
OWN_MARK: Final = b'<meta name="ceasefire-'
"""What stands in the head of every report."""
_MARK_WITHIN: Final = 4096
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)
_LONGEST_MANIFEST: Final = 64 * 1024 * 1024


class OutputRefusedError(CeasefireError):
    """Something stands where a publication is to be written that is none of ours; nothing was written."""


class NotWrittenError(CeasefireError, OSError):
    """The disk did not take a publication; what stood there stands as it was."""


def put_files(files: Iterable[tuple[Path, bytes]], gone: Iterable[Path] = ()) -> None:
    """Put files of one folder in their places, the last of them, which names the others, last.

    Files that are `gone` are taken away with it: those of the former publication that the new one does not have.
    Raises OutputRefusedError for a place where a link or anything but a plain file stands, and NotWrittenError (an
    OSError) when the disk does not take them; the former files then stand as they did.
    """
    every = list(files)
    with _in_words(every[0][0] if every else Path()):
        _put_files(every, sorted(gone))


def _put_files(every: list[tuple[Path, bytes]], gone: list[Path]) -> None:
    for path in (*(path for path, _ in every), *gone):
        _plain_or_absent(path)
    for folder in {path.parent for path, _ in every}:
        folder.mkdir(parents=True, exist_ok=True)
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, data in every:
            drafts.append((_beside(path, DRAFT), path))
            _write(drafts[-1][0], data)
            if path.exists():
                shutil.copymode(path, drafts[-1][0])
        _exchange_files(drafts, gone)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
    for path in (*(path for path, _ in every), *gone):
        _sweep(path)


def put_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of files in the place of an earlier one, which must be ours whole, or where nothing is.

    A folder that is ours holds a manifest and what it names, all plain files. Raises OutputRefusedError for any other,
    and NotWrittenError (an OSError) when the disk does not take the new one; the former folder then stands as it did.
    """
    with _in_words(out):
        _put_folder(out, files)


@contextmanager
def _in_words(out: Path) -> Iterator[None]:
    """Say of a publication, by the name that a person gave it, what the system says of its drafts."""
    try:
        yield
    except OSError as error:
        rest = "the former one stands as it was" if os.path.lexists(out) else "nothing was written"
        raise NotWrittenError(f"{failed_words(error, str(out))}; {rest}") from error


def _put_folder(out: Path, files: Mapping[str, bytes]) -> None:
    place = out.resolve() if out.is_dir() else out
    former = _own_files(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = _beside(place, DRAFT)
    os.mkdir(draft)
    try:
        for name in (*sorted(n for n in files if n != MANIFEST), MANIFEST):
            _write(draft / name, files[name])
        sync_path(draft)
        if former is None:
            os.rename(draft, place)
        else:
            shutil.copymode(place, draft)
            _remove(_swap(draft, place), former)
    finally:
        if draft.exists():
            _remove(draft, files)
    sync_path(place.parent)
    _sweep(place)


def require_former(page: Path, manifest: Path) -> None:
    """Raise OutputRefusedError where something stands in the place of a report or of its manifest that is neither.

    An empty file may be replaced, and a report of ours: one that the manifest names, or that says so itself, as after
    a kill that left it without its manifest.
    """
    for path in (page, manifest):
        _plain_or_absent(path)
    named = set() if _is_new(manifest) else _named(manifest)
    if named is None:
        raise OutputRefusedError(f"{manifest} is there and is no manifest of ours; move it or choose another name")
    if not _is_new(page) and page.name not in named and OWN_MARK not in _begins(page):
        raise OutputRefusedError(f"{page} is there and is no report of ours; move it or choose another name")


def _is_new(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MARK_WITHIN)


def _exchange_files(drafts: list[tuple[Path, Path]], gone: list[Path]) -> None:
    """Put drafts in their places and take away what is gone; after an error put the former files back."""
    formers: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    aside = {drafts[-1][1], *gone}
    try:
        for path in (*(path for _, path in reversed(drafts)), *gone):
            if path.exists():
                formers.append((_beside(path, FORMER), path))
                _keep(path, formers[-1][0], aside=path in aside)
        for draft, path in drafts:
            os.replace(draft, path)
            placed.append(path)
        sync_path(drafts[0][1].parent)
    except BaseException:
        kept = {path for former, path in formers if former.exists()}
        for path in placed:
            if path not in kept:
                path.unlink(missing_ok=True)
        for former, path in reversed(formers):
            if former.exists():
                os.replace(former, path)
                former.unlink(missing_ok=True)  # two names of one file: a rename of one onto the other does nothing
        raise
    for former, _ in formers:
        former.unlink(missing_ok=True)


def _keep(path: Path, former: Path, *, aside: bool) -> None:
    """Keep a file under a second name; set it aside, so that its own name is free, where asked or links cannot be."""
    if not aside:
        try:
            os.link(path, former, follow_symlinks=False)
            return
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
                raise
    os.rename(path, former)


def _swap(draft: Path, place: Path) -> Path:
    """Put a draft in the place of a folder, in one step where the system can, and return where that folder is now.

    Raises OSError with both where they were.
    """
    if _exchanged(draft, place):
        return draft
    aside = _beside(place, FORMER)
    os.rename(place, aside)
    try:
        os.rename(draft, place)
    except BaseException:
        os.rename(aside, place)
        raise
    return aside


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two names in one step (Linux, renameat2); False where this system or file system cannot."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _own_files(out: Path) -> set[str] | None:
    """Return the names of the files of an earlier publication in a folder; None where there is no folder yet.

    An empty folder holds none. Raises OutputRefusedError for a folder with anything else in it.
    """
    if not os.path.lexists(out):
        return None
    if not out.is_dir():
        raise OutputRefusedError(f"{out} is no folder; choose another name")
    with os.scandir(out) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    if not found:
        return set()
    named = _named(out / MANIFEST) if found.get(MANIFEST) else None
    if named is None:
        raise OutputRefusedError(f"{out} is not empty and holds no export of ours; choose an empty folder")
    if strange := sorted(name for name, plain in found.items() if not plain or name not in named | {MANIFEST}):
        raise OutputRefusedError(
            f"{out} holds {strange[0]}, which is no file of the earlier export there; move it or choose an empty folder"
        )
    return set(found)


def _named(manifest: Path) -> set[str] | None:
    """Return the names of the files that a manifest lists; None for a file that is no manifest."""
    try:
        handle = os.open(manifest, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            read = msgspec.json.decode(file.read(_LONGEST_MANIFEST))
        return {str(one["name"]) for one in read["outputs"]}
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return None


def _plain_or_absent(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if path.is_symlink():
        raise OutputRefusedError(f"{path} is a link; name the file that it leads to, or another")
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OutputRefusedError(f"{path} is no plain file; choose another name")


def _write(path: Path, data: bytes) -> None:
    """Write a new file and bring it to the disk; raises OSError, also where something stands there already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{what}")


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Delete named plain files of a folder and the folder, which stays where anything else is in it."""
    for name in names:
        path = folder / name
        if not path.is_dir() or path.is_symlink():
            path.unlink(missing_ok=True)
    try:
        folder.rmdir()
    except OSError as error:
        raise OutputRefusedError(f"{folder} holds what is not ours and stays beside the new files") from error


def _sweep(path: Path) -> None:
    """Take away what killed publications under this name left, once it is surely left over; what resists stays."""
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.(?:{DRAFT}|{FORMER})")
    with os.scandir(path.parent) as entries:
        found = [Path(entry.path) for entry in entries if ours.fullmatch(entry.name)]
    for old in found:
        try:
            if time.time() - old.lstat().st_mtime < STALE_SECONDS:
                continue
            if old.is_dir() and not old.is_symlink():
                _remove(old, [entry.name for entry in os.scandir(old) if entry.is_file(follow_symlinks=False)])
            else:
                old.unlink(missing_ok=True)
        except (OSError, OutputRefusedError):
            continue

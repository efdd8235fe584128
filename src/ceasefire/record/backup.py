"""A second copy of a record, taken at one moment while others may write; private keys stay behind unless asked for.

Only plain files are copied, never what a link points at. A copy gets its `record.db` last: a folder without one is an
unfinished copy, which the same command finishes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from ceasefire.record import blobs, database, entries, plain_files
from ceasefire.record.envelope import HEX64
from ceasefire.record.errors import AlreadyThereError, DamagedError, NotFoundError, RecordError, translated
from ceasefire.record.folder_check import SCRATCH, UNFINISHED, Beside, BlobsOf, Named, missing
from ceasefire.record.keys import FOLDER as KEYS
from ceasefire.record.verify_report import Problem

_DRAFT = database.FILE + ".new"
_NEITHER_LINK_NOR_PIPE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

Part = tuple[Path, int]
"""A file to copy, by its path inside the record, and the mode it gets."""


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A finished copy; may stand wherever a path is asked for.

    `left_out` names what should have been copied and is not a plain file, and each blob that a statement names and that
    is missing or altered; `resumed` tells that an unfinished copy was taken up again. `remarks` and `set_aside` are
    those of the check of a restored record.
    """

    path: Path
    left_out: tuple[Problem, ...] = ()
    resumed: bool = False
    remarks: tuple[Problem, ...] = ()
    set_aside: int = 0

    def __fspath__(self) -> str:
        return str(self.path)


def backup(
    path: str | Path,
    dest: str | Path,
    *,
    keys: bool = False,
    beside: Beside | None = None,
    blobs_of: BlobsOf | None = None,
) -> Copied:
    """Copy a record with its blobs and what lies beside to a new or empty folder; with `keys`, the private keys too.

    The copy is of one moment: every ledger in it ends with a signed checkpoint. A copy that was interrupted is taken
    up again: its database is copied anew, its whole files are kept. `blobs_of(kind, body)` gives the blobs that a body
    names; one that is missing or altered is named, and the rest is copied. Raises NotFoundError, AlreadyThereError,
    RecordFullError, DamagedError.
    """
    source, target, beside = Path(path), Path(dest), beside or Beside()
    if not plain_files.kind(source / database.FILE):
        raise NotFoundError(f"no record at {source}")
    with translated(target):
        resumed = _begin(source, target, keys)
        try:
            left_out = _copy(source, target, keys, beside)
        except Exception:
            if not resumed:
                _undo(target, beside)
            raise
        _finish(target)
    left_out += _missing(target, blobs_of)
    return Copied(path=target, left_out=tuple(left_out), resumed=resumed)


def _missing(target: Path, blobs_of: BlobsOf | None) -> list[Problem]:
    """Return the blobs that statements of a finished copy name and that are not in it, whole."""
    named = Named(blobs_of)
    try:
        with closing(database.open_for_reading(target / database.FILE)) as db:
            for entry in entries.entries(db, None, None, 0, entries.passed_over):
                named.add(entry.office, entry.id, entry.statement)
    except RecordError as error:
        unread = [Problem(database.FILE, f"{error}; which blobs belong to it is not known beyond that")]
    else:
        unread = []
    return [*unread, *(Problem(where, what) for where, what in missing(target, named))]


def restore(
    src: str | Path, dest: str | Path, *, beside: Beside | None = None, blobs_of: BlobsOf | None = None
) -> Copied:
    """Make a record at `dest` from a back-up, with the keys the back-up holds; verify it against a kept checkpoint.

    An older copy that files again starts a second history of its ledger: first compare it with the newest checkpoint
    anyone holds.
    """
    with_keys = bool(plain_files.kind(Path(src) / KEYS))
    return backup(src, dest, keys=with_keys, beside=beside, blobs_of=blobs_of)


def _begin(source: Path, target: Path, keys: bool) -> bool:
    """Mark the folder as an unfinished copy; True if it was one already."""
    if target.resolve().is_relative_to(source.resolve()) and target.resolve() != source.resolve():
        raise RecordError(f"{target} lies inside the record; name a folder elsewhere")
    here = set(os.listdir(target)) if target.exists() else set()
    ours = {*database.LEFTOVERS, SCRATCH, UNFINISHED}
    if here and (database.FILE in here or not here & {UNFINISHED, _DRAFT}):
        raise AlreadyThereError(f"{target} is not empty; give a new folder")
    _require_same(source, target / UNFINISHED)
    if KEYS in here and not keys:
        raise AlreadyThereError(
            f"{target} is an unfinished copy with private keys; finish it with the keys, or empty the folder"
        )
    database.make_folder(target)
    for name in here & (ours - {UNFINISHED}):
        (target / name).unlink()
    _mark(source, target / UNFINISHED)
    return bool(here)


def _require_same(source: Path, marker: Path) -> None:
    """Refuse to mix two records: an unfinished copy is finished from where it was begun."""
    if plain_files.is_file(marker):
        with plain_files.open_file(marker) as file:
            lines = file.read(10_000).decode("utf-8", "surrogateescape").splitlines()
        if len(lines) > 1 and lines[1] != str(source.resolve()):
            raise AlreadyThereError(f"{marker.parent} holds an unfinished copy of {lines[1]}; empty it first")


def _mark(source: Path, marker: Path) -> None:
    words = f"Unfinished copy of a record; the same command finishes it. Copied from:\n{source.resolve()}\n"
    plain_files.require_file(marker)
    handle = os.open(marker, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NEITHER_LINK_NOR_PIPE, 0o644)
    with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    database.sync_path(marker.parent)


def _copy(source: Path, target: Path, keys: bool, beside: Beside) -> list[Problem]:
    """Copy the database, then every file: a statement copied has its blob, a blob too many does no harm."""
    _copy_database(source, target / _DRAFT)
    left_out: list[Problem] = []
    parts = list(_parts(source, keys, beside, left_out))
    for folder in (blobs.FOLDER, *({KEYS} if keys else ())):
        _make_folder(target / folder, 0o700 if folder == KEYS else 0o777)
    for path, mode in parts:
        _make_folder((target / path).parent, 0o777)
        if not _is_there(target / path):
            try:
                plain_files.copy(source / path, target / path, draft=target / SCRATCH, mode=mode)
            except DamagedError as error:  # exchanged since it was looked at, or a file of holes
                left_out.append(Problem(path.as_posix(), f"{error}; it was not copied"))
    for folder in sorted({(target / path).parent for path, _ in parts} | {target / blobs.FOLDER}):
        database.sync_path(folder)
    return left_out


def _is_there(place: Path) -> bool:
    """Tell whether an earlier, interrupted copy has this blob already, whole."""
    return HEX64.fullmatch(place.name) is not None and plain_files.is_file(place) and _is_whole(place)


def _is_whole(place: Path) -> bool:
    return blobs.digest(place) == place.name


def _make_folder(folder: Path, mode: int) -> None:
    plain_files.require_folder(folder)
    database.make_folder(folder, mode)


def _finish(target: Path) -> None:
    """Give the database its name last of all: from then on the folder is a record."""
    database.sync_path(target)
    (target / UNFINISHED).unlink()
    database.sync_path(target)
    os.replace(target / _DRAFT, target / database.FILE)
    database.sync_path(target)


def _undo(target: Path, beside: Beside) -> None:
    """Take back an unfinished copy from a folder that was new or empty before it."""
    for name in (*database.LEFTOVERS, SCRATCH, *beside.files):
        (target / name).unlink(missing_ok=True)
    for part in (blobs.FOLDER, KEYS, *beside.own):
        shutil.rmtree(target / part, ignore_errors=True)
    (target / UNFINISHED).unlink(missing_ok=True)


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


# --- what a copy holds beside the database


def _parts(source: Path, keys: bool, beside: Beside, left_out: list[Problem]) -> Iterator[Part]:
    """Yield every file to copy; what should be a plain file and is not goes to `left_out`."""
    for path, mode in _candidates(source, keys, beside):
        found = plain_files.kind(source / path)
        if found == "a plain file":
            yield path, mode
        elif found:
            left_out.append(Problem(path.as_posix(), f"is {found}, not a plain file; it was not copied"))


def _candidates(source: Path, keys: bool, beside: Beside) -> Iterator[Part]:
    """Yield what a record holds by the names of its format, whatever lies there."""
    yield from ((path, 0o444) for path in _blobs(source))
    yield from ((Path(name), 0o644) for name in beside.files)
    if keys:
        yield from ((path, 0o600) for path in _keys(source))
        yield from ((path, 0o600) for name in beside.own for path in _own(source, name))


def _blobs(source: Path) -> Iterator[Path]:
    base = source / blobs.FOLDER
    if not plain_files.is_folder(base):
        yield Path(blobs.FOLDER)
    for path in plain_files.walk(base, 1):
        if not path.name.startswith(blobs.INCOMING):
            yield path.relative_to(source)


def _own(source: Path, name: str) -> Iterator[Path]:
    """Yield the files of a folder that is the office's own; the folder itself where it is none."""
    if not plain_files.is_folder(source / name):
        yield Path(name)
    yield from (Path(name, file) for file in plain_files.names(source / name))


def _keys(source: Path) -> Iterator[Path]:
    if not plain_files.kind(source / KEYS):
        raise NotFoundError(f"no private keys at {source / KEYS}")
    if not plain_files.is_folder(source / KEYS):
        yield Path(KEYS)
    yield from (Path(KEYS, name) for name in plain_files.names(source / KEYS) if name.endswith(".pem"))

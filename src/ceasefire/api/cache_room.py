"""Keeps the reader's folder of computed tables within bounds: what no record needs goes, and the oldest beyond a limit."""

import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from ceasefire.record import RecordError, database, plain_files
from ceasefire.vocabulary.calendar import DAY_SECONDS

OF: Final = "record.json"
"""Says in each folder of tables which record they are of; its time tells when they were last added to."""
MOST_BYTES: Final = 4 << 30
"""What the tables of all records may take: those of one record with 10^6 reports take about 2 GB."""
EVERY_SECONDS: Final = 3600
"""Looking through the folder costs a moment for each record ever opened, so it is done once an hour."""
_MARK: Final = "last-looked-through"
LIST: Final = "live.json"
"""The list of the files of kept tables."""
LIST_BYTES: Final = 8 << 20
TOLD: Final = "told.json"
"""What is told beside the kept tables; it names a file of its own."""
TOLD_BYTES: Final = 64 << 20


class Of(msgspec.Struct, frozen=True, kw_only=True):
    """Which record a folder of tables is of, so that it can go when the record has gone."""

    record: str
    name: str


def prune(base: Path, keep: Path, most_bytes: int = MOST_BYTES, every_seconds: float = EVERY_SECONDS) -> None:
    """Remove the tables of records that have gone, scratch files of a day ago, and the oldest beyond a number of bytes.

    `keep` is the folder in use. A record on a disk that is not here counts as gone: its tables are made again.
    Raises OSError where the time of this cannot be noted.
    """
    mark = base / _MARK
    if time.time() - _changed(mark) < every_seconds:
        return
    mark.touch()
    others = [path for path in _folders(base) if path != keep]
    for path in [path for path in others if not _record_is_there(path)]:
        shutil.rmtree(path, ignore_errors=True)
        others.remove(path)
    _remove_scratch(keep)
    left = most_bytes - sum(_bytes(path) for path in (keep, *others))
    for path in sorted(others, key=lambda folder: _changed(folder / OF)):
        if left >= 0:
            return
        left += _bytes(path)
        shutil.rmtree(path, ignore_errors=True)


def _folders(base: Path) -> Iterator[Path]:
    return (base / name for name in plain_files.names(base) if plain_files.is_folder(base / name))


def _record_is_there(folder: Path) -> bool:
    try:
        of = msgspec.json.decode(plain_files.read(folder / OF, 1 << 16), type=Of)
    except (OSError, msgspec.MsgspecError, RecordError):
        return False
    return (Path(of.record) / database.FILE).exists()


def _remove_scratch(folder: Path) -> None:
    """Remove what a process that was killed left over; a younger file may be in the making, and its list not yet there."""
    listed = _listed(folder)
    for name in plain_files.names(folder):
        path = folder / name
        with suppress(OSError):
            if (
                path.suffix not in (".parquet", ".json")
                and name not in listed
                and time.time() - path.lstat().st_mtime > DAY_SECONDS
            ):
                path.unlink()


def _listed(folder: Path) -> str:
    """Return what names files of the folder, as it stands there: a file that is not named in it belongs to nothing."""
    found = ""
    for name, most in ((LIST, LIST_BYTES), (TOLD, TOLD_BYTES)):
        with suppress(OSError, RecordError):
            found += plain_files.read(folder / name, most).decode("utf-8", "replace")
    return found


def _bytes(folder: Path) -> int:
    found = 0
    for name in plain_files.names(folder):
        with suppress(OSError):
            found += (folder / name).lstat().st_size
    return found


def _changed(path: Path) -> float:
    """Return when a file was last changed, in seconds since 1970; 0 where there is none."""
    with suppress(OSError):
        return path.lstat().st_mtime
    return 0.0

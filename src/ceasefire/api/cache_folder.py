"""The reader's own folder for what is computed of one record: where it lies, and that it is nobody else's.

Nothing here needs the library that tables are made with, so that a command that only looks something up starts without it.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.api import cache_room, own_folders
from ceasefire.api.cache_room import Of
from ceasefire.record import plain_files
from ceasefire.record.entries import Unreadable

if TYPE_CHECKING:
    from ceasefire.record.store import Office

FOLDER: Final = "tables"
Heads = dict[str, tuple[int, str]]
"""Size and root of each ledger, by origin, in the order in which ledgers are read."""


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return one digest over the program's own source and data, so that a new version never reads old tables."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(_code_files(str(root))):
        with open(path, "rb") as file:
            digest.update(path[len(str(root)) + 1 :].encode() + b"\0" + file.read())
    return digest.hexdigest()


def _code_files(folder: str) -> Iterator[str]:
    """Yield what the program is made of; looked through in every process, so that it goes by plain names, not by `Path`."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir() and one.name not in ("examples", "__pycache__"):
                yield from _code_files(one.path)
            elif one.name.endswith((".py", ".yaml", ".csv", ".toml")) and one.is_file():
                yield one.path


def folder_of(record: Path, name: str, view: str = "") -> tuple[Path, Of]:
    """Return where what is computed of the record in a folder is kept, and what says there of which record it is."""
    of = Of(record=str(record.resolve()), name=f"{name}; {view}" if view else name)
    place = hashlib.sha256(msgspec.json.encode(of)).hexdigest()
    return own_folders.cache() / FOLDER / place, of


def heads_of(offices: "Iterable[Office]") -> Heads:
    """Return the heads of the offices' ledgers."""
    return {one.origin: (one.size, one.root) for one in offices}


def moment_of(heads: Heads, unreadable: str, beside: str) -> str:
    """Return one digest over what the tables of a record are made from: its ledgers, settings, and the program.

    `heads` are the ledgers, `unreadable` and `beside` the digests of those that cannot be read and of the settings.
    """
    lines = sorted(f"{origin} {size} {root}" for origin, (size, root) in heads.items())
    return hashlib.sha256("\n".join((code_digest(), unreadable, beside, *lines)).encode()).hexdigest()


def unreadable_digest(ledgers: Iterable[Unreadable]) -> str:
    """Return the digest of the ledgers that cannot be read."""
    return hashlib.sha256("\n".join(f"{one.origin} {one.reason}" for one in ledgers).encode()).hexdigest()


class CacheFolder:
    """One record's folder; it is made when something is first kept."""

    def __init__(self, folder: Path, of: Of) -> None:
        self.folder = folder
        self._of = of
        self._made = False

    def clear(self) -> None:
        """Delete every table kept of this record."""
        if plain_files.is_folder(self.folder):
            shutil.rmtree(self.folder, ignore_errors=True)

    def require_own(self) -> None:
        """Refuse a link in the place of our folder, and a folder that others may write: what lies there is not ours."""
        for folder in (self.folder.parent.parent, self.folder.parent, self.folder):
            plain_files.require_folder(folder)
            require_ours(folder)

    def make_room(self) -> None:
        """Make the folder, once in a process, after what no longer serves has gone."""
        self.require_own()
        for folder in (self.folder.parent.parent, self.folder.parent, self.folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._made:
            # the time of this file says when the folder was last in use
            plain_files.put(self.folder / cache_room.OF, msgspec.json.encode(self._of), durable=False)
            cache_room.prune(self.folder.parent, self.folder)
            self._made = True


def require_ours(path: Path) -> None:
    """Raise OSError for what belongs to somebody else or can be written by others, where the system tells."""
    try:
        plain_files.require_own(path.lstat(), plain_files.OTHERS_WRITE)
    except FileNotFoundError:
        return
    except plain_files.NotOwn as error:
        raise PermissionError(f"{path} {error}") from None

"""A disk that forgets: what of a folder is still there when the power goes, by what was synced and what was not.

The real files are what a running program sees. Beside them this keeps what a disk must still hold: the bytes of each
file at its last sync, and the names each folder had at its last sync (POSIX fsync). Everything else may be there or
not after a loss of power: each sector of an unsynced write, each growth of a file, each name made, moved or removed.

Out of scope: a disk that says "synced" and lies, and one that damages what nobody was writing.
"""

import contextlib
import errno
import os
import random
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

Files = dict[str, bytes | None]
"""What lies on the disk: path from its root -> bytes, or None for a folder."""

MODES = ("nothing", "everything", "some", "some", "torn", "names only", "bytes only")
"""What of the unsynced reaches the disk: none of it, all, some sectors, some and one torn in itself, or one kind."""


@dataclass
class Write:
    """Bytes written at a place and not yet synced; `data` None: the file was cut to `at` bytes."""

    at: int
    data: bytes | None


class Disk:
    """The durable side of the files below `root`, and a count of the points at which it can fail.

    `at_point(what, path)` is called before each operation; it may raise. `after_point` is called when it is done.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.points = 0
        self.at_point: Callable[[str, str], None] = lambda _what, _path: None
        self.after_point: Callable[[str, str], None] = lambda _what, _path: None
        self._synced: dict[int, bytes] = {}
        self._log: dict[int, list[Write]] = {}
        self._gone: dict[int, bytes] = {}
        self._names: dict[str, int | None] = {}
        for name, ino in self._live().items():
            self._names[name] = ino
            if ino is not None:
                self._synced[ino] = (self.root / name).read_bytes()

    def within(self, path: Any) -> str | None:
        """Return the path from the root, None for one that is elsewhere."""
        try:
            text = os.path.abspath(os.fspath(path))
        except TypeError:
            return None
        if isinstance(text, bytes) or not text.startswith(f"{self.root}/"):
            return None
        return text[len(str(self.root)) + 1 :]

    @contextlib.contextmanager
    def point(self, what: str, path: str) -> Iterator[None]:
        """Count one operation that can fail."""
        self.points += 1
        self.at_point(what, path)
        yield
        self.after_point(what, path)

    # --- what is done

    def wrote(self, path: str, at: int, data: bytes | None) -> None:
        """Note a write, or with None a cut to `at` bytes."""
        self._log.setdefault(self._ino(path), []).append(Write(at, data))

    def sync_file(self, path: str) -> None:
        """The bytes of a file are on the disk."""
        ino = self._ino(path)
        self._synced[ino] = (self.root / path).read_bytes()
        self._log.pop(ino, None)

    def sync_folder(self, path: str) -> None:
        """The names in a folder are on the disk as they are now."""
        prefix = f"{path}/" if path not in ("", ".") else ""
        live = self._live()
        for names in (self._names, live):
            for name in [n for n in names if n.startswith(prefix) and "/" not in n[len(prefix) :]]:
                if name in live:
                    self._names[name] = live[name]
                else:
                    del self._names[name]

    def leaving(self, path: str) -> None:
        """A name is about to go or to mean another file: keep its bytes, which the disk may still hold."""
        full = self.root / path
        if full.is_file():
            self._gone[self._ino(path)] = full.read_bytes()

    def _ino(self, path: str) -> int:
        return os.stat(self.root / path).st_ino

    def _live(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for where, folders, names in os.walk(self.root):
            below = os.path.relpath(where, self.root)
            prefix = "" if below == "." else f"{below}/"
            found |= {prefix + name: None for name in folders}
            found |= {prefix + name: os.lstat(os.path.join(where, name)).st_ino for name in names}
        return found

    # --- what is left

    def left(self, chance: random.Random, mode: str) -> Files:
        """Return what lies on the disk if the power goes now."""
        live = self._live()
        names = self._names_left(chance, mode, live)
        contents: dict[int, bytes] = {}
        files: Files = {}
        for name in sorted(names):
            parents = name.split("/")[:-1]
            if any("/".join(parents[: i + 1]) not in files for i in range(len(parents))):
                continue  # its folder did not reach the disk
            ino = names[name]
            if ino is not None and ino not in contents:
                contents[ino] = self._bytes_left(chance, mode, ino, live)
            files[name] = None if ino is None else contents[ino]
        return files

    def _names_left(self, chance: random.Random, mode: str, live: dict[str, int | None]) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for name in {**self._names, **live}:
            old, new = self._names.get(name, "none"), live.get(name, "none")
            unsynced = {"nothing": False, "bytes only": False, "everything": True, "names only": True}
            chosen = new if unsynced.get(mode, chance.random() < 0.5) else old
            if chosen != "none":
                found[name] = chosen  # type: ignore[assignment]
        for name, ino in self._names.items():  # a move is one step: never neither here nor there
            if ino is not None and ino in live.values() and ino not in found.values():
                found[name] = ino
        return found

    def _bytes_left(self, chance: random.Random, mode: str, ino: int, live: dict[str, int | None]) -> bytes:
        synced = self._synced.get(ino, b"")
        if mode in ("nothing", "names only"):
            return synced
        now = self._now(ino, live)
        if mode in ("everything", "bytes only") or now == synced:
            return now
        sector = chance.choice((512, 4096))
        log = self._log.get(ino) or [Write(0, now)]
        return self._mixed(chance, synced, log, sector, torn=mode == "torn")

    def _now(self, ino: int, live: dict[str, int | None]) -> bytes:
        for name, here in live.items():
            if here == ino:
                return (self.root / name).read_bytes()
        return self._gone.get(ino, self._synced.get(ino, b""))

    @staticmethod
    def _mixed(chance: random.Random, old: bytes, log: list[Write], sector: int, *, torn: bool) -> bytes:
        """Return old bytes with some sectors of what was written over them, in an order of the disk's own."""
        share = chance.choice((0.1, 0.5, 0.9))
        pieces = [(write.at + i, write.data[i : i + sector]) for write in log if write.data is not None
                  for i in range(0, len(write.data), sector)]  # fmt: skip
        cuts = [write.at for write in log if write.data is None]
        kept = [piece for piece in pieces if chance.random() < share]
        if chance.random() < 0.5:
            chance.shuffle(kept)
        if torn and kept:
            at, data = kept.pop(chance.randrange(len(kept)))
            kept.append((at, data[: chance.randrange(len(data) + 1)]))
        found = bytearray(old)
        if cuts and chance.random() < share:
            del found[chance.choice(cuts) :]
        for at, data in kept:
            if at > len(found):
                found.extend(bytes(at - len(found)))
            found[at : at + len(data)] = data
        if len(found) > len(old) and chance.random() < 0.3:
            del found[chance.randrange(len(old), len(found)) :]  # the growth of the file was lost, in part
        return bytes(found)


# --- the operating system's side of it


def write_out(files: Files, root: Path) -> None:
    """Lay what was left on a disk out below a folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name in sorted(files):
        data = files[name]
        if data is None:
            (root / name).mkdir()
        else:
            (root / name).write_bytes(data)
            if name.endswith(".pem"):
                (root / name).chmod(0o600)


def broken() -> OSError:
    """The error of a disk that refuses."""
    return OSError(errno.EIO, os.strerror(errno.EIO))


@contextlib.contextmanager
def watched(disk: Disk) -> Iterator[None]:
    """Let the calls that sync, make, move and remove files below the root go past the disk."""
    real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "link", "unlink", "remove", "mkdir")}

    def fsync(handle: int) -> None:
        where = disk.within(os.readlink(f"/proc/self/fd/{handle}"))
        root = os.readlink(f"/proc/self/fd/{handle}") == str(disk.root)
        if where is None and not root:
            return real["fsync"](handle)
        with disk.point("fsync", where or "."):
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                disk.sync_folder(where or "")
            else:
                disk.sync_file(where or "")
        return None

    def two(name: str) -> Callable[..., None]:
        def call(source: Any, target: Any, **more: Any) -> None:
            here, there = disk.within(source), disk.within(target)
            if here is None or there is None:
                return real[name](source, target, **more)
            with disk.point(name, there):
                if name != "link":
                    disk.leaving(there)
                real[name](source, target, **more)
            return None

        return call

    def one(name: str) -> Callable[..., None]:
        def call(path: Any, *given: Any, **more: Any) -> None:
            here = disk.within(path)
            if here is None or not (name == "mkdir" or os.path.lexists(path)):
                return real[name](path, *given, **more)
            with disk.point(name, here):
                if name != "mkdir":
                    disk.leaving(here)
                real[name](path, *given, **more)
            return None

        return call

    calls = {"fsync": fsync, **{n: two(n) for n in ("replace", "rename", "link")}}
    calls |= {n: one(n) for n in ("unlink", "remove", "mkdir")}
    with contextlib.ExitStack() as stack:
        for name, call in calls.items():
            stack.enter_context(patch.object(os, name, call))
        yield

"""Files kept beside the ledgers, each under the SHA-256 of its bytes; a blob is whole under its name or absent.

What is read is what was hashed: nobody outside is given the path of a blob, only bytes, or a file that compares every
piece again as it is read.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ceasefire.record import plain_files
from ceasefire.record.database import make_folder, sync_path
from ceasefire.record.envelope import HEX64
from ceasefire.record.errors import DamagedError, NotFoundError, TooLongError, translated

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FOLDER = "blobs"
INCOMING = "incoming-"
"""How the names of scratch files begin; after a kill they are left over and mean nothing."""
CHUNK = 1 << 20
READ_BYTES = 1 << 28
"""Most that `read` takes into memory: a coded text has some kB, the largest outline of a zone some MB."""


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a blob of this name lies, whether or not it is here."""
    if not HEX64.fullmatch(sha256):
        raise NotFoundError(f"{sha256[:80]!r} is not a SHA-256")
    return folder / FOLDER / sha256[:2] / sha256


def find(folder: Path, sha256: str) -> Path:
    """Return the plain file of this name; NotFoundError if none is here, DamagedError where a link or pipe lies."""
    path = path_of(folder, sha256)
    require_folders(path)
    plain_files.require_file(path)
    if not plain_files.kind(path):
        raise _missing(sha256)
    return path


def require_folders(path: Path) -> None:
    """Raise DamagedError where a blob's two folders are links: what lies there is not of this record."""
    for folder in (path.parent.parent, path.parent):
        plain_files.require_folder(folder)


def put(folder: Path, content: Path | bytes) -> str:
    """Store a file or bytes and return the SHA-256; a blob that is here and whole is left as it is."""
    with translated(), staged(folder) as (path, file):
        if isinstance(content, bytes):
            file.write(content)
        else:
            with open(content, "rb") as source:
                while chunk := source.read(CHUNK):
                    file.write(chunk)
        file.close()
        return adopt(folder, path)


@contextmanager
def staged(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield a scratch file on the disk of the record, gone at the end of the block unless `adopt` gave it its name."""
    with translated():
        base = folder / FOLDER
        plain_files.require_folder(base)
        make_folder(base)
        import tempfile

        handle, name = tempfile.mkstemp(prefix=INCOMING, dir=base)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def adopt(folder: Path, path: Path) -> str:
    """Move a finished scratch file to the place its bytes name; on the disk when this returns."""
    with translated():
        sha256 = digest(path)
        final = path_of(folder, sha256)
        require_folders(final)
        make_folder(final.parent)
        sync_path(path)
        os.chmod(path, 0o444)
        os.replace(path, final)
        for changed in (final.parent, final.parent.parent):
            sync_path(changed)
    return sha256


def read(folder: Path, sha256: str, limit: int = READ_BYTES) -> bytes:
    """Return a blob's bytes, hashed; NotFoundError if not here, DamagedError if altered or a link, TooLongError."""
    with _plain(folder, sha256) as file:
        if (size := os.fstat(file.fileno()).st_size) > limit:
            raise TooLongError(f"blob {sha256} has {size:,} bytes, more than the {limit:,} that are read at once")
        data = b"".join(iter(lambda: file.read(CHUNK), b""))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _altered(sha256)
    return data


@contextmanager
def opened(folder: Path, sha256: str) -> Iterator[BinaryIO]:
    """Yield a blob open for reading and seeking, hashed; errors as `read`, on opening or when bytes change under it.

    Memory does not grow with the blob: for files that are too large to be held, as batches.
    """
    with _plain(folder, sha256) as file, io.BufferedReader(_Checked(file, sha256), CHUNK) as checked:
        yield checked


@contextmanager
def _plain(folder: Path, sha256: str) -> Iterator[BinaryIO]:
    try:
        file = plain_files.open_file(find(folder, sha256))
    except FileNotFoundError:
        raise _missing(sha256) from None
    except DamagedError as error:
        raise DamagedError(f"blob {sha256}: {error}") from None
    except OSError as error:
        raise DamagedError(f"blob {sha256} cannot be read: {error.strerror}") from error
    with translated(), file:
        yield file


def _missing(sha256: str) -> NotFoundError:
    return NotFoundError(f"blob {sha256} is not in this record; `verify` names the statements that need it")


def _altered(sha256: str) -> DamagedError:
    return DamagedError(f"blob {sha256} is altered: its bytes are not those of its name")


class _Checked(io.RawIOBase):
    """A file hashed whole once, whose pieces are compared with their own hashes as often as they are read again.

    Whoever can write the folder may change a file between the hash and the reading, through an open handle as well.
    """

    def __init__(self, file: BinaryIO, sha256: str) -> None:
        super().__init__()
        self._file, self._sha256 = file, sha256
        self._pieces: list[bytes] = []
        self._held = (-1, b"")
        self._at = self._size = 0
        whole = hashlib.sha256()
        while piece := self._read_piece():
            whole.update(piece)
            self._held = (len(self._pieces), piece)
            self._pieces.append(hashlib.sha256(piece).digest())
            self._size += len(piece)
        if whole.hexdigest() != sha256:
            raise _altered(sha256)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, into: WriteableBuffer) -> int:
        room = memoryview(into).cast("B")
        number, inside = divmod(self._at, CHUNK)
        found = memoryview(self._piece(number))[inside : inside + len(room)]
        room[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, number: int) -> bytes:
        if number >= len(self._pieces):
            return b""
        if self._held[0] != number:
            self._file.seek(number * CHUNK)
            piece = self._read_piece()
            if hashlib.sha256(piece).digest() != self._pieces[number]:
                raise _altered(self._sha256)
            self._held = (number, piece)
        return self._held[1]

    def _read_piece(self) -> bytes:
        """Return the next CHUNK bytes, fewer only at the end: a raw read may stop short."""
        found = self._file.read(CHUNK)
        while found and len(found) < CHUNK and (more := self._file.read(CHUNK - len(found))):
            found += more
        return found


def digest(path: Path) -> str:
    """Return the hex SHA-256 of a file, read in pieces."""
    state = hashlib.sha256()
    with plain_files.open_file(path) as file:
        while chunk := file.read(CHUNK):
            state.update(chunk)
    return state.hexdigest()

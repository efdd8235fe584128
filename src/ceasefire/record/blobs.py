"""Files kept beside the ledgers, each under the SHA-256 of its bytes; a blob is whole under its name or absent."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ceasefire.record import plain_files
from ceasefire.record.database import sync_path
from ceasefire.record.envelope import HEX64
from ceasefire.record.errors import NotFoundError, translated

FOLDER = "blobs"
INCOMING = "incoming-"
"""How the names of scratch files begin; after a kill they are left over and mean nothing."""
CHUNK = 1 << 20


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
        raise NotFoundError(f"blob {sha256} is not in this record")
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
        base.mkdir(exist_ok=True)
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
        final.parent.mkdir(exist_ok=True)
        sync_path(path)
        os.chmod(path, 0o444)
        os.replace(path, final)
        for changed in (final.parent, final.parent.parent):
            sync_path(changed)
    return sha256


def digest(path: Path) -> str:
    """Return the hex SHA-256 of a file, read in pieces."""
    state = hashlib.sha256()
    with plain_files.open_file(path) as file:
        while chunk := file.read(CHUNK):
            state.update(chunk)
    return state.hexdigest()

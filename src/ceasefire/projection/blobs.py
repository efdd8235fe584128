"""Blobs as the reading takes them: whole under their own digest and of a bearable size, or set aside."""

import hashlib
from pathlib import Path
from typing import Protocol

from ceasefire.projection.aside import SetAside
from ceasefire.record.errors import RecordError
from ceasefire.vocabulary.codes import AsideState


class Blobs(Protocol):
    """Where blobs lie, by digest."""

    def blob_path(self, sha256: str) -> Path: ...


def content(blobs: Blobs, sha256: str, most: int) -> bytes:
    """Return the bytes of a blob; raises SetAside where it is missing, altered or longer than `most` bytes.

    What is hashed is what is returned: a file that changes meanwhile is noticed.
    """
    name = f"blob {sha256[:12]}"
    try:
        with blobs.blob_path(sha256).open("rb") as file:
            data = file.read(most + 1)
    except (RecordError, OSError):
        raise SetAside(AsideState.BLOB_MISSING, f"{name} is not here or cannot be read") from None
    if len(data) > most:
        raise SetAside(AsideState.DOES_NOT_FIT, f"{name} is longer than {most} bytes")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise SetAside(AsideState.BLOB_ALTERED, f"{name}: its bytes are not those of its name")
    return data

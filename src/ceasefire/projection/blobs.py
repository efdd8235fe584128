"""Blobs as the reading takes them: whole under their own digest and of a bearable size, or set aside."""

from typing import Protocol

from ceasefire.projection.aside import SetAside
from ceasefire.record.errors import NotFoundError, RecordError, TooLongError
from ceasefire.vocabulary.codes import AsideState


class Blobs(Protocol):
    """Blobs by digest, hashed as they are read, and no longer than a limit in bytes."""

    def read_blob(self, sha256: str, limit: int = ...) -> bytes: ...


def content(blobs: Blobs, sha256: str, most: int) -> bytes:
    """Return the bytes of a blob; raises SetAside where it is missing, altered or longer than `most` bytes."""
    try:
        return blobs.read_blob(sha256, most)
    except NotFoundError:
        raise SetAside(AsideState.BLOB_MISSING, f"blob {sha256[:12]} is not here or cannot be read") from None
    except TooLongError:
        raise SetAside(AsideState.DOES_NOT_FIT, f"blob {sha256[:12]} is longer than {most:,} bytes") from None
    except RecordError as error:
        raise SetAside(AsideState.BLOB_ALTERED, str(error).replace(sha256, sha256[:12])) from None

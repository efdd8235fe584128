"""Agreements as their files were parsed, kept in the reader's own folder: a new process reads them and parses none.

Parsing the fifteen files of the example takes a second of processor time, reading what they came to a hundredth of that.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ceasefire.record import RecordError, plain_files

if TYPE_CHECKING:
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.cache import Cache

FOLDER: Final = "parsed"
MOST_FILES: Final = 512
"""Beyond this many the folder is emptied, those of former versions of the program with it; chosen by hand."""
_DIGEST: Final = 64
"""Hexadecimal digits of SHA-256."""


class ParsedAgreements:
    """Gives the instrument of an agreement's file. What is kept of it is a file of its own, named by what it came from.

    A file that is torn, altered or foreign is not read: the agreement is parsed again.
    """

    def __init__(self, cache: "Cache | None") -> None:
        """Take where tables are kept; None parses every file."""
        self._cache = cache

    def __call__(self, source: bytes, file: str) -> "Instrument":
        """Return the instrument of a file's bytes; raises AgreementError as `agreements.load` does."""
        from ceasefire.agreements.language.files import stored

        if self._cache is None:
            return stored.parsed(source, file)
        return stored.parsed(source, file, self)

    def read(self, key: str) -> bytes | None:
        """Return what is kept under a key, as it was written; None where there is none."""
        assert self._cache is not None
        from ceasefire.agreements.language.files.stored import MOST_STORED

        try:
            self._cache.require_own()
            plain_files.require_folder(self._folder)
            with plain_files.open_own(self._folder / key, plain_files.OTHERS_WRITE) as file:
                data = file.read(MOST_STORED + _DIGEST + 1)
        except (OSError, RecordError):
            return None
        content = data[_DIGEST:]
        return content if data[:_DIGEST] == _digest(key, content) else None

    def write(self, key: str, content: bytes) -> None:
        """Keep what a file came to; where there is no room or no right to write, it is only not kept."""
        assert self._cache is not None
        with suppress(OSError, RecordError):
            self._cache.make_room()
            plain_files.require_folder(self._folder)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            names = plain_files.names(self._folder)
            for name in names if len(names) >= MOST_FILES else ():
                (self._folder / name).unlink()
            # not durable: what is lost is parsed again
            plain_files.put(self._folder / key, _digest(key, content) + content, durable=False)

    @property
    def _folder(self) -> Path:
        assert self._cache is not None
        return self._cache.folder / FOLDER


def _digest(key: str, content: bytes) -> bytes:
    """Return the digest that stands before what is kept under a key, so that a file under a wrong name is not read."""
    return hashlib.sha256(key.encode() + content).hexdigest().encode()

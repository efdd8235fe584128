"""A parsed agreement as bytes, so that a file that was read once need not be parsed again.

Reading the fifteen instruments of the example from these bytes takes about a hundredth of what parsing them takes.
"""

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import msgspec

from ceasefire.agreements.language.loading import MOST_BYTES, load
from ceasefire.agreements.language.model import Instrument, from_json, plain

_CODE: Final = (
    "agreements/language/author_forms.py",
    "agreements/language/fields.py",
    "agreements/language/loading.py",
    "agreements/language/model.py",
    "agreements/language/yaml_parser.py",
    "vocabulary/codes.py",
)
"""The files that decide what a file of the language comes to."""
MOST_STORED: Final = 4 * MOST_BYTES
"""Longest stored form that is read: that of the longest file, every character of it escaped. Chosen by hand."""
_MOST_KEPT: Final = 512
"""Files whose instrument is held in memory, by digest; some kilobytes each. Chosen by hand."""


def dump(instrument: Instrument) -> bytes:
    """Return an instrument as JSON in the fields of the language; `read` gives the same instrument back."""
    return msgspec.json.encode(plain(instrument))


def read(stored: bytes) -> Instrument:
    """Return the instrument that `dump` wrote; raises ValueError for anything that is not one."""
    if len(stored) > MOST_STORED:
        raise ValueError(f"a stored agreement is longer than {MOST_STORED} bytes")
    return from_json(stored)


def key(source: bytes) -> str:
    """Return the name under which what a file comes to may be kept: of its bytes, and of the code that reads them."""
    return sha256(f"{_code()} {sha256(source).hexdigest()}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Return one digest over the code of the language, its edition included."""
    package = Path(__file__).resolve().parents[2]
    return sha256(b"".join(sha256((package / name).read_bytes()).digest() for name in _CODE)).hexdigest()


class Kept(Protocol):
    """Where stored forms lie between processes, each under the key of its file."""

    def read(self, key: str) -> bytes | None: ...
    def write(self, key: str, content: bytes) -> None: ...


def parsed(source: bytes, file: str, kept: Kept | None = None) -> Instrument:
    """Return the instrument of a file's bytes; the same bytes are parsed once. Raises AgreementError as `load` does.

    With `kept` they are parsed once for all processes.
    """
    digest = sha256(source).digest()
    found = _KEPT.get(digest)
    if found is None:
        found = _parsed(source, file, kept)
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[digest] = found
    return found


def _parsed(source: bytes, file: str, kept: Kept | None) -> Instrument:
    if kept is None:
        return load(source, file=file)
    name = key(source)
    content = kept.read(name)
    if content is not None:
        with suppress(ValueError):  # of another program's making: parsed again
            return read(content)
    found = load(source, file=file)
    kept.write(name, dump(found))
    return found


_KEPT: Final[dict[bytes, Instrument]] = {}
"""Instruments by the digest of their file. An instrument never changes, so it may be shared."""

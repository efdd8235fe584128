"""A parsed agreement as bytes, so that a file that was read once need not be parsed again.

Reading the fifteen instruments of the example from these bytes takes about a hundredth of what parsing them takes.
"""

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import msgspec

from ceasefire.agreements.language.files.loading import MOST_BYTES, load
from ceasefire.agreements.language.model import Instrument, from_json, plain

_CODE: Final = (
    "agreements/language/case_fields.py",
    "agreements/language/duty_fields.py",
    "agreements/language/editions.py",
    "agreements/language/exception_fields.py",
    "agreements/language/files/field_words.py",
    "agreements/language/fields.py",
    "agreements/language/files/cut_words.py",
    "agreements/language/files/file_faults.py",
    "agreements/language/files/loading.py",
    "agreements/language/files/long_chains.py",
    "agreements/language/model.py",
    "agreements/language/files/part_words.py",
    "agreements/language/files/yaml_parser.py",
    "agreements/language/files/yaml_words.py",
    "vocabulary/agreement_editions.py",
    "vocabulary/codes.py",
    "vocabulary/duty_words.py",
    "vocabulary/parts.py",
    "vocabulary/scope.py",
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
    package = Path(__file__).resolve().parents[3]
    return sha256(b"".join(sha256((package / name).read_bytes()).digest() for name in _CODE)).hexdigest()


class Kept(Protocol):
    """Where stored forms lie between processes, each under the key of its file."""

    def read(self, key: str) -> bytes | None: ...
    def write(self, key: str, content: bytes) -> None: ...


def parsed(source: bytes, file: str, kept: Kept | None = None) -> Instrument:
    """Return the instrument of a file's bytes; the same bytes are parsed once. Raises AgreementError as `load` does.

    With `kept` they are parsed once for all processes; without it nothing that another one wrote is believed.
    """
    digest = sha256(source).digest()
    found = _PARSED.get(digest)
    if found is None and kept is not None:
        found = _READ.get(digest) or _read_from(kept, source)
        if found is not None:
            _hold(_READ, digest, found)
    if found is None:
        found = load(source, file=file)
        _hold(_PARSED, digest, found)
        _UNKEPT.add(digest)
    if kept is not None and digest in _UNKEPT:
        kept.write(key(source), dump(found))
        _UNKEPT.discard(digest)
    return found


def _read_from(kept: Kept, source: bytes) -> Instrument | None:
    content = kept.read(key(source))
    if content is not None:
        with suppress(ValueError):  # of another program's making: parsed again
            return read(content)
    return None


def _hold(held: dict[bytes, Instrument], digest: bytes, one: Instrument) -> None:
    if len(held) >= _MOST_KEPT:
        held.clear()
        _UNKEPT.intersection_update(_PARSED)
    held[digest] = one


_PARSED: Final[dict[bytes, Instrument]] = {}
_READ: Final[dict[bytes, Instrument]] = {}
_UNKEPT: Final[set[bytes]] = set()
"""Instruments by the digest of their file: parsed in this process, or read from what another one kept; and those parsed here
that nobody has been given to keep.

An instrument never changes, so it may be shared."""

"""Private keys of an office, and what makes a public key fit to be enrolled.

**Trusted:** the folder `keys/` and whoever can read it. **Not trusted:** public keys from elsewhere.
Each office has two Ed25519 pairs, never shared: the statement key signs what it says, the log key signs its
checkpoints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import key_files, plain_files
from ceasefire.record.database import make_folder, sync_path
from ceasefire.record.errors import KeyUnusableError, VerificationError, translated

FOLDER = "keys"
"""Folder of the private keys inside a record."""
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_Y8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_SMALL_ORDER = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})
"""The y of the eight points whose eightfold is the neutral point: of order 4, 1, 2 and 8. A test adds them up."""

_ASK: ContextVar[Callable[[str], str | None] | None] = ContextVar("ask", default=None)


class KeyPair(msgspec.Struct, frozen=True, kw_only=True):
    """The two private keys of one office."""

    statement: Ed25519PrivateKey
    log: Ed25519PrivateKey


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of the public half."""
    return key.public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """Return the name of a statement key: hex SHA-256 of 0x01 (Ed25519) and its 32 bytes."""
    return hashlib.sha256(b"\x01" + public).hexdigest()


def generate() -> KeyPair:
    """Return two new keys from the operating system's randomness."""
    return KeyPair(statement=Ed25519PrivateKey.generate(), log=Ed25519PrivateKey.generate())


def save(folder: Path, office: str, pair: KeyPair, passphrase: str | None) -> None:
    """Write both keys as PKCS#8 PEM, readable by the owner alone; never overwrite any."""
    with translated():
        make_folder(folder, 0o700)
        key_files.require_private_folder(folder)
        for use, key in (("statement", pair.statement), ("log", pair.log)):
            path = _path(folder, office, use, public_bytes(key))
            plain_files.put(path, key_files.pem(key, passphrase), overwrite=False)
        sync_path(folder)


def load(folder: Path, office: str, use: str, public: bytes, passphrase: str | None) -> Ed25519PrivateKey:
    """Return the private half of an enrolled key.

    KeyUnusableError if it is absent or unfit, if others can read or replace it, or if the passphrase is wrong. Where a
    passphrase is needed and none is given, it is asked for if `asked_by` is in force.
    """
    path = _path(folder, office, use, public)
    try:
        key_files.require_private_folder(folder)
        data = key_files.read(path)
    except OSError as error:
        raise KeyUnusableError(
            f"the {use} key of office {office!r} is not here ({path.name}: {error.strerror}); file where it is, or from a copy made with keys"
        ) from None
    ask = _ASK.get()
    if passphrase is None and ask is not None and key_files.needs_passphrase(data):
        passphrase = ask(office)
    key = key_files.unlock(data, path.name, passphrase)
    if public_bytes(key) != public:
        raise KeyUnusableError(f"{path.name} holds another key than the one enrolled for office {office!r}")
    return key


def is_here(folder: Path, office: str, use: str, public: bytes) -> bool:
    """Tell whether the file of the private half of an enrolled key lies here."""
    return _path(folder, office, use, public).is_file()


@contextmanager
def asked_by(ask: Callable[[str], str | None]) -> Iterator[None]:
    """Let `ask(office)` be asked for a passphrase that a key needs and that was not given, within the block."""
    before = _ASK.set(ask)
    try:
        yield
    finally:
        _ASK.reset(before)


def change_passphrase(
    folder: Path, office: str, publics: Mapping[str, bytes], old: str | None, new: str | None
) -> list[Path]:
    """Write the keys of an office again behind another passphrase (None: none), each at once or not at all.

    `publics` holds the public half of each use (statement, log). Raises KeyUnusableError as `load` does; then no key
    is changed.
    """
    found = {use: load(folder, office, use, public, old) for use, public in publics.items()}
    changed = []
    with translated():
        for use, key in found.items():
            path = _path(folder, office, use, publics[use])
            plain_files.put(path, key_files.pem(key, new))
            changed.append(path)
        sync_path(folder)
    return changed


def file_name(office: str, use: str, public: bytes) -> str:
    """Return the name of the file that holds the private half of a key."""
    return f"{office}.{use}.{key_id(public)[:16]}.pem"


def _path(folder: Path, office: str, use: str, public: bytes) -> Path:
    return folder / file_name(office, use, public)


@lru_cache(maxsize=1024)
def require_sound(public: bytes) -> None:
    """Refuse a public key that is not a canonical point of large order: with those, one signature fits many texts.

    The verdict depends on the 32 bytes alone, and is kept in memory: each reading of a ledger asks for it again.
    """
    if len(public) != 32:
        raise VerificationError("an Ed25519 public key has 32 bytes")
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= _P:
        raise VerificationError("the public key is not a canonical encoding")
    if not _on_curve(y):
        raise VerificationError("the public key is not a point of the curve")
    if y in _SMALL_ORDER:
        raise VerificationError("the public key is of small order")


def _on_curve(y: int) -> bool:
    """Tell whether a point of the curve has this y: whether x² = (y² - 1) / (dy² + 1) has a root (RFC 8032 §5.1.3).

    A quotient has one where the product has (Euler's criterion); dy² + 1 is never 0, as -1/d has no root.
    """
    product = (y * y - 1) * (_D * y * y + 1) % _P
    return pow(product, (_P - 1) // 2, _P) in (0, 1)

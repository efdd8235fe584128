"""The keys that a reader trusts: `trust.toml` in the reader's own folder says with which key a ledger begins.

    [[ledger]]
    origin = "ceasefire/astana/mission/compiler"
    key = "<id of the first statement key, 64 hex digits>"
    note = "read to me over the telephone on 3 May"

A record's folder may come from anybody, so nothing in it brings trust. The file is refused where somebody else could
have written it.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from ceasefire.api import own_folders
from ceasefire.record import plain_files
from ceasefire.record.envelope import HEX64
from ceasefire.record.ledger import is_origin
from ceasefire.vocabulary.errors import CeasefireError

FILE: Final = "trust.toml"
_MAX_BYTES: Final = 1 << 20
"""Some thousands of ledgers; a larger file is none that a reader wrote."""
_MOST_NOTE: Final = 500
"""Characters of a note: who told the key, and when."""
_FIELDS: Final = ("origin", "key", "note")
_GROUP: Final = 4
"""Digits that are read aloud in one breath."""


class TrustError(CeasefireError):
    """The trust file cannot be relied on, or what was to be entered in it does not fit; the message says where."""


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger that the reader trusts: its origin, the id of its first statement key, and why (for people)."""

    origin: str
    key: str
    note: str = ""


def place() -> Path:
    """Return where the trust file lies; it need not be there."""
    return own_folders.config() / FILE


def pins() -> dict[str, str]:
    """Return the first key that the reader trusts of each origin; empty without a file. Raises TrustError."""
    return {pin.origin: pin.key for pin in listed()}


def listed() -> tuple[Pin, ...]:
    """Return the ledgers of the trust file by origin; none without a file. Raises TrustError for one that does not fit."""
    path = place()
    data = _read(path)
    if data is None:
        return ()
    import tomllib

    try:
        told = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise TrustError(f"{path} is not TOML: {error}") from None
    return _pins(path, told)


def add(origin: str, key: str, note: str = "") -> bool:
    """Enter a ledger and its first key, given in groups or not; False where it stands there already.

    Raises TrustError for what is no origin or no key, for a note that is too long or no text, and where another key
    stands for this origin.
    """
    if len(note) > _MOST_NOTE or note != note.encode(errors="replace").decode():
        raise TrustError(f"a note is text in UTF-8, of at most {_MOST_NOTE} characters")
    pin = _pin("what was given", {"origin": origin, "key": unspoken(key), "note": note})
    here = {one.origin: one for one in listed()}
    before = here.get(origin)
    if before is not None and before.key != pin.key:
        raise TrustError(f"{place()} names another key for {origin}: {spoken(before.key)}; remove it first")
    if before is None:
        _write([*here.values(), pin])
    return before is None


def remove(origin: str) -> Pin:
    """Take a ledger out of the trust file and return what stood there; raises TrustError where it is not in it."""
    here = {one.origin: one for one in listed()}
    if origin not in here:
        raise TrustError(f"{origin} is not in {place()}")
    gone = here.pop(origin)
    _write(here.values())
    return gone


def spoken(key: str) -> str:
    """Return a key's id in groups of four digits, as two people read it to each other."""
    return " ".join(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))


def unspoken(given: str) -> str:
    """Return a key's id as it is stored, from any spelling of it: in groups or not, in capitals or not."""
    return "".join(given.split()).lower()


# --- reading ------------------------------------------------------------------------------------------------------------


def _pins(path: Path, told: dict[str, Any]) -> tuple[Pin, ...]:
    strangers = [name for name in told if name != "ledger"]
    if strangers:
        raise TrustError(f"{path}: {strangers[0][:80]!r} is not known; it holds entries [[ledger]] and nothing else")
    entries = told.get("ledger", [])
    if not isinstance(entries, list):
        raise TrustError(f"{path}: ledgers are written [[ledger]], one entry each")
    found: dict[str, Pin] = {}
    for number, entry in enumerate(entries, start=1):
        pin = _pin(f"{path}: ledger {number}", entry)
        if pin.origin in found:
            raise TrustError(f"{path}: ledger {number}, origin: {pin.origin} stands there twice")
        found[pin.origin] = pin
    return tuple(found[origin] for origin in sorted(found))


def _pin(where: str, entry: object) -> Pin:
    """Return an entry; raises TrustError that names the field which does not fit."""
    if not isinstance(entry, dict):
        raise TrustError(f"{where}: is not an entry with {', '.join(_FIELDS)}")
    for name in entry:
        if name not in _FIELDS:
            raise TrustError(f"{where}, {str(name)[:80]!r}: is not known; the fields are {', '.join(_FIELDS)}")
    texts = {name: entry.get(name, "") for name in _FIELDS}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise TrustError(f"{where}, {name}: is not text")
    if not is_origin(texts["origin"]):
        raise TrustError(f"{where}, origin: {texts['origin'][:200]!r} is not ceasefire/<record>/<party>/<office>")
    if not HEX64.fullmatch(texts["key"]):
        raise TrustError(f"{where}, key: {texts['key'][:80]!r} is not the id of a key, 64 hex digits")
    return Pin(**texts)


def _read(path: Path) -> bytes | None:
    """Return the file's bytes, None where there is no file; raises TrustError where others may have written it."""
    asked = path
    try:
        with plain_files.open_own(path, plain_files.OTHERS_WRITE, root=True) as file:
            asked = path.parent
            plain_files.require_own(path.parent.stat(), plain_files.OTHERS_WRITE, root=True)
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TrustError(f"{path} cannot be read: {error.strerror}") from None
    except plain_files.NotOwn as error:
        raise TrustError(_not_believed(asked, error)) from None
    if len(data) > _MAX_BYTES:
        raise TrustError(f"{path} is larger than {_MAX_BYTES:,} bytes; it is not a trust file")
    return data


def _not_believed(path: Path, error: plain_files.NotOwn) -> str:
    if error.mode is None:
        return f"{path} {error}, so it is not believed; the trust file must be a plain file of your own"
    return f"{path} can be written by others, so it is not believed; make it yours alone: chmod go-w {path}"


# --- writing ------------------------------------------------------------------------------------------------------------


def _write(entries: Iterable[Pin]) -> None:
    """Write the file whole or not at all, for its owner alone."""
    path = place()
    text = "\n".join(_entry(pin) for pin in sorted(entries, key=lambda pin: pin.origin))
    data = text.encode()
    if len(data) > _MAX_BYTES:
        raise TrustError(
            f"{path} would be larger than {_MAX_BYTES:,} bytes and could not be read back; nothing was written"
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    plain_files.put(path, data)


def _entry(pin: Pin) -> str:
    lines = [f"{name} = {_quoted(text)}" for name in _FIELDS if (text := getattr(pin, name))]
    return "\n".join(["[[ledger]]", *lines, ""])


def _quoted(text: str) -> str:
    """Return a basic string of TOML: JSON's, but that TOML wants DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

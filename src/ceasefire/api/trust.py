"""What a reader trusts: `trust.toml` in the reader's own folder.

    [[ledger]]                          with which key a ledger begins
    origin = "ceasefire/astana/mission/compiler"
    key = "<id of the first statement key, 64 hex digits>"
    note = "read to me over the telephone on 3 May"

    [[charter]]                         under which charter version word counts
    id = "<statement id, 64 hex digits>"
    mechanism = "doha-covm"

    [[coded_by]]                        whose coding of shared law answers where no charter says whose does; the first first
    origin = "ceasefire/astana/mission/compiler"
    key = "<id of the first statement key>"

A record's folder may come from anybody, so nothing in it brings trust. The file is refused where somebody else could
have written it.
"""

import json
from pathlib import Path
from typing import Any, Final

import msgspec

from ceasefire.api import own_folders
from ceasefire.record import plain_files
from ceasefire.record.envelope import HEX64
from ceasefire.record.ledger import is_origin
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.labels import SHORTEST

FILE: Final = "trust.toml"
_MAX_BYTES: Final = 1 << 20
"""Some thousands of ledgers; a larger file is none that a reader wrote."""
_MOST_NOTE: Final = 500
"""Characters of a note: who told the key, and when."""
_FIELDS: Final = ("origin", "key", "note")
_CHARTER_FIELDS: Final = ("id", "mechanism", "note")
_ENTRIES: Final = ("ledger", "charter", "coded_by")
_MOST_NAME: Final = 160
"""Characters of a mechanism's id, as `vocabulary.parts.Id` has it."""
_GROUP: Final = 4
"""Digits that are read aloud in one breath."""


class TrustError(CeasefireError):
    """The trust file cannot be relied on, or what was to be entered in it does not fit; the message says where."""


class Pin(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger that the reader trusts: its origin, the id of its first statement key, and why (for people)."""

    origin: str
    key: str
    note: str = ""


class PinnedCharter(msgspec.Struct, frozen=True, kw_only=True):
    """A charter version that the reader trusts: its statement id, its mechanism, and why (for people)."""

    id: str
    mechanism: str
    note: str = ""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The trust file: pinned ledgers by origin, pinned charters by mechanism, and who codes, in the reader's order."""

    ledgers: tuple[Pin, ...] = ()
    charters: tuple[PinnedCharter, ...] = ()
    coded_by: tuple[Pin, ...] = ()


def place() -> Path:
    """Return where the trust file lies; it need not be there."""
    return own_folders.config() / FILE


def pins() -> dict[str, str]:
    """Return the first key that the reader trusts of each origin; empty without a file. Raises TrustError."""
    return {pin.origin: pin.key for pin in listed()}


def listed() -> tuple[Pin, ...]:
    """Return the ledgers of the trust file by origin; none without a file. Raises TrustError for one that does not fit."""
    return held().ledgers


def held() -> Held:
    """Return the whole trust file; empty without one. Raises TrustError for one that does not fit."""
    path = place()
    data = _read(path)
    if data is None:
        return Held()
    import tomllib

    try:
        told = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: also a number of thousands of digits
        raise TrustError(f"{path} is not TOML: {error}") from None
    return _held(path, told)


def add(origin: str, key: str, note: str = "") -> bool:
    """Enter a ledger and its first key, given in groups or not; False where it stands there already.

    Raises TrustError for what is no origin or no key, for a note that is too long or no text, and where another key
    stands for this origin.
    """
    _require_note(note)
    pin = _pin("what was given", {"origin": origin, "key": unspoken(key), "note": note})
    whole = held()
    here = {one.origin: one for one in whole.ledgers}
    before = here.get(origin)
    if before is not None and before.key != pin.key:
        raise TrustError(f"{place()} names another key for {origin}: {spoken(before.key)}; remove it first")
    if before is None:
        _write(msgspec.structs.replace(whole, ledgers=(*here.values(), pin)))
    return before is None


def remove(origin: str) -> Pin:
    """Take a ledger out of the trust file and return what stood there; raises TrustError where it is not in it."""
    whole = held()
    here = {one.origin: one for one in whole.ledgers}
    if origin not in here:
        raise TrustError(f"{origin} is not in {place()}")
    gone = here.pop(origin)
    _write(msgspec.structs.replace(whole, ledgers=tuple(here.values())))
    return gone


def pin_charter(charter: str, mechanism: str, note: str = "") -> PinnedCharter | None:
    """Pin a charter version of a mechanism and return the one that was pinned of it before, None for none.

    Raises TrustError for what is no statement id, and for a note or mechanism that does not fit.
    """
    _require_note(note)
    pin = _charter("what was given", {"id": unspoken(charter), "mechanism": mechanism, "note": note})
    whole = held()
    here = {one.mechanism: one for one in whole.charters}
    before = here.get(mechanism)
    here[mechanism] = pin
    _write(msgspec.structs.replace(whole, charters=tuple(here.values())))
    return before


def unpin_charter(charter: str) -> PinnedCharter:
    """Take a charter out of the trust file, named by its id, the beginning of it, or its mechanism, and return it.

    Raises TrustError where none or several are meant.
    """
    whole = held()
    meant = [
        one
        for one in whole.charters
        if charter == one.mechanism or (len(charter) >= SHORTEST and one.id.startswith(charter))
    ]
    if len(meant) != 1:
        raise TrustError(f"{charter[:80]!r} is {'no charter' if not meant else 'several charters'} in {place()}")
    _write(msgspec.structs.replace(whole, charters=tuple(one for one in whole.charters if one != meant[0])))
    return meant[0]


def code_by(origin: str, key: str, note: str = "") -> bool:
    """Name an office whose coding of shared law answers, after those named before; False where it is named already.

    Raises TrustError as `add`.
    """
    _require_note(note)
    pin = _pin("what was given", {"origin": origin, "key": unspoken(key), "note": note})
    whole = held()
    if any((one.origin, one.key) == (pin.origin, pin.key) for one in whole.coded_by):
        return False
    kept = tuple(one for one in whole.coded_by if one.origin != origin)
    _write(msgspec.structs.replace(whole, coded_by=(*kept, pin)))
    return True


def code_by_no_longer(origin: str) -> Pin:
    """Take an office out of those whose coding answers, and return what stood there; raises TrustError for none."""
    whole = held()
    gone = [one for one in whole.coded_by if one.origin == origin]
    if not gone:
        raise TrustError(f"{origin} is not among those who code in {place()}")
    _write(msgspec.structs.replace(whole, coded_by=tuple(one for one in whole.coded_by if one.origin != origin)))
    return gone[0]


def _require_note(note: str) -> None:
    if len(note) > _MOST_NOTE or note != note.encode(errors="replace").decode():
        raise TrustError(f"a note is text in UTF-8, of at most {_MOST_NOTE} characters")


def spoken(key: str) -> str:
    """Return a key's id in groups of four digits, as two people read it to each other."""
    return " ".join(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))


def unspoken(given: str) -> str:
    """Return a key's id as it is stored, from any spelling of it: in groups or not, in capitals or not."""
    return "".join(given.split()).lower()


# --- reading ------------------------------------------------------------------------------------------------------------


def _held(path: Path, told: dict[str, Any]) -> Held:
    strangers = [name for name in told if name not in _ENTRIES]
    if strangers:
        known = ", ".join(f"[[{name}]]" for name in _ENTRIES)
        raise TrustError(f"{path}: {strangers[0][:80]!r} is not known; it holds entries {known} and nothing else")
    ledgers = _pins(path, told, "ledger")
    return Held(
        ledgers=tuple(sorted(ledgers, key=lambda pin: pin.origin)),
        charters=_charters(path, told),
        coded_by=_pins(path, told, "coded_by"),
    )


def _listed(path: Path, told: dict[str, Any], name: str) -> list[Any]:
    entries = told.get(name, [])
    if not isinstance(entries, list):
        raise TrustError(f"{path}: {name} is written [[{name}]], one entry each")
    return entries


def _pins(path: Path, told: dict[str, Any], name: str) -> tuple[Pin, ...]:
    found: dict[str, Pin] = {}
    for number, entry in enumerate(_listed(path, told, name), start=1):
        pin = _pin(f"{path}: {name} {number}", entry)
        if pin.origin in found:
            raise TrustError(f"{path}: {name} {number}, origin: {pin.origin} stands there twice")
        found[pin.origin] = pin
    return tuple(found.values())


def _charters(path: Path, told: dict[str, Any]) -> tuple[PinnedCharter, ...]:
    found: dict[str, PinnedCharter] = {}
    for number, entry in enumerate(_listed(path, told, "charter"), start=1):
        pin = _charter(f"{path}: charter {number}", entry)
        if pin.mechanism in found:
            raise TrustError(f"{path}: charter {number}, mechanism: {pin.mechanism} stands there twice")
        found[pin.mechanism] = pin
    return tuple(found[mechanism] for mechanism in sorted(found))


def _charter(where: str, entry: object) -> PinnedCharter:
    texts = _texts(where, entry, _CHARTER_FIELDS)
    if not HEX64.fullmatch(texts["id"]):
        raise TrustError(f"{where}, id: {texts['id'][:80]!r} is not the id of a statement, 64 hex digits")
    if not texts["mechanism"] or len(texts["mechanism"]) > _MOST_NAME:
        raise TrustError(f"{where}, mechanism: names no mechanism")
    return PinnedCharter(**texts)


def _pin(where: str, entry: object) -> Pin:
    """Return an entry; raises TrustError that names the field which does not fit."""
    texts = _texts(where, entry, _FIELDS)
    if not is_origin(texts["origin"]):
        raise TrustError(f"{where}, origin: {texts['origin'][:200]!r} is not ceasefire/<record>/<party>/<office>")
    if not HEX64.fullmatch(texts["key"]):
        raise TrustError(f"{where}, key: {texts['key'][:80]!r} is not the id of a key, 64 hex digits")
    return Pin(**texts)


def _texts(where: str, entry: object, fields: tuple[str, ...]) -> dict[str, str]:
    """Return the fields of an entry, empty where not given; raises TrustError for another field or one that is no text."""
    if not isinstance(entry, dict):
        raise TrustError(f"{where}: is not an entry with {', '.join(fields)}")
    for name in entry:
        if name not in fields:
            raise TrustError(f"{where}, {str(name)[:80]!r}: is not known; the fields are {', '.join(fields)}")
    texts = {name: entry.get(name, "") for name in fields}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise TrustError(f"{where}, {name}: is not text")
    return texts


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


def _write(whole: Held) -> None:
    """Write the file whole or not at all, for its owner alone."""
    path = place()
    ledgers = [_entry("ledger", pin, _FIELDS) for pin in sorted(whole.ledgers, key=lambda pin: pin.origin)]
    charters = [
        _entry("charter", one, _CHARTER_FIELDS) for one in sorted(whole.charters, key=lambda one: one.mechanism)
    ]
    text = "\n".join([*ledgers, *charters, *(_entry("coded_by", one, _FIELDS) for one in whole.coded_by)])
    data = text.encode()
    if len(data) > _MAX_BYTES:
        raise TrustError(
            f"{path} would be larger than {_MAX_BYTES:,} bytes and could not be read back; nothing was written"
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    plain_files.put(path, data)


def _entry(name: str, held: Pin | PinnedCharter, fields: tuple[str, ...]) -> str:
    lines = [f"{field} = {_quoted(text)}" for field in fields if (text := getattr(held, field))]
    return "\n".join([f"[[{name}]]", *lines, ""])


def _quoted(text: str) -> str:
    """Return a basic string of TOML: JSON's, but that TOML wants DEL escaped as well."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

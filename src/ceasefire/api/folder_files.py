"""What lies in a record's folder beside the ledgers and is not signed: which files, and whether they are those published with."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ceasefire.record import Entry, RecordError, Store, plain_files
from ceasefire.record.entries import passed_over
from ceasefire.record.folder_check import MOST_BESIDE, Beside
from ceasefire.record.verify_report import Problem

SETTINGS: Final = "publication.toml"
RULES: Final = "rules.yaml"
ASIDE: Final = "aside"
DEMO: Final = "demo"
"""The digest of the ledgers' heads as the demonstration left them."""
BESIDE: Final = Beside(files=(SETTINGS, RULES), own=(ASIDE,), others=(DEMO,))
"""Settings and rules shape answers and go along with every copy; what was set aside only with the private keys."""
_NAMED: Final = {SETTINGS: "publication_toml", RULES: "rules_yaml"}


def bytes_of(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is none; raises RecordError where it cannot be read or is a link."""
    try:
        return plain_files.read(path, MOST_BESIDE)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordError(f"{path}: {error}") from error


def digest_of(*texts: bytes | None) -> str:
    """Return one SHA-256 over several texts, any of which may be absent."""
    found = hashlib.sha256()
    for text in texts:
        found.update(b"none" if text is None else hashlib.sha256(text).digest())
    return found.hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Return what a manifest says of settings and rules: one digest over both, and the SHA-256 of each.

    `none` stands for a file that is not there. Raises RecordError where one cannot be read.
    """
    held = {name: bytes_of(folder / file) for file, name in _NAMED.items()}
    each = {name: "none" if text is None else hashlib.sha256(text).hexdigest() for name, text in held.items()}
    return {"settings": digest_of(*held.values()), **each}


def changed_since_published(folder: Path) -> list[Problem]:
    """Return which of the unsigned files are not those that the newest publication of a ledger was made with.

    What cannot be read is left to the check of the ledgers themselves.
    """
    try:
        with Store.open(folder, readonly=True) as store:
            newest = {entry.origin: entry for entry in store.entries(kinds=["publication"], aside=passed_over)}
        here = digests(folder)
    except RecordError:
        return []
    return [problem for entry in newest.values() for problem in _differing(entry, here)]


def _differing(entry: Entry, here: dict[str, str]) -> Iterator[Problem]:
    told = entry.statement.body.get("parameters")
    if not isinstance(told, dict):
        return
    of = f"publication {entry.id[:12]} of office {entry.office}"
    if told.keys().isdisjoint(_NAMED.values()):  # a manifest of an earlier version: one digest over both
        if told.get("settings", here["settings"]) != here["settings"]:
            yield Problem(" and ".join(_NAMED), f"are not those that {of} was made with")
        return
    for file, name in _NAMED.items():
        if name in told and told[name] != here[name]:
            yield Problem(file, f"{_state(here[name])} that {of} was made with")


def _state(digest: str) -> str:
    return "is not here, and is one" if digest == "none" else "is not the one"

"""What lies in a record's folder beside the ledgers and is not signed: which files, and whether they are those published with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ceasefire.api import settings
from ceasefire.record import Entry, RecordError, Store
from ceasefire.record.folder_check import Beside
from ceasefire.record.verify_report import Problem

ASIDE: Final = "aside"
DEMO: Final = "demo"
"""The digest of the ledgers' heads as the demonstration left them."""
BESIDE: Final = Beside(files=(settings.FILE, settings.RULES), own=(ASIDE,), others=(DEMO,))
"""Settings and rules shape answers and go along with every copy; what was set aside only with the private keys."""
_NAMED: Final = {settings.FILE: "publication_toml", settings.RULES: "rules_yaml"}


def changed_since_published(folder: Path) -> list[Problem]:
    """Return which of the unsigned files are not those that the newest publication of a ledger was made with.

    What cannot be read is left to the check of the ledgers themselves.
    """
    try:
        with Store.open(folder, readonly=True) as store:
            newest = {entry.origin: entry for entry in store.entries(kinds=["publication"])}
        here = settings.digests(folder)
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

"""Names that a record holds: its parties, sources, areas, lists of groups, and the places of its reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ceasefire.reading.known_names.bundle import Layer
from ceasefire.reading.lexicon.gazetteer_names import MAX_NAME, MAX_NAMES, KnownName, without_brackets

RECORD: Final = "record"
Row = Mapping[str, Any]
"""One row of a stated table, by column."""

_ROLES: Final = {"monitor": "monitor", "mediator": "mediator"}
_PRESS: Final = re.compile(r"agency|press|news|media|broadcast|television|radio|magazine|website|outlet", re.IGNORECASE)
_OFFICE: Final = re.compile(r"ministry|government|army|military|command", re.IGNORECASE)
_NOT_ALONE: Final = re.compile(r"[(),;:/]|\b(?:in|near|via|and|or|by|per)\b")
"""What makes a spelling a description: where or through whom, or several at once."""
_SMALL: Final = frozenset(
    ("al", "el", "as", "ar", "ad", "an", "at", "az", "es", "ez", "of", "the", "de", "del", "la", "bin", "wa")
)
"""Words that stand small inside the name of a place."""


def names_of_record(
    *,
    parties: Iterable[Row] = (),
    sources: Iterable[Row] = (),
    zones: Iterable[Row] = (),
    designations: Iterable[Row] = (),
    reports: Iterable[Row] = (),
) -> Layer:
    """Return the names in rows of these tables; a spelling that is a description or is shared by two bodies is left out.

    Of reports the columns place, admin1 and country are asked; `count_all` says of how many reports a row is.
    Common nouns ("government forces") name a body only
    because a party of the record has just these words among its aliases.
    """
    bodies = list(parties)
    known = {row["party_id"] for row in bodies}
    listed = {member: None for row in designations for member in row.get("members") or () if member not in known}
    found = [
        *_places(reports),
        *_areas(zones),
        *(_body(row, _ROLES.get(row.get("role") or "", "party")) for row in bodies),
        *(_body(row, _kind_of_source(row.get("kind_of") or "")) for row in sources),
        *(_body({"name": member}, "group") for member in listed),
    ]
    return Layer(origin=RECORD, known=tuple(_unshared(one for one in found if one is not None))[:MAX_NAMES])


def _kind_of_source(told: str) -> str:
    return "outlet" if _PRESS.search(told) else "government" if _OFFICE.search(told) else "monitor"


def _body(row: Row, kind: str) -> KnownName | None:
    """Return a body by its name and aliases; None where none of them is a name."""
    written = [without_brackets(row.get("name") or ""), *(row.get("aliases") or ())]
    spellings = tuple(dict.fromkeys(word for word in written if _is_spelling(word)))
    return KnownName(name=written[0], kind=kind, spellings=spellings) if spellings and written[0] else None


def _is_spelling(word: str) -> bool:
    return 1 < len(word) <= MAX_NAME and any(c.isalpha() for c in word) and not _NOT_ALONE.search(word)


def _places(reports: Iterable[Row]) -> Iterator[KnownName]:
    """Yield settlements, then provinces; a province that is called as its town is known as the town."""
    towns: Counter[tuple[str, str]] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    for row in reports:
        for found, word in ((towns, row.get("place")), (units, row.get("admin1"))):
            if word and _is_place(word):
                found[word, row.get("country") or ""] += row.get("count_all") or 1
    called = {name for name, _ in towns}
    yield from _counted(towns, "city")
    yield from (one for one in _counted(units, "admin") if one.name not in called)


def _counted(found: Counter[tuple[str, str]], kind: str) -> Iterator[KnownName]:
    for (name, within), _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield KnownName(name=name, kind=kind, within=within, spellings=(name,))


def _areas(zones: Iterable[Row]) -> Iterator[KnownName]:
    for name in dict.fromkeys(row.get("name") or "" for row in zones):
        if _is_place(name):
            yield KnownName(name=name, kind="area", spellings=(name,))


def _is_place(word: str) -> bool:
    """Say whether a word for a place is its name alone: capitals, or a script without them, and no description."""
    parts = re.split(r"[ -]", word)
    proper = all(part in _SMALL or (part[:1].isalpha() and not part[:1].islower()) for part in parts)
    return proper and len(parts) <= 5 and len(word) > 2 and _is_spelling(word)


def _unshared(found: Iterable[KnownName]) -> Iterator[KnownName]:
    """Yield names without the spellings that two bodies share: whom such a word means cannot be told."""
    names = list(found)
    meant: dict[str, set[str]] = {}
    for one in names:
        for word in one.spellings:
            meant.setdefault(word.lower(), set()).add(one.name)
    for one in names:
        own = tuple(word for word in one.spellings if len(meant[word.lower()]) == 1)
        if own:
            yield KnownName(name=one.name, kind=one.kind, within=one.within, spellings=own)

"""Whether a report's name of a province or country is one of those that a coding lists, for all that can be told.

Spellings are compared folded and by the general names of the room `reading`: countries and capitals. A zone of the record
lists the spellings of its own provinces. A name that the gazetteer does not know and that
has a word in common with another, or sounds like it as linking hears names, is neither the same nor another.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from ceasefire.agreements.three_valued import State
from ceasefire.parties.spelling import fold
from ceasefire.parties.words import says_unknown

_PLACES: Final = frozenset(("city", "admin", "country", "demonym"))
"""Kinds of the gazetteer that units are called by: a province is often called by the name of its town."""
_JOINTS: Final = re.compile(r"\s*[/,;|&+]\s*|\s+(?:and|or)\s+", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z]{2,3}|\S*\d\S*")
"""A code in place of a name: two or three capitals, or anything with a digit."""
_CACHED: Final = 1 << 14
"""Answers kept; they bound memory alone. Chosen by hand; not measured."""


@lru_cache(maxsize=_CACHED)
def is_among(text: str | None, names: tuple[str, ...]) -> State:
    """Return whether a unit as a report names it is one of these: yes, no, or undetermined where it cannot be told.

    No needs a name that is like none of them. A text that names several units is yes where all of them are among
    these, and no where none is; one that says "unknown" is undetermined, and so is a code beside names.
    """
    if not text or not text.strip() or not names or says_unknown(text):
        return State.UNDETERMINED
    found = {_one(part, names) for part in _parts(text, names)}
    return found.pop() if len(found) == 1 else State.UNDETERMINED


def _parts(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the units that a text names; a name of these, or of the gazetteer, that holds a joint is one of them."""
    whole = fold(text) in {fold(name) for name in names} or fold(text) in _gazetteer()
    yield from [text] if whole else [part for part in _JOINTS.split(text) if part]


def _one(text: str, names: tuple[str, ...]) -> State:
    if any(fold(text) == fold(name) or _known(text) & _known(name) for name in names):
        return State.YES
    comparable = [name for name in names if _form(name) == _form(text)]
    alike = not comparable or any(_alike(text, name) for name in comparable)
    return State.UNDETERMINED if alike else State.NO


def _alike(text: str, name: str) -> bool:
    """Return whether two unequal names may be one: never where the gazetteer knows both."""
    if _known(text) and _known(name):
        return False
    ours, theirs = set(_sounds(text)), set(_sounds(name))
    return ours <= theirs or theirs <= ours or any(_known(word) & _known(name) for word in text.split())


def _form(text: str) -> int:
    """Return the length of a code, 0 for a name: only codes of one length are of one system."""
    return len(text.strip()) if _CODE.fullmatch(text.strip()) else 0


def _sounds(text: str) -> tuple[str, ...]:
    from ceasefire.linkage.features.names import tokens

    return tokens(text)


def _known(text: str) -> frozenset[tuple[str, str]]:
    return _gazetteer().get(fold(text), frozenset())


@cache
def _gazetteer() -> dict[str, frozenset[tuple[str, str]]]:
    """Return what each folded spelling may be called by the gazetteer: name and country."""
    from ceasefire.reading.lexicon.gazetteer_names import known_names  # a context without units needs no gazetteer

    found: dict[str, set[tuple[str, str]]] = {}
    for one in known_names():
        for spelling in one.spellings if one.kind in _PLACES else ():
            found.setdefault(fold(spelling), set()).add((one.name, one.within))
    return {spelling: frozenset(names) for spelling, names in found.items()}

"""`Names`: the one bundle of names that a text is read with; the package's general words, joined with those given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import msgspec

from ceasefire.reading.lexicon.gazetteer_names import PLACE_KINDS, KnownName, known_names, without_brackets
from ceasefire.reading.text.fold import fold

PACKAGE: Final = "package"
_STATES: Final = ("country", "demonym")


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A spelling that two layers of names give to two things: which one it is read as, and which one not."""

    spelling: str
    kept: str
    left: str

    def __str__(self) -> str:
        return f"{self.spelling!r} is read as {self.kept}, not as {self.left}"


class Names(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The names that a reader knows; two bundles of the same names are equal and have one digest.

    `clashes` says which spellings two layers give to two things.
    """

    known: tuple[KnownName, ...]
    digest: str
    clashes: tuple[Clash, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """Names of one origin: the package, a folder, a record."""

    origin: str
    known: tuple[KnownName, ...]


@cache
def package_names() -> Names:
    """Return the general names of the package: countries, cities of talks, world bodies; none of one conflict."""
    return _bundle(tuple(one for one in known_names() if one.spellings), ())


def joined(*layers: Layer) -> Names:
    """Return the package's names with those of layers, the earlier one first where two give one spelling to two things.

    A spelling of a place stays a place and one of a country the country, whatever party is also called so: a party that
    is a state acts under its own name. Each spelling that is left out is a clash, but for those of a state and its towns.
    """
    found: list[KnownName] = []
    clashes: list[Clash] = []
    taken: dict[str, tuple[KnownName, str]] = {}
    ranked = (*layers, Layer(origin=PACKAGE, known=package_names().known))
    places = {key: (one, layer.origin) for layer in reversed(ranked) for key, one in _places(layer.known)}
    for layer in ranked:
        own = [_left_over(one, layer.origin, taken, places, clashes) for one in layer.known]
        found += [one for one in own if one is not None]
        for one in layer.known:
            for word in one.spellings:
                taken.setdefault(_key(word), (one, layer.origin))
    return _bundle(tuple(found), tuple(clashes))


def _left_over(
    one: KnownName,
    origin: str,
    taken: dict[str, tuple[KnownName, str]],
    places: dict[str, tuple[KnownName, str]],
    clashes: list[Clash],
) -> KnownName | None:
    """Return a name with the spellings that no place and no layer before it has; None where it has none left."""
    place = _is_place(one)
    states = {p.name for p, _ in (places[_key(w)] for w in one.spellings if _key(w) in places) if p.kind in _STATES}
    kept: list[str] = []
    for word in one.spellings:
        other = taken.get(_key(word)) if place else places.get(_key(word)) or taken.get(_key(word))
        if other is None or (place and not _is_place(other[0])):
            kept.append(word)
        elif not _same(one, other[0], states):
            clashes.append(Clash(spelling=word, kept=_told(*other), left=_told(one, origin)))
    return msgspec.structs.replace(one, spellings=tuple(kept)) if kept else None


def _same(one: KnownName, other: KnownName, states: set[str]) -> bool:
    """Say whether two names are of one thing: one is called as the other may be, or is a state and the other its town."""
    called = {_key(one.name), *map(_key, one.spellings)}, {_key(other.name), *map(_key, other.spellings)}
    alike = _key(one.name) in called[1] or _key(other.name) in called[0]
    return (alike and _is_place(one) == _is_place(other)) or other.name in states or other.within in states


def _places(known: Iterable[KnownName]) -> Iterator[tuple[str, KnownName]]:
    return ((_key(word), one) for one in known if _is_place(one) for word in one.spellings)


def _is_place(one: KnownName) -> bool:
    return one.kind in PLACE_KINDS or one.kind in _STATES


def _told(one: KnownName, origin: str) -> str:
    return f"{one.name} ({one.kind}, {origin})"


def _key(word: str) -> str:
    return fold(without_brackets(word)).lower()


def _bundle(known: tuple[KnownName, ...], clashes: tuple[Clash, ...]) -> Names:
    return Names(known=known, digest=hashlib.sha256(msgspec.json.encode(known)).hexdigest(), clashes=clashes)

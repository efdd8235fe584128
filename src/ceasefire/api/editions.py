"""The tables of an edition: as they follow from other stated rows than the record's own, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

import pyarrow as pa

from ceasefire.api.cache import content_digest
from ceasefire.api.cache_folder import code_digest

if TYPE_CHECKING:
    from ceasefire.api.cache import Cache
    from ceasefire.derive import Graph, Setting

EDITION: Final = "edition-"
"""Stands before the file names of tables computed from other rows than the record's own; the last such edition is kept."""


class Own(Protocol):
    """The record's own tables as of a question."""

    graph: Graph
    cache: Cache
    keep: bool

    def get(self, name: str) -> object: ...
    def content(self, name: str) -> str | None: ...
    def settings(self) -> Mapping[str, Setting]: ...


class Edition(Mapping[str, pa.Table]):
    """Tables by name; one that rests on nothing that differs from the record's own is the record's own."""

    def __init__(self, own: Own, stated: Mapping[str, pa.Table], on: date | None) -> None:
        """Take the record's tables as of a question, the stated ones of the edition, and the day on which it looks."""
        self._own, self._graph, self._on = own, own.graph, on
        other = {name for name, table in stated.items() if not table.equals(own.get(name))}
        self._held: dict[str, object] = {name: stated[name] for name in other}
        self._digests = {name: content_digest(stated[name]) for name in other}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._graph.names:
            raise KeyError(name)
        found = self._get(name)
        assert isinstance(found, pa.Table)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.names)

    def __len__(self) -> int:
        return len(self._graph.names)

    def __contains__(self, name: object) -> bool:
        return name in self._graph.names

    def _get(self, name: str) -> object:
        if name not in self._held:
            self._held |= self._made(name)
        return self._held[name]

    def _made(self, name: str) -> Mapping[str, object]:
        """Return a table of the edition, and what its stage makes beside it."""
        as_of = name in self._graph.as_of
        under = self._stamp(name, self._digests, self._get)
        if name in self._graph.stated or (not as_of and under == self._stamp(name, {}, self._own.get)):
            return {name: self._own.get(name)}
        kept = self._own.keep and name in self._graph.kept
        found = self._own.cache.read(name, under, EDITION) if kept else None
        if found is not None:
            return {name: found}
        made = self._graph.run(name, self._get, self._own.settings(), self._on or date.today() if as_of else None)
        if kept:
            tables = {key: table for key, table in made.items() if isinstance(table, pa.Table)}
            self._own.cache.write(tables, under, edition=EDITION)
        return made

    def _stamp(self, name: str, digests: Mapping[str, str], get: Callable[[str], object]) -> str:
        """Return the digest of what a table is made from: the record's stated tables but for `digests`, and values of `get`."""

        def content(one: str) -> str | None:
            if one in self._graph.stated:
                return digests.get(one) or self._own.content(one)
            return content_digest(get(one)) if one != name and self._graph.of[one].by_content else None

        return self._graph.stamp(name, self._own.settings(), content, code_digest())

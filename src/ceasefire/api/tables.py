"""The tables of one record: restated from its ledgers, computed by the graph, kept in an own folder, following each filing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from ceasefire.api.asked import Asked, Trusted
from ceasefire.api.cache import content_digest, kept_for
from ceasefire.api.cache_folder import code_digest
from ceasefire.api.kept.following import Following
from ceasefire.api.kept.table import KeptTable
from ceasefire.api.parsed_agreements import ParsedAgreements
from ceasefire.api.record_settings import OF_SETTINGS, RecordSettings
from ceasefire.derive import GRAPH, Graph, Setting
from ceasefire.derive.advance import Changes, Done, run_on
from ceasefire.record import Store

T = TypeVar("T")
Say = Callable[[str], None]
Test = Callable[[pa.Table], Any]
"""Gives for the rows of a table a mask of those that are meant."""


class Tables(Protocol):
    """Whatever gives the tables of the house by name: all that most answers need of a record."""

    def table(self, name: str) -> pa.Table: ...
    def rows(self, name: str, column: str, values: Collection[str]) -> pa.Table: ...
    def beginning(self, name: str, column: str, start: str) -> pa.Table: ...
    def where(self, name: str, test: Test) -> pa.Table: ...


class HeldTables:
    """Every table of a record as of its ledgers and settings at the moment of a question.

    The stated tables and those of the live stages follow each filing (`kept.following`); any other is made again when
    something that its stage declares has changed.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        graph: Graph = GRAPH,
        *,
        keep: bool = True,
        say: Say | None = None,
        asked: Asked | None = None,
    ) -> None:
        """Take a record's folder and ledgers; without `keep` no table is read from disk or put there.

        `say` is told in words what is made from nothing, which may take minutes in a large record. `asked` is under what
        questions are asked; tables of another view than everybody's are kept apart.
        """
        self.graph = graph
        self.asked = asked = asked or Asked()
        self.cache = kept_for(folder, store.name, asked.view)
        self.keep = keep
        self._parsed = ParsedAgreements(self.cache if keep else None)
        self._folder, self._store = folder, store
        self._held: dict[str, tuple[str, object]] = {}
        self._settings: RecordSettings | None = None
        self._mark: tuple[object, ...] = ()
        self._say = say
        self._live = self._following()

    def _following(self) -> Following:
        found = Following(self.graph, self._store, self.cache if self.keep else None, self)
        if self._say is not None:
            found.say = self._say
        return found

    # --- questions -------------------------------------------------------------------------------------------

    def table(self, name: str, on: date | None = None) -> pa.Table:
        """Return a table; one that depends on the day as of `on` (default: today). Raises KeyError for an unknown name."""
        self._require(name)
        self._refresh()
        if name in self.graph.as_of:
            return _typed(self.graph.run(name, self.get, self.settings(), on or date.today())[name], pa.Table)
        return _typed(self.get(name), pa.Table)

    def rows(self, name: str, column: str, values: Collection[str]) -> pa.Table:
        """Return the rows of a table in which a column of text holds one of the values; in a list, among others.

        Of a table that is kept only these rows are read; of one that its stage makes key by key, as `hits`, only these are
        made. Raises KeyError for an unknown name.
        """
        self._require(name)
        self._refresh()
        one = self.graph.of.get(name)
        if one is None or one.live or one.as_of or one.by is None or column != one.by.key:
            return self._looked_up(name).rows(column, values)
        for need in one.by.needs:
            self._live.table(need)
        return run_on(one, values, self._live.tables, self._get_or_setting)[name]

    def beginning(self, name: str, column: str, start: str) -> pa.Table:
        """Return the rows of a table whose value in a column of text begins with a text."""
        self._require(name)
        self._refresh()
        return self._looked_up(name).beginning(column, start)

    def where(self, name: str, test: Test) -> pa.Table:
        """Return the rows of a table that a test marks; of a kept table no others are brought together."""
        self._require(name)
        self._refresh()
        return self._looked_up(name).where(test)

    def count(self, name: str) -> int:
        """Return how many rows a table has."""
        self._require(name)
        self._refresh()
        return self._looked_up(name).count

    def _looked_up(self, name: str) -> KeptTable:
        """Return a table to look rows up in: as it is kept, or as it is made when it does not follow each filing."""
        return self._live.table(name) if self._live.follows(name) else KeptTable(name, self.table(name), "")

    @property
    def moment(self) -> str:
        """The digest of the ledgers' heads and the settings at the latest question; empty before the first."""
        return "" if self._settings is None else self._live.moment(self._settings.trusted.digest)

    def linkage_ledger(self) -> str | None:
        """Return the origin of the ledger whose learnt sets hold."""
        return self.chosen().linkage_ledger

    def derive(self) -> tuple[Done, ...]:
        """Bring every kept table up to date, and say what became of each: same, incremental or full, and how many rows."""
        self._refresh()
        return self._live.derive()

    def changes(self) -> tuple[tuple[Done, ...], Changes]:
        """Bring every kept table up to date; return what became of each, and what changed by this in which table."""
        self._live.changes = Changes({}, set())
        return self.derive(), self._live.changes

    def settled(self, name: str) -> KeptTable | None:
        """Return a table that follows each filing if it is up to date; None where it was to be brought there first."""
        self._refresh()
        live = self._live
        return live.tables.kept(name) if live.settled and live.tables.has(name) else None

    def kept(self, name: str) -> KeptTable:
        """Return a table that follows each filing as it is kept now: a later filing leaves what is returned as it is."""
        self._require(name)
        self._refresh()
        return self._live.table(name)

    def typed_value(self, name: str, kind: type[T]) -> T:
        """Return a value that stages take and that is no table, as `context`."""
        self._refresh()
        return _typed(self.get(name), kind)

    def computed_from(self, stated: Mapping[str, pa.Table], on: date | None = None) -> Mapping[str, pa.Table]:
        """Return every table as it follows from these stated tables in place of the record's own, made when asked for.

        A table that rests on nothing that differs from the record's own is the record's. The others are kept beside the
        record's, so that the same edition is computed once.
        """
        from ceasefire.api.editions import Edition

        self._refresh()
        return Edition(self, stated, on)

    def is_made(self, name: str) -> bool:
        """Say whether a table is at hand as of now, so that asking for it makes nothing."""
        self._refresh()
        if self._live.follows(name):
            return True
        under = self.stamp(name)
        held = self._held.get(name)
        return (held is not None and held[0] == under) or (self.keep and self.cache.note(name, under) is not None)

    def describe(self, name: str) -> dict[str, Any]:
        """Return how a table comes about; raises KeyError for an unknown name."""
        self._require(name)
        return self.graph.describe(name)

    def forget(self) -> None:
        """Let go of what is held in memory; the next question reads it from disk or makes it again."""
        self._held = {}
        self._live = self._following()

    def rebuild(self) -> dict[str, str]:
        """Make every table anew; say of each `same`, `new` (none was kept), or `differs`: also where its file is altered."""
        live = self._live.noted()
        kept = {name: self._live.on_disk(name) for name in live}
        self._refresh()
        others = [name for name in self.graph.kept if not self._live.follows(name) and self._live.rest_of(name) <= live]
        kept |= {name: self.cache.read(name, under) for name, under in self._noted(others)}
        self.cache.clear()
        self.forget()
        states = {}
        for name in self.graph.kept:
            before, now = kept.get(name), self.table(name)
            same = before is not None and before.equals(now)
            states[name] = "same" if same else "differs" if name in kept else "new"
        return states

    def _noted(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield those of the tables that are kept whole, with their stamps."""
        for name in names:
            under = self.stamp(name)
            if self.cache.note(name, under) is not None:
                yield name, under

    # --- the moment of a question ----------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Take the ledgers and settings as they are now; what is asked for until the next call is of this moment."""
        trusted = Trusted.of(self.asked)
        self._live.refresh()
        # a file that settings rest on may come later than the statement that names it
        mark = (self._store.mark(), *(self._live.version(name) for name in OF_SETTINGS))
        if self._settings is None or (self._mark, self._settings.trusted) != (mark, trusted):
            self._settings = RecordSettings(self._store, self._stated, trusted, self._parsed)
            self._mark = mark

    def _stated(self, name: str) -> pa.Table:
        return self._live.table(name).whole()

    def settings(self) -> Mapping[str, Setting]:
        """Return the settings as of the question."""
        assert self._settings is not None
        return self._settings

    def chosen(self) -> RecordSettings:
        """Return whose word counts, which rules and settings are in force, as of now."""
        self._refresh()
        assert self._settings is not None
        return self._settings

    def _require(self, name: str) -> None:
        if name not in self.graph.names:
            raise KeyError(f"no table {name!r}; the tables are {', '.join(self.graph.names)}")

    def stamp(self, name: str) -> str:
        """Return the stamp of a table or value, or the digest of a setting."""
        settings = self.settings()
        if name in settings:
            return settings[name].digest
        return self.graph.stamp(name, settings, self.content, code_digest())

    def _made_from(self, name: str) -> str:
        """Return the stamp of a table or value by what it is made from, also of one that is known by its content."""
        return self.graph.stamp(
            name, self.settings(), lambda one: None if one == name else self.content(one), code_digest()
        )

    def content(self, name: str) -> str | None:
        """Return the digest of what a table holds, where that is known; it changes with the table, and only then."""
        if self._live.follows(name):
            return self._live.version(name)
        one = self.graph.of.get(name)
        return content_digest(_typed(self.value(name), pa.Table)) if one is not None and one.by_content else None

    # --- getting and making ----------------------------------------------------------------------------------

    def get(self, name: str) -> object:
        """Return a table or value as of the question."""
        return self._live.table(name).whole() if self._live.follows(name) else self.value(name)

    def _get_or_setting(self, name: str) -> object:
        return self.settings()[name].value() if name in self.settings() else self.get(name)

    def value(self, name: str) -> object:
        """Return a value, a setting, or a table of no live stage."""
        if name in self.settings():
            return self.settings()[name].value()
        under = self._made_from(name)
        held = self._held.get(name)
        if held is not None and held[0] == under:
            return held[1]
        found: object | None = self.cache.read(name, under) if name in self.graph.kept and self.keep else None
        if found is None:
            return self._make(name, under)[name]
        self._held[name] = (under, found)
        return found

    def _make(self, name: str, under: str) -> Mapping[str, object]:
        made = self.graph.run(name, self.get, self.settings())
        self._held |= {key: (under, found) for key, found in made.items()}
        if self.keep and not self.graph.of[name].value:
            self.cache.write({key: found for key, found in made.items() if isinstance(found, pa.Table)}, under)
        return made


def _typed(found: object, kind: type[T]) -> T:
    assert isinstance(found, kind)
    return found

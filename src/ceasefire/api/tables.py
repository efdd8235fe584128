"""The tables of one record: restated from its ledgers, computed by the graph, held in memory, kept in an own folder."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.cache import code_digest, content_digest, kept_for
from ceasefire.api.settings import Beside
from ceasefire.derive import GRAPH, Graph, Setting
from ceasefire.projection import build
from ceasefire.record import Entry, Store
from ceasefire.record.entries import Unreadable

T = TypeVar("T")
EDITION: Final = "edition-"
"""Stands before the file names of tables computed from other rows than the record's own; the last such edition is kept."""


class Tables(Protocol):
    """Whatever gives the tables of the house by name: all that most answers need of a record."""

    def table(self, name: str) -> pa.Table: ...


class HeldTables:
    """Every table of a record as of its ledgers and settings at the moment of a question.

    A table is made again only when something that its stage declares has changed.
    """

    def __init__(self, folder: Path, store: Store, graph: Graph = GRAPH, *, keep: bool = True) -> None:
        """Take a record's folder and ledgers; without `keep` no table is read from disk or put there."""
        self.graph = graph
        self.cache = kept_for(folder, store.name)
        self._keep = keep
        self._folder, self._store = folder, store
        self._held: dict[str, tuple[str, object]] = {}
        self._contents: dict[str, str] = {}
        self._stamps: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._heads = ""
        self._beside: Beside | None = None

    def table(self, name: str, on: date | None = None) -> pa.Table:
        """Return a table; one that depends on the day as of `on` (default: today). Raises KeyError for an unknown name."""
        if name not in self.graph.names:
            raise KeyError(f"no table {name!r}; the tables are {', '.join(self.graph.names)}")
        self._refresh()
        if name in self.graph.as_of:
            return self._typed(self.graph.run(name, self._get, self._settings(), on or date.today())[name], pa.Table)
        return self._typed(self._get(name), pa.Table)

    @property
    def moment(self) -> str:
        """The digest of the ledgers' heads at the latest question; empty before the first."""
        return self._heads

    def value(self, name: str, kind: type[T]) -> T:
        """Return a value that stages take and that is no table, as `context`."""
        self._refresh()
        return self._typed(self._get(name), kind)

    def computed_from(self, stated: Mapping[str, pa.Table], on: date | None = None) -> dict[str, pa.Table]:
        """Return every table as it follows from these stated tables in place of the record's own.

        A table that rests on none of those that differ from the record's own is the record's. The others are kept
        beside the record's, so that the same edition is computed once.
        """
        own = {name: self.table(name) for name in self.graph.stated}
        changed = {name for name, table in stated.items() if not table.equals(own[name])}
        contents = {name: content_digest(stated[name]) for name in changed}
        held: dict[str, object] = {**own, **stated}

        def get(name: str) -> object:
            if name not in held:
                if changed.intersection(self.graph.upstream(name)):
                    held.update(self._kept_or_run(name, get, lambda n: contents.get(n) or self._content(n), on))
                elif name in self.graph.as_of:
                    held.update(self.graph.run(name, get, self._settings(), on))
                else:
                    held[name] = self._get(name)
            return held[name]

        return {name: self._typed(get(name), pa.Table) for name in self.graph.names}

    def _kept_or_run(
        self, name: str, get: Callable[[str], object], content: Callable[[str], str], on: date | None
    ) -> Mapping[str, object]:
        """Return a table of an edition as it is kept, or all that its stage makes from the edition's other tables."""
        if not self._keep or name not in self.graph.kept:
            return self.graph.run(name, get, self._settings(), on)
        under = self.graph.stamp(name, self._settings(), content, code_digest())
        found = self.cache.read(name, under, EDITION)
        if found is not None:
            return {name: found}
        made = self.graph.run(name, get, self._settings(), on)
        self.cache.write({k: v for k, v in made.items() if isinstance(v, pa.Table)}, under, edition=EDITION)
        return made

    def stamp(self, name: str) -> str:
        """Return the digest of all that a table rests on; it changes when the table may have changed."""
        self._refresh()
        return self._stamp(name)

    def describe(self, name: str) -> dict[str, Any]:
        """Return how a table comes about; raises KeyError for an unknown name."""
        if name not in self.graph.names:
            raise KeyError(f"no table {name!r}; the tables are {', '.join(self.graph.names)}")
        return self.graph.describe(name)

    def forget(self) -> None:
        """Let go of what is held in memory; the next question reads it from disk or makes it again."""
        self._held, self._contents, self._stamps, self._heads = {}, {}, {}, ""

    def rebuild(self) -> dict[str, str]:
        """Make every table anew; say of each `same`, `new` (none was kept), or `differs`: also where its file is altered."""
        self._refresh()
        noted = {name for name in self.graph.kept if self.cache.note(name, self._kept_under(name))}
        kept = {name: self.cache.read(name, self._kept_under(name)) for name in noted}
        self.forget()
        self.cache.clear()
        states = {}
        for name in self.graph.kept:
            before, now = kept.get(name), self.table(name)
            same = before is not None and before.equals(now)
            states[name] = "same" if same else "differs" if name in noted else "new"
        return states

    # --- the moment of a question ----------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Take the ledgers and settings as they are now; what is asked for until the next call is of this moment."""
        offices = self._store.offices()
        lines = sorted(f"{office.origin} {office.size} {office.root}" for office in offices)
        heads = hashlib.sha256("\n".join((code_digest(), *lines)).encode()).hexdigest()
        if heads != self._heads:
            self._heads, self._sizes = heads, {office.origin: office.size for office in offices}
            self._contents, self._stamps = {}, {}
        beside = Beside(self._folder)
        if self._beside is None or beside.digest != self._beside.digest:
            self._beside, self._stamps = beside, {}

    def _settings(self) -> Mapping[str, Setting]:
        assert self._beside is not None
        return _Settings(self._beside, self._store)

    def _stamp(self, name: str) -> str:
        if name not in self._stamps:
            self._stamps[name] = self.graph.stamp(name, self._settings(), self._content, code_digest())
        return self._stamps[name]

    def _kept_under(self, name: str) -> str:
        """Return the stamp under which a table lies on disk: of a stated one the heads, for its content follows from them."""
        return self._heads if name in self.graph.stated else self._stamp(name)

    # --- getting and making ----------------------------------------------------------------------------------

    def _get(self, name: str) -> object:
        under = self._kept_under(name)
        held = self._held.get(name)
        if held is not None and held[0] == under:
            return held[1]
        is_table = name in self.graph.kept
        found: object | None = self.cache.read(name, under) if is_table and self._keep else None
        if found is None:
            return self._make(name, under)[name]
        self._held[name] = (under, found)
        return found

    def _make(self, name: str, under: str) -> Mapping[str, object]:
        if name in self.graph.stated:
            return self._restate(under)
        made = self.graph.run(name, self._get, self._settings())
        self._held |= {key: (under, found) for key, found in made.items()}
        if self._keep:
            self.cache.write({key: found for key, found in made.items() if isinstance(found, pa.Table)}, under)
        return made

    def _restate(self, under: str) -> Mapping[str, pa.Table]:
        """Build all stated tables from the entries that were there at the moment of the question."""
        unreadable: list[Unreadable] = []
        made = build(self._entries(unreadable), self._store, unreadable)
        self._contents = {key: content_digest(table) for key, table in made.items()}
        self._held |= {key: (under, table) for key, table in made.items()}
        if self._keep and not _waits_for_a_blob(made["unread"]):
            self.cache.write(made, under, self._contents)
        return made

    def _entries(self, unreadable: list[Unreadable]) -> Iterable[Entry]:
        held = self._store.entries(aside=unreadable.append)
        return (entry for entry in held if entry.seq < self._sizes.get(entry.origin, 0))

    def _content(self, name: str) -> str:
        """Return the digest of a stated table's content."""
        if name not in self._contents:
            note = self.cache.note(name, self._heads) if self._keep else None
            if note is None or note.content is None:
                self._restate(self._heads)
            else:
                self._contents[name] = note.content
        return self._contents[name]

    @staticmethod
    def _typed(found: object, kind: type[T]) -> T:
        assert isinstance(found, kind)
        return found


def _waits_for_a_blob(unread: pa.Table) -> bool:
    """Say whether a blob is missing or altered: when it comes, the tables change though no ledger grew."""
    return bool(pc.any(pc.starts_with(unread["state"], "blob_")).as_py())


class _Settings(Mapping[str, Setting]):
    """The settings beside the ledgers, and `blobs`: files by digest, so that a digest in a table stands for them."""

    def __init__(self, beside: Beside, store: Store) -> None:
        self._beside, self._store = beside, store

    def __getitem__(self, name: str) -> Setting:
        if name == "blobs":
            return Setting("", lambda: self._store.read_blob)
        return self._beside[name]

    def __iter__(self) -> Any:
        yield from ("blobs", *self._beside)

    def __len__(self) -> int:
        return 1 + len(self._beside)

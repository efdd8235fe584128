"""The kept tables of a record follow its ledgers: new entries become changes, and changes go through the stages.

Stated tables follow at every question; computed ones when one of them is asked for, and until then the changes wait.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.cache import Cache, code_digest
from ceasefire.api.kept import files
from ceasefire.api.kept.files import BROKEN, Folder, Moment
from ceasefire.api.kept.live import LiveTables, waiting
from ceasefire.api.kept.places import UNREAD, Places
from ceasefire.api.kept.table import KeptTable
from ceasefire.derive import Graph, Setting
from ceasefire.derive.advance import Changes, Done, advance
from ceasefire.derive.graph import Stage
from ceasefire.projection import build
from ceasefire.projection.restate import restated
from ceasefire.record import Entry, RecordError, Store, tree
from ceasefire.record.entries import Unreadable
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.deltas import Delta

if TYPE_CHECKING:
    from ceasefire.record.store import Office

Heads = dict[str, tuple[int, str]]
"""Size and root of each ledger, by origin, in the order in which ledgers are read."""


class Asked(Protocol):
    """Gives what stages take that is no table that follows, as it is now: values and settings."""

    def settings(self) -> Mapping[str, Setting]: ...
    def value(self, name: str) -> object: ...
    def stamp(self, name: str) -> str: ...


class Following:
    """The stated tables and those of the live stages, as of the ledgers at the last `refresh`."""

    def __init__(
        self,
        graph: Graph,
        store: Store,
        cache: Cache | None,
        asked: Asked,
    ) -> None:
        """Take the ledgers and where tables are kept (None: nowhere)."""
        self._graph, self._store, self._asked = graph, store, asked
        self._live_names = frozenset(name for one in graph.live for name in one.makes)
        self._folder = None if cache is None else Folder(cache)
        self.tables = LiveTables({})
        self.done: tuple[Done, ...] = ()
        self._stated: Heads | None = None
        self._computed: Heads | None = None
        self._unreadable = ""
        self._waits = False
        self._waiting = Changes({}, set())
        self._rests: dict[str, str] = {}
        self._listed: dict[str, files.Kept] = {}
        self._written: Moment | None = None
        self._busy = False

    # --- questions

    def follows(self, name: str) -> bool:
        """Say whether a table follows each filing: a stated one, or one of a live stage."""
        return name in self._graph.stated or name in self._live_names

    def table(self, name: str) -> KeptTable:
        """Return a table that follows, brought up to date."""
        if name in self._live_names and not self._busy:
            self._bring_up(name)
        return self.tables.kept(name)

    def derive(self) -> tuple[Done, ...]:
        """Bring all tables that follow up to date, and say what became of them since the last question."""
        nothing: tuple[Done, ...] = ()
        self.done = nothing
        for stage in self._graph.live:
            self._bring_up(stage.makes[0])
        told = {table for done in self.done for table in done.tables}
        others = [stage.makes for stage in self._graph.live if not told.intersection(stage.makes)]
        return (*self.done, *(Done(makes, "same", 0, sum(map(self.tables.count, makes))) for makes in others))

    def version(self, name: str) -> str:
        """Return the version of a table: it changes with the table, and only then."""
        return self.table(name).version

    @property
    def moment(self) -> str:
        """The digest of the heads at the last `refresh`; empty before the first."""
        if self._stated is None:
            return ""
        lines = sorted(f"{origin} {size} {root}" for origin, (size, root) in self._stated.items())
        return hashlib.sha256("\n".join((code_digest(), self._unreadable, *lines)).encode()).hexdigest()

    def noted(self) -> frozenset[str]:
        """Return the tables of which files are listed on disk for the ledgers as they are now; none is made for this."""
        held = None if self._folder is None else self._folder.moment(code_digest())
        heads = {one.origin: (one.size, one.root) for one in self._store.offices()}
        if held is None or held.stated != heads:
            return frozenset()
        if self._stated is None:
            self._listed = dict(held.tables)
        computed = held.computed == heads and not held.pending and not held.whole
        return frozenset(name for name in held.tables if name in self._graph.stated or computed)

    def rest_of(self, name: str) -> frozenset[str]:
        """Return the tables that follow on which one rests that does not."""
        return frozenset(one for one in self._graph.upstream(name) if self.follows(one))

    def on_disk(self, name: str) -> pa.Table | None:
        """Return a table as its files have it; None where they are not as they were written."""
        assert self._folder is not None
        try:
            return self._folder.table(name, self._listed[name]).whole()
        except BROKEN:
            return None

    # --- the moment of a question

    def refresh(self) -> None:
        """Bring the stated tables to the ledgers as they are now."""
        offices = self._store.offices()
        unreadable = self._store.unreadable()
        heads = {one.origin: (one.size, one.root) for one in offices}
        digest = hashlib.sha256("\n".join(f"{one.origin} {one.reason}" for one in unreadable).encode()).hexdigest()
        if self._stated is None:
            self._load()
        self.tables.places = Places(list(heads), lambda: self.tables.kept("statements"))
        if self._stated == heads and self._unreadable == digest:
            return
        before = self._stated
        self._stated, self._unreadable = heads, digest
        deltas = None if before is None else self._new_rows(before, offices, unreadable)
        if deltas is None:
            self._restate(unreadable)
        else:
            for name in sorted(deltas, key=lambda table: table != "statements"):
                if deltas[name].rows:
                    self.tables.change(name, deltas[name])
            self._waiting = waiting(self._waiting, deltas)
        self._waits = _waits_for_a_blob(self.tables.whole(UNREAD))
        self._save()

    def _load(self) -> None:
        """Take the tables that are kept in files, where they were made by this program and wait for nothing."""
        held = None if self._folder is None else self._folder.moment(code_digest())
        if held is None or held.waits or self._folder is None:
            return
        folder = self._folder
        try:
            rows = {name: folder.delta(name, file) for name, file in held.pending.items()}
            stated = {name: folder.table(name, held.tables[name]) for name in self._graph.stated}
            made = {name: folder.table(name, kept) for name, kept in held.tables.items() if name not in stated}
        except BROKEN:
            return  # a file is torn, altered or gone: everything is made again
        self.tables = LiveTables(stated | made)
        self._stated, self._computed = dict(held.stated), None if held.computed is None else dict(held.computed)
        self._unreadable, self._rests = held.unreadable, dict(held.rests)
        self._waiting = Changes(rows, set(held.whole))
        self._listed, self._written = dict(held.tables), held

    def _new_rows(
        self, before: Heads, offices: list[Office], unreadable: list[Unreadable]
    ) -> Mapping[str, Delta] | None:
        """Return what entries beyond the former heads change; None where the ledgers are not those heads and more."""
        sizes = {one.origin: (one.size, bytes.fromhex(one.root)) for one in offices}
        if not all(self._extends(origin, *head, *sizes.get(origin, (0, b""))) for origin, head in before.items()):
            return None
        lost = list(unreadable)
        new: list[Entry] = []
        for one in offices:
            size = before.get(one.origin, (0, ""))[0]
            if one.size > size:
                grown = self._store.entries(one.origin, after=size, aside=lost.append)
                new += [entry for entry in grown if entry.seq < one.size]
        return restated(new, self.tables, self._store, self._store, (*self._lost(), *lost))

    def _extends(self, origin: str, size: int, root: str, new_size: int, new_root: bytes) -> bool:
        """Say whether a ledger is what it was and more: its tree of now holds the former one (RFC 9162, 2.1.4)."""
        if new_size <= size:
            return (new_size, new_root.hex()) == (size, root)
        try:
            path = self._store.consistency(origin, size)
            tree.check_consistency(size, new_size, bytes.fromhex(root), new_root, path)
        except RecordError:
            return False
        return True

    def _lost(self) -> list[Unreadable]:
        """Return the entries that were no statements at the last reading: they stand in `unread` and not in `statements`."""
        rows = self.tables.rows(UNREAD, "state", [str(AsideState.DOES_NOT_FIT)]).to_pylist()
        rows = [row for row in rows if row["statement_id"] is not None and "#" not in row["statement_id"]]
        held = self.tables.rows("statements", "statement_id", {row["statement_id"] for row in rows}).to_pylist()
        read = {(row["statement_id"], row["ledger"], row["seq"]) for row in held}
        return [
            Unreadable(
                origin=row["ledger"], kind=row["kind"], reason=row["reason"], id=row["statement_id"], seq=row["seq"]
            )
            for row in rows
            if (row["statement_id"], row["ledger"], row["seq"]) not in read
        ]

    def _restate(self, unreadable: list[Unreadable]) -> None:
        """Make all stated tables from the ledgers; those that come out otherwise than they were change as a whole."""
        lost: list[Unreadable] = []
        with _without_search():
            made = build(self._entries(lost), self._store, lost)
        assert self.tables.places is not None
        for name in ("statements", *(name for name in made if name != "statements")):
            table = self.tables.places.ordered(name, made[name]) if name == UNREAD else made[name]
            if not self.tables.has(name) or not self.tables.whole(name).equals(table):
                self.tables.put(name, table)
                self._waiting.whole.add(name)
                self._waiting.rows.pop(name, None)

    def _entries(self, lost: list[Unreadable]) -> Iterable[Entry]:
        """Yield the entries that were there at the moment of the question."""
        assert self._stated is not None
        sizes = {origin: size for origin, (size, _) in self._stated.items()}
        held = self._store.entries(aside=lost.append)
        return (entry for entry in held if entry.seq < sizes.get(entry.origin, 0))

    # --- computed tables

    def _bring_up(self, name: str) -> None:
        """Bring the computed tables that are kept up to date, and make the one asked for if it is not among them."""
        self._busy = True
        try:
            changed = self._follow()
            made = [one for one in self._missing(name) if self._make(one)]
        finally:
            self._busy = False
        if changed or made:
            self._save()

    def _follow(self) -> bool:
        """Let what waits go through the stages; say whether anything did."""
        present = [one for one in self._graph.live if all(self.tables.has(name) for name in one.makes)]
        rests = self._rest_of(present)
        whole = {name for name, digest in rests.items() if self._rests.get(name) != digest}
        if not (self._waiting.rows or self._waiting.whole or whole):
            self._computed = self._stated
            return False
        changes = Changes(dict(self._waiting.rows), self._waiting.whole | whole)
        if present:
            self.done = tuple(advance(self._graph, self.tables, changes, self._run, self._any))
        self._waiting, self._rests, self._computed = Changes({}, set()), rests, self._stated
        return True

    def _rest_of(self, stages: Iterable[Stage]) -> dict[str, str]:
        """Return the digests of the settings and values that stages rest on."""
        names = {name for one in stages for name in (*one.settings, *one.needs) if not self.follows(name)}
        return {name: self._asked.stamp(name) for name in sorted(names)}

    def _missing(self, name: str) -> list[Stage]:
        """Return the live stages whose tables are to be made before a table, and its own, in order."""
        wanted = {*self._graph.upstream(name), name}
        return [
            one
            for one in self._graph.live
            if wanted.intersection(one.makes) and not all(self.tables.has(made) for made in one.makes)
        ]

    def _make(self, one: Stage) -> bool:
        with _without_search():
            made = self._run(one)
        for name, table in made.items():
            self.tables.put(name, table)
        rows = sum(table.num_rows for table in made.values())
        self.done = (*self.done, Done(one.makes, "full", rows, rows, "not kept before"))
        self._rests |= self._rest_of([one])
        return True

    def _run(self, one: Stage) -> Mapping[str, pa.Table]:
        made = self._graph.run(one.makes[0], self._any, self._asked.settings())
        return {name: table for name, table in made.items() if isinstance(table, pa.Table)}

    def _any(self, name: str) -> object:
        return self.tables.whole(name) if self.follows(name) else self._asked.value(name)

    # --- keeping

    def _save(self) -> None:
        """Keep the tables in files; where there is no room or no right to write, they are only not kept."""
        if self._folder is None or self._stated is None:
            return
        with suppress(OSError, RecordError):
            folder = self._folder
            folder.make()
            names = [name for name in self._graph.kept if self.follows(name) and self.tables.has(name)]
            listed = {name: folder.put_table(self.tables.kept(name), self._listed.get(name)) for name in names}
            moment = Moment(
                code=code_digest(),
                stated=self._stated,
                computed=self._computed,
                unreadable=self._unreadable,
                waits=self._waits,
                rests=self._rests,
                tables=listed,
                pending={name: folder.put_delta(name, delta) for name, delta in self._waiting.rows.items()},
                whole=sorted(self._waiting.whole),
            )
            folder.put_moment(moment)
            self._take_files(listed)
            self._listed, self._written = listed, moment

    def _take_files(self, listed: Mapping[str, files.Kept]) -> None:
        """Let go of tables in memory that lie in files now: these are mapped."""
        assert self._folder is not None
        for name, kept in listed.items():
            if self.tables.kept(name).file != kept.base.name:
                self.tables.take(self._folder.table(name, kept))


@contextmanager
def _without_search() -> Iterator[None]:
    """Let Python not search for circles of objects for a while: where very many are made it searches all again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _waits_for_a_blob(unread: pa.Table) -> bool:
    """Say whether a blob is missing or altered: when it comes, the tables change though no ledger grew."""
    return bool(pc.any(pc.starts_with(unread["state"], "blob_")).as_py())

"""The kept tables of a record follow its ledgers: new entries become changes, and changes go through the stages.

Stated tables follow at every question; computed ones when one of them is asked for, and until then the changes wait.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.cache import Cache
from ceasefire.api.cache_folder import Heads, code_digest, heads_of, moment_of, unreadable_digest
from ceasefire.api.kept import files
from ceasefire.api.kept.files import BROKEN, Folder, Moment
from ceasefire.api.kept.ledgers import entries_of, new_rows
from ceasefire.api.kept.live import LiveTables, waiting
from ceasefire.api.kept.places import Places
from ceasefire.api.kept.table import KeptTable, NotThere
from ceasefire.derive import Graph, Setting
from ceasefire.derive.advance import Changes, Done, advance
from ceasefire.derive.graph import Stage
from ceasefire.projection import build
from ceasefire.projection.stated_tables import UNREAD
from ceasefire.record import RecordError, Store
from ceasefire.record.entries import Unreadable
from ceasefire.vocabulary.deltas import Delta
from ceasefire.vocabulary.set_aside import LOST
from ceasefire.vocabulary.wording import plural

LONG: Final = 5_000
"""Statements or reports from which making tables takes seconds, so that a person is told what is being done."""


NOTHING: Final[tuple[Done, ...]] = ()


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
        self.done = NOTHING
        self.changes = Changes({}, set())
        self._mark: tuple[int, int] | None = None
        self._stated: Heads | None = None
        self._computed: Heads | None = None
        self._unreadable = ""
        self._waits = False
        self._waiting = Changes({}, set())
        self._rests: dict[str, str] = {}
        self._listed: dict[str, files.Kept] = {}
        self._busy = False
        self.say: Callable[[str], None] = _nothing
        """Is told in words what is made from nothing, which may take minutes in a large record."""

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
        self.done = NOTHING
        for stage in self._graph.live:
            self._bring_up(stage.makes[0])
        told = {table for done in self.done for table in done.tables}
        others = [stage.makes for stage in self._graph.live if not told.intersection(stage.makes)]
        return (*self.done, *(Done(makes, "same", 0, sum(map(self.tables.count, makes))) for makes in others))

    def version(self, name: str) -> str:
        """Return the version of a table: it changes with the table, and only then."""
        return self.table(name).version

    def moment(self, beside: str) -> str:
        """Return the digest of the record at the last `refresh`, given that of its settings; empty before the first."""
        return "" if self._stated is None else moment_of(self._stated, self._unreadable, beside)

    @property
    def settled(self) -> bool:
        """Whether nothing waits for the computed tables, and no file that statements name is missed."""
        return self._computed == self._stated and not (self._waiting.rows or self._waiting.whole or self._waits)

    def noted(self) -> frozenset[str]:
        """Return the tables of which files are listed on disk for the ledgers as they are now; none is made for this."""
        held = None if self._folder is None else self._folder.moment(code_digest())
        heads = heads_of(self._store.offices())
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
        """Bring the stated tables to the ledgers as they are now; after an error they are as they were."""
        mark = self._store.mark()
        if mark != self._mark or self._waits:
            self._refresh()
            self._mark = mark

    def _refresh(self) -> None:
        offices = self._store.offices()
        unreadable = self._store.unreadable()
        heads = heads_of(offices)
        digest = unreadable_digest(unreadable)
        if self._stated is None:
            self._load()
        same = (self._stated, self._unreadable) == (heads, digest)
        if same and not self._waits:
            return
        deltas = None if self._stated is None else new_rows(self._store, self.tables, self._stated, offices, unreadable)
        if same and deltas is not None and not deltas:
            return
        self._take(heads, deltas)
        self._stated, self._unreadable = heads, digest
        self._waits = _waits_for_a_blob(self.tables.whole(UNREAD))
        self._save()

    def _take(self, heads: Heads, deltas: Mapping[str, Delta] | None) -> None:
        """Take changes into the stated tables, or make them all again; nothing is taken if that ends in an error."""
        now, waits = self._copied(heads), Changes(dict(self._waiting.rows), set(self._waiting.whole))
        try:
            for name in sorted(deltas or {}, key=lambda table: table != "statements"):
                assert deltas is not None
                now.change(name, deltas[name])
        except NotThere as error:
            _warn(error)
            self.tables, deltas = LiveTables({}), None
            now, waits = self._copied(heads), Changes({}, set())
        if deltas is None:
            self._restate(now, waits, heads)
        else:
            waits = waiting(waits, deltas)
        self.tables, self._waiting = now, waits

    def _copied(self, heads: Heads) -> LiveTables:
        """Return the tables to be changed in the place of those at hand."""
        now = self.tables.copied()
        before = self.tables.places
        held = before if before is not None and before.serve(list(heads)) else None
        now.places = Places(list(heads), lambda: now.kept("statements"), held)
        return now

    def _load(self) -> None:
        """Take the tables that are kept in files, where they were made by this program."""
        if self._folder is None:
            return
        seen: Moment | None = None
        while (held := self._folder.moment(code_digest())) is not None and held != seen:
            if self._taken(self._folder, held):
                return
            seen = held  # another process may have put other files in the place of these meanwhile

    def _taken(self, folder: Folder, held: Moment) -> bool:
        """Take the tables of a list; False where a file is torn, altered or gone: everything is made again."""
        try:
            rows = {name: folder.delta(name, file) for name, file in held.pending.items()}
            stated = {name: folder.table(name, held.tables[name]) for name in self._graph.stated}
            made = {name: folder.table(name, kept) for name, kept in held.tables.items() if name not in stated}
        except BROKEN:
            return False
        self.tables = LiveTables(stated | made)
        self._stated, self._computed = dict(held.stated), None if held.computed is None else dict(held.computed)
        self._unreadable, self._waits, self._rests = held.unreadable, held.waits, dict(held.rests)
        self._waiting = Changes(rows, set(held.whole))
        self._listed = dict(held.tables)
        return True

    def _restate(self, now: LiveTables, waits: Changes, heads: Heads) -> None:
        """Make all stated tables from the ledgers; those that come out otherwise than they were change as a whole."""
        size = sum(size for size, _ in heads.values())
        if size > LONG:
            self.say(f"reading {plural(size, 'statement')}")
        lost: list[Unreadable] = []
        with _without_search():
            made = build(entries_of(self._store, heads, lost), self._store, lost)
        now.places = Places(list(heads), lambda: now.kept("statements"))
        for name in ("statements", *(name for name in made if name != "statements")):
            table = now.places.ordered(name, made[name]) if name == UNREAD else made[name]
            if not now.has(name) or not now.whole(name).equals(table):
                now.put(name, table)
                waits.whole.add(name)
                waits.rows.pop(name, None)

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
        changes = self.changes = Changes(dict(self._waiting.rows), self._waiting.whole | whole)
        if present:
            self.done = self._advanced(changes)
        self._waiting, self._rests, self._computed = Changes({}, set()), rests, self._stated
        return True

    def _advanced(self, changes: Changes) -> tuple[Done, ...]:
        """Let changes go through the stages; after an error the tables are as they were."""
        before = self.tables
        self.tables = before.copied()
        try:
            return tuple(advance(self._graph, self.tables, changes, self._run, self._any))
        except NotThere as error:
            _warn(error)
            self.tables = before.without(self._live_names)
            return ()
        except BaseException:
            self.tables = before
            raise

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
        if self.tables.count("reports") > LONG:
            self.say(f"making {', '.join(one.makes)}")
        made = self._graph.run(one.makes[0], self._any, self._asked.settings())
        return {name: table for name, table in made.items() if isinstance(table, pa.Table)}

    def _any(self, name: str) -> object:
        return self.tables.whole(name) if self.follows(name) else self._asked.value(name)

    # --- keeping

    def _save(self) -> None:
        """Keep the tables in files; where there is no room or no right to write, they are only not kept."""
        if self._folder is None or self._stated is None:
            return
        with suppress(OSError, RecordError), self._folder.writing() as folder:
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
            self._listed = listed
            self._take_files(listed)

    def _take_files(self, listed: Mapping[str, files.Kept]) -> None:
        """Let go of tables in memory that lie in files now: these are mapped."""
        assert self._folder is not None
        with suppress(*BROKEN):  # another process may have removed them by now: what is in memory serves
            for name, kept in listed.items():
                if self.tables.kept(name).file != kept.base.name:
                    self.tables.take(self._folder.table(name, kept))


def _warn(error: NotThere) -> None:
    """Say that kept tables did not fit their ledgers: what they answer is right again, and the fault is the program's."""
    warnings.warn(f"kept tables do not fit what was filed and are made again: {error}", RuntimeWarning, stacklevel=2)


def _nothing(words: str) -> None:
    """Say nothing."""


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
    return bool(pc.any(pc.is_in(unread["state"], pa.array(sorted(LOST), pa.string()))).as_py())

"""What new entries change in the stated tables: the rows of the few statements that they touch are made again.

Touched are the new statements, the ones that they correct, and what names a report that came, went or was corrected.
Their rows are made by the functions that make all rows (`filled`); what they need of the others is looked up.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.projection.aside import Aside
from ceasefire.projection.blobs import Blobs
from ceasefire.projection.chains import Chains
from ceasefire.projection.counted import Corrections, Homes, add_home, counted
from ceasefire.projection.filled import PLAIN, Filled, empty, fill, named, together
from ceasefire.projection.heard import heard
from ceasefire.projection.references import names
from ceasefire.projection.stated_tables import UNREAD, set_unreadable_aside
from ceasefire.projection.statement_rows import Said
from ceasefire.record import Entry
from ceasefire.record.entries import Unreadable
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.deltas import Delta, Held, difference, values
from ceasefire.vocabulary.labels import statement_of
from ceasefire.vocabulary.reports_named import NAMES_REPORTS
from ceasefire.vocabulary.set_aside import LOST
from ceasefire.vocabulary.statements import Batch
from ceasefire.vocabulary.tables_stated import ID_OF, TABLE_OF

_MANY: Final = 1000
"""More labels than these are compared with what the tables name, and not looked up one by one. Chosen by hand."""
_ELSEWHERE: Final = (str(AsideState.FOREIGN_KEY), str(AsideState.REPEATED))
_JOINED: Final = frozenset({"remedy", "reply"})


class Entries(Protocol):
    """The record as far as old entries are read again."""

    def entry_at(self, origin: str, seq: int) -> Entry | None:
        """Return the entry at a position of the ledger of that origin, or None where none can be read."""
        ...

    def signed_with(self, key: str, *, first_only: bool) -> Collection[tuple[str, int]]:
        """Return ledger and position of the entries that name this statement key; or only of ledgers' first entries."""
        ...

    def superseded_by(self, identity: str) -> Collection[str]:
        """Return the ids of the statements of its own ledger that say they supersede a statement, or a row of it."""
        ...


class _Anew(Exception):
    """What is new changes which old statements count: all tables have to be made again."""


def restated(
    new: Sequence[Entry], held: Held, of: Entries, blobs: Blobs, unreadable: Iterable[Unreadable] = ()
) -> dict[str, Delta] | None:
    """Return by table which rows go and which come when entries are added; tables that do not change are left out.

    `new` are all entries beyond those that the held tables were made from, in ledger order, `unreadable` all that is no
    entry now. The held tables with the changes are those of `build`, row for row, in some order. Blobs that were missing
    are looked for again.
    None: everything has to be made again, because a new ledger is begun by a key that signed older entries; because a
    statement that counted elsewhere now stands before that place; or because an entry that counted cannot be read now.
    """
    try:
        return _Restating(held, of, blobs, tuple(unreadable)).deltas(new)
    except _Anew:
        return None


class _Restating:
    """One change, on its way from the new entries to the rows."""

    def __init__(self, held: Held, of: Entries, blobs: Blobs, unreadable: Sequence[Unreadable]) -> None:
        self._held, self._of, self._blobs, self._unreadable = held, of, blobs, unreadable
        self._aside = Aside()
        self._waited: set[str] = set()
        self._batches: dict[str, str] = {}

    def deltas(self, new: Sequence[Entry]) -> dict[str, Delta]:
        told = self._told(new)
        chains = Chains(self._held, told)
        corrected = self._corrected(chains, told)
        again, corrections = self._again(chains, told, corrected)
        rows = {name for name in corrected if statement_of(name) in chains.held and "#" in name}
        filled = fill([*self._old(chains, again), *told], corrections, self._blobs, self._aside)
        gone = self._gone(PLAIN, chains, again, rows)
        made = {
            name: difference(gone[name], filled.tables[name], ID_OF[name]) for name in PLAIN if name != "statements"
        }
        naming = self._naming(made["reports"], corrected) - again - {one.id for one in told}
        naming |= self._replies_of(naming)
        corrections = chains.corrections(naming)
        more = fill(self._old(chains, naming), corrections, self._blobs, self._aside)
        again |= naming
        filled = filled.and_placed(more)
        statements = together("statements", [filled.tables["statements"], more.tables["statements"]])
        made["statements"] = self._changed("statements", chains, again, statements)
        for name, table in self._named(filled, made["reports"], statements, chains).items():
            made[name] = self._changed(name, chains, again, table)
        made[UNREAD] = self._unread(chains, again, rows)
        return {name: delta for name, delta in made.items() if delta.rows}

    # --- which statements

    def _told(self, new: Sequence[Entry]) -> list[Said]:
        """Return the new statements that count."""
        set_unreadable_aside(self._unreadable, self._aside)
        self._require_readable()
        said = [heard(entry) for entry in new]
        before = self._standing_before(said)
        return list(counted(said, self._homes(new), self._aside, before))

    def _homes(self, new: Sequence[Entry]) -> Homes:
        """Return the ledgers that the keys of new entries began; raises _Anew where a new one claims what is old."""
        homes, here = Homes(), {(entry.origin, entry.seq) for entry in new}
        for entry in new:
            begun = add_home(homes, entry)
            places = self._of.signed_with(begun, first_only=False) if begun is not None else ()
            if any(place[0] != entry.origin and place not in here for place in places):
                raise _Anew
        lost = {one.origin for one in self._unreadable if one.id is None}
        for key in {entry.statement.key for entry in new}:
            for origin, seq in self._of.signed_with(key, first_only=True):
                if (origin, seq) not in here and origin not in lost:
                    self._add_old_home(homes, origin)
        return homes

    def _add_old_home(self, homes: Homes, origin: str) -> None:
        """Note the key of an older ledger; a ledger that came after this change is not looked at."""
        entry = self._of.entry_at(origin, 0)
        if entry is not None and self._rows("statements", "statement_id", [entry.id]).num_rows:
            add_home(homes, entry)

    def _standing_before(self, said: Sequence[Said]) -> set[str]:
        """Return the ids of new statements that count already where they stand before."""
        places: dict[str, tuple[str, str, int]] = {}
        for one in said:
            place = (one.office, one.origin, one.seq)
            places[one.id] = min(place, places.get(one.id, place))
        held = self._rows("statements", "statement_id", places).select(["statement_id", "office", "ledger", "seq"])
        for row in held.to_pylist():
            if places[row["statement_id"]] < (row["office"], row["ledger"], row["seq"]):
                raise _Anew
        return set(held["statement_id"].to_pylist())

    def _require_readable(self) -> None:
        """Raise _Anew where an entry that was read, or a ledger that had any, cannot be read now."""
        lost = [one.origin for one in self._unreadable if one.id is None]
        ids = [one.id for one in self._unreadable if one.id is not None]
        now = {(one.id, one.origin, one.seq) for one in self._unreadable if one.id is not None}
        aside = self._rows(UNREAD, "statement_id", ids)
        passed = aside.filter(pc.is_in(aside["state"], pa.array(_ELSEWHERE)))
        read = {*_places(self._rows("statements", "statement_id", ids)), *_places(passed)}
        had = self._rows("statements", "ledger", lost).num_rows or values(
            self._rows(UNREAD, "ledger", lost), "statement_id"
        )
        if had or read & now:
            raise _Anew

    def _corrected(self, chains: Chains, told: Sequence[Said]) -> set[str]:
        """Return what is corrected now: statements, and rows of batches."""
        says = {one.supersedes for one in told if one.supersedes is not None}
        corrections = chains.corrections(says)
        return {one.supersedes for one in told if one.supersedes is not None and corrections.corrects(one)}

    def _again(self, chains: Chains, told: Sequence[Said], corrected: Collection[str]) -> tuple[set[str], Corrections]:
        """Return the old statements whose rows are made again, those that name reports apart; and what corrects what."""
        again = {name for name in corrected if name in chains.held}
        kinds = {one.kind for one in told} | {chains.held[name].kind for name in again}
        if kinds & _JOINED:
            again |= set(self._joined())
        self._waited = self._waiting() - again
        rows = {one for name in self._waited for one in self._of.superseded_by(name)}
        again |= self._waited
        return again, chains.corrections(again | rows)

    def _waiting(self) -> set[str]:
        """Return the statements whose blob was missing or altered: it may have come since."""
        return {statement_of(name) for name in values(self._rows(UNREAD, "state", LOST), "statement_id")}

    def _joined(self) -> Iterable[str]:
        """Return all remedies and replies that stand: a reply may now answer another remedy."""
        held = self._rows("statements", "kind", _JOINED)
        return values(held.filter(pc.is_null(held["superseded_by"])), "statement_id")

    def _old(self, chains: Chains, ids: Iterable[str]) -> list[Said]:
        """Return old statements, read again in the order of their ledgers; raises _Anew where one is not what it was."""
        places = sorted((chains.held[name] for name in ids), key=lambda one: (one.office, one.origin, one.seq))
        found = []
        for place in places:
            entry = self._of.entry_at(place.origin, place.seq)
            if entry is None or entry.id != place.id:
                raise _Anew
            one = heard(entry)
            if isinstance(one.body, Batch) and one.id not in self._waited:
                self._batches[one.id] = TABLE_OF[one.body.row_kind]
            found.append(one)
        return found

    def _naming(self, reports: Delta, corrected: Collection[str]) -> set[str]:
        """Return the statements that name a report which came or went, or one that is corrected now."""
        labels = pa.chunked_array([*reports.gone["label"].chunks, *reports.come["label"].chunks], pa.string())
        wanted = self._met(pc.unique(labels.drop_null()))
        touched = {*wanted, *values(self._rows("reports", "label", wanted), "report_id"), *corrected}
        return {
            name
            for table, columns in NAMES_REPORTS.items()
            for column in columns
            for name in values(self._rows(table, column, touched), ID_OF[table])
        }

    def _met(self, labels: pa.Array) -> set[str]:
        """Return labels, or of many those alone by which something may be named."""
        if len(labels) > _MANY:
            tables = {table: self._held.whole(table) for table in NAMES_REPORTS}
            named_by = {
                one for table, columns in NAMES_REPORTS.items() for c in columns for one in values(tables[table], c)
            }
            known = named_by | values(self._rows("reports", "report_id", named_by), "label")
            asked = pa.array(sorted(known), pa.string())
            labels = asked.filter(pc.is_in(asked, labels))
        return set(labels.to_pylist())

    def _replies_of(self, ids: Collection[str]) -> set[str]:
        """Return the replies that stand in the rows of remedies: no other reply answers them."""
        return values(self._rows("remedies", "remedy_id", ids), "reply_id")

    # --- their rows

    def _named(self, filled: Filled, reports: Delta, statements: pa.Table, chains: Chains) -> dict[str, pa.Table]:
        """Return the rows that name reports, by the ids of those that stand now."""
        if not any(filled.placed.values()):
            return {name: empty(name) for name in filled.placed}
        wanted = names(filled.placed)
        corrections = chains.corrections(wanted)
        before = self._rows("reports", "label", wanted)
        stay = pc.invert(pc.is_in(before["report_id"], _ids(reports.gone, "report_id")))
        come = pc.is_in(reports.come["label"], pa.array(sorted(wanted), pa.string()))
        called = together("reports", [before.filter(stay), reports.come.filter(come)])
        held = self._rows("statements", "statement_id", {statement_of(one) for one in values(called, "report_id")})
        others = held.filter(pc.invert(pc.is_in(held["statement_id"], _ids(statements, "statement_id"))))
        known = together("statements", [others, statements])
        return named(filled, called, known, corrections.standing, self._aside)

    def _changed(self, name: str, chains: Chains, again: Collection[str], made: pa.Table) -> Delta:
        return difference(self._gone([name], chains, again, ())[name], made, ID_OF[name])

    def _gone(
        self, tables: Iterable[str], chains: Chains, again: Collection[str], rows: Collection[str]
    ) -> dict[str, pa.Table]:
        """Return the held rows of old statements, and those of single rows of batches, by table."""
        found = {}
        for table in tables:
            own = {name for name in again if table in ("statements", TABLE_OF.get(chains.held[name].kind))}
            parts = [self._rows(table, ID_OF[table], own)]
            if table in self._batches.values() or table in (TABLE_OF["report"], TABLE_OF["tally"]):
                parts.append(
                    self._rows(table, ID_OF[table], {name for name in rows if statement_of(name) not in again})
                )
                parts += [self._of_batch(table, one) for one in again if self._batches.get(one) == table]
            found[table] = together(table, parts)
        return found

    def _of_batch(self, table: str, batch_id: str) -> pa.Table:
        """Return the held rows of a batch in a table."""
        held = self._held.whole(table)
        column = "statement_id" if table == UNREAD else ID_OF[table]
        return held.filter(pc.fill_null(pc.starts_with(held[column], f"{batch_id}#"), False))

    def _unread(self, chains: Chains, again: Collection[str], rows: Collection[str]) -> Delta:
        """Return what changes in `unread`: rows of statements made again, of rows of batches, and of what is no entry."""
        single = {name for name in rows if statement_of(name) not in again}
        places = {(name, chains.held[name].origin, chains.held[name].seq) for name in again}
        own = self._rows(UNREAD, "statement_id", again)
        parts = [own.filter(pa.array([place in places for place in _places(own)], pa.bool_()))]
        parts += [self._rows(UNREAD, "statement_id", single), _rows_of_no_entry(self._held)]
        parts += [self._of_batch(UNREAD, one) for one in self._batches]
        return difference(together(UNREAD, parts), self._aside.table(), "ledger")

    def _rows(self, table: str, column: str, wanted: Collection[str]) -> pa.Table:
        return self._held.rows(table, column, wanted) if wanted else empty(table)


def no_entries(held: Held) -> list[Unreadable]:
    """Return what was no entry when the held tables were made; ledgers of which nothing could be read are left out."""
    rows = [row for row in _rows_of_no_entry(held).to_pylist() if row["statement_id"] is not None]
    return [
        Unreadable(origin=row["ledger"], kind=row["kind"], reason=row["reason"], id=row["statement_id"], seq=row["seq"])
        for row in rows
    ]


def _rows_of_no_entry(held: Held) -> pa.Table:
    """Return the rows of `unread` of what is no entry: whole statements, and ledgers, where no statement counts."""
    rows = held.rows(UNREAD, "state", [str(AsideState.DOES_NOT_FIT)])
    whole = {one for one in values(rows, "statement_id") if "#" not in one}
    count = set(_places(held.rows("statements", "statement_id", whole)))
    none = [place not in count and "#" not in (place[0] or "") for place in _places(rows)]
    return rows.filter(pa.array(none, pa.bool_()))


def _places(table: pa.Table) -> list[tuple[str | None, str, int | None]]:
    """Return id, ledger and position of the statements in a table that tells them."""
    return list(zip(*(table[name].to_pylist() for name in ("statement_id", "ledger", "seq")), strict=True))


def _ids(table: pa.Table, column: str) -> pa.Array:
    return pa.concat_arrays([pa.array([], pa.string()), *table[column].chunks])

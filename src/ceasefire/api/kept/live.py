"""The kept tables of one record, changed together: what stages look rows up in while a change goes through them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Final

import pyarrow as pa

from ceasefire.api.cache import content_digest
from ceasefire.api.kept.places import Places
from ceasefire.api.kept.table import KeptTable, Place, sorted_place
from ceasefire.derive.advance import Changes
from ceasefire.derive.order import ORDER
from ceasefire.vocabulary.deltas import Delta, added

FOLDED_FROM: Final = 2_000
FOLDED_SHARE: Final = 0.02
"""A table is written anew once so many rows, and this share of it, came or went: until then each filing writes all of these
anew, and a look-up looks through them. Chosen by hand."""
WAITING: Final = 20_000
"""Rows that may wait in a change of a stated table before its computed tables are made anew. Chosen by hand."""


class LiveTables:
    """The tables by name; a table that nobody asked for yet is not among them.

    It is the `State` of `derive.advance`: stages see what they need as it is now and what they make as it was.
    """

    def __init__(self, tables: Mapping[str, KeptTable]) -> None:
        """Take the tables at hand."""
        self._tables = dict(tables)
        self.places: Places | None = None

    def copied(self) -> LiveTables:
        """Return the same tables, to be changed apart from these."""
        return LiveTables(self._tables)

    def without(self, names: Collection[str]) -> LiveTables:
        """Return the same tables but those of these names."""
        return LiveTables({name: table for name, table in self._tables.items() if name not in names})

    def kept(self, name: str) -> KeptTable:
        """Return a table as it is kept; raises KeyError for one that is not."""
        return self._tables[name]

    def has(self, table: str) -> bool:
        return table in self._tables

    def whole(self, table: str) -> pa.Table:
        return self.kept(table).whole()

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        return self.kept(table).rows(column, values)

    def during(self, first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        return self.kept("reports").during(first, last, columns)

    def count(self, table: str) -> int:
        return self.kept(table).count

    def change(self, table: str, delta: Delta) -> None:
        held = self.kept(table)
        after = held.after(delta, _next(held.version, delta), self._place(table))
        if after.changed > max(FOLDED_FROM, FOLDED_SHARE * after.count):
            after = KeptTable(table, after.whole(), after.version)
        self._tables[table] = after

    def put(self, table: str, whole: pa.Table) -> None:
        self._tables[table] = KeptTable(table, whole, content_digest(whole))

    def drop(self, table: str) -> None:
        self._tables.pop(table, None)

    def take(self, table: KeptTable) -> None:
        """Take a table that is the same as the one at hand, in another place."""
        self._tables[table.name] = table

    def _place(self, table: str) -> Place:
        if table in ORDER:
            return sorted_place(ORDER[table])
        assert self.places is not None
        return self.places.of(table)


def _next(version: str, delta: Delta) -> str:
    """Return the version of a table after a change: the same change of the same version gives the same."""
    digest = hashlib.sha256(version.encode())
    for part in delta:
        digest.update(b"\0%d\0" % part.num_rows)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, part.schema) as out:
            out.write_table(part.combine_chunks())
        digest.update(sink.getvalue())
    return digest.hexdigest()


def waiting(held: Changes, deltas: Mapping[str, Delta]) -> Changes:
    """Return what waits for the computed tables after a further change of stated tables."""
    rows, whole = dict(held.rows), set(held.whole)
    for name, delta in deltas.items():
        if name in whole or not delta.rows:
            continue
        both = rows[name].rows + delta.rows if name in rows else delta.rows
        if both > WAITING:
            whole.add(name)
            rows.pop(name, None)
        else:
            rows[name] = added(rows[name], delta) if name in rows else delta
    return Changes(rows, whole)

"""Kept tables in memory, for tests of what follows a change: looked up by reading all, which small worlds bear."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta


class Kept:
    """Whole tables by name, brought up to date by deltas (`Held`)."""

    def __init__(self, **tables: pa.Table) -> None:
        self.tables = tables

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        held = self.whole(table)
        return held.filter(pc.is_in(held[column], pa.array(sorted(values), pa.string())))

    def during(self, first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        held = self.tables["reports"]
        start, end = stated_days(held)
        return (held if columns is None else held.select(list(columns))).filter(
            pa.array((start != UNDATED) & (start <= last) & (end >= first))
        )

    def count(self, table: str) -> int:
        return int(self.whole(table).num_rows)

    def whole(self, table: str) -> pa.Table:
        return self.tables.get(table, schema(table).empty_table())

    def change(self, table: str, change: Delta) -> None:
        """Take the rows that go away, each of which must be there, and add those that come."""
        held = told(self.whole(table))
        gone = told(change.gone)
        assert set(gone) <= set(held), f"{table}: a row goes that is not there"
        left = self.whole(table).filter(pa.array([row not in set(gone) for row in held], pa.bool_()))
        self.tables[table] = pa.concat_tables([left, change.come], promote_options="permissive")


def told(table: pa.Table) -> list[str]:
    """Each row as text: floats in full."""
    return [repr(row) for row in zip(*table.to_pydict().values(), strict=True)]

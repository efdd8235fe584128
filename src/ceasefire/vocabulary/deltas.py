"""What a filing changes in a table, and how a stage looks up the rows that it needs.

A delta is a set of whole rows that go and whole rows that come: a row with -1 or +1 (the Z-sets of DBSP, Budiu et al.
2023, PVLDB 16(7), written as two tables).
"""

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.one_array import one_array

_MARK = "\x1f"
"""Joins the texts of a list: the unit separator, which no text of a source holds."""


class Delta(NamedTuple):
    """Rows that go from a table and rows that come; both have the table's columns. A row that changes does both."""

    gone: pa.Table
    come: pa.Table

    @property
    def rows(self) -> int:
        """How many rows go or come."""
        return int(self.gone.num_rows + self.come.num_rows)

    def values(self, column: str) -> set[str]:
        """Return what a column of text, or of lists of text, holds in the rows that go and in those that come."""
        return values(self.gone, column) | values(self.come, column)


class OnlyFull(Exception):
    """Raised by a stage's step where only a full run can tell what a change brings about; the message says why."""


class Held(Protocol):
    """The kept tables, of which only the rows asked for are read.

    While a change goes through the stages, a table that is already brought up to date is the new one, and every other
    is as it was before the change: a stage sees its needs as they are now and what it makes as it was.
    """

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        """Return the rows in which a column of text holds one of the values; in a list, among others."""
        ...

    def during(self, first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        """Return the reports whose days, as widened by their precision, meet the days from `first` to `last`.

        Both are days since 1970-01-01 and included. Reports that tell no day are left out. Of `columns` only those are
        read and given; None gives all.
        """
        ...

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        ...

    def whole(self, table: str) -> pa.Table:
        """Return a whole table: for small ones, and for a full run."""
        ...


def difference(old: pa.Table, new: pa.Table, key: str) -> Delta:
    """Return the change from old rows to new ones, without the rows that stand in both.

    `key` is a column in which rows that are equal are equal. Rows whose key is in one table alone, as those of a new
    batch, do not pass through Python.
    """
    if not old.num_rows or not new.num_rows:
        return Delta(old, new)
    shared = [pc.is_in(one[key], one_array(pc.unique(other[key]))) for one, other in ((old, new), (new, old))]
    both = counted(old.filter(shared[0])) & counted(new.filter(shared[1]))
    return Delta(*(_without(one, both, mask) for one, mask in zip((old, new), shared, strict=True)))


def changed_rows(old: pa.Table, new: pa.Table, key: str) -> Delta:
    """Return the change from one table to another that each have one row for each value of a column; in columns alone."""
    at = pc.index_in(new[key], one_array(old[key]))
    known = pc.is_valid(at)
    same, before = new.filter(known), old.take(at.drop_null())
    differs = pa.chunked_array([pa.array([], pa.bool_()), *(pc.invert(_equal_rows(before, same)).chunks)])
    gone = old.filter(pc.invert(pc.is_in(old[key], one_array(new[key]))))
    return Delta(
        pa.concat_tables([gone, before.filter(differs)]),
        pa.concat_tables([new.filter(pc.invert(known)), same.filter(differs)]),
    )


def _equal_rows(left: pa.Table, right: pa.Table) -> pa.ChunkedArray:
    """Return which rows of two tables of one shape are equal; null equals null."""
    found = pa.chunked_array([pa.repeat(True, left.num_rows)])
    for name in left.column_names:
        one, other = _plain(left[name]), _plain(right[name])
        both = pc.or_(pc.fill_null(pc.equal(one, other), False), pc.and_(pc.is_null(one), pc.is_null(other)))
        found = pc.and_(found, both)
    return found


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column that can be compared: lists of text as one text each."""
    if not pa.types.is_list(column.type):
        return column
    told = pc.binary_join(column, _MARK)
    count = pc.cast(pc.list_value_length(column), pa.string())
    return pc.binary_join_element_wise(count, told, _MARK)


def added(first: Delta, then: Delta) -> Delta:
    """Return two changes, one after the other, as one: a row that comes and goes is in neither part."""
    gone, come = (pa.concat_tables(parts) for parts in zip(first, then, strict=True))
    if not gone.num_rows or not come.num_rows:
        return Delta(gone, come)
    both = counted(gone) & counted(come)
    return Delta(_without(gone, both), _without(come, both))


def undone(table: pa.Table, change: Delta) -> pa.Table:
    """Return a small table as it was before a change."""
    return pa.concat_tables([_without(table, counted(change.come)), change.gone])


def counted(table: pa.Table) -> Counter[str]:
    """Return how often each row stands in a table; rows that are equal are spelt the same."""
    return Counter(map(repr, table.to_pylist()))


def picked(table: pa.Table, left: Counter[str]) -> list[int]:
    """Return the first rows of a table that are as many of each form as are counted, and count them off."""
    found = []
    for row, form in enumerate(map(repr, table.to_pylist())):
        if left[form]:
            left[form] -= 1
            found.append(row)
    return found


def _without(table: pa.Table, some: Counter[str], mask: pa.ChunkedArray | None = None) -> pa.Table:
    """Return a table without as many rows of each form as are counted; all of these are among those that a mask chooses."""
    if not some:
        return table
    at = np.arange(table.num_rows) if mask is None else np.asarray(pc.indices_nonzero(mask))
    dropped = at[picked(table.take(pa.array(at)), Counter(some))]
    return table.take(pa.array(np.setdiff1d(np.arange(table.num_rows), dropped)))


def values(table: pa.Table, column: str) -> set[str]:
    """Return what a column of text, or of lists of text, holds; nulls are left out."""
    held = one_array(table[column])
    if pa.types.is_list(held.type):
        held = held.flatten()
    return set(held.drop_null().to_pylist())

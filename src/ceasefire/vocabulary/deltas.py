"""What a filing changes in a table, and how a stage looks up the rows that it needs.

A delta is a set of whole rows that go and whole rows that come: a row with -1 or +1 (the Z-sets of DBSP, Budiu et al.
2023, PVLDB 16(7), written as two tables).
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

import pyarrow as pa


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


class Held(Protocol):
    """The kept tables, of which only the rows asked for are read.

    While a change goes through the stages, a table that is already brought up to date is the new one, and every other
    is as it was before the change: a stage sees its needs as they are now and what it makes as it was.
    """

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        """Return the rows in which a column of text holds one of the values; in a list, among others."""
        ...

    def during(self, first: int, last: int) -> pa.Table:
        """Return the reports whose days, as widened by their precision, meet the days from `first` to `last`.

        Both are days since 1970-01-01 and included. Reports that tell no day are left out.
        """
        ...

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        ...

    def whole(self, table: str) -> pa.Table:
        """Return a whole table: for small ones, and for a full run."""
        ...


def values(table: pa.Table, column: str) -> set[str]:
    """Return what a column of text, or of lists of text, holds; nulls are left out."""
    held = table[column].to_pylist()
    if pa.types.is_list(table.schema.field(column).type):
        return {one for row in held for one in row or () if one is not None}
    return set(_told(held))


def _told(held: Iterable[str | None]) -> Iterable[str]:
    return (one for one in held if one is not None)

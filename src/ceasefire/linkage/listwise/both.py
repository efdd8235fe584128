"""Two lists as one table, whatever ids and types each has."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.prepare import ranked
from ceasefire.vocabulary import schema

_DAYS: Final = ("date_start", "date_end", "utc_start", "utc_end", "published")


def both(asked: pa.Table, among: pa.Table) -> pa.Table:
    """Return two tables of reports as one with the columns of `reports` alone, and ids of which none stands in both.

    Where one tells a column in words and the other does not, days are read from the words and all else is taken as words.
    Raises ValueError for ids that are missing, null or met twice in one table.
    """
    named = [_marked(mark, table) for mark, table in (("a", asked), ("b", among))]
    for name in set(named[0].column_names) & set(named[1].column_names):
        words = [pa.types.is_string(table[name].type) or pa.types.is_large_string(table[name].type) for table in named]
        if words[0] != words[1]:
            named = [_replaced(table, name, _alike(table[name], name)) for table in named]
    return pa.concat_tables(named, promote_options="permissive")


def _marked(mark: str, table: pa.Table) -> pa.Table:
    """Return the columns that linkage knows, with a mark before each id."""
    ids, _ = ranked(table)
    known = set(schema("reports").names)
    table = table.select([name for name in table.column_names if name in known])
    return _replaced(table, "report_id", pc.binary_join_element_wise(mark, ids, ":"))


def _alike(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    words = column.cast(pa.string())
    if name not in _DAYS:
        return words
    days = pc.strptime(pc.utf8_slice_codeunits(words, 0, 10), "%Y-%m-%d", "s", error_is_null=True)
    return days.cast(pa.date32())


def _replaced(table: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)

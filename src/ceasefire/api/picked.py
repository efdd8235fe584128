"""Rows of a table by many ids: looked up one by one where these are few, else picked out in one pass over the column."""

from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.tables import Tables
from ceasefire.vocabulary.one_array import one_array

FEW: Final = 500
"""Ids that are looked up one by one: each costs about 30 us in a table of 10^6 rows, the pass over its column 15 ms."""
_DIGITS: Final = 64


def of_some(tables: Tables, name: str, column: str, values: pa.Array) -> pa.Table:
    """Return the rows of a table whose column of text holds one of the values."""
    if len(values) <= FEW:
        return tables.rows(name, column, values.to_pylist())
    return tables.where(name, lambda rows: found_in(rows[column], values))


def ids(table: pa.Table, column: str) -> pa.Array:
    """Return a column of text as one array, without nulls."""
    return one_array(table[column].drop_null())


def found_in(column: Any, values: pa.Array) -> Any:
    """Return a mask of the texts that are among the values."""
    return pc.is_in(column, value_set=values)


def bases(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the statement of each id: of `id#row` the id of the batch."""
    return pc.utf8_slice_codeunits(column, 0, _DIGITS)

"""The tables of the house: every derived table, its columns, types and meaning. `ceasefire sql` serves these names.

A null means "not told". Days are local days of the zone the source tells them in; `utc_start` and `utc_end` bound the
occurrence as a half-open interval in UTC.
"""

from functools import cache
from typing import TYPE_CHECKING, Final

from ceasefire.vocabulary.columns import Column
from ceasefire.vocabulary.tables_computed import COMPUTED
from ceasefire.vocabulary.tables_stated import STATED

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: Final[dict[str, tuple[Column, ...]]] = {**STATED, **COMPUTED}
"""Name of each table, with its columns."""

_TYPES: Final = {
    "str": "string",
    "i8": "int8",
    "i32": "int32",
    "i64": "int64",
    "f64": "float64",
    "bool": "bool_",
    "date": "date32",
    "bin": "binary",
}


@cache
def schema(name: str) -> "pa.Schema":
    """Return the Arrow schema of a table; raises KeyError for a table that is not one of the house."""
    import pyarrow as pa

    def arrow(kind: str) -> pa.DataType:
        if kind == "ts":
            return pa.timestamp("s", tz="UTC")
        if kind.startswith("list:"):
            return pa.list_(arrow(kind[5:]))
        return getattr(pa, _TYPES[kind])()

    return pa.schema([pa.field(c.name, arrow(c.type)) for c in TABLES[name]])

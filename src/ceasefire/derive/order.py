"""The order of the rows of computed tables: one that depends on what the rows say, not on how they were made."""

from collections.abc import Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "links": ("report_id",),
    "pairs": ("a", "b"),
    "incidents": ("incident_id",),
    "hits": ("incident_id",),
    "scope": ("incident_id",),
    "standing": ("incident_id",),
}
"""Columns by which the rows of a table are sorted; rows that are equal in them stay as their stage made them."""

ONE_ROW_EACH: Final = frozenset({"links", "incidents", "scope"})
"""Tables that have one row for each value of the column by which they are sorted."""


def ordered(name: str, table: pa.Table) -> pa.Table:
    """Return a table with its rows in their order; one for which none is set stays as its stage made it."""
    by = ORDER.get(name)
    if by is None or table.num_rows < 2 or _is_sorted(table, by[0]):
        return table
    return table.take(pc.sort_indices(table, sort_keys=[(column, "ascending") for column in by]))


def _is_sorted(table: pa.Table, column: str) -> bool:
    """Say whether the values of a column ascend and none stands twice: then the rows are in order already."""
    held = table.combine_chunks()[column].chunk(0)
    return bool(pc.all(pc.less(held.slice(0, len(held) - 1), held.slice(1))).as_py())

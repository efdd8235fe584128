"""Two lists as one table, whatever ids each has."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary import schema


def both(asked: pa.Table, among: pa.Table) -> pa.Table:
    """Return two tables of reports, as `given` gives them, as one with the columns of `reports` alone, and ids of which none
    stands in both."""
    return pa.concat_tables([_marked("a", asked), _marked("b", among)], promote_options="permissive")


def _marked(mark: str, table: pa.Table) -> pa.Table:
    """Return the columns that linkage knows, with a mark before each id."""
    known = set(schema("reports").names)
    table = table.select([name for name in table.column_names if name in known])
    ids = pc.binary_join_element_wise(mark, table["report_id"], ":")
    return table.set_column(table.column_names.index("report_id"), "report_id", ids)

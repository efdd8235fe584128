"""Two lists as one table, whatever ids each has."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.prepare import ranked
from ceasefire.vocabulary import schema

MARK = len("a:")
"""Characters of the mark before each id."""


def both(asked: pa.Table, among: pa.Table) -> pa.Table:
    """Return two tables of reports, as `given` gives them, as one with ids of which none stands in both.

    Its columns are those of `reports` alone. Raises ValueError for ids that are missing, null or met twice in one table.
    """
    return pa.concat_tables([_marked("a", asked), _marked("b", among)], promote_options="permissive")


def _marked(mark: str, table: pa.Table) -> pa.Table:
    """Return the columns that linkage knows, with a mark before each id."""
    ids, _ = ranked(table)
    known = set(schema("reports").names)
    table = table.select([name for name in table.column_names if name in known])
    where = table.column_names.index("report_id")
    return table.set_column(where, "report_id", pc.binary_join_element_wise(mark, ids, ":"))

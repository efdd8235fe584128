"""Reports as a caller gave them, brought to the columns and types of the table `reports`.

What cannot be read as the kind of value that its column holds is refused with column, report and value. Whether a value that
can be read can be used is asked afterwards (`usable`).
"""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.intake.tables.column_names import as_reports
from ceasefire.intake.tables.column_types import UNREAD, How, in_words, plain, reading
from ceasefire.linkage.features.usable import Slips, shortened, usable
from ceasefire.vocabulary import schema


class Given(NamedTuple):
    """Reports in the house's columns and types, with what cannot be used taken out, and what was."""

    table: pa.Table
    slips: Slips


def given(reports: pa.Table) -> Given:
    """Return the reports in the types of the house, what cannot be used taken out and told in `slips`.

    Raises ValueError for a table without ids or days, and for a value that cannot be read, naming column, report and value.
    """
    if not isinstance(reports, pa.Table):
        raise ValueError(f"reports: a table of pyarrow is wanted, not {type(reports).__name__}")
    known = schema("reports")
    twice = sorted({name for name in reports.column_names if reports.column_names.count(name) > 1})
    if twice:
        raise ValueError(f"reports: column {twice[0]} is there more than once")
    try:
        reports = as_reports(reports)
    except UNREAD as error:
        raise ValueError(f"reports: the column of ids cannot be read as text: {error}") from None
    for at, name in enumerate(reports.column_names):
        if name in known.names and reports.schema.field(at).type != known.field(name).type:
            column = _Column(name, plain(reports[name]), reports["report_id"])
            reports = reports.set_column(at, name, column.read(known.field(name).type))
    return Given(*usable(reports))


class _Column(NamedTuple):
    """A column of some type, its name, and the ids of its rows."""

    name: str
    values: pa.ChunkedArray
    ids: pa.ChunkedArray

    def read(self, house: pa.DataType) -> pa.ChunkedArray:
        """The values for a column of the type `house`; raises ValueError with the first that cannot be read."""
        what, how = reading(self.values.type, house)
        if how is None:
            return self._none_of(what, house)
        try:
            return how(self.values)
        except UNREAD:
            raise self._refused(self._first_unread(how), what) from None

    def _refused(self, row: int, what: str) -> ValueError:
        """The error for the value of one row, which is no `what`."""
        of = "" if self.name == "report_id" else f" of report {shortened(in_words(self.ids[row]))}"
        value = shortened(in_words(self.values[row]))
        return ValueError(f"reports: {self.name}{of} in row {row + 1} is {value}, which is no {what}")

    def _first_unread(self, how: How) -> int:
        low, high = 0, len(self.values)
        while high - low > 1:
            middle = (low + high) // 2
            try:
                how(self.values.slice(low, middle - low))
                low = middle
            except UNREAD:
                high = middle
        return low

    def _none_of(self, what: str, house: pa.DataType) -> pa.ChunkedArray:
        """Nulls where nothing is told; raises ValueError with the first value that is."""
        told = pc.index(pc.is_valid(self.values), True).as_py()
        if told >= 0:
            raise self._refused(told, what)
        return pa.chunked_array([pa.nulls(len(self.values), house)])

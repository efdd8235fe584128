"""The good rows of a table that was read: those whose cells can be read, and whose ids tell them from each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ceasefire.intake.model import SHOWN, Aside, IntakeError
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = np.ndarray[Any, np.dtype[np.int64]]


def good_rows(
    file: str, table: pa.Table, columns: Mapping[str, str], numbers: Numbers | None = None
) -> tuple[pa.Table, list[Aside]]:
    """Return the rows of a table of reports that can be used, in types of the house, and those set aside with the reason.

    `columns` says which column of the file gives which of the table, `numbers` which row of the file each row is; without
    it they are all there. Of rows with one id the first good one is kept. Raises IntakeError for a column of a type of
    which nothing can be read.
    """
    rows = _Rows(file, table, columns, np.arange(1, table.num_rows + 1) if numbers is None else numbers)
    for field in schema("reports"):
        if field.name in table.column_names and table.schema.field(field.name).type != field.type:
            rows.read(field)
    rows.keep_good()
    rows.tell_apart()
    return rows.table, sorted(rows.aside, key=lambda one: one.row or 0)


class _Rows:
    """The rows of a file as far as they were looked at, and those set aside."""

    def __init__(self, file: str, table: pa.Table, columns: Mapping[str, str], numbers: Numbers) -> None:
        self.file, self.table, self.columns, self.numbers = file, table, columns, numbers
        self.good = np.ones(table.num_rows, dtype=bool)
        self.aside: list[Aside] = []

    def read(self, field: pa.Field) -> None:
        """Bring a column to values of the house, and set the rows aside whose cell cannot be read."""
        import pyarrow as pa
        import pyarrow.compute as pc

        from ceasefire.intake.tables.column_types import UNREAD, plain, reading, unread

        values = plain(self.table[field.name])
        what, how = reading(values.type, field.type)
        if how is None:
            return self._put(field.name, self._nulls(field, values, what))
        try:
            return self._put(field.name, how(values))
        except UNREAD:
            bad = pc.is_in(values, unread(values, how))
        try:
            self._put(field.name, how(pc.if_else(bad, pa.scalar(None, values.type), values)))
        except UNREAD:
            raise self._refused(field.name, values, what) from None
        return self._set_aside(field.name, values, bad, what)

    def _nulls(self, field: pa.Field, values: pa.ChunkedArray, what: str) -> pa.ChunkedArray:
        import pyarrow as pa

        if values.null_count < len(values):
            raise self._refused(field.name, values, what)
        return pa.chunked_array([pa.nulls(len(values), field.type)])

    def _refused(self, name: str, values: pa.ChunkedArray, what: str) -> IntakeError:
        """The error for a column of a type of which nothing can be read."""
        field = self.columns.get(name, name)
        reason = f"the column {field!r} holds {str(values.type)[:SHOWN]}, which is no {what}"
        return IntakeError(self.file, reason, field=field)

    def _put(self, name: str, values: pa.ChunkedArray) -> None:
        self.table = self.table.set_column(self.table.column_names.index(name), name, values)

    def _set_aside(self, name: str, values: pa.ChunkedArray, bad: pa.ChunkedArray, what: str) -> None:
        """Set the rows aside whose value in a column is no `what`, each row once."""
        from ceasefire.intake.tables.column_types import in_words, is_text

        found = np.flatnonzero(bad.to_numpy() & self.good)
        self.good[found] = False
        for at, value in zip(found.tolist(), values.take(found), strict=True):
            words = in_words(value)
            self._aside(at, name, value.as_py() if is_text(value.type) else words, f"{_shown(words)} is no {what}")

    def _aside(self, at: int, name: str, value: str, reason: str) -> None:
        field = self.columns.get(name, name)
        row = int(self.numbers[at])
        self.aside.append(Aside(file=self.file, row=row, field=field, value=value[:SHOWN] or None, reason=reason))

    def keep_good(self) -> None:
        """Leave the rows out that were set aside."""
        if not self.good.all():
            self.table, self.numbers = self.table.filter(self.good), self.numbers[self.good]
            self.good = np.ones(self.table.num_rows, dtype=bool)

    def tell_apart(self) -> None:
        """Set the rows aside that have no id, or the one of a row before them."""
        import pyarrow.compute as pc

        ids = self.table["report_id"]
        if not ids.null_count and pc.index(ids, "").as_py() < 0 and pc.count_distinct(ids).as_py() == len(ids):
            return
        first: dict[str, int] = {}
        for at, name in enumerate(ids.to_pylist()):
            if not name:
                self._aside(at, "report_id", "", "is empty, and a report needs an id")
            elif (before := first.setdefault(name, at)) != at:
                row = int(self.numbers[before])
                self._aside(at, "report_id", name, f"the id {_shown(repr(name))} stands on row {row} already")
        self.good[:] = False
        self.good[list(first.values())] = True
        self.keep_good()


def _shown(told: str) -> str:
    """What a message repeats of a value: its beginning where it is long."""
    return told if len(told) <= SHOWN else f"{told[:SHOWN]}..."

"""Where in a table a value stands: its rows sorted by one column, so that a look-up reads a few rows and not all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.vocabulary.arrays import Codes, Ints
from ceasefire.vocabulary.one_array import one_array

_MANY = 24
"""From so many values on all are searched for at once: a step of the search costs what a few values take one by one."""


@dataclass(frozen=True)
class Index:
    """Rows by the value of a column of text; rows without one are left out.

    `rows`: int32 [n], row numbers by ascending value, equal values by ascending row; `values`: their values, string [n],
    for a column of lists, where a row stands once for each value of its list; None: they are looked up in the column.
    """

    rows: Codes
    values: pa.Array | None = None

    def at(self, column: pa.ChunkedArray, values: Collection[str]) -> Ints:
        """Return the rows of a table's column that hold one of the values, ascending."""
        if len(values) < _MANY:
            return self._of([self._range(column, value) for value in values])
        wanted = pa.array(sorted(values), self._held(column).type)
        return self._of(
            [*zip(self._first(column, wanted, pc.less), self._first(column, wanted, pc.less_equal), strict=True)]
        )

    def beginning(self, column: pa.ChunkedArray, start: str) -> Ints:
        """Return the rows whose value begins with a text, ascending."""
        return self._of([self._range(column, start, len(start))])

    def _range(self, column: pa.ChunkedArray, value: str, letters: int | None = None) -> tuple[int, int]:
        """Return from where to where in `rows` a value stands; with `letters` so many of its first ones."""

        def at(i: int) -> str:
            found = column[int(self.rows[i])] if self.values is None else self.values[i]
            return str(found.as_py())[:letters]

        every = range(len(self.rows))
        first = bisect_left(every, value, key=at)
        return first, bisect_right(every, value, lo=first, key=at)

    def _held(self, column: pa.ChunkedArray) -> pa.Array:
        return one_array(column) if self.values is None else self.values

    def _first(
        self, column: pa.ChunkedArray, wanted: pa.Array, before: Callable[[pa.Array, pa.Array], pa.Array]
    ) -> Ints:
        """Return for each value wanted the first place whose value is not `before` it: all are searched for at once."""
        held, low = self._held(column), np.zeros(len(wanted), np.int64)
        high = np.full(len(wanted), len(self.rows), np.int64)
        while (open_ := np.flatnonzero(low < high)).size:
            middle = (low[open_] + high[open_]) // 2
            at = middle if self.values is not None else np.asarray(self.rows[middle], np.int64)
            further = before(held.take(pa.array(at)), wanted.take(pa.array(open_))).to_numpy(zero_copy_only=False)
            low[open_[further]] = middle[further] + 1
            high[open_[~further]] = middle[~further]
        return low

    def _of(self, ranges: list[tuple[int, int]]) -> Ints:
        found = [np.asarray(self.rows[low:high], np.int64) for low, high in ranges if low < high]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def index_of(column: pa.ChunkedArray) -> Index:
    """Return the index of a column of text, or of lists of text."""
    held = one_array(column)
    if not pa.types.is_list(held.type):
        order = pc.sort_indices(held)[: len(held) - held.null_count]
        return Index(_small(order))
    values, rows = pc.list_flatten(held), pc.list_parent_indices(held)
    order = pc.sort_indices(values)[: len(values) - values.null_count]
    return Index(_small(rows.take(order)), values.take(order))


def _small(rows: pa.Array) -> Codes:
    return np.asarray(rows.to_numpy(zero_copy_only=False), np.int32)


LONG_DAYS = 31
"""A report of more days is looked at whenever days are asked for: few reports tell of a year. Chosen by hand."""


@dataclass(frozen=True)
class Days:
    """Reports by their days, as widened by their precision: int32 [n] each, days since 1970-01-01, both included.

    `rows`, `first`, `last` are those of up to `LONG_DAYS` days by first day; `long` the others, in the same three rows
    (int32 [3, m]). Reports that tell no day are left out.
    """

    rows: Codes
    first: Codes
    last: Codes
    long: Codes

    def meeting(self, first: int, last: int) -> Ints:
        """Return the rows of reports whose days meet those from `first` to `last`, ascending."""
        low = int(np.searchsorted(self.first, first - LONG_DAYS, "left"))
        high = int(np.searchsorted(self.first, last, "right"))
        near = self.rows[low:high][self.last[low:high] >= first]
        rows, begin, end = self.long
        return np.sort(np.concatenate([near, rows[(begin <= last) & (end >= first)]]).astype(np.int64))


def days_of(reports: pa.Table) -> Days:
    """Return the index of reports by day."""
    first, last = stated_days(reports)
    dated = np.flatnonzero(first != UNDATED).astype(np.int32)
    short = last[dated] - first[dated] <= LONG_DAYS
    rows = dated[short]
    rows = rows[np.argsort(first[rows], kind="stable")]
    long = dated[~short]
    return Days(rows, first[rows], last[rows], np.stack([long, first[long], last[long]]).astype(np.int32))

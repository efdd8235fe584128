"""Rows as they were and as they are now, without those that stand in both."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.deltas import Delta


def difference(gone: pa.Table, come: pa.Table, key: str) -> Delta:
    """Return rows that go and rows that come, without those that do both; `key` is the column that rows in both share.

    Rows that only come, as those of a new batch, do not pass through Python.
    """
    if not gone.num_rows or not come.num_rows:
        return Delta(gone, come)
    shared = [pc.is_in(one[key], _unique(other[key])) for one, other in ((gone, come), (come, gone))]
    rows = [list(_rows(one.filter(mask))) for one, mask in zip((gone, come), shared, strict=True)]
    both = Counter(rows[0]) & Counter(rows[1])
    return Delta(*(_without(one, mask, of, both) for one, mask, of in zip((gone, come), shared, rows, strict=True)))


def _without(table: pa.Table, mask: pa.ChunkedArray, rows: list[Hashable], both: Counter[Hashable]) -> pa.Table:
    """Return a table without the rows counted in `both`; `rows` are those that the mask chooses."""
    left = Counter(both)
    places = pc.indices_nonzero(mask).to_pylist()
    dropped = set()
    for place, row in zip(places, rows, strict=True):
        if left[row]:
            left[row] -= 1
            dropped.add(place)
    kept = [place for place in range(table.num_rows) if place not in dropped]
    return table.take(pa.array(kept, pa.int64())) if dropped else table


def _unique(column: pa.ChunkedArray) -> pa.Array:
    found = pc.unique(column)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _rows(table: pa.Table) -> Iterator[Hashable]:
    for row in table.to_pylist():
        yield tuple(_plain(value) for value in row.values())


def _plain(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value

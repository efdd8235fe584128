"""What settling needs of every report once its pairs are scored: a few numbers each, in canonical order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ceasefire.linkage.features.prepare import Prepared, canonical
from ceasefire.vocabulary.arrays import Codes, Hashes, Levels, Wholes

COLUMNS = ("row", "content", "first", "last", "place_class", "source")
"""Arrays that an index takes over from `Prepared`; its others say where a report stands in the table."""

Columns = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, kw_only=True)
class ReportIndex:
    """n reports in canonical order: row i of every array is report `order[i]` of the table.

    | array | dtype, shape | holds, and what stands for "not known" |
    |---|---|---|
    | order | int32 [n] | row of the table |
    | ids | string [n] | report_id; never null |
    | rank | int32 [n] | place of the report's id among all ids, sorted |
    | row, content | int32, uint64 [n] | what the canonical order goes by after the day, as in `Prepared` |
    | first, last | int32 [n] | days since 1970-01-01, both included; `UNDATED` |
    | place_class | int8 [n] | 0 exact, 1 within 25 km, 2 district, 3 coarser; 4 without a point |
    | source | uint64 [n] | hash of who says so; 0 |
    """

    order: Codes
    ids: pa.Array
    rank: Codes
    row: Codes
    content: Hashes
    first: Codes
    last: Codes
    place_class: Levels
    source: Hashes

    def __len__(self) -> int:
        return len(self.order)


def ordered(columns: Columns, order: Codes, ids: pa.Array, rank: Codes) -> ReportIndex:
    """Return the index of reports whose `columns` stand in canonical order already; `order` are their rows of the table.

    `ids` and `rank` (int32 [n]) are those of the table, by its rows.
    """
    return ReportIndex(order=order, ids=ids.take(pa.array(order)), rank=rank[order], **columns)


def sorted_index(columns: Columns, rows: Codes, ids: pa.Array, rank: Codes) -> ReportIndex:
    """Return the index of reports whose `columns` stand in any order; `rows` (int32 [n]) are their rows of the table."""
    order = canonical(columns["first"], columns["row"], columns["content"], rank[rows])
    return ordered({name: column[order] for name, column in columns.items()}, rows[order], ids, rank)


def merged(old: ReportIndex, new: Prepared, ids: pa.Array, rank: Codes) -> ReportIndex:
    """Return the index of old and new reports; `ids` and `rank` are those of the old table, then of the new one."""
    columns = {name: np.concatenate([getattr(old, name), getattr(new, name)]) for name in COLUMNS}
    rows = np.concatenate([old.order, new.order + len(old)]).astype(np.int32)
    return sorted_index(columns, rows, ids, rank)


def positions(index: ReportIndex) -> Wholes:
    """Return the position in the index of each row of the table, int64 [n]: the inverse of `order`."""
    place = np.empty(len(index), np.int64)
    place[index.order] = np.arange(len(index))
    return place

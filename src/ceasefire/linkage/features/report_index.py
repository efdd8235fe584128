"""What settling needs of every report once its pairs are scored: a few numbers each, in canonical order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ceasefire.linkage.features.prepare import Prepared, canonical
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Hashes, Ints, Levels, Singles, Wholes

KINDS: Final[dict[str, np.dtype[Any]]] = {
    "row": np.dtype(np.int32),
    "content": np.dtype(np.uint64),
    "first": np.dtype(np.int32),
    "last": np.dtype(np.int32),
    "dateless": np.dtype(np.bool_),
    "begin": np.dtype(np.int64),
    "end": np.dtype(np.int64),
    "lat": np.dtype(np.float64),
    "lon": np.dtype(np.float64),
    "place_class": np.dtype(np.int8),
    "source": np.dtype(np.uint64),
    "kind": np.dtype(np.int8),
    "act": np.dtype(np.int8),
    "whole": np.dtype(np.int16),
    "rolling": np.dtype(np.int8),
    "issued": np.dtype(np.int32),
    "scope": np.dtype(np.int8),
    "unit1": np.dtype(np.uint64),
    "unit2": np.dtype(np.uint64),
    "spot": np.dtype(np.uint64),
    "accuses": np.dtype(np.int8),
    "killed_low": np.dtype(np.float32),
    "killed_high": np.dtype(np.float32),
    "killed_civilians": np.dtype(np.float32),
}
"""Arrays that an index takes over from `Prepared`, one value a report; its others say where a report stands in the table."""

COLUMNS: Final = tuple(KINDS)

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
    | dateless | bool [n] | whether it states no day at all, as in `Prepared` |
    | begin, end | int64 [n] | the same as seconds since 1970 UTC, the end not included; 0 and 0 |
    | lat, lon | float64 [n] | degrees; nan |
    | place_class | int8 [n] | 0 exact, 1 within 25 km, 2 district, 3 coarser; 4 without a point |
    | source | uint64 [n] | hash of who says so; 0 |
    | kind | int8 [n] | family of the event type (`event_families`); 0 |
    | act | int8 [n] | number of the event type (`event_families`); 0 |
    | whole | int16 [n] | incidents that it says it sums, 1 where not how many (`sums_told`); 0 |
    | rolling | int8 [n] | 1 where it tells of the hours before it came out (`sums_told`); 0 |
    | issued | int32 [n] | day of publication; `UNDATED` |
    | scope | int8 [n] | what it names as the place, as in `Prepared`; 4 nothing |
    | unit1, unit2, spot | uint64 [n] | governorate, district, name of the place; 0 |
    | accuses | int8 [n] | 1 where it names who did it; 0 |
    | killed_low, killed_high, killed_civilians | float32 [n] | persons; nan |
    """

    order: Codes
    ids: pa.Array
    rank: Codes
    row: Codes
    content: Hashes
    first: Codes
    last: Codes
    dateless: Bools
    begin: Ints
    end: Ints
    lat: Floats
    lon: Floats
    place_class: Levels
    source: Hashes
    kind: Levels
    act: Levels
    whole: Wholes
    rolling: Levels
    issued: Codes
    scope: Levels
    unit1: Hashes
    unit2: Hashes
    spot: Hashes
    accuses: Levels
    killed_low: Singles
    killed_high: Singles
    killed_civilians: Singles

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

"""The distinct rows of some columns, so that what depends on these columns alone is worked out once for each."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ceasefire.vocabulary.arrays import Ints


class DistinctRows(NamedTuple):
    """`first`: int64 [distinct], the first row that holds each; `which`: int64 [rows], the distinct row of each row."""

    first: Ints
    which: Ints


def distinct_rows(columns: Iterable[pa.Array | pa.ChunkedArray]) -> DistinctRows:
    """Return the distinct rows of one or more columns of equal length; a null equals a null."""
    given = iter(columns)
    which = codes(next(given))
    for column in given:
        own = codes(column)
        wide = int(own.max(initial=0)) + 1
        which = np.unique(which * wide + own, return_inverse=True)[1].astype(np.int64, copy=False)
    _, first, which = np.unique(which, return_index=True, return_inverse=True)
    return DistinctRows(first, which.astype(np.int64, copy=False))


def codes(column: pa.Array | pa.ChunkedArray) -> Ints:
    """Return for each row the number of its value among the distinct values, in the order in which these first come."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_null(whole.type):
        return np.zeros(len(whole), np.int64)
    return np.asarray(whole.dictionary_encode("encode").indices.to_numpy(zero_copy_only=False), np.int64)

"""The distinct rows of some columns, so that what depends on these columns alone is worked out once for each."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.one_array import one_array

WIDE = 4
"""Numbers up to so many times their count are counted in a list of that size, others sorted. Chosen by hand."""


class DistinctRows(NamedTuple):
    """`first`: int64 [distinct], the first row that holds each; `which`: int64 [rows], the distinct row of each row."""

    first: Ints
    which: Ints


def distinct_rows(columns: Iterable[pa.Array | pa.ChunkedArray]) -> DistinctRows:
    """Return the distinct rows of one or more columns of equal length; a null equals a null."""
    given = iter(columns)
    found = _numbered(codes(next(given)))
    for column in given:
        own = codes(column)
        found = _numbered(found.which * (int(own.max(initial=0)) + 1) + own)
    return found


def _numbered(values: Ints) -> DistinctRows:
    """Return the distinct numbers among some from 0 up; only where they lie far apart is anything sorted."""
    if (size := int(values.max(initial=-1)) + 1) > WIDE * len(values):
        _, first, which = np.unique(values, return_index=True, return_inverse=True)
        return DistinctRows(first, which.astype(np.int64, copy=False))
    first = np.full(size, -1)
    first[values[::-1]] = np.arange(len(values))[::-1]
    held = np.flatnonzero(first >= 0)
    place = np.empty(size, np.int64)
    place[held] = np.arange(len(held))
    return DistinctRows(first[held], place[values])


def codes(column: pa.Array | pa.ChunkedArray) -> Ints:
    """Return for each row the number of its value among the distinct values, in the order in which these first come."""
    whole = one_array(column)
    if pa.types.is_null(whole.type):
        return np.zeros(len(whole), np.int64)
    return np.asarray(whole.dictionary_encode("encode").indices.to_numpy(zero_copy_only=False), np.int64)

"""Candidate pairs: reports close enough in days and kilometres, each followed as far as its own precision reaches.

Rows of a cell grid are searched by sorted keys, so the cost follows the pairs found. A report without a usable point is
compared with every report of its days; where too many of those share a day, only reports sharing a name are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.features.prepare import ANYWHERE, UNDATED, Prepared
from ceasefire.linkage.features.strings import mix
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring import dense_cells
from ceasefire.vocabulary.earth import KM_PER_DEGREE

Array = npt.NDArray[Any]
_STEP = 1 << 17
SPANS = (2, 31, 400)
"""Longest window in days of each time class; a report telling a longer window counts as undated."""


@dataclass(frozen=True)
class _Home:
    """Reports of one class sorted by (day, grid row, longitude); `key` is that order as one number."""

    key: Array
    row: Array
    reach_km: float
    everywhere: bool


def reach_of(level: int, options: Options) -> float:
    """Return how far in kilometres reports of a blocking level are compared; infinite for the last."""
    return (options.reach_km, options.reach_km * 2.5, options.reach_km * 5.0, float("inf"))[level]


def classes(data: Prepared) -> tuple[Array, Array]:
    """Return time class of each report (3: undated, compared with none) and its blocking level."""
    span = data.last.astype(np.int64) - data.first
    when = np.digitize(span, [s + 1 for s in SPANS]).astype(np.int8)
    return np.where(data.first == UNDATED, 3, when).astype(np.int8), data.level


def candidates(data: Prepared, options: Options) -> Iterator[tuple[Array, Array]]:
    """Yield chunks (i, j) of candidate pairs, every pair once, i and j canonical positions with i < j.

    Reports of a crowded cell are compared with near-equal ones only (see `crowds`).
    """
    when, level = classes(data)
    crowded = dense_cells.crowded(data, when, _homes(data, level, options), options)
    when = np.where(crowded, 3, when)
    groups = {(t, s): np.flatnonzero((when == t) & (level == s)) for t in range(3) for s in range(4)}
    present = [pair for pair, rows in groups.items() if len(rows)]
    for x, left in enumerate(present):
        for right in present[x:]:
            query, home = max(left, right), min(left, right)
            yield from _join(data, groups[query], groups[home], query, home, options)
    if crowded.any():
        yield from dense_cells.candidates(data, crowded, options.chunk_pairs)


def crowding(data: Prepared, options: Options) -> Array:
    """Mark the reports of crowded cells."""
    when, level = classes(data)
    return dense_cells.crowded(data, when, _homes(data, level, options), options)


def _homes(data: Prepared, level: Array, options: Options) -> Array:
    """One number for each report's days and own grid cell."""
    key = np.empty(len(data), np.int64)
    for own in range(4):
        rows = np.flatnonzero(level == own)
        reach = reach_of(own, options)
        row, lon = _cell(data, rows, reach, own == ANYWHERE)
        column = lon // max(1, int(min(reach, 20_000.0) * 9))
        key[rows] = _key(data.first[rows].astype(np.int64), row, column)
    spans = (data.last - data.first).astype(np.uint64) << np.uint64(2) | level.astype(np.uint64)
    return mix(key.astype(np.uint64) ^ mix(spans))


_Class = tuple[int, int]


def _join(
    data: Prepared, query: Array, home: Array, q: _Class, h: _Class, options: Options
) -> Iterator[tuple[Array, Array]]:
    level = max(q[1], h[1])
    index = _index(data, home, reach_of(level, options), level == ANYWHERE)
    span = int((data.last[home] - data.first[home]).max())
    for at in range(0, len(query), _STEP):
        found = list(_search(data, query[at : at + _STEP], index, span, q == h, options))
        rows, low, count = (np.concatenate(column) for column in zip(*found, strict=True))
        yield from _expand(rows, low, count, index, q == h, options.chunk_pairs)


def _index(data: Prepared, rows: Array, reach_km: float, everywhere: bool) -> _Home:
    key = _key(data.first[rows].astype(np.int64), *_cell(data, rows, reach_km, everywhere))
    order = np.lexsort((rows, key))
    return _Home(key[order], rows[order], reach_km, everywhere)


def _cell(data: Prepared, rows: Array, reach_km: float, everywhere: bool) -> tuple[Array, Array]:
    if everywhere:
        return np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    row = np.floor((data.lat[rows] + 90) * (KM_PER_DEGREE / reach_km)).astype(np.int64)
    return row, ((data.lon[rows] + 180) * 1000).astype(np.int64)


def _key(day: Array, row: Array, lon: Array) -> Array:
    return np.asarray(((day + (1 << 26)) << 35) + ((row + 8) << 20) + lon)


def _search(
    data: Prepared, rows: Array, index: _Home, span: int, same: bool, options: Options
) -> Iterator[tuple[Array, Array, Array]]:
    """For each day offset and grid row: where in the index the neighbours of each asking report lie."""
    first, last = data.first[rows].astype(np.int64), data.last[rows].astype(np.int64)
    back = 0 if same else options.days_apart + span
    ahead = last - first + options.days_apart
    if index.everywhere:
        zero = np.zeros(len(rows), np.int64)
        low = np.searchsorted(index.key, _key(first - back, zero - 8, zero))
        high = np.searchsorted(index.key, _key(first + ahead + 1, zero - 8, zero))
        yield rows, low, high - low
        return
    windows = _windows(data, rows, index.reach_km)
    for offset in range(-back, int(ahead.max(initial=0)) + 1):
        within = np.flatnonzero(ahead >= offset)
        for row, west, east in windows:
            start = _key(first[within] + offset, row[within], west[within])
            low = np.searchsorted(index.key, start)
            end = start + (east - west)[within]
            some = np.flatnonzero(index.key.take(low, mode="clip") <= end)
            some = some[low[some] < len(index.key)]
            high = np.searchsorted(index.key, end[some], side="right")
            yield rows[within[some]], low[some], np.maximum(high - low[some], 0)


def _windows(data: Prepared, rows: Array, reach_km: float) -> list[tuple[Array, Array, Array]]:
    """Grid rows to search with their longitude range in thousandths of a degree, split where it crosses the date
    line."""
    row, lon = _cell(data, rows, reach_km, False)
    found = []
    for step in (-1, 0, 1):
        height = reach_km / KM_PER_DEGREE
        edge = np.maximum(np.abs((row + step) * height - 90), np.abs((row + step + 1) * height - 90))
        edge = np.maximum(edge, np.abs(data.lat[rows]))
        cosine = np.cos(np.radians(np.minimum(edge, 89.9)))
        reach = np.where(edge > 89, 360_000, np.minimum(1000 * height / cosine, 360_000)).astype(np.int64) + 1
        whole = reach >= 180_000
        west, east = np.where(whole, 0, lon - reach), np.where(whole, 360_000, lon + reach)
        found.append((row + step, np.maximum(west, 0), np.minimum(east, 360_000)))
        if (west < 0).any():
            found.append((row + step, np.where(west < 0, west + 360_000, 1), np.where(west < 0, 360_000, 0)))
        if (east > 360_000).any():
            found.append((row + step, np.where(east > 360_000, 0, 1), np.where(east > 360_000, east - 360_000, 0)))
    return found


def _expand(
    query: Array, low: Array, count: Array, index: _Home, same: bool, budget: int
) -> Iterator[tuple[Array, Array]]:
    some = count > 0
    query, low, count = query[some], low[some], count[some]
    ends = np.cumsum(count)
    start = 0
    while start < len(query):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + budget, side="right")))
        sizes = count[start:stop]
        offset = np.repeat(low[start:stop] - (ends[start:stop] - sizes - done), sizes)
        offset += np.arange(len(offset))
        left, right = np.repeat(query[start:stop], sizes), index.row.take(offset)
        if same:
            forward = np.flatnonzero(left < right)
            yield left.take(forward), right.take(forward)
        else:
            yield np.minimum(left, right), np.maximum(left, right)
        start = stop

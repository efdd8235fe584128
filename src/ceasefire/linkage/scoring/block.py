"""Candidate pairs: reports close enough in days and kilometres, each followed as far as its own precision reaches.

Rows of a cell grid are searched by sorted keys, so the cost follows the pairs found. A report without a usable point is
compared with every report of its days; where too many of those share a day, only reports sharing a name are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ceasefire.linkage.features.days_and_places import ANYWHERE, UNDATED
from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.features.strings import mix
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring import dense_cells
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Hashes, Ints, Levels, Wholes
from ceasefire.vocabulary.earth import KM_PER_DEGREE

_STEP = 1 << 17
"""Reports that ask at a time, which bounds memory. Chosen by hand; not measured."""

SPANS = (2, 31, 400)
"""Longest window in days of each time class; a report with a longer window is compared with none, and the notes say so.

A search goes back by the longest window of its class, so that one report of a year does not make all others search a year.
About a day or two, a month, a year; chosen by hand, not measured."""

_REACH = (1.0, 2.5, 5.0)
"""Reach of blocking levels 0, 1, 2 in multiples of `Options.reach_km`: 40 km for places known to about 25 km, 100 for
districts, 200 for governorates. Chosen by hand; 300 km for governorates was tried first and narrowed to spare candidates.
Not measured apart."""

_FURTHEST_KM = 20_000.0
"""Half the way round the earth: no reach need be longer."""

_HOME_COLUMNS_PER_KM = 9
"""Width of a home cell: reach times this, in thousandths of a degree of longitude; 9 thousandths are 1 km at the equator
and 0.8 km at 37 degrees. Only counts of a cell hang on it (`in_crowded_cells`)."""

# One number orders a cell grid: day, then row of latitude, then thousandths of a degree of longitude. 20 bits hold 360,000
# thousandths, 15 bits the rows (with 8 to spare on either side of the grid), and 2^26 days before and after 1970 fit above.
_DAY_BITS, _ROW_BITS, _DAY_ZERO, _ROW_ZERO = 35, 20, 1 << 26, 8
_TURN = 360_000
"""Once round a circle of latitude in thousandths of a degree."""
_POLAR_DEGREES = 89.0
"""Beyond this latitude all longitudes lie within any reach, and are searched whole."""


class Dated(Protocol):
    """Reports in time, with dtypes and units as in `Prepared`."""

    @property
    def first(self) -> Codes: ...
    @property
    def last(self) -> Codes: ...


class Placed(Dated, Protocol):
    """Reports in time and space: what crowding asks of them, with dtypes, shapes and units as in `Prepared`."""

    @property
    def lat(self) -> Floats: ...
    @property
    def lon(self) -> Floats: ...
    @property
    def level(self) -> Levels: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True)
class _Home:
    """m reports of one class sorted by (day, grid row, longitude).

    `key`: int64 [m], that order as one number (`_key`); `row`: int64 [m], their canonical positions.
    """

    key: Ints
    row: Ints
    reach_km: float
    everywhere: bool


def reach_of(level: int, options: Options) -> float:
    """Return how far in kilometres reports of a blocking level are compared; infinite for the last."""
    return options.reach_km * _REACH[level] if level < ANYWHERE else float("inf")


def classes(data: Placed) -> tuple[Levels, Levels]:
    """Return time class of each report (3: compared with none) and its blocking level, int8 [n] each."""
    when = np.digitize(_span(data), [s + 1 for s in SPANS]).astype(np.int8)
    return np.where(data.first == UNDATED, 3, when).astype(np.int8), data.level


def too_wide(data: Dated) -> Bools:
    """Mark (bool [n]) the reports with a day that are compared with none, for their window is longer than any class."""
    return np.asarray((data.first != UNDATED) & (_span(data) > SPANS[-1]))


def _span(data: Dated) -> Ints:
    return np.asarray(data.last.astype(np.int64) - data.first)


def candidates(data: Prepared, options: Options) -> Iterator[tuple[Wholes, Wholes]]:
    """Yield chunks (i, j) of candidate pairs, every pair once, i and j canonical positions (int64) with i < j.

    Reports of a crowded cell are compared with near-equal ones only (see `dense_cells`).
    """
    when, level = classes(data)
    crowded = in_crowded_cells(data, options)
    when = np.where(crowded, 3, when)
    groups = {(t, s): np.flatnonzero((when == t) & (level == s)) for t in range(3) for s in range(4)}
    present = [pair for pair, rows in groups.items() if len(rows)]
    for x, left in enumerate(present):
        for right in present[x:]:
            query, home = max(left, right), min(left, right)
            yield from _join(data, groups[query], groups[home], query, home, options)
    if crowded.any():
        yield from dense_cells.candidates(data, crowded, options.chunk_pairs)


def found(data: Prepared, i: Wholes, j: Wholes, options: Options) -> Bools:
    """Mark (bool [pairs]) the pairs (i, j), i < j, that `candidates` yields, of reports in no crowded cell.

    Of pairs that are near enough (`pairs.near`) these are all but a few at the very edge of the reach, which the grid
    does not look for; of others some. So a pair is compared or not, whether all are searched or a few.
    """
    when, level = classes(data)
    kept = (when[i] < 3) & (when[j] < 3)
    widest = np.maximum(level[i], level[j])
    key = when * 4 + level
    turned = key[j] > key[i]
    query, home = np.where(turned, j, i), np.where(turned, i, j)
    for own in range(ANYWHERE):
        at = np.flatnonzero(kept & (widest == own))
        kept[at] = _within(data, query[at], home[at], reach_of(own, options))
    return kept


def _within(data: Prepared, query: Ints, home: Ints, reach_km: float) -> Bools:
    """Whether the search of each asking report comes upon the other."""
    row, lon = _cell(data, home, reach_km, False)
    hit = np.zeros(len(query), bool)
    for searched, west, east in _windows(data, query, reach_km):
        hit |= (searched == row) & (west <= lon) & (lon <= east)
    return hit


def in_crowded_cells(data: Placed, options: Options) -> Bools:
    """Mark the reports of crowded cells, bool [n]."""
    when, level = classes(data)
    return dense_cells.in_crowded_cells(when, _homes(data, level, options), options)


def _homes(data: Placed, level: Levels, options: Options) -> Hashes:
    """One number for each report's days and own grid cell."""
    key = np.empty(len(data), np.int64)
    for own in range(4):
        rows = np.flatnonzero(level == own)
        reach = reach_of(own, options)
        row, lon = _cell(data, rows, reach, own == ANYWHERE)
        column = lon // max(1, int(min(reach, _FURTHEST_KM) * _HOME_COLUMNS_PER_KM))
        key[rows] = _key(data.first[rows].astype(np.int64), row, column)
    spans = (data.last - data.first).astype(np.uint64) << np.uint64(2) | level.astype(np.uint64)
    return mix(key.astype(np.uint64) ^ mix(spans))


_Class = tuple[int, int]


def _join(
    data: Prepared, query: Ints, home: Ints, q: _Class, h: _Class, options: Options
) -> Iterator[tuple[Ints, Ints]]:
    level = max(q[1], h[1])
    index = _index(data, home, reach_of(level, options), level == ANYWHERE)
    span = int((data.last[home] - data.first[home]).max())
    for at in range(0, len(query), _STEP):
        found = list(_search(data, query[at : at + _STEP], index, span, q == h, options))
        if not found:
            continue
        rows, low, count = (np.concatenate(column) for column in zip(*found, strict=True))
        yield from _expand(rows, low, count, index, q == h, options.chunk_pairs)


def _index(data: Prepared, rows: Ints, reach_km: float, everywhere: bool) -> _Home:
    key = _key(data.first[rows].astype(np.int64), *_cell(data, rows, reach_km, everywhere))
    order = np.lexsort((rows, key))
    return _Home(key[order], rows[order], reach_km, everywhere)


def _cell(data: Placed, rows: Ints, reach_km: float, everywhere: bool) -> tuple[Ints, Ints]:
    """Row of latitude, as high as the reach, and thousandths of a degree of longitude east of the date line."""
    if everywhere:
        return np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    row = np.floor((data.lat[rows] + 90) * (KM_PER_DEGREE / reach_km)).astype(np.int64)
    return row, ((data.lon[rows] + 180) * 1000).astype(np.int64)


def _key(day: Ints, row: Ints, lon: Ints) -> Ints:
    return np.asarray(((day + _DAY_ZERO) << _DAY_BITS) + ((row + _ROW_ZERO) << _ROW_BITS) + lon)


def _search(
    data: Prepared, rows: Ints, index: _Home, span: int, same: bool, options: Options
) -> Iterator[tuple[Ints, Ints, Ints]]:
    """For each day offset and grid row: where in the index the neighbours of each asking report lie."""
    first, last = data.first[rows].astype(np.int64), data.last[rows].astype(np.int64)
    back = 0 if same else options.days_apart + span
    ahead = last - first + options.days_apart
    if index.everywhere:
        zero = np.zeros(len(rows), np.int64)
        low = np.searchsorted(index.key, _key(first - back, zero - _ROW_ZERO, zero))
        high = np.searchsorted(index.key, _key(first + ahead + 1, zero - _ROW_ZERO, zero))
        yield rows, low, high - low
        return
    windows = _windows(data, rows, index.reach_km)
    held = (index.key[[0, -1]] >> _DAY_BITS) - _DAY_ZERO  # no report lies on the days before and after
    earliest = max(-back, int(held[0] - first.max(initial=held[0])))
    latest = min(int(ahead.max(initial=0)), int(held[1] - first.min(initial=held[1])))
    for offset in range(earliest, latest + 1):
        within = np.flatnonzero(ahead >= offset)
        for row, west, east in windows:
            start = _key(first[within] + offset, row[within], west[within])
            low = np.searchsorted(index.key, start)
            end = start + (east - west)[within]
            some = np.flatnonzero(index.key.take(low, mode="clip") <= end)
            some = some[low[some] < len(index.key)]
            high = np.searchsorted(index.key, end[some], side="right")
            yield rows[within[some]], low[some], np.maximum(high - low[some], 0)


def _windows(data: Prepared, rows: Ints, reach_km: float) -> list[tuple[Ints, Ints, Ints]]:
    """Grid rows to search with their longitude range in thousandths of a degree, split where it crosses the date
    line."""
    row, lon = _cell(data, rows, reach_km, False)
    height = reach_km / KM_PER_DEGREE
    found = []
    for step in (-1, 0, 1):
        edge = np.maximum(np.abs((row + step) * height - 90), np.abs((row + step + 1) * height - 90))
        edge = np.maximum(edge, np.abs(data.lat[rows]))
        cosine = np.cos(np.radians(np.minimum(edge, 89.9)))  # never 0; only used below _POLAR_DEGREES
        wide = np.minimum(1000 * height / cosine, _TURN)
        reach = np.where(edge > _POLAR_DEGREES, _TURN, wide).astype(np.int64) + 1
        whole = reach >= _TURN // 2
        west, east = np.where(whole, 0, lon - reach), np.where(whole, _TURN, lon + reach)
        found.append((row + step, np.maximum(west, 0), np.minimum(east, _TURN)))
        if (west < 0).any():
            found.append((row + step, np.where(west < 0, west + _TURN, 1), np.where(west < 0, _TURN, 0)))
        if (east > _TURN).any():
            found.append((row + step, np.where(east > _TURN, 0, 1), np.where(east > _TURN, east - _TURN, 0)))
    return found


def _expand(query: Ints, low: Ints, count: Ints, index: _Home, same: bool, budget: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of each asking report with the `count` reports from `low` on in the index, about `budget` at a time."""
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

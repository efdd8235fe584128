"""Which of many polygons hold which of many points: a raster of whole cells, with exact tests only along the edges.

A cell that no edge touches lies wholly inside or wholly outside a polygon, so its points are answered by a look-up.
Points in the other cells are tested against the polygon itself. Polygons may overlap, touch, have holes and parts.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Ints

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

CHUNK: Final = 1 << 18
"""Points at a time, so that the arrays between stay at some megabytes. Chosen by hand; not measured."""
_PAD: Final = 1e-6
"""Cells that an edge misses by less than this share of a cell count as touched, so that rounding loses none."""


class ZoneGrid:
    """Answers "which polygons hold this point" for millions of points, exactly as `contains_xy` polygon by polygon.

    A point on an edge is not held, as with the predicate `within`. Coordinates are plain x and y; NaN is held by none.
    """

    def __init__(self, polygons: Sequence["BaseGeometry"], *, cells: int | None = None) -> None:
        """Build the raster; `cells` a side, chosen from the number of polygons when absent.

        Raises ValueError for a number of cells that is not between 1 and 8192.
        """
        # Building costs a fixed time a cell, testing along edges a time a point: few polygons do not repay a fine raster.
        # The three steps are chosen by hand; the answers are exact whatever they are.
        cells = cells or (64 if len(polygons) < 8 else 256 if len(polygons) < 32 else 1024)
        if not 1 <= cells <= 8192:
            raise ValueError(f"cells a side must be between 1 and 8192, not {cells}")
        import shapely

        self.polygons = list(polygons)
        self._side = cells
        solid = [i for i, p in enumerate(self.polygons) if not p.is_empty]
        shapely.prepare(self.polygons)
        self._frame([self.polygons[i] for i in solid])
        whole, edge = [], []
        for i in solid:
            inside, border = self._raster(self.polygons[i])
            whole.append((i, inside))
            edge.append((i, border))
        self._whole = _Lists(whole, cells * cells)
        self._edge = _Lists(edge, cells * cells)

    def _frame(self, solid: "list[BaseGeometry]") -> None:
        bounds = np.array([p.bounds for p in solid]).reshape(-1, 4)
        low = bounds[:, :2].min(axis=0) if len(bounds) else np.zeros(2)
        high = bounds[:, 2:].max(axis=0) if len(bounds) else np.ones(2)
        self._x0, self._y0 = (float(v) for v in low)
        self._x1, self._y1 = (float(v) for v in high)
        self._per_x = self._side / max(self._x1 - self._x0, 1e-12)
        self._per_y = self._side / max(self._y1 - self._y0, 1e-12)

    def _raster(self, polygon: "BaseGeometry") -> tuple[Ints, Ints]:
        """Return the cells wholly inside the polygon, and the cells that one of its edges touches."""
        import shapely

        row, col, shape = self._window(polygon)
        window = np.zeros(shape, bool)
        x0, y0, x1, y1 = self._edges(polygon)
        _mark(window, x0 - col, y0 - row, x1 - col, y1 - row)
        starts = ~window
        starts[:, 1:] &= window[:, :-1]
        at_row, at_col = np.nonzero(starts)
        centre_x = self._x0 + (col + at_col + 0.5) / self._per_x
        centre_y = self._y0 + (row + at_row + 0.5) / self._per_y
        held = shapely.contains_xy(polygon, centre_x, centre_y)
        run = np.cumsum(starts.ravel()) - 1
        inside = held[run].reshape(window.shape) & ~window if len(held) else np.zeros_like(window)
        return self._flat(inside, row, col), self._flat(window, row, col)

    def _window(self, polygon: "BaseGeometry") -> tuple[int, int, tuple[int, int]]:
        """Return first row, first column and shape of the cells that the polygon's bounds can touch."""
        x0, y0, x1, y1 = polygon.bounds
        col = max(int((x0 - self._x0) * self._per_x - _PAD) - 1, 0)
        row = max(int((y0 - self._y0) * self._per_y - _PAD) - 1, 0)
        cols = min(int((x1 - self._x0) * self._per_x + _PAD) + 2, self._side) - col
        rows = min(int((y1 - self._y0) * self._per_y + _PAD) + 2, self._side) - row
        return row, col, (rows, cols)

    def _edges(self, polygon: "BaseGeometry") -> tuple[Floats, Floats, Floats, Floats]:
        import shapely

        rings = shapely.get_rings(shapely.get_parts(polygon))
        points, ring = shapely.get_coordinates(rings, return_index=True)
        x = (points[:, 0] - self._x0) * self._per_x
        y = (points[:, 1] - self._y0) * self._per_y
        same = ring[1:] == ring[:-1]
        return x[:-1][same], y[:-1][same], x[1:][same], y[1:][same]

    def _flat(self, window: Bools, row: int, col: int) -> Ints:
        at_row, at_col = np.nonzero(window)
        return (at_row + row) * self._side + (at_col + col)

    def pairs(self, x: Floats, y: Floats) -> tuple[Ints, Codes]:
        """Return every (point number, polygon number) where the polygon holds the point, in no particular order.

        x, y: float64 [n], in the unit of the polygons, nan where not known. The numbers are int64 and int32, [pairs].
        """
        parts = [(points + first, zones) for first, points, zones in self._chunks(x, y)]
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int32)
        return np.concatenate([p for p, _ in parts]), np.concatenate([z for _, z in parts])

    def _chunks(self, x: Floats, y: Floats) -> Iterator[tuple[int, Ints, Codes]]:
        for first in range(0, len(x), CHUNK):
            points, zones = self._chunk(x[first : first + CHUNK], y[first : first + CHUNK])
            yield first, points, zones

    def _chunk(self, x: Floats, y: Floats) -> tuple[Ints, Codes]:
        cell = self._cells(x, y)
        sure_points, sure_zones = self._whole.of(cell)
        near_points, near_zones = self._edge.of(cell)
        near_points, near_zones = self._held(x, y, near_points, near_zones)
        return np.concatenate([sure_points, near_points]), np.concatenate([sure_zones, near_zones])

    def _cells(self, x: Floats, y: Floats) -> Ints:
        """Return each point's cell; points off the raster get the number after the last cell."""
        inside = (x >= self._x0) & (x <= self._x1) & (y >= self._y0) & (y <= self._y1)
        with np.errstate(invalid="ignore"):
            col = ((x - self._x0) * self._per_x).astype(np.int64)
            row = ((y - self._y0) * self._per_y).astype(np.int64)
        np.minimum(col, self._side - 1, out=col)
        np.minimum(row, self._side - 1, out=row)
        row *= self._side
        row += col
        row[~inside] = self._side * self._side
        return row

    def _held(self, x: Floats, y: Floats, points: Ints, zones: Codes) -> tuple[Ints, Codes]:
        import shapely

        order = np.argsort(zones, kind="stable")
        points, zones = points[order], zones[order]
        held = np.empty(len(points), bool)
        cuts = np.flatnonzero(np.diff(zones)) + 1
        for first, last in zip([0, *cuts.tolist()], [*cuts.tolist(), len(points)], strict=True):
            if first < last:
                some = points[first:last]
                held[first:last] = shapely.contains_xy(self.polygons[zones[first]], x[some], y[some])
        return points[held], zones[held]


class _Lists:
    """For each cell a list of polygons, most often none or one: the first stands in a plain array."""

    def __init__(self, parts: list[tuple[int, Ints]], cells: int) -> None:
        cell = np.concatenate([c for _, c in parts]) if parts else np.empty(0, np.int64)
        zone = np.repeat([i for i, _ in parts], [len(c) for _, c in parts]).astype(np.int32)
        order = np.argsort(cell, kind="stable")
        cell, self._zone = cell[order], zone[order]
        self._count = np.bincount(cell, minlength=cells + 1).astype(np.int32)
        self._start = np.concatenate([[0], np.cumsum(self._count)])[:-1].astype(np.int32)
        self._one = np.full(cells + 1, -1, np.int32)
        single = self._count == 1
        self._one[single] = self._zone[self._start[single]]
        self._many = bool((self._count > 1).any())
        self._one[self._count > 1] = -2

    def of(self, cell: Ints) -> tuple[Ints, Codes]:
        """Return (point number, polygon number) for every polygon on the lists of the points' cells."""
        one = self._one[cell]
        points = np.flatnonzero(one >= 0)
        zones = one[points]
        if not self._many:
            return points, zones
        several = np.flatnonzero(one == -2)
        count = self._count[cell[several]]
        more = np.repeat(several, count)
        first = np.repeat(self._start[cell[several]] - (np.cumsum(count) - count), count)
        return np.concatenate([points, more]), np.concatenate([zones, self._zone[first + np.arange(len(more))]])


def _mark(touched: Bools, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> None:
    """Set every cell that an edge (in cell units) touches: each edge is cut into the rows it crosses."""
    rows, cols = touched.shape
    low, high = np.minimum(y0, y1), np.maximum(y0, y1)
    first = np.clip(np.floor(low - _PAD), 0, rows - 1).astype(np.int64)
    last = np.clip(np.floor(high + _PAD), 0, rows - 1).astype(np.int64)
    edge, row = _ranges(first, last)
    left, right = _span(x0[edge], y0[edge], x1[edge], y1[edge], row)
    first = np.clip(np.floor(left - _PAD), 0, cols - 1).astype(np.int64)
    last = np.clip(np.floor(right + _PAD), 0, cols - 1).astype(np.int64)
    which, col = _ranges(first, last)
    touched[row[which], col] = True


def _span(x0: Floats, y0: Floats, x1: Floats, y1: Floats, row: Ints) -> tuple[Floats, Floats]:
    """Return the least and greatest x of the part of each edge that lies in its row."""
    rise = y1 - y0
    flat = np.abs(rise) < _PAD
    safe = np.where(flat, 1.0, rise)
    a = np.clip(np.where(flat, 0.0, (row - _PAD - y0) / safe), 0.0, 1.0)
    b = np.clip(np.where(flat, 1.0, (row + 1 + _PAD - y0) / safe), 0.0, 1.0)
    xa, xb = x0 + a * (x1 - x0), x0 + b * (x1 - x0)
    return np.minimum(xa, xb), np.maximum(xa, xb)


def _ranges(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return (which, value) for every value from first[i] to last[i], both included."""
    count = last - first + 1
    which = np.repeat(np.arange(len(first)), count)
    value: Any = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]
    return which, value

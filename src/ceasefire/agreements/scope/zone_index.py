"""Where: inside, outside or too near to tell, for points and for coarse places, against zones in time.

Every drawn zone stands for three grounds: its core (surely inside), its reach (perhaps inside) and the rest (surely
outside). Core and reach are the zone shrunk and widened by the uncertainty of its line plus the radius of the report's
place, so that one exact point-in-polygon test answers for points and coarse places alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, radians
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.agreements.language.fields import Belt
from ceasefire.agreements.scope.raster import Floats, ZoneGrid
from ceasefire.agreements.three_valued import State
from ceasefire.vocabulary.earth import KM_PER_DEGREE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LADDER: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 120.0, 250.0)
"""Radii of places in km; a told radius is rounded up to the next rung, which can only make an answer less sure."""
RADIUS_OF_PRECISION: Final = {0: 25.0, 1: 0.0, 2: 25.0, 3: 50.0, 4: 120.0, 5: 120.0}
"""Radius taken for a UCDP where_prec when the report tells none; 6 (country) and 7 (sea, air) name no place at all."""
TOO_WIDE: Final = len(LADDER)
"""Rung of a place that is not told, or wider than the ladder."""
_ARC: Final = 16
_SLACK: Final = 1 / cos(pi / (4 * _ARC))
"""Widening that makes the polygon of an arc contain the true arc."""


def rungs(lat: Floats, lon: Floats, radius_km: Floats, precision: NDArray[np.int64]) -> NDArray[np.int8]:
    """Return each place's rung of the ladder; TOO_WIDE where no point is told or the place is a country, sea or air."""
    by_precision = np.full(256, np.inf)
    for code, km in RADIUS_OF_PRECISION.items():
        by_precision[code] = km
    radius = np.where(np.isnan(radius_km), by_precision[np.clip(precision, 0, 255)], radius_km)
    radius = np.where((precision >= 6) | np.isnan(lat) | np.isnan(lon), np.inf, np.abs(radius))
    return np.searchsorted(np.array(LADDER), radius, side="left").astype(np.int8)


def widened(shape: "BaseGeometry", km: float) -> "BaseGeometry":
    """Return an area widened (or, with a negative width, shrunk) by km; arcs are drawn on the safe, outer side."""
    import shapely

    if km == 0 or shape.is_empty:
        return shape
    middle = (shape.bounds[1] + shape.bounds[3]) / 2
    scale = np.array([KM_PER_DEGREE * max(cos(radians(middle)), 0.01), KM_PER_DEGREE])
    flat = shapely.transform(shape, lambda xy: xy * scale)
    wide = shapely.buffer(flat, km * _SLACK, quad_segs=_ARC)
    return shapely.transform(wide, lambda xy: xy / scale)


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of ground with a line on the map: a zone version, a belt along it, or a country's outline."""

    shape: "BaseGeometry"
    uncertainty_km: float
    belt: Belt | None = None
    outline: bool = False

    def core(self, radius: float) -> "BaseGeometry":
        """Return where a place of this radius lies surely inside."""
        doubt = self.uncertainty_km + radius
        if self.belt is None:
            return widened(self.shape, -doubt)
        width = self.belt.width_km or 0.0
        outer = widened(self.shape, (width if self.belt.side != "inside" else 0.0) - doubt)
        inner = widened(self.shape, doubt - (width if self.belt.side != "outside" else 0.0))
        return outer.difference(inner) if width > doubt else _nothing()

    def reach(self, radius: float) -> "BaseGeometry":
        """Return where a place of this radius may lie inside; beyond it is surely outside."""
        doubt = self.uncertainty_km + radius
        if self.outline:
            return widened(self.shape, radius)
        if self.belt is None:
            return widened(self.shape, doubt)
        width = self.belt.width_km_most or self.belt.width_km or 0.0
        outer = widened(self.shape, (width if self.belt.side != "inside" else 0.0) + doubt)
        inner = widened(self.shape, -doubt - (width if self.belt.side != "outside" else 0.0))
        return outer.difference(inner)


def _nothing() -> "BaseGeometry":
    import shapely

    return shapely.Polygon()


class Grounds:
    """Answers where many places lie against many pieces of ground; the rasters are built once for each radius."""

    def __init__(self, grounds: Sequence[Ground]) -> None:
        self.grounds = list(grounds)

    @cached_property
    def _grids(self) -> dict[int, ZoneGrid]:
        return {}

    def _grid(self, rung: int) -> ZoneGrid:
        if rung not in self._grids:
            radius = LADDER[rung]
            shapes = [g.core(radius) for g in self.grounds] + [g.reach(radius) for g in self.grounds]
            self._grids[rung] = ZoneGrid(shapes, cells=None if radius < 10 else 256)
        return self._grids[rung]

    def touched(self, lat: Floats, lon: Floats, rung: NDArray[np.int8]) -> "Touched":
        """Return for each ground the places that are not surely outside it."""
        parts = [np.empty((2, 0), np.int64)]
        if self.grounds:
            for step in np.unique(rung[rung < TOO_WIDE]):
                some = np.flatnonzero(rung == step)
                points, shapes = self._grid(int(step)).pairs(lon[some], lat[some])
                parts.append(np.stack([some[points], shapes]))
        points, shapes = np.concatenate(parts, axis=1)
        return Touched(points, shapes, np.flatnonzero(rung == TOO_WIDE), len(self.grounds), len(lat))


class Touched:
    """Which places touch which ground, and how surely; everything not listed is surely outside."""

    def __init__(
        self, points: NDArray[np.int64], shapes: NDArray[np.int64], wide: NDArray[np.int64], grounds: int, size: int
    ) -> None:
        order = np.argsort(shapes, kind="stable")
        self._points = points[order]
        self._cuts = np.searchsorted(shapes[order], np.arange(2 * grounds + 1))
        self._wide, self._grounds = wide, grounds
        self._states = np.full(size, State.NO, np.int8)

    def points(self, ground: int) -> NDArray[np.int64]:
        """Return the places that this ground's reach holds, and those whose own place is too wide to tell."""
        first, last = self._cuts[self._grounds + ground : self._grounds + ground + 2]
        return np.concatenate([self._points[first:last], self._wide])

    def states(self, ground: int, places: NDArray[np.int64]) -> NDArray[np.int8]:
        """Return the State of these places against one ground."""
        scratch, points = self._states, self.points(ground)
        first, last = self._cuts[ground : ground + 2]
        scratch[points] = State.UNDETERMINED
        scratch[self._points[first:last]] = State.YES
        found: NDArray[np.int8] = scratch[places]
        scratch[points] = State.NO
        scratch[self._points[first:last]] = State.NO
        return found

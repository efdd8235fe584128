"""Where: inside, outside or too near to tell, for points and for coarse places, against drawn zones.

Every drawn zone stands for three areas: its core (surely inside), its reach (perhaps inside) and the rest (surely
outside). Core and reach are the zone shrunk and widened by the uncertainty of its line plus the radius of the report's
place, so that one exact point-in-polygon test answers for points and coarse places alike.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from ceasefire.agreements.scope.raster import ZoneGrid
from ceasefire.agreements.scope.zone_shapes import ZoneShape
from ceasefire.agreements.three_valued import State
from ceasefire.vocabulary.arrays import Codes, Floats, Ints, Levels

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

RADII_KM: Final = (0.0, 1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 120.0, 250.0)
"""Radii of places in km; a stated radius is rounded up to the next of them, which can only make an answer less sure.

They are those of RADIUS_OF_PRECISION with steps between; chosen by hand, not measured."""
RADIUS_OF_PRECISION: Final = {0: 25.0, 1: 0.0, 2: 25.0, 3: 50.0, 4: 120.0, 5: 120.0}
"""Radius in km taken for a UCDP where_prec when the report states none; 6 (country) and 7 (sea, air) name no place.

UCDP's code book gives 25 km for code 2 (near a named place) and no other distance; 50 km for a district and 120 km for
a governorate or a line are chosen by hand, not measured."""
COUNTRY: Final = 6
"""First where_prec that names no place narrower than a country."""
TOO_WIDE: Final = len(RADII_KM)
"""Radius class of a place that is not known, or wider than the largest radius."""
_WIDE_KM: Final = 10.0
"""Radius from which a coarser raster is built: widened zones are large and few places have such a radius. Chosen by hand."""
_WIDE_CELLS: Final = 256
"""Cells a side of that coarser raster. Chosen by hand; the answers are exact whatever it is."""
_SIDE_CELLS: Final = 64
"""Cells a side of the raster of one side of a line. Chosen by hand; the answers are exact whatever it is."""

FEW: Final = 512
"""Places of one radius in a batch up to which each is tested against the shapes themselves. Building a raster costs as
much as some thousand such tests; chosen by hand, the answers are the same whatever it is."""


def radius_classes(lat: Floats, lon: Floats, radius_km: Floats, precision: Ints) -> Levels:
    """Return the number in RADII_KM of each place's radius, int8 [n]; TOO_WIDE where there is no point or no place below a country.

    lat, lon:  float64 [n], degrees, nan where not known
    radius_km: float64 [n], km, nan where not stated
    precision: int64 [n], UCDP where_prec, 0 where not stated
    """
    by_precision = np.full(256, np.inf)
    for code, km in RADIUS_OF_PRECISION.items():
        by_precision[code] = km
    radius = np.where(np.isnan(radius_km), by_precision[np.clip(precision, 0, 255)], radius_km)
    radius = np.where((precision >= COUNTRY) | np.isnan(lat) | np.isnan(lon), np.inf, np.abs(radius))
    return np.searchsorted(np.array(RADII_KM), radius, side="left").astype(np.int8)


class ZoneIndex:
    """Answers which of many places overlap which zone shapes.

    Few places are tested against the shapes themselves, and only the shapes that they come near are widened. For many
    places a raster is built once for each radius; both give the same answers.
    """

    def __init__(self, shapes: Sequence[ZoneShape], *, few: int = FEW) -> None:
        self._shapes, self._few = list(shapes), few
        self._areas: dict[tuple[int, int], BaseGeometry] = {}
        self._grids: dict[int, ZoneGrid] = {}
        self._side_grids: dict[tuple[int, int], ZoneGrid] = {}
        self._endless = [number for number, shape in enumerate(self._shapes) if shape.endless]

    def _area(self, radius_class: int, area: int) -> "BaseGeometry":
        """Return one of all cores, then all reaches, for places of one radius."""
        if (radius_class, area) not in self._areas:
            part, shape = divmod(area, len(self._shapes))
            made = self._shapes[shape].reach if part else self._shapes[shape].core
            self._areas[radius_class, area] = made(RADII_KM[radius_class])
        return self._areas[radius_class, area]

    def _grid(self, radius_class: int) -> ZoneGrid:
        """Return the raster of all areas for places of one radius."""
        if radius_class not in self._grids:
            areas = [self._in_grid(radius_class, n) for n in range(2 * len(self._shapes))]
            wide = RADII_KM[radius_class] >= _WIDE_KM
            self._grids[radius_class] = ZoneGrid(areas, cells=_WIDE_CELLS if wide else None)
        return self._grids[radius_class]

    def _in_grid(self, radius_class: int, area: int) -> "BaseGeometry":
        """Return an area as the raster of all takes it: what has no end would make every cell of it huge."""
        import shapely

        endless = self._shapes[area % len(self._shapes)].endless
        return shapely.Polygon() if endless else self._area(radius_class, area)

    def _pairs(self, radius_class: int, lat: Floats, lon: Floats) -> tuple[Ints, Codes]:
        """Return every (place number, area number) where the area holds the place, in no particular order."""
        if radius_class in self._grids or len(lat) > self._few:
            found = self._grid(radius_class).pairs(lon, lat)
        else:
            found = self._tested(radius_class, lat, lon)
        sides = [self._beside(radius_class, number, lat, lon) for number in self._endless]
        points, areas = zip(found, *sides, strict=True)
        return np.concatenate(points), np.concatenate(areas)

    def _beside(self, radius_class: int, number: int, lat: Floats, lon: Floats) -> tuple[Ints, Codes]:
        """Return the same for the ground on a side of a line; places far from the line are asked for near it."""
        key = radius_class, number
        if key not in self._side_grids:
            areas = [self._area(radius_class, area) for area in (number, len(self._shapes) + number)]
            self._side_grids[key] = ZoneGrid(areas, cells=_SIDE_CELLS)
        near_lat, near_lon = self._shapes[number].nearest(lat, lon)
        points, part = self._side_grids[key].pairs(near_lon, near_lat)
        return points, (part * len(self._shapes) + number).astype(np.int32)

    def _tested(self, radius_class: int, lat: Floats, lon: Floats) -> tuple[Ints, Codes]:
        """Return what `_pairs` returns by testing each place against the areas that it comes near."""
        import shapely

        points, areas = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        for number, shape in enumerate(self._shapes):
            if shape.endless:
                continue
            west, south, east, north = shape.bounds(RADII_KM[radius_class])
            near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
            for area in (number, len(self._shapes) + number) if len(near) else ():
                polygon = self._area(radius_class, area)
                shapely.prepare(polygon)
                held = near[shapely.contains_xy(polygon, lon[near], lat[near])]
                points.append(held)
                areas.append(np.full(len(held), area, np.int32))
        return np.concatenate(points), np.concatenate(areas)

    def overlaps(self, lat: Floats, lon: Floats, radius_class: Levels) -> "Overlaps":
        """Return for each shape the places that are not surely outside it.

        lat, lon:     float64 [n], degrees, nan where not known
        radius_class: int8 [n], as `radius_classes` gives it
        """
        parts = [np.empty((2, 0), np.int64)]
        if self._shapes:
            for step in np.unique(radius_class[radius_class < TOO_WIDE]):
                some = np.flatnonzero(radius_class == step)
                points, areas = self._pairs(int(step), lat[some], lon[some])
                parts.append(np.stack([some[points], areas]))
        points, areas = np.concatenate(parts, axis=1)
        return Overlaps(points, areas, np.flatnonzero(radius_class == TOO_WIDE), len(self._shapes), len(lat))


class Overlaps:
    """Which places of a batch overlap which zone shapes, and how surely; what is not listed is surely outside.

    points: int64 [m], number of a place in the batch
    areas:  int64 [m], the area that holds it: shape s has its core at s and its reach at shapes + s
    wide:   int64 [k], places too wide to tell, against every shape
    """

    def __init__(self, points: Ints, areas: Ints, wide: Ints, shapes: int, size: int) -> None:
        order = np.argsort(areas, kind="stable")
        self._points = points[order]
        self._cuts = np.searchsorted(areas[order], np.arange(2 * shapes + 1))
        self._wide, self._shapes, self._size = wide, shapes, size

    def points(self, shape: int) -> Ints:
        """Return the places that this shape's reach holds, and those whose own place is too wide to tell: int64."""
        return np.concatenate([self._within(self._shapes + shape), self._wide])

    def states(self, shape: int, places: Ints) -> Levels:
        """Return the State of these places against one shape: int8, one for each of `places`."""
        found = np.full(self._size, State.NO, np.int8)
        found[self.points(shape)] = State.UNDETERMINED
        found[self._within(shape)] = State.YES
        return found[places]

    def _within(self, area: int) -> Ints:
        first, last = self._cuts[area : area + 2]
        return self._points[first:last]

"""Areas and lines as flat ground in kilometres, and which ground lies on which side of a line.

A side is told along its own axis: ground is north of a line where every way due south comes out beyond the line, that is,
crosses it an odd number of times. So a line may bend and turn back on itself. Between the meridians of its two ends
(parallels, for east and west) a place is on one side or the other; beyond them no side is told.
"""

from collections.abc import Callable, Iterable
from math import cos, pi, radians
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from ceasefire.vocabulary.arrays import Bools, Floats
from ceasefire.vocabulary.earth import KM_PER_DEGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Side = Literal["north", "south", "east", "west"]
OPPOSITE: Final[dict[Side, Side]] = {"north": "south", "south": "north", "east": "west", "west": "east"}
_ARC: Final = 16
"""Segments that a quarter of a circle is drawn by; chosen by hand, SLACK makes up for whatever it is."""
SLACK: Final = 1 / cos(pi / (4 * _ARC))
"""Widening that makes the polygon of an arc contain the true arc: a segment spans pi / (2 * _ARC) and its middle falls
short of the arc by the cosine of half that angle."""
LEAST_COSINE: Final = 0.01
"""Least cosine of a latitude used as a scale (89.4 degrees), so that a zone over a pole does not divide by zero."""
_OVER: Final = 1.0
"""Km by which the ground of a side is drawn beyond the room asked for, so that a place on its edge lies inside."""


def scale_of(shape: "BaseGeometry") -> Floats:
    """Return kilometres a degree of longitude and of latitude at the middle of a shape: float64 [2]."""
    middle = (shape.bounds[1] + shape.bounds[3]) / 2
    return np.array([KM_PER_DEGREE * max(cos(radians(middle)), LEAST_COSINE), KM_PER_DEGREE])


def flat(shape: "BaseGeometry", work: Callable[["BaseGeometry"], "BaseGeometry"]) -> "BaseGeometry":
    """Return what some work makes of a shape in kilometres, back in degrees; of an empty shape nothing is made."""
    import shapely

    if shape.is_empty:
        return shape
    scale = scale_of(shape)
    return shapely.transform(work(shapely.transform(shape, lambda xy: xy * scale)), lambda xy: xy / scale)


def grown(shape: "BaseGeometry", km: float) -> "BaseGeometry":
    """Return a flat shape widened (or, with a negative width, shrunk) by km; arcs are drawn on the safe, outer side."""
    import shapely

    return shape if km == 0 else shapely.buffer(shape, km * SLACK, quad_segs=_ARC)


def along(line: "BaseGeometry", km: float) -> "BaseGeometry":
    """Return the ground within km of a flat line that does not lie beyond its ends."""
    import shapely

    return shapely.buffer(line, km, quad_segs=_ARC, cap_style="flat")


def on_side(line: "BaseGeometry", side: Side, doubt_km: float, room_km: float) -> "BaseGeometry":
    """Return the flat ground surely on one side of a line, as far as `room_km` from the line.

    Surely means farther than `doubt_km` from the line, from ground on its other side and from where its ends stop telling.
    Where a line of several parts tells both sides of a place, neither is sure.
    """
    import shapely

    turned = shapely.transform(line, lambda xy: _turn(side, xy))
    margin = room_km + doubt_km * SLACK + _OVER
    bottom, top = turned.bounds[1] - margin, turned.bounds[3] + margin
    halves = [_halves(part, bottom, top) for part in shapely.get_parts(joined(turned))]
    above, below = (shapely.union_all([half[n] for half in halves]) for n in (0, 1))
    sure = grown(areas(above.difference(below)), -doubt_km)
    return shapely.transform(sure, lambda xy: _turn_back(side, xy))


def frame(line: "BaseGeometry", room_km: float) -> "BaseGeometry":
    """Return the box of all flat ground as far as `room_km` from the box round a line, with a little over."""
    import shapely

    west, south, east, north = line.bounds
    room = room_km + _OVER
    return shapely.box(west - room, south - room, east + room, north + room)


def joined(line: "BaseGeometry") -> "BaseGeometry":
    """Return a line with parts that meet end to end made one."""
    import shapely

    return shapely.line_merge(line)


def areas(shape: "BaseGeometry") -> "BaseGeometry":
    """Return the areas of a shape, without the points and lines in which areas may meet."""
    import shapely

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _turn(side: Side, xy: Floats) -> Floats:
    """Return coordinates in which the side lies above."""
    across, up = (1, 0) if side in ("east", "west") else (0, 1)
    sign = -1.0 if side in ("south", "west") else 1.0
    return np.column_stack([xy[:, across], sign * xy[:, up]])


def _turn_back(side: Side, xy: Floats) -> Floats:
    sign = -1.0 if side in ("south", "west") else 1.0
    level, up = xy[:, 0], sign * xy[:, 1]
    return np.column_stack([up, level] if side in ("east", "west") else [level, up])


def _halves(part: "BaseGeometry", bottom: float, top: float) -> tuple["BaseGeometry", "BaseGeometry"]:
    """Return the ground above and below one part of a line, between where its two ends stand and no farther."""
    import shapely

    left, right = sorted((part.coords[0][0], part.coords[-1][0]))
    if left == right:
        return shapely.Polygon(), shapely.Polygon()
    slab = shapely.box(left, bottom, right, top)
    drawn = shapely.union_all([slab.exterior, part.intersection(slab)])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
    is_above = _above(part, faces)
    return _union(faces[is_above]), _union(faces[~is_above])


def _above(part: "BaseGeometry", faces: "NDArray[np.object_]") -> Bools:
    """Return which faces the line has below it an odd number of times."""
    import shapely

    x, y = shapely.get_coordinates(part).T
    inside = shapely.get_coordinates(shapely.point_on_surface(faces))
    found = np.zeros(len(faces), bool)
    for number, (px, py) in enumerate(inside):
        across = np.flatnonzero((x[:-1] > px) != (x[1:] > px))
        rise = (y[across + 1] - y[across]) / (x[across + 1] - x[across])
        found[number] = np.count_nonzero(y[across] + rise * (px - x[across]) < py) % 2
    return found


def _union(faces: Iterable["BaseGeometry"]) -> "BaseGeometry":
    import shapely

    return shapely.union_all(list(faces))

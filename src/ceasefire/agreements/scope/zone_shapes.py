"""One area or line on the map, and the ground that it stands for: core (surely inside) and reach (perhaps inside)."""

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Final

import numpy as np

from ceasefire.agreements.language.fields import Belt
from ceasefire.agreements.scope import flat_ground
from ceasefire.agreements.scope.flat_ground import LEAST_COSINE, OPPOSITE, SLACK, Side
from ceasefire.vocabulary.arrays import Floats
from ceasefire.vocabulary.earth import KM_PER_DEGREE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ROOM: Final = 1.01
_NARROW: Final = 1e-6
"""Share and degrees by which the box round a widened shape is made larger, so that rounding loses no place."""
_FAR_KM: Final = 300.0
"""Km beyond its line, on top of its uncertainty, to which the ground of a side is drawn; places farther off are taken for the
nearest there, which lie on the same side. More than the largest radius of a place; otherwise chosen by hand."""
LINES: Final = ("LineString", "MultiLineString")


def widened(shape: "BaseGeometry", km: float) -> "BaseGeometry":
    """Return an area widened (or, with a negative width, shrunk) by km; arcs are drawn on the safe, outer side."""
    return shape if km == 0 else flat_ground.flat(shape, lambda ground: flat_ground.grown(ground, km))


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone version, a belt along it, a country's outline, or all ground on one side of a line."""

    shape: "BaseGeometry"
    uncertainty_km: float
    belt: Belt | None = None
    outline: bool = False
    side: Side | None = None

    @property
    def endless(self) -> bool:
        """Whether it goes on as far as the Earth: all ground on one side of a line."""
        return self.side is not None

    def core(self, radius_km: float) -> "BaseGeometry":
        """Return where a place of this radius lies surely inside."""
        doubt = self.uncertainty_km + radius_km
        if self.side is not None:
            return self._beside(self.side, doubt)
        if self.belt is None:
            return widened(self.shape, -doubt)
        if self.shape.geom_type in LINES:
            return self._belt_core(self.belt, doubt)
        width = self.belt.width_km or 0.0
        outer = widened(self.shape, (width if self.belt.side != "inside" else 0.0) - doubt)
        inner = widened(self.shape, doubt - (width if self.belt.side != "outside" else 0.0))
        return outer.difference(inner) if width > doubt else _nothing()

    def reach(self, radius_km: float) -> "BaseGeometry":
        """Return where a place of this radius may lie inside; beyond it is surely outside."""
        doubt = self.uncertainty_km + radius_km
        if self.side is not None:
            return self._not_beside(OPPOSITE[self.side], doubt)
        if self.outline:
            return widened(self.shape, radius_km)
        if self.belt is None:
            return widened(self.shape, doubt)
        if self.shape.geom_type in LINES:
            return self._belt_reach(self.belt, doubt)
        width = self.belt.width_km_most or self.belt.width_km or 0.0
        outer = widened(self.shape, (width if self.belt.side != "inside" else 0.0) + doubt)
        inner = widened(self.shape, -doubt - (width if self.belt.side != "outside" else 0.0))
        return outer.difference(inner)

    def bounds(self, radius_km: float) -> tuple[float, float, float, float]:
        """Return west, south, east and north of a box that holds core and reach of this radius with room to spare."""
        width = (self.belt.width_km_most or self.belt.width_km or 0.0) if self.belt else 0.0
        km = (self.uncertainty_km + radius_km + width) * SLACK * _ROOM
        west, south, east, north = self.shape.bounds
        tall = km / KM_PER_DEGREE
        wide = tall / max(cos(radians((south + north) / 2)), LEAST_COSINE)
        return west - wide - _NARROW, south - tall - _NARROW, east + wide + _NARROW, north + tall + _NARROW

    def nearest(self, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
        """Return places brought to the edge of the ground that is drawn of a side where they lie beyond it."""
        west, south, east, north = self.shape.bounds
        room = self._far / flat_ground.scale_of(self.shape)
        return np.clip(lat, south - room[1], north + room[1]), np.clip(lon, west - room[0], east + room[0])

    @property
    def _far(self) -> float:
        return self.uncertainty_km + _FAR_KM

    def _beside(self, side: Side, doubt: float) -> "BaseGeometry":
        return flat_ground.flat(self.shape, lambda line: flat_ground.on_side(line, side, doubt, self._far))

    def _not_beside(self, side: Side, doubt: float) -> "BaseGeometry":
        """Return all ground that is drawn but for what lies surely on a side."""

        def made(line: "BaseGeometry") -> "BaseGeometry":
            other = flat_ground.on_side(line, side, doubt, self._far)
            return flat_ground.areas(flat_ground.frame(line, self._far).difference(other))

        return flat_ground.flat(self.shape, made)

    def _belt_core(self, belt: Belt, doubt: float) -> "BaseGeometry":
        width = belt.width_km or 0.0
        side = _compass(belt)

        def made(line: "BaseGeometry") -> "BaseGeometry":
            ground = flat_ground.grown(flat_ground.along(flat_ground.joined(line), width), -doubt)
            if side is None:
                return ground
            return flat_ground.areas(ground.intersection(flat_ground.on_side(line, side, doubt, width + doubt)))

        return flat_ground.flat(self.shape, made)

    def _belt_reach(self, belt: Belt, doubt: float) -> "BaseGeometry":
        far = (belt.width_km_most or belt.width_km or 0.0) + doubt
        side = _compass(belt)

        def made(line: "BaseGeometry") -> "BaseGeometry":
            ground = flat_ground.grown(line, far)
            if side is None:
                return ground
            return flat_ground.areas(ground.difference(flat_ground.on_side(line, OPPOSITE[side], doubt, far * SLACK)))

        return flat_ground.flat(self.shape, made)


def _compass(belt: Belt) -> Side | None:
    """Return on which side of its line a belt lies; None for both."""
    return belt.side if belt.side in ("north", "south", "east", "west") else None


def _nothing() -> "BaseGeometry":
    import shapely

    return shapely.Polygon()

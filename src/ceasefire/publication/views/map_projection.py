"""From degrees to screen: an equirectangular picture true to scale at its middle latitude."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.vocabulary.earth import KM_PER_DEGREE

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A window of the world in degrees and its picture in pixels, `(lon, lat)` in and `(x, y)` out."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def squeeze(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def per_degree(self) -> float:
        return self.height / (self.north - self.south)

    @property
    def per_km(self) -> float:
        return self.per_degree / KM_PER_DEGREE

    def xy(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.squeeze * self.per_degree, (self.north - lat) * self.per_degree

    def holds(self, lon: float, lat: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def fit(points: Iterable[Point], *, width: float, lowest: float, tallest: float, pad_km: float = 14) -> Frame:
    """Return the smallest frame that holds all points with a margin: as wide as asked, as tall as the points need.

    The height stays between `lowest` and `tallest`; the frame widens or heightens around its middle to keep one scale
    in both directions. No points: the world.
    """
    lons, lats = zip(*points, strict=True) if (points := list(points)) else ((-170.0, 170.0), (-60.0, 75.0))
    margin = pad_km / KM_PER_DEGREE
    south, north = min(lats) - margin, max(lats) + margin
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.05)
    west, east = min(lons) - margin / squeeze, max(lons) + margin / squeeze
    height = min(max(width * (north - south) / ((east - west) * squeeze), lowest), tallest)
    tall = max(north - south, (east - west) * squeeze * height / width)
    wide = tall * width / height / squeeze
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    return Frame(
        west=middle_lon - wide / 2,
        east=middle_lon + wide / 2,
        south=middle_lat - tall / 2,
        north=middle_lat + tall / 2,
        width=width,
        height=height,
    )


def graticule(frame: Frame) -> tuple[list[float], list[float]]:
    """Return the whole-step longitudes and latitudes inside the frame, about four to eight of each."""
    span = max(frame.north - frame.south, (frame.east - frame.west) * frame.squeeze)
    step = next((s for s in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0) if span / s <= 7), 30.0)
    return _steps(frame.west, frame.east, step), _steps(frame.south, frame.north, step)


def _steps(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [round(n * step, 2) for n in range(first, math.floor(high / step) + 1)]


def scale_km(frame: Frame) -> float:
    """Return the round length in km of a scale bar about a fifth of the picture wide."""
    target = frame.width / 5 / frame.per_km
    return max((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if s <= target), default=1)

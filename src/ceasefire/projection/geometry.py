"""Zone geometry: rings in 1e-7 degrees, or a GeoJSON blob of an area or a line, to WKB."""

from typing import Any, Final

import msgspec

from ceasefire.projection.aside import SetAside
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.law_statements import MOST_POINTS, Polygon

MOST_BYTES: Final = 32 << 20
"""Longest blob of a zone from a stranger, in bytes. Chosen by hand."""
_AREAS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_BAD: Final = (
    msgspec.MsgspecError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    OverflowError,
)


def zone_wkb(polygons: tuple[Polygon, ...], data: bytes | None) -> bytes | None:
    """Return the zone's geometry as WKB (WGS84), or None where it is described only; `data` is its GeoJSON blob.

    Raises SetAside for what is neither an area nor a line on Earth: of another form, out of range, crossing itself, too
    large, or a line that is a loop.
    """
    if data is None and not polygons:
        return None
    import shapely  # most questions restate no zone

    try:
        shape = _from_rings(polygons) if data is None else _from_json(data)
        _require_form(shape)
    except (*_BAD, shapely.errors.ShapelyError) as error:
        raise SetAside(AsideState.DOES_NOT_FIT, f"its geometry cannot be read: {error}") from None
    return bytes(shapely.to_wkb(shapely.force_2d(shape)))


def _from_json(data: bytes) -> Any:
    from shapely.geometry import shape as from_geojson

    found = msgspec.json.decode(data)
    return from_geojson(found.get("geometry", found))


def _from_rings(polygons: tuple[Polygon, ...]) -> Any:
    import shapely

    parts = [shapely.Polygon(_ring(rings[0]), [_ring(hole) for hole in rings[1:]]) for rings in polygons]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring(points: tuple[tuple[int, int], ...]) -> list[tuple[float, float]]:
    return [(lon / 1e7, lat / 1e7) for lon, lat in points]


def _require_form(shape: Any) -> None:
    import shapely

    if shape.geom_type not in _AREAS + _LINES:
        raise ValueError(f"a {shape.geom_type} is neither an area nor a line")
    if shape.is_empty:
        raise ValueError("it is empty")
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        raise ValueError(f"it has more than {MOST_POINTS:,} points; simplify the outline")
    west, south, east, north = shape.bounds
    if not (_WORLD[0] <= west <= east <= _WORLD[2] and _WORLD[1] <= south <= north <= _WORLD[3]):
        raise ValueError("it lies outside -180 to 180 degrees east and -90 to 90 degrees north")
    if not shape.is_valid:
        raise ValueError(str(shapely.is_valid_reason(shape)))
    if shape.geom_type in _LINES:
        _require_two_sides(shape)


def _require_two_sides(line: Any) -> None:
    import shapely

    if not line.is_simple:
        raise ValueError("the line crosses itself")
    if any(one.is_closed for one in shapely.get_parts(shapely.line_merge(line))):
        raise ValueError("the line is a loop")

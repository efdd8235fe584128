"""Geometries of GeoJSON zones: exact coordinates, sound rings, lines that neither cross themselves nor close, an outer line."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ceasefire.intake.model import SHOWN, CellError
from ceasefire.vocabulary.law_statements import MOST_POINTS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MAX_VERTICES: Final = 900
"""Vertices that a statement holds; a larger geometry is kept as a blob and named by its digest."""
MAX_HULL: Final = 200
"""Vertices of an outer line, which stands in the statement itself; it need not be exact, so few are enough. Chosen by hand."""
MOST_NODED: Final = 1_000
"""Vertices of a line of which it is said where it crosses itself: all its crossings are found for that, and a line that
crosses itself everywhere has as many as the square of its vertices. Chosen by hand."""
HALF_ROUND: Final = 180 * 10_000_000
"""Degrees of longitude between two vertices beyond which the way between them is surely the other one round the Earth."""
_AREAS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")
Point = tuple[int, int]
Rings = list[list[list[Point]]]


def geometry(told: object) -> tuple[dict[str, Any], bytes | None]:
    """Return the fields of a zone that hold a drawn area or line, and the blob that it is kept as where they name one.

    An area of few vertices stands in the statement; a larger one, and every line, is a blob. Raises CellError for what is
    neither, and for an area or line that crosses or closes in on itself, saying where.
    """
    if told is None:
        return {}, None
    drawn = told if isinstance(told, dict) else {}
    kind = drawn.get("type")
    if kind in _LINES:
        return _in_blob(kind, _lines(kind, drawn.get("coordinates")))
    if kind not in _AREAS:
        raise CellError(f"the geometry {str(kind)[:SHOWN]!r} is not one of {', '.join(_AREAS + _LINES)}", "geometry")
    polygons = _polygons(kind, drawn.get("coordinates"))
    if _vertices(polygons) <= MAX_VERTICES:
        return {"polygons": polygons}, None
    return _in_blob("MultiPolygon", polygons)


def is_line(told: object) -> bool:
    """Return whether a geometry is a line."""
    return isinstance(told, dict) and told.get("type") in _LINES


def hull(told: object, drawn: object) -> dict[str, Rings]:
    """Return the field of a zone that holds its outer line: an area, as GeoJSON, around all that is drawn.

    Raises CellError for what is no area, has too many vertices or leaves a part of the zone outside.
    """
    if told is None:
        return {}
    kind = told.get("type") if isinstance(told, dict) else None
    if not isinstance(told, dict) or kind not in _AREAS:
        raise CellError(f"the outer line {str(kind)[:SHOWN]!r} is not one of {', '.join(_AREAS)}", "hull")
    try:
        polygons = _polygons(str(kind), told.get("coordinates"))
    except CellError as error:
        raise CellError(error.reason, "hull") from None
    if (vertices := _vertices(polygons)) > MAX_HULL:
        raise CellError(f"the outer line has {vertices:,} vertices; at most {MAX_HULL} are read", "hull")
    if drawn is not None and not _area(polygons).covers(_shape(drawn)):
        raise CellError("the outer line leaves a part of what is drawn outside", "hull")
    return {"hull": polygons}


def _in_blob(kind: str, parts: Any) -> tuple[dict[str, Any], bytes]:
    blob = _as_blob(kind, parts)
    return {"geometry_blob": hashlib.sha256(blob).hexdigest()}, blob


def _polygons(kind: str, told: object) -> Rings:
    parts = _parts(kind == "Polygon", told)
    _check_size(sum(_positions(ring) for part in parts if isinstance(part, list) for ring in part))
    polygons = [_polygon(part, f"polygon {i + 1}") for i, part in enumerate(parts)]
    _check_sound(polygons)
    return polygons


def _parts(single: bool, told: object) -> list[Any]:
    parts = [told] if single else told
    if not isinstance(parts, list) or not parts:
        raise CellError("the geometry is empty", "geometry")
    return parts


def _vertices(polygons: Rings) -> int:
    return sum(len(ring) for polygon in polygons for ring in polygon)


def _positions(told: object) -> int:
    return len(told) if isinstance(told, list) else 0


def _check_size(vertices: int) -> None:
    """Refuse more vertices than are read, before any test whose time grows with their square."""
    if vertices > MOST_POINTS:
        raise CellError(f"the geometry has {vertices:,} vertices; at most {MOST_POINTS:,} are read", "geometry")


def _lines(kind: str, told: object) -> list[Point] | list[list[Point]]:
    parts = _parts(kind == "LineString", told)
    _check_size(sum(map(_positions, parts)))
    lines = [_line(part, f"line {i + 1}") for i, part in enumerate(parts)]
    _check_open(lines)
    return lines[0] if kind == "LineString" else lines


def _line(told: object, where: str) -> list[Point]:
    if not isinstance(told, list) or len(told) < 2:
        raise CellError(f"{where} has fewer than two positions", "geometry")
    return _path(told, where)


def _path(told: list[Any], where: str) -> list[Point]:
    """Return the positions of a line or ring; between two of them it goes less than half round the Earth."""
    path = [_position(position, f"{where}, position {i + 1}") for i, position in enumerate(told)]
    for number, (one, other) in enumerate(pairwise(path), 1):
        if abs(one[0] - other[0]) > HALF_ROUND:
            raise CellError(f"{where} crosses the 180th meridian after position {number}: split it there", "geometry")
    return path


def _check_open(lines: list[list[Point]]) -> None:
    """Refuse a line without length, one that comes back to where it began, and lines that cross themselves or each other."""
    import shapely

    for number, line in enumerate(lines, 1):
        if len(set(line)) < 2:
            raise CellError(f"line {number} has no length", "geometry")
    shape = shapely.MultiLineString(lines)
    if not shape.is_simple:
        raise CellError(f"the line crosses or touches itself{_crossing(shape)}: it has no two sides", "geometry")
    for one in shapely.get_parts(shapely.line_merge(shape)):
        if one.is_closed:
            raise CellError(f"the line is a loop that ends where it begins, at {_at(one.coords[0])}", "geometry")


def _crossing(lines: BaseGeometry) -> str:
    """Return in words where more than two pieces of some lines meet."""
    import shapely

    if shapely.get_num_coordinates(lines) > MOST_NODED:
        return ""
    pieces = shapely.get_parts(shapely.node(lines))
    ends = Counter(end for piece in pieces for end in (piece.coords[0], piece.coords[-1]))
    place, pieces_there = ends.most_common(1)[0]
    return f" near {_at(place)}" if pieces_there > 2 else ""


def _at(place: tuple[float, ...]) -> str:
    return _shown((round(place[0]), round(place[1])))


def _shape(drawn: object) -> BaseGeometry:
    """Return a geometry that was read already."""
    from shapely import MultiLineString

    assert isinstance(drawn, dict)
    kind, told = drawn["type"], drawn["coordinates"]
    if not is_line(drawn):
        return _area(_polygons(kind, told))
    return MultiLineString([_line(part, "") for part in _parts(kind == "LineString", told)])


def _polygon(rings: object, where: str) -> list[list[Point]]:
    if not isinstance(rings, list) or not rings:
        raise CellError(f"{where} is empty", "geometry")
    return [_ring(ring, f"{where}, ring {i + 1}") for i, ring in enumerate(rings)]


def _ring(told: object, where: str) -> list[Point]:
    if not isinstance(told, list) or len(told) < 4:
        raise CellError(f"{where} has fewer than four positions", "geometry")
    ring = _path(told, where)
    if ring[0] != ring[-1]:
        ends = f"it begins at {_shown(ring[0])} and ends at {_shown(ring[-1])}"
        raise CellError(f"{where} is not closed: {ends}", "geometry")
    return ring


def _position(told: object, where: str) -> Point:
    if not isinstance(told, list) or not 2 <= len(told) <= 3:
        raise CellError(f"{where} is not a pair of numbers", "geometry")
    for number in told:
        if isinstance(number, bool) or not isinstance(number, (int, float, Decimal)):
            raise CellError(f"{where} holds {str(number)[:SHOWN]!r}, no number", "geometry")
        if isinstance(number, float):  # json gives a float for NaN and Infinity alone; all else is exact
            raise CellError(f"{where} holds {number}, not a finite number", "geometry")
    lon, lat = (_degrees(number, limit, where) for number, limit in zip(told[:2], (180, 90), strict=True))
    return lon, lat


def _degrees(number: int | Decimal, limit: int, where: str) -> int:
    if not -limit <= number <= limit:
        raise CellError(f"{where}: {number:.10g} is outside {-limit} to {limit} degrees", "geometry")
    return int((Decimal(number) * 10_000_000).to_integral_value(ROUND_HALF_EVEN))


def _check_sound(polygons: list[list[list[Point]]]) -> None:
    """Refuse rings that cross or touch themselves, holes outside and parts that overlap, saying where."""
    from shapely.validation import explain_validity

    shape = _area(polygons)
    if not shape.is_valid:
        reason, _, place = explain_validity(shape).partition("[")
        numbers = place.rstrip("]").split()
        at = f" near {_at((float(numbers[0]), float(numbers[1])))}" if len(numbers) >= 2 else ""
        words = "a ring crosses itself" if "intersection" in reason.lower() else reason.strip().lower()
        raise CellError(f"{words}{at}", "geometry")
    if shape.area == 0:
        raise CellError("the geometry has no area", "geometry")


def _area(polygons: Rings) -> BaseGeometry:
    from shapely import MultiPolygon, Polygon

    shapes = [Polygon(rings[0], rings[1:]) for rings in polygons]
    return shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)


def _shown(point: Point) -> str:
    return f"{point[0] / 1e7:.6f} E, {point[1] / 1e7:.6f} N"


def _as_blob(kind: str, parts: Any) -> bytes:
    """Return the geometry as GeoJSON with seven decimals, always spelt the same."""
    text = json.dumps({"type": kind, "coordinates": _decimals(parts)}, separators=(",", ":"))
    return text.replace('"@', "").replace('@"', "").encode()


def _decimals(parts: Any) -> Any:
    return f"@{Decimal(parts).scaleb(-7):f}@" if isinstance(parts, int) else [_decimals(part) for part in parts]

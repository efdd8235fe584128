"""GeoJSON zones (RFC 7946) to zone statements: exact coordinates, sound rings, one version of one area a feature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from ceasefire.intake.model import MAX_BODY, MAX_DOCUMENT, SHOWN, Aside, CellError, IntakeError, Options
from ceasefire.intake.tables import values
from ceasefire.vocabulary.law_statements import Zone

MAX_VERTICES: Final = 900
"""Vertices that a statement holds; a larger geometry is kept as a blob and named by its digest."""
MAX_BLOB_VERTICES: Final = 500_000
_PROPERTIES: Final = (
    "id",
    "name",
    "version",
    "status",
    "valid_from",
    "valid_to",
    "area_type",
    "basis",
    "uncertainty_km",
    "note",
    "label",
)
_WGS84: Final = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "EPSG:4326",
    "urn:ogc:def:crs:EPSG::4326",
)
Point = tuple[int, int]


class ZoneItem(NamedTuple):
    """One feature as a zone body, with the blob that holds its geometry when that is too large for the body."""

    row: int
    body: dict[str, Any]
    blob: bytes | None
    unfiled: tuple[str, ...]


def read_zones(path: Path, options: Options, file: str) -> Iterator[ZoneItem | Aside]:
    """Yield each feature as a zone or as an aside; IntakeError where the file is no FeatureCollection."""
    features = load_features(path, file)
    seen: dict[str, int] = {}
    for row, feature in enumerate(features, 1):
        try:
            item = _feature(row, feature)
            label = item.body["label"]
            if seen.setdefault(label, row) != row:
                raise CellError(f"the zone {label!r} stands in feature {seen[label]} already", "id")
            yield item
        except CellError as error:
            properties = feature.get("properties") if isinstance(feature, dict) else None
            cells = tuple((str(k), str(v)[:400]) for k, v in properties.items()) if isinstance(properties, dict) else ()
            yield Aside(
                file=file,
                row=row,
                field=error.field or None,
                value=error.value or None,
                reason=error.reason,
                cells=cells,
            )


def load_features(path: Path, file: str) -> list[Any]:
    """Return the features of a GeoJSON file in WGS84, numbers as exact decimals; IntakeError otherwise."""
    if path.stat().st_size > MAX_DOCUMENT:
        raise IntakeError(file, f"larger than {MAX_DOCUMENT:,} bytes")
    try:
        top = json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=_no_twins)
    except UnicodeDecodeError as error:
        raise IntakeError(file, f"not UTF-8 (byte {error.start + 1})") from None
    except RecursionError:
        raise IntakeError(file, "nested too deeply") from None
    except ValueError as error:
        raise IntakeError(file, f"not JSON: {error}") from None
    if not isinstance(top, dict) or top.get("type") != "FeatureCollection" or not isinstance(top.get("features"), list):
        raise IntakeError(file, "not a GeoJSON FeatureCollection")
    crs = top.get("crs")
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    if crs is not None and name not in _WGS84:
        raise IntakeError(file, f"its coordinates are in {str(name)[:SHOWN]!r}; only WGS84 is read", field="crs")
    found: list[Any] = top["features"]
    return found


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(k for i, (k, _) in enumerate(pairs) if k in [p[0] for p in pairs[:i]])
        raise ValueError(f"{twice[:SHOWN]!r} stands twice in one object")
    return made


def _feature(row: int, feature: object) -> ZoneItem:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise CellError("is not a Feature", "type")
    told = feature.get("properties")
    if not isinstance(told, dict) or "id" not in told:
        raise CellError("a zone needs the properties id, name, version, status, area_type, valid_from and basis", "id")
    body = _properties(told, feature.get("id"))
    geometry, blob = _geometry(feature.get("geometry"))
    body |= geometry
    try:
        plain = msgspec.to_builtins(msgspec.convert(body, Zone))
    except msgspec.ValidationError as error:
        words, _, path = str(error).partition(" - at `$")
        raise CellError(words, path.strip(".`") or "properties") from None
    if len(msgspec.json.encode(plain)) > MAX_BODY:
        raise CellError(f"is longer than a statement can hold ({MAX_BODY:,} bytes)", "geometry")
    return ZoneItem(row, plain, blob, tuple(k for k in told if k not in _PROPERTIES))


def _properties(told: dict[str, Any], feature_id: object) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for key in ("id", "name", "basis", "note", "valid_from", "valid_to"):
        if told.get(key) is not None:
            body[key] = values.clean_text(str(told[key]))
    for key in ("status", "area_type"):
        if told.get(key) is not None:
            body[key] = str(told[key]).strip().casefold().replace(" ", "_").replace("-", "_")
    if told.get("version") is not None:
        body["version"] = values.parse_whole(str(told["version"]))
    if told.get("uncertainty_km") is not None:
        body["uncertainty_m"] = _metres(told["uncertainty_km"])
    label = told.get("label") or feature_id or f"{told['id']}-{told.get('version', 1)}"
    body["label"] = values.clean_text(str(label))
    return body


def _metres(told: object) -> int:
    try:
        metres = int((values.parse_decimal(str(told)) * 1000).to_integral_value(ROUND_HALF_EVEN))
    except CellError as error:
        raise error.at("uncertainty_km", str(told)) from None
    if not 0 <= metres <= 20_000_000:
        raise CellError(f"{told} is outside 0 to 20,000 km", "uncertainty_km")
    return metres


def _geometry(told: object) -> tuple[dict[str, Any], bytes | None]:
    if told is None:
        return {}, None
    drawn = told if isinstance(told, dict) else {}
    kind = drawn.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        raise CellError(f"the geometry {str(kind)[:SHOWN]!r} is not a Polygon or MultiPolygon", "geometry")
    parts = [drawn.get("coordinates")] if kind == "Polygon" else drawn.get("coordinates")
    if not isinstance(parts, list) or not parts:
        raise CellError("the geometry is empty", "geometry")
    polygons = [_polygon(part, f"polygon {i + 1}") for i, part in enumerate(parts)]
    _check_sound(polygons)
    vertices = sum(len(ring) for polygon in polygons for ring in polygon)
    if vertices > MAX_BLOB_VERTICES:
        raise CellError(f"the geometry has {vertices:,} vertices; at most {MAX_BLOB_VERTICES:,} are read", "geometry")
    if vertices <= MAX_VERTICES:
        return {"polygons": polygons}, None
    blob = _as_blob(polygons)
    return {"geometry_blob": hashlib.sha256(blob).hexdigest()}, blob


def _polygon(rings: object, where: str) -> list[list[Point]]:
    if not isinstance(rings, list) or not rings:
        raise CellError(f"{where} is empty", "geometry")
    return [_ring(ring, f"{where}, ring {i + 1}") for i, ring in enumerate(rings)]


def _ring(told: object, where: str) -> list[Point]:
    if not isinstance(told, list) or len(told) < 4:
        raise CellError(f"{where} has fewer than four positions", "geometry")
    ring = [_position(position, f"{where}, position {i + 1}") for i, position in enumerate(told)]
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
    from shapely import MultiPolygon, Polygon
    from shapely.validation import explain_validity

    shapes = [Polygon(rings[0], rings[1:]) for rings in polygons]
    shape = shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)
    if not shape.is_valid:
        reason, _, place = explain_validity(shape).partition("[")
        numbers = place.rstrip("]").split()
        at = f" near {_shown((round(float(numbers[0])), round(float(numbers[1]))))}" if len(numbers) >= 2 else ""
        words = "a ring crosses itself" if "intersection" in reason.lower() else reason.strip().lower()
        raise CellError(f"{words}{at}", "geometry")
    if shape.area == 0:
        raise CellError("the geometry has no area", "geometry")


def _shown(point: Point) -> str:
    return f"{point[0] / 1e7:.6f} E, {point[1] / 1e7:.6f} N"


def _as_blob(polygons: list[list[list[Point]]]) -> bytes:
    """Return the geometry as a GeoJSON MultiPolygon with seven decimals, always spelt the same."""
    rings = [[[[_decimal(lon), _decimal(lat)] for lon, lat in ring] for ring in polygon] for polygon in polygons]
    text = json.dumps({"type": "MultiPolygon", "coordinates": rings}, separators=(",", ":"))
    return text.replace('"@', "").replace('@"', "").encode()


def _decimal(e7: int) -> str:
    return f"@{Decimal(e7).scaleb(-7):f}@"

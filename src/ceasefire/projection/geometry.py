"""Zone geometry: rings in 1e-7 degrees, or a GeoJSON blob, to WKB."""

import msgspec
import shapely
from shapely.geometry import shape as from_geojson

from ceasefire.vocabulary.statements import Polygon


def zone_wkb(polygons: tuple[Polygon, ...], blob: bytes | None) -> bytes | None:
    """Return the zone's geometry as WKB (WGS84), or None where it is described only."""
    if blob is not None:
        found = msgspec.json.decode(blob)
        return bytes(shapely.to_wkb(from_geojson(found.get("geometry", found))))
    if not polygons:
        return None
    parts = [shapely.Polygon(_ring(rings[0]), [_ring(hole) for hole in rings[1:]]) for rings in polygons]
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return bytes(shapely.to_wkb(whole))


def _ring(points: tuple[tuple[int, int], ...]) -> list[tuple[float, float]]:
    return [(lon / 1e7, lat / 1e7) for lon, lat in points]

"""Zones and incidents as GeoJSON (RFC 7946): longitude before latitude, WGS 84, outer rings counter-clockwise."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ceasefire.vocabulary.scope import scope_result

if TYPE_CHECKING:
    import pyarrow as pa

Feature = dict[str, Any]


def collection(features: Iterable[Feature], words: str) -> bytes:
    """Return a feature collection with the place words as a foreign member (section 6.1), one feature a line."""
    head = json.dumps({"type": "FeatureCollection", "place_published": words}, ensure_ascii=False)[:-1]
    body = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in features)
    return f'{head}, "features": [\n{body}\n]}}\n'.encode()


def incident_features(incidents: "pa.Table", scope: "pa.Table | None" = None) -> Iterable[Feature]:
    """Yield one point feature an incident; an incident without a point has a null geometry (section 3.2).

    The property `result` is the incident's scope result from the table `scope`, so that a map can be drawn from this
    file alone: in_scope, exemption_asserted, undetermined, out_of_scope, no_act or not_tested.
    """
    tested = {row["incident_id"]: row for row in scope.to_pylist()} if scope is not None else {}
    for row in incidents.to_pylist():
        lat, lon = row.pop("lat"), row.pop("lon")
        row["result"] = scope_result(tested.get(row["incident_id"])).value
        point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
        yield _feature(row["incident_id"], point, row)


def zone_features(zones: "pa.Table") -> Iterable[Feature]:
    """Yield one feature a zone version; a zone that is described only has a null geometry.

    The property `hull` is its outer line, as a geometry of its own.
    """
    for row in zones.to_pylist():
        wkb, hull = row.pop("wkb"), row.pop("hull")
        row["hull"] = None if hull is None else _geometry(hull)
        yield _feature(f"{row['zone_id']}/{row['version']}", None if wkb is None else _geometry(wkb), row)


def _feature(name: str, geometry: dict[str, Any] | None, row: dict[str, Any]) -> Feature:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": {k: _plain(v) for k, v in row.items()}}


def _geometry(wkb: bytes) -> dict[str, Any]:
    """Return the geometry with rings wound as section 3.1.6 asks and coordinates of about a metre."""
    import shapely

    shape = shapely.orient_polygons(shapely.set_precision(shapely.from_wkb(wkb), 1e-5, mode="pointwise"))
    mapped: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    return mapped


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value

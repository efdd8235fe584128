"""GeoJSON zones (RFC 7946) to zone statements: exact coordinates, sound rings, one version of one area a feature."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from ceasefire.intake.documents import zone_geometry
from ceasefire.intake.model import MAX_BODY, MAX_DOCUMENT, SHOWN, Aside, CellError, IntakeError, Options
from ceasefire.intake.tables import values
from ceasefire.vocabulary.codes import AreaType
from ceasefire.vocabulary.law_statements import Zone

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
    "country",
    "admin1",
    "hull",
    "admin1_whole",
    "lies_in",
    "note",
    "label",
)
_LINE_TYPES: Final = frozenset((AreaType.CONTACT_LINE, AreaType.WITHDRAWAL_LINE, AreaType.OTHER))
"""Kinds of ground that a line can stand for."""
_WGS84: Final = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "EPSG:4326",
    "urn:ogc:def:crs:EPSG::4326",
)


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
    except json.JSONDecodeError as error:
        raise IntakeError(file, f"not JSON: line {error.lineno}, column {error.colno}: {_plainly(error)}") from None
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


_PLAIN: Final = {
    "Expecting ',' delimiter": "a comma or a closing bracket is expected here",
    "Expecting ':' delimiter": "a colon is expected here, between a name and its value",
    "Expecting value": "a value is expected here",
    "Expecting property name enclosed in double quotes": "a name in double quotes is expected here",
    "Illegal trailing comma before end of object": "a comma stands before a closing bracket",
    "Illegal trailing comma before end of array": "a comma stands before a closing bracket",
    "Unterminated string starting at": "a text that begins here does not end",
    "Invalid control character at": "a text holds a control character here, as a line break",
    "Extra data": "the file goes on after its end",
}
"""What is said of a file that is no JSON, by the words of Python's reader of it."""


def _plainly(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return "the file ends too early"
    return _PLAIN.get(error.msg, "this cannot be read")


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
    drawn = feature.get("geometry")
    if zone_geometry.is_line(drawn) and body.get("area_type") not in _LINE_TYPES:
        raise CellError(f"a line is of type {', '.join(sorted(_LINE_TYPES))}", "area_type", str(told.get("area_type")))
    fields, blob = zone_geometry.geometry(drawn)
    body |= fields | zone_geometry.hull(told.get("hull"), drawn)
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
    for key in ("country", "admin1", "admin1_whole", "lies_in"):
        if told.get(key) is not None:
            body[key] = _names(told[key], key)
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


def _names(told: object, field: str) -> list[str]:
    """Return a list of names, or the one name that stands without a list."""
    names = [told] if isinstance(told, str) else told
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise CellError("is not a list of names", field, str(told)[:SHOWN])
    return [values.clean_text(name) for name in names]


def _metres(told: object) -> int:
    try:
        metres = int((values.parse_decimal(str(told)) * 1000).to_integral_value(ROUND_HALF_EVEN))
    except CellError as error:
        raise error.at("uncertainty_km", str(told)) from None
    if not 0 <= metres <= 20_000_000:
        raise CellError(f"{told} is outside 0 to 20,000 km", "uncertainty_km")
    return metres

"""GeoJSON zones: exact points, sound rings, and a message that says where a ring goes wrong."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ceasefire import intake
from tests.intake.making import write
from tests.shared import shared

SQUARE = [[[36.0, 33.0], [37.0, 33.0], [37.0, 34.0], [36.0, 34.0], [36.0, 33.0]]]
TOLD = {
    "id": "north",
    "name": "North",
    "version": 1,
    "status": "drawn",
    "area_type": "de-escalation area",
    "valid_from": "2017-05-04",
    "valid_to": None,
    "basis": "Our reading",
    "uncertainty_km": 1.5,
}


def _file(path: Path, *features: Any, **top: Any) -> Path:
    return write(path, json.dumps({"type": "FeatureCollection", "features": list(features), **top}))


def _feature(coordinates: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = None if coordinates is None else {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": TOLD | properties, "geometry": geometry}


def test_a_drawn_zone(tmp_path: Path) -> None:
    [draft] = intake.read(_file(tmp_path / "z.geojson", _feature(SQUARE))).drafts()
    assert draft.body["polygons"] == (
        (
            (
                (360000000, 330000000),
                (370000000, 330000000),
                (370000000, 340000000),
                (360000000, 340000000),
                (360000000, 330000000),
            ),
        ),
    )
    assert (draft.body["label"], draft.body["uncertainty_m"], draft.body["area_type"]) == (
        "north-1",
        1500,
        "de_escalation_area",
    )


def test_a_zone_that_is_described_only(tmp_path: Path) -> None:
    [draft] = intake.read(_file(tmp_path / "z.geojson", _feature(None, status="described only"))).drafts()
    assert draft.body["status"] == "described_only"
    assert "polygons" not in draft.body


BOW = [[[36.0, 33.0], [37.0, 34.0], [37.0, 33.0], [36.0, 34.0], [36.0, 33.0]]]


@pytest.mark.parametrize(
    ("feature", "field", "words"),
    [
        (_feature(BOW), "geometry", "a ring crosses itself near 36.500000 E, 33.500000 N"),
        (_feature([SQUARE[0][:-1]]), "geometry", "polygon 1, ring 1 is not closed: it begins at 36.000000 E"),
        (_feature([[[36.0, 33.0], [36.0, 33.0]]]), "geometry", "fewer than four positions"),
        (_feature([[[36.0, float("nan")], *SQUARE[0][1:]]]), "geometry", "position 1 holds nan, not a finite number"),
        (_feature([[[36.0, float("inf")], *SQUARE[0][1:]]]), "geometry", "not a finite number"),
        (_feature([[[36.0, 133.0], *SQUARE[0][1:]]]), "geometry", "position 1: 133.0 is outside -90 to 90 degrees"),
        (_feature([[["36", 33.0], *SQUARE[0][1:]]]), "geometry", "no number"),
        (_feature([[[36.0], *SQUARE[0][1:]]]), "geometry", "not a pair of numbers"),
        (_feature([SQUARE[0], [[40.0, 33.0], [41.0, 33.0], [41.0, 34.0], [40.0, 33.0]]]), "geometry", "hole"),
        (
            _feature([36.0, 33.0], "Point"),
            "geometry",
            "'Point' is not one of Polygon, MultiPolygon, LineString, MultiLineString",
        ),
        (_feature([]), "geometry", "is empty"),
        (_feature(None), "properties", "geometry is missing"),
        (_feature(SQUARE, valid_to="2017-05-01"), "properties", "valid_to is not after valid_from"),
        (_feature(SQUARE, area_type="safe zone"), "area_type", "Invalid enum value"),
        (_feature(SQUARE, uncertainty_km="wide"), "uncertainty_km", "not a number"),
        (_feature(SQUARE, version=1), "id", "stands in feature 1 already"),
        ({"type": "Feature", "properties": {}, "geometry": None}, "id", "a zone needs the properties"),
        ("words", "type", "is not a Feature"),
    ],
)
def test_a_feature_that_does_not_fit_costs_itself_alone(tmp_path: Path, feature: Any, field: str, words: str) -> None:
    path = _file(tmp_path / "z.geojson", _feature(SQUARE), feature, _feature(SQUARE, version=3))
    source = intake.read(path)
    assert [d.body["version"] for d in source.drafts()] == [1, 3]
    [aside] = source.aside
    assert (aside.row, aside.field) == (2, field)
    assert words in aside.reason


def test_a_large_geometry_is_kept_as_a_blob(tmp_path: Path) -> None:
    side = [[36.0 + i / 1000, 33.0] for i in range(1000)]
    ring = [*side, [37.0, 34.0], [36.0, 34.0], [36.0, 33.0]]
    source = intake.read(_file(tmp_path / "z.geojson", _feature([ring])))
    [draft] = source.drafts()
    [(digest, blob)] = source.blobs.items()
    assert draft.body["geometry_blob"] == digest == hashlib.sha256(blob).hexdigest()
    assert json.loads(blob)["coordinates"][0][0] == ring


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"type": "FeatureCollection", "features": [', "not JSON: line 1, column 44: the file ends too early"),
        ('{"type": "FeatureCollection",\n "features" []}', "not JSON: line 2, column 13: a colon is expected here"),
        ('{"type": "FeatureCollection", "x": [1 2]}', "not JSON: line 1, column 39: a comma or a closing bracket"),
        ('{"type": "FeatureCollection", "x": nil}', "not JSON: line 1, column 36: a value is expected here"),
        ('{"type": "FeatureCollection", "x": "a\nb"}', "not JSON: line 1, column 38: a text holds a control character"),
        ('{"type": "FeatureCollection", "x": "\\q"}', "not JSON: line 1, column 37: this cannot be read"),
        ('{"type": "FeatureCollection", "type": "x", "features": []}', "stands twice"),
        ('{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:3857"}}}', "only WGS84"),
        ('{"type": "FeatureCollection", "features": ' + "[" * 100_000, "nested too deeply|not JSON"),
    ],
)
def test_a_file_that_is_no_collection_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(intake.IntakeError, match=words):
        list(intake.read(write(tmp_path / "z.geojson", text)).drafts())


def test_the_astana_zones_are_all_read() -> None:
    source = intake.read(shared("data/astana_zones.geojson"))
    drafts = list(source.drafts())
    assert (len(drafts), source.aside, source.unfiled) == (11, [], ())
    assert sum(d.body["status"] == "drawn" for d in drafts) == 6


LINE = [[35.1, 33.1], [35.5, 33.2], [35.6, 33.3]]


def _line(coordinates: Any, kind: str = "LineString", **properties: Any) -> dict[str, Any]:
    return _feature(coordinates, kind, **({"area_type": "withdrawal line"} | properties))


@pytest.mark.parametrize(
    ("coordinates", "kind"), [(LINE, "LineString"), ([LINE, LINE[:1] + [[35.0, 33.0]]], "MultiLineString")]
)
def test_a_line_is_kept_as_a_blob_exactly_as_it_is_written(tmp_path: Path, coordinates: Any, kind: str) -> None:
    source = intake.read(_file(tmp_path / "z.geojson", _line(coordinates, kind)))
    [draft] = source.drafts()
    [(digest, blob)] = source.blobs.items()
    assert draft.body["geometry_blob"] == digest == hashlib.sha256(blob).hexdigest()
    assert json.loads(blob) == {"type": kind, "coordinates": coordinates}
    assert "polygons" not in draft.body


@pytest.mark.parametrize(
    ("feature", "field", "words"),
    [
        (_line([*LINE, [35.0, 33.2], [35.55, 33.2]]), "geometry", "crosses or touches itself near 35.500000 E, 33.200000 N"),
        (_line([LINE, [[35.5, 33.0], [35.5, 33.4]]], "MultiLineString"), "geometry", "touches itself near 35.500000 E"),
        (_line([*LINE, [35.1, 33.5], LINE[0]]), "geometry", "a loop that ends where it begins, at 35.100000 E"),
        (_line([LINE, [LINE[0], [35.1, 33.5], LINE[2]]], "MultiLineString"), "geometry", "is a loop"),
        (_line([LINE[0], LINE[0]]), "geometry", "line 1 has no length"),
        (_line([LINE[0]]), "geometry", "fewer than two positions"),
        (_line([]), "geometry", "fewer than two positions"),
        (_line([], "MultiLineString"), "geometry", "is empty"),
        (_line(LINE, area_type="de-escalation area"), "area_type", "a line is of type contact_line, other, withdrawal_line"),
        (_feature(SQUARE, admin1="Homs, Hama", hull={"type": "Point", "coordinates": [1, 2]}), "hull", "'Point' is not one of"),
        (_feature(SQUARE, hull={"type": "Polygon", "coordinates": [[[36.1, 33.0], [37, 33], [37, 34], [36.1, 33.0]]]}),
         "hull", "leaves a part of what is drawn outside"),
        (_line(LINE, hull={"type": "Polygon", "coordinates": SQUARE}), "hull", "leaves a part of what is drawn outside"),
        (_feature(SQUARE, hull={"type": "Polygon", "coordinates": BOW}), "hull", "a ring crosses itself"),
        (_feature(SQUARE, admin1=["Homs"], admin1_whole=["Hama"]), "properties", "a unit that `admin1` does not"),
        (_feature(SQUARE, admin1_whole=[7]), "admin1_whole", "is not a list of names"),
        (_feature(SQUARE, hull=[1, 2, 3, 4]), "hull", "the outer line 'None' is not one of"),
        (_feature(SQUARE, admin1=[7]), "admin1", "is not a list of names"),
        (_line([[0, i % 7] for i in range(10_001)], area_type="safe zone"), "area_type", "a line is of type"),
        (_line([[0, i % 7] for i in range(10_001)]), "geometry", "has 10,001 vertices; at most 10,000 are read"),
        (_feature([[[0, i % 7] for i in range(10_001)]]), "geometry", "has 10,001 vertices; at most 10,000 are read"),
        (_line([[i % 89, i % 83] for i in range(10_000)]), "geometry", "the line crosses or touches itself: it has no two sides"),
        (_line([[179.0, 10.0], [-179.0, 12.0]]), "geometry", "line 1 crosses the 180th meridian after position 1: split it"),
        (_feature([[[170.0, 1.0], [179.0, 1.0], [-179.0, 2.0], [170.0, 1.0]]]), "geometry", "ring 1 crosses the 180th meridian after position 2"),
        (_feature(SQUARE, country={"a": 1}), "country", "is not a list of names"),
    ],
)  # fmt: skip
def test_a_line_or_a_bound_that_does_not_fit_costs_its_feature_alone(
    tmp_path: Path, feature: Any, field: str, words: str
) -> None:
    source = intake.read(_file(tmp_path / "z.geojson", feature, _line(LINE, id="south")))
    assert [d.body["id"] for d in source.drafts()] == ["south"]
    [aside] = source.aside
    assert (aside.row, aside.field) == (1, field)
    assert words in aside.reason


def test_how_far_a_zone_reaches_is_read_drawn_or_not(tmp_path: Path) -> None:
    around = {"type": "Polygon", "coordinates": [[[35, 32], [38, 32], [38, 35], [35, 35], [35, 32]]]}
    bounds = {"admin1": ["Homs", "Hama"], "country": "Syria", "hull": around}
    source = intake.read(
        _file(
            tmp_path / "z.geojson",
            _feature(SQUARE, **bounds),
            _feature(None, version=2, status="described only", **bounds),
        )
    )
    for draft in source.drafts():
        assert (draft.body["admin1"], draft.body["country"]) == (("Homs", "Hama"), ("Syria",))
        assert draft.body["hull"][0][0][0] == (350000000, 320000000)
    assert (source.aside, source.unfiled) == ([], ())

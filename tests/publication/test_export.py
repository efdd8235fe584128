"""Exports that other programs read: no formula runs, GeoJSON keeps its standard, Parquet round-trips, same bytes."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.publication import export
from ceasefire.publication.csv_tables import csv_bytes, harmless

from .world import BATCH, every_table, incident_row, report_row, table, tables, zone_row


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_files_are_those_asked_for(tmp_path: Path) -> None:
    names = {p.name for p in export(tables(), tmp_path, ("csv",))}
    assert "reports.csv" in names
    assert "README.txt" in names
    assert not [n for n in names if n.endswith((".parquet", ".geojson"))]
    assert {p.name for p in tmp_path.iterdir()} == names


FORMULAS = ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "=cmd|' /C calc'!A0"]
FORMULAS += ["\u200b=1", "\u2003=1", "\ufeff=1", "\u200f@A", "\u2060\u3000-2", "\u22121", "\ufe66 1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_a_formula(tmp_path: Path, text: str) -> None:
    rows = [report_row(0, summary=text, source=text, actor_alleged=text)]
    export({"reports": table("reports", rows)}, tmp_path, ("csv",))
    cell = read_csv(tmp_path / "reports.csv")[0]["summary"]
    assert cell.startswith("'")


@given(st.text())
def test_harmless_text_never_begins_a_formula_and_keeps_plain_words(text: str) -> None:
    out = harmless(text)
    assert not out.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless("shells fell") == "shells fell"


@given(
    st.text(alphabet=st.sampled_from(" \u00a0\u200b\u2003\ufeff=+-@\t\r\n＝aب\x00\x0b\x7f\x9f\u202e\u2066\ufffe'\",;"))
)
def test_text_in_a_file_is_the_harmless_text(text: str) -> None:
    written = csv_bytes(table("reports", [report_row(0, summary=text)]), "coarse: cells").decode()
    cell = next(csv.DictReader(io.StringIO(written, newline="")))["summary"]
    assert cell == harmless(text)


def test_lists_moments_and_absent_values_have_one_form_each(tmp_path: Path) -> None:
    row = incident_row("a", event_types=["=x", "shelling"], targets=[], utc_start=datetime(2017, 6, 1, 3, tzinfo=UTC))
    export({"incidents": table("incidents", [row])}, tmp_path, ("csv",))
    first = read_csv(tmp_path / "incidents.csv")[0]
    assert first["event_types"] == "'=x | shelling"
    assert first["utc_start"] == "2017-06-01T03:00:00Z"
    assert (first["utc_end"], first["targets"], first["exempt_by"]) == ("", "", "")


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    export({"reports": table("reports", [report_row(0, lat=-33.9, lon=-70.6)])}, tmp_path, ("csv",), exact=True)
    assert read_csv(tmp_path / "reports.csv")[0]["lat"] == "-33.9"


def test_quotes_commas_and_line_ends_survive(tmp_path: Path) -> None:
    text = 'he said "stop", then\nwent; نهاية'
    export({"reports": table("reports", [report_row(0, summary=text)])}, tmp_path, ("csv",))
    assert read_csv(tmp_path / "reports.csv")[0]["summary"] == text


def test_a_table_with_more_than_ascii_begins_with_a_byte_order_mark_for_spreadsheets(tmp_path: Path) -> None:
    export(tables(), tmp_path, ("csv",))
    assert not (tmp_path / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    export({"reports": table("reports", [report_row(0, summary="سقطت قذائف")])}, tmp_path, ("csv",))
    data = (tmp_path / "reports.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert read_csv(tmp_path / "reports.csv")[0]["summary"] == "سقطت قذائف"


@pytest.mark.parametrize("bom", [True, False])
def test_the_byte_order_mark_can_be_chosen(tmp_path: Path, bom: bool) -> None:
    export({"reports": table("reports", [report_row(0, summary="é")])}, tmp_path, ("csv",), bom=bom)
    assert (tmp_path / "reports.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_incidents_carry_their_reports_as_lineage(tmp_path: Path) -> None:
    export(tables(), tmp_path)
    first = read_csv(tmp_path / "incidents.csv")[0]
    assert first["report_ids"] == f"{BATCH}#0 | {BATCH}#1"
    assert first["place_published"] == "coarse"
    features = json.loads((tmp_path / "incidents.geojson").read_text())["features"]
    assert features[0]["properties"]["report_ids"] == [f"{BATCH}#0", f"{BATCH}#1"]


def found_incidents(folder: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((folder / "incidents.geojson").read_text())["features"]
    return features


def test_geojson_follows_its_standard(tmp_path: Path) -> None:
    export(tables(), tmp_path)
    for name in ("incidents", "zones"):
        found = json.loads((tmp_path / f"{name}.geojson").read_text())
        assert found["type"] == "FeatureCollection"
        assert "crs" not in found
        assert found["place_published"].startswith("coarse")
        assert len({f["id"] for f in found["features"]}) == len(found["features"])
        assert all({"type", "id", "geometry", "properties"} == f.keys() for f in found["features"])
    results = {f["id"]: f["properties"]["result"] for f in found_incidents(tmp_path)}
    assert results == {"inc-a": "in_scope", "inc-b": "undetermined", "inc-c": "not_tested"}
    points = {f["id"]: f["geometry"] for f in found_incidents(tmp_path)}
    assert points["inc-a"]["coordinates"][0] > 36
    assert points["inc-c"] is None


def test_outer_rings_turn_counter_clockwise_and_described_zones_have_no_geometry(tmp_path: Path) -> None:
    clockwise = shapely.to_wkb(shapely.Polygon([(0, 0), (0, 1), (1, 1), (1, 0)]))
    export({"zones": table("zones", [zone_row("a", 0, 0, wkb=clockwise), zone_row("b", 0, 0, wkb=None)])}, tmp_path)
    drawn, described = json.loads((tmp_path / "zones.geojson").read_text())["features"]
    ring = drawn["geometry"]["coordinates"][0]
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    assert area > 0
    assert ring[0] == ring[-1]
    assert described["geometry"] is None


def test_parquet_gives_back_the_table(tmp_path: Path) -> None:
    export(tables(), tmp_path, ("parquet",), exact=True)
    assert pq.read_table(tmp_path / "tallies.parquet").to_pylist() == tables()["tallies"].to_pylist()


@pytest.mark.parametrize(("exact", "word"), [(False, "coarse"), (True, "exact")])
def test_parquet_says_beside_each_point_how_coarse_it_is(tmp_path: Path, exact: bool, word: str) -> None:
    export(tables(), tmp_path, ("parquet",), exact=exact)
    for name in ("reports", "incidents"):
        assert set(pq.read_table(tmp_path / f"{name}.parquet")["place_published"].to_pylist()) == {word}
    assert "place_published" not in pq.read_table(tmp_path / "tallies.parquet").column_names


def test_same_tables_give_same_bytes(tmp_path: Path) -> None:
    one, two = export(tables(), tmp_path / "a"), export(tables(), tmp_path / "b")
    assert [p.name for p in one] == [p.name for p in two]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_every_documented_table_can_be_exported_whatever_its_text(tmp_path: Path) -> None:
    written = export(every_table("=1\x00<b>\u202e", "javascript:1"), tmp_path)
    assert all(b"\x00" not in p.read_bytes() for p in written if p.suffix in (".csv", ".txt"))
    json.loads((tmp_path / "zones.geojson").read_text())


def test_unknown_format_and_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown format"):
        export(tables(), tmp_path, ("xlsx",))  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="secrets"):
        export({"secrets": tables()["reports"]}, tmp_path)
    assert list(tmp_path.iterdir()) == []

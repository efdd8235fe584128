"""Coarse in place, late in time: what must not leave the record does not."""

import math
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.publication import Options, export, publishable, report
from ceasefire.publication.cells import coarse_point
from ceasefire.publication.coarse import coarsen
from ceasefire.publication.delay import late

from .world import EXACT, HOSPITAL, incident_row, inputs, report_row, table, tables, zone_row

FINE = ("33.5138", "36.2765", "35.9298", "36.6344")


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    north = (a[0] - b[0]) * 111.195
    east = (a[1] - b[1]) * 111.195 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east)


@given(st.floats(-80, 80), st.floats(-179, 179), st.sampled_from([1.0, 5.0, 25.0]))
def test_a_point_moves_to_the_centre_of_its_cell_and_no_farther(lat: float, lon: float, cell: float) -> None:
    moved = coarse_point(lat, lon, cell)
    assert km((lat, lon), moved) <= cell * 0.72 + 0.2
    assert km(coarse_point(*moved, cell), moved) < 0.3


@given(st.floats(33, 33.04), st.floats(36, 36.04))
def test_points_of_one_cell_become_one_point(lat: float, lon: float) -> None:
    corner = coarse_point(33.02, 36.02, 25)
    if km((lat, lon), corner) < 5:
        assert coarse_point(lat, lon, 25) == corner


def test_table_and_single_points_agree() -> None:
    rows = [report_row(n, lat=30 + n * 0.37, lon=35 + n * 0.41) for n in range(20)]
    out = coarse_rows("reports", rows)
    assert [(r["lat"], r["lon"]) for r in out] == [coarse_point(r["lat"], r["lon"], 5) for r in rows]


def test_radius_and_precision_say_that_the_point_is_a_cell() -> None:
    row = coarse_rows("reports", [report_row(0, radius_km=0.2, place_precision=1)])[0]
    assert row["radius_km"] == 3.5
    assert row["place_precision"] == 2
    wide = coarse_rows("reports", [report_row(0, radius_km=40.0, place_precision=4)])[0]
    assert (wide["radius_km"], wide["place_precision"]) == (40.0, 4)


def coarse_rows(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = coarsen({name: table(name, rows)})[name].to_pylist()
    return found


@pytest.mark.parametrize(
    ("one", "many", "word"),
    [
        ("category", "categories", "protected/hospital"),
        ("event_type", "event_types", "aid_delivery"),
        ("category", "categories", "access/monitor_denied"),
        ("actor_target", "targets", "Rastan field hospital"),
    ],
)
def test_sites_of_aid_and_hospitals_go_to_wide_cells(one: str, many: str, word: str) -> None:
    row = coarse_rows("reports", [report_row(0, **{one: word})])[0]
    assert (row["lat"], row["lon"]) == coarse_point(*EXACT, 25)
    incident = coarse_rows("incidents", [incident_row("a", **{many: [word]})])[0]
    assert (incident["lat"], incident["lon"]) == coarse_point(*EXACT, 25)


def test_row_without_public_address_keeps_the_governorate_that_a_shared_area_names() -> None:
    reports = table("reports", [report_row(0, address=None, admin2="D", admin3="S", pcode="SY1")])
    zones = table("zones", [zone_row("east", 36, 33, admin1=["Rif Dimashq"])])
    row = coarsen({"reports": reports, "zones": zones})["reports"].to_pylist()[0]
    assert row["admin1"] == "Rif Dimashq"
    assert [row[n] for n in ("place", "admin2", "admin3", "pcode", "summary", "attribution")] == [None] * 6


def test_a_province_that_nobody_names_in_public_is_withheld_and_a_country_is_not() -> None:
    row = coarse_rows("reports", [report_row(0, address=None, country="Syria")])[0]
    assert (row["country"], row["admin1"]) == ("Syria", "place not named, 1")


def test_incident_place_stays_only_when_a_public_report_names_it() -> None:
    incident = table("incidents", [incident_row("a", place="Saqba")])
    links = table("links", [{"incident_id": "a", "report_id": report_row(0)["report_id"]}])
    for address, place in ((None, None), ("https://n.example", "Saqba")):
        reports = table("reports", [report_row(0, address=address)])
        out = coarsen({"incidents": incident, "links": links, "reports": reports})
        assert out["incidents"]["place"].to_pylist() == [place]


def test_places_of_posts_are_withheld() -> None:
    posts = table("coverage", [{"coverage_id": "c", "by": "north", "zone": "east", "place": "hill 812", "posts": 2}])
    assert coarsen({"coverage": posts})["coverage"]["place"].to_pylist() == [None]


def test_empty_points_stay_empty_and_schema_stays() -> None:
    given_table = table("reports", [report_row(0, lat=None, lon=None, radius_km=None)])
    out = coarsen({"reports": given_table})["reports"]
    assert out.schema == given_table.schema
    assert (out["lat"].to_pylist(), out["radius_km"].to_pylist()) == ([None], [None])
    assert coarsen({"reports": given_table.slice(0, 0)})["reports"].num_rows == 0


@pytest.mark.parametrize("cell", [0, -5, 0.5, math.nan])
def test_cell_under_a_kilometre_is_refused(cell: float) -> None:
    with pytest.raises(ValueError, match="1 km"):
        coarsen({"reports": table("reports", [])}, cell)


def test_no_exact_coordinate_is_in_the_report_by_default() -> None:
    page = report(inputs()).decode()
    assert not [n for n in FINE if n in page]


def test_no_exact_coordinate_is_in_any_export_by_default(tmp_path: Path) -> None:
    for path in export(tables(), tmp_path, ("csv", "geojson")):
        text = path.read_text()
        assert not [n for n in FINE if n in text], path.name
    import pyarrow.parquet as pq

    for path in export(tables(), tmp_path, ("parquet",)):
        if path.suffix == ".parquet":
            values = {v for row in pq.read_table(path).to_pylist() for v in row.values() if isinstance(v, float)}
            assert not values & {*EXACT, *HOSPITAL}, path.name


def test_exact_is_exact_and_says_so(tmp_path: Path) -> None:
    export(tables(), tmp_path, exact=True)
    assert "33.5138072" in (tmp_path / "reports.csv").read_text()
    assert "exact" in (tmp_path / "README.txt").read_text()
    assert "Exact in place" in report(inputs(exact=True)).decode()
    assert "Coarse in place" in report(inputs()).decode()


def test_delay_leaves_out_the_last_days_and_all_that_speaks_of_them() -> None:
    old, new = incident_row("old"), incident_row("new", date_start=date(2017, 6, 25), date_end=date(2017, 6, 25))
    late_day = date(2017, 6, 25)
    reports = [report_row(0), report_row(1, date_start=late_day, date_end=late_day, summary="Secret.")]
    given_tables = {
        "incidents": table("incidents", [old, new]),
        "reports": table("reports", reports),
        "links": table(
            "links",
            [{"incident_id": i, "report_id": r["report_id"]} for i, r in zip(("old", "new"), reports, strict=True)],
        ),
        "scope": table("scope", [{"incident_id": "new", "result": "in_scope", "why": "a secret reason"}]),
    }
    page = report(inputs(given_tables, delay_days=14)).decode()
    assert "Secret" not in page
    assert "secret reason" not in page
    assert "Shells fell" in page


def test_delay_without_cut_off_or_day() -> None:
    rows = table("reports", [report_row(0, date_end=None, date_start=None), report_row(1)])
    assert late(rows, date(2017, 6, 30), 14)["report_id"].to_pylist() == [report_row(1)["report_id"]]
    assert late(rows, None, 0).num_rows == 2
    with pytest.raises(ValueError, match="cut-off"):
        late(rows, None, 1)


def test_parquet_metadata_says_how_coarse(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    export(tables(), tmp_path, ("parquet",))
    metadata = pq.read_schema(tmp_path / "incidents.parquet").metadata
    assert metadata[b"ceasefire.place"].startswith(b"coarse")
    assert isinstance(pq.read_table(tmp_path / "incidents.parquet"), pa.Table)


def test_delay_leaves_out_every_row_that_names_a_late_report_or_incident() -> None:
    day = date(2017, 6, 25)
    old, new = report_row(0), report_row(1, date_start=day, date_end=day)
    ids = [r["report_id"] for r in (old, new)]
    tables_given = {
        "reports": table("reports", [old, new]),
        "incidents": table("incidents", [incident_row("new", date_start=day, date_end=day)]),
        "statements": table("statements", [{"statement_id": i, "label": "x"} for i in ids]),
        "pairs": table("pairs", [{"a": ids[0], "b": ids[1]}]),
        "conflicts": table("conflicts", [{"subject": "new", "value": "12"}, {"subject": "round-5", "value": "4 July"}]),
        "positions": table("positions", [{"position_id": "p", "about": ids}]),
        "parties": table("parties", [{"party_id": "north"}]),
    }
    out = publishable(tables_given, Options(title="t", exact=True, cut_off=date(2017, 6, 30), delay_days=14))
    left = {name: out[name].num_rows for name in out}
    kept = {"reports": 1, "statements": 1, "conflicts": 1, "parties": 1}
    assert left == dict.fromkeys(tables_given, 0) | kept

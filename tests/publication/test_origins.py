"""From where something was done never leaves more exactly than the place that it struck, in whatever is written."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ceasefire.publication import Options, export, report
from ceasefire.publication.cells import coarse_point
from ceasefire.publication.coarse import coarsen, publishable
from ceasefire.publication.column_rules import rules
from ceasefire.publication.entering import entering
from tests.publication.world import BATCH, incident_row, inputs, report_row, table, tables

POST = (33.1234567, 35.7654321)
OTHER = (33.2345678, 35.8765432)
DIGITS = [f"{degrees:.4f}"[:-1] for point in (POST, OTHER) for degrees in point]
ORIGIN: dict[str, Any] = {
    "origin_place": "Post 4 at the mill",
    "origin_country": "Lebanon",
    "origin_admin1": "Mill Valley",
    "origin_lat": POST[0],
    "origin_lon": POST[1],
    "origin_precision": 1,
    "origin_radius_km": 0.2,
}
PRIVATE = {"address": None, "publisher": None}


def told(**given: Any) -> Mapping[str, pa.Table]:
    """Return the small truce in which two reports of one incident tell an origin, one without a public address."""
    reports = [report_row(0, **ORIGIN), report_row(1, **ORIGIN, **PRIVATE, **given)]
    incidents = [incident_row("inc-a", **ORIGIN)]
    links = [{"incident_id": "inc-a", "report_id": f"{BATCH}#{n}"} for n in range(2)]
    return tables() | {
        "reports": table("reports", reports),
        "incidents": table("incidents", incidents),
        "links": table("links", links),
    }


def assert_coarse(table_: pa.Table, cell: float = 5.0) -> None:
    for row in table_.to_pylist():
        assert (row["origin_lat"], row["origin_lon"]) == coarse_point(*POST, cell)
        assert row["origin_radius_km"] >= cell / 2
        assert row["origin_precision"] == 2


def test_points_of_origin_go_to_the_cells_of_places() -> None:
    out = coarsen(told())
    assert_coarse(out["reports"])
    assert_coarse(out["incidents"])


def test_an_origin_goes_to_the_wide_cell_with_its_protected_site() -> None:
    out = coarsen(told(category="protected/hospital"))
    assert_coarse(out["reports"], 25.0)
    assert_coarse(out["incidents"], 25.0)


def test_a_name_of_an_origin_stays_only_where_a_public_text_prints_it() -> None:
    public, private = coarsen(told())["reports"].to_pylist()
    assert (public["origin_place"], private["origin_place"]) == ("Post 4 at the mill", None)
    hidden = told() | {"reports": table("reports", [report_row(n, **ORIGIN, **PRIVATE) for n in range(2)])}
    out = coarsen(hidden)
    [incident] = out["incidents"].to_pylist()
    assert incident["origin_place"] is None
    for row in out["reports"].to_pylist():
        assert (row["origin_place"], row["origin_country"]) == (None, "Lebanon")
        assert row["origin_admin1"].startswith("place not named")


def test_a_second_time_changes_nothing() -> None:
    once = coarsen(told())
    assert coarsen(once) == once


def test_what_an_edition_is_computed_from_holds_no_exact_origin_of_a_private_report() -> None:
    public, private = entering(told(), Options(title="t")).tables["reports"].to_pylist()
    assert (public["origin_lat"], public["origin_lon"]) == POST
    assert (private["origin_lat"], private["origin_lon"]) == coarse_point(*POST, 5.0)
    assert (private["origin_place"], private["origin_precision"]) == (None, 2)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "geojson"])
def test_no_exact_origin_is_in_any_export_by_default(tmp_path: Path, suffix: str) -> None:
    export(told(), tmp_path, (suffix,))
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == f".{suffix}" for path in written)
    for path in written:
        text = _text(path)
        assert not [digits for digits in DIGITS if digits in text], path


def test_exact_exports_tell_it(tmp_path: Path) -> None:
    export(told(), tmp_path, ("csv", "geojson"), exact=True)
    assert str(POST[0]) in (tmp_path / "reports.csv").read_text(encoding="utf-8-sig")
    [feature] = json.loads((tmp_path / "incidents.geojson").read_text())["features"]
    assert feature["properties"]["origin_lat"] == POST[0]


def test_no_exact_origin_is_in_the_report_its_map_or_its_annex() -> None:
    page = report(inputs(told())).decode()
    assert not [digits for digits in DIGITS if digits in page]
    private = told() | {"reports": table("reports", [report_row(n, **ORIGIN, **PRIVATE) for n in range(2)])}
    page = report(inputs(private)).decode()
    assert "Post 4" not in page
    assert "Mill Valley" not in page


def test_points_of_origin_have_the_same_decision_as_points_of_places() -> None:
    for name in ("reports", "incidents"):
        for one in ("lat", "lon", "radius_km"):
            assert rules()[name][one].treatment == rules()[name][f"origin_{one}"].treatment == "point"
        for one in ("place", "admin1", "country"):
            assert rules()[name][one].treatment == rules()[name][f"origin_{one}"].treatment


def test_late_rows_tell_no_origin_either() -> None:
    day = date(2017, 6, 29)
    late = told() | {"reports": table("reports", [report_row(0, **ORIGIN, date_start=day, date_end=day)])}
    out = publishable(late, Options(title="t", cut_off=date(2017, 6, 30), delay_days=14))
    assert out["reports"].num_rows == 0


def _text(path: Path) -> str:
    if path.suffix != ".parquet":
        return path.read_text(encoding="utf-8-sig")
    import pyarrow.parquet as pq

    return str(pq.read_table(path).to_pylist())

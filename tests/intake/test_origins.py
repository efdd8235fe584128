"""Reports that tell from where something was done: by columns of a table and by a statements file."""

from pathlib import Path
from typing import Any

import pytest

from ceasefire import intake
from ceasefire.intake import bulk
from tests.intake.making import write

HEAD = (
    "report_id,event_date_start,place,country,weapon,origin_place,origin_country,origin_admin1,origin_lat,origin_lon,"
)
HEADER = HEAD + "origin_precision,origin_radius_km\n"
ORIGIN = {
    "name": "Post 4",
    "country": "Lebanon",
    "admin1": "South",
    "lat_e7": 332000000,
    "lon_e7": 355000000,
    "precision": 2,
    "radius_m": 3000,
}


def table(path: Path, *rows: str) -> Path:
    return write(path / "reports.csv", HEADER + "".join(row + "\n" for row in rows))


def test_columns_tell_from_where_it_was_done(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "a,2026-03-01,Haris,Israel,rocket,Post 4,Lebanon,South,33.2,35.5,2,3",
        "b,2026-03-01,Haris,,rocket from the north,,,,,,2,",
    )
    one, other = intake.read(path).drafts()
    assert one.body["origin"] == ORIGIN
    assert one.body["where"] == {"name": "Haris", "country": "Israel"}
    assert "origin" not in other.body


def test_in_bulk_the_same_is_read(tmp_path: Path) -> None:
    path = table(
        tmp_path, "a,2026-03-01,Haris,Israel,,Post 4,Lebanon,South,33.2,35.5,2,3", "b,2026-03-01,Haris,,,,,,,,2,"
    )
    one, other = (row for batch in bulk.batches(intake.read(path)) for row in batch.to_pylist())
    names = ("place", "country", "admin1", "lat", "lon", "precision", "radius_km")
    assert [one[f"origin_{name}"] for name in names] == ["Post 4", "Lebanon", "South", 33.2, 35.5, 2, 3.0]
    assert one["country"] == "Israel"
    assert [other[f"origin_{name}"] for name in names[:5]] == [None] * 5


@pytest.mark.parametrize("reader", [lambda s: list(s.drafts()), lambda s: list(bulk.batches(s))], ids=["rows", "bulk"])
@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("a,2026-03-01,Haris,,,,,,33.2,,,", "origin_lat and origin_lon", "needs both latitude and longitude"),
        ("a,2026-03-01,Haris,,,,,,133.2,35.5,,", "origin_lat", "133.2"),
        ("a,2026-03-01,Haris,,,,,,33.2,35.5,9,", "origin_precision", "9 is outside 0 to 7"),
    ],
)
def test_an_origin_that_does_not_fit_is_named_with_its_column(
    tmp_path: Path, reader: Any, row: str, field: str, words: str
) -> None:
    source = intake.read(table(tmp_path, row, "b,2026-03-01,Haris,,,,,,,,,"))
    reader(source)
    [aside] = source.aside
    assert (aside.row, aside.field) == (1, field)
    assert words in aside.reason


def test_a_statements_file_tells_it(tmp_path: Path) -> None:
    text = """ceasefire: statements/1
kind: report
items:
  - label: a
    when: 2026-03-01
    where: Haris
    origin: {name: Post 4, country: Lebanon, admin1: South, lat: 33.2, lon: 35.5, precision: 2, radius_m: 3000}
"""
    [draft] = intake.read(write(tmp_path / "reports.yaml", text)).drafts()
    assert draft.body["origin"] == ORIGIN


def test_the_template_asks_for_it_and_infers_nothing(tmp_path: Path) -> None:
    intake.template("report", tmp_path / "reports.csv")
    text = (tmp_path / "reports.csv").read_text(encoding="utf-8-sig")
    assert "origin_place: from where it was done, as the source names it" in text
    assert "origin_precision" in text.splitlines()[-2]

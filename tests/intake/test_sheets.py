"""Workbooks: typed cells, several sheets, and templates filled in."""

from pathlib import Path

import pytest

from ceasefire import intake
from tests.intake.making import sheet_row, xlsx

HEAD = sheet_row(1, ["report_id", "event_date_start", "killed_low", "latitude", "longitude"])


def test_typed_cells_read_as_a_person_would_have_typed_them(tmp_path: Path) -> None:
    typed = ('<row r="2"><c r="A2"><v>17</v></c><c r="B2" s="1"><v>42740</v></c><c r="C2"><v>3</v></c>'
             '<c r="D2"><v>33.5595</v></c><c r="E2"><v>36.365</v></c></row>')
    [draft] = intake.read(xlsx(tmp_path / "b.xlsx", {"data": HEAD + typed})).drafts()
    assert draft.body == {
        "label": "17", "when": {"start": "2017-01-05"}, "killed": {"low": 3},
        "where": {"lat_e7": 335595000, "lon_e7": 363650000}}


def test_the_first_data_sheet_is_read_or_the_one_named(tmp_path: Path) -> None:
    sheets = {"README": sheet_row(1, ["read me"]), "march": HEAD + sheet_row(2, ["M1", "2020-03-01"]),
              "april": HEAD + sheet_row(2, ["A1", "2020-04-01"])}
    path = xlsx(tmp_path / "b.xlsx", sheets)
    assert [d.body["label"] for d in intake.read(path).drafts()] == ["M1"]
    assert [d.body["label"] for d in intake.read(path, options=intake.Options(sheet="april")).drafts()] == ["A1"]
    with pytest.raises(intake.IntakeError, match="no sheet 'may'"):
        intake.read(path, options=intake.Options(sheet="may"))


def test_a_day_number_without_a_date_format_is_not_taken_for_a_day(tmp_path: Path) -> None:
    bare = '<row r="2"><c r="A2"><v>17</v></c><c r="B2"><v>42740</v></c></row>'
    source = intake.read(xlsx(tmp_path / "b.xlsx", {"data": HEAD + bare}))
    assert list(source.drafts()) == []
    assert "day number" in source.aside[0].reason


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(intake.IntakeError, match="no XLSX workbook"):
        intake.read(path)

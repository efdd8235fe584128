"""Workbooks: typed cells, several sheets, and templates filled in."""

from pathlib import Path

import pytest

from ceasefire import intake
from tests.intake.making import sheet_row, xlsx

HEAD = sheet_row(1, ["report_id", "event_date_start", "killed_low", "latitude", "longitude"])


def test_typed_cells_read_as_a_person_would_have_typed_them(tmp_path: Path) -> None:
    typed = (
        '<row r="2"><c r="A2"><v>17</v></c><c r="B2" s="1"><v>42740</v></c><c r="C2"><v>3</v></c>'
        '<c r="D2"><v>33.5595</v></c><c r="E2"><v>36.365</v></c></row>'
    )
    [draft] = intake.read(xlsx(tmp_path / "b.xlsx", {"data": HEAD + typed})).drafts()
    assert draft.body == {
        "label": "17",
        "when": {"start": "2017-01-05"},
        "killed": {"low": 3},
        "where": {"lat_e7": 335595000, "lon_e7": 363650000},
    }


def test_the_first_data_sheet_is_read_or_the_one_named(tmp_path: Path) -> None:
    sheets = {
        "README": sheet_row(1, ["read me"]),
        "march": HEAD + sheet_row(2, ["M1", "2020-03-01"]),
        "april": HEAD + sheet_row(2, ["A1", "2020-04-01"]),
    }
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


ODD_FORMS = [
    '<row r="1048576"><c t="n" r="XFD1048576"><v>1</v></c></row>',
    "<row r='1048576'><c\n r='XFD1048576'><v>1</v></c></row>",
    '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    '<row r="1048575"/><row>' + "<c><v>1</v></c>" * 20 + "</row>",
]


@pytest.mark.parametrize("far", ODD_FORMS)
def test_a_far_corner_is_seen_however_it_is_spelt(tmp_path: Path, far: str) -> None:
    with pytest.raises(intake.IntakeError, match="too large to open"):
        intake.read(xlsx(tmp_path / "b.xlsx", {"data": HEAD + far}))


def test_a_formula_is_seen_however_it_is_spelt(tmp_path: Path) -> None:
    live = '<row r="2"><c r="A2" t="str"><v>x</v></c><c t="n" r="B2"\n><f\n>1+1</f><v>42740</v></c></row>'
    source = intake.read(xlsx(tmp_path / "b.xlsx", {"data": HEAD + live}))
    assert list(source.drafts()) == []
    assert source.aside[0].reason == "cell B2 holds a formula; paste its value"


def test_a_sheet_with_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    )
    path = xlsx(tmp_path / "b.xlsx", {"data": HEAD}, extra={"xl/worksheets/sheet9.xml": bomb.encode()})
    with pytest.raises(intake.IntakeError, match="document type"):
        intake.read(path)


def test_a_sheet_is_looked_over_wherever_it_lies(tmp_path: Path) -> None:
    import zipfile

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    far = f'<worksheet xmlns="{main}"><sheetData>{ODD_FORMS[0]}</sheetData></worksheet>'
    path = xlsx(tmp_path / "a.xlsx", {"data": HEAD})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"worksheets/sheet1.xml", b"/elsewhere/one.bin"))
        new.writestr("elsewhere/one.bin", far)
    with pytest.raises(intake.IntakeError, match="too large to open"):
        intake.read(tmp_path / "b.xlsx")

"""Templates: what a person fills in is what is filed, and the example is not."""

import csv
import re
from pathlib import Path

import pytest

from ceasefire import intake
from tests.intake.making import sheet_row, xlsx


@pytest.mark.parametrize("kind", ["report", "tally", "judgement"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_empty_template_is_read_and_holds_nothing(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"mine.{suffix}"
    intake.template(kind, path)
    source = intake.read(path, options=intake.Options(time_zone="UTC"))
    assert (list(source.drafts()), source.aside, source.unfiled) == ([], [], ())
    assert source.format.kind == kind


def test_a_filled_template_is_filed(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    intake.template("report", path)
    with path.open(encoding="utf-8-sig") as file:
        header = next(r for r in csv.reader(file) if not r[0].startswith("#"))
    told = {
        "report_id": "P1",
        "event_date_start": "2026-03-01",
        "event_time_start": "22:40",
        "time_zone": "Asia/Damascus",
        "event_type": "shelling",
        "killed_low": "0",
        "summary": "Two shells, a field",
    }
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header).writerow(told)
    [draft] = intake.read(path).drafts()
    assert draft.body == {
        "label": "P1",
        "when": {"start": "2026-03-01", "clock": "22:40", "zone": "Asia/Damascus"},
        "event_type": "shelling",
        "killed": {"low": 0},
        "summary": "Two shells, a field",
    }


def test_a_template_that_a_spreadsheet_saved_again_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    intake.template("tally", path)
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    width = max(map(len, rows))
    example = dict(zip(rows[-2], rows[-1], strict=True)) | {"tally_id": "T1"}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        saved = [r + [""] * (width - len(r)) for r in [*rows, list(example.values())]]
        csv.writer(file, delimiter=";").writerows(saved)
    [draft] = intake.read(path).drafts()
    assert (draft.body["label"], draft.body["count"]) == ("T1", {"low": 4, "high": 4})


def test_the_workbook_is_plain_text_cells_in_two_sheets(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "mine.xlsx"
    intake.template("report", path)
    with zipfile.ZipFile(path) as archive:
        assert re.findall(r'name="(\w+)"', archive.read("xl/workbook.xml").decode()) == ["reports", "README"]
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
    before = path.read_bytes()
    path.unlink()
    intake.template("report", path)
    assert path.read_bytes() == before


def test_a_template_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    with pytest.raises(intake.IntakeError, match="exists already"):
        intake.template("report", path)
    with pytest.raises(intake.IntakeError, match="no template for 'zone'"):
        intake.template("zone", tmp_path / "z.csv")
    assert path.read_text() == "mine"


def test_a_filled_workbook_is_filed(tmp_path: Path) -> None:
    rows = sheet_row(1, ["report_id", "event_date_start"]) + sheet_row(2, ["# example (not read): 1", "2026-01-01"])
    sheets = {"reports": rows + sheet_row(3, ["P1", "2026-01-02"]), "README": sheet_row(1, ["x"])}
    path = xlsx(tmp_path / "b.xlsx", sheets)
    assert [d.body["label"] for d in intake.read(path).drafts()] == ["P1"]

"""The file of rows set aside: complete, safe to open, and fit to be mended and filed."""

import csv
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire import intake
from ceasefire.intake.aside import inert
from ceasefire.intake.bulk import batches
from tests.intake.making import reports, row


def test_the_file_names_the_place_and_keeps_the_cells(tmp_path: Path) -> None:
    source = intake.read(reports(tmp_path / "r.csv", row("A1"), row("A2", killed_low="-1", summary="=1+1 is live")))
    assert len(list(source.drafts())) == 1
    assert intake.write_aside(tmp_path / "aside.csv", source.aside) == 1
    with (tmp_path / "aside.csv").open(encoding="utf-8-sig", newline="") as file:
        [kept] = csv.DictReader(file)
    assert (kept["file"], kept["row"], kept["line"], kept["field"]) == ("r.csv", "2", "3", "killed_low")
    assert kept["killed_low"] == "-1"
    assert kept["summary"] == "'=1+1 is live"


def test_mended_rows_can_be_filed_from_the_file_itself(tmp_path: Path) -> None:
    source = intake.read(reports(tmp_path / "r.csv", row("A1"), row("A2", event_date_end="2019-01-01")))
    list(source.drafts())
    aside = tmp_path / "aside.csv"
    intake.write_aside(aside, source.aside)
    aside.write_text(aside.read_text(encoding="utf-8-sig").replace("2019-01-01", "2020-03-02"), encoding="utf-8")
    [draft] = intake.read(aside).drafts()
    assert (draft.body["label"], draft.body["when"]) == ("A2", {"start": "2020-03-01", "end": "2020-03-02"})


def test_no_rows_aside_write_no_file(tmp_path: Path) -> None:
    assert intake.write_aside(tmp_path / "aside.csv", []) == 0
    assert not (tmp_path / "aside.csv").exists()


@given(st.text(max_size=12))
def test_no_cell_is_live(text: str) -> None:
    cell = inert(text)
    assert cell in (text.replace("\0", "\ufffd"), "'" + text.replace("\0", "\ufffd"))
    first = cell.lstrip(" ")[:1]
    if first in ("=", "@", "\t", "\r", "|", "%"):
        raise AssertionError(cell)
    if first in ("+", "-"):
        float(cell)


def test_very_many_rows_aside_keep_their_place_without_their_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["ceasefire.intake.read"], "KEPT_CELLS", 20)
    path = reports(tmp_path / "r.csv", *[row(f"A{n}", latitude="99") for n in range(23)])
    source = intake.read(path)
    assert list(batches(source)) == []
    assert len(source.aside) == 23
    assert [bool(source.aside[n].cells) for n in (0, 19, 20, 22)] == [True, True, False, False]
    assert source.aside[-1].row == 23

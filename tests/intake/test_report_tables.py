"""Tables for linking: reports under ours or other names, and judgements of which a bad row costs no good one."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ceasefire.api.linking import LinkOptions, link_file
from ceasefire.intake import IntakeError
from ceasefire.intake.report_tables import read_judgements, read_reports
from ceasefire.vocabulary import schema
from tests.intake.making import write

REPORTS = "report_id,date_start,lat,lon,event_type\nA,2017-03-01,35.1,36.2,shelling\nB,2017-03-01,35.1,36.2,shelling\n"


def test_a_bad_row_of_judgements_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    text = 'a,b,verdict,reason\nA,B,different,"two villages, two hours"\nA,C,alike,\nB,,same,\nC,D,Part of,\n'
    table, aside = read_judgements(write(tmp_path / "ruled.csv", text))
    assert table.schema == schema("judgements")
    assert table.select(["judgement_id", "a", "b", "verdict", "ledger", "reason"]).to_pylist() == [
        {
            "judgement_id": "row 1",
            "a": "A",
            "b": "B",
            "verdict": "different",
            "ledger": "ruled.csv",
            "reason": "two villages, two hours",
        },
        {"judgement_id": "row 4", "a": "C", "b": "D", "verdict": "part_of", "ledger": "ruled.csv", "reason": None},
    ]
    assert table["superseded"].to_pylist() == [False, False]
    assert [(one.row, one.field) for one in aside] == [(2, "verdict"), (3, "b")]
    assert "'alike' is not one of same, different" in str(aside[0])


def test_offices_and_times_of_judgements_are_read_and_one_pair_may_be_judged_again(tmp_path: Path) -> None:
    text = "office,claimed_at,a,b,verdict\nnorth,2026-01-01T00:00:00Z,A,B,same\nnorth,2026-01-02T00:00:00Z,A,B,unsure\n,,A,B,same\n"
    table, aside = read_judgements(write(tmp_path / "ruled.csv", text))
    assert table["ledger"].to_pylist() == ["north", "north", "ruled.csv"]
    assert table["claimed_at"].to_pylist() == ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", None]
    assert aside == []


def test_a_table_without_a_verdict_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="lacks verdict"):
        read_judgements(write(tmp_path / "ruled.csv", "a,b\nA,B\n"))


def test_judgements_of_a_file_are_obeyed_and_those_set_aside_are_named(tmp_path: Path) -> None:
    reports = write(tmp_path / "reports.csv", REPORTS)
    ruled = write(tmp_path / "ruled.csv", "a,b,verdict\nA,B,same\nA,B,alike\n")
    linked, table, aside = link_file(reports, LinkOptions(judgements=ruled))
    assert (table.num_rows, linked.incidents.num_rows) == (2, 1)
    assert [(one.file, one.row) for one in aside] == [("ruled.csv", 2)]
    ruled.write_text("a,b,verdict\nA,B,different\n", encoding="utf-8")
    assert link_file(reports, LinkOptions(judgements=ruled))[0].incidents.num_rows == 2


def test_reports_under_other_names_are_read_as_under_ours(tmp_path: Path) -> None:
    ours, _ = read_reports(write(tmp_path / "ours.csv", REPORTS), None, None)
    renamed = REPORTS.replace("report_id,date_start,lat,lon,event_type", "ID,Date,Latitude,x,type")
    theirs, aside = read_reports(write(tmp_path / "theirs.csv", renamed), None, None)
    assert aside == []
    pq.write_table(theirs, tmp_path / "theirs.parquet")
    again, _ = read_reports(tmp_path / "theirs.parquet", None, None)
    for table in (ours, theirs, again):
        assert table["report_id"].to_pylist() == ["A", "B"]
        assert table["date_end"].to_pylist() == [date(2017, 3, 1)] * 2
        assert table["lat"].to_pylist() == [35.1, 35.1]


def test_a_form_of_ours_is_read_with_its_reasons(tmp_path: Path) -> None:
    text = "report_id,event_date_start,latitude,longitude\nA,2017-03-01,35.1,36.2\nB,2017-03-01,235.1,36.2\n"
    table, aside = read_reports(write(tmp_path / "form.csv", text), None, None)
    assert isinstance(table, pa.Table)
    assert table["report_id"].to_pylist() == ["A"]
    assert [(one.row, one.field) for one in aside] == [(2, "latitude")]


@pytest.mark.parametrize("rows", ["", "A,x,2018-13-10,shelling\n"])
def test_a_file_without_a_row_that_can_be_read_gives_no_reports_and_its_reasons(tmp_path: Path, rows: str) -> None:
    table, aside = read_reports(
        write(tmp_path / "in.csv", "report_id,source,event_date_start,event_type\n" + rows), None, None
    )
    assert table.num_rows == 0
    assert len(aside) == rows.count("\n")


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-16", ","), ("utf-16-le", "\t"), ("utf-8-sig", ";"), ("cp1252", ";"), ("cp1252", ","), ("utf-8", "\t")],
)
def test_columns_of_ours_are_read_in_any_encoding_and_with_any_delimiter(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    rows = (("report_id", "date_start", "place", "killed_low"), ("a", "2020-05-01", "Défense", "3"))
    path = tmp_path / "r.csv"
    path.write_bytes("".join(delimiter.join(row) + "\n" for row in rows).encode(encoding))
    found, aside = read_reports(path, None, None)
    assert not aside
    assert found.select(["report_id", "place", "killed_low"]).to_pylist() == [
        {"report_id": "a", "place": "Défense", "killed_low": 3}
    ]


def test_a_column_that_is_there_twice_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("report_id,date_start,lat,lat\na,2020-05-01,1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^r\.csv: column lat is there more than once"):
        read_reports(path, None, None)

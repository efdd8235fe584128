"""Filing a file: good rows are signed, bad ones are kept beside with their reason, nothing is filed twice."""

import csv
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from ceasefire import NoRecord, Record, intake
from ceasefire.api.filing import KnownReports, file_path
from ceasefire.record import Draft
from ceasefire.vocabulary.tables_stated import FILING
from tests.small_record import office_of


def test_each_row_becomes_a_statement_with_its_place_in_the_file(record: Record, reports: Path) -> None:
    filed = record.file(reports, time_zone="UTC")
    assert (filed.filed, filed.already, filed.aside_count) == (3, 0, 0)
    rows = record.table("statements").to_pylist()
    assert [row["row"] for row in rows if row["kind"] == "report"] == [1, 2, 3]
    assert {row["address"] for row in rows if row["kind"] == "report"} == {
        "https://north.example/1",
        "https://north.example/2",
        "https://south.example/9",
    }


def test_filing_twice_is_filing_once(record: Record, reports: Path) -> None:
    first = record.file(reports, time_zone="UTC")
    again = record.file(reports, time_zone="UTC")
    assert (again.filed, again.already) == (0, 3)
    assert record.table("reports").num_rows == len(first.ids) == 3


def test_a_corrected_file_supersedes_only_the_row_that_changed(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    reports.write_text(reports.read_text().replace(",2,4,", ",4,4,"), encoding="utf-8")
    again = record.file(reports, time_zone="UTC")
    assert (again.filed, again.already, again.superseding) == (1, 2, 1)
    found = {row["label"]: row["killed_low"] for row in record.table("reports").to_pylist()}
    assert found == {"A1": 3, "A2": 4, "A3": None}
    assert record.table("statements").num_rows == 5  # the key, three reports, one that supersedes


def test_a_bad_row_is_set_aside_and_the_good_ones_are_kept(record: Record, reports: Path) -> None:
    reports.write_text(reports.read_text().replace("2020-07-11,2020-07-11", "2020-02-31,2020-02-31"), encoding="utf-8")
    filed = record.file(reports, time_zone="UTC")
    assert (filed.filed, filed.aside_count) == (2, 1)
    assert filed.aside[0].row == 3
    assert filed.aside_file is not None
    with Path(filed.aside_file).open(encoding="utf-8-sig") as file:
        [kept] = list(csv.DictReader(file))
    assert kept["place"] == "Bourj"
    assert "2020-02-31" in kept["event_date_start"]


def test_a_dry_run_files_and_writes_nothing(record: Record, reports: Path) -> None:
    told = record.file(reports, time_zone="UTC", dry_run=True)
    assert (told.filed, told.dry_run) == (3, True)
    assert record.table("reports").num_rows == 0
    assert not (record.path / "aside").exists()


def test_rows_in_bulk_are_one_statement_and_rows_of_the_same_table(record: Record, reports: Path) -> None:
    filed = record.file(reports, time_zone="UTC", bulk=True)
    assert filed.filed == 3
    assert record.table("statements").num_rows == 2
    ids = record.table("reports")["report_id"].to_pylist()
    assert ids == [f"{filed.batch}#{n}" for n in range(3)]
    assert record.file(reports, time_zone="UTC", bulk=True).filed == 0


def test_bulk_and_single_filing_give_the_same_rows(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    own = ("report_id", "ledger", *FILING)
    one = record.table("reports").drop_columns(own).to_pylist()
    record.init_office("other", "ngo")
    record.file(reports, time_zone="UTC", bulk=True, office="other")
    both = record.table("reports").to_pylist()
    many = [{k: v for k, v in row.items() if k not in own} for row in both if office_of(row["ledger"]) == "other"]
    assert many == one


def test_an_office_must_be_meant(record: Record, reports: Path) -> None:
    record.init_office("other", "ngo")
    with pytest.raises(NoRecord, match="--office"):
        record.file(reports, time_zone="UTC")
    with pytest.raises(NoRecord, match="not in this record"):
        record.file(reports, time_zone="UTC", office="nobody")


JUDGEMENTS = "a,b,verdict,reason\nA1,A2,different,two markets\n"


def test_a_file_of_judgements_is_read_once_and_names_reports_by_label(
    record: Record, reports: Path, tmp_path: Path
) -> None:
    record.file(reports, time_zone="UTC")
    path = tmp_path / "judgements.csv"
    path.write_text(JUDGEMENTS, encoding="utf-8")
    opened = audited(path)
    assert record.file(path).filed == 1
    once = len(opened)
    assert record.table("incidents").num_rows == 3
    (tmp_path / "other.csv").write_text(reports.read_text().replace("A1,", "B1,"), encoding="utf-8")
    others = audited(tmp_path / "other.csv")
    assert record.file(tmp_path / "other.csv", time_zone="UTC").filed == 1
    assert once <= len(others)  # judgements are opened no more often than any other table


def test_labels_in_a_file_are_those_of_the_office_that_files_it(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    for office in ("second", "third"):
        record.init_office(office, "ngo")
    record.file(reports, time_zone="UTC", office="second")
    reports.write_text(reports.read_text().replace("A3,", "C3,").replace("A2,", "C2,"), encoding="utf-8")
    record.file(reports, time_zone="UTC", office="second")
    rows = record.table("reports").to_pylist()
    ids = {(office_of(row["ledger"]), row["label"]): row["report_id"] for row in rows}
    path = tmp_path / "judgements.csv"
    path.write_text(JUDGEMENTS + "C2,C3,different,two towns\n", encoding="utf-8")
    for office in ("watch", "second"):
        assert record.file(path, office=office).filed == 2
        told = [
            {row["a"], row["b"]} for row in record.table("judgements").to_pylist() if office_of(row["ledger"]) == office
        ]
        assert told == [{ids[office, "A1"], ids[office, "A2"]}, {ids["second", "C2"], ids["second", "C3"]}]
    filed = record.file(path, office="third")
    assert (filed.filed, filed.aside_count) == (1, 1)
    [aside] = filed.aside
    assert (aside.row, aside.field) == (1, "a")
    both = ", ".join(f"{i} ({office})" for i, office in sorted((ids[name, "A1"], name) for name in ("watch", "second")))
    assert aside.reason == f"'A1' means 2 reports: {both}; give the id of the one that is meant"


CODED = """\
ceasefire: statements/1
origin: made for this test
licence: Apache-2.0
kind: position
items:
  - {label: p1, about: [A1], axis: occurrence, value: verified, of: ngo, role: commission}
  - {label: p2, about: [Z1], axis: occurrence, value: verified, of: ngo, role: commission}
"""


def test_a_coded_position_that_could_be_on_the_reports_of_two_offices_is_set_aside(
    record: Record, reports: Path, tmp_path: Path
) -> None:
    record.file(reports, time_zone="UTC")
    for office in ("second", "third"):
        record.init_office(office, "ngo")
    record.file(reports, time_zone="UTC", office="second")
    path = tmp_path / "positions.yaml"
    path.write_text(CODED, encoding="utf-8")
    assert record.file(path, new_parties=True, office="watch").filed == 2
    filed = record.file(path, new_parties=True, office="third")
    assert (filed.filed, filed.aside_count) == (1, 1)
    assert filed.aside[0].row == 1
    assert filed.aside[0].reason.startswith("'A1' means 2 reports: ")
    path.write_text(CODED + "  - {kind: report, label: A1, summary: Our own.}\n", encoding="utf-8")
    assert record.file(path, new_parties=True, office="third").aside == ()
    own = {row["report_id"] for row in record.table("reports").to_pylist() if office_of(row["ledger"]) == "third"}
    told = [row["about"] for row in record.table("positions").to_pylist() if office_of(row["ledger"]) == "third"]
    assert sorted(told) == sorted([["Z1"], list(own)])


def test_another_office_cannot_stop_a_correction(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.init_office("other", "force-a")
    record.file_drafts("other", [Draft(kind="report", body={"label": "B1"}, supersedes=record.report_id("A2"))])
    reports.write_text(reports.read_text().replace(",2,4,", ",4,4,"), encoding="utf-8")
    again = record.file(reports, time_zone="UTC", office="watch")
    assert (again.filed, again.already, again.superseding) == (1, 2, 1)
    assert {row["label"]: row["killed_low"] for row in record.table("reports").to_pylist()}["A2"] == 4


def test_what_an_office_took_back_is_not_filed_again_by_itself(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.file_drafts("watch", [Draft(kind="report", body={"label": "B1"}, supersedes=record.report_id("A2"))])
    reports.write_text(reports.read_text().replace(",2,4,", ",4,4,"), encoding="utf-8")
    assert record.file(reports, time_zone="UTC").already == 3


def test_a_file_that_names_no_report_does_not_read_them(record: Record, reports: Path, tmp_path: Path) -> None:
    known = KnownReports(Unasked(), "watch")
    read = intake.read(reports, options=intake.Options(time_zone="UTC", known_reports=known))
    assert len(list(read.drafts())) == 3


class Unasked:
    """Tables that nobody may ask for."""

    def table(self, name: str) -> pa.Table:
        raise AssertionError(name)


def audited(path: Path) -> list[str]:
    """Return a list that grows by one whenever the file is opened."""
    opened: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]) == str(path):
            opened.append(event)

    sys.addaudithook(hook)
    return opened


def test_an_extension_that_names_no_end_is_filed_with_a_note(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "acts.yaml"
    act = "{label: %s, act: extension, instrument: %s, when: 2020-06-01%s}"
    acts = [
        act % ("a", "truce", ""),
        act % ("b", "truce", ", term_to: 2020-09-01"),
        act % ("c", "pact", ", term_to: 2020-09-01"),
    ]
    path.write_text("ceasefire: statements/1\nkind: act\nitems:\n" + "".join(f"  - {one}\n" for one in acts))
    filed = file_path(record, path)
    assert filed.filed == 3
    assert not filed.aside
    assert filed.notes == ("an extension of truce names no new end; write `term_to`, the first day no longer covered",)

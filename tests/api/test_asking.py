"""An account of a record asked for among those of other sources, and files of candidates."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ceasefire import Record, linkage
from ceasefire.api import asking, linking
from ceasefire.record.errors import RecordError

HEAD = "report_id,source,event_date_start,place,admin1,latitude,longitude,where_precision,event_type,killed_low,killed_high"
ROWS = (
    "A1,Casebook,2020-05-01,Aine,Upper,35.50,36.5,1,shelling,4,4",
    "A2,Casebook,2020-05-01,Aine,Upper,35.50,36.5,1,shelling,6,6",
    "E1,Register,2020-05-01,Aine,Upper,35.50,36.5,1,shelling,11,11",
    "W1,Wire,2020-05-01,Aine,Upper,35.50,36.5,1,shelling,4,4",
    "F1,Register,2020-09-01,Bina,Lower,34.10,37.5,1,shelling,1,1",
)


@pytest.fixture
def lists(record: Record, tmp_path: Path) -> Record:
    path = tmp_path / "lists.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n", encoding="utf-8")
    record.file(path, time_zone="UTC", new_parties=True)
    return record


def told(record: Record, name: str) -> list[tuple[str | None, str | None]]:
    labels = {row["report_id"]: row["label"] for row in record.table("reports").to_pylist()}
    found = record.candidates(name).to_pylist()
    assert {labels[row["report_id"]] for row in found} == {name}
    return [(row["source"], row["candidate"] and labels[row["candidate"]]) for row in found]


def test_an_account_is_asked_for_in_each_other_source_and_never_in_its_own(lists: Record) -> None:
    found = told(lists, "A1")
    assert len({source for source, _ in found}) == 2
    assert {candidate for _, candidate in found} == {"E1", "W1", None}
    assert told(lists, "F1") == [(None, None)]


def test_a_record_asks_under_the_set_in_force(lists: Record) -> None:
    reports = lists.table("reports")
    mine = [name in ("A1", "A2") for name in reports["label"].to_pylist()]
    others = [not one for one in mine]
    whole = linkage.candidates(reports.filter(mine), reports.filter(others), parameters=linkage.prior())
    found = lists.candidates("A1")
    assert found.equals(whole.filter([name == lists.report_id("A1") for name in whole["report_id"].to_pylist()]))


def test_candidates_are_written_by_the_ending_of_the_file(lists: Record, tmp_path: Path) -> None:
    found = lists.candidates("A1", top=1)
    asking.write(found, tmp_path / "c.parquet")
    assert pq.read_table(tmp_path / "c.parquet").equals(found)
    with pytest.raises(ValueError, match=r"\.csv or \.parquet"):
        asking.write(found, tmp_path / "c.txt")
    with pytest.raises(RecordError):
        asking.write(found, lists.path / "c.csv")


def test_what_a_spreadsheet_would_run_is_written_as_text(tmp_path: Path) -> None:
    for name, report, source in (("one.csv", "=1+1", "@SUM(A1)"), ("other.csv", "-2", '=HYPERLINK(""x"")')):
        (tmp_path / name).write_text(
            f'report_id,source,date_start,lat,lon\n{report},"{source}",2020-05-01,35.5,36.5\n', encoding="utf-8"
        )
    found = asking.ask_file(tmp_path / "one.csv", tmp_path / "other.csv")
    assert found.table["candidate"].to_pylist() == ["-2", None]
    asking.write(found.table, tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text().count('"\'=1+1","\'=HYPERLINK') == 2
    linked, _, _ = linking.link_file(tmp_path / "one.csv")
    linking.write_links(linked.links, tmp_path / "links.csv")
    assert (tmp_path / "links.csv").read_text().splitlines()[1].startswith('"\'=1+1","\'=1+1",')


def test_an_error_and_a_note_name_the_file_of_the_two(tmp_path: Path) -> None:
    head = "report_id,source,date_start,lat,lon,killed_low\n"
    row = "a,S,2020-05-01,35.5,36.5,-3\n"
    (tmp_path / "good.csv").write_text(head + row, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(head + row + row, encoding="utf-8")
    (tmp_path / "twice.csv").write_text(f"lat,{head}", encoding="utf-8")
    good = tmp_path / "good.csv"
    assert [note.partition(":")[0] for note in asking.ask_file(good, good).notes] == ["good.csv", "good.csv"]
    for pair in ((good, tmp_path / "bad.csv"), (tmp_path / "bad.csv", good)):
        assert ["bad.csv" in str(row) and "'a'" in str(row) for row in asking.ask_file(*pair).aside] == [True]
    for pair in ((good, tmp_path / "twice.csv"), (tmp_path / "twice.csv", good)):
        with pytest.raises(ValueError, match=r"^twice\.csv: column lat is there"):
            asking.ask_file(*pair)
    with pytest.raises(ValueError, match=r"^twice\.csv: column lat is there"):
        linking.link_file(tmp_path / "twice.csv")


def test_a_record_is_asked_for_one_candidate_at_least(lists: Record) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        lists.candidates("A1", top=0)


def test_accounts_of_one_source_are_not_asked_for_among_each_other_however_they_spell_it(
    record: Record, tmp_path: Path
) -> None:
    path = tmp_path / "lists.csv"
    rows = [ROWS[0], ROWS[1].replace("Casebook", "CASEBOOK"), ROWS[2]]
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    record.file(path, time_zone="UTC", new_parties=True)
    for name in ("A1", "A2"):
        assert {candidate for _, candidate in told(record, name)} == {"E1", None}

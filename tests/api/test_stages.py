"""Computed tables come from the ledgers alone: they can be deleted, rebuilt, and never outlive what they rest on."""

from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.record import RecordError


def test_two_accounts_of_one_incident_are_linked_and_a_judgement_parts_them(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert record.table("incidents").num_rows == 2
    record.judge("A1", "A2", "different", reason="two markets")
    assert record.table("incidents").num_rows == 3
    record.judge("A2", "A1", "same", reason="one market after all")
    assert record.table("incidents").num_rows == 2
    states = [(row["verdict"], row["superseded"]) for row in record.table("judgements").to_pylist()]
    assert states == [("different", True), ("same", False)]


def test_a_judgement_needs_two_reports_that_are_here(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    with pytest.raises(RecordError, match="against itself"):
        record.judge("A1", "A1", "same")
    with pytest.raises(RecordError, match="no report with id or label 'A9'"):
        record.judge("A1", "A9", "same")


def test_rebuild_makes_the_same_tables(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert set(record.rebuild().values()) == {"new"}
    assert set(record.rebuild().values()) == {"same"}


def test_a_table_on_disk_is_not_read_once_the_ledger_has_grown(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert record.table("links").num_rows == 3
    reports.write_text(reports.read_text().replace("A3,", "A4,").replace("A1,", "A5,").replace("A2,", "A6,"))
    record.file(reports, time_zone="UTC")
    with ceasefire.open(record.path, readonly=True) as again:
        assert again.table("links").num_rows == 6


def test_a_forged_table_on_disk_is_found_by_rebuild(record: Record, reports: Path) -> None:
    import pyarrow.parquet as pq

    record.file(reports, time_zone="UTC")
    record.rebuild()
    path = record.path / "derived" / "links.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    assert record.rebuild()["links"] == "differs"


def test_an_empty_record_has_every_table(record: Record) -> None:
    from ceasefire.derive.stages import OF

    assert {name for name in OF if record.table(name).num_rows} == {"statements"}


def test_a_body_does_not_leave_its_own_role_by_naming_another(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    (tmp_path / "parties.yaml").write_text(
        "ceasefire: statements/1\norigin: made for this test\nlicence: Apache-2.0\nkind: party\nitems:\n"
        "  - {label: p, id: ngo, name: Watch, role: monitor}\n",
        encoding="utf-8",
    )
    record.file(tmp_path / "parties.yaml")
    with pytest.raises(RecordError, match="monitor"):
        record.take_position(
            "A1",
            "legal",
            "violation",
            office=None,
            of=None,
            role="commission",
            stand=None,
            against=None,
            standard_of_proof=None,
            reason=None,
            passphrase=None,
        )


def test_other_decision_rules_are_another_stamp(record: Record) -> None:
    before = record.cache.stamp
    (record.path / "rules.yaml").write_text("changed", encoding="utf-8")
    assert record.cache.stamp != before

"""Ways in: find, copy, restore and check a record."""

from pathlib import Path

import pytest

import ceasefire
from ceasefire import NoRecord, Record
from ceasefire.api import verify_folder
from ceasefire.api.opening import plain_name
from ceasefire.record import RecordError


def test_the_nearest_record_upward_is_found(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)
    inner = record.path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    with ceasefire.open(readonly=True) as found:
        assert found.path == record.path


def test_no_record_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoRecord, match="ceasefire init"):
        ceasefire.open()
    with pytest.raises(NoRecord, match="ceasefire init"):
        ceasefire.open(tmp_path / "nowhere")


def test_a_copy_can_be_read_and_verified_but_not_filed_into(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    ceasefire.backup(record.path, tmp_path / "copy")
    restored = ceasefire.restore(tmp_path / "copy", tmp_path / "again")
    assert verify_folder(restored).ok
    with ceasefire.open(restored) as again:
        assert again.table("reports").num_rows == 3
        with pytest.raises(RecordError):
            again.judge("A1", "A2", "same")


def test_a_copy_with_keys_can_be_filed_into(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    ceasefire.backup(record.path, tmp_path / "copy", keys=True)
    with ceasefire.open(ceasefire.restore(tmp_path / "copy", tmp_path / "again")) as again:
        assert again.judge("A1", "A2", "same").seq == 4


def test_a_flipped_byte_is_named(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.close()
    path = record.path / "record.db"
    data = bytearray(path.read_bytes())
    at = data.rfind(b'"payload":"') + 60
    data[at] = ord("A") if data[at] != ord("A") else ord("B")
    path.write_bytes(data)
    found = verify_folder(record.path)
    assert not found.ok
    assert any("office watch" in problem.where for problem in found.problems)


def test_a_record_prints_in_one_line_open_or_closed(record: Record, reports: Path) -> None:
    assert repr(record) == f"<Record {record.path}: 1 office, 1 statement>"
    record.file(reports, time_zone="UTC")
    assert repr(record) == f"<Record {record.path}: 1 office, 4 statements>"
    record.close()
    assert repr(record) == f"<Record {record.path}: closed or not readable>"


@pytest.mark.parametrize(("text", "name"), [("My Record", "my-record"), ("سجل", "record"), ("a" * 90, "a" * 64)])
def test_a_folder_name_becomes_a_record_name(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_a_link_in_the_place_of_the_ledgers_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "record.db").symlink_to(tmp_path / "nowhere")
    with pytest.raises(RecordError, match=r"record\.db is a symbolic link"):
        ceasefire.open(tmp_path / "r", readonly=True)
    assert not (tmp_path / "nowhere").exists()

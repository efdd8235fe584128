"""Kept tables in files: what was written is read, and nothing that leads elsewhere, is another's or was left half-way."""

import errno
import os
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import cache_room
from ceasefire.api.cache_room import LIST
from ceasefire.api.kept import files
from ceasefire.api.kept import table as kept_table
from ceasefire.api.kept.files import BROKEN, Folder, Moment
from tests.api.kept_folder import base_of, kept, moment, put_base, put_list, write

NAMES = ("statements", "reports", "links", "incidents")


def whole(record: Record) -> list[pa.Table]:
    return [record.table(name) for name in NAMES]


def names(record: Record) -> set[str]:
    return {path.name for path in record.tables.cache.folder.iterdir()}


def test_tables_come_back_with_what_came_since_and_their_indexes(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SCANNED", 0)
    monkeypatch.setattr(kept_table, "SCANNED", 0)
    record.file(reports, time_zone="UTC")
    whole(record)
    reports.write_text(reports.read_text().replace("A3,", "A0,"), encoding="utf-8")
    record.file(reports, time_zone="UTC")
    told = whole(record)
    found = kept(record, "reports")
    assert found.changes is not None
    assert found.days is not None
    assert set(found.indexes) == {"report_id", "label", "first_id"}
    assert kept(record, "links").changes is not None
    with ceasefire.open(record.path, readonly=True) as again:
        assert all(one.equals(other) for one, other in zip(whole(again), told, strict=True))
        rows = again.tables.rows("reports", "label", ["A0", "A1"])
        assert sorted(rows["label"].to_pylist()) == ["A0", "A1"]
        assert set(record.rebuild().values()) == {"same", "new"}


def test_what_waits_for_the_computed_tables_is_kept(record: Record, reports: Path) -> None:
    whole(record)
    record.file(reports, time_zone="UTC")
    record.table("reports")
    assert "reports" in {*moment(record).pending, *moment(record).whole}
    with ceasefire.open(record.path, readonly=True) as again:
        assert again.table("links").num_rows == 3
    assert not moment(record).pending


@pytest.mark.parametrize(
    "name", ["../outside.arrow", "/etc/hostname", "a/b.0123456789abcdef.arrow", "..", "", "links.arrow", "links.json"]
)
def test_a_list_that_leads_out_of_the_folder_is_no_list(record: Record, reports: Path, name: str) -> None:
    record.file(reports, time_zone="UTC")
    whole(record)
    folder, held = record.tables.cache.folder, moment(record)
    outside = folder.parent / "outside.arrow"
    file = write(outside, record.table("links"))
    forged = msgspec.structs.replace(held.tables["links"], base=msgspec.structs.replace(file, name=name))
    put_list(record, msgspec.structs.replace(held, tables=held.tables | {"links": forged}))
    record.forget()
    assert record.table("links").num_rows == 3
    assert moment(record).tables["links"].base.name != name
    assert outside.exists(), "nothing outside is removed"


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"sha256":"","moment":{}}', b"\xff", b"[" * 100_000, b'{"sha256":1,"moment":[]}']
)
def test_a_list_that_is_none_is_not_read(record: Record, text: bytes) -> None:
    whole(record)
    (record.tables.cache.folder / LIST).write_bytes(text)
    record.forget()
    assert record.table("statements").num_rows == 1


def test_a_list_longer_than_any_is_not_read(record: Record) -> None:
    whole(record)
    with (record.tables.cache.folder / LIST).open("ab") as file:
        file.write(b" " * cache_room.LIST_BYTES)
    record.forget()
    assert record.table("statements").num_rows == 1


def test_a_table_of_other_columns_types_or_length_is_refused(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    links = record.table("links")
    folder = Folder(record.tables.cache)
    for table in (
        links.drop_columns(["incident_id"]),
        links.rename_columns([f"x{n}" for n in range(links.num_columns)]),
    ):
        put_base(record, "links", table, fit=True)
        with pytest.raises(BROKEN):
            folder.table("links", kept(record, "links"))
    put_base(record, "links", links, fit=True)
    held = kept(record, "links")
    assert folder.table("links", held).whole().equals(links)
    with pytest.raises(ValueError, match="were written"):
        folder.table("links", msgspec.structs.replace(held, rows=2))


def test_a_small_file_without_its_digest_is_refused(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.table("links")
    held = kept(record, "links")
    bare = msgspec.structs.replace(held, base=msgspec.structs.replace(held.base, sha256=None))
    with pytest.raises(ValueError, match="not as it was written"):
        Folder(record.tables.cache).table("links", bare)


def test_files_of_a_filing_that_could_not_be_kept_go_again(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(record)
    before = names(record)
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        patch.setattr(Folder, "put_moment", full)
        record.file(reports, time_zone="UTC")
        assert whole(record)[1].num_rows == 3
        assert names(record) == before
    record.forget()
    assert whole(record)[2].num_rows == 3


def test_files_of_no_list_go_after_a_day_and_listed_ones_stay(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    whole(record)
    folder, listed = record.tables.cache.folder, names(record)
    old, young = folder / f"links.{'0' * 16}.arrow", folder / f"links.{'1' * 16}.arrow"
    for path in (old, young):
        path.write_bytes(b"left over")
    for path in folder.iterdir():
        if path != young:
            os.utime(path, (1, 1))
    cache_room.prune(folder.parent, folder, every_seconds=0)
    assert names(record) == {*listed, young.name}


def test_what_an_earlier_version_kept_of_a_table_goes_when_it_is_written(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    folder = record.tables.cache.folder
    whole(record)
    former = [folder / name for name in ("links.parquet", "links.json")]
    for path in former:
        path.write_bytes(b"of an earlier version")
    (folder / LIST).unlink()
    record.forget()
    whole(record)
    assert not any(path.exists() for path in former)
    assert base_of(record, "links").exists()


def test_files_that_another_process_removed_are_written_again(record: Record, reports: Path) -> None:
    """The list of one names files that the other took away when it put its own list in place."""
    record.file(reports, time_zone="UTC")
    whole(record)
    with ceasefire.open(record.path, readonly=True) as other:
        whole(other)
        base_of(record, "links").unlink()
        reports.write_text(reports.read_text().replace("A3,", "A0,"), encoding="utf-8")
        record.file(reports, time_zone="UTC")
        assert other.table("links").num_rows == 4
    held = moment(record)
    assert all((record.tables.cache.folder / name).exists() for name in files._names(held))


def test_a_list_of_another_edition_or_program_is_not_read(record: Record) -> None:
    whole(record)
    held: Moment = moment(record)
    for other in (msgspec.structs.replace(held, edition=0), msgspec.structs.replace(held, code="0")):
        put_list(record, other)
        assert Folder(record.tables.cache).moment(held.code) is None

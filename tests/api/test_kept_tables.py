"""Kept tables lie in the reader's own folder; nothing is believed of them but what was written, and none of it is signed."""

import os
import stat
from pathlib import Path

import pyarrow.compute as pc
import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import cache_room, own_folders, verify_folder
from ceasefire.api.cache import Cache, kept_for
from ceasefire.api.editions import EDITION
from ceasefire.vocabulary import schema
from tests.api.kept_folder import poison, poison_parquet
from tests.small_record import REPORTS

GARBAGE = 424_242_424
SEEN = b"424242424"


def everything_under(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return mode, time and bytes of all that lies in a folder, the folder itself too."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        at = path.lstat()
        found[str(path)] = (at.st_mode, at.st_mtime_ns, path.read_bytes() if path.is_file() else b"")
    return found


def test_reading_writes_nothing_into_a_record(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.close()
    before = everything_under(record.path)
    assert not (record.path / "derived").exists()
    with ceasefire.open(record.path, readonly=True) as again:
        again.status()
        again.incidents()
        again.show("A1")
        again.report(tmp_path / "report.html")
        again.export(tmp_path / "export", formats=["csv"])
        again.rebuild()
    assert verify_folder(record.path).ok
    ceasefire.restore(ceasefire.backup(record.path, tmp_path / "copy"), tmp_path / "again")
    assert everything_under(record.path) == before


def test_kept_tables_are_for_their_owner_alone(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.table("links")
    folder = record.tables.cache.folder
    assert folder.is_relative_to(own_folders.cache())
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, folder)] == [0o700] * 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def most_killed(record: Record) -> int | None:
    found: int | None = pc.max(record.table("reports")["killed_high"]).as_py()
    return found


def test_a_kept_table_with_the_right_stamp_and_other_content_is_not_believed(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    assert most_killed(record) == 4
    poison(record, "reports", "killed_high", GARBAGE, fit=False)
    with ceasefire.open(record.path, readonly=True) as again:
        assert most_killed(again) == 4


def test_what_is_signed_rests_on_no_kept_table(record: Record, reports: Path, tmp_path: Path) -> None:
    reports.write_text(REPORTS.replace("https://south.example/9", ""), encoding="utf-8")
    record.file(reports, time_zone="UTC")
    record.export(tmp_path / "first", formats=["csv"])  # what an edition computes anew is kept as well
    for name in record.tables.graph.kept:
        record.table(name)
    for name in ("reports", "incidents"):
        poison(record, name, "killed_high", GARBAGE, fit=True)
    poison_parquet(record, f"{EDITION}incidents", "killed_high", GARBAGE)
    with ceasefire.open(record.path) as again:
        assert most_killed(again) == GARBAGE  # whoever writes the reader's own folder is the reader
        again.export(tmp_path / "plain", formats=["csv"])
        again.export(tmp_path / "signed", formats=["csv"], sign=True)
    assert SEEN in (tmp_path / "plain" / "reports.csv").read_bytes()
    assert SEEN in (tmp_path / "plain" / "incidents.csv").read_bytes()
    assert not any(SEEN in path.read_bytes() for path in (tmp_path / "signed").glob("*.csv"))
    assert record.rebuild()["statements"] == "new"


def test_what_an_earlier_version_left_in_a_record_is_neither_read_nor_touched(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    old = record.path / "derived"
    old.mkdir()
    (old / "reports.parquet").write_text("of another day")
    assert most_killed(record) == 4
    record.rebuild()
    assert (old / "reports.parquet").read_text() == "of another day"


def test_a_link_in_the_place_of_the_own_folder_is_not_followed(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    folder = record.tables.cache.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert most_killed(record) == 4
    record.rebuild()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_two_records_of_one_name_have_tables_of_their_own(record: Record, tmp_path: Path) -> None:
    with ceasefire.create(tmp_path / "other", name="test") as other:
        assert other.tables.cache.folder != record.tables.cache.folder
    (tmp_path / "link").symlink_to(record.path)
    with ceasefire.open(tmp_path / "link", readonly=True) as same:
        assert same.tables.cache.folder == record.tables.cache.folder


# --- room


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(own_folders.HOME, str(tmp_path / "home"))
    return own_folders.cache() / "tables"


def kept(record: Path, base: Path, *, age: int) -> Cache:
    """Keep a table of a record as if so many seconds ago."""
    record.mkdir()
    (record / "record.db").touch()
    cache = kept_for(record, "test")
    cache.write({"links": schema("links").empty_table()}, "stamp")
    past = (cache.folder / "record.json").stat().st_mtime - age
    os.utime(cache.folder / "record.json", (past, past))
    assert cache.folder.parent == base
    return cache


def test_tables_of_a_record_that_has_gone_are_removed(base: Path, tmp_path: Path) -> None:
    gone, here = (kept(tmp_path / name, base, age=9) for name in ("gone", "here"))
    (tmp_path / "gone" / "record.db").unlink()
    cache_room.prune(base, here.folder, every_seconds=0)
    assert (gone.folder.exists(), here.folder.exists()) == (False, True)


def test_beyond_a_number_of_bytes_the_oldest_go_first_and_never_those_in_use(base: Path, tmp_path: Path) -> None:
    old, used, new = (kept(tmp_path / name, base, age=age) for name, age in (("a", 20), ("b", 30), ("c", 10)))
    one = cache_room._bytes(new.folder)
    cache_room.prune(base, used.folder, most_bytes=2 * one + one // 2, every_seconds=0)
    assert [cache.folder.exists() for cache in (old, used, new)] == [False, True, True]
    cache_room.prune(base, used.folder, most_bytes=0)
    assert new.folder.exists(), "looked through again within the hour"
    cache_room.prune(base, used.folder, most_bytes=0, every_seconds=0)
    assert [cache.folder.exists() for cache in (used, new)] == [True, False]


def test_where_nothing_can_be_written_every_table_is_given(base: Path, record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    base.parent.parent.mkdir(parents=True, exist_ok=True)
    base.parent.write_text("a file where the folder would be")
    assert most_killed(record) == 4


@pytest.mark.skipif(os.name == "nt", reason="the system tells no modes")
@pytest.mark.parametrize("what", ["the place of all", "the folder", "the file", "the note"])
def test_what_others_can_write_is_not_believed(base: Path, tmp_path: Path, what: str) -> None:
    cache = kept_for(tmp_path / "record", "r")
    cache.write({"reports": schema("reports").empty_table()}, "stamp")
    assert cache.read("reports", "stamp") is not None
    path = {
        "the place of all": cache.folder.parent,
        "the folder": cache.folder,
        "the file": cache.folder / "reports.parquet",
        "the note": cache.folder / "reports.json",
    }[what]
    path.chmod(path.stat().st_mode | stat.S_IWOTH)
    assert cache.read("reports", "stamp") is None

"""A record from hostile hands is opened, verified, read and copied without a trace in its folder or outside it."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import pytest

from ceasefire.record import RecordError, Store, backup, connection, errors
from ceasefire.record.errors import DamagedError, DiskFailedError, RecordFullError
from tests.record import hostile
from tests.record.makings import free, made, wheres
from tests.soak import rounds


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return hostile.good(tmp_path_factory.mktemp("good") / "r")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A record small enough to be opened hundreds of times."""
    folder = tmp_path_factory.mktemp("tiny") / "r"
    with made(folder, ["alpha", "beta"]) as store:
        store.file("alpha", [free(i, cites=["ab" * 32]) for i in range(3)])
    return folder


@pytest.fixture
def place(whole, tmp_path):
    return hostile.placed(whole, tmp_path / "x")


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """The folder for scratch files, where private copies are made, empty at first."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def said(place):
    """What verify remarks of the database file."""
    return " ".join(one.what for one in Store.examine(place.record).remarks if one.where == "record.db")


# --- journals


def test_a_journal_that_names_another_file_is_refused_by_readers_and_writers(place, tmp_path):
    hostile.super_journal(place, random.Random(0))
    told = hostile.opened(place, tmp_path)
    assert len(told) == 3
    assert all("record.db-journal" in words and "names another file" in words for words in told)
    before = hostile.state(place.record), hostile.state(place.outside)
    with pytest.raises(DamagedError, match="names another file"):
        Store.open(place.record)
    assert (hostile.state(place.record), hostile.state(place.outside)) == before


def test_verify_goes_on_beside_a_journal_that_names_another_file(place):
    hostile.super_journal(place, random.Random(0))
    report = Store.examine(place.record)
    assert wheres(report) == ["record.db-journal"]
    assert report.statements == 66
    assert "without what should not lie beside it" in said(place)


@pytest.mark.parametrize("change", hostile.JOURNALS, ids=lambda change: change.__name__)
def test_whatever_lies_beside_the_database_is_left_as_it_is(whole, tmp_path, scratch, change):
    for seed in range(rounds(1, 40)):
        place = hostile.placed(whole, tmp_path / str(seed))
        change(place, random.Random(seed))
        hostile.opened(place, tmp_path)
        hostile.written(place)
    assert list(scratch.iterdir()) == []


def test_an_interrupted_write_is_undone_in_a_private_copy_and_by_the_next_writer_in_its_place(place, tmp_path, scratch):
    with Store.open(place.record, readonly=True) as store:
        before = store.offices()
    hostile.hot_journal(place, random.Random(3))
    shutil.copytree(place.record, tmp_path / "as-it-lies")
    os.chmod(place.record, 0o555)
    assert hostile.opened(place, tmp_path) == []
    with Store.open(place.record, readonly=True) as store:
        assert store.offices() == before
        assert store._db.is_copy
        assert list(scratch.iterdir()) == []
    assert "interrupted write" in said(place)
    (tmp_path / "as-it-lies" / "record.db-journal").unlink()
    assert not Store.examine(tmp_path / "as-it-lies").ok
    os.chmod(place.record, 0o755)
    with Store.open(place.record) as store:
        assert store.offices() == before
    assert sorted(os.listdir(place.record)) == ["blobs", "keys", "record.db"]
    assert said(place) == ""


def test_a_reader_that_finds_no_room_for_a_private_copy_says_so(place, monkeypatch):
    hostile.hot_journal(place, random.Random(3))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    with pytest.raises(RecordFullError, match="set TMPDIR"):
        Store.open(place.record, readonly=True)


WRITER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO meta VALUES ('x', 'y')")
    print("writing", flush=True)
    sys.stdin.readline()
    db.execute("ROLLBACK")
except sqlite3.OperationalError as error:
    print(error, flush=True)
"""


def test_the_journal_of_a_writer_at_work_holds_no_reader_up(place):
    path = place.record / "record.db"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout.readline() == "writing\n"
    assert (place.record / "record.db-journal").stat().st_size
    with Store.open(place.record, readonly=True, busy_seconds=0) as store:
        assert not store._db.is_copy
        assert len(list(store.entries())) == 66
    assert Store.examine(place.record).ok
    writer.communicate("\n")
    assert Store.examine(place.record).ok


def test_looking_at_a_record_drops_no_lock_of_a_writer_in_the_same_process(place):
    with Store.open(place.record) as store:
        store._db.execute("BEGIN IMMEDIATE")
        with Store.open(place.record, readonly=True) as reader:
            reader.offices()
        assert Store.examine(place.record).ok
        other = [sys.executable, "-c", WRITER, str(place.record / "record.db")]
        run = subprocess.run(other, input="\n", capture_output=True, text=True, check=True)
        assert run.stdout == "database is locked\n"
        store._db.execute("ROLLBACK")


def test_a_record_with_a_write_ahead_log_is_read_from_a_copy_and_converted_by_the_next_writer(place, tmp_path):
    hostile.wal_real(place, random.Random(1))
    assert "record.db-wal" in os.listdir(place.record)
    assert hostile.opened(place, tmp_path) == []
    with Store.open(place.record) as store:
        store.file("alpha", [free(7)])
    assert (place.record / "record.db").read_bytes()[18:20] == b"\x01\x01"
    assert sorted(os.listdir(place.record)) == ["blobs", "keys", "record.db"]
    assert Store.examine(place.record).ok


def test_a_file_in_the_place_of_the_database_that_is_empty_is_not_opened(place):
    (place.record / "record.db").write_bytes(b"")
    (place.record / "record.db-journal").write_bytes(b"x")
    for readonly in (True, False):
        with pytest.raises(DamagedError, match="empty"):
            Store.open(place.record, readonly=readonly)
    assert sorted(os.listdir(place.record)) == ["blobs", "keys", "record.db", "record.db-journal"]


# --- links


@pytest.mark.parametrize("which", range(13))
def test_links_are_named_and_never_followed(place, tmp_path, which):
    path, _ = hostile.links(place)[which]
    name = hostile.spoil_link(place, random.Random(0), which).partition(": ")[2]
    told = hostile.opened(place, tmp_path)
    hostile.written(place)
    if path.name in ("record.db.new", "incoming-x") or name.startswith("keys"):
        return  # leftovers mean nothing, and no check needs the keys
    assert told, name


def test_a_blob_behind_a_link_is_not_given_out(place):
    blob = sorted((place.record / "blobs").glob("??/*"))[0]
    blob.unlink()
    blob.symlink_to(place.outside / "inner" / "id")
    with Store.open(place.record, readonly=True) as store, pytest.raises(DamagedError, match="symbolic link"):
        store.read_blob(blob.name)


def test_nothing_is_filed_through_a_folder_that_is_a_link(place):
    shutil.rmtree(place.record / "blobs")
    os.rename(place.record / "keys", place.outside / "keys")
    (place.record / "blobs").symlink_to(place.outside / "inner")
    (place.record / "keys").symlink_to(place.outside / "keys")
    before = hostile.state(place.outside)
    with Store.open(place.record) as store:
        for attempt in (
            lambda: store.put_blob(b"mine"),
            lambda: store.enrol("gamma", "c"),
            lambda: store.file("alpha", [free(1)]),
        ):
            with pytest.raises(DamagedError, match="symbolic link"):
                attempt()
    assert hostile.state(place.outside) == before


# --- schemas


@pytest.mark.parametrize("sql", hostile.SCHEMAS, ids=lambda sql: sql[:40])
def test_what_a_stranger_defines_is_not_run(whole, tmp_path, sql):
    place = hostile.placed(whole, tmp_path / "x")
    hostile.spoil_schema(place, random.Random(1), sql)
    told = hostile.opened(place, tmp_path)
    if "DROP TABLE" in sql:
        assert any("its ledgers were not read" in words for words in told)
        with pytest.raises(DamagedError, match="is altered"):
            Store.open(place.record, readonly=True)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX sly ON entry (ledger, seq, id, kind, filing, envelope)",
        "CREATE TRIGGER sly AFTER INSERT ON entry BEGIN DELETE FROM head; END",
    ],
)
def test_an_index_or_trigger_that_hides_behind_another_name_is_seen(place, sql):
    db = sqlite3.connect(place.record / "record.db", isolation_level=None)
    db.execute("CREATE TABLE alien (a)")
    db.execute(sql)
    db.execute("PRAGMA writable_schema=ON")
    db.execute("UPDATE sqlite_master SET tbl_name = 'alien' WHERE name = 'sly'")
    db.close()
    with pytest.raises(DamagedError, match="sly"):
        Store.open(place.record)
    assert not Store.examine(place.record).ok


# --- values, pages


def test_a_value_of_another_kind_than_its_column_is_named(tiny, tmp_path):
    """Integers where texts belong, blobs for integers, nulls, reals, broken UTF-8, values far too long."""
    few = rounds(1, len(hostile.VALUES))
    for i, column in enumerate(hostile.COLUMNS):
        for j in range(few):
            value = hostile.VALUES[(i * few + j) % len(hostile.VALUES)]
            place = hostile.placed(tiny, tmp_path / f"{i}-{j}")
            hostile.poke_value(place.record / "record.db", column, value, "1")
            assert_held(tiny, place, tmp_path, f"{column} = {value}")


def assert_held(good, place, scratch, words):
    """Each record that verifies is, entry for entry, the one it was made from."""
    told = hostile.opened(place, scratch)
    if not told:
        with Store.open(place.record, readonly=True) as store, Store.open(good, readonly=True) as other:
            assert list(store.entries()) == list(other.entries()), words


def test_an_integer_for_an_origin_is_a_problem_and_no_crash(tiny, tmp_path):
    place = hostile.placed(tiny, tmp_path / "x")
    hostile.poke_value(place.record / "record.db", "ledger.origin", "7", "1")
    report = Store.examine(place.record)
    assert any("an integer where column 'origin' has text" in problem.what for problem in report.problems)
    with Store.open(place.record, readonly=True) as store:
        for question in (store.offices, lambda: list(store.entries()), lambda: store.get("00" * 32)):
            with pytest.raises(RecordError):
                question()


@pytest.mark.parametrize("seed", range(4))
def test_a_tree_that_leads_in_circles_ends(whole, tmp_path, seed):
    place = hostile.placed(whole, tmp_path / "x")
    hostile.spoil_pages(place, random.Random(seed), hostile.bomb)
    assert hostile.opened(place, tmp_path)


def test_a_question_has_a_bound_and_filing_much_has_none(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "_STEPS_AT_LEAST", 0)
    monkeypatch.setattr(connection, "_STEPS_A_BYTE", 0)
    cites = [f"{i:064x}" for i in range(150)]
    with made(tmp_path / "r") as store:
        store.file("alpha", [free(i, cites=cites) for i in range(30)])
        with pytest.raises(DamagedError, match="leads reading in circles"), errors.translated():
            store._db.execute("SELECT max(length(target)) FROM reference").fetchall()
        assert len(list(store.entries())) == 31


def test_a_head_that_claims_endless_entries_ends(tiny, tmp_path):
    place = hostile.placed(tiny, tmp_path / "x")
    hostile.poke_value(place.record / "record.db", "head.size", "9223372036854775807", "1")
    hostile.poke_value(place.record / "record.db", "entry.ledger", "x'00'", "seq = 1")
    assert any(
        "most before them are missing" in words or "missing" in words for words in hostile.opened(place, tmp_path)
    )


def test_hostile_folders_of_every_kind_touch_nothing(whole, tmp_path):
    """Pages, values, schemas, journals and links by chance: see `hostile.spoil`."""
    for seed in range(rounds(16, 3000)):
        place = hostile.placed(whole, tmp_path / "x")
        words = hostile.spoil(place, seed)
        assert_held(whole, place, tmp_path, f"seed {seed}, {words}")
        if seed % 3 == 0:
            hostile.written(place)
        shutil.rmtree(tmp_path / "x")


# --- words and errors


def test_what_waits_for_progress_may_stop_a_check(whole):
    def stop(count):
        raise ValueError("enough")

    with pytest.raises(ValueError, match="enough"):
        Store.examine(whole, progress=stop)


def test_a_failing_disk_is_told_from_a_full_one():
    failing = sqlite3.OperationalError("disk I/O error")
    failing.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert type(errors.from_sqlite(failing)) is DiskFailedError
    assert type(errors.from_sqlite(full)) is RecordFullError
    assert type(errors.from_os(OSError(5, "Input/output error"))) is DiskFailedError
    assert "room" not in str(errors.from_sqlite(failing))


def test_a_copy_of_a_hostile_folder_holds_nothing_of_the_reader(place, tmp_path):
    shutil.rmtree(place.record / "blobs")
    (place.record / "blobs").symlink_to(place.outside)
    copied = backup(place.record, tmp_path / "copy")
    assert [problem.where for problem in copied.left_out] == ["blobs"]
    assert list((copied.path / "blobs").iterdir()) == []

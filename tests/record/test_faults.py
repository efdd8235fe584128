"""Kills, full disks, torn files, flipped bits, deleted rows: nothing acknowledged is lost, nothing changes unseen."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys

import pytest
from bench.record import kills

from ceasefire.record import Store, backup
from ceasefire.record.errors import DamagedError, RecordError, RecordFullError
from tests.record.makings import draft, free, made, wheres


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked, so that a kill takes no start of Python")
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(tmp_path):
    seen = kills.loop(tmp_path, 8, seed=1)
    assert seen.kills == 8
    assert seen.statements > 8


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked, so that a kill takes no start of Python")
def test_a_thousand_kills(tmp_path):
    seen = kills.loop(tmp_path, 1000, seed=2)
    assert seen.statements > 1000
    assert seen.blobs
    assert seen.offices


def test_a_loss_after_a_kill_would_be_seen(tmp_path):
    seen = kills.Seen()
    with made(tmp_path / "r", entries=2) as store:
        told = [f"id {entry.id}" for entry in store.entries("alpha", kinds=["report"])]
    kills.check(tmp_path / "r", told, seen, verify=True)
    for lost in (f"id {'ab' * 32}", f"blob {'ab' * 32}", "office beta"):
        with pytest.raises(AssertionError, match="1 acknowledged and lost"):
            kills.check(tmp_path / "r", [*told, lost], seen, verify=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A record of two offices, and the bytes of its database and entries."""
    folder = tmp_path_factory.mktemp("faults") / "r"
    with made(folder, ["alpha", "beta"]) as store:
        store.file("alpha", [draft(i, cites=["ab" * 32] if i % 5 else []) for i in range(600)])
        store.file("beta", [draft(i) for i in range(40)])
        assert store.verify().ok
        entries = {(e.office, e.seq): e.envelope for e in store.entries()}
    return folder, (folder / "record.db").read_bytes(), entries


@pytest.fixture
def copy(whole, tmp_path):
    shutil.copytree(whole[0], tmp_path / "r")
    return tmp_path / "r"


def still_readable(folder):
    with Store.open(folder, readonly=True) as store:
        return {(e.office, e.seq): e.envelope for e in store.entries()}


def flip_bits(folder, data, entries, count, seed):
    """Each random flip is named, or every entry still reads as it was signed."""
    chance = random.Random(seed)
    silent = 0
    for _ in range(count):
        at, bit = chance.randrange(len(data)), chance.randrange(8)
        changed = bytearray(data)
        changed[at] ^= 1 << bit
        (folder / "record.db").write_bytes(changed)
        if Store.examine(folder).ok:
            silent += 1
            assert still_readable(folder) == entries, f"byte {at}, bit {bit}"
    return silent


def test_a_flipped_bit_is_named_or_changes_nothing(whole, copy):
    assert flip_bits(copy, whole[1], whole[2], 30, seed=3) < 15


@pytest.mark.soak
def test_many_flipped_bits(whole, copy):
    flip_bits(copy, whole[1], whole[2], 1500, seed=4)


@pytest.mark.parametrize("at", [0, 5, 18, 24, 28, 60, 68, 100, 103, 105])
def test_a_damaged_header_is_a_problem_and_not_a_crash(whole, copy, at):
    changed = bytearray(whole[1])
    changed[at] ^= 0xFF
    (copy / "record.db").write_bytes(changed)
    report = Store.examine(copy)
    assert not report.ok or still_readable(copy) == whole[2]


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 8192, 50_000, -8192, -1])
def test_a_torn_file_is_named(whole, copy, size):
    (copy / "record.db").write_bytes(whole[1][:size])
    report = Store.examine(copy)
    assert not report.ok
    assert all(where.startswith(("record.db", "office")) for where in wheres(report))


@pytest.mark.parametrize("seed", range(6))
def test_pages_swapped_or_wiped_are_named(whole, copy, seed):
    chance = random.Random(seed)
    pages = [whole[1][i : i + 8192] for i in range(0, len(whole[1]), 8192)]
    a, b = chance.sample(range(1, len(pages)), 2)
    pages[a], pages[b] = pages[b], (pages[a] if seed % 2 else bytes(8192))
    (copy / "record.db").write_bytes(b"".join(pages))
    assert not Store.examine(copy).ok or still_readable(copy) == whole[2]


def test_a_damaged_record_is_read_with_our_errors_only(whole, copy):
    chance = random.Random(7)
    for _ in range(25):
        changed = bytearray(whole[1])
        for _ in range(40):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        (copy / "record.db").write_bytes(changed)
        try:
            with Store.open(copy) as store:
                list(store.entries())
                store.offices()
                store.conflicts()
        except RecordError:
            pass


TAMPERED = [
    ("DELETE FROM entry WHERE ledger = 1 AND seq = 17", "office alpha, entry 17"),
    ("DELETE FROM entry WHERE ledger = 1 AND seq = 600", "office alpha, entry 600"),
    ("DELETE FROM entry WHERE ledger = 1", "office alpha, head"),
    ("UPDATE entry SET envelope = x'00' WHERE ledger = 1 AND seq = 3", "office alpha, entry 3 ("),
    ("UPDATE entry SET id = zeroblob(32) WHERE ledger = 1 AND seq = 3", "office alpha, entry 3 ("),
    ("UPDATE entry SET kind = 'tally' WHERE ledger = 1 AND seq = 3", "office alpha, entry 3 ("),
    ("UPDATE entry SET filing = NULL WHERE ledger = 1 AND seq = 3", "office alpha, entry 3 ("),
    ("UPDATE entry SET filing = zeroblob(32) WHERE ledger = 1 AND seq = 3", "office alpha, entry 3 ("),
    ("UPDATE entry SET seq = -seq WHERE ledger = 1 AND seq = 3", "office alpha, entry 3"),
    (
        "UPDATE entry SET envelope = (SELECT envelope FROM entry WHERE ledger = 2 AND seq = 4), filing = NULL "
        "WHERE ledger = 1 AND seq = 3",
        "office alpha, entry 3 (",
    ),
    (
        "INSERT INTO entry SELECT NULL, 1, 601, id, kind, NULL, envelope FROM entry WHERE seq = 9 AND ledger = 1",
        "office alpha, head",
    ),
    (
        "INSERT INTO entry SELECT NULL, 9, seq, id, kind, NULL, envelope FROM entry WHERE seq = 9 AND ledger = 1",
        "record.db, entry",
    ),
    ("UPDATE tile SET hashes = zeroblob(8192) WHERE n = 1", "office alpha, tile 0/1"),
    ("DELETE FROM tile WHERE n = 1", "office alpha, tile"),
    ("INSERT INTO tile VALUES (1, 5, 5, x'00')", "office alpha, tiles"),
    ("UPDATE head SET edge = zeroblob(length(edge))", "office alpha, edge"),
    ("UPDATE head SET size = size + 1", "office alpha, head"),
    ("UPDATE head SET size = -1", "office alpha, head"),
    ("UPDATE head SET size = 4611686018427387904", "office alpha, head"),
    ("UPDATE head SET checkpoint = (SELECT checkpoint FROM head WHERE ledger = 2)", "office alpha, checkpoint"),
    ("DELETE FROM head WHERE ledger = 1", "office alpha, head"),
    ("UPDATE ledger SET office = 'gamma' WHERE ledger = 1", "office gamma"),
    ("UPDATE ledger SET origin = 'elsewhere' WHERE ledger = 1", "office alpha"),
    ("DELETE FROM reference WHERE seq = 4 AND ledger = 1", "office alpha, entry 4 ("),
    ("INSERT INTO reference VALUES (zeroblob(32), -1, 'cites', 1, 3)", "record.db, index of references"),
    ("DELETE FROM meta", "record.db, meta"),
]


@pytest.mark.parametrize(("sql", "where"), TAMPERED, ids=[sql[:60] for sql, _ in TAMPERED])
def test_what_is_changed_behind_the_triggers_is_named(copy, sql, where):
    db = sqlite3.connect(copy / "record.db")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute(sql)
    db.commit()
    db.close()
    report = Store.examine(copy)
    named = wheres(report)
    assert any(found.startswith(where) for found in named), named
    assert sum(found == "record.db, schema" for found in named) == 12


def test_an_entry_whose_hash_was_damaged_is_told_from_a_damaged_entry(copy):
    db = sqlite3.connect(copy / "record.db")
    db.execute("DROP TRIGGER tile_keep_update")
    db.execute("UPDATE tile SET hashes = CAST(zeroblob(32) || substr(hashes, 33) AS BLOB) WHERE ledger = 1 AND n = 0")
    db.commit()
    db.close()
    whats = [(p.where, p.what) for p in Store.examine(copy).problems if "schema" not in p.where]
    assert whats == [("office alpha, tile 0/0", "its hash of entry 0 is damaged; the entry holds")]


# --- every step of a write fails in turn


class Failing:
    """A connection whose call number `at` fails, before or after it was carried out."""

    def __init__(self, db, at, carried_out):
        self.db, self.at, self.carried_out, self.calls = db, at, carried_out, 0

    def __getattr__(self, name):
        return getattr(self.db, name)

    def execute(self, *given):
        return self._call(self.db.execute, given)

    def executemany(self, *given):
        return self._call(self.db.executemany, given)

    def _call(self, call, given):
        self.calls += 1
        if self.calls != self.at:
            return call(*given)
        if self.carried_out:
            call(*given)
        raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize("carried_out", [False, True])
@pytest.mark.parametrize("before", [0, 254])
def test_every_step_of_filing_may_fail_and_filing_again_is_filing_once(tmp_path, before, carried_out):
    with made(tmp_path / "r", entries=before) as store:
        real = store._db
        for at in range(1, 100):
            drafts = [free(100 * at + i, cites=["ab" * 32]) for i in range(3)]
            store._db = Failing(real, at, carried_out)
            try:
                store.file("alpha", drafts)
                break
            except RecordError:
                store._db = real
            receipts = store.file("alpha", drafts)
            assert len({receipt.id for receipt in receipts}) == 3
            assert store.offices()[0].size == 1 + before + 3 * at
        assert store.verify().ok
    assert 10 < at < 40


# --- a full disk


def fill(store, start):
    """Files until the disk is full; the number acknowledged."""
    done = [0]
    with pytest.raises(RecordFullError):
        store.file(
            "alpha", (free(start + i, cites=["ab" * 32]) for i in range(10**6)), progress=lambda n: done.append(n)
        )
    return done[-1]


def test_a_full_database_keeps_what_was_acknowledged(tmp_path):
    with made(tmp_path / "r") as store:
        store._db.execute("PRAGMA max_page_count=600")
        done = fill(store, 0)
        assert done >= 1000
        assert store.offices()[0].size == 1 + done
        assert store.verify().ok
        store._db.execute("PRAGMA max_page_count=1000000")
        assert len(store.file("alpha", [free(10**7)])) == 1
        assert store.verify().ok


LIMITED = """
import resource, sys
from ceasefire.record import Draft, Store
from ceasefire.record.errors import RecordFullError
with Store.open(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))
    done = [0]
    try:
        store.file("alpha", (Draft("note", {"n": i}) for i in range(10**6)), progress=done.append)
    except RecordFullError:
        print(done[-1])
    try:
        store.put_blob(bytes(4_000_000))
    except RecordFullError:
        print("blob refused")
    try:
        import pyarrow as pa
        store.write_batch(pa.table({"a": list(range(400_000))}))
    except RecordFullError:
        print("batch refused")
"""


def test_a_file_size_limit_is_a_full_record(tmp_path):
    with made(tmp_path / "r"):
        pass
    run = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path / "r")], capture_output=True, text=True)
    lines = run.stdout.split("\n")
    assert lines[1:3] == ["blob refused", "batch refused"], run.stderr
    assert int(lines[0]) >= 1000
    with Store.open(tmp_path / "r") as store:
        assert store.offices()[0].size == 1 + int(lines[0])
        assert list((store.path / "blobs").iterdir()) == []
        assert store.verify().ok
        assert len(store.file("alpha", [free(10**7)])) == 1


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB, where the system lets one be made."""
    where = tmp_path / "disk"
    where.mkdir()
    made_one = shutil.which("mount") and os.geteuid() == 0
    if (
        not made_one
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", where], check=False).returncode
    ):
        pytest.skip("needs the right to mount a small disk")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


def test_a_full_disk_keeps_what_was_acknowledged(small_disk):
    with made(small_disk / "r") as store:
        done = fill(store, 0)
        assert done >= 1000
        with pytest.raises(RecordFullError):
            store.put_blob(bytes(4_000_000))
        assert not any("incoming" in path.name for path in (store.path / "blobs").iterdir())
        with pytest.raises(RecordFullError):
            backup(store.path, small_disk / "copy")
        assert list((small_disk / "copy").iterdir()) == []
        shutil.rmtree(small_disk / "copy")
        assert store.offices()[0].size == 1 + done
        assert store.verify().ok


def test_an_interrupted_creation_leaves_nothing_that_looks_like_a_record(tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "record.db.new").write_bytes(b"half of a database")
    with made(tmp_path / "r") as store:
        assert store.verify().ok
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == ["blobs", "keys", "record.db"]


def test_a_key_statement_that_does_not_hold_stops_filing(copy):
    db = sqlite3.connect(copy / "record.db")
    (trigger,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_keep_update'").fetchone()
    db.execute("DROP TRIGGER entry_keep_update")
    db.execute("UPDATE entry SET envelope = x'00' WHERE seq = 0")
    db.execute(trigger)
    db.commit()
    db.close()
    with Store.open(copy) as store, pytest.raises(DamagedError, match="key statement"):
        store.file("alpha", [free(1)])


def test_memory_of_filing_and_verifying_does_not_follow_the_number_of_statements(tmp_path):
    """Peak memory at four times the statements is at most half as much again."""
    peaks = []
    for count in (2_000, 8_000):
        code = (
            "import resource, sys\nfrom ceasefire.record import Draft, Store\n"
            "with Store.create(sys.argv[1]) as s:\n"
            "    s.enrol('alpha', 'a')\n"
            "    for start in range(0, int(sys.argv[2]), 1000):\n"
            "        s.file('alpha', (Draft('note', {'n': start + i, 't': 'x' * 500}) for i in range(1000)))\n"
            "    assert s.verify().ok\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        run = subprocess.run([sys.executable, "-c", code, str(tmp_path / str(count)), str(count)], capture_output=True)
        peaks.append(int(run.stdout))
    assert peaks[1] < peaks[0] * 1.5

"""Back-up and restore: whole, of one moment, without private keys unless asked for."""

import os

import pytest

from ceasefire.record import Store, backup, plain_files, restore
from ceasefire.record.errors import AlreadyThereError, DamagedError, KeyUnusableError, NotFoundError, RecordError
from tests.record.makings import draft, free, made, wheres


def contents(store):
    return [(entry.office, entry.seq, entry.envelope) for entry in store.entries()]


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"], entries=300) as found:
        found.put_blob(b"a blob")
        yield found


def test_a_copy_holds_everything_but_the_keys(store, tmp_path):
    copy = backup(store.path, tmp_path / "copy").path
    assert not (copy / "keys").exists()
    with Store.open(copy) as other:
        assert contents(other) == contents(store)
        assert other.head_digest() == store.head_digest()
        assert other.verify().ok
        assert other.verify().blobs == 1
        with pytest.raises(KeyUnusableError):
            other.file("alpha", [free(1)])


def test_keys_travel_only_when_asked_for(store, tmp_path):
    copy = backup(store.path, tmp_path / "copy", keys=True)
    back = restore(copy, tmp_path / "back").path
    assert {path.stat().st_mode & 0o777 for path in (back / "keys").iterdir()} == {0o600}
    with Store.open(back) as other:
        assert len(other.file("alpha", [free(1)])) == 1
        assert other.verify().ok


def test_a_copy_is_never_made_over_something(store, tmp_path):
    with pytest.raises(AlreadyThereError):
        backup(store.path, store.path)
    with pytest.raises(NotFoundError):
        backup(tmp_path / "nowhere", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


LINKS = {
    "blobs/aa": "private",
    f"blobs/ab/{'ab' * 32}": "private/id",
    "keys/alpha.extra.pem": "private/id",
}


def test_a_copy_never_holds_what_a_link_points_at(store, tmp_path):
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "id").write_text("a private key")
    for place, points_at in LINKS.items():
        (store.path / place).parent.mkdir(exist_ok=True)
        (store.path / place).symlink_to(tmp_path / points_at)
    os.mkfifo(store.path / "blobs" / "ab" / "pipe")
    (store.path / "blobs" / "incoming-rest").write_text("left over")
    copied = backup(store.path, tmp_path / "copy", keys=True)
    assert {problem.where for problem in copied.left_out} == {*LINKS, "blobs/ab/pipe"}
    assert not any(path.read_bytes() == b"a private key" for path in copied.path.rglob("*") if path.is_file())
    assert not any("incoming" in path.name for path in copied.path.rglob("*"))
    again = restore(store.path, tmp_path / "again")
    assert again.left_out == copied.left_out


@pytest.mark.parametrize("part", ["blobs", "keys", "record.db"])
def test_a_part_of_a_record_that_is_a_link_is_not_copied(store, tmp_path, part):
    os.rename(store.path / part, tmp_path / "elsewhere")
    (store.path / part).symlink_to(tmp_path / "elsewhere")
    if part == "record.db":
        with pytest.raises(DamagedError, match=r"record\.db is a symbolic link"):
            backup(store.path, tmp_path / "copy", keys=True)
        assert list((tmp_path / "copy").iterdir()) == []
        return
    copied = backup(store.path, tmp_path / "copy", keys=True)
    assert [problem.where for problem in copied.left_out] == [part]
    assert list((copied.path / part).iterdir()) == []


def stopped(monkeypatch, calls):
    """Ends the copying of files with Ctrl-C after this many."""
    real = plain_files.copy
    left = [calls]

    def copy(*given, **named):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        real(*given, **named)

    monkeypatch.setattr(plain_files, "copy", copy)


@pytest.mark.parametrize("calls", range(4))
def test_an_interrupted_copy_is_taken_up_again(store, tmp_path, monkeypatch, calls):
    for content in (b"two", b"three"):
        store.put_blob(content)
    real = plain_files.copy
    stopped(monkeypatch, calls)
    with pytest.raises(KeyboardInterrupt):
        backup(store.path, tmp_path / "copy", keys=True)
    monkeypatch.setattr(plain_files, "copy", real)
    assert (tmp_path / "copy" / "backup-unfinished").exists()
    assert not (tmp_path / "copy" / "record.db").exists()
    (tmp_path / "copy" / "copying.new").write_bytes(b"half of a fi")
    with made(tmp_path / "other") as other, pytest.raises(AlreadyThereError, match="unfinished copy of"):
        backup(other.path, tmp_path / "copy", keys=True)
    store.file("alpha", [free(1)])
    copied = backup(store.path, tmp_path / "copy", keys=True)
    assert copied.resumed
    assert sorted(os.listdir(copied)) == ["blobs", "keys", "record.db"]
    assert Store.examine(copied).ok
    assert Store.examine(copied).blobs == 3
    with Store.open(copied, readonly=True) as other:
        assert contents(other) == contents(store)
    with pytest.raises(AlreadyThereError):
        backup(store.path, tmp_path / "copy", keys=True)


def test_a_copy_stopped_before_its_last_step_is_finished_and_keys_stay_where_they_were_asked_for(store, tmp_path):
    copied = backup(store.path, tmp_path / "copy", keys=True)
    os.rename(copied.path / "record.db", copied.path / "record.db.new")
    with pytest.raises(AlreadyThereError, match="with private keys"):
        backup(store.path, tmp_path / "copy")
    assert backup(store.path, tmp_path / "copy", keys=True).resumed


def test_a_blob_that_an_interrupted_copy_left_damaged_is_copied_again(store, tmp_path):
    copied = backup(store.path, tmp_path / "copy")
    os.rename(copied.path / "record.db", copied.path / "record.db.new")
    (blob,) = (copied.path / "blobs").glob("??/*")
    blob.chmod(0o600)
    blob.write_bytes(b"a bl")
    backup(store.path, tmp_path / "copy")
    assert blob.read_bytes() == b"a blob"


def test_a_copy_is_not_made_inside_its_record(store):
    with pytest.raises(RecordError, match="inside the record"):
        backup(store.path, store.path / "copy")
    assert not (store.path / "copy").exists()


def test_a_copy_taken_while_somebody_files_is_of_one_moment(store, tmp_path):
    taken = []

    def copy(count):
        taken.append(backup(store.path, tmp_path / f"copy{count}"))

    store.file("alpha", [draft(i) for i in range(1000, 3500)], progress=copy)
    for path, size in zip(taken, (1301, 2301, 2801), strict=True):
        with Store.open(path, readonly=True) as other:
            assert other.offices()[0].size == size
            assert other.verify().ok


def test_an_older_copy_is_shown_by_a_kept_checkpoint(store, tmp_path):
    old = backup(store.path, tmp_path / "old", keys=True)
    store.file("alpha", [free(1)])
    kept = tmp_path / "kept.note"
    kept.write_text(store.checkpoint("alpha"))
    assert store.verify(checkpoint=kept).ok
    report = Store.examine(old, checkpoint=kept)
    assert wheres(report) == ["kept checkpoint kept.note"]
    assert "rolled back" in report.problems[0].what
    assert Store.examine(old).ok
    with Store.open(old) as forked:
        forked.file("alpha", [free(2), free(3)])
        assert forked.verify().ok
        (problem,) = forked.verify(checkpoint=kept).problems
        assert "another history" in problem.what
        assert store.verify(checkpoint=[kept, forked.checkpoint("beta")]).ok


def test_checkpoints_of_strangers_and_forged_ones_are_named(store, tmp_path):
    good = store.checkpoint("alpha")
    with made(tmp_path / "other", ["gamma"]) as other:
        assert "no such ledger" in store.verify(checkpoint=other.checkpoint("gamma")).problems[0].what
    assert "does not hold" in store.verify(checkpoint=good.replace("\n301\n", "\n300\n")).problems[0].what
    assert not store.verify(checkpoint="not a note\n").ok
    assert not store.verify(checkpoint=tmp_path / "absent").ok

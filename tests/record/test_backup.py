"""Back-up and restore: whole, of one moment, without private keys unless asked for."""

import pytest

from ceasefire.record import Store, backup, restore
from ceasefire.record.errors import AlreadyThereError, KeyUnusableError, NotFoundError
from tests.record.makings import draft, free, made, wheres


def contents(store):
    return [(entry.office, entry.seq, entry.envelope) for entry in store.entries()]


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"], entries=300) as found:
        found.put_blob(b"a blob")
        yield found


def test_a_copy_holds_everything_but_the_keys(store, tmp_path):
    copy = backup(store.path, tmp_path / "copy")
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
    back = restore(copy, tmp_path / "back")
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

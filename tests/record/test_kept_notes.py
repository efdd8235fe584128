"""Checkpoints kept elsewhere: files, folders and texts of several, and heads that the own machine remembers."""

import pytest

from ceasefire.record import Store, backup, note
from ceasefire.record.kept_notes import KeptNote
from ceasefire.record.reader import Reader
from tests.record.makings import free, made, wheres


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"], entries=3) as found:
        yield found


def test_several_checkpoints_in_files_and_folders_are_each_named(store, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "old.checkpoint").write_text(store.checkpoint("alpha"))
    store.file("alpha", [free(1)])
    (folder / "both.note").write_text(store.checkpoint("alpha") + store.checkpoint("beta"))
    (folder / "readme.txt").write_text("not a checkpoint")
    single = tmp_path / "single"
    single.write_text(store.checkpoint("beta"))
    report = store.verify(checkpoint=[folder, single])
    assert report.ok
    assert [(one.where, one.size, one.holds) for one in report.checkpoints] == [
        ("kept checkpoint kept/both.note, note 1", 5, True),
        ("kept checkpoint kept/old.checkpoint", 4, True),
        ("kept checkpoint kept/both.note, note 2", 4, True),
        ("kept checkpoint single", 4, True),
    ]
    assert [remark.where for remark in report.remarks if "checkpoint" in remark.where] == [
        "kept checkpoint kept/readme.txt"
    ]


def test_one_that_does_not_hold_among_several_is_named(store, tmp_path):
    old = backup(store.path, tmp_path / "old")
    store.file("alpha", [free(1)])
    kept = tmp_path / "kept.checkpoint"
    kept.write_text(store.checkpoint("beta") + store.checkpoint("alpha"))
    report = Store.examine(old, checkpoint=kept)
    assert wheres(report) == ["kept checkpoint kept.checkpoint, note 2"]
    assert [one.holds for one in report.checkpoints] == [False, True]


@pytest.mark.parametrize(
    ("name", "spoil", "words"),
    [
        ("a.checkpoint", lambda text: text + "\n", "empty line"),
        ("a.checkpoint", lambda text: text.replace("\n", "\r\n"), "Windows"),
        ("a.checkpoint", lambda text: text + "more\n", "not a note"),
        ("a.txt", lambda text: text, "no checkpoint in kept"),
    ],
)
def test_what_cannot_be_compared_is_a_problem_and_says_why(store, tmp_path, name, spoil, words):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / name).write_bytes(spoil(store.checkpoint("alpha")).encode())
    (problem,) = store.verify(checkpoint=tmp_path / "kept").problems
    assert words in problem.what


def remembering(store, **changes):
    """What a machine remembers that filed into `alpha` as it stands now."""
    text, keys = store.checkpoint("alpha"), store.first_keys()
    origin = note.read_checkpoint(text).origin
    beside = tuple((other, key) for other, key in keys.items() if other != origin)
    signed = note.read_checkpoint(text)
    kept = KeptNote(where="own", text=text, checkpoint=signed, key=keys[origin], beside=beside, kept="in May")
    return lambda origin_, key: kept if (origin_, key) == (origin, keys[origin]) else None


def test_a_remembered_head_shows_a_rollback_and_a_ledger_that_is_gone(store, tmp_path):
    with made(tmp_path / "less", ["alpha"]) as fresh:
        assert Store.examine(fresh.path, reader=Reader(remembered=remembering(store))).ok
    old = backup(store.path, tmp_path / "old")
    store.enrol("gamma", "c")
    store.file("alpha", [free(1)])
    remembered = remembering(store)
    assert Store.examine(store.path, reader=Reader(remembered=remembered)).ok
    report = Store.examine(old, reader=Reader(remembered=remembered))
    problems = [problem.what for problem in report.problems]
    assert len(problems) == 2
    assert problems[0].startswith("an older copy: 4 statements here, this machine kept the head of 5 in May; take")
    assert [(one.older, one.fault) for one in report.checkpoints] == [(True, problems[0])]
    assert "ceasefire/example/c/gamma" in problems[1]
    assert "is not here" in problems[1]

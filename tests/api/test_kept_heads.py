"""Heads that this machine remembers: an older copy is noticed before anything is signed, and nothing else is."""

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import BehindKeptHead, Record
from ceasefire.api import kept_heads, own_folders, verify_folder
from ceasefire.api.kept_heads import KeptHeadUnusable


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def quiet() -> Iterator[None]:
    """Any warning of ours ends the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", BehindKeptHead)
        warnings.simplefilter("error", KeptHeadUnusable)
        yield


def head_file(record: Record) -> Path:
    origin = record.office(None)
    return kept_heads.place(origin, record.store.first_keys()[origin])


def older_copy(record: Record, reports: Path, folder: Path) -> Path:
    """Return a copy with keys, taken before the record went on by a judgement."""
    record.file(reports, time_zone="UTC")
    ceasefire.backup(record.path, folder / "copy", keys=True)
    record.judge("A1", "A2", "same")
    return folder / "copy"


def test_filing_into_an_old_back_up_warns_and_files_all_the_same(record: Record, reports: Path, tmp_path: Path) -> None:
    copy = older_copy(record, reports, tmp_path)
    with pytest.warns(BehindKeptHead, match="older copy"):
        ceasefire.restore(copy, tmp_path / "again")
    with ceasefire.open(tmp_path / "again") as again:
        with pytest.warns(BehindKeptHead, match=r"4 statements here.*head of 5 on.*delete .*\.head"):
            assert again.judge("A1", "A2", "different").seq == 4
        # The fork is as long as the head kept: it is another history now, and stays one when it grows.
        with pytest.warns(BehindKeptHead, match="another history"):
            again.judge("A1", "A3", "different")
        with pytest.warns(BehindKeptHead, match="another history"):
            again.judge("A2", "A3", "different")
    (problem,) = verify_folder(tmp_path / "again").problems
    assert "another history" in problem.what
    assert verify_folder(tmp_path / "again", own_heads=False).ok
    assert verify_folder(record.path).ok


def test_an_error_filter_refuses_before_anything_is_signed(record: Record, reports: Path, tmp_path: Path) -> None:
    copy = older_copy(record, reports, tmp_path)
    with ceasefire.open(copy) as old, warnings.catch_warnings():
        warnings.simplefilter("error", BehindKeptHead)
        before = old.checkpoint()
        with pytest.raises(BehindKeptHead):
            old.judge("A1", "A2", "different")
        assert old.checkpoint() == before


@pytest.mark.usefixtures("quiet")
def test_work_as_it_should_be_is_never_warned_of(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, time_zone="UTC")
    record.file(reports, time_zone="UTC")
    record.judge("A1", "A2", "same")
    assert verify_folder(record.path).ok
    ceasefire.restore(ceasefire.backup(record.path, tmp_path / "copy", keys=True), tmp_path / "again")
    with ceasefire.open(tmp_path / "again") as again:
        again.judge("A1", "A3", "different")
    # A new record of the same names is another ledger: nothing is behind, and nothing that was kept is lost.
    with ceasefire.create(tmp_path / "fresh" / "record", name="test") as fresh:
        fresh.init_office("watch", "ngo")
        fresh.file(reports, time_zone="UTC")
    assert verify_folder(tmp_path / "fresh" / "record").ok
    assert [head["size"] for head in kept_heads.listed()] in ([6, 4], [4, 6])


FILE = """
import sys, warnings, ceasefire
warnings.simplefilter("error")
from ceasefire.record import Draft
with ceasefire.open(sys.argv[1]) as record:
    for n in range(10):
        body = {"name": f"{sys.argv[2]} {n}", "id": f"p-{sys.argv[2]}-{n}", "role": "observer"}
        record.file_drafts("watch", [Draft("party", body)])
"""


def test_two_processes_that_file_raise_no_alarm(record: Record, tmp_path: Path) -> None:
    both = [
        subprocess.Popen([sys.executable, "-c", FILE, str(record.path), name], stderr=subprocess.PIPE, text=True)
        for name in ("a", "b")
    ]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    (head,) = kept_heads.listed()
    assert head["size"] == 21


def test_a_ledger_that_is_gone_is_named(record: Record, reports: Path, tmp_path: Path) -> None:
    ceasefire.backup(record.path, tmp_path / "copy", keys=True)
    record.init_office("second", "other")
    record.file(reports, office="watch", time_zone="UTC")
    problems = [problem.what for problem in verify_folder(tmp_path / "copy").problems]
    assert any("ceasefire/test/other/second" in what and "is not here" in what for what in problems)


@pytest.mark.parametrize("spoil", ["garbage", "too long", "another", "note", "field"])
def test_a_kept_head_that_cannot_be_read_is_a_warning_and_no_more(record: Record, reports: Path, spoil: str) -> None:
    path = head_file(record)
    good = path.read_bytes()
    with ceasefire.create(record.path.parent / "x", name="test") as other:
        other.init_office("watch", "ngo")
        foreign = head_file(other).read_bytes()
    spoiled = {
        "garbage": b"\xff",
        "too long": good + b" " * (1 << 16),
        "another": foreign,
        "note": good.replace(b'"size": 1', b'"size": 2'),
        "field": good.replace(b'"size": 1', b'"size": 1, "more": 1'),
    }[spoil]
    assert spoiled != good
    path.write_bytes(spoiled)
    with pytest.warns(KeptHeadUnusable, match="cannot be read"):
        assert record.file(reports, time_zone="UTC").filed == 3
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert verify_folder(record.path).ok


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="modes do not hold root back")
def test_a_home_that_cannot_be_written_is_a_warning(record: Record, reports: Path, home: Path) -> None:
    (home / "state" / "heads").chmod(0o500)
    with pytest.warns(KeptHeadUnusable, match="could not be kept"):
        record.file(reports, time_zone="UTC")


def test_a_home_that_is_a_file_is_a_warning(
    record: Record, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_text("")
    monkeypatch.setenv(own_folders.HOME, str(tmp_path / "plain"))
    with pytest.warns(KeptHeadUnusable):
        assert record.file(reports, time_zone="UTC").filed == 3


def test_a_kept_head_is_for_its_owner_alone_and_holds_the_signed_note(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    path = head_file(record)
    assert path.stat().st_mode & 0o777 == 0o600
    (head,) = kept_heads.listed()
    assert head["note"] == record.checkpoint()
    assert (head["size"], head["folder"]) == (4, str(record.path.resolve()))
    assert sorted(file.suffix for file in path.parent.iterdir()) == ["", ".head"]
    shutil.rmtree(path.parent)
    assert kept_heads.listed() == []


def test_a_crowd_of_other_ledgers_does_not_push_out_those_named_before_or_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = {f"ceasefire/a/a/{n:03}": "0" * 64 for n in range(300)}
    genuine = {"ceasefire/z/z/before": "1" * 64, "ceasefire/z/z/trusted": "2" * 64}
    earlier = kept_heads.KeptHead(
        origin="o",
        key="k",
        size=1,
        root="r",
        note="n",
        kept_at="t",
        folder="f",
        beside=(("ceasefire/z/z/before", "1" * 64),),
    )
    monkeypatch.setattr(kept_heads.trust, "pins", lambda: {"ceasefire/z/z/trusted": "2" * 64})
    chosen = kept_heads._chosen(crowd | genuine, earlier)
    assert len(chosen) == 100
    assert genuine.items() <= set(chosen)

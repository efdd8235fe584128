"""Publications are written whole or not at all: whatever step fails, the former one stands, and no link is followed."""

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from ceasefire.publication import whole_files
from ceasefire.publication.whole_files import MANIFEST, OutputRefusedError, put_files, put_folder

STEPS = ("open", "write", "fsync", "mkdir", "rename", "replace", "link")


def export_of(text: str) -> dict[str, bytes]:
    files = {f"{n}.csv": f"{text}{n}".encode() * 50 for n in "ab"} | {f"{text}.csv": b"only here"}
    listed = [{"name": name} for name in sorted(files)]
    return {**files, MANIFEST: msgspec.json.encode({"outputs": listed})}


def report_of(folder: Path, text: str) -> list[tuple[Path, bytes]]:
    return [(folder / "r.html", text.encode() * 100), (folder / "r.manifest.json", f"names {text}".encode())]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


class FailingAt:
    """Stands for `os` and fails at its n-th step that writes."""

    def __init__(self, n: int, steps: tuple[str, ...] = STEPS) -> None:
        self.n, self.done, self.steps = n, 0, steps

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.steps:
            return real

        def step(*args: Any, **more: Any) -> Any:
            self.done += 1
            if self.done == self.n:
                raise OSError(errno.ENOSPC, "no room")
            return real(*args, **more)

        return step


def failing_everywhere(
    monkeypatch: pytest.MonkeyPatch, folder: Path, first: Callable[[], None], second: Callable[[], None]
) -> int:
    """Run the second writing with each step failing once; return how many steps there were."""
    second()
    after = everything(folder)
    for n in range(1, 200):
        monkeypatch.setattr(whole_files, "os", os)
        first()
        former = everything(folder)
        monkeypatch.setattr(whole_files, "os", FailingAt(n))
        try:
            second()
        except (OSError, OutputRefusedError):
            assert everything(folder) in (former, after), f"step {n}"
        else:
            return n
    raise AssertionError("it never came to an end")


def test_an_export_stands_whole_whatever_step_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "export"
    steps = failing_everywhere(
        monkeypatch, tmp_path, lambda: put_folder(out, export_of("old")), lambda: put_folder(out, export_of("new"))
    )
    assert steps > 10
    assert everything(tmp_path) == {f"export/{name}": data for name, data in export_of("new").items()}


def test_so_it_does_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_files, "_exchanged", lambda one, other: False)
    out = tmp_path / "export"
    failing_everywhere(
        monkeypatch, tmp_path, lambda: put_folder(out, export_of("old")), lambda: put_folder(out, export_of("new"))
    )
    assert everything(tmp_path) == {f"export/{name}": data for name, data in export_of("new").items()}


def test_a_first_export_leaves_nothing_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(1, 9):
        monkeypatch.setattr(whole_files, "os", FailingAt(n))
        with pytest.raises(OSError, match="no room"):
            put_folder(tmp_path / "export", export_of("new"))
        assert list(tmp_path.iterdir()) == []


def test_a_report_and_its_manifest_stand_whatever_step_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = failing_everywhere(
        monkeypatch,
        tmp_path,
        lambda: put_files(report_of(tmp_path, "old")),
        lambda: put_files(report_of(tmp_path, "new")),
    )
    assert steps > 8
    assert everything(tmp_path) == {p.name: data for p, data in report_of(tmp_path, "new")}


def test_what_is_gone_goes_with_the_new_files_and_comes_back_whatever_step_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "r.lineage.csv"

    def first() -> None:
        put_files([(old, b"only of the old one"), *report_of(tmp_path, "old")])

    failing_everywhere(monkeypatch, tmp_path, first, lambda: put_files(report_of(tmp_path, "new"), [old]))
    assert everything(tmp_path) == {p.name: data for p, data in report_of(tmp_path, "new")}


def test_links_are_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    put_files(report_of(tmp_path, "old"))
    monkeypatch.setattr(whole_files, "os", SimpleNamespace(**{n: getattr(os, n) for n in dir(os)} | {"link": refused}))
    put_files(report_of(tmp_path, "new"))
    assert everything(tmp_path) == {p.name: data for p, data in report_of(tmp_path, "new")}


def test_at_no_moment_does_a_manifest_name_another_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Watching(FailingAt):
        def __getattr__(self, name: str) -> Any:
            now = {p.name: p.read_bytes() for p in tmp_path.iterdir() if not p.name.startswith(".")}
            seen.append((now["r.html"][:3], now.get("r.manifest.json", b"")[-3:]))
            return super().__getattr__(name)

    put_files(report_of(tmp_path, "old"))
    monkeypatch.setattr(whole_files, "os", Watching(0))
    put_files(report_of(tmp_path, "new"))
    assert set(seen) <= {(b"old", b"old"), (b"old", b""), (b"new", b""), (b"new", b"new")}
    assert (b"old", b"old") in seen


def test_at_every_moment_an_export_is_the_former_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, seen = tmp_path / "export", []

    class Watching(FailingAt):
        def __getattr__(self, name: str) -> Any:
            seen.append(everything(out))
            return super().__getattr__(name)

    put_folder(out, export_of("old"))
    if not whole_files._exchanged(out, out):
        pytest.skip("folders cannot be exchanged here")
    monkeypatch.setattr(whole_files, "os", Watching(0))
    put_folder(out, export_of("new"))
    assert all(now in (export_of("old"), export_of("new")) for now in seen)


def test_a_link_in_place_of_a_report_is_refused_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for name in ("r.html", "r.manifest.json"):
        (tmp_path / name).symlink_to(tmp_path / "mine")
        with pytest.raises(OutputRefusedError, match="is a link"):
            put_files(report_of(tmp_path, "new"))
        (tmp_path / name).unlink()
    (tmp_path / "r.html").mkdir()
    with pytest.raises(OutputRefusedError, match="no plain file"):
        put_files(report_of(tmp_path, "new"))
    assert (tmp_path / "mine").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "r.html"]


def test_a_link_inside_an_export_is_never_followed(tmp_path: Path) -> None:
    out = tmp_path / "export"
    put_folder(out, export_of("old"))
    (tmp_path / "mine").write_text("mine")
    for target in (tmp_path / "mine", tmp_path):
        (out / "a.csv").unlink()
        (out / "a.csv").symlink_to(target)
        with pytest.raises(OutputRefusedError, match=r"holds a\.csv"):
            put_folder(out, export_of("new"))
    (out / MANIFEST).unlink()
    (out / MANIFEST).symlink_to(tmp_path / "mine")
    with pytest.raises(OutputRefusedError, match="no export of ours"):
        put_folder(out, export_of("new"))
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize("name", ["notes.txt", "sub/x.csv"])
def test_a_folder_with_other_files_in_it_is_refused(tmp_path: Path, name: str) -> None:
    out = tmp_path / "export"
    put_folder(out, export_of("old"))
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    with pytest.raises(OutputRefusedError, match="move it"):
        put_folder(out, export_of("new"))
    assert (out / name).read_text() == "mine"


def test_a_folder_reached_by_a_link_that_the_user_names_is_written_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "named").symlink_to(tmp_path / "real")
    put_folder(tmp_path / "named", export_of("new"))
    assert (tmp_path / "named").is_symlink()
    assert everything(tmp_path / "real") == export_of("new")


def test_what_a_killed_writing_left_is_taken_away_later(tmp_path: Path) -> None:
    old = tmp_path / ".export.0123abcd.draft"
    old.mkdir()
    (old / "a.csv").write_text("half")
    (tmp_path / ".r.html.0123abcd.draft").write_text("half")
    (tmp_path / ".r.html.mine").write_text("mine")
    put_folder(tmp_path / "export", export_of("new"))
    put_files(report_of(tmp_path, "new"))
    assert old.exists()
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    put_folder(tmp_path / "export", export_of("new"))
    put_files(report_of(tmp_path, "new"))
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == [".r.html.mine"]


@pytest.mark.soak
def test_a_full_disk_leaves_the_former_publication(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False)
    except OSError:
        pytest.skip("no mount here")
    if mounted.returncode:
        pytest.skip("a file system cannot be mounted here")
    try:
        put_folder(disk / "export", export_of("old"))
        put_files(report_of(disk, "old"))
        former = everything(disk)
        for data in (b"x" * 2**20, b"x" * 2**19):
            with pytest.raises(OSError, match="No space"):
                put_folder(disk / "export", {**export_of("new"), "big.csv": data, "bigger.csv": data})
            with pytest.raises(OSError, match="No space"):
                put_files([(disk / "r.html", data * 2), (disk / "r.manifest.json", data)])
            assert everything(disk) == former
    finally:
        subprocess.run(["umount", str(disk)], check=False)

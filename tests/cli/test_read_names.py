"""`read --names`: a folder of names, refused with its line; `--compare` shows what it changes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire.cli.main import cli

TEXT = "Kenya and the Marsh Front signed a ceasefire agreement in Vienna on 9 May 2031.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "actors.csv").write_text("name,kind,aliases\nFront of the Marsh,party,Marsh Front\n")
    (tmp_path / "text.txt").write_text(TEXT)
    return tmp_path


def run(folder: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["read", str(folder / "text.txt"), *options])
    return done.exit_code, " ".join(done.output.split())


def test_compare_shows_only_what_changes(folder: Path) -> None:
    status, said = run(folder, "--names", str(folder / "names"), "--compare")
    assert status == 0
    assert "1 difference by the names given" in said
    assert "actors Kenya, Marsh Front Kenya, Front of the Marsh" in said


def test_a_wrong_row_ends_with_2_and_its_line(folder: Path) -> None:
    (folder / "names" / "actors.csv").write_text("name,kind,aliases\nFront,gang,\n")
    status, said = run(folder, "--names", str(folder / "names"))
    assert status == 2
    assert "actors.csv:2: kind: unknown kind 'gang'" in said


def test_compare_does_not_go_with_filing(folder: Path) -> None:
    assert run(folder, "--compare", "--file")[0] == 2


def test_a_spelling_of_two_things_is_said(folder: Path) -> None:
    (folder / "names" / "actors.csv").write_text("name,kind,aliases\nFront,party,Vienna\n")
    status, said = run(folder, "--names", str(folder / "names"))
    assert status == 0
    assert "names: 'Vienna' is read as Vienna (city, package), not as Front (party, " in said

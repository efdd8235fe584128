"""Every console example of the documentation runs, in order, and prints what the page shows.

A fenced block marked `console` holds lines that begin with `$ ` and, below each, lines that the command must print
(white space folded; `...` stands for anything). `# status N` after a command names its exit status. A block marked
`console setup` is run and hidden from nobody: it is part of the page. Files that a page shows in a fenced block
marked with `file=NAME` are written first.
"""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from ceasefire.cli.main import main
from tests.soak import SOAK

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p for p in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")] if "```console" in p.read_text("utf-8"))
BLOCK = re.compile(r"^```(console[^\n]*|[a-z]+ file=\S+)\n(.*?)^```", re.S | re.M)


Done = subprocess.CompletedProcess[str]
PLAIN = re.compile(r"ceasefire [^|&;<>$`*?~#]*")
"""A command that needs no shell."""


def typed(line: str, folder: Path) -> Done:
    """Run a line in the shell, as a person does."""
    env = {**os.environ, "COLUMNS": "150", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    env.pop("CEASEFIRE_RECORD", None)
    shell = shutil.which("bash") or "/bin/sh"
    return subprocess.run(
        line, shell=True, cwd=folder, capture_output=True, text=True, env=env, check=False, executable=shell
    )


def called(line: str, folder: Path) -> Done:
    """Run a `ceasefire` line in this process, which saves its start; through the same `main` as the program's."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setenv("COLUMNS", "150")
        patch.delenv("CEASEFIRE_RECORD", raising=False)
        try:
            main(shlex.split(line)[1:])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return Done(line, status, out.getvalue(), err.getvalue())


def run(line: str, folder: Path, *, shell: bool = True) -> Done:
    """Run a line; in this process where that is asked for and it is nothing but `ceasefire` and its words."""
    return typed(line, folder) if shell or not PLAIN.fullmatch(line) else called(line, folder)


def commands(block: str) -> Iterator[tuple[str, int, list[str]]]:
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        lines = part.splitlines()
        line = lines.pop(0)
        while line.endswith("\\"):
            line = line[:-1] + lines.pop(0)
        found = re.search(r"\s+# status (\d+)$", line)
        yield (line[: found.start()] if found else line), int(found.group(1)) if found else 0, lines


def fold(text: str) -> str:
    return " ".join(text.split())


def assert_shows(printed: str, shown: list[str], line: str) -> None:
    rest = fold(printed)
    for expected in (part for text in shown for part in text.split("...")):
        at = rest.find(fold(expected))
        assert at >= 0, f"$ {line}\ndoes not print: {expected!r}\nprinted:\n{printed[-3000:]}"
        rest = rest[at + len(fold(expected)) :]


@pytest.mark.longer
@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path, example_copy: Path) -> None:
    """Those of the README are typed into a shell; `make soak` types those of every page."""
    shell = SOAK or page == ROOT / "README.md"
    for kind, block in BLOCK.findall(page.read_text("utf-8")):
        if "file=" in kind:
            (example_copy / kind.split("file=")[1]).write_text(block, encoding="utf-8")
            continue
        if "not-run" in kind:
            continue
        for line, status, shown in commands(block):
            done = run(line, example_copy, shell=shell)
            assert done.returncode == status, f"$ {line}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}"
            assert_shows(done.stdout + done.stderr, shown, line)


def test_a_page_that_shows_another_output_is_noticed(tmp_path: Path) -> None:
    done = run("echo one two", tmp_path)
    with pytest.raises(AssertionError, match="does not print"):
        assert_shows(done.stdout, ["one three"], "echo")
    assert_shows(done.stdout, ["one ... two"], "echo")
    assert shlex.split(next(commands("$ a b # status 3\nx\n"))[0]) == ["a", "b"]


def test_a_line_called_is_a_line_typed(tmp_path: Path) -> None:
    for line, status in (("ceasefire status --record none", 2), ("ceasefire --help", 0), ("ceasefire nonsense", 2)):
        one, two = called(line, tmp_path), typed(line, tmp_path)
        assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
        assert one.returncode == status

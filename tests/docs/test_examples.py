"""Every console example of the documentation runs, in order, and prints what the page shows.

A fenced block marked `console` holds lines that begin with `$ ` and, below each, lines that the command must print
(white space folded; `...` stands for anything). `# status N` after a command names its exit status. A block marked
`console setup` is run and hidden from nobody: it is part of the page. Files that a page shows in a fenced block
marked with `file=NAME` are written first.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(p for p in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")] if "```console" in p.read_text("utf-8"))
BLOCK = re.compile(r"^```(console[^\n]*|[a-z]+ file=\S+)\n(.*?)^```", re.S | re.M)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `ceasefire demo` was run once."""
    folder = tmp_path_factory.mktemp("demo")
    done = run("ceasefire demo --out demo", folder)
    assert done.returncode == 0, done.stderr
    return folder


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "150", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    env.pop("CEASEFIRE_RECORD", None)
    return subprocess.run(
        line,
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env=env,
        check=False,
        executable=shutil.which("bash") or "/bin/sh",
    )


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


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, demo: Path) -> None:
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    for kind, block in BLOCK.findall(page.read_text("utf-8")):
        if "file=" in kind:
            (tmp_path / kind.split("file=")[1]).write_text(block, encoding="utf-8")
            continue
        if "not-run" in kind:
            continue
        for line, status, shown in commands(block):
            done = run(line, tmp_path)
            assert done.returncode == status, f"$ {line}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}"
            assert_shows(done.stdout + done.stderr, shown, line)


def test_a_page_that_shows_another_output_is_noticed(tmp_path: Path) -> None:
    done = run("echo one two", tmp_path)
    with pytest.raises(AssertionError, match="does not print"):
        assert_shows(done.stdout, ["one three"], "echo")
    assert_shows(done.stdout, ["one ... two"], "echo")
    assert shlex.split(next(commands("$ a b # status 3\nx\n"))[0]) == ["a", "b"]

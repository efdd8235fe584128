"""The words of the house: what must not stand in code, data, pages or reports."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(
    p
    for folder in ("src", "docs", "tests", "bench")
    for p in (ROOT / folder).rglob("*")
    if p.suffix in {".py", ".md", ".html", ".yaml", ".toml", ".csv"} and p.is_file()
) + sorted(ROOT.glob("*.md"))
MACHINE = re.compile(r"(?<![A-Za-z0-9_.])/(?:" + "|".join(("home", "root", "work", "Users")) + r")/")
LABELS = re.compile(r"\b(regime forces|safe zones?|takfiri)\b", re.I)
QUOTING = ("words.md", "test_words.py", "house.md")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_no_path_of_a_machine_stands_in_the_tree() -> None:
    assert [str(p.relative_to(ROOT)) for p in FILES if MACHINE.search(text_of(p))] == []


@pytest.mark.parametrize("folder", ["src/ceasefire/cli", "src/ceasefire/publication", "src/ceasefire/api"])
def test_what_people_read_uses_neutral_words(folder: str) -> None:
    found = [
        (p.name, m.group(0)) for p in FILES if p.is_relative_to(ROOT / folder) for m in LABELS.finditer(text_of(p))
    ]
    assert found == []


def test_nothing_is_called_utils() -> None:
    assert [str(p) for p in ROOT.glob("src/**/utils.py")] == []


def test_the_patterns_find_what_they_look_for() -> None:
    assert MACHINE.search("see " + "/" + "work" + "/x")
    assert LABELS.search("a Safe Zone")

"""Rules of the house that are counted: plain functions, one place for one rule, typed doors."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.complexity import above, complexity
from tests.test_rooms import ROOMS, SRC

MOST = 15
"""The highest cyclomatic complexity of a function, counted by tests/complexity.py."""
ONCE = {
    "the names of the months": re.compile(r"february", re.I),
    "kilometres a degree and the radius of the Earth": re.compile(r"(?<![\d.])(?:111\.\d|6_?371)"),
}


@pytest.mark.parametrize("room", ROOMS)
def test_no_function_of_a_room_is_hard_to_follow(room: str) -> None:
    found = [f"{m.complexity} {m.file.relative_to(SRC)}:{m.line} {m.name}" for m in above(MOST, SRC / room)]
    assert found == []


def test_no_function_outside_the_rooms_is_hard_to_follow() -> None:
    rooms = {SRC / room for room in ROOMS}
    found = [f"{m.file.relative_to(SRC)}:{m.line} {m.name}" for m in above(MOST) if rooms.isdisjoint(m.file.parents)]
    assert found == []


EXCEPT = {"reading/lexicon/bulletins/en.toml"}
"""Names the months once more: its words are patterns, as those of the other languages beside it.
`tests/reading/bulletins/test_word_data.py` holds it to the calendar."""


@pytest.mark.parametrize("rule", ONCE)
def test_what_is_one_rule_stands_in_one_file(rule: str) -> None:
    files = (p for p in sorted(SRC.rglob("*")) if p.suffix in (".py", ".toml"))
    found = {p.relative_to(SRC).as_posix() for p in files if ONCE[rule].search(p.read_text("utf-8"))}
    assert len(found - EXCEPT) == 1, found


def untyped_doors(path: Path) -> Iterator[str]:
    """Yield the public functions of a module that take any keywords of any type."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        taken = node.args.kwarg
        if taken is not None and (taken.annotation is None or ast.unparse(taken.annotation) in {"Any", "typing.Any"}):
            yield f"{path.name}:{node.lineno} {node.name}(**{taken.arg})"


def test_the_doors_of_python_name_what_they_take() -> None:
    assert [door for path in sorted((SRC / "api").rglob("*.py")) for door in untyped_doors(path)] == []


def test_the_tests_of_the_house_see_what_they_look_for(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text("def door(**more: Any): ...\ndef _own(**more: Any): ...\ndef typed(**more: int): ...\n")
    assert list(untyped_doors(page)) == ["page.py:1 door(**more)"]
    page.write_text("def f(a):\n" + "    if a and a: pass\n" * 8)
    assert [m.complexity for m in above(MOST, tmp_path)] == [17]
    assert complexity(ast.parse("def f(): ...")) == 1
    kilometres = ONCE["kilometres a degree and the radius of the Earth"]
    assert [bool(kilometres.search(text)) for text in ("111.195", "6371.0088", "6_371", "3.111.5", "16371")] == [
        True,
        True,
        True,
        False,
        False,
    ]

"""The room from outside: names a person finds, answers that print in a line, and folders that import one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ceasefire import linkage
from tests.linkage.worlds import world

ROOM = Path(linkage.__file__).parent
ORDER = [
    "membership",
    "naming",
    "sources",
    "options",
    "features",
    "scoring",
    "grouping",
    "learning",
    "pinned",
    "output",
    "deciding",
    "matching",
    "listwise",
    "scale",
]


def test_dir_lists_what_a_person_may_call_and_all_of_it_is_there() -> None:
    names = dir(linkage)
    assert set(linkage.__all__) <= set(names)
    assert {"link", "learn", "explain", "extend", "sample", "review_queue", "candidates", "Linked"} <= set(names)
    assert all(getattr(linkage, name) is not None for name in names)


def test_an_answer_prints_in_one_line() -> None:
    linked = linkage.link(world(42, 300)[0], options=linkage.Options(words=False))
    incidents, pairs = len(linked.incidents), len(linked.pairs)
    assert repr(linked) == str(linked) == f"<Linked 300 reports in {incidents:,} incidents, {pairs:,} pairs>"


def parts_imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ceasefire.linkage"):
            below = (node.module or "").split(".")[2:]
            yield from below[:1] or [alias.name for alias in node.names]


def test_each_part_imports_only_parts_before_it() -> None:
    files = [file for file in ROOM.rglob("*.py") if file != ROOM / "__init__.py"]
    of = {file: file.relative_to(ROOM).parts[0].removesuffix(".py") for file in files}
    assert set(of.values()) == {*ORDER, "compat"}
    wrong = [
        f"{file.relative_to(ROOM)} imports {part}"
        for file in files
        for part in parts_imported(file)
        if (part != "compat" if of[file] == "compat" else part not in ORDER[: ORDER.index(of[file]) + 1])
    ]
    assert not wrong

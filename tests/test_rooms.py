"""Rule 1 of the house: a room imports only `vocabulary` and the rooms above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "ceasefire"
ROOMS = [
    "vocabulary",
    "record",
    "parties",
    "intake",
    "reading",
    "projection",
    "linkage",
    "agreements",
    "findings",
    "figures",
    "publication",
    "derive",
    "api",
    "cli",
]
OUTSIDE = {"record": frozenset[str]()}
"""Rooms that may import less than the order allows: `record` imports nothing of ours."""


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} uses a relative import"
            names = [node.module or ""]
            if node.module == "ceasefire":
                names = [f"ceasefire.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "ceasefire" and len(parts) > 1:
                yield node.lineno, parts[1]


def allowed(room: str) -> frozenset[str]:
    if room in OUTSIDE:
        return OUTSIDE[room] | {room}
    return frozenset(ROOMS[: ROOMS.index(room) + 1])


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_above_it(room: str) -> None:
    files = sorted((SRC / room).rglob("*.py"))
    assert files, f"the room {room} has no code"
    wrong = [
        f"{file.relative_to(SRC)}:{line} imports {other}"
        for file in files
        for line, other in imported_rooms(file)
        if other not in allowed(room)
    ]
    assert not wrong


def test_every_folder_of_code_is_a_room() -> None:
    folders = {p.parent.relative_to(SRC).parts[0] for p in SRC.rglob("*.py") if p.parent != SRC}
    assert folders == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_with_its_four_lines_and_exports_at_most_eight_names(room: str) -> None:
    tree = ast.parse((SRC / room / "__init__.py").read_text(encoding="utf-8"))
    doc = ast.get_docstring(tree) or ""
    missing = [word for word in ("Takes:", "Gives:", "Promises:", "Never:") if word not in doc]
    assert not missing
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    assert len(lists) == 1
    assert isinstance(lists[0], ast.List)
    assert len(lists[0].elts) <= 8


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(p.relative_to(SRC)): n for p in SRC.rglob("*.py") if (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_the_walk_sees_a_forbidden_import(tmp_path: Path) -> None:
    bad = tmp_path / "x.py"
    bad.write_text("from ceasefire import figures\nimport ceasefire.cli.main\n")
    assert [room for _, room in imported_rooms(bad)] == ["figures", "cli"]
    assert "figures" not in allowed("linkage")

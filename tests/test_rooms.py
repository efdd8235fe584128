"""Rule 1 of the house: a room imports only `vocabulary` and the rooms above it, and has no circle of imports inside."""

import ast
from collections.abc import Collection, Iterator
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


def module_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(path: Path, known: Collection[str]) -> Iterator[str]:
    """Yield the modules among `known` that a file imports: at its top, inside functions, or for types alone.

    The `__init__` of a folder counts only where one of its names is asked for, not where a module in it is.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                named = f"{node.module}.{alias.name}"
                module = named if named in known else node.module
                if module in known:
                    yield module


def circles(folder: Path, root: Path) -> list[list[str]]:
    """Return each set of modules of a folder that import each other in a circle, by name."""
    return knots(imports_inside(folder, root))


def circles_of_parts(folder: Path, root: Path) -> list[list[str]]:
    """Return each set of parts of a room, its folders and loose modules, that import each other in a circle."""
    depth = len(folder.relative_to(root).parts)
    imports: dict[str, set[str]] = {}
    for name, others in imports_inside(folder, root).items():
        part, *beside = (".".join(one.split(".")[: depth + 1]) for one in (name, *others))
        imports.setdefault(part, set()).update(other for other in beside if other != part)
    return knots(imports)


def imports_inside(folder: Path, root: Path) -> dict[str, set[str]]:
    files = {module_of(path, root): path for path in sorted(folder.rglob("*.py"))}
    return {name: set(imported_modules(path, files)) - {name} for name, path in files.items()}


def knots(imports: dict[str, set[str]]) -> list[list[str]]:
    reach = {name: reached(name, imports) for name in imports}
    found = {frozenset(o for o in reach[name] if name in reach[o]) for name in imports if name in reach[name]}
    return sorted(sorted(knot) for knot in found)


def reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = imports[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return seen


@pytest.mark.parametrize("room", ROOMS)
def test_no_modules_inside_a_room_import_each_other_in_a_circle(room: str) -> None:
    assert circles(SRC / room, SRC.parent) == []


WITH_FOLDERS = [room for room in ROOMS if any(path.parent != SRC / room for path in (SRC / room).rglob("*.py"))]


@pytest.mark.parametrize("room", WITH_FOLDERS)
def test_folders_of_a_room_import_one_way(room: str) -> None:
    assert circles_of_parts(SRC / room, SRC.parent) == []


SECOND_FLOORS = sorted(
    folder
    for room in ROOMS
    for folder in (SRC / room).rglob("*/")
    if any(path.parent != folder for path in folder.rglob("*.py"))
)


@pytest.mark.parametrize("folder", SECOND_FLOORS, ids=lambda folder: folder.relative_to(SRC).as_posix())
def test_folders_of_a_folder_import_one_way(folder: Path) -> None:
    assert circles_of_parts(folder, SRC.parent) == []


def test_the_walk_sees_folders_that_import_each_other(tmp_path: Path) -> None:
    room = tmp_path / "pack" / "room"
    files = {
        "one/a": "from pack.room.two.b import x\n",
        "one/c": "",
        "two/b": "",
        "two/d": "from pack.room.two import b\nfrom pack.room.one.c import x\n",
        "plain": "from pack.room.two.b import x\n",
    }
    for name, text in files.items():
        (room / name).parent.mkdir(parents=True, exist_ok=True)
        (room / f"{name}.py").write_text(text)
    assert circles(room, tmp_path) == []
    assert circles_of_parts(room, tmp_path) == [["pack.room.one", "pack.room.two"]]
    (room / "two" / "d.py").write_text("from pack.room import plain\n")
    assert circles_of_parts(room, tmp_path) == [["pack.room.plain", "pack.room.two"]]
    (room / "two" / "d.py").write_text("")
    assert circles_of_parts(room, tmp_path) == []


def test_the_walk_sees_a_circle(tmp_path: Path) -> None:
    room = tmp_path / "pack" / "room"
    files = {
        "__init__": "from pack.room.a import x\n",
        "a": "from pack.room import b\n",
        "b": "def f():\n    from pack.room.c import y\n",
        "c": "import pack.room.a\n",
        "typed": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pack.room.user import z\n",
        "user": "from pack.room.typed import z\n",
    }
    room.mkdir(parents=True)
    for name, text in files.items():
        (room / f"{name}.py").write_text(text)
    typed = ["pack.room.typed", "pack.room.user"]
    assert circles(room, tmp_path) == [["pack.room.a", "pack.room.b", "pack.room.c"], typed]
    (room / "user.py").write_text("")
    assert circles(room, tmp_path) == [["pack.room.a", "pack.room.b", "pack.room.c"]]
    (room / "c.py").write_text("from pack.room import x\n")
    assert circles(room, tmp_path) == [["pack.room", "pack.room.a", "pack.room.b", "pack.room.c"]]
    (room / "c.py").write_text("")
    assert circles(room, tmp_path) == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(p.relative_to(SRC)): n for p in SRC.rglob("*.py") if (n := len(p.read_text().splitlines())) > 400}
    assert not long


def test_the_walk_sees_a_forbidden_import(tmp_path: Path) -> None:
    bad = tmp_path / "x.py"
    bad.write_text("from ceasefire import figures\nimport ceasefire.cli.main\n")
    assert [room for _, room in imported_rooms(bad)] == ["figures", "cli"]
    assert "figures" not in allowed("linkage")

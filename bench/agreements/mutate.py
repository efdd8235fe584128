"""Change the hit test and the deadline logic one node at a time, and count how many changes the tests notice.

A mutant is one turned comparison, swapped operator, negated condition, flipped boolean or number moved by one. Text
that only explains is left alone. Each mutant runs in a forked child that imports the room anew; survivors are listed.

    python bench/agreements/mutate.py [--every 3] [--modules scope.acts clocks.terms ...] [--out FILE.csv]
"""

import argparse
import ast
import csv
import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import hypothesis
import pyarrow
import pyarrow.compute as pc
import pydantic
import pytest
import ruamel.yaml
import shapely

LOADED = (hypothesis, pc, pydantic, ruamel.yaml, shapely)
"""Imported once, so that a child imports little but the room itself."""
ROOT = Path(__file__).resolve().parents[2]
ROOM = ROOT / "src/ceasefire/agreements"
MODULES = (
    "three_valued",
    "clocks.calendar_time",
    "clocks.terms",
    "clocks.duties",
    "scope.membership",
    "scope.acts",
    "scope.exemptions",
    "scope.zone_index",
    "scope.zone_periods",
    "scope.place_answers",
    "scope.reason_cache",
    "scope.questions",
    "scope.results",
    "scope.hit_test",
)
"""Modules of the room that are changed, by their dotted names inside it."""
TESTS = {
    "scope.zone_index": ("zone_index", "hits"),
    "scope.zone_periods": ("hits", "zone_index"),
    "scope.place_answers": ("hits", "zone_index"),
    "scope.membership": ("hits", "membership", "duties"),
    "clocks.duties": ("duties",),
    "clocks.calendar_time": ("calendar_time", "duties", "hits"),
}
"""Tests of a module, by the module; the others are tried on hits and duties."""
SWAPS = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, object, object]]:
    """Yield (node, attribute, old value, new value) for every small change."""
    silent = {
        id(n)
        for top in ast.walk(tree)
        if isinstance(top, ast.JoinedStr | ast.Import | ast.ImportFrom)
        or (isinstance(top, ast.If) and "TYPE_CHECKING" in ast.unparse(top.test))
        for n in ast.walk(top)
    }
    silent |= {
        id(n)
        for top in ast.walk(tree)
        if isinstance(top, ast.FunctionDef | ast.AnnAssign | ast.arg)
        for part in (getattr(top, "returns", None), getattr(top, "annotation", None))
        if part
        for n in ast.walk(part)
    }
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            yield node, "ops", node.ops, [SWAPS[type(node.ops[0])](), *node.ops[1:]]
        elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
            yield node, "op", node.op, SWAPS[type(node.op)]()
        elif isinstance(node, ast.If | ast.IfExp):
            yield node, "test", node.test, ast.UnaryOp(ast.Not(), node.test)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield node, "value", node.value, not node.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield node, "value", node.value, node.value + 1


def mutants(module: str) -> Iterator[tuple[int, str, str]]:
    """Yield each mutant of a module: its line, what was changed, and the whole changed text."""
    tree = ast.parse((ROOM / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    for node, attribute, old, new in list(changes(tree)):
        before = ast.unparse(node)
        setattr(node, attribute, new)
        after = ast.unparse(node)
        yield getattr(node, "lineno", 0), f"{before[:60]} -> {after[:60]}", ast.unparse(ast.fix_missing_locations(tree))
        setattr(node, attribute, old)


class Replaced(MetaPathFinder, Loader):
    """Serves one module from a given text and leaves all others alone."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, f"{self.name} (changed)", "exec"), module.__dict__)


def verdict(module: str, text: str, limit: float) -> str:
    """Return killed, survived or timeout."""
    child = os.fork()
    if child == 0:
        os._exit(_run(module, text))
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "killed" if os.waitstatus_to_exitcode(status) else "survived"
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _run(module: str, text: str) -> int:
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, 1)
    os.dup2(void, 2)
    sys.path.insert(0, str(ROOT))
    sys.meta_path.insert(0, Replaced(f"ceasefire.agreements.{module}", text))
    tests = [str(ROOT / f"tests/agreements/test_{t}.py") for t in TESTS.get(module, ("hits", "duties"))]
    try:
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *tests]))
    except BaseException:
        return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take every n-th mutant")
    parser.add_argument("--modules", nargs="+", default=list(MODULES))
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("mutants.csv"))
    told = parser.parse_args()
    pyarrow.set_cpu_count(1)
    rows = []
    with told.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["module", "line", "change", "result"])
        for module in told.modules:
            for line, change, text in list(mutants(module))[:: told.every]:
                rows.append([module, line, change, verdict(module, text, 240.0)])
                writer.writerow(rows[-1])
                file.flush()
    killed = sum(r[3] != "survived" for r in rows)
    print(f"{killed} of {len(rows)} mutants killed ({killed / max(len(rows), 1):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

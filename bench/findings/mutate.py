"""Change the decision rules in every place a small change can be made, and count how many changes the tests notice.

Each mutant is one change to one node of the syntax tree: a comparison turned, `and` made `or`, a condition negated, a
number moved by one, a word replaced, a sum turned into a difference, a set union into an intersection, a `break` left
out. Text that only explains (docstrings, f-strings, messages) is left alone. Mutants run one by one in forked children
against the rules' tests, in a fresh import each; a mutant that runs longer than the limit counts as noticed.

    python bench/findings/mutate.py [--modules tally evaluate ...] [--limit 20] [--out bench/findings/mutants.csv]
"""

import argparse
import ast
import copy
import csv
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import hypothesis
import msgspec
import pytest
import ruamel.yaml

LOADED = (hypothesis, msgspec, ruamel.yaml)
"""Imported once, so that each forked child only imports the code under change."""
ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "src" / "ceasefire" / "findings" / "rules"
MODULES = ("tally", "evaluate", "moments", "checks", "cases")
TESTS = ("tests/findings/test_edges.py", "tests/findings/test_rules.py")
TURNED = {
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
}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}
EXPLAINS = {"why", "words"}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Yield each mutant of a module: the line, what was changed, the changed tree."""
    skipped = _explaining(tree)
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for words, change in _changes(node):
            twin = copy.deepcopy(tree)
            change(list(ast.walk(twin))[index])
            yield getattr(node, "lineno", 0), words, ast.fix_missing_locations(twin)


def _explaining(tree: ast.Module) -> set[int]:
    """Return the nodes that only explain: docstrings, f-strings, annotations, messages, imports."""
    found: set[int] = set()

    def leave(node: ast.AST | None) -> None:
        if node is not None:
            found.update(id(n) for n in ast.walk(node))

    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Assert() | ast.Import() | ast.ImportFrom():
                leave(node)
            case ast.keyword(arg=name, value=value) if name in EXPLAINS:
                leave(value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in EXPLAINS:
                leave(value)
            case ast.FunctionDef():
                for part in (node.returns, *(a.annotation for a in (*node.args.args, *node.args.kwonlyargs))):
                    leave(part)
            case ast.AnnAssign(annotation=annotation):
                leave(annotation)
            case ast.ClassDef(decorator_list=decorators):
                for part in decorators:
                    leave(part)
    return found


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], object]]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        turned = TURNED[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} to {turned.__name__}", lambda n: n.ops.__setitem__(0, turned())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{type(node.op).__name__} to {other.__name__}", lambda n: setattr(n, "op", other())
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        other = OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} to {other.__name__}", lambda n: setattr(n, "op", other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition negated", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "boolean turned", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "number plus 1", lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield "word replaced", lambda n: setattr(n, "value", "mutant")
    elif isinstance(node, ast.Break | ast.Continue):
        yield "left out", lambda n: setattr(n, "__class__", ast.Pass)


class Replaced(MetaPathFinder, Loader):
    """An import hook that serves one module from a given text and leaves the others alone."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, f"{self.name} (changed)", "exec"), module.__dict__)


def noticed(module: str, text: str, limit: float) -> str:
    """Return how the tests took the mutant, run in a forked child: killed, survived or timeout."""
    child = os.fork()
    if child == 0:
        os._exit(_run(module, text))
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _run(module: str, text: str) -> int:
    """Return 0 when every test passes: the plain ones called directly, for speed, then all under pytest."""
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, 1)
    os.dup2(void, 2)
    sys.path.insert(0, str(ROOT))
    sys.meta_path.insert(0, Replaced(f"ceasefire.findings.rules.{module}", text))
    try:
        edges = importlib.import_module("tests.findings.test_edges")
        for name in dir(edges):
            if name.startswith("test_"):
                getattr(edges, name)()
        plain = "not (order or helps or stays or reader or stranger)"
        for chosen in (["-k", plain], []):
            if pytest.main(["-x", "-q", "-p", "no:cacheprovider", *chosen, *TESTS]):
                return 1
    except BaseException:
        return 1
    return 0


def chosen(modules: list[str], part: int, parts: int) -> list[tuple[str, int, str, ast.Module]]:
    """Return the mutants of one part, in the order of the modules and their lines."""
    found = []
    for module in modules:
        tree = ast.parse((RULES / f"{module}.py").read_text(encoding="utf-8"))
        found += [(module, *rest) for rest in list(mutants(tree))[part - 1 :: parts]]
    return found


def main() -> int:
    """Run the mutants and print the share noticed; exit status 1 when the tests fail without any change."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--modules", nargs="*", default=list(MODULES))
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("--part", default="1/1", help="k/n: the k-th of n parts, to run in pieces")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "findings" / "mutants.csv")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many, which an earlier run did")
    options = parser.parse_args()
    part, parts = (int(n) for n in options.part.split("/"))
    plain = (RULES / "tally.py").read_text(encoding="utf-8")
    if noticed("tally", plain, 300) != "survived":
        print("the tests fail on the code as it is")
        return 1
    rows: list[dict[str, object]] = []
    began = time.monotonic()
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["module", "line", "change", "state"])
        writer.writeheader()
        for module, line, words, mutant in chosen(options.modules, part, parts)[options.skip :]:
            state = noticed(module, ast.unparse(mutant), options.limit)
            rows.append({"module": module, "line": line, "change": words, "state": state})
            writer.writerow(rows[-1])
            file.flush()
            if state == "survived":
                print(f"survived: {module}.py:{line} {words}", flush=True)
    killed = sum(r["state"] != "survived" for r in rows)
    print(f"{killed} of {len(rows)} mutants noticed ({killed / len(rows):.1%}) in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Change code in every place a small change can be made, and count how many changes the tests notice.

A mutant is one change to one node of the syntax tree: a comparison turned, `and` made `or`, a condition negated, a number
moved by one, a sum turned into a difference, a set union into an intersection; where a plan asks for it also a word
replaced, a `not` dropped, a `break` left out. Text that only explains (docstrings, f-strings, messages, annotations) is
left alone. Mutants run one by one in forked children that import the changed code anew; one that runs longer than the
limit counts as noticed. `bench/agreements/mutate.py` and `bench/findings/mutate.py` hold a plan each.
"""

import argparse
import ast
import copy
import csv
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ("module", "line", "change", "state")
TURNED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
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
OPERATORS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
Change = tuple[str, Callable[[ast.AST], object]]
"""What is changed, in words, and how."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which modules of a package are changed, and how their tests are asked.

    `modules` are dotted names below `package`. `tests` gives the arguments of each run of pytest for a module; a later
    run is made only where the earlier ones noticed nothing. `first` is tried before them all, for speed. `explains`
    are names of arguments and variables that hold words for people.
    """

    package: str
    modules: tuple[str, ...]
    tests: Callable[[str], Sequence[Sequence[str]]]
    first: Callable[[], None] | None = None
    words: bool = False
    explains: frozenset[str] = field(default_factory=frozenset)

    def text(self, module: str) -> str:
        """Return the text of a module as it stands."""
        found = find_spec(f"{self.package}.{module}")
        if found is None or found.origin is None:
            raise SystemExit(f"{self.package}.{module} is not a module (modules: {', '.join(self.modules)})")
        return Path(found.origin).read_text(encoding="utf-8")


def mutants(plan: Plan, module: str) -> Iterator[tuple[int, str, str]]:
    """Yield each mutant of a module: its line, what was changed, and the whole changed text."""
    tree = ast.parse(plan.text(module))
    left_alone = _explaining(tree, plan.explains)
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in left_alone:
            continue
        for words, change in _changes(node, words_too=plan.words):
            twin = copy.deepcopy(tree)
            change(list(ast.walk(twin))[index])
            yield getattr(node, "lineno", 0), words, ast.unparse(ast.fix_missing_locations(twin))


def _explaining(tree: ast.Module, explains: frozenset[str]) -> set[int]:
    """Return the nodes that only explain: docstrings, f-strings, annotations, messages, imports."""
    parts = [part for node in ast.walk(tree) for part in _silent(node, explains)]
    return {id(n) for part in parts if part is not None for n in ast.walk(part)}


def _silent(node: ast.AST, explains: frozenset[str]) -> Sequence[ast.AST | None]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Assert() | ast.Import() | ast.ImportFrom():
            return (node,)
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return (node,)
        case ast.keyword(arg=name, value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value):
            return (value,) if name in explains else ()
        case ast.FunctionDef():
            return (node.returns, *(a.annotation for a in (*node.args.args, *node.args.kwonlyargs)))
        case ast.AnnAssign(annotation=annotation):
            return (annotation,)
        case ast.ClassDef(decorator_list=decorators):
            return decorators
    return ()


def _changes(node: ast.AST, *, words_too: bool) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in TURNED:
            turned = TURNED[type(first)]
            yield f"{type(first).__name__} to {turned.__name__}", lambda n: n.ops.__setitem__(0, turned())
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            yield f"{type(op).__name__} to {other.__name__}", _put("op", lambda _: other())
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            swapped = OPERATORS[type(op)]
            yield f"{type(op).__name__} to {swapped.__name__}", _put("op", lambda _: swapped())
        case ast.If() | ast.IfExp():
            yield "condition negated", _put("test", lambda n: ast.UnaryOp(ast.Not(), n.test))
        case ast.Constant(value=bool()):
            yield "boolean turned", _put("value", lambda n: not n.value)
        case ast.Constant(value=int()):
            yield "number plus 1", _put("value", lambda n: n.value + 1)
    if words_too:
        yield from _changes_of_words(node)


def _changes_of_words(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", _put("operand", lambda n: ast.UnaryOp(ast.Not(), n.operand))
        case ast.Constant(value=str()):
            yield "word replaced", _put("value", lambda _: "mutant")
        case ast.Break() | ast.Continue():
            yield "left out", _put("__class__", lambda _: ast.Pass)


def _put(attribute: str, value: Callable[[ast.AST], object]) -> Callable[[ast.AST], object]:
    return lambda node: setattr(node, attribute, value(node))


class Replaced(MetaPathFinder, Loader):
    """An import hook that serves one module from a given text and leaves all others alone."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, f"{self.name} (changed)", "exec"), module.__dict__)


def noticed(plan: Plan, module: str, text: str, limit: float) -> str:
    """Return how the tests took a changed module, in a forked child: killed, survived or timeout."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(plan, module, text))
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _tested(plan: Plan, module: str, text: str) -> int:
    """Return 0 when every test passes."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _forget(plan.package)
    sys.meta_path.insert(0, Replaced(f"{plan.package}.{module}", text))
    try:
        if plan.first is not None:
            plan.first()
        options = ("-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT))
        return int(any(pytest.main([*options, *run]) for run in plan.tests(module)))
    except BaseException:
        return 1


def _forget(package: str) -> None:
    """Let the package be imported anew: looking up a module imports the packages above it."""
    room = ".".join(package.split(".")[:2])
    for name in [n for n in sys.modules if n == room or n.startswith(f"{room}.")]:
        del sys.modules[name]


def run(plan: Plan, description: str, out: Path) -> int:
    """Run the mutants of a plan as the command line asks; exit status 1 when the tests fail without any change."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--modules", nargs="+", default=list(plan.modules), metavar="NAME")
    parser.add_argument("--every", type=int, default=1, help="take every n-th change of a module")
    parser.add_argument("--part", default="1/1", help="k/n: the k-th of n parts, to run in pieces")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many, which an earlier run did")
    parser.add_argument("--limit", type=float, default=240.0, help="seconds after which a run counts as noticed")
    parser.add_argument("--out", type=Path, default=out)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    unchanged = asked.modules[0]
    if noticed(plan, unchanged, plan.text(unchanged), max(asked.limit, 300)) != "survived":
        print("the tests fail on the code as it is")
        return 1
    began = time.monotonic()
    states = list(_states(plan, asked))
    killed = sum(state != "survived" for state in states)
    share = killed / max(len(states), 1)
    print(f"{killed} of {len(states)} mutants noticed ({share:.1%}) in {time.monotonic() - began:.0f} s")
    return 0


def _states(plan: Plan, asked: argparse.Namespace) -> Iterator[str]:
    """Yield how each mutant was taken, writing a row for each as it is known."""
    part, parts = (int(n) for n in asked.part.split("/"))
    chosen = [(m, *found) for m in asked.modules for found in list(mutants(plan, m))[:: asked.every]]
    with asked.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for module, line, words, text in chosen[part - 1 :: parts][asked.skip :]:
            state = noticed(plan, module, text, asked.limit)
            writer.writerow([module, line, words, state])
            file.flush()
            if state == "survived":
                print(f"survived: {module}:{line} {words}", flush=True)
            yield state

"""Cyclomatic complexity of functions, boolean operators and comprehensions counted, for the test of the house and for planning.

`python tests/complexity.py [N] [FOLDER ...]` lists the functions of src/ceasefire above N (default 15).
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SRC = Path(__file__).resolve().parents[1] / "src" / "ceasefire"
BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert, ast.comprehension)
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Measured(NamedTuple):
    """A function with its complexity: 1, and one more for each branch, loop, handler, boolean operator and case."""

    complexity: int
    file: Path
    line: int
    name: str


def complexity(function: ast.AST) -> int:
    """Return 1 plus the decisions inside a function; functions inside it count as part of it."""
    found = 1
    for node in ast.walk(function):
        if isinstance(node, BRANCHES):
            found += 1 + (len(node.ifs) if isinstance(node, ast.comprehension) else 0)
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.Match):
            found += len(node.cases)
    return found


def functions(file: Path) -> Iterator[Measured]:
    """Yield every function of a file with its complexity."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield Measured(complexity(node), file, node.lineno, node.name)


def above(limit: int, folder: Path = SRC) -> list[Measured]:
    """Return the functions of a folder whose complexity is over a limit, the densest first."""
    return sorted((m for f in folder.rglob("*.py") for m in functions(f) if m.complexity > limit), reverse=True)


if __name__ == "__main__":
    limit, *folders = sys.argv[1:] or ["15"]
    for folder in folders or ["."]:
        for m in above(int(limit), SRC / folder):
            print(f"{m.complexity:4} {m.file.relative_to(SRC)}:{m.line} {m.name}")

"""Change the decision rules in every place a small change can be made, and count how many changes the tests notice.

    python bench/findings/mutate.py [--modules tally evaluate ...] [--part 1/4] [--limit 20] [--out FILE.csv]

What a change is and how it is tried: `bench/mutation.py`.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import hypothesis
import msgspec
import ruamel.yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.mutation import Plan, run  # noqa: E402

LOADED = (hypothesis, msgspec, ruamel.yaml)
"""Imported once, so that each forked child only imports the code under change."""
TESTS = ("tests/findings/test_edges.py", "tests/findings/test_rules.py")
PLAIN = "not (order or helps or stays or reader or stranger)"
"""Tests without a search for counterexamples, which answer soonest."""


def edges() -> None:
    """Call the plain tests directly, for speed."""
    module = importlib.import_module("tests.findings.test_edges")
    for name in dir(module):
        if name.startswith("test_"):
            getattr(module, name)()


def tests(module: str) -> Sequence[Sequence[str]]:
    """Return the runs of pytest: the plain tests, then all."""
    files = [str(ROOT / name) for name in TESTS]
    return (["-k", PLAIN, *files], files)


PLAN = Plan(
    package="ceasefire.findings.rules",
    modules=("tally", "evaluate", "moments", "checks", "cases"),
    tests=tests,
    first=edges,
    words=True,
    explains=frozenset({"why", "words"}),
)

if __name__ == "__main__":
    sys.exit(run(PLAN, __doc__, ROOT / "bench" / "findings" / "mutants.csv"))

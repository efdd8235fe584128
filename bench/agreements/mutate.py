"""Change the hit test and the deadline logic one node at a time, and count how many changes the tests notice.

    python bench/agreements/mutate.py [--every 3] [--modules scope.acts clocks.terms ...] [--out FILE.csv]

What a change is and how it is tried: `bench/mutation.py`.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import hypothesis
import pyarrow
import pyarrow.compute as pc
import pydantic
import ruamel.yaml
import shapely

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.mutation import Plan, run  # noqa: E402

LOADED = (hypothesis, pc, pydantic, ruamel.yaml, shapely)
"""Imported once, so that a child imports little but the room itself."""
TESTS = {
    "scope.zone_index": ("zone_index", "hits"),
    "scope.zone_periods": ("hits", "zone_index"),
    "scope.place_answers": ("hits", "zone_index"),
    "scope.membership": ("hits", "membership", "duties"),
    "clocks.duties": ("duties",),
    "clocks.calendar_time": ("calendar_time", "duties", "hits"),
}
"""Tests of a module, by the module; the others are tried on hits and duties."""


def tests(module: str) -> Sequence[Sequence[str]]:
    """Return the one run of pytest that a module is tried on."""
    names = TESTS.get(module, ("hits", "duties"))
    return ([str(ROOT / "tests" / "agreements" / f"test_{name}.py") for name in names],)


PLAN = Plan(
    package="ceasefire.agreements",
    modules=(
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
    ),
    tests=tests,
)

if __name__ == "__main__":
    pyarrow.set_cpu_count(1)
    sys.exit(run(PLAN, __doc__, Path(__file__).with_name("mutants.csv")))

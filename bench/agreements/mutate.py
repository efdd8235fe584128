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
CLOCKS = ("clocks/holding", "clocks/states", "clocks/runs", "clocks/duties")
TESTS = {
    "scope.zone_index": ("scope/zone_index", "scope/hits"),
    "scope.zone_periods": ("scope/hits", "scope/zone_index"),
    "scope.place_answers": ("scope/hits", "scope/zone_index"),
    "scope.membership": ("scope/hits", "scope/membership", "clocks/duties"),
    "clocks.calendar_time": ("clocks/calendar_time", "clocks/duties", "scope/hits"),
    "clocks.terms": ("clocks/holding", "clocks/duties"),
    "clocks.holding": ("clocks/holding", "clocks/openings", "clocks/powers", "clocks/duties"),
    "clocks.powers": ("clocks/powers",),
    "clocks.openings": ("clocks/openings",),
    "clocks.known": ("clocks/known",),
    "clocks.states": ("clocks/states", "clocks/duties"),
    "clocks.accounts": ("clocks/states", "clocks/duties"),
    "clocks.deadlines": ("clocks/states", "clocks/holding", "clocks/duties"),
    "clocks.term_rows": ("clocks/holding", "clocks/duties"),
    "clocks.events": ("clocks/openings", *CLOCKS),
    "clocks.assessed": ("clocks/powers", "clocks/openings", *CLOCKS),
    **{
        f"clocks.{name}": ("clocks/runs",)
        for name in ("runs", "starts", "period_runs", "meeting_runs", "phase_runs", "thing_runs")
    },
    "clocks.duties": CLOCKS,
}
"""Tests of a module, by the module; the others are tried on hits and duties."""


def tests(module: str) -> Sequence[Sequence[str]]:
    """Return the one run of pytest that a module is tried on."""
    names = (one.partition("/") for one in TESTS.get(module, ("scope/hits", "clocks/duties")))
    return ([str(ROOT / "tests" / "agreements" / room / f"test_{name}.py") for room, _, name in names],)


PLAN = Plan(
    package="ceasefire.agreements",
    modules=(
        "three_valued",
        "clocks.calendar_time",
        "clocks.accounts",
        "clocks.states",
        "clocks.events",
        "clocks.terms",
        "clocks.powers",
        "clocks.openings",
        "clocks.holding",
        "clocks.known",
        "clocks.deadlines",
        "clocks.runs",
        "clocks.starts",
        "clocks.period_runs",
        "clocks.meeting_runs",
        "clocks.phase_runs",
        "clocks.thing_runs",
        "clocks.assessed",
        "clocks.term_rows",
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

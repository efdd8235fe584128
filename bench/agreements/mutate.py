"""Change the hit test and the deadline logic one node at a time, and count how many changes the tests notice.

    python bench/agreements/mutate.py [--every 3] [--modules scope.who_what.acts clocks.terms ...] [--out FILE.csv]

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
CLOCKS = ("clocks/holding", "clocks/states", "clocks/runs/runs", "clocks/duties")
EXCEPTIONS = (
    "scope/exceptions/ranking",
    "scope/exceptions/permissions",
    "scope/left_open",
    "scope/who_what/members",
    "scope/hits",
)
RUNS = ("clocks/runs/runs", "clocks/duties", "clocks/far_days")
TESTS = {
    "scope.places.zone_index": ("scope/places/zone_index", "scope/hits"),
    "scope.places.zone_periods": ("scope/hits", "scope/places/zone_index"),
    "scope.places.place_answers": ("scope/hits", "scope/places/zone_index"),
    "scope.who_what.membership": ("scope/hits", "scope/who_what/membership", "clocks/duties"),
    **{
        f"scope.exceptions.{name}": EXCEPTIONS
        for name in ("claimed_grounds", "exception_parts", "exempt_targets", "exemptions", "permissions", "ranking")
    },
    "clocks.calendar_time": ("clocks/calendar_time", "clocks/duties", "scope/hits"),
    "clocks.terms": ("clocks/holding", "clocks/powers", "clocks/duties", "scope/hits"),
    "clocks.holding": ("clocks/holding", "clocks/openings", "clocks/powers", "clocks/duties", "scope/hits"),
    "clocks.powers": ("clocks/powers", "clocks/holding"),
    "clocks.openings": ("clocks/openings", "clocks/far_days"),
    "clocks.known": ("clocks/known", "clocks/runs/runs", "clocks/duties"),
    "clocks.states": ("clocks/states", "clocks/duties"),
    "clocks.accounts": ("clocks/states", "clocks/duties", "clocks/openings"),
    "clocks.deadlines": ("clocks/states", "clocks/holding", "clocks/duties", "clocks/far_days"),
    "clocks.term_rows": ("clocks/holding", "clocks/duties", "clocks/far_days"),
    "clocks.events": ("clocks/openings", *CLOCKS, "clocks/far_days"),
    "clocks.assessed": ("clocks/powers", "clocks/openings", *CLOCKS),
    **{
        f"clocks.runs.{name}": RUNS
        for name in ("clock_runs", "starts", "period_runs", "meeting_runs", "phase_runs", "thing_runs")
    },
    "clocks.duties": CLOCKS,
}
"""Tests of a module, by the module; the others are tried on hits and duties."""
SLOW = (
    "clocks/test_holding.py::test_on_every_day_a_long_duty_is_lapsed_exactly_where_hits_say_no",
    "clocks/test_known.py::test_what_comes_later_changes_no_row_of_an_earlier_day",
)
"""Tests left out, because they take seconds for each change."""


def tests(module: str) -> Sequence[Sequence[str]]:
    """Return the one run of pytest that a module is tried on."""
    names = (one.rpartition("/") for one in TESTS.get(module, ("scope/hits", "clocks/duties")))
    files = [str(ROOT / "tests" / "agreements" / room / f"test_{name}.py") for room, _, name in names]
    return ([*files, *(f"--deselect=tests/agreements/{one}" for one in SLOW)],)


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
        "clocks.runs.clock_runs",
        "clocks.runs.starts",
        "clocks.runs.period_runs",
        "clocks.runs.meeting_runs",
        "clocks.runs.phase_runs",
        "clocks.runs.thing_runs",
        "clocks.assessed",
        "clocks.term_rows",
        "clocks.duties",
        "scope.who_what.membership",
        "scope.who_what.acts",
        "scope.exceptions.claimed_grounds",
        "scope.exceptions.exception_parts",
        "scope.exceptions.exempt_targets",
        "scope.exceptions.exemptions",
        "scope.exceptions.permissions",
        "scope.exceptions.ranking",
        "scope.places.zone_index",
        "scope.places.zone_periods",
        "scope.places.place_answers",
        "scope.who_what.reason_cache",
        "scope.questions",
        "scope.results",
        "scope.hit_test",
    ),
    tests=tests,
)

if __name__ == "__main__":
    pyarrow.set_cpu_count(1)
    sys.exit(run(PLAN, __doc__, Path(__file__).with_name("mutants.csv")))

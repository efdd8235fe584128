"""The law of kept tables: after any filings, in any order and grouping, they are those that the ledgers alone give."""

import os
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ceasefire.derive import GRAPH
from tests.live.ledgers import run
from tests.live.programs import BEGUN, LONG, SHORT, WHO, Ask, Bulk, Files, Pin, Program, Say
from tests.live.starts import SHELLING
from tests.soak import rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
COUNT: Final = rounds(400 if os.environ.get("CI") == "true" else 40, 3000)
MANY: Final = COUNT > 400
"""Programs of the soak are long and compared after every question; the others are short, so that CI takes minutes."""
FOLLOWING: Final = (*GRAPH.stated, *(name for stage in GRAPH.live for name in stage.makes))
THIRDS: Final = 3
"""Of tables that are made whole when asked for, a short program compares a third, the next one another."""


def number(*names: str) -> tuple[int, ...]:
    return tuple(map(GRAPH.names.index, names))


SETTINGS: Final = (("settings", "%other-counters"), ("settings", "%no-settings"), ("settings", "%counters"))
A_SETTING_COMES_AND_GOES: Final = [
    Ask("open", number("standing", "series", "matrix")),
    *(Say(0, kind, {"sha256": file}, with_file=file != "%other-counters") for kind, file in SETTINGS),
    Ask("open", number("series")),
    Files(),
]
A_CHARTER_IS_PINNED: Final = [
    Ask("open", number("standing", "links", "decisions")),
    Say(1, "judgement", {"a": "@0", "b": "@1", "verdict": "different"}),
    Ask("open", number("pairs")),
    Pin(0),
    Ask("lagging", number("links", "position_checks")),
    Pin(None),
]
A_SPELLING_IS_FILED: Final = [
    Bulk(0, "report", [SHELLING | {"source": "Watch North", "actor_alleged": "группа"}], with_file=True),
    Bulk(1, "report", [SHELLING | {"source": "Watch South", "actor_alleged": "Force A"}], with_file=True),
    Ask("open", number("links", "pairs")),
    Say(1, "party", {"id": "force-a", "name": "Force A", "aliases": ["группа"]}),
    Ask("open", number("links", "pairs")),
    Say(0, "party", {"id": "force-b", "name": "Force B", "aliases": ["группа"]}),
]
A_FILE_COMES_LATER: Final = [Bulk(0, "report", [SHELLING], with_file=False), Ask("new", number("reports")), Files()]
"""Programs after which tables were once not those of the ledgers, or might not be."""


@settings(max_examples=COUNT)
@example(program=A_SETTING_COMES_AND_GOES, begun="reports", last="open", third=0)
@example(program=A_CHARTER_IS_PINNED, begun="charter", last="open", third=0)
@example(program=A_FILE_COMES_LATER, begun="law", last="new", third=0)
@example(program=A_SPELLING_IS_FILED, begun="reports", last="open", third=0)
@given(program=LONG if MANY else SHORT, begun=BEGUN, last=st.sampled_from(WHO), third=st.integers(0, THIRDS - 1))
def test_kept_tables_are_those_that_the_ledgers_give(program: Program, begun: str, last: str, third: int) -> None:
    whole = [name for name in GRAPH.names if name not in FOLLOWING]
    some = (*FOLLOWING, *whole[third::THIRDS])
    assert run(program, begun, last, each_time=MANY, names=GRAPH.names if MANY else some) == ""

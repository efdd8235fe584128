"""The law of kept tables: after any filings, in any order and grouping, they are those that the ledgers alone give."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.live.ledgers import run
from tests.live.programs import BEGUN, PROGRAMS, WHO, Program
from tests.soak import rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
COUNT = rounds(400 if os.environ.get("CI") == "true" else 40, 3000)


@settings(max_examples=COUNT)
@given(program=PROGRAMS, begun=BEGUN, last=st.sampled_from(WHO))
def test_kept_tables_are_those_that_the_ledgers_give(program: Program, begun: str, last: str) -> None:
    assert run(program, begun, last, each_time=COUNT > 40) == ""

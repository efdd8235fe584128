"""Families of event types: every code has one or can be of any, and what is no code can be of any."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.features.event_families import ANY, FAMILY, as_code, families
from ceasefire.linkage.features.prepare import prepare
from ceasefire.vocabulary.codes import CATEGORY_OF_EVENT, EventType

CODES = [event.value for event in EventType]


def test_every_code_has_a_family_and_two_of_one_group_the_same() -> None:
    assert list(FAMILY) == CODES
    groups = {event.value: category.partition("/")[0] for event, category in CATEGORY_OF_EVENT.items()}
    told = [code for code in CODES if FAMILY[code] != ANY]
    assert all((FAMILY[a] == FAMILY[b]) == (groups[a] == groups[b]) for a in told for b in told)


@pytest.mark.parametrize("code", ["explosion", "killing", "fatal_violence", "other", "", "state-based", "бомба"])
def test_what_leaves_the_act_open_or_is_no_code_can_be_any(code: str) -> None:
    assert families([code]).tolist() == [ANY]


@given(st.lists(st.sampled_from([*CODES, "", "no code"]), max_size=12))
def test_each_is_read_for_itself_however_it_is_written(types: list[str]) -> None:
    found = families(types).tolist()
    assert found == [families([one]).tolist()[0] for one in types]
    assert found == families([f" {one.upper()} " for one in types]).tolist()


def test_a_report_without_a_type_can_be_of_any_family() -> None:
    table = pa.table({"report_id": ["a", "b", "c"], "event_type": ["airstrike", None, "drone"]})
    data = prepare(table)
    kind = dict(zip(data.ids.to_pylist(), data.kind.tolist(), strict=True))
    assert kind["b"] == ANY
    assert kind["a"] == kind["c"] == FAMILY["airstrike"]


@pytest.mark.parametrize("told", ["small_arms", "Small arms", "SMALL-ARMS", " small  arms ", "smallarms"])
def test_a_code_is_read_whatever_its_case_and_joints(told: str) -> None:
    assert as_code(told) == "small_arms"


def test_what_is_no_code_keeps_its_words() -> None:
    assert as_code(" State-based  Violence") == "state-based violence"
    assert as_code("  ") == ""


@given(st.text(max_size=20))
def test_what_is_read_is_read_again_as_it_is(told: str) -> None:
    assert as_code(as_code(told)) == as_code(told)

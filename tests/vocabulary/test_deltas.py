"""Changes as rows that go and come: what is told is what changed, and no more."""

from collections import Counter
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.vocabulary import deltas
from ceasefire.vocabulary.deltas import Delta, added, counted, difference, picked, values
from tests.soak import rounds

SHAPE = pa.schema([("id", pa.string()), ("n", pa.float64()), ("of", pa.list_(pa.string()))])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.sampled_from("abc"),
            "n": st.sampled_from((None, 1.0, float("nan"))),
            "of": st.sampled_from((None, [], ["x"], ["x", None])),
        }
    ),
    max_size=7,
)


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SHAPE)


@settings(max_examples=rounds(40, 1000))
@given(ROWS, ROWS)
def test_a_difference_leads_from_the_old_rows_to_the_new_and_names_none_that_stay(
    old: list[dict[str, object]], new: list[dict[str, object]]
) -> None:
    before, now = counted(table(old)), counted(table(new))
    found = difference(table(old), table(new), "id")
    gone, come = counted(found.gone), counted(found.come)
    assert not gone & come
    assert before - gone + come == now
    assert gone <= before
    assert found.gone.schema == found.come.schema == SHAPE


@settings(max_examples=rounds(40, 1000))
@given(ROWS, ROWS, ROWS)
def test_two_changes_one_after_the_other_are_one(
    first: list[dict[str, object]], then: list[dict[str, object]], last: list[dict[str, object]]
) -> None:
    tables = [table(one) for one in (first, then, last)]
    one, other = (difference(*pair, "id") for pair in pairwise(tables))
    both, at_once = added(one, other), difference(tables[0], tables[2], "id")
    assert [counted(part) for part in both] == [counted(part) for part in at_once]


def test_a_change_and_its_opposite_are_none() -> None:
    there = Delta(table([]), table([{"id": "a", "n": 1.0, "of": ["x"]}]))
    assert added(there, Delta(there.come, there.gone)).rows == 0


def test_of_equal_rows_the_first_are_picked_and_counted_off() -> None:
    one = {"id": "a", "n": 1.0, "of": None}
    left = Counter({repr(one): 2})
    assert picked(table([one, one | {"n": None}, one, one]), left) == [0, 2]
    assert left.total() == 0


def test_rows_whose_key_only_one_side_has_are_not_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = table([{"id": "a"}, {"id": "b"}]), table([{"id": "b"}, {"id": "c"}])
    spelt: list[int] = []
    real = deltas.counted
    monkeypatch.setattr(deltas, "counted", lambda one: spelt.append(one.num_rows) or real(one))
    found = difference(old, new, "id")
    assert spelt == [1, 1]
    assert [part["id"].to_pylist() for part in found] == [["a"], ["c"]]


def test_values_of_text_and_of_lists() -> None:
    held = table([{"id": "a", "of": ["x", None]}, {"id": None, "of": None}])
    assert (values(held, "id"), values(held, "of")) == ({"a"}, {"x"})

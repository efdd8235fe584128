"""Of tests out of scope, the one that comes nearest."""

from typing import Any

from ceasefire.api.hit_pages import nearest


def out(provision: str, *failing: str) -> dict[str, Any]:
    row = {"where_": "yes", "when_": "yes", "who": "yes", "what": "undetermined", "exempt": "no"}
    return {"provision": provision} | row | {one: "yes" if one == "exempt" else "no" for one in failing}


def test_the_nearest_clause_is_the_one_on_which_the_fewest_elements_fail() -> None:
    rows = [out("far", "where_", "when_", "who"), out("near", "what"), out("other", "who", "what")]
    assert (nearest(rows) or {})["provision"] == "near"


def test_an_exemption_counts_as_a_failing_element_and_of_equals_the_first_is_taken() -> None:
    rows = [out("two", "where_", "exempt"), out("first", "exempt"), out("second", "who")]
    assert (nearest(rows) or {})["provision"] == "first"


def test_where_there_is_no_test_there_is_no_nearest() -> None:
    assert nearest([]) is None

"""A target told as ground that a State holds is not those who are exempt; ground that others hold stays open."""

import pytest

from tests.agreements.scope.test_hits import hit
from tests.agreements.worlds import context, incident


@pytest.mark.parametrize(
    ("targets", "exempt"),
    [
        (["North-held Ainz"], "no"),
        (["northern army-controlled villages"], "no"),
        (["North held Ainz and its outskirts"], "no"),
        (["rebels-held Ainz"], "undetermined"),
        (["Outlaws-held Ainz"], "undetermined"),
        (["North or South-held Ainz"], "undetermined"),
        (["somebody-held Ainz"], "undetermined"),
        (["a long-held belief"], "undetermined"),
        (["North-held"], "undetermined"),
        (["North-held Ainz", "Outlaws"], "yes"),
        (["North-held Ainz", "somebody"], "undetermined"),
    ],
)
def test_ground_that_a_state_holds_is_not_who_is_exempt(targets, exempt):
    assert hit(incident(targets=targets))["exempt"] == exempt


def test_the_answer_says_whose_ground_it_is():
    found = hit(incident(targets=["North-held Ainz"]))
    assert found["exempt"] == "no"
    assert "exempt: 'North-held Ainz' is ground held by north, which is not exempt" in found["why"]


def test_a_state_that_is_itself_exempt_leaves_it_open():
    where = context(("actors: [outlaws]", "actors: [north]"))
    assert hit(incident(actors_alleged=["red"], targets=["North-held Ainz"]), where)["exempt"] == "undetermined"

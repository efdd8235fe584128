"""Of several provisions that an incident touches the most specific is named first."""

import pytest

from ceasefire.agreements.language.breadth import breadth
from tests.agreements.scope.test_hits import scope
from tests.agreements.worlds import context, incident, truce

EVERYWHERE = ("place: {zones: [area]}", "place: {everywhere: {outline: area}}")
NOWHERE = ("    place: {zones: [area]}\n", "")
ENDLESS = ("term: {months: 6}", "term: open_ended")
WINDOW = ("    place: {zones: [area]}", "    window: {ends: {date: 2020-03-01}}\n    place: {zones: [area]}")


@pytest.mark.parametrize(
    ("swaps", "expected"),
    [
        ((), (0, 0)),
        ((ENDLESS,), (0, 1)),
        ((ENDLESS, WINDOW), (0, 0)),
        ((EVERYWHERE,), (1, 0)),
        ((NOWHERE, ENDLESS), (2, 1)),
    ],
)
def test_ground_of_its_own_is_narrower_than_a_country_and_a_term_with_an_end_than_none(swaps, expected):
    one = truce(*swaps)
    assert breadth(one, one.provisions[0]) == expected


def test_clauses_touched_stand_from_the_narrowest_to_the_broadest():
    def named(name, *swaps):
        return truce(("id: truce", f"id: {name}"), ("joined: [truce]", f"joined: [{name}]"), *swaps)

    texts = [named("a", NOWHERE), named("b", EVERYWHERE), named("c", ENDLESS), named("d"), named("e")]
    found = scope(incident(), context(instruments=texts))
    assert found["clauses"] == ["d/t-1", "e/t-1", "c/t-1", "b/t-1", "a/t-1"]
    assert found["why"].startswith("touches d/t-1, e/t-1, c/t-1")

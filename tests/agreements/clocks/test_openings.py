"""What opens with what is said of another duty: `then`, `else`, chains, contradictions, moments that count from it."""

from datetime import date

import pytest

from ceasefire.agreements.clocks.holding import Holding
from ceasefire.agreements.three_valued import State
from tests.agreements.clocks.pact import account, act, duty, pact, row, standing, states, when

THEN = duty("p-2", "deadline: {date: 2024-12-10}", "then: [p-3]")
ELSE = duty("p-2", "deadline: {date: 2024-12-10}", "else: [p-3]")
NEXT = duty("p-3", "deadline: {date: 2024-12-30}")
BEFORE, DAY, AFTER = date(2024, 12, 8), date(2024, 12, 9), date(2024, 12, 12)
HITS = """
  - id: p-3
    says: No building.
    modality: must_not
    bound: {actors: [north]}
    acts: [fire/*]
    confidence: K
"""


def state(*accounts, on=AFTER, first=THEN, more=(), **tables):
    where = pact(first, NEXT, *more, **tables)
    return states(where, on, *accounts, provision="p-3")[0]


@pytest.mark.parametrize(
    ("first", "accounts", "found"),
    [
        (THEN, [], "not_open"),
        (THEN, [account("met", DAY)], "due"),
        (THEN, [account("verified", DAY)], "due"),
        (THEN, [account("met", date(2024, 12, 13))], "not_open"),
        (THEN, [account("partly_met", DAY)], "not_open"),
        (THEN, [account("missed", DAY)], "not_open"),
        (THEN, [account("met", DAY), account("missed", AFTER, by="north")], "undetermined"),
        (ELSE, [], "not_open"),
        (ELSE, [account("met", DAY)], "not_open"),
        (ELSE, [account("missed", AFTER)], "due"),
        (ELSE, [account("missed", AFTER), account("met", DAY, by="north")], "undetermined"),
        (ELSE, [account("missed", DAY), account("met", AFTER)], "not_open"),
        (THEN, [account("met", None, claimed_at="2024-12-11T10:00:00Z")], "due"),
        (THEN, [account("met", None, claimed_at="2024-12-13T10:00:00Z")], "not_open"),
        (THEN, [account("met", None)], "due"),
    ],
)
def test_a_provision_opens_with_what_is_said_of_another(first, accounts, found):
    assert state(*accounts, first=first) == found


def test_hits_and_duties_open_on_the_same_day():
    where = pact(THEN, HITS, accounts=[account("met", DAY)])
    assert when(where, BEFORE, provision="p-3") == (
        State.NO,
        "not open yet: it opened only when p-2 is said to be met: met: monitor, 2024-12-09",
    )
    assert when(where, DAY, "00:00", provision="p-3")[0] is State.YES
    assert standing(pact(THEN, HITS), AFTER, provision="p-3") is Holding.NOT_OPEN
    doubt = pact(THEN, HITS, accounts=[account("met", DAY), account("missed", AFTER, by="north")])
    assert when(doubt, AFTER, provision="p-3")[0] is State.UNDETERMINED
    assert when(doubt, BEFORE, provision="p-3")[0] is State.NO


def test_an_act_that_shows_a_duty_opens_the_next():
    shown = duty("p-2", "shown_by: {act: map_approval}", "then: [p-3]")
    assert state(first=shown, acts=[act("map_approval", DAY)]) == "due"
    assert state(first=shown, acts=[act("decision", DAY)]) == "not_open"


def test_openings_are_chained_and_circles_stay_closed():
    chain = (duty("p-3", "else: [p-4]", "deadline: {date: 2024-12-20}"), duty("p-4", "deadline: {date: 2024-12-30}"))
    where = pact(ELSE, *chain)
    late = account("missed", date(2024, 12, 21), provision="p-3")
    on = date(2024, 12, 22)
    assert states(where, on, late, provision="p-4") == ["not_open"]
    assert states(where, on, late, account("missed", DAY), provision="p-4") == ["due"]
    circle = pact(duty("p-2", "then: [p-3]"), duty("p-3", "then: [p-2]"))
    assert states(circle, on, account("met", DAY), account("met", DAY, provision="p-3")) == ["said_met"]
    assert states(circle, on) == ["not_open"]


def test_in_a_chain_nothing_opens_before_that_of_which_it_is_said():
    early = [account("missed", BEFORE, provision="p-3"), account("missed", AFTER)]
    where = pact(ELSE, duty("p-3", "else: [p-4]"), duty("p-4"), accounts=early)
    assert [standing(where, day, provision="p-4") for day in (DAY, AFTER)] == [Holding.NOT_OPEN, Holding.HOLDS]


def test_of_two_that_open_it_the_first_does():
    both = pact(THEN, duty("p-4", "else: [p-3]"), NEXT)
    assert states(both, AFTER, account("missed", DAY, provision="p-4"), provision="p-3") == ["due"]
    words = row(both, AFTER, provision="p-3")["due_why"]
    assert words.endswith("not open yet: it opens once p-2 is said to be met or p-4 is said to be missed")


@pytest.mark.parametrize(("what", "says"), [("met", "met"), ("breached", "missed")])
def test_a_deadline_counts_from_the_first_day_on_which_it_is_said(what, says):
    counts = duty("p-3", f"deadline: {{after: '{what}:p-2', days: 7}}")
    where = pact(duty("p-2"), counts)
    assert row(where, AFTER, provision="p-3")["due"] is None
    found = row(where, AFTER, account(says, DAY), account(says, BEFORE, by="other"), provision="p-3")
    assert found["due"] == date(2024, 12, 15)
    other = {"met": "missed", "missed": "met"}[says]
    assert row(where, AFTER, account(other, DAY), provision="p-3")["due"] is None

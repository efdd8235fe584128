"""States of a duty: late, partly met, contested, shown by acts; and that nobody is made to say "met"."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.accounts import Account
from ceasefire.agreements.clocks.states import state_of
from ceasefire.vocabulary.duty_words import DUTY_STATES, Fulfilment
from tests.agreements.clocks.pact import account, act, duty, pact, row, states

LINE = duty("p-2", "deadline: {date: 2024-12-10}")
DUE, NEXT, AFTER = date(2024, 12, 10), date(2024, 12, 11), date(2024, 12, 20)
FOUR = "[north-map, south-map, east-map, west-map]"
MAPS = duty("p-2", "deadline: {date: 2024-12-10}", f"shown_by: {{act: map_approval, zones: {FOUR}}}")


@pytest.mark.parametrize(
    ("accounts", "state"),
    [
        ([account("met", DUE)], "said_met"),
        ([account("met", NEXT)], "late"),
        ([account("verified", NEXT)], "late"),
        ([account("met", DUE), account("verified", NEXT, by="other")], "verified_met"),
        ([account("met", DUE, date_end=NEXT)], "said_met"),
        ([account("met", None)], "said_met"),
        ([account("met", NEXT), account("missed", NEXT, by="other")], "contested"),
        ([account("missed", NEXT), account("met", AFTER)], "late"),
        ([account("met", DUE), account("missed", NEXT)], "said_missed"),
        ([account("met", NEXT), account("missed", NEXT)], "contested"),
        ([account("missed", DUE), account("under_way", DUE, by="other")], "contested"),
        ([account("missed", NEXT), account("under_way", DUE, by="other")], "said_missed"),
        ([account("missed", DUE), account("needs_time", DUE, by="other", date_end=NEXT)], "contested"),
        ([account("missed", DUE), account("under_way", NEXT)], "said_missed"),
        ([account("missed", NEXT), account("partly_met", NEXT, by="other")], "contested"),
        ([account("partly_met", DUE)], "partly_met"),
        ([account("met", DUE, percent=60)], "partly_met"),
        ([account("verified", DUE, percent=60)], "partly_met"),
        ([account("met", DUE, percent=100)], "said_met"),
        ([account("under_way", DUE, percent=60)], "overdue"),
        ([account("met", DUE), account("partly_met", NEXT, by="other")], "contested"),
        ([account("met", DUE), account("partly_met", date(2024, 12, 1), by="other")], "said_met"),
    ],
)
def test_what_is_said_makes_the_state(accounts, state):
    assert states(pact(LINE), AFTER, *accounts) == [state]


def test_verified_late_is_late_and_the_verification_stands_beside():
    found = row(pact(LINE), AFTER, account("verified", NEXT))
    assert (found["state"], found["verified"]) == ("late", ["monitor, 2024-12-11"])


def maps(*zones, kind="map_approval", day=date(2024, 12, 5), provision="p-2"):
    return [act(kind, day, zone=zone, act_id=f"m{n}", provision=provision) for n, zone in enumerate(zones)]


def test_one_map_of_four_is_partly_met_and_no_account_says_met():
    found = row(pact(MAPS, acts=maps("north-map")), AFTER)
    assert (found["state"], found["verified"]) == ("partly_met", [])
    assert found["said"] == ["partly shown by act map_approval for north-map: north, south, 2024-12-05"]
    assert found["lineage"] == ["m0"]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        (maps("north-map", "south-map", "east-map"), "partly_met"),
        (maps("north-map", "south-map", "east-map", "west-map"), "said_met"),
        (maps("north-map", "south-map", "east-map", "west-map", day=NEXT), "late"),
        (maps("north-map", "south-map", "east-map", "west-map", provision=None), "said_met"),
        (maps("north-map", "south-map", "east-map", "west-map", provision="p-1"), "overdue"),
        (maps("north-map", "south-map", "east-map", "west-map", kind="decision"), "overdue"),
        (maps("north-map", "north-map", "north-map", "north-map"), "partly_met"),
        (maps("another-map"), "overdue"),
        (maps(None), "overdue"),
    ],
)
def test_with_zones_it_takes_one_act_for_each(acts, state):
    assert states(pact(MAPS, acts=acts), AFTER) == [state]


def test_the_last_of_the_maps_says_when_it_was_done():
    acts = [*maps("north-map", "south-map", "east-map"), act("map_approval", NEXT, zone="west-map", provision="p-2")]
    found = row(pact(MAPS, acts=acts), AFTER)
    assert found["state"] == "late"
    assert found["said"][-1] == "shown by act map_approval for west-map: north, south, 2024-12-11"


@pytest.mark.parametrize(
    ("place", "zone", "state"),
    [
        ("", None, "said_met"),
        ("", "area", "partly_met"),
        ("place: {zones: [area]}", "area", "said_met"),
        ("place: {zones: [area, other]}", "area", "partly_met"),
        ("place: {zones: [area, other]}", None, "said_met"),
    ],
)
def test_an_act_on_part_of_the_ground_shows_part(place, zone, state):
    told = duty("p-2", "deadline: {date: 2024-12-10}", *([place] if place else []))
    assert states(pact(told, acts=maps(zone, kind="decision")), AFTER) == [state]


def test_an_objection_shows_nothing():
    assert states(pact(LINE, acts=maps(None, kind="objection")), AFTER) == ["overdue"]
    assert row(pact(LINE, acts=maps(None, kind="objection")), AFTER)["said"] == []


def test_holders_and_creditors_stand_whole():
    told = duty(
        "p-2",
        "owed_to: {classes: [groups]}",
        bound="{actors: [north], classes: [groups], words: the conflicting parties}",
    )
    found = row(pact(told), DUE)
    assert found["holder"] == ["groups", "north"]
    assert found["holder_words"] == "north; every member of groups [in the text: the conflicting parties]"
    assert (found["owed_to"], found["owed_words"]) == (["groups"], "every member of groups")
    none = row(pact(duty("p-2", bound="unspecified")), DUE)
    assert (none["holder"], none["holder_words"], none["owed_to"], none["owed_words"]) == ([], None, [], None)
    joined = row(pact(duty("p-2", bound="{joined: [pact]}")), DUE)
    assert (joined["holder"], joined["holder_words"]) == ([], "whoever joined or joins pact, from that day on")
    assert row(pact(), DUE, provision="term")["holder_words"] == "north and south"


def test_about_a_month_is_a_range_and_overdue_only_after_it():
    where = pact(duty("p-2", "deadline: {after: signature, months: 1, about_days: 7}"))
    first, last = date(2024, 12, 19), date(2025, 1, 2)
    found = row(where, first)
    assert (found["due_from"], found["due"], found["state"]) == (first, last, "due")
    assert found["due_why"] == "about 1 month after signature (2024-11-26): read as 2024-12-19 to 2025-01-02"
    assert states(where, last) == ["due"]
    assert states(where, date(2025, 1, 3)) == ["overdue"]
    assert states(where, date(2025, 1, 9), account("met", last)) == ["said_met"]
    assert states(where, date(2025, 1, 9), account("met", date(2025, 1, 3))) == ["late"]


def test_what_is_promised_in_return_stands_beside_with_its_state():
    other = duty("p-3", "deadline: {date: 2024-12-05}")
    where = pact(duty("p-2", "deadline: {date: 2024-12-10}", "in_return_for: [p-3, p-1]"), other)
    assert (
        row(where, AFTER)["due_why"]
        == "2024-12-10; in return for p-3 (deadline past, nobody's word on file), p-1 (no duty)"
    )
    assert row(where, AFTER)["state"] == "overdue"


def test_words_that_are_not_coded_leave_a_duty_open_until_somebody_accepts_that():
    lost = "untranslatable: {words: in good faith, why: no measure}"
    found = row(pact(duty("p-2", "deadline: {date: 2024-12-10}", lost)), AFTER, account("met", DUE))
    assert (found["state"], found["assumes"]) == ("undetermined", None)
    assert found["due_why"].endswith("words of the text are not coded and nobody accepts that: in good faith")
    taken = lost.replace("}", ", accepted_by: A. Lawyer}")
    found = row(pact(duty("p-2", "deadline: {date: 2024-12-10}", taken)), AFTER, account("met", DUE))
    assert (found["state"], found["assumes"]) == ("said_met", "in good faith (no measure; accepted by A. Lawyer)")


SAID = st.builds(
    Account,
    instrument=st.just("pact"),
    provision=st.just("p-2"),
    says=st.sampled_from([one.value for one in Fulfilment]),
    by=st.sampled_from("abc"),
    first=st.none() | st.dates(date(2024, 12, 1), date(2024, 12, 20)),
    percent=st.none() | st.integers(0, 100),
)


@given(st.lists(SAID, max_size=5), st.none() | st.just(DUE), st.dates(date(2024, 12, 1), date(2024, 12, 20)))
def test_no_order_of_accounts_changes_the_state_and_nobody_is_made_to_say_met(said, due, on):
    verified = [one for one in said if one.says == "verified"]
    state = state_of(due, on, said, verified)
    assert state in DUTY_STATES
    assert state == state_of(due, on, said[::-1], verified[::-1])
    if state in ("said_met", "verified_met", "late"):
        assert any(one.says in ("met", "verified") and one.percent in (None, 100) for one in said)
    if state == "verified_met":
        assert verified
    if state == "said_missed":
        assert any(one.says == "missed" for one in said)


def test_an_office_takes_back_no_word_that_a_body_is_said_in_another_ledger_to_have_said():
    own = account("met", date(2024, 12, 9), by="north", ledger="example/north")
    other = account("missed", date(2024, 12, 12), by="north", ledger="example/office")
    where = pact(duty("p-2", "deadline: {date: 2024-12-10}"))
    assert states(where, date(2024, 12, 20), own, other) == ["contested"]
    assert states(where, date(2024, 12, 20), own, other | {"ledger": "example/north"}) == ["said_missed"]

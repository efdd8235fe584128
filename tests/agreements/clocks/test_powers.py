"""Powers used by acts: suspension and resumption, with notice, for a time at most, only after a breach."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from ceasefire.agreements import Context
from ceasefire.agreements.law.act_states import Claim, act_law
from ceasefire.agreements.law.powers import TextLaw, cannot_tell
from ceasefire.agreements.scope.who_what.holders import holds
from ceasefire.agreements.three_valued import State
from ceasefire.parties.authority import Answering, Authority
from tests.agreements.clocks.pact import account, act, duty, pact, row, states, when
from tests.agreements.worlds import table

LONG = duty("p-2", "deadline: {date: 2024-12-20}")
DAY = date(2024, 12, 10)


def power(*fields: str, to: str = "suspend") -> str:
    told = ", ".join((f"to: {to}", *fields))
    return duty("p-9", f"power: {{{told}}}", bound="{actors: [north, south]}", modality="power")


def test_from_a_suspension_to_the_resumption_nothing_is_hit_and_what_is_due_is_suspended():
    acts = [act("suspension", DAY), act("resumption", date(2024, 12, 24))]
    where = pact(LONG, power(), acts=acts)
    assert when(where, date(2024, 12, 9))[0] is State.YES
    assert when(where, DAY, "00:00") == (
        State.NO,
        "suspended by the act of 2024-12-10, resumed by the act of 2024-12-24",
    )
    assert when(where, date(2024, 12, 23))[0] is State.NO
    assert when(where, date(2024, 12, 24), "00:00")[0] is State.YES
    assert states(where, date(2024, 12, 9)) == ["due"]
    assert states(where, DAY) == ["suspended"]
    assert states(where, date(2024, 12, 22)) == ["suspended"]
    later = row(where, date(2024, 12, 26))
    assert later["state"] == "suspended"
    assert later["due_why"].endswith("its day fell within a suspension")


def test_what_was_overdue_before_a_suspension_stays_overdue_and_what_is_due_after_it_is_due():
    early, late = duty("p-2", "deadline: {date: 2024-12-05}"), duty("p-3", "deadline: {date: 2024-12-30}")
    where = pact(early, late, power(), acts=[act("suspension", DAY), act("resumption", date(2024, 12, 24))])
    assert states(where, date(2024, 12, 12)) == ["overdue"]
    assert states(where, date(2024, 12, 12), provision="p-3") == ["suspended"]
    assert states(where, date(2024, 12, 25), provision="p-3") == ["due"]
    assert states(where, date(2024, 12, 12), account("met", date(2024, 12, 4))) == ["said_met"]


@pytest.mark.parametrize(
    ("fields", "held", "not_held"),
    [
        (("notice_days: 5",), [date(2024, 12, 14)], [date(2024, 12, 15), date(2024, 12, 30)]),
        (("most_days: 10",), [date(2024, 12, 20)], [DAY, date(2024, 12, 19)]),
        (("notice_days: 2", "most_days: 3"), [date(2024, 12, 11), date(2024, 12, 15)], [date(2024, 12, 12)]),
        (("of: [p-2]",), [date(2024, 12, 15)], []),
        (("of: [p-1, p-2]",), [], [date(2024, 12, 15)]),
        (("after: [p-2]",), [date(2024, 12, 15)], []),
    ],
)
def test_notice_length_reach_and_condition_of_a_power_are_heeded(fields, held, not_held):
    where = pact(LONG, power(*fields), acts=[act("suspension", DAY)])
    assert [when(where, day)[0] for day in held] == [State.YES] * len(held)
    assert [when(where, day)[0] for day in not_held] == [State.NO] * len(not_held)


@pytest.mark.parametrize(("said", "state"), [(date(2024, 12, 10), State.NO), (date(2024, 12, 11), State.YES)])
def test_a_power_that_waits_for_a_breach_may_be_used_once_somebody_says_so(said, state):
    missed = [account("missed", said)]
    where = pact(LONG, power("after: [p-2]"), acts=[act("suspension", DAY)], accounts=missed)
    assert when(where, date(2024, 12, 15))[0] is state


def test_an_act_on_one_provision_suspends_that_alone():
    where = pact(LONG, power(), acts=[act("suspension", DAY, provision="p-2")])
    assert when(where, date(2024, 12, 15))[0] is State.YES
    assert states(where, date(2024, 12, 15)) == ["suspended"]
    both = [act("suspension", DAY), act("resumption", date(2024, 12, 12), provision="p-1")]
    where = pact(LONG, power(), acts=both)
    assert when(where, date(2024, 12, 15))[0] is State.YES
    assert states(where, date(2024, 12, 15)) == ["suspended"]


def test_a_resumption_before_the_suspension_ends_nothing():
    where = pact(power(), acts=[act("resumption", date(2024, 12, 1)), act("suspension", DAY)])
    assert when(where, date(2024, 12, 15)) == (State.NO, "suspended by the act of 2024-12-10")


def test_an_ending_has_effect_after_the_notice_that_the_text_asks():
    where = pact(power("notice_days: 7", to="terminate"), acts=[act("ending", DAY)])
    assert when(where, date(2024, 12, 16))[0] is State.YES
    assert when(where, date(2024, 12, 17), "00:00") == (State.NO, "ended by a recorded act of 2024-12-10")


def test_a_power_to_extend_extends_where_the_text_says_nothing_else_of_extension():
    none = ("extension: {mode: by_act, needs: consensus, who: [north, south]}\n", "")
    acts = [act("extension", date(2025, 1, 10), term_to=date(2025, 3, 1))]
    assert when(pact(acts=acts, swaps=(none,)), date(2025, 2, 1))[0] is State.NO
    assert when(pact(power(to="extend"), acts=acts, swaps=(none,)), date(2025, 2, 1))[0] is State.YES
    waits = power("after: [p-2]", to="extend")
    assert when(pact(LONG, waits, acts=acts, swaps=(none,)), date(2025, 2, 1))[0] is State.NO


def test_a_suspension_without_effect_is_named():
    where = replace(pact(), claims=(Claim("pact", "suspension", "suspension claimed by north", DAY),))
    assert when(where, date(2024, 12, 15)) == (
        State.YES,
        "in force since 2024-11-27; without effect: suspension claimed by north",
    )


def granted(name: str, who: str, *fields: str, to: str = "suspend") -> str:
    told = ", ".join((f"to: {to}", *fields))
    return duty(name, f"power: {{{told}}}", bound=who, modality="power")


TWO = (granted("p-8", "{actors: [north]}", "of: [p-1]"), granted("p-9", "{actors: [south]}", "of: [p-2]"))


def ruled(*provisions: str, acts: list[dict[str, Any]], given: bool = True) -> Context:
    """Return the world of the pact in which only those acts are that have effect by its text, as a record holds them."""
    made = pact(*provisions)
    text = {"pact": TextLaw.of(made.instruments["pact"])}.get
    told = [{"ledger": "given", "seq": n, "cites": []} | one for n, one in enumerate(acts)]
    answering = Answering(authority=Authority(pin=None))
    asked = partial(holds, made) if given else cannot_tell
    found = act_law(table("acts", told), text, (), answering, asked)
    held = Context.build((), acts=found.acts)
    return replace(made, acts=held.acts, claims=found.claims, holds=holds)


@pytest.mark.parametrize(
    ("by", "fire", "road"),
    [
        (["north"], State.NO, "due"),
        (["south"], State.YES, "suspended"),
        (["north", "south"], State.NO, "suspended"),
        (["outlaws"], State.YES, "due"),
    ],
)
def test_an_act_that_names_no_provision_touches_only_what_the_power_used_is_over(by, fire, road):
    where = ruled(LONG, *TWO, acts=[act("suspension", DAY, by=by)])
    assert when(where, date(2024, 12, 15))[0] is fire
    assert states(where, date(2024, 12, 15)) == [road]


def test_an_act_told_in_two_statements_that_each_name_one_who_acted_is_the_act_of_both():
    together = granted("p-8", "{actors: [north, south]}", "most_days: 10", "needs: consensus")
    other = granted("p-9", "{actors: [red]}", "most_days: 2")
    told = [act("suspension", DAY, by=[who], act_id=who) for who in ("north", "south")]
    where = pact(together, other, acts=told)
    assert [when(where, date(2024, 12, day))[0] for day in (12, 19, 20)] == [State.NO, State.NO, State.YES]


def test_the_limits_are_those_of_the_power_that_the_actor_holds_and_the_narrowest_of_several():
    own = granted("p-8", "{actors: [north]}", "most_days: 3")
    other = granted("p-9", "{actors: [south]}", "notice_days: 9")
    both = granted("p-7", "{actors: [south]}", "most_days: 2")
    where = ruled(own, other, both, acts=[act("suspension", DAY, by=["north"])])
    assert [when(where, date(2024, 12, day))[0] for day in (10, 12, 13)] == [State.NO, State.NO, State.YES]
    where = ruled(own, other, both, acts=[act("suspension", DAY, by=["south"])])
    assert [when(where, date(2024, 12, day))[0] for day in (18, 19, 20, 21)] == [
        *(State.YES, State.NO, State.NO, State.YES),
    ]


@pytest.mark.parametrize(
    ("who", "by", "found"),
    [
        ("{classes: [groups]}", "red", State.NO),
        ("{classes: [groups]}", "north", State.YES),
        ("{joined: [truce]}", "red", State.NO),
        ("{joined: [truce]}", "south", State.YES),
        ("{everyone: true, but: [outlaws]}", "south", State.NO),
        ("{everyone: true, but: [outlaws]}", "outlaws", State.YES),
        ("anyone", "shadow", State.NO),
    ],
)
def test_a_power_of_a_group_is_used_by_its_members_alone(who, by, found):
    where = ruled(granted("p-9", who), acts=[act("suspension", DAY, by=[by])])
    assert when(where, date(2024, 12, 15))[0] is found


@pytest.mark.parametrize("who", ["{classes: [groups]}", "unspecified"])
def test_a_power_whose_holder_cannot_be_told_leaves_a_claim_without_effect(who):
    where = ruled(granted("p-9", who), acts=[act("suspension", DAY, by=["red"])], given=False)
    state, words = when(where, date(2024, 12, 15))
    assert state is State.YES
    assert "suspension claimed by red; whether they may is not known" in words

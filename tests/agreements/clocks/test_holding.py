"""One calendar for hits and duties: terms, late extensions and their gaps, endings, what survives them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements import duties
from ceasefire.agreements.clocks.holding import Holding
from ceasefire.agreements.three_valued import State
from tests.agreements.clocks.pact import account, act, duty, pact, row, runs, standing, states, when
from tests.agreements.worlds import table

LAST = date(2025, 1, 26)
"""The local day of the last second of the sixty days, which end at 04:00."""
SIXTY = duty("p-2", "deadline: {after: in_force, days: 60}")
LONG = duty("p-2", "deadline: {date: 2025-06-01}")


def extension(day, to=date(2025, 2, 19), **more):
    return act("extension", day, term_to=to, **more)


def test_the_same_sixty_days_end_on_the_same_day_in_hits_term_and_deadline():
    where = pact(SIXTY)
    assert when(where, LAST, "03:59")[0] is State.YES
    assert when(where, LAST, "04:00")[0] is State.NO
    assert row(where, LAST, provision="term")["due"] == LAST
    assert row(where, LAST)["due"] == LAST
    assert (states(where, LAST), states(where, LAST + timedelta(days=1))) == (["due"], ["overdue"])
    assert states(where, LAST, provision="term") == ["due"]
    assert states(where, LAST + timedelta(days=1), provision="term") == ["lapsed"]


def test_a_gap_before_a_late_extension_is_a_gap_in_hits_and_in_duties():
    where = pact(LONG, acts=[extension(date(2025, 1, 29))])
    assert when(where, LAST, "05:00") == (
        State.NO,
        "the term had ended on 2025-01-26 (60 days from 2024-11-27), extended only by the act of 2025-01-29",
    )
    assert when(where, date(2025, 1, 28))[0] is State.NO
    assert when(where, date(2025, 1, 29), "00:00")[0] is State.YES
    assert when(where, date(2025, 2, 18))[0] is State.YES
    assert when(where, date(2025, 2, 19))[0] is State.NO
    assert states(where, date(2025, 1, 25)) == ["due"]
    assert states(where, date(2025, 1, 28)) == ["lapsed"]
    assert states(where, date(2025, 1, 29)) == ["due"]
    assert states(where, date(2025, 2, 19)) == ["lapsed"]
    assert states(where, date(2025, 1, 28), provision="term") == ["lapsed"]
    assert states(where, date(2025, 1, 29), provision="term") == ["late", "due"]


def test_an_extension_in_time_leaves_no_gap():
    where = pact(LONG, acts=[extension(date(2025, 1, 20))])
    assert {when(where, date(2025, 1, day), "12:00")[0] for day in range(18, 32)} == {State.YES}
    assert states(where, LAST, provision="term") == ["said_met", "due"]


def test_an_extension_told_by_two_days_leaves_open_whether_it_came_before_the_second():
    where = pact(acts=[extension(date(2025, 1, 28), date_end=date(2025, 1, 30))])
    assert when(where, date(2025, 1, 27))[0] is State.NO
    assert when(where, date(2025, 1, 29)) == (
        State.UNDETERMINED,
        "whether the extension of 2025-01-28 to 2025-01-30 had come by then is not told exactly",
    )
    assert when(where, date(2025, 1, 30), "00:00")[0] is State.YES


def test_an_extension_that_ends_before_it_was_made_extends_nothing():
    where = pact(acts=[extension(date(2025, 3, 1))])
    assert when(where, date(2025, 2, 10))[0] is State.NO
    assert when(where, date(2025, 3, 2))[0] is State.NO


def test_an_extension_without_a_new_end_leaves_the_time_after_it_open():
    where = pact(LONG, acts=[extension(date(2025, 1, 29), to=None)])
    assert [when(where, date(2025, 1, day))[0] for day in (25, 28, 30)] == [State.YES, State.NO, State.UNDETERMINED]
    assert (standing(where, date(2025, 1, 28)), standing(where, date(2025, 1, 30))) == (Holding.LAPSED, Holding.UNTOLD)
    assert states(where, date(2025, 1, 30)) == ["undetermined"]


CLAUSE = "extension: {mode: by_act, needs: consensus, who: [north, south]}\n"


@pytest.mark.parametrize("clause", ["", "extension: {mode: automatic, needs: nothing}\n"])
def test_a_text_that_asks_for_no_act_of_extension_has_no_duty_of_one(clause):
    where = pact(LONG, swaps=((CLAUSE, clause),))
    assert states(where, date(2025, 1, 20), provision="term") == []
    assert states(where, date(2025, 1, 20)) == ["due"]


@pytest.mark.parametrize(("day", "told"), [(date(2025, 1, 20), "2025-01-20"), (None, "day not told")])
def test_acts_that_extended_the_term_in_time_are_named_and_none_that_came_late(day, told):
    where = pact(acts=[extension(day), extension(date(2025, 1, 29), date(2025, 3, 1))])
    every = duties(where, table("duty_reports", []), on=date(2025, 1, 30)).to_pylist()
    assert [one["said"] for one in every if one["due"] == LAST] == [[f"act extension by north, south, {told}"]]


@pytest.mark.parametrize(("day", "by"), [(date(2025, 1, 20), "2025-01-20"), (None, "unknown day")])
def test_after_an_extended_term_the_reason_names_the_day_on_which_the_extension_ended(day, by):
    where = pact(acts=[extension(day)])
    ended = f"the term ended on 2025-02-19 (extended by act of {by}); no extension act is recorded"
    assert when(where, date(2025, 2, 20)) == (State.NO, ended)


def test_an_extension_of_one_deadline_extends_no_term():
    where = pact(SIXTY, acts=[extension(date(2025, 1, 20), provision="p-2")])
    assert when(where, date(2025, 1, 27))[0] is State.NO
    found = row(where, date(2025, 1, 27))
    assert (found["due"], found["state"]) == (date(2025, 2, 18), "lapsed")
    assert found["due_why"].startswith(
        "60 days after entry into force (2024-11-27); extended to 2025-02-18 by the act of 2025-01-20;"
    )


def test_an_act_extends_a_deadline_and_what_counts_from_it():
    after = duty("p-3", "deadline: {after: 'deadline:p-2', days: 3}")
    open_ended = (("term: {days: 60}", "term: open_ended"),)
    where = pact(SIXTY, after, swaps=open_ended, acts=[extension(date(2025, 2, 1), provision="p-2")])
    assert row(where, date(2025, 1, 31))["due"] == LAST
    found = row(where, date(2025, 2, 1))
    assert (found["due"], found["state"]) == (date(2025, 2, 18), "due")
    assert "after it had passed on 2025-01-26" in found["due_why"]
    assert found["lineage"] == ["extension-2025-02-01"]
    assert row(where, date(2025, 2, 1), provision="p-3")["due"] == date(2025, 2, 21)
    shorter = pact(SIXTY, swaps=open_ended, acts=[extension(date(2025, 1, 1), date(2025, 1, 10), provision="p-2")])
    assert row(shorter, date(2025, 1, 5))["due"] == LAST


def test_of_several_extensions_of_a_deadline_the_longest_is_named_and_one_to_the_same_day_is_not():
    acts = [
        extension(date(2025, 1, 10), provision="p-2"),
        extension(date(2025, 1, 15), date(2025, 3, 1), provision="p-2"),
    ]
    found = row(pact(SIXTY, acts=acts), date(2025, 1, 16))
    assert (found["due"], found["lineage"]) == (date(2025, 2, 28), ["extension-2025-01-15"])
    assert "extended to 2025-02-28 by the act of 2025-01-15" in found["due_why"]
    same = row(pact(SIXTY, acts=[extension(date(2025, 1, 10), LAST + timedelta(days=1), provision="p-2")]), LAST)
    assert (same["due"], same["lineage"]) == (LAST, [])
    assert "extended" not in same["due_why"]


def test_neither_the_end_of_the_term_nor_of_the_whole_ends_what_survives():
    kept = duty("p-2", "survives: true", "deadline: {date: 2025-06-01}")
    assert states(pact(kept), date(2025, 3, 1)) == ["due"]
    assert states(pact(LONG), date(2025, 3, 1)) == ["lapsed"]
    assert states(pact(kept, acts=[act("ending", date(2025, 1, 1))]), date(2025, 3, 1)) == ["due"]
    assert states(pact(LONG, acts=[act("ending", date(2025, 1, 1))]), date(2025, 1, 2)) == ["lapsed"]
    named = [act("ending", date(2025, 1, 1), provision="p-2")]
    assert states(pact(kept, acts=named), date(2025, 3, 1)) == ["lapsed"]


def test_of_two_endings_the_one_that_has_surely_come_ends_the_text():
    roughly = act("ending", date(2025, 1, 1), date_end=date(2025, 1, 20))
    where = pact(acts=[roughly, act("ending", date(2025, 1, 5))])
    assert when(where, date(2025, 1, 3))[0] is State.UNDETERMINED
    assert when(where, date(2025, 1, 5), "00:00") == (State.NO, "ended by a recorded act of 2025-01-05")
    assert standing(pact(acts=[roughly]), date(2025, 1, 19)) is Holding.OPEN
    assert standing(pact(acts=[roughly]), date(2025, 1, 20)) is Holding.OVER


def test_a_duty_that_was_due_before_the_end_stays_overdue_and_what_is_said_stays():
    early = duty("p-2", "deadline: {date: 2024-12-10}")
    assert states(pact(early), date(2025, 3, 1)) == ["overdue"]
    assert states(pact(LONG), date(2025, 3, 1), account("met", date(2025, 1, 5))) == ["said_met"]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)), max_size=4))
def test_on_every_day_a_long_duty_is_lapsed_exactly_where_hits_say_no(acts):
    first = date(2025, 1, 10)
    made = [
        extension(first + timedelta(days=d), first + timedelta(days=d + n), act_id=f"x{i}")
        for i, (d, n) in enumerate(acts)
    ]
    for n in range(0, 120, 17):
        day = first + timedelta(days=n)
        where = pact(duty("p-2", "deadline: {date: 2026-06-01}"), acts=[a for a in made if a["date_start"] <= day])
        assert (states(where, day) == ["lapsed"]) == (when(where, day, "23:59")[0] is State.NO)


@pytest.mark.parametrize("kind", ["suspension", "resumption"])
def test_an_act_on_a_zone_alone_suspends_no_provision(kind):
    where = pact(LONG, acts=[act(kind, date(2024, 12, 1), zone="area")])
    assert when(where, date(2024, 12, 5))[0] is State.YES


def test_after_an_extension_without_a_new_end_hits_and_duties_are_both_undetermined():
    weekly, early = duty("p-2", "clock: {every: {weeks: 1}}"), duty("p-3", "deadline: {date: 2025-01-10}")
    where = pact(weekly, early, acts=[extension(date(2025, 1, 20), to=None)])
    on = date(2025, 2, 20)
    assert when(where, on)[0] is State.UNDETERMINED
    found = runs(where, on)
    assert {one["state"] for one in found if one["due"] < date(2025, 1, 26)} == {"overdue"}
    assert {one["state"] for one in found if one["due"] > date(2025, 1, 26)} == {"undetermined"}
    assert row(where, on)["runs_missed"] == sum(one["state"] == "overdue" for one in found)
    assert states(where, on, provision="p-3") == ["overdue"]
    late = pact(duty("p-2", "deadline: {date: 2025-02-10}"), acts=[extension(date(2025, 1, 20), to=None)])
    assert states(late, on) == ["undetermined"]

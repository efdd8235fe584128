"""One provision whose day cannot be reckoned, or that waits at the end of a long row, stops no other."""

import time
from datetime import date

import pytest
from msgspec.structs import replace

from ceasefire.agreements import load
from ceasefire.agreements.clocks.events import deadline_point
from ceasefire.agreements.clocks.openings import opening
from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.language.files.loading import AgreementError
from ceasefire.agreements.language.files.long_chains import places
from ceasefire.agreements.three_valued import State
from tests.agreements.clocks.pact import HEAD, QUIET, account, duty, pact, row, states, when

ON = date(2024, 12, 20)
FAR = [
    duty(f"far-{n}", f"deadline: {{after: 'deadline:far-{n + 1}', months: 1200}}")
    if n < 70
    else duty(f"far-{n}", "deadline: {after: in_force, months: 1200}")
    for n in range(71)
]
"""Each counts a century from the next: the first falls after the year 9000."""


def test_a_day_outside_the_calendar_leaves_its_own_duty_undetermined_and_no_other():
    chain = [*FAR, *(duty(f"b-{n}", f"deadline: {{after: 'deadline:{up}', months: 1200}}") for n, up in _more())]
    where = pact(*chain, duty("p-2", "deadline: {date: 2024-12-10}"))
    assert states(where, ON) == ["overdue"]
    found = row(where, ON, provision="b-20")
    assert (found["due"], found["state"], found["due_why"]) == (None, "undetermined", "its day cannot be reckoned")
    assert row(where, ON, provision="far-70")["due"] == date(2124, 11, 27)


def _more():
    yield 0, "far-0"
    yield from ((n, f"b-{n - 1}") for n in range(1, 21))


def test_a_window_outside_the_calendar_leaves_its_own_hits_undetermined_and_no_other():
    chain = [*FAR, *(duty(f"b-{n}", f"deadline: {{after: 'deadline:{up}', months: 1200}}") for n, up in _more())]
    late = QUIET.replace("p-1", "p-9").replace("    acts", "    window: {ends: {after: 'deadline:b-20'}}\n    acts")
    where = pact(*chain, late)
    assert when(where, ON, provision="p-9") == (State.UNDETERMINED, "its day cannot be reckoned")
    assert when(where, ON)[0] is State.YES


def test_a_term_whose_end_is_outside_the_calendar_leaves_the_duty_to_extend_it_undetermined():
    chain = [*FAR, *(duty(f"b-{n}", f"deadline: {{after: 'deadline:{up}', months: 1200}}") for n, up in _more())]
    where = pact(*chain, swaps=(("term: {days: 60}", "term: {until: {after: 'deadline:b-20'}}"),))
    found = row(where, ON, provision="term")
    assert (found["due"], found["state"], found["due_why"]) == (None, "undetermined", "its day cannot be reckoned")
    assert (found["holder"], found["what"]) == (["north", "south"], "Extend the term (consensus of north, south).")


@pytest.mark.parametrize(
    "deadline",
    [
        "{after: in_force, months: 1201}",
        "{after: in_force, weeks: 5201}",
        "{after: in_force, days: 36526}",
        "{date: 2201-01-01}",
        "{date: 1899-12-31}",
    ],
)
def test_a_deadline_farther_than_a_hundred_years_is_refused(deadline):
    with pytest.raises(AgreementError, match=r"at most|outside the years 1900 to 2200"):
        load((HEAD + QUIET + duty("p-2", f"deadline: {deadline}")).encode(), file="pact.yaml")


@pytest.mark.parametrize("waits", ["deadline: {after: 'deadline:a-%d'}", "then: [a-%d]"])
def test_a_row_of_more_than_a_hundred_is_refused_and_names_the_provision(waits):
    def row_of(length):
        made = [duty(f"a-{n}", waits % (n + 1)) for n in range(length - 1)] + [duty(f"a-{length - 1}")]
        return load((HEAD + QUIET + "".join(made)).encode(), file="pact.yaml")

    assert len(row_of(100).provisions) == 101
    with pytest.raises(AgreementError, match="at the end of more than 100 provisions that wait for each other"):
        row_of(101)


def test_places_of_a_row_leave_out_circles_and_what_is_behind_them():
    assert places({"a": ("b",), "b": ("c",), "c": ()}) == {"a": 1, "b": 2, "c": 3}
    assert places({"a": ("b",), "b": ("a", "c"), "c": (), "d": ("c",)}) == {"d": 1}


def test_rows_of_any_length_that_are_already_filed_are_reckoned_without_recursion():
    instrument = pact(duty("p-2")).instruments["pact"]
    [one] = [p for p in instrument.provisions if p.id == "p-2"]
    counted = [replace(one, id=f"a-{n}", deadline=Moment(after=f"deadline:a-{n + 1}", days=1)) for n in range(450)]
    counted.append(replace(one, id="a-450", deadline=Moment(after="in_force", days=1)))
    opened = [replace(one, id=f"b-{n}", then=(f"b-{n + 1}",)) for n in range(40)]
    long = replace(instrument, provisions=(*counted, *opened, replace(one, id="b-40")))
    where = pact()
    point = deadline_point(where, long, counted[0])
    assert point is not None
    assert (point.day - date(2024, 11, 27)).days == 451
    assert opening(where, long, opened[-1]).first is None


def test_openings_of_provisions_that_all_open_each_other_are_reckoned_in_a_moment():
    names = [f"a-{n}" for n in range(60)]
    every = [duty(one, f"then: [{', '.join(n for n in names if n != one)}]") for one in names]
    where = pact(duty("p-2", "then: [a-0]"), *every)
    begun = time.process_time()
    assert set(states(where, ON, provision="a-7")) == {"not_open"}
    said = [account("met", date(2024, 12, 9)), account("met", date(2024, 12, 11), provision="a-0")]
    opened = pact(duty("p-2", "then: [a-0]"), *every, accounts=said)
    [seven] = [p for p in opened.instruments["pact"].provisions if p.id == "a-7"]
    assert opening(opened, opened.instruments["pact"], seven).first == date(2024, 12, 11)
    assert time.process_time() - begun < 5


def test_a_clock_with_too_many_periods_is_undetermined_and_stops_no_other():
    hourly, daily = duty("p-2", "clock: {every_hours: 1}"), duty("p-3", "clock: {every: {weeks: 1}}")
    where = pact(hourly, daily, swaps=(("term: {days: 60}", "term: open_ended"),))
    begun = time.process_time()
    found = row(where, date(2190, 1, 1))
    assert time.process_time() - begun < 3
    assert (found["state"], found["runs"]) == ("undetermined", None)
    assert row(where, date(2190, 1, 1), provision="p-3")["runs"] == (date(2190, 1, 1) - date(2024, 11, 27)).days // 7
    assert row(where, date(2025, 1, 1))["runs"] > 800

"""As of a day means it: nothing dated, expected or, where it tells no day, filed later is known then."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements import duties
from ceasefire.agreements.clocks.duties import duty_runs
from ceasefire.agreements.law.act_states import Claim
from tests.agreements.clocks.pact import account, act, duty, meeting, pact, row, states
from tests.agreements.worlds import table

ON = date(2024, 12, 12)
LATER = date(2024, 12, 13)
LINE = duty("p-2", "deadline: {date: 2024-12-10}")


def test_an_account_counts_from_the_day_that_it_tells_else_from_its_filing():
    where = pact(LINE)
    assert states(where, ON, account("met", ON, claimed_at="2026-01-01T00:00:00Z")) == ["late"]
    assert states(where, ON, account("met", LATER)) == ["overdue"]
    filed = account("met", None, claimed_at="2024-12-13T09:00:00Z")
    assert states(where, ON, filed) == ["overdue"]
    assert states(where, LATER, filed) == ["said_met"]
    assert row(where, LATER, filed)["said"] == ["met: monitor, day not told, filed 2024-12-13"]


def test_accounts_without_a_day_that_are_filed_later_are_named_beside_the_day():
    def why(on, *told):
        return row(pact(LINE, duty("p-3", "deadline: {date: 2024-12-10}")), on, *told)["due_why"]

    filed = [account("met", None, by=by, claimed_at="2024-12-13T09:00:00Z") for by in ("monitor", "press")]
    assert why(ON, *filed[:1]) == "2024-12-10; 1 account without a day, filed later, not counted"
    assert why(ON, *filed).endswith("; 2 accounts without a day, filed later, not counted")
    assert why(LATER, *filed) == "2024-12-10", "by then they count"
    assert why(ON, account("met", LATER)) == "2024-12-10", "what tells a later day is not said of this one"
    other = account("met", None, provision="p-3", claimed_at="2024-12-13T09:00:00Z")
    assert why(ON, other) == "2024-12-10", "it is one of another duty"


def test_an_act_counts_from_its_day_else_from_its_filing():
    def with_act(day, filed):
        return pact(LINE, acts=[act("decision", day, provision="p-2", claimed_at=filed)])

    assert states(with_act(ON, "2026-01-01T00:00:00Z"), ON) == ["late"]
    assert states(with_act(LATER, "2024-12-01T00:00:00Z"), ON) == ["overdue"]
    assert states(with_act(None, "2024-12-13T00:00:00Z"), ON) == ["overdue"]
    assert states(with_act(None, "2024-12-12T00:00:00Z"), ON) == ["said_met"]


def test_a_claim_of_a_later_day_is_not_named():
    def why(on):
        where = replace(
            pact(LINE), claims=(Claim("pact", "extension", "extension claimed by north", date(2025, 2, 1)),)
        )
        return row(where, on, provision="p-2")["due_why"]

    late = duty("p-2", "deadline: {date: 2025-06-01}")
    where = replace(pact(late), claims=(Claim("pact", "extension", "extension claimed by north", date(2025, 2, 1)),))
    assert "claimed by north" not in row(where, date(2025, 1, 31))["due_why"]
    assert "claimed by north" in row(where, date(2025, 2, 1))["due_why"]
    assert "claimed" not in why(ON)


def test_a_deadline_in_the_future_under_a_text_signed_by_then_is_known():
    assert states(pact(duty("p-2", "deadline: {date: 2030-01-01}", "survives: true")), ON) == ["due"]


def test_a_meeting_that_most_accounts_put_later_was_not_held_yet():
    told = [
        meeting("round", date(2024, 12, 5)),
        *[meeting("round", date(2025, 1, 5), label=f"round-as-told-by-{n}") for n in range(2)],
    ]
    where = pact(duty("p-2", "deadline: {each_meeting: talks}"), meetings=told)
    assert row(where, ON)["runs"] == 0
    assert row(where, date(2025, 1, 6))["due"] == date(2025, 1, 5)


def test_a_meeting_dated_only_roughly_is_named_from_the_first_day_that_it_may_be():
    told = [meeting("round", date(2025, 1, 1), date(2025, 1, 31), date_precision=4)]
    where = pact(duty("p-2", "deadline: {each_meeting: talks}"), meetings=told)
    assert row(where, date(2024, 12, 31))["due_why"] == "each meeting of talks; none is recorded"
    assert row(where, date(2025, 1, 1))["due_why"].endswith("1 meeting dated only roughly not counted: round")


def test_an_account_of_a_day_that_is_not_exact_counts_from_the_last_it_may_be():
    told = account("met", ON, date_end=LATER)
    assert (states(pact(LINE), ON, told), states(pact(LINE), LATER, told)) == (["overdue"], ["late"])


DAYS = st.dates(date(2024, 11, 28), date(2025, 1, 20))


@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["met", "missed", "under_way", "partly_met", "verified"])), max_size=4),
    st.lists(st.tuples(DAYS, st.sampled_from(["held", "expected"])), max_size=3),
    st.lists(st.tuples(DAYS, st.sampled_from(["suspension", "resumption", "decision", "ending"])), max_size=3),
    DAYS,
)
def test_what_comes_later_changes_no_row_of_an_earlier_day(accounts, meetings, acts, on):
    told = [account(says, day, by=f"b{n}") for n, (day, says) in enumerate(accounts)]
    met = [
        meeting(f"m-{n}", day, status=status, claimed_at=f"{day}T00:00:00Z") for n, (day, status) in enumerate(meetings)
    ]
    done = [act(kind, day, act_id=f"a{n}") for n, (day, kind) in enumerate(acts)]

    def both(until):
        where = pact(
            LINE,
            duty("p-3", "deadline: {each_meeting: talks}"),
            duty("p-4", "clock: {every: {weeks: 1}}"),
            acts=[one for one in done if one["date_start"] <= until],
            meetings=[one for one in met if one["date_start"] <= until],
        )
        said = table("duty_reports", [one for one in told if one["date_start"] <= until])
        return duties(where, said, on=on).to_pylist(), duty_runs(where, said, on=on).to_pylist()

    assert both(on) == both(date.max - timedelta(days=1))

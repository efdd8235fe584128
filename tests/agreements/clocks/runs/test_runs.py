"""Each running of a clock: periods, meetings, incidents, complaints, stages; and what they add up to."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.clocks.runs.clock_runs import summed, tally
from ceasefire.agreements.clocks.runs.starts import SHAPE, clock_starts
from ceasefire.vocabulary.duty_words import DUTY_STATES
from tests.agreements.clocks.pact import account, act, duty, meeting, pact, row, runs
from tests.agreements.worlds import table

COUNTS = ("runs", "runs_met", "runs_late", "runs_missed")
OPEN_ENDED = (("term: {days: 60}", "term: open_ended"),)


def counts(found):
    return [found[name] for name in COUNTS]


WEEKLY = duty("p-2", "clock: {every_hours: 168}")


def test_a_weekly_report_met_twice_in_many_weeks_is_not_met():
    where = pact(WEEKLY, swaps=(('at: "04:00"', 'at: "00:00"'), *OPEN_ENDED))
    on = date(2025, 6, 11)
    found = row(where, on, account("met", date(2025, 3, 9)), account("met", date(2025, 3, 16)))
    assert (found["state"], counts(found)) == ("partly_met", [28, 2, 0, 26])
    assert found["due_why"] == (
        "every 168 hours, counted from 2024-11-27: 2 of 28 weeks met in time, 26 missed or with nobody's word"
    )
    assert found["due"] == date(2025, 6, 17)
    every = runs(where, on, account("met", date(2025, 3, 9)))
    assert [r["number"] for r in every] == list(range(1, 30))
    assert [(r["number"], r["due"]) for r in every if r["state"] == "said_met"] == [(15, date(2025, 3, 11))]
    assert (every[0]["starts"], every[0]["due"], every[0]["state"]) == (
        date(2024, 11, 27),
        date(2024, 12, 3),
        "overdue",
    )
    assert every[-1]["state"] == "due"


def test_a_period_ends_on_the_local_day_of_its_last_second():
    [first, second] = runs(pact(WEEKLY), date(2024, 12, 4))
    assert (first["due"], second["starts"]) == (date(2024, 12, 4), date(2024, 12, 4))
    assert first["due_at"] == datetime(2024, 12, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "dues", "noun"),
    [
        ("{every: {months: 1}, starts: {date: 2024-12-31}}", [date(2025, 1, 30), date(2025, 2, 27)], "month"),
        ("{every: {weeks: 2}, starts: {date: 2024-12-31}}", [date(2025, 1, 13), date(2025, 1, 27)], "period"),
        ("{every: {days: 1}, starts: {date: 2025-02-10}}", [date(2025, 2, 10), date(2025, 2, 11)], "day"),
        ("{every_hours: 24, starts: {date: 2025-02-10}}", [date(2025, 2, 10), date(2025, 2, 11)], "day"),
    ],
)
def test_periods_of_the_calendar_count_from_their_start(clock, dues, noun):
    where = pact(duty("p-2", f"clock: {clock}"), swaps=OPEN_ENDED)
    found = runs(where, date(2025, 2, 12))
    assert [r["due"] for r in found][:2] == dues
    assert f" {noun}" in row(where, date(2025, 2, 12))["due_why"]
    assert runs(where, date(2024, 12, 30)) == []


def test_hours_that_make_no_whole_days_are_counted_by_the_hour_though_summer_time_begins():
    where = pact(duty("p-2", "clock: {every_hours: 36, starts: {date: 2025-03-29, at: '12:00'}}"), swaps=OPEN_ENDED)
    found = runs(where, date(2025, 4, 2))
    noon = datetime(2025, 3, 29, 10, tzinfo=UTC)
    assert [r["due_at"] for r in found] == [noon + timedelta(hours=36 * n) for n in (1, 2, 3)]
    assert [(r["starts"], r["due"]) for r in found][:2] == [
        (date(2025, 3, 29), date(2025, 3, 31)),
        (date(2025, 3, 31), date(2025, 4, 1)),
    ]


def test_a_clock_without_a_start_has_no_period():
    where = pact(duty("p-2", "clock: {every: {days: 7}, starts: {after: 'act:decision'}}"))
    found = row(where, date(2025, 1, 1))
    assert (found["state"], found["due"], counts(found)) == ("none_due", None, [0, 0, 0, 0])
    assert found["due_why"] == "every 7 days, from act:decision that is not known"


def test_a_cut_off_sets_the_moment_of_a_period():
    [one, *_] = runs(pact(duty("p-2", "clock: {every: {days: 1}, cut_off: '20:00'}")), date(2024, 11, 28))
    assert one["due_at"] == datetime(2024, 11, 27, 18, tzinfo=UTC)


def test_an_account_that_names_a_period_speaks_of_it_whenever_it_was_said():
    where = pact(WEEKLY, swaps=OPEN_ENDED)
    late = account("met", date(2024, 12, 20), phase=1)
    found = runs(where, date(2024, 12, 21), late, account("met", None))
    assert [r["state"] for r in found] == ["late", "overdue", "overdue", "due"]
    told = row(where, date(2024, 12, 21), late, account("met", None))
    assert counts(told) == [3, 0, 1, 2]
    assert told["due_why"].endswith("; 1 account belongs to none of these")


def test_no_period_runs_after_the_end_or_in_a_gap_and_a_suspended_one_is_suspended():
    gap = [act("extension", date(2025, 2, 15), term_to=date(2025, 3, 1))]
    dues = [r["due"] for r in runs(pact(WEEKLY, acts=gap), date(2025, 4, 1))]
    assert dues[-3:] == [date(2025, 1, 22), date(2025, 2, 19), date(2025, 2, 26)]
    halted = [act("suspension", date(2024, 12, 10)), act("resumption", date(2024, 12, 20))]
    where = pact(WEEKLY, acts=halted)
    assert [r["state"] for r in runs(where, date(2024, 12, 30))][:4] == ["overdue", "suspended", "suspended", "overdue"]
    found = row(where, date(2024, 12, 30))
    assert counts(found) == [4, 0, 0, 2]
    assert found["due_why"].endswith("2 missed or with nobody's word, 2 contested, suspended or undetermined")


def test_the_period_that_ends_with_the_term_counts_and_is_the_last():
    found = runs(pact(duty("p-2", "clock: {every_hours: 240}")), date(2025, 3, 1))
    assert [r["number"] for r in found] == [1, 2, 3, 4, 5, 6]
    assert found[-1]["due_at"] == datetime(2025, 1, 26, 2, tzinfo=UTC)


MEETINGS = duty("p-2", "deadline: {each_meeting: talks}")


def test_only_meetings_that_were_held_and_are_dated_count():
    told = [
        meeting("m-1", date(2024, 12, 2), date(2024, 12, 3)),
        meeting("m-2", date(2024, 12, 10), status="expected"),
        meeting("m-3", date(2024, 12, 1), date(2024, 12, 31), date_precision=4),
        meeting("m-4", date(2024, 12, 12), date(2024, 12, 20)),
        meeting("m-5", date(2024, 12, 14), date_precision=0),
        meeting("m-6", date(2024, 11, 20)),
        meeting("m-7", None),
    ]
    where = pact(MEETINGS, meetings=told)
    found = runs(where, date(2024, 12, 31), account("met", date(2024, 12, 2)))
    assert [(r["thing"], r["due"], r["state"]) for r in found] == [
        ("m-1", date(2024, 12, 3), "said_met"),
        ("m-5", date(2024, 12, 14), "overdue"),
    ]
    summed_up = row(where, date(2024, 12, 31), account("met", date(2024, 12, 2)))
    assert summed_up["due_why"].startswith("each meeting of talks; 2 meetings dated only roughly not counted: m-3, m-4")
    assert (summed_up["state"], counts(summed_up)) == ("partly_met", [2, 1, 0, 1])


def test_a_meeting_on_the_day_of_entry_into_force_counts_and_one_before_it_is_not_even_named():
    told = [
        meeting("m-1", date(2024, 11, 27)),
        meeting("m-2", date(2024, 11, 26)),
        meeting("m-3", date(2024, 11, 1), date(2024, 11, 26), date_precision=4),
        meeting("m-4", date(2024, 11, 1), date(2024, 11, 27), date_precision=4),
    ]
    where = pact(MEETINGS, meetings=told)
    assert [r["thing"] for r in runs(where, date(2024, 12, 31))] == ["m-1"]
    words = "each meeting of talks; 1 meeting dated only roughly not counted: m-4"
    assert row(where, date(2024, 12, 31))["due_why"].startswith(words)


def test_an_exact_day_beats_a_vague_one_and_the_day_that_most_tell_counts():
    told = [
        meeting("m-1", date(2024, 12, 1), date(2024, 12, 31), date_precision=4),
        meeting("m-1", date(2024, 12, 4)),
        meeting("m-1", date(2024, 12, 4)),
        meeting("m-1", date(2024, 12, 18)),
    ]
    [found] = runs(pact(MEETINGS, meetings=told), date(2025, 1, 1))
    assert found["due"] == date(2024, 12, 4)


def test_a_meeting_to_come_makes_no_duty_though_it_is_recorded():
    where = pact(MEETINGS, meetings=[meeting("m-1", date(2024, 12, 4)), meeting("m-2", date(2024, 12, 20))])
    assert [r["thing"] for r in runs(where, date(2024, 12, 10))] == ["m-1"]
    assert row(where, date(2024, 12, 3))["state"] == "none_due"


def test_a_meeting_after_the_end_is_named_and_not_counted():
    where = pact(MEETINGS, meetings=[meeting("m-1", date(2025, 3, 1))])
    found = row(where, date(2025, 4, 1))
    assert (counts(found), found["state"]) == ([0, 0, 0, 0], "lapsed")
    assert found["due_why"].startswith("each meeting of talks; 1 meeting after its end not counted")


STAGES = duty(
    "p-2",
    "phases:",
    "  - {what: a third, percent: 33, deadline: {date: 2024-12-10}}",
    "  - {what: the rest, percent: 100, deadline: {date: 2024-12-20}}",
)


@pytest.mark.parametrize(
    ("accounts", "states", "state"),
    [
        ([], ["overdue", "overdue"], "overdue"),
        ([account("met", date(2024, 12, 5))], ["said_met", "overdue"], "partly_met"),
        ([account("met", date(2024, 12, 5)), account("met", date(2024, 12, 15))], ["said_met", "said_met"], "said_met"),
        ([account("met", date(2024, 12, 15), phase=1)], ["late", "overdue"], "partly_met"),
        ([account("missed", date(2024, 12, 22))], ["overdue", "said_missed"], "said_missed"),
        ([account("met", date(2024, 12, 5), percent=20)], ["partly_met", "overdue"], "partly_met"),
        ([account("met", None, phase=2)], ["overdue", "said_met"], "partly_met"),
    ],
)
def test_stages_have_deadlines_and_accounts_of_their_own(accounts, states, state):
    where = pact(STAGES)
    assert [r["state"] for r in runs(where, date(2025, 1, 5), *accounts)] == states
    assert row(where, date(2025, 1, 5), *accounts)["state"] == state


def test_the_next_stage_is_due_next():
    found = row(pact(STAGES), date(2024, 12, 15))
    assert (found["due"], found["state"], counts(found)) == (date(2024, 12, 20), "overdue", [1, 0, 0, 1])
    [first, _] = runs(pact(STAGES), date(2024, 12, 15))
    assert first["what"] == "stage 1: a third (33 percent of the whole by then)"


def test_what_was_met_each_time_is_met_while_the_next_is_still_due():
    where = pact(WEEKLY, swaps=OPEN_ENDED)
    assert row(where, date(2024, 12, 2))["state"] == "due"
    assert row(where, date(2024, 12, 6), account("met", date(2024, 12, 2)))["state"] == "said_met"


def test_of_stages_the_last_must_be_met_as_well():
    first = account("met", date(2024, 12, 5))
    assert row(pact(STAGES), date(2024, 12, 15), first)["state"] == "due"
    assert row(pact(STAGES), date(2024, 12, 15), first, account("met", date(2024, 12, 15)))["state"] == "said_met"


def test_a_stage_without_a_day_does_not_hide_the_stage_that_has_one():
    lines = (
        "phases:",
        "  - {what: some day, deadline: {undated: later}}",
        "  - {what: all, deadline: {date: 2024-12-20}}",
    )
    found = row(pact(duty("p-2", *lines)), date(2024, 12, 15))
    assert (found["due"], found["state"]) == (date(2024, 12, 20), "due")
    assert row(pact(duty("p-2", *lines)), date(2024, 12, 21))["state"] == "overdue"


HOURS = duty("p-2", "clock: {within_hours: 72, each: incident}")


def scope(**results):
    told = [{"incident_id": name, "clauses": [], "asserted": [], "open": []} | by for name, by in results.items()]
    return table("scope", told)


def incident(name, end, **more):
    told = {"incident_id": name, "utc_end": end, "date_start": end.date(), "date_end": end.date()}
    return told | more


def started(where, incidents, results, *accounts, links=(), complaints=()):
    return clock_starts(
        where.instruments.values(),
        table("incidents", incidents),
        scope(**results),
        table("links", [{"report_id": r, "incident_id": i} for r, i in links]),
        table("complaints", list(complaints)),
        table("duty_reports", list(accounts)),
    )


NOON = datetime(2024, 12, 10, 12, tzinfo=UTC)
TOUCHED = {"i1": {"clauses": ["pact/p-1"]}}


def test_each_incident_has_a_clock_of_its_own_from_its_end():
    where = pact(HOURS)
    said = account("met", date(2024, 12, 13), about=["r1"])
    incidents = [incident("i1", NOON), incident("i2", NOON + timedelta(days=1)), incident("i3", NOON)]
    results = TOUCHED | {"i2": {"open": ["pact/p-1"]}, "i3": {"clauses": ["other/p-1"]}}
    starts = started(where, incidents, results, said, links=[("r1", "i1"), ("r2", "i2")])
    found = runs(where, date(2024, 12, 20), said, starts=starts)
    assert [(r["thing"], r["due"], r["state"]) for r in found] == [
        ("i1", date(2024, 12, 13), "said_met"),
        ("i2", date(2024, 12, 14), "overdue"),
    ]
    assert found[0]["due_at"] == NOON + timedelta(hours=72)
    told = row(where, date(2024, 12, 20), said, starts=starts)
    assert (told["state"], counts(told)) == ("partly_met", [2, 1, 0, 1])
    assert told["due_why"].startswith("within 72 hours of each incident: 1 of 2 incidents met in time")


def test_a_running_names_its_incident_by_a_short_id_and_its_day_and_those_of_one_moment_come_by_id():
    where = pact(HOURS)
    names = ["b" * 64, "a" * 64]
    starts = started(where, [incident(one, NOON) for one in names], dict.fromkeys(names, TOUCHED["i1"]))
    assert [r["what"] for r in runs(where, date(2024, 12, 20), starts=starts)] == [
        "incident aaaaaaaaaaaa of 2024-12-10",
        "incident bbbbbbbbbbbb of 2024-12-10",
    ]


@pytest.mark.parametrize(
    ("by", "touches"),
    [
        ({"clauses": ["pact/p-1"]}, True),
        ({"asserted": ["pact/p-1"]}, True),
        ({"open": ["pact/p-1"]}, True),
        ({"clauses": ["base/p-1"]}, True),
        ({"clauses": ["upper/p-1"]}, True),
        ({"clauses": ["pact-2/p-1"]}, False),
        ({}, False),
    ],
)
def test_an_incident_starts_the_clock_where_it_touches_the_instrument_or_one_it_lies_over_or_under(by, touches):
    from tests.agreements.worlds import context, truce

    clocked = ("    deadline: {after: signature, weeks: 2}\n", "    clock: {within_hours: 72, of: the incident}\n")
    names = [("id: truce\n", "id: pact\n"), ("id: truce\n", "id: base\n"), ("id: truce\n", "id: upper\n")]
    over = ("term: {months: 6}\n", "term: {months: 6}\nlayered_on: [base]\n")
    under = ("term: {months: 6}\n", "term: {months: 6}\nlayered_on: [pact]\n")
    texts = [truce(names[0], over, clocked), truce(names[1]), truce(names[2], under)]
    starts = started(context(instruments=texts), [incident("i1", NOON)], {"i1": by})
    assert starts["thing"].to_pylist() == ["i1"] * touches
    assert starts["instrument"].to_pylist() == ["pact"] * touches


def test_an_incident_of_a_day_alone_starts_at_the_end_of_that_day():
    where = pact(HOURS)
    starts = started(where, [incident("i1", NOON, utc_end=None)], TOUCHED)
    [found] = runs(where, date(2024, 12, 20), starts=starts)
    assert found["due_at"] == datetime(2024, 12, 13, 22, tzinfo=UTC)
    assert found["due"] == date(2024, 12, 13)
    untold = started(where, [incident("i1", NOON, utc_end=None, date_start=None, date_end=None)], TOUCHED)
    assert runs(where, date(2024, 12, 20), starts=untold) == []


@pytest.mark.parametrize(
    ("late", "due", "state"), [(0, date(2024, 12, 13), "overdue"), (1, date(2024, 12, 14), "suspended")]
)
def test_a_clock_of_an_incident_is_judged_by_its_last_second(late, due, state):
    where = pact(HOURS, acts=[act("suspension", date(2024, 12, 14))])
    midnight = datetime(2024, 12, 10, 22, tzinfo=UTC)
    starts = started(where, [incident("i1", midnight + timedelta(seconds=late))], TOUCHED)
    [found] = runs(where, date(2025, 1, 1), starts=starts)
    assert (found["due"], found["state"]) == (due, state)


def test_an_incident_before_the_entry_into_force_or_after_the_day_starts_no_clock():
    where = pact(HOURS)
    early = started(where, [incident("i1", datetime(2024, 11, 20, tzinfo=UTC))], TOUCHED)
    assert runs(where, date(2024, 12, 20), starts=early) == []
    starts = started(where, [incident("i1", NOON)], TOUCHED)
    assert runs(where, date(2024, 12, 9), starts=starts) == []
    assert [r["state"] for r in runs(where, date(2024, 12, 10), starts=starts)] == ["due"]


def complaint(**more):
    return {"complaint_id": "c1", "label": "ours", "about": ["r1"], "received": date(2024, 12, 10)} | more


def test_each_complaint_has_a_clock_from_the_day_it_was_received():
    where = pact(duty("p-2", "clock: {within_hours: 48, each: complaint}"))
    said = account("met", date(2024, 12, 14), about=["c1"])
    starts = started(where, [incident("i1", NOON)], TOUCHED, said, links=[("r1", "i1")], complaints=[complaint()])
    [found] = runs(where, date(2024, 12, 20), said, starts=starts)
    assert (found["run_kind"], found["thing"], found["due"], found["state"]) == (
        "complaint",
        "c1",
        date(2024, 12, 12),
        "late",
    )
    assert found["lineage"] == ["c1", said["duty_report_id"]]


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({"received": None, "claimed_at": "2024-12-11T08:00:00Z"}, [date(2024, 12, 11)]),
        ({"about": []}, [date(2024, 12, 10)]),
        ({"about": ["r9"]}, [date(2024, 12, 10)]),
        ({"about": ["r2"]}, []),
    ],
)
def test_a_complaint_about_another_incident_starts_no_clock(more, first):
    where = pact(duty("p-2", "clock: {within_hours: 48, of: the complaint}"))
    links = [("r1", "i1"), ("r2", "i2")]
    starts = started(where, [incident("i1", NOON)], TOUCHED, links=links, complaints=[complaint(**more)])
    assert starts["first"].to_pylist() == first


def test_without_such_a_clock_nothing_is_looked_up():
    where = pact(WEEKLY, duty("p-3", "clock: {within_hours: 24, of: the request}"))
    assert started(where, [incident("i1", NOON)], TOUCHED).equals(SHAPE.empty_table())
    found = row(where, date(2024, 12, 20), provision="p-3")
    assert (found["state"], found["due_why"], counts(found)) == (
        "none_due",
        "within 24 hours of the request",
        [0, 0, 0, 0],
    )


def test_a_duty_with_one_deadline_has_no_runs():
    where = pact(duty("p-2", "deadline: {date: 2024-12-10}"))
    assert counts(row(where, date(2025, 1, 1))) == [None] * 4
    assert runs(where, date(2025, 1, 1)) == []


DAYS = st.dates(date(2024, 12, 1), date(2024, 12, 20))


@given(st.lists(st.tuples(DAYS, st.sampled_from([s for s in DUTY_STATES if s != "not_open"])), max_size=8), DAYS)
def test_the_sum_is_met_only_where_every_running_is(states, on):
    count, state = tally(states, on), summed(states, on)
    past = [s for due, s in states if on > due]
    assert count.runs == len(past)
    assert count.met + count.late + count.missed <= count.runs
    if past and state in ("said_met", "verified_met"):
        assert {s for s in past if s not in ("suspended", "undetermined")} <= {"said_met", "verified_met"}
    if count.met and count.missed:
        assert state in ("partly_met", "contested")
    assert summed(states[::-1], on) == state or not past


def test_many_incidents_are_reckoned_in_a_moment():
    where = pact(HOURS)
    n = 2000
    rows = [incident(f"i{k}", NOON + timedelta(minutes=k)) for k in range(n)]
    starts = started(where, rows, {f"i{k}": TOUCHED["i1"] for k in range(n)})
    assert isinstance(starts, pa.Table)
    found = runs(where, date(2025, 1, 10), starts=starts)
    assert (len(found), {r["state"] for r in found}) == (n, {"overdue"})
    assert [r["number"] for r in found] == list(range(1, n + 1))

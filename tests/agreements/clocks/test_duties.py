from datetime import date

import pytest

from ceasefire.agreements import duties
from tests.agreements.worlds import context, table, truce

LINE = "    deadline: {after: signature, weeks: 2}\n"


def report(says="met", by="somebody", day=date(2020, 1, 14), **given):
    row = {
        "duty_report_id": f"{says}-{by}",
        "instrument": "truce",
        "provision": "t-2",
        "says": says,
        "said_by": by,
        "date_start": day,
        "date_end": day,
    }
    return row | given


def rows(on, *reports, where=None):
    found = duties(where or context(), table("duty_reports", list(reports)), on=on)
    return found.to_pylist()


def row(on, *reports, where=None, provision="t-2"):
    return next(r for r in rows(on, *reports, where=where) if r["provision"] == provision)


BEFORE, DUE, AFTER = date(2020, 1, 10), date(2020, 1, 15), date(2020, 1, 16)


@pytest.mark.parametrize(
    ("on", "reports", "state"),
    [
        (BEFORE, [], "due"),
        (DUE, [], "due"),
        (AFTER, [], "overdue"),
        (AFTER, [report()], "said_met"),
        (BEFORE, [report()], "due"),
        (date(2020, 1, 14), [report()], "said_met"),
        (AFTER, [report("missed")], "said_missed"),
        (AFTER, [report("under_way")], "overdue"),
        (BEFORE, [report("under_way", day=BEFORE)], "due"),
        (AFTER, [report("needs_time")], "overdue"),
        (BEFORE, [report("partly_met", day=BEFORE)], "due"),
        (AFTER, [report("partly_met")], "partly_met"),
        (AFTER, [report("verified")], "verified_met"),
        (AFTER, [report(), report("verified", "monitor")], "verified_met"),
        (AFTER, [report("verified", "North")], "said_met"),
        (AFTER, [report("verified", "North and South")], "said_met"),
        (AFTER, [report(), report("missed", "monitor")], "contested"),
        (AFTER, [report("verified"), report("missed", "monitor")], "contested"),
        (AFTER, [report(), report("under_way", "monitor", DUE)], "contested"),
        (AFTER, [report(), report("under_way", "monitor", BEFORE)], "said_met"),
        (AFTER, [report(), report("under_way", "monitor")], "said_met"),
        (AFTER, [report(), report("under_way", "somebody", DUE)], "said_met"),
        (AFTER, [report("missed", day=None)], "said_missed"),
        (DUE, [report("missed", day=None)], "due"),
        (AFTER, [report(provision="t-9")], "overdue"),
        (AFTER, [report(instrument="other")], "overdue"),
    ],
)
def test_what_is_said_and_what_is_verified_never_merge(on, reports, state):
    assert row(on, *reports)["state"] == state


def test_a_row_tells_who_said_what_and_when():
    found = row(AFTER, report("verified", "monitor"), report("under_way", "South", BEFORE))
    assert found["due"] == DUE
    assert found["due_why"] == "2 weeks after signature (2020-01-01)"
    assert found["holder"] == ["north", "south"]
    assert found["said"] == ["under_way: South, 2020-01-10", "verified: monitor, 2020-01-14"]
    assert found["verified"] == ["monitor, 2020-01-14"]


def test_only_the_verifier_that_the_text_names_verifies():
    named = (LINE, f"{LINE}    verified_by: [red]\n")
    assert row(AFTER, report("verified", "monitor"), where=context(named))["state"] == "said_met"
    assert row(AFTER, report("verified", "Red Brigade"), where=context(named))["state"] == "verified_met"


def test_an_act_on_the_provision_is_an_account_of_it():
    def with_act(kind):
        return context(
            acts=[
                {
                    "act_id": "m",
                    "act": kind,
                    "instrument": "truce",
                    "provision": "t-2",
                    "by": ["north"],
                    "date_start": date(2020, 1, 12),
                    "date_end": date(2020, 1, 12),
                }
            ]
        )

    assert row(AFTER, where=with_act("map_approval"))["said"] == ["shown by act map_approval: north, 2020-01-12"]
    assert row(AFTER, where=with_act("map_approval"))["state"] == "said_met"
    assert row(BEFORE, where=with_act("map_approval"))["state"] == "due"
    assert row(AFTER, where=with_act("objection"))["state"] == "overdue"


@pytest.mark.parametrize(
    ("deadline", "due", "why"),
    [
        ("    deadline: {date: 2020-06-04}\n", date(2020, 6, 4), "2020-06-04"),
        ("    deadline: {date: 2020-06-04, at: '12:00'}\n", date(2020, 6, 4), "2020-06-04 12:00 Asia/Damascus"),
        ("    deadline: {undated: when it is ready}\n", None, "no date: when it is ready"),
        ("", None, "the text sets no deadline"),
        (
            "    deadline: {after: 'act:map_approval', days: 3}\n",
            None,
            "counts from an act of map approval, which is not recorded",
        ),
        ("    deadline: {after: 'meeting:m-1', days: 3}\n", date(2020, 1, 13), "3 days after meeting m-1 (2020-01-10)"),
        ("    deadline: {after: 'meeting:m-2', days: 3}\n", None, "counts from meeting m-2, which is not recorded"),
        (
            "    deadline: {after: 'deadline:t-2', days: 3}\n",
            None,
            "counts from the deadline of t-2, which is not recorded",
        ),
        (
            "    deadline: {after: in_force, months: 1}\n",
            date(2020, 2, 2),
            "1 month after entry into force (2020-01-02)",
        ),
        ("    clock: {within_hours: 72, of: the incident}\n", None, "within 72 hours of the incident"),
    ],
)
def test_deadlines_and_clocks(deadline, due, why):
    meetings = [meeting("m-1", date(2020, 1, 10), date(2020, 1, 11)), meeting("m-2", date(2020, 3, 10))]
    found = row(BEFORE, where=context((LINE, deadline), meetings=meetings))
    assert (found["due"], found["due_why"]) == (due, why)
    assert found["state"] == ("due" if due else "none_due")


def test_rival_deadlines_stand_beside_ours():
    rival = "    rivals: [{about: deadline, says: ten days, date: 2020-01-11, source: {publisher: Gazette}}]\n"
    assert row(BEFORE, where=context((LINE, LINE + rival)))["due_why"].endswith(
        "; rival readings: 2020-01-11 (Gazette)"
    )


def meeting(name, first, last=None, status="held"):
    return {
        "meeting_id": "0" * 64,
        "label": f"{name}-as-told",
        "thing": name,
        "process": "talks",
        "status": status,
        "date_start": first,
        "date_end": last or first,
    }


COUNTS = ("runs", "runs_met", "runs_late", "runs_missed")


def test_a_duty_of_each_meeting_counts_those_that_were_held():
    meetings = [
        meeting("m-0", date(2019, 12, 1)),
        meeting("m-1", date(2020, 2, 1), date(2020, 2, 2)),
        meeting("m-1", date(2020, 2, 1)),
        meeting("m-2", date(2020, 3, 1)),
        meeting("m-3", date(2020, 4, 1), status="expected"),
        meeting("m-4", date(2020, 5, 1)),
        meeting("m-x", date(2020, 2, 15), status="cancelled"),
    ]
    where = context((LINE, "    deadline: {each_meeting: talks}\n"), meetings=meetings)
    found = row(date(2020, 3, 15), report("met", day=date(2020, 2, 2)), where=where)
    assert (found["due"], found["state"]) == (date(2020, 3, 1), "partly_met")
    assert [found[name] for name in COUNTS] == [2, 1, 0, 1]
    assert found["due_why"] == "each meeting of talks: 1 of 2 meetings met in time, 1 missed or with nobody's word"


def test_no_meeting_recorded_leaves_the_duty_without_a_day():
    assert row(BEFORE, where=context((LINE, "    deadline: {each_meeting: talks}\n")))["state"] == "none_due"


EXTENSION = {"act_id": "x", "act": "extension", "instrument": "truce", "by": ["north", "south"], "provision": None}
LAST = date(2020, 7, 1)
"""The last day of six months from 2 January."""


def extension(day, to):
    return EXTENSION | {"date_start": day, "date_end": day, "term_to": to}


@pytest.mark.parametrize(
    ("on", "acts", "states"),
    [
        (date(2020, 6, 1), [], [(LAST, "due")]),
        (LAST, [], [(LAST, "due")]),
        (date(2020, 7, 2), [], [(LAST, "undetermined")]),
        (date(2020, 6, 1), [extension(date(2020, 6, 2), date(2021, 1, 2))], [(LAST, "due")]),
        (
            date(2020, 6, 2),
            [extension(date(2020, 6, 2), date(2021, 1, 2))],
            [(LAST, "said_met"), (date(2021, 1, 1), "due")],
        ),
        (
            date(2021, 1, 2),
            [extension(date(2020, 6, 2), date(2021, 1, 2))],
            [(LAST, "said_met"), (date(2021, 1, 1), "undetermined")],
        ),
        (
            date(2020, 8, 2),
            [extension(date(2020, 8, 1), date(2021, 1, 2))],
            [(LAST, "undetermined"), (date(2021, 1, 1), "due")],
        ),
        (date(2020, 8, 2), [extension(date(2020, 7, 1), None)], [(LAST, "said_met")]),
    ],
)
def test_the_term_asks_for_its_extension_act(on, acts, states):
    found = [r for r in rows(on, where=context(acts=acts)) if r["provision"] == "term"]
    assert [(r["due"], r["state"]) for r in found] == states
    assert found[0]["holder"] == ["north", "south"]
    assert found[0]["due_why"] == "last day of the term: 6 months from 2020-01-02"


def test_open_duties_lapse_with_the_term_and_those_overdue_before_stay_overdue():
    later = (LINE, "    deadline: {date: 2020-09-01}\n")
    undated = (LINE, "    deadline: {undated: later}\n")
    assert row(date(2020, 8, 1), where=context(later))["state"] == "lapsed"
    assert row(date(2020, 8, 1), where=context(undated))["state"] == "lapsed"
    assert row(date(2020, 8, 1))["state"] == "overdue"
    assert row(LAST, where=context(undated))["state"] == "none_due"
    assert row(date(2020, 7, 2), where=context(undated))["state"] == "lapsed"
    kept = context(undated, acts=[extension(date(2020, 6, 2), None)])
    assert row(date(2020, 8, 1), where=kept)["state"] == "undetermined"
    assert row(date(2020, 8, 1), report("missed"), where=context(undated))["state"] == "said_missed"


def test_nothing_is_due_before_it_is_signed():
    assert rows(date(2019, 12, 31)) == []
    assert rows(date(2020, 1, 1)) != []


def test_prohibitions_have_no_row_of_their_own():
    assert "t-1" not in {r["provision"] for r in rows(AFTER)}


def test_rows_come_by_deadline_whatever_the_order_of_files():
    other = truce(("id: truce", "id: other"), ("weeks: 2", "weeks: 1"))
    straight = rows(AFTER, where=context(instruments=[truce(), other]))
    turned = rows(AFTER, where=context(instruments=[other, truce()]))
    assert straight == turned
    assert [r["due"] for r in straight] == sorted(r["due"] for r in straight)

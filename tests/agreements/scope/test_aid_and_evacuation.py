"""Aid delivered and people evacuated are a kind of their own: in the sum of an incident, never in the test of one clause."""

import pytest

from ceasefire.agreements import hits, scope_of
from tests.agreements.worlds import context, incident, incidents


def results(*given, where=None):
    rows = incidents(*(incident(n, **one) for n, one in enumerate(given)))
    return scope_of(rows, where or context()).to_pylist()


@pytest.mark.parametrize(
    ("told", "result"),
    [
        ({"event_types": ["aid_delivery"]}, "no_act"),
        ({"event_types": ["evacuation"]}, "no_act"),
        ({"event_types": ["aid_delivery", "evacuation"]}, "no_act"),
        ({"event_types": [], "categories": ["none/evacuation"]}, "no_act"),
        ({"event_types": ["aid_delivery", "shelling"]}, "undetermined"),
        ({"event_types": ["aid_delivery"], "categories": ["fire/artillery"]}, "undetermined"),
        ({"event_types": ["aid_delivery", "other"]}, "out_of_scope"),
        ({"event_types": ["aid_obstruction"]}, "out_of_scope"),
        ({"event_types": ["access_denied"]}, "out_of_scope"),
        ({"event_types": ["other"]}, "undetermined"),
        ({"event_types": []}, "undetermined"),
        ({"event_types": ["shelling"]}, "in_scope"),
    ],
)
def test_an_incident_is_apart_when_every_act_told_is_aid_or_evacuation(told, result):
    [row] = results(told)
    assert row["result"] == result


def test_it_says_what_was_done_and_leaves_nothing_open():
    [row] = results({"event_types": ["evacuation", "aid_delivery"]})
    assert row["why"] == "no clause speaks of what was done: aid delivery, evacuation"
    assert (row["clauses"], row["open"], row["asserted"], row["missing"]) == ([], [], [], [])
    [test] = hits(incidents(incident(event_types=["evacuation"])), context()).to_pylist()
    assert test["result"] == "out_of_scope"


@pytest.mark.parametrize("pattern", ["none/evacuation", "none/*"])
def test_a_clause_that_forbids_the_act_itself_is_tested(pattern):
    where = context(("acts: [fire/*, air/strike]", f"acts: [fire/*, {pattern}]"))
    evacuated, aid = results({"event_types": ["evacuation"]}, {"event_types": ["aid_delivery"]}, where=where)
    assert evacuated["result"] == "in_scope"
    assert aid["result"] == ("in_scope" if pattern == "none/*" else "no_act")


def test_each_of_a_batch_keeps_its_own_result():
    found = results({"event_types": ["evacuation"]}, {}, {"event_types": ["aid_delivery"]}, {"actors_alleged": []})
    assert [row["result"] for row in found] == ["no_act", "in_scope", "no_act", "undetermined"]

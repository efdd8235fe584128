"""Targets that nobody knows, that a decision left open, or that are peacekeepers and embassies: each is what it is."""

import pytest

from tests.agreements.scope.test_hits import hit
from tests.agreements.worlds import PARTIES, context, incident

LEFT_OPEN = {"party_id": "doubtful", "name": "Doubtful Front", "classes": ["designation_contested"]}
BY_LIST = ("actors: [outlaws], lists: [black], associated: true", "lists: [black]")
BY_NAME = ("actors: [outlaws], lists: [black], associated: true", "actors: [outlaws]")


@pytest.mark.parametrize(("exception", "missing"), [(BY_LIST, "list"), (BY_NAME, "target")])
def test_a_name_that_was_left_open_is_undetermined_and_not_not_exempt(exception, missing):
    where = context(exception, parties=[*PARTIES, LEFT_OPEN])
    found = hit(incident(targets=["Doubtful Front"]), where)
    assert (found["exempt"], found["result"], found["missing"]) == ("undetermined", "undetermined", [missing])
    assert "whether doubtful is among those exempt was left open" in found["why"]
    both = hit(incident(targets=["Outlaws and Doubtful Front"]), where)
    assert (both["result"], both["missing"]) == ("undetermined", ["target"])


def test_a_list_that_names_what_was_left_open_settles_it():
    listed = {"list_id": "black", "version": 1, "by": "Council", "members": ["doubtful"], "members_known": True}
    from datetime import date

    where = context(BY_LIST, parties=[*PARTIES, LEFT_OPEN], designations=[listed | {"valid_from": date(2019, 1, 1)}])
    assert hit(incident(targets=["Doubtful Front"]), where)["result"] == "exemption_asserted"


@pytest.mark.parametrize(
    ("target", "exempt"),
    [
        ("Outlaws and Some Brigade", "undetermined"),
        ("Some Brigade", "undetermined"),
        ("Outlaws and Shadow", "no"),
        ("Outlaws and civilians", "no"),
    ],
)
def test_a_part_that_nobody_knows_does_not_make_the_whole_not_exempt(target, exempt):
    row = incident(targets=[target])
    assert hit(row, context(BY_NAME))["exempt"] == exempt


PROTECTS = ("acts: [fire/*, air/strike]", "acts: [fire/*, air/strike]\n    object: {kinds: [KINDS]}")


@pytest.mark.parametrize(
    ("target", "kinds", "what"),
    [
        ("UN peacekeepers", "peacekeepers", "yes"),
        ("UNIFIL", "peacekeepers", "yes"),
        ("blue helmets", "peacekeepers", "yes"),
        ("UN peacekeepers", "monitors", "undetermined"),
        ("UN peacekeepers", "civilians", "undetermined"),
        ("observers", "peacekeepers", "undetermined"),
        ("blue helmets", "aid", "no"),
        ("White Helmets", "aid", "yes"),
        ("UN peacekeepers", "school", "no"),
        ("Russian embassy", "civilians", "yes"),
        ("Russian embassy", "diplomatic", "yes"),
        ("Russian embassy", "medical", "no"),
        ("North and Some Brigade", "civilians", "undetermined"),
        ("North", "civilians", "no"),
    ],
)
def test_peacekeepers_and_embassies_are_what_they_are(target, kinds, what):
    swap = (PROTECTS[0], PROTECTS[1].replace("KINDS", kinds))
    found = hit(incident(targets=[target]), context(swap))
    assert found["what"] == what
    assert found["missing"] == (["target"] if what == "undetermined" else [])

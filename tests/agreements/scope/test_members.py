"""Everybody but some, and acts that are forbidden as offensive alone."""

import pytest

from tests.agreements.scope.test_hits import hit
from tests.agreements.worlds import context, incident

TWO = ("agreement/1", "agreement/2")
BOUND = "bound: {actors: [north], joined: [truce], joined_classes: [groups]}"


@pytest.mark.parametrize(
    ("bound", "actor", "who"),
    [
        ("{everyone: true}", "Blue Brigade", "yes"),
        ("{everyone: true}", "somebody", "yes"),
        ("{everyone: true, but: [north]}", "North", "no"),
        ("{everyone: true, but: [north]}", "South", "yes"),
        ("{everyone: true, but: [north]}", "somebody", "undetermined"),
        ("{everyone: true, but: [north]}", "North and South", "yes"),
        ("{everyone: true, but: [north]}", "North or South", "undetermined"),
        ("{everyone: true, but: [state]}", "North", "no"),
        ("{everyone: true, but: [red]}", "Rebels", "undetermined"),
        ("{everyone: true, but: [red]}", "Red Brigade", "no"),
        ("{everyone: true, but: [outlaws]}", "Outlaw Wing", "no"),
        ("{everyone: true, but: [groups]}", "Rebels", "no"),
        ("{actors: [north, south], but: [south]}", "South", "no"),
        ("{actors: [north, south], but: [south]}", "North", "yes"),
        ("{classes: [groups], but: [red]}", "Blue Brigade", "yes"),
        ("{classes: [groups], but: [red]}", "North", "no"),
    ],
)
def test_everybody_but_some(bound, actor, who):
    found = hit(incident(actors_alleged=[actor]), context(TWO, (BOUND, f"bound: {bound}")))
    assert found["who"] == who


def test_a_group_whose_member_is_left_out_by_class_is_wider_than_those_left_out():
    parties = [
        {"party_id": "front", "name": "Front"},
        {"party_id": "wing", "name": "Wing", "part_of": ["front"], "classes": ["guests"]},
    ]
    where = context(TWO, (BOUND, "bound: {everyone: true, but: [guests]}"), parties=parties)
    assert hit(incident(actors_alleged=["Front"], targets=[]), where)["who"] == "undetermined"
    assert hit(incident(actors_alleged=["Wing"], targets=[]), where)["who"] == "no"


@pytest.mark.parametrize(("target", "what"), [("Red Brigade", "no"), ("Blue Brigade", "yes")])
def test_what_is_protected_may_be_everybody_but_some(target, what):
    about = ("acts: [fire/*, air/strike]", "acts: [fire/*]\n    object: {parties: {everyone: true, but: [red]}}")
    assert hit(incident(targets=[target]), context(TWO, about))["what"] == what


EXCEPTIONS = "    exceptions:\n      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n"


def offensive(reading):
    return context(TWO, (EXCEPTIONS, f"    offensive: {{reading: {reading}, words: offensive operations}}\n"))


def test_what_is_presumed_offensive_is_in_scope_until_somebody_asserts_defence():
    where = offensive("presumed")
    assert hit(incident(), where)["result"] == "in_scope"
    asserted = hit(incident(exempt_by=["North"], exempt_basis=["self-defence"]), where)
    assert (asserted["result"], asserted["asserted_by"]) == ("exemption_asserted", ["North"])
    assert asserted["basis"] == "self-defence"
    listed = hit(incident(exempt_by=["North"], exempt_basis=["on the list of outlaws"]), where)
    assert listed["result"] == "in_scope"


def test_what_must_be_shown_to_be_offensive_stays_open():
    found = hit(incident(), offensive("to_be_shown"))
    assert (found["what"], found["result"], found["missing"]) == ("undetermined", "undetermined", ["manner"])
    assert "whether it was offensive operations is not told" in found["why"]
    assert hit(incident(event_types=["aid_delivery"]), offensive("to_be_shown"))["what"] == "no"

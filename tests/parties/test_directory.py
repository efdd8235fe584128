import pytest

from ceasefire.agreements.three_valued import State, among
from ceasefire.parties import Directory
from ceasefire.vocabulary.codes import ObjectKind
from tests.agreements.worlds import PARTIES

KNOWN = Directory.build(
    [
        *PARTIES,
        {"party_id": "east", "name": "East", "aliases": ["The League"]},
        {"party_id": "west", "name": "West", "aliases": ["the league", "Tea and Biscuits"]},
    ]
)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("North", [{"north"}]),
        ("  NORTH ", [{"north"}]),
        ("the Northern army", [{"north"}]),
        ("North forces", [{"north"}]),
        ("Ｎorth", [{"north"}]),
        ("outlaw wing", [{"outlaw-wing"}]),
        ("North or South", [{"north", "south"}]),
        ("North / South", [{"north", "south"}]),
        ("North and South", [{"north"}, {"south"}]),
        ("North, South and Red Brigade", [{"north"}, {"south"}, {"red"}]),
        ("North (suspected)", [{"north"}]),
        ("North and somebody", [{"north"}, set()]),
        ("North or somebody", [set()]),
        ("the League", [{"east", "west"}]),
        ("Tea and Biscuits", [{"west"}]),
        ("unidentified", [set()]),
        ("", [set()]),
        ("Northampton", [set()]),
        ("terrorists (as labelled)", [set()]),
    ],
)
def test_a_name_gives_who_it_may_mean(text, clauses):
    assert [set(c) for c in KNOWN.naming(text).settled] == clauses


def test_a_label_is_the_sources_own_word():
    assert KNOWN.naming("terrorists (as labelled)").label
    assert not KNOWN.naming("terrorists").label


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("civilians", {"civilians"}),
        ("civilians (market)", {"civilians"}),
        ("medical facility", {"medical"}),
        ("a school and its pupils", {"school"}),
        ("humanitarian convoy", {"aid"}),
        ("North", set()),
        ("patients", {"civilians", "medical"}),
        ("observers", {"monitors"}),
    ],
)
def test_words_name_what_is_protected(text, kinds):
    assert KNOWN.naming(text).kinds == {ObjectKind(k) for k in kinds}


@pytest.mark.parametrize(
    ("party", "group", "state"),
    [
        ("red", ["red"], State.YES),
        ("red", ["rebels"], State.YES),
        ("red", ["groups"], State.YES),
        ("red", ["blue"], State.NO),
        ("rebels", ["red"], State.UNDETERMINED),
        ("groups", ["red"], State.UNDETERMINED),
        ("rebels", ["red", "rebels"], State.YES),
        ("nobody", ["red"], State.NO),
        ("nobody", ["nobody"], State.YES),
        ("red", [], State.NO),
        ("outlaw-wing", ["outlaws"], State.YES),
        ("outlaws", ["outlaw-wing"], State.UNDETERMINED),
    ],
)
def test_belonging_goes_up_and_a_wider_name_cannot_be_told(party, group, state):
    assert among(KNOWN, party, group) is state


def test_belonging_in_a_ring_ends():
    ring = Directory.build(
        [{"party_id": "a", "name": "A", "part_of": ["b"]}, {"party_id": "b", "name": "B", "part_of": ["a"]}]
    )
    assert among(ring, "a", ["b"]) is State.YES
    assert among(ring, "b", ["a"]) is State.YES

"""What was done to whom: a place struck and no more told than who held it, and civilians told as killed."""

from typing import Any

import pytest

from tests.agreements.scope.test_hits import hit
from tests.agreements.worlds import PARTIES, context, incident

SIDES = [{**one, "role": "party"} if one["party_id"] in ("south", "rebels") else one for one in PARTIES]
ACTS = "    acts: [fire/*, air/strike]"
CIVILIANS = "    object: {kinds: [civilians, medical]}\n"
NO_EXCEPTION = (
    ("      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n", ""),
    ("    exceptions:\n", ""),
)


def what(acts: str, **told: Any) -> str:
    """Return the answer of "what" for an incident, with these lines in the place of the acts of the truce."""
    return str(hit(incident(**told), context((ACTS, acts), *NO_EXCEPTION, parties=SIDES))["what"])


@pytest.mark.parametrize(
    ("act", "target", "answer"),
    [
        ("shelling", "Rebels", "undetermined"),
        ("rocket", "South", "undetermined"),
        ("airstrike", "Rebels and South", "undetermined"),
        ("explosion", "Rebels", "undetermined"),
        ("shelling", "Rebels (convoy)", "no"),
        ("shelling", "Rebels fighters", "no"),
        ("shelling", "Red Brigade", "no"),
        ("shelling", "Rebels and Red Brigade", "no"),
        ("sniper", "Rebels", "no"),
        ("small_arms", "South", "no"),
        ("ground_clash", "Rebels", "no"),
        ("shelling", "civilians", "yes"),
        ("shelling", "government-held Aine", "undetermined"),
    ],
)
def test_a_side_whose_place_is_struck_is_no_firm_no_for_what_protects_civilians(
    act: str, target: str, answer: str
) -> None:
    acts = "    acts: [fire/*, air/strike, ground/*, explosives/*]\n"
    assert what(acts + CIVILIANS, event_types=[act], targets=[target]) == answer


def test_a_clash_beside_the_fire_tells_that_forces_were_fought() -> None:
    acts = "    acts: [fire/*, ground/*]\n" + CIVILIANS
    assert what(acts, event_types=["shelling", "ground_clash"], targets=["Rebels"]) == "no"


@pytest.mark.parametrize(
    ("deaths", "answer"),
    [
        ({"killed_low": 4, "killed_high": 4}, "undetermined"),
        ({"killed_low": 4, "civilians_killed_low": 0, "civilians_killed_high": 0}, "no"),
        ({"killed_low": 0, "killed_high": 0, "civilians_killed_low": 0, "civilians_killed_high": 0}, "undetermined"),
        ({"killed_low": 4, "civilians_killed_low": 2, "civilians_killed_high": 2}, "undetermined"),
    ],
)
def test_who_was_killed_tells_whether_forces_were_hit(deaths: dict[str, int], answer: str) -> None:
    assert what("    acts: [fire/*]\n" + CIVILIANS, targets=["Rebels"], **deaths) == answer


@pytest.mark.parametrize(("killed", "answer"), [(None, "no"), (0, "no"), (2, "undetermined")])
def test_civilians_killed_beside_forces_leave_open_what_was_attacked(killed: int | None, answer: str) -> None:
    told = {"civilians_killed_low": killed, "civilians_killed_high": killed}
    assert what("    acts: [fire/*]\n" + CIVILIANS, targets=["Red Brigade"], **told) == answer


@pytest.mark.parametrize("kinds", ["{kinds: [monitors]}", "{kinds: [peacekeepers]}", "{kinds: [aid]}"])
def test_who_holds_a_place_says_nothing_of_those_who_only_pass_there(kinds: str) -> None:
    assert what(f"    acts: [fire/*]\n    object: {kinds}\n", targets=["Rebels"]) == "no"


HARM = "    acts: [civilians/killing, protected/*]"


@pytest.mark.parametrize(
    ("acts", "targets", "low", "high", "answer"),
    [
        (["shelling"], ["civilians"], 3, 3, "yes"),
        (["shelling"], ["Red Brigade"], 3, 3, "yes"),
        (["shelling"], [], 3, 3, "yes"),
        (["ground_clash", "ied"], ["civilians"], 1, 4, "yes"),
        (["abduction"], ["civilians"], 1, 1, "yes"),
        (["fatal_violence"], ["civilians"], 1, 1, "yes"),
        (["shelling"], ["civilians"], 0, 3, "undetermined"),
        (["shelling"], ["Red Brigade"], 0, 3, "undetermined"),
        (["shelling"], ["civilians"], 0, 0, "undetermined"),
        (["shelling"], ["civilians"], None, None, "undetermined"),
        (["shelling"], ["Red Brigade"], None, None, "no"),
        (["evacuation"], ["civilians"], 3, 3, "no"),
        (["other"], ["civilians"], 3, 3, "undetermined"),
    ],
)
def test_civilians_told_as_killed_are_the_harm_that_a_clause_forbids(
    acts: list[str], targets: list[str], low: int | None, high: int | None, answer: str
) -> None:
    told = {"civilians_killed_low": low, "civilians_killed_high": high}
    assert what(HARM, event_types=acts, targets=targets, **told) == answer


def test_civilians_killed_are_no_harm_for_a_clause_that_does_not_list_their_killing() -> None:
    told = {"civilians_killed_low": 3, "civilians_killed_high": 3}
    assert what("    acts: [civilians/arrest]", targets=["Red Brigade"], **told) == "no"
    assert what("    acts: [protected/hospital]", targets=["Red Brigade"], **told) == "no"


@pytest.mark.parametrize(
    ("acts", "told", "words"),
    [
        (HARM, {}, "what the fire/artillery did to those whom it hit is not told finely enough"),
        (HARM, {"targets": ["Rebels"]}, "whether the fire/artillery hit what is protected is not told"),
        ("    acts: [explosives/ied]", {"event_types": ["explosion"]}, "explosives/unspecified is told too roughly"),
        (
            "    acts: [fire/*]\n" + CIVILIANS,
            {"targets": ["government-held Aine"]},
            "what or who was the target is told only as 'government-held Aine', by which nobody on file is named",
        ),
        ("    acts: [fire/*]\n" + CIVILIANS, {"targets": []}, "what or who was the target is not told"),
        (
            "    acts: [fire/*]\n    object: {parties: {actors: [south], words: other participants}}\n",
            {},
            "it is about acts against other participants, not against civilians",
        ),
    ],
)
def test_what_is_open_or_no_says_why_in_plain_words(acts: str, told: dict[str, Any], words: str) -> None:
    found = hit(incident(**told), context((ACTS, acts), *NO_EXCEPTION, parties=SIDES))
    assert f"what: {words}" in found["why"].split("; ")

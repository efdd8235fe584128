"""A claim of exemption answers the exception that its ground fits; who makes it stands in the answer in every case."""

import pytest
import shapely

from tests.agreements.scope.test_hits import hit, scope
from tests.agreements.worlds import PARTIES, context, incident, zone

TARGET = "{kind: target, actors: [outlaws], lists: [black], associated: true}"
NAMED = "{kind: target, actors: [outlaws], id: named}"
AREA = "{kind: area, undrawn: where others fight, id: fights}"
DEFENCE = "{kind: self_defence, id: defence}"
WIDER = [
    *(p for p in PARTIES if p["party_id"] != "outlaws"),
    {"party_id": "outlaws", "name": "Outlaws", "part_of": ["horde"]},
]
HORDE = [*WIDER, {"party_id": "horde", "name": "Horde"}]


def claimed(basis, *exceptions, targets=("Blue Brigade",), **tables):
    lines = "".join(f"      - {one}\n" for one in exceptions or (NAMED,))
    where = context((f"      - {TARGET}\n", lines), ("agreement/1", "agreement/2"), parties=HORDE, **tables)
    given = [basis] if isinstance(basis, str) else basis
    return hit(incident(targets=list(targets), exempt_by=["North"], exempt_basis=given), where)


@pytest.mark.parametrize(
    ("basis", "exempt", "result"),
    [
        ("Outlaws", "yes", "exemption_asserted"),
        ("target named as Outlaws", "yes", "exemption_asserted"),
        ("a camp of the Outlaw Wing", "yes", "exemption_asserted"),
        ("commanders of the Horde", "undetermined", "undetermined"),
        ("target named as Outlaws and Red Brigade", "no", "in_scope"),
        ("Red Brigade", "no", "in_scope"),
        ("a depot of somebody", "undetermined", "undetermined"),
        ("target named as somebody", "undetermined", "undetermined"),
        ("return fire", "no", "in_scope"),
        ("an area of combat against the Outlaws", "no", "in_scope"),
        ("associated with the Outlaws", "undetermined", "undetermined"),
        ("on the list", "undetermined", "undetermined"),
        ([], "yes", "exemption_asserted"),
        (["Red Brigade", "Outlaws"], "yes", "exemption_asserted"),
        (["Red Brigade", "Horde"], "undetermined", "undetermined"),
    ],
)
def test_who_the_ground_names_is_held_against_those_whom_the_text_excepts(basis, exempt, result):
    found = claimed(basis)
    assert (found["exempt"], found["result"], found["asserted_by"]) == (exempt, result, ["North"])
    assert found["basis"] == ("; ".join([basis] if isinstance(basis, str) else sorted(basis)) or "not told")
    assert f"exemption claimed by North, on the ground: {found['basis']}" in found["why"]


@pytest.mark.parametrize(
    ("basis", "exceptions", "result"),
    [
        ("Outlaws", [AREA], "in_scope"),
        ("area of combat against the Outlaws", [AREA], "exemption_asserted"),
        ("area of combat against the Outlaws", [NAMED, AREA], "exemption_asserted"),
        ("a hill of somebody", [AREA], "undetermined"),
        ("strike said to be on somebody", [AREA], "in_scope"),
        ("in self-defence", [DEFENCE], "exemption_asserted"),
        ("Outlaws", [DEFENCE], "in_scope"),
        ("a depot of somebody", [DEFENCE], "undetermined"),
        ("notified on Monday", [DEFENCE], "in_scope"),
        ("notified on Monday", ["{kind: notified_exercise}"], "exemption_asserted"),
        ("associated with the Outlaws", ["{kind: target, actors: [outlaws], associated: true}"], "exemption_asserted"),
        ("a listed group in the building", ["{kind: target, lists: [black]}"], "exemption_asserted"),
        ("on list Black", ["{kind: target, lists: [black]}"], "exemption_asserted"),
        ("on black-2", ["{kind: target, lists: [black]}"], "undetermined"),
        ("Red Brigade, on black", ["{kind: target, lists: [black]}"], "in_scope"),
        ("on black", [NAMED, AREA], "undetermined"),
        ("on black", ["{kind: target, lists: [black]}", AREA], "exemption_asserted"),
        ("Shadow", ["{kind: target, lists: [black]}"], "in_scope"),
        ("Outlaws", ["{kind: act, acts: [air/*]}"], "in_scope"),
    ],
)
def test_a_ground_answers_the_exception_of_its_own_kind_and_no_other(basis, exceptions, result):
    found = claimed(basis, *exceptions)
    assert (found["result"], found["asserted_by"]) == (result, ["North"])


def test_an_answer_names_the_exception_that_a_claim_is_held_against():
    words = "exempt: the claim is held against exception named: outlaws is exempt by name in the text; exemption claimed by North"
    assert words in claimed("Outlaws", NAMED, AREA)["why"]
    assert "the claim is held against exception named: horde is wider than those exempt" in claimed("Horde")["why"]


def test_a_claim_does_not_take_away_what_the_reports_name():
    found = claimed("Red Brigade", targets=["Outlaws"])
    assert found["result"] == "exemption_asserted"
    assert found["asserted_by"] == ["reports naming 'Outlaws' as the target", "North"]
    assert claimed("Red Brigade", targets=["somebody"])["result"] == "undetermined"


def test_a_drawn_area_is_excepted_without_a_claim_and_a_claim_alone_does_not_except_it():
    hole = zone("hole", uncertainty_km=1.0, shape=shapely.box(36.0, 34.0, 36.2, 34.2))
    drawn = "{kind: area, zones: [hole]}"
    found = claimed("Outlaws", drawn, zones=[zone(), hole])
    assert (found["result"], found["asserted_by"]) == ("in_scope", ["North"])
    near = zone("hole", uncertainty_km=1.0, shape=shapely.box(36.5, 34.4, 36.7, 34.6))
    found = claimed("Outlaws", drawn, zones=[zone(), near])
    assert (found["result"], found["missing"], found["asserted_by"]) == ("undetermined", ["geometry"], ["North"])


def test_the_sum_of_an_incident_shows_a_claim_whatever_comes_of_it():
    where = context((TARGET, NAMED), ("agreement/1", "agreement/2"), parties=HORDE)
    for basis, result in (("Red Brigade", "in_scope"), ("Horde", "undetermined"), ("Outlaws", "exemption_asserted")):
        row = scope(incident(targets=["Blue Brigade"], exempt_by=["North"], exempt_basis=[basis]), where)
        assert (row["result"], row["asserted_by"], row["basis"]) == (result, ["North"], basis)
        assert f"exemption claimed by North, on the ground: {basis}" in row["why"]
    far = scope(incident(lon=30.0, exempt_by=["North"], exempt_basis=["Outlaws"]), where)
    assert (far["result"], far["asserted_by"]) == ("out_of_scope", [])

"""A zone that lies in another by the text: what is surely outside the outer one is outside the inner one."""

from datetime import date

import pytest
import shapely

from tests.agreements.scope.places.test_far_places import FAR, NOWHERE, undrawn, where
from tests.agreements.worlds import zone

NEAR = {"lon": 36.0}
OUTER = zone("outer")


def inner(**more):
    return undrawn(lies_in=["outer"], **more)


@pytest.mark.parametrize(
    ("place", "answer"),
    [(FAR, "no"), ({}, "undetermined"), (NEAR, "undetermined"), (FAR | {"place_precision": 6}, "undetermined")],
    ids=["outside the outer", "inside the outer", "near its line", "not told"],
)
def test_what_is_surely_outside_the_outer_zone_is_outside(place, answer):
    got, _, why = where(place, zones=[inner(), OUTER])
    assert got == answer
    assert ("outside outer (version 1), and area lies in it" in why) == (answer == "no")


def test_a_province_outside_the_outer_zone_is_outside_as_well():
    answer, _, why = where(NOWHERE | {"admin1": "Daraa"}, zones=[inner(), zone("outer", admin1=["Homs"])])
    assert answer == "no"
    assert "in Daraa, which outer does not touch, and area lies in it" in why


def test_near_its_own_line_the_outer_zone_decides_and_a_yes_of_its_own_stays_a_yes():
    own = zone(lies_in=["outer"], shape=shapely.box(36.0, 34.0, 36.5, 35.0))
    far = zone("outer", shape=shapely.box(36.2, 34.0, 37.0, 35.0), uncertainty_km=1.0)
    assert where(NEAR, zones=[own, far])[0] == "no"
    assert where({"lon": 36.1}, zones=[own, far])[0] == "yes"


def test_outer_zones_count_all_the_way_out_and_a_ring_of_them_ends():
    outermost = zone("outermost", lies_in=["area"])
    middle = undrawn(zone_id="outer", lies_in=["outermost"])
    assert where(FAR, zones=[inner(), middle, outermost])[0] == "no"
    assert where({}, zones=[inner(), middle, outermost])[0] == "undetermined"


def test_while_no_version_holds_only_what_all_versions_say_counts():
    first = inner(last=date(2019, 6, 1))
    later = {"version": 2, "first": date(2020, 6, 1)}
    assert where(FAR, zones=[first, inner(**later), OUTER])[0] == "no"
    assert where(FAR, zones=[first, undrawn(**later), OUTER])[0] == "undetermined"


def test_an_outer_zone_without_a_version_or_with_an_ended_clause_takes_nothing_out():
    act = {"act_id": "e", "act": "ending", "instrument": "truce", "zone": "outer", "date_start": date(2020, 1, 20)}
    assert where(FAR, zones=[inner()])[0] == "undetermined"
    assert where({}, zones=[inner(), OUTER], acts=[act])[0] == "undetermined"

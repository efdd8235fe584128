"""A province that a zone holds whole by the text: a report that tells no more than that it was there is inside."""

from datetime import date

import pytest
import shapely

from tests.agreements.scope.places.test_far_places import FAR, HULL, NOWHERE, undrawn, where
from tests.agreements.worlds import zone

WHOLE = {"admin1": ["Homs", "Hama"], "admin1_whole": ["Homs"]}
COARSE = {"place_precision": 4}
INSIDE = "in Homs, which area holds whole by the text"


@pytest.mark.parametrize("zones", [[undrawn(**WHOLE)], [zone(**WHOLE)]], ids=["described only", "drawn"])
@pytest.mark.parametrize("place", [COARSE, {"lon": 36.0}], ids=["coarse", "near the line"])
@pytest.mark.parametrize(
    ("unit", "answer"),
    [
        ("Homs", "yes"),
        ("homs", "yes"),
        ("Hama", "undetermined"),
        ("Homs / Hama", "undetermined"),
        ("unknown", "undetermined"),
        (None, "undetermined"),
        ("Daraa", "no"),
    ],
)
def test_a_place_told_as_a_province_that_the_zone_holds_whole_is_inside(zones, place, unit, answer):
    got, _, why = where(place | {"admin1": unit}, zones=zones)
    assert got == answer
    assert (f"where: {unit and INSIDE.replace('Homs', unit)}" in why) == (answer == "yes")


def test_a_place_without_a_point_is_inside_as_well():
    assert where(NOWHERE | {"admin1": "Homs"}, zones=[zone(**WHOLE)])[0] == "yes"


def test_outside_the_line_the_point_and_the_province_contradict_each_other():
    answer, missing, why = where(FAR | {"admin1": "Homs"}, zones=[zone(**WHOLE)])
    assert (answer, missing) == ("undetermined", ["place"])
    assert "the point lies outside, the unit told (Homs) inside" in why


def test_beyond_the_outer_line_it_stays_outside():
    assert where(FAR | {"admin1": "Homs"}, zones=[undrawn(hull=HULL, **WHOLE)])[0] == "no"


def test_it_holds_while_its_version_does_and_no_longer():
    ended = [zone(last=date(2020, 1, 20), **WHOLE)]
    later = [zone(last=date(2020, 1, 20), **WHOLE), zone(version=2, first=date(2020, 1, 20), admin1=["Homs", "Hama"])]
    assert where(COARSE | {"admin1": "Homs"}, zones=ended)[0] == "undetermined"
    assert where(COARSE | {"admin1": "Homs"}, zones=later)[0] == "undetermined"


def test_what_an_act_ended_on_a_day_not_told_exactly_stays_open():
    act = {"act_id": "e", "act": "ending", "instrument": "truce", "zone": "area"}
    acts = [act | {"date_start": date(2020, 1, 25), "date_end": date(2020, 2, 20)}]
    answer, missing, _ = where(COARSE | {"admin1": "Homs"}, zones=[zone(**WHOLE)], acts=acts)
    assert (answer, missing) == ("undetermined", ["time"])


def test_a_belt_along_it_holds_no_province_whole():
    belt = ("place: {zones: [area]}", "place: {belts: [{along: area, side: inside, width_km: 20}]}")
    assert where(COARSE | {"admin1": "Homs"}, belt, zones=[zone(**WHOLE)])[0] == "undetermined"


def test_another_zone_that_holds_it_whole_decides_where_the_first_leaves_it_open():
    both = ("zones: [area]", "zones: [area, other]")
    zones = [undrawn(), zone("other", shape=shapely.box(30, 30, 31, 31), **WHOLE)]
    assert where(NOWHERE | {"admin1": "Homs"}, both, zones=zones)[0] == "yes"

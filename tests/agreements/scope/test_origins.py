"""A clause that speaks of the place from which something was done asks for that place, and never infers it."""

import pytest

from ceasefire.agreements import hits
from tests.agreements.worlds import context, incident, incidents, zone

PLACE = ("place: {zones: [area]}", "place: {of: origin, zones: [area]}")
BOTH = ("agreement/1", "agreement/2")
INSIDE = {"origin_lat": 34.5, "origin_lon": 36.5, "origin_precision": 1}
OUTSIDE = INSIDE | {"origin_lat": 30.0}
NEAR = INSIDE | {"origin_lon": 36.0}


def where(told, *swaps, zones=None):
    found = hits(incidents(incident(**told)), context(BOTH, *(swaps or [PLACE]), zones=zones or [zone()]))
    [hit] = found.to_pylist()
    return hit["where_"], hit["missing"], hit["why"]


@pytest.mark.parametrize(
    ("told", "answer", "missing"),
    [
        (INSIDE, "yes", []),
        (OUTSIDE, "no", []),
        (NEAR, "undetermined", ["geometry"]),
        (INSIDE | {"origin_precision": 4}, "undetermined", ["origin"]),
        ({"origin_country": "Lebanon"}, "undetermined", ["origin"]),
        ({"origin_place": "a post"}, "undetermined", ["origin"]),
        ({}, "undetermined", ["origin"]),
    ],
)
@pytest.mark.parametrize("impact", [{}, {"lat": 30.0}, {"lat": None, "lon": None}], ids=["in", "out", "not told"])
def test_the_origin_is_what_is_asked_of_wherever_it_struck(told, answer, missing, impact):
    assert where(told | impact)[:2] == (answer, missing)


def test_a_clause_on_the_place_that_was_struck_asks_nothing_of_the_origin():
    for told in ({}, INSIDE, OUTSIDE):
        assert where(told, ("signed", "signed"))[0] == "yes"


def test_what_nobody_reports_is_said_and_not_inferred():
    assert "where: nobody reports from where it was done" in where({"actors_alleged": ["North"]})[2]
    assert "where: the origin: inside area (version 1)" in where(INSIDE)[2]


def test_province_and_country_of_the_origin_bound_it_too():
    zones = [zone(shape=None, admin1=["Homs"], country=["Syria"])]
    assert where({"origin_admin1": "Daraa"}, zones=zones)[0] == "no"
    assert where({"origin_country": "Lebanon"}, zones=zones)[0] == "no"
    assert where({"origin_admin1": "Homs"}, zones=zones)[:2] == ("undetermined", ["geometry"])
    assert where({"admin1": "Daraa"}, zones=zones)[:2] == ("undetermined", ["origin"])


def test_fire_from_one_side_of_a_line_to_the_other():
    import shapely

    line = zone("line", shape=shapely.LineString([(36.0, 34.5), (37.0, 34.5)]), uncertainty_km=1.0)
    text = ("place: {zones: [area]}", "place: {of: origin, sides: [{of: line, side: north}]}")
    north, south = INSIDE | {"origin_lat": 34.8}, INSIDE | {"origin_lat": 34.2}
    assert where(north | {"lat": 34.2}, text, zones=[line])[0] == "yes"
    assert where(south | {"lat": 34.8}, text, zones=[line])[0] == "no"


def test_the_zone_of_an_origin_is_not_the_zone_of_the_incident():
    from ceasefire.agreements import scope_of

    [row] = scope_of(incidents(incident(**INSIDE)), context(BOTH, PLACE)).to_pylist()
    assert (row["result"], row["zone"]) == ("in_scope", None)

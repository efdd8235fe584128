"""A far place is a plain no: by the province, the country and the outer line that a zone tells."""

from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements import hits
from tests.agreements.worlds import context, incident, incidents, zone
from tests.soak import rounds

FAR = {"lat": 30.0, "lon": 36.5}
NOWHERE = {"lat": None, "lon": None}
UNITS = ["Homs", "Hama"]
HULL = shapely.to_wkb(shapely.box(35.5, 33.5, 37.5, 35.5))
EVERYWHERE = ("place: {zones: [area]}", "place: {everywhere: {outline: area, admin1: [Homs]}}")
LEBANON = ("place: {zones: [area]}", "place: {everywhere: {outline: area, country: [Lebanon, LB]}}")
ANYWHERE_IN = ("place: {zones: [area]}", "place: {everywhere: {country: [Lebanon, LB]}}")


SECOND = ("agreement/1", "agreement/2")


def where(place, *swaps, zones, acts=()):
    [hit] = hits(incidents(incident(**place)), context(*swaps, zones=zones, acts=list(acts))).to_pylist()
    return hit["where_"], hit["missing"], hit["why"]


def undrawn(**more):
    return zone(shape=None, **more)


BEFORE = [zone(first=date(2020, 6, 1), admin1=UNITS)]
AFTER = [zone(last=date(2020, 1, 20), admin1=UNITS)]
TIMES = {"described only": [undrawn(admin1=UNITS)], "before the first line": BEFORE, "after the line's end": AFTER}


@pytest.mark.parametrize("zones", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("place", [{"lat": 32.6, "lon": 36.1}, NOWHERE, {"place_precision": 4, "lat": 34.0}], ids=str)
def test_a_province_that_the_area_does_not_touch_is_a_plain_no(zones, place):
    answer, missing, why = where(place | {"admin1": "Daraa"}, zones=zones)
    assert (answer, missing) == ("no", [])
    assert "in Daraa, which area does not touch" in why


@pytest.mark.parametrize("zones", TIMES.values(), ids=TIMES)
@pytest.mark.parametrize("unit", ["Homs", "Hama / Homs", "Homs, Daraa", "unknown", None])
def test_a_province_that_it_touches_or_that_cannot_be_told_stays_open(zones, unit):
    assert where(NOWHERE | {"admin1": unit}, zones=zones)[0] == "undetermined"


def test_near_the_line_the_province_decides_and_inside_it_the_two_contradict_each_other():
    zones = [zone(admin1=UNITS)]
    assert where({"lon": 36.0, "admin1": "Daraa"}, zones=zones)[0] == "no"
    answer, missing, why = where({"admin1": "Daraa"}, zones=zones)
    assert (answer, missing) == ("undetermined", ["place"])
    assert "the point lies inside area (version 1), the unit told (Daraa) outside" in why
    assert where({"admin1": "Homs"}, zones=zones)[0] == "yes"


def test_inside_the_line_of_another_time_the_two_contradict_each_other_as_well():
    answer, missing, _ = where({"admin1": "Daraa"}, zones=AFTER)
    assert (answer, missing) == ("undetermined", ["place"])


def test_while_no_version_holds_the_units_of_all_are_meant():
    zones = [
        zone(last=date(2020, 1, 5), admin1=["Homs"]),
        zone(version=2, first=date(2020, 6, 1), admin1=["Daraa"]),
    ]
    assert where(NOWHERE | {"admin1": "Daraa"}, zones=zones)[0] == "undetermined"
    assert where(NOWHERE | {"admin1": "Idlib"}, zones=zones)[0] == "no"


def test_a_version_that_names_no_unit_leaves_every_unit_open():
    zones = [zone(last=date(2020, 1, 5), admin1=["Homs"]), zone(version=2, first=date(2020, 6, 1))]
    assert where(NOWHERE | {"admin1": "Daraa"}, zones=zones)[0] == "undetermined"


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (FAR, "no"),
        (FAR | {"radius_km": 200.0}, "no"),
        ({"lat": 33.0, "lon": 36.5, "radius_km": 100.0}, "undetermined"),
        ({"lat": 33.6, "lon": 36.5}, "undetermined"),
        (NOWHERE, "undetermined"),
    ],
)
def test_beyond_the_outer_line_is_a_plain_no(place, answer):
    got, _, why = where(place, zones=[undrawn(hull=HULL)])
    assert got == answer
    assert ("farther out than area reaches" in why) == (answer == "no")


def test_a_belt_is_bounded_by_the_outer_line_and_its_width_alone():
    belt = ("place: {zones: [area]}", "place: {belts: [{along: area, side: outside, width_km: 20}]}")
    zones = [undrawn(hull=HULL, admin1=UNITS)]
    assert where({"lat": 33.4, "admin1": "Daraa"}, belt, zones=zones)[0] == "undetermined"
    assert where({"lat": 33.2, "admin1": "Daraa"}, belt, zones=zones)[0] == "no"


def test_where_an_act_ended_the_clause_on_a_day_not_told_exactly_far_is_still_no():
    act = {"act_id": "e", "act": "ending", "instrument": "truce", "zone": "area"}
    acts = [act | {"date_start": date(2020, 1, 25), "date_end": date(2020, 2, 20)}]
    assert where({"admin1": "Homs"}, zones=[zone(admin1=UNITS)], acts=acts)[0] == "undetermined"
    assert where({"admin1": "Daraa", "lon": 36.0}, zones=[zone(admin1=UNITS)], acts=acts)[0] == "no"


@pytest.mark.parametrize("country", [["Lebanon"], ["LB"]])
def test_another_country_is_outside_the_zone_and_a_point_inside_all_the_same_leaves_it_open(country):
    zones = [zone(country=country)]
    told = {"country": "IL" if country == ["LB"] else "Israel"}
    assert where(NOWHERE | told, zones=zones)[0] == "no"
    assert where(told, zones=zones)[:2] == ("undetermined", ["place"])
    assert where({"country": country[0]}, zones=zones)[0] == "yes"


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        (NOWHERE | {"country": "Israel"}, "no"),
        ({"lon": 36.02, "country": "Israel"}, "no"),
        ({"country": "Israel"}, "undetermined"),
        (FAR | {"country": "Israel"}, "no"),
        (NOWHERE | {"country": "LB"}, "yes"),
        (FAR | {"country": "Lebanon"}, "undetermined"),
        (NOWHERE, "undetermined"),
        (NOWHERE | {"country": "LBN"}, "undetermined"),
    ],
)
def test_a_clause_on_a_country_heeds_the_country_that_reports_name(place, answer):
    assert where(place, SECOND, LEBANON, zones=[zone()])[0] == answer


def test_a_country_without_an_outline_is_told_by_its_names():
    assert where(NOWHERE | {"country": "Israel"}, SECOND, ANYWHERE_IN, zones=[])[0] == "no"
    assert where({"country": "Lebanon"}, SECOND, ANYWHERE_IN, zones=[])[0] == "yes"
    assert where({"country": None}, SECOND, ANYWHERE_IN, zones=[])[:2] == ("undetermined", ["geometry"])


def test_the_outline_of_a_country_tells_its_name_where_the_text_does_not():
    zones = [zone(country=["Lebanon"])]
    assert where({"lon": 36.02, "country": "Israel"}, EVERYWHERE, zones=zones)[0] == "no"
    assert where({"lon": 36.02, "country": "Lebanon"}, EVERYWHERE, zones=zones)[0] == "yes"
    assert where({"lon": 36.02, "country": "Israel", "admin1": "Homs"}, EVERYWHERE, zones=zones)[0] == "undetermined"


def test_a_far_part_says_why_and_takes_nothing_from_the_others():
    both = ("place: {zones: [area]}", "place: {zones: [area, moor]}")
    zones = [undrawn(admin1=UNITS), undrawn(zone_id="moor", admin1=["Daraa"])]
    assert where(NOWHERE | {"admin1": "Daraa"}, both, zones=zones)[2].startswith("where: moor (version 1) is described")
    assert "in Idlib, which " in where(NOWHERE | {"admin1": "Idlib"}, both, zones=zones)[2]


def test_an_area_taken_out_heeds_its_bounds_too():
    swaps = ("    exceptions:\n", "    exceptions:\n      - {kind: area, zones: [moor]}\n")
    zones = [zone(), zone("moor", shape=None, admin1=["Daraa"])]
    rows = incidents(incident(admin1="Homs"), incident(2, admin1="Daraa"))
    found = hits(rows, context(swaps, zones=zones)).to_pylist()
    assert [hit["exempt"] for hit in found] == ["no", "undetermined"]


@settings(max_examples=rounds(40, 400), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(33.0, 36.0),
            st.floats(35.0, 38.0),
            st.sampled_from([0.0, 10.0, 60.0]),
            st.sampled_from([None, "Homs", "Daraa", "Idlib, Homs"]),
            st.sampled_from([None, "Lebanon", "Israel"]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([EVERYWHERE, LEBANON, ("signed", "signed")]),
    st.booleans(),
)
def test_bounds_only_ever_decide_what_the_line_leaves_open_or_open_what_they_contradict(drawn, swap, ended):
    """What is told of a zone never turns a yes into a no, nor a no into a yes."""
    rows = [
        incident(n, lat=lat, lon=lon, radius_km=radius, admin1=unit, country=country)
        for n, (lat, lon, radius, unit, country) in enumerate(drawn)
    ]
    last = date(2020, 1, 20) if ended else None
    plain, bounded = (
        hits(incidents(*rows), context(SECOND, swap, zones=[zone(last=last, **more)])).to_pylist()
        for more in ({}, {"admin1": ["Homs"], "country": ["Lebanon"], "hull": HULL})
    )
    for before, after in zip(plain, bounded, strict=True):
        assert {before["where_"], after["where_"]} != {"yes", "no"}
        assert after["result"] != "in_scope" or before["where_"] != "no"


BOUNDED = {"admin1": ["Homs"], "country": ["Lebanon"], "hull": HULL}
WORLDS = [
    context(SECOND, swap, zones=zones)
    for swap in (EVERYWHERE, LEBANON, ("signed", "signed"))
    for zones in ([zone(**BOUNDED)], [zone(last=date(2020, 1, 20), **BOUNDED)], [undrawn(**BOUNDED)])
]


@settings(max_examples=rounds(40, 400), deadline=None)
@given(
    st.floats(33.0, 36.0),
    st.floats(35.0, 38.0),
    st.floats(0, 120),
    st.floats(0, 1),
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.sampled_from([None, "Homs", "Daraa"]),
    st.sampled_from([None, "Lebanon", "Israel"]),
    st.sampled_from(WORLDS),
)
def test_a_smaller_circle_inside_never_turns_an_answer_round(
    lat, lon, radius, share, north, east, unit, country, world
):
    """The new circle lies within the old: its middle moves by no more than the radius it gives up."""
    room = radius * share / 111.195 / 1.5
    told = {"admin1": unit, "country": country}
    outer = incident(1, lat=lat, lon=lon, radius_km=radius, **told)
    inner = incident(2, lat=lat + north * room / 2, lon=lon + east * room / 2, radius_km=radius * (1 - share), **told)
    before, after = hits(incidents(outer, inner), world).to_pylist()
    assert {before["where_"], after["where_"]} != {"yes", "no"}


def test_each_distinct_name_is_looked_at_once_for_a_batch(monkeypatch):
    from ceasefire.agreements.scope import far_places

    asked = []
    real = far_places.is_among
    monkeypatch.setattr(far_places, "is_among", lambda told, names: asked.append((told, names)) or real(told, names))
    rows = [incident(n, **NOWHERE, admin1=["Homs", "Daraa", "Idlib", None][n % 4]) for n in range(400)]
    found = hits(incidents(*rows), context(zones=[undrawn(admin1=UNITS)])).to_pylist()
    assert [hit["where_"] for hit in found[:4]] == ["undetermined", "no", "no", "undetermined"]
    assert len(asked) == 3

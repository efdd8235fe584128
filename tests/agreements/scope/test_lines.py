"""Lines as zones: sides and belts, their ends, their uncertainty."""

from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ceasefire.agreements import hits
from ceasefire.agreements.language.fields import Belt
from ceasefire.agreements.scope.flat_ground import OPPOSITE
from ceasefire.agreements.scope.zone_index import RADII_KM, TOO_WIDE, ZoneIndex, radius_classes
from ceasefire.agreements.scope.zone_shapes import ZoneShape
from ceasefire.agreements.three_valued import State
from tests.agreements.worlds import context, incident, incidents, zone
from tests.soak import rounds

BLUE = shapely.LineString([(35.1, 33.1), (35.4, 33.08), (35.5, 33.1), (35.55, 33.28), (35.6, 33.25), (35.8, 33.3)])
"""A line from the coast east that turns north and back, as withdrawal lines do."""
HOOK = shapely.LineString([(35.2, 33.0), (35.0, 33.1), (35.3, 33.3), (35.9, 33.3), (36.1, 33.0), (35.7, 33.0)])
"""A line that goes beyond both of its ends."""
PARTS = shapely.MultiLineString([[(35.0, 33.0), (35.3, 33.1)], [(35.6, 33.1), (35.9, 33.0)]])
SIDES = tuple(OPPOSITE)
KM = 1 / 111.195


def states(shape, lat, lon, radius=0.0):
    lat, lon = np.atleast_1d(np.array(lat, float)), np.atleast_1d(np.array(lon, float))
    classes = radius_classes(lat, lon, np.full(len(lat), radius), np.ones(len(lat), int))
    overlaps = ZoneIndex([shape]).overlaps(lat, lon, classes)
    return [State(int(one)) for one in overlaps.states(0, np.arange(len(lat)))]


def side(line, which, uncertainty=0.0):
    return ZoneShape(line, uncertainty, side=which)


def belt(line, which, width=10.0, most=None, uncertainty=0.0):
    return ZoneShape(line, uncertainty, Belt(along="line", side=which, width_km=width, width_km_most=most))


@pytest.mark.parametrize("line", [BLUE, HOOK], ids=["blue", "hook"])
@pytest.mark.parametrize("radius", [0.0, 10.0])
def test_a_point_far_north_is_north_and_no_other_place_says_so(line, radius):
    for lat in (34.5, 36.0, 45.0, 70.0):
        assert states(side(line, "north"), lat, 35.45, radius) == [State.YES]
        assert states(side(line, "south"), lat, 35.45, radius) == [State.NO]
    for lat in (32.0, 20.0, -50.0):
        assert states(side(line, "north"), lat, 35.45, radius) == [State.NO]


def test_a_line_that_turns_back_has_ground_between_its_turns():
    """East of the finger and north of it: one step south the line lies again."""
    assert states(side(BLUE, "north"), [33.15, 33.15, 33.24], [35.45, 35.53, 35.53]) == [State.YES, State.NO, State.YES]
    assert states(side(HOOK, "north"), [33.2, 33.4], [35.5, 35.5]) == [State.NO, State.YES]


@pytest.mark.parametrize("radius", [0.0, 5.0])
def test_beyond_the_ends_of_a_line_no_side_is_told(radius):
    for which in ("north", "south"):
        found = states(side(BLUE, which), [33.1, 34.0, 32.0, 33.3, 60.0], [34.9, 34.9, 34.9, 36.0, 36.0], radius)
        assert set(found) == {State.UNDETERMINED}


def test_a_line_that_runs_due_north_has_no_north():
    due = shapely.LineString([(35.5, 33.0), (35.5, 34.0)])
    assert states(side(due, "north"), [33.5, 40.0], [35.4, 35.5]) == [State.UNDETERMINED] * 2
    assert states(side(due, "west"), [33.5, 33.5], [35.4, 35.6]) == [State.YES, State.NO]


def test_between_the_parts_of_a_line_no_side_is_told_and_parts_that_touch_are_one():
    assert states(side(PARTS, "north"), [34.0] * 3, [35.1, 35.45, 35.8]) == [State.YES, State.UNDETERMINED, State.YES]
    touching = shapely.MultiLineString([[(35.0, 33.0), (35.3, 33.1)], [(35.3, 33.1), (35.9, 33.0)]])
    assert states(side(touching, "north"), 34.0, 35.3, radius=10.0) == [State.YES]


def test_two_parts_that_tell_both_sides_leave_the_ground_between_them_open():
    two = shapely.MultiLineString([[(35.0, 33.0), (35.9, 33.0)], [(35.0, 34.0), (35.9, 34.0)]])
    found = states(side(two, "north"), [32.5, 33.5, 34.5], [35.5] * 3)
    assert found == [State.NO, State.UNDETERMINED, State.YES]


@pytest.mark.parametrize(("uncertainty", "radius"), [(0.0, 0.0), (3.0, 0.0), (0.0, 5.0), (3.0, 5.0)])
def test_near_the_line_its_uncertainty_and_the_radius_of_the_place_leave_the_side_open(uncertainty, radius):
    straight = shapely.LineString([(35.0, 33.0), (36.0, 33.0)])
    doubt = uncertainty + radius
    for km in (0.2, 2.5, 4.5, 7.5, 9.0, 40.0):
        north = states(side(straight, "north", uncertainty), 33.0 + km * KM, 35.5, radius)
        south = states(side(straight, "north", uncertainty), 33.0 - km * KM, 35.5, radius)
        assert north == [State.YES if km > doubt else State.UNDETERMINED]
        assert south == [State.NO if km > doubt else State.UNDETERMINED]


def test_a_belt_on_one_side_of_a_line():
    straight = shapely.LineString([(35.0, 33.0), (36.0, 33.0)])
    shape = belt(straight, "north", 10.0, 15.0, 2.0)
    for answer, kms in ((State.YES, [2.2, 7.8]), (State.UNDETERMINED, [-1.8, 1, 8.2, 16.8]), (State.NO, [-2.2, 17.5])):
        for km in kms:
            assert states(shape, 33.0 + km * KM, 35.5) == [answer], km


@pytest.mark.parametrize("which", ["both", "north"])
def test_a_belt_ends_with_its_line_and_is_open_just_beyond(which):
    straight = shapely.LineString([(35.0, 33.0), (36.0, 33.0)])
    found = states(belt(straight, which), [33.03] * 3, [35.95, 36.05, 36.3])
    assert found == [State.YES, State.UNDETERMINED, State.NO]


lines = st.lists(st.floats(33.0, 33.5), min_size=2, max_size=6).map(
    lambda lats: shapely.LineString(list(zip(np.linspace(35.0, 36.0, len(lats)), lats, strict=True)))
)
crooked = st.lists(st.tuples(st.floats(35.0, 36.0), st.floats(33.0, 33.6)), min_size=2, max_size=7, unique=True).map(
    shapely.LineString
)
spots = st.tuples(st.floats(32.6, 34.0), st.floats(34.8, 36.2))
widths = st.sampled_from([3.0, 10.0, 25.0])


def sound(line):
    assume(line.is_simple and not line.is_closed and line.length > 0.05)
    return line


@settings(max_examples=rounds(60, 600), deadline=None)
@given(crooked, spots, st.sampled_from(SIDES), st.sampled_from([0.0, 4.0]), st.sampled_from([0.0, 10.0]))
def test_a_mirrored_line_has_its_sides_mirrored(line, spot, which, uncertainty, radius):
    sound(line)
    (lat, lon), (west, south, east, north) = spot, line.bounds
    upright = which in ("north", "south")
    turn, middle = (np.array([1, -1]), [0, north + south]) if upright else (np.array([-1, 1]), [west + east, 0])
    mirrored = shapely.transform(line, lambda xy: xy * turn + middle)
    there = np.array([lon, lat]) * turn + middle
    assume(line.distance(shapely.Point(lon, lat)) > 1e-6)
    for make in (side, belt):
        one = states(make(line, which, uncertainty=uncertainty), lat, lon, radius)
        other = states(make(mirrored, OPPOSITE[which], uncertainty=uncertainty), there[1], there[0], radius)
        assert one == other or on_an_edge(line, lat, lon)


def on_an_edge(line, lat, lon):
    """Whether a place lies within a hair of where the answers change, so that rounding decides."""
    make = [side, belt]
    around = [(lat + a, lon + b) for a in (-1e-6, 0, 1e-6) for b in (-1e-6, 0, 1e-6)]
    found = [
        tuple(states(shape(line, which, uncertainty=u), *zip(*around, strict=True), radius))
        for shape in make
        for which in SIDES
        for u in (0.0, 4.0)
        for radius in (0.0, 10.0)
    ]
    return any(len(set(one)) > 1 for one in found)


@settings(max_examples=rounds(60, 600), deadline=None)
@given(lines, spots, widths)
def test_the_belts_north_and_south_together_are_the_belt_on_both_sides(line, spot, width):
    lat, lon = spot
    [both], [north], [south] = (states(belt(line, which, width), lat, lon) for which in ("both", "north", "south"))
    assume(line.distance(shapely.Point(lon, lat)) > 1e-6)
    if both == State.NO:
        assert (north, south) == (State.NO, State.NO)
    if State.YES in (north, south):
        assert both == State.YES
        assert {north, south} == {State.YES, State.NO}
    if both == State.YES and 35.001 < lon < 35.999:
        assert State.YES in (north, south)


@settings(max_examples=rounds(60, 600), deadline=None)
@given(crooked, spots, st.sampled_from(SIDES), widths)
def test_no_place_is_on_both_sides_or_in_a_belt_that_its_side_denies(line, spot, which, width):
    sound(line)
    lat, lon = spot
    [one], [other] = (states(side(line, w, 2.0), lat, lon) for w in (which, OPPOSITE[which]))
    assert {one, other} in ({State.YES, State.NO}, {State.UNDETERMINED})
    [within] = states(belt(line, which, width, uncertainty=2.0), lat, lon)
    assert {within, one} != {State.YES, State.NO} or within == State.NO


@settings(max_examples=rounds(60, 600), deadline=None)
@given(
    crooked,
    spots,
    st.sampled_from(SIDES),
    st.sampled_from(RADII_KM[1:7]),
    st.floats(0, 1),
    st.floats(0, 2 * np.pi),
    st.booleans(),
)
def test_a_smaller_circle_inside_never_turns_a_side_round(line, spot, which, radius, share, angle, in_belt):
    sound(line)
    shape = belt(line, which, 20.0, uncertainty=1.0) if in_belt else side(line, which, 1.0)
    lat, lon = spot
    room = radius * share * 0.95
    small = [km for km in RADII_KM if km <= radius - radius * share][-1]
    there = lat + room * np.sin(angle) * KM, lon + room * np.cos(angle) * KM / np.cos(np.radians(34.2))
    [before], [after] = states(shape, lat, lon, radius), states(shape, *there, small)
    assert {before, after} != {State.YES, State.NO}


SHAPES = [
    *(side(line, which, 1.0) for line in (BLUE, HOOK, PARTS) for which in SIDES),
    *(belt(line, which, 12.0, 14.0, 1.0) for line in (BLUE, HOOK, PARTS) for which in (*SIDES, "both")),
    ZoneShape(shapely.box(35.2, 33.0, 35.7, 33.4), 2.0),
]
BY_TEST, BY_RASTER = ZoneIndex(SHAPES, few=1 << 20), ZoneIndex(SHAPES, few=0)


def test_few_places_and_many_have_the_same_answers():
    rng = np.random.default_rng(7)
    lat, lon = rng.uniform(32.0, 35.0, 3000), rng.uniform(34.0, 37.0, 3000)
    lat[:5], lon[5:10] = np.nan, 80.0
    classes = rng.integers(0, TOO_WIDE + 1, 3000).astype(np.int8)
    one, other = (index.overlaps(lat, lon, classes) for index in (BY_TEST, BY_RASTER))
    for number in range(len(SHAPES)):
        everyone = np.arange(3000)
        assert one.states(number, everyone).tolist() == other.states(number, everyone).tolist()
        assert sorted(one.points(number)) == sorted(other.points(number))


# --- in a text

LINE = shapely.LineString([(36.0, 34.5), (37.0, 34.5)])
DRAWN = [zone("line", shape=LINE, uncertainty_km=1.0), zone(uncertainty_km=1.0)]


def where(place, text, zones=DRAWN):
    swaps = ("agreement/1", "agreement/2"), ("place: {zones: [area]}", f"place: {text}")
    [hit] = hits(incidents(incident(**place)), context(*swaps, zones=zones)).to_pylist()
    return hit["where_"], hit["missing"], hit["why"]


NORTH, SOUTH, EAST = {"lat": 34.7}, {"lat": 34.3}, {"lat": 34.7, "lon": 37.5}


@pytest.mark.parametrize(
    ("place", "text", "answer"),
    [
        (NORTH, "{sides: [{of: line, side: north}]}", "yes"),
        (SOUTH, "{sides: [{of: line, side: north}]}", "no"),
        (EAST, "{sides: [{of: line, side: north}]}", "undetermined"),
        (NORTH, "{sides: [{of: line, side: north, within: area}]}", "yes"),
        (NORTH | {"lat": 35.5}, "{sides: [{of: line, side: north, within: area}]}", "no"),
        (SOUTH, "{sides: [{of: line, side: north, within: area}]}", "no"),
        (EAST, "{sides: [{of: line, side: north, within: area}]}", "no"),
        (NORTH, "{sides: [{of: line, side: south}, {of: line, side: north}]}", "yes"),
        (NORTH, "{belts: [{along: line, side: north, width_km: 30}]}", "yes"),
        (SOUTH, "{belts: [{along: line, side: north, width_km: 30}]}", "no"),
        (SOUTH, "{belts: [{along: line, side: both, width_km: 30}]}", "yes"),
        ({"lat": 34.52}, "{belts: [{along: line, side: both, width_km: 30}]}", "yes"),
        ({"lat": None, "lon": None}, "{sides: [{of: line, side: north}]}", "undetermined"),
    ],
)
def test_sides_and_belts_of_a_line_in_a_text(place, text, answer):
    assert where(place, text)[0] == answer


def test_both_grounds_are_said_of_a_side_within_an_area():
    assert (
        "inside area (version 1) and inside the ground north of line (version 1)"
        in where(NORTH, "{sides: [{of: line, side: north, within: area}]}")[2]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{zones: [line]}", "line (version 1) is a line: a line is no ground"),
        ("{everywhere: {outline: line}}", "line (version 1) is a line: a line is no ground"),
        (
            "{belts: [{along: line, side: inside, width_km: 9}]}",
            "line (version 1) is a line: it has no in- and outside",
        ),
        (
            "{belts: [{along: area, side: north, width_km: 9}]}",
            "area (version 1) is an area: it has no side to the north",
        ),
        ("{sides: [{of: area, side: west}]}", "area (version 1) is an area: it has no side to the west"),
        ("{sides: [{of: moor, side: west}]}", "no version of the zone moor is recorded"),
        ("{sides: [{of: line, side: north, within: moor}]}", "no version of the zone moor is recorded"),
    ],
)
def test_ground_that_a_zone_cannot_have_is_open_with_the_reason(text, words):
    answer, missing, why = where(NORTH, text)
    assert (answer, missing) == ("undetermined", ["geometry"])
    assert words in why


def test_a_line_described_only_and_one_that_ends_leave_its_sides_open():
    for lines in ([zone("line", shape=None)], [zone("line", shape=LINE, last=date(2020, 1, 20))]):
        assert where(NORTH, "{sides: [{of: line, side: north}]}", [zone(), *lines])[:2] == (
            "undetermined",
            ["geometry"],
        )


def test_a_far_province_is_no_within_an_area_whatever_the_line():
    zones = [zone("line", shape=None), zone(shape=None, admin1=["Homs"])]
    text = "{sides: [{of: line, side: north, within: area}]}"
    assert where(NORTH | {"admin1": "Daraa"}, text, zones)[0] == "no"
    assert where(NORTH | {"admin1": "Homs"}, text, zones)[0] == "undetermined"

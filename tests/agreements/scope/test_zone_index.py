from math import cos, radians

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements.language.fields import Belt
from ceasefire.agreements.scope.zone_index import RADII_KM, TOO_WIDE, ZoneIndex, radius_classes
from ceasefire.agreements.scope.zone_shapes import ZoneShape, widened
from ceasefire.agreements.three_valued import State
from tests.agreements.worlds import SQUARE
from tests.soak import rounds

KM_EAST = 111.195 * cos(radians(34.5))
"""Kilometres a degree of longitude at the middle of the square."""


def depth(lat, lon):
    """Kilometres from the square's line, in its own flat measure; positive inside."""
    flat = shapely.box(36 * KM_EAST, 34 * 111.195, 37 * KM_EAST, 35 * 111.195)
    point = shapely.Point(lon * KM_EAST, lat * 111.195)
    far = shapely.distance(flat.exterior, point)
    return far if shapely.contains(flat, point) else -far


def state(shape, lat, lon, radius=0.0):
    index = ZoneIndex([shape])
    radius_class = radius_classes(np.array([lat]), np.array([lon]), np.array([radius]), np.array([1]))
    overlaps = index.overlaps(np.array([lat]), np.array([lon]), radius_class)
    return State(int(overlaps.states(0, np.array([0]))[0]))


def expected(near, far, d):
    """Surely inside beyond `near`, surely outside beyond `far`, with 1% of room where arcs are drawn by polygons."""
    if d > near * 1.01 + 0.01:
        return {State.YES}
    if d < -far * 1.01 - 0.01:
        return {State.NO}
    if -far * 0.99 + 0.01 < d < near * 0.99 - 0.01:
        return {State.UNDETERMINED}
    return set(State)


@settings(max_examples=200, deadline=None)
@given(st.floats(33.2, 35.8), st.floats(35.2, 37.8), st.sampled_from([0.0, 3.0, 6.0]), st.sampled_from(RADII_KM[:7]))
def test_a_place_is_as_sure_as_its_distance_from_the_line(lat, lon, uncertainty, radius):
    doubt = uncertainty + radius
    assert state(ZoneShape(SQUARE, uncertainty), lat, lon, radius) in expected(doubt, doubt, depth(lat, lon))


@settings(max_examples=100, deadline=None)
@given(st.floats(33.2, 35.8), st.floats(35.2, 37.8), st.sampled_from([0.0, 10.0]))
def test_an_outline_only_overshoots(lat, lon, radius):
    got = state(ZoneShape(SQUARE, 20.0, outline=True), lat, lon, radius)
    assert got in expected(20.0 + radius, radius, depth(lat, lon))


@pytest.mark.parametrize(
    ("side", "sure", "open_", "outside"),
    [
        ("inside", [9], [2, -2, 17, 21], [-9, 30]),
        ("outside", [-9], [2, -2, -17, -21], [9, -30]),
        ("both", [2, -2, 9, -9], [13, -13, 17, 21, -21], [30, -30]),
    ],
)
def test_a_belt_lies_along_the_line(side, sure, open_, outside):
    """A belt of 15 to 18 km with a line known to 4 km; places due east of the western edge."""
    shape = ZoneShape(SQUARE, 4.0, Belt(along="area", side=side, width_km=15, width_km_most=18))
    for answer, depths in ((State.YES, sure), (State.UNDETERMINED, open_), (State.NO, outside)):
        for km in depths:
            assert state(shape, 34.5, 36 + km / KM_EAST) is answer, (side, km)


def test_a_belt_narrower_than_its_doubt_is_never_sure():
    shape = ZoneShape(SQUARE, 10.0, Belt(along="area", width_km=8))
    assert {state(shape, 34.5, 36 + km / KM_EAST) for km in range(-40, 41, 2)} == {State.NO, State.UNDETERMINED}


@pytest.mark.parametrize(
    ("radius", "precision", "km"),
    [
        (np.nan, 1, 0),
        (np.nan, 2, 25),
        (np.nan, 3, 50),
        (np.nan, 4, 120),
        (np.nan, 5, 120),
        (np.nan, 0, 25),
        (0.0, 4, 0),
        (0.5, 1, 1),
        (3.0, 1, 5),
        (25.0, 1, 25),
        (25.1, 1, 50),
        (250.0, 1, 250),
    ],
)
def test_a_radius_goes_up_to_the_next_of_the_radii(radius, precision, km):
    got = radius_classes(np.array([34.0]), np.array([36.0]), np.array([radius]), np.array([precision]))
    assert RADII_KM[got[0]] == km


@pytest.mark.parametrize(
    ("lat", "lon", "radius", "precision"),
    [
        (np.nan, 36.0, 0.0, 1),
        (34.0, np.nan, 0.0, 1),
        (34.0, 36.0, 251.0, 1),
        (34.0, 36.0, np.nan, 6),
        (34.0, 36.0, 1.0, 7),
        (34.0, 36.0, np.inf, 1),
    ],
)
def test_a_place_that_is_not_told_or_too_wide_is_open_everywhere(lat, lon, radius, precision):
    arrays = (np.array([lat]), np.array([lon]), np.array([radius]), np.array([precision]))
    radius_class = radius_classes(*arrays)
    assert radius_class[0] == TOO_WIDE
    overlaps = ZoneIndex([ZoneShape(SQUARE, 1.0)]).overlaps(arrays[0], arrays[1], radius_class)
    assert overlaps.states(0, np.array([0]))[0] == State.UNDETERMINED


@pytest.mark.parametrize("km", [1.0, 6.0, 25.0, 120.0])
def test_widening_contains_the_true_arc(km):
    dot = widened(shapely.box(36.5, 34.5, 36.5001, 34.5001), km)
    for angle in np.linspace(0, 2 * np.pi, 97):
        lat, lon = 34.5 + 0.999 * km * np.sin(angle) / 111.195, 36.5 + 0.999 * km * np.cos(angle) / KM_EAST
        assert shapely.contains_xy(dot, lon, lat)


def test_scratch_is_clean_between_questions():
    index = ZoneIndex([ZoneShape(SQUARE, 1.0), ZoneShape(shapely.box(40, 40, 41, 41), 1.0)])
    lat, lon = np.array([34.5, 40.5]), np.array([36.5, 40.5])
    overlaps = index.overlaps(lat, lon, radius_classes(lat, lon, np.zeros(2), np.ones(2, int)))
    both = np.array([0, 1])
    for _ in range(2):
        assert overlaps.states(0, both).tolist() == [State.YES, State.NO]
        assert overlaps.states(1, both).tolist() == [State.NO, State.YES]


SHAPES = [
    ZoneShape(SQUARE, 0.0),
    ZoneShape(SQUARE, 5.0),
    ZoneShape(SQUARE, 20.0, outline=True),
    ZoneShape(SQUARE, 60.0),
    ZoneShape(SQUARE, 4.0, Belt(along="area", side="outside", width_km=15, width_km_most=18)),
    ZoneShape(SQUARE, 1.0, Belt(along="area", side="both", width_km=3)),
    ZoneShape(shapely.box(36.8, 34.8, 37.3, 35.6), 2.0),
    ZoneShape(shapely.box(10.0, 88.9, 60.0, 89.9), 2.0),
    ZoneShape(shapely.Polygon(), 2.0),
]
BY_TEST, BY_RASTER = ZoneIndex(SHAPES, few=1 << 20), ZoneIndex(SHAPES, few=0)
CORNERS = np.concatenate(
    [
        shapely.get_coordinates(area(radius))
        for shape in SHAPES
        for radius in RADII_KM[:6]
        for area in (shape.core, shape.reach)
    ]
)


@settings(max_examples=rounds(20, 500), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_few_places_and_many_have_the_same_answers(seed):
    """Corners of the areas and points on their edges are among the places, and so are places that are not known."""
    rng = np.random.default_rng(seed)
    some = CORNERS[rng.integers(0, len(CORNERS) - 1, 60)]
    after = CORNERS[rng.integers(0, len(CORNERS) - 1, 60)]
    scattered = np.c_[rng.uniform(34.5, 38.5, 60), rng.uniform(32.5, 36.5, 60)]
    lon, lat = np.concatenate([some, (some + after) / 2, scattered, [[np.nan, 34.5], [36.5, np.nan]]]).T
    radius_class = rng.integers(0, TOO_WIDE + 1, len(lat)).astype(np.int8)
    one, other = (index.overlaps(lat, lon, radius_class) for index in (BY_TEST, BY_RASTER))
    for shape in range(len(SHAPES)):
        assert sorted(one.points(shape)) == sorted(other.points(shape))
        everyone = np.arange(len(lat))
        assert one.states(shape, everyone).tolist() == other.states(shape, everyone).tolist()


def test_only_shapes_that_a_place_comes_near_are_widened():
    index = ZoneIndex(SHAPES)
    at = np.array([34.5]), np.array([30.0]), np.zeros(1, np.int8)
    assert index.overlaps(*at).points(0).tolist() == []
    assert (index._areas, index._grids) == ({}, {})

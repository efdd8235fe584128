import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements.scope.places.raster import ZoneGrid


def plain(polygons, x, y):
    """Every (point, polygon) that contains_xy finds, one polygon at a time."""
    return {(int(p), z) for z, one in enumerate(polygons) for p in np.flatnonzero(shapely.contains_xy(one, x, y))}


def found(grid, x, y):
    points, zones = grid.pairs(x, y)
    pairs = list(zip(points.tolist(), zones.tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def blob(rng, points=12):
    angle = np.sort(rng.uniform(0, 2 * np.pi, points))
    far = rng.uniform(0.05, 3, points)
    middle = rng.uniform(-5, 5, 2)
    return shapely.buffer(shapely.Polygon(middle + np.c_[far * np.cos(angle), far * np.sin(angle)]), 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 8), st.sampled_from([1, 2, 3, 7, 64]))
def test_overlapping_polygons_give_the_plain_answers(seed, many, cells):
    rng = np.random.default_rng(seed)
    polygons = [blob(rng) for _ in range(many)]
    x, y = rng.uniform(-8, 8, 400), rng.uniform(-8, 8, 400)
    assert found(ZoneGrid(polygons, cells=cells), x, y) == plain(polygons, x, y)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 4, 16]))
def test_points_on_a_lattice_of_edges_and_corners_give_the_plain_answers(seed, cells):
    """Whole-number corners and points: every point lies on an edge, a corner or a cell border of something."""
    rng = np.random.default_rng(seed)
    polygons = []
    for _ in range(4):
        x0, y0, w, h = rng.integers(0, 6, 4)
        polygons.append(shapely.box(x0, y0, x0 + w + 1, y0 + h + 1))
    polygons.append(polygons[0].difference(polygons[1]))
    polygons.append(polygons[2].union(polygons[3]))
    x, y = (v.ravel().astype(float) for v in np.meshgrid(np.arange(-1, 14) / 1.0, np.arange(-1, 14)))
    assert found(ZoneGrid(polygons, cells=cells), x, y) == plain(polygons, x, y)


def test_holes_and_parts_are_kept():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    two = shapely.union_all([ring, shapely.box(20, 0, 21, 1)])
    x, y = np.array([1.0, 5.0, 20.5, 15.0]), np.array([1.0, 5.0, 0.5, 0.5])
    assert found(ZoneGrid([two], cells=128), x, y) == {(0, 0), (2, 0)}


def test_the_same_polygon_twice_is_held_twice():
    square = shapely.box(0, 0, 1, 1)
    assert found(ZoneGrid([square, square]), np.array([0.5]), np.array([0.5])) == {(0, 0), (0, 1)}


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_a_point_that_is_nowhere_is_held_by_none(bad):
    grid = ZoneGrid([shapely.box(0, 0, 1, 1)])
    assert found(grid, np.array([bad, 0.5]), np.array([0.5, bad])) == set()


def test_no_polygons_and_empty_polygons_hold_nothing():
    point = np.array([0.0])
    assert found(ZoneGrid([]), point, point) == set()
    assert found(ZoneGrid([shapely.Polygon(), shapely.box(-1, -1, 1, 1)]), point, point) == {(0, 1)}


def test_more_points_than_a_chunk_keep_their_numbers():
    many = (1 << 18) + 3
    x = np.full(many, 5.0)
    x[-1] = 0.5
    assert found(ZoneGrid([shapely.box(0, 0, 1, 1)]), x, np.full(many, 0.5)) == {(many - 1, 0)}


def test_a_sliver_thinner_than_a_cell_is_not_lost():
    sliver = shapely.Polygon([(0, 0), (100, 100.0), (100, 100.001)])
    x = np.array([50.0, 99.0])
    assert found(ZoneGrid([sliver], cells=8), x, np.array([50.0001, 99.0001])) == plain(
        [sliver], x, np.array([50.0001, 99.0001])
    )


@pytest.mark.parametrize("cells", [0, 9000])
def test_a_senseless_number_of_cells_is_refused(cells):
    with pytest.raises(ValueError, match="cells a side"):
        ZoneGrid([shapely.box(0, 0, 1, 1)], cells=cells or -1)

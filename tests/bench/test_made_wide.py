"""The made world `wide`: the same seed the same table, the sizes asked for, whole truth, and the noise as its head tells it."""

from collections import Counter
from itertools import pairwise

import pytest
from bench.linkage.made import Made, maker
from bench.linkage.made.columns import COLUMNS

MAKE = maker("wide")


@pytest.fixture(scope="module")
def world() -> Made:
    return MAKE(4000, 7)


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    one, again, other = MAKE(300, 5), MAKE(300, 5), MAKE(300, 6)
    assert one.reports.equals(again.reports)
    assert (one.truth, one.parts) == (again.truth, again.parts)
    assert not one.reports.equals(other.reports)


@pytest.mark.parametrize("reports", [12, 13, 25, 100, 900])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_makes_as_many_reports_as_asked(reports: int, seed: int) -> None:
    made = MAKE(reports, seed)
    assert abs(made.reports.num_rows - reports) <= reports / 10
    assert len(made.truth) == made.reports.num_rows


def test_the_columns_are_those_of_every_world(world: Made) -> None:
    assert {f.name: f.type for f in world.reports.schema} == COLUMNS


def test_truth_is_whole(world: Made) -> None:
    ids = world.reports["report_id"].to_pylist()
    truth = dict(zip(ids, world.truth, strict=True))
    assert len(truth) == len(ids)
    assert len(set(world.parts)) == len(world.parts) > 500
    wholes = {truth[whole] for _, whole in world.parts}
    for part, whole in world.parts:
        assert truth[part] != truth[whole]
    by_whole = Counter(whole for _, whole in world.parts)
    assert len(by_whole) > 50
    assert all(truth[w] in wholes for w in by_whole)


def test_neither_the_order_nor_the_ids_give_the_truth_away(world: Made) -> None:
    ids, truth = world.reports["report_id"].to_pylist(), world.truth
    neighbours = sum(a == b for a, b in pairwise(truth))
    assert neighbours < 12
    by_id = [t for _, t in sorted(zip(ids, truth, strict=True))]
    assert sum(a == b for a, b in pairwise(by_id)) < 12


def test_days_and_hours_are_in_order(world: Made) -> None:
    for row in world.reports.select(["date_start", "date_end", "utc_start", "utc_end"]).to_pylist():
        assert len({row[k] is None for k in row}) == 1
        if row["date_start"] is not None:
            assert row["date_start"] <= row["date_end"]
            assert row["utc_start"] < row["utc_end"]


def test_the_noise_is_as_documented(world: Made) -> None:
    told, rows = world.reports.to_pydict(), world.reports.num_rows
    sizes = Counter(world.truth)
    share = {name: 1 - told[name].count(None) / rows for name in told}
    assert 0.28 < sum(n == 1 for n in sizes.values()) / len(sizes) < 0.45
    assert 0.6 < share["lat"] < 0.78
    assert 0.97 < share["date_start"] < 0.998
    assert 0.5 < share["killed_low"] < 0.7
    assert 0.05 < sum(k == 0 for k in told["killed_low"]) / rows < 0.25
    assert {1, 2, 3} <= set(told["date_precision"])
    assert {0, 1, 2, 3, 4, 5} == set(told["place_precision"])
    assert any((place or "a")[0] > "\u0600" for place in told["place"])
    shared = Counter(a for a in told["address"] if a)
    assert max(shared.values()) > 8
    echoed = sum(s != p for s, p in zip(told["source"], told["publisher"], strict=True))
    assert echoed > rows * 0.1
    assert 0.02 < len({w for _, w in world.parts}) / rows < 0.08


def test_some_days_have_dozens_of_incidents_in_one_small_place(world: Made) -> None:
    at: dict[tuple[object, int, int], set[int]] = {}
    told = world.reports.to_pydict()
    for day, lat, lon, truth in zip(told["date_start"], told["lat"], told["lon"], world.truth, strict=True):
        if day is not None and lat is not None:
            at.setdefault((day, round(lat * 20), round(lon * 20)), set()).add(truth)
    assert max(len(found) for found in at.values()) >= 10

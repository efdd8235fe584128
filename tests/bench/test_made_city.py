"""The made world `city` keeps its form, its truth and the shares of noise that its head tells."""

from collections import defaultdict
from functools import cache
from itertools import pairwise

import pytest
from bench.linkage.made import Made, maker
from bench.linkage.made.columns import COLUMNS


@cache
def world(reports: int, seed: int = 7) -> Made:
    return maker("city")(reports, seed)


def incidents(made: Made) -> dict[int, list[int]]:
    """Rows by number of truth, wholes apart."""
    wholes = {whole for _, whole in made.parts}
    found = defaultdict(list)
    for k, (report, number) in enumerate(zip(made.reports["report_id"].to_pylist(), made.truth, strict=True)):
        if report not in wholes:
            found[number].append(k)
    return dict(found)


def test_the_same_seed_makes_the_same_world() -> None:
    one, two, other = maker("city")(400, 5), maker("city")(400, 5), maker("city")(400, 6)
    assert one.reports.equals(two.reports)
    assert (one.truth, one.parts) == (two.truth, two.parts)
    assert not one.reports.equals(other.reports)


@pytest.mark.parametrize("reports", [12, 30, 100, 1000, 16_000])
def test_a_world_has_as_many_reports_as_asked(reports: int) -> None:
    made = world(reports)
    assert made.reports.num_rows == len(made.truth) == reports
    assert {f.name: f.type for f in made.reports.schema} == COLUMNS


@pytest.mark.parametrize("reports", [12, 3000])
def test_truth_is_whole(reports: int) -> None:
    made = world(reports)
    ids = made.reports["report_id"].to_pylist()
    number = dict(zip(ids, made.truth, strict=True))
    assert len(number) == reports
    assert made.parts
    assert len(set(made.parts)) == len(made.parts)
    wholes = {whole for _, whole in made.parts}
    assert wholes <= set(ids)
    assert not wholes & {part for part, _ in made.parts}
    summed = {number[whole] for whole in wholes}
    assert not summed & {number[part] for part, _ in made.parts}
    pairs = set(made.parts)
    of = incidents(made)
    for part, whole in made.parts[:200]:  # every report of a summed incident is paired, with every report of the whole
        assert {(ids[k], whole) for k in of[number[part]]} <= pairs


@pytest.mark.parametrize("seed", range(20))
def test_the_smallest_world_has_a_whole_with_parts(seed: int) -> None:
    made = maker("city")(12, seed)
    assert made.reports.num_rows == 12
    assert made.parts


def test_the_order_and_the_ids_do_not_give_the_truth() -> None:
    made = world(3000)
    neighbours = sum(a == b for a, b in pairwise(made.truth))
    by_id = [n for _, n in sorted(zip(made.reports["report_id"].to_pylist(), made.truth, strict=True))]
    assert neighbours < 30
    assert sum(a == b for a, b in pairwise(by_id)) < 30


def test_the_shares_of_the_head() -> None:
    made, size = world(10_000), 10_000
    rows = made.reports.to_pylist()
    of = incidents(made)
    alone = sum(len({rows[k]["source"] for k in ks}) == 1 for ks in of.values()) / len(of)
    assert 0.3 < alone < 0.5
    assert 2.2 < sum(map(len, of.values())) / len(of) < 2.8
    assert 0.07 < sum(r["publisher"] != r["source"] for r in rows) / size < 0.14
    assert 0.35 < sum(r["lat"] is None and r["place"] is not None for r in rows) / size < 0.47
    assert 0.9 < sum(r["date_precision"] == 1 for r in rows) / size < 0.96
    assert 0.001 < sum(r["date_start"] is None for r in rows) / size < 0.01
    assert 0.1 < sum(r["killed_high"] == 0 for r in rows) / size < 0.17
    assert 0 < sum(r["lat"] == 0 for r in rows) < 30
    assert {r["event_type"] for r in rows if r["source"] == "Urban Violence Data"} == {"fatal_violence"}
    assert 0.08 < len({w for _, w in made.parts}) / size < 0.16


def test_bounds_of_a_report() -> None:
    for r in world(3000).reports.to_pylist():
        assert 4 <= len(r["summary"].split()) <= 40
        assert (r["date_start"] is None) == (r["utc_start"] is None) == (r["date_precision"] == 0)
        assert r["date_start"] is None or (r["date_start"] <= r["date_end"] and r["utc_start"] <= r["utc_end"])
        assert r["killed_low"] is None or 0 <= r["killed_low"] <= r["killed_high"]
        assert (r["lat"] is None) == (r["lon"] is None)


def test_some_day_crowds_one_quarter() -> None:
    made = world(10_000)
    rows, most = made.reports.to_pylist(), defaultdict(set)
    for number, ks in incidents(made).items():
        for k in ks:
            most[(rows[k]["date_start"], rows[k]["place"])].add(number)
    assert max(len(v) for (day, place), v in most.items() if day and place) >= 12

"""The made world `front`: whole, repeatable, and as noisy as its head says."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from bench.linkage.made import Made, maker
from bench.linkage.made.columns import COLUMNS

from ceasefire.vocabulary import schema

make = maker("front")


@pytest.fixture(scope="module")
def made() -> Made:
    return make(10_000, 5)


@pytest.fixture(scope="module")
def rows(made: Made) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = made.reports.to_pylist()
    return rows


def test_same_seed_same_world_other_seed_another() -> None:
    one, two, other = make(700, 3), make(700, 3), make(700, 4)
    assert one.reports.equals(two.reports)
    assert (one.truth, one.parts) == (two.truth, two.parts)
    assert not one.reports.equals(other.reports)


@pytest.mark.parametrize("reports", [12, 25, 60, 240, 1000, 5000])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_about_as_many_reports_as_asked(reports: int, seed: int) -> None:
    table = make(reports, seed).reports
    assert abs(len(table) - reports) <= max(1, 0.1 * reports)
    assert {f.name: f.type for f in table.schema} == COLUMNS


def test_columns_have_the_types_of_the_table_of_reports() -> None:
    reports = schema("reports")
    assert {name: reports.field(name).type for name in COLUMNS} == COLUMNS


def test_the_truth_is_whole(made: Made, rows: list[dict[str, Any]]) -> None:
    truth = dict(zip((r["report_id"] for r in rows), made.truth, strict=True))
    assert len(truth) == len(rows)
    assert set(made.truth) == set(range(len(set(made.truth))))
    assert len(set(made.parts)) == len(made.parts)
    wholes = {truth[w] for _, w in made.parts}
    of_parts = {truth[p] for p, _ in made.parts}
    assert not wholes & of_parts
    kept: dict[str, set[str]] = defaultdict(set)
    for part, whole in made.parts:
        kept[whole].add(part)
    for members in kept.values():  # all reports of an incident are parts, or none
        numbers = {truth[p] for p in members}
        assert sum(n in numbers for n in made.truth) == len(members)


def test_columns_and_spans(made: Made, rows: list[dict[str, Any]]) -> None:
    types = {f.name: f.type for f in made.reports.schema}
    assert types["utc_start"] == types["utc_end"] == pa.timestamp("s", tz="UTC")
    assert types["date_start"] == types["published"] == pa.date32()
    assert types["date_precision"] == types["place_precision"] == pa.int8()
    assert types["killed_low"] == types["injured_high"] == pa.int32()
    for r in rows:
        dated = r["date_start"] is not None
        assert dated == (r["utc_start"] is not None) == (r["date_precision"] > 0)
        assert 4 <= len(r["summary"].split()) <= 40
        if dated:
            assert r["date_start"] <= r["date_end"]
            assert r["utc_start"] < r["utc_end"]
            assert abs(r["utc_start"].date() - r["date_start"]) <= timedelta(days=1)
        if r["killed_low"] is not None and r["killed_high"] is not None:
            assert 0 <= r["killed_low"] <= r["killed_high"]


def test_neither_order_nor_ids_tell_the_truth(made: Made, rows: list[dict[str, Any]]) -> None:
    beside = sum(a == b for a, b in pairwise(made.truth))
    assert beside < 0.01 * len(made.truth)
    by_id = [n for _, n in sorted(zip((r["report_id"] for r in rows), made.truth, strict=True))]
    assert sum(a == b for a, b in pairwise(by_id)) < 0.01 * len(by_id)


def test_shares_are_as_the_head_says(made: Made, rows: list[dict[str, Any]]) -> None:
    n = len(rows)
    sizes = Counter(made.truth)
    sources: dict[int, set[str]] = defaultdict(set)
    for number, r in zip(made.truth, rows, strict=True):
        sources[number].add(r["source"])
    assert 0.4 < sum(len(s) == 1 for s in sources.values()) / len(sources) < 0.6
    assert 1.7 < n / len(sizes) < 2.3
    assert 0.06 < len({w for _, w in made.parts}) / n < 0.11
    assert 0.03 < sum(r["publisher"] != r["source"] for r in rows) / n < 0.08
    assert 0.28 < sum(r["lat"] is None for r in rows) / n < 0.4
    assert 0.06 < sum(r["place"] is None for r in rows) / n < 0.13
    assert 0.002 < sum(r["date_start"] is None for r in rows) / n < 0.02
    told = [r for r in rows if r["utc_start"] is not None and r["utc_end"] - r["utc_start"] < timedelta(hours=23)]
    assert 0.58 < len(told) / n < 0.72
    assert sum(r["lat"] == 0.0 for r in rows) > 5
    assert sum(r["lat"] is not None and 40 < r["lat"] < 45 for r in rows) > 5


def test_crowds_in_one_small_place(rows: list[dict[str, Any]]) -> None:
    days: Counter[tuple[str, date]] = Counter(
        (r["place"], r["date_start"]) for r in rows if r["place"] is not None and r["date_start"] is not None
    )
    assert max(days.values()) >= 20


def test_one_text_lists_many_and_a_toll_is_revised(made: Made, rows: list[dict[str, Any]]) -> None:
    texts = Counter(r["address"] for r in rows if r["address"])
    assert max(texts.values()) > 40
    told: dict[tuple[int, str], set[int]] = defaultdict(set)
    for number, r in zip(made.truth, rows, strict=True):
        if r["killed_low"] is not None and r["source"] == r["publisher"]:
            told[number, r["source"]].add(r["killed_low"])
    assert sum(len(v) > 1 for v in told.values()) > 5

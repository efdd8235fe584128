"""`link`: order, names of reports, missing columns and hostile tables."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.vocabulary import schema
from tests.linkage.helpers import pairwise, partition
from tests.linkage.worlds import world

QUIET = linkage.Options(words=False)


def truth_of(table: pa.Table, truth: np.ndarray) -> dict[str, object]:
    return dict(zip(table["report_id"].to_pylist(), truth.tolist(), strict=True))


def test_tables_are_those_of_the_house() -> None:
    table, _ = world(1, 300)
    linked = linkage.link(table)
    assert linked.links.schema == schema("links")
    assert linked.pairs.schema == schema("pairs")
    assert linked.incidents.schema == schema("incidents")
    assert linked.links["report_id"].to_pylist() == table["report_id"].to_pylist()


def test_an_incident_is_named_after_its_smallest_report() -> None:
    table, _ = world(2, 400)
    linked = linkage.link(table, options=QUIET)
    for members in partition(linked.links):
        assert members
    named = {(i, r) for r, i in zip(*(linked.links[c].to_pylist() for c in ("report_id", "incident_id")), strict=True)}
    for incident in {i for i, _ in named}:
        assert incident == min(r for i, r in named if i == incident)


def test_dense_and_sparse_worlds_are_linked_well_without_labels() -> None:
    for per_day, least in ((45.0, 0.72), (5.0, 0.86)):
        table, truth = world(3, 4000, per_day=per_day)
        linked = linkage.link(table, options=QUIET)
        assert pairwise(linked.links, truth_of(table, truth))[2] > least


def test_links_beat_same_place_day_and_type() -> None:
    table, truth = world(4, 3000)
    naive = [
        f"{d}|{p}|{k}"
        for d, p, k in zip(*(table[c].to_pylist() for c in ("date_start", "place", "event_type")), strict=True)
    ]
    rule = pa.table({"report_id": table["report_id"], "incident_id": naive})
    known = truth_of(table, truth)
    assert pairwise(linkage.link(table, options=QUIET).links, known)[2] > 1.5 * pairwise(rule, known)[2]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), world_seed=st.integers(0, 5))
def test_row_order_never_matters(seed: int, world_seed: int) -> None:
    table, _ = world(world_seed, 250)
    shuffled = table.take(pa.array(np.random.default_rng(seed).permutation(len(table))))
    one, two = linkage.link(table), linkage.link(shuffled)
    assert one.parameters.to_json() == two.parameters.to_json()
    assert one.links.sort_by("report_id").equals(two.links.sort_by("report_id"))
    assert one.pairs.equals(two.pairs)
    assert one.incidents.equals(two.incidents)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_new_names_for_reports_do_not_change_the_partition(seed: int) -> None:
    table, _ = world(seed % 7, 250)
    fresh = [f"x{k:06d}" for k in np.random.default_rng(seed).permutation(len(table))]
    renamed = table.set_column(0, "report_id", pa.array(fresh))
    back = dict(zip(fresh, table["report_id"].to_pylist(), strict=True))
    moved = {frozenset(back[r] for r in members) for members in partition(linkage.link(renamed, options=QUIET).links)}
    assert moved == partition(linkage.link(table, options=QUIET).links)


@pytest.mark.parametrize(
    "dropped", [["lat", "lon"], ["place"], ["summary"], ["event_type", "actor_alleged", "actor_target"], ["source"]]
)
def test_missing_columns_are_missing_evidence(dropped: list[str]) -> None:
    table, truth = world(5, 800, per_day=5.0)
    linked = linkage.link(table.drop_columns(dropped), options=QUIET)
    assert pairwise(linked.links, truth_of(table, truth))[2] > 0.3


def test_no_rows_one_row_and_no_values() -> None:
    none = pa.table({"report_id": pa.array([], pa.string()), "date_start": pa.array([], pa.date32())})
    assert len(linkage.link(none).links) == 0
    one = pa.table({"report_id": ["a"], "date_start": pa.nulls(1)})
    assert linkage.link(one).links.to_pylist()[0]["link_kind"] == "alone"
    nothing = pa.table(
        {
            "report_id": [f"r{k}" for k in range(50)],
            "lat": pa.nulls(50),
            "date_start": pa.nulls(50),
            "source": pa.nulls(50),
        }
    )
    linked = linkage.link(nothing)
    assert len(linked.incidents) == 50
    assert "no day" in linked.notes[0]


def test_an_id_missing_or_met_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'a'"):
        linkage.link(pa.table({"report_id": ["a", "a"], "date_start": pa.nulls(2)}))
    with pytest.raises(ValueError, match="row 2"):
        linkage.link(pa.table({"report_id": ["a", None], "date_start": pa.nulls(2)}))
    with pytest.raises(ValueError, match="column report_id is missing"):
        linkage.link(pa.table({"number": ["a"], "date_start": pa.nulls(1)}))


def test_unusable_values_are_missing_evidence() -> None:
    wild = pa.table(
        {
            "report_id": ["a", "b", "c"],
            "lat": [np.nan, 95.0, 10.0],
            "lon": [1e300, -np.inf, 10.0],
            "killed_low": [-5, 2**31 - 1, None],
            "date_start": pa.array([2**30, -(2**30), None], pa.int32()).cast(pa.date32()),
            "date_end": pa.array([-(2**30), 2**31 - 1, 5], pa.int32()).cast(pa.date32()),
        }
    )
    assert len(linkage.link(wild).incidents) == 3


def test_the_date_line_and_the_poles_part_no_neighbours() -> None:
    day = [dt.date(2018, 1, 1)] * 6
    table = pa.table(
        {
            "report_id": list("abcdef"),
            "date_start": day,
            "lat": [10.0, 10.0, 89.99, 89.99, -40.0, 40.0],
            "lon": [179.999, -179.999, 0.0, 180.0, 20.0, 20.0],
            "source": ["x", "y"] * 3,
            "event_type": ["ied"] * 6,
        }
    )
    assert {frozenset("ab"), frozenset("cd")} <= partition(linkage.link(table).links)


def test_everything_on_one_point_and_day_ends_and_says_so() -> None:
    n = 100_000
    table = pa.table(
        {
            "report_id": [f"r{k}" for k in range(n)],
            "date_start": [dt.date(2018, 1, 1)] * n,
            "lat": [35.0] * n,
            "lon": [37.0] * n,
            "source": [f"s{k % 7}" for k in range(n)],
            "event_type": [("shelling", "ied", "rocket")[k % 3] for k in range(n)],
            "summary": [f"text {k % 5000} word {k % 97}" for k in range(n)],
        }
    )
    linked = linkage.link(table, options=QUIET)
    assert len(linked.links) == n
    assert any("crowded" in note for note in linked.notes)
    assert len(linked.scored) < 40 * n


def test_texts_count_however_many_reports_there_are() -> None:
    from ceasefire.linkage.features import comparable, prepare

    n = 40_000
    table = pa.table(
        {"report_id": [f"r{k:06d}" for k in range(n)], "summary": [f"word{k % 97} other{k}" for k in range(n)]}
    )
    assert comparable.features_of(prepare.prepare(table), {name: [] for name in prepare.CODED}, {}).has_text.all()

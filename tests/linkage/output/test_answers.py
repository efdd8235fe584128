"""What is made of links: explanations, draws, the review queue, incidents, kinds of link."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from tests.linkage.helpers import partition
from tests.linkage.worlds import world

TABLE, _ = world(31, 500)
LINKED = linkage.link(TABLE)


def test_an_explanation_adds_up_and_names_its_fields() -> None:
    row = next(r for r in LINKED.pairs.to_pylist() if r["link_kind"] == "same")
    told = linkage.explain(row["a"], row["b"], TABLE, LINKED.parameters)
    assert told.bits == pytest.approx(told.prior_bits + sum(g.bits for g in told.grounds), abs=0.01)
    assert row["bits"] <= told.bits + 0.05
    assert "bits in all" in str(told)
    back = linkage.explain(row["b"], row["a"], TABLE, LINKED.parameters)
    assert {(g.field, g.bits) for g in back.grounds} == {(g.field, g.bits) for g in told.grounds}
    with pytest.raises(KeyError):
        linkage.explain("nobody", row["b"], TABLE, LINKED.parameters)


def test_pairs_are_put_in_words() -> None:
    same = [r["words"] for r in LINKED.pairs.to_pylist() if r["link_kind"] == "same"]
    assert all(words and "+" in words for words in same)


def test_draws_repeat_with_the_seed_and_follow_the_probabilities() -> None:
    one = [partition(t) for t in linkage.sample(LINKED, 3, 7)]
    assert one == [partition(t) for t in linkage.sample(LINKED, 3, 7)]
    assert one != [partition(t) for t in linkage.sample(LINKED, 3, 8)]


def test_pairs_standing_alone_are_joined_as_often_as_their_probability_says() -> None:
    table, _ = world(32, 900, per_day=2.0)
    linked = linkage.link(table)
    i, j, told = linked.settled.i, linked.settled.j, linked.settled.told
    joined, draws = np.zeros(len(i)), 60
    for drawn in linkage.sample(linked, draws, 1):
        incident = np.array(drawn["incident_id"].to_pylist())[linked.index.order]
        joined += incident[i] == incident[j]
    ends = np.bincount(np.concatenate([i, j]), minlength=len(table))
    lone = (ends[i] == 1) & (ends[j] == 1)
    assert lone.sum() > 20
    assert abs(joined[lone].mean() / draws - told[lone].mean()) < 0.05


def test_the_review_queue_falls_in_gain_and_leaves_out_what_is_judged() -> None:
    queue = linkage.review_queue(LINKED, TABLE)
    gain = queue["gain"].to_pylist()
    assert gain == sorted(gain, reverse=True)
    a, b = queue["a"][0].as_py(), queue["b"][0].as_py()
    judged = pa.Table.from_pylist(
        [
            {
                "judgement_id": "j",
                "a": a,
                "b": b,
                "verdict": "different",
                "office": "x",
                "reason": "",
                "claimed_at": "",
                "superseded": False,
            }
        ]
    )
    after = linkage.review_queue(linkage.link(TABLE, judged, parameters=LINKED.parameters), TABLE)
    assert (a, b) not in set(zip(after["a"].to_pylist(), after["b"].to_pylist(), strict=True))


def test_an_incident_widens_its_bounds_and_keeps_every_account() -> None:
    day = dt.date(2017, 5, 4)
    table = pa.table(
        {
            "report_id": ["b", "a", "c"],
            "date_start": [day] * 3,
            "lat": [35.0, 35.001, 34.0],
            "lon": [36.5, 36.501, 38.0],
            "place_precision": [2, 1, 1],
            "event_type": ["shelling", "airstrike", "ied"],
            "source": ["x", "y", "z"],
            "actor_alleged": ["one", "two", None],
            "killed_low": [3, 5, None],
            "killed_high": [3, 9, None],
            "place": ["P", "P", "Q"],
        }
    )
    same = pa.table(
        {
            "judgement_id": ["j"],
            "a": ["a"],
            "b": ["b"],
            "verdict": ["same"],
            "office": ["o"],
            "reason": [""],
            "claimed_at": [""],
            "superseded": [False],
        }
    )
    row, other = linkage.link(table, same).incidents.to_pylist()
    assert (row["incident_id"], row["reports"], row["sources"]) == ("a", 2, 2)
    assert (row["killed_low"], row["killed_high"], row["lat"], row["place_precision"]) == (3, 9, 35.001, 1)
    assert row["event_types"] == ["airstrike", "shelling"]
    assert row["actors_alleged"] == ["one", "two"]
    assert other["actors_alleged"] == []
    assert other["killed_low"] is None
    assert other["weakest_link"] == 1.0


def test_an_account_that_sums_what_another_tells_is_its_whole_not_the_same() -> None:
    day = dt.date(2018, 4, 30)
    rows = [("whole", 4, 35.0, "shelling", "x"), ("part", 1, 35.0, "shelling", "y")]
    table = pa.table(
        {
            "report_id": [r[0] for r in rows],
            "date_start": [day] * 2,
            "place_precision": [r[1] for r in rows],
            "lat": [r[2] for r in rows],
            "lon": [36.7, 36.9],
            "event_type": [r[3] for r in rows],
            "source": [r[4] for r in rows],
            "summary": ["3 incidents in the past 24 hours", "a shell hit a house"],
        }
    )
    options = linkage.Options(threshold_bits=30.0)
    linked = linkage.link(table, options=options)
    (pair,) = linked.pairs.to_pylist()
    assert (pair["a"], pair["b"], pair["link_kind"]) == ("part", "whole", "part_of")
    kinds = {r["report_id"]: r["link_kind"] for r in linked.links.to_pylist()}
    assert kinds["part"] == "part_of"

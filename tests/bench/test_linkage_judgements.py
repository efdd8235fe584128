"""The bench of judgements: who is asked what, and what is measured on the pairs that nobody judged."""

import numpy as np
import pytest
from bench.linkage import hands, judgements, ours, worlds

from ceasefire import linkage


@pytest.fixture(scope="module")
def held() -> hands.Held:
    table, truth = worlds.make(worlds.WORLDS["dense"], reports=150, seed=5)
    return hands.Held(table, np.where(np.arange(len(truth)) % 9 == 0, -1, truth))


def officer(held: hands.Held, *said: tuple[int, int]) -> judgements.Officer:
    same = [bool(held.truth[a] == held.truth[b]) for a, b in said]
    return judgements.Officer(held, np.random.default_rng(1), list(said), same)


def test_pairs_are_asked_once_half_by_the_queue_and_none_of_unknown_incident(held: hands.Held) -> None:
    linked = linkage.link(held.reports, options=ours.QUIET)
    first = officer(held)
    first.judge(linked, 10)
    queue = linkage.review_queue(linked, held.reports)
    asked = [(a, b) for a, b in zip(*(x.tolist() for x in ours.rows_of(queue, held.reports)), strict=True)]
    known = [(a, b) for a, b in asked if held.truth[a] >= 0 and held.truth[b] >= 0]
    assert first.rows[:5] == known[:5]
    first.judge(linked, 10_000)
    assert len({frozenset(pair) for pair in first.rows}) == len(first.rows) < 10_000
    assert all(held.truth[a] >= 0 and held.truth[b] >= 0 for a, b in first.rows)
    said = first.table()
    assert said is not None
    assert said["verdict"].to_pylist().count("same") == sum(first.same)


def test_judged_pairs_and_what_they_imply_are_counted_out() -> None:
    table = worlds.make(worlds.WORLDS["dense"], reports=60, seed=5)[0].slice(0, 5)
    held = hands.Held(table, np.array([0, 0, 0, 0, 1]))
    one = officer(held, (0, 1), (1, 2), (3, 4))
    row = judgements.judged(held, one, np.array([0, 0, 0, 1, 1]))
    # of six true pairs three are judged or implied; of the four pairs put together these three, and one judged apart
    assert (row["unjudged_true"], row["unjudged_recall"], row["unjudged_precision"]) == (3, 0.0, 1.0)
    assert row["recall"] == pytest.approx(3 / 6)
    assert row["precision"] == pytest.approx(3 / 4)


def test_a_setting_is_chosen_by_the_judged_pairs_alone() -> None:
    table = worlds.make(worlds.WORLDS["dense"], reports=60, seed=5)[0].slice(0, 4)
    one = officer(hands.Held(table, np.array([0, 0, 1, 1])), (0, 1), (1, 2))
    assert judgements.joined_right(one, np.array([0, 0, 1, 2])) == 1
    assert judgements.joined_right(one, np.array([0, 0, 0, 0])) == pytest.approx(2 / 3)
    assert judgements.joined_right(one, np.arange(4)) == 0


def test_methods_stand_side_by_side_before_and_after_judging(held: hands.Held) -> None:
    first, prior = linkage.learn(held.reports, options=ours.QUIET), linkage.prior()
    one = officer(held)
    assert len(list(judgements.answers(held, one, first, prior))) == 2
    assert judgements.worked_through(one, first, 150)
    rows = list(judgements.answers(held, one, first, prior))
    assert len({row["method"] for row in rows}) == 4
    assert set().union(*rows) <= set(judgements.COLUMNS)
    # judgements that are obeyed can only help on pairs that were judged rightly
    assert rows[0]["b3_f1"] >= rows[-1]["b3_f1"]

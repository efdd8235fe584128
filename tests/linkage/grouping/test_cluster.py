"""Clustering: the answer of plain average linkage, bars kept, bound groups kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.linkage.grouping import cluster as cluster_module
from ceasefire.linkage.grouping.cluster import Apart, cluster
from ceasefire.linkage.scoring.bits import FLOOR, UNIT

SCORES = st.integers(-7 * UNIT, 9 * UNIT)


def slow(n: int, pairs: dict[tuple[int, int], int], threshold: int) -> set[frozenset[int]]:
    """Average linkage one join at a time, the best couple first (scores all differ, so there are no ties)."""
    groups = [frozenset([k]) for k in range(n)]

    def mean(a: frozenset[int], b: frozenset[int]) -> int:
        total = sum(pairs.get((min(x, y), max(x, y)), FLOOR) for x in a for y in b)
        return total // (len(a) * len(b))

    while len(groups) > 1:
        best = max(((mean(a, b), a, b) for k, a in enumerate(groups) for b in groups[k + 1 :]), key=lambda t: t[0])
        if best[0] <= threshold:
            break
        groups = [g for g in groups if g not in best[1:]] + [best[1] | best[2]]
    return set(groups)


def run(
    n: int, pairs: dict[tuple[int, int], int], threshold: int, barred: set[tuple[int, int]] = frozenset()
) -> np.ndarray:
    keys = sorted(pairs)
    i, j = np.array([k[0] for k in keys], int), np.array([k[1] for k in keys], int)
    score, bar = np.array([pairs[k] for k in keys], int), np.array([k in barred for k in keys], bool)
    return cluster(np.arange(n), i, j, score, bar, threshold, nothing_apart)


def nothing_apart(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return np.zeros(len(i), bool)


def groups(label: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(label == k).tolist()) for k in set(label.tolist())}


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 7), st.data())
def test_rounds_of_couples_give_average_linkage(n: int, data: st.DataObject) -> None:
    every = [(a, b) for a in range(n) for b in range(a + 1, n)]
    kept = data.draw(st.lists(st.sampled_from(every), unique=True, min_size=1))
    scores = data.draw(st.lists(SCORES, min_size=len(kept), max_size=len(kept), unique=True))
    pairs = dict(zip(kept, scores, strict=True))
    assert groups(run(n, pairs, -2 * UNIT)) == slow(n, pairs, -2 * UNIT)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 8), st.data())
def test_barred_pairs_never_share_a_group_and_heads_are_smallest(n: int, data: st.DataObject) -> None:
    every = [(a, b) for a in range(n) for b in range(a + 1, n)]
    pairs = {key: data.draw(SCORES) for key in every}
    barred = set(data.draw(st.lists(st.sampled_from(every))))
    label = run(n, pairs, -2 * UNIT, barred)
    assert all(label[a] != label[b] for a, b in barred)
    assert all(min(group) == label[min(group)] for group in groups(label))


def test_bound_groups_stay_whole_and_no_pairs_is_no_trouble() -> None:
    start = np.array([0, 1, 0, 1])
    none = np.zeros(0, int)
    assert cluster(start, none, none, none, np.zeros(0, bool), 0, nothing_apart).tolist() == [0, 1, 0, 1]


def any_of(apart: set[tuple[int, int]]) -> Apart:
    def found(i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return np.array([(min(a, b), max(a, b)) in apart for a, b in zip(i.tolist(), j.tolist(), strict=True)], bool)

    return found


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 8), st.data())
def test_pairs_apart_never_share_a_group_though_they_were_never_compared(n: int, data: st.DataObject) -> None:
    every = [(a, b) for a in range(n) for b in range(a + 1, n)]
    scores = {key: data.draw(SCORES) for key in data.draw(st.lists(st.sampled_from(every), unique=True, min_size=1))}
    apart = set(data.draw(st.lists(st.sampled_from(every))))
    keys = sorted(scores)
    i, j = np.array([k[0] for k in keys]), np.array([k[1] for k in keys])
    score = np.array([scores[k] for k in keys])
    label = cluster(np.arange(n), i, j, score, np.zeros(len(i), bool), -2 * UNIT, any_of(apart))
    assert all(label[a] != label[b] for a, b in apart)


@pytest.mark.parametrize(
    ("worse", "joined"),
    [(5.0, {frozenset({0}), frozenset({1}), frozenset({2})}), (3.0, {frozenset({0, 1}), frozenset({2})})],
)
def test_who_fits_two_that_are_apart_about_equally_joins_neither(worse: float, joined: set[frozenset[int]]) -> None:
    i, j, score = np.array([0, 0]), np.array([1, 2]), np.array([5 * UNIT, round(worse * UNIT)])
    label = cluster(np.arange(3), i, j, score, np.zeros(2, bool), -2 * UNIT, any_of({(1, 2)}))
    assert groups(label) == joined
    assert len(groups(cluster(np.arange(3), i, j, score, np.zeros(2, bool), -9 * UNIT, any_of(set())))) == 1


FEW_SCORES = st.sampled_from([-3 * UNIT, -UNIT, 0, 2 * UNIT, 2 * UNIT + 1, 5 * UNIT])


@settings(max_examples=300, deadline=None)
@given(st.integers(2, 14), st.data())
def test_what_is_followed_join_by_join_joins_as_in_rounds(n: int, data: st.DataObject) -> None:
    every = [(a, b) for a in range(n) for b in range(a + 1, n)]
    listed = data.draw(st.lists(st.sampled_from(every), unique=True, min_size=1, max_size=60))
    pairs = {key: data.draw(FEW_SCORES) for key in sorted(listed)}
    apart = set(data.draw(st.lists(st.sampled_from(every), max_size=1)))
    barred = set(data.draw(st.lists(st.sampled_from(listed), max_size=1)))
    start = np.array([data.draw(st.sampled_from([k, 0])) for k in range(n)])
    keys = np.array(list(pairs), int)
    given_ = (start, keys[:, 0], keys[:, 1], np.array(list(pairs.values()), int))
    bar = np.array([key in barred for key in pairs], bool)
    found = []
    for patience in ((), (1,), (2,), (1, 2, 3, 4)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(cluster_module, "_PATIENCE", patience)
            found.append(cluster(*given_, bar, -2 * UNIT, any_of(apart)).tolist())
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_followed_leaves_what_lies_beside_it_as_it_was(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(seed)
    pairs = np.unique(np.sort(rng.integers(0, 80, (160, 2)), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    score = rng.choice([-3 * UNIT, -UNIT, 2 * UNIT, 5 * UNIT], len(pairs))
    bar, apart = rng.random(len(pairs)) < 0.05, {tuple(pair) for pair in rng.integers(0, 80, (4, 2)).tolist()}
    found = []
    for patience in ((), (1,), (2, 3)):
        monkeypatch.setattr(cluster_module, "_PATIENCE", patience)
        with np.errstate(all="raise"):
            found.append(cluster(np.arange(80), *pairs.T, score, bar, -2 * UNIT, any_of(apart)).tolist())
    assert found[0] == found[1] == found[2]


def test_equal_reports_in_chains_of_crowds_join_as_in_rounds_and_in_few_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near = [(a, b) for a in range(400) for b in range(a + 1, min(a + 9, 400))]
    crowd = [(a, b) for a in range(400) for b in range(a + 1, min(a // 32 * 32 + 32, 400))]
    keys = np.array(sorted({*near, *crowd}))
    scores = (np.arange(400), keys[:, 0], keys[:, 1], np.full(len(keys), 6 * UNIT), np.zeros(len(keys), bool))
    rounds = []
    monkeypatch.setattr(
        cluster_module, "_couples", lambda *given, plain=cluster_module._couples: rounds.append(1) or plain(*given)
    )
    followed = cluster(*scores, UNIT, nothing_apart)
    assert len(rounds) < 15
    monkeypatch.setattr(cluster_module, "_PATIENCE", ())
    assert followed.tolist() == cluster(*scores, UNIT, nothing_apart).tolist()
    assert len(rounds) > 300

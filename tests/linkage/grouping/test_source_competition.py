"""Competition between reports of one source for the same partner."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ceasefire.linkage.features.days_and_places import UNDATED
from ceasefire.linkage.grouping import source_competition
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.linkage.scoring.fields import SAME_SOURCE
from ceasefire.vocabulary.arrays import Codes, Hashes

A, B, C = np.uint64(11), np.uint64(22), np.uint64(33)


def evidence(source: list[np.uint64], pairs: list[tuple[int, int, float, int]]) -> list[float]:
    told = np.array(source, np.uint64)
    i, j = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    score = np.array([round(p[2] * UNIT) for p in pairs])
    level = np.array([p[3] for p in pairs], np.uint8)
    found = source_competition.reduced(source_competition.competing(told, i, j), len(told), i, j, score, level)
    return (found / UNIT).tolist()


def test_two_reports_of_one_source_share_the_odds_of_a_partner() -> None:
    first, second = evidence([A, B, B], [(0, 1, 4.0, 0), (0, 2, 4.0, 0)])
    assert first == second
    assert -0.2 < first < 0.0


def test_the_stronger_rival_takes_most() -> None:
    first, second = evidence([A, B, B], [(0, 1, 6.0, 0), (0, 2, 2.0, 0)])
    assert first > 3.0
    assert second < -3.0


def test_other_sources_and_unknown_sources_are_no_rivals() -> None:
    assert evidence([A, B, C], [(0, 1, 4.0, 0), (0, 2, 4.0, 0)]) == [4.0, 4.0]
    assert evidence([A, np.uint64(0), np.uint64(0)], [(0, 1, 4.0, 0), (0, 2, 4.0, 0)]) == [4.0, 4.0]


def test_a_source_that_plainly_repeats_itself_is_no_rival_of_itself() -> None:
    found = evidence([A, B, B], [(0, 1, 4.0, 0), (0, 2, 4.0, 0), (1, 2, 5.0, 3)])
    assert found[:2] == [4.0, 4.0]


@given(st.integers(-19 * UNIT, 19 * UNIT))
def test_odds_are_those_of_the_score(score: int) -> None:
    assert abs(int(source_competition.odds_of(np.array([score]))[0]) / 2**20 / 2 ** (score / UNIT) - 1) < 0.35
    if score > -8 * UNIT:
        assert abs(int(source_competition.odds_of(np.array([score]))[0]) / 2**20 / 2 ** (score / UNIT) - 1) < 1e-3


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_repeats_are_the_connected_components(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    n, pairs = drawn
    i, j = np.array(pairs, np.int64).reshape(-1, 2).T
    strong = np.arange(len(pairs)) % 4 != 3
    found = source_competition.repeats(n, i, j, strong)
    graph = coo_array((np.ones(int(strong.sum()), np.int8), (i[strong], j[strong])), shape=(n, n))
    component = connected_components(graph, directed=False)[1]
    smallest = [int(np.flatnonzero(component == own)[0]) for own in component]
    assert found.tolist() == smallest


class Listed(NamedTuple):
    spot: Hashes
    issued: Codes


def test_a_text_that_names_two_places_tells_two_incidents_however_alike_they_are() -> None:
    listed = Listed(np.array([7, 8, 7, 0], np.uint64), np.full(4, UNDATED, np.int32))
    i, j = np.array([0, 0, 0, 0]), np.array([1, 2, 3, 1])
    score, one_text = np.full(4, 9 * UNIT, np.int32), np.array([SAME_SOURCE + 1] * 3 + [SAME_SOURCE], np.uint8)
    assert source_competition.barred(listed, i, j, score, one_text).tolist() == [True, False, False, False]
    assert source_competition.barred(listed, i, j, score // 2, one_text).tolist() == [True, True, True, False]


def test_what_one_source_tells_on_one_day_is_two_entries_unless_it_plainly_repeats_itself() -> None:
    listed = Listed(np.zeros(4, np.uint64), np.array([17_000, 17_000, 17_001, UNDATED], np.int32))
    i, j = np.array([0, 0, 0, 3]), np.array([1, 2, 3, 3])
    again, outlet = np.full(4, SAME_SOURCE, np.uint8), np.full(4, SAME_SOURCE - 1, np.uint8)
    unlike, alike = np.full(4, UNIT, np.int32), np.full(4, UNIT + 1, np.int32)
    assert source_competition.barred(listed, i, j, unlike, again).tolist() == [True, False, False, False]
    assert not source_competition.barred(listed, i, j, alike, again).any()
    assert not source_competition.barred(listed, i, j, unlike, outlet).any()

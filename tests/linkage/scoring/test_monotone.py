"""Bits held to the order of levels: they rise along every run, move no further than they must, and stay where they rise."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from ceasefire.linkage.scoring.fields import FIELDS, Field
from ceasefire.linkage.scoring.monotone import isotonic, rising

BITS = st.floats(-10, 10)
WEIGHT = st.floats(0.01, 1000)
LONE = Field(name="x", words=("a", "b", "c", "d", "e"), given=(0,) * 5, rising=((3, 1, 0, 4),))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Field, np.ndarray, np.ndarray]:
    field = draw(st.sampled_from(FIELDS))
    sizes = {"min_size": len(field), "max_size": len(field)}
    return field, np.array(draw(st.lists(BITS, **sizes))), np.array(draw(st.lists(WEIGHT, **sizes)))


def rises(field: Field, bits: np.ndarray) -> bool:
    return all(bits[a] <= bits[b] for run in field.rising for a, b in pairwise(run))


@given(numbers())
def test_the_result_rises_along_every_run_and_what_is_in_common_is_not_against(
    drawn: tuple[Field, np.ndarray, np.ndarray],
) -> None:
    field, bits, weight = drawn
    found = rising(field, bits, weight)
    assert rises(field, found)
    assert all(found[level] >= 0 for level in field.agreeing)


@given(numbers())
def test_levels_on_no_run_and_what_is_given_in_stay_as_they_are(drawn: tuple[Field, np.ndarray, np.ndarray]) -> None:
    field, bits, weight = drawn
    before = bits.copy()
    found = rising(field, bits, weight)
    assert bits.tolist() == before.tolist()
    free = sorted({*range(len(field))} - {level for run in field.rising for level in run})
    assert found[free].tolist() == bits[free].tolist()


@given(numbers())
def test_numbers_that_rise_already_stay(drawn: tuple[Field, np.ndarray, np.ndarray]) -> None:
    field, bits, weight = drawn
    found = rising(field, bits, weight)
    np.testing.assert_allclose(rising(field, found, weight), found, rtol=0, atol=1e-9)


@given(st.lists(st.tuples(BITS, WEIGHT), min_size=5, max_size=5))
def test_along_one_run_they_are_the_nearest(drawn: list[tuple[float, float]]) -> None:
    bits, weight = np.array(drawn).T
    run = list(LONE.rising[0])
    nearest = isotonic_regression(bits[run], weights=weight[run]).x
    found = rising(LONE, bits, weight)
    np.testing.assert_allclose(found[run], nearest, rtol=0, atol=1e-6)
    assert found[2] == bits[2]
    np.testing.assert_allclose(isotonic(bits[run], weight[run]), nearest, rtol=0, atol=1e-6)


@given(numbers())
def test_nothing_that_rises_is_nearer_by_far(drawn: tuple[Field, np.ndarray, np.ndarray]) -> None:
    """Where levels lie on several runs: no run of the field could be brought nearer with all others left as they are."""
    field, bits, weight = drawn
    found = rising(field, bits, weight)
    away = float((weight * (found - bits) ** 2).sum())
    flat = np.full(len(field), float(np.average(bits, weights=weight)))
    flat = np.maximum(flat, 0) if field.agreeing else flat
    assert away <= 1.02 * float((weight * (flat - bits) ** 2).sum()) + 1e-3 * float(weight.sum())


def test_levels_are_named_once_in_a_run_and_what_is_in_common_is_its_upper_end() -> None:
    for field in FIELDS:
        for run in field.rising:
            assert len(set(run)) == len(run) > 1
            assert max(run) < len(field)
            first = min((run.index(level) for level in field.agreeing if level in run), default=len(run))
            assert set(run[first:]) <= set(field.agreeing)

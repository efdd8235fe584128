"""Distances along the earth: a degree of a meridian, across the date line, and no point."""

import numpy as np
import pytest

from ceasefire.vocabulary.earth import KM_PER_DEGREE
from ceasefire.vocabulary.great_circle import great_circle_km


def test_a_degree_is_a_degree_also_across_the_date_line() -> None:
    found = great_circle_km(
        np.array([35.0, 0.0]), np.array([36.0, 179.5]), np.array([36.0, 0.0]), np.array([36.0, -179.5])
    )
    assert found.tolist() == pytest.approx([KM_PER_DEGREE] * 2, abs=0.001)


def test_no_distance_is_told_without_both_points() -> None:
    assert np.isnan(great_circle_km(np.array([np.nan]), np.array([36.0]), np.array([36.0]), np.array([36.0]))).all()

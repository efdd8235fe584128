from math import pi

import pytest

from ceasefire.vocabulary.earth import EARTH_KM, KM_PER_DEGREE


def test_a_degree_follows_from_the_mean_radius_of_the_earth() -> None:
    # GRS 80: a = 6378.137 km, b = 6356.752314140 km; R1 = (2a + b) / 3.
    assert pytest.approx((2 * 6378.137 + 6356.752314140) / 3, abs=5e-5) == EARTH_KM
    assert pytest.approx(2 * pi * EARTH_KM / 360, abs=5e-4) == KM_PER_DEGREE


def test_the_degree_that_published_cells_were_made_with_stays() -> None:
    assert KM_PER_DEGREE == 111.195

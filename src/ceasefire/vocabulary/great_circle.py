"""Distances along the earth, for many pairs of points at once."""

import numpy as np

from ceasefire.vocabulary.arrays import Floats
from ceasefire.vocabulary.earth import EARTH_KM


def great_circle_km(lat: Floats, lon: Floats, north: Floats, east: Floats) -> Floats:
    """Return how far points lie from others along the earth, km (float64 [pairs]); degrees in, nan without both points."""
    phi, psi = np.radians(lat), np.radians(north)
    half = np.sin((phi - psi) / 2) ** 2 + np.cos(phi) * np.cos(psi) * np.sin(np.radians(lon - east) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1))))

"""The size of the earth, for turning degrees into kilometres."""

from math import pi
from typing import Final

EARTH_KM: Final = 6371.0088
"""Mean radius R1 = (2a + b) / 3 of the GRS 80 ellipsoid in km (Moritz 2000, Geodetic Reference System 1980, adopted by
the International Union of Geodesy and Geophysics)."""
KM_PER_DEGREE: Final = round(pi * EARTH_KM / 180, 3)
"""Length in km of one degree of a great circle on a sphere of that radius, to the metre: 111.195.

The rounding is part of the rule: published points are centres of cells reckoned with it, and must not move."""

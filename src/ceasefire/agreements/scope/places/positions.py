"""Where and when the incidents of one batch were, as arrays."""

from dataclasses import dataclass

from ceasefire.vocabulary.arrays import Codes, Floats, Ints, Levels


@dataclass(frozen=True, kw_only=True, slots=True)
class Positions:
    """The places and times of one batch of n incidents.

    lat:          float64 [n], degrees north, nan where not known
    lon:          float64 [n], degrees east, nan where not known
    radius_class: int8 [n], number in RADII_KM of the radius of the place, TOO_WIDE where not known
    unit:         int32 [n], number in `units` of the first-level administrative unit, -1 where not stated
    units:        names of the units
    country:      int32 [n], number in `countries` of the country, -1 where not stated
    countries:    names of the countries
    start:        int64 [n], seconds since 1970 (UTC), BEGINNING where not known
    end:          int64 [n], seconds since 1970 (UTC), not included, END where not known
    """

    lat: Floats
    lon: Floats
    radius_class: Levels
    unit: Codes
    units: tuple[str, ...]
    country: Codes
    countries: tuple[str, ...]
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.lat)

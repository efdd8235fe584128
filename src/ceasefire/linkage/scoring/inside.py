"""Which reports lie inside a sum: in its hours, its place and its kind of act, however unlike the two accounts are.

Whether one does hangs on the two reports alone, so that pairs are the same whether all are searched or a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Hashes, Ints, Levels, Singles, Wholes
from ceasefire.vocabulary.earth import KM_PER_DEGREE

LONGEST_DAYS: Final = 8
"""A sum of more days than this is not searched for parts: a month of a governorate holds thousands of reports, and each that
comes would have all of them looked at again. A week, and a day to spare."""

_SLACK_SECONDS = 3_600
"""Hours are told to the hour, and clocks of two zones differ by one at the edge of a day."""

_AREA_KM = np.array([0.0, 0.0, 30.0, 80.0, 0.0])
"""How far an area that only a point and a class tell reaches from it: none for a place, the radius from which a stated radius
makes a district or a governorate (`days_and_places`) for these."""

_TOWN_KM = 2.0
"""Two named places so near are one town for a sum of a town. Chosen by hand."""


class Reports(Protocol):
    """What is asked of reports, with dtypes, shapes and units as in `ReportIndex`; `Placed` holds it."""

    @property
    def first(self) -> Codes: ...
    @property
    def last(self) -> Codes: ...
    @property
    def begin(self) -> Ints: ...
    @property
    def end(self) -> Ints: ...
    @property
    def lat(self) -> Floats: ...
    @property
    def lon(self) -> Floats: ...
    @property
    def place_class(self) -> Levels: ...
    @property
    def kind(self) -> Levels: ...
    @property
    def whole(self) -> Wholes: ...
    @property
    def scope(self) -> Levels: ...
    @property
    def unit1(self) -> Hashes: ...
    @property
    def unit2(self) -> Hashes: ...
    @property
    def spot(self) -> Hashes: ...
    @property
    def killed_low(self) -> Singles: ...
    @property
    def killed_high(self) -> Singles: ...
    @property
    def killed_civilians(self) -> Singles: ...


@dataclass(frozen=True)
class Placed:
    """The arrays of `Reports` and nothing else, reckoned once."""

    first: Codes
    last: Codes
    begin: Ints
    end: Ints
    lat: Floats
    lon: Floats
    place_class: Levels
    kind: Levels
    whole: Wholes
    scope: Levels
    unit1: Hashes
    unit2: Hashes
    spot: Hashes
    killed_low: Singles
    killed_high: Singles
    killed_civilians: Singles

    @classmethod
    def of(cls, data: Reports) -> Placed:
        """Return the arrays of some reports."""
        return cls(**{name: getattr(data, name) for name in cls.__dataclass_fields__})


def inside(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    """Mark (bool [pairs]) the pairs in which the report `whole` says it sums, and `part`, which does not, lies inside it.

    Inside are reports of its hours, its place (`within_place`) and its kind of act, with no more dead than the sum; where a
    sum tells its dead and not its number, only of lethal incidents, and where all its dead are civilians, of those with some.
    """
    rows = np.flatnonzero((data.whole[whole] > 0) & (data.whole[part] == 0))
    found = np.zeros(len(part), bool)
    p, w = part[rows], whole[rows]
    kept = holds(data, p, w)
    kept &= _toll_fits(data, p, w)
    found[rows[kept]] = True
    return found


def holds(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    """Mark (bool [pairs]) the pairs whose part is of the hours, the place and the kind of act of the whole, no long one."""
    short = data.last[whole].astype(np.int64) - data.first[whole] < LONGEST_DAYS
    rows = np.flatnonzero(short & within_hours(data, part, whole))
    found = np.zeros(len(part), bool)
    part, whole = part[rows], whole[rows]
    found[rows] = within_place(data, part, whole) & like_acts(data, part, whole)
    return found


def either_inside(data: Reports, i: Wholes, j: Wholes) -> Bools:
    """Mark (bool [pairs]) the pairs of which either report lies inside the other."""
    found = np.zeros(len(i), bool)
    rows = np.flatnonzero((data.whole[i] > 0) != (data.whole[j] > 0))
    i, j = i[rows], j[rows]
    sums = data.whole[j] > 0
    found[rows] = inside(data, np.where(sums, i, j), np.where(sums, j, i))
    return found


def within_hours(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs of dated reports whose part lies in the hours of the whole, but for an hour."""
    dated = (data.end[part] > data.begin[part]) & (data.end[whole] > data.begin[whole])
    after = data.begin[part] >= data.begin[whole] - _SLACK_SECONDS
    return np.asarray(dated & after & (data.end[part] <= data.end[whole] + _SLACK_SECONDS))


def within_place(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs whose part lies in the place that the whole names: its town, its district, its governorate, an area of
    the same name, or where it names none, what lies about its point."""
    same = (data.spot[part] == data.spot[whole]) & (data.spot[whole] != 0)
    apart1, apart2 = _differ(data.unit1, part, whole), _differ(data.unit2, part, whole)
    first = (data.unit1[part] == data.unit1[whole]) & (data.unit1[whole] != 0)
    second = (data.unit2[part] == data.unit2[whole]) & (data.unit2[whole] != 0)
    km = _km(data, part, whole)
    ways = [
        (same | (km <= _TOWN_KM)) & ~apart1 & ~apart2,
        (second | same) & ~apart1,
        first | same,
        same & ~apart1,
        (km <= _AREA_KM[data.place_class[whole]]) & (data.place_class[part] < data.place_class[whole]),
    ]
    return np.asarray(np.select([data.scope[whole] == scope for scope in range(len(ways))], ways, False))


def like_acts(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs whose kinds of act do not differ."""
    return np.asarray(~_differ(data.kind, part, whole))


def _toll_fits(data: Reports, part: Wholes, whole: Wholes) -> Bools:
    with np.errstate(invalid="ignore"):
        high, low = data.killed_high[whole], data.killed_low[part]
        by_toll = (data.whole[whole] == 1) & (high > 0)
        civilian = by_toll & (data.killed_civilians[whole] == high)
        fits = ~(low > high) & ~(by_toll & ~(low > 0))
        return np.asarray(fits & ~(civilian & (data.killed_civilians[part] == 0)))


def _differ(codes: Hashes | Levels, part: Wholes, whole: Wholes) -> Bools:
    one, other = codes[part], codes[whole]
    return np.asarray((one != other) & (one != 0) & (other != 0))


def _km(data: Reports, part: Wholes, whole: Wholes) -> Floats:
    """Kilometres on a flat piece of the earth, nan without a point: for towns alone."""
    north = data.lat[part] - data.lat[whole]
    east = (data.lon[part] - data.lon[whole] + 180) % 360 - 180
    east = east * np.cos(np.radians((data.lat[part] + data.lat[whole]) / 2))
    return np.asarray(np.sqrt(north * north + east * east) * KM_PER_DEGREE)

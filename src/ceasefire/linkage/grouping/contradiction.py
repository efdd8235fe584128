"""Contradiction: two reports that cannot be of one incident, whatever else speaks for it.

Evidence is weighed pair by pair and added up; a contradiction is not outweighed. Every report is held to its own precision:
a wide window, a coarse place and a type that can be anything contradict little.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ceasefire.linkage.features.days_and_places import HOURS_TOLD, UNDATED
from ceasefire.linkage.features.event_families import harmless, surely_other, two_acts
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping.members import Members
from ceasefire.linkage.options import Options
from ceasefire.vocabulary.arrays import Bools, Ints, Wholes
from ceasefire.vocabulary.calendar import DAY_SECONDS
from ceasefire.vocabulary.great_circle import great_circle_km

_KM = np.array([40.0, 50.0, 120.0, 250.0, np.inf])
"""Kilometres beyond which two points are two places, by the coarser class of both (exact, within 25 km, district,
governorate or coarser, no point). 40 is how far exact places are compared at all (`Options.reach_km`); the others leave room for
both centres. Twenty kilometres less or more changed F1 by less than .004 on made worlds (docs/decisions/0114)."""

_UNIT, _UNITS_KM = 3, 150.0
"""Class of a place known to a governorate, and the kilometres beyond which two such are two: the points of both stand for the whole
unit, and those of one unit lie near each other. Chosen by hand; measured in docs/decisions/0114."""

_HOURS_APART = 8 * 3600
"""Seconds between two windows that both tell hours, from which they are two: in made worlds no two accounts of one incident
were 3 to 12 hours apart, and twelve hours are a slip of morning and evening in one of them only (docs/decisions/0114)."""

_SEASON_DAYS = 31
"""Days from which a window tells a season and no day: such a report is of no one incident that others date. Chosen by hand; of
15 reports of two weeks and more that were joined with dated ones in made worlds, two were rightly so, and in the real rows one
of a month was."""

_TOLL_RATIO = 20
"""Ratio of (toll + 1) between the nearer bounds beyond which two tolls are of two incidents. On made worlds 4 did a little better
than 6, and 6 than 10; but on the real rows of the example 6 parted a bombing told with 16, 43, 50 and 126 dead within days
(docs/decisions/0114)."""

_AT_ONCE = 1 << 20
"""Pairs compared at a time, which bounds memory. Chosen by hand."""


def contradict(data: ReportIndex, i: Wholes, j: Wholes, options: Options) -> Bools:
    """Mark (bool [pairs]) the pairs (i, j) of reports that contradict each other in days, place, type or toll."""
    found = np.zeros(len(i), bool)
    for at in range(0, len(i), _AT_ONCE):
        a, b = i[at : at + _AT_ONCE], j[at : at + _AT_ONCE]
        found[at : at + _AT_ONCE] = np.logical_or.reduce([*_by_rule(data, a, b, options).values()])
    return found


def contradictions(data: ReportIndex, i: int, j: int, options: Options) -> tuple[str, ...]:
    """Return in words in what two reports contradict each other; a sum of incidents shares none with what it sums."""
    a, b = np.array([i]), np.array([j])
    summed = {"one sums several incidents": (data.whole[a] > 0) != (data.whole[b] > 0)}
    return tuple(words for words, hit in (_by_rule(data, a, b, options) | summed).items() if hit[0])


def _by_rule(data: ReportIndex, i: Wholes, j: Wholes, options: Options) -> dict[str, Bools]:
    """Mark (bool [pairs]) the pairs that contradict each other, by what each rule says of them in words."""
    return {
        "times too far apart": _times(data, i, j, options),
        "places too far apart": _places(data, i, j),
        "two kinds of act": _acts(data, i, j),
        "tolls too unlike": _tolls(data, i, j),
    }


def _acts(data: ReportIndex, i: Wholes, j: Wholes) -> Bools:
    """Mark the pairs of two acts: types of which no act is both, two types on days apart, and dead where one tells a relief.

    Two sorts on two days part no true pair of any made world; of the pairs of the real rows that were joined so none was true.
    """
    one, other = data.act[i], data.act[j]
    dated = (data.first[i] != UNDATED) & (data.first[j] != UNDATED)
    apart = dated & (np.maximum(data.first[i], data.first[j]) > np.minimum(data.last[i], data.last[j]))
    apart &= ~_hours_told(data, i, j)
    dead_i, dead_j = data.killed_low[i] > 0, data.killed_low[j] > 0
    calm = harmless(one) != harmless(other)
    relief = calm & np.where(harmless(one), dead_j & ~dead_i, dead_i & ~dead_j)
    return np.asarray(surely_other(one, other) | (apart & two_acts(one, other)) | relief)


def _times(data: ReportIndex, i: Wholes, j: Wholes, options: Options) -> Bools:
    (begin, end), (start, stop) = (data.begin[i], data.end[i]), (data.begin[j], data.end[j])
    gap = np.maximum(begin, start) - np.minimum(end, stop)
    dated = (data.first[i] != UNDATED) & (data.first[j] != UNDATED)
    far = gap >= np.where(_hours_told(data, i, j), _HOURS_APART, options.days_apart * DAY_SECONDS)
    return np.asarray(dated & (far | (_season(data, i) != _season(data, j))))


def _season(data: ReportIndex, i: Wholes) -> Bools:
    return np.asarray(data.last[i].astype(np.int64) - data.first[i] >= _SEASON_DAYS)


def _hours_told(data: ReportIndex, i: Wholes, j: Wholes) -> Bools:
    return np.asarray(np.maximum(data.end[i] - data.begin[i], data.end[j] - data.begin[j]) <= HOURS_TOLD * 3600)


def _places(data: ReportIndex, i: Wholes, j: Wholes) -> Bools:
    """Mark the pairs of places too far apart, and of two governorates where neither is known better and one has no point."""
    one, other = data.place_class[i], data.place_class[j]
    most = np.where((one == _UNIT) & (other == _UNIT), _UNITS_KM, _KM[np.maximum(one, other)])
    km = great_circle_km(data.lat[i], data.lon[i], data.lat[j], data.lon[j])
    unit, its = data.unit1[i], data.unit1[j]
    named = (
        (one >= _UNIT) & (other >= _UNIT) & (unit != 0) & (its != 0) & (unit != its) & (data.spot[i] != data.spot[j])
    )
    return np.asarray((km > most) | (np.isnan(km) & named))


def _tolls(data: ReportIndex, i: Wholes, j: Wholes) -> Bools:
    low = np.maximum(data.killed_low[i], data.killed_low[j])
    high = np.minimum(data.killed_high[i], data.killed_high[j])
    return np.asarray(low + 1 > _TOLL_RATIO * (high + 1))


_LOOKED_AT = (
    "first",
    "last",
    "begin",
    "end",
    "lat",
    "lon",
    "place_class",
    "unit1",
    "spot",
    "act",
    "killed_low",
    "killed_high",
)
"""What of a report `contradict` looks at."""


def alike(data: ReportIndex, group: Ints) -> Callable[[Ints], Ints]:
    """Return what numbers (int64 [rows]) some reports by what `contradict` looks at, and by the group (int64 [n]) of those that
    people bound: those of one number are kept by `unless_bound` from the same reports."""
    bound = np.where(np.bincount(group, minlength=len(group))[group] > 1, group + 1, 0)

    def number(rows: Ints) -> Ints:
        told = np.zeros(len(rows), np.int64)
        for values in (bound, *(getattr(data, name) for name in _LOOKED_AT)):
            value = np.unique(values[rows], return_inverse=True)[1]
            told = np.unique(told * (len(rows) + 1) + value, return_inverse=True)[1]
        return told

    return number


def overruled(data: ReportIndex, group: Ints, options: Options) -> Bools:
    """Mark (bool [n]) the reports that contradict one which people bound to the same group (`group`, int64 [n]).

    People know better what such a report got wrong, so what it contradicts is no bar any more.
    """
    members = Members.of(group)
    heads = np.flatnonzero(members.size > 1)
    found = np.zeros(len(group), bool)
    for _, a, b in members.crossed(heads, heads):
        a, b = a[a < b], b[a < b]
        hit = contradict(data, a, b, options)
        found[a[hit]] = found[b[hit]] = True
    return found


def unless_bound(data: ReportIndex, group: Ints, options: Options) -> Callable[[Ints, Ints], Bools]:
    """Return what marks (bool [pairs]) the pairs of reports that no incident holds, given the groups that people bound (int64 [n])."""
    free = ~overruled(data, group, options)

    def apart(a: Ints, b: Ints) -> Bools:
        return contradict(data, a, b, options) & free[a] & free[b]

    return apart

"""Which of the reports inside a sum it can be said to hold: by what its source lists with it, and by how much room there is.

All that is asked of a sum hangs on its own pairs. Figures: docs/decisions/0115.
"""

from __future__ import annotations

import numpy as np

from ceasefire.linkage.features.days_and_places import UNDATED
from ceasefire.linkage.features.event_families import no_breach
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.sums_told import SOME
from ceasefire.linkage.grouping.source_competition import groups
from ceasefire.linkage.scoring.inside import inside
from ceasefire.vocabulary.arrays import Bools, Ints, Wholes
from ceasefire.vocabulary.calendar import DAY_SECONDS

_CLOCKS_SECONDS = 3_600
"""The day on which clocks change is so much longer or shorter."""

_SHORT_DAYS = 2
"""A sum of so many days at most has a part outside its hours as soon as one is told a day late. Chosen by hand."""

_REPORTS_AN_INCIDENT = 2
"""Parts of a sum of N incidents are told where no more than so many times N reports lie inside it; an incident has about two.
Where more lie there, the sum leaves some of them out, and nobody can tell which. Of a short sum (`_SHORT_DAYS`) no more than N."""


def counted(index: ReportIndex, part: Wholes, whole: Wholes) -> Ints:
    """Return the rows of the pairs (part, whole) whose part a sum can be said to hold, ascending; all pairs of a sum are to be there.

    The sum says how many incidents it holds, and its days are sure: they had ended when it came out (`_unended`), they are not
    hours that may be of the next day (`_adrift`), and its source had not summed the same before (`_again`).
    """
    sure = (index.whole > SOME) & ~_unended(index) & ~_adrift(index) & ~_again(index, part, whole)
    rows = np.flatnonzero(sure[whole] & (index.whole[part] == 0))
    rows = rows[inside(index, part[rows], whole[rows])]
    rows = rows[~no_breach(index.act[part[rows]]) | (index.kind[whole[rows]] != 0)]
    part, whole = part[rows], whole[rows]
    return np.asarray(rows[_listed_with(index, part, whole) | _with_room(index, part, whole)])


def _unended(index: ReportIndex) -> Bools:
    """Mark (bool [n]) the reports that came out before their days had ended: what the evening brought is not in their sum."""
    known = (index.issued != UNDATED) & (index.first != UNDATED)
    return np.asarray(known & ((index.issued < index.last) | ((index.issued == index.last) & (index.rolling == 0))))


def _adrift(index: ReportIndex) -> Bools:
    """Mark (bool [n]) the reports of "the past 24 hours" that came out after the day they tell and tell no hours: these may lie
    in the one day or in the other."""
    late = (index.issued != UNDATED) & (index.first != UNDATED) & (index.issued > index.last)
    return np.asarray(late & (index.rolling != 0) & ~_tells_hours(index))


def _tells_hours(index: ReportIndex) -> Bools:
    days = index.last.astype(np.int64) - index.first + 1
    return np.asarray(np.abs(index.end - index.begin - days * DAY_SECONDS) > _CLOCKS_SECONDS)


_SAME = ("source", "first", "last", "scope", "unit1", "unit2", "spot", "kind")


def _again(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    """Mark (bool [n]) the sums whose source gave another number for the same place and days before: one is of other days."""
    rows = np.flatnonzero((index.whole[part] > SOME) & (index.whole[whole] > SOME))
    one, other = part[rows], whole[rows]
    kept = (index.whole[one] != index.whole[other]) & (index.source[other] != 0) & (index.issued[one] != UNDATED)
    kept &= index.issued[one] < index.issued[other]
    for name in _SAME:
        values = getattr(index, name)
        kept &= values[one] == values[other]
    found = np.zeros(len(index), bool)
    found[other[kept]] = True
    return found


def _own(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    return np.asarray((index.source[part] == index.source[whole]) & (index.source[whole] != 0))


def _listed_with(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs (bool [pairs]) whose part the source of the sum lists itself, in hours of one clock.

    Of a sum of one day its entries come out with it, or the day after a sum that came out on its day and tells no hours; there are
    to be no more than `_REPORTS_AN_INCIDENT` for each incident summed. Of a longer sum there are to be no more than incidents.
    """
    own = _own(index, part, whole)
    own &= (index.begin[part] >= index.begin[whole]) & (index.end[part] <= index.end[whole])
    day = index.end[whole] - index.begin[whole] <= DAY_SECONDS + _CLOCKS_SECONDS
    told = (index.issued[part] != UNDATED) & (index.issued[whole] != UNDATED)
    later = index.issued[part].astype(np.int64) - index.issued[whole]
    prompt = (index.issued == index.last) & ~_tells_hours(index)
    own &= ~day | (told & ((later == 0) | ((later == 1) & prompt[whole])))
    entries = np.bincount(whole[own], minlength=len(index))[whole]
    return np.asarray(own & (entries <= np.where(day, _REPORTS_AN_INCIDENT, 1) * index.whole[whole].astype(np.int64)))


def _with_room(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs (bool [pairs]) of sums that have room for all reports inside them.

    That is no more places and days than incidents, and no more reports than these would have. Of a sum that says who did it only
    reports of its own source are said to be parts, for other sources name others; a sum of one kind of act holds what is told as
    that kind.
    """
    number = index.whole[whole].astype(np.int64)
    short = index.last[whole].astype(np.int64) - index.first[whole] < _SHORT_DAYS
    reports = np.bincount(whole, minlength=len(index))[whole]
    room = reports <= np.where(short, 1, _REPORTS_AN_INCIDENT) * number
    room &= _places_and_days(index, part, whole) <= number
    kind = (index.kind[whole] == 0) | (index.kind[part] == index.kind[whole])
    return np.asarray(room & (_own(index, part, whole) | ((index.accuses[whole] == 0) & kind)))


def _places_and_days(index: ReportIndex, part: Wholes, whole: Wholes) -> Ints:
    """Return for each pair how many distinct places and days the reports inside its whole name, int64 [pairs]."""
    place = np.unique(index.spot[part], return_inverse=True)[1]
    day = np.unique(index.first[part], return_inverse=True)[1]
    cell = groups(whole, groups(place, day))
    _, first = np.unique(cell, return_index=True)
    places = np.bincount(whole[first], minlength=len(index)).astype(np.int64)
    return np.asarray(places[whole])

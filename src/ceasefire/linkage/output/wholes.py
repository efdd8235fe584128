"""Wholes and their parts: which reports tell one of several incidents that another report sums up.

A report is a whole by its own words (`sums_told`) or by its toll. What is said of a whole hangs on its own pairs alone, so
that it is the same whether all reports are at hand or those near it.
"""

from __future__ import annotations

import numpy as np

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.sums_told import SOME
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.linkage.scoring.inside import inside
from ceasefire.vocabulary.arrays import Bools, Hashes, Ints, Levels, Wholes

_ECHO_BITS = 12
"""Evidence in bits above which a report that tells no sum may be one with a sum: an echo that lost the words of it. Of such pairs
below it fewer than one in five were one in any made world, above it most (docs/decisions/0115)."""

_SUMS_ALIKE_BITS = 8
"""The same for two sums of differing days."""


def apart(index: ReportIndex, i: Wholes, j: Wholes, score: Wholes) -> Bools:
    """Mark (bool [pairs]) the pairs that are not one incident for what they sum: a sum and a single report, two sums of
    different numbers or of different days."""
    one, other = index.whole[i], index.whole[j]
    lone = ((one > 0) != (other > 0)) & (score <= _ECHO_BITS * UNIT)
    both = (one > 0) & (other > 0)
    number = both & (one > SOME) & (other > SOME) & (one != other)
    days = (index.first[i] != index.first[j]) | (index.last[i] != index.last[j])
    return np.asarray(lone | number | (both & days & (score <= _SUMS_ALIKE_BITS * UNIT)))


def parts(index: ReportIndex, i: Wholes, j: Wholes, free: Bools) -> Levels:
    """Return for each pair 1 where i tells a part of what j sums, -1 the other way round, 0 elsewhere: int8 [pairs].

    `free` (bool [pairs]) marks the pairs that nobody judged.
    """
    part, whole = np.concatenate([i, j]), np.concatenate([j, i])
    rows = np.flatnonzero(inside(index, part, whole))
    rows = rows[_counted(index, part[rows], whole[rows])]
    out = np.zeros(len(i), np.int8)
    first = rows < len(i)
    out[rows[first]], out[rows[~first] - len(i)] = 1, -1
    return np.where(free, out, 0).astype(np.int8)


_REPORTS_AN_INCIDENT = 2
"""A sum of N incidents is told of by its parts where no more than so many times N reports lie inside it: incidents have two
reports and a half in the mean of the made worlds. Where more lie there, the sum leaves out some of them, and nobody can
tell which: of made sums with more than 2.5 N reports inside, fewer than half of these were parts on two of four worlds."""


def _counted(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    """Mark the reports inside a sum (bool [pairs]) that it can be said to hold, given all pairs of each sum.

    The sum tells how many incidents it holds, and there is room for all that lie inside: no more places and days than
    incidents, no more reports than these would have. A sum of one party's acts holds what names that party or comes of its own
    source; a sum of one kind of act holds what is told as that kind.
    """
    number = index.whole[whole].astype(np.int64)
    reports = np.bincount(whole, minlength=len(index))[whole]
    places = _places_and_days(index, part, whole)
    room = (number > SOME) & (reports <= _REPORTS_AN_INCIDENT * number) & (places <= number)
    own = (index.source[part] == index.source[whole]) & (index.source[whole] != 0)
    doer = (index.doer[whole] == 0) | ((index.doer[part] & index.doer[whole]) != 0)
    kind = (index.kind[whole] == 0) | (index.kind[part] == index.kind[whole])
    return np.asarray(room & (own | (doer & kind)))


def _places_and_days(index: ReportIndex, part: Wholes, whole: Wholes) -> Ints:
    """Return for each pair how many distinct places and days the reports inside its whole name, int64 [pairs]."""
    columns: list[Hashes] = [whole.astype(np.uint64), index.first[part].astype(np.uint64), index.spot[part]]
    order = np.lexsort(columns[::-1])
    new = np.ones(len(order), bool)
    new[1:] = np.any([column[order[1:]] != column[order[:-1]] for column in columns], axis=0)
    return np.asarray(np.bincount(whole[order[new]], minlength=len(index))[whole])

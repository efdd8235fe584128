"""Wholes and their parts: which reports tell one of several incidents that another report sums up.

A report is a whole by its own words (`sums_told`) or by its toll. What is said of a whole hangs on its own pairs alone, so
that it is the same whether all reports are at hand or those near it.
"""

from __future__ import annotations

import numpy as np

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.sums_told import SOME
from ceasefire.linkage.grouping.source_competition import groups
from ceasefire.linkage.output.counted_parts import counted
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.linkage.scoring.inside import LONGEST_DAYS, holds
from ceasefire.vocabulary.arrays import Bools, Ints, Levels, Wholes

_ECHO_BITS = 12
"""Evidence in bits above which a report that tells no sum may be one with a sum: an echo that lost the words of it. On made
worlds (docs/decisions/0115) 305 of some 38,000 such pairs below it were one, above it 11 of 19."""

_SUMS_ALIKE_BITS = 8
"""The same for two sums of differing days. Chosen by hand: below it at most 8 in 100 were one on any made world."""


def apart(index: ReportIndex, i: Wholes, j: Wholes, score: Wholes, part: Levels) -> Bools:
    """Mark (bool [pairs]) the pairs that are not one incident for what they sum: a whole and its part (`parts`), a sum and a
    single report, two sums of different numbers or of different days."""
    one, other = index.whole[i], index.whole[j]
    lone = ((one > 0) != (other > 0)) & (score <= _ECHO_BITS * UNIT)
    both = (one > 0) & (other > 0)
    number = both & (one > SOME) & (other > SOME) & (one != other)
    days = (index.first[i] != index.first[j]) | (index.last[i] != index.last[j])
    return np.asarray((part != 0) | lone | number | (both & days & (score <= _SUMS_ALIKE_BITS * UNIT)))


def too_long(index: ReportIndex) -> Bools:
    """Mark (bool [n]) the reports that say they sum more days than are searched for parts."""
    days = index.last.astype(np.int64) - index.first + 1
    return np.asarray((index.whole > 0) & (days > LONGEST_DAYS))


def parts(index: ReportIndex, i: Wholes, j: Wholes, score: Wholes, free: Bools) -> Levels:
    """Return for each pair 1 where i tells a part of what j sums, -1 the other way round, 0 elsewhere: int8 [pairs].

    All pairs of a whole have to be there. `free` (bool [pairs]) marks the pairs that nobody judged.
    """
    part, whole, twice = np.concatenate([i, j]), np.concatenate([j, i]), np.concatenate([score, score])
    rows = np.concatenate([counted(index, part, whole), _by_tolls(index, part, whole, twice)])
    out = np.zeros(len(i), np.int8)
    first = rows < len(i)
    out[rows[first]], out[rows[~first] - len(i)] = 1, -1
    return np.where(free, out, 0).astype(np.int8)


def shared(index: ReportIndex, i: Wholes, j: Wholes, part: Levels, label: Ints, free: Bools) -> Levels:
    """Return for each pair 1 where i is of one incident (`label`) with a report that tells a part of what j sums, -1 the other
    way round, 0 elsewhere, and where `part` says it already: int8 [pairs]. Of wholes by their words alone: a strike found by tolls is
    less sure, and with the accounts of its incident .72 to .75 were right in place of .84 to .87."""
    said = np.flatnonzero(part != 0)
    tells, sums = np.where(part == 1, i, j)[said], np.where(part == 1, j, i)[said]
    apart = (label[tells] != label[sums]) & (index.whole[sums] > 0)
    known = np.unique(_key(index, label[tells[apart]], sums[apart]))
    whole = np.zeros(len(index), bool)
    whole[sums[apart]] = True
    rows = np.flatnonzero((whole[i] | whole[j]) & free & (part == 0) & (label[i] != label[j]))
    a, b = i[rows], j[rows]
    out = np.zeros(len(i), np.int8)
    out[rows[(index.whole[a] == 0) & np.isin(_key(index, label[a], b), known)]] = 1
    out[rows[(index.whole[b] == 0) & np.isin(_key(index, label[b], a), known)]] = -1
    return out


def _key(index: ReportIndex, label: Wholes, whole: Wholes) -> Ints:
    return np.asarray(label.astype(np.int64) * len(index) + whole)


_TOLL = 10
"""Dead from which a report may be a whole by its toll alone: lower tolls add up by chance."""

_FEWEST = 3
"""So many reports of one source have to be parts of a whole by its toll."""

_RIVAL_SHARE = 0.5
"""A report of another source with so large a share of the dead tells the same incident, if it is near, and no whole."""

_NEAR_BITS = -4
"""Evidence in bits above which a report is near enough to be such a rival."""

_PART_BITS = -6
"""Evidence in bits above which a report may be a part by its toll."""


def _by_tolls(index: ReportIndex, part: Wholes, whole: Wholes, score: Wholes) -> Ints:
    """Return the rows of the pairs whose part is found by tolls alone, ascending; both orders of each pair are to be there.

    No other source tells half the dead of the whole near it, while one tells of three incidents and more of its town and
    hours, and what any source tells there adds up to no more than the whole. That tolls add up exactly was no evidence:
    on made worlds as many sums were met by chance (docs/decisions/0115).
    """
    low, high = index.killed_low, index.killed_high
    with np.errstate(invalid="ignore"):
        named = (index.whole == 0) & (index.source != 0)
        large, lethal = named & (low >= _TOLL), named & (low > 0)
        rows = np.flatnonzero(large[whole] & (score > _PART_BITS * UNIT))
        rows = rows[lethal[part[rows]] & (index.source[part[rows]] != index.source[whole[rows]])]
        p, w = part[rows], whole[rows]
        rival = (high[p] >= _RIVAL_SHARE * low[w]) & (score[rows] > _NEAR_BITS * UNIT)
        matched = np.zeros(len(index), bool)
        matched[w[rival]] = True
        kept = ~matched[w] & (high[p] < low[w]) & (index.scope[w] == 0) & holds(index, p, w)
    rows = rows[kept]
    return np.asarray(rows[_adding_up(index, part[rows], whole[rows])])


def _adding_up(index: ReportIndex, part: Wholes, whole: Wholes) -> Bools:
    """Mark the pairs whose whole is told in parts by some source, and by none in more dead than it has."""
    number = groups(whole, np.unique(index.source[part], return_inverse=True)[1])
    reports, dead = np.bincount(number), np.bincount(number, index.killed_low[part])
    over, enough = np.zeros(len(index), bool), np.zeros(len(index), bool)
    over[whole[dead[number] > index.killed_high[whole]]] = True
    enough[whole[reports[number] >= _FEWEST]] = True
    return np.asarray(enough[whole] & ~over[whole])

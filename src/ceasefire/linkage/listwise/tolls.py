"""What two tolls say where the account of another list may sum several of one's own.

Between accounts of one incident many more dead in one of them speak against it. Where one event of a register sums a day's
strikes on a town, each strike has far fewer dead than the event, so more dead in the other list are no evidence against it
as such: few dead are seldom a sum, many often. They are taken by the day, or the event of a whole siege would sum it all.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.linkage.scoring.compare import TOLL_EDGES, TOLL_RATIOS
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Floats, Wholes

_FEWER_FROM: Final = TOLL_RATIOS[:2]
"""Ratio of (dead + 1) beyond which fewer dead in the other list fall on the next level."""

_MORE_FROM: Final = (3, 6, 10, 20, 40)
"""Dead a day of the other account from which it falls on the next level, where it has more than the account asked for."""

# Equal and fewer dead fall on levels as in `compare`; where the others begin was chosen by hand. Bits were fitted on two made worlds of
# one hand (`casebooks`, seeds 1 and 2, learnt and under the shipped set), with the weight of the other fields held as in `asking`, by
# what the events of the one list cite of the other, and rounded.
_LEVELS: Final = (
    ("killed: not told by both", 0.0),
    ("killed: both none", 0.8),
    ("killed: the same, 1 or 2", 1.6),
    ("killed: the same, 3 to 9", 2.7),
    ("killed: the same, 10 or more", 2.7),
    ("killed: ranges overlap", 0.0),
    ("killed: a few fewer there", -0.4),
    ("killed: fewer there", -3.2),
    ("killed: under half as many there", -4.7),
    ("killed: more there, under 3 dead a day", -2.0),
    ("killed: more there, 3 to 5 dead a day", -1.2),
    ("killed: more there, 6 to 9 dead a day", -0.5),
    ("killed: more there, 10 to 19 dead a day; it may sum several", 0.3),
    ("killed: more there, 20 to 39 dead a day; it may sum several", 1.4),
    ("killed: more there, 40 or more dead a day; it may sum several", 2.1),
)
_EQUAL, _OVERLAP, _FEWER, _MORE = 1, 5, 6, 9

_NO_CIVILIANS: Final = ("no civilians there", -3.6)
"""Added where the account asked for tells of civilians killed, and the other of none among its dead."""

WORDS: Final = (*(words for words, _ in _LEVELS), *(f"{words}; {_NO_CIVILIANS[0]}" for words, _ in _LEVELS))
BITS: Final = np.rint(np.array([b + more for more in (0.0, _NO_CIVILIANS[1]) for _, b in _LEVELS]) * UNIT).astype(
    np.int64
)
"""Evidence of each level of `found` in 1/1024 bit, int64 [levels]."""


def found(index: ReportIndex, account: Wholes, other: Wholes) -> Bytes:
    """Return how the dead of each account (positions [pairs]) compare with those of the other: uint8 [pairs], a level of `WORDS`."""
    low, high = index.killed_low[account], index.killed_high[account]
    its_low, its_high = index.killed_low[other], index.killed_high[other]
    own, its = index.killed_civilians[account], index.killed_civilians[other]
    with np.errstate(invalid="ignore"):
        least = np.minimum(np.where((own >= 0) & (its > 0), its, its_low), its_high)
        without = (own > 0) & (its == 0)
        same = ((low == its_low) & ~without) | ((own == its) & (its > 0))
        fewer, more = (low + 1) / (its_high + 1), (least + 1) / (high + 1)
        level = np.full(len(account), _OVERLAP, np.uint8)
        rows = np.flatnonzero(fewer > 1)
        level[rows] = _FEWER + np.digitize(fewer[rows], _FEWER_FROM, right=True)
        rows = np.flatnonzero(more > 1)
        level[rows] = _MORE + np.digitize(least[rows] / _days(index, account[rows], other[rows]), _MORE_FROM)
        rows = np.flatnonzero(same)
        level[rows] = _EQUAL + np.digitize(low[rows], TOLL_EDGES)
        level[np.isnan(low) | np.isnan(its_low)] = 0
        without &= level > 0
    return np.asarray(level + np.uint8(len(_LEVELS)) * without.view(np.uint8))


def more(level: Bytes) -> Bools:
    """Mark (bool [pairs]) the pairs whose other account has more dead, so that it may be of others, too."""
    return np.asarray(level % len(_LEVELS) >= _MORE)


def _days(index: ReportIndex, account: Wholes, other: Wholes) -> Floats:
    """Days of the other account for each day of the account, float64 [pairs]; one at least."""
    return np.asarray(np.maximum(_length(index, other) / _length(index, account), 1.0))


def _length(index: ReportIndex, rows: Wholes) -> Codes:
    return np.asarray(index.last[rows] - index.first[rows] + 1)

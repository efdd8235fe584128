"""Rivals: one source rarely tells an incident twice, so its reports compete for the same partner.

p(i, j) = odds / (1 + odds + odds of i's other partners in j's source + odds of j's other partners in i's source).
Reports that one source plainly repeats stand together and are no rivals. Sums are of whole numbers, hence exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ceasefire.linkage.scoring.bits import FLOOR, TOP, UNIT
from ceasefire.linkage.scoring.fields import SAME_SOURCE

Array = npt.NDArray[Any]
_FRACTION = 1 << 20
_POWERS = np.exp2(np.arange(UNIT) / UNIT)


@dataclass(frozen=True)
class Rivalry:
    """Which pairs share a report and the other one's source (`left`, `right`), prepared once for a list of pairs."""

    left: Array
    right: Array
    other: Array


def odds_of(score: Array) -> Array:
    """Odds of a score in 1/1024 bit, in whole millionths, between 2^-20 and 2^20."""
    clipped = np.clip(score, -TOP, TOP).astype(np.int64)
    whole, part = clipped >> 10, clipped & 1023
    return np.asarray(np.rint(np.ldexp(_POWERS[part], whole + 20)), np.int64)


def groups(high: Array, low: Array) -> Array:
    """Number the distinct combinations of two columns of whole numbers below 2^31, in sorted order."""
    key = high.astype(np.int64) << 32 | low
    order = np.argsort(key)
    ordered = key[order]
    new = np.zeros(len(key), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    found = np.empty(len(key), np.int32)
    found[order] = np.cumsum(new, dtype=np.int32)
    return found


def rivalry(source: Array, i: Array, j: Array) -> Rivalry:
    """Return who competes with whom among pairs (i, j); `source` is each report's source, 0 not told."""
    names, number = np.unique(source, return_inverse=True)
    a, b = number[i], number[j]
    told = names != 0
    return Rivalry(groups(b, i), groups(a, j), (a != b) & told[a] & told[b])


def repeats(n: int, i: Array, j: Array, strong: Array) -> Array:
    """Number the groups of reports that one source plainly repeats; `strong` marks such pairs."""
    graph = coo_array((np.ones(int(strong.sum()), np.int8), (i[strong], j[strong])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def compete(rival: Rivalry, i: Array, j: Array, odds: Array, repeat: Array) -> Array:
    """Return the probability of each pair after its rivals had their say; `odds` in whole millionths."""
    weight = np.where(rival.other, odds, 0)
    rest = _rest(rival.left, repeat[j], weight) + _rest(rival.right, repeat[i], weight)
    return np.asarray(odds / (_FRACTION + odds + np.where(rival.other, rest, 0)))


def _rest(group: Array, repeat: Array, odds: Array) -> Array:
    """Odds of the rest of each group, leaving out those that repeat the same report."""
    own = groups(repeat, group)
    return np.asarray(_total(group, odds) - _total(own, odds))


def _total(group: Array, odds: Array) -> Array:
    if not len(group):
        return odds
    sums = np.zeros(int(group.max()) + 1, np.int64)
    np.add.at(sums, group, odds)
    return np.asarray(sums.take(group))


def contest(rival: Rivalry, n: int, i: Array, j: Array, score: Array, source: Array) -> Array:
    """Return the evidence for each pair, in 1/1024 bit, once its rivals had their say; never more than before.

    `source` is the level of the field of that name: reports one source plainly repeats are no rivals.
    """
    repeat = repeats(n, i, j, (score > UNIT) & (source >= SAME_SOURCE - 1))
    p = np.clip(compete(rival, i, j, odds_of(score), repeat), 2.0**-8, 1 - 2.0**-20)
    bits = np.rint(np.log2(p / (1 - p)) * UNIT).astype(np.int64)
    return np.asarray(np.clip(bits, FLOOR, np.maximum(score, FLOOR)))


def barred(score: Array, source: Array) -> Array:
    """Pairs of one source in one text, unless nearly equal: a text that lists two incidents means two."""
    return np.asarray((source > SAME_SOURCE) & (score <= 6 * UNIT))

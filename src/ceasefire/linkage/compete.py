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

from ceasefire.linkage.prepare import Prepared

Array = npt.NDArray[Any]
_FRACTION = 1 << 20
_POWERS = np.exp2(np.arange(1024) / 1024)
_TOP = 20 * 1024


@dataclass(frozen=True)
class Rivalry:
    """Which pairs share a report and the other one's source (`left`, `right`), prepared once for a list of pairs."""

    left: Array
    right: Array
    other: Array


def odds_of(score: Array) -> Array:
    """Odds of a score in 1/1024 bit, in whole millionths, between 2^-20 and 2^20."""
    clipped = np.clip(score, -_TOP, _TOP).astype(np.int64)
    whole, part = clipped >> 10, clipped & 1023
    return np.asarray(np.rint(np.ldexp(_POWERS[part], whole + 20)), np.int64)


def groups(*keys: Array) -> Array:
    """Number the distinct combinations of keys; numbers follow sorted order."""
    order = np.lexsort(keys)
    new = np.zeros(len(order), bool)
    for key in keys:
        new[1:] |= key[order[1:]] != key[order[:-1]]
    found = np.empty(len(order), np.int64)
    found[order] = np.cumsum(new)
    return found


def rivalry(data: Prepared, i: Array, j: Array) -> Rivalry:
    """Return who competes with whom among pairs (i, j)."""
    other = (data.source[i] != data.source[j]) & (data.source[i] != 0) & (data.source[j] != 0)
    return Rivalry(groups(data.source[j], i), groups(data.source[i], j), other)


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
    return np.asarray(sums[group])

"""Reports gathered into incidents: average linkage in rounds, all components at once.

Two groups join when the mean evidence over all their pairs is above the threshold and each is the other's best.
Average linkage is reducible, so joining every such couple at once gives what joining one by one would (Murtagh 1983,
Computer Journal 26:354-359). In a trial on made worlds pairwise F1 was higher by .06 (dense) and .05 (sparse) than that of
connected components. A group never holds two reports that one source lists side by side in one text as different, nor
two that people judged different.
"""

from __future__ import annotations

import numpy as np

from ceasefire.linkage.scoring.bits import FLOOR
from ceasefire.vocabulary.arrays import Bools, Ints, Wholes


def cluster(start: Ints, i: Wholes, j: Wholes, score: Wholes, barred: Bools, threshold: int) -> Ints:
    """Return for each of n reports the smallest report of its group, int64 [n].

    `start` (int64 [n]) are the groups to begin with, by their smallest members; `score` (whole 1/1024 bits, as
    `threshold`) and `barred` (bool) belong to the pairs i < j; barred pairs never share a group; a pair that is not listed
    counts as the floor. Ties go to the smaller positions, so positions must be in an order that depends on content alone.
    """
    n = len(start)
    label = start.astype(np.int64)
    size = np.bincount(label, minlength=n)
    joinable = np.zeros(n, bool)
    strong = np.flatnonzero(score > threshold)
    joinable[label[i[strong]]] = joinable[label[j[strong]]] = True
    rows = np.flatnonzero(joinable[label[i]] & joinable[label[j]])
    ones = np.ones(len(rows), np.int64)
    a, b, total, count, bar = _merge(label[i[rows]], label[j[rows]], score[rows].astype(np.int64), ones, barred[rows])
    while len(a):
        pairs = size[a] * size[b]
        mean = (total + FLOOR * (pairs - count)) // pairs
        open_ = ~bar & (mean > threshold)
        live = np.zeros(n, bool)
        live[a[open_]] = live[b[open_]] = True
        kept = live[a] & live[b]
        a, b, total, count, mean = (x[kept] for x in (a, b, total, count, mean))
        bar, open_ = bar[kept], open_[kept]
        if not len(a):
            break
        left, right = _mutual(n, a[open_], b[open_], mean[open_])
        to = np.arange(n, dtype=np.int64)
        to[right] = left
        size[left] += size[right]
        label = to[label]
        a, b, total, count, bar = _merge(to[a], to[b], total, count, bar)
    return label


def _mutual(n: int, a: Ints, b: Ints, mean: Ints) -> tuple[Ints, Ints]:
    """Couples in which each is the other's best; of equals the one with the smaller position is best."""
    best = _best(n, np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([mean, mean]))
    mutual = (best[a] == b) & (best[b] == a)
    return a[mutual], b[mutual]


def _best(n: int, who: Ints, whom: Ints, mean: Ints) -> Ints:
    top = np.full(n, np.iinfo(np.int64).min)
    np.maximum.at(top, who, mean)
    first = mean == top[who]
    best = np.full(n, n, np.int64)
    np.minimum.at(best, who[first], whom[first])
    return best


def _merge(a: Ints, b: Ints, total: Ints, count: Ints, bar: Bools) -> tuple[Ints, Ints, Ints, Ints, Bools]:
    """Pairs of groups with the sum and number of their scores and whether any is barred, each pair of groups once."""
    apart = a != b
    low, high = np.minimum(a, b)[apart], np.maximum(a, b)[apart]
    total, count, bar = total[apart], count[apart], bar[apart]
    key = low << 32 | high
    order = np.argsort(key)
    low, high, key = low[order], high[order], key[order]
    if not len(low):
        return low, high, total, count, bar
    new = np.ones(len(low), bool)
    new[1:] = key[1:] != key[:-1]
    start = np.flatnonzero(new)
    joined = (np.add.reduceat(x[order], start) for x in (total, count))
    return low[start], high[start], *joined, np.logical_or.reduceat(bar[order], start)

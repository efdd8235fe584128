"""Crowded cells: thousands of reports on one place and day, where comparing all with all would never end.

Such reports are sorted by what they say, in several ways, and each is compared with the next few of its first day.
Which pairs result depends on the reports alone, not on their order or on how they are sharded; cost grows with n log n.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.options import Options
from ceasefire.vocabulary.arrays import Bools, Hashes, Ints, Levels, Wholes

NEXT = 8
"""How many of the following reports each is compared with, in each order. Chosen by hand, so that 100,000 reports on one
point and day keep fewer than 40 pairs a report (tests/linkage/test_matching.py); accuracy was not measured."""


def in_crowded_cells(when: Levels, home: Hashes, options: Options) -> Bools:
    """Mark (bool [n]) dated reports that share their day and cell (`home`) with more than `options.crowd` in all."""
    dated = np.flatnonzero(when < 3)
    mark = np.zeros(len(home), bool)
    _, group, counts = np.unique(home[dated], return_inverse=True, return_counts=True)
    mark[dated] = counts[group] > options.crowd
    return mark


def candidates(data: Prepared, crowded: Bools, budget: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs with a crowded report in them that stand close in one of the orders, every pair once.

    Chunks (i, j) of at most `budget` pairs; canonical positions, int64, i < j.
    """
    n = len(data)
    left, right = [], []
    for keys in _orders(data):
        order = np.lexsort((np.arange(n), *keys, data.first))
        for step in range(1, NEXT + 1):
            a, b = order[:-step], order[step:]
            kept = (crowded[a] | crowded[b]) & (data.first[a] == data.first[b])
            left.append(np.minimum(a, b)[kept])
            right.append(np.maximum(a, b)[kept])
    pairs = np.sort(np.concatenate(left) << 32 | np.concatenate(right))
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
    for at in range(0, len(pairs), budget):
        yield pairs[at : at + budget] >> 32, pairs[at : at + budget] & 0xFFFFFFFF


def _orders(data: Prepared) -> list[tuple[Wholes, ...]]:
    """Ways to sort: by place and type, by toll, by actors, by text."""
    kind = data.code[:, 0]
    place = data.place.whole()
    return [
        (kind, place),
        (np.nan_to_num(data.killed[0], nan=-1), kind, place),
        (data.target.whole(), data.actor.whole()),
        (kind, data.text.whole()),
    ]

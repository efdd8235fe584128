"""Crowded cells: thousands of reports on one place and day, where comparing all with all would never end.

Such reports are compared with those of their first day that say nearly the same: many of the words of one text, or where one
has no text the same type, place, toll and actors. Besides they are sorted by what they say, in several ways, and each is
compared with the next few. Which pairs result depends on the reports alone, not on their order or on how they are sharded; cost
grows with n log n.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.features.strings import Words, mix
from ceasefire.linkage.options import Options
from ceasefire.vocabulary.arrays import Bools, Codes, Hashes, Ints, Levels, Wholes

MOST_ALIKE = 32
"""Of more reports than this that seem nearly equal each is compared with a part of so many. Chosen by hand: equal reports are
then in 16 pairs each on average, and gathering takes time with the cube of it."""

_MOST_NEAR = 8
"""The same where it is two words that they share and not all: common words are shared by all. Chosen by hand."""

_LOOKS, _WORDS = 6, 4
"""So many times texts are looked at through two of their words, picked by hash (Broder 1997, SEQUENCES:21-29): of two texts that
have seven words in ten in common 98 in 100 pairs are found, of two with three in ten 43, of two without a common word none. Two
that differ in a word are no neighbours where whole texts are sorted, as was done before: of 5,000 near-equal reports of one place
and day 8 in 100 true pairs were joined, now 99 (tests/linkage/scoring/test_dense_cells.py)."""


def in_crowded_cells(when: Levels, home: Hashes, options: Options) -> Bools:
    """Mark (bool [n]) dated reports that share their day and cell (`home`) with more than `options.crowd` in all."""
    dated = np.flatnonzero(when < 3)
    mark = np.zeros(len(home), bool)
    _, group, counts = np.unique(home[dated], return_inverse=True, return_counts=True)
    mark[dated] = counts[group] > options.crowd
    return mark


def candidates(data: Prepared, crowded: Bools, budget: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield pairs with a crowded report in them that seem nearly equal or stand close in one of the orders, every pair once.

    Chunks (i, j) of at most `budget` pairs; canonical positions, int64, i < j.
    """
    found = [_beside(data, crowded)]
    for keys, most in _looks(data):
        for left, right in _alike(keys, data.first, most):
            kept = crowded[left] | crowded[right]
            found.append(left[kept] << 32 | right[kept])
    pairs = np.sort(np.concatenate(found))
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])[: len(pairs)]]
    for at in range(0, len(pairs), budget):
        yield pairs[at : at + budget] >> 32, pairs[at : at + budget] & 0xFFFFFFFF


NEXT = 8
"""How many of the following reports each is compared with, in each order of sorting. Chosen by hand; without these orders a made
city whose cells all count as crowded had a recall of .23 instead of .33, and a made front .12 instead of .25."""


def _beside(data: Prepared, crowded: Bools) -> Ints:
    """Pairs of reports of one day that stand close in one of the orders, as i << 32 | j."""
    n, found = len(data), []
    for keys in _orders(data):
        order = np.lexsort((np.arange(n), *keys, data.first))
        for step in range(1, NEXT + 1):
            a, b = order[:-step], order[step:]
            kept = (crowded[a] | crowded[b]) & (data.first[a] == data.first[b])
            found.append(np.minimum(a, b)[kept] << 32 | np.maximum(a, b)[kept])
    return np.concatenate(found)


def _orders(data: Prepared) -> list[tuple[Wholes, ...]]:
    """Ways to sort: by place and type, by toll, by actors."""
    kind = data.code[:, 0]
    return [
        (kind, data.place.whole()),
        (np.nan_to_num(data.killed[0], nan=-1), kind, data.place.whole()),
        (data.target.whole(), data.actor.whole()),
    ]


def _looks(data: Prepared) -> Iterator[tuple[tuple[Hashes, ...], int]]:
    """Yield keys to sort by and how many of those that share the first (uint64 [n]; 0 none) are compared all with all.

    Reports that are equal in what they say share the first key of the first look; of those that say nearly the same most share it in
    one of the others. Where many share it, which common words bring about, those that share the further keys stand together.
    """
    told = data.text.counts() > 0
    whole = np.nan_to_num(data.killed[0].astype(np.float64), nan=-1.0).view(np.uint64)
    for part in (data.code[:, 0].astype(np.uint64), data.place.whole(), data.actor.whole(), data.target.whole()):
        whole = mix(whole ^ part) + np.uint64(1)
    yield (np.where(told, data.text.whole(), whole),), MOST_ALIKE
    for look in range(_LOOKS):
        least = [_least(data.text, _WORDS * look + k) for k in range(_WORDS)]
        yield (np.where(told, mix(least[0]) ^ least[1], 0), *least[2:]), _MOST_NEAR


def _least(words: Words, seed: int) -> Hashes:
    """The least hash among each report's words, uint64 [n]: two sets have it in common as often as they have words in common."""
    return words.reduce(np.minimum, mix(words.table ^ mix(np.array([seed], np.uint64))))


def _alike(keys: tuple[Hashes, ...], first: Codes, most: int) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of positions, the smaller first, of one day and with one first key: all pairs of up to `MOST_ALIKE` reports, of more
    those within parts of `most`."""
    rows = np.flatnonzero(keys[0])
    columns: list[Codes | Hashes | Ints] = [rows, *(key[rows] for key in reversed(keys)), first[rows]]
    rows = rows[np.lexsort(columns)]
    key = keys[0][rows]
    new = np.ones(len(rows), bool)
    new[1:] = (key[1:] != key[:-1]) | (first[rows[1:]] != first[rows[:-1]])
    start = np.flatnonzero(new)
    size = np.diff(np.append(start, len(rows)))
    place = np.arange(len(rows)) - np.repeat(start, size)
    new |= place % np.where(np.repeat(size, size) > MOST_ALIKE, most, MOST_ALIKE) == 0
    run = np.cumsum(new)
    for step in range(1, MOST_ALIKE):
        near = np.flatnonzero(run[step:] == run[:-step])
        if not len(near):
            return
        a, b = rows[near], rows[near + step]
        yield np.minimum(a, b), np.maximum(a, b)

"""The reports of groups, and all pairs of reports between two groups, many groups at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ceasefire.vocabulary.arrays import Ints

_AT_ONCE = 1 << 21
"""Pairs of reports listed at a time, which bounds memory. Chosen by hand."""


@dataclass(frozen=True)
class Members:
    """Who is in which group: the members of group g (its smallest report) are `order[start[g] : start[g] + size[g]]`.

    All are int64 [n]; `size` is 0 for a number that no group bears.
    """

    order: Ints
    start: Ints
    size: Ints

    @classmethod
    def of(cls, label: Ints) -> Members:
        """Return the members, given each report's group (int64 [n])."""
        size = np.bincount(label, minlength=len(label))
        return cls(np.argsort(label, kind="stable"), np.cumsum(size) - size, size)

    def crossed(self, a: Ints, b: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Yield (k, i, j): every pair of a report i of group a[k] and a report j of group b[k], int64 each."""
        pairs = self.size[a] * self.size[b]
        ends = np.cumsum(pairs)
        for at in range(0, int(pairs.sum()), _AT_ONCE):
            flat = np.arange(at, min(at + _AT_ONCE, int(ends[-1])))
            first, last = np.searchsorted(ends, flat[[0, -1]], side="right")
            upto = np.minimum(ends[first : last + 1], flat[-1] + 1)
            k = np.repeat(np.arange(first, last + 1), np.diff(upto, prepend=at))
            row, column = np.divmod(flat - (ends[k] - pairs[k]), self.size[b[k]])
            yield k, self.order[self.start[a[k]] + row], self.order[self.start[b[k]] + column]

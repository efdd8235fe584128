"""Candidate pairs with their distance, and those of them that are near enough to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.linkage.features.comparable import Features
from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring.block import reach_of
from ceasefire.vocabulary.arrays import Bools, Singles, Wholes


@dataclass(frozen=True)
class Pairs:
    """Pairs of the reports of `data`.

    `i`, `j`: int32 or int64 [pairs], canonical positions, i < j; `km`: float32 [pairs], kilometres between their points,
    nan where one has none.
    """

    data: Prepared
    features: Features
    i: Wholes
    j: Wholes
    km: Singles

    def __len__(self) -> int:
        return len(self.i)

    def keep(self, kept: Bools) -> Pairs:
        """Return only the pairs that are marked (bool [pairs])."""
        return self.at(np.flatnonzero(kept))

    def at(self, rows: Wholes) -> Pairs:
        """Return only the pairs at these rows."""
        return Pairs(self.data, self.features, self.i.take(rows), self.j.take(rows), self.km.take(rows))

    def and_(self, more: Pairs) -> Pairs:
        """Return these pairs and then those."""
        i, j = np.concatenate([self.i, more.i]), np.concatenate([self.j, more.j])
        return Pairs(self.data, self.features, i, j, np.concatenate([self.km, more.km]))

    def both(self, column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return a column's values for both reports of each pair."""
        return column.take(self.i, axis=0), column.take(self.j, axis=0)

    @property
    def unknown(self) -> Bools:
        """Pairs whose distance is not known, bool [pairs]."""
        return np.isnan(self.km)


def near(data: Prepared, features: Features, i: Wholes, j: Wholes, options: Options) -> Pairs:
    """Return the candidates (i, j) whose windows and places are as close as their precision allows.

    What is filed tells of what was before it: a report without a day is compared up to the day after its filing, which may be the
    same day in another zone.
    """
    gap = data.first.take(j) - np.minimum(data.last.take(i), data.last.take(j))
    dateless = data.dateless.take(i) | data.dateless.take(j)
    kept = np.flatnonzero(gap <= np.where(dateless, min(options.days_apart, 1), options.days_apart))
    i, j = i.take(kept), j.take(kept)
    reach = np.array([reach_of(level, options) for level in range(4)], np.float32)
    most = reach.take(np.maximum(data.level.take(i), data.level.take(j)))
    pairs = Pairs(data, features, i, j, kilometres(data, i, j))
    return pairs.keep(~(pairs.km > most))


def kilometres(data: Prepared, i: Wholes, j: Wholes) -> Singles:
    """Return the straight-line distance of pairs in kilometres (float32 [pairs]), nan where a point is not known.

    Through the earth, not along it: shorter by 8 m at 200 km, far less than any level.
    """
    total = np.zeros(len(i), np.float32)
    for axis in data.unit:
        delta = axis.take(i) - axis.take(j)
        total += delta * delta
    return np.sqrt(total)

"""Groups that join a couple a round for long, since much of what they say is equal: followed join by join, where nothing bars any.

A round of `cluster` looks at every pair of groups that is left. Of thousands of equal reports each has the same best, and one
couple joins: so many rounds as reports. Here a round looks at what the joins before it changed, and at nothing else. Couples
are the same in every round: where no two reports of a component are barred, none of its groups is ever torn, and what lies
outside the component can no more join it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.linkage.scoring.bits import FLOOR

_Key = tuple[int, int]
"""Mean evidence of a group with another, and the other's position, negative: the largest is its best."""

_NONE: _Key = (FLOOR - 1, 0)
"""Stands for the best of a group that has none: every mean is above it."""


def joined(sizes: dict[int, int], pairs: Iterable[tuple[int, int, int, int]], threshold: int) -> dict[int, int]:
    """Return which group each group that joined another joined, by position: the smaller of the two, which may have joined others.

    `sizes` are the reports of each group; `pairs` are (a, b, sum of the scores listed, how many are listed).
    """
    state = _State.of(sizes, pairs, threshold)
    to: dict[int, int] = {}
    touched: Iterable[int] = list(sizes)
    while couples := state.couples(touched):
        to |= {right: left for left, right in couples}
        touched = state.join(couples)
    return to


@dataclass(frozen=True)
class _State:
    """Groups with their sizes, sum and number of the scores listed with each neighbour, and the best of each."""

    size: dict[int, int]
    near: dict[int, dict[int, tuple[int, int]]]
    best: dict[int, _Key]
    threshold: int

    @classmethod
    def of(cls, sizes: dict[int, int], pairs: Iterable[tuple[int, int, int, int]], threshold: int) -> _State:
        near: dict[int, dict[int, tuple[int, int]]] = {group: {} for group in sizes}
        for a, b, total, number in pairs:
            near[a][b] = near[b][a] = (total, number)
        state = cls(dict(sizes), near, {}, threshold)
        state.best.update({group: state._best(group) for group in sizes})
        return state

    def _key(self, group: int, other: int) -> _Key:
        total, number = self.near[group][other]
        pairs = self.size[group] * self.size[other]
        mean = (total + FLOOR * (pairs - number)) // pairs
        return (mean, -other) if mean > self.threshold else _NONE

    def _best(self, group: int) -> _Key:
        return max((self._key(group, other) for other in self.near[group]), default=_NONE)

    def couples(self, touched: Iterable[int]) -> list[tuple[int, int]]:
        """Couples of which either is among some groups and each is the other's best, the smaller first."""
        found = set()
        for group in touched:
            other = -self.best[group][1]
            if self.best[group] != _NONE and self.best[other] != _NONE and -self.best[other][1] == group:
                found.add((min(group, other), max(group, other)))
        return sorted(found)

    def join(self, couples: list[tuple[int, int]]) -> set[int]:
        """Join couples at once; return the groups whose best may be another now."""
        for left, right in couples:
            self._merge(left, right)
        lefts = {left for left, _ in couples}
        changed = lefts | {right for _, right in couples}
        beside: dict[int, list[int]] = {}
        for left in lefts:
            for other in self.near[left]:
                beside.setdefault(other, []).append(left)
        for left in lefts:
            self.best[left] = self._best(left)
        for group in beside.keys() - lefts:
            self._look(group, beside[group], changed)
        return lefts | beside.keys()

    def _merge(self, left: int, right: int) -> None:
        mine = self.near[left]
        for other, (total, number) in self.near.pop(right).items():
            theirs = self.near[other]
            del theirs[right]
            if other != left:
                before = mine.get(other, (0, 0))
                mine[other] = theirs[left] = (before[0] + total, before[1] + number)
        self.size[left] += self.size.pop(right)
        del self.best[right]

    def _look(self, group: int, lefts: list[int], changed: set[int]) -> None:
        """Find the best of a group beside some that grew: all others are to it what they were."""
        before, found = self.best[group], max(self._key(group, left) for left in lefts)
        if found >= before:
            self.best[group] = found
        elif -before[1] in changed:
            self.best[group] = self._best(group)

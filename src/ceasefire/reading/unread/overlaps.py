"""Spans that can be asked which of them touch a place, without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

_WIDTH: Final = 256
_Held = TypeVar("_Held")


class Overlaps(Generic[_Held]):
    """Things that stand on spans of a text."""

    def __init__(self, held: Iterable[tuple[int, int, _Held]]) -> None:
        self._held = list(held)
        self._at: dict[int, list[int]] = {}
        for number, (start, end, _) in enumerate(self._held):
            for bucket in _buckets(start, end):
                self._at.setdefault(bucket, []).append(number)

    def at(self, start: int, end: int) -> Iterator[_Held]:
        """Yield the things whose span shares a character with this one, in the order given."""
        for number in sorted({n for bucket in _buckets(start, end) for n in self._at.get(bucket, ())}):
            s, e, held = self._held[number]
            if s < end and start < e:
                yield held


def _buckets(start: int, end: int) -> range:
    return range(start // _WIDTH, max(start, end - 1) // _WIDTH + 1)

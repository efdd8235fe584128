"""Draws and names of the world `front`."""

from bisect import bisect
from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np

T = TypeVar("T")


class Dice:
    """All draws of the world, from one generator of the seed."""

    def __init__(self, seed: int) -> None:
        """Start the one generator."""
        self._rng = np.random.default_rng(seed)

    def u(self) -> float:
        """Draw between 0 and 1."""
        return float(self._rng.random())

    def chance(self, p: float) -> bool:
        """Say yes with the probability `p`."""
        return self.u() < p

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self.u() * (high - low + 1))

    def pick(self, of: Sequence[T]) -> T:
        """Draw one of a sequence, all alike."""
        return of[int(self.u() * len(of))]

    def weighed(self, of: Sequence[T], sums: Sequence[float]) -> T:
        """Draw one of a sequence by the running sums of its weights."""
        return of[min(bisect(sums, self.u() * sums[-1]), len(of) - 1)]

    def normal(self, sd: float) -> float:
        """Draw around 0."""
        return float(self._rng.normal(0.0, sd))

    def poisson(self, mean: float) -> int:
        """Draw a count."""
        return int(self._rng.poisson(mean))

    def permutation(self, n: int) -> list[int]:
        """Shuffle the numbers below `n`."""
        return [int(i) for i in self._rng.permutation(n)]

    def tokens(self, n: int) -> list[str]:
        """Draw `n` different ids that tell nothing."""
        got: dict[str, None] = {}
        while len(got) < n:
            got.update((f"{int(x):012x}", None) for x in self._rng.integers(0, 1 << 48, n - len(got)))
        return list(got)


STEMS: Final = (
    "Velkh", "Zhar", "Borod", "Kholm", "Tarm", "Lukov", "Mezhyr", "Ostap", "Perev", "Rozh", "Skel", "Trost", "Vyshn",
    "Yarem", "Zelen", "Dubr", "Hlyb", "Hrad", "Kamen", "Krut", "Lozov", "Myrn", "Nyzhn", "Olkh", "Pisch", "Rudn",
    "Sadov", "Shyrok", "Slavn", "Sukh", "Tykh", "Uhled", "Verb", "Zavod", "Zhuk", "Bilan", "Chorn", "Dovzh", "Holub",
    "Kryn",
)  # fmt: skip
ENDS: Final = ("ivka", "ove", "yne", "ets", "anka", "ychi", "yshche", "ivske", "enko", "ychky")
TO_B: Final = (
    ("yshche", "ishche"),
    ("ivka", "ovka"),
    ("ivske", "ovskoye"),
    ("ove", "ovoye"),
    ("yne", "ino"),
    ("ychky", "ichki"),
    ("Hr", "Gr"),
    ("Hl", "Gl"),
    ("Hol", "Gol"),
    ("uh", "ug"),
    ("y", "i"),
)
NEW: Final = (
    "Pobedino",
    "Komsomolsk",
    "Gvardeyskoye",
    "Zarya",
    "Oktyabr",
    "Trudovoye",
    "Mirny",
    "Udarnik",
    "Shakhta-7",
    "Zavet",
)
QUARTERS: Final = (
    "Railway Station district", "Old Market", "Shevna Street", "Glassworks", "Mine No. 6 settlement",
    "Zarichna quarter", "Airport road", "Pokrov Street", "Hospital quarter", "Microdistrict 3", "Dam Street",
    "Garden settlement",
)  # fmt: skip
CENTRES: Final = ("Sorvyn", "Malin Brod", "Kettrin", "Ustimsk", "Hrastiv", "Bralin", "Oskyl", "Zavirne")


def to_b(name: str) -> str:
    """Write a name of side A as side B does (other letters, other endings)."""
    for a, b in TO_B:
        name = name.replace(a, b)
    return name

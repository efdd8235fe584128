"""Bits while they are learnt: of pairs of two sources and of pairs of one, side by side."""

from __future__ import annotations

from typing import NamedTuple

from ceasefire.vocabulary.arrays import Floats


class Weights(NamedTuple):
    """Bits before scaling: `prior` float64 [2], `bits` float64 [2, levels] by field, `refined` float64 [cells] by refined field.

    The first row is for pairs of two sources, the second for pairs of one (`shares.STRATA`).
    """

    prior: Floats
    bits: dict[str, Floats]
    refined: dict[str, Floats]

"""Bits that never fall where the evidence grows: learnt numbers held to the order of the levels (`Field.rising`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ceasefire.linkage.scoring.fields import Field
from ceasefire.vocabulary.arrays import Floats, Ints

_UNLIKE = ("names unlike (no distance)", "names a little alike (no distance)")
_UNLIKE_MOST, _UNTAUGHT = -6.0, -12.0
"""Most bits of two unlike names of places of which no distance is known, and the same where too few reports can have taught how often one
place has two names. In made worlds most names without a point are of one village told in many ways; people who file two rows name two
towns, and five towns with three dead each were one incident. Of learnt sets -4, -6, -9 and -12 cost .001 to .002 of mean F1 at 2,000
reports and .005 to .010 at 12; -9 and -12 cost the real rows without coordinates .004 and .008, -6 nothing. -3 for names a little alike
brought two spellings together (Beliza, Belisa) and two towns as well (Saraqib, Sarmin)."""

_SWEEPS = 20
"""Levels that lie on several runs are settled by turns (Dykstra 1983, JASA 78:837-842), and what is left after so many is taken
off by `_lifted`. They need not have come to rest: 200 turns moved some learnt weights by up to .9 bit and mean F1 over thirteen
worlds (10,000 reports, seed 2) from .790 to .789, and learning took half as long again."""


def rising(field: Field, bits: Floats, weight: Floats) -> Floats:
    """Return the numbers nearest to `bits` that rise along every run of the field and are not below 0 where the two reports
    agree; float64 [levels] all three.

    Near means the sum of squares weighted by `weight`, how many pairs each number rests on.
    """
    found = bits.astype(np.float64)
    runs = [np.array(run) for run in field.rising]
    residue = [np.zeros(len(run)) for run in runs]
    heavy = np.maximum(weight, 1e-6)
    for _ in range(_SWEEPS if len(runs) > 1 else 1):
        moved = False
        for k, run in enumerate(runs):
            start = found[run] + residue[k]
            level = isotonic(start, heavy[run])
            moved |= not (np.array_equal(level, found[run]) and np.array_equal(start - level, residue[k]))
            found[run], residue[k] = level, start - level
        if not moved:
            break
    agreeing = list(field.agreeing)  # each the upper end of its run, so that lifting them is the nearest, too
    found[agreeing] = np.maximum(found[agreeing], 0)
    return _lifted(runs, found)


def parted(field: Field, bits: Floats, *, taught: bool = True) -> Floats:
    """Return the bits with two unlike names of no known distance as far against as they must be; float64 [levels] both.

    `taught` says whether there were reports enough to learn from.
    """
    return at_most(field, bits, _UNLIKE, _UNLIKE_MOST if taught else _UNTAUGHT)


def at_most(field: Field, bits: Floats, words: Collection[str], most: float) -> Floats:
    """Return the bits with the levels of these words no higher than `most`; float64 [levels] both."""
    bound = np.array([word in words for word in field.words])
    return np.where(bound, np.minimum(bits, most), bits)


def _lifted(runs: Sequence[Ints], bits: Floats) -> Floats:
    """Lift what still falls by a rest of rounding, until nothing does."""
    moved = True
    while moved:
        moved = False
        for run in runs:
            lifted = np.maximum.accumulate(bits[run])
            moved |= bool((lifted > bits[run]).any())
            bits[run] = lifted
    return bits


def isotonic(values: Floats, weight: Floats) -> Floats:
    """Return the nearest numbers that never fall (pool adjacent violators; Barlow and others 1972, chapter 1)."""
    if (values[1:] >= values[:-1]).all():
        return values
    pools: list[list[float]] = []
    for value, heavy in zip(values.tolist(), weight.tolist(), strict=True):
        pools.append([value, heavy, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, wa, na), (b, wb, nb) = pools[-2], pools.pop()
            pools[-1] = [(a * wa + b * wb) / (wa + wb), wa + wb, na + nb]
    return np.repeat([pool[0] for pool in pools], [int(pool[2]) for pool in pools])

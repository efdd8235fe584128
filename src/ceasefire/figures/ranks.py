"""Rank and product-moment correlation of two short series."""

from collections.abc import Sequence
from math import fsum, sqrt


def spearman(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation, ties at their mean rank; None below three pairs or for a constant series."""
    return pearson(ranks(a), ranks(b))


def pearson(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None below three pairs or for a constant series.

    Raises ValueError on series of unlike lengths.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} values against {len(b)}")
    if len(a) < 3:
        return None
    mean_a, mean_b = fsum(a) / len(a), fsum(b) / len(b)
    joint = fsum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = fsum((x - mean_a) ** 2 for x in a) * fsum((y - mean_b) ** 2 for y in b)
    return max(-1.0, min(1.0, joint / sqrt(spread))) if spread > 0 else None


def ranks(values: Sequence[float]) -> list[float]:
    """Return each value's rank from 1, ties sharing the mean of the ranks they fill."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        last = at
        while last + 1 < len(order) and values[order[last + 1]] == values[order[at]]:
            last += 1
        for i in order[at : last + 1]:
            found[i] = (at + last) / 2 + 1
        at = last + 1
    return found

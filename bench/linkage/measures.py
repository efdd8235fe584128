"""How well a partition of reports agrees with the truth: pairwise and B-cubed precision, recall and F1."""

from typing import Any, NamedTuple

import numpy as np

Labels = np.ndarray[Any, Any]


class Score(NamedTuple):
    """Shares between 0 and 1."""

    precision: float
    recall: float
    f1: float


def _score(precision: float, recall: float) -> Score:
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _cells(found: Labels, truth: Labels) -> tuple[Labels, Labels, Labels]:
    f, t = np.unique(found, return_inverse=True)[1], np.unique(truth, return_inverse=True)[1]
    cells, counts = np.unique(f.astype(np.int64) * (t.max() + 1) + t, return_counts=True)
    return counts, np.bincount(f)[cells // (t.max() + 1)], np.bincount(t)[cells % (t.max() + 1)]


def _pairs(sizes: Labels) -> Any:
    return (sizes * (sizes - 1) // 2).sum()


def pairwise(found: Labels, truth: Labels) -> Score:
    """Score pairs of reports: of the pairs put together how many belong together, and the other way round."""
    both, _, _ = _cells(found, truth)
    own = _pairs(np.unique(found, return_counts=True)[1]), _pairs(np.unique(truth, return_counts=True)[1])
    return _score(_pairs(both) / own[0] if own[0] else 1.0, _pairs(both) / own[1] if own[1] else 1.0)


def b_cubed(found: Labels, truth: Labels) -> Score:
    """Score reports: the share of each report's group that belongs with it, and of what belongs with it that is there."""
    both, found_size, truth_size = _cells(found, truth)
    return _score(float((both**2 / found_size).sum() / len(found)), float((both**2 / truth_size).sum() / len(found)))

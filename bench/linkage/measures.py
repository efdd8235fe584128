"""How well an answer agrees with the truth: pairs, reports, series of incidents, told probabilities, cited pairs."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

Labels = np.ndarray[Any, Any]
NO_DAY = np.iinfo(np.int64).min
"""In place of a day that is not known."""


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


def series_error(found: Labels, truth: Labels, when: Labels, where: Labels | None = None) -> float:
    """Return how far the number of incidents in each cell of a series is off, as a share of the true number.

    The mean absolute error over all cells by the mean true number. A cell is a value of `when`, or one of both `when` and `where`;
    an incident stands in the cell that most of its reports name (of equals the first). `NO_DAY`: the report names none.
    """
    cell = np.unique(when, return_inverse=True)[1].astype(np.int64)
    if where is not None:
        place = np.unique(where, return_inverse=True)[1]
        cell = cell * (place.max() + 1) + place
    dated = when != NO_DAY
    if not dated.any():
        return float("nan")
    size = int(cell.max()) + 1
    told, true = (np.bincount(_most_named(groups[dated], cell[dated]), minlength=size) for groups in (found, truth))
    return float(np.abs(told - true).sum() / true.sum())


def _most_named(groups: Labels, cell: Labels) -> Labels:
    """Return for each group the cell that most of its rows name; of equals the first."""
    group = np.unique(groups, return_inverse=True)[1].astype(np.int64)
    size = int(cell.max()) + 1
    both, counts = np.unique(group * size + cell, return_counts=True)
    order = np.lexsort((both, -counts, both // size))
    first = np.unique((both // size)[order], return_index=True)[1]
    return both[order][first] % size


def calibration_error(told: Labels, true: Labels, bins: int = 10) -> float:
    """Return the mean gap between told probability and share of true pairs, over bins of equal width, by their size."""
    at = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [abs(told[at == k].mean() - true[at == k].mean()) * (at == k).sum() for k in range(bins) if (at == k).any()]
    return float(sum(gaps) / max(len(told), 1))


def top_one(asked: Iterable[str], scores: dict[tuple[str, str], float], right: set[tuple[str, str]]) -> float:
    """Return the share of `asked` whose best candidate is a right one; of k equal bests each counts 1/k.

    `scores`: (asked, candidate) to a number, higher is better; one without candidates counts as wrong
    """
    best: dict[str, tuple[float, list[str]]] = {}
    for (name, candidate), value in scores.items():
        top, some = best.get(name, (-np.inf, []))
        if value > top:
            best[name] = value, [candidate]
        elif value == top:
            some.append(candidate)
    names = list(asked)
    hits = (best.get(name, (0.0, []))[1] for name in names)
    shares = [
        sum((name, c) in right for c in some) / len(some) if some else 0.0
        for name, some in zip(names, hits, strict=True)
    ]
    return float(np.mean(shares)) if shares else float("nan")

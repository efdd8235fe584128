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


class Pairs(NamedTuple):
    """Numbers of pairs of reports: put together and belonging together, put together, belonging together."""

    both: int
    found: int
    true: int

    def less(self, other: "Pairs") -> "Pairs":
        """Return what is left without other pairs."""
        return Pairs(*(a - b for a, b in zip(self, other, strict=True)))

    def score(self) -> Score:
        """Return which share of the pairs put together belongs together, and the other way round; 1 of none."""
        return _score(self.both / self.found if self.found else 1.0, self.both / self.true if self.true else 1.0)


def _score(precision: float, recall: float) -> Score:
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def _sizes(found: Labels, truth: Labels) -> tuple[Labels, Labels, Labels]:
    """Return for each report how many stand in its group and belong there, stand in its group, belong with it."""
    f, t = np.unique(found, return_inverse=True)[1], np.unique(truth, return_inverse=True)[1]
    _, cell, counts = np.unique(f.astype(np.int64) * (len(t) + 1) + t, return_inverse=True, return_counts=True)
    return counts[cell], np.bincount(f)[f], np.bincount(t)[t]


def pairs(found: Labels, truth: Labels) -> Pairs:
    """Count the pairs of reports."""
    return Pairs(*(int((size - 1).sum()) // 2 for size in _sizes(found, truth)))


def pairwise(found: Labels, truth: Labels) -> Score:
    """Score pairs of reports: of the pairs put together how many belong together, and the other way round."""
    return pairs(found, truth).score()


def pairs_of_grain(found: Labels, truth: Labels, grain: Labels, of: int) -> Pairs:
    """Count the pairs of which the coarser report has this grain (a whole number for each report, higher is coarser)."""
    upto, below = (pairs(found[some], truth[some]) for some in (grain <= of, grain < of))
    return upto.less(below)


def b_cubed(found: Labels, truth: Labels, of: Labels | None = None, known: Labels | None = None) -> Score:
    """Score reports: the share of each report's group that belongs with it, and of what belongs with it that is there.

    `of`: which reports are scored, in the groups of all; `known`: a group for each report whose members are known to belong
    together: a report's are looked past, as if they were not there
    """
    both, own, true = _sizes(found, truth)
    if known is not None:
        there, all_known, _ = _sizes(known, found)
        both, own, true = both - there + 1, own - there + 1, true - all_known + 1
    some = np.ones(len(both), bool) if of is None else of
    return _score(float((both / own)[some].mean()), float((both / true)[some].mean()))


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


Bin = tuple[float, int, float, float]
"""Where a bin of told probabilities begins, the pairs in it, the mean of what is told of them, and the share of true ones."""


def reliability(told: Labels, true: Labels, bins: int = 10) -> list[Bin]:
    """Return the bins of equal width that hold any pair."""
    at = np.minimum((told * bins).astype(int), bins - 1)
    some = ((k, at == k) for k in range(bins))
    return [
        (k / bins, int(own.sum()), float(told[own].mean()), float(true[own].mean())) for k, own in some if own.any()
    ]


def calibration_error(told: Labels, true: Labels) -> float:
    """Return the mean gap between told probability and share of true pairs, over bins of equal width, by their size."""
    gaps = (many * abs(mean - share) for _, many, mean, share in reliability(told, true))
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

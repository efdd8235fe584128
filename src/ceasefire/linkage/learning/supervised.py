"""What judged pairs teach: verdicts for the sample, trust in each field, the threshold, and honest probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.grouping import judgements as judge
from ceasefire.linkage.learning.sampling import Sample
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.fields import FIELDS

Array = npt.NDArray[Any]
ENOUGH = 40
"""Judged pairs of either kind below which trust, threshold and calibration stay as they come."""

TRUST = 30.0
"""How hard each field's scale is held to its usual value when judged pairs would move it."""

USUAL = (0.8, 0.4)
"""Slope and offset of calibration where no labels teach others: evidence is a little overstated (fields overlap)."""

THRESHOLDS = tuple(x / 2 for x in range(-10, 5))


def judged_reports(data: Prepared, judgements: pa.Table | None) -> Array:
    """Positions of reports that people judged."""
    if judgements is None or not len(judgements):
        return np.zeros(0, np.int64)
    ruling = judge.rule(data.ids, judgements)
    return np.unique(np.concatenate([ruling.same.ravel(), ruling.different.ravel()]))


def verdicts(seen: Sample, judgements: pa.Table | None) -> Array:
    """For each sampled pair 1 (judged same, if only through others), -1 (different) or 0."""
    if judgements is None or not len(judgements):
        return np.zeros(len(seen.i), np.int8)
    ruling = judge.rule(seen.data.ids, judgements)
    return judge.verdicts(ruling, len(seen.data), seen.i, seen.j)


def evidence(
    seen: Sample, prior: float, weights: dict[str, Array], refined: dict[str, Array], scale: dict[str, float]
) -> Array:
    """Score of each sampled pair in 1/1024 bit."""
    total = np.full(len(seen.i), prior)
    for field in FIELDS:
        total += scale[field.name] * _field_bits(seen, field.name, weights, refined)
    return np.asarray(np.rint(total * UNIT), np.int64)


def _field_bits(seen: Sample, name: str, weights: dict[str, Array], refined: dict[str, Array]) -> Array:
    bits = weights[name][seen.level[name]]
    return np.asarray(bits + refined[name][seen.cell[name]] if name in refined else bits)


def scales(
    seen: Sample, verdict: Array, prior: float, weights: dict[str, Array], refined: dict[str, Array]
) -> dict[str, float]:
    """How far to trust each field: fields that say the same thing twice get less, as judged pairs show."""
    usual = {field.name: field.scale for field in FIELDS}
    told = np.flatnonzero(verdict != 0)
    true = verdict[told] == 1
    if true.sum() < ENOUGH or (~true).sum() < ENOUGH:
        return usual
    bits = np.stack([_field_bits(seen, name, weights, refined)[told] for name in usual], axis=1) * np.log(2)
    start = np.array([*usual.values(), prior * np.log(2)])
    held = np.array([TRUST] * len(usual) + [0.1])
    found = _logistic(np.concatenate([bits, np.ones((len(bits), 1))], axis=1), true, start, held)
    return {name: round(float(np.clip(value, 0.1, 1.5)), 4) for name, value in zip(usual, found, strict=False)}


def _logistic(x: Array, y: Array, start: Array, held: Array) -> Array:
    """Ridge logistic regression held to `start` (Newton's method)."""
    beta = start.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (y - p) - held * (beta - start)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(held + 1e-9), slope)
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return beta


def tuned(seen: Sample, verdict: Array, score: Array, usual: float) -> tuple[float, tuple[float, float]]:
    """Threshold that joins the judged pairs best, and slope and offset from bits to log-odds."""
    kept = np.flatnonzero(score > FLOOR)
    i, j, source = seen.i[kept], seen.j[kept], seen.level["source"][kept]
    bits = source_competition.contest(
        source_competition.rivalry(seen.data.source, i, j), len(seen.data), i, j, score[kept], source
    )
    true, told = verdict[kept] == 1, verdict[kept] != 0
    if true.sum() < ENOUGH or (told & ~true).sum() < ENOUGH:
        return usual, USUAL
    barred = source_competition.barred(score[kept], source)
    gain = []
    for threshold in THRESHOLDS:
        label = cluster.cluster(np.arange(len(seen.data)), i, j, bits, barred, round(threshold * UNIT))
        joined = label[i] == label[j]
        gain.append(2 * (joined & true).sum() / max(1, (joined & told).sum() + (verdict == 1).sum()))
    return _flat_best(np.array(gain), usual), _calibration(bits[told] / UNIT, true[told])


def _flat_best(gain: Array, usual: float) -> float:
    """Best threshold once each is averaged with its neighbours, so that one lucky pair decides nothing."""
    smooth = np.convolve(np.pad(gain, 2, mode="edge"), [0.1, 0.25, 0.3, 0.25, 0.1], mode="valid")
    near = smooth - 0.0005 * np.abs(np.array(THRESHOLDS) - usual)
    return float(THRESHOLDS[int(near.argmax())])


def _calibration(bits: Array, true: Array) -> tuple[float, float]:
    x = np.stack([bits * np.log(2), np.ones(len(bits))], axis=1)
    slope, offset = _logistic(x, true, np.array([1.0, 0.0]), np.array([1.0, 0.1]))
    return round(float(np.clip(slope, 0.2, 3.0)), 4), round(float(offset / np.log(2)), 4)

"""What judged pairs teach: verdicts for the sample, trust in each field, the threshold, and honest probabilities."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.grouping.judgements import rule
from ceasefire.linkage.grouping.judgements import verdicts as verdicts_on
from ceasefire.linkage.learning.sampling import Sample
from ceasefire.linkage.learning.weights import Weights
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.fields import FIELDS
from ceasefire.vocabulary.arrays import Bools, Floats, Ints, Levels

# No number of this module was measured apart from the whole; all were chosen by hand. What learning from judgements gives in
# all stands in bench/linkage/README.md ("learnt on the other half with its answers").

ENOUGH = 40
"""Judged pairs of either kind below which trust, threshold and calibration stay as they come."""

TRUST = 30.0
"""How hard each field's scale is held to its usual value when judged pairs would move it: weight of the squared change in
the ridge regression."""

_TRUST_OF_PRIOR = 0.1
"""The same for the prior and for the offset of calibration, which are all but free."""

_TRUST_OF_SLOPE = 1.0
"""The same for the slope of calibration."""

_SCALES, _SLOPES = (0.1, 1.5), (0.2, 3.0)
"""Least and largest scale of a field, and slope of calibration, whatever the judged pairs say."""

SLOPE = 0.8
"""Slope of calibration where no labels teach another: evidence is a little overstated, as fields overlap. Fitted by logistic
regression it was .5 to 1.1 in twelve made worlds of six hands."""

_DOUBTED, _SURE = -5 * UNIT, 2 * UNIT
"""Evidence after competition between which a pair is in doubt, and above which it is nearly sure, where crowding is counted."""

_OFFSET, _BY_CROWDING = 1.65, -0.95
"""Offset of calibration in bits where as many pairs are in doubt as are nearly sure, and what it changes by each doubling of the
one beside the other: where places are crowded, many unlike incidents look alike, and evidence is worth less. By regression of
the offsets fitted in those twelve worlds, each hand counting the same."""

_SURE_SEEN, _USUAL_CROWDING = 5.0, 1.9
"""Nearly sure pairs that the usual crowding counts for, and how many are in doubt for each of them then: as crowded as the made
worlds that the shipped set joins as it does. A file of a few rows tells nothing of how crowded it is. Chosen by hand."""

_OFFSETS = (-2.0, 4.0)
"""Least and largest offset that crowding gives."""

_JOINED_AT = -2.0
"""Log2-odds at which reports are joined: 1 to 4. Where a pair is in doubt others mostly decide, for it is the mean over all
pairs that counts; in the made worlds the best lay between 1 to 8 and 1 to 2."""

THRESHOLDS = tuple(x / 2 for x in range(-7, 1))
"""Thresholds tried, in bits: -3.5 to 0 by halves."""

_SMOOTH = (0.1, 0.25, 0.3, 0.25, 0.1)
"""Weights of a threshold's neighbours, two on either side, when its gain is averaged."""

_HOLD_USUAL = 0.0005
"""Gain in F1 that a threshold must bring for each bit it lies from the usual one."""

_ROUNDS, _STILL, _LARGEST_STEP, _LARGEST_LOGIT = 30, 1e-8, 1.0, 30.0
"""Newton's method stops after so many rounds or when nothing moves further than this, and takes no larger steps; beyond
such log-odds a probability differs from 0 or 1 by less than 1e-13."""


def judged_reports(data: Prepared, judgements: pa.Table | None) -> Ints:
    """Return the positions of reports that people judged, int64, ascending."""
    if judgements is None or not len(judgements):
        return np.zeros(0, np.int64)
    ruling = rule(data.ids, judgements)
    return np.unique(np.concatenate([ruling.same.ravel(), ruling.different.ravel()]))


def verdicts(seen: Sample, judgements: pa.Table | None) -> Levels:
    """Return for each sampled pair 1 (judged same, if only through others), -1 (different) or 0, int8 [pairs]."""
    if judgements is None or not len(judgements):
        return np.zeros(len(seen.i), np.int8)
    ruling = rule(seen.data.ids, judgements)
    return verdicts_on(ruling, len(seen.data), seen.i, seen.j)


def evidence(seen: Sample, found: Weights, scale: dict[str, float]) -> Ints:
    """Return the score of each sampled pair in 1/1024 bit, int64 [pairs]."""
    total = found.prior.take(seen.row)
    for field in FIELDS:
        total += scale[field.name] * _field_bits(seen, field.name, found)
    return np.asarray(np.rint(total * UNIT), np.int64)


def _field_bits(seen: Sample, name: str, found: Weights) -> Floats:
    bits = found.bits[name].ravel().take(seen.at[name])
    if name in found.refined:
        bits += np.where(seen.row == 0, found.refined[name].take(seen.cell[name]), 0)
    return np.asarray(bits)


def scales(seen: Sample, verdict: Levels, found: Weights) -> dict[str, float]:
    """Return how far to trust each field: fields that say the same thing twice get less, as judged pairs show."""
    usual = {field.name: field.scale for field in FIELDS}
    judged = np.flatnonzero(verdict != 0)
    true = verdict[judged] == 1
    if true.sum() < ENOUGH or (~true).sum() < ENOUGH:
        return usual
    bits = np.stack([_field_bits(seen, name, found)[judged] for name in usual], axis=1) * np.log(2)
    stratum = np.eye(len(found.prior))[seen.row[judged]]
    start = np.array([*usual.values(), *(found.prior * np.log(2))])
    held = np.array([TRUST] * len(usual) + [_TRUST_OF_PRIOR] * len(found.prior))
    values = _logistic(np.concatenate([bits, stratum], axis=1), true, start, held)
    return {name: round(float(np.clip(value, *_SCALES)), 4) for name, value in zip(usual, values, strict=False)}


def _logistic(x: Floats, y: Bools, start: Floats, held: Floats) -> Floats:
    """Ridge logistic regression held to `start` (Newton's method): float64 [columns of x]."""
    beta = start.copy()
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -_LARGEST_LOGIT, _LARGEST_LOGIT)))
        slope = x.T @ (y - p) - held * (beta - start)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(held + 1e-9), slope)
        beta = beta + np.clip(step, -_LARGEST_STEP, _LARGEST_STEP)
        if np.abs(step).max() < _STILL:
            break
    return beta


def tuned(seen: Sample, verdict: Levels, score: Ints) -> tuple[float, tuple[float, float]]:
    """Return the threshold in bits that joins the judged pairs best, and slope and offset from bits to log2-odds.

    Where too few pairs were judged, all three follow from how crowded the record is.
    """
    kept = np.flatnonzero(score > FLOOR)
    i, j, source = seen.i[kept], seen.j[kept], seen.level["source"][kept]
    bits = source_competition.reduced(
        source_competition.competing(seen.data.source, i, j), len(seen.data), i, j, score[kept], source
    )
    true, judged = verdict[kept] == 1, verdict[kept] != 0
    if true.sum() < ENOUGH or (judged & ~true).sum() < ENOUGH:
        return by_crowding(bits)
    barred = source_competition.barred(seen.data, i, j, score[kept], source)
    gain = []
    for threshold in THRESHOLDS:
        label = cluster.cluster(np.arange(len(seen.data)), i, j, bits, barred, round(threshold * UNIT))
        joined = label[i] == label[j]
        gain.append(2 * (joined & true).sum() / max(1, (joined & judged).sum() + (verdict == 1).sum()))
    usual, _ = by_crowding(bits)
    return _flat_best(np.array(gain), usual), _calibration(bits[judged] / UNIT, true[judged])


def by_crowding(bits: Ints) -> tuple[float, tuple[float, float]]:
    """Return threshold, and slope and offset of calibration, by how many pairs are in doubt for each that is nearly sure.

    `bits` are the evidence after competition of the pairs of a record, in 1/1024 bit.
    """
    sure = int((bits > _SURE).sum())
    doubted = int((bits > _DOUBTED).sum()) - sure
    offset = _OFFSET + _BY_CROWDING * float(np.log2((doubted + _SURE_SEEN * _USUAL_CROWDING) / (sure + _SURE_SEEN)))
    offset = round(float(np.clip(offset, *_OFFSETS)), 4)
    return round(float(np.clip((_JOINED_AT - offset) / SLOPE, THRESHOLDS[0], THRESHOLDS[-1])), 2), (SLOPE, offset)


def _flat_best(gain: Floats, usual: float) -> float:
    """Best threshold once each is averaged with its neighbours, so that one lucky pair decides nothing."""
    smooth = np.convolve(np.pad(gain, 2, mode="edge"), _SMOOTH, mode="valid")
    near = smooth - _HOLD_USUAL * np.abs(np.array(THRESHOLDS) - usual)
    return float(THRESHOLDS[int(near.argmax())])


def _calibration(bits: Floats, true: Bools) -> tuple[float, float]:
    x = np.stack([bits * np.log(2), np.ones(len(bits))], axis=1)
    slope, offset = _logistic(x, true, np.array([1.0, 0.0]), np.array([_TRUST_OF_SLOPE, _TRUST_OF_PRIOR]))
    return round(float(np.clip(slope, *_SLOPES)), 4), round(float(offset / np.log(2)), 4)

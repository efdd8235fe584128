"""Bits learnt from the reports themselves by expectation and maximisation, with judged pairs where there are any.

Each round asks how likely each sampled pair is one incident (after its rivals had their say), then counts anew how true
and untrue pairs fall on the levels; the last rounds ask which incidents would come of it, too. The expected shares in
`fields` stand for some sixty pairs seen before.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.learning import supervised
from ceasefire.linkage.learning.sampling import Sample, sample, sampled
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.fields import CODES, FIELDS, SAME_SOURCE, Field

Array = npt.NDArray[Any]
Weights = tuple[float, dict[str, Array], dict[str, Array]]
SEEN = 120.0
"""Pairs that the expected shares count for."""

CHANCE_SEEN = 20.0
"""Pairs that the shares by chance count for."""

CELL_SEEN = 20.0
"""Pairs that must be seen on two values before they move far from what their level says."""

REPEAT_CAP = 0.15
"""At most this share of reports repeats another of the same source, unless outlets tell them apart."""

THRESHOLD = -2.5
"""Mean evidence in bits above which accounts are joined, unless labels teach another."""

GATHERED_ROUNDS = 5
GATHERING = -2.0
"""The same while learning: stricter, so that wrong company teaches less."""

THIN_AFTER = 2
STILL = 0.06
"""Change in bits below which another round is not worth its time."""

HOPELESS = -10 * UNIT
LABEL_WEIGHT = 4.0
"""A judged pair counts as this many others."""


def learn(reports: pa.Table, judgements: pa.Table | None = None, options: Options = USUAL) -> Parameters:
    """Return parameters learnt from a sample of the reports that depends on their content alone.

    Same and different verdicts in `judgements` count for more than the evidence; the same input gives the same bytes of
    `Parameters.to_json`. Raises ValueError for reports without usable ids.
    """
    return fit(prepare(sampled(reports, judgements, options.sample_reports)), judgements, options)


def fit(data: Prepared, judgements: pa.Table | None, options: Options) -> Parameters:
    """Learn from the reports that `sampled` picked."""
    judged = supervised.judged_reports(data, judgements)
    seen, common, codes = sample(data, options, judged)
    verdict = supervised.verdicts(seen, judgements)
    prior, weights, refined = _maximise(seen, verdict, options.rounds)
    scale = supervised.scales(seen, verdict, prior, weights, refined)
    evidence = supervised.evidence(seen, prior, weights, refined, scale)
    threshold, calibration = supervised.tuned(seen, verdict, evidence, THRESHOLD)
    return Parameters(
        prior_bits=round(prior, 4),
        weights=_plain(weights),
        refined=_plain(refined),
        scale=scale,
        codes=codes,
        common=common,
        threshold_bits=threshold,
        calibration=calibration,
        reports=len(seen.data),
        pairs=len(seen.i),
        labels=int((verdict != 0).sum()),
    )


def _plain(weights: dict[str, Array]) -> dict[str, list[float]]:
    return {name: [round(float(b), 4) + 0.0 for b in bits] for name, bits in weights.items()}


def _maximise(seen: Sample, verdict: Array, rounds: int) -> Weights:
    """Start from the expected shares, then count anew round by round until little moves; the last rounds gather."""
    counts = np.where(verdict == 0, 1.0, LABEL_WEIGHT)
    prior, weights, refined = _count(seen, _known(np.zeros(len(seen.i)), verdict), counts)
    prior = float(np.log2(0.4 * len(seen.data) / max(len(seen.i), 1) + 1e-6))
    found = prior, weights, {name: bits * 0 for name, bits in refined.items()}
    turn, last = 0, rounds - GATHERED_ROUNDS
    while turn < rounds:
        score = supervised.evidence(seen, *found, {f.name: f.scale for f in FIELDS})
        if turn == THIN_AFTER:
            kept, counts = _thinned(score, verdict, counts)
            seen, score, verdict = seen.keep(kept), score[kept], verdict[kept]
        before, p = found, _expect(seen, score, gathered=turn >= last)
        found = _count(seen, _known(_capped(seen, p), verdict), counts)
        still = THIN_AFTER < turn < last and _moved(before, found) < STILL
        turn = last if still else turn + 1
    return found


def _moved(before: Weights, after: Weights) -> float:
    """Largest change of any weight of any field, in bits."""
    return max(float(np.abs(after[1][f.name] - before[1][f.name]).max()) for f in FIELDS)


def _thinned(score: Array, verdict: Array, counts: Array) -> tuple[Array, Array]:
    """Of pairs that look hopeless keep every eighth, which then counts for eight."""
    hopeless = (score < HOPELESS) & (verdict == 0)
    kept = ~hopeless
    kept[np.flatnonzero(hopeless)[::8]] = True
    return kept, np.where(hopeless, counts * 8, counts)[kept]


def _size(field: Field) -> int:
    side = CODES[field.refine] ** 2
    return side if field.refine == field.name else side * len(field)


def _known(p: Array, verdict: Array) -> Array:
    return np.where(verdict == 1, 1.0, np.where(verdict == -1, 0.0, p))


def _count(seen: Sample, p: Array, counts: Array) -> Weights:
    true, untrue = p * counts, (1 - p) * counts
    weights = {f.name: _bits(f, seen.level[f.name], true, untrue) for f in FIELDS}
    ratio = float(true.sum()) / max(float(untrue.sum()), 1e-9)
    refined = {}
    for field in (f for f in FIELDS if f.refine):
        level, cell = seen.level[field.name], seen.cell[field.name]
        due = np.bincount(cell, untrue * np.exp2(weights[field.name]).take(level), _size(field))
        refined[field.name] = _cell_bits(np.bincount(cell, true, _size(field)), due * ratio)
    prior = float(np.log2((true.sum() + 1.0) / (untrue.sum() + 1.0)))
    return prior, weights, refined


def _bits(field: Field, level: Array, true: Array, untrue: Array) -> Array:
    """log2 of the share of true pairs over the share of untrue pairs on each level, within its circumstance."""
    given, expected, chance = np.array(field.given), np.array(field.expected), np.array(field.chance)
    m = np.bincount(level, true, len(field)) + SEEN * expected
    u = np.bincount(level, untrue, len(field)) + CHANCE_SEEN * chance + 0.2
    for group in range(given.max() + 1):
        at = given == group
        m[at] /= m[at].sum()
        u[at] /= u[at].sum()
    return np.asarray(np.clip(np.log2(m / u), -12, 12))


def _cell_bits(true: Array, due: Array) -> Array:
    """Bits to add for each pair of values: true pairs found there against those its level leads to expect."""
    bits = np.log2((true + CELL_SEEN) / (due + CELL_SEEN))
    bits[0] = 0
    return np.asarray(np.clip(bits, -6, 6))


def _expect(seen: Sample, score: Array, gathered: bool) -> Array:
    """Probability of each sampled pair; once `gathered`, pulled towards the incidents that would come of it."""
    source = seen.level["source"]
    kept = np.flatnonzero(score > FLOOR)
    i, j, n = seen.i[kept], seen.j[kept], len(seen.data)
    bits = source_competition.contest(
        source_competition.rivalry(seen.data.source, i, j), n, i, j, score[kept], source[kept]
    )
    p = np.zeros(len(score))
    p[kept] = 1 / (1 + np.exp2(-bits / UNIT))
    if gathered:
        barred = source_competition.barred(score[kept], source[kept])
        label = cluster.cluster(np.arange(n), i, j, bits, barred, round(GATHERING * UNIT))
        p[kept] = np.where(label[i] == label[j], 0.8 + 0.2 * p[kept], 0.2 * p[kept])
    return p


def _capped(seen: Sample, p: Array) -> Array:
    """Scale down what one source seems to tell twice to the share of reports that can be expected to."""
    again = seen.level["source"] >= SAME_SOURCE
    total, most = float(p[again].sum()), REPEAT_CAP * len(seen.data)
    return np.where(again, p * (most / total), p) if total > most else p

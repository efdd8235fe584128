"""Scored pairs turned into groups: reports of one source compete, people are obeyed, and what holds together is gathered."""

from __future__ import annotations

import numpy as np

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping import cluster, contradiction, source_competition
from ceasefire.linkage.grouping.judgements import Ruling, verdicts
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.output import wholes
from ceasefire.linkage.output.link_tables import Settled
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Ints, Levels, Wholes

_JUDGED_SAME = (1 << 20) * UNIT
"""Evidence of a pair judged same: more than all other pairs of any two groups could speak against it."""

_CERTAIN_BITS = 60
"""Log2-odds beyond which a probability differs from 0 or 1 by less than doubles hold."""


def decide(index: ReportIndex, scored: Scored, ruling: Ruling, parameters: Parameters, options: Options) -> Settled:
    """Return evidence after competition and probability of every scored pair, and the group of every report."""
    n, i, j = len(index), scored.i, scored.j
    verdict = verdicts(ruling, n, i, j)
    among = source_competition.competing(index.source, i, j)
    threshold = _threshold(parameters, options)
    score = _without_days(index, scored, threshold)
    bits = source_competition.reduced(among, n, i, j, score, scored.source)
    part = wholes.parts(index, i, j, scored.score, verdict == 0)
    final = _final(bits, verdict)
    bars = barred(index, scored, part, verdict)
    label = gathered(index, ruling.group, scored, final, bars, threshold, options)
    shared = wholes.shared(index, i, j, part, label, verdict == 0)
    told = calibrated(bits, parameters.calibration)
    told = np.where(verdict == 1, 1.0, np.where(verdict == -1, 0.0, told))
    return Settled(
        i=i,
        j=j,
        score=scored.score,
        source=scored.source,
        bits=bits,
        told=told,
        part=part,
        shared=shared,
        verdict=verdict,
        label=label,
    )


def _without_days(index: ReportIndex, scored: Scored, threshold: int) -> Codes:
    """Return the scores (int32 [pairs]), those of two reports without a day no higher than what does not join: filed at one time, they
    may be of two, and only one that tells its day brings them together."""
    if not index.dateless.any():
        return scored.score
    both = index.dateless[scored.i] & index.dateless[scored.j]
    return np.where(both, np.minimum(scored.score, threshold), scored.score).astype(np.int32)


def gathered(
    index: ReportIndex,
    group: Ints,
    pairs: Scored | Settled,
    score: Ints,
    bars: Bools,
    threshold: int,
    options: Options,
) -> Ints:
    """Return the group of every report (int64 [n], as `cluster` does), given those that people bound (`group`, int64 [n]).

    `score` (int64, 1/1024 bit) and `bars` (bool) belong to the pairs; no group holds two reports that contradict each other.
    """
    apart, alike = contradiction.unless_bound(index, group, options), contradiction.alike(index, group)
    return cluster.cluster(group, pairs.i, pairs.j, score, bars, threshold, apart, alike=alike)


def barred(index: ReportIndex, pairs: Scored | Settled, part: Levels, verdict: Levels) -> Bools:
    """Mark (bool [pairs]) the pairs that no group holds: judged apart, or two of one text, or of which one sums the other, unless
    judged same. `part` (int8 [pairs]) is as `wholes.parts` gives it, `verdict` as in `Settled`."""
    listed = source_competition.barred(index, pairs.i, pairs.j, pairs.score, pairs.source)
    summed = wholes.apart(index, pairs.i, pairs.j, pairs.score, part)
    return np.asarray((verdict == -1) | ((listed | summed) & (verdict != 1)))


def holding(settled: Settled, parameters: Parameters, options: Options) -> Bools:
    """Mark (bool [pairs]) the pairs with evidence above the threshold: no group has two parts without one between them,
    unless people bound them."""
    return np.asarray(_final(settled.bits, settled.verdict) > _threshold(parameters, options))


def _final(bits: Ints, verdict: Levels) -> Ints:
    return np.where(verdict == 1, _JUDGED_SAME, np.maximum(bits, FLOOR))


def _threshold(parameters: Parameters, options: Options) -> int:
    bits = options.threshold_bits if options.threshold_bits is not None else parameters.threshold_bits
    return round(bits * UNIT)


def calibrated(bits: Wholes, calibration: tuple[float, float]) -> Floats:
    """Return the probability for evidence in 1/1024 bit, float64 [pairs], by the learnt slope and offset."""
    slope, offset = calibration
    log2_odds = np.clip(slope * bits / UNIT + offset, -_CERTAIN_BITS, _CERTAIN_BITS)
    return np.asarray(1 / (1 + np.exp2(-log2_odds)))

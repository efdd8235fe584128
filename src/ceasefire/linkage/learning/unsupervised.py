"""Bits learnt from the reports themselves by expectation and maximisation, with judged pairs where there are any.

Each round asks how likely each sampled pair is one incident (after competition), then counts anew how true and untrue pairs
fall on the levels; the last rounds ask which incidents would come of it, too. The expected shares in `fields` stand for
`SEEN` pairs seen before.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ceasefire.intake.tables.column_names import as_reports
from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.learning import supervised
from ceasefire.linkage.learning.sampling import Sample, sample, sampled
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.fields import FIELDS, SAME_SOURCE, Field
from ceasefire.vocabulary.arrays import Bools, Bytes, Floats, Ints, Levels

Weights = tuple[float, dict[str, Floats], dict[str, Floats]]
"""Prior in bits, bits of each level of each field, and bits to add for each cell of each refined field."""

# All numbers here were chosen by hand. What each gains was not measured apart but where it says so.

SEEN = 120.0
"""Pairs that the expected shares count for. 60 at first; doubled, as small tables were unsteady."""

CHANCE_SEEN = 20.0
"""Pairs that the shares by chance count for: they matter for small tables alone."""

CELL_SEEN = 20.0
"""Pairs that must be seen on two values before they move far from what their level says. 10 at first; see `SEEN`."""

REPEAT_CAP = 0.15
"""At most this share of reports repeats another of the same source, unless outlets tell them apart. A trial on made worlds
in which sources doubled 4.5 % of their reports gained .006 to .016 of F1 by a cap of 3 %, and put the share at 20 to 60 %
without any; raised to 15 % when a hard bar on repeats was given up, which was more accurate in every world."""

THRESHOLD = -2.5
"""Mean evidence in bits above which accounts are joined, unless labels teach another. -2 at first; the reason for the change
is not on record."""

GATHERED_ROUNDS = 5
"""Rounds at the end in which the incidents that would come of it are asked, too."""

GATHERING = -2.0
"""`THRESHOLD` while learning: stricter, so that wrong groups teach less."""

_SAME_INCIDENT, _DOUBT = 0.8, 0.2
"""In those rounds a pair in one incident keeps a fifth of its doubt, and a pair in two a fifth of its probability."""

_PAIRS_PER_REPORT = 0.4
"""True pairs for each report before any learning."""

THIN_AFTER, _THIN_EVERY = 2, 8
"""After so many rounds, of unlikely pairs one in eight is kept, which counts for eight: for speed."""

UNLIKELY = -10 * UNIT
"""Score in 1/1024 bit below which a pair is unlikely: 1000 to 1 against."""

STILL = 0.06
"""Change in bits below which another round is not worth its time."""

LABEL_WEIGHT = 4.0
"""A judged pair counts as this many others."""

_CHANCE_LEAST = 0.2
"""Pairs added to every level of the pairs by chance, so that none is impossible."""

_MOST_BITS, _MOST_CELL_BITS = 12.0, 6.0
"""The most that one level, and one cell, can say for or against."""


def learn(
    reports: pa.Table, judgements: pa.Table | None = None, options: Options = USUAL, *, words: bool = True
) -> Parameters:
    """Return parameters learnt from a sample of the reports that depends on their content alone.

    Same and different verdicts in `judgements` count for more than the evidence; the same input gives the same bytes of
    `Parameters.to_json`. Without `words` no word and no name of these reports is listed in them, so that they serve other
    reports as well. Raises ValueError for reports without usable ids.
    """
    reports = as_reports(reports)
    return fit(prepare(sampled(reports, judgements, options.sample_reports)), judgements, options, words=words)


def fit(data: Prepared, judgements: pa.Table | None, options: Options, *, words: bool = True) -> Parameters:
    """Return the parameters learnt from the reports that `sampled` picked."""
    judged = supervised.judged_reports(data, judgements)
    seen, common, codes = sample(data, options, judged, words=words)
    verdict = supervised.verdicts(seen, judgements)
    prior, weights, refined = _maximise(seen, verdict, options.rounds)
    scale = supervised.scales(seen, verdict, prior, weights, refined)
    evidence = supervised.evidence(seen, prior, weights, refined, scale)
    threshold, calibration = supervised.tuned(seen, verdict, evidence, THRESHOLD)
    return Parameters(
        prior_bits=round(prior, 4),
        weights=_plain(weights),
        refined=_plain(refined) if words else {},
        scale=scale,
        codes=codes,
        common=common,
        threshold_bits=threshold,
        calibration=calibration,
        reports=len(seen.data),
        pairs=len(seen.i),
        labels=int((verdict != 0).sum()),
    )


def _plain(weights: dict[str, Floats]) -> dict[str, list[float]]:
    return {name: [round(float(b), 4) + 0.0 for b in bits] for name, bits in weights.items()}


def _maximise(seen: Sample, verdict: Levels, rounds: int) -> Weights:
    """Start from the expected shares, then count anew round by round until little moves; the last rounds gather."""
    counts = np.where(verdict == 0, 1.0, LABEL_WEIGHT)
    prior, weights, refined = _count(seen, _known(np.zeros(len(seen.i)), verdict), counts)
    prior = float(np.log2(_PAIRS_PER_REPORT * len(seen.data) / max(len(seen.i), 1) + 1e-6))
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


def _thinned(score: Ints, verdict: Levels, counts: Floats) -> tuple[Bools, Floats]:
    """Of unlikely pairs keep every eighth, which then counts for eight."""
    unlikely = (score < UNLIKELY) & (verdict == 0)
    kept = ~unlikely
    kept[np.flatnonzero(unlikely)[::_THIN_EVERY]] = True
    return kept, np.where(unlikely, counts * _THIN_EVERY, counts)[kept]


def _known(p: Floats, verdict: Levels) -> Floats:
    return np.where(verdict == 1, 1.0, np.where(verdict == -1, 0.0, p))


def _count(seen: Sample, p: Floats, counts: Floats) -> Weights:
    true, untrue = p * counts, (1 - p) * counts
    weights = {f.name: _bits(f, seen.level[f.name], true, untrue) for f in FIELDS}
    ratio = float(true.sum()) / max(float(untrue.sum()), 1e-9)
    refined = {}
    for field in (f for f in FIELDS if f.refine):
        level, cell = seen.level[field.name], seen.cell[field.name]
        due = np.bincount(cell, untrue * np.exp2(weights[field.name]).take(level), field.cells) * ratio
        found = np.bincount(cell, true, field.cells)
        refined[field.name] = _cell_bits(np.asarray(found, np.float64), np.asarray(due, np.float64))
    prior = float(np.log2((true.sum() + 1.0) / (untrue.sum() + 1.0)))
    return prior, weights, refined


def _bits(field: Field, level: Bytes, true: Floats, untrue: Floats) -> Floats:
    """log2 of the share of true pairs over the share of untrue pairs on each level, within its circumstance."""
    given, expected, chance = np.array(field.given), np.array(field.expected), np.array(field.chance)
    m = np.bincount(level, true, len(field)) + SEEN * expected
    u = np.bincount(level, untrue, len(field)) + CHANCE_SEEN * chance + _CHANCE_LEAST
    for group in range(given.max() + 1):
        at = given == group
        m[at] /= m[at].sum()
        u[at] /= u[at].sum()
    return np.asarray(np.clip(np.log2(m / u), -_MOST_BITS, _MOST_BITS))


def _cell_bits(true: Floats, due: Floats) -> Floats:
    """Bits to add for each pair of values: true pairs found there against those its level leads to expect."""
    bits = np.log2((true + CELL_SEEN) / (due + CELL_SEEN))
    bits[0] = 0
    return np.asarray(np.clip(bits, -_MOST_CELL_BITS, _MOST_CELL_BITS))


def _expect(seen: Sample, score: Ints, gathered: bool) -> Floats:
    """Probability of each sampled pair; once `gathered`, pulled towards the incidents that would come of it."""
    source = seen.level["source"]
    kept = np.flatnonzero(score > FLOOR)
    i, j, n = seen.i[kept], seen.j[kept], len(seen.data)
    bits = source_competition.reduced(
        source_competition.competing(seen.data.source, i, j), n, i, j, score[kept], source[kept]
    )
    p = np.zeros(len(score))
    p[kept] = 1 / (1 + np.exp2(-bits / UNIT))
    if gathered:
        barred = source_competition.barred(score[kept], source[kept])
        label = cluster.cluster(np.arange(n), i, j, bits, barred, round(GATHERING * UNIT))
        p[kept] = np.where(label[i] == label[j], _SAME_INCIDENT + _DOUBT * p[kept], _DOUBT * p[kept])
    return p


def _capped(seen: Sample, p: Floats) -> Floats:
    """Scale down what one source seems to report twice to the share of reports that can be expected to."""
    again = seen.level["source"] >= SAME_SOURCE
    total, most = float(p[again].sum()), REPEAT_CAP * len(seen.data)
    return np.where(again, p * (most / total), p) if total > most else p

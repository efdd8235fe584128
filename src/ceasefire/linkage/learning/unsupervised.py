"""Bits learnt from the reports themselves by expectation and maximisation, with judged pairs where there are any.

Each round asks how likely each sampled pair is one incident (after competition), then counts anew how true and untrue pairs
fall on the levels; the last rounds ask which incidents would come of it, too. Pairs of two sources and pairs of one are
counted apart: learnt together, "of one source" becomes the mark of one incident, and a place that is reported daily one
incident. How untrue pairs fall can be counted in any record, for nearly all pairs are untrue; how true pairs fall is held to
what was counted on made worlds (`shares`), the more so for pairs of one source, where habits look like repetition.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.grouping.report_names import by_id
from ceasefire.linkage.learning import supervised
from ceasefire.linkage.learning.sampling import Sample, sample, sampled
from ceasefire.linkage.learning.weights import Weights
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.fields import FIELDS, WITHIN, Field
from ceasefire.linkage.scoring.monotone import parted, rising
from ceasefire.linkage.scoring.shares import STRATA, shares
from ceasefire.vocabulary.arrays import Bools, Floats, Ints, Levels

# All numbers here were chosen by hand. What each gains was not measured apart but where it says so.

SEEN = 300.0
"""Pairs that the expected shares count for. On the made worlds 120 and 300 did not differ; the larger is the steadier."""

PRIOR_SEEN, USUAL_PRIOR = 10.0, (-5.7, -7.0)
"""Pairs that the usual odds before looking count for, and these odds in bits, of pairs of two sources and of one: those of the
shipped set (`pinned/prior.toml`). In a file of two rows the one pair there is would make its own odds: two reports with nothing
but the day in common were one incident. 100 cost the real rows .035 of F1; 10 and 30 nothing."""

FOUND_WITHIN = 0.1
"""What a pair of one source that seems one incident counts for, beside the expected shares."""

CHANCE_SEEN = 20.0
"""Pairs that the shares by chance count for: they matter for small tables alone."""

CELL_SEEN = 20.0
"""Pairs that must be seen on two values before they move far from what their level says. 10 at first; see `SEEN`."""

REPEAT_CAP = 0.15
"""At most this share of reports repeats another of the same source. A trial on made worlds in which sources doubled 4.5 % of
their reports gained .006 to .016 of F1 by a cap of 3 %, and put the share at 20 to 60 % without any."""

GATHERED_ROUNDS = 4
"""Rounds at the end in which the incidents that would come of it are asked, too."""

GATHERING = -2.0
"""Mean evidence in bits above which accounts are joined while learning."""

_SAME_INCIDENT, _DOUBT = 0.8, 0.2
"""In those rounds a pair in one incident keeps a fifth of its doubt, and a pair in two a fifth of its probability."""

FEW = 200
"""Reports below which a set is said to be learnt from few: from so many on a set of a record's own links better than the set that
comes with the program in most made worlds (bench/linkage/README.md)."""

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

_MOST_BITS, _MOST_CELL_BITS = 10.0, 6.0
"""The most that one level, and one cell, can say for or against."""

WITHIN_BITS = (-2.5, 5.0)
"""The most that one level can say of a pair of one source: the shares rest on few true pairs there."""


def learn(
    reports: pa.Table, judgements: pa.Table | None = None, options: Options = USUAL, *, words: bool = True
) -> Parameters:
    """Return parameters learnt from a sample of the reports that depends on their content alone.

    Same and different verdicts in `judgements` count for more than the evidence; the same input gives the same bytes of
    `Parameters.to_json`. Without `words` no word and no name of these reports is listed in them, so that they serve other
    reports as well. Raises ValueError as `given` and `as_judgements` do.
    """
    return learn_from(given(reports).table, judgements, options, words=words)


def learn_from(reports: pa.Table, judgements: pa.Table | None, options: Options, *, words: bool = True) -> Parameters:
    """Return what `learn` does, from reports as `given` gives them."""
    judgements = by_id(judgements, reports)
    return fit(prepare(sampled(reports, judgements, options.sample_reports)), judgements, options, words=words)


def fit(data: Prepared, judgements: pa.Table | None, options: Options, *, words: bool = True) -> Parameters:
    """Return the parameters learnt from the reports that `sampled` picked."""
    judged = supervised.judged_reports(data, judgements)
    seen, common, codes = sample(data, options, judged, words=words)
    verdict = supervised.verdicts(seen, judgements)
    found = _parted(_maximise(seen, verdict, options.rounds), taught=len(data) >= FEW)
    scale = supervised.scales(seen, verdict, found)
    threshold, calibration = supervised.tuned(seen, verdict, supervised.evidence(seen, found, scale))
    between, within = ({name: _plain(bits[k]) for name, bits in found.bits.items()} for k in range(len(STRATA)))
    return Parameters(
        prior_bits=round(float(found.prior[0]), 4),
        weights=between,
        within_prior_bits=round(float(found.prior[1]), 4),
        within=within,
        refined={name: _plain(bits) for name, bits in found.refined.items()} if words else {},
        scale=scale,
        codes=codes,
        common=common,
        threshold_bits=threshold,
        calibration=calibration,
        reports=len(seen.data),
        pairs=len(seen.i),
        labels=int((verdict != 0).sum()),
    )


def _plain(bits: Floats) -> list[float]:
    return [round(float(b), 4) + 0.0 for b in bits]


def _parted(found: Weights, *, taught: bool) -> Weights:
    """Return the weights with the bounds of `parted`, which come last: while pairs are counted they would pull other fields along."""
    bits = {f.name: np.stack([parted(f, row, taught=taught) for row in found.bits[f.name]]) for f in FIELDS}
    return found._replace(bits=bits)


def _maximise(seen: Sample, verdict: Levels, rounds: int) -> Weights:
    """Start from the expected shares, then count anew round by round until little moves; the last rounds gather."""
    counts = np.where(verdict == 0, 1.0, LABEL_WEIGHT)
    found = _expected(seen)
    turn, last = 0, rounds - GATHERED_ROUNDS
    while turn < rounds:
        score = supervised.evidence(seen, found, {f.name: f.scale for f in FIELDS})
        if turn == THIN_AFTER:
            kept, counts = _thinned(score, verdict, counts)
            seen, score, verdict = seen.keep(kept), score[kept], verdict[kept]
        before, p = found, _expect(seen, score, gathered=turn >= last)
        found = _count(seen, _known(_capped(seen, p), verdict), counts)
        still = THIN_AFTER < turn < last and _moved(before, found) < STILL
        turn = last if still else turn + 1
    return found


def _expected(seen: Sample) -> Weights:
    """Return the weights before any round: how pairs fall on the levels in the made worlds, and how many are true there."""
    known = shares()
    pairs = np.bincount(seen.row, minlength=len(STRATA))
    prior = _odds(known.pairs * len(seen.data), pairs)
    none = {f.name: np.zeros(f.cells) for f in FIELDS if f.refine}
    bits = {f.name: np.log2(known.expected[f.name] / known.chance[f.name]) for f in FIELDS}
    return Weights(prior, {name: np.clip(b, -_MOST_BITS, _MOST_BITS) for name, b in bits.items()}, none)


def _odds(true: Floats | Ints, untrue: Floats | Ints) -> Floats:
    """Return the odds before looking in bits, float64 [2], given how many pairs of each kind are true and are not."""
    usual = np.exp2(np.array(USUAL_PRIOR))
    held = PRIOR_SEEN * usual / (1 + usual)
    return np.asarray(np.log2((true + held) / (untrue + PRIOR_SEEN - held)))


def _moved(before: Weights, after: Weights) -> float:
    """Largest change of any weight of any field, in bits."""
    return max(float(np.abs(after.bits[f.name] - before.bits[f.name]).max()) for f in FIELDS)


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
    bits = {f.name: _bits(f, seen.at[f.name], true, untrue) for f in FIELDS}
    sums = np.stack([np.bincount(seen.row, q, len(STRATA)) for q in (true, untrue)], axis=1)
    ratio = sums[0, 0] / max(sums[0, 1], 1e-9)
    between = seen.row == 0
    true, untrue = true * between, untrue * between
    refined = {}
    for field in (f for f in FIELDS if f.refine):
        level, cell = seen.level[field.name], seen.cell[field.name]
        due = np.bincount(cell, untrue * np.exp2(bits[field.name][0]).take(level), field.cells) * ratio
        refined[field.name] = _cell_bits(np.bincount(cell, true, field.cells).astype(np.float64), due)
    return Weights(_odds(sums[:, 0], sums[:, 1]), bits, refined)


def _bits(field: Field, at: Ints, true: Floats, untrue: Floats) -> Floats:
    """log2 of the share of true pairs over that of untrue pairs on each level, within its circumstance: float64 [2, levels]."""
    known, size = shares(), (len(STRATA), len(field))
    found, others = (np.bincount(at, p, len(STRATA) * len(field)).reshape(size) for p in (true, untrue))
    m: Floats = found * np.array([[1.0], [FOUND_WITHIN]]) + SEEN * known.expected[field.name]
    u: Floats = others + CHANCE_SEEN * known.chance[field.name] + _CHANCE_LEAST
    bits = np.clip(np.log2(evened(field, m) / evened(field, u)), -_MOST_BITS, _MOST_BITS)
    bits[1] = np.clip(bits[1], *WITHIN_BITS)
    return np.stack([rising(field, bits[k], m[k]) for k in range(len(STRATA))])


def evened(field: Field, counts: Floats) -> Floats:
    """Return counts as shares of their circumstance; float64 [..., levels] both."""
    given = np.array(field.given)
    sums = np.stack([counts[..., given == g].sum(axis=-1) for g in range(given.max() + 1)], axis=-1)
    return np.asarray(counts / np.maximum(sums, 1e-12)[..., given])


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
        barred = source_competition.barred(seen.data, i, j, score[kept], source[kept])
        label = cluster.cluster(np.arange(n), i, j, bits, barred, round(GATHERING * UNIT))
        p[kept] = np.where(label[i] == label[j], _SAME_INCIDENT + _DOUBT * p[kept], _DOUBT * p[kept])
    return p


def _capped(seen: Sample, p: Floats) -> Floats:
    """Scale down what one source seems to report twice to the share of reports that can be expected to."""
    again = seen.level["source"] >= WITHIN
    total, most = float(p[again].sum()), REPEAT_CAP * len(seen.data)
    return np.where(again, p * (most / total), p) if total > most else p

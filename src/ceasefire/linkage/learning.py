"""Bits learnt from the reports themselves by expectation and maximisation, with judged pairs where there are any.

Each round asks how likely each sampled pair is one incident (after its rivals had their say), then counts anew how true
and untrue pairs fall on the levels. The expected shares in `fields` stand for some sixty pairs seen before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage import block, compare, compete
from ceasefire.linkage.fields import BY_NAME, FIELDS, MAX_TYPES, SAME_SOURCE, Field
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.prepare import UNDATED, Prepared, prepare
from ceasefire.linkage.score import UNIT
from ceasefire.linkage.strings import U64, Words, mix

Array = npt.NDArray[Any]
SEEN = 60.0
TYPE_AGREE = 0.78
REPEAT_CAP = 0.03
"""At most this share of reports repeats another of the same source, unless outlets tell them apart."""

_COMMON_SHARE = 0.002
_COMMON_MOST = 4096


@dataclass(frozen=True)
class _Sample:
    data: Prepared
    i: Array
    j: Array
    level: dict[str, Array]
    rival: compete.Rivalry


def learn(reports: pa.Table, judgements: pa.Table | None = None, options: Options = Options()) -> Parameters:
    """Return parameters learnt from a sample of the reports that depends on their content alone.

    Raises ValueError for reports without usable ids.
    """
    data = prepare(reports)
    return fit(data, options)


def fit(data: Prepared, options: Options) -> Parameters:
    """Learn from prepared reports."""
    rows = sample_rows(data, options.sample_reports)
    common = {name: _common(getattr(data, name), rows) for name in ("place", "actor", "target", "text")}
    types = _types(data, rows)
    sample = _sample(data, rows, types, common, options)
    prior, weights = _maximise(sample, *_begin(sample), options.rounds)
    return Parameters(
        prior_bits=prior, weights={name: [round(float(b), 4) for b in bits] for name, bits in weights.items()},
        scale={**{f.name: f.scale for f in FIELDS}, "type": 0.9}, types=types, common=common, threshold_bits=-1.0,
        calibration=(1.0, 0.0), reports=len(rows), pairs=len(sample.i),
    )


def sample_rows(data: Prepared, most: int) -> Array:
    """Positions of about `most` reports: whole runs of sixteen days picked by hash, so that neighbours stay together."""
    dated = np.flatnonzero(data.first != UNDATED)
    if len(dated) <= most:
        return dated
    run = (data.first[dated].astype(np.int64) + (1 << 31)) // 16
    rank = mix(run.astype(U64))
    names, counts = np.unique(rank, return_counts=True)
    wanted = names[: max(1, int(np.searchsorted(np.cumsum(counts), most, side="right")))]
    rows = dated[rank <= wanted[-1]]
    step = -(-len(rows) // (2 * most))
    return rows[::step]


def _common(words: Words, rows: Array) -> dict[str, float]:
    """Share of sampled reports holding each word that is not rare, the commonest first, by hash."""
    picked = words.take(rows)
    count = np.bincount(picked.code, minlength=len(words.table))
    told = max(1, int((picked.counts() > 0).sum()))
    order = np.lexsort((words.table, -count))[:_COMMON_MOST]
    most = [k for k in order if count[k] >= max(2.0, _COMMON_SHARE * told)]
    return {f"{int(words.table[k]):016x}": round(float(count[k]) / told, 6) for k in most}


def _types(data: Prepared, rows: Array) -> list[str]:
    count = np.bincount(data.type_code[rows], minlength=len(data.type_names))
    names = sorted((-int(c), name) for name, c in zip(data.type_names, count, strict=True) if name and c)
    return [name for _, name in names[: MAX_TYPES - 2]]


def _sample(data: Prepared, rows: Array, types: list[str], common: compare.Common, options: Options) -> _Sample:
    part = subset(data, rows)
    sign = compare.signs(part, types, common)
    found = [compare.near(part, i, j, options) for i, j in block.candidates(part, options)]
    i, j, km = (np.concatenate(x) for x in zip(*found, strict=True)) if found else (np.zeros(0, np.int64),) * 2 + (np.zeros(0, np.float32),)
    level = compare.levels(part, sign, i, j, km)
    return _Sample(part, i, j, level, compete.rivalry(part, i, j))


def subset(data: Prepared, rows: Array) -> Prepared:
    """The same arrays for some reports only, still in canonical order."""
    from ceasefire.linkage.prepare import _take

    fields = {name: getattr(data, name) for name in data.__dataclass_fields__ if name not in ("ids", "type_names")}
    picked = {name: _take(value, rows) for name, value in fields.items()}
    return Prepared(ids=data.ids.take(pa.array(rows)), type_names=data.type_names, **picked)


def _begin(sample: _Sample) -> tuple[float, dict[str, Array]]:
    """Bits to start from: expected shares of true pairs against how all sampled pairs fall."""
    none = np.zeros(len(sample.i))
    weights = {field.name: _bits(field, sample.level[field.name], none) for field in FIELDS}
    weights["type"] = _type_bits(sample.level["type"], none)
    pairs = max(len(sample.i), 1)
    return float(np.log2(0.4 * len(sample.data) / pairs + 1e-6)), weights


def _bits(field: Field, level: Array, p: Array) -> Array:
    """log2 of the share of true pairs over the share of untrue pairs on each level, within its circumstance."""
    every = np.bincount(level, minlength=len(field)).astype(float)
    true = np.bincount(level, weights=p, minlength=len(field))
    given, expected = np.array(field.given), np.array(field.expected)
    m, u = np.empty(len(field)), np.empty(len(field))
    for group in range(given.max() + 1):
        at = given == group
        m[at] = (true[at] + SEEN * expected[at]) / (true[at].sum() + SEEN)
        untrue = np.maximum(every[at] - true[at], 0)
        u[at] = (untrue + 0.5 + 2 * expected[at]) / (untrue + 0.5 + 2 * expected[at]).sum()
    return np.clip(np.log2(m / u), -12, 12)


def _type_bits(level: Array, p: Array) -> Array:
    """Bits of each pair of event types; types seldom met together lean on agreement and disagreement at large."""
    side = MAX_TYPES
    every = np.bincount(level, minlength=side * side).astype(float).reshape(side, side)
    true = np.bincount(level, weights=p, minlength=side * side).reshape(side, side)
    every[0] = true[0] = 0
    every[:, 0] = true[:, 0] = 0
    untrue = np.maximum(every - true, 0)
    share = (untrue + 0.02) / (untrue + 0.02).sum()
    own = np.eye(side, dtype=bool)
    agree = (true[own].sum() + SEEN * TYPE_AGREE) / (true.sum() + SEEN)
    prior = np.where(own, agree * share / share[own].sum(), (1 - agree) * share / share[~own].sum())
    m = (true + SEEN * prior) / (true.sum() + SEEN)
    bits = np.clip(np.log2(m / share), -8, 8)
    bits[0] = bits[:, 0] = 0
    return np.asarray(bits.reshape(-1))


def _maximise(sample: _Sample, prior: float, weights: dict[str, Array], rounds: int) -> tuple[float, dict[str, Array]]:
    for _ in range(rounds):
        p = _expect(sample, prior, weights)
        weights = {field.name: _bits(field, sample.level[field.name], p) for field in FIELDS}
        weights["type"] = _type_bits(sample.level["type"], p)
        true = float(p.sum()) + 1.0
        prior = float(np.log2(true / (len(p) - p.sum() + 1.0)))
    return prior, weights


def _expect(sample: _Sample, prior: float, weights: dict[str, Array]) -> Array:
    total = np.full(len(sample.i), prior)
    for name, level in sample.level.items():
        scale = BY_NAME[name].scale if name in BY_NAME else 0.9
        total += scale * weights[name][level]
    score = np.rint(total * UNIT).astype(np.int64)
    strong = (score > UNIT) & (sample.level["source"] >= 2)
    repeat = compete.repeats(len(sample.data), sample.i, sample.j, strong)
    p = compete.compete(sample.rival, sample.i, sample.j, compete.odds_of(score), repeat)
    return _capped(sample, p)


def _capped(sample: _Sample, p: Array) -> Array:
    """Scale down what one source seems to tell twice to the share of reports that can be expected to."""
    again = sample.level["source"] >= SAME_SOURCE
    total, most = float(p[again].sum()), REPEAT_CAP * len(sample.data)
    if total > most:
        p = p.copy()
        p[again] *= most / total
    return p

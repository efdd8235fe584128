"""The sample that parameters are learnt from: chosen by content alone, whole runs of days, so neighbours stay
together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.prepare import CODED, UNDATED, Prepared, subset, told_days
from ceasefire.linkage.features.strings import U64, Words, mix
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring import block, compare
from ceasefire.linkage.scoring.fields import CODES

Array = npt.NDArray[Any]
_COMMON_SHARE = 0.002
_COMMON_MOST = 4096
_PAIRS_MOST = 2_000_000


@dataclass(frozen=True)
class Sample:
    """Sampled reports with all their candidate pairs compared."""

    data: Prepared
    i: Array
    j: Array
    level: dict[str, Array]
    cell: dict[str, Array]

    def keep(self, kept: Array) -> Sample:
        """Only the pairs that are marked."""
        level = {name: values[kept] for name, values in self.level.items()}
        cell = {name: values[kept] for name, values in self.cell.items()}
        return Sample(self.data, self.i[kept], self.j[kept], level, cell)


def sample(data: Prepared, options: Options, also: Array) -> tuple[Sample, comparable.Common, dict[str, list[str]]]:
    """Return the compared sample, the words that are common in it and the commonest values of the coded columns.

    `data` holds the reports that `sampled` picked; where they are still too many they are thinned evenly, but for the
    positions `also`: reports that people judged.
    """
    dated = np.flatnonzero(data.first != UNDATED)
    rows = np.union1d(dated[:: max(1, -(-len(dated) // (2 * options.sample_reports)))], also).astype(np.int64)
    common = {name: _common(getattr(data, name), rows) for name in ("place", "actor", "target", "text")}
    codes = {name: _commonest(data, rows, k, CODES[name] - 1) for k, name in enumerate(CODED)}
    part = subset(data, rows)
    sign = comparable.signs(part, codes, common)
    pairs = _compared(part, sign, options)
    level = compare.levels(pairs)
    return Sample(part, pairs.i, pairs.j, level, compare.cells(pairs, level)), common, codes


def _compared(data: Prepared, sign: comparable.Signs, options: Options) -> compare.Pairs:
    """All candidate pairs of the sample; where there are too many, those whose hash is lucky."""
    pairs = compare.Pairs(data, sign, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    every = U64(1)
    for left, right in block.candidates(data, options):
        more = compare.near(data, sign, left, right, options)
        pairs = pairs.and_(more.keep(_lucky(more, every)))
        while len(pairs) > _PAIRS_MOST:
            every *= U64(2)
            pairs = pairs.keep(_lucky(pairs, every))
    return pairs


def _lucky(pairs: compare.Pairs, every: np.uint64) -> Array:
    return np.asarray(mix((pairs.i << 32 | pairs.j).astype(U64)) % every == 0)


def sampled(reports: pa.Table, judgements: pa.Table | None, most: int) -> pa.Table:
    """Return about `most` reports: whole runs of sixteen days picked by hash, and all that people judged."""
    first, _ = told_days(reports)
    dated = first != UNDATED
    if dated.sum() <= most:
        return reports
    rank = mix(((first.astype(np.int64) + (1 << 32)) // 16).astype(U64))
    names, counts = np.unique(rank[dated], return_counts=True)
    last = max(1, int(np.searchsorted(np.cumsum(counts), most, side="right")))
    picked = dated & (rank <= names[last - 1])
    if judgements is not None and len(judgements):
        ids = pc.cast(reports["report_id"], pa.string())
        for side in ("a", "b"):
            picked |= pc.is_in(ids, value_set=pc.cast(judgements[side], pa.string()).combine_chunks()).to_numpy()
    return reports.filter(pa.array(picked))


def _common(words: Words, rows: Array) -> dict[str, float]:
    """Share of sampled reports holding each word that is not rare, the commonest first, by hash."""
    picked = words.take(rows)
    count = np.bincount(picked.code, minlength=len(words.table))
    told = max(1, int((picked.counts() > 0).sum()))
    order = np.lexsort((words.table, -count))[:_COMMON_MOST]
    most = [k for k in order if count[k] >= max(2.0, _COMMON_SHARE * told)]
    return {f"{int(words.table[k]):016x}": round(float(count[k]) / told, 6) for k in most}


def _commonest(data: Prepared, rows: Array, column: int, most: int) -> list[str]:
    names = data.named[list(CODED)[column]]
    count = np.bincount(data.code[rows, column], minlength=len(names))
    found = sorted((-int(c), name) for name, c in zip(names, count, strict=True) if name and c > 1)
    return [name for _, name in found[:most]]

"""The sample that parameters are learnt from: chosen by content alone, whole runs of days, so neighbours stay
together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.linkage.features.prepare import CODED, Prepared, subset
from ceasefire.linkage.features.strings import U64, Words, mix
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring import block, compare
from ceasefire.linkage.scoring.fields import BY_NAME, CODES, stratum_of
from ceasefire.linkage.scoring.pairs import Pairs, near
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Ints, Wholes

WORDS_OF = ("place", "actor", "target", "text")
"""Fields of which common words are listed."""

COMMON_SHARE = 0.002
"""Share of reports from which a word counts as common: one in 500. Chosen by hand; not measured apart."""

COMMON_MOST = 4096
"""The most common words kept of each field, which bounds the size of `Parameters`. Chosen by hand; not measured."""

_COMMON_REPORTS = 2.0
"""A word of one report alone is never common, however few reports there are."""

_PAIRS_MOST = 2_000_000
"""Pairs of the sample above which half are left out by hash, which bounds memory and time. A trial before this matcher
learnt from half a million to a million pairs; this number was chosen by hand and not measured."""

_RUN_DAYS = 16
"""Days that are sampled together, so that neighbours stay together. Chosen by hand; not measured."""

_DAY_ZERO = 1 << 32
"""Added to days since 1970, so that days before it number from 0 up, too."""


@dataclass(frozen=True)
class Sample:
    """Sampled reports with all their candidate pairs compared.

    `i`, `j`: int64 [pairs], positions in `data`, i < j; for each field `level`: uint8 [pairs]; for each refined field
    `cell`: int32 [pairs], its cell in the table of value pairs, 0 for none.
    """

    data: Prepared
    i: Wholes
    j: Wholes
    level: dict[str, Bytes]
    cell: dict[str, Codes]

    @cached_property
    def row(self) -> Ints:
        """The row of the tables for each pair: 1 for a pair of one source, else 0; int64 [pairs]."""
        return stratum_of(self.level["source"])

    @cached_property
    def at(self) -> dict[str, Ints]:
        """For each field where each pair falls in its table of both rows, laid out one after the other; int64 [pairs]."""
        return {name: self.row * len(BY_NAME[name]) + level for name, level in self.level.items()}

    def keep(self, kept: Bools) -> Sample:
        """Return only the pairs that are marked (bool [pairs])."""
        level = {name: values[kept] for name, values in self.level.items()}
        cell = {name: values[kept] for name, values in self.cell.items()}
        return Sample(self.data, self.i[kept], self.j[kept], level, cell)


def sample(
    data: Prepared, options: Options, also: Ints, *, words: bool = True
) -> tuple[Sample, comparable.Common, dict[str, list[str]]]:
    """Return the compared sample, the words that are common in it and the commonest values of the coded columns.

    `data` holds the reports that `sampled` picked; where they are still too many they are thinned evenly, but for the
    positions `also` (int64): reports that people judged. Without `words` no word and no value is listed.
    """
    dated = np.flatnonzero(data.first != UNDATED)
    rows = np.union1d(dated[:: max(1, -(-len(dated) // (2 * options.sample_reports)))], also).astype(np.int64)
    common = {name: common_words(getattr(data, name), rows) if words else {} for name in WORDS_OF}
    codes = {name: _commonest(data, rows, k, CODES[name] - 1) if words else [] for k, name in enumerate(CODED)}
    part = subset(data, rows)
    features = comparable.features_of(part, codes, common)
    pairs = _compared(part, features, options)
    level = compare.levels(pairs)
    return Sample(part, pairs.i, pairs.j, level, compare.cells(pairs, level)), common, codes


def _compared(data: Prepared, features: comparable.Features, options: Options) -> Pairs:
    """All candidate pairs of the sample; where there are too many, one in `every` by hash."""
    pairs = Pairs(data, features, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    every = U64(1)
    for left, right in block.candidates(data, options):
        more = near(data, features, left, right, options)
        pairs = pairs.and_(more.keep(_one_in(every, more)))
        while len(pairs) > _PAIRS_MOST:
            every *= U64(2)
            pairs = pairs.keep(_one_in(every, pairs))
    return pairs


def _one_in(every: np.uint64, pairs: Pairs) -> Bools:
    return np.asarray(mix((pairs.i << 32 | pairs.j).astype(U64)) % every == 0)


def sampled(reports: pa.Table, judgements: pa.Table | None, most: int) -> pa.Table:
    """Return about `most` reports: whole runs of sixteen days picked by hash, and all that people judged."""
    first, _ = stated_days(reports)
    dated = first != UNDATED
    if dated.sum() <= most:
        return reports
    rank = mix(((first.astype(np.int64) + _DAY_ZERO) // _RUN_DAYS).astype(U64))
    names, counts = np.unique(rank[dated], return_counts=True)
    last = max(1, int(np.searchsorted(np.cumsum(counts), most, side="right")))
    picked = dated & (rank <= names[last - 1])
    if judgements is not None and len(judgements):
        ids = pc.cast(reports["report_id"], pa.string())
        for side in ("a", "b"):
            picked |= pc.is_in(ids, value_set=pc.cast(judgements[side], pa.string()).combine_chunks()).to_numpy()
    return reports.filter(pa.array(picked))


def common_words(words: Words, rows: Ints) -> dict[str, float]:
    """Share of sampled reports holding each word that is not rare, the commonest first, by hash."""
    picked = words.take(rows)
    count = np.bincount(picked.code, minlength=len(words.table))
    stated = max(1, int((picked.counts() > 0).sum()))
    order = np.lexsort((words.table, -count))[:COMMON_MOST]
    most = [k for k in order if count[k] >= max(_COMMON_REPORTS, COMMON_SHARE * stated)]
    return {f"{int(words.table[k]):016x}": round(float(count[k]) / stated, 6) for k in most}


def _commonest(data: Prepared, rows: Ints, column: int, most: int) -> list[str]:
    names = data.named[list(CODED)[column]]
    count = np.bincount(data.code[rows, column], minlength=len(names))
    found = sorted((-int(c), name) for name, c in zip(names, count, strict=True) if name and c > 1)
    return [name for _, name in found[:most]]

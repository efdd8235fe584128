"""The answer written down: one row per report, and one row per pair worth showing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping.judgements import Ruling
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.output import evidence
from ceasefire.linkage.scoring.bits import UNIT
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Floats, Ints, Levels, Wholes

# The numbers of this module were chosen by hand; none was measured.

SHOWN_BITS = -5
"""Pairs with less evidence after competition are not written to `pairs`, unless judged or in one incident."""

WORDED = 20_000
"""Up to so many pairs are put in words at once, which bounds time; `explain` words any pair."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Scored pairs after competition and judgement, and the group of each of n reports.

    | array | dtype, shape | holds |
    |---|---|---|
    | i, j | int32 [pairs] | canonical positions, i < j |
    | score, bits | int32, int64 [pairs] | evidence before and after competition, in 1/1024 bit |
    | source | uint8 [pairs] | level of the field `source` |
    | told | float64 [pairs] | probability that both speak of one incident; 1 or 0 where judged |
    | part | int8 [pairs] | 1 where i tells a part of what j sums, -1 the other way round; 0 neither (`wholes`) |
    | shared | int8 [pairs] | the same where another account of the part's incident tells that part (`wholes.shared`) |
    | verdict | int8 [pairs] | 1 judged same, -1 judged apart, if only through others; 0 neither |
    | label | int64 [n] | position of the smallest report of the incident |
    """

    i: Codes
    j: Codes
    score: Codes
    source: Bytes
    bits: Ints
    told: Floats
    part: Levels
    shared: Levels
    verdict: Levels
    label: Ints

    @property
    def within(self) -> Bools:
        """Pairs whose reports share an incident, bool [pairs]."""
        return np.asarray(self.label[self.i] == self.label[self.j])

    @property
    def part_of(self) -> Levels:
        """The same as `part`, and `shared` besides, 0 where both reports share an incident all the same, int8 [pairs]."""
        return np.where(self.within, 0, np.where(self.part != 0, self.part, self.shared)).astype(np.int8)


def smallest(data: ReportIndex, label: Ints) -> Ints:
    """Return the position of the report with the smallest id in each report's group, int64 [n]: it names the incident."""
    order = np.lexsort((data.rank, label))
    if not len(order):
        return order
    new = np.ones(len(order), bool)
    new[1:] = label[order[1:]] != label[order[:-1]]
    out = np.empty(len(order), np.int64)
    out[order] = order[np.flatnonzero(new)[np.cumsum(new) - 1]]
    return out


def most(n: int, i: Wholes, j: Wholes, told: Floats) -> Floats:
    """Return the largest of the probabilities `told` among each of n reports' pairs, float64 [n]; 0 for none."""
    best = np.zeros(n)
    np.maximum.at(best, i, told)
    np.maximum.at(best, j, told)
    return best


def links(data: ReportIndex, settled: Settled, options: Options) -> pa.Table:
    """Return one row per report in the order of the reports: incident, probability that it belongs there, kind of
    link."""
    n, within, part = len(data), settled.within, settled.part_of
    i, j, told = settled.i, settled.j, settled.told
    inside, outside = most(n, i[within], j[within], told[within]), most(n, i[~within], j[~within], told[~within])
    alone = np.bincount(settled.label, minlength=n)[settled.label] == 1
    low, high = options.unsure
    kind = np.where(alone, 0, 1)
    kind[np.where(alone, outside >= low, inside < high)] = 2
    some = part != 0
    nested = np.zeros(n, bool)
    nested[np.where(part == 1, i, j)[some]] = True
    kind[nested & alone] = 3
    kinds = pa.DictionaryArray.from_arrays(
        pa.array(kind, pa.int8()), pa.array(["alone", "same", "unsure", "part_of"])
    ).cast(pa.string())
    back = np.empty(n, np.int64)
    back[data.order] = np.arange(n)
    named = data.ids.take(pa.array(smallest(data, settled.label)))
    columns = [data.ids, named, pa.array(np.where(alone, 1 - outside, inside)), kinds]
    return pa.table([column.take(pa.array(back)) for column in columns], schema=schema("links"))


def pairs(
    reports: pa.Table, data: ReportIndex, settled: Settled, ruling: Ruling, parameters: Parameters, options: Options
) -> pa.Table:
    """Return the pairs worth showing: in one incident, judged, of a part and its whole, or with some evidence; a is the part in
    a part_of pair."""
    judged = np.isin(settled.i.astype(np.int64) * len(data) + settled.j, ruling.keys(ruling.pairs(), len(data)))
    told = judged | (settled.verdict != 0) | (settled.part_of != 0)
    shown = np.flatnonzero(settled.within | told | (settled.bits > SHOWN_BITS * UNIT))
    kind, turn = _kinds(data, settled, ruling, options, shown)
    i, j = settled.i[shown], settled.j[shown]
    a, b = np.where(turn, j, i), np.where(turn, i, j)
    order = np.lexsort((data.rank[b], data.rank[a]))
    a, b, shown, kind = a[order], b[order], shown[order], kind[order]
    words = (
        evidence.sentences(reports, data.order[a], data.order[b], parameters)
        if options.words and len(shown) <= WORDED
        else pa.nulls(len(shown), pa.string())
    )
    kinds = pa.array(["same", "part_of", "unsure", "different"]).take(pa.array(kind))
    columns = [
        data.ids.take(pa.array(a)),
        data.ids.take(pa.array(b)),
        pa.array(settled.told[shown]),
        pa.array(settled.bits[shown] / UNIT),
        kinds,
        _offices(ruling, a, b, judged[shown]),
        words,
    ]
    return pa.table(columns, schema=schema("pairs"))


def _offices(ruling: Ruling, a: Wholes, b: Wholes, judged: Bools) -> pa.Array:
    """Return which offices judged each of the pairs; `judged` marks those of which any did."""
    rows = np.flatnonzero(judged)
    said = [ruling.by(x, y) for x, y in zip(a[rows].tolist(), b[rows].tolist(), strict=True)]
    return pc.replace_with_mask(pa.nulls(len(a), pa.string()), pa.array(judged), pa.array(said, pa.string()))


def _kinds(data: ReportIndex, settled: Settled, ruling: Ruling, options: Options, shown: Ints) -> tuple[Ints, Bools]:
    """Kind of each shown pair (same, part_of, unsure, different) and whether its reports must change places."""
    told, part = settled.told[shown], settled.part_of[shown]
    i, j = settled.i[shown], settled.j[shown]
    low, high = options.unsure
    kind = np.where(settled.within[shown], 0, 3)
    kind[(told >= low) & (told <= high)] = 2
    kind[part != 0] = 1
    n = len(data)
    kind[np.isin(i.astype(np.int64) * n + j, ruling.keys(ruling.unsure, n))] = 2
    judged = np.isin(i.astype(np.int64) * n + j, ruling.keys(ruling.part_of, n))
    kind[judged] = 1
    forward = ruling.part_of[:, 0] * n + ruling.part_of[:, 1] if len(ruling.part_of) else np.zeros(0, np.int64)
    backward = judged & np.isin(j.astype(np.int64) * n + i, forward)
    plain = (kind != 1) & (data.rank[i] > data.rank[j])
    return kind, np.where(judged, backward, plain | ((part == -1) & (kind == 1)))

"""Linking cut into shards by day, each with the reports that reach into it: any cut gives the very same links.

A pair belongs to the shard that holds the later of the two first days. A shard needs the reports that start before
its end
and whose window, with the days two reports may lie apart, reaches its start. Pairs are scored shard by shard, anywhere,
with parameters learnt once; rivals and incidents are settled over the pairs of all shards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.matching import Linked, settle
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.prepare import UNDATED, prepare, told_days
from ceasefire.linkage.score import Scored, score

Array = npt.NDArray[Any]
PAIRS = pa.schema(
    [("a", pa.string()), ("b", pa.string()), ("score", pa.int32()), ("source", pa.uint8()), ("crowded", pa.int32())]
)


@dataclass(frozen=True, kw_only=True)
class Shard:
    """Days from `start` up to but not including `end`, counted from 1970-01-01."""

    start: int
    end: int


def plan(reports: pa.Table, shards: int) -> list[Shard]:
    """Return at most `shards` runs of days with about equally many reports that together hold every dated report."""
    first, _ = told_days(reports)
    days = np.sort(first[first != UNDATED])
    if not len(days):
        return []
    cuts = np.unique(days[np.linspace(0, len(days) - 1, shards + 1).astype(np.int64)][:-1]).tolist()
    return [Shard(start=a, end=b) for a, b in zip(cuts, [*cuts[1:], int(days[-1]) + 1], strict=True)]


def part(reports: pa.Table, shard: Shard, options: Options) -> pa.Table:
    """Return the reports that a shard needs: its own and those that reach into it."""
    first, last = told_days(reports)
    reach = (first != UNDATED) & (first < shard.end) & (last >= shard.start - options.days_apart)
    return reports.filter(pa.array(reach))


def score_part(reports: pa.Table, shard: Shard, parameters: Parameters, options: Options) -> pa.Table:
    """Return the scored pairs that belong to a shard, given the reports it needs: columns a, b, score, source,
    crowded."""
    data = prepare(reports)
    found = score(data, parameters, options)
    own = (data.first[found.j] >= shard.start) & (data.first[found.j] < shard.end)
    i, j = found.i[own], found.j[own]
    crowded = np.full(len(i), found.crowded, np.int32)
    columns = [data.ids.take(pa.array(i)), data.ids.take(pa.array(j)), found.score[own], found.source[own], crowded]
    return pa.table([pa.array(c) if isinstance(c, np.ndarray) else c for c in columns], schema=PAIRS)


def gather(
    reports: pa.Table, scored: Iterable[pa.Table], judgements: pa.Table | None, parameters: Parameters, options: Options
) -> Linked:
    """Return the links that come of the pairs of all shards: those of `link` with the same parameters."""
    data = prepare(reports)
    pairs = pa.concat_tables([PAIRS.empty_table(), *scored])
    a, b = (pc.index_in(pairs[side], value_set=data.ids).to_numpy() for side in ("a", "b"))
    i, j = np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32)
    order = np.lexsort((j, i))
    points, source = pairs["score"].to_numpy()[order], pairs["source"].to_numpy()[order]
    crowded = pc.max(pairs["crowded"]).as_py() or 0
    return settle(reports, data, Scored(i[order], j[order], points, source, crowded), judgements, parameters, options)

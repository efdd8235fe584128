"""Linking cut into shards by day, each with the reports that reach into it: any cut gives the very same links.

A pair belongs to the shard that holds the later of the two first days. Pairs are scored shard by shard, anywhere, with
parameters learnt once; competition and incidents are settled over the pairs of all shards.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import stated_days
from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.prepare import prepare
from ceasefire.linkage.matching import settle
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.output.linked import Linked
from ceasefire.linkage.pinned.limits import fitting
from ceasefire.linkage.scoring.in_runs import Run, index_of, reaching, runs
from ceasefire.linkage.scoring.score import Scored, score

PAIRS = pa.schema(
    [("a", pa.string()), ("b", pa.string()), ("score", pa.int32()), ("source", pa.uint8()), ("crowded", pa.int32())]
)


def plan(reports: pa.Table, most: int) -> list[Run]:
    """Return runs of days of about `most` reports each that together hold every dated report."""
    return runs(stated_days(given(reports).table)[0], most)


def part(reports: pa.Table, run: Run, options: Options) -> pa.Table:
    """Return the reports that a shard needs: its own and earlier ones that reach into it."""
    reports = given(reports).table
    return reports.filter(pa.array(reaching(*stated_days(reports), run, options)))


def score_part(reports: pa.Table, run: Run, parameters: Parameters, options: Options) -> pa.Table:
    """Return the scored pairs that belong to a shard, given the reports it needs: columns a, b, score, source, crowded
    (reports of the shard in crowded cells, the same on every row)."""
    data = prepare(given(reports).table)
    found = score(data, fitting(parameters), options)
    own = (data.first >= run.start) & (data.first < run.end)
    mine = np.flatnonzero(own[found.j])
    crowded = np.full(len(mine), int(found.in_crowded[own].sum()), np.int32)
    ends = (data.ids.take(pa.array(side[mine])) for side in (found.i, found.j))
    return pa.table([*ends, found.score[mine], found.source[mine], crowded], schema=PAIRS)


def gather(
    reports: pa.Table, scored: Iterable[pa.Table], judgements: pa.Table | None, parameters: Parameters, options: Options
) -> Linked:
    """Return the links that come of the pairs of all shards: those of `link` with the same parameters."""
    reports, slips = given(reports)
    known = index_of(reports, options)
    parts = [Scored.none()]
    for pairs in scored:
        a, b = (pc.index_in(pairs[side], value_set=known.ids).to_numpy() for side in ("a", "b"))
        i, j = np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32)
        crowded = pc.max(pairs["crowded"]).as_py() or 0
        parts.append(Scored(i, j, pairs["score"].to_numpy(), pairs["source"].to_numpy(), crowded))
    return settle(reports, known, Scored.join(parts), judgements, fitting(parameters), options, slips)

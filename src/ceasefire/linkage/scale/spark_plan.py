"""Shards in space and time for an engine that moves Arrow batches, each with the halo of reports that reach into it.

Days are cut into runs. Where the days of one run alone hold too many reports, the run is cut into strips of latitude,
unless a crowded cell lies in it: what is compared there hangs on all reports of the day. Every pair and every report
has one home among the shards, so any plan gives each pair once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.days_and_places import ANYWHERE, UNDATED, located, stated_days
from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.features.report_index import KINDS
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring.block import in_crowded_cells, reach_of
from ceasefire.linkage.scoring.in_runs import Run, reaching, runs
from ceasefire.linkage.scoring.score import Scored, score
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Ints, Levels
from ceasefire.vocabulary.earth import KM_PER_DEGREE

ROW, SHARD, HOME = "_row", "_shard", "_home"
"""Columns added to the reports: row of the table, number of the shard, and strip of that shard that the report is at home in."""

_MARGIN_KM = 1.0
"""Added to every reach, so that no pair at the very edge of it is lost to rounding."""

_CUT_ABOVE = 2
"""A run of days is cut into strips where it holds more than so many shards' reports. Chosen by hand; not measured."""


def signed(kind: np.dtype[Any]) -> np.dtype[Any]:
    """Return as what a column travels: Arrow engines know no unsigned numbers of 64 bits."""
    return np.dtype(np.int64) if kind == np.uint64 else kind


FOUND = pa.schema(
    [
        ("a", pa.int64()),
        ("b", pa.int64()),
        ("score", pa.int32()),
        ("level", pa.int8()),
        *((name, pa.from_numpy_dtype(signed(kind))) for name, kind in KINDS.items()),
        ("crowded", pa.bool_()),
    ]
)
"""What a shard gives: scored pairs of row numbers (a, b, score, level), and a row for each report at home there
(b null), with what the answer needs of it; 64-bit codes travel as signed numbers."""


@dataclass(frozen=True)
class _Placed:
    """Reports in time and space, with dtypes, shapes and units as in `Prepared` (`block.Placed`)."""

    first: Codes
    last: Codes
    lat: Floats
    lon: Floats
    level: Levels

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Runs of days, the latitudes at which each is cut into strips, and the number of each run's first shard."""

    runs: tuple[Run, ...]
    cuts: tuple[tuple[float, ...], ...]
    starts: tuple[int, ...]
    most: int
    shards: int
    options: Options


def plan(reports: pa.Table, options: Options, most: int) -> Plan:
    """Return shards of about `most` reports each, without their halo."""
    first, last = stated_days(reports)
    lat, lon, _, level = located(reports)
    found = tuple(runs(first, most))
    cuts = _cuts(_Placed(first, last, lat, lon, level), found, options, most)
    starts = np.concatenate([[0], np.cumsum([len(c) + 1 for c in cuts])]).astype(int).tolist()
    return Plan(runs=found, cuts=cuts, starts=tuple(starts[:-1]), most=most, shards=starts[-1], options=options)


def _cuts(where: _Placed, found: tuple[Run, ...], options: Options, most: int) -> tuple[tuple[float, ...], ...]:
    sizes = [int(((where.first >= run.start) & (where.first < run.end)).sum()) for run in found]
    if not any(size > _CUT_ABOVE * most for size in sizes):
        return ((),) * len(found)
    crowded = in_crowded_cells(where, options)
    return tuple(_strips(where, run, size, crowded, options, most) for run, size in zip(found, sizes, strict=True))


def _strips(where: _Placed, run: Run, size: int, crowded: Bools, options: Options, most: int) -> tuple[float, ...]:
    """Latitudes that cut a run into even strips; none where it is small, or where a cell of its days is crowded."""
    mine = (where.first >= run.start) & (where.first < run.end)
    placed = where.lat[mine & (where.level != ANYWHERE)]
    within = reaching(where.first, where.last, run, options)
    if size <= _CUT_ABOVE * most or not len(placed) or (crowded & within).any():
        return ()
    shares = np.linspace(0, 1, -(-size // most) + 1)[1:-1]
    return tuple(np.unique(np.quantile(placed, shares)).tolist())


def scatter(batches: Iterator[pa.RecordBatch], plan: Plan) -> Iterator[pa.RecordBatch]:
    """Yield each report once for every shard that needs it, with the shard's number and the strip it is at home in."""
    for batch in batches:
        table = pa.Table.from_batches([batch])
        rows, shard, home = _sent(table, plan)
        out = table.take(pa.array(rows))
        out = out.append_column(SHARD, pa.array(shard, pa.int32())).append_column(HOME, pa.array(home, pa.int32()))
        yield from out.to_batches()


def _sent(table: pa.Table, plan: Plan) -> tuple[Ints, Ints, Ints]:
    """Which rows go to which shard, and each row's home strip in that shard's run."""
    first, last = stated_days(table)
    number = table[ROW].to_numpy()
    undated = np.flatnonzero(first == UNDATED)
    start = np.array([run.start for run in plan.runs], np.int64)
    dated = np.flatnonzero(first != UNDATED)
    low = np.searchsorted(start, first[dated], side="right") - 1
    high = np.searchsorted(start, last[dated].astype(np.int64) + plan.options.days_apart, side="right") - 1
    rows, run = _spread(dated, low, high)
    lat, _, _, level = located(table)
    parts = [(undated, -1 - number[undated] // plan.most, np.zeros(len(undated), np.int64))]
    for k in np.unique(run).tolist():
        here = rows[run == k]
        to, strip, home = _across(here, lat[here], level[here], number[here], plan, k)
        parts.append((to, plan.starts[k] + strip, home))
    sent, shard, home = (np.concatenate(column) for column in zip(*parts, strict=True))
    return sent, shard, home


def _spread(rows: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Repeat each row for every whole number from its low to its high."""
    count = high - low + 1
    ends = np.cumsum(count)
    step = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - count, count)
    return np.repeat(rows, count), np.repeat(low, count) + step


def _across(rows: Ints, lat: Floats, level: Levels, number: Ints, plan: Plan, run: int) -> tuple[Ints, Ints, Ints]:
    """Strips of a run within reach of each row, and the strip it is at home in."""
    cuts = np.array(plan.cuts[run])
    everywhere = level == ANYWHERE
    home = np.where(everywhere, number % (len(cuts) + 1), np.searchsorted(cuts, lat, side="right"))
    reach = np.array([(reach_of(k, plan.options) + _MARGIN_KM) / KM_PER_DEGREE for k in range(ANYWHERE)] + [0.0])
    south, north = lat - reach[level], lat + reach[level]
    low = np.where(everywhere, 0, np.searchsorted(cuts, south, side="right"))
    high = np.where(everywhere, len(cuts), np.searchsorted(cuts, north, side="right"))
    at, strip = _spread(np.arange(len(rows)), low, high)
    return rows[at], strip, home[at]


def work(table: pa.Table, plan: Plan, parameters: Parameters) -> pa.Table:
    """Return what one shard gives (`FOUND`): the pairs and the reports at home there; one thread."""
    shard = int(table[SHARD][0].as_py())
    data = prepare(table)
    number, home = table[ROW].to_numpy()[data.order], table[HOME].to_numpy()[data.order]
    if shard < 0:
        every = np.arange(len(data))
        return _found(data, number, Scored.none(), every[:0], every, np.zeros(len(data), bool))
    k = int(np.searchsorted(np.array(plan.starts), shard, side="right")) - 1
    run, strip = plan.runs[k], shard - plan.starts[k]
    scored = score(data, parameters, msgspec.structs.replace(plan.options, workers=1))
    own = (data.first >= run.start) & (data.first < run.end)
    finer = np.where(data.level[scored.i] < data.level[scored.j], scored.i, scored.j)
    pairs = np.flatnonzero(own[scored.j] & (home[finer] == strip))
    return _found(data, number, scored, pairs, np.flatnonzero(own & (home == strip)), scored.in_crowded)


def _found(data: Prepared, number: Ints, scored: Scored, pairs: Ints, own: Ints, crowded: Bools) -> pa.Table:
    """The table `FOUND` of these pairs and of these reports at home; `number` is the row of the table of each report."""
    of_pairs = {
        "a": number[scored.i[pairs]],
        "b": number[scored.j[pairs]],
        "score": scored.score[pairs],
        "level": scored.source[pairs].astype(np.int8),
    }
    of_reports = {name: getattr(data, name)[own].view(signed(kind)) for name, kind in KINDS.items()}
    of_reports |= {"a": number[own], "crowded": crowded[own]}
    halves = (
        pa.table([pa.array(half[f.name], f.type) if f.name in half else pa.nulls(size, f.type) for f in FOUND], FOUND)
        for half, size in ((of_pairs, len(pairs)), (of_reports, len(own)))
    )
    return pa.concat_tables(halves)

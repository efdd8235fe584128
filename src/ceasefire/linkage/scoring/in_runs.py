"""All pairs scored a run of days at a time, so that memory holds pairs and a few numbers a report, not texts.

Reports stand in canonical order, whose first key is the first day: each run of days continues where the last ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.linkage.features.prepare import Prepared, prepare, ranked
from ceasefire.linkage.features.report_index import KINDS, ReportIndex, ordered
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring.score import PAIRED, Scored, score
from ceasefire.vocabulary.arrays import Bools, Codes, Ints, Wholes

Progress = Callable[[str, int, int], None]
"""Is called with what was done, how often, and of how many."""


@dataclass(frozen=True)
class Run:
    """Days from `start` up to but not including `end`, counted from 1970-01-01."""

    start: int
    end: int


def runs(first: Codes, most: int) -> list[Run]:
    """Return runs of days of about `most` reports each that together hold every dated report; `first` as in `Prepared`."""
    days = np.sort(first[first != UNDATED])
    if not len(days):
        return []
    pieces = -(-len(days) // most)
    cuts = np.unique(days[np.linspace(0, len(days) - 1, pieces + 1).astype(np.int64)][:-1]).tolist()
    return [Run(a, b) for a, b in zip(cuts, [*cuts[1:], int(days[-1]) + 1], strict=True)]


def reaching(first: Codes, last: Codes, run: Run, options: Options) -> Bools:
    """Mark (bool [n]) the reports that a run of days needs: its own and earlier ones whose window reaches it."""
    return np.asarray((first != UNDATED) & (first < run.end) & (last >= run.start - options.days_apart))


def score_in_runs(
    reports: pa.Table, parameters: Parameters, options: Options, progress: Progress | None = None
) -> tuple[ReportIndex, Scored]:
    """Return the index of all reports and all scored pairs; raises ValueError for ids missing or met twice."""
    pairs = _Pairs()
    collected = _Collected.of(reports)
    for step, of, (data, own, at) in _prepared_runs(reports, options, collected):
        found = score(data, parameters, options)
        pairs.add(found.at(np.flatnonzero(own[found.j]), at, int(found.in_crowded[own].sum())))
        if progress is not None:
            progress("scored", step, of)
    return collected.index(), pairs.all()


def index_of(reports: pa.Table, options: Options) -> ReportIndex:
    """Return the index of all reports; raises ValueError for ids missing or met twice."""
    collected = _Collected.of(reports)
    for _ in _prepared_runs(reports, options, collected):
        pass
    return collected.index()


@dataclass
class _Pairs:
    """The pairs of the runs so far, in arrays with room for more: many small ones would keep freed memory from the system."""

    columns: dict[str, NDArray[Any]] = field(default_factory=dict)
    crowded: int = 0
    done: int = 0

    def add(self, more: Scored) -> None:
        """Put the pairs of a run behind those of the runs before it."""
        end = self.done + len(more)
        for name in PAIRED:
            column = getattr(more, name)
            kept = self.columns.setdefault(name, np.empty(0, column.dtype))
            if len(kept) < end:
                kept.resize(end + end // _ROOM, refcheck=False)
            kept[self.done : end] = column
        self.done, self.crowded = end, self.crowded + more.crowded

    def all(self) -> Scored:
        """Return all pairs, in order."""
        if not self.done:
            return Scored.none()
        i, j, points, source = (self.columns.pop(name)[: self.done] for name in PAIRED)
        return Scored.join([Scored(i, j, points, source, self.crowded)])


_ROOM = 4
"""An array that is full grows by a quarter of what it has to hold. Chosen by hand."""


@dataclass
class _Collected:
    """What is kept of the runs so far: `place[row]` is the position of a row of the table (int64, -1 until its run).

    `columns` are those of a `ReportIndex`, of which the first `done` values are told.
    """

    ids: pa.Array
    rank: Codes
    place: Ints
    columns: dict[str, NDArray[Any]]
    done: int = 0

    @classmethod
    def of(cls, reports: pa.Table) -> _Collected:
        ids, rank = ranked(reports)
        n = len(reports)
        return cls(ids, rank, np.full(n, -1, np.int64), {name: np.empty(n, kind) for name, kind in KINDS.items()})

    def add(self, data: Prepared, rows: Wholes, own: Bools) -> None:
        """Give a run's own reports the next positions and keep their columns; `rows` are those of the table."""
        mine = np.flatnonzero(own)
        end = self.done + len(mine)
        self.place[rows[mine]] = np.arange(self.done, end)
        for name, column in self.columns.items():
            column[self.done : end] = getattr(data, name)[mine]
        self.done = end

    def index(self) -> ReportIndex:
        order = np.empty(len(self.place), np.int32)
        order[self.place] = np.arange(len(self.place), dtype=np.int32)
        return ordered(self.columns, order, self.ids, self.rank)


def _prepared_runs(
    reports: pa.Table, options: Options, collected: _Collected
) -> Iterator[tuple[int, int, tuple[Prepared, Bools, Ints]]]:
    """Yield each run's reports, which of them are its own, and their positions; undated reports come first, unseen."""
    first, last = stated_days(reports)
    undated = np.flatnonzero(first == UNDATED)
    data = prepare(reports.take(pa.array(undated)), collected.rank[undated])
    collected.add(data, undated[data.order], np.ones(len(undated), bool))
    plan = runs(first, options.run_reports)
    for step, run in enumerate(plan, start=1):
        rows = np.flatnonzero(reaching(first, last, run, options))
        data = prepare(reports.take(pa.array(rows)), collected.rank[rows])
        own = (data.first >= run.start) & (data.first < run.end)
        collected.add(data, rows[data.order], own)
        yield step, len(plan), (data, own, collected.place[rows[data.order]])

"""All reports looked at once, a run of days at a time, so that memory holds pairs and a few numbers a report, not
texts.

Reports stand in canonical order, whose first key is the first day told: each run of days continues where the last
ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage.features.prepare import UNDATED, Prepared, canonical, prepare, ranked, told_days
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring.score import Scored, score

Array = npt.NDArray[Any]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Register:
    """What the answer needs of every report, in canonical order; `order` leads back to the rows of the table."""

    order: Array
    ids: pa.Array
    rank: Array
    row: Array
    content: Array
    first: Array
    last: Array
    place_class: Array
    source: Array

    def __len__(self) -> int:
        return len(self.order)


_PLAIN = [f.name for f in fields(Register) if f.name not in ("order", "ids", "rank")]


@dataclass(frozen=True)
class Run:
    """Days from `start` up to but not including `end`, counted from 1970-01-01."""

    start: int
    end: int


def runs(first: Array, most: int) -> list[Run]:
    """Return runs of days of about `most` reports each that together hold every dated report."""
    days = np.sort(first[first != UNDATED])
    if not len(days):
        return []
    pieces = -(-len(days) // most)
    cuts = np.unique(days[np.linspace(0, len(days) - 1, pieces + 1).astype(np.int64)][:-1]).tolist()
    return [Run(a, b) for a, b in zip(cuts, [*cuts[1:], int(days[-1]) + 1], strict=True)]


def reaching(first: Array, last: Array, run: Run, options: Options) -> Array:
    """Mark the reports that a run of days needs: its own and earlier ones whose window reaches it."""
    return np.asarray((first != UNDATED) & (first < run.end) & (last >= run.start - options.days_apart))


def survey(reports: pa.Table, parameters: Parameters, options: Options, say: Progress) -> tuple[Register, Scored]:
    """Return the register of all reports and all scored pairs; raises ValueError for ids missing or met twice."""
    pairs = [Scored.none()]

    def look(data: Prepared, own: Array, at: Array, step: int, of: int) -> None:
        found = score(data, parameters, options)
        pairs.append(found.at(np.flatnonzero(own[found.j]), at, int(found.crowd[own].sum())))
        say("scored", step, of)

    return _walk(reports, options, look), Scored.join(pairs)


def register(reports: pa.Table, options: Options) -> Register:
    """Return the register of all reports; raises ValueError for ids missing or met twice."""
    return _walk(reports, options, lambda data, own, at, step, of: None)


def _walk(reports: pa.Table, options: Options, look: Callable[[Prepared, Array, Array, int, int], None]) -> Register:
    """Prepare the reports run by run; `look` is told each run's reports, its own among them, and their positions."""
    ids, rank = ranked(reports)
    first, last = told_days(reports)
    place = np.full(len(reports), -1, np.int64)
    parts: list[dict[str, Array]] = []
    done = _place(parts, place, _undated(reports, first, rank), 0)
    plan = runs(first, options.run_reports)
    for step, run in enumerate(plan, start=1):
        rows = np.flatnonzero(reaching(first, last, run, options))
        data = prepare(reports.take(pa.array(rows)), rank[rows])
        own = (data.first >= run.start) & (data.first < run.end)
        done = _place(parts, place, (data, rows[data.order], own), done)
        look(data, own, place[rows[data.order]], step, len(plan))
    return _register(ids, rank, place, parts)


def _undated(reports: pa.Table, first: Array, rank: Array) -> tuple[Prepared, Array, Array]:
    rows = np.flatnonzero(first == UNDATED)
    data = prepare(reports.take(pa.array(rows)), rank[rows])
    return data, rows[data.order], np.ones(len(rows), bool)


def _place(parts: list[dict[str, Array]], place: Array, found: tuple[Prepared, Array, Array], done: int) -> int:
    """Give a run's own reports the next positions and keep their columns."""
    data, rows, own = found
    mine = np.flatnonzero(own)
    place[rows[mine]] = done + np.arange(len(mine))
    parts.append({name: getattr(data, name)[mine] for name in _PLAIN})
    return done + len(mine)


def _register(ids: pa.Array, rank: Array, place: Array, parts: list[dict[str, Array]]) -> Register:
    order = np.empty(len(place), np.int32)
    order[place] = np.arange(len(place), dtype=np.int32)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in _PLAIN}
    return Register(order=order, ids=ids.take(pa.array(order)), rank=rank[order], **columns)


def merged(old: Register, new: Prepared, ids: pa.Array, ranks: Array) -> Register:
    """Return the register of old and new reports; `ids` and `ranks` are those of the old table, then of the new one."""
    columns = {name: np.concatenate([getattr(old, name), getattr(new, name)]) for name in _PLAIN}
    source_row = np.concatenate([old.order, new.order + len(old)]).astype(np.int32)
    rank = ranks[source_row]
    order = canonical(columns["first"], columns["row"], columns["content"], rank)
    picked = {name: column[order] for name, column in columns.items()}
    rows = source_row[order]
    return Register(order=rows, ids=ids.take(pa.array(rows)), rank=rank[order], **picked)

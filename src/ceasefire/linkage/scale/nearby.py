"""The reports near those that changed, and their pairs scored: no store of pairs is kept, so they are scored again.

Whether two reports are compared, and with what evidence, hangs on these two alone (but in crowded cells): the pairs of
a report are the same whether all reports are at hand or those near it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features.days_and_places import ANYWHERE, located, on_sphere, stated_days
from ceasefire.linkage.features.prepare import prepare
from ceasefire.linkage.features.report_index import COLUMNS
from ceasefire.linkage.grouping.source_competition import repeated
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring.block import classes, in_crowded_cells, reach_of
from ceasefire.linkage.scoring.score import PairScorer, Scored
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Floats, Ints, Levels, Singles
from ceasefire.vocabulary.deltas import Delta, Held

SHARE = 0.25
"""Share of all reports of which so many are looked at, beyond which all are linked anew."""

LEAST = 5_000
"""So many reports are looked at however few there are in all. Chosen by hand: linking 5,000 anew takes about .3 s."""

_DAYS = 31
"""Days fetched at a time, so that a window of a year ends at the bound and not in memory. Chosen by hand."""

_AT_ONCE = 1 << 20
"""Pairs of days compared at a time, which bounds memory. Chosen by hand."""


class FullRun(Exception):
    """All reports must be linked anew; the message says why."""


class Nearby:
    """Reports as they are now and those that went, each a row of `table`; of some all pairs are known.

    | array | dtype, shape | holds |
    |---|---|---|
    | gone, new | bool [n] | reports that went, that came |
    | first, last, lat, lon, level | | days and place, as in `Prepared` |
    | columns | by name, [n] | those of a `ReportIndex`; of reports looked at alone |
    | a, b | int64 [pairs] | rows of the two reports of each pair known, in no order |
    | score, source | int32, uint8 [pairs] | as in `Scored` |
    """

    def __init__(self, reports: Delta, held: Held, parameters: Parameters, options: Options) -> None:
        """Begin with the reports that came and went."""
        self._held, self._parameters, self._options = held, parameters, options
        self._most = max(LEAST, int(SHARE * held.count("reports")))
        self._came = set(reports.come["report_id"].to_pylist())
        self._days: set[int] = set()
        self.row: dict[str, int] = {}
        self.gone_row: dict[str, int] = {}
        self.table = reports.come.slice(0, 0)
        self.ids: list[str] = []
        self.gone, self.new, self.looked = (np.zeros(0, bool) for _ in range(3))
        self.first, self.last = (np.zeros(0, np.int32) for _ in range(2))
        self.lat, self.lon = (np.zeros(0) for _ in range(2))
        self.level = np.zeros(0, np.int8)
        self._unit = np.zeros((3, 0), np.float32)
        self.columns = {name: np.zeros(0, kind) for name, kind in _KINDS.items()}
        self.a, self.b = (np.zeros(0, np.int64) for _ in range(2))
        self.score, self.source = np.zeros(0, np.int32), np.zeros(0, np.uint8)
        self._region: _Region | None = None
        self._add(reports.gone, gone=True)
        self._add(reports.come)

    first: Codes
    last: Codes
    lat: Floats
    lon: Floats
    level: Levels
    _unit: Singles
    score: Codes
    source: Bytes

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Collection[str]) -> set[int]:
        """Return the rows of reports, those that went among them; an id that no report has gives none."""
        strange = [one for one in ids if one not in self.row and one not in self.gone_row]
        if strange:
            self._add(self._held.rows("reports", "report_id", strange))
        return {row for rows in (self.row, self.gone_row) for one in ids if (row := rows.get(one)) is not None}

    def look_at(self, rows: Iterable[int]) -> None:
        """Score all pairs of these reports; raises FullRun where too many are near or a crowded cell is."""
        asking = np.array(sorted(row for row in rows if not self.looked[row]), np.int64)
        if not len(asking):
            return
        self._fetch(asking)
        a, b = self._candidates(asking)
        self._keep(self._scored(asking, a, b))
        self.looked[asking] = True

    def partners(self, rows: Collection[int]) -> set[int]:
        """Return the reports with which any of these has a pair."""
        return self._beyond(rows, np.ones(len(self.a), bool))

    def repeats(self, rows: Collection[int]) -> set[int]:
        """Return the reports that one source plainly repeats with any of these: one step of a chain."""
        return self._beyond(rows, repeated(self.score, self.source))

    def _beyond(self, rows: Collection[int], among: Bools) -> set[int]:
        mine = np.zeros(len(self), bool)
        mine[list(rows)] = True
        near = (self.b[among & mine[self.a]], self.a[among & mine[self.b]])
        return set(np.concatenate(near).tolist())

    def _add(self, found: pa.Table, *, gone: bool = False) -> None:
        """Take in the reports that are not known yet."""
        known = self.gone_row if gone else self.row
        ids = found["report_id"].to_pylist()
        fresh = [k for k, one in enumerate(ids) if one not in known]
        if not fresh:
            return
        found = found if len(fresh) == len(ids) else found.take(pa.array(fresh))
        known.update({ids[k]: len(self) + at for at, k in enumerate(fresh)})
        self.ids += [ids[k] for k in fresh]
        self.table = pa.concat_tables([self.table, found], promote_options="permissive")
        lat, lon, _, level = located(found)
        first, last = stated_days(found)
        self.gone = np.append(self.gone, np.full(len(fresh), gone))
        self.new = np.append(self.new, [not gone and ids[k] in self._came for k in fresh])
        self.looked = np.append(self.looked, np.zeros(len(fresh), bool))
        self.first, self.last = np.append(self.first, first), np.append(self.last, last)
        self.lat, self.lon = np.append(self.lat, lat), np.append(self.lon, lon)
        self.level = np.append(self.level, level)
        self._unit = np.concatenate([self._unit, on_sphere(lat, lon)], axis=1)
        for name, column in self.columns.items():
            self.columns[name] = np.append(column, np.zeros(len(fresh), column.dtype))
        if self._region is not None:
            place = np.append(self._region.place, np.full(len(fresh), -1))
            self._region = replace(self._region, place=place)

    def _fetch(self, asking: Ints) -> None:
        """Have all reports of the days within reach of these."""
        when, _ = classes(self)
        apart = self._options.days_apart
        wanted: set[int] = set()
        for row in asking[when[asking] < 3].tolist():
            wanted.update(range(int(self.first[row]) - apart, int(self.last[row]) + apart + 1))
        for start, end in _stretches(wanted - self._days):
            self._add(self._held.during(start, end))
            if len(self) > self._most:
                raise FullRun(f"more than {self._most} reports are near in time")
        self._days |= wanted

    def _candidates(self, asking: Ints) -> tuple[Ints, Ints]:
        """Pairs of these reports with any other that are near in days and kilometres, no pair known already."""
        when, _ = classes(self)
        crowded = in_crowded_cells(self, self._options)
        changed = (self.gone | self.new) & (when < 3)
        if (crowded & np.isin(self.first, self.first[changed])).any():
            raise FullRun("a crowded cell shares a day with a report that came or went")
        dated = np.flatnonzero(when < 3)
        asking = asking[when[asking] < 3]
        step = max(1, _AT_ONCE // max(len(dated), 1))
        parts = [self._near(asking[k : k + step], dated) for k in range(0, len(asking), step)]
        a, b = (np.concatenate(side) for side in zip((asking[:0], asking[:0]), *parts, strict=True))
        if crowded[a].any() or crowded[b].any():
            raise FullRun("a crowded cell is near")
        return self._not_known(a, b, asking)

    def _near(self, asking: Ints, dated: Ints) -> tuple[Ints, Ints]:
        later = np.maximum(self.first[asking][:, None], self.first[dated])
        sooner = np.minimum(self.last[asking][:, None], self.last[dated])
        at, to = np.nonzero(later - sooner <= self._options.days_apart)
        a, b = asking[at], dated[to]
        total = np.zeros(len(a), np.float32)
        for axis in self._unit:
            total += (axis[a] - axis[b]) ** 2
        reach = np.array([reach_of(level, self._options) for level in range(ANYWHERE + 1)], np.float32) + _SPARE_KM
        kept = ~(np.sqrt(total) > reach[np.maximum(self.level[a], self.level[b])])
        return a[kept], b[kept]

    def _not_known(self, a: Ints, b: Ints, asking: Ints) -> tuple[Ints, Ints]:
        """Each pair once: not those of a report looked at before, nor of one that went with one that came."""
        mine = np.zeros(len(self), bool)
        mine[asking] = True
        kept = (a != b) & ~self.looked[b] & ~(mine[b] & (a > b))
        kept &= ~(self.gone[a] & self.new[b]) & ~(self.new[a] & self.gone[b])
        return a[kept], b[kept]

    def _scored(self, asking: Ints, a: Ints, b: Ints) -> tuple[Ints, Scored]:
        """The pairs kept, and the row of each position in them."""
        wanted = np.unique(np.concatenate([asking, a, b]))
        if self._region is None or (self._region.place[wanted] < 0).any():
            self._region = self._prepared(np.union1d(wanted, self._around(asking)))
        place = self._region.place
        i, j = np.minimum(place[a], place[b]), np.maximum(place[a], place[b])
        return self._region.rows, self._region.scorer.score(i, j)

    def _around(self, asking: Ints) -> Ints:
        """Reports that are likely to be asked for next: preparing them at once is cheaper than in turns."""
        some = asking[self.level[asking] < ANYWHERE][:_ASKING]
        if not len(some):
            return some
        km = np.full(len(self), np.inf, np.float32)
        for at in some:
            np.fmin(km, np.sqrt(((self._unit - self._unit[:, [at]]) ** 2).sum(axis=0)), out=km)
        near = np.flatnonzero(km < _AROUND * self._options.reach_km)
        return near[np.argsort(km[near], kind="stable")[:_REGION]]

    def _prepared(self, rows: Ints) -> _Region:
        order = np.array(sorted(range(len(rows)), key=lambda k: self.ids[rows[k]]), np.int64)
        rank = np.empty(len(rows), np.int32)
        rank[order] = np.arange(len(rows), dtype=np.int32)
        data = prepare(self.table.take(pa.array(rows)), rank)
        rows = rows[data.order]
        for name in COLUMNS:
            self.columns[name][rows] = getattr(data, name)
        place = np.full(len(self), -1, np.int64)
        place[rows] = np.arange(len(rows))
        return _Region(PairScorer(data, self._parameters, self._options), rows, place)

    def _keep(self, found: tuple[Ints, Scored]) -> None:
        at, pairs = found
        self.a, self.b = np.append(self.a, at[pairs.i]), np.append(self.b, at[pairs.j])
        self.score, self.source = np.append(self.score, pairs.score), np.append(self.source, pairs.source)


@dataclass(frozen=True)
class _Region:
    """Reports prepared at one time: their rows by position, and the position of each row, -1 for none."""

    scorer: PairScorer
    rows: Ints
    place: Ints


_ASKING, _AROUND, _REGION = 32, 2.5, 1_500
"""With so many of the reports asked for, those within so many times the reach of them are prepared, so many at the most.
Preparing takes some 5 ms and 5 us a report. Chosen by hand."""

_SPARE_KM = np.float32(0.1)
"""Added to the reach in the first search; `PairScorer` has the last word."""

_KINDS = {
    "row": np.dtype(np.int32),
    "content": np.dtype(np.uint64),
    "first": np.dtype(np.int32),
    "last": np.dtype(np.int32),
    "place_class": np.dtype(np.int8),
    "source": np.dtype(np.uint64),
}


def _stretches(days: set[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last day of each unbroken stretch of days, at most `_DAYS` long."""
    for _, stretch in groupby(enumerate(sorted(days)), key=lambda day: day[1] - day[0]):
        held = [day for _, day in stretch]
        yield from ((held[k], held[min(k + _DAYS, len(held)) - 1]) for k in range(0, len(held), _DAYS))

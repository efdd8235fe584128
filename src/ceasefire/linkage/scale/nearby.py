"""The reports near those that changed, and their pairs scored: no store of pairs is kept, so they are scored again.

Whether two reports are compared, and with what evidence, hangs on these two alone (but in crowded cells): the pairs of
a report are the same whether all reports are at hand or those near it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import ANYWHERE, located, on_sphere, stated_days
from ceasefire.linkage.features.prepare import joined, prepare
from ceasefire.linkage.features.report_index import COLUMNS, KINDS
from ceasefire.linkage.features.usable import usable
from ceasefire.linkage.grouping.source_competition import repeated
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring.block import classes, in_crowded_cells, reach_of
from ceasefire.linkage.scoring.score import PairScorer, Scored
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Floats, Ints, Levels, Singles
from ceasefire.vocabulary.deltas import Delta, Held, OnlyFull

SHARE = 0.25
"""Share of all reports of which so many are looked at, beyond which all are linked anew."""

LEAST = 5_000
"""So many reports are looked at however few there are in all. Chosen by hand: linking 5,000 anew takes about .3 s."""

_DAYS = 31
"""Days fetched at a time, so that a window of a year ends at the bound and not in memory. Chosen by hand."""

_AT_ONCE = 1 << 20
"""Pairs of days compared at a time, which bounds memory. Chosen by hand."""


class Nearby:
    """Reports as they are now and those that went, each a row; of those looked at all pairs are known.

    | array | dtype, shape | holds |
    |---|---|---|
    | gone, new, looked | bool [n] | reports that went, that came, that were looked at |
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
        reports = Delta(*(usable(table)[0] for table in reports))
        self._whole = pa.concat_tables(reports, promote_options="permissive")
        self._at: dict[int, int] = {}
        self.ids: list[str] = []
        self.gone, self.new, self.looked = (np.zeros(0, bool) for _ in range(3))
        self.first, self.last = (np.zeros(0, np.int32) for _ in range(2))
        self.lat, self.lon = (np.zeros(0) for _ in range(2))
        self.level = np.zeros(0, np.int8)
        self._unit = np.zeros((3, 0), np.float32)
        self.columns = {name: np.zeros(0, kind) for name, kind in KINDS.items()}
        self.a, self.b = (np.zeros(0, np.int64) for _ in range(2))
        self.score, self.source = np.zeros(0, np.int32), np.zeros(0, np.uint8)
        self._place = np.zeros(0, np.int64)
        self._in_crowded = np.zeros(0, bool)
        self._region: _Region | None = None
        self._add(reports.gone, gone=True)
        self._add(reports.come)
        self._at = {row: row for row in range(len(self))}

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
            found = usable(self._held.rows("reports", "report_id", strange))[0]
            known = len(self)
            self._add(found)
            self._take_whole(found, range(known, len(self)))
        return {row for rows in (self.row, self.gone_row) for one in ids if (row := rows.get(one)) is not None}

    def look_at(self, rows: Iterable[int]) -> None:
        """Score all pairs of these reports; raises OnlyFull where too many are near or a crowded cell is."""
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
        self._place = np.append(self._place, np.full(len(fresh), -1))

    def whole(self, rows: Ints) -> pa.Table:
        """Return reports in full, in this order of rows."""
        strange = [row for row in rows.tolist() if row not in self._at]
        if strange:
            found = usable(self._held.rows("reports", "report_id", [self.ids[row] for row in strange]))[0]
            self._take_whole(found, [self.row[one] for one in found["report_id"].to_pylist()])
        return self._whole.take(pa.array([self._at[row] for row in rows.tolist()], pa.int64()))

    def _take_whole(self, found: pa.Table, rows: Iterable[int]) -> None:
        self._at.update({row: self._whole.num_rows + k for k, row in enumerate(rows)})
        self._whole = pa.concat_tables([self._whole, found], promote_options="permissive").combine_chunks()

    def _fetch(self, asking: Ints) -> None:
        """Have all reports of the days within reach of these."""
        when, _ = classes(self)
        apart = self._options.days_apart
        wanted: set[int] = set()
        for row in asking[when[asking] < 3].tolist():
            wanted.update(range(int(self.first[row]) - apart, int(self.last[row]) + apart + 1))
        first = not self._days
        self._fetch_days(wanted)
        if first and wanted:
            self._fetch_days(self._ahead(wanted))

    def _fetch_days(self, wanted: set[int]) -> None:
        for start, end in _stretches(wanted - self._days):
            self._add(usable(self._held.during(start, end, _PLACED))[0])
            if len(self) > self._most:
                raise OnlyFull(f"more than {self._most} reports are near in time")
        self._days |= wanted

    def _ahead(self, days: set[int]) -> set[int]:
        """Days around these that partners and theirs are likely to lie on, as many as hold few reports."""
        rows = min(_AHEAD_ROWS, self._most // 2 - len(self))
        spare = min(_AHEAD_DAYS, rows * len(days) // (2 * max(len(self), 1)))
        return {day + step for day in days for step in range(-spare, spare + 1)} if spare > 0 else set()

    def _candidates(self, asking: Ints) -> tuple[Ints, Ints]:
        """Pairs of these reports with any other that are near in days and kilometres, no pair known already."""
        when, _ = classes(self)
        crowded = self._crowded()
        changed = (self.gone | self.new) & (when < 3)
        if (crowded & np.isin(self.first, self.first[changed])).any():
            raise OnlyFull("a crowded cell shares a day with a report that came or went")
        dated = np.flatnonzero(when < 3)
        asking = asking[when[asking] < 3]
        parts = [self._near(rows, dated) for rows in self._by_days(asking, max(1, _AT_ONCE // max(len(dated), 1)))]
        a, b = (np.concatenate(side) for side in zip((asking[:0], asking[:0]), *parts, strict=True))
        if crowded[a].any() or crowded[b].any():
            raise OnlyFull("a crowded cell is near")
        return self._not_known(a, b, asking)

    def _crowded(self) -> Bools:
        if len(self._in_crowded) != len(self):
            self._in_crowded = in_crowded_cells(self, self._options)
        return self._in_crowded

    def _by_days(self, asking: Ints, most: int) -> Iterator[Ints]:
        """Yield these reports, those of the same days together."""
        order = asking[np.lexsort((self.last[asking], self.first[asking]))]
        new = (np.diff(self.first[order]) != 0) | (np.diff(self.last[order]) != 0)
        for rows in np.split(order, np.flatnonzero(new) + 1):
            yield from (rows[k : k + most] for k in range(0, len(rows), most))

    def _near(self, asking: Ints, dated: Ints) -> tuple[Ints, Ints]:
        """Pairs of these reports, all of the same days, with others near in days and kilometres."""
        apart, first, last = self._options.days_apart, self.first[dated], self.last[dated]
        low, high = int(self.first[asking[0]]) - apart, int(self.last[asking[0]]) + apart
        others = dated[(first <= high) & (last >= low)]
        total = np.zeros((len(asking), len(others)), np.float32)
        for axis in self._unit:
            apart_on = axis[asking][:, None] - axis[others]
            total += apart_on * apart_on
        reach = np.array([reach_of(level, self._options) for level in range(ANYWHERE + 1)], np.float32) + _SPARE_KM
        most = reach[np.maximum(self.level[asking][:, None], self.level[others])]
        at, to = np.nonzero(~(total > most * most))
        return asking[at], others[to]

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
        if self._region is None or (self._place[wanted] < 0).any():
            wanted = np.union1d(wanted, self._around(asking))
            self._region = self._with(self._region, wanted[self._place[wanted] < 0])
            self._place[self._region.rows] = np.arange(len(self._region.rows))
        place = self._place
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

    def _with(self, region: _Region | None, rows: Ints) -> _Region:
        """The region with more reports prepared."""
        fresh = prepare(self.whole(rows), ranks([self.ids[row] for row in rows.tolist()]))
        for name in COLUMNS:
            self.columns[name][rows[fresh.order]] = getattr(fresh, name)
        rows = rows[fresh.order]
        data = replace(fresh, order=np.arange(len(rows), dtype=np.int32))
        if region is not None:
            data, rows = joined(region.scorer.data, data), np.append(region.rows, rows)
            rows, data = rows[data.order], replace(data, order=np.arange(len(rows), dtype=np.int32))
        return _Region(PairScorer(data, self._parameters, self._options), rows)

    def _keep(self, found: tuple[Ints, Scored]) -> None:
        at, pairs = found
        self.a, self.b = np.append(self.a, at[pairs.i]), np.append(self.b, at[pairs.j])
        self.score, self.source = np.append(self.score, pairs.score), np.append(self.source, pairs.source)


@dataclass(frozen=True)
class _Region:
    """Reports that are prepared, in canonical order, and their rows."""

    scorer: PairScorer
    rows: Ints


def ranks(ids: Sequence[str]) -> Codes:
    """Return the place of each of some ids among them, sorted: int32 [n]."""
    rank = np.empty(len(ids), np.int32)
    rank[pc.sort_indices(pa.array(ids, pa.string())).to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return rank


_ASKING, _AROUND, _REGION = 32, 2.5, 1_500
"""With so many of the reports asked for, those within so many times the reach of them are prepared, so many at the most.
Preparing takes some 5 ms and 5 us a report. Chosen by hand."""

_PLACED = (
    *("report_id", "date_start", "date_end", "date_precision", "utc_start", "utc_end", "published", "first_filed"),
    *("lat", "lon", "place_precision", "radius_km"),
)
"""Columns by which reports are near or not (`days_and_places`); the others are read of those alone that are."""

_AHEAD_DAYS, _AHEAD_ROWS = 6, 8_000
"""So many days on either side are fetched with the first ones, if they hold so many reports at the most: one look-up and
one preparing instead of several. Chosen by hand."""

_SPARE_KM = np.float32(0.1)
"""Added to the reach in the first search; `PairScorer` has the last word."""


def _stretches(days: set[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last day of each unbroken stretch of days, at most `_DAYS` long."""
    for _, stretch in groupby(enumerate(sorted(days)), key=lambda day: day[1] - day[0]):
        held = [day for _, day in stretch]
        yield from ((held[k], held[min(k + _DAYS, len(held)) - 1]) for k in range(0, len(held), _DAYS))

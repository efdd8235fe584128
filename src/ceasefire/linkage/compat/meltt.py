"""Match by windows and taxonomies, with the semantics of the R package meltt, for comparison with published work.

Donnay, Dunford, McGrath, Backer and Cunningham 2019, Journal of Conflict Resolution 63(5):1337-1364. Data sets are
joined one after another; two records may match when both their dates lie within a window of days, their points within a
window of kilometres, and every taxonomy agrees at some level; a source enters a match once; records of one day match
records of one day, longer episodes match episodes. Unlike the package, where the order of rows decides
(0.4.3), of several candidates the best fit wins, then the nearest.

Nothing else of the room uses this module: the linkage bench runs it beside `linkage.link`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ceasefire.vocabulary.arrays import Bools, Floats, Ints
from ceasefire.vocabulary.great_circle import great_circle_km

Objects = NDArray[np.object_]
"""Values of any type, as the tables hold them."""

Key = tuple[Any, Any]
"""Data set and event: the name of a record."""


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What data sets have in common.

    `matches`: one row per record of a match (match, dataset, event, kind); `unique`: the records that stay, one per match
    or unmatched record (dataset, event); `flagged`: episodes that lie near an event of another set, for a person to see.
    """

    matches: pa.Table
    unique: pa.Table
    flagged: pa.Table


@dataclass(frozen=True)
class _Records:
    """n records of one or more data sets.

    `name`, `event`: object [n], data set and event; `first`, `last`: int64 [n], days since 1970-01-01; `lat`, `lon`:
    float64 [n], degrees; `levels`: for each taxonomy object [n, levels], from fine to broad.
    """

    name: Objects
    event: Objects
    first: Ints
    last: Ints
    lat: Floats
    lon: Floats
    levels: tuple[Objects, ...]

    def __len__(self) -> int:
        return len(self.first)

    @property
    def episode(self) -> Bools:
        """Records longer than a day, bool [n]."""
        return np.asarray(self.first != self.last)

    def take(self, rows: Ints) -> _Records:
        """Return the records of these rows."""
        name, event, first, last, lat, lon = (x[rows] for x in self._columns())
        return _Records(name, event, first, last, lat, lon, tuple(x[rows] for x in self.levels))

    def also(self, other: _Records) -> _Records:
        """Return these records and then those."""
        both = zip(self._columns(), other._columns(), strict=True)
        name, event, first, last, lat, lon = (np.concatenate(pair) for pair in both)
        levels = tuple(np.concatenate(pair) for pair in zip(self.levels, other.levels, strict=True))
        return _Records(name, event, first, last, lat, lon, levels)

    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self.name, self.event, self.first, self.last, self.lat, self.lon


def match(datasets: Sequence[pa.Table], taxonomies: Mapping[str, pa.Table], *, days: int, km: float) -> Matched:
    """Return what two or more data sets have in common within `days` and `km`.

    A data set has the columns dataset, event, date, enddate, latitude, longitude and one per taxonomy; a taxonomy has
    data.source, base.categories and its levels from fine to broad. Raises ValueError for a category that no
    taxonomy maps.
    """
    sets = [_records(table, taxonomies) for table in datasets]
    union = sets[0]
    linked: dict[Key, list[Key]] = {}
    flagged: list[Key] = []
    for other in sets[1:]:
        left, right = _best(union, other, days, km)
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            linked.setdefault(_key(union, a), []).append(_key(other, b))
        flagged += _near_other_kind(union, other, days, km, set(right.tolist()))
        union = union.also(other.take(np.setdiff1d(np.arange(len(other)), right)))
    return _written(union, linked, flagged)


def _key(records: _Records, row: int) -> Key:
    return records.name[row], records.event[row]


def _records(table: pa.Table, taxonomies: Mapping[str, pa.Table]) -> _Records:
    names, events = (np.array(table[c].to_pylist(), object) for c in ("dataset", "event"))
    lat, lon = (np.array(table[c].to_pylist(), float) for c in ("latitude", "longitude"))
    levels = tuple(_levels(table, name, taxonomy) for name, taxonomy in taxonomies.items())
    return _Records(names, events, _days(table, "date"), _days(table, "enddate"), lat, lon, levels)


def _days(table: pa.Table, name: str) -> Ints:
    return np.array([np.datetime64(str(v), "D").astype(int) for v in table[name].to_pylist()], np.int64)


def _levels(table: pa.Table, name: str, taxonomy: pa.Table) -> Objects:
    """Levels of each record's category in one taxonomy."""
    source, base, *steps = (column.to_pylist() for column in taxonomy.columns)
    known = {(s, str(b)): row for s, b, *row in zip(source, base, *steps, strict=True)}
    rows = []
    for at, (s, b) in enumerate(zip(table["dataset"].to_pylist(), table[name].to_pylist(), strict=True), start=1):
        if (s, str(b)) not in known:
            raise ValueError(f"{s}: row {at}: {name} {b!r} is in no taxonomy")
        rows.append(known[s, str(b)])
    return np.array(rows, object)


def _near(a: _Records, b: _Records, days: int, km: float) -> tuple[Ints, Ints, Floats]:
    """Pairs within the windows of days and kilometres, with their distance."""
    order = np.argsort(b.first, kind="stable")
    low = np.searchsorted(b.first[order], a.first - days)
    count = np.searchsorted(b.first[order], a.first + days, side="right") - low
    left = np.repeat(np.arange(len(a)), count)
    right = order[np.repeat(low - (np.cumsum(count) - count), count) + np.arange(len(left))]
    distance = great_circle_km(a.lat[left], a.lon[left], b.lat[right], b.lon[right])
    kept = (distance <= km) & (np.abs(a.last[left] - b.last[right]) <= days)
    return left[kept], right[kept], distance[kept]


def _best(a: _Records, b: _Records, days: int, km: float) -> tuple[Ints, Ints]:
    """One-to-one matches, the best fit first, then the nearest, then the earliest."""
    left, right, distance = _near(a, b, days, km)
    same = a.episode[left] == b.episode[right]
    fit = _fit_of_all(a, b, left, right)
    order = np.lexsort((right, left, np.abs(a.first[left] - b.first[right]), distance, fit))
    order = order[same[order] & np.isfinite(fit[order])]
    taken: tuple[set[int], set[int]] = set(), set()
    chosen = []
    for k in order.tolist():
        if left[k] not in taken[0] and right[k] not in taken[1]:
            taken[0].add(left[k])
            taken[1].add(right[k])
            chosen.append(k)
    return left[chosen], right[chosen]


def _fit_of_all(a: _Records, b: _Records, left: Ints, right: Ints) -> Floats:
    """Sum of the fit in every taxonomy, float64 [pairs]: 0 is best, infinite where any taxonomy agrees nowhere."""
    fits = [_fit(x[left], y[right]) for x, y in zip(a.levels, b.levels, strict=True)]
    return np.asarray(sum(fits, np.zeros(len(left))))


def _fit(a: Objects, b: Objects) -> Floats:
    """0 where the finest level agrees, 1 where only the broadest does, infinite where none does."""
    agree = a == b
    depth = agree.shape[1]
    first = agree.argmax(axis=1)
    return np.where(agree.any(axis=1), first / max(depth - 1, 1), np.inf)


def _near_other_kind(a: _Records, b: _Records, days: int, km: float, matched: set[int]) -> list[Key]:
    left, right, _ = _near(a, b, days, km)
    mixed = a.episode[left] != b.episode[right]
    rows = sorted({int(r) for r in right[mixed & np.isfinite(_fit_of_all(a, b, left, right))]} - matched)
    return [_key(b, row) for row in rows]


def _written(union: _Records, linked: Mapping[Key, list[Key]], flagged: list[Key]) -> Matched:
    episode = {_key(union, row): bool(long) for row, long in enumerate(union.episode)}
    rows = [
        {"match": number, "dataset": name, "event": event, "kind": "episode" if episode[head] else "event"}
        for number, (head, others) in enumerate(linked.items(), start=1)
        for name, event in [head, *others]
    ]
    kind = pa.schema([("match", pa.int64()), ("dataset", pa.string()), ("event", pa.int64()), ("kind", pa.string())])
    unique = pa.table({"dataset": pa.array(union.name.tolist(), pa.string()), "event": pa.array(union.event.tolist())})
    flags = pa.table(
        {
            "dataset": pa.array([x for x, _ in flagged], pa.string()),
            "event": pa.array([y for _, y in flagged], pa.int64()),
        }
    )
    return Matched(matches=pa.Table.from_pylist(rows, schema=kind), unique=unique, flagged=flags)

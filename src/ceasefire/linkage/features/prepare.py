"""Reports turned once into arrays the matcher can compare: days, points, codes, word sets; nothing is guessed.

A value that is missing or cannot be used (a latitude of 95, an end before its start) is missing evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import strings
from ceasefire.linkage.features.strings import Words
from ceasefire.vocabulary.earth import EARTH_KM

Array = npt.NDArray[Any]
UNDATED = np.iinfo(np.int32).min
ANYWHERE = 3
"""Blocking level of a report whose place cannot be searched by distance."""

CODED = {"type": "event_type", "actor": "actor_alleged", "target": "actor_target", "source": "source"}
"""Columns whose commonest values are told apart by name, and the code's name for each."""

_ROWWISE = ("unit", "killed", "injured")
"""Arrays with one row per component and one column per report."""

_WIDEN_DAYS = np.array([0, 0, 3, 3, 15, 90], np.int32)
_CLASS = np.array([0, 0, 1, 2, 3, 3, 3, 3], np.int8)
_LEVEL = np.array([0, 0, 0, 1, 2, 2, 3, 2], np.int8)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Reports in canonical order (day, place, content): row i of every array is report `order[i]` of the table."""

    order: Array
    ids: pa.Array
    rank: Array
    row: Array
    content: Array
    first: Array
    last: Array
    lat: Array
    lon: Array
    unit: Array
    place_class: Array
    level: Array
    source: Array
    publisher: Array
    address: Array
    place: Words
    bigrams: Words
    admin: Array
    named: dict[str, list[str]]
    code: Array
    actor: Words
    target: Words
    weapon: Words
    killed: Array
    injured: Array
    detail: Array
    text: Words

    def __len__(self) -> int:
        return len(self.order)


def prepare(reports: pa.Table, rank: Array | None = None) -> Prepared:
    """Return the reports as arrays; raises ValueError when `report_id` is missing, null or not unique.

    `rank` gives the ids' order where it is known and the ids are known to be sound.
    """
    if rank is None:
        ids, rank = ranked(reports)
    else:
        ids = reports["report_id"].combine_chunks().cast(pa.string())
    first, last = told_days(reports)
    lat, lon, known = _points(reports)
    klass, level = _precision(reports, known)
    columns = _columns(reports, first, last, lat, lon, klass, level)
    row = np.where(np.isnan(lat), -1, np.floor((np.nan_to_num(lat) + 90) * 4)).astype(np.int32)
    columns |= {"rank": rank, "row": row, "content": _content(columns)}
    order = canonical(first, row, columns["content"], rank)
    picked = {name: _take(name, column, order) for name, column in columns.items()}
    return Prepared(order=order, ids=ids.take(pa.array(order)), **picked)


def canonical(first: Array, row: Array, content: Array, rank: Array) -> Array:
    """Return the order of reports by day, place and what they say; only equals are told apart by their ids."""
    return np.lexsort((rank, content, row, first)).astype(np.int32)


def subset(data: Prepared, rows: Array) -> Prepared:
    """Return some of the reports, by ascending position; they stay in canonical order."""
    fields = {name: getattr(data, name) for name in data.__dataclass_fields__ if name not in ("ids", "named")}
    picked = {name: _take(name, value, rows) for name, value in fields.items()}
    return Prepared(ids=data.ids.take(pa.array(rows)), named=data.named, **picked)


def _columns(
    reports: pa.Table, first: Array, last: Array, lat: Array, lon: Array, klass: Array, level: Array
) -> dict[str, Any]:
    coded = {name: strings.factor(reports, column) for name, column in CODED.items()}
    return {
        "first": first,
        "last": last,
        "lat": lat,
        "lon": lon,
        "unit": _unit(lat, lon),
        "place_class": klass,
        "level": level,
        "source": strings.source_codes(reports),
        "publisher": strings.plain_codes(reports, "publisher"),
        "address": strings.plain_codes(reports, "address"),
        "place": strings.name_words(reports, "place"),
        "bigrams": strings.bigram_words(reports, "place"),
        "admin": np.stack([strings.name_codes(reports, c) for c in ("admin1", "admin2", "admin3", "pcode")], axis=1),
        "named": {name: found[1] for name, found in coded.items()},
        "code": np.stack([found[0] for found in coded.values()], axis=1),
        "actor": strings.actor_words(reports, "actor_alleged"),
        "target": strings.actor_words(reports, "actor_target"),
        "weapon": strings.actor_words(reports, "weapon"),
        "killed": _bounds(reports, "killed"),
        "injured": _bounds(reports, "injured"),
        "detail": np.stack([_number(reports, "killed_civilians"), _number(reports, "killed_children")], axis=1),
        "text": strings.text_words(reports, "summary"),
    }


def _take(name: str, column: Any, order: Array) -> Any:
    if name == "named":
        return column
    if name in _ROWWISE:
        return np.ascontiguousarray(column[:, order])
    return column.take(order) if isinstance(column, Words) else column[order]


def ranked(reports: pa.Table) -> tuple[pa.Array, Array]:
    """Return the ids and each one's place in sorted order; raises ValueError for ids missing, null or not unique."""
    if "report_id" not in reports.column_names:
        raise ValueError("reports: column report_id is missing")
    ids = reports["report_id"].combine_chunks().cast(pa.string())
    if ids.null_count:
        raise ValueError(f"reports: report_id is null in row {int(pc.index(pc.is_null(ids), True).as_py()) + 1}")
    order = pc.sort_indices(ids)
    ordered = ids.take(order)
    twice = pc.index(pc.equal(ordered.slice(1), ordered.slice(0, max(len(ids) - 1, 0))), True).as_py()
    if twice >= 0:
        raise ValueError(f"reports: report_id {ordered[twice].as_py()!r} stands on more than one row")
    rank = np.empty(len(ids), np.int32)
    rank[order.to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return ids, rank


def _number(reports: pa.Table, name: str) -> Array:
    if name not in reports.column_names:
        return np.full(len(reports), np.nan, np.float32)
    column = pc.cast(reports[name], pa.float64(), safe=False)
    return np.asarray(pc.fill_null(column, np.nan).to_numpy(), np.float32)


def _double(reports: pa.Table, name: str) -> Array:
    if name not in reports.column_names:
        return np.full(len(reports), np.nan)
    return np.array(pc.fill_null(pc.cast(reports[name], pa.float64(), safe=False), np.nan).to_numpy(), np.float64)


def _day(reports: pa.Table, name: str) -> Array:
    if name not in reports.column_names:
        return np.full(len(reports), UNDATED, np.int32)
    column = reports[name]
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = pc.strptime(pc.utf8_slice_codeunits(column, 0, 10), "%Y-%m-%d", "s", error_is_null=True)
    if pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.timestamp("s"), safe=False)
    days = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32())
    return np.asarray(pc.fill_null(days, UNDATED).to_numpy(), np.int32)


def told_days(reports: pa.Table) -> tuple[Array, Array]:
    """Return first and last day of each report, widened where the precision told is coarser than the window."""
    first, last = _day(reports, "date_start"), _day(reports, "date_end")
    first = np.where(first == UNDATED, last, first)
    last = np.where(last == UNDATED, first, last)
    for start, end, before in (("utc_start", "utc_end", 0), ("published", "published", 3)):
        lost = first == UNDATED
        if not lost.any():
            break
        low, high = _day(reports, start), _day(reports, end)
        told = lost & (low != UNDATED)
        first = np.where(told, low - before, first)
        last = np.where(told, np.where(high == UNDATED, low, high), last)
    last = np.where(last < first, first, last)
    precision = np.nan_to_num(_number(reports, "date_precision")).clip(0, 5).astype(np.int8)
    spare = np.maximum(_WIDEN_DAYS[precision] - (last.astype(np.int64) - first) // 2, 0).astype(np.int32)
    dated = first != UNDATED
    return np.where(dated, first - spare, first).astype(np.int32), np.where(dated, last + spare, last).astype(np.int32)


def _points(reports: pa.Table) -> tuple[Array, Array, Array]:
    lat, lon = _double(reports, "lat"), _double(reports, "lon")
    known = (np.abs(lat) <= 90) & (np.abs(lon) <= 360)
    lon = (np.where(known, lon, 0) + 180) % 360 - 180
    return np.where(known, lat, np.nan), np.where(known, lon, np.nan), known


def located(reports: pa.Table) -> tuple[Array, Array, Array, Array]:
    """Return latitude, longitude, class of precision for comparing and level for blocking of each report."""
    lat, lon, known = _points(reports)
    return lat, lon, *_precision(reports, known)


def _unit(lat: Array, lon: Array) -> Array:
    """Points on the sphere in kilometres, so that poles and the date line need no special case."""
    phi, theta = np.radians(np.nan_to_num(lat)), np.radians(np.nan_to_num(lon))
    xyz = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    xyz = np.where(np.isnan(lat)[:, None], np.nan, xyz)
    return np.ascontiguousarray((xyz * EARTH_KM).T, np.float32)


def _precision(reports: pa.Table, known: Array) -> tuple[Array, Array]:
    """Class for comparing (0 exact .. 3 coarse, 4 no point) and level for blocking."""
    told = np.nan_to_num(_number(reports, "place_precision")).clip(0, 7).astype(np.int8)
    radius = np.nan_to_num(_number(reports, "radius_km"))
    by_radius = np.digitize(radius, [15.0, 30.0, 80.0]).astype(np.int8)
    klass = np.maximum(_CLASS[told], by_radius)
    level = np.maximum(_LEVEL[told], np.digitize(radius, [30.0, 80.0, 400.0]).astype(np.int8))
    return np.where(known, klass, 4).astype(np.int8), np.where(known, level, ANYWHERE).astype(np.int8)


def _bounds(reports: pa.Table, what: str) -> Array:
    """Toll as (low, high): "at least 30" is 30 to the unknown, told here as not a number."""
    low, high = (
        np.where(x < 0, np.nan, x) for x in (_number(reports, f"{what}_low"), _number(reports, f"{what}_high"))
    )
    low = np.where(np.isnan(low), high, low)
    return np.stack([low, np.where(high < low, low, np.where(np.isnan(high), low, high))])


def _content(columns: dict[str, Any]) -> Array:
    """A number that depends on what a report says and not on its id or row: ties are settled by it."""
    parts = [columns["source"], columns["publisher"], columns["address"]]
    parts += [strings.hashes(list(names))[columns["code"][:, k]] for k, names in enumerate(columns["named"].values())]
    parts += [columns[name].whole() for name in ("place", "actor", "target", "weapon", "text")]
    parts += list(columns["admin"].T)
    for name in ("last", "lat", "lon", "killed", "injured", "detail"):
        values = np.nan_to_num(columns[name].astype(np.float64), nan=-1.0)
        values = values.T if name == "detail" else values
        parts += list(np.ascontiguousarray(np.atleast_2d(values)).view(np.uint64))
    total = np.zeros(len(columns["first"]), np.uint64)
    for part in parts:
        total = strings.mix(total ^ part.astype(np.uint64, copy=False)) + np.uint64(0x9E3779B97F4A7C15)
    return total

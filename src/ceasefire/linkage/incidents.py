"""Incidents summed up from the reports that speak of them: bounds widened, nothing averaged away."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.answers import Settled, most, smallest
from ceasefire.linkage.survey import Register
from ceasefire.vocabulary import schema

Array = npt.NDArray[Any]
_LISTS = {
    "event_types": "event_type",
    "actors_alleged": "actor_alleged",
    "targets": "actor_target",
    "exempt_by": "exempt_by",
}
_BEST = ("lat", "lon", "radius_km", "place_precision", "place", "admin1")
_BOUNDS = ("date_start", "date_end", "utc_start", "utc_end", "killed_low", "killed_high")
_NEEDED = {"report_id", *_BEST, *_BOUNDS, *_LISTS.values()}


def incidents(reports: pa.Table, data: Register, settled: Settled) -> pa.Table:
    """Return one row per incident (house schema): first and last day told, most precise place, all types and actors
    told, the smallest lower and largest upper toll, and the probability of the weakest pair that holds it together."""
    wanted = schema("incidents")
    ids = smallest(data, settled.label)
    heads, group = np.unique(ids, return_inverse=True)
    table = reports.select([c for c in reports.column_names if c in _NEEDED]).take(pa.array(data.order))
    columns: dict[str, Any] = {
        "incident_id": data.ids.take(pa.array(heads)),
        "reports": pa.array(np.bincount(group, minlength=len(heads)).astype(np.int32)),
        "sources": pa.array(_distinct(group, data.source, len(heads))),
        "weakest_link": pa.array(_weakest(settled, ids, heads)),
    }
    columns |= (
        _bounds(table, group, len(heads)) | _places(table, data, group, len(heads)) | _sets(table, group, len(heads))
    )
    made = pa.table({name: columns[name] for name in wanted.names}, schema=wanted)
    return made.take(pc.sort_indices(made["incident_id"])) if len(made) else made


def _column(table: pa.Table, name: str, kind: pa.DataType) -> pa.Array:
    if name not in table.column_names:
        return pa.nulls(len(table), kind)
    found = table[name].combine_chunks()
    return found if found.type == kind else pc.cast(found, kind, safe=False)


def _distinct(group: Array, source: Array, n: int) -> Array:
    pairs = np.unique(np.stack([group.astype(np.uint64), source], axis=1), axis=0)
    return np.bincount(pairs[:, 0].astype(np.int64), minlength=n).astype(np.int32)


def _weakest(settled: Settled, ids: Array, heads: Array) -> Array:
    """Smallest over an incident's reports of the best probability linking it to another of them; 1 for a lone
    report."""
    n, within = len(settled.label), settled.within
    best = most(n, settled.i[within], settled.j[within], settled.told[within])
    many = np.bincount(settled.label, minlength=n)[settled.label] > 1
    weakest = np.ones(n)
    np.minimum.at(weakest, ids[many], best[many])
    return np.asarray(weakest[heads])


def _bounds(table: pa.Table, group: Array, n: int) -> dict[str, pa.Array]:
    wanted = schema("incidents")
    plan = [
        ("date_start", "date_start", "min"),
        ("date_end", "date_end", "max"),
        ("utc_start", "utc_start", "min"),
        ("utc_end", "utc_end", "max"),
        ("killed_low", "killed_low", "min"),
        ("killed_high", "killed_high", "max"),
    ]
    frame = pa.table({"group": group, **{out: _column(table, name, wanted.field(out).type) for out, name, _ in plan}})
    found = frame.group_by("group").aggregate([(out, how) for out, _, how in plan]).sort_by("group")
    return {out: found[f"{out}_{how}"].combine_chunks() for out, _, how in plan}


def _places(table: pa.Table, data: Register, group: Array, n: int) -> dict[str, pa.Array]:
    """Place of the most precise report; of equals the first in canonical order."""
    coarse = data.place_class.astype(np.int64)
    order = np.lexsort((np.arange(len(group)), coarse, group))
    first = np.searchsorted(group[order], np.arange(n))
    rows = pa.array(order[first]) if n else pa.array([], pa.int64())
    wanted = schema("incidents")
    return {name: _column(table, name, wanted.field(name).type).take(rows) for name in _BEST}


def _sets(table: pa.Table, group: Array, n: int) -> dict[str, pa.Array]:
    return {out: _set(_column(table, name, pa.string()), group, n) for out, name in _LISTS.items()}


def _set(column: pa.Array, group: Array, n: int) -> pa.Array:
    frame = pa.table({"group": group, "value": column})
    frame = frame.filter(pc.and_(pc.is_valid(frame["value"]), pc.not_equal(pc.fill_null(frame["value"], ""), "")))
    frame = frame.group_by(["group", "value"]).aggregate([]).sort_by([("group", "ascending"), ("value", "ascending")])
    start = np.searchsorted(frame["group"].to_numpy(), np.arange(n + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(start), frame["value"].combine_chunks())

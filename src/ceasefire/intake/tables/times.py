"""Days to intervals in UTC, a column at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ceasefire.intake.tables.flat import PERIOD_OF
from ceasefire.intake.tables.vector import Columns
from ceasefire.vocabulary.days import utc_day

if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = date(1970, 1, 1)


def add_times(columns: Columns, zone: str | None) -> None:
    """Fill the last day, the precision and the interval in UTC of each row, from its days and its zone.

    Rows that tell a clock, a precision coarser than days without a last day, or a later part of the time without its
    first day are suspect.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    period = PERIOD_OF[columns.converter.kind]
    start = columns.get(f"{period}.start")
    if start is None:
        start = pa.nulls(columns.size, pa.date32())
    start = pc.cast(start, pa.date32())
    last = columns.get(f"{period}.end")
    end = start if last is None else pc.coalesce(pc.cast(last, pa.date32()), start)
    columns.suspect_where(pc.less(end, start))
    _suspect_later_parts(columns, period, start)
    precision = _precision(columns, period, start, last)
    columns.fields[f"{period}.start"], columns.fields[f"{period}.end"] = start, end
    columns.fields[f"{period}.precision"] = precision
    zones = columns.get(f"{period}.zone")
    if columns.converter.mapping.needs_zone and zone is None and zones is not None:
        columns.suspect_where(pc.is_null(zones))
    columns.fields["utc_start"], columns.fields["utc_end"] = _bounds(start, end, zones, zone)


def _precision(columns: Columns, period: str, start: pa.Array, last: pa.Array | None) -> pa.Array:
    """Return the precision of each row: as told, else 1 (exact to the day), and 0 for a row without a day."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = columns.get(f"{period}.precision")
    if told is None:
        return pc.if_else(pc.is_valid(start), pa.repeat(pa.scalar(1, pa.int64()), columns.size), 0)
    whole = pc.cast(told, pa.int64())
    coarse = pc.greater_equal(whole, 3)
    columns.suspect_where(coarse if last is None else pc.and_(coarse, pc.is_null(last)))
    return pc.if_else(pc.is_valid(start), pc.fill_null(whole, 1), 0)


def _suspect_later_parts(columns: Columns, period: str, start: pa.Array) -> None:
    """Suspect rows that tell a clock, or a later part of the time without its first day."""
    import pyarrow.compute as pc

    for name in ("end", "clock", "end_clock"):
        told = columns.get(f"{period}.{name}")
        if told is not None:
            columns.suspect_where(pc.is_valid(told) if name != "end" else pc.and_(pc.is_null(start), pc.is_valid(told)))


def _bounds(start: pa.Array, end: pa.Array, zones: pa.Array | None, zone: str | None) -> tuple[pa.Array, pa.Array]:
    """Reckon each distinct day once for each zone; days are few where rows are many."""
    import pyarrow as pa

    days = [start.cast(pa.int32()).to_numpy(zero_copy_only=False), end.cast(pa.int32()).to_numpy(zero_copy_only=False)]
    told = np.array([zone] * len(start) if zones is None else [z or zone for z in zones.to_pylist()], dtype=object)
    missing = np.isnan(days[0].astype(float))
    made = [np.zeros(len(start), dtype=np.int64), np.zeros(len(start), dtype=np.int64)]
    for name in set(told.tolist()):
        here = (told == name) & ~missing if name is not None else np.array([z is None for z in told]) & ~missing
        for side in (0, 1):
            made[side][here] = _instants(days[side][here].astype(np.int64), name, side)
    kind = pa.timestamp("s", tz="UTC")
    first, last = (pa.array(seconds, mask=missing).cast(kind) for seconds in made)
    return first, last


def _instants(days: np.ndarray[Any, np.dtype[np.int64]], zone: str | None, side: int) -> np.ndarray[Any, Any]:
    """Return seconds since 1970 at which the days begin (side 0) or end (side 1) in a zone, or in any zone at all."""
    distinct, places = np.unique(days, return_inverse=True)
    found = [utc_day(_EPOCH + timedelta(days=int(day)), zone)[side] for day in distinct]
    return np.array([int(instant.timestamp()) for instant in found], dtype=np.int64)[places]

"""One body, one row of `reports` or `tallies`: what a batch keeps where no statement is signed for each row."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ceasefire.vocabulary import schema
from ceasefire.vocabulary.tables_stated import FILING, TABLE_OF

if TYPE_CHECKING:
    import pyarrow as pa

PERIOD_OF: Final = {"report": "when", "tally": "period"}
_LEFT_OUT: Final = frozenset({"report_id", "tally_id", "ledger", *FILING})
EARLIEST: Final = timedelta(hours=14)
"""A day begins first in UTC+14; a day told without a zone may be that one."""
LATEST: Final = timedelta(hours=12)
"""A day ends last in UTC-12."""

FIELDS: Final[dict[str, dict[str, str]]] = {
    "report": {
        "label": "label",
        "source": "source",
        "publisher": "publisher",
        "address": "source.address",
        "language": "language",
        "published": "published",
        "date_start": "when.start",
        "date_end": "when.end",
        "date_precision": "when.precision",
        "place": "where.name",
        "admin1": "where.admin1",
        "admin2": "where.admin2",
        "admin3": "where.admin3",
        "pcode": "where.pcode",
        "lat": "where.lat",
        "lon": "where.lon",
        "place_precision": "where.precision",
        "radius_km": "where.radius_km",
        "event_type": "event_type",
        "category": "category",
        "weapon": "weapon",
        "actor_alleged": "actor_alleged",
        "actor_target": "actor_target",
        "denied_by": "denied_by",
        "exempt_by": "exemption.asserted_by",
        "exempt_basis": "exemption.basis",
        "killed_low": "killed.low",
        "killed_high": "killed.high",
        "killed_civilians": "killed_civilians",
        "killed_children": "killed_children",
        "injured_low": "injured.low",
        "injured_high": "injured.high",
        "attribution": "attribution",
        "summary": "summary",
    },
    "tally": {
        "label": "label",
        "date_start": "period.start",
        "date_end": "period.end",
        "counted_by": "counted_by",
        "measure": "measure",
        "unit": "unit",
        "place": "place",
        "low": "count.low",
        "high": "count.high",
        "vague": "count.vague",
        "as_of": "as_of",
        "said_by": "said_by",
        "publisher": "publisher",
        "address": "source.address",
        "language": "language",
        "subject": "subject",
        "method": "method",
        "note": "note",
    },
}
"""Column of the table -> field of the body it holds, by kind."""


def batch_schema(kind: str) -> pa.Schema:
    """Return the Arrow schema of a batch: the table's columns without ids and ledger, and `source_row` (from 1)."""
    import pyarrow as pa

    kept = [field for field in schema(TABLE_OF[kind]) if field.name not in _LEFT_OUT]
    return pa.schema([*kept, pa.field("source_row", pa.int64())])


def flatten(kind: str, body: Mapping[str, Any], source: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of the table that a body fills, by column; what is not told is left out."""
    row = {column: _at(body, field) for column, field in FIELDS[kind].items() if not field.startswith("source.")}
    row["address"] = source.get("address")
    row["publisher"] = row.get("publisher") or source.get("publisher")
    for column in ("published", "as_of"):
        if row.get(column) is not None:
            row[column] = date.fromisoformat(row[column])
    if kind == "report":
        row |= _place(body.get("where", {})) | {"date_precision": 0}
    elif row.get("place") is None:
        row["place"] = body.get("where", {}).get("name")
    return row | _time(body.get(PERIOD_OF[kind]), kind)


def _at(body: Mapping[str, Any], field: str) -> Any:
    found: Any = body
    for part in field.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _place(where: Mapping[str, Any]) -> dict[str, Any]:
    lat, lon, radius = where.get("lat_e7"), where.get("lon_e7"), where.get("radius_m")
    return {
        "lat": None if lat is None else lat / 1e7,
        "lon": None if lon is None else lon / 1e7,
        "radius_km": None if radius is None else radius / 1000,
        "place_precision": where.get("precision", 0),
    }


def _time(when: Mapping[str, Any] | None, kind: str) -> dict[str, Any]:
    if when is None:
        return {}
    start = date.fromisoformat(when["start"])
    precision = when.get("precision", 1)
    end = date.fromisoformat(when["end"]) if when.get("end") else last_day(start, precision)
    row: dict[str, Any] = {"date_start": start, "date_end": end}
    row["utc_start"], row["utc_end"] = utc_bounds(
        start, end, when.get("zone"), when.get("clock"), when.get("end_clock"), one_day=not when.get("end")
    )
    return row | ({"date_precision": precision} if kind == "report" else {})


def last_day(start: date, precision: int) -> date:
    """Return the last day that a told day, week, month or year may reach (UCDP date_prec)."""
    if precision == 3:
        return start + timedelta(days=6)
    if precision == 4:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start.replace(month=12, day=31) if precision == 5 else start


@lru_cache(maxsize=8192)
def utc_bounds(
    start: date,
    end: date,
    zone: str | None,
    clock: str | None = None,
    end_clock: str | None = None,
    *,
    one_day: bool = True,
) -> tuple[datetime, datetime]:
    """Return the half-open interval in UTC that holds what is told; without a zone, that of every zone on Earth.

    A clock narrows the interval to its minute, where no later end is told.
    """
    first = datetime.combine(start, time.fromisoformat(clock) if clock else time())
    if end_clock is not None:
        last = datetime.combine(end, time.fromisoformat(end_clock)) + timedelta(minutes=1)
    elif clock is not None and one_day:
        last = first + timedelta(minutes=1)
    else:
        last = datetime.combine(end, time()) + timedelta(days=1)
    if zone is None:
        return (first - EARLIEST).replace(tzinfo=UTC), (last + LATEST).replace(tzinfo=UTC)
    here = ZoneInfo(zone)
    return first.replace(tzinfo=here).astimezone(UTC), last.replace(tzinfo=here).astimezone(UTC)

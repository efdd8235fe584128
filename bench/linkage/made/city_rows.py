"""A report of the world `city` as it is made, and its days in local time and in UTC."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bench.linkage.made.city_ground import DAY

EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Row:
    """One report and, beside it, the truth; days and seconds from the epoch."""

    truth: int
    source: str
    publisher: str
    address: str | None = None
    published: int | None = None
    date_start: int | None = None
    date_end: int | None = None
    date_precision: int = 0
    utc_start: int | None = None
    utc_end: int | None = None
    place: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_precision: int = 0
    radius_km: float | None = None
    event_type: str | None = None
    category: str | None = None
    weapon: str | None = None
    actor_alleged: str | None = None
    actor_target: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    killed_civilians: int | None = None
    killed_children: int | None = None
    injured_low: int | None = None
    injured_high: int | None = None
    summary: str | None = None


def offset(day: int) -> int:
    """Return the minutes by which local time is ahead of UTC: three hours in summer, two in winter (last Sundays)."""
    on = date.fromordinal(EPOCH + day)
    starts, ends = date(on.year, 3, 31), date(on.year, 10, 31)
    starts, ends = (d - timedelta((d.weekday() + 1) % 7) for d in (starts, ends))
    return 180 if starts <= on < ends else 120


def utc(minute: int) -> int:
    """Return the UTC seconds of a local minute."""
    return (minute - offset(minute // DAY)) * 60


def set_days(row: Row, first: int, last: int, precision: int) -> None:
    """Tell whole local days; in UTC they begin the evening before."""
    row.date_start, row.date_end, row.date_precision = first, last, precision
    row.utc_start, row.utc_end = utc(first * DAY), utc((last + 1) * DAY)

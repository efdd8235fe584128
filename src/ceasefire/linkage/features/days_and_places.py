"""When and where a report says it happened, as far as its precision goes: days, points, classes and blocking levels.

A value that is missing or cannot be used (a latitude of 95, an end before its start) is missing evidence (`usable`).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.usable import MOST_LAT, MOST_LON
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Ints, Levels, Singles
from ceasefire.vocabulary.calendar import DAY_SECONDS
from ceasefire.vocabulary.earth import EARTH_KM

HOURS_TOLD = 8
"""A window of at most so many hours tells hours: a morning, an evening, a night. Chosen by hand; not measured apart."""

UNDATED = np.iinfo(np.int32).min
"""First and last day of a report that states no usable day."""

ANYWHERE = 3
"""Blocking level of a report whose place cannot be searched by distance."""

# Precision of a report follows the codes of UCDP GED (codebook, variables date_prec and where_prec), 0 for not stated. What
# a code means is UCDP's; the numbers beside it were chosen by hand and not measured apart.

_WIDEN_DAYS = np.array([0, 0, 3, 3, 15, 90], np.int32)
"""Days to add on each side of a single stated day, by date_prec: not stated, exact day, within 2-6 days, a week, a month,
more than a month. A window that is told stays as told."""

_CLASS = np.array([0, 0, 1, 2, 3, 3, 3, 3], np.int8)
"""Class for comparing distances, by where_prec: 0 not stated or exact; 1 within about 25 km; 2 second-order unit (district);
3 first-order unit (governorate) and coarser."""

_LEVEL = np.array([0, 0, 0, 1, 2, 2, 3, 2], np.int8)
"""Blocking level, by where_prec: how far a report is compared (`block.reach_of`). Level 3, a country, is anywhere."""

_CLASS_BY_RADIUS_KM = (15.0, 30.0, 80.0)
"""Radius in km from which a stated radius alone makes a place of class 1, 2, 3."""

_LEVEL_BY_RADIUS_KM = (30.0, 80.0, 400.0)
"""The same for blocking levels 1, 2, 3: a place known to less than 30 km lies within the usual reach of 40."""

_PUBLISHED_LATE_DAYS = 3
"""A report that states its day of publication alone is taken to tell of that day or of so many days before it."""

FILED_LATE_DAYS = 30
"""A report without any day is taken to tell of the day on which it was filed or of so many days before it: a month, as long as
the second of the classes of windows (`block.SPANS`) allows. Chosen by hand; not measured apart."""

_SIGNED = r"^\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2})?)?$"
"""When a statement was signed: a day or a time of ISO 8601."""


def number(reports: pa.Table, name: str) -> Singles:
    """Return a column of numbers, float32 [n]; nan where null or where the table has no such column."""
    if name not in reports.column_names:
        return np.full(len(reports), np.nan, np.float32)
    column = pc.cast(reports[name], pa.float64(), safe=False)
    return np.asarray(pc.fill_null(column, np.nan).to_numpy(), np.float32)


def _double(reports: pa.Table, name: str) -> Floats:
    if name not in reports.column_names:
        return np.full(len(reports), np.nan)
    return np.array(pc.fill_null(pc.cast(reports[name], pa.float64(), safe=False), np.nan).to_numpy(), np.float64)


def _day(reports: pa.Table, name: str) -> Codes:
    if name not in reports.column_names:
        return np.full(len(reports), UNDATED, np.int32)
    column = reports[name]
    if pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.timestamp("s"), safe=False)
    days = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32())
    return np.asarray(pc.fill_null(days, UNDATED).to_numpy(), np.int32)


def issued_days(reports: pa.Table) -> Codes:
    """Return the day on which each report was published, int32 [n], days since 1970-01-01; `UNDATED`."""
    return _day(reports, "published")


def _filed(reports: pa.Table) -> Codes:
    """The day on which each report was first filed, int32 [n]; `UNDATED` where that is not told, or is no day."""
    if "first_filed" not in reports.column_names:
        return np.full(len(reports), UNDATED, np.int32)
    told = pc.cast(reports["first_filed"], pa.string())
    text = pc.if_else(pc.match_substring_regex(told, _SIGNED), pc.utf8_slice_codeunits(told, 0, 10), None)
    day = pc.strptime(text, "%Y-%m-%d", "s", error_is_null=True)
    real = pc.equal(pc.strftime(day, "%Y-%m-%d"), text)  # strptime reads 2018-02-30 as two days later
    return _day(pa.table({"day": pc.if_else(real, day, None)}), "day")


def stated_days(reports: pa.Table) -> tuple[Codes, Codes]:
    """Return first and last day of each report (int32 [n], days since 1970-01-01; `UNDATED` where nothing tells of any).

    A single day is widened where its stated precision is coarser; a window of several days stays as told. Without a day, the
    day in UTC serves, then publication; then, where a place is told that can be searched, the days up to filing.
    """
    first, last = _day(reports, "date_start"), _day(reports, "date_end")
    first = np.where(first == UNDATED, last, first)
    last = np.where(last == UNDATED, first, last)
    for start, end, before in (("utc_start", "utc_end", 0), ("published", "published", _PUBLISHED_LATE_DAYS)):
        missing = first == UNDATED
        if not missing.any():
            break
        low, high = _day(reports, start), _day(reports, end)
        found = missing & (low != UNDATED)
        first = np.where(found, low - before, first)
        last = np.where(found, np.where(high == UNDATED, low, high), last)
    if (first == UNDATED).any():
        filed = _filed(reports)
        found = (first == UNDATED) & (filed != UNDATED) & (located(reports)[3] < ANYWHERE)
        first, last = np.where(found, filed - FILED_LATE_DAYS, first), np.where(found, filed, last)
    last = np.where(last < first, first, last)
    precision = np.nan_to_num(number(reports, "date_precision")).clip(0, 5).astype(np.int8)
    spare = np.where((first != UNDATED) & (first == last), _WIDEN_DAYS[precision], 0)
    return (first - spare).astype(np.int32), (last + spare).astype(np.int32)


def instants(reports: pa.Table, first: Codes, last: Codes) -> tuple[Ints, Ints]:
    """Return when each report says it happened, from its first second to before its last (int64 [n], seconds since 1970 UTC).

    A day is an interval in its own zone where the table tells it (`utc_start`, `utc_end`), else a day in UTC; a report whose
    days were widened is as long as these. Both are 0 for a report without a day.
    """
    dated = first != UNDATED
    begin = np.where(dated, first.astype(np.int64) * DAY_SECONDS, 0)
    end = np.where(dated, (last.astype(np.int64) + 1) * DAY_SECONDS, 0)
    start, stop = _second(reports, "utc_start"), _second(reports, "utc_end")
    told = dated & ~np.isnan(start) & ~np.isnan(stop) & (stop >= start)
    told &= (np.nan_to_num(start) > begin - DAY_SECONDS) & (np.nan_to_num(stop) < end + DAY_SECONDS)
    # What is told reaches from the first day into the last, if only from an evening into a morning, unless days were widened.
    told &= np.nan_to_num(stop) - np.nan_to_num(start) >= (last.astype(np.int64) - first - 1) * DAY_SECONDS
    begin = np.where(told, np.nan_to_num(start), begin).astype(np.int64)
    end = np.where(told, np.maximum(np.nan_to_num(stop), np.nan_to_num(start) + 1), end).astype(np.int64)
    return begin, end


def _second(reports: pa.Table, name: str) -> Floats:
    if name not in reports.column_names or not pa.types.is_timestamp(reports[name].type):
        return np.full(len(reports), np.nan)
    seconds = pc.cast(pc.cast(reports[name], pa.timestamp("s"), safe=False), pa.int64())
    return np.array(pc.fill_null(pc.cast(seconds, pa.float64()), np.nan).to_numpy(), np.float64)


def points(reports: pa.Table) -> tuple[Floats, Floats, Bools]:
    """Return latitude and longitude (float64 [n], degrees, lon in [-180, 180); nan) and whether they are known (bool).

    A point at exactly 0, 0 is not known: it lies in the sea, and stands where a table has numbers for what is missing.
    """
    lat, lon = _double(reports, "lat"), _double(reports, "lon")
    known = (np.abs(lat) <= MOST_LAT) & (np.abs(lon) <= MOST_LON) & ~((lat == 0) & (lon == 0))
    lon = (np.where(known, lon, 0) + 180) % 360 - 180
    return np.where(known, lat, np.nan), np.where(known, lon, np.nan), known


_SPARE_DEGREES = 1.0
"""Degrees around the places of most reports within which a point is still among them: some 100 km. Chosen by hand."""

_TAIL = 0.05
"""Share of reports at either end of latitudes and of longitudes that are not among most. Chosen by hand."""


def swapped(lat: Floats, lon: Floats) -> Bools:
    """Mark (bool [n]) the points that seem to have latitude and longitude in each other's place; none is mended.

    Such a point lies apart from where most reports are, and among them once its numbers change places, and no report
    but others of its kind lies near it as given. `lat` and `lon` are as `points` gives them.
    """
    known = np.flatnonzero(~np.isnan(lat))
    found = np.zeros(len(lat), bool)
    if not len(known):
        return found
    north, east = lat[known], lon[known]
    tail = max(1, int(_TAIL * len(known)))  # of a few one point is a large share, and may be the one
    if len(known) <= 2 * tail:
        return found
    ordered = (np.sort(x) for x in (north, east))
    bounds = [(x[tail] - _SPARE_DEGREES, x[-1 - tail] + _SPARE_DEGREES) for x in ordered]
    among = [(low <= x) & (x <= high) for x in (north, east) for low, high in bounds]
    odd = ~(among[0] & among[3]) & among[1] & among[2]
    found[known[odd]] = ~_beside(north[odd], east[odd], north[~odd], east[~odd])
    return found


def _beside(lat: Floats, lon: Floats, north: Floats, east: Floats) -> Bools:
    """Whether each of some points lies in or next to a cell of one degree that holds any of the others."""
    held = np.unique(np.floor(north) * 1000 + np.floor(east))
    found = np.zeros(len(lat), bool)
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            found |= np.isin((np.floor(lat) + up) * 1000 + np.floor(lon) + right, held)
    return found


def located(reports: pa.Table) -> tuple[Floats, Floats, Levels, Levels]:
    """Return latitude, longitude, class for comparing and level for blocking of each report, as in `Prepared`."""
    lat, lon, known = points(reports)
    return lat, lon, *precision(reports, known)


def on_sphere(lat: Floats, lon: Floats) -> Singles:
    """Return the points in km from the centre of the earth (float32 [3, n]; nan): poles and the date line are no special
    case."""
    phi, theta = np.radians(np.nan_to_num(lat)), np.radians(np.nan_to_num(lon))
    xyz = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    xyz = np.where(np.isnan(lat)[:, None], np.nan, xyz)
    return np.ascontiguousarray((xyz * EARTH_KM).T, np.float32)


def precision(reports: pa.Table, known: Bools) -> tuple[Levels, Levels]:
    """Return class for comparing (0 exact .. 3 coarse, 4 no point) and level for blocking (0 .. 3), int8 [n] each."""
    stated = np.nan_to_num(number(reports, "place_precision")).clip(0, 7).astype(np.int8)
    radius = np.nan_to_num(number(reports, "radius_km"))
    klass = np.maximum(_CLASS[stated], np.digitize(radius, _CLASS_BY_RADIUS_KM).astype(np.int8))
    level = np.maximum(_LEVEL[stated], np.digitize(radius, _LEVEL_BY_RADIUS_KM).astype(np.int8))
    return np.where(known, klass, 4).astype(np.int8), np.where(known, level, ANYWHERE).astype(np.int8)

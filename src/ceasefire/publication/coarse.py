"""Coarse in place, late in time: what leaves the record for the public cannot lead anybody to a door."""

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

KM_PER_DEGREE: Final = 111.195
SENSITIVE_FACTOR: Final = 5
SENSITIVE_EVENTS: Final = frozenset({"aid_delivery", "aid_obstruction", "evacuation", "access_denied"})
SENSITIVE_CATEGORIES: Final = ("protected/", "access/", "none/")
WITHHELD: Final = ("place", "admin2", "admin3", "pcode", "summary", "attribution", "quote", "note", "cell")


def coarse_point(lat: float, lon: float, cell_km: float) -> tuple[float, float]:
    """Return the centre of the cell that holds a point, in degrees rounded to three decimals.

    Cells are rows of equal latitude; within a row their width in degrees follows the row's middle latitude, so that a
    cell is about `cell_km` wide and high everywhere below 85 degrees. The same point always falls in the same cell.
    """
    step = cell_km / KM_PER_DEGREE
    middle = (math.floor(lat / step) + 0.5) * step
    wide = step / max(math.cos(math.radians(middle)), 0.087)
    return round(middle, 3), round((math.floor(lon / wide) + 0.5) * wide, 3)


def coarsen(table: "pa.Table", cell_km: float = 5.0) -> "pa.Table":
    """Return the table with every point moved to the centre of its cell and private rows' places withheld.

    Points of aid, evacuation, access and protected sites go to cells five times as wide. A row that retells no public
    address keeps its governorate only: its finer place names and its free text become null. `radius_km` grows to at
    least half the cell's diagonal and `place_precision` to at least 2, so that nobody takes the centre for the site.
    Tables without `lat` and `lon` lose only the private free text. Raises ValueError for a cell under 1 km.
    """
    if not cell_km >= 1:
        raise ValueError(f"a coarse cell must be at least 1 km wide, not {cell_km}")
    import pyarrow as pa

    rows = [_coarse_row(row, cell_km) for row in table.to_pylist()]
    return pa.Table.from_pylist(rows, schema=table.schema)


def _coarse_row(row: dict[str, Any], cell_km: float) -> dict[str, Any]:
    out = dict(row)
    if row.get("lat") is not None and row.get("lon") is not None:
        cell = cell_km * (SENSITIVE_FACTOR if is_sensitive(row) else 1)
        out["lat"], out["lon"] = coarse_point(row["lat"], row["lon"], cell)
        if "radius_km" in row:
            out["radius_km"] = max(row["radius_km"] or 0.0, round(cell * math.sqrt(0.5), 1))
        if "place_precision" in row:
            out["place_precision"] = max(row["place_precision"] or 0, 2)
    if "address" in row and not row["address"]:
        out.update({name: None for name in WITHHELD if name in row})
    return out


def is_sensitive(row: dict[str, Any]) -> bool:
    """Tell whether a report or incident is about aid, access, evacuation or a protected site."""
    types = set(row.get("event_types") or ()) | {row.get("event_type")}
    return bool(types & SENSITIVE_EVENTS) or (row.get("category") or "").startswith(SENSITIVE_CATEGORIES)


def late(table: "pa.Table", cut_off: date | None, delay_days: int) -> "pa.Table":
    """Return the rows whose last day is at least `delay_days` before the cut-off; without a cut-off, all of them.

    A row without a day is left out as soon as a delay is asked for, because nobody can say that it is old enough.
    """
    if not delay_days or "date_end" not in table.column_names:
        return table
    if cut_off is None:
        raise ValueError("a delay needs a cut-off day")
    import pyarrow.compute as pc

    last = (
        pc.coalesce(table["date_end"], table["date_start"]) if "date_start" in table.column_names else table["date_end"]
    )
    keep = pc.fill_null(pc.less_equal(last, cut_off - timedelta(days=delay_days)), False)
    return table.filter(keep)

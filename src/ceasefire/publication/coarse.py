"""Coarse in place, late in time: what leaves the record for the public cannot lead anybody to a door."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ceasefire.linkage import membership
from ceasefire.vocabulary.earth import KM_PER_DEGREE

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools, Floats

SENSITIVE_FACTOR: Final = 5
"""How many times as wide the cells of sensitive places are: chosen by hand; not measured."""
NARROWEST: Final = 0.087
"""Cosine of 85 degrees: nearer the poles cells grow no wider in degrees."""
SENSITIVE_EVENTS: Final = ("aid_delivery", "aid_obstruction", "evacuation", "access_denied")
SENSITIVE_CATEGORIES: Final = "^(protected|access|none)/"
PRIVATE: Final = ("place", "admin2", "admin3", "pcode", "summary", "attribution", "quote", "note", "cell")
"""Columns withheld from a row that retells no public address."""
DELAYED: Final = ("reports", "incidents", "coverage")
OWN_KEYS: Final = (("reports", "report_id"), ("incidents", "incident_id"))
SPEAKS_OF: Final = ("report_id", "incident_id", "a", "b", "statement_id", "subject", "about", "incident_ids")
"""Columns by which a row of another table speaks of a report or an incident."""


def publishable(
    tables: Mapping[str, "pa.Table"], *, exact: bool, cell_km: float, cut_off: date | None, delay_days: int
) -> dict[str, "pa.Table"]:
    """Return the tables as they may leave the record: late, then coarse unless `exact`.

    What a delay leaves out of reports and incidents is left out of every table that speaks of them, also where a row
    speaks of others besides.
    """
    ready = {n: late(t, cut_off, delay_days) if n in DELAYED else t for n, t in tables.items()}
    dropped = [_ids(tables[n], key) - _ids(ready[n], key) for n, key in OWN_KEYS if n in ready]
    if any(dropped):
        names = set().union(*dropped)
        ready = {n: t if n in DELAYED else _without(t, names) for n, t in ready.items()}
    return ready if exact else coarsen_all(ready, cell_km)


def coarse_point(lat: float, lon: float, cell_km: float) -> tuple[float, float]:
    """Return the centre of the cell that holds a point, in degrees rounded to three decimals.

    Cells are rows of equal latitude; within a row their width in degrees follows the row's middle latitude, so that a
    cell is about `cell_km` wide and high everywhere below 85 degrees. The same point always falls in the same cell.
    """
    import numpy as np

    middle, across = _cell_centres(np.array([lat]), np.array([lon]), np.array([cell_km]))
    return float(middle[0]), float(across[0])


def _cell_centres(lat: "Floats", lon: "Floats", side: "Floats") -> "tuple[Floats, Floats]":
    """Return the centres of the cells that hold points, in degrees; `side` is the width of each one's cell in km."""
    import numpy as np

    step = side / KM_PER_DEGREE
    middle = (np.floor(lat / step) + 0.5) * step
    wide = step / np.maximum(np.cos(np.radians(middle)), NARROWEST)
    return np.round(middle, 3), np.round((np.floor(lon / wide) + 0.5) * wide, 3)


def coarsen(table: "pa.Table", cell_km: float = 5.0) -> "pa.Table":
    """Return the table with every point moved to the centre of its cell, and private rows without finer places.

    Points of aid, evacuation, access and protected sites go to cells five times as wide. `radius_km` grows to at least
    half the cell's diagonal and `place_precision` to at least 2, so that nobody takes the centre for the site. A row
    that retells no public address keeps its cell and governorate only: finer names and free text become null. Town
    names that a public address already prints stay. Raises ValueError for a cell under 1 km.
    """
    if not cell_km >= 1:
        raise ValueError(f"a coarse cell must be at least 1 km wide, not {cell_km}")
    if "lat" in table.column_names and "lon" in table.column_names:
        table = _move(table, cell_km)
    return _withhold(table)


def coarsen_all(tables: Mapping[str, "pa.Table"], cell_km: float = 5.0) -> dict[str, "pa.Table"]:
    """Return all tables made coarse, also where one table would tell what another withholds.

    An incident keeps its place name only when one of its reports with a public address names it; the places of patrols
    and posts are withheld; zones are published as they are.
    """
    out = {name: table if name == "zones" else coarsen(table, cell_km) for name, table in tables.items()}
    if "coverage" in out:
        out["coverage"] = _null(out["coverage"], "place", None)
    if {"incidents", "links", "reports"} <= out.keys():
        out["incidents"] = _known_places_only(out["incidents"], out["links"], out["reports"])
    return out


def late(table: "pa.Table", cut_off: date | None, delay_days: int) -> "pa.Table":
    """Return the rows whose last day is at least `delay_days` before the cut-off; without a delay, all of them.

    A row without a day is left out as soon as a delay is asked for, because nobody can say that it is old enough.
    Raises ValueError for a delay without a cut-off.
    """
    if not delay_days or "date_end" not in table.column_names:
        return table
    if cut_off is None:
        raise ValueError("a delay needs a cut-off day")
    import pyarrow.compute as pc

    last = table["date_end"]
    if "date_start" in table.column_names:
        last = pc.coalesce(last, table["date_start"])
    return table.filter(pc.fill_null(pc.less_equal(last, cut_off - timedelta(days=delay_days)), False))


def place_words(exact: bool, cell_km: float, delay_days: int) -> str:
    """Return how coarse the places are, in the words printed in every file."""
    place = (
        "exact: points as the reports give them; think of the people who live there before passing this on"
        if exact
        else f"coarse: points are centres of cells of about {cell_km:g} km ({cell_km * SENSITIVE_FACTOR:g} km for aid, "
        "evacuation, access and protected sites); rows without a public address keep no finer place name and no text"
    )
    return f"{place}; the last {delay_days} days before the cut-off are left out" if delay_days else place


def place_word(words: str) -> str:
    """Return the one word that stands beside each point in a file: `coarse` or `exact`."""
    return words.partition(":")[0]


def _ids(table: "pa.Table", key: str) -> set[str]:
    return set(table[key].to_pylist())


def _without(table: "pa.Table", names: set[str]) -> "pa.Table":
    """Return the table without the rows that name one of the reports or incidents."""
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = pa.array(sorted(names), pa.string())
    for column in SPEAKS_OF:
        if column not in table.column_names:
            continue
        if pa.types.is_list(table.schema.field(column).type):
            keep = [not names.intersection(told or ()) for told in table[column].to_pylist()]
            table = table.filter(pa.array(keep, pa.bool_()))
        else:
            table = table.filter(pc.invert(pc.is_in(table[column], value_set=gone)))
    return table


def _move(table: "pa.Table", cell_km: float) -> "pa.Table":
    import numpy as np

    sensitive = _sensitive(table)
    lat, lon = _floats(table["lat"]), _floats(table["lon"])
    side = np.where(sensitive, cell_km * SENSITIVE_FACTOR, cell_km)
    middle, across = _cell_centres(lat, lon, side)
    there = np.isfinite(lat) & np.isfinite(lon)
    table = _replace(table, "lat", np.where(there, middle, np.nan))
    table = _replace(table, "lon", np.where(there, across, np.nan))
    if "radius_km" in table.column_names:
        told = np.nan_to_num(_floats(table["radius_km"]), nan=0.0)
        grown = np.maximum(told, np.round(side * math.sqrt(0.5), 1))
        table = _replace(table, "radius_km", np.where(there, grown, _floats(table["radius_km"])))
    if "place_precision" in table.column_names:
        told = np.nan_to_num(_floats(table["place_precision"]), nan=0.0)
        table = _replace(table, "place_precision", np.where(there, np.maximum(told, 2), told))
    return table


def _sensitive(table: "pa.Table") -> "Bools":
    import numpy as np
    import pyarrow.compute as pc

    found = np.zeros(table.num_rows, dtype=bool)
    if "event_type" in table.column_names:
        found |= _bools(pc.is_in(table["event_type"], value_set=_strings(SENSITIVE_EVENTS)))
    if "category" in table.column_names:
        found |= _bools(pc.match_substring_regex(table["category"], SENSITIVE_CATEGORIES))
    if "event_types" in table.column_names:
        found |= np.array(
            [any(t in SENSITIVE_EVENTS for t in types or ()) for types in table["event_types"].to_pylist()], dtype=bool
        )
    return found


def _withhold(table: "pa.Table") -> "pa.Table":
    if "address" not in table.column_names:
        return table
    import pyarrow.compute as pc

    public = pc.fill_null(pc.not_equal(table["address"], ""), False)
    for name in PRIVATE:
        if name in table.column_names:
            table = _null(table, name, public)
    return table


def _null(table: "pa.Table", name: str, keep: "pa.ChunkedArray | None") -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    index = table.column_names.index(name)
    nothing = pa.nulls(table.num_rows, table.schema.field(name).type)
    column = nothing if keep is None else pc.if_else(keep, table[name], nothing)
    return table.set_column(index, table.schema.field(name), column)


def _known_places_only(incidents: "pa.Table", links: "pa.Table", reports: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    place_of = dict(zip(reports["report_id"].to_pylist(), reports["place"].to_pylist(), strict=True))
    known = {(incident, place_of.get(report)) for report, incident in membership.incident_of(links).items()}
    told = zip(incidents["incident_id"].to_pylist(), incidents["place"].to_pylist(), strict=True)
    return _null(incidents, "place", pa.chunked_array([pa.array([pair in known for pair in told], pa.bool_())]))


def _replace(table: "pa.Table", name: str, values: "Floats") -> "pa.Table":
    import pyarrow as pa

    field = table.schema.field(name)
    column = pa.array(values, from_pandas=True).cast(field.type)
    return table.set_column(table.column_names.index(name), field, column)


def _floats(column: "pa.ChunkedArray") -> "Floats":
    values: Floats = column.cast("float64").to_numpy()
    return values


def _bools(column: "pa.ChunkedArray") -> "Bools":
    import pyarrow.compute as pc

    values: Bools = pc.fill_null(column, False).to_numpy()
    return values


def _strings(values: tuple[str, ...]) -> "pa.Array":
    import pyarrow as pa

    return pa.array(values)

"""Points moved to the centres of cells: the same point always to the same centre, wide cells for protected sites."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ceasefire.parties.words import protected_kinds
from ceasefire.vocabulary.codes import ObjectKind
from ceasefire.vocabulary.earth import KM_PER_DEGREE

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.vocabulary.arrays import Bools, Floats

SENSITIVE_FACTOR: Final = 5
"""How many times as wide the cells of sensitive places are: chosen by hand; not measured."""
NARROWEST: Final = 0.087
"""Cosine of 85 degrees: nearer the poles cells grow no wider in degrees."""
SENSITIVE_EVENTS: Final = frozenset(("aid_delivery", "aid_obstruction", "evacuation", "access_denied"))
SENSITIVE_CATEGORIES: Final = ("protected/", "access/", "none/")


def coarse_point(lat: float, lon: float, cell_km: float) -> tuple[float, float]:
    """Return the centre of the cell that holds a point, in degrees rounded to three decimals.

    Cells are rows of equal latitude; within a row their width in degrees follows the row's middle latitude, so that a
    cell is about `cell_km` wide and high everywhere below 85 degrees. The same point always falls in the same cell.
    """
    return coarse_points([(lat, lon)], cell_km)[0]


def coarse_points(points: Sequence[tuple[float, float]], cell_km: float) -> list[tuple[float, float]]:
    """Return for each point what `coarse_point` does."""
    import numpy as np

    lat, lon = np.array(points, dtype=np.float64).reshape(-1, 2).T
    middle, across = _centres(lat, lon, np.full(len(points), cell_km))
    return list(zip(middle.tolist(), across.tolist(), strict=True))


def side_of(protected: "Bools", cell_km: float) -> "Floats":
    """Return the width in km of the cell of each row."""
    import numpy as np

    return np.where(protected, cell_km * SENSITIVE_FACTOR, cell_km)


class PointColumns(NamedTuple):
    """The columns of a table that hold one point of its rows."""

    lat: str
    lon: str
    radius: str
    precision: str


IMPACT: Final = PointColumns("lat", "lon", "radius_km", "place_precision")
ORIGIN: Final = PointColumns("origin_lat", "origin_lon", "origin_radius_km", "origin_precision")
POINTS: Final = (IMPACT, ORIGIN)
"""The points that reports and incidents have: where it struck, and from where it was done."""


def move(table: "pa.Table", side: "Floats") -> "pa.Table":
    """Return the table with every point moved to the centre of its cell; `side` is the width of each one's cell in km.

    The radius grows to at least half the cell's diagonal and the precision to at least 2, so that nobody takes the centre
    for the site. A table without the columns of one of `POINTS` has none of that kind.
    """
    for point in POINTS:
        if point.lat in table.column_names:
            table = _moved(table, point, side)
    return table


def _moved(table: "pa.Table", point: PointColumns, side: "Floats") -> "pa.Table":
    import numpy as np

    lat, lon = _floats(table[point.lat]), _floats(table[point.lon])
    middle, across = _centres(lat, lon, side)
    there = np.isfinite(lat) & np.isfinite(lon)
    table = _replace(table, point.lat, np.where(there, middle, np.nan))
    table = _replace(table, point.lon, np.where(there, across, np.nan))
    told = _floats(table[point.radius])
    grown = np.maximum(np.nan_to_num(told, nan=0.0), np.round(side * math.sqrt(0.5), 1))
    table = _replace(table, point.radius, np.where(there, grown, told))
    precision = np.nan_to_num(_floats(table[point.precision]), nan=0.0)
    return _replace(table, point.precision, np.where(there, np.maximum(precision, 2), precision))


def protected_rows(table: "pa.Table") -> "Bools":
    """Tell which reports or incidents speak of aid, evacuation, access or a protected site: by act, category or target."""
    import numpy as np

    found = np.zeros(table.num_rows, dtype=bool)
    for columns, is_protected in (
        (("event_type", "event_types"), SENSITIVE_EVENTS.__contains__),
        (("category", "categories"), lambda word: word.startswith(SENSITIVE_CATEGORIES)),
        (("actor_target", "targets"), _is_protected_target),
    ):
        for column in columns:
            if column in table.column_names:
                known = {w: bool(is_protected(w)) for w in _words(table[column])}
                found |= np.fromiter((_any(told, known) for told in table[column].to_pylist()), dtype=bool)
    return found


def _is_protected_target(text: str) -> bool:
    """Tell whether words of a target name a protected thing; people as such are everywhere and make no site."""
    return bool(protected_kinds(text) - {ObjectKind.CIVILIANS})


def _words(column: "pa.ChunkedArray") -> set[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    flat = pc.list_flatten(column) if pa.types.is_list(column.type) else column
    return {w for w in pc.unique(flat).to_pylist() if w is not None}


def _any(told: str | list[str] | None, known: dict[str, bool]) -> bool:
    if told is None:
        return False
    return known[told] if isinstance(told, str) else any(known[w] for w in told if w is not None)


def _centres(lat: "Floats", lon: "Floats", side: "Floats") -> "tuple[Floats, Floats]":
    """Return the centres of the cells that hold points, in degrees; `side` is the width of each one's cell in km."""
    import numpy as np

    step = side / KM_PER_DEGREE
    middle = (np.floor(lat / step) + 0.5) * step
    wide = step / np.maximum(np.cos(np.radians(middle)), NARROWEST)
    return np.round(middle, 3), np.round((np.floor(lon / wide) + 0.5) * wide, 3)


def _replace(table: "pa.Table", name: str, values: "Floats") -> "pa.Table":
    import pyarrow as pa

    field = table.schema.field(name)
    column = pa.array(values, from_pandas=True).cast(field.type)
    return table.set_column(table.column_names.index(name), field, column)


def _floats(column: "pa.ChunkedArray") -> "Floats":
    values: Floats = column.cast("float64").to_numpy()
    return values

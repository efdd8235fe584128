"""Rules that need no learning: linking nothing, so many kilometres and days, equal place names, the rules of meltt.

Each takes a table of reports and returns the incident of each row (int64 [rows]).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.compat import meltt
from ceasefire.vocabulary.earth import KM_PER_DEGREE

MOST = 20_000
"""Reports up to which the rules of meltt are asked: their time grows with the square."""


def answers(table: pa.Table) -> Iterator[tuple[str, Any]]:
    """Yield each rule by its name with what it finds; in words why, where it cannot be asked."""
    far = "" if _told(table, "lat") else "no report tells a point"
    yield "link nothing", np.arange(len(table))
    yield "rule: 1 km, same day", far or near(table, 1.0, 0)
    yield "rule: 5 km, same day", far or near(table, 5.0, 0)
    yield "rule: equal place, within a day", named(table, 1) if _told(table, "place") else "no report names a place"
    bare = far or ("" if _told(table, "event_type") else "no report tells a type")
    more = f"more than {MOST:,} reports: its time grows with their square" if len(table) > MOST else ""
    yield "rule: meltt's, 20 km, same day", bare or more or by_meltt(table, 20.0, 0)


def _told(table: pa.Table, name: str) -> bool:
    return name in table.column_names and table[name].null_count < len(table)


def days(table: pa.Table) -> Any:
    """First day of each report as a number, float64 [rows], NaN where it is not known."""
    day = table["date_start"].cast(pa.int32()).to_pylist()
    return np.array([np.nan if d is None else d for d in day], float)


def numbers(table: pa.Table, name: str) -> Any:
    """Return a column as float64 [rows], NaN where it is null or absent."""
    if name not in table.column_names:
        return np.full(len(table), np.nan)
    return np.array([np.nan if v is None else v for v in table[name].to_pylist()], float)


def joined(n: int, i: Any, j: Any) -> Any:
    """Components of n reports under pairs of them."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    return connected_components(coo_array((np.ones(len(i), np.int8), (i, j)), shape=(n, n)))[1]


def near(table: pa.Table, km: float, apart: int) -> Any:
    """Components of reports within so many kilometres whose first days are at most so far apart."""
    from scipy.spatial import cKDTree

    lat, lon, day = numbers(table, "lat"), numbers(table, "lon"), days(table)
    put = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon) & ~np.isnan(day))
    angle = np.radians(np.stack([lat[put], lon[put]]))
    x, y, z = np.cos(angle[0]) * np.cos(angle[1]), np.cos(angle[0]) * np.sin(angle[1]), np.sin(angle[0])
    # on a ball of radius one; days stand so far apart that none but near ones meet
    reach = np.radians(km / KM_PER_DEGREE)
    step = reach / (apart + 0.5)
    tree = cKDTree(np.stack([x, y, z, (day[put] - day[put].min()) * step if len(put) else x], axis=1))
    pairs = tree.query_pairs(reach * 1.5, output_type="ndarray")
    far = np.sqrt(sum((v[pairs[:, 0]] - v[pairs[:, 1]]) ** 2 for v in (x, y, z)))
    kept = pairs[(far <= reach) & (np.abs(day[put][pairs[:, 0]] - day[put][pairs[:, 1]]) <= apart)]
    return joined(len(table), put[kept[:, 0]], put[kept[:, 1]])


def named(table: pa.Table, apart: int) -> Any:
    """Components of reports of one place name (as written) whose first days are at most so far apart."""
    day, place = days(table), pc.dictionary_encode(table["place"].combine_chunks()).indices.to_pylist()
    at = np.array([-1 if p is None else p for p in place])
    order = np.lexsort((day, at))
    order = order[(at[order] >= 0) & ~np.isnan(day[order])]
    one, next_one = order[:-1], order[1:]
    kept = (at[one] == at[next_one]) & (day[next_one] - day[one] <= apart)  # a chain of neighbours is the component
    return joined(len(table), one[kept], next_one[kept])


def by_meltt(table: pa.Table, km: float, apart: int) -> Any:
    """Incidents that our option with meltt's rules finds, by type, fine and broad."""
    dated = pc.and_(
        pc.is_valid(table["date_start"]), pc.and_(pc.is_valid(table["lat"]), pc.is_valid(table["event_type"]))
    )
    table = table.append_column("row", pa.array(np.arange(len(table))))
    label, table = np.arange(len(table)), table.filter(dated)
    types, sources = (sorted(set(table[name].to_pylist())) for name in ("event_type", "source"))
    taxonomy = {
        "event_type": pa.table(
            {
                "data.source": [n for n in sources for _ in types],
                "base.categories": types * len(sources),
                "level1": types * len(sources),
                "level2": ["any"] * (len(types) * len(sources)),
            }
        )
    }
    shaped = pa.table(
        {
            "dataset": table["source"],
            "event": table["row"],
            "date": table["date_start"],
            "enddate": pc.coalesce(table["date_end"], table["date_start"]),
            "latitude": table["lat"],
            "longitude": table["lon"],
            "event_type": table["event_type"],
        }
    )
    sets = [shaped.filter(pc.equal(shaped["dataset"], name)) for name in sources]
    for row in meltt.match(sets, taxonomy, days=apart, km=km).matches.to_pylist() if len(sets) > 1 else ():
        label[int(row["event"])] = len(label) + int(row["match"])
    return label

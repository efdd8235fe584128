"""The names under which tables of this field carry the columns of `reports`: one list for Python and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pyarrow as pa

from ceasefire.vocabulary import schema

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "report_id": ("id", "event_id", "report", "data_id", "event_id_cnty"),
    "date_start": ("date", "event_date", "start_date", "event_date_start", "day"),
    "date_end": ("end_date", "enddate", "event_date_end"),
    "date_precision": ("date_prec", "time_precision"),
    "lat": ("latitude", "y"),
    "lon": ("longitude", "lng", "long", "x"),
    "place_precision": ("where_prec", "where_precision", "geo_precision", "location_precision", "precision"),
    "place": ("location", "place_name", "town", "name"),
    "admin1": ("adm_1", "adm1", "province", "governorate"),
    "admin2": ("adm_2", "adm2", "district"),
    "event_type": ("type", "sub_event_type", "category_of_event"),
    "actor_alleged": ("actor", "actor1", "side_a", "perpetrator"),
    "actor_target": ("target", "actor2", "side_b"),
    "killed_low": ("deaths_low", "low", "killed_min", "deaths", "fatalities", "killed", "best"),
    "killed_high": ("deaths_high", "high", "killed_max", "deaths", "fatalities", "killed", "best"),
    "summary": ("text", "notes", "description", "headline"),
    "address": ("url", "link"),
}
"""Other names of a column, those of ACLED, UCDP GED and Airwars files among them; our own name always comes first."""

_DAYS: Final = ("date_start", "date_end", "utc_start", "utc_end", "published")
"""Columns each of which can place a report in time."""


def as_reports(table: pa.Table) -> pa.Table:
    """Return a table with the columns of `reports`: as it is, or with other names (`NAMES`) replaced by ours.

    Names are replaced only where the id or every column of days is missing under our names. Raises ValueError naming the
    column that is missing under all its names.
    """
    held = set(table.column_names)
    if "report_id" in held and not held.isdisjoint(_DAYS):
        return table
    columns = columns_of(table.column_names, NAMES)
    if "report_id" not in columns:
        raise ValueError(f"reports: column report_id is missing (nor is there any of {', '.join(NAMES['report_id'])})")
    if columns.keys().isdisjoint(_DAYS):
        raise ValueError(
            f"reports: column date_start is missing (nor is there any of {', '.join(NAMES['date_start'])})"
        )
    return renamed(table, columns)


def columns_of(held: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return which of the columns `held` gives which column of `reports`, whatever the case of its letters.

    `names` lists other names of a column; where several are held, our own and then the first listed is taken.
    """
    by_name = {name.casefold(): name for name in reversed(list(held))}
    found: dict[str, str] = {}
    for column in schema("reports").names:
        known = [by_name[name] for name in (column, *names.get(column, ())) if name in by_name]
        found |= {column: known[0]} if known else {}
    return found


def renamed(table: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """Return the columns of a table under our names, ids as text; an end that is missing is the start."""
    found = pa.table({column: table[name] for column, name in columns.items()})
    if "date_end" not in columns and "date_start" in columns:
        found = found.append_column("date_end", found["date_start"])
    where = found.schema.get_field_index("report_id")
    return found.set_column(where, "report_id", found["report_id"].cast(pa.string()))

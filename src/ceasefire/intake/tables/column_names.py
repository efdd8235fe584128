"""The names under which tables of this field carry the columns of `reports`: one list for intake and for linkage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import pyarrow as pa

from ceasefire.intake.tables.flat import columns_filled
from ceasefire.intake.tables.mapping import shapes
from ceasefire.vocabulary import schema

OF_SHAPES: Final = "*"
"""Stands in a list for the names that the shapes of report tables give the column (`shapes/*.toml`)."""
_SHAPES: Final = ("ucdp-ged", "reports")
"""Those shapes, in the order in which their names count."""
_OWN_ID: Final = "label"
"""Field of the file's own id of a row, which is the report's id where no record has given it one."""

_LISTED: Final[dict[str, tuple[str, ...]]] = {
    "report_id": (OF_SHAPES, "event_id", "report", "data_id", "event_id_cnty"),
    "date_start": ("date", "event_date", "start_date", OF_SHAPES, "day"),
    "date_end": ("end_date", "enddate", OF_SHAPES),
    "date_precision": (OF_SHAPES, "time_precision"),
    "lat": (OF_SHAPES, "y"),
    "lon": (OF_SHAPES, "lng", "long", "x"),
    "place_precision": (OF_SHAPES, "geo_precision", "location_precision", "precision"),
    "place": ("location", "place_name", "town", "name"),
    "admin1": (OF_SHAPES, "adm1", "province", "governorate"),
    "admin2": (OF_SHAPES, "adm2", "district"),
    "event_type": ("type", "sub_event_type", "category_of_event"),
    "actor_alleged": ("actor", "actor1", OF_SHAPES, "perpetrator"),
    "actor_target": ("target", "actor2", OF_SHAPES),
    "killed_low": ("deaths_low", OF_SHAPES, "killed_min", "deaths", "fatalities", "killed", "best"),
    "killed_high": ("deaths_high", OF_SHAPES, "killed_max", "deaths", "fatalities", "killed", "best"),
    "injured_low": (OF_SHAPES, "injured_min", "injured", "wounded", "injuries"),
    "injured_high": (OF_SHAPES, "injured_max", "injured", "wounded", "injuries"),
    "summary": ("text", "notes", "description", "headline"),
    "address": (OF_SHAPES, "link"),
}


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[str, ...]]:
    """Return the other names of each column of `reports`, those of ACLED, UCDP GED and Airwars files among them.

    Our own name always comes before them.
    """
    return {column: tuple(_names(column, listed)) for column, listed in _LISTED.items()}


def _names(column: str, listed: tuple[str, ...]) -> Iterator[str]:
    for name in listed:
        if name == OF_SHAPES:
            yield from dict.fromkeys(other for other in _of_shapes(column) if other != column)
        else:
            yield name


def _of_shapes(column: str) -> Iterator[str]:
    """Yield the columns of the shapes that fill the same field as a column of `reports`."""
    wanted = _OWN_ID if column == "report_id" else columns_filled("report")[column].fields[0].name
    for shape in (shapes()[name] for name in _SHAPES):
        for filling in (shape.columns, *(only.columns for only in shape.only)):
            yield from (name for name, field in filling.items() if field == wanted)


_DAYS: Final = ("date_start", "date_end", "utc_start", "utc_end", "published")
"""Columns each of which can place a report in time."""


def as_reports(table: pa.Table) -> pa.Table:
    """Return a table with the columns of `reports`: as it is, or with other names (`names`) replaced by ours.

    Names are replaced only where the id or every column of days is missing under our names. Raises ValueError naming the
    column that is missing under all its names.
    """
    held = set(table.column_names)
    if "report_id" in held and not held.isdisjoint(_DAYS):
        return table
    others = names()
    columns = columns_of(table.column_names, others)
    if "report_id" not in columns:
        raise ValueError(f"reports: column report_id is missing (nor is there any of {', '.join(others['report_id'])})")
    if columns.keys().isdisjoint(_DAYS):
        raise ValueError(
            f"reports: column date_start is missing (nor is there any of {', '.join(others['date_start'])})"
        )
    return renamed(table, columns)


def columns_of(held: Iterable[str], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return which of the columns `held` gives which column of `reports`, whatever the case of its letters.

    `others` lists other names of a column; where several are held, our own and then the first listed is taken.
    """
    by_name = {name.casefold(): name for name in reversed(list(held))}
    found: dict[str, str] = {}
    for column in schema("reports").names:
        known = [by_name[name] for name in (column, *others.get(column, ())) if name in by_name]
        found |= {column: known[0]} if known else {}
    return found


def renamed(table: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """Return the columns of a table under our names, ids as text; an end that is missing is the start."""
    found = under_our_names(table, columns)
    where = found.schema.get_field_index("report_id")
    return found.set_column(where, "report_id", found["report_id"].cast(pa.string()))


def under_our_names(table: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """Return the columns of a table under our names, of whatever types; an end that is missing is the start."""
    found = pa.table({column: table[name] for column, name in columns.items()})
    if "date_end" not in columns and "date_start" in columns:
        found = found.append_column("date_end", found["date_start"])
    return found

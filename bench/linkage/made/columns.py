"""The columns that every made world gives, in the types of the table `reports`, and how a world is written as that table."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

_DAY, _MOMENT, _WORDS, _REAL = pa.date32(), pa.timestamp("s", "UTC"), pa.string(), pa.float64()
COLUMNS: Final[dict[str, pa.DataType]] = {
    **dict.fromkeys(("report_id", "source", "publisher", "address"), _WORDS),
    **dict.fromkeys(("published", "date_start", "date_end"), _DAY),
    "date_precision": pa.int8(),
    **dict.fromkeys(("utc_start", "utc_end"), _MOMENT),
    **dict.fromkeys(("place", "admin1", "admin2", "admin3"), _WORDS),
    **dict.fromkeys(("lat", "lon"), _REAL),
    "place_precision": pa.int8(),
    "radius_km": _REAL,
    **dict.fromkeys(("event_type", "category", "weapon", "actor_alleged", "actor_target"), _WORDS),
    **dict.fromkeys(("killed_low", "killed_high", "killed_civilians", "killed_children"), pa.int32()),
    **dict.fromkeys(("injured_low", "injured_high"), pa.int32()),
    "summary": _WORDS,
}


def as_table(columns: Mapping[str, Sequence[Any]]) -> pa.Table:
    """Return the table of reports from its columns; a day is a date or days since 1970, a moment a time or seconds since then."""
    return pa.table({name: pa.array(columns[name], kind) for name, kind in COLUMNS.items()})


def fields_of(rows: Sequence[Any], ids: Sequence[str]) -> dict[str, Sequence[Any]]:
    """Return the columns of rows that have a field for each but the id; those for which they have none are left out."""
    names = [name for name in COLUMNS if hasattr(rows[0], name)]
    return {"report_id": ids} | {name: [getattr(row, name) for row in rows] for name in names}

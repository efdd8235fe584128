"""What a person chooses between when files are read, linked and written: each list once, for Python and the command line."""

from typing import Final, Literal, get_args

Engine = Literal["local", "spark"]
"""What links reports: this machine alone, or a Spark cluster."""
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
CANDIDATES: Final = 3
"""Candidates shown of each account and list where nobody says how many."""

Format = Literal["csv", "geojson", "parquet"]
"""File formats of an export."""
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

FORMS: Final = ("report", "tally", "judgement")
"""Statement kinds for which there is a form to fill."""
DATE_ORDERS: Final = ("ymd", "dmy", "mdy")
"""Orders of year, month and day in which 03/04/2017 can be read."""
DECIMAL_MARKS: Final = (".", ",")

"""What SQL serves beside the tables so that unlike things are not added: which columns have a unit, and the view `counts`."""

from collections.abc import Iterable
from typing import Final

from ceasefire.vocabulary.units import NOT_ADDITIVE, UNITS

MEASURED: Final[dict[str, tuple[str, ...]]] = {
    "tallies": ("low", "high"),
    "bulletin_checks": ("stated", "added", "difference"),
    "counter_falls": ("before", "after"),
    "matrix": ("agreed_low", "agreed_high", "disagreed", "entries"),
    "series": ("value",),
    "rates": ("low", "high", "a_day_low", "a_day_high"),
    "figures": ("value", "low", "high"),
}
"""Columns that count what the column `unit` of their row says; SQL refuses to add them over rows of several units."""

COUNTS: Final = "counts"
FROM: Final[dict[str, tuple[str, ...]]] = {COUNTS: ("tallies",)}
"""The tables that each view is made from."""
SHARED: Final = (
    *("tally_id", "ledger", "date_start", "date_end", "as_of", "counted_by", "said_by", "measure", "subject", "place"),
    *("publisher", "address"),
)
"""Columns of the tallies that the view has as they are."""


def counts_sql(units: Iterable[str]) -> str:
    """Return the query of the view `counts`: the tallies, with two columns for each unit, `<unit>_low` and `<unit>_high`.

    A row has its numbers in the columns of its own unit and null in all others, so that a sum of a column is of one unit.
    There are columns for every unit of the house that may be added, and for those that `units` names.
    """
    every = sorted((UNITS.keys() - NOT_ADDITIVE) | set(units))
    columns = (
        f"CASE WHEN unit = {_text(unit)} THEN {bound} END AS {_name(f'{unit}_{bound}')}"
        for unit in every
        for bound in ("low", "high")
    )
    return f"SELECT {', '.join((*SHARED, *columns))} FROM tallies"


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _name(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'

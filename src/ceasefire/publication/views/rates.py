"""Entries a day with a list, ledger by ledger, and coverage beside the incidents of each clause, as the report prints them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ceasefire.figures import Figure
from ceasefire.figures.list_rates import rate_figures
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import told
from ceasefire.publication.views.report_data import Material
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import spaced

WATCHED: Final = (
    ("days_watched", "day"),
    ("days_denied", "day"),
    ("days_not_watched", "day"),
    ("patrols", "patrol"),
    ("denied", "denial"),
)
"""Columns of what was watched, with the unit of each, in the order in which they are printed."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What one body lists over one period: days with a list, entries, entries a day, and what it watched."""

    row: Row
    counter: str
    days: Figure | None
    entries: Figure | None
    a_day: Figure
    watched: tuple[Figure | None, ...]
    known: bool


@dataclass(frozen=True, kw_only=True)
class ClauseWatch:
    """The incidents in scope of a clause on one ground over one period, with what was watched there."""

    row: Row
    incidents: Figure | None
    watched: tuple[Figure | None, ...]
    known: bool


@dataclass(frozen=True, kw_only=True)
class Rates:
    """Both, as printed; `left_out` and `clauses_left_out` say how much is not."""

    ledgers: tuple[Rate, ...]
    left_out: str
    clauses: tuple[ClauseWatch, ...]
    clauses_left_out: str

    @property
    def ledgers_known(self) -> bool:
        """Return whether any body says what it watched while it listed."""
        return any(one.known for one in self.ledgers)

    @property
    def clauses_known(self) -> bool:
        """Return whether any statement says what was watched of the ground of any clause."""
        return any(one.known for one in self.clauses)


def rates(material: Material) -> Rates:
    """Return the entries a day of each body, and of each clause with an incident in scope what was watched beside it."""
    table = material.inputs.table("rates")
    every = list(zip(table.to_pylist(), rate_figures(table), strict=True))
    ledgers, left_out = material.bounds.first(every)
    rows = [row for row in material.inputs.rows("clause_coverage") if row["incidents"]]
    clauses, clauses_left_out = material.bounds.first(rows)
    return Rates(
        ledgers=tuple(_rate(material, row, figure) for row, figure in ledgers),
        left_out=left_out,
        clauses=tuple(_clause(row) for row in clauses),
        clauses_left_out=clauses_left_out,
    )


def _rate(material: Material, row: Row, a_day: Figure) -> Rate:
    ledger, lineage = material.called(row["counted_by"]), row["lineage"]
    scope = f"{row['measure']}, {row['period']}"
    days = row["days_with_list"]
    return Rate(
        row=row,
        counter=ledger,
        days=told(days, days, unit="day", scope=scope, method="days with a list", ledger=ledger, lineage=lineage),
        entries=told(
            *(row["low"], row["high"]),
            unit=row["unit"],
            scope=scope,
            method="totals as stated, added over days with a list",
            ledger=ledger,
            lineage=lineage,
            days=a_day.watched.days() if a_day.watched else (),
        ),
        a_day=a_day,
        watched=tuple(_watched(row, f"coverage of {ledger}, {row['period']}")),
        known=row["days_watched"] is not None,
    )


def _clause(row: Row) -> ClauseWatch:
    scope = f"{provision_name(row['instrument'], row['provision'])}, {row['zone'] or 'all its ground'}, {row['period']}"
    method = "incidents in scope under the provision, each counted once"
    count = row["incidents"]
    return ClauseWatch(
        row=row,
        incidents=told(count, count, unit="incident", scope=scope, method=method, lineage=row["lineage"]),
        watched=tuple(_watched(row, f"coverage beside {scope}")),
        known=row["days_watched"] is not None,
    )


def _watched(row: Row, scope: str) -> Iterable[Figure | None]:
    for column, unit in WATCHED:
        value = row[column]
        method = f"{spaced(column)}, from statements of coverage"
        yield told(value, value, unit=unit, scope=scope, method=method, lineage=row["lineage"])

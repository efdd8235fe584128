"""What a report is made from: tables, ledger heads, comparisons and options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.bounds import USUAL, Bounds
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.set_aside import notice

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ByCell:
    """How many accounts entered links, scope and standing by their cell: without a public address, of protected sites."""

    without_address: int = 0
    sites: int = 0


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to publish: whose title, which days, exact or coarse, and how late.

    `end` and `cut_off` are days; `cell_km` is the side of a coarse cell; `delay_days` leaves out what
    happened in the last so many days before the cut-off; `counters` names the two bodies whose lists are compared;
    `by_cell` is told by whoever computed the tables; `bounds` say how much stands on the page.
    """

    title: str
    start: date | None = None
    end: date | None = None
    cut_off: date | None = None
    exact: bool = False
    cell_km: float = 5.0
    delay_days: int = 0
    counters: tuple[str, str] | None = None
    daily_unit: str = "case_of_firing"
    language: str = "en"
    notes: tuple[str, ...] = ()
    by_cell: ByCell = ByCell()
    bounds: Bounds = USUAL


@dataclass(frozen=True, kw_only=True)
class ReportInputs:
    """Everything a report is computed from. Tables are named as in `vocabulary.tables`; a missing one is empty.

    The mapping of tables may compute one when it is asked for; a report asks for no table that it does not print.
    """

    tables: Mapping[str, "pa.Table"]
    options: Options
    heads: tuple[Head, ...] = ()
    comparisons: tuple[PeriodComparison, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> "pa.Table":
        """Return a table; an absent one is empty."""
        found = self.tables.get(name)
        return schema(name).empty_table() if found is None else found

    def set_aside_words(self) -> str:
        """Return what the record holds and this is computed without, in words of ours alone; empty where all is read."""
        return set_aside_words(self.tables)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table as plain mappings; an absent table has none."""
        rows: list[Row] = self.table(name).to_pylist()
        return rows


def set_aside_words(tables: Mapping[str, "pa.Table"]) -> str:
    """Return what is said of the table `set_aside`, as `ReportInputs.set_aside_words` does."""
    found = tables.get("set_aside")
    if found is None or not found.num_rows:
        return ""
    statements = tables["statements"] if "statements" in tables else schema("statements").empty_table()
    labels = dict(zip(statements["statement_id"].to_pylist(), statements["label"].to_pylist(), strict=True))
    return notice(found.to_pylist(), labels)

"""Late in time: what happened in the last days before the cut-off is left out, with every row that speaks of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow as pa

DELAYED: Final = ("reports", "incidents", "coverage")
OWN_KEYS: Final = (("reports", "report_id"), ("incidents", "incident_id"))
SPEAKS_OF: Final = ("report_id", "incident_id", "a", "b", "statement_id", "subject", "about", "incident_ids")
"""Columns by which a row of another table speaks of a report or an incident."""


def all_late(tables: Mapping[str, "pa.Table"], cut_off: date | None, delay_days: int) -> dict[str, "pa.Table"]:
    """Return the tables without what a delay leaves out.

    What it leaves out of reports and incidents is left out of every table that speaks of them, also where a row speaks
    of others besides. Raises ValueError for a delay without a cut-off.
    """
    ready = {n: late(t, cut_off, delay_days) if n in DELAYED else t for n, t in tables.items()}
    dropped = [_ids(tables[n], key) - _ids(ready[n], key) for n, key in OWN_KEYS if n in ready]
    if any(dropped):
        names = set().union(*dropped)
        ready = {n: t if n in DELAYED else _without(t, names) for n, t in ready.items()}
    return ready


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

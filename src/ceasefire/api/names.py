"""What an id, the beginning of an id, or a label means in a record: one reading for every command and call.

An id printed by one command is accepted by every other. A name is tried as an incident (its name now, then any name it
ever had), as a report or other statement (its id, `id#row`, the beginning of either), and as a label.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import pyarrow.compute as pc

from ceasefire.linkage import membership, naming
from ceasefire.record.errors import Ambiguous, NotFound

if TYPE_CHECKING:
    import pyarrow as pa

SHORTEST: Final = 8
"""Characters that the beginning of an id must have at the least, as in the ledgers themselves."""

_SHOWN: Final = 5
"""How many candidates an error lists."""


class Tables(Protocol):
    """Where the tables of a record are asked for."""

    def table(self, name: str) -> pa.Table: ...


@dataclass(frozen=True)
class IncidentName:
    """An incident's name now and, where another was asked for, the former name that led to it."""

    id: str
    was: str | None = None

    @property
    def words(self) -> str:
        """Say what a former name means now; empty for a name in use."""
        return f"{self.was} is now {self.id}" if self.was else ""


def find_incident(tables: Tables, name: str) -> IncidentName | None:
    """Return the incident that a name means now or once meant, in full or by a unique beginning; None for no such name.

    Raises Ambiguous where a beginning fits several.
    """
    name = name.strip()
    if not name.startswith(naming.PREFIX) or len(name) < SHORTEST:
        return None
    now = _beginning(tables.table("incidents")["incident_id"], name)
    if now:
        return IncidentName(_only(now, name, "incidents"))
    before = naming.find(name, tables.table("links"), tables.table("statements"))
    return IncidentName(_only(before, name, "incidents"), was=name) if before else None


def find_report(tables: Tables, name: str) -> str | None:
    """Return the report meant by its id, a unique beginning, its label, or a statement it corrects; None for none.

    Raises Ambiguous where several are meant.
    """
    name, reports = name.strip(), tables.table("reports")
    found = _beginning(reports["report_id"], name) or _labelled(reports, name, "report_id")
    found = found or naming.corrections(
        _beginning(tables.table("statements")["statement_id"], name), reports, tables.table("statements")
    )
    return _only(found, name, "reports") if found else None


def incident(tables: Tables, name: str) -> IncidentName:
    """Return the incident meant by its name, a former name, or a report of it; raises NotFound or Ambiguous."""
    found = find_incident(tables, name)
    return found or IncidentName(
        membership.incident_of(tables.table("links"))[_report(tables, name, "incident or report")]
    )


def statement(tables: Tables, name: str) -> str:
    """Return the statement or batch row (`id#row`) meant by its id, a unique beginning, or its label.

    Of statements under one label those that were corrected are passed over. Raises NotFound or Ambiguous.
    """
    name, held = name.strip(), tables.table("statements")
    rows = [(tables.table("reports"), "report_id"), (tables.table("tallies"), "tally_id")]
    found = [] if "#" in name else _beginning(held["statement_id"], name)
    found = found or [i for table, column in rows for i in _beginning(table[column], name) if "#" in i]
    found = found or _labelled(held.filter(pc.is_null(held["superseded_by"])), name, "statement_id")
    found = found or [i for table, column in rows for i in _labelled(table, name, column)]
    if not found:
        raise NotFound(f"no statement, incident or label is called {name!r}")
    return _only(found, name, "statements")


def report(tables: Tables, name: str) -> str:
    """Return the report meant by its id, the beginning of it, its label, or an incident that has no other report.

    Raises NotFound, or Ambiguous with the reports to choose from.
    """
    named = find_incident(tables, name)
    if named is None:
        return _report(tables, name, "report")
    return _only(membership.members(tables.table("links"))[named.id], name, "reports")


def first_report(tables: Tables, name: str) -> str:
    """Return a report to file something on: the one named, or of a named incident the one it is called after."""
    named = find_incident(tables, name)
    if named is None:
        return _report(tables, name, "incident or report")
    return naming.first_report(named.id, tables.table("links"), tables.table("statements"))


def _report(tables: Tables, name: str, what: str) -> str:
    found = find_report(tables, name)
    if found is None:
        raise NotFound(f"no {what} with id or label {name!r}")
    return found


def _beginning(ids: pa.ChunkedArray, name: str) -> list[str]:
    """Return the ids that are `name`, else those that begin with it; of `begin#row`, the rows of that number."""
    if pc.any(pc.equal(ids, name)).as_py():
        return [name]
    head, mark, row = name.partition("#")
    if len(head) < SHORTEST:
        return []
    fits = pc.starts_with(ids, head)
    if mark:
        fits = pc.and_(fits, pc.ends_with(ids, mark + row))
    found: list[str] = ids.filter(fits).to_pylist()
    return found


def _labelled(table: pa.Table, label: str, column: str) -> list[str]:
    found: list[str] = table.filter(pc.equal(table["label"], label))[column].to_pylist()
    return found


def _only(found: Collection[str], name: str, what: str) -> str:
    if len(found) == 1:
        return next(iter(found))
    some = sorted(found)
    listed = ", ".join(some[:_SHOWN]) + (", ..." if len(some) > _SHOWN else "")
    raise Ambiguous(f"{name!r} means {len(some)} {what}: {listed}")

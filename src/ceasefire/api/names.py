"""What an id, the beginning of an id, or a label means in a record: one reading for every command and call.

An id printed by one command is accepted by every other. A name is tried as an incident (its name now, then any name it
ever had), as a report or other statement (its id, `id#row`, the beginning of either, its label). Where a beginning and
a label mean different things, neither is chosen. What a label means is settled in `vocabulary.labels`; `ledger` is the
one that signs what is asked for, where something is signed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from ceasefire.api import trust
from ceasefire.api.folder import RecordFolder
from ceasefire.linkage import membership, naming
from ceasefire.projection.references import labels_of
from ceasefire.record.errors import Ambiguous, NotFound
from ceasefire.vocabulary.labels import SHORTEST
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.tables_stated import TABLE_OF

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.tables import Tables

_SHOWN: Final = 5
"""How many candidates an error lists."""

_IN_BATCHES: Final = {"reports": "report_id", "tallies": "tally_id"}
"""Tables with rows of batches, which the table `statements` does not list, and their ids."""


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
    if now == [name]:
        return IncidentName(name)
    before = naming.find(name, *(tables.table(one) for one in ("links", "reports", "statements")))
    meant = {*now, *before}
    return IncidentName(only(meant, name, "incidents", tables), was=None if now else name) if meant else None


def find_report(tables: Tables, name: str, ledger: str | None = None) -> str | None:
    """Return the report meant by its id, a unique beginning, its label, or a statement it corrects; None for none.

    Raises Ambiguous where several are meant.
    """
    name = name.strip()
    reports, statements = tables.table("reports"), tables.table("statements")
    begun = _beginning(reports["report_id"], name)
    if begun == [name]:
        return name
    former = {i for column in ("statement_id", "first_id") for i in _beginning(statements[column], name)}
    corrected = naming.corrections(former, reports, statements)
    found = {*begun, *corrected, *_labelled(reports, statements, name, ledger)}
    return only(found, name, "reports", tables) if found else None


def incident(tables: Tables, name: str) -> IncidentName:
    """Return the incident meant by its name, a former name, or a report of it; raises NotFound or Ambiguous."""
    found = find_incident(tables, name)
    return found or IncidentName(
        membership.incident_of(tables.table("links"))[_report(tables, name, "incident or report")]
    )


def reports_of(tables: Tables, incident_id: str) -> list[str]:
    """Return the ids of the reports of an incident."""
    return sorted(membership.members(tables.table("links"))[incident_id])


def statement(tables: Tables, name: str) -> str:
    """Return the statement or batch row (`id#row`) meant by its id, a unique beginning, or its label.

    Of statements under one label those that were corrected are passed over. Raises NotFound or Ambiguous.
    """
    name, ids = name.strip(), tables.table("statements")["statement_id"]
    rows = [tables.table(table)[column] for table, column in _IN_BATCHES.items()]
    begun = _beginning(ids, name) or [i for column in rows for i in _beginning(column, name) if "#" in i]
    found = begun if begun == [name] else {*begun, *_any_labelled(tables, name)}
    if not found:
        raise NotFound(f"no statement, incident or label is called {name!r}")
    return only(found, name, "statements", tables)


def report(tables: Tables, name: str, ledger: str | None = None) -> str:
    """Return the report meant by its id, the beginning of it, its label, or an incident that has no other report.

    Raises NotFound, or Ambiguous with the reports to choose from.
    """
    named = find_incident(tables, name)
    if named is None:
        return _report(tables, name, "report", ledger)
    return only(membership.members(tables.table("links"))[named.id], name, "reports", tables)


def first_report(tables: Tables, name: str, ledger: str | None = None) -> str:
    """Return a report to file something on: the one named, or of a named incident the one it is called after."""
    named = find_incident(tables, name)
    if named is None:
        return _report(tables, name, "incident or report", ledger)
    return naming.first_report(named.id, tables.table("links"), tables.table("reports"))


def _report(tables: Tables, name: str, what: str, ledger: str | None = None) -> str:
    found = find_report(tables, name, ledger)
    if found is None:
        raise NotFound(f"no {what} with id or label {name!r}")
    return found


def _any_labelled(tables: Tables, label: str) -> list[str]:
    """Return what a label means among the standing statements and rows of each kind: several kinds, several things."""
    held = tables.table("statements")
    standing = held.filter(pc.and_(pc.equal(held["label"], label), pc.is_null(held["superseded_by"])))
    kinds = [standing.filter(pc.equal(standing["kind"], kind)) for kind in standing["kind"].unique().to_pylist()]
    others = [rows for rows in kinds if TABLE_OF.get(rows["kind"][0].as_py()) not in _IN_BATCHES]
    return [i for rows in (*map(tables.table, _IN_BATCHES), *others) for i in _labelled(rows, held, label)]


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


def _labelled(things: pa.Table, statements: pa.Table, label: str, ledger: str | None = None) -> tuple[str, ...]:
    """Return what a label means among rows of one kind; see `vocabulary.labels`."""
    rows = things.filter(pc.equal(things["label"], label))
    return labels_of(rows, statements).meant(label, ledger) if len(rows) else ()


def only(found: Collection[str], name: str, what: str, tables: Tables) -> str:
    """Return the one thing found under a name; raises Ambiguous where there are several, with the office of each."""
    if len(found) == 1:
        return next(iter(found))
    some = sorted(found)
    listed = ", ".join(_with_office(some[:_SHOWN], tables)) + (", ..." if len(some) > _SHOWN else "")
    raise Ambiguous(f"{name!r} means {len(some)} {what}: {listed}")


def _with_office(ids: Collection[str], tables: Tables) -> list[str]:
    """Return ids with whose they are, and whether that ledger is pinned: anybody may use another office's label."""
    held = tables.table("statements")
    ledgers = dict(zip(held["statement_id"].to_pylist(), held["ledger"].to_pylist(), strict=True))
    labels = office_labels(set(ledgers.values()))
    pins = trust.pins()
    offices = tables.offices() if isinstance(tables, RecordFolder) else []
    pinned = {one.origin for one in offices if pins.get(one.origin) == one.first_key}
    words = {origin: label + (", pinned" if origin in pinned else "") for origin, label in labels.items()}
    owners = {one: ledgers.get(one.partition("#")[0]) for one in ids}
    return [f"{one} ({words[owner]})" if owner is not None else one for one, owner in owners.items()]

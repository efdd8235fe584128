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

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api import trust
from ceasefire.api.folder import RecordFolder
from ceasefire.linkage import membership, naming
from ceasefire.projection.references import labels_of
from ceasefire.record.errors import Ambiguous, NotFound
from ceasefire.vocabulary.labels import SHORTEST, statement_of
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.tables_stated import TABLE_OF

if TYPE_CHECKING:
    from ceasefire.api.tables import Tables

_SHOWN: Final = 5
"""How many candidates an error lists."""

_IN_BATCHES: Final = {"reports": "report_id", "tallies": "tally_id"}
"""Tables with rows of batches, which the table `statements` does not list, and their ids."""


_FILED_ON: Final = {
    "positions": "position_id",
    "findings": "finding_id",
    "complaints": "complaint_id",
    "remedies": "remedy_id",
}
"""Tables of statements that are about the reports of an incident, and their ids."""


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
    if not naming.can_be_name(name) or len(name) < SHORTEST:
        return None  # a label may begin like a name: reports alone are looked through for it
    now = _begun(tables, "incidents", "incident_id", name)
    if now == [name]:
        return IncidentName(name)
    # a former name is the digest of a report's id, and can only be looked for among all of them
    before = naming.find(name, *(tables.table(one) for one in ("links", "reports", "statements")))
    meant = {*now, *before}
    return IncidentName(only(meant, name, "incidents", tables), was=None if now else name) if meant else None


def find_report(tables: Tables, name: str, ledger: str | None = None) -> str | None:
    """Return the report meant by its id, a unique beginning, its label, or a statement it corrects; None for none.

    Raises Ambiguous where several are meant.
    """
    name = name.strip()
    begun = _begun(tables, "reports", "report_id", name)
    if begun == [name]:
        return name
    former = {i for column in ("statement_id", "first_id") for i in _begun(tables, "statements", column, name)}
    found = {*begun, *_corrected(tables, former), *labelled(tables, "reports", name, ledger)}
    return only(found, name, "reports", tables) if found else None


def _corrected(tables: Tables, former: Collection[str]) -> list[str]:
    """Return the reports that stand now for statements, read from the rows that go back to them alone."""
    if not former:
        return []
    statements = tables.rows("statements", "statement_id", former)
    firsts = {*former, *statements["first_id"].to_pylist()}
    held = [tables.rows("reports", column, some) for column, some in (("report_id", former), ("first_id", firsts))]
    return naming.corrections(former, pa.concat_tables(held), statements)


def incident(tables: Tables, name: str) -> IncidentName:
    """Return the incident meant by its name, a former name, a report of it, or what was filed on it; raises NotFound or Ambiguous.

    What was filed on it (`_FILED_ON`: a position, say) is named by its id.
    """
    found = find_incident(tables, name)
    if found is not None:
        return found
    report = find_report(tables, name)
    about = filed_on(tables, name.strip()) if report is None else [report]
    named = incidents_of(tables, about)
    if not named:
        raise NotFound(f"no incident, report, or position on an incident has the id or label {name!r}")
    return IncidentName(only(named, name, "incidents", tables))


def incidents_of(tables: Tables, reports: Collection[str]) -> list[str]:
    """Return the ids of the incidents that hold these reports, sorted."""
    return sorted(set(membership.incident_of(tables.rows("links", "report_id", reports)).values()))


def filed_on(tables: Tables, name: str) -> list[str]:
    """Return the reports that a statement on an incident is about, by its id or the beginning of it; none for no such one."""
    begun = {i: table for table, column in _FILED_ON.items() for i in _begun(tables, table, column, name)}
    if not begun:
        return []
    meant = only(begun, name, "statements", tables)
    [about] = tables.rows(begun[meant], _FILED_ON[begun[meant]], [meant])["about"].to_pylist()
    return list(about or ())


def reports_of(tables: Tables, incident_id: str) -> list[str]:
    """Return the ids of the reports of an incident."""
    return sorted(membership.members(tables.rows("links", "incident_id", [incident_id]))[incident_id])


def statement(tables: Tables, name: str) -> str:
    """Return the statement or batch row (`id#row`) meant by its id, a unique beginning, or its label.

    Of statements under one label those that were corrected are passed over. Raises NotFound or Ambiguous.
    """
    name = name.strip()
    begun = _begun(tables, "statements", "statement_id", name)
    if not begun:
        begun = [i for table, id_ in _IN_BATCHES.items() for i in _begun(tables, table, id_, name) if "#" in i]
    found = begun if begun == [name] else {*begun, *_anylabelled(tables, name)}
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
    return only(reports_of(tables, named.id), name, "reports", tables)


def first_report(tables: Tables, name: str, ledger: str | None = None) -> str:
    """Return a report to file something on: the one named, or of a named incident the one it is called after."""
    named = find_incident(tables, name)
    if named is None:
        return _report(tables, name, "incident or report", ledger)
    links = tables.rows("links", "incident_id", [named.id])
    return naming.first_report(named.id, links, tables.rows("reports", "report_id", links["report_id"].to_pylist()))


def _report(tables: Tables, name: str, what: str, ledger: str | None = None) -> str:
    found = find_report(tables, name, ledger)
    if found is None:
        raise NotFound(f"no {what} with id or label {name!r}")
    return found


def _anylabelled(tables: Tables, label: str) -> list[str]:
    """Return what a label means among the standing statements and rows of each kind: several kinds, several things."""
    held = tables.rows("statements", "label", [label])
    standing = held.filter(pc.is_null(held["superseded_by"]))
    kinds = [standing.filter(pc.equal(standing["kind"], kind)) for kind in standing["kind"].unique().to_pylist()]
    others = [rows for rows in kinds if TABLE_OF.get(rows["kind"][0].as_py()) not in _IN_BATCHES]
    batches = [tables.rows(table, "label", [label]) for table in _IN_BATCHES]
    return [i for rows in (*batches, *others) for i in _meant(tables, rows, label)]


def _begun(tables: Tables, table: str, column: str, name: str) -> list[str]:
    """Return the ids that are `name`, else those that begin with it; of `begin#row`, the rows of that number."""
    if tables.rows(table, column, [name]).num_rows:
        return [name]
    head, mark, row = name.partition("#")
    if len(head) < SHORTEST:
        return []
    found: list[str] = tables.beginning(table, column, head)[column].to_pylist()
    return [one for one in found if one.endswith(mark + row)] if mark else found


def labelled(tables: Tables, table: str, label: str, ledger: str | None = None) -> tuple[str, ...]:
    """Return the ids that a label can mean among the rows of a table, as a ledger means it; see `vocabulary.labels`."""
    return _meant(tables, tables.rows(table, "label", [label]), label, ledger)


def _meant(tables: Tables, things: pa.Table, label: str, ledger: str | None = None) -> tuple[str, ...]:
    """Return what a label means among rows of one kind that have it; see `vocabulary.labels`."""
    if not things.num_rows:
        return ()
    bases = {statement_of(one) for one in things[0].to_pylist()}
    return labels_of(things, tables.rows("statements", "statement_id", bases)).meant(label, ledger)


def only(found: Collection[str], name: str, what: str, tables: Tables) -> str:
    """Return the one thing found under a name; raises Ambiguous where there are several, with the office of each."""
    if len(found) == 1:
        return next(iter(found))
    some = sorted(found)
    listed = ", ".join(_with_office(some[:_SHOWN], tables)) + (", ..." if len(some) > _SHOWN else "")
    raise Ambiguous(f"{name!r} means {len(some)} {what}: {listed}")


def _with_office(ids: Collection[str], tables: Tables) -> list[str]:
    """Return ids with whose they are, and whether that ledger is pinned: anybody may use another office's label."""
    held = tables.rows("statements", "statement_id", {statement_of(one) for one in ids})
    ledgers = dict(zip(held["statement_id"].to_pylist(), held["ledger"].to_pylist(), strict=True))
    labels = office_labels(set(ledgers.values()))
    pins = trust.pins()
    offices = tables.offices() if isinstance(tables, RecordFolder) else []
    pinned = {one.origin for one in offices if pins.get(one.origin) == one.first_key}
    words = {origin: label + (", pinned" if origin in pinned else "") for origin, label in labels.items()}
    owners = {one: ledgers.get(statement_of(one)) for one in ids}
    return [f"{one} ({words[owner]})" if owner is not None else one for one, owner in owners.items()]

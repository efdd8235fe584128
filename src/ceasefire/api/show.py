"""Looking at a record: what it holds, one statement with its proof, one incident with its accounts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow.compute as pc

from ceasefire.api import names, trust
from ceasefire.api.arguments import day_or_none, one_of_or_none
from ceasefire.api.learning import in_force
from ceasefire.api.tables import Tables
from ceasefire.linkage import membership
from ceasefire.record.errors import NotFound
from ceasefire.vocabulary.scope import ScopeResult, scope_result

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.held_record import HeldRecord
    from ceasefire.record import Entry

Answer = dict[str, Any]


def status(record: "HeldRecord") -> Answer:
    """Return the offices with their ledgers' heads, and how many statements of each kind each holds.

    `pinned` tells whether the reader's trust file names the ledger with this key (None: it names none); `key` is the
    one that the ledger begins with. Raises TrustError.
    """
    pins, labels, tables = trust.pins(), record.office_labels(), record.tables
    held = tables.table("statements")
    kinds: dict[str, Counter[str]] = {}
    for ledger, kind in zip(held["ledger"].to_pylist(), held["kind"].to_pylist(), strict=True):
        kinds.setdefault(ledger, Counter())[kind] += 1
    offices = [
        {
            "office": o.name,
            "label": labels[o.origin],
            "origin": o.origin,
            "party": o.party,
            "key": o.first_key,
            "pinned": pins[o.origin] == o.first_key if o.origin in pins else None,
            "statements": o.size,
            "root": o.root,
            "kinds": dict(sorted(kinds.get(o.origin, Counter()).items())),
        }
        for o in record.offices()
    ]
    rows = {name: tables.table(name).num_rows for name in ("reports", "tallies", "meetings", "assertions", "zones")}
    return {
        "record": str(record.path),
        "offices": offices,
        "tables": rows,
        "set_aside": dict(sorted(Counter(tables.table("set_aside")["state"].to_pylist()).items())),
        "rival_corrections": int(pc.sum(held["rival_heads"]).as_py() or 0),
    }


def show(record: "HeldRecord", name: str) -> Answer:
    """Return a statement with its inclusion proof and what cites it, or an incident with its reports and standing.

    `name` is an incident's name (also one it had before: then `was` says so), a statement id, a batch row `id#row`,
    the beginning of any of these, or a label. Raises NotFound, or Ambiguous with what to choose from.
    """
    found = names.find_incident(record, name)
    if found is not None:
        return ({"was": found.was} if found.was else {}) | incident(record, found.id)
    statement_id, mark, row = names.statement(record, name).partition("#")
    if mark:
        return _batch_row(record, f"{statement_id}#{row}")
    return _statement(record, record.get(statement_id))


def _statement(record: "HeldRecord", entry: "Entry") -> Answer:
    held = record.table("statements")
    cited_by = [
        i
        for i, cites in zip(held["statement_id"].to_pylist(), held["cites"].to_pylist(), strict=True)
        if entry.id in (cites or [])
    ]
    mine = _own_row(held, entry)
    return {
        "kind": "statement",
        "id": entry.id,
        "origin": entry.origin,
        "office": entry.office,
        "party": entry.party,
        "seq": entry.seq,
        "statement": entry.statement,
        "set_aside": aside(record, entry.id),
        "superseded_by": mine.get("superseded_by"),
        "not_heeded": not_heeded(record, entry.id),
        "cited_by": cited_by,
        "in_incident": membership.holding(record.table("links"), entry.id),
        "proof": record.store.proof(entry.id),
    }


def _own_row(held: "pa.Table", entry: "Entry") -> Answer:
    """Return the row of an entry in `statements`; empty where the reading leaves the entry out."""
    rows: list[Answer] = held.filter(pc.equal(held["statement_id"], entry.id)).to_pylist()
    return next((row for row in rows if row["ledger"] == entry.origin), {})


def not_heeded(record: "HeldRecord", statement_id: str) -> list[str]:
    """Return, in words, which other offices claim to supersede a statement; only an office corrects its own."""
    labels = record.office_labels()
    return [
        f"another office, {labels.get(claim.origin, claim.origin)}, claims to supersede it ({claim.id[:12]}); "
        "only an office corrects its own"
        for claim in record.store.claimed_by_others(statement_id)
    ]


def _batch_row(record: "HeldRecord", row_id: str) -> Answer:
    for table, key in (("reports", "report_id"), ("tallies", "tally_id")):
        rows = record.table(table)
        found = rows.filter(pc.equal(rows[key], row_id)).to_pylist()
        if found:
            incident_id = membership.holding(record.table("links"), row_id)
            return {"kind": "batch row", "id": row_id, "row": found[0], "in_incident": incident_id}
    if found := aside(record, row_id):
        return {"kind": "batch row", "id": row_id, "set_aside": found}
    raise NotFound(f"no batch row {row_id}")


def aside(record: "HeldRecord", statement_id: str) -> list[Answer]:
    """Return what of a statement or row is not read or does not count: state and reason."""
    table = record.table("set_aside")
    rows = table.filter(pc.equal(table["statement_id"], statement_id)).select(["ledger", "seq", "state", "reason"])
    found: list[Answer] = rows.to_pylist()
    return found


class IncidentFilter(NamedTuple):
    """Which incidents: from and to a day, by words of the place or governorate, by the result of the test."""

    since: str = ""
    until: str = ""
    place: str = ""
    result: str | None = None

    def holds(self, row: Answer) -> bool:
        """Say whether an incident, with the result of its test, is one of these; one without a day is before all."""
        first, last = str(row["date_start"] or ""), str(row["date_end"] or row["date_start"] or "")
        in_time = last >= self.since and (not self.until or first <= self.until)
        named = f"{row['place'] or ''} {row['admin1'] or ''}".casefold()
        return in_time and self.place.casefold() in named and self.result in (None, scope_result(row))


def incidents(
    tables: Tables,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    place: str | None = None,
    result: str | None = None,
) -> list[Answer]:
    """Return the incidents in order of day, each with its scope; filters are days, words of the place, a result.

    Raises BadArgument for what is no day or no result.
    """
    one_of_or_none("result", result, tuple(ScopeResult))
    first, last = (str(day_or_none(given) or "") for given in (since, until))
    only = IncidentFilter(since=first, until=last, place=place or "", result=result)
    scope = {row["incident_id"]: row for row in tables.table("scope").to_pylist()}
    rows = []
    for row in tables.table("incidents").to_pylist():
        tested = scope.get(row["incident_id"], {})
        row |= {key: tested.get(key) for key in ("result", "clauses", "missing", "zone", "why")}
        if only.holds(row):
            rows.append(row)
    return sorted(rows, key=lambda row: (str(row["date_start"] or ""), row["incident_id"]))


def incident(record: "HeldRecord", incident_id: str) -> Answer:
    """Return one incident: its reports, its links with their evidence, the clauses tested, and who says what."""

    def of(name: str, column: str, values: Sequence[str]) -> list[Answer]:
        import pyarrow as pa

        table = record.table(name)
        found: list[Answer] = table.filter(pc.is_in(table[column], pa.array(values, pa.string()))).to_pylist()
        return found

    [facts] = of("incidents", "incident_id", [incident_id])
    links = membership.within(record.table("links"), incident_id)
    members, doubts = membership.members(links)[incident_id], membership.doubtful(links, record.table("pairs"))
    reports = [row | _doubt(doubts.get(row["report_id"]), record) for row in of("reports", "report_id", members)]
    pairs = [row for row in of("pairs", "a", members) if row["b"] in members]
    return {
        "kind": "incident",
        "id": incident_id,
        "linked_under": in_force(record).words,
        "incident": facts,
        "reports": reports,
        "links": pairs,
        "scope": of("scope", "incident_id", [incident_id]),
        "hits": of("hits", "incident_id", [incident_id]),
        "standing": of("standing", "incident_id", [incident_id]),
    }


def _doubt(doubt: membership.Doubt | None, record: "HeldRecord") -> Answer:
    """Return how a report whose link is unsure is shown: in words, with the report that it may or may not go with."""
    if doubt is None:
        return {}
    reports = record.table("reports")
    [label] = reports.filter(pc.equal(reports["report_id"], doubt.neighbour))["label"].to_pylist()
    return {"link": membership.link_words(doubt, label or doubt.neighbour[:12]), "doubtful_neighbour": doubt.neighbour}

"""Looking at a record: one statement with its proof, one incident with its accounts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pyarrow.compute as pc

from ceasefire.api import glance, names
from ceasefire.api.learning import in_force
from ceasefire.api.proposals import proposals
from ceasefire.api.telling import tell
from ceasefire.linkage import membership
from ceasefire.record.errors import NotFound

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.held_record import HeldRecord
    from ceasefire.record import Entry

Answer = dict[str, Any]
_CHECKED: Final = {"position": ("position_checks", "position_id"), "finding": ("finding_checks", "finding_id")}
"""Kinds whose word is checked one by one: the table that says what became of each, and its column of ids."""
_COUNT: Final = frozenset({"counted", "holds"})
"""States in which a position counts, and a finding is what its rule gives."""
_SAID: Final = ("of", "ledger", "role", "charter", "rule", "state", "why")
"""What is said of a statement that is checked, where its table has it."""


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
    held = record.rows("statements", "statement_id", [entry.id])
    mine: Answer = next((row for row in held.to_pylist() if row["ledger"] == entry.origin), {})
    links = record.rows("links", "report_id", [entry.id])
    tell(record.tables)
    return glance.shown(
        record,
        entry,
        aside=aside(record, entry.id),
        superseded_by=mine.get("superseded_by"),
        incident=membership.holding(links, entry.id),
        word=_word(record, entry),
    )


def _word(record: "HeldRecord", entry: "Entry") -> Answer | None:
    """Return whether a position or finding counts, for whom and why, and its incidents; None for other kinds.

    `counts` is that in a word; `state` is that of `position_checks` or `finding_checks`; what is set aside has no row there, and None is returned.
    """
    if entry.kind not in _CHECKED:
        return None
    table, column = _CHECKED[entry.kind]
    found = next(iter(record.rows(table, column, [entry.id]).to_pylist()), None)
    if found is None:
        return None
    incidents = names.incidents_of(record, names.filed_on(record, entry.id))
    said = {name: found[name] for name in _SAID if name in found}
    return {"counts": found["state"] in _COUNT} | said | {"incidents": incidents}


def _batch_row(record: "HeldRecord", row_id: str) -> Answer:
    for table, key in (("reports", "report_id"), ("tallies", "tally_id")):
        found = record.rows(table, key, [row_id]).to_pylist()
        if found:
            incident_id = membership.holding(record.rows("links", "report_id", [row_id]), row_id)
            return {"kind": "batch row", "id": row_id, "row": found[0], "in_incident": incident_id}
    if found := aside(record, row_id):
        return {"kind": "batch row", "id": row_id, "set_aside": found}
    raise NotFound(f"no batch row {row_id}")


def aside(record: "HeldRecord", statement_id: str) -> list[Answer]:
    """Return what of a statement or row is not read or does not count: state and reason."""
    rows = record.rows("set_aside", "statement_id", [statement_id]).select(["ledger", "seq", "state", "reason"])
    found: list[Answer] = rows.to_pylist()
    return found


def incident(record: "HeldRecord", incident_id: str) -> Answer:
    """Return one incident: its reports, its links with their evidence, the clauses tested, and who says what."""

    def of(name: str, column: str, values: Sequence[str]) -> list[Answer]:
        found: list[Answer] = record.rows(name, column, values).to_pylist()
        return found

    [facts] = of("incidents", "incident_id", [incident_id])
    links = record.rows("links", "incident_id", [incident_id])
    members = membership.members(links)[incident_id]
    doubts = membership.doubtful(links, _pairs_of(record, sorted(membership.doubts(links))))
    reports = [row | _doubt(doubts.get(row["report_id"]), record) for row in of("reports", "report_id", members)]
    pairs = [row for row in of("pairs", "a", members) if row["b"] in members]
    return {
        "kind": "incident",
        "id": incident_id,
        "linked_under": in_force(record).words,
        "incident": facts,
        "reports": reports,
        "links": pairs,
        "proposals": proposals(record, members),
        "scope": of("scope", "incident_id", [incident_id]),
        "hits": of("hits", "incident_id", [incident_id]),
        "standing": of("standing", "incident_id", [incident_id]),
    }


def _pairs_of(record: "HeldRecord", reports: Sequence[str]) -> "pa.Table":
    """Return the pairs that hold one of these reports, each once."""
    import pyarrow as pa

    first, second = (record.rows("pairs", column, reports) for column in ("a", "b"))
    return pa.concat_tables([first, second.filter(pc.invert(pc.is_in(second["a"], pa.array(reports, pa.string()))))])


def _doubt(doubt: membership.Doubt | None, record: "HeldRecord") -> Answer:
    """Return how a report whose link is unsure is shown: in words, with the report that it may or may not go with."""
    if doubt is None:
        return {}
    [label] = record.rows("reports", "report_id", [doubt.neighbour])["label"].to_pylist()
    return {"link": membership.link_words(doubt, label or doubt.neighbour[:12]), "doubtful_neighbour": doubt.neighbour}

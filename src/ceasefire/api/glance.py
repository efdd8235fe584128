"""What a record holds, and one statement, at a glance: without the tables, where what is told beside them is up to date."""

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from ceasefire.api import told, trust
from ceasefire.api.folder_files import unread_files
from ceasefire.record.errors import RecordError
from ceasefire.vocabulary.errors import SetAsideWarning

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.api.told import Told
    from ceasefire.record import Entry

Answer = dict[str, Any]


def status(record: "HeldRecord") -> Answer:
    """Return the offices with their ledgers' heads, and how many statements of each kind each holds.

    `pinned` tells whether the reader's trust file names the ledger with this key (None: it names none); `key` is the
    one that the ledger begins with. `kinds` are counted in the ledgers, also what is set aside. `charter` says whose word counts
    (`whose_word.in_record`). `remarks` name files that lie beside the ledgers and are not read. Raises TrustError.
    """
    pins, labels, kinds = trust.pins(), record.office_labels(), record.store.kinds()
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
            "kinds": dict(sorted(kinds.get(o.origin, {}).items())),
        }
        for o in record.offices()
    ]
    remarks = list(unread_files(record.path))
    return {"record": str(record.path), "offices": offices, **_tables(record), "remarks": remarks}


def _tables(record: "HeldRecord") -> Answer:
    """Return whose word counts, how many rows tables have, and what is not read."""
    found = told.current(record)
    if found is not None:
        rows, aside, rivals, charter = found.rows, found.set_aside, found.rival_corrections, found.charter
    else:
        from ceasefire.api.telling import tell
        from ceasefire.api.whose_word import in_record

        tables = record.tables
        rows = {name: tables.count(name) for name in told.TABLES}
        aside = Counter(tables.table("set_aside")["state"].to_pylist())
        rivals = tables.where("statements", lambda held: held["rival_heads"]).num_rows
        charter = in_record(tables)
        tell(tables)
    beside = {"set_aside": dict(sorted(aside.items())), "rival_corrections": rivals}
    return {"charter": charter, "tables": rows} | beside


def statement(record: "HeldRecord", name: str) -> Answer | None:
    """Return a statement named by its id or the beginning of it, as `show` does; None where only the tables can tell."""
    found = told.current(record) if told.is_id(name) else None
    if found is None or found.aside is None or found.labels is None or name in found.labels:
        return None
    try:
        entry = record.get(name)
        after = record.store.superseded_by(entry.id)
    except RecordError:
        return None  # the tables know what else may be meant, and say why nothing is
    if entry.kind in told.CHECKED:
        return None  # whether its word counts, the tables tell
    if found.aside.intersection((entry.id, *after)):
        return None
    try:
        incident = _incident(record, found, entry)
    except LookupError:
        return None
    if found.warning is not None:
        warnings.warn(found.warning, SetAsideWarning, stacklevel=3)
    return shown(record, entry, aside=[], superseded_by=after[0] if after else None, incident=incident)


def _incident(record: "HeldRecord", found: "Told", entry: "Entry") -> str | None:
    """Return the incident of a statement; raises LookupError where it is not told."""
    if entry.kind != "report":
        return None
    if found.links is None:
        raise LookupError("the incidents of reports are not told")
    return told.incident_of(told.place(record), found.links, entry.id)


def shown(
    record: "HeldRecord",
    entry: "Entry",
    *,
    aside: list[Answer],
    superseded_by: str | None,
    incident: str | None,
    word: Answer | None = None,
) -> Answer:
    """Return a statement as it is shown: with its proof, what cites it, and what the tables say of it.

    `word` is whether it counts; None: it is of a kind of which none counts or is told.
    """
    return {
        "kind": "statement",
        "id": entry.id,
        "origin": entry.origin,
        "office": entry.office,
        "party": entry.party,
        "seq": entry.seq,
        "word": word,
        "statement": entry.statement,
        "set_aside": aside,
        "superseded_by": superseded_by,
        "not_heeded": not_heeded(record, entry.id),
        "cited_by": record.store.cited_by(entry.id),
        "in_incident": incident,
        "proof": record.store.proof(entry.id),
    }


def not_heeded(record: "HeldRecord", statement_id: str) -> list[str]:
    """Return, in words, which other offices claim to supersede a statement; only an office corrects its own."""
    labels = record.office_labels()
    return [
        f"another office, {labels.get(claim.origin, claim.origin)}, claims to supersede it ({claim.id[:12]}); "
        "only an office corrects its own"
        for claim in record.store.claimed_by_others(statement_id)
    ]

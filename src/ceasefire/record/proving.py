"""Texts that prove something of a ledger to somebody who does not have it: checkpoints and proofs.

Each is made at one moment of the database; what it shows is checked by `note`, `proof_file` and `batch_proof`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from ceasefire.record import batch, batch_proof, blobs, database, entries, ledger, note, tree
from ceasefire.record.errors import NotFoundError
from ceasefire.record.kept_tiles import KeptTiles


def checkpoint(db: sqlite3.Connection, office: str) -> str:
    """Return the signed note over all the office has filed."""
    with database.reading(db):
        return _checkpoint(db, ledger.find(db, office))


def _checkpoint(db: sqlite3.Connection, one: ledger.Ledger) -> str:
    row = db.execute("SELECT checkpoint FROM head WHERE ledger = ?", (one.number,)).fetchone()
    if row is None:
        raise NotFoundError(f"office {one.office!r} has no head")
    return str(row[0])


def proof(db: sqlite3.Connection, kept: KeptTiles, identity: str) -> str:
    """Return a tlog-proof, with envelope, that a statement stands in its ledger."""
    with database.reading(db):
        one, entry = entries.located(db, identity)
        return _proof(db, kept, one, entry)


def key_proofs(db: sqlite3.Connection, kept: KeptTiles, office: str) -> str:
    """Return the tlog-proofs of a ledger's key statements, end to end."""
    of_keys = list(entries.entries(db, office, (ledger.KEY_KIND,), 0))
    with database.reading(db):
        one = ledger.find(db, office)
        return "".join(_proof(db, kept, one, entry) for entry in of_keys)


def _proof(db: sqlite3.Connection, kept: KeptTiles, one: ledger.Ledger, entry: entries.Entry) -> str:
    at = ledger.edge(db, one)
    path = tree.inclusion_path(ledger.node_reader(db, one, at, kept), entry.seq, at.size)
    head = _checkpoint(db, one)
    return note.proof_text(note.Proof(index=entry.seq, path=tuple(path), checkpoint=head, extra=entry.envelope))


def row_proof(db: sqlite3.Connection, kept: KeptTiles, folder: Path, reference: str) -> str:
    """Return a proof of one row of a batch, `id#row`, in the record of this folder."""
    identity, mark, row = reference.partition("#")
    if not mark or not row.isdecimal():
        raise NotFoundError(f"{reference[:80]!r} is not the row of a batch (id#row)")
    entry = entries.get(db, identity)
    if entry.kind != batch.BATCH_KIND:
        raise NotFoundError(f"{identity[:12]} is a {entry.kind}, not a batch")
    cited = msgspec.convert(entry.statement.body, batch.Cited)
    with blobs.opened(folder, cited.sha256) as blob:
        made = batch_proof.make(blob, int(row), cited.rows_root, proof(db, kept, entry.id))
    return batch_proof.text(made)


def consistency(db: sqlite3.Connection, kept: KeptTiles, office: str, old_size: int) -> list[bytes]:
    """Return the hashes that lead from an office's tree of `old_size` entries to that of now."""
    with database.reading(db):
        one = ledger.find(db, office)
        at = ledger.edge(db, one)
        return tree.consistency_path(ledger.node_reader(db, one, at, kept), old_size, at.size)


def root_at(db: sqlite3.Connection, kept: KeptTiles, origin: str, size: int) -> str | None:
    """Return the root (hex) of a ledger's tree at a size; None where the ledger is shorter or not here."""
    with database.reading(db):
        one = next((found for found in ledger.all_ledgers(db) if found.origin == origin), None)
        at = ledger.edge(db, one) if one is not None else None
        if one is None or at is None or size > at.size:
            return None
        return tree.range_root(ledger.node_reader(db, one, at, kept), 0, size).hex()

"""Re-reads every byte of a record and names what does not hold.

**Trusted:** only this code and, if one is given, a checkpoint somebody kept. **Not trusted:** the whole folder.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec

from ceasefire.record import database, folder_check, identity, journals, kept_notes, keys, ledger, schema, tree
from ceasefire.record.audit import SLACK, Audit, Roots, Snapshot
from ceasefire.record.batch import Cited
from ceasefire.record.connection import Connection
from ceasefire.record.folder_check import Named
from ceasefire.record.kept_notes import Kept, KeptNote, Remembered
from ceasefire.record.reader import Reader
from ceasefire.record.verify_report import Tally, VerifyReport

Counts = dict[str, dict[int, int] | None]

_REFERENCES = "SELECT count(seq) FROM reference"
"""Not `count(*)`, which SQLite answers without steps that could be counted, and so without end on a hostile tree."""
_COUNT = {
    "entry": "SELECT ledger, count(*) FROM entry GROUP BY ledger",
    "tile": "SELECT ledger, count(*) FROM tile GROUP BY ledger",
    "head": "SELECT ledger, count(*) FROM head GROUP BY ledger",
}


def examine(
    folder: Path,
    *,
    reader: Reader | None = None,
    checkpoint: Kept = None,
    progress: Callable[[int], None] | None = None,
) -> VerifyReport:
    """Read all statements, tiles, heads, blobs and batch rows again; damage is reported, only NotFoundError raised.

    `reader` is what the reader knows, trusts and kept; `checkpoint`: further notes kept elsewhere (text, or paths of
    files and folders), which show a rollback or a rewritten history.
    """
    path = database.require_database(folder)
    tally = Tally(progress)
    asked = reader or Reader()
    found = _Met(named=Named(asked.blobs_of))
    with tally.guarded("record.db"):
        db = _open(path, tally)
        if db is not None:
            with closing(db):
                _database(db, asked, _kept(checkpoint, tally), found, tally)
    folder_check.check(folder, found.named, found.batches, found.key_files, tally)
    with tally.guarded("record folder"):
        folder_check.beside(folder, asked.beside, tally)
    return tally.report()


class _Met(msgspec.Struct, kw_only=True):
    """What the statements of all ledgers ask of the folder: blobs, batches, and their key files with the public halves."""

    named: Named
    batches: list[tuple[str, Cited]] = []
    key_files: dict[str, bytes] = {}


def _open(path: Path, tally: Tally) -> Connection | None:
    """Open the database without what must not lie beside it; None where it cannot be opened at all."""
    faults, strangers = journals.database_faults(path), []
    if not faults:
        strangers = journals.journal_faults(path)
    for fault in (*faults, *strangers):
        tally.problem(fault.where, fault.what)
    if faults:
        return None
    if strangers:
        tally.remark(path.name, "was checked in a private copy, as it lies, without what should not lie beside it")
        return journals.open_copy(path, journals=False)
    db = database.open_for_reading(path)
    if db.is_copy:
        tally.remark(path.name, "holds an interrupted write, or a write-ahead log; it was checked in a private copy")
    return db


def _kept(given: Kept, tally: Tally) -> list[KeptNote]:
    """Return the checkpoints kept, each with where it came from."""
    found: list[KeptNote] = []
    with tally.guarded("kept checkpoint"):
        for where, source in kept_notes.sources(given):
            with tally.guarded(where):
                found += kept_notes.read(where, source)
        for path in kept_notes.passed_over(given):
            tally.remark(
                f"kept checkpoint {path.parent.name}/{path.name}", "its name is not that of a checkpoint: not read"
            )
    return found


def _database(db: sqlite3.Connection, asked: Reader, kept: list[KeptNote], found: _Met, tally: Tally) -> None:
    if not _structure(db, tally):
        return
    snapshots: list[Snapshot] = []
    references = 0
    with tally.guarded("record.db"), database.reading(db):
        snapshots = _snapshots(db, tally)
        references = db.execute(_REFERENCES).fetchone()[0]
    reread: list[identity.Reread] = []
    met = 0
    own = _remembered(db, snapshots, asked.remembered)
    for snapshot in snapshots:
        with tally.guarded(f"office {snapshot.ledger.office}"):
            audit = Audit(db, snapshot, asked.reading, found.named, tally)
            ours = [one for one in (*kept, *own) if one.checkpoint.origin == snapshot.ledger.origin]
            roots = audit.run({one.checkpoint.size for one in ours})
            reread.append(identity.Reread(ledger=snapshot.ledger, keys=roots.keys, size=snapshot.size, root=roots.root))
            found.key_files |= _key_files(snapshot.ledger.office, roots)
            _compare_kept(roots, snapshot, ours, tally)
            found.batches += audit.batches
            met += audit.references
    if references != met:
        tally.problem("record.db, index of references", f"holds {references:,} rows; the statements make {met:,}")
    _unknown_kept(kept, snapshots, tally)
    here = {(snapshot.ledger.origin, ledger.named_first_key(db, snapshot.ledger)) for snapshot in snapshots}
    for where, what in kept_notes.gone(own, here):
        tally.problem(where, what)
    identity.check(db, reread, asked.pins, tally)


def _key_files(office: str, roots: Roots) -> dict[str, bytes]:
    """Return the public halves of the keys that an office has enrolled, by the names of their private key files."""
    both = [(("statement", one.public), ("log", one.log.public)) for one in roots.keys]
    return {keys.file_name(office, use, public): public for pair in both for use, public in pair}


def _remembered(db: sqlite3.Connection, snapshots: list[Snapshot], asked: Remembered | None) -> list[KeptNote]:
    """Return the heads that the reader's own machine kept of these very ledgers, known by origin and first key."""
    ledgers = [(one.ledger.origin, ledger.named_first_key(db, one.ledger)) for one in snapshots]
    found = [asked(origin, key) for origin, key in ledgers if asked is not None and key is not None]
    return [one for one in found if one is not None]


def _structure(db: sqlite3.Connection, tally: Tally) -> bool:
    """Check the file as SQLite and as edition 1 want it; True if its tables are ours and may be read."""
    with tally.guarded("record.db, header"):
        for fault in schema.format_faults(db):
            tally.problem("record.db, header", fault)
    with tally.guarded("record.db, schema"):
        for fault in schema.faults(db):
            tally.problem("record.db, schema", fault)
        if not schema.reading_faults(db):
            _integrity(db, tally)
            return True
        tally.problem("record.db", "its ledgers were not read, since what it defines is not what the format defines")
    return False


def _integrity(db: sqlite3.Connection, tally: Tally) -> None:
    """Check every page as SQLite can. Where strangers' tables stand too, only ours: a check runs what they define."""
    for table in ["main"] if schema.is_exactly_ours(db) else schema.our_tables():
        which = "" if table == "main" else f"({table})"
        with tally.guarded("record.db"):
            # The quick check first, for the full one counts indexes without end where pages lead in circles.
            faults = _check_lines(db, f"PRAGMA quick_check{which}") or _check_lines(
                db, f"PRAGMA integrity_check{which}"
            )
            for line in faults:
                tally.problem("record.db", line)


def _check_lines(db: sqlite3.Connection, pragma: str) -> list[str]:
    return [" ".join(str(line).split())[:200] for (line,) in db.execute(pragma) if line != "ok"]


def _snapshots(db: sqlite3.Connection, tally: Tally) -> list[Snapshot]:
    """Return every ledger with its head, as of one moment; strays that belong to no ledger are named."""
    ledgers = ledger.all_ledgers(db)
    identity.check_names(db, ledgers, tally)
    counts = {table: _counts(db, table, {one.number for one in ledgers}, tally) for table in ("entry", "tile", "head")}
    found = []
    for one in ledgers:
        with tally.guarded(f"office {one.office}, head"):
            found.append(_snapshot(db, one, counts, tally))
    return found


def _counts(db: sqlite3.Connection, table: str, known: set[int], tally: Tally) -> dict[int, int] | None:
    """Return the rows of a table by ledger, None if they cannot be counted; rows of no ledger here are named."""
    with tally.guarded(f"record.db, {table}"):
        found: dict[int, int] = dict(db.execute(_COUNT[table]).fetchall())
        for number in set(found) - known:
            tally.problem(f"record.db, {table}", f"{found[number]:,} rows belong to no ledger")
        return dict.fromkeys(known, 0) | found
    return None


def _snapshot(db: sqlite3.Connection, one: ledger.Ledger, counts: Counts, tally: Tally) -> Snapshot:
    where = f"office {one.office}, head"
    row = db.execute("SELECT size, edge, checkpoint FROM head WHERE ledger = ?", (one.number,)).fetchone()
    if row is None:
        tally.problem(where, "is missing")
        row = (_count(counts, "entry", one, 0), b"", "")
    size, edge, checkpoint = row
    entries, tiles = _count(counts, "entry", one, size), _count(counts, "tile", one, size // tree.WIDTH)
    if size != entries:
        tally.problem(where, f"says {size:,} statements; {entries:,} are stored")
    bounded = max(0, min(size, entries + SLACK))
    return Snapshot(ledger=one, size=bounded, edge=edge, checkpoint=checkpoint, tiles=tiles, entries=entries)


def _count(counts: Counts, table: str, one: ledger.Ledger, unknown: int) -> int:
    """Return the rows of a ledger in a table; `unknown` where the table could not be counted."""
    found = counts[table]
    return unknown if found is None else found[one.number]


def _compare_kept(roots: Roots, snapshot: Snapshot, kept: list[KeptNote], tally: Tally) -> None:
    """Check that what somebody kept is the beginning of what is here, or this is a rollback or another history."""
    for one in kept:
        root = roots.at.get(one.checkpoint.size)
        fault = kept_notes.fault(one, snapshot.ledger, roots.vkeys, snapshot.size, root)
        older = fault is not None and kept_notes.is_older(one, snapshot.size)
        where = f"ledger {snapshot.ledger.origin}" if older else one.where
        tally.compared(where, one.checkpoint.origin, one.checkpoint.size, fault, older=older)


def _unknown_kept(kept: list[KeptNote], snapshots: list[Snapshot], tally: Tally) -> None:
    known = {snapshot.ledger.origin for snapshot in snapshots}
    for one in kept:
        if one.checkpoint.origin not in known:
            fault = f"speaks of {one.checkpoint.origin}, and no such ledger is here"
            tally.compared(one.where, one.checkpoint.origin, one.checkpoint.size, fault)

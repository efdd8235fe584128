"""Re-reads every byte of a record and names what does not hold.

**Trusted:** only this code and, if one is given, a checkpoint somebody kept. **Not trusted:** the whole folder.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from ceasefire.record import batch, blobs, database, journals, ledger, note, plain_files, schema, tree
from ceasefire.record.audit import Audit, Roots, Snapshot
from ceasefire.record.batch import Cited
from ceasefire.record.connection import Connection
from ceasefire.record.errors import RecordError
from ceasefire.record.filing import Check
from ceasefire.record.verify_report import Tally, VerifyReport

Kept = str | Path | Iterable[str | Path] | None
Counts = dict[str, dict[int, int] | None]
KeptNotes = list[tuple[str, str, note.Checkpoint]]

_LOCATE_SECONDS = 300
_SLACK = 1000
_REFERENCES = "SELECT count(seq) FROM reference"
"""Not `count(*)`, which SQLite answers without steps that could be counted, and so without end on a hostile tree."""
_COUNT = {
    "entry": "SELECT ledger, count(*) FROM entry GROUP BY ledger",
    "tile": "SELECT ledger, count(*) FROM tile GROUP BY ledger",
    "head": "SELECT ledger, count(*) FROM head GROUP BY ledger",
}


def examine(
    folder: Path, *, check: Check | None = None, checkpoint: Kept = None, progress: Callable[[int], None] | None = None
) -> VerifyReport:
    """Read all statements, tiles, heads, blobs and batch rows again; damage is reported, only NotFoundError raised.

    `checkpoint`: notes kept elsewhere (text, or paths of files), which show a rollback or a rewritten history.
    """
    path = database.require_database(folder)
    tally = Tally(progress)
    batches: list[tuple[str, Cited]] = []
    with tally.guarded("record.db"):
        db = _open(path, tally)
        if db is not None:
            with closing(db):
                batches = _database(db, check, _kept(checkpoint, tally), tally)
    with tally.guarded("blobs"):
        _blobs(folder, batches, tally)
    return tally.report()


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


def _kept(given: Kept, tally: Tally) -> KeptNotes:
    """Return the checkpoints kept, each with where it came from. A text holds line breaks, a path does not."""
    if given is None:
        return []
    found: KeptNotes = []
    for one in [given] if isinstance(given, (str, Path)) else given:
        text = isinstance(one, str) and "\n" in one
        where = "kept checkpoint" if text else f"kept checkpoint {Path(one).name}"
        with tally.guarded(where):
            content = str(one) if text else Path(one).read_text("utf-8")
            found.append((where, content, note.read_checkpoint(content)))
    return found


def _database(db: sqlite3.Connection, check: Check | None, kept: KeptNotes, tally: Tally) -> list[tuple[str, Cited]]:
    if not _structure(db, tally):
        return []
    snapshots: list[Snapshot] = []
    references = 0
    with tally.guarded("record.db"), database.reading(db):
        snapshots = _snapshots(db, tally)
        references = db.execute(_REFERENCES).fetchone()[0]
    batches: list[tuple[str, Cited]] = []
    met = 0
    for snapshot in snapshots:
        with tally.guarded(f"office {snapshot.ledger.office}"):
            audit = Audit(db, snapshot, check, tally)
            ours = [one for one in kept if one[2].origin == snapshot.ledger.origin]
            _compare_kept(audit.run({one[2].size for one in ours}), snapshot, ours, tally)
            batches += audit.batches
            met += audit.references
    if references != met:
        tally.problem("record.db, index of references", f"holds {references} rows; the entries make {met}")
    _unknown_kept(kept, snapshots, tally)
    return batches


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
    with tally.guarded("record.db, meta"):
        if db.execute("SELECT value FROM meta WHERE name = 'name'").fetchone() is None:
            tally.problem("record.db, meta", "the name of the record is missing")
        for one in ledgers:
            if not ledger.fits_origin(one):
                tally.problem(f"office {one.office}", f"its origin {one.origin!r} is not made of its names")
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
            tally.problem(f"record.db, {table}", f"{found[number]} rows belong to no ledger")
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
        tally.problem(where, f"says {size} entries; {entries} are stored")
    bounded = max(0, min(size, entries + _SLACK))
    return Snapshot(ledger=one, size=bounded, edge=edge, checkpoint=checkpoint, tiles=tiles, entries=entries)


def _count(counts: Counts, table: str, one: ledger.Ledger, unknown: int) -> int:
    """Return the rows of a ledger in a table; `unknown` where the table could not be counted."""
    found = counts[table]
    return unknown if found is None else found[one.number]


def _compare_kept(roots: Roots, snapshot: Snapshot, kept: KeptNotes, tally: Tally) -> None:
    """Check that what somebody kept is the beginning of what is here, or this is a rollback or another history."""
    office = snapshot.ledger.office
    for where, text, claimed in kept:
        with tally.guarded(where):
            note.check_checkpoint(text, roots.vkeys, snapshot.ledger.origin)
        if claimed.size > snapshot.size:
            tally.problem(
                where,
                f"signs {claimed.size} entries of office {office}; here are {snapshot.size} (rolled back)",
            )
        elif roots.at.get(claimed.size) != claimed.root:
            tally.problem(
                where,
                f"the first {claimed.size} entries of office {office} are not those it signs (another history)",
            )


def _unknown_kept(kept: KeptNotes, snapshots: list[Snapshot], tally: Tally) -> None:
    known = {snapshot.ledger.origin for snapshot in snapshots}
    for where, _text, claimed in kept:
        if claimed.origin not in known:
            tally.problem(where, f"speaks of {claimed.origin}, and no such ledger is here")


def _blobs(folder: Path, batches: list[tuple[str, Cited]], tally: Tally) -> None:
    """Check each file under the name its bytes have; then each batch against its blob."""
    whole: set[str] = set()
    base = folder / blobs.FOLDER
    plain_files.require_folder(base)
    for path in plain_files.walk(base, 1):
        if path.name.startswith(blobs.INCOMING):
            continue
        tally.blobs += 1
        with tally.guarded(f"blob {path.name}"):
            if not plain_files.is_file(path):
                tally.problem(f"blob {path.name}", "is not a plain file")
            elif blobs.path_of(folder, path.name) != path:
                tally.problem(f"blob {path.name}", f"lies in the wrong folder, {path.parent.name}")
            elif blobs.digest(path) == path.name:
                whole.add(path.name)
            else:
                tally.problem(f"blob {path.name}", "its bytes are not those of its name")
    for identity, cited in batches:
        _batch(folder, identity, cited, cited.sha256 in whole, tally)


def _batch(folder: Path, identity: str, cited: Cited, whole: bool, tally: Tally) -> None:
    where = f"blob {cited.sha256}"
    try:
        path = blobs.find(folder, cited.sha256)
    except RecordError:
        tally.problem(where, f"is missing; batch {identity[:12]} cites it")
        return
    faults = batch.faults(path, cited, lambda count: tally.advance(rows=count)) if whole else _locate(path, cited)
    for fault in faults:
        tally.problem(f"{where} {fault.where}".rstrip() + f" (batch {identity[:12]})", fault.what)


def _locate(path: Path, cited: Cited) -> Iterable[batch.Fault]:
    """Return where a blob is damaged. In a process of its own: bytes nobody vouches for may crash a parser."""
    command = [sys.executable, "-m", "ceasefire.record.locate", str(path), msgspec.json.encode(cited).decode()]
    try:
        run = subprocess.run(command, capture_output=True, timeout=_LOCATE_SECONDS, check=False)
        found = [batch.Fault(*map(str, msgspec.json.decode(line))) for line in run.stdout.splitlines()]
    except (OSError, subprocess.SubprocessError, ValueError, TypeError):
        found = []
    return found or [batch.Fault("", "no row could be named")]

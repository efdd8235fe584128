"""Re-reads every byte of a record and names what does not hold.

**Trusted:** only this code and, if one is given, a checkpoint somebody kept. **Not trusted:** the whole folder.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from ceasefire.record import batch, blobs, database, identity, kept_notes, ledger, tree
from ceasefire.record.audit import Audit, Roots, Snapshot
from ceasefire.record.batch import Cited
from ceasefire.record.errors import NotFoundError
from ceasefire.record.filing import Check
from ceasefire.record.kept_notes import Kept, KeptNote, Remembered
from ceasefire.record.verify_report import Tally, VerifyReport

Counts = dict[str, dict[int, int] | None]

_INTEGRITY_LINES = 100
_LOCATE_SECONDS = 300
_SLACK = 1000
_COUNT = {
    "entry": "SELECT ledger, count(*) FROM entry GROUP BY ledger",
    "tile": "SELECT ledger, count(*) FROM tile GROUP BY ledger",
    "head": "SELECT ledger, count(*) FROM head GROUP BY ledger",
}


def examine(
    folder: Path,
    *,
    check: Check | None = None,
    checkpoint: Kept = None,
    remembered: Remembered | None = None,
    pins: identity.Pins | None = None,
    progress: Callable[[int], None] | None = None,
) -> VerifyReport:
    """Read all statements, tiles, heads, blobs and batch rows again; damage is reported, only NotFoundError raised.

    `checkpoint`: notes kept elsewhere (text, or paths of files and folders), which show a rollback or a rewritten
    history; `remembered` gives the heads that the reader's own machine kept. `pins`: the ids of the first statement
    keys that the reader trusts, by origin.
    """
    if not (folder / database.FILE).is_file():
        raise NotFoundError(f"no record at {folder} (there is no {database.FILE} in it)")
    tally = Tally(progress)
    batches: list[tuple[str, Cited]] = []
    with tally.guarded("record.db"):
        db = database.open_unchecked(folder, readonly=True)
        try:
            batches = _database(db, check, _kept(checkpoint, tally), remembered, pins or {}, tally)
        finally:
            db.close()
    with tally.guarded("blobs"):
        _blobs(folder, batches, tally)
    return tally.report()


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


def _database(
    db: sqlite3.Connection,
    check: Check | None,
    kept: list[KeptNote],
    remembered: Remembered | None,
    pins: identity.Pins,
    tally: Tally,
) -> list[tuple[str, Cited]]:
    _structure(db, tally)
    snapshots: list[Snapshot] = []
    references = 0
    with tally.guarded("record.db"), database.reading(db):
        snapshots = _snapshots(db, tally)
        references = db.execute("SELECT count(*) FROM reference").fetchone()[0]
    batches: list[tuple[str, Cited]] = []
    found: list[identity.Reread] = []
    met = 0
    own = _remembered(db, snapshots, remembered)
    for snapshot in snapshots:
        with tally.guarded(f"office {snapshot.ledger.office}"):
            audit = Audit(db, snapshot, check, tally)
            ours = [one for one in (*kept, *own) if one.checkpoint.origin == snapshot.ledger.origin]
            roots = audit.run({one.checkpoint.size for one in ours})
            found.append(identity.Reread(ledger=snapshot.ledger, keys=roots.keys, size=snapshot.size, root=roots.root))
            _compare_kept(roots, snapshot, ours, tally)
            batches += audit.batches
            met += audit.references
    if references != met:
        tally.problem("record.db, index of references", f"holds {references} rows; the entries make {met}")
    _unknown_kept(kept, snapshots, tally)
    here = {(snapshot.ledger.origin, kept_notes.first_key(db, snapshot.ledger)) for snapshot in snapshots}
    for where, what in kept_notes.gone(own, here):
        tally.problem(where, what)
    identity.check(db, found, pins, tally)
    return batches


def _remembered(db: sqlite3.Connection, snapshots: list[Snapshot], asked: Remembered | None) -> list[KeptNote]:
    """Return the heads that the reader's own machine kept of these very ledgers, known by origin and first key."""
    ledgers = [(one.ledger.origin, kept_notes.first_key(db, one.ledger)) for one in snapshots]
    found = [asked(origin, key) for origin, key in ledgers if asked is not None and key is not None]
    return [one for one in found if one is not None]


def _structure(db: sqlite3.Connection, tally: Tally) -> None:
    """Check the file as SQLite and as edition 1 want it, before any of it is read as a ledger."""
    with tally.guarded("record.db, header"):
        for fault in database.format_faults(db):
            tally.problem("record.db, header", fault)
    with tally.guarded("record.db"):
        for (line,) in db.execute(f"PRAGMA integrity_check({_INTEGRITY_LINES})"):
            if line != "ok":
                tally.problem("record.db", " ".join(str(line).split())[:200])
    with tally.guarded("record.db, schema"):
        for fault in database.schema_faults(db):
            tally.problem("record.db, schema", fault)


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


def _compare_kept(roots: Roots, snapshot: Snapshot, kept: list[KeptNote], tally: Tally) -> None:
    """Check that what somebody kept is the beginning of what is here, or this is a rollback or another history."""
    for one in kept:
        root = roots.at.get(one.checkpoint.size)
        fault = kept_notes.fault(one, snapshot.ledger, roots.vkeys, snapshot.size, root)
        tally.compared(one.where, one.checkpoint.origin, one.checkpoint.size, fault)


def _unknown_kept(kept: list[KeptNote], snapshots: list[Snapshot], tally: Tally) -> None:
    known = {snapshot.ledger.origin for snapshot in snapshots}
    for one in kept:
        if one.checkpoint.origin not in known:
            fault = f"speaks of {one.checkpoint.origin}, and no such ledger is here"
            tally.compared(one.where, one.checkpoint.origin, one.checkpoint.size, fault)


def _blobs(folder: Path, batches: list[tuple[str, Cited]], tally: Tally) -> None:
    """Check each file under the name its bytes have; then each batch against its blob."""
    whole: set[str] = set()
    base = folder / blobs.FOLDER
    for path in sorted(base.glob("??/*")):
        tally.blobs += 1
        with tally.guarded(f"blob {path.name}"):
            if path.is_symlink() or not path.is_file():
                tally.problem(f"blob {path.name}", "is not a plain file")
            elif blobs.path_of(folder, path.name) != path:
                tally.problem(f"blob {path.name}", f"lies in the wrong folder, {path.parent.name}")
            elif blobs.digest(path) == path.name:
                whole.add(path.name)
            else:
                tally.problem(f"blob {path.name}", "its bytes are not those of its name")
    for statement, cited in batches:
        _batch(folder, statement, cited, cited.sha256 in whole, tally)


def _batch(folder: Path, identity: str, cited: Cited, whole: bool, tally: Tally) -> None:
    path = blobs.path_of(folder, cited.sha256)
    where = f"blob {cited.sha256}"
    if path.is_symlink() or not path.is_file():
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

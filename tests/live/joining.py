"""A ledger of one record copied into another, row by row, as any program does that brings ledgers together; and its files."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

WHOSE = "SELECT ledger FROM {}ledger WHERE origin = ?"
SIZE = "SELECT size FROM {}head WHERE ledger = ?"
ENTRIES = """INSERT INTO entry (ledger, seq, id, kind, filing, envelope)
    SELECT :here, seq, id, kind, filing, envelope FROM there.entry WHERE ledger = :there AND seq >= :size ORDER BY seq"""
REFERENCES = """INSERT INTO reference (target, row, how, ledger, seq)
    SELECT target, row, how, :here, seq FROM there.reference WHERE ledger = :there AND seq >= :size"""
TILES = """INSERT OR IGNORE INTO tile (ledger, level, n, hashes)
    SELECT :here, level, n, hashes FROM there.tile WHERE ledger = :there"""
HEAD = """INSERT INTO head (ledger, size, edge, checkpoint)
    SELECT :here, size, edge, checkpoint FROM there.head WHERE ledger = :there
    ON CONFLICT (ledger) DO UPDATE SET size = excluded.size, edge = excluded.edge, checkpoint = excluded.checkpoint"""


def origins(folder: Path) -> list[str]:
    """Return the origins of the ledgers of a record, in the order in which they came there."""
    with closing(sqlite3.connect(folder / "record.db")) as db:
        return [origin for (origin,) in db.execute("SELECT origin FROM ledger ORDER BY ledger")]


def join(source: Path, target: Path, origin: str) -> bool:
    """Copy what `target` lacks of a ledger of `source`: all of it at first, later what came since; say if it grew."""
    with closing(sqlite3.connect(target / "record.db", isolation_level=None)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("ATTACH ? AS there", (str(source / "record.db"),))
        db.execute("BEGIN IMMEDIATE")
        grew = _copied(db, origin)
        db.execute("COMMIT")
    return grew


def _copied(db: sqlite3.Connection, origin: str) -> bool:
    db.execute(
        "INSERT OR IGNORE INTO ledger (origin, party, office) SELECT origin, party, office FROM there.ledger "
        "WHERE origin = ?",
        (origin,),
    )
    here, there = (db.execute(WHOSE.format(where), (origin,)).fetchone()[0] for where in ("main.", "there."))
    size, grown = (
        (db.execute(SIZE.format(where), (number,)).fetchone() or (0,))[0]
        for where, number in (("main.", here), ("there.", there))
    )
    if grown <= size:
        return False
    for what in (ENTRIES, REFERENCES, TILES, HEAD):
        db.execute(what, {"here": here, "there": there, "size": size})
    return True


def bring_files(source: Path, target: Path) -> int:
    """Copy the files of `source` that `target` lacks; return how many."""
    missing = [path for path in (source / "blobs").glob("??/*") if not (target / path.relative_to(source)).exists()]
    for path in missing:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return len(missing)

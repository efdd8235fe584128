"""What edition 1 defines in `record.db`, and what a file defines otherwise.

A file that somebody else made can define a view, a generated column or an index where a table of ours should stand;
reading it would run what they wrote, or show what they like. So this is compared before any table is read.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path

from ceasefire.record.errors import DamagedError

APPLICATION_ID = 0x43656173
FORMAT = 1

Objects = dict[str, tuple[str, str, str]]
"""What a database defines: name -> (type, table, SQL)."""
_MOST = 2000
"""Edition 1 defines 20; a file in which pages lead in circles shows millions."""
_PYTHON = {"TEXT": str, "INTEGER": int, "BLOB": bytes}


def text() -> str:
    """Return the tables and triggers of edition 1, as they were executed."""
    return Path(__file__).with_name("schema.sql").read_text("utf-8")


def format_faults(db: sqlite3.Connection) -> list[str]:
    """Return what in the file's header is not that of a record of edition 1."""
    faults = []
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        faults.append("the application id is not that of a record")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version != FORMAT:
        faults.append(f"it is of format {version}; this release reads format {FORMAT}")
    return faults


def faults(db: sqlite3.Connection) -> list[str]:
    """Return what differs from edition 1: what is missing or altered, and alien triggers and indexes on our tables."""
    here, ours = _objects(db), _expected()
    missing = [f"{name} is missing" for name in ours if name not in here]
    altered = [f"{name} is altered" for name in ours if name in here and here[name] != ours[name]]
    aliens = [*_alien_indexes(db), *_alien_triggers(here)]
    return [*missing, *altered, *(f"{name} is not part of the format" for name in aliens)]


def reading_faults(db: sqlite3.Connection) -> list[str]:
    """Return which of these make reading unsafe. Triggers run only where something is written; an index may be missing."""
    triggers = {name for name, (what, _, _) in (_objects(db) | _expected()).items() if what == "trigger"}
    harmless = {f"{name} is missing" for name, (what, _, _) in _expected().items() if what == "index"}
    return [one for one in faults(db) if one not in harmless and one.partition(" is ")[0] not in triggers]


def our_tables() -> list[str]:
    """Return the names of the tables of edition 1."""
    return [name for name, (what, _, _) in _expected().items() if what == "table"]


def is_exactly_ours(db: sqlite3.Connection) -> bool:
    """Tell whether a file defines nothing beside edition 1."""
    return _objects(db) == _expected()


def _alien_indexes(db: sqlite3.Connection) -> list[str]:
    """Return the indexes on our tables that are not ours, as SQLite understood them: an index can show other rows."""
    found = [str(row[1]) for table in our_tables() for row in db.execute(f"PRAGMA index_list({table})")]
    return [name for name in found if name not in _expected() and not name.startswith("sqlite_autoindex_")]


def _alien_triggers(here: Objects) -> list[str]:
    """Return the triggers that speak of our tables and are not ours; other people's own tables and triggers do no harm.

    The column `tbl_name` can lie, the SQL cannot: SQLite goes by it.
    """
    names = re.compile(rf"\b(?:{'|'.join(our_tables())})\b", re.IGNORECASE)
    triggers = [(name, sql) for name, (what, _, sql) in here.items() if what == "trigger"]
    return [name for name, sql in triggers if name not in _expected() and names.search(sql)]


def _objects(db: sqlite3.Connection) -> Objects:
    """Return name -> (type, table, SQL) of what this database defines; DamagedError if it is more than anyone needs."""
    found = db.execute(f"SELECT name, type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT {_MOST + 1}")
    rows = found.fetchall()
    if len(rows) > _MOST:
        raise DamagedError(f"record.db defines more than {_MOST} tables and triggers")
    return {str(name): (str(what), str(table), " ".join(str(sql).split())) for name, what, table, sql in rows}


@cache
def _expected() -> Objects:
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(text())
        return _objects(db)
    finally:
        db.close()


@cache
def column_kinds() -> dict[str, tuple[type, bool]]:
    """Return column -> (the Python type of its values, whether it may be null). A name means one thing in all tables."""
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(text())
        found: dict[str, tuple[type, bool]] = {}
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for _, name, declared, required, _, key in db.execute(f"PRAGMA table_info({table})"):
                found[name] = (_PYTHON[declared], not required and not key)
        return found
    finally:
        db.close()

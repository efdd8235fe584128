"""The changes that the long loop makes to a small record's folder: bytes, pages, rows and whole files.

A change is drawn from a random source alone, so that a seed and a number name it for ever. It says which files it wants
to be how (`Change.files`): bytes, nothing, a link or a folder.
"""

import random
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.record.small import RULES, SETTINGS, Files

DB, JOURNAL = "record.db", "record.db-journal"
PAGE = 8192


@dataclass(frozen=True)
class Link:
    """A symbolic link in the place of a file; `bytes_outside` are put where it leads."""

    bytes_outside: bytes


@dataclass(frozen=True)
class Folder:
    """A folder in the place of a file."""


Wanted = bytes | None | Link | Folder


@dataclass(frozen=True)
class Change:
    """What one mutant is: which file it is about, what kind of change, and the files as it wants them."""

    file: str
    kind: str
    files: Mapping[str, Wanted]
    detail: str = ""
    adds: bool = False
    """True where it only adds files: nothing that the record says is changed by it."""


@dataclass
class Base:
    """The folder before any change, and what the changes need to know of it."""

    files: Files
    older: bytes = b""
    """The database at an earlier moment, for pages that are replayed."""
    hot: Files = field(default_factory=dict)
    """The files of an interrupted write, journal and all."""

    def __post_init__(self) -> None:
        self.master = _master(self.files[DB])
        self.loose = _loosened(self.files[DB])
        self.blobs = sorted(name for name in self.files if name.startswith("blobs/"))
        self.batch = next(name for name in self.blobs if self.files[name].startswith(b"PAR1"))
        self.reading = next(name for name in self.blobs if name not in (self.batch, RULES, SETTINGS))
        self.keys = sorted(name for name in self.files if name.startswith("keys/"))


Draw = Callable[[random.Random, Base], Change]


# --- bytes


def _span(chance: random.Random, size: int) -> tuple[int, int]:
    """Return a stretch, mostly short."""
    length = min(size, 1 + int(2 ** (chance.random() * 12)))
    start = chance.randrange(size - length + 1) if size > length else 0
    return start, start + length


def flip_bit(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def set_byte(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))]) + data[at + 1 :]


def zero(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data))
    return data[:start] + bytes(stop - start) + data[stop:]


def noise(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data))
    return data[:start] + chance.randbytes(stop - start) + data[stop:]


def copy_over(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data))
    to = chance.randrange(len(data) - (stop - start) + 1)
    return data[:to] + data[start:stop] + data[to + stop - start :]


def swap(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data) // 2)
    other = len(data) // 2 + start
    length = stop - start
    return data[:start] + data[other : other + length] + data[stop:other] + data[start:stop] + data[other + length :]


def repeat(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data))
    return data[:stop] + data[start:stop] + data[stop:]


def cut(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, len(data))
    return data[:start] + data[stop:]


def truncate(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.choice((0, 1, len(data) - 1, chance.randrange(len(data))))]


def extend(chance: random.Random, data: bytes) -> bytes:
    length = chance.choice((1, 512, 4096, PAGE, chance.randrange(1, 3 * PAGE)))
    return data + (bytes(length) if chance.random() < 0.5 else chance.randbytes(length))


BYTES: Sequence[Callable[[random.Random, bytes], bytes]] = (
    flip_bit,
    flip_bit,
    flip_bit,
    set_byte,
    zero,
    noise,
    copy_over,
    swap,
    repeat,
    cut,
    truncate,
    extend,
)


def of_bytes(chance: random.Random, base: Base, name: str, what: str, files: Files | None = None) -> Change:
    """Change the bytes of one file."""
    here = base.files if files is None else files
    change = chance.choice(BYTES)
    return Change(what, change.__name__, {**(here if files else {}), name: change(chance, here[name])}, name)


# --- pages of the database


def page_swap(chance: random.Random, pages: list[bytes], base: Base) -> None:
    a, b = chance.sample(range(len(pages)), 2)
    pages[a], pages[b] = pages[b], pages[a]


def page_wipe(chance: random.Random, pages: list[bytes], base: Base) -> None:
    pages[chance.randrange(len(pages))] = bytes(PAGE)


def page_copy(chance: random.Random, pages: list[bytes], base: Base) -> None:
    a, b = chance.sample(range(len(pages)), 2)
    pages[a] = pages[b]


def page_of_old(chance: random.Random, pages: list[bytes], base: Base) -> None:
    """Replay pages of an earlier moment: each is whole and was true once."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(min(len(pages), len(base.older) // PAGE))
        pages[at] = base.older[at * PAGE : (at + 1) * PAGE]


def _poke(chance: random.Random, page: bytes, low: int, high: int) -> bytes:
    changed = bytearray(page)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(low, min(high, len(page)))
        changed[at] = chance.choice((0, 1, 2, 5, 10, 13, 0x7F, 0x80, 0xFF, changed[at] ^ 1 << chance.randrange(8)))
    return bytes(changed)


def page_header(chance: random.Random, pages: list[bytes], base: Base) -> None:
    """The type, first free block, number of cells and start of content of a page."""
    at = chance.randrange(len(pages))
    start = 0 if at else 100
    pages[at] = _poke(chance, pages[at], start, start + 12)


def cell_pointer(chance: random.Random, pages: list[bytes], base: Base) -> None:
    """Where a page says that its rows lie."""
    at = chance.randrange(len(pages))
    start = 8 if at else 108
    cells = int.from_bytes(pages[at][start - 5 : start - 3], "big")
    pages[at] = _poke(chance, pages[at], start, start + max(2, min(2 * cells, 200)))


def cell_opening(chance: random.Random, pages: list[bytes], base: Base) -> None:
    """The lengths, number and types with which a row begins."""
    at = chance.randrange(len(pages))
    start = 8 if at else 108
    cells = min(int.from_bytes(pages[at][start - 5 : start - 3], "big"), 100)
    if not cells:
        return page_header(chance, pages, base)
    place = start + 2 * chance.randrange(cells)
    cell = int.from_bytes(pages[at][place : place + 2], "big") % (PAGE - 16)
    pages[at] = _poke(chance, pages[at], cell, cell + 14)
    return None


def file_header(chance: random.Random, pages: list[bytes], base: Base) -> None:
    """The hundred bytes that say what the file is: page size, free pages, format, encoding, WAL or not."""
    pages[0] = _poke(chance, pages[0], 0, 100)


PAGES = (
    page_swap,
    page_wipe,
    page_copy,
    page_of_old,
    page_header,
    page_header,
    cell_pointer,
    cell_pointer,
    cell_opening,
    cell_opening,
    cell_opening,
    file_header,
)


def of_pages(chance: random.Random, base: Base) -> Change:
    """Change whole pages of the database, or the places where a page says how to read it."""
    data = base.files[DB]
    pages = [data[i : i + PAGE] for i in range(0, len(data), PAGE)]
    change = chance.choice(PAGES)
    change(chance, pages, base)
    return Change(DB, change.__name__, {DB: b"".join(pages)})


# --- rows of the database, past its own rules

_UNBOUND = ((r"\) STRICT, WITHOUT ROWID", ") WITHOUT ROWID"), (r"\) STRICT", ")"), (r",\s+UNIQUE \([^)]*\)", ""))
_FREED = ((r" NOT NULL", ""), (r" UNIQUE", ""), (r"TEXT PRIMARY KEY", "TEXT"))


def _memory(data: bytes) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(data)
    db.execute("PRAGMA writable_schema=ON")
    return db


def _master(data: bytes) -> list[tuple[Any, ...]]:
    db = _memory(data)
    found = db.execute("SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master ORDER BY rowid").fetchall()
    db.close()
    return found


def _loosened(data: bytes) -> bytes:
    """Return the database with its triggers, indexes and constraints taken out of the schema; its pages stay."""
    db = _memory(data)
    for what, name, _table, _root, sql in _master(data):
        if what == "table":
            for pattern, instead in (*_UNBOUND, *_FREED):
                sql = re.sub(pattern, instead, sql)
            db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
    db.execute("DELETE FROM sqlite_master WHERE type <> 'table'")
    loose = db.serialize()
    db.close()
    return loose


COLUMNS = {
    "meta": ("name", "value"),
    "ledger": ("ledger", "origin", "party", "office"),
    "entry": ("entry", "ledger", "seq", "id", "kind", "filing", "envelope"),
    "reference": ("target", "row", "how", "ledger", "seq"),
    "head": ("ledger", "size", "edge", "checkpoint"),
}


def _row(chance: random.Random, db: sqlite3.Connection, table: str) -> tuple[str, tuple[Any, ...]]:
    """Return a condition that names one row, with its values."""
    if table == "reference":
        rows = db.execute("SELECT target, row, how, ledger, seq FROM reference").fetchall()
        return "target = ? AND row = ? AND how = ? AND ledger = ? AND seq = ?", chance.choice(rows)
    rows = db.execute(f"SELECT rowid FROM {table}").fetchall()
    return "rowid = ?", chance.choice(rows)


def _other_value(chance: random.Random, db: sqlite3.Connection, table: str, column: str, value: Any) -> Any:
    """Return another value: of another type, of another row, the same words as other bytes, or damaged."""
    plain = value if isinstance(value, bytes) else str(value).encode()
    draws: Sequence[Callable[[], Any]] = (
        lambda: None,
        lambda: chance.choice((0, 1, -1, 2**31, 2**63 - 1, -(2**63))),
        lambda: chance.choice((0.5, 1e300, float("inf"))),
        lambda: chance.choice(("", "x", "alpha", "ceasefire/small/party-beta/beta", "key", "a" * 5000)),
        lambda: chance.choice((b"", b"\0", bytes(32), chance.randbytes(32))),
        lambda: plain if not isinstance(value, bytes) else plain.decode("latin-1"),
        lambda: flip_bit(chance, plain or b"x") if isinstance(value, bytes) else _near(chance, value),
        lambda: chance.choice(db.execute(f"SELECT {column} FROM {table}").fetchall())[0],
        lambda: (value + b"\0") if isinstance(value, bytes) else f"{value}\0" if isinstance(value, str) else value,
        lambda: plain[:-1],
    )
    return chance.choice(draws)()


def _near(chance: random.Random, value: Any) -> Any:
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 256))
    return flip_bit(chance, str(value).encode() or b"x").decode("utf-8", "replace")


def row_update(chance: random.Random, db: sqlite3.Connection) -> str:
    table = chance.choice(tuple(COLUMNS))
    column = chance.choice(COLUMNS[table])
    where, key = _row(chance, db, table)
    old = db.execute(f"SELECT {column} FROM {table} WHERE {where}", key).fetchone()[0]
    value = _other_value(chance, db, table, column, old)
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *key))
    return f"{table}.{column} = {value!r:.60}"


def row_delete(chance: random.Random, db: sqlite3.Connection) -> str:
    table = chance.choice(tuple(COLUMNS))
    where, key = _row(chance, db, table)
    db.execute(f"DELETE FROM {table} WHERE {where}", key)
    return f"{table} {key!r:.60}"


def row_insert(chance: random.Random, db: sqlite3.Connection) -> str:
    """Write a row again, with one or two of its values changed."""
    table = chance.choice(tuple(COLUMNS))
    columns = COLUMNS[table]
    where, key = _row(chance, db, table)
    row = list(db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {where}", key).fetchone())
    if table in ("ledger", "entry", "head"):
        row[0] = 1 + chance.randrange(1000)
    at = chance.randrange(len(columns))
    row[at] = _other_value(chance, db, table, columns[at], row[at])
    db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row)
    return f"{table} {row!r:.80}"


def row_exchange(chance: random.Random, db: sqlite3.Connection) -> str:
    """Exchange a value, or all but the place, of two rows of one table."""
    table = chance.choice(("ledger", "entry", "entry", "head"))
    columns = COLUMNS[table][1:]
    a, b = (row[0] for row in chance.sample(db.execute(f"SELECT rowid FROM {table}").fetchall(), 2))
    some = columns if chance.random() < 0.3 else (chance.choice(columns),)
    for column in some:
        x, y = (db.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (n,)).fetchone()[0] for n in (a, b))
        db.executemany(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [(y, a), (x, b)])
    return f"{table} {a} {b} {some}"


def ledger_gone(chance: random.Random, db: sqlite3.Connection) -> str:
    """Take one ledger out of some or all of the tables."""
    number = chance.choice((1, 2))
    tables = [t for t in ("ledger", "entry", "head", "reference") if chance.random() < 0.8] or ["ledger"]
    for table in tables:
        db.execute(f"DELETE FROM {table} WHERE ledger = ?", (number,))
    return f"{number} from {tables}"


def ledger_cut(chance: random.Random, db: sqlite3.Connection) -> str:
    """Drop the last entries of a ledger; its head says the smaller size."""
    number, keep = chance.choice((1, 2)), chance.randrange(1, 4)
    db.execute("DELETE FROM entry WHERE ledger = ? AND seq >= ?", (number, keep))
    db.execute("DELETE FROM reference WHERE ledger = ? AND seq >= ?", (number, keep))
    edge = db.execute("SELECT edge FROM head WHERE ledger = ?", (number,)).fetchone()[0]
    db.execute("UPDATE head SET size = ?, edge = ? WHERE ledger = ?", (keep, edge[: 32 * keep], number))
    return f"{number} to {keep}"


def office_twice(chance: random.Random, db: sqlite3.Connection) -> str:
    """Give a whole ledger a second life under another origin, or under the other office's name."""
    number, name = chance.choice((1, 2)), chance.choice(("alpha", "beta", "gamma"))
    party = chance.choice(("party-alpha", "party-beta", "zzz"))
    db.execute("INSERT INTO ledger VALUES (9, ?, ?, ?)", (f"ceasefire/small/{party}/{name}", party, name))
    db.execute(
        "INSERT INTO entry SELECT entry + 500, 9, seq, id, kind, filing, envelope FROM entry WHERE ledger = ?",
        (number,),
    )
    db.execute("INSERT INTO head SELECT 9, size, edge, checkpoint FROM head WHERE ledger = ?", (number,))
    db.execute("INSERT INTO reference SELECT target, row, how, 9, seq FROM reference WHERE ledger = ?", (number,))
    return f"{number} as {party}/{name}"


ROWS = (row_update, row_update, row_update, row_update, row_delete, row_insert, row_insert, row_exchange)
WHOLES = (ledger_gone, ledger_cut, office_twice)


def of_rows(chance: random.Random, base: Base) -> Change:
    """Change rows past triggers and constraints, which then stand again as they were; indexes are left as they are."""
    db = _memory(base.loose)
    change = chance.choice(ROWS if chance.random() < 0.9 else WHOLES)
    details = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        try:
            details.append(change(chance, db))
        except (sqlite3.Error, OverflowError, IndexError, TypeError) as error:
            details.append(f"refused: {error}")
    indexed = chance.random() < 0.8
    _restore(db, base.master, indexed)
    data = db.serialize()
    db.close()
    return Change(DB, change.__name__ + ("" if indexed else " (indexes stale)"), {DB: data}, "; ".join(details))


def _restore(db: sqlite3.Connection, master: Sequence[tuple[Any, ...]], indexed: bool) -> None:
    """Put the schema back as it was; `indexed`: make its indexes anew, so that they fit the rows."""
    db.execute("DELETE FROM sqlite_master")
    db.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", master)
    if indexed:
        db.execute("PRAGMA writable_schema=RESET")
        try:
            db.execute("REINDEX")
        except sqlite3.Error:
            return  # rows that break a constraint: the index stays as it was


SCHEMA = (
    "DROP INDEX entry_id",
    "DROP TRIGGER entry_keep_update",
    "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END",
    "CREATE TABLE extra (a)",
    "CREATE VIEW extra AS SELECT * FROM entry",
    "ALTER TABLE entry ADD COLUMN extra",
    "ALTER TABLE entry RENAME TO entry2",
    "PRAGMA user_version=2",
    "PRAGMA application_id=1",
    "PRAGMA journal_mode=WAL",
    "PRAGMA encoding='UTF-16'",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT NOT NULL COLLATE NOCASE') WHERE name = 'entry'",
    "UPDATE sqlite_master SET sql = replace(sql, 'envelope BLOB NOT NULL', 'envelope BLOB NOT NULL DEFAULT 1') "
    "WHERE name = 'entry'",
    "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'head') WHERE name = 'meta'",
    "UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'entry'",
    "UPDATE sqlite_master SET name = 'entry ' WHERE name = 'entry'",
    "UPDATE sqlite_master SET type = 'view' WHERE name = 'head'",
    "UPDATE sqlite_master SET sql = NULL WHERE name = 'reference'",
    "UPDATE sqlite_master SET sql = 'CREATE TABLE entry AS SELECT 1' WHERE name = 'entry'",
    "DELETE FROM sqlite_master WHERE name = 'tile'",
)


def of_schema(chance: random.Random, base: Base) -> Change:
    """Change what the database says that it is."""
    db = _memory(base.files[DB])
    sql = chance.choice(SCHEMA)
    try:
        db.execute(sql)
    except sqlite3.Error as error:
        sql = f"refused: {error}"
    data = db.serialize()
    db.close()
    return Change(DB, "schema", {DB: data}, sql)


# --- whole files


def of_file(chance: random.Random, base: Base, name: str, what: str) -> Change:
    """Delete, rename, empty or replace one file as a whole."""
    data = base.files[name]
    others = [other for other in sorted(base.files) if other != name]
    other = chance.choice(others)
    same = [o for o in others if o.split("/")[0] == name.split("/")[0]] or others
    twin = chance.choice(same)
    renamed = chance.choice((name + ".bak", name.upper(), name[:-1] + chance.choice("0123456789abcdef"), "aside/x"))
    kinds: dict[str, Mapping[str, Wanted]] = {
        "deleted": {name: None},
        "emptied": {name: b""},
        "renamed": {name: None, renamed: data} if renamed != name else {name: None},
        "exchanged with its like": {name: base.files[twin], twin: data},
        "replaced by another": {name: base.files[other]},
        "replaced by a link to the same bytes": {name: Link(data)},
        "replaced by a link to other bytes": {name: Link(base.files[other])},
        "replaced by a folder": {name: Folder()},
    }
    kind = chance.choice(tuple(kinds))
    return Change(what, kind, kinds[kind], name)


def stray(chance: random.Random, base: Base) -> Change:
    """Add a file that the record knows nothing of."""
    text = chance.choice((b"", b"x", chance.randbytes(40), base.files[DB][:PAGE], base.files[RULES]))
    deep = base.reading.rpartition("/")[0]
    place = chance.choice(("", "blobs/", deep + "/", "keys/", "blobs/zz/", "blobs/00/", "derived/", "extra/"))
    name = chance.choice(("notes.txt", "incoming-x", "a" * 64, ".hidden", "record.db.new", "rules.yml", "beta.pem"))
    return Change(
        "another file", f"added under {place.partition('/')[0] or '.'}", {place + name: text}, name, adds=True
    )


def beside_the_database(chance: random.Random, base: Base) -> Change:
    """Put something where SQLite keeps its own files."""
    suffix = chance.choice(("-journal", "-journal", "-wal", "-shm"))
    magic = bytes.fromhex("d9d505f920a163d7")
    draws: Sequence[tuple[str, Wanted]] = (
        ("noise", chance.randbytes(chance.randrange(1, 4000))),
        ("empty", b""),
        ("zeros", bytes(600)),
        ("a header alone", magic + chance.randbytes(20) + bytes(484)),
        ("a database", base.files[DB]),
        ("a link", Link(b"outside")),
        ("a folder", Folder()),
    )
    kind, wanted = chance.choice(draws)
    return Change("record.db" + suffix, kind, {DB + suffix: wanted}, adds=True)


def of_journal(chance: random.Random, base: Base) -> Change:
    """Change the journal of an interrupted write, or the database that it belongs to."""
    if chance.random() < 0.2:
        return of_bytes(chance, base, DB, "record.db under a hot journal", base.hot)
    if chance.random() < 0.3:
        data = bytearray(base.hot[JOURNAL])
        for _ in range(chance.choice((1, 2, 4))):
            data[chance.randrange(28)] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
        return Change("hot journal", "header", {**base.hot, JOURNAL: bytes(data)})
    return of_bytes(chance, base, JOURNAL, "hot journal", base.hot)


DRAWS: Sequence[tuple[float, Draw]] = (
    (0.20, lambda chance, base: of_bytes(chance, base, DB, DB)),
    (0.22, of_pages),
    (0.22, of_rows),
    (0.02, of_schema),
    (0.04, lambda chance, base: of_bytes(chance, base, base.reading, "blob")),
    (0.06, lambda chance, base: of_bytes(chance, base, base.batch, "batch")),
    (0.05, lambda chance, base: of_bytes(chance, base, chance.choice(base.keys), "keys")),
    (0.03, lambda chance, base: of_bytes(chance, base, RULES, "rules")),
    (0.03, lambda chance, base: of_bytes(chance, base, SETTINGS, "settings")),
    (0.05, lambda chance, base: _any_file(chance, base)),
    (0.03, stray),
    (0.02, beside_the_database),
    (0.03, of_journal),
)


def _any_file(chance: random.Random, base: Base) -> Change:
    name = chance.choice(sorted(base.files))
    what = {base.reading: "blob", base.batch: "batch"}.get(name, "keys" if name in base.keys else name)
    return of_file(chance, base, name, what)


def draw(seed: int, number: int, base: Base) -> Change:
    """Return the mutant of this seed and number."""
    chance = random.Random(f"{seed}/{number}")
    at = chance.random() * sum(weight for weight, _ in DRAWS)
    for weight, drawn in DRAWS:
        at -= weight
        if at < 0:
            return drawn(chance, base)
    return stray(chance, base)

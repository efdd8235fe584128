"""Folders that somebody made to harm whoever opens them: pages, values, schemas, journals and links.

`placed(good, base)` lays a copy of a good record beside a folder of the reader's own; `spoil(place, seed)` makes the copy
hostile and says how; `opened(place, scratch)` opens it every way a reader would. It returns what was found, and raises
AssertionError where another error than one of ours came out, or where anything was written, removed or touched.
"""

import contextlib
import hashlib
import os
import random
import shutil
import sqlite3
import stat
import struct
from pathlib import Path
from typing import NamedTuple

from ceasefire.record import RecordError, Store, backup
from tests.record.makings import draft, free, made

MAGIC = bytes.fromhex("d9d505f920a163d7")
"""With these eight bytes a rollback journal begins; a journal that names a super-journal also ends with them."""
MANY = 0xFFFFFFFF


class Place(NamedTuple):
    """A hostile record and, beside it, what is the reader's own."""

    record: Path
    outside: Path


def good(folder):
    """A small record with interior pages, references, blobs and a batch: what the hostile ones are made of."""
    with made(folder, ["alpha", "beta"]) as store:
        store.file("alpha", [draft(i, cites=["ab" * 32] if i % 3 else []) for i in range(60)])
        store.file("beta", [free(i) for i in range(4)])
        for content in (b"a blob", b"another"):
            store.put_blob(content)
        assert store.verify().ok
    return folder


def placed(whole, base):
    """Lay a copy of a good record into a new folder `base`, with a canary beside it."""
    shutil.copytree(whole, base / "record")
    outside = base / "outside"
    (outside / "inner").mkdir(parents=True)
    (outside / "precious.txt").write_bytes(b"precious")
    (outside / "inner" / "id").write_bytes(b"a private key")
    shutil.copy(whole / "record.db", outside / "other.db")
    return Place(base / "record", outside)


def state(folder):
    """Every name under a folder, with kind, mode, time of change, and bytes or what a link points at."""
    found = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        about = path.lstat()
        if stat.S_ISREG(about.st_mode):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            content = os.readlink(path) if path.is_symlink() else ""
        found[str(path.relative_to(folder))] = (stat.S_IFMT(about.st_mode), about.st_mode, about.st_mtime_ns, content)
    return found


def opened(place, scratch):
    """Verify, open, read and back up; the words of every problem and error. Nothing may be written or touched."""
    before = state(place.record), state(place.outside)
    report = Store.examine(place.record)
    told = [f"{problem.where}: {problem.what}" for problem in report.problems]
    for reading in (_read, lambda record: backup(record, scratch / "copy", keys=True)):
        try:
            reading(place.record)
        except RecordError as error:
            told.append(str(error))
    assert not any(b"a private key" in p.read_bytes() for p in (scratch / "copy").rglob("*") if p.is_file())
    shutil.rmtree(scratch / "copy", ignore_errors=True)
    assert (state(place.record), state(place.outside)) == before
    return told


def _read(record):
    with Store.open(record, readonly=True, busy_seconds=0.1) as store:
        for question in (lambda: list(store.entries()), store.offices, store.conflicts, lambda: store.name):
            with contextlib.suppress(RecordError):
                question()


def written(place):
    """Open the record for writing and file once; what is outside must stay as it is."""
    before = state(place.outside)
    try:
        with Store.open(place.record, busy_seconds=0.1) as store:
            store.put_blob(b"mine")
            store.file("alpha", [free(10**6)])
    except RecordError:
        pass
    assert state(place.outside) == before


# --- pages


class Pages:
    """The pages of a database file, by number from 1."""

    def __init__(self, path):
        self.path = path
        self.data = bytearray(path.read_bytes())
        self.size = struct.unpack(">H", self.data[16:18])[0]

    def __len__(self):
        return len(self.data) // self.size

    def get(self, number):
        return self.data[(number - 1) * self.size : number * self.size]

    def put(self, number, content):
        self.data[(number - 1) * self.size : number * self.size] = content

    def add(self, content):
        self.data += content
        struct.pack_into(">I", self.data, 28, len(self))
        return len(self)

    def start(self, number):
        """Where the page's own header begins in the file."""
        return (number - 1) * self.size + (100 if number == 1 else 0)

    def of_type(self, *types):
        return [n for n in range(1, len(self) + 1) if self.data[self.start(n)] in types]

    def cells(self, number):
        """Where each cell of a page begins in the file."""
        at = self.start(number)
        head = 12 if self.data[at] in (2, 5) else 8
        count = min(struct.unpack_from(">H", self.data, at + 3)[0], 500)
        places = struct.unpack_from(f">{count}H", self.data, at + head) if count else ()
        return [(number - 1) * self.size + place for place in places if place < self.size]

    def poke(self, at, form, *values):
        if at + struct.calcsize(form) <= len(self.data):
            struct.pack_into(form, self.data, at, *values)

    def save(self):
        os.chmod(self.path, 0o644)
        self.path.write_bytes(self.data)


INTERIOR, LEAF = (2, 5), (10, 13)


def swap(pages, chance):
    a, b = chance.sample(range(1, len(pages) + 1), 2)
    one, two = bytes(pages.get(a)), bytes(pages.get(b))
    pages.put(a, two)
    pages.put(b, one)


def duplicate(pages, chance):
    a, b = chance.sample(range(1, len(pages) + 1), 2)
    pages.put(a, bytes(pages.get(b)))


def zero(pages, chance):
    pages.put(chance.randrange(1, len(pages) + 1), bytes(pages.size))


def noise(pages, chance):
    pages.put(chance.randrange(1, len(pages) + 1), chance.randbytes(pages.size))


def page_type(pages, chance):
    pages.poke(pages.start(chance.randrange(1, len(pages) + 1)), "B", chance.choice([0, 2, 5, 10, 13, 7, 255]))


def page_header(pages, chance):
    at = pages.start(chance.randrange(1, len(pages) + 1)) + chance.randrange(1, 12)
    pages.poke(at, ">H", chance.choice([0, 1, 8, 0xFFFF, 0x7FFF, chance.randrange(65536)]))


def children(pages, chance):
    """Child pointers of an interior page redirected: to itself, to others, to nowhere."""
    number = chance.choice(pages.of_type(*INTERIOR) or [1])
    goal = chance.choice([number, 0, 1, MANY, len(pages) + 1, chance.randrange(1, len(pages) + 1)])
    for at in [pages.start(number) + 8, *pages.cells(number)][: chance.choice([1, 2, 500])]:
        pages.poke(at, ">I", goal)


def lengths(pages, chance):
    """A cell that says it is enormous."""
    number = chance.choice(pages.of_type(*LEAF) or [1])
    for at in chance.sample(pages.cells(number), 1) if pages.cells(number) else []:
        pages.poke(at, "9s", chance.choice([b"\xff" * 9, b"\x87\xff\xff\xff\x7f\x01", b"\x83\xff\xff\x7f", b"\0\0"]))


def cell_pointers(pages, chance):
    number = chance.randrange(1, len(pages) + 1)
    head = 12 if pages.data[pages.start(number)] in INTERIOR else 8
    for _ in range(chance.choice([1, 5])):
        at = pages.start(number) + head + 2 * chance.randrange(20)
        pages.poke(at, ">H", chance.choice([0, 1, pages.size - 1, 0xFFFF, chance.randrange(pages.size)]))


def serial_types(pages, chance):
    """The kinds of values in a row changed: an integer where a text stood, and the like."""
    number = chance.choice(pages.of_type(*LEAF) or [1])
    for at in pages.cells(number)[:40]:
        pages.poke(at + chance.randrange(2, 12), "B", chance.choice([0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 127]))


def free_list(pages, chance):
    """A list of free pages that loops, leads into live pages or is longer than the file."""
    number = chance.randrange(1, len(pages) + 1)
    pages.poke(32, ">II", number, chance.choice([1, 0x7FFFFFFF, MANY, len(pages)]))
    if number > 1 and chance.random() < 0.5:
        pages.poke(pages.start(number), ">II", number, chance.choice([1, pages.size // 4, MANY]))


def overflow(pages, chance):
    """A leaf cell whose payload goes on in a page that is its own successor."""
    loop = pages.add(bytes(pages.size))
    pages.poke(pages.start(loop), ">I", loop)
    number = chance.choice(pages.of_type(*LEAF) or [1])
    for at in pages.cells(number)[: chance.choice([1, 50])]:
        pages.poke(at, "3s", chance.choice([b"\x84\x80\x00", b"\xff\xff\x7f", b"\x81\xa0\x00"]))
        for place in range(at + 400, at + 440, 4):
            pages.poke(place, ">I", loop)


def header(pages, chance):
    at = chance.choice([16, 18, 19, 20, 21, 24, 28, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96])
    pages.poke(at, ">I" if at > 23 else "B", chance.choice([0, 1, 2, 3, 255, chance.randrange(256)]))


def length(pages, chance):
    """A file that is empty, torn or longer than it says."""
    cut = chance.choice([0, 1, 16, 100, 511, 512, pages.size, len(pages.data) - 1, chance.randrange(len(pages.data))])
    pages.data = pages.data[:cut] if chance.random() < 0.8 else pages.data + bytes(chance.choice([1, 8192, 100_000]))


def _bomb_page(pages, kind, cells, child):
    """An interior page on which every cell leads to the same child."""
    page = bytearray(pages.size)
    at = pages.size
    for i, cell in enumerate(cells):
        at -= 4 + len(cell)
        page[at : at + 4 + len(cell)] = struct.pack(">I", child) + cell
        struct.pack_into(">H", page, 12 + 2 * i, at)
    page[:12] = struct.pack(">BHHHBI", kind, 0, len(cells), at, 0, child)
    return bytes(page)


def bomb(pages, chance):
    """A tree in which each page leads a hundred times to the next: 100 to the power of its depth rows."""
    kind, leaves = chance.choice([(5, pages.of_type(13)), (2, pages.of_type(10))])
    leaf = chance.choice([n for n in leaves if n > 1] or [2])
    cells = [bytes([i]) for i in range(1, 100)]
    if kind == 2 and pages.cells(leaf):
        at = pages.cells(leaf)[0]
        cells = [bytes(pages.data[at : at + 1 + pages.data[at] % 128])] * 50
    child = pages.add(bytes(pages.get(leaf)))
    for _ in range(chance.choice([3, 12])):
        child = pages.add(_bomb_page(pages, kind, cells, child))
    pages.put(leaf, _bomb_page(pages, kind, cells, child))


def bytes_anywhere(pages, chance):
    for _ in range(chance.choice([1, 10, 200])):
        pages.data[chance.randrange(len(pages.data))] = chance.randrange(256)


PAGES = [
    swap, duplicate, zero, noise, page_type, page_header, children, lengths, cell_pointers, serial_types, free_list,
    overflow, header, length, bomb, bytes_anywhere,
]  # fmt: skip


def spoil_pages(place, chance, which=None):
    pages = Pages(place.record / "record.db")
    names = []
    for _ in range(chance.choice([1, 1, 3])):
        if len(pages) < 2:
            break
        change = which or chance.choice(PAGES)
        change(pages, chance)
        names.append(change.__name__)
    pages.save()
    return "pages: " + ", ".join(names)


# --- values that no column of the format may hold, under a schema that looks right

COLUMNS = [
    "meta.name", "meta.value", "ledger.ledger", "ledger.origin", "ledger.party", "ledger.office", "entry.ledger",
    "entry.seq", "entry.id", "entry.kind", "entry.filing", "entry.envelope", "tile.level", "tile.n", "tile.hashes",
    "head.ledger", "head.size", "head.edge", "head.checkpoint", "reference.target", "reference.row", "reference.how",
    "reference.ledger", "reference.seq",
]  # fmt: skip
VALUES = [
    "NULL", "7", "-1", "4611686018427387904", "9223372036854775807", "-9223372036854775808", "1.5", "9e999", "-9e999",
    "''", "'x'", "char(0)", "CAST(x'ff' AS TEXT)", "CAST(x'eda080' AS TEXT)", "x''", "x'00'", "zeroblob(32)",
    "zeroblob(600000)", "CAST(zeroblob(600000) AS TEXT)", "CAST(replace(hex(zeroblob(60000)), '00', '[') AS BLOB)", "'ceasefire/a/b/c'",
]  # fmt: skip


def poke_value(path, column, value, where="rowid % 2 = 1"):
    """Put a value into a column against every rule, and leave the schema as it was."""
    db = sqlite3.connect(path, isolation_level=None)
    saved = db.execute("SELECT sql, name FROM sqlite_master WHERE type = 'table'").fetchall()
    triggers = db.execute("SELECT sql, name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for _, name in triggers:
        db.execute(f"DROP TRIGGER {name}")
    _rewrite(db, [(_without_rules(sql), name) for sql, name in saved])
    db.close()
    db = sqlite3.connect(path, isolation_level=None)
    table, _, name = column.partition(".")
    where = "1" if table == "reference" else where
    with contextlib.suppress(sqlite3.Error):
        db.execute(f"UPDATE OR IGNORE {table} SET {name} = {value} WHERE {where}")
    _rewrite(db, saved)
    for sql, _ in triggers:
        db.execute(sql)
    db.close()


def _without_rules(sql):
    for old, new in ((") STRICT, WITHOUT", ") WITHOUT"), (") STRICT", ")"), (" NOT NULL", ""), (" TEXT", "")):
        sql = sql.replace(old, new)
    return sql


def _rewrite(db, definitions):
    db.execute("PRAGMA writable_schema=ON")
    for sql, name in definitions:
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
    db.execute("PRAGMA writable_schema=OFF")


def spoil_values(place, chance):
    column, value = chance.choice(COLUMNS), chance.choice(VALUES)
    poke_value(place.record / "record.db", column, value)
    return f"value: {column} = {value}"


# --- schemas that want to run something

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
SCHEMAS = [
    f"DROP TABLE entry; CREATE VIEW entry AS {ENDLESS} SELECT i AS entry, 1 AS ledger, i AS seq, zeroblob(32) AS id, "
    "'report' AS kind, NULL AS filing, zeroblob(1000) AS envelope FROM n",
    f"DROP TABLE meta; CREATE VIEW meta AS {ENDLESS} SELECT 'name' AS name, max(i) AS value FROM n",
    "DROP TABLE head; CREATE VIEW head AS SELECT ledger, 1 AS size, randomblob(900000000) AS edge, '' AS checkpoint "
    "FROM ledger",
    f"DROP TABLE ledger; CREATE VIEW ledger AS {ENDLESS} SELECT i AS ledger, 'o' || i AS origin, 'p' AS party, "
    "'o' AS office FROM n",
    "DROP TABLE reference; CREATE VIRTUAL TABLE reference USING fts5(target, row, how, ledger, seq)",
    "DROP TABLE reference; CREATE TABLE reference (target, row, how, ledger, seq, "
    "more GENERATED ALWAYS AS (length(zeroblob(900000000))) VIRTUAL)",
    "DROP TABLE tile; CREATE TABLE tile (ledger, level, n, hashes, CHECK (length(hex(zeroblob(400000000))) > 1))",
    "CREATE INDEX sly ON entry (ledger, seq, id, kind, filing, envelope)",
    "CREATE INDEX sly ON entry (hex(zeroblob(length(envelope) * 50)))",
    "CREATE TABLE alien (a, b GENERATED ALWAYS AS (hex(zeroblob(300000000))), CHECK (length(b) > 1))",
    f"CREATE VIEW alien AS {ENDLESS} SELECT * FROM n",
    "CREATE VIRTUAL TABLE alien USING fts5(a)",
    "CREATE TRIGGER alien AFTER INSERT ON head BEGIN DELETE FROM meta; SELECT load_extension('x'); END",
    "CREATE TABLE sqlite_alien_stat1 (tbl, idx, stat)",
    ";".join(f"CREATE VIEW v{i} AS SELECT * FROM v{i + 1} a, v{i + 1} b" for i in range(300)),
    "DROP INDEX entry_id",
    "CREATE TEMP VIEW x AS SELECT 1; ANALYZE; UPDATE sqlite_stat1 SET stat = '1 1 1 1 1 1 1 1 1 1'",
]


def spoil_schema(place, chance, which=None):
    sql = which or chance.choice(SCHEMAS)
    db = sqlite3.connect(place.record / "record.db", isolation_level=None)
    for one in sql.split(";"):
        with contextlib.suppress(sqlite3.Error):
            db.execute(one)
    if chance.random() < 0.1:
        db.execute("PRAGMA writable_schema=ON")
        db.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'entry'", (chance.randrange(-1, 9),))
        db.execute("UPDATE sqlite_master SET type = 'table' WHERE type = 'view'")
    db.close()
    return f"schema: {sql[:50]}"


# --- journals


def checksum(nonce, page):
    """The checksum of a page in a journal: every 200th byte from the end."""
    return (nonce + sum(page[i] for i in range(len(page) - 200, 0, -200))) & MANY


def journal(data, numbers, *, super_name=b"", count=None, pages=None, sector=512, size=None):
    """The bytes of a rollback journal that puts these pages of `data` back, as SQLite would write it."""
    page = int.from_bytes(data[16:18], "big")
    pages = len(data) // (page or 1) if pages is None else pages
    head = MAGIC + struct.pack(">IIIII", len(numbers) if count is None else count, 12345, pages, sector, size or page)
    body = head.ljust(max(sector, len(head)), b"\0") if sector <= 65536 else head
    for number in numbers:
        content = data[(number - 1) * page : number * page]
        body += struct.pack(">I", number) + content + struct.pack(">I", checksum(12345, content))
    return body + (super_part(super_name, page) if super_name else b"")


def super_part(name, page=8192):
    """The end of a journal that names a super-journal: SQLite deletes that file after it rolled back."""
    signed = sum(x if x < 128 else x - 256 for x in name) & MANY
    return struct.pack(">I", 0x40000000 // page + 1) + name + struct.pack(">II", len(name), signed) + MAGIC


def super_journal(place, chance):
    data = (place.record / "record.db").read_bytes()
    victim = chance.choice([place.outside / "precious.txt", place.record / "record.db", place.outside / "inner" / "id"])
    made_ = journal(data, chance.choice([[1], [], [1, 2, 3]]), super_name=os.fsencode(victim))
    (place.record / "record.db-journal").write_bytes(made_)


def hot_journal(place, chance):
    """A sound journal: the record goes back to what it was, and only a writer may do that in its folder."""
    data = (place.record / "record.db").read_bytes()
    pages = Pages(place.record / "record.db")
    number = chance.randrange(2, len(pages))
    pages.put(number, bytes(pages.size))
    pages.save()
    (place.record / "record.db-journal").write_bytes(journal(data, [number]))


def odd_journal(place, chance):
    data = (place.record / "record.db").read_bytes()
    how = chance.choice(
        [
            {"count": MANY},
            {"pages": MANY},
            {"pages": 0x7FFFFFFF},
            {"pages": 0},
            {"pages": 1},
            {"sector": 1 << 20},
            {"sector": 3},
            {"size": 65536},
            {"size": 512},
            {"count": 0},
        ]
    )
    numbers = chance.choice([[1], [1, 1, 1], list(range(1, 9)), [len(data) // 8192]])
    found = journal(data, numbers, **how)
    (place.record / "record.db-journal").write_bytes(found)


def noise_journal(place, chance):
    start = chance.choice([MAGIC, b"", b"\0" * 28])
    (place.record / "record.db-journal").write_bytes(start + chance.randbytes(chance.choice([0, 1, 20, 5000])))


def journal_of_nothing(place, chance):
    """SQLite removes the journal beside an empty database, whoever opens it."""
    data = (place.record / "record.db").read_bytes()
    (place.record / "record.db").write_bytes(b"")
    name = chance.choice(["record.db-journal", "record.db-wal"])
    (place.record / name).write_bytes(journal(data, [1], super_name=chance.choice([b"", b"/tmp/x"])))


def journal_link(place, chance):
    data = (place.record / "record.db").read_bytes()
    (place.outside / "journal").write_bytes(journal(data, [1]))
    name = "record.db" + chance.choice(["-journal", "-wal", "-shm"])
    (place.record / name).symlink_to(place.outside / chance.choice(["journal", "precious.txt", "absent"]))


def journal_pipe(place, chance):
    os.mkfifo(place.record / ("record.db" + chance.choice(["-journal", "-wal", "-shm"])))


def journal_folder(place, chance):
    (place.record / ("record.db" + chance.choice(["-journal", "-wal", "-shm"]))).mkdir()


def wal_header(place, chance):
    """A database that says it keeps a write-ahead log: SQLite would make files beside it."""
    pages = Pages(place.record / "record.db")
    pages.poke(18, "BB", 2, chance.choice([2, 2, 1]))
    pages.save()
    if chance.random() < 0.5:
        (place.record / "record.db-wal").write_bytes(chance.choice([b"", chance.randbytes(40_000)]))
    if chance.random() < 0.3:
        (place.record / "record.db-shm").write_bytes(chance.randbytes(32768))


def wal_real(place, chance):
    """A log as SQLite writes it, with a change in it, left over by a kill; sometimes beside a plain header."""
    path = place.record / "record.db"
    before = path.read_bytes()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.execute(chance.choice(["CREATE TABLE later (a)", "CREATE TABLE later AS SELECT zeroblob(50000) AS a"]))
    kept = {name: (place.record / name).read_bytes() for name in ("record.db", "record.db-wal")}
    db.close()
    for name, content in kept.items():
        (place.record / name).write_bytes(content)
    if chance.random() < 0.3:
        path.write_bytes(before)


def wal_alone(place, chance):
    (place.record / "record.db-wal").write_bytes(chance.choice([b"", b"\x37\x7f\x06\x82" + chance.randbytes(9000)]))


JOURNALS = [
    super_journal, hot_journal, odd_journal, noise_journal, journal_of_nothing, journal_link, journal_pipe,
    journal_folder, wal_header, wal_real, wal_alone,
]  # fmt: skip


def spoil_journal(place, chance, which=None):
    change = which or chance.choice(JOURNALS)
    change(place, chance)
    return f"journal: {change.__name__}"


# --- links, pipes and folders where a plain file belongs


def links(place):
    """Places in a record, and what they are made to point at."""
    record, outside = place
    blob = sorted((record / "blobs").glob("??/*"))[0]
    key = sorted((record / "keys").glob("*.pem"))[0]
    return [
        (record / "record.db", outside / "other.db"),
        (record / "record.db", outside / "absent"),
        (record / "blobs", outside / "inner"),
        (record / "blobs" / "aa", outside / "inner"),
        (blob.parent, outside / "inner"),
        (blob, outside / "inner" / "id"),
        (blob, outside / "absent"),
        (record / "blobs" / ("ab" * 32), outside / "inner" / "id"),
        (record / "keys", outside / "inner"),
        (key, outside / "inner" / "id"),
        (record / "keys" / "x.pem", outside / "inner" / "id"),
        (record / "record.db.new", outside / "precious.txt"),
        (record / "blobs" / "incoming-x", outside / "precious.txt"),
    ]


def spoil_link(place, chance, which=None):
    path, goal = links(place)[which if which is not None else chance.randrange(len(links(place)))]
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    how = chance.choice(["link", "link", "pipe", "folder"]) if which is None else "link"
    if how == "link":
        path.symlink_to(goal)
    elif how == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    return f"{how}: {path.relative_to(place.record)}"


KINDS = [spoil_pages, spoil_pages, spoil_pages, spoil_values, spoil_schema, spoil_journal, spoil_journal, spoil_link]


def spoil(place, seed):
    """Make the record hostile in one way, which the seed decides, and return the way in words."""
    chance = random.Random(seed)
    words = chance.choice(KINDS)(place, chance)
    if chance.random() < 0.15 and (place.record / "record.db").is_file() and "journal" not in words:
        words += " + " + spoil_journal(place, chance)
    return words

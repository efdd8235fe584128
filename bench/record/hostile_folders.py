"""Open folders that were made to harm whoever opens them, and see that nothing is touched and nothing escapes.

    python bench/record/hostile_folders.py [--count 10000] [--seed 1] [--workers 2] [--out FILE.csv]

Half of them are those of `tests/record/hostile.py`, half are thought up here, apart from it: what its author would not
have looked for. Each is verified, opened, read in every way and backed up. See README.md.
"""

import argparse
import contextlib
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# ruff: isort: off
from bench.record import many, small  # noqa: E402
from ceasefire.api.opening import backup, verify_folder  # noqa: E402
from ceasefire.record import Draft, RecordError, Store, filing, ledger, tree  # noqa: E402
from ceasefire.record.envelope import Statement, seal  # noqa: E402
from ceasefire.vocabulary.errors import CeasefireError  # noqa: E402
from tests.record import hostile  # noqa: E402

OUTCOMES = ("named", "holds", "touched", "leaked", "raised", "crashed")
FAULTS = ("touched", "leaked", "raised", "crashed")
HUGE = 1 << 40
Spoil = Callable[[hostile.Place, random.Random], str]


# --- attacks of our own


def sparse(place: hostile.Place, chance: random.Random) -> str:
    """A file that says it has a terabyte and holds nothing: whoever copies, reads or bounds by it is held up."""
    name = chance.choice(["record.db", "record.db-journal", "record.db-wal", "rules.yaml", "publication.toml"])
    size = chance.choice([1 << 28, HUGE])
    path = place.record / name
    if not path.exists():
        path.write_bytes(hostile.MAGIC if chance.random() < 0.5 else b"\x37\x7f\x06\x82")
    with path.open("r+b") as file:
        file.truncate(size)
    return f"{name} of {size >> 20} MiB"


def sparse_bomb(place: hostile.Place, chance: random.Random) -> str:
    """A tree that leads to itself a hundredfold, in a file whose size would allow any number of steps."""
    pages = hostile.Pages(place.record / "record.db")
    hostile.bomb(pages, chance)
    pages.save()
    with (place.record / "record.db").open("r+b") as file:
        file.truncate(1 << 36)
    return "bomb in 64 GiB"


def odd_names(place: hostile.Place, chance: random.Random) -> str:
    """File names that are no text, or that do something where they are printed or put into an address."""
    names = [b"\xff\xfe", b"a\nb", b"\x1b[2J", b"x" * 200, b"%00", b"?mode=rwc#", b"..%2f", "\u202e.bin".encode(), b" "]
    folder = chance.choice(["", "blobs", "blobs/ab", "keys", "blobs/\x1b"])
    where = os.fsencode(place.record / folder)
    os.makedirs(where, exist_ok=True)
    for name in chance.sample(names, 3):
        with open(os.path.join(where, name), "wb") as file:
            file.write(b"x")
    return f"names in {folder!r}"


def odd_place(place: hostile.Place, chance: random.Random) -> str:
    """The record's own folder has such a name, and links to it."""
    name = chance.choice(["r?mode=rwc", "r#x", "r%41", "r\nx", "r ;", "r'\"", "-r", "\udcff"])
    moved = place.record.with_name(name)
    place.record.rename(moved)
    moved.joinpath("record.db-journal").write_bytes(b"" if chance.random() < 0.5 else bytes(40))
    place.record.symlink_to(moved)
    return f"folder {name!r} behind a link"


def hard_links(place: hostile.Place, chance: random.Random) -> str:
    """Another name of a file of the reader's, which no look at its kind tells from a plain one."""
    name = chance.choice(["record.db-journal", "record.db-wal", "record.db-shm", "record.db.new", "blobs/incoming-x"])
    (place.record / name).unlink(missing_ok=True)
    os.link(place.outside / chance.choice(["precious.txt", "other.db"]), place.record / name)
    return f"hard link {name}"


def deep_folders(place: hostile.Place, chance: random.Random) -> str:
    """Folders in folders, or very many of them."""
    base = place.record / chance.choice(["blobs", "blobs/ab", "keys", "x"])
    base.mkdir(exist_ok=True)
    if chance.random() < 0.5:
        base.joinpath(*["d"] * 150).mkdir(parents=True)
    else:
        for number in range(300):
            (base / f"{number:02x}").mkdir(exist_ok=True)
    return f"folders in {base.name}"


def loops(place: hostile.Place, chance: random.Random) -> str:
    """Links that lead to themselves, to the folder above, or to the record again."""
    name = chance.choice(["blobs/aa", "keys/self", "blobs/ab/self", "record.db-journal", "rules.yaml", "derived"])
    path = place.record / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(chance.choice([".", "..", path.name, "/", "/dev/zero", "/proc/self/mem", "/dev/stdin"]))
    return f"{name} -> {os.readlink(path)}"


def hot_and_super(place: hostile.Place, chance: random.Random) -> str:
    """A true hot journal that names a super-journal in one of the ways in which it may be spelled."""
    data = (place.record / "record.db").read_bytes()
    pages = hostile.Pages(place.record / "record.db")
    pages.put(chance.randrange(2, len(pages)), bytes(pages.size))
    pages.save()
    victim = os.fsencode(place.outside / "precious.txt")
    name = chance.choice(
        [victim, victim + b"\0x", b"file:" + victim, victim + b"-mj01234567", b"../outside/precious.txt"]
    )
    made = hostile.journal(data, list(range(1, 4)), super_name=name)
    tail = chance.choice([b"", b"\0", b"\0" * 512, hostile.MAGIC, made[-16:]])
    (place.record / "record.db-journal").write_bytes(made + tail)
    return f"super-journal {name[-20:]!r} + {len(tail)}"


def two_headers(place: hostile.Place, chance: random.Random) -> str:
    """A journal of several parts, each with a header of its own; the later ones speak of other sizes."""
    data = (place.record / "record.db").read_bytes()
    sector = chance.choice([512, 4096])
    one = hostile.journal(data, [1, 2], sector=sector)
    one += bytes(-len(one) % sector)
    other = {"pages": chance.choice([0, 1, hostile.MANY, 1 << 20]), "size": chance.choice([512, 8192, 65536])}
    two = hostile.journal(data, [3, 4], sector=chance.choice([512, 32]), **other)
    (place.record / "record.db-journal").write_bytes(one + two)
    return f"two headers {other}"


def many_tables(place: hostile.Place, chance: random.Random) -> str:
    """Thousands of objects in the schema, or one of a megabyte."""
    import sqlite3

    db = sqlite3.connect(place.record / "record.db", isolation_level=None)
    with contextlib.suppress(sqlite3.Error):
        if chance.random() < 0.5:
            db.execute("BEGIN")
            for number in range(300):
                db.execute(f"CREATE TABLE t{number} (a)")
            db.execute("COMMIT")
        else:
            columns = ", ".join(f"c{n} DEFAULT (hex(zeroblob({n})))" for n in range(900))
            db.execute(f"CREATE TABLE wide ({columns}, CHECK ({' AND '.join('1' for _ in range(500))}))")
    db.close()
    return "a large schema"


ODD_BODIES: Sequence[Any] = (
    {},
    {"a": {"b": {"c": {}}}},
    {"killed": {"low": 9007199254740991, "high": -9007199254740991}},
    {"summary": "\u202e\u0007\u001b[31m" + "x" * 20_000},
    {"when": {"start": "9999-12-31"}},
    {"about": ["ab" * 32 + "#999999999999"], "axis": "responsibility", "value": "x", "of": "y"},
    {"id": "../../etc/passwd", "title": "x", "reading": "ab" * 32},
    {"sha256": "ab" * 32, "rows": 9007199254740991, "rows_root": "00" * 32, "row_kind": "report"},
    {"geometry_blob": "..", "polygons": [[[1, 2]] * 300]},
)


def signed_oddity(place: hostile.Place, chance: random.Random) -> str:
    """A statement that an office signed with its own key, past every check of a draft: kinds, bodies, times, names."""
    with Store.open(place.record) as store:
        signer = store._signer("beta", None)
        fields: dict[str, Any] = {
            "kind": chance.choice(
                ["report", "batch", "key", "agreement", "zone", "publication", "no_such_kind", "x" * 32]
            ),
            "edition": chance.choice([1, 1, 2, 999]),
            "party": chance.choice(["party-beta", "party-beta", "party-alpha"]),
            "office": chance.choice(["beta", "beta", "alpha"]),
            "key": signer.author.key,
            "nonce": filing.nonce(),
            "claimed_at": chance.choice(["2017-02-31T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]),
            "cites": tuple(chance.choice([[], ["ab" * 32], [f"{n:064x}#{n}" for n in range(200)]])),
            "supersedes": chance.choice([None, "ab" * 32, next(iter(store.entries("alpha"))).id]),
            "body": chance.choice(ODD_BODIES),
        }
        sealed = seal(Statement(**fields), signer.statement_key)
        with store._db:
            store._db.execute("BEGIN IMMEDIATE")
            at = ledger.edge(store._db, signer.author.ledger)
            growth = [ledger.Growth(sealed=sealed, filing=filing.filing_key(sealed.statement))]
            ledger.append(store._db, signer.author.ledger, at, growth, signer.log_key, signer.vkey)
    return f"signed {fields['kind']} {fields['edition']} {fields['office']}"


def signed_batch(place: hostile.Place, chance: random.Random) -> str:
    """A batch that an office signed, whose blob has the bytes it cites, and those were made to break a reader."""
    with Store.open(place.record) as store:
        good = small.batch(store)
        data = bytearray(store.read_blob(str(good.body["sha256"])))
        how = chance.choice(["footer", "anywhere", "cut", "lengths"])
        if how == "footer":
            for _ in range(chance.choice([1, 3, 10])):
                data[-chance.randrange(9, min(900, len(data)))] = chance.choice([0, 1, 0x7F, 0x80, 0xFF])
        elif how == "anywhere":
            for _ in range(chance.choice([1, 10, 100])):
                data[chance.randrange(4, len(data) - 4)] = chance.randrange(256)
        elif how == "cut":
            del data[chance.randrange(4, len(data) - 8) : len(data) - 8 - chance.randrange(100)]
        else:
            data[-8:-4] = chance.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF]).to_bytes(4, "little")
        sha256 = store.put_blob(bytes(data))
        rows = chance.choice([20, 0, 10**9])
        store.file("beta", [Draft("batch", {**good.body, "sha256": sha256, "rows": rows})])
    return f"signed batch, {how}"


def doubled_root(place: hostile.Place, chance: random.Random) -> str:
    """A ledger that signs a checkpoint over another tree than it holds, or over one larger than it has."""
    with Store.open(place.record) as store:
        signer = store._signer("beta", None)
        from ceasefire.record import note

        size = chance.choice([1, 5, 10**6, 2**62])
        head = note.Checkpoint(origin=signer.author.ledger.origin, size=size, root=chance.randbytes(32))
        signed = note.sign(note.checkpoint_text(head), signer.vkey, signer.log_key)
        edge = tree.Edge(1, [[chance.randbytes(32)]]).pack()
    import sqlite3

    db = sqlite3.connect(place.record / "record.db", isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute("UPDATE head SET size = ?, checkpoint = ?, edge = ? WHERE ledger = 2", (size, signed, edge))
    db.close()
    return f"signed head of {size}"


OWN: Sequence[Spoil] = (
    sparse,
    sparse_bomb,
    odd_names,
    odd_place,
    hard_links,
    deep_folders,
    loops,
    hot_and_super,
    two_headers,
    many_tables,
    signed_oddity,
    signed_oddity,
    signed_batch,
    signed_batch,
    doubled_root,
)


# --- what a reader does


def state(folder: Path) -> dict[str, Any]:
    """Return every name below a folder with kind, size, time of change, and bytes or where it leads."""
    found: dict[str, Any] = {}
    for where, folders, names in os.walk(os.fsencode(folder)):
        for name in (*folders, *names):
            path = os.path.join(where, name)
            about = os.lstat(path)
            content: Any = None
            if os.path.islink(path):
                content = os.readlink(path)
            elif os.path.isfile(path) and about.st_size < 1 << 24:
                with open(path, "rb") as file:
                    content = file.read()
            found[os.fsdecode(path)] = (about.st_mode, about.st_size, about.st_mtime_ns, content)
    return found


def look(place: hostile.Place, scratch: Path) -> str:
    """Verify, open, read and back up; return `named` or `holds`. Raises only what no reader may raise."""
    report = verify_folder(place.record)
    with contextlib.suppress(RecordError, CeasefireError):
        _read(place.record)
    with contextlib.suppress(RecordError, CeasefireError):
        backup(place.record, scratch / "copy", keys=True)
    return "holds" if report.ok else "named"


def _read(record: Path) -> None:
    with Store.open(record, readonly=True, busy_seconds=0.1) as store:
        ids: list[str] = []
        with contextlib.suppress(RecordError):
            ids += [entry.id for entry in store.entries()]
        questions: list[Callable[[], object]] = [store.offices, store.conflicts, store.successors, store.head_digest]
        for identity in (ids[:1], ids[-2:]):
            for one in identity:
                questions += [partial(store.get, one), partial(store.proof, one), partial(store.cited_by, one)]
        questions += [partial(store.checkpoint, office) for office in small.OFFICES]
        for question in questions:
            with contextlib.suppress(RecordError):
                question()


def trial(seed: int, own: bool, folder: Path) -> many.Trial:
    """Return what opens one hostile folder after another, by number."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spared = small.quick()
    spared.__enter__()  # for as long as this process lives
    with small.drawn(2):
        hostile.good(folder / "theirs")
        small.make(folder / "ours")
    scratch = folder / "scratch"

    def one(number: int, _spared: object = spared) -> many.Answer:
        chance = random.Random(f"{seed}/{number}")
        shutil.rmtree(folder / "place", ignore_errors=True)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        if own or number % 2:
            place = hostile.placed(folder / "ours", folder / "place")
            spoil = chance.choice(OWN)
            file, kind = "made here", spoil.__name__
            words = spoil(place, chance)
        else:
            place = hostile.placed(folder / "theirs", folder / "place")
            words = hostile.spoil(place, number)
            file, kind = "tests/record/hostile.py", words.partition(":")[0]
        outcome, more = _outcome(place, scratch)
        return file, kind, outcome, f"{words} | {more}"

    return one


def _outcome(place: hostile.Place, scratch: Path) -> tuple[str, str]:
    before = state(place.record.parent)
    try:
        outcome = look(place, scratch)
    except many.TooLate:
        return "raised", "it takes too long"
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}"[:200]
    after = state(place.record.parent)
    if after != before:
        return "touched", str(sorted(n for n in {*before, *after} if before.get(n) != after.get(n)))
    if any(b"a private key" in path.read_bytes() for path in scratch.rglob("*") if path.is_file()):
        return "leaked", "what is outside is in the copy"
    return outcome, ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("hostile_folders.csv"))
    parser.add_argument("--scratch", type=Path, default=Path("/dev/shm/hostile"))
    parser.add_argument("--own", action="store_true", help="only the attacks made here")
    parser.add_argument("--one", type=int)
    given = parser.parse_args()
    os.environ["CEASEFIRE_HOME"] = str(given.scratch / "home")
    given.scratch.mkdir(parents=True, exist_ok=True)
    tmp = given.scratch / "tmp"
    tmp.mkdir(exist_ok=True)
    os.environ["TMPDIR"] = str(tmp)
    if given.one is not None:
        print(trial(given.seed, given.own, given.scratch / "one")(given.one))
        return
    began = time.monotonic()
    make = partial(trial, given.seed, given.own)
    plan = many.Plan(make, OUTCOMES, FAULTS, given.count, given.workers, given.out, given.scratch)
    print(f"{many.told(many.run(plan))}, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

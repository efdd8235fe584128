"""The smallest record that has everything: two offices, an agreement, a batch, a correction, rules and settings.

Every long loop of this folder works on it, since a check of it takes a few thousandths of a second.
"""

import contextlib
import hashlib
import importlib
import os
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceasefire.record import Draft, SourceRef, Store, blobs, filing, keys
from ceasefire.record import batch as batch_faults
from ceasefire.vocabulary import check_body

OFFICES = ("alpha", "beta")
EXAMPLE = resources.files("ceasefire.examples").joinpath("astana")
RULES_TEXT = EXAMPLE.joinpath("rules.yaml").read_bytes()
SETTINGS_TEXT = b'ceasefire = "settings/1"\ntitle = "A small record"\ncut_off = 2017-03-01\n'
RULES, SETTINGS = (
    os.path.join(blobs.FOLDER, name[:2], name)
    for name in (hashlib.sha256(text).hexdigest() for text in (RULES_TEXT, SETTINGS_TEXT))
)
"""Where in the record's folder the files of rules and settings lie."""
DIGEST = hashlib.sha256(b"a source file").hexdigest()
Files = dict[str, bytes]
"""The files of a folder: path within it -> bytes."""


def report(number: int, **fields: Any) -> Draft:
    """One report standing on a row of a source file."""
    body = {
        "source": "a_monitor",
        "when": {"start": f"2017-02-{number % 28 + 1:02d}"},
        "event_type": "shelling",
        "killed": {"low": number % 4, "high": number % 4},
        "summary": f"Shelling number {number} was reported near the village.",
    }
    source = SourceRef(address="https://example.org/list", sha256=DIGEST, row=number, quote="Shelling was reported")
    return Draft("report", body, source=source, **fields)


def plain(number: int, text: str = "") -> Draft:
    """One report without a source: its words alone make it one filing."""
    return Draft("report", {"summary": f"{number} {text}"})


@contextlib.contextmanager
def drawn(seed: int) -> Iterator[None]:
    """Take keys, nonces and the hour from a seed within the block, so that the same record is made each time."""
    chance = random.Random(seed)

    def generate() -> keys.KeyPair:
        statement, log = (Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)) for _ in range(2))
        return keys.KeyPair(statement=statement, log=log)

    with contextlib.ExitStack() as stack:
        stack.enter_context(patch.object(keys, "generate", generate))
        stack.enter_context(patch.object(filing, "nonce", lambda: chance.randbytes(16).hex()))
        stack.enter_context(patch.object(filing, "now", lambda: "2026-11-29T12:00:00Z"))
        yield


def make(folder: Path) -> None:
    """Make the record: 14 statements, 4 blobs (one of them a batch of 20 rows, two of rules and settings), and keys."""
    with Store.create(folder, name="small", check=check_body) as store:
        for office in OFFICES:
            store.enrol(office, f"party-{office}")
        text = EXAMPLE.joinpath("agreements").joinpath("memorandum-2017-05-04.yaml").read_bytes()
        agreement = {"id": "memorandum-2017-05-04", "title": "Memorandum", "reading": store.put_blob(text)}
        store.file("alpha", [Draft("agreement", agreement), *(report(i) for i in range(4))])
        first = next(entry for entry in store.entries("alpha", kinds=["report"]))
        store.file("alpha", [report(0, supersedes=first.id), batch(store)])
        about = {"about": [first.id], "axis": "responsibility", "value": "attributed", "of": "party-beta"}
        store.file("beta", [Draft("position", about, cites=[first.id]), report(1), report(2)])
        rules = {"mechanism": "astana-guarantors", "sha256": store.put_blob(RULES_TEXT)}
        store.file("alpha", [Draft("rule", rules), Draft("settings", {"sha256": store.put_blob(SETTINGS_TEXT)})])


def batch(store: Store) -> Draft:
    """A batch statement over 20 rows, whose blob is kept beside the ledgers."""
    import pyarrow as pa

    rows = pa.table(
        {
            "label": [f"R{i:04d}" for i in range(20)],
            "killed_low": pa.array([i % 4 for i in range(20)], pa.int32()),
            "summary": [f"row {i} of a list" for i in range(20)],
        }
    )
    kept = store.write_batch(rows)
    body = {"row_kind": "report", "sha256": kept.sha256, "rows": kept.rows, "rows_root": kept.rows_root}
    return Draft("batch", body)


def files(folder: Path) -> Files:
    """Return every plain file below a folder."""
    found: Files = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found


# --- what a record says


_SAID = (
    "SELECT name, value, '', '', '' FROM meta",
    "SELECT origin, party, office, '', '' FROM ledger",
    "SELECT l.origin, e.seq, e.id, e.kind, e.envelope FROM entry e JOIN ledger l ON l.ledger = e.ledger",
    "SELECT l.origin, e.seq, e.filing, '', '' FROM entry e JOIN ledger l ON l.ledger = e.ledger",
    "SELECT l.origin, t.level, t.n, t.hashes, '' FROM tile t JOIN ledger l ON l.ledger = t.ledger",
    "SELECT l.origin, h.size, h.edge, h.checkpoint, '' FROM head h JOIN ledger l ON l.ledger = h.ledger",
    "SELECT r.target, r.row, r.how, l.origin, r.seq FROM reference r JOIN ledger l ON l.ledger = r.ledger",
)


def rows_of(db: sqlite3.Connection) -> tuple[Any, ...]:
    """Return every row that says something, in an order of its own; numbers that only this file uses are left out."""
    return tuple(tuple(sorted(db.execute(sql).fetchall(), key=repr)) for sql in _SAID)


def rows_in(data: bytes) -> tuple[Any, ...]:
    """Return the rows of a database given as bytes; sqlite3.DatabaseError where it is none."""
    if not data:
        raise sqlite3.DatabaseError("an empty file")
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(data)
        return rows_of(db)
    finally:
        db.close()


def through(folder: Path) -> tuple[Any, ...]:
    """Return what the record room itself reads: name, heads, every statement by the listing and by its id."""
    with Store.open(folder, readonly=True) as store:
        listed = tuple((e.office, e.seq, e.id, e.kind, e.envelope) for e in store.entries())
        single = tuple(store.get(entry[2]).envelope for entry in listed)
        proofs = tuple(store.proof(entry[2]) for entry in listed[:1] + listed[-1:])
        heads = tuple((o.name, o.party, o.origin, o.size, o.root, o.key, o.vkeys) for o in store.offices())
        notes = tuple(store.checkpoint(office) for office in OFFICES)
        return store.name, heads, listed, single, proofs, notes, store.successors()


# --- quicker checks: what is a pure function of bytes is asked once


def _checked_here(_real: type) -> type:
    """Check a whole batch in this process, once for each statement of it: the blob's bytes follow from its name."""
    seen: dict[Any, list[Any]] = {}

    class Here(contextlib.nullcontext[Any]):
        def __init__(self, folder: Path) -> None:
            super().__init__(self)
            self._folder = folder

        def faults(self, cited: Any, whole: bool, progress: Callable[[int], None]) -> Sequence[Any]:
            if not whole:
                return [batch_faults.Fault("", "not looked at")]
            if cited not in seen:
                with blobs.opened(self._folder, cited.sha256) as file:
                    seen[cited] = list(batch_faults.faults(file, cited, lambda _count: None))
            progress(cited.rows)
            return seen[cited]

    return Here


def _signature_once(real: Callable[..., None]) -> Callable[..., None]:
    """Remember which signatures held; one that did not is checked each time."""
    held: set[Any] = set()

    def check(first: Any, key: Any, *more: Any) -> None:
        named = (
            getattr(first, "envelope", first),
            key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else key,
            *more,
        )
        if named not in held:
            real(first, key, *more)
            held.add(named)

    return check


ONCE: Sequence[tuple[str, str, Callable[..., Any]]] = (
    ("record.folder_check", "BatchCheck", _checked_here),
    ("record.envelope", "check_signature", _signature_once),
    ("record.envelope", "parse_envelope", lru_cache(1000)),
    ("record.entries", "parse_envelope", lru_cache(1000)),
    ("record.ledger", "parse_envelope", lru_cache(1000)),
    ("record.note", "_check_signature", _signature_once),
    ("record.note", "_split", lru_cache(1000)),
    ("record.keys", "require_sound", lru_cache(1000)),
    ("record.database", "_expected_objects", lru_cache(1)),
    ("record.schema", "_expected_objects", lru_cache(1)),
    ("record.journals", "_FRESH_SECONDS", lambda _real: 0.0),
    ("record.envelope", "instant", lru_cache(1000)),
)
"""Where an answer is a function of bytes alone, it is computed once for those bytes; an error is never remembered."""


@contextlib.contextmanager
def quick() -> Iterator[None]:
    """Spare, within the block, what a loop need not pay again for the same bytes (`ONCE`).

    The search for the damaged rows of a blob that is not whole is left out as well, since each takes a process of its
    own (the blob is named without it), and so is the wait for other writers, since there are none.
    """
    with contextlib.ExitStack() as stack:
        for module, name, wrap in ONCE:
            with contextlib.suppress(ModuleNotFoundError, AttributeError):
                found = importlib.import_module(f"ceasefire.{module}")
                stack.enter_context(patch.object(found, name, wrap(getattr(found, name))))
        yield

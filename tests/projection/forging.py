"""Ledgers as somebody with a program of their own writes them: envelopes that this program would never file."""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.record import Entry, Store, envelope, filing, keys, ledger, note, tree
from ceasefire.record.envelope import Sealed, Statement


def sealed(author: "Forger", kind: str, body: dict[str, Any], **fields: Any) -> Sealed:
    """Return a signed statement, whatever its fields say."""
    said = {"edition": 1, "cites": (), "claimed_at": "2020-01-01T00:00:00Z"} | fields
    one = author.ledger
    statement = Statement(
        kind=kind, party=one.party, office=one.office, key=author.key, nonce=filing.nonce(), body=body, **said
    )
    payload = msgspec.json.encode(statement, order="sorted")
    payload_type = envelope.MEDIA_TYPE.format(kind)
    signed = envelope.pae(payload_type, payload)
    spelled = envelope._spell(payload, payload_type, author.key, author.pair.statement.sign(signed))
    return Sealed(id=hashlib.sha256(signed).digest(), statement=statement, payload=payload, envelope=spelled)


class Forger:
    """A ledger of one's own in somebody's record: with keys of its own, under any names."""

    def __init__(self, folder: Path, party: str = "mallory", office: str = "mal", record: str = "zzz") -> None:
        self.folder = folder
        self.pair = keys.generate()
        public = keys.public_bytes(self.pair.statement)
        self.key = keys.key_id(public)
        origin = ledger.origin_of(record, party, office)
        self.vkey = note.make_vkey(origin, keys.public_bytes(self.pair.log))
        with closing(self._open()) as db, db:
            row = db.execute("INSERT INTO ledger (origin, party, office) VALUES (?, ?, ?)", (origin, party, office))
            self.ledger = ledger.Ledger(number=row.lastrowid or 0, origin=origin, party=party, office=office)
        self.append([sealed(self, "key", self.enrolling(public))])

    def enrolling(self, public: bytes) -> dict[str, Any]:
        """Return the body that enrols a statement key beside this ledger's own log key."""
        body = ledger.key_body(public, keys.public_bytes(self.pair.log), self.ledger.origin)
        found: dict[str, Any] = msgspec.to_builtins(body)
        return found

    def append(self, statements: Iterable[Sealed]) -> None:
        """Append signed statements as they are, also ones that stand there already."""
        with closing(self._open()) as db, db:
            row = db.execute("SELECT 1 FROM head WHERE ledger = ?", (self.ledger.number,)).fetchone()
            at = ledger.edge(db, self.ledger) if row else tree.Edge()
            growth = [ledger.Growth(sealed=one, filing=self._filing(db, one)) for one in statements]
            seen: set[bytes | None] = set()
            growth = [
                msgspec.structs.replace(g, filing=None) if g.filing in seen else (seen.add(g.filing), g)[1]
                for g in growth
            ]
            ledger.append(db, self.ledger, at, growth, self.pair.log, self.vkey)

    def _filing(self, db: sqlite3.Connection, one: Sealed) -> bytes | None:
        key = filing.filing_key(one.statement)
        held = db.execute("SELECT 1 FROM entry WHERE ledger = ? AND filing = ?", (self.ledger.number, key)).fetchone()
        return None if held else key

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "record.db")


def copied(entry: Entry) -> Sealed:
    """Return the signed statement of an entry, to be put elsewhere."""
    return envelope.parse_envelope(entry.envelope)


def entries(folder: Path, kind: str) -> list[Entry]:
    with Store.open(folder, readonly=True) as store:
        return list(store.entries(kinds=[kind]))

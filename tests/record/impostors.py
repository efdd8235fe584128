"""Ledgers that somebody writes into a record's database without the program: of a stolen name, with any keys."""

import sqlite3
from contextlib import contextmanager

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import envelope, filing, keys, ledger, note, tree


@contextmanager
def opened(folder):
    """The database of a record for whoever can write the folder: what is written is kept; triggers stand afterwards."""
    db = sqlite3.connect(folder / "record.db", isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.execute("BEGIN")
    yield db
    db.execute("COMMIT")
    for _, sql in triggers:
        db.execute(sql)
    db.close()


def statement(one, key, kind, body, **fields):
    """An unsigned statement in the name of a ledger."""
    made = {"edition": 1, "cites": (), "nonce": filing.nonce(), "claimed_at": "2026-01-01T00:00:00Z"} | fields
    return envelope.Statement(kind=kind, party=one.party, office=one.office, key=key, body=body, **made)


class Impostor:
    """A ledger with keys of its own; `head` is the log key that signs its next head, with its vkey."""

    def __init__(self, db, origin, *, pair=None, number=None):
        *_, party, office = origin.split("/")
        self.db, self.pair = db, pair or keys.generate()
        row = db.execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", (number, origin, party, office))
        self.ledger = ledger.Ledger(number=row.lastrowid, origin=origin, party=party, office=office)
        self.signing, self.at = self.pair.statement, tree.Edge()
        self.sign_heads(self.pair.log)
        self.enrol(self.pair.statement, self.pair.log)

    def sign_heads(self, log):
        self.head = log, note.make_vkey(self.ledger.origin, keys.public_bytes(log))

    def key(self):
        return keys.key_id(keys.public_bytes(self.signing))

    def enrol(self, signing: Ed25519PrivateKey, log: Ed25519PrivateKey):
        """Enrol a pair with the key that signs now; what comes after is signed by the new pair."""
        self.sign_heads(log)
        body = ledger.key_body(keys.public_bytes(signing), keys.public_bytes(log), self.ledger.origin)
        identity = self.say("key", msgspec.to_builtins(body))
        self.signing = signing
        return identity

    def say(self, kind, body, **fields):
        return self.append(envelope.seal(statement(self.ledger, self.key(), kind, body, **fields), self.signing))

    def append(self, sealed):
        """Append any envelope, and sign the head."""
        key = filing.filing_key(sealed.statement)
        held = self.db.execute("SELECT 1 FROM entry WHERE ledger = ? AND filing = ?", (self.ledger.number, key))
        growth = ledger.Growth(sealed=sealed, filing=None if held.fetchone() else key)
        ledger.append(self.db, self.ledger, self.at, [growth], *self.head)
        return sealed.id.hex()

"""How an office gets its ledger: new keys, and a first statement that enrols them and is signed by them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from ceasefire.record import database, filing, keys, ledger, note, plain_files, tree
from ceasefire.record.envelope import EDITION, NAME, Statement, seal
from ceasefire.record.errors import AlreadyThereError, RecordError


def enrol(db: sqlite3.Connection, folder: Path, origin: str, passphrase: str | None) -> str:
    """Begin the ledger of an origin, with its private keys in `folder`, and return the id of its first key.

    Raises AlreadyThereError where an office of that name has a ledger here already.
    """
    _, _, party, office = origin.split("/")
    pair = keys.generate()
    with database.writing(db):
        if any(one.office == office for one in ledger.all_ledgers(db)):
            raise AlreadyThereError(f"office {office!r} is enrolled already")
        plain_files.require_folder(folder)
        keys.save(folder, office, pair, passphrase)
        number = db.execute(
            "INSERT INTO ledger (origin, party, office) VALUES (?, ?, ?)", (origin, party, office)
        ).lastrowid
        one = ledger.Ledger(number=number or 0, origin=origin, party=party, office=office)
        first = _first_statement(one, pair)
        growth = ledger.Growth(sealed=seal(first, pair.statement), filing=filing.filing_key(first))
        vkey = note.make_vkey(origin, keys.public_bytes(pair.log))
        ledger.append(db, one, tree.Edge(), [growth], pair.log, vkey)
    return first.key


def require_name(what: str, name: str) -> None:
    """Raise RecordError for a name that cannot be part of an origin."""
    if not NAME.fullmatch(name):
        raise RecordError(
            f"{what} {name[:80]!r}: use 1 to 64 of a-z, 0-9, dot, dash, underscore; begin with a letter or digit"
        )


def _first_statement(one: ledger.Ledger, pair: keys.KeyPair) -> Statement:
    public = keys.public_bytes(pair.statement)
    body = ledger.key_body(public, keys.public_bytes(pair.log), one.origin)
    return Statement(
        kind=ledger.KEY_KIND,
        edition=EDITION,
        party=one.party,
        office=one.office,
        key=keys.key_id(public),
        nonce=filing.nonce(),
        claimed_at=filing.now(),
        cites=(),
        body=msgspec.to_builtins(body),
    )

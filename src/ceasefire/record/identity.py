"""What makes a ledger one ledger: its origin and first statement key. Names and ids that two ledgers share are named.

**Trusted:** `pins`, the first keys that the reader says belong to an origin. **Not trusted:** the record's own names,
which whoever writes into the folder can choose.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from ceasefire.record.envelope import NAME
from ceasefire.record.ledger import Enrolled, Ledger, fits_origin
from ceasefire.record.verify_report import UNREADABLE_PIN, LedgerState, Tally, pin_words

Shared = TypeVar("Shared", str, bytes)
Pins = Mapping[str, str]
"""Id of the first statement key (64 hex digits) that the reader trusts, by origin."""

META = "record.db, meta"
_META_ROWS = 10
"""A record has one; so many are read to name what is too much."""
_MOST_IDS = 1000
"""As many ids as are named; one is enough to see it."""
_SHARED_IDS = (
    "SELECT e.id, min(e.ledger), max(e.ledger) FROM entry e "
    "JOIN (SELECT id FROM entry GROUP BY id HAVING count(*) > 1) twice ON twice.id = e.id "
    f"GROUP BY e.id HAVING min(e.ledger) <> max(e.ledger) LIMIT {_MOST_IDS}"
)
"""The inner query reads the index of ids alone, so that a record without such ids is not read through again."""


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger as its entries were re-read: the keys they enrol in order, how many there are, and their root."""

    ledger: Ledger
    keys: tuple[Enrolled, ...]
    size: int
    root: bytes

    @property
    def key(self) -> str:
        """The id of the first statement key; empty where the first entry enrols none."""
        return self.keys[0].key if self.keys and self.keys[0].seq == 0 else ""


def check_names(db: sqlite3.Connection, ledgers: Sequence[Ledger], tally: Tally) -> None:
    """Name what is amiss with the name of the record and with origins that are not made of their ledger's names."""
    with tally.guarded(META):
        for fault in _meta_faults(db.execute(f"SELECT name, value FROM meta LIMIT {_META_ROWS}").fetchall(), ledgers):
            tally.problem(META, fault)
    for one in ledgers:
        if not fits_origin(one.origin, one.party, one.office):
            tally.problem(f"office {one.office}", f"its origin {one.origin!r} is not made of its names")


def _meta_faults(rows: list[tuple[object, object]], ledgers: Sequence[Ledger]) -> list[str]:
    """Return what is wrong with the rows of `meta`: it holds the record's name, which a ledger began in, and no more."""
    named = [value for name, value in rows if name == "name"]
    faults = [f"holds {str(name)[:80]!r}, which is not part of the format" for name, _ in rows if name != "name"]
    if not named:
        return ["the name of the record is missing", *faults]
    name = named[0]
    if not isinstance(name, str) or not NAME.fullmatch(name):
        return [f"the name of the record, {str(name)[:80]!r}, is not a name", *faults]
    if ledgers and not any(one.origin.startswith(f"ceasefire/{name}/") for one in ledgers):
        faults.append(f"the record is called {name!r}, and no ledger here began in a record of that name")
    return faults


def check(db: sqlite3.Connection, found: Sequence[Reread], pins: Pins, tally: Tally) -> None:
    """Name ledgers that share an office's name, a key or an entry, and say which are pinned (`Tally.ledgers`)."""
    for one in found:
        tally.ledgers.append(_state(one, pins))
    _check_pins(db, found, pins, tally)
    _check_offices(found, pins, tally)
    _check_keys(found, tally)
    with tally.guarded("record.db, ids"):
        origins = {one.ledger.number: one.ledger.origin for one in found}
        for identity, low, high in db.execute(_SHARED_IDS):
            names = " and ".join(origins.get(number, f"ledger {number}") for number in (low, high))
            tally.problem(f"statement {bytes(identity).hex()[:12]}", f"stands in two ledgers, {names}")


def _state(one: Reread, pins: Pins) -> LedgerState:
    pin = pins.get(one.ledger.origin, "")
    pinned = pin == one.key if pin and one.key else None
    root = one.root.hex()
    return LedgerState(origin=one.ledger.origin, key=one.key, size=one.size, root=root, pinned=pinned, pin=pin)


def _check_pins(db: sqlite3.Connection, found: Sequence[Reread], pins: Pins, tally: Tally) -> None:
    """Name ledgers that begin with another key than the pinned one, and pinned ones that are missing here."""
    here = {one.ledger.origin: one.key for one in found}
    for origin, key in here.items():
        pin = pins.get(origin)
        if pin is not None and pin != key:
            another = f"the trust file names another key for it, {pin[:16]}; it begins with {key[:16]}"
            tally.problem(f"ledger {origin}", another if key else f"is {UNREADABLE_PIN}")
    with tally.guarded(META):
        row = db.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()
        begins_here = f"ceasefire/{row[0]}/" if row else ""
        for origin in sorted(pins):
            if begins_here and origin.startswith(begins_here) and origin not in here:
                tally.problem(f"ledger {origin}", "is pinned, and not in this record")


def _check_offices(found: Sequence[Reread], pins: Pins, tally: Tally) -> None:
    """Name each office's name that more than one ledger has, and which of these is pinned."""
    for office, ledgers in _grouped((one.ledger.office, one) for one in found).items():
        told = ", ".join(f"{one.ledger.origin} ({_pinned(one, pins)})" for one in ledgers)
        tally.problem(f"office {office}", f"{len(ledgers)} ledgers have this name: {told}")


def _pinned(one: Reread, pins: Pins) -> str:
    return pin_words(pins.get(one.ledger.origin, ""), one.key)


def _check_keys(found: Sequence[Reread], tally: Tally) -> None:
    """Name each key, for statements or checkpoints, that more than one ledger enrolled."""
    uses = ((public, one) for one in found for public in _publics(one))
    for public, ledgers in _grouped(uses).items():
        owner = [one.ledger.origin for one in ledgers if one.key and one.keys[0].public == public]
        whose = "it belongs to the one whose first entry it signed" + (f", {owner[0]}" if len(owner) == 1 else "")
        names = " and ".join(one.ledger.origin for one in ledgers)
        tally.problem(f"key {public.hex()[:16]}", f"is enrolled in {names}; {whose}")


def _publics(one: Reread) -> dict[bytes, None]:
    return dict.fromkeys(public for key in one.keys for public in (key.public, key.log.public))


def _grouped(pairs: Iterable[tuple[Shared, Reread]]) -> dict[Shared, list[Reread]]:
    """Return the ledgers by what they share, where more than one does."""
    by: dict[Shared, list[Reread]] = defaultdict(list)
    for name, one in pairs:
        by[name].append(one)
    return {name: several for name, several in by.items() if len(several) > 1}

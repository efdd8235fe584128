"""Reading a record: entries, single statements, what points to what, and rival successors.

Long reads take short bites, so that a reader never holds up the writer. What is read is what is stored;
`verify` is what proves it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator

import msgspec

from ceasefire.record import ledger
from ceasefire.record.envelope import Statement, parse_envelope
from ceasefire.record.errors import AmbiguousIdError, DamagedError, NotFoundError, VerificationError, translated

PAGE = 500
_PREFIX = re.compile(r"[0-9a-f]{8,64}")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A statement where it stands: `origin` names its ledger, in which `seq` counts from 0; `office` is only a label."""

    id: str
    origin: str
    office: str
    party: str
    seq: int
    kind: str
    statement: Statement
    envelope: bytes


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with more than one standing successor: nobody has said which of `heads` holds."""

    origin: str
    heads: tuple[str, ...]


def entries(db: sqlite3.Connection, office: str | None, kinds: Collection[str] | None, after: int) -> Iterator[Entry]:
    """Yield entries by office name and position, from position `after` on in each ledger."""
    with translated():
        ledgers = ledger.all_ledgers(db) if office is None else [ledger.find(db, office)]
    for one in ledgers:
        yield from _of_ledger(db, one, kinds, after)


def _of_ledger(
    db: sqlite3.Connection, one: ledger.Ledger, kinds: Collection[str] | None, after: int
) -> Iterator[Entry]:
    wanted, marks = tuple(kinds or ()), ", ".join("?" * len(kinds or ()))
    which = f"AND kind IN ({marks})" if kinds is not None else ""
    sql = f"SELECT seq, id, envelope FROM entry WHERE ledger = ? AND seq >= ? {which} ORDER BY seq LIMIT {PAGE}"
    at = after
    while True:
        with translated():
            rows = db.execute(sql, (one.number, at, *wanted)).fetchall()
        for seq, identity, envelope in rows:
            yield _entry(one, seq, identity, envelope)
        if len(rows) < PAGE:
            return
        at = rows[-1][0] + 1


def _entry(one: ledger.Ledger, seq: int, identity: bytes, envelope: bytes) -> Entry:
    try:
        sealed = parse_envelope(envelope)
    except VerificationError as error:
        raise DamagedError(f"office {one.office!r} entry {seq} ({identity.hex()[:12]}): {error}") from None
    if sealed.id != identity:
        raise DamagedError(f"office {one.office!r} entry {seq}: its bytes are not those of {identity.hex()[:12]}")
    return Entry(
        id=sealed.id.hex(),
        origin=one.origin,
        office=one.office,
        party=one.party,
        seq=seq,
        kind=sealed.statement.kind,
        statement=sealed.statement,
        envelope=envelope,
    )


def get(db: sqlite3.Connection, wanted: str) -> Entry:
    """Return the statement of an id, a prefix of 8 or more digits, or `id#row`. Raises NotFoundError."""
    prefix = wanted.partition("#")[0].lower()
    if not _PREFIX.fullmatch(prefix):
        raise NotFoundError(f"{wanted[:80]!r} is not an id: 8 to 64 hex digits are needed")
    low, high = bytes.fromhex(prefix.ljust(64, "0")), bytes.fromhex(prefix.ljust(64, "f"))
    with translated():
        rows = db.execute(
            "SELECT ledger, seq, id, envelope FROM entry WHERE id BETWEEN ? AND ? ORDER BY id, ledger, seq LIMIT 3",
            (low, high),
        ).fetchall()
        ledgers = {one.number: one for one in ledger.all_ledgers(db)}
    if not rows:
        raise NotFoundError(f"no statement {wanted[:80]!r} in this record")
    if len({row[2] for row in rows}) > 1:
        raise AmbiguousIdError(f"{wanted!r} begins more than one id: " + ", ".join(row[2].hex()[:16] for row in rows))
    number, seq, identity, envelope = rows[0]
    return _entry(ledgers[number], seq, identity, envelope)


def pointing_at(db: sqlite3.Connection, identity: str, how: Collection[str]) -> list[str]:
    """Return the ids of the statements that cite or supersede this one (or this `id#row`), by office and position."""
    target, row = ledger.split_reference(identity)
    marks = ", ".join("?" * len(how))
    rows_sql = "" if row < 0 else "AND r.row = ?"
    with translated():
        rows = db.execute(
            "SELECT e.id FROM reference r JOIN ledger l ON l.ledger = r.ledger "
            "JOIN entry e ON e.ledger = r.ledger AND e.seq = r.seq "
            f"WHERE r.target = ? AND r.how IN ({marks}) {rows_sql} ORDER BY l.office, e.seq",
            (target, *how, *([] if row < 0 else [row])),
        ).fetchall()
    return list(dict.fromkeys(row[0].hex() for row in rows))


def successors(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return for each id (or `id#row`) the statements of any office that claim to supersede it, in order of id.

    Whether an office may is for its readers: the stated tables heed only what an office says of its own statements.
    """
    with translated():
        rows = db.execute(
            "SELECT r.target, r.row, e.id FROM reference r JOIN entry e ON e.ledger = r.ledger AND e.seq = r.seq "
            "WHERE r.how = 'supersedes' ORDER BY r.target, r.row, e.id"
        ).fetchall()
    found: dict[str, list[str]] = {}
    for target, row, identity in rows:
        name = target.hex() if row < 0 else f"{target.hex()}#{row}"
        found.setdefault(name, []).append(identity.hex())
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def conflicts(after: dict[str, tuple[str, ...]]) -> list[Conflict]:
    """Return every superseded statement whose chain ends in more than one head, by id of its first statement."""
    later = {identity for ids in after.values() for identity in ids}
    starts = sorted(name for name in after if name not in later)
    found = [Conflict(origin=start, heads=tuple(sorted(_heads(start, after)))) for start in starts]
    return [conflict for conflict in found if len(conflict.heads) > 1]


def _heads(start: str, after: dict[str, tuple[str, ...]]) -> set[str]:
    heads: set[str] = set()
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here not in after:
            heads.add(here)
        waiting.extend(after.get(here, ()))
    return heads

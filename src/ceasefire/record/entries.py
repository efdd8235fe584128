"""Reading a record: entries, single statements, what points to what, and rival successors.

Long reads take short bites, so that a reader never holds up the writer. What is read is what is stored;
`verify` is what proves it.
"""

from __future__ import annotations

import heapq
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator

import msgspec

from ceasefire.record import ledger
from ceasefire.record.envelope import Statement, parse_envelope
from ceasefire.record.errors import AmbiguousIdError, DamagedError, NotFoundError, VerificationError, translated

PAGE = 500
_MOST_COPIES = 100
"""Copies of one entry that are looked at; a ledger of somebody else's may hold any number."""
_OWN = "EXISTS (SELECT 1 FROM entry t WHERE t.id = r.target AND t.ledger = r.ledger AND t.seq < r.seq)"
"""What is superseded stands earlier in the same ledger."""
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


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that is no statement, or a whole ledger (`id` and `seq` None) that cannot be read, and why."""

    origin: str
    kind: str
    reason: str
    id: str | None = None
    seq: int | None = None


Aside = Callable[[Unreadable], None]


def passed_over(found: Unreadable) -> None:
    """Take what cannot be read where it says nothing to the question asked; the table `unread` and `verify` name it."""


class Pointing(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that points to another: its id and the origin of its ledger."""

    origin: str
    id: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with more than one standing successor: nobody has said which of `heads` holds."""

    origin: str
    heads: tuple[str, ...]


def entries(
    db: sqlite3.Connection, office: str | None, kinds: Collection[str] | None, after: int, aside: Aside | None = None
) -> Iterator[Entry]:
    """Yield entries by office name and position, from position `after` on in each ledger.

    What cannot be read goes to `aside`, and the rest is yielded; without it DamagedError is raised.
    """
    with translated():
        ledgers = ledger.all_ledgers(db) if office is None else [ledger.find(db, office)]
    for one in ledgers:
        with translated():
            why = ledger.unreadable(db, one) if aside is not None else None
        if aside is not None and why is not None:
            aside(Unreadable(origin=one.origin, kind="ledger", reason=why))
        else:
            yield from _of_ledger(db, one, kinds, after, aside)


def _of_ledger(
    db: sqlite3.Connection, one: ledger.Ledger, kinds: Collection[str] | None, after: int, aside: Aside | None
) -> Iterator[Entry]:
    if kinds is None:
        return _in_order(db, one, None, after, aside)
    # kind by kind: asked for several kinds in order of position, SQLite reads the whole ledger
    each = (_in_order(db, one, kind, after, aside) for kind in dict.fromkeys(kinds))
    return heapq.merge(*each, key=lambda entry: entry.seq)


def _in_order(
    db: sqlite3.Connection, one: ledger.Ledger, kind: str | None, after: int, aside: Aside | None
) -> Iterator[Entry]:
    which, wanted = ("", ()) if kind is None else ("AND kind = ?", (kind,))
    sql = f"SELECT seq, id, envelope, kind FROM entry WHERE ledger = ? AND seq >= ? {which} ORDER BY seq LIMIT {PAGE}"
    at = after
    while True:
        with translated():
            rows = db.execute(sql, (one.number, at, *wanted)).fetchall()
        for seq, identity, envelope, stored in rows:
            try:
                found = _entry(one, seq, identity, envelope)
            except DamagedError as error:
                if aside is None:
                    raise
                aside(Unreadable(origin=one.origin, kind=stored, reason=str(error), id=identity.hex(), seq=seq))
            else:
                yield found
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
    """Return the statement of an id, a prefix of 8 or more digits, or `id#row`. Raises NotFoundError.

    Of an id that stands in several ledgers, the entry in the one whose first entry the same key signed, if there is one.
    """
    return located(db, wanted)[1]


def located(db: sqlite3.Connection, wanted: str) -> tuple[ledger.Ledger, Entry]:
    """Return what `get` does, with the ledger that the entry stands in."""
    prefix = wanted.partition("#")[0].lower()
    if not _PREFIX.fullmatch(prefix):
        raise NotFoundError(f"{wanted[:80]!r} is not an id: 8 to 64 hex digits are needed")
    with translated():
        ids = [bytes.fromhex(prefix)] if len(prefix) == 64 else _begun_by(db, prefix)
        sql = f"SELECT ledger, seq, envelope FROM entry WHERE id = ? ORDER BY ledger, seq LIMIT {_MOST_COPIES}"
        rows = db.execute(sql, ids[:1]).fetchall() if ids else []
        ledgers = {one.number: one for one in ledger.all_ledgers(db)}
    if not rows:
        raise NotFoundError(f"no statement {wanted[:80]!r} in this record")
    if len(ids) > 1:
        raise AmbiguousIdError(f"{wanted!r} begins more than one id: " + ", ".join(one.hex()[:16] for one in ids))
    found = [(ledgers[number], _entry(ledgers[number], seq, ids[0], envelope)) for number, seq, envelope in rows]
    return found[0] if len(found) == 1 else _of_its_author(db, found)


def entry_at(db: sqlite3.Connection, origin: str, seq: int) -> Entry | None:
    """Return the entry at a position of the ledger of that origin; None where none can be read."""
    with translated():
        row = db.execute(
            "SELECT l.ledger, l.party, l.office, e.id, e.envelope FROM ledger l "
            "JOIN entry e ON e.ledger = l.ledger WHERE l.origin = ? AND e.seq = ?",
            (origin, seq),
        ).fetchone()
    if row is None:
        return None
    number, party, office, identity, envelope = row
    try:
        one = ledger.Ledger(number=number, origin=origin, party=party, office=office)
        return _entry(one, seq, identity, envelope)
    except DamagedError:
        return None


def kinds(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return how many entries of each kind each ledger holds, by origin; those that cannot be read count as well."""
    with translated():
        rows = db.execute(
            "SELECT l.origin, e.kind, count(*) FROM entry e JOIN ledger l ON l.ledger = e.ledger GROUP BY e.ledger, e.kind"
        ).fetchall()
    found: dict[str, dict[str, int]] = {}
    for origin, kind, count in rows:
        found.setdefault(origin, {})[kind] = count
    return found


def signed_with(db: sqlite3.Connection, key: str, *, first_only: bool) -> list[tuple[str, int]]:
    """Return origin and position of the entries that name a statement key, or only of the first ones of ledgers.

    The envelope tells the key in plain text, in its one spelling; without `first_only` every envelope is looked through.
    """
    with translated():
        rows = db.execute(
            "SELECT l.origin, e.seq FROM ledger l JOIN entry e ON e.ledger = l.ledger "
            f"WHERE {'e.seq = 0 AND' if first_only else ''} instr(e.envelope, ?) ORDER BY l.origin, e.seq",
            (f'"keyid":"{key}"'.encode(),),
        ).fetchall()
    return [(str(origin), int(seq)) for origin, seq in rows]


def _begun_by(db: sqlite3.Connection, prefix: str) -> list[bytes]:
    """Return the ids that begin so, three at most: enough to name those that are mixed up."""
    low, high = bytes.fromhex(prefix.ljust(64, "0")), bytes.fromhex(prefix.ljust(64, "f"))
    sql = "SELECT DISTINCT id FROM entry WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 3"
    return [row[0] for row in db.execute(sql, (low, high))]


def _of_its_author(db: sqlite3.Connection, found: list[tuple[ledger.Ledger, Entry]]) -> tuple[ledger.Ledger, Entry]:
    """Return the entry in the ledger that its own key began; the first where none did: anybody can copy an envelope."""
    begun = [one for one in found if ledger.first_key(db, one[0].origin) == one[1].statement.key]
    return (begun or found)[0]


def cited_by(db: sqlite3.Connection, identity: str) -> list[str]:
    """Return the ids of the statements that cite this one (or this `id#row`), by office and position."""
    return [said.id for said in _pointing_at(db, identity, "cites")]


def superseded_by(db: sqlite3.Connection, identity: str) -> list[str]:
    """Return the ids of the statements that supersede this one (or this `id#row`) in its own ledger, by position."""
    return [said.id for said in _pointing_at(db, identity, "supersedes", own=True)]


def claimed_by_others(db: sqlite3.Connection, identity: str) -> list[Pointing]:
    """Return the statements of other ledgers that claim to supersede this one: none does, an office corrects its own."""
    own = set(superseded_by(db, identity))
    return [said for said in _pointing_at(db, identity, "supersedes") if said.id not in own]


def _pointing_at(db: sqlite3.Connection, identity: str, how: str, *, own: bool = False) -> list[Pointing]:
    target, row = ledger.split_reference(identity)
    with translated():
        rows = db.execute(
            "SELECT DISTINCT l.origin, e.id FROM reference r JOIN ledger l ON l.ledger = r.ledger "
            "JOIN entry e ON e.ledger = r.ledger AND e.seq = r.seq "
            f"WHERE r.target = ? AND r.how = ? {'' if row < 0 else 'AND r.row = ?'} {f'AND {_OWN}' if own else ''} "
            "ORDER BY l.office, l.origin, e.seq",
            (target, how, *([] if row < 0 else [row])),
        ).fetchall()
    return list(dict.fromkeys(Pointing(origin=origin, id=found.hex()) for origin, found in rows))


def successors(db: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return for each id (or `id#row`) the later statements of its own ledger that supersede it, in order of id.

    What another ledger says of it is not heeded: only an office corrects its own.
    """
    found: dict[str, set[str]] = {}
    for one in successors_by_ledger(db).values():
        for name, ids in one.items():
            found.setdefault(name, set()).update(ids)
    return {name: tuple(sorted(ids)) for name, ids in sorted(found.items())}


def successors_by_ledger(db: sqlite3.Connection) -> dict[int, dict[str, tuple[str, ...]]]:
    """Return the same ledger by ledger, by its number: an id may stand in two, and means another thing in each."""
    with translated():
        rows = db.execute(
            "SELECT r.ledger, r.target, r.row, e.id FROM reference r "
            f"JOIN entry e ON e.ledger = r.ledger AND e.seq = r.seq WHERE r.how = 'supersedes' AND {_OWN} "
            "ORDER BY r.ledger, r.target, r.row, e.id"
        ).fetchall()
    found: dict[int, dict[str, dict[str, None]]] = {}
    for number, target, row, identity in rows:
        name = target.hex() if row < 0 else f"{target.hex()}#{row}"
        found.setdefault(number, {}).setdefault(name, {})[identity.hex()] = None
    return {number: {name: tuple(ids) for name, ids in by.items()} for number, by in found.items()}


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

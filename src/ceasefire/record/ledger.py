"""One office's ledger in the database: who may sign in it, and how it grows.

Functions here run inside a transaction of the caller and leave no state of their own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ceasefire.record import keys, note, tree
from ceasefire.record.envelope import NAME, REFERENCE, Sealed, Statement, check_signature, parse_envelope
from ceasefire.record.errors import UNREADABLE, AmbiguousIdError, DamagedError, NotFoundError, VerificationError
from ceasefire.record.kept_tiles import KeptTiles

KEY_KIND = "key"


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The row of a ledger: its number in this file, its origin, and whose it is."""

    number: int
    origin: str
    party: str
    office: str


class KeyBody(msgspec.Struct, frozen=True, kw_only=True):
    """Body of a `key` statement: from here on, this key signs statements and that one signs checkpoints.

    A field that is not known here, from a later version, is passed over: what would mislead then is another kind.
    """

    algorithm: str
    statement_key: str
    log_vkey: str
    origin: str


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """A `key` statement as read: valid for statements from `seq` on (its own entry included)."""

    seq: int
    key: str
    public: bytes
    log: note.Vkey


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """One entry about to be appended, with its filing key (32 bytes, or None for a held duplicate)."""

    sealed: Sealed
    filing: bytes | None


def origin_of(record: str, party: str, office: str) -> str:
    """Return the name under which a ledger signs its checkpoints."""
    return f"ceasefire/{record}/{party}/{office}"


def is_origin(text: str) -> bool:
    """Tell whether a text has the form of an origin, `ceasefire/<record>/<party>/<office>`."""
    start, *names = text.split("/")
    return start == "ceasefire" and len(names) == 3 and all(NAME.fullmatch(name) for name in names)


def fits_origin(origin: str, party: str, office: str) -> bool:
    """Tell whether an origin is made of the names of its ledger; it names the record where the ledger began."""
    return is_origin(origin) and origin.split("/")[2:] == [party, office]


def find(db: sqlite3.Connection, office: str) -> Ledger:
    """Return the ledger of an origin, or of an office by its name; NotFoundError when it has none here, or several."""
    named = [one for one in all_ledgers(db) if office in (one.origin, one.office)]
    if len(named) > 1:
        raise AmbiguousIdError(f"{office!r} names {len(named)} ledgers: " + ", ".join(one.origin for one in named))
    if not named:
        raise NotFoundError(f"no office {office!r} in this record")
    return named[0]


def all_ledgers(db: sqlite3.Connection) -> list[Ledger]:
    """Return every ledger, by office name, so that nothing depends on the order of enrolment."""
    rows = db.execute("SELECT ledger, origin, party, office FROM ledger ORDER BY office, origin")
    return [Ledger(number=n, origin=o, party=p, office=f) for n, o, p, f in rows]


def key_body(statement_public: bytes, log_public: bytes, origin: str) -> KeyBody:
    """Return the body that enrols these two keys for an origin."""
    vkey = str(note.make_vkey(origin, log_public))
    return KeyBody(algorithm="ed25519", statement_key=statement_public.hex(), log_vkey=vkey, origin=origin)


def read_key(statement: Statement, seq: int, origin: str) -> Enrolled:
    """Return the keys that a `key` statement enrols; VerificationError when they cannot be used for this origin."""
    try:
        body = msgspec.convert(statement.body, KeyBody)
        public = bytes.fromhex(body.statement_key)
    except (msgspec.ValidationError, ValueError) as error:
        raise VerificationError(f"not a key statement: {error}") from None
    log = note.parse_vkey(body.log_vkey)
    if body.algorithm != "ed25519" or body.statement_key != public.hex():
        raise VerificationError("not an Ed25519 key in lower-case hex")
    if body.origin != origin or log.name != origin:
        raise VerificationError(f"the key is enrolled for {body.origin!r}, not for {origin!r}")
    if log.public == public:
        raise VerificationError("one key is enrolled for statements and checkpoints alike")
    keys.require_sound(public)
    keys.require_sound(log.public)
    return Enrolled(seq=seq, key=keys.key_id(public), public=public, log=log)


def unknown_fields(statement: Statement) -> tuple[str, ...]:
    """Return the fields of a `key` statement's body that this version does not know, in words."""
    known = {field.name for field in msgspec.structs.fields(KeyBody)}
    return tuple(f"field {name}" for name in statement.body if name not in known)


def enrolled(db: sqlite3.Connection, ledger: Ledger) -> list[Enrolled]:
    """Return every key of a ledger in order of enrolment; DamagedError if the first key statement cannot be read.

    A later one that cannot be read enrols nobody.
    """
    rows = db.execute(
        "SELECT seq, envelope FROM entry WHERE ledger = ? AND kind = ? ORDER BY seq", (ledger.number, KEY_KIND)
    ).fetchall()
    found: list[Enrolled] = []
    for seq, envelope in rows:
        try:
            found.append(read_key(parse_envelope(envelope).statement, seq, ledger.origin))
        except VerificationError as error:
            if seq == 0:
                raise DamagedError(
                    f"office {ledger.office!r}: its key statement does not hold ({error}); `verify` names the rest"
                ) from None
    if not found or found[0].seq:
        raise DamagedError(f"office {ledger.office!r}: its first entry, the key statement, is missing")
    return found


def unreadable(db: sqlite3.Connection, ledger: Ledger) -> str | None:
    """Return why a ledger cannot be read as one, or None where it can: without keys nobody speaks in it."""
    try:
        enrolled(db, ledger)
        edge(db, ledger)
    except DamagedError as error:
        return str(error)
    return None


def first_key(db: sqlite3.Connection, origin: str) -> str | None:
    """Return the id of the statement key that a ledger began with: with its origin, what makes it one; None if unreadable."""
    row = db.execute(
        "SELECT e.envelope FROM entry e JOIN ledger l ON l.ledger = e.ledger WHERE l.origin = ? AND e.seq = 0",
        (origin,),
    ).fetchone()
    return beginning_key(row[0], origin) if row else None


def beginning_key(envelope: bytes, origin: str) -> str | None:
    """Return the id of the key that a ledger's first entry enrols and is signed by; None where it is not."""
    try:
        sealed = parse_envelope(envelope)
        own = read_key(sealed.statement, 0, origin)
        if (sealed.statement.kind, sealed.statement.key) != (KEY_KIND, own.key):
            return None
        check_signature(sealed, Ed25519PublicKey.from_public_bytes(own.public))
    except VerificationError:
        return None
    return own.key


def named_first_key(db: sqlite3.Connection, ledger: Ledger) -> str | None:
    """Return the key that the first entry names as its own, whatever else it holds; None if it cannot be read.

    Not `first_key`: a head that was kept must find its ledger again also where the first entry was tampered with.
    """
    try:
        row = db.execute("SELECT envelope FROM entry WHERE ledger = ? AND seq = 0", (ledger.number,)).fetchone()
        return parse_envelope(row[0]).statement.key if row else None
    except (VerificationError, TypeError, *UNREADABLE):
        return None


def edge(db: sqlite3.Connection, ledger: Ledger) -> tree.Edge:
    """Return the growing edge of a ledger's tree; DamagedError if the stored one does not fit its size."""
    row = db.execute("SELECT size, edge FROM head WHERE ledger = ?", (ledger.number,)).fetchone()
    if row is None:
        raise DamagedError(f"office {ledger.office!r} has no head")
    try:
        return tree.Edge.unpack(row[0], row[1])
    except VerificationError as error:
        raise DamagedError(f"office {ledger.office!r}: {error}") from None


def require_head(db: sqlite3.Connection, ledger: Ledger, at: tree.Edge, vkey: note.Vkey) -> None:
    """Raise DamagedError unless the stored head is signed by this key and is that of the edge and the statements stored.

    Cheap: nothing but the head and the last statement's position is read.
    """
    (checkpoint,) = db.execute("SELECT checkpoint FROM head WHERE ledger = ?", (ledger.number,)).fetchone()
    (last,) = db.execute("SELECT max(seq) FROM entry WHERE ledger = ?", (ledger.number,)).fetchone()
    try:
        signed = note.check_checkpoint(str(checkpoint), [vkey], ledger.origin)
        if (signed.size, signed.root) != (at.size, at.root()):
            raise VerificationError("it signs another size or root than is stored beside it")
        if last is None or last + 1 != at.size:
            raise VerificationError(f"it signs {at.size:,} statements, and the last one stored is another")
    except VerificationError as error:
        raise DamagedError(
            f"office {ledger.office!r}: its head does not hold ({error}); nothing was signed; `verify` names what is damaged"
        ) from None


def append(
    db: sqlite3.Connection,
    ledger: Ledger,
    at: tree.Edge,
    growth: Sequence[Growth],
    log_key: Ed25519PrivateKey,
    vkey: note.Vkey,
) -> None:
    """Add entries, their tiles and one signed checkpoint over all of them, in the caller's transaction."""
    first = at.size
    tiles = [tile for item in growth for tile in at.append(tree.leaf_hash(item.sealed.envelope))]
    numbered = list(enumerate(growth, start=first))
    db.executemany(
        "INSERT INTO entry (ledger, seq, id, kind, filing, envelope) VALUES (?, ?, ?, ?, ?, ?)",
        [(ledger.number, n, g.sealed.id, g.sealed.statement.kind, g.filing, g.sealed.envelope) for n, g in numbered],
    )
    db.executemany(
        "INSERT INTO reference (target, row, how, ledger, seq) VALUES (?, ?, ?, ?, ?)",
        [(*r, ledger.number, n) for n, g in numbered for r in references(g.sealed.statement)],
    )
    db.executemany(
        "INSERT INTO tile (ledger, level, n, hashes) VALUES (?, ?, ?, ?)", [(ledger.number, *tile) for tile in tiles]
    )
    checkpoint = note.Checkpoint(origin=ledger.origin, size=at.size, root=at.root())
    signed = note.sign(note.checkpoint_text(checkpoint), vkey, log_key)
    db.execute(
        "INSERT INTO head (ledger, size, edge, checkpoint) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (ledger) DO UPDATE "
        "SET size = excluded.size, edge = excluded.edge, checkpoint = excluded.checkpoint",
        (ledger.number, at.size, at.pack(), signed),
    )


def references(statement: Statement) -> set[tuple[bytes, int, str]]:
    """Return (id, row or -1, `cites` or `supersedes`) of everything a statement points to."""
    told = [(reference, "cites") for reference in statement.cites]
    if statement.supersedes is not None:
        told.append((statement.supersedes, "supersedes"))
    return {(*split_reference(reference), how) for reference, how in told}


def split_reference(reference: str) -> tuple[bytes, int]:
    """Return the id and row of `id#row`; row -1 when the whole statement is meant."""
    if not REFERENCE.fullmatch(reference):
        raise NotFoundError(f"{reference[:80]!r} is not a statement id or id#row")
    identity, _, row = reference.partition("#")
    return bytes.fromhex(identity), int(row) if row else -1


def node_reader(db: sqlite3.Connection, ledger: Ledger, at: tree.Edge, kept: KeptTiles) -> tree.Node:
    """Read tree hashes for proofs: full tiles from rows, the unfinished ones from the edge; DamagedError if one is not whole."""
    met: dict[tuple[int, int], tree.Heap] = {}

    def hashes(level: int, n: int) -> bytes:
        if n == at.size >> (8 * (level + 1)):
            return b"".join(at.levels[level])
        row = db.execute(
            "SELECT hashes FROM tile WHERE ledger = ? AND level = ? AND n = ?", (ledger.number, level, n)
        ).fetchone()
        if row is None or len(row[0]) != 32 * tree.WIDTH:
            raise DamagedError(f"office {ledger.office!r}: tile {level}/{n} is missing or short")
        return bytes(row[0])

    def heap_of(level: int, n: int) -> tree.Heap:
        if (level, n) not in met:
            met[level, n] = kept.heap((ledger.number, level, n), hashes(level, n))
        return met[level, n]

    return tree.node_reader(heap_of)

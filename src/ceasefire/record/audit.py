"""Re-reads one ledger entry by entry and compares every stored byte with what it must be.

The database is taken for hostile: values of the wrong type, missing rows and unreadable pages become problems, never
exceptions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ceasefire.record import envelope, filing, ledger, note, tree
from ceasefire.record.batch import BATCH_KIND, Cited
from ceasefire.record.envelope import Sealed, SourceRef
from ceasefire.record.errors import UNREADABLE, VerificationError
from ceasefire.record.filing import Reading
from ceasefire.record.folder_check import Named
from ceasefire.record.verify_report import Tally

PAGE = 500
SLACK = 1000
"""So many entries may be missing, each named, before the check of a ledger ends."""
NEWER = "a newer version of this program may read it"
"""The words of `vocabulary.set_aside.NEWER`; a test holds them equal, for this room imports nothing of ours."""
_COLUMNS = "seq, id, CAST(kind AS BLOB), filing, envelope"

Row = tuple[Any, Any, Any, Any, Any]


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger at the moment the check began; later entries are left to the next check."""

    ledger: ledger.Ledger
    size: int
    edge: bytes
    checkpoint: str
    tiles: int
    entries: int


class Roots(msgspec.Struct, frozen=True, kw_only=True):
    """What the entries themselves add up to: the root at the end, at each size that was asked for, and the keys met.

    `keys` stand in order of enrolment, by position.
    """

    root: bytes
    at: dict[int, bytes]
    keys: tuple[ledger.Enrolled, ...]

    @property
    def vkeys(self) -> tuple[note.Vkey, ...]:
        """Every log key that was ever enrolled, once: a checkpoint kept for long may be signed by an earlier one."""
        return tuple(dict.fromkeys(key.log for key in self.keys))


class Audit:
    """The state of one pass over one ledger."""

    def __init__(
        self, db: sqlite3.Connection, snapshot: Snapshot, reading: Reading | None, named: Named, tally: Tally
    ) -> None:
        self.db = db
        self.snapshot = snapshot
        self.reading = reading
        self.named = named
        self.tally = tally
        self.name = f"office {snapshot.ledger.office}"
        self.batches: list[tuple[str, Cited]] = []
        self.references = 0
        self._unsigned = 0
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._enrolments: list[ledger.Enrolled] = []
        self._edge = tree.Edge()
        self._stray: list[tuple[str, int]] = []
        self._tiles = 0

    def run(self, sizes: set[int]) -> Roots:
        """Read all entries, and name each that does not hold."""
        at = {0: tree.EMPTY_ROOT}
        for seq, row in self._rows():
            leaf = self._leaf(seq, row)
            for tile in self._edge.append(leaf):
                self._compare_tile(tile)
            if seq + 1 in sizes:
                at[seq + 1] = self._edge.root()
            self.tally.advance(statements=1)
        self._compare_edge()
        if self._unsigned:
            self.tally.problem(
                self.name, f"{self._unsigned} signatures cannot be checked: its key statement does not hold"
            )
        root = self._edge.root()
        held = self._check_head(root)
        for where, seq in self._stray:
            self._name_stray(where, seq, held)
        return Roots(root=root, at=at, keys=tuple(self._enrolments))

    # --- reading

    def _rows(self) -> Iterator[tuple[int, Row | None]]:
        """Yield each position up to the size of the ledger, with its row or None.

        Ends where more are missing than are here: the size is only what the head says.
        """
        present = 0
        for start in range(0, self.snapshot.size, PAGE):
            stop = min(start + PAGE, self.snapshot.size)
            page = self._page(start, stop)
            if not page and self.snapshot.entries <= start:
                self.tally.problem(f"{self.name}, entries {start}-{self.snapshot.size - 1}", "are missing")
                return
            for seq in range(start, stop):
                if seq not in page:
                    self.tally.problem(f"{self.name}, entry {seq}", "is missing or cannot be read")
                yield seq, page.get(seq)
            present += len(page)
            if stop - present > present + SLACK:
                self.tally.problem(f"{self.name}, entries from {stop}", "are not read: most before them are missing")
                return

    def _page(self, start: int, stop: int) -> Mapping[int, Row]:
        sql = f"SELECT {_COLUMNS} FROM entry WHERE ledger = ? AND seq >= ? AND seq < ? LIMIT {PAGE}"
        try:
            rows = self.db.execute(sql, (self.snapshot.ledger.number, start, stop)).fetchall()
        except UNREADABLE:
            rows = [row for seq in range(start, stop) for row in self._single(seq)]
        return {row[0]: row for row in rows if start <= row[0] < stop}

    def _single(self, seq: int) -> list[Row]:
        sql = f"SELECT {_COLUMNS} FROM entry WHERE ledger = ? AND seq = ? LIMIT 1"
        try:
            return self.db.execute(sql, (self.snapshot.ledger.number, seq)).fetchall()
        except UNREADABLE:
            return []

    # --- one entry

    def _leaf(self, seq: int, row: Row | None) -> bytes:
        """Return the leaf hash of an entry, after checking it; the stored hash when the entry cannot be read."""
        if row is None or not isinstance(row[4], bytes):
            return self._stored_leaf(seq)
        try:
            self._check_entry(seq, row)
        except (VerificationError, RecursionError, *UNREADABLE) as error:
            identity = row[1].hex()[:12] if isinstance(row[1], bytes) else "no id"
            self.tally.problem(f"{self.name}, entry {seq} ({identity})", str(error))
        return tree.leaf_hash(row[4])

    def _check_entry(self, seq: int, row: Row) -> None:
        sealed = envelope.parse_envelope(row[4])
        statement = sealed.statement
        if row[1] != sealed.id:
            raise VerificationError(f"stored under another id than its own, {sealed.id.hex()[:12]}")
        if row[2] != statement.kind.encode():
            raise VerificationError("stored under another kind than its own")
        if (statement.party, statement.office) != (self.snapshot.ledger.party, self.snapshot.ledger.office):
            raise VerificationError(f"speaks for {statement.party}/{statement.office}")
        self._check_signature(seq, sealed)
        if statement.source == SourceRef():
            raise VerificationError("a source that says nothing is left out, not written")
        self._check_filing(seq, sealed, row[3])
        self._check_references(seq, sealed)
        self.named.add(statement.office, sealed.id.hex(), statement)
        self._read(seq, sealed)

    def _check_signature(self, seq: int, sealed: Sealed) -> None:
        """Check that the signature is by a key this ledger had enrolled by then; a first entry enrols its own."""
        own = None
        if sealed.statement.kind == ledger.KEY_KIND:
            own = self._enrolled(seq, sealed)
        elif seq == 0:
            raise VerificationError("the first entry of a ledger must be its key statement")
        key = sealed.statement.key
        if seq and not self._keys:
            self._unsigned += 1
            return
        if own is not None and seq == 0 and own.key == key:
            public = Ed25519PublicKey.from_public_bytes(own.public)
        elif key in self._keys:
            public = self._keys[key]
        else:
            raise VerificationError("signed by a key that was not enrolled")
        envelope.check_signature(sealed, public)
        if own is not None:
            self._keys[own.key] = Ed25519PublicKey.from_public_bytes(own.public)
            self._enrolments.append(own)

    def _enrolled(self, seq: int, sealed: Sealed) -> ledger.Enrolled | None:
        """Return the keys that a key statement enrols; a later one that does not fit enrols nobody (`_read` says so)."""
        try:
            return ledger.read_key(sealed.statement, seq, self.snapshot.ledger.origin)
        except VerificationError:
            if seq == 0:
                raise
            return None

    def _check_filing(self, seq: int, sealed: Sealed, stored: object) -> None:
        """Check that the filing key is the entry's own; only where an earlier entry has the same is it absent."""
        key = filing.filing_key(sealed.statement)
        if stored is None and self._filed_before(seq, key):
            return
        if stored != key:
            raise VerificationError("stored under another filing key than its own")

    def _filed_before(self, seq: int, key: bytes) -> bool:
        sql = "SELECT 1 FROM entry WHERE ledger = ? AND filing = ? AND seq < ?"
        try:
            return self.db.execute(sql, (self.snapshot.ledger.number, key, seq)).fetchone() is not None
        except UNREADABLE:
            return False

    def _check_references(self, seq: int, sealed: Sealed) -> None:
        sql = "SELECT count(*) FROM reference WHERE target = ? AND row = ? AND how = ? AND ledger = ? AND seq = ?"
        for reference in ledger.references(sealed.statement):
            self.references += 1
            try:
                found = self.db.execute(sql, (*reference, self.snapshot.ledger.number, seq)).fetchone()[0]
            except UNREADABLE as error:
                raise VerificationError(f"its references cannot be read: {error}") from None
            if not found:
                raise VerificationError(f"its reference to {reference[0].hex()[:12]} is missing from the index")

    # --- what the reading makes of it

    def _read(self, seq: int, sealed: Sealed) -> None:
        """Remark what of a statement that holds is not understood, or why the reading sets it aside."""
        where = f"{self.name}, entry {seq} ({sealed.id.hex()[:12]})"
        try:
            unknown = self._understood(seq, sealed)
        except (ValueError, TypeError, VerificationError, msgspec.MsgspecError) as error:
            self.tally.remark(where, f"set aside: {error}", set_aside=True)
            return
        if unknown:
            self.tally.remark(where, f"not understood by this version: {', '.join(unknown)}; {NEWER}")

    def _understood(self, seq: int, sealed: Sealed) -> tuple[str, ...]:
        """Return what is not understood; raises an error that says why the statement is set aside."""
        statement = sealed.statement
        if statement.kind == BATCH_KIND:
            self._note_batch(sealed)
        if envelope.instant(statement.claimed_at) is None:
            raise ValueError(f"its time, {statement.claimed_at}, does not exist")
        try:
            if statement.kind == ledger.KEY_KIND:
                ledger.read_key(statement, seq, self.snapshot.ledger.origin)
                return ledger.unknown_fields(statement)
            return self.reading(statement.kind, statement.edition, statement.body) if self.reading else ()
        except (ValueError, TypeError, VerificationError, msgspec.MsgspecError) as error:
            raise ValueError(f"its body does not fit its kind: {error}") from None

    def _note_batch(self, sealed: Sealed) -> None:
        """Keep the blob that a batch names for the check of blobs; ValueError when it names none as edition 1 does."""
        try:
            cited = msgspec.convert(sealed.statement.body, Cited)
        except msgspec.ValidationError as error:
            if sealed.statement.edition > envelope.EDITION:
                return
            raise ValueError(f"a batch that names no blob: {error}") from None
        if not envelope.HEX64.fullmatch(cited.sha256):
            raise ValueError("a batch that names no blob: not a SHA-256")
        self.batches.append((sealed.id.hex(), cited))

    # --- the tree

    def _tile(self, level: int, n: int) -> bytes:
        sql = "SELECT hashes FROM tile WHERE ledger = ? AND level = ? AND n = ?"
        try:
            row = self.db.execute(sql, (self.snapshot.ledger.number, level, n)).fetchone()
        except UNREADABLE:
            return b""
        return row[0] if row and isinstance(row[0], bytes) else b""

    def _stored_leaf(self, seq: int) -> bytes:
        """Return the hash the tree keeps of an entry that cannot be read, so that the rest can be checked."""
        full = self.snapshot.size // tree.WIDTH * tree.WIDTH
        packed, place = (
            (self._tile(0, seq // tree.WIDTH), seq % tree.WIDTH) if seq < full else (self.snapshot.edge, seq - full)
        )
        found = packed[32 * place : 32 * place + 32]
        return found if len(found) == 32 else bytes(32)

    def _compare_tile(self, tile: tree.Tile) -> None:
        level, n, hashes = tile
        self._tiles += 1
        self._compare(f"tile {level}/{n}", level, n * tree.WIDTH, hashes, self._tile(level, n))

    def _compare_edge(self) -> None:
        full = self._edge.size // tree.WIDTH * tree.WIDTH
        self._compare("edge", 0, full, self._edge.pack(), self.snapshot.edge)
        if self.snapshot.tiles != self._tiles:
            self.tally.problem(f"{self.name}, tiles", f"{self.snapshot.tiles} are stored, {self._tiles} belong there")

    def _compare(self, where: str, level: int, first: int, ours: bytes, stored: bytes) -> None:
        if ours == stored:
            return
        places = [i for i in range(len(ours) // 32) if ours[32 * i : 32 * i + 32] != stored[32 * i : 32 * i + 32]]
        if level or len(stored) != len(ours) or len(places) > 64:
            self._stray.append((where, -1))
        else:
            self._stray += [(where, first + place) for place in places]

    def _name_stray(self, where: str, seq: int, held: bool) -> None:
        """Name the stray: the stored hash if the root is intact (the entry is then right), else the entry."""
        if seq < 0 or seq >= self._edge.size:
            self.tally.problem(f"{self.name}, {where}", "does not hold the hashes of its statements")
        elif held:
            self.tally.problem(f"{self.name}, {where}", f"its hash of entry {seq} is damaged; the entry holds")
        else:
            self.tally.problem(f"{self.name}, entry {seq}", f"its bytes are not those that {where} was built from")

    def _check_head(self, root: bytes) -> bool:
        """Compare entries with the checkpoint, signed by the log key enrolled last; True when the root is the signed one."""
        snapshot = self.snapshot
        try:
            last = [key.log for key in self._enrolments[-1:]]
            signed = note.check_checkpoint(snapshot.checkpoint, last, snapshot.ledger.origin)
        except VerificationError as error:
            self.tally.problem(f"{self.name}, checkpoint", str(error))
            return False
        if signed.size != snapshot.size:
            self.tally.problem(
                f"{self.name}, checkpoint", f"signs {signed.size:,} statements; the head says {snapshot.size:,}"
            )
            return False
        if signed.root != root:
            self.tally.problem(f"{self.name}, checkpoint", "its root is not that of the statements")
        return signed.root == root

"""The record as a folder: `record.db`, `blobs/` and `keys/`. `Store` is the way in; it holds no knowledge of its own.

**Trusted:** the disk, between two runs of `verify`. **Not trusted:** drafts, bodies, blobs, and whoever wrote the
folder last.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ceasefire.record import batch, blobs, database, enrolment, entries, filing, keys, ledger, plain_files, proving
from ceasefire.record.entries import Conflict, Entry, Pointing
from ceasefire.record.envelope import Statement
from ceasefire.record.errors import (
    AlreadyThereError,
    DamagedError,
    DraftRefusedError,
    ReadOnlyError,
    translated,
)
from ceasefire.record.filing import Check, Draft, Progress, Receipt
from ceasefire.record.kept_notes import Kept
from ceasefire.record.kept_tiles import KeptTiles
from ceasefire.record.reader import Reader
from ceasefire.record.verify_report import VerifyReport

if TYPE_CHECKING:
    import pyarrow as pa


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """One office's ledger at this moment: `origin` and `first_key` make it the one it is, `name` is only a label.

    `key` is the id of the statement key that signs now, `first_key` of the one the ledger began with; `vkeys` verify its
    checkpoints.
    """

    name: str
    party: str
    origin: str
    size: int
    root: str
    key: str
    first_key: str
    vkeys: tuple[str, ...]


class Store:
    """Nothing acknowledged is lost, and nothing changes unseen.

    One process writes at a time (others wait up to 10 seconds, then `LockedError`); readers are not held up. Use as a
    context manager.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, check: Check | None, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._db = db
        self._check = check
        self._tiles = KeptTiles()

    @classmethod
    def create(cls, path: str | Path, *, name: str = "record", check: Check | None = None) -> Store:
        """Make an empty record in a new or empty folder; AlreadyThereError if the folder holds anything.

        `name` becomes part of every checkpoint's origin: lower-case letters, digits, dot, dash, underscore.
        """
        folder = Path(path)
        enrolment.require_name("record name", name)
        with translated():
            if folder.exists() and any(entry.name not in database.LEFTOVERS for entry in folder.iterdir()):
                raise AlreadyThereError(f"{folder} is not empty; give a new folder")
            database.make_folder(folder)
            database.create(folder, name)
            database.make_folder(folder / blobs.FOLDER)
        return cls.open(folder, check=check)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        check: Check | None = None,
        readonly: bool = False,
        busy_seconds: float = database.BUSY_SECONDS,
    ) -> Store:
        """Open a record. `check(kind, edition, body_json)` raises ValueError for a body that does not fit its kind."""
        folder = Path(path)
        return cls(folder, database.connect(folder, readonly=readonly, busy_seconds=busy_seconds), check, readonly)

    def close(self) -> None:
        """End the use of this record; every statement acknowledged is on the disk already."""
        self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The name the record was made under."""
        with translated():
            row = self._db.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()
        return str(row[0]) if row else ""

    # --- who may speak

    def enrol(self, office: str, party: str, *, passphrase: str | None = None) -> str:
        """Give a new office its ledger and keys, file its first statement (kind `key`), and return the key id.

        The private keys lie in `keys/`, for the owner alone; with a passphrase they are encrypted. Lost keys cannot
        be restored from the record: the office can then no longer file here, while everything it filed still
        verifies.
        """
        self._require_writable()
        enrolment.require_name("office", office)
        enrolment.require_name("party", party)
        return enrolment.enrol(
            self._db, self.path / keys.FOLDER, ledger.origin_of(self.name, party, office), passphrase
        )

    def offices(self) -> list[Office]:
        """Return every office with a ledger here, by name: its size, root (hex) and keys at one moment.

        A ledger that cannot be read is left out: `entries` names it to its `aside`, and `verify` says what is wrong.
        """
        with database.reading(self._db):
            found = [self._office(one) for one in ledger.all_ledgers(self._db)]
        return [one for one in found if one is not None]

    def first_ledger(self) -> str | None:
        """Return the origin of the ledger that this record began with; None where there is none yet.

        It is the first in the order in which ledgers came here, which no later statement changes.
        """
        with translated():
            row = self._db.execute("SELECT origin FROM ledger ORDER BY ledger LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def unreadable(self) -> list[entries.Unreadable]:
        """Return the ledgers here that cannot be read at all, with the reason of each, by office name."""
        with database.reading(self._db):
            found = [(one, ledger.unreadable(self._db, one)) for one in ledger.all_ledgers(self._db)]
        lost = ((one, why) for one, why in found if why is not None)
        return [entries.Unreadable(origin=one.origin, kind="ledger", reason=why) for one, why in lost]

    def mark(self) -> tuple[int, int]:
        """Return what differs once anything was filed here since, by whomever; the ledgers themselves are not read."""
        with translated():
            (version,) = self._db.execute("PRAGMA data_version").fetchone()  # changes with what others commit
        return int(version), self._db.total_changes

    def _office(self, one: ledger.Ledger) -> Office | None:
        try:
            at, enrolled = ledger.edge(self._db, one), ledger.enrolled(self._db, one)
        except DamagedError:
            return None
        return Office(
            name=one.office,
            party=one.party,
            origin=one.origin,
            size=at.size,
            root=at.root().hex(),
            key=enrolled[-1].key,
            first_key=enrolled[0].key,
            vkeys=tuple(dict.fromkeys(str(each.log) for each in enrolled)),
        )

    # --- filing

    def file(
        self, office: str, drafts: Iterable[Draft], *, progress: Progress | None = None, passphrase: str | None = None
    ) -> list[Receipt]:
        """Sign and append drafts; a receipt means that the statement is on the disk. Filing twice is filing once.

        Works in transactions of up to 1,000; `progress` gets the number acknowledged after each. A draft that does
        not fit raises DraftRefusedError: what was acknowledged stands, nothing of the current transaction does. Also
        raises NotFoundError (office), KeyUnusableError, LockedError, RecordFullError, ReadOnlyError.
        """
        self._require_writable()
        return filing.file(self._db, self.signer(office, passphrase), drafts, self._check, progress)

    def prepare(self, office: str, drafts: Iterable[Draft]) -> list[DraftRefusedError]:
        """Return what `file` would refuse, all of it, without filing or locking anything (no private key is needed)."""
        one, current = self._enrolled(office)
        return filing.refusals(drafts, filing.Author(ledger=one, key=current.key), self._check)

    def standing(self, office: str, drafts: Sequence[Draft]) -> dict[int, Statement]:
        """Return, by the draft's place, the statement that stands where a draft would: filing the draft returns its id."""
        one, current = self._enrolled(office)
        with database.reading(self._db):
            return filing.standing(self._db, filing.Author(ledger=one, key=current.key), drafts)

    def signs_here(self, office: str) -> bool:
        """Tell whether a private statement key of the office's ledger lies in this folder; it is not opened."""
        one, current = self._enrolled(office)
        return keys.is_here(self.path / keys.FOLDER, one.office, "statement", current.public)

    def _enrolled(self, office: str) -> tuple[ledger.Ledger, ledger.Enrolled]:
        """Return the ledger of an office and the keys that it signs with now."""
        with database.reading(self._db):
            one = ledger.find(self._db, office)
            return one, ledger.enrolled(self._db, one)[-1]

    def signer(self, office: str, passphrase: str | None = None) -> filing.Signer:
        """Open the keys of an office, as `file` does before it signs. Raises NotFoundError and KeyUnusableError."""
        one, current = self._enrolled(office)
        plain_files.require_folder(self.path / keys.FOLDER)
        return filing.Signer(
            author=filing.Author(ledger=one, key=current.key),
            statement_key=keys.load(self.path / keys.FOLDER, one.office, "statement", current.public, passphrase),
            log_key=keys.load(self.path / keys.FOLDER, one.office, "log", current.log.public, passphrase),
            vkey=current.log,
        )

    def change_passphrase(self, office: str, old: str | None, new: str | None) -> None:
        """Write the office's private keys again behind another passphrase (None: none). Raises KeyUnusableError."""
        one, current = self._enrolled(office)
        publics = {"statement": current.public, "log": current.log.public}
        keys.change_passphrase(self.path / keys.FOLDER, one.office, publics, old, new)

    # --- reading

    def entries(
        self,
        office: str | None = None,
        kinds: Collection[str] | None = None,
        after: int = 0,
        *,
        aside: entries.Aside | None = None,
    ) -> Iterator[Entry]:
        """Yield statements by office name and position; `after` skips that many entries of each ledger.

        What cannot be read, a ledger or an entry, goes to `aside`; without it DamagedError is raised.
        """
        return entries.entries(self._db, office, kinds, after, aside)

    def get(self, identity: str) -> Entry:
        """Return the statement of an id, its first 8 or more digits, or `id#row`. Raises NotFoundError."""
        return entries.get(self._db, identity)

    def entry_at(self, origin: str, seq: int) -> Entry | None:
        """Return the statement at a position of the ledger of that origin; None where none can be read."""
        return entries.entry_at(self._db, origin, seq)

    def kinds(self) -> dict[str, dict[str, int]]:
        """Return how many entries of each kind each ledger holds, by origin, as their index has it: none is read."""
        return entries.kinds(self._db)

    def signed_with(self, key: str, *, first_only: bool) -> list[tuple[str, int]]:
        """Return origin and position of the statements that name this statement key, or only of those that begin ledgers."""
        return entries.signed_with(self._db, key, first_only=first_only)

    def cited_by(self, identity: str) -> list[str]:
        """Return the ids of statements that cite this id or `id#row`; for an id, also those that cite a row of it."""
        return entries.cited_by(self._db, identity)

    def superseded_by(self, identity: str) -> list[str]:
        """Return the ids of the statements of its own ledger that directly supersede this id or `id#row`."""
        return entries.superseded_by(self._db, identity)

    def claimed_by_others(self, identity: str) -> list[Pointing]:
        """Return the statements of other ledgers that claim to supersede this one, which is not heeded."""
        return entries.claimed_by_others(self._db, identity)

    def successors(self) -> dict[str, tuple[str, ...]]:
        """Return each superseded id (or `id#row`) with the ids that supersede it in its own ledger."""
        return entries.successors(self._db)

    def conflicts(self) -> list[Conflict]:
        """Return the chains of `supersedes` with more than one head: nothing says which holds, so both are shown."""
        found = [entries.conflicts(after) for after in entries.successors_by_ledger(self._db).values()]
        return sorted({conflict for some in found for conflict in some}, key=lambda conflict: conflict.origin)

    # --- proving

    def checkpoint(self, office: str) -> str:
        """Return the signed note over all the office has filed: kept elsewhere, it shows any rewriting."""
        return proving.checkpoint(self._db, office)

    def proof(self, identity: str) -> str:
        """Return a tlog-proof, with envelope, that a statement stands in its ledger; it needs only the vkey."""
        return proving.proof(self._db, self._tiles, identity)

    def key_proofs(self, office: str) -> str:
        """Return the tlog-proofs of a ledger's key statements, end to end: put before a proof, they carry its keys."""
        return proving.key_proofs(self._db, self._tiles, office)

    def row_proof(self, reference: str) -> str:
        """Return a proof of one row of a batch, `id#row`; of others it shows only hashes (see `batch_proof.check`)."""
        return proving.row_proof(self._db, self._tiles, self.path, reference)

    def origin(self, office: str) -> str:
        """Return the origin of the ledger that an office's name or an origin means; NotFoundError, AmbiguousIdError."""
        with database.reading(self._db):
            return ledger.find(self._db, office).origin

    def first_keys(self) -> dict[str, str]:
        """Return the id of each ledger's first statement key, by origin; with it a ledger is known for good."""
        with database.reading(self._db):
            keys_ = [(one.origin, ledger.named_first_key(self._db, one)) for one in ledger.all_ledgers(self._db)]
        return {origin: key for origin, key in keys_ if key is not None}

    def consistency(self, office: str, old_size: int) -> list[bytes]:
        """Return the hashes from the office's tree of `old_size` entries to that of now (RFC 9162 §2.1.4)."""
        return proving.consistency(self._db, self._tiles, office, old_size)

    def root_at(self, origin: str, size: int) -> str | None:
        """Return the root (hex) of a ledger's tree at a size; None where the ledger is shorter or not here."""
        return proving.root_at(self._db, self._tiles, origin, size)

    def head_digest(self) -> str:
        """Return one hash over the heads of all ledgers: it changes when anything is filed, and only then."""
        lines = [f"{office.origin} {office.size} {office.root}\n" for office in self.offices()]
        return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()

    def verify(self, progress: Progress | None = None, *, checkpoint: Kept = None) -> VerifyReport:
        """Examine this record with its body checker (see `examine`)."""
        check = self._check
        reading = filing.read_strictly(check) if check is not None else None
        from ceasefire.record.examine import examine  # only a check of the whole record needs it

        return examine(self.path, reader=Reader(reading=reading), checkpoint=checkpoint, progress=progress)

    @staticmethod
    def examine(
        path: str | Path,
        *,
        reader: Reader | None = None,
        checkpoint: Kept = None,
        progress: Progress | None = None,
    ) -> VerifyReport:
        """Read every byte of a record again, however damaged, and name each statement, blob and row that does not hold.

        `reader` is what the reader knows, trusts and kept; `checkpoint`: one or more notes kept elsewhere (text, or
        paths), which show a rollback or a rewritten history; `progress` gets the number of statements and rows re-read
        so far. Raises nothing but NotFoundError, when there is no record.
        """
        from ceasefire.record.examine import examine

        return examine(Path(path), reader=reader, checkpoint=checkpoint, progress=progress)

    # --- blobs

    def put_blob(self, content: str | Path | bytes) -> str:
        """Keep a file (by path) or bytes beside the ledgers and return its SHA-256; on the disk when this returns."""
        self._require_writable()
        return blobs.put(self.path, Path(content) if isinstance(content, str) else content)

    def write_batch(self, rows: pa.Table | pa.RecordBatchReader | Iterable[pa.RecordBatch]) -> batch.Batch:
        """Keep rows as one Parquet blob and return sha256, rows, rows_root and columns for a `batch` statement.

        Streams: memory does not grow with the rows. RecordError names a column that a batch cannot hold.
        """
        self._require_writable()
        return batch.write(self.path, rows)

    def read_batch(self, sha256: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a batch's blob in order, in groups of at most 16,384; RecordError if it does not hold."""
        with self.open_blob(sha256) as blob:
            yield from batch.read(blob, columns)

    def read_blob(self, sha256: str, limit: int = blobs.READ_BYTES) -> bytes:
        """Return a blob's bytes, hashed: they are those that its name says.

        NotFoundError if it is not here; DamagedError if it is altered, no plain file, or longer than `limit` bytes.
        """
        return blobs.read(self.path, sha256, limit)

    def open_blob(self, sha256: str) -> AbstractContextManager[BinaryIO]:
        """Return a blob as a file to read and seek in, hashed on opening and again as it is read; errors as `read_blob`.

        For what is too large to be held in memory, as batches.
        """
        return blobs.opened(self.path, sha256)

    def _require_writable(self) -> None:
        if self.readonly:
            raise ReadOnlyError("this record was opened for reading only")

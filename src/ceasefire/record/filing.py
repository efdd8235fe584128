"""From drafts to signed entries: checked before anything is locked, filed once however often it is tried."""

from __future__ import annotations

import datetime
import hashlib
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ceasefire.record import database, envelope, ledger, note, profile
from ceasefire.record.batch import BATCH_KIND
from ceasefire.record.envelope import EDITION, SourceRef, Statement
from ceasefire.record.errors import DraftRefusedError, VerificationError

Check = Callable[[str, int, bytes], object]
"""Takes kind, edition and the JSON of a body about to be filed; raises ValueError where it does not fit."""
Reading = Callable[[str, int, Mapping[str, Any]], tuple[str, ...]]
"""Takes kind, edition and body of a statement filed once; names what is not understood, ValueError where it does not fit."""
Progress = Callable[[int], None]
Stored = tuple[bytes, int, bytes]
"""Id, position and envelope of an entry."""
BATCH = 1000
ASKED = 200
"""Filing keys looked up by one question to SQLite, which takes 999 values at most where it is old."""
EARLIEST = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""No office signed a statement before: the format is younger. Chosen well before it, for clocks that are wrong."""
AHEAD = datetime.timedelta(days=1)
"""How far a clock that signs may run ahead: every time zone and a wrong setting of one; chosen by hand."""


class Draft(msgspec.Struct, frozen=True):
    """What an office is about to say. `claimed_at` (UTC, `2017-02-14T00:00:00Z`) is now unless told.

    `body` is plain JSON without floats, its keys of `a-z 0-9 _`; text is put into Unicode NFC.
    """

    kind: str
    body: Mapping[str, Any]
    cites: Sequence[str] = ()
    supersedes: str | None = None
    source: SourceRef | None = None
    claimed_at: str | None = None


class Receipt(msgspec.Struct, frozen=True):
    """A statement is on the disk. `already`: it was there before; `differs`: with another body or cites."""

    id: str
    seq: int
    already: bool
    differs: bool = False


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """In whose name a statement is made: the ledger and the id of the statement key."""

    ledger: ledger.Ledger
    key: str


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """An author with the private keys to sign with."""

    author: Author
    statement_key: Ed25519PrivateKey
    log_key: Ed25519PrivateKey
    vkey: note.Vkey


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A draft that has passed every check but has no signature yet."""

    statement: Statement
    filing: bytes
    index: int


def nonce() -> str:
    """Return 128 fresh random bits in hex, so that nobody can guess a withheld statement from its hash."""
    return secrets.token_hex(16)


def now() -> str:
    """Return this second, in UTC, as statements spell it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def prepare(draft: Draft, index: int, author: Author, check: Check | None) -> Ready:
    """Return the draft as an unsigned statement; DraftRefusedError names its index and the rule it breaks."""
    try:
        statement = _statement(draft, author)
        envelope.check_fields(statement)
        _check_claimed(statement.claimed_at)
        if check is not None:
            check(statement.kind, statement.edition, envelope.body_json(statement.body))
    except (ValueError, TypeError, VerificationError, msgspec.MsgspecError) as error:
        raise DraftRefusedError(str(error), index=index, kind=str(draft.kind)[:40]) from error
    return Ready(statement=statement, filing=filing_key(statement), index=index)


def read_strictly(check: Check) -> Reading:
    """Return the reading that understands exactly what may be filed here."""

    def read(kind: str, edition: int, body: Mapping[str, Any]) -> tuple[str, ...]:
        check(kind, edition, envelope.body_json(body))
        return ()

    return read


def _check_claimed(text: str) -> None:
    """Refuse a time that does not exist, or at which nobody can have signed: before this century or after tomorrow."""
    instant = envelope.instant(text)
    if instant is None:
        raise ValueError(f"claimed_at {text!r} is no time that exists")
    if not EARLIEST <= instant <= datetime.datetime.now(datetime.UTC) + AHEAD:
        raise ValueError(f"claimed_at {text!r} is not between {EARLIEST:%Y-%m-%d} and tomorrow")


def _statement(draft: Draft, author: Author) -> Statement:
    if draft.kind == ledger.KEY_KIND:
        raise ValueError("a key statement is filed by enrolling, not by a draft")
    body = profile.plain(draft.body)
    if not isinstance(body, dict):
        raise ValueError("the body is not a mapping")
    return Statement(
        kind=draft.kind,
        edition=EDITION,
        party=author.ledger.party,
        office=author.ledger.office,
        key=author.key,
        nonce=nonce(),
        claimed_at=draft.claimed_at or now(),
        cites=tuple(dict.fromkeys(draft.cites)),
        supersedes=draft.supersedes,
        source=_source(draft.source),
        body=body,
    )


def _source(source: SourceRef | None) -> SourceRef | None:
    """Return the source with its text in NFC; None when it says nothing."""
    if source is None:
        return None
    told = profile.plain(msgspec.to_builtins(source), "source")
    return msgspec.convert(told, SourceRef) if told else None


def filing_key(statement: Statement) -> bytes:
    """Return what makes two filings one: the spot in the source if it has one, else the words themselves (32 bytes)."""
    source = statement.source
    spot = (
        source is not None
        and source.sha256
        and (source.row is not None or source.cell is not None or source.span is not None)
    )
    what: dict[str, Any] = {"kind": statement.kind, "office": statement.office}
    if source is not None and spot:
        place = SourceRef(sha256=source.sha256, row=source.row, cell=source.cell, span=source.span)
        what["source"] = msgspec.to_builtins(place)
    else:
        what["body"], what["cites"] = _lasting(statement), statement.cites
    if statement.supersedes is not None:
        what["supersedes"] = statement.supersedes
    return hashlib.sha256(profile.encode(what)).digest()


def _lasting(statement: Statement) -> dict[str, Any]:
    """Return the body; of a batch without its file's digest, since another writer may spell the same rows otherwise."""
    if statement.kind == BATCH_KIND and "rows_root" in statement.body:
        return {name: value for name, value in statement.body.items() if name != "sha256"}
    return statement.body


def _content(statement: Statement) -> bytes:
    return hashlib.sha256(profile.encode([statement.cites, _lasting(statement)])).digest()


def file(
    db: sqlite3.Connection, signer: Signer, drafts: Iterable[Draft], check: Check | None, progress: Progress | None
) -> list[Receipt]:
    """File drafts in transactions of up to 1,000; a receipt exists only for what is on the disk.

    DamagedError, before anything is signed, where the ledger's own head or a page of a small database does not hold.
    """
    receipts: list[Receipt] = []
    database.require_sound(db)
    for batch in _batches(drafts, signer.author, check):
        receipts += _commit(db, signer, batch)
        if progress is not None:
            progress(len(receipts))
    return receipts


def refusals(drafts: Iterable[Draft], author: Author, check: Check | None) -> list[DraftRefusedError]:
    """Return every refusal that filing these drafts would meet; empty when all of them fit."""
    found: list[DraftRefusedError] = []
    for index, draft in enumerate(drafts):
        try:
            ready = prepare(draft, index, author, check)
            envelope.spell(ready.statement)
        except DraftRefusedError as error:
            found.append(error)
        except ValueError as error:
            found.append(DraftRefusedError(str(error), index=index, kind=draft.kind))
    return found


def _batches(drafts: Iterable[Draft], author: Author, check: Check | None) -> Iterator[list[Ready]]:
    batch: list[Ready] = []
    for index, draft in enumerate(drafts):
        batch.append(prepare(draft, index, author, check))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _commit(db: sqlite3.Connection, signer: Signer, batch: Sequence[Ready]) -> list[Receipt]:
    receipts: list[Receipt] = []
    growth: list[ledger.Growth] = []
    fresh: dict[bytes, tuple[Receipt, Ready]] = {}
    with database.writing(db):
        at = ledger.edge(db, signer.author.ledger)
        ledger.require_head(db, signer.author.ledger, at, signer.vkey)
        stands = _standing(db, signer.author, batch)
        for ready in batch:
            known = _known(stands.get(ready.filing), ready) or _repeat(fresh.get(ready.filing), ready)
            if known is None:
                item = _sign(ready, signer)
                known = Receipt(item.sealed.id.hex(), at.size + len(growth), False)
                growth.append(item)
                fresh[ready.filing] = (known, ready)
            receipts.append(known)
        if growth:
            ledger.append(db, signer.author.ledger, at, growth, signer.log_key, signer.vkey)
    return receipts


def _sign(ready: Ready, signer: Signer) -> ledger.Growth:
    try:
        sealed = envelope.seal(ready.statement, signer.statement_key)
    except ValueError as error:
        raise DraftRefusedError(str(error), index=ready.index, kind=ready.statement.kind) from error
    return ledger.Growth(sealed=sealed, filing=ready.filing)


def standing(db: sqlite3.Connection, author: Author, drafts: Iterable[Draft]) -> dict[int, Statement]:
    """Return, by the draft's place, the statement that the ledger holds where a draft would stand."""
    batch = [prepare(draft, index, author, None) for index, draft in enumerate(drafts)]
    stands = _standing(db, author, batch)
    return {
        one.index: envelope.parse_envelope(stands[one.filing][2]).statement for one in batch if one.filing in stands
    }


def _standing(db: sqlite3.Connection, author: Author, batch: Sequence[Ready]) -> dict[bytes, Stored]:
    """Return what the ledger holds already of a batch: id, position and envelope by filing key."""
    found: dict[bytes, Stored] = {}
    for start in range(0, len(batch), ASKED):
        asked = [ready.filing for ready in batch[start : start + ASKED]]
        marks = ", ".join("?" * len(asked))
        rows = db.execute(
            f"SELECT filing, id, seq, envelope FROM entry WHERE ledger = ? AND filing IN ({marks})",
            (author.ledger.number, *asked),
        )
        found |= {row[0]: row[1:] for row in rows}
    return found


def _known(stored: Stored | None, ready: Ready) -> Receipt | None:
    if stored is None:
        return None
    identity, seq, held = stored
    stands = envelope.parse_envelope(held).statement
    return Receipt(identity.hex(), seq, True, _content(stands) != _content(ready.statement))


def _repeat(earlier: tuple[Receipt, Ready] | None, ready: Ready) -> Receipt | None:
    if earlier is None:
        return None
    receipt, first = earlier
    return Receipt(receipt.id, receipt.seq, True, _content(first.statement) != _content(ready.statement))

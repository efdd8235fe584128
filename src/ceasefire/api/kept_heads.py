"""The heads of ledgers that this machine remembers, so that nobody files into an older copy without a word.

After each filing the newest head of the ledger is kept in the reader's own folder (`own_folders.state()`/heads), known by
the ledger's origin and first statement key: a new record of the same name is another ledger. Nothing here stops anybody:
what is amiss is a warning, and a file that cannot be read is passed over with one.
"""

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire.api import own_folders, trust
from ceasefire.record import filing, note, plain_files, tree
from ceasefire.record.errors import RecordError, VerificationError
from ceasefire.record.kept_notes import KeptNote, older_words
from ceasefire.vocabulary.errors import CeasefireError, CeasefireWarning

if TYPE_CHECKING:
    from ceasefire.record import Store

FOLDER: Final = "heads"
SUFFIX: Final = ".head"
_MAX_BYTES: Final = 1 << 16
_MOST_BESIDE: Final = 100
"""Ledgers named in one file; with 100 of the longest names it stays within `_MAX_BYTES`."""


class BehindKeptHead(CeasefireWarning):
    """The record is older than the head this machine kept of its ledger, or another history; filing there forks it."""


class KeptHeadUnusable(CeasefireWarning):
    """A head could not be kept or read, so this machine cannot tell whether a record is behind."""


class KeptHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest head of a ledger that this machine filed into, and where and when (`folder`, `kept_at`: for people).

    `key` is the id of the ledger's first statement key, `beside` the ledgers (origin, first key) in the same record,
    at most a hundred of the `beside_count` that were there.
    """

    origin: str
    key: str
    size: int
    root: str
    note: str
    kept_at: str
    folder: str
    beside: tuple[tuple[str, str], ...] = ()
    beside_count: int = 0


def place(origin: str, key: str) -> Path:
    """Return the file in which the head of a ledger is kept; it need not be there."""
    name = hashlib.sha256(f"{origin}\n{key}".encode()).hexdigest()[:32]
    return own_folders.state() / FOLDER / (name + SUFFIX)


def find(origin: str, key: str) -> KeptHead | None:
    """Return the head kept of a ledger; None where none is, or where it cannot be read (then with a warning)."""
    path = place(origin, key)
    try:
        head = _read(path)
        if (head.origin, head.key) != (origin, key):
            raise VerificationError("it is the head of another ledger")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecordError, msgspec.MsgspecError) as error:
        warnings.warn(f"the head kept in {path} cannot be read: {error}", KeptHeadUnusable, stacklevel=3)
        return None
    return head


def _read(path: Path) -> KeptHead:
    """Return the head in a file, in its one form; raises for anything else."""
    with path.open("rb") as file:
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise VerificationError("the file is too long")
    head = msgspec.json.decode(data, type=KeptHead)
    signed = note.read_checkpoint(head.note)
    if (signed.origin, signed.size, signed.root.hex()) != (head.origin, head.size, head.root):
        raise VerificationError("its note signs something else than it says")
    return head


def listed() -> list[dict[str, Any]]:
    """Return every head kept on this machine, by origin; of a file that cannot be read, the reason."""
    rows: list[dict[str, Any]] = []
    for path in sorted((own_folders.state() / FOLDER).glob("*" + SUFFIX)):
        try:
            rows.append(msgspec.structs.asdict(_read(path)) | {"file": str(path)})
        except (OSError, ValueError, RecordError, msgspec.MsgspecError) as error:
            rows.append({"origin": "", "file": str(path), "cannot_be_read": str(error)})
    return sorted(rows, key=lambda row: (row["origin"], row["file"]))


def remembered(origin: str, key: str) -> KeptNote | None:
    """Return the head kept of a ledger as a checkpoint for `verify`."""
    head = find(origin, key)
    if head is None:
        return None
    signed = note.read_checkpoint(head.note)
    where = f"head kept by this machine on {head.kept_at[:10]}"
    return KeptNote(where=where, text=head.note, checkpoint=signed, key=key, beside=head.beside, kept=_kept(head))


def _kept(head: KeptHead) -> str:
    return f"on {head.kept_at[:10]} (record {head.folder})"


def behind(store: "Store", origin: str, key: str | None = None) -> str | None:
    """Return in words how a ledger falls short of the head kept of it; None if it extends it, or none is kept.

    `key` is the id of its first statement key, where that is known already.
    """
    key = key or store.first_keys().get(origin)
    kept = find(origin, key) if key is not None else None
    if kept is None:
        return None
    # The ledger's own head is read after the kept one, so that whoever files in between raises no alarm.
    here = note.read_checkpoint(store.checkpoint(origin))
    if _extends(store, kept, here):
        return None
    if kept.size > here.size:
        return older_words(here.size, kept.size, _kept(kept))
    told = f"this machine kept its head of {kept.size:,} statements {_kept(kept)}"
    return f"{told}; the first {kept.size:,} of the {here.size:,} here are others: another history of the same ledger"


def _extends(store: "Store", kept: KeptHead, here: note.Checkpoint) -> bool:
    if kept.size >= here.size:
        return (kept.size, kept.root) == (here.size, here.root.hex())
    try:
        path = store.consistency(kept.origin, kept.size)
        tree.check_consistency(kept.size, here.size, bytes.fromhex(kept.root), here.root, path)
    except VerificationError:
        return False
    return True


def warn_of_copy(store: "Store", origin: str) -> None:
    """Warn that a copy just made falls short of the head kept of a ledger; nothing is about to be signed."""
    what = behind(store, origin)
    if what is not None:
        warnings.warn(f"ledger {origin}: {what}", BehindKeptHead, stacklevel=3)


def warn_if_behind(store: "Store", origin: str, key: str | None = None) -> None:
    """Warn in words of what filing into an older copy does, with the file to delete when it is meant."""
    what = behind(store, origin, key)
    if what is not None:
        file = place(origin, key or store.first_keys()[origin])
        text = (
            f"the ledger {origin} in {store.path} is behind: {what}. What is filed here stands in a second history, and "
            "whoever holds a later copy or a checkpoint will see the office contradict itself. Compare (`ceasefire verify "
            "--checkpoint FILE`), find the newest copy, and file into that. Only if there is none anywhere, go on, tell "
            f"those who hold a checkpoint, and delete {file}"
        )
        warnings.warn(text, BehindKeptHead, stacklevel=5)


@contextmanager
def watched(store: "Store", origin: str) -> Iterator[None]:
    """Warn if the ledger is behind the head kept of it; keep its newest head once something was filed in the block.

    Where no key lies here nothing can be signed, so there is nothing to warn of.
    """
    keys = store.first_keys()
    if store.signs_here(origin):
        warn_if_behind(store, origin, keys.get(origin))
    before = store.checkpoint(origin)
    try:
        yield
    finally:
        if store.checkpoint(origin) != before:
            keep(store, origin, keys)


def keep(store: "Store", origin: str, keys: Mapping[str, str] | None = None) -> None:
    """Keep the newest head of a ledger, unless one is kept that it does not extend: that one is the evidence.

    `keys` are the ids of the first keys of all ledgers here, where they are known already.
    """
    try:
        with _one_at_a_time():
            _keep(store, origin, keys or store.first_keys())
    except OSError as error:
        warnings.warn(f"the head of {origin} could not be kept: {error}", KeptHeadUnusable, stacklevel=4)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold other processes of this user off, so that of two heads the later one is kept; nothing where there is no flock."""
    folder = own_folders.state() / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(store: "Store", origin: str, keys: Mapping[str, str]) -> None:
    if origin not in keys or behind(store, origin, keys[origin]) is not None:
        return
    text = store.checkpoint(origin)
    signed = note.read_checkpoint(text)
    others = {other: key for other, key in keys.items() if other != origin}
    head = KeptHead(
        origin=origin,
        key=keys[origin],
        size=signed.size,
        root=signed.root.hex(),
        note=text,
        kept_at=filing.now(),
        folder=str(store.path.resolve()),
        beside=_chosen(others, find(origin, keys[origin])),
        beside_count=len(others),
    )
    plain_files.put(place(origin, head.key), msgspec.json.format(msgspec.json.encode(head), indent=1) + b"\n")


def _chosen(others: Mapping[str, str], earlier: KeptHead | None) -> tuple[tuple[str, str], ...]:
    """Return the ledgers to name in one file: first those named before and those that are trusted, then by name.

    A stranger may put any number of ledgers into a copy, under names that come before the genuine ones.
    """
    known = {one for one, _ in earlier.beside} if earlier is not None else set[str]()
    trusted = _trusted()
    ranked = sorted(others.items(), key=lambda pair: (pair[0] not in trusted, pair[0] not in known, pair[0]))
    return tuple(sorted(ranked[:_MOST_BESIDE]))


def _trusted() -> frozenset[str]:
    try:
        return frozenset(trust.pins())
    except (OSError, RecordError, CeasefireError):  # a trust file that is not believed is told by whoever asks for it
        return frozenset()

"""What is done with a record's folder as a whole: open or make, check, copy and restore."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ceasefire.api import kept_heads, trust
from ceasefire.api.record import RECORD_FILE, Record
from ceasefire.record import Store
from ceasefire.record.backup import backup as copy_folder
from ceasefire.record.backup import restore as restore_folder
from ceasefire.record.errors import VerificationError
from ceasefire.vocabulary import check_body

if TYPE_CHECKING:
    from ceasefire.record.kept_notes import Kept
    from ceasefire.record.verify_report import VerifyReport


def open_or_create(path: str | Path, *, name: str) -> Record:
    """Open the record at `path`, or make one there."""
    folder = Path(path)
    return Record.open(folder) if (folder / RECORD_FILE).exists() else Record.create(folder, name=plain_name(name))


def plain_name(text: str) -> str:
    """Return a name the record accepts: lower case, with dashes for everything else."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in text.lower()).strip("-._")
    return plain[:64] or "record"


def verify_folder(
    path: str | Path | None,
    *,
    progress: Callable[[int], None] | None = None,
    checkpoint: "Kept" = None,
    own_heads: bool = True,
) -> "VerifyReport":
    """Re-read every byte of a record, however damaged, and name what does not hold.

    `checkpoint`: notes kept elsewhere, as text or paths of files and folders. With `own_heads` the record is also
    compared with the heads that this machine kept when it filed. Ledgers are compared with the reader's trust file;
    raises TrustError where that cannot be relied on.
    """
    return Store.examine(
        Record.find(path),
        check=check_body,
        progress=progress,
        checkpoint=checkpoint,
        remembered=kept_heads.remembered if own_heads else None,
        pins=trust.pins(),
    )


def backup(path: str | Path | None, dest: str | Path, *, keys: bool = False) -> Path:
    """Copy a record to a new folder, consistent even while it is written to; private keys only on request."""
    return copy_folder(Record.find(path), dest, keys=keys)


def restore(source: str | Path, dest: str | Path) -> Path:
    """Make a record again from a copy, and verify every byte of it; raises VerificationError where it does not hold.

    Warns (`BehindKeptHead`) if this machine knows a later head of one of its ledgers.
    """
    restore_folder(source, dest)
    found = verify_folder(dest, own_heads=False)
    if not found.ok:
        raise VerificationError(f"{dest}: {found.problems[0].where}: {found.problems[0].what}")
    with Store.open(dest, readonly=True) as store:
        for office in store.offices():
            kept_heads.warn_if_behind(store, office.origin)
    return Path(dest)

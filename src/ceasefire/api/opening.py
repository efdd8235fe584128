"""What is done with a record's folder as a whole: open or make, check, copy and restore."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ceasefire.api import kept_heads, trust
from ceasefire.api.folder_files import BESIDE
from ceasefire.api.record import RECORD_FILE, Record
from ceasefire.record import Store, plain_files
from ceasefire.record.backup import backup as copy_folder
from ceasefire.record.backup import restore as restore_folder
from ceasefire.record.errors import VerificationError
from ceasefire.record.reader import Reader
from ceasefire.vocabulary.kept_files import blobs_of
from ceasefire.vocabulary.understanding import not_understood
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.record.backup import Copied
    from ceasefire.record.kept_notes import Kept
    from ceasefire.record.verify_report import Problem, VerifyReport

MOST_NAMED: Final = 20
"""Places that the message of a failed restore names; `verify` names them all."""


def open_or_create(path: str | Path, *, name: str) -> Record:
    """Open the record at `path`, or make one there."""
    folder = Path(path)
    return (
        Record.open(folder) if plain_files.kind(folder / RECORD_FILE) else Record.create(folder, name=plain_name(name))
    )


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
    compared with the heads that this machine kept when it filed. Ledgers are compared with the trust
    file; raises TrustError where that cannot be relied on.
    """
    folder = Record.find(path, advise=False)
    return Store.examine(
        folder,
        reader=Reader(
            reading=not_understood,
            blobs_of=blobs_of,
            beside=BESIDE,
            pins=trust.pins(),
            remembered=kept_heads.remembered if own_heads else None,
        ),
        checkpoint=checkpoint,
        progress=progress,
    )


def backup(path: str | Path | None, dest: str | Path, *, keys: bool = False) -> "Copied":
    """Copy a record to a new folder, consistent even while it is written to; private keys only on request.

    Settings and rules go along as statements; what was set aside when filing only with the keys. What is returned may
    stand where a path is asked for; its `left_out` names blobs that are missing or altered, and what is not a plain file.
    """
    return copy_folder(Record.find(path, advise=False), dest, keys=keys, beside=BESIDE, blobs_of=blobs_of)


def restore(source: str | Path, dest: str | Path) -> "Copied":
    """Make a record again from a copy, and verify every byte of it.

    Raises VerificationError that names what does not hold; what could be copied is there all the same. Statements that
    are set aside are no hindrance: `set_aside` counts them. Warns (`BehindKeptHead`) if this machine knows a later head
    of one of its ledgers.
    """
    copied = restore_folder(source, dest, beside=BESIDE, blobs_of=blobs_of)
    found = verify_folder(dest, own_heads=False)
    if not found.ok:
        raise VerificationError(_failed(copied.path, found.problems))
    with Store.open(dest, readonly=True) as store:
        for office in store.offices():
            kept_heads.warn_of_copy(store, office.origin)
    return msgspec.structs.replace(copied, remarks=found.remarks, set_aside=found.set_aside)


def _failed(path: Path, problems: "Sequence[Problem]") -> str:
    lines = [f"{problem.where}: {problem.what}" for problem in problems[:MOST_NAMED]]
    more = [f"and {len(problems) - MOST_NAMED} more"] if len(problems) > MOST_NAMED else []
    verb = "does" if len(problems) == 1 else "do"
    return "\n".join([f"restored to {path}, but {plural(len(problems), 'place')} {verb} not hold:", *lines, *more])

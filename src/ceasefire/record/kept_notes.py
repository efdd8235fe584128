"""Checkpoints kept outside a record, and how the record compares with them.

**Trusted:** what the reader kept, and where. **Not trusted:** the record that is held against it. A checkpoint shows a
rollback or a rewritten history; only its signature says which ledger it speaks of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from ceasefire.record import ledger, note
from ceasefire.record.errors import VerificationError

SUFFIXES = (".checkpoint", ".note")
"""Names of the files of a folder that are read as checkpoints; others are passed over, and named."""


class KeptNote(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint with where it was kept.

    `key`, `beside` and `kept` are known of a head that this machine kept itself: the id of the ledger's first statement
    key, the ledgers (origin, first key) that stood beside it in the record then, and in words when and from which record
    it was kept.
    """

    where: str
    text: str
    checkpoint: note.Checkpoint
    key: str | None = None
    beside: tuple[tuple[str, str], ...] = ()
    kept: str = ""


Kept = str | Path | Iterable[str | Path] | None
"""Notes as text (with line ends), or paths of files and folders that hold them."""
Remembered = Callable[[str, str], KeptNote | None]
"""Returns the head that the reader's own machine kept of a ledger, by its origin and the id of its first key."""


def sources(given: Kept) -> Iterator[tuple[str, str | Path]]:
    """Yield each text and file with what it is called in an answer; of a folder, each of its files."""
    if given is None:
        return
    for one in [given] if isinstance(given, (str, Path)) else given:
        if isinstance(one, str) and "\n" in one:
            yield "kept checkpoint", one
        elif Path(one).is_dir():
            yield from ((_named(Path(one), file), file) for file in _files(Path(one)))
        else:
            yield f"kept checkpoint {Path(one).name}", Path(one)


def _named(folder: Path, file: Path) -> str:
    return f"kept checkpoint {folder.name}" + ("" if file == folder else f"/{file.name}")


def _files(folder: Path) -> list[Path]:
    """Return the checkpoints of a folder by name; the folder itself where it holds none, so that this is named."""
    return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES) or [folder]


def passed_over(given: Kept) -> list[Path]:
    """Return the files of the folders given that are not read as checkpoints."""
    paths = [given] if isinstance(given, (str, Path)) else given or []
    folders = [Path(one) for one in paths if not (isinstance(one, str) and "\n" in one) and Path(one).is_dir()]
    return sorted(file for folder in folders for file in folder.iterdir() if file.suffix not in SUFFIXES)


def read(where: str, source: str | Path) -> list[KeptNote]:
    """Return the checkpoints of a text or file; VerificationError or OSError where it holds none."""
    texts = note.split_notes(source if isinstance(source, str) else _content(source))
    names = [where] if len(texts) == 1 else [f"{where}, note {n}" for n in range(1, len(texts) + 1)]
    return [
        KeptNote(where=name, text=text, checkpoint=note.read_checkpoint(text))
        for name, text in zip(names, texts, strict=True)
    ]


def _content(path: Path) -> str:
    if path.is_dir():
        raise VerificationError(f"no checkpoint in {path.name} (no file ends in {' or '.join(SUFFIXES)})")
    if not path.is_file():
        raise VerificationError("no such file" if not path.exists() else "not a plain file")
    with path.open("rb") as file:
        return file.read(note.MAX_BYTES + 1).decode("utf-8")


def fault(kept: KeptNote, one: ledger.Ledger, vkeys: Iterable[note.Vkey], size: int, root: bytes | None) -> str | None:
    """Return why a ledger of `size` entries does not extend a kept head; None if it does.

    `root` is that of its first entries, as many as the kept head signs.
    """
    signed = kept.checkpoint
    try:
        note.check_checkpoint(kept.text, list(dict.fromkeys(vkeys)), one.origin)
    except VerificationError as error:
        return str(error)
    if is_older(kept, size):
        return older_words(size, signed.size, kept.kept)
    if signed.size > size:
        return f"signs {signed.size:,} statements of office {one.office}; here are {size:,} (rolled back)"
    if signed.root != root:
        return f"the first {signed.size:,} statements of office {one.office} are not those it signs (another history)"
    return None


def is_older(kept: KeptNote, size: int) -> bool:
    """Tell whether a ledger of `size` statements falls short of a head that this machine kept itself."""
    return kept.key is not None and kept.checkpoint.size > size


def older_words(size: int, kept_size: int, kept: str) -> str:
    """Return what is said of a copy that falls short of this machine's own head: most are honest, as a back-up is."""
    return (
        f"an older copy: {size:,} statements here, this machine kept the head of {kept_size:,} {kept}; "
        "take the newest copy before filing"
    )


def gone(kept: Iterable[KeptNote], here: set[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """Yield each ledger that stood beside a kept head's and is in this record no more: where that is known from, what."""
    for one in kept:
        for origin, key in one.beside:
            if (origin, key) not in here:
                yield one.where, f"{origin} (key {key[:16]}) stood beside it when this was kept, and is not here"

"""Checks the files of a record's folder: blobs against the statements that name them, and what else lies there.

No signature covers which files a folder holds. What a statement names must be there, whole; anything that no statement
and no part of the format names is told, and never read further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.record import batch, blobs, database, journals, key_files, plain_files
from ceasefire.record.batch import Cited
from ceasefire.record.batch_check import BatchCheck
from ceasefire.record.envelope import HEX64, Statement
from ceasefire.record.errors import DamagedError, NotFoundError
from ceasefire.record.keys import FOLDER as KEYS
from ceasefire.record.verify_report import Tally

BlobsOf = Callable[[str, Mapping[str, Any]], Iterable[str]]
"""Gives the digests of the blobs that a body names, by kind and body: the record itself knows no kinds but batches."""
RESULTS_OF_OLD = "derived"
"""Folder in which versions up to 0.2 kept computed tables; nothing is read from it now."""
SCRATCH = "copying.new"
"""Name under which a back-up writes a file before it is whole."""
UNFINISHED = "backup-unfinished"
"""Lies in a back-up until it is whole; its second line says which record it is of."""
_DATABASE = tuple(database.FILE + end for end in ("", journals.JOURNAL, journals.LOG, journals.INDEX))
_LEFTOVERS = (*database.LEFTOVERS, SCRATCH, UNFINISHED)


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What lies beside the format's own files: unsigned `files`, each with what is said of it, folders of the office's `own`,
    others.

    A copy takes the files along, and the own folders where the private keys go too.
    """

    files: Mapping[str, str] = {}
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Naming(msgspec.Struct, kw_only=True):
    """The first statement that names a blob, in words, and how many do."""

    first: str
    count: int = 1

    def words(self) -> str:
        more = f" (and {self.count - 1} more)" if self.count > 1 else ""
        return f"{self.first}{more}"


class Named:
    """The blobs that statements name, by digest; filled while the statements are read."""

    def __init__(self, blobs_of: BlobsOf | None = None) -> None:
        self._blobs_of = blobs_of
        self.by: dict[str, Naming] = {}

    def add(self, office: str, identity: str, statement: Statement) -> None:
        """Note what one statement names: blobs of its body, and the text that a span of its source lies in."""
        for digest in self._digests(statement):
            held = self.by.get(digest)
            if held is None:
                self.by[digest] = Naming(first=f"{statement.kind} {identity[:12]} of office {office}")
            else:
                held.count += 1

    def _digests(self, statement: Statement) -> Iterator[str]:
        found: list[Any] = []
        if statement.kind == batch.BATCH_KIND:
            found.append(statement.body.get("sha256"))
        if self._blobs_of is not None:
            found += self._blobs_of(statement.kind, statement.body)
        if statement.source is not None and statement.source.span is not None:
            found.append(statement.source.sha256)
        # a body may hold anything where a digest belongs, a list as well
        return iter({one for one in found if isinstance(one, str) and HEX64.fullmatch(one)})


def check(
    folder: Path, named: Named, batches: Iterable[tuple[str, Cited]], keys: Mapping[str, bytes], tally: Tally
) -> None:
    """Check every blob under its name, each blob that a statement names, and each batch against its blob.

    `keys` are the public halves of the enrolled keys by the names that their private key files have.
    """
    with tally.guarded("blobs"):
        whole = _blobs(folder, named, tally)
        with BatchCheck(folder) as checking:
            for identity, cited in batches:
                _batch(folder, identity, cited, cited.sha256 in whole, checking, tally)
        unnamed = len(whole - set(named.by))
        if unnamed:
            tally.remark("blobs", f"{unnamed} are whole and no statement names them")
    with tally.guarded("keys"):
        _keys(folder / KEYS, keys, tally)


def missing(folder: Path, named: Named) -> Iterator[tuple[str, str]]:
    """Yield each blob that a statement names and that cannot be read as its name says, and why, with who names it."""
    for digest, naming in sorted(named.by.items()):
        try:
            with blobs.opened(folder, digest):
                pass
        except NotFoundError:
            yield f"blob {digest}", f"is missing; {naming.words()} names it"
        except DamagedError as error:
            yield f"blob {digest}", f"{str(error).removeprefix(f'blob {digest} ')}; {naming.words()} names it"


def beside(folder: Path, ours: Beside, tally: Tally) -> None:
    """Tell what lies in the folder beside the ledgers: unsigned files, strangers, and what is no plain file."""
    folders = (blobs.FOLDER, KEYS)
    for name in plain_files.names(folder):
        kind = plain_files.kind(folder / name)
        if kind not in ("a plain file", "a folder"):
            tally.problem(name, f"is {kind}; it was not followed or opened")
        elif name in ours.files and kind == "a plain file":
            tally.remark(name, ours.files[name])
        elif name == RESULTS_OF_OLD:
            tally.remark(name, "is of an earlier version and is not read; it may be deleted")
        elif name in _LEFTOVERS:
            tally.remark(name, "is left over from interrupted work and means nothing")
        elif name not in (*_DATABASE, *folders, *ours.own, *ours.others):
            tally.remark(name, f"is {kind} that is no part of a record; it was not read")


def _blobs(folder: Path, named: Named, tally: Tally) -> set[str]:
    """Return the digests of all blobs that are whole; name those that are not, and those that are missing."""
    base = folder / blobs.FOLDER
    plain_files.require_folder(base)
    whole, seen = set[str](), set[str]()
    for path in plain_files.walk(base, 1):
        if path.name.startswith(blobs.INCOMING) and path.parent == base:
            tally.remark(f"blobs/{path.name}", "is left over from interrupted work and means nothing")
            continue
        tally.blobs += 1
        seen.add(path.name)
        with tally.guarded(f"blob {path.name}"):
            fault = _fault(folder, path)
            if fault:
                tally.problem(f"blob {path.name}", fault + _named_by(named, path.name))
            else:
                whole.add(path.name)
    for digest in sorted(set(named.by) - seen):
        tally.problem(f"blob {digest}", "is missing" + _named_by(named, digest))
    return whole


def _named_by(named: Named, name: str) -> str:
    naming = named.by.get(name)
    return f"; {naming.words()} names it" if naming else ""


def _fault(folder: Path, path: Path) -> str:
    """Return what is wrong with a file among the blobs, in words; empty when it is whole and in its place."""
    if not plain_files.is_file(path):
        return "is not a plain file"
    if not HEX64.fullmatch(path.name):
        return "is no blob: its name is not a SHA-256"
    if blobs.path_of(folder, path.name) != path:
        return f"lies in the wrong folder, {path.parent.name}"
    return "" if blobs.digest(path) == path.name else "its bytes are not those of its name"


def _batch(folder: Path, identity: str, cited: Cited, whole: bool, checking: BatchCheck, tally: Tally) -> None:
    """Check a batch's rows, or where the bytes of its blob do not hold, find the rows that are damaged."""
    where = f"blob {cited.sha256}"
    if not plain_files.is_file(blobs.path_of(folder, cited.sha256)):
        return  # named as missing, or as no plain file
    with tally.guarded(where):
        found = checking.faults(cited, whole, lambda count: tally.advance(rows=count if whole else 0))
        for fault in found or ([] if whole else [batch.Fault("", "no row could be named")]):
            tally.problem(f"{where} {fault.where}".rstrip() + f" (batch {identity[:12]})", fault.what)


def _keys(folder: Path, known: Mapping[str, bytes], tally: Tally) -> None:
    """Tell which private key files fit no key that is enrolled here, or cannot be used; `known` has the public halves."""
    for name in plain_files.names(folder):
        if not plain_files.is_file(folder / name):
            tally.problem(f"keys/{name}", f"is {plain_files.kind(folder / name)}, not a plain file")
        elif name not in known:
            tally.remark(f"keys/{name}", "fits no key that is enrolled here")
        elif fault := key_files.fault(folder / name, known[name]):
            tally.remark(f"keys/{name}", fault)

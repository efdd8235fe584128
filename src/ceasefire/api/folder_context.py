"""Files and folders as one truce, without a record: its instruments, and the parties, zones, lists and acts around them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from ceasefire import intake
from ceasefire.api.example import Manifest, manifest
from ceasefire.intake.model import Aside, IntakeError
from ceasefire.record import RecordError
from ceasefire.record.filing import now

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.language.files.loading import Fault, Loaded
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.projection.statement_rows import Said

_AROUND: Final = frozenset(
    {"party", "source", "zone", "accession", "designation", "act", "meeting", "duty_report", "statements"}
)
"""Kinds of files that are read: those of which tests and clocks know something."""
_SUFFIXES: Final = (".yaml", ".yml", ".geojson", ".csv")
_AGREEMENT: Final = re.compile(rb"^\xef?\xbb?\xbf?ceasefire:\s*['\"]?agreement/", re.MULTILINE)
_HEADLESS: Final = re.compile(rb"^(provisions|signatories):", re.MULTILINE)
_OTHER: Final = re.compile(rb"^\xef?\xbb?\xbf?ceasefire:\s*['\"]?statements/", re.MULTILINE)
_HEAD: Final = 64 * 1024
_MOST_NAMED: Final = 5
"""Files that a message names."""
_MANIFEST: Final = "manifest.toml"
REPEATED: Final = "same-instrument"
"""The rule that the second of two files of one instrument breaks."""


class FolderContext(NamedTuple):
    """What files hold: instruments as read, faults of those that cannot be, what is set aside, and the context of all.

    `duty_reports` is the table of that name.
    """

    loaded: "tuple[Loaded, ...]"
    faults: "tuple[Fault, ...]"
    aside: tuple[Aside, ...]
    context: "Context"
    duty_reports: "pa.Table"

    @property
    def instruments(self) -> "tuple[Instrument, ...]":
        """The instruments that can be read."""
        return tuple(one.instrument for one in self.loaded)

    @property
    def known(self) -> frozenset[str]:
        """Kinds of names (`agreements.checks.names.TABLES`) of which the files hold some, so that others can be missed."""
        held = {
            "parties": self.context.parties.belongs,
            "zones": self.context.zones,
            "lists": self.context.lists,
            "meetings": self.context.meetings,
            "accessions": self.context.accessions,
        }
        return frozenset(kind for kind, some in held.items() if some)


def of_folder(folder: Path) -> FolderContext:
    """Return what the files of a folder and its folders hold; with `manifest.toml` the files that it names, as it says.

    Raises RecordError where two files hold the same instrument, or the folder holds none.
    """
    found = of_paths([folder])
    for fault in found.faults:
        if fault.rule == REPEATED:
            raise RecordError(fault.words)
    if not found.loaded and not found.faults:
        raise no_agreement([folder])
    return found


def no_agreement(paths: Sequence[Path]) -> RecordError:
    """Return what is said where files and folders hold no agreement: what one looks like, and what is there instead."""
    there = [path.name for path, _ in _all_files(paths)]
    more = f" and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
    holds = f"; found instead: {', '.join(there[:_MOST_NAMED])}{more}" if there else "; there is no .yaml or .yml file"
    where = ", ".join(map(str, paths))
    return RecordError(
        f"no agreement file in {where}: one ends in .yaml and its first line is `ceasefire: agreement/2`{holds}"
    )


def of_paths(paths: Sequence[Path]) -> FolderContext:
    """Return what files and folders hold together; of a folder with `manifest.toml` the files that it names, as it says.

    Read are agreements, and statements on parties, zones, accessions, lists, acts, meetings and duties; files of other kinds
    are passed over. Of two files of one instrument the second is a fault.
    """
    files = list({path.resolve(): (path, options) for path, options in _all_files(paths)}.values())
    loaded, faults = _agreements(path for path, _ in files if _is_agreement(path))
    tables, aside = _tables([one for one in files if not _is_agreement(one[0])])
    context = _context(tuple(one.instrument for one in loaded), tables)
    return FolderContext(tuple(loaded), tuple(faults), tuple(aside), context, tables["duty_reports"])


def _all_files(paths: Iterable[Path]) -> Iterator[tuple[Path, intake.Options]]:
    """Yield every file meant by paths, those of a folder in order, with what is known of each."""
    for path in paths:
        if path.is_dir():
            yield from _files(path)
        else:
            yield path, intake.Options(new_parties=True)


def _files(folder: Path) -> Iterator[tuple[Path, intake.Options]]:
    """Yield the files with what is known of each, a manifest's in its order."""
    if (folder / _MANIFEST).is_file():
        found: Manifest = manifest(folder)
        for item in found.file:
            yield folder / item.path, found.options(item, folder).reading
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in _SUFFIXES and path.is_file() and not hidden:
            yield path, intake.Options(new_parties=True)


def _is_agreement(path: Path) -> bool:
    """Say whether a file is an agreement: it says so, or has the fields of one, so that its missing head can be told."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return _AGREEMENT.search(head) is not None or (_HEADLESS.search(head) is not None and _OTHER.search(head) is None)


def _agreements(paths: Iterable[Path]) -> "tuple[list[Loaded], list[Fault]]":
    from ceasefire.agreements.language.files.loading import AgreementError, read

    loaded: dict[str, Loaded] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            one = read(path)
        except AgreementError as error:
            faults += error.faults
            continue
        if one.instrument.id in loaded:
            faults.append(_repeated(one, loaded[one.instrument.id].file))
        loaded.setdefault(one.instrument.id, one)
    return list(loaded.values()), faults


def _repeated(one: "Loaded", other: str) -> "Fault":
    from ceasefire.agreements.language.files.loading import Fault

    line, column = one.at("id")
    words = f"{one.file} and {other} hold the same instrument, {one.instrument.id}; give one of them"
    return Fault(file=one.file, line=line, column=column, path="id", rule=REPEATED, words=words)


# --- statements as tables ---------------------------------------------------------------------------------------------


class _Blobs:
    """The geometries that the files hold, by digest."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def read_blob(self, sha256: str, limit: int = 0) -> bytes:
        from ceasefire.record.errors import NotFoundError

        if sha256 not in self.held:
            raise NotFoundError(sha256)
        return self.held[sha256]


def _tables(files: Iterable[tuple[Path, intake.Options]]) -> "tuple[dict[str, pa.Table], list[Aside]]":
    """Return the stated tables that the statements of the files fill, and what is set aside."""
    from ceasefire.projection.aside import Aside as Unread
    from ceasefire.projection.counted import Corrections
    from ceasefire.projection.filled import fill, named

    blobs, unread = _Blobs(), Unread()
    said: list[Said] = []
    aside: list[Aside] = []
    for path, options in files:
        said += _said(path, options, blobs, aside)
    corrections = Corrections(said)
    filled = fill(said, corrections, blobs, unread)
    made = dict(filled.tables)
    made |= named(filled, made["reports"], made["statements"], corrections.standing, unread)
    lost = [row for row in unread.table().to_pylist() if row["kind"] in _AROUND]
    aside += [Aside(file=row["statement_id"].rpartition(":")[0], reason=row["reason"]) for row in lost]
    return made, aside


def _said(path: Path, options: intake.Options, blobs: _Blobs, aside: list[Aside]) -> "list[Said]":
    """Return the statements of one file; nothing for a file of another kind or form."""
    from ceasefire.projection.statement_rows import Said
    from ceasefire.vocabulary import BODIES

    try:
        source = intake.read(path, options=options)
    except IntakeError as error:
        if options.kind is not None or path.suffix.lower() != ".csv":
            aside.append(Aside(file=path.name, reason=error.reason))
        return []
    if source.format.kind not in _AROUND:
        return []
    found, filed = [], now()
    for number, draft in enumerate(source.drafts(), 1):
        label = draft.body.get("label")
        found.append(
            Said(
                id=f"{path.name}:{number}",
                origin="folder",
                seq=number,
                kind=draft.kind,
                label=label if isinstance(label, str) else None,
                claimed_at=filed,
                cites=tuple(draft.cites),
                body=msgspec.convert(dict(draft.body), BODIES[draft.kind]),
            )
        )
    blobs.held |= {hashlib.sha256(content).hexdigest(): content for content in source.blobs.values()}
    aside += source.aside
    return found


def _context(instruments: "tuple[Instrument, ...]", tables: "dict[str, pa.Table]") -> "Context":
    """Return the context as the graph makes it for a record in which one office filed all and no charter is in force."""
    from ceasefire.agreements import Context
    from ceasefire.agreements.law.instruments import InstrumentLaw
    from ceasefire.derive import GRAPH, Setting
    from ceasefire.parties.authority import Answering, Authority

    answering = Answering(authority=Authority(pin=None))
    settings = {"answering": Setting("", lambda: answering), "publisher": Setting("", lambda: None)}
    held: dict[str, object] = {**tables, "instrument_law": InstrumentLaw(instruments, (), (), ())}

    def get(name: str) -> object:
        if name not in held:
            held.update(GRAPH.run(name, get, settings))
        return held[name]

    found = get("context")
    assert isinstance(found, Context)
    return found

"""Worked examples: a folder of data with a manifest, filed file by file into ledgers."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ceasefire.api.charters import NewAcceptance, accept_version, propose
from ceasefire.api.entries import Signer
from ceasefire.api.filing import Filed, FileOptions, file_path
from ceasefire.api.learning import learn
from ceasefire.intake import Options
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.api.record import Record

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


class OfficeOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office that the example files through, and the party it belongs to."""

    name: str
    party: str


class FileOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the example and what the person who files it knows about it."""

    path: str
    office: str | None = None
    kind: str | None = None
    mapping: str | None = None
    time_zone: str | None = None
    address: str | None = None
    publisher: str | None = None


class CharterOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The charter of an example: its form, which the default office proposes, and the offices that accept it."""

    path: str
    accepted_by: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`manifest.toml`: the example's title, its offices, and its files in filing order.

    With a `charter` all files are filed under it. With `learn` the default office files, after all files, a set of linkage
    parameters learnt from the reports.
    """

    title: str
    office: str
    party: str
    time_zone: str
    offices: tuple[OfficeOf, ...] = ()
    charter: CharterOf | None = None
    file: tuple[FileOf, ...] = ()
    simulated: bool = False
    learn: bool = False

    def options(self, item: FileOf, folder: Path) -> FileOptions:
        """Return how one file of the example is filed."""
        reading = Options(
            kind=item.kind,
            mapping=folder / item.mapping if item.mapping else None,
            time_zone=item.time_zone or self.time_zone,
            address=item.address,
            publisher=item.publisher,
            new_parties=True,
        )
        return FileOptions(reading=reading, office=item.office or self.office)

    def all_offices(self) -> tuple[OfficeOf, ...]:
        """Return the default office, then the others."""
        own = OfficeOf(name=self.office, party=self.party)
        return (own, *(office for office in self.offices if office.name != own.name))


def manifest(folder: Path) -> Manifest:
    """Return an example's manifest; raises RecordError that names the field which does not fit."""
    path = folder / "manifest.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RecordError(f"{path}: {error}") from error


def load_example(record: "Record", name: str, *, progress: Callable[[str, int], None] | None = None) -> Iterator[Filed]:
    """File an example (one that comes with the program, or a folder of one's own) into a record, file by file.

    Yields what became of each file, in order. `progress(file, statements)` is told as work goes on. Where the example has
    a charter, it is adopted first, and the record files and answers under it from then on, whatever the trust file says.
    """
    folder = EXAMPLES / name if (EXAMPLES / name).is_dir() else Path(name)
    found = manifest(folder)
    enrolled = {office.name for office in record.offices()}
    for office in found.all_offices():
        if office.name not in enrolled:
            record.init_office(office.name, office.party)
    if found.charter is not None:
        record.under(adopt(record, folder, found.charter, found.office))
    for item in found.file:
        done = None if progress is None else (lambda count, path=item.path: progress(path, count))
        yield file_path(record, folder / item.path, found.options(item, folder), done)
    if found.learn:
        learn(record, file=True, signer=Signer(office=found.office))


def adopt(record: "Record", folder: Path, charter: CharterOf, office: str) -> str:
    """Propose the charter of an example through an office, let the others accept it, and return its id."""
    made: str = propose(record, folder / charter.path, signer=Signer(office=office))["id"]
    for name in charter.accepted_by:
        accept_version(record, NewAcceptance(charter=made), Signer(office=name))
    return made

"""The cases of coded agreements: run against a record, a folder of files, or the files alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.api.agreement_index import not_coded
from ceasefire.record import RecordError

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.cases.covering import Coverage
    from ceasefire.agreements.cases.running import Outcome
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.folder_context import FolderContext
    from ceasefire.api.held_record import HeldRecord

Progress = Callable[[str, int, int], None]
"""Is told the instrument, how many of its cases are done, and how many it has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CasesOf:
    """The cases of one instrument as they came out, and how they cover its testable provisions.

    `coded_by` names the ledger whose coding it is where several offices code the instrument and none answers.
    """

    instrument: str
    cases: int
    hold: int
    outcomes: "tuple[Outcome, ...]"
    coverage: "tuple[Coverage, ...]"
    coded_by: str | None = None

    @property
    def failing(self) -> "tuple[Outcome, ...]":
        """The cases that do not hold."""
        return tuple(one for one in self.outcomes if not one.holds)


class CasesRun(NamedTuple):
    """What `run_cases` found: the instruments with their cases, and what of the files is set aside, in words."""

    instruments: tuple[CasesOf, ...]
    aside: tuple[str, ...]


class _Ground(NamedTuple):
    """What cases are run against, and the instruments that it holds, each with the ledger that codes it if that is open."""

    context: "Context"
    duty_reports: "pa.Table | None"
    held: "tuple[tuple[Instrument, str | None], ...]"
    aside: tuple[str, ...] = ()
    own: "tuple[tuple[Instrument, str | None], ...]" = ()
    """Of these, those of files that are given by themselves."""


def run_cases(
    names: Sequence[str], record: "HeldRecord | None" = None, *, progress: Progress | None = None
) -> CasesRun:
    """Run the cases of instruments and return what came of them.

    `names` are files and folders, read together as `check` reads them, and ids of instruments; without any, all instruments
    of the record are tested. What a file codes is tested as the file has it. The facts around are those of `record`, else
    those of the files and folders. Raises AgreementError for a file that does not hold, and RecordError for an id that is not
    coded there, for paths that hold no agreement, or where neither file nor folder nor record is given.
    """
    paths = [Path(name) for name in names if Path(name).exists()]
    ids = [name for name in names if not Path(name).exists()]
    ground = _ground(paths, record)
    chosen = [*ground.own, *(_chosen(ground, ids) if ids or not ground.own else ())]
    return CasesRun(tuple(_cases(one, by, ground, progress) for one, by in chosen), ground.aside)


def _ground(paths: Sequence[Path], record: "HeldRecord | None") -> _Ground:
    if paths:
        return _of_paths(paths, record)
    if record is None:
        raise RecordError("give agreement files, a folder of them, or a record")
    return _Ground(record.context(), record.table("duty_reports"), tuple(_held(record)))


def _of_paths(paths: Sequence[Path], record: "HeldRecord | None") -> _Ground:
    """Return the instruments of files and folders, with the facts of a record where one is given, else with their own."""
    found = _read(paths)
    held: list[tuple[Instrument, str | None]] = [(one.instrument, None) for one in found.loaded]
    files = {path.name for path in paths if path.is_file()}
    own = tuple((one.instrument, None) for one in found.loaded if one.file in files)
    aside = tuple(map(str, found.aside))
    if record is None:
        return _Ground(found.context, found.duty_reports, tuple(held), aside, own)
    if not any(path.is_dir() for path in paths):
        held = list(_held(record))
    return _Ground(record.context(), record.table("duty_reports"), tuple(held), aside, own)


def _read(paths: Sequence[Path]) -> "FolderContext":
    """Return what paths hold; a file given by itself goes before another of the same instrument in a folder."""
    from ceasefire.agreements.language.files.loading import AgreementError
    from ceasefire.api.folder_context import REPEATED, no_agreement, of_folder, of_paths

    if len(paths) == 1 and paths[0].is_dir():
        found = of_folder(paths[0])
    else:
        found = of_paths(sorted(paths, key=Path.is_dir))
    beside = any(path.is_file() for path in paths) and any(path.is_dir() for path in paths)
    faults = [one for one in found.faults if not (beside and one.rule == REPEATED)]
    if faults:
        raise AgreementError(faults)
    if not found.loaded:
        raise no_agreement(paths)
    return found


def _held(record: "HeldRecord") -> "Iterable[tuple[Instrument, str | None]]":
    """Yield the instruments of a record; of a contested one each coding, with its ledger."""
    from ceasefire.agreements.law.instruments import InstrumentLaw

    law = record.tables.typed_value("instrument_law", InstrumentLaw)
    yield from ((one, None) for one in record.instruments())
    yield from ((coding.instrument, coding.ledger) for one in law.contested for coding in one.codings)


def _chosen(ground: _Ground, ids: Sequence[str]) -> "list[tuple[Instrument, str | None]]":
    known = {one.id for one, _ in ground.held}
    for name in ids:
        if name not in known:
            raise not_coded(name, known, "a file", "a folder")
    return [(one, by) for one, by in ground.held if not ids or one.id in ids]


def _cases(instrument: "Instrument", coded_by: str | None, ground: _Ground, progress: Progress | None) -> CasesOf:
    from ceasefire.agreements.cases.covering import coverage
    from ceasefire.agreements.cases.running import run

    total = len(instrument.cases)
    told = None if progress is None else (lambda done: progress(instrument.id, done, total))
    outcomes = run(instrument, ground.context, ground.duty_reports, progress=told)
    return CasesOf(
        instrument=instrument.id,
        cases=total,
        hold=sum(one.holds for one in outcomes),
        outcomes=outcomes,
        coverage=coverage(instrument, ground.context),
        coded_by=coded_by,
    )


def plain(found: CasesOf) -> dict[str, Any]:
    """Return the same for a program: every outcome, and the provisions without a case or short of one."""
    import msgspec

    short = [one for one in found.coverage if one.lacks or not one.cases]
    return {
        "instrument": found.instrument,
        "coded_by": found.coded_by,
        "cases": found.cases,
        "hold": found.hold,
        "outcomes": msgspec.to_builtins(found.outcomes),
        "testable_provisions": len(found.coverage),
        "short_of_cases": msgspec.to_builtins(short),
    }

"""Agreement files as a legal adviser handles them: check, explain, compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire import agreements
from ceasefire.api.agreement_index import not_coded
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.checks.problem import Problem
    from ceasefire.agreements.language.files.loading import Fault
    from ceasefire.agreements.language.in_words.difference import Change
    from ceasefire.agreements.language.in_words.exception_tree import ExceptionTree
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.held_record import HeldRecord


class Checked(NamedTuple):
    """What `check` found, how many agreement files it looked at, and what of the other files is set aside, in words."""

    found: "tuple[Fault | Problem, ...]"
    files: int
    aside: tuple[str, ...] = ()


def check(paths: Sequence[Path], context: "Context | None" = None) -> Checked:
    """Return every fault of the agreements in files and folders, each with file, line and column.

    They are seen together. The parties, zones, lists and meetings that they name are looked up in `context`, that of a
    record, else in the other files given (as `folder_context.of_paths` reads them). Of kinds that nothing holds no name is
    called wrong, and one note counts those. Raises RecordError where no agreement is given.
    """
    from ceasefire.api.folder_context import no_agreement, of_paths

    found = of_paths(paths)
    if not found.loaded and not found.faults:
        raise no_agreement(paths)
    if context is None:
        known = found.known | ({"instruments"} if any(path.is_dir() for path in paths) else set())
        problems = agreements.check(found.loaded, found.context, known=known)
    else:
        held = {**context.instruments, **found.context.instruments}
        problems = agreements.check(found.loaded, replace(context, instruments=held))
    files = {one.file for one in found.loaded} | {one.file for one in found.faults}
    faults = [_with_party(one, found.context if context is None else context) for one in found.faults]
    return Checked((*faults, *problems), len(files), tuple(map(str, found.aside)))


def _with_party(fault: "Fault", context: "Context") -> "Fault":
    """Return a fault; one of words where an id belongs says the id of the party that they name."""
    party = context.parties.party(fault.stands) if fault.rule == "spelling" and fault.stands else None
    if party is None:
        return fault
    return replace(fault, words=f"{fault.stands!r} is the name of a party and not its id; write {party}")


class Coded(NamedTuple):
    """One coding of an instrument; `coded_by` names its ledger where several offices code it and none answers."""

    instrument: "Instrument"
    coded_by: str | None = None

    @property
    def head(self) -> str:
        """What stands above the words of a contested coding, with an empty line; nothing above those of any other."""
        return f"Contested. As coded by {self.coded_by}:\n\n" if self.coded_by else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """A coding in plain words, whole, and its assumptions by themselves."""

    instrument: str
    text: str
    assumptions: tuple[str, ...]
    coded_by: str | None = None


def codings_of(names: Iterable[str], record: "HeldRecord | None" = None) -> list[Coded]:
    """Return the instruments that names mean: agreement files, folders of them, and ids of instruments in a record.

    Of a contested instrument each coding. Raises RecordError for a name that is neither, AgreementError for a file that does
    not hold.
    """
    found = []
    for name in names:
        if Path(name).is_dir():
            found += [Coded(one) for one in _of_folder(Path(name))]
        elif Path(name).is_file():
            found.append(Coded(agreements.load(Path(name))))
        elif record is None:
            raise RecordError(f"{name!r} is no file or folder; to ask for an instrument by its id, name a record")
        else:
            found += _held(record, name)
    return found


def _of_folder(folder: Path) -> "tuple[Instrument, ...]":
    from ceasefire.agreements.language.files.loading import AgreementError
    from ceasefire.api.folder_context import of_folder

    found = of_folder(folder)
    if found.faults:
        raise AgreementError(list(found.faults))
    return found.instruments


def explain(coded: Iterable[Coded]) -> list[Explained]:
    """Return codings in plain words; the last part of each lists what it takes for granted."""
    from ceasefire.agreements.language.in_words.assumptions import assumptions

    return [
        Explained(
            instrument=one.instrument.id,
            text=one.head + agreements.explain(one.instrument),
            assumptions=tuple(assumptions(one.instrument)),
            coded_by=one.coded_by,
        )
        for one in coded
    ]


def exceptions(coded: Iterable[Coded], provision: str | None = None) -> "list[ExceptionTree]":
    """Return the exceptions of provisions as trees: of one provision, else of each that has any.

    Raises RecordError where no coding has the provision.
    """
    from ceasefire.agreements.language.in_words.exception_tree import tree, trees

    held = list(coded)
    if provision is None:
        return [one for each in held for one in trees(each.instrument)]
    found = [(each.instrument, p) for each in held for p in each.instrument.provisions if p.id == provision]
    if not found:
        known = dict.fromkeys(p.id for each in held for p in each.instrument.provisions)
        raise RecordError(f"no provision {provision!r} there; its provisions are {', '.join(known)}")
    return [tree(instrument, one) for instrument, one in found]


def _held(record: "HeldRecord", name: str) -> list[Coded]:
    """Return the codings of an instrument of a record: the one that answers, or each of those contested."""
    from ceasefire.agreements.law.instruments import InstrumentLaw

    record.instruments()  # says what is set aside
    law = record.tables.typed_value("instrument_law", InstrumentLaw)
    coded = {one.instrument.id for one in law.coded} | {one.id for one in law.contested}
    if name not in coded:
        raise not_coded(name, coded, "a file")
    found = law.codings_of(name)
    return [Coded(one.instrument, one.ledger if len(found) > 1 else None) for one in found]


def codings(record: "HeldRecord") -> list[dict[str, Any]]:
    """Return the codings of everything that several offices code, or another than the charter names (table `codings`)."""
    rows: list[dict[str, Any]] = record.table("codings").to_pylist()
    return rows


def acts(record: "HeldRecord") -> list[dict[str, Any]]:
    """Return every act: what it takes, whose word is there, whether it has effect (table `act_states`)."""
    rows: list[dict[str, Any]] = record.table("act_states").to_pylist()
    return rows


def diff(old: Path, new: Path) -> "list[Change]":
    """Return what changed between two codings."""
    return agreements.diff(agreements.load(old), agreements.load(new))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the language."""
    from ceasefire.agreements.language.author_forms import json_schema

    return json_schema()

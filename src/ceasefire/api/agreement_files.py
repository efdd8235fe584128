"""Agreement files as a legal adviser handles them: check, explain, compare."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire import agreements
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.checks.problem import Problem
    from ceasefire.agreements.language.difference import Change
    from ceasefire.agreements.language.loading import Fault
    from ceasefire.agreements.law.instruments import CodedInstrument
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
    from ceasefire.api.folder_context import of_paths

    found = of_paths(paths)
    if not found.loaded and not found.faults:
        raise RecordError(f"no agreement file in {', '.join(map(str, paths))}")
    if context is None:
        known = found.known | ({"instruments"} if any(path.is_dir() for path in paths) else set())
        problems = agreements.check(found.loaded, found.context, known=known)
    else:
        held = {**context.instruments, **found.context.instruments}
        problems = agreements.check(found.loaded, replace(context, instruments=held))
    files = {one.file for one in found.loaded} | {one.file for one in found.faults}
    return Checked((*found.faults, *problems), len(files), tuple(map(str, found.aside)))


def explain(files: Iterable[Path]) -> list[str]:
    """Return each instrument in plain words."""
    return [agreements.explain(agreements.load(path)) for path in files]


def explain_held(record: "HeldRecord", wanted: Iterable[str]) -> list[str]:
    """Return instruments of a record in plain words, by id: the coding that answers, or each of those contested.

    Raises RecordError for an id that is not coded there.
    """
    from ceasefire.agreements.law.instruments import InstrumentLaw

    record.instruments()  # says what is set aside
    law = record.tables.typed_value("instrument_law", InstrumentLaw)
    coded = {one.instrument.id for one in law.coded} | {one.id for one in law.contested}
    for name in wanted:
        if name not in coded:
            raise RecordError(
                f"{name!r} is neither a file nor an instrument coded here; coded are {', '.join(sorted(coded)) or 'none'}"
            )
    return [text for name in wanted for text in _explained(law.codings_of(name))]


def _explained(codings: "Sequence[CodedInstrument]") -> list[str]:
    """Return codings of one instrument in words; where there are several each says whose it is."""
    texts = [agreements.explain(one.instrument) for one in codings]
    if len(texts) == 1:
        return texts
    heads = [f"Contested. As coded by {one.ledger}:" for one in codings]
    return [f"{head}\n\n{text}" for head, text in zip(heads, texts, strict=True)]


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

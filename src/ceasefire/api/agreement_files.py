"""Agreement files as a legal adviser handles them: check, explain, compare."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire import agreements
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.checks.problem import Problem
    from ceasefire.agreements.language.difference import Change
    from ceasefire.agreements.language.loading import Fault
    from ceasefire.agreements.law.instruments import CodedInstrument
    from ceasefire.api.held_record import HeldRecord


def check(files: Iterable[Path], context: "Context") -> "list[Fault | Problem]":
    """Return every fault of the files, each with file, line and column; files that cannot be read give theirs too."""
    from ceasefire.agreements.language.loading import AgreementError, read

    faults: list[Fault | Problem] = []
    loaded = []
    for path in files:
        try:
            loaded.append(read(path))
        except AgreementError as error:
            faults += error.faults
    return [*faults, *agreements.check(loaded, context)]


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


def empty() -> "Context":
    """Return a context that knows no party, zone or list: references to such are then reported as dangling."""
    return agreements.Context.build(())

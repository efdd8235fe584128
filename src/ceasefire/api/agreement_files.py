"""Agreement files as a legal adviser handles them: check, explain, compare."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire import agreements
from ceasefire.record import RecordError

if TYPE_CHECKING:
    from ceasefire.agreements import Context
    from ceasefire.agreements.checking import Problem
    from ceasefire.agreements.language.difference import Change
    from ceasefire.agreements.language.loading import Fault
    from ceasefire.agreements.language.model import Instrument


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


def explain_held(instruments: "Iterable[Instrument]", wanted: Iterable[str]) -> list[str]:
    """Return instruments of a record in plain words, by id; raises RecordError for an id that is not coded there."""
    coded = {one.id: one for one in instruments}
    for name in wanted:
        if name not in coded:
            raise RecordError(
                f"{name!r} is neither a file nor an instrument coded here; coded are {', '.join(sorted(coded)) or 'none'}"
            )
    return [agreements.explain(coded[name]) for name in wanted]


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

"""`why-not`, and `hits --grounds`, `hits --recompute`: one test in all its reasons, and a test worked out again."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli.clause_words import answer_words, clause_lines, incident_words, wrapped
from ceasefire.cli.common import ASIDE, FOUND, as_json, emit_json, on_record, open_record, safe
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.agreements.grounds.recompute import Again
    from ceasefire.api.answers import HitFilter
    from ceasefire.api.grounds import Recomputed

_WORDS = {"same": "the same", "differs": "differs", "cannot": "cannot be worked out again"}
_INCIDENT = {
    "unchanged": "the record now says the same of it",
    "changed": "the tests are of the incident as the file has it; the record now says otherwise",
    "missing": "the tests are of the incident as the file has it; the record holds none of this id",
}
_ENDED = {"changed": "not as the record now has it", "missing": "not in the record"}
_GROUNDS = {"today": "the grounds that answer today", "other": "not the grounds of today"}


@click.command("why-not")
@on_record
@as_json
@click.argument("incident")
@click.argument("provision")
def why_not(record_dir: Path | None, json_: bool, incident: str, provision: str) -> None:
    """Say for each element of one test what the answer rests on, and what it would take to be a yes.

    INCIDENT is an incident id, the id or label of one of its reports, or the id of a position on it; PROVISION one such as
    dea-2, or instrument/dea-2 where several instruments have it.

    \b
    Example:  ceasefire why-not R0017 dea-2
    """
    with open_record(record_dir) as record:
        found = record.why_not(incident, provision)
        head = "" if json_ else incident_words(record, found["incident_id"])
    if json_:
        return emit_json(found)
    click.echo("\n".join((*wrapped(head), "", *clause_lines(found))))
    for one in found["elements"]:
        click.echo("\n".join(_element(one)))
    return None


def _element(one: dict[str, Any]) -> Iterator[str]:
    """Yield an element with its answer, beneath it the reason and what a yes would take."""
    yield ""
    yield safe(f"  {one['element']}: {answer_words(one['answer'], one['asserted_by'])}")
    yield from wrapped(_reason(one), "    ")
    if one["needs"]:
        yield from wrapped(f"needs: {one['needs']}", "    ")


def _reason(one: dict[str, Any]) -> str:
    if not one["asserted_by"]:
        return str(one["why"])
    return f"{one['why']}; claimed by {', '.join(one['asserted_by'])}, on the ground: {one['basis']}"


def grounds_or_recomputed(record_dir: Path | None, only: "HitFilter", file: Path | None, json_: bool) -> None:
    """Print the tests of one incident with their grounds, or (with a file of them) what becomes of them worked out again."""
    if file is not None:
        return _recomputed(record_dir, file, json_)
    if not json_:
        raise click.UsageError("--grounds goes with --json")
    from ceasefire.api.grounds import with_grounds

    with open_record(record_dir) as record:
        return emit_json(with_grounds(record, only))


def _recomputed(record_dir: Path | None, file: Path, json_: bool) -> None:
    """Print what becomes of the tests in a file; ends with the status of a check that found something where one differs."""
    with open_record(record_dir) as record:
        found = record.recompute_hits(file)
    if json_:
        emit_json(_plainly(found))
    else:
        _print_again(found.tests)
        for line in _beside(found):
            click.echo(safe(line))
        click.echo(_ended(found))
    differs = any(one.state != "same" for one in found.tests) or found.incident.state != "unchanged"
    sys.exit(ASIDE if found.set_aside else FOUND if differs else 0)


def _plainly(found: "Recomputed") -> dict[str, Any]:
    parts = {name: [one._asdict() for one in getattr(found, name)] for name in ("tests", "grounds", "set_aside")}
    return parts | {"incident": found.incident._asdict(), "left_out": found.left_out}


def _beside(found: "Recomputed") -> Iterator[str]:
    """Yield what is to be known beside the tests: of the incident, the grounds, what is left out and what does not fit."""
    one = found.incident
    yield f"incident {one.incident_id}: {_INCIDENT[one.state]}"
    yield from (f"  {column}: {then} in the file, {now} in the record now" for column, then, now in one.changed)
    for grounds in found.grounds:
        yield f"grounds of {', '.join(grounds.instruments)}: {_GROUNDS[grounds.state]}"
        yield from (f"  the record alone holds {part} {name}" for part, name in grounds.record_alone)
        yield from (f"  the file alone holds {part} {name}" for part, name in grounds.file_alone)
    if found.left_out:
        yield f"{plural(len(found.left_out), 'test')} of the record left out of the file: {', '.join(found.left_out)}"
    yield from (f"set aside: row {bad.row} of hits: {bad.why}" for bad in found.set_aside)


def _ended(found: "Recomputed") -> str:
    same = sum(one.state == "same" for one in found.tests)
    said = f"{plural(len(found.tests), 'test')} worked out again on their own grounds, {same} the same"
    state = found.incident.state
    return said if state == "unchanged" else f"{said}; the incident is {_ENDED[state]}"


def _print_again(found: "Sequence[Again]") -> None:
    for one in found:
        click.echo(safe(f"{provision_name(one.instrument, one.provision)}: {_WORDS[one.state]}"))
        for column, then, now in one.differs:
            click.echo(safe(f"  {column.rstrip('_')}: {then} then, {now} now"))
        for words in one.missing:
            click.echo(safe(f"  {words}"))
    if any(one.other_code for one in found):
        click.echo("note: another version of the program worked these out then", err=True)

"""`agreement check`, `explain`, `diff`, `codings`, `acts`, `schema`: coded agreements for people who do not program."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from ceasefire.cli.agreement_cases import run_cases
from ceasefire.cli.agreement_index import index
from ceasefire.cli.agreement_readings import readings
from ceasefire.cli.agreement_texts import exceptions, with_codings
from ceasefire.cli.clause_words import wrapped
from ceasefire.cli.common import ASIDE, FOUND, as_json, emit_json, emit_table, on_record, open_record, safe
from ceasefire.vocabulary.wording import plural, spaced

PATHS = click.argument(
    "paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)


@click.group()
def agreement() -> None:
    """Check, explain and compare coded agreements (YAML, one file an instrument)."""


agreement.add_command(run_cases)
agreement.add_command(index)
agreement.add_command(readings)
agreement.add_command(exceptions)


@agreement.command()
@PATHS
@on_record
@as_json
def check(paths: tuple[Path, ...], record_dir: Path | None, json_: bool) -> None:
    """Name every fault with its line: slips of the pen, dangling references, circles, impossible times, open readings.

    Files and folders given together see each other: agreements, and the parties, zones, lists and meetings in other files.
    With --record such names are looked up in the record instead.

    \b
    Example:  ceasefire agreement check memorandum.yaml
              ceasefire agreement check truce/
    Status:   0 nothing but notes, 1 errors or warnings, 3 nothing but notes, but a row of another file was set aside.
    """
    from ceasefire.api import agreement_files

    if record_dir is None:
        checked = agreement_files.check(paths)
    else:
        with open_record(record_dir) as record:
            checked = agreement_files.check(paths, record.context())
    if json_:
        emit_json(checked.found)
    else:
        for fault in checked.found:
            click.echo(safe(str(fault)))
        click.echo(f"{plural(checked.files, 'file')}, {plural(len(checked.found), 'finding')}")
    for line in checked.aside:
        click.echo(f"ceasefire: set aside: {safe(line)}", err=True)
    grave = any(getattr(fault, "weight", "error") != "note" for fault in checked.found)
    sys.exit(FOUND if grave else ASIDE if checked.aside else 0)


@agreement.command()
@click.argument("instruments", nargs=-1, required=True)
@on_record
@as_json
def explain(instruments: tuple[str, ...], record_dir: Path | None, json_: bool) -> None:
    """Say in plain words what each provision was coded to mean, for a lawyer to hold against the text.

    INSTRUMENTS are files, folders of them, or the ids of instruments that a record holds. The last part lists, numbered, what the coding takes
    for granted: assumptions that a lawyer must accept or challenge.

    \b
    Example:  ceasefire agreement explain memorandum.yaml
              ceasefire agreement explain memorandum-2017-05-04
    """
    from ceasefire.api import agreement_files

    found = with_codings(instruments, record_dir, agreement_files.explain)
    if json_:
        return emit_json(found)
    for one in found:
        click.echo("\n".join(safe(line) for line in one.text.split("\n")))
    return None


@agreement.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
def diff(old: Path, new: Path, json_: bool) -> None:
    """Say what changed between two codings of an instrument, provision by provision.

    \b
    Example:  ceasefire agreement diff memorandum-v1.yaml memorandum-v2.yaml
    Status:   0 the same, 1 they differ.
    """
    from ceasefire.api import agreement_files

    changes = agreement_files.diff(old, new)
    if json_:
        emit_json(changes)
    else:
        for change in changes:
            click.echo(safe(str(change)))
        click.echo(plural(len(changes), "change"))
    sys.exit(FOUND if changes else 0)


@agreement.command()
@on_record
@as_json
def codings(record_dir: Path | None, json_: bool) -> None:
    """List what several offices code, or another than the charter names: whose coding answers, and on what ground.

    \b
    Example:  ceasefire agreement codings
    """
    from ceasefire.api import agreement_files

    with open_record(record_dir) as record:
        rows = agreement_files.codings(record)
    if json_:
        return emit_json(rows)
    if not rows:
        return click.echo("nothing is coded by two offices, or by another than the charter names")
    columns = ("what", "id", "ledger", "state", "ground")
    return emit_table(
        [[row[name] for name in columns] for row in rows], ("what", "id", "as coded by", "state", "ground")
    )


@agreement.command()
@on_record
@as_json
def acts(record_dir: Path | None, json_: bool) -> None:
    """List the acts on agreements: what each takes, whose word is there or missing, and whether it has effect.

    \b
    Example:  ceasefire agreement acts
    """
    from ceasefire.api import agreement_files

    with open_record(record_dir) as record:
        rows = agreement_files.acts(record)
    if json_:
        return emit_json(rows)
    if not rows:
        return click.echo("no act is recorded")
    for number, (instrument, some) in enumerate(groupby(rows, key=lambda row: row["instrument"])):
        click.echo("\n".join(("", *wrapped(instrument)) if number else wrapped(instrument)))
        for row in some:
            click.echo("\n".join(_act(row)))
    return None


def _act(row: dict[str, Any]) -> Iterator[str]:
    """Yield an act as lines of at most 80 columns: when and what with its effect, what it takes, and why."""
    end = f", new end {row['term_to']}" if row["term_to"] else ""
    yield from wrapped(
        f"{row['date_start'] or 'day not told'}  {spaced(row['act'])}{end}: {spaced(row['state'])}", "  "
    )
    yield from wrapped(f"takes: {row['needs']}", "    ")
    yield from wrapped(str(row["why"]), "    ")


@agreement.command("schema")
def schema_() -> None:
    """Print the JSON Schema of the agreement language, for an editor's completion.

    \b
    Example:  ceasefire agreement schema > agreement.schema.json
    """
    from ceasefire.api import agreement_files

    emit_json(agreement_files.schema())

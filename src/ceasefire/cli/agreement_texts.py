"""`agreement exceptions`, and how the commands on coded texts find the files and instruments that they are asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ceasefire.cli.common import as_json, emit_json, on_record, open_record, safe

if TYPE_CHECKING:
    from ceasefire.api.agreement_files import Coded

Made = TypeVar("Made")


def with_codings(names: Sequence[str], record_dir: Path | None, make: "Callable[[list[Coded]], Made]") -> Made:
    """Return what is made of the codings that names mean; a record is opened only where one of them is no file or folder."""
    from ceasefire.api import agreement_files

    if all(Path(name).exists() for name in names):
        return make(agreement_files.codings_of(names))
    with open_record(record_dir) as record:
        return make(agreement_files.codings_of(names, record))


@click.command()
@click.argument("instrument", metavar="FILE|FOLDER|INSTRUMENT")
@click.argument("provision", required=False)
@on_record
@as_json
def exceptions(instrument: str, provision: str | None, record_dir: Path | None, json_: bool) -> None:
    """Show the exceptions of a provision as a tree: what is taken out, what is kept in, and which goes before which.

    Without PROVISION those of every provision that has any. Exceptions that point different ways while the text ranks
    neither are named: where both fit an act the answer is undetermined.

    \b
    Example:  ceasefire agreement exceptions memorandum.yaml dea-2
    """
    from ceasefire.api import agreement_files

    found = with_codings([instrument], record_dir, lambda coded: agreement_files.exceptions(coded, provision))
    if json_:
        return emit_json(found)
    for one in found:
        for line in one.lines():
            click.echo(safe(line))
    if not found:
        click.echo("no provision has an exception")
    return None

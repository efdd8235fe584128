"""`agreement index`: how much of each text is coded, and from each provision to who speaks of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli.clause_words import wrapped
from ceasefire.cli.common import as_json, emit_json, emit_table, on_record, open_record

if TYPE_CHECKING:
    from ceasefire.agreements.indexed import Indexed

_WHOLE = "the whole"


@click.command("index")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...")
@on_record
@as_json
def index(instruments: tuple[str, ...], record_dir: Path | None, json_: bool) -> None:
    """Say how much of each text is coded, and for each provision how many statements and incidents speak of it.

    \b
    Example:  ceasefire agreement index memorandum-2017-05-04
    """
    from ceasefire.api import agreement_index

    with open_record(record_dir) as record:
        found = agreement_index.index(record, instruments)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no agreement is coded")
    for one in found:
        click.echo("\n".join(wrapped(f"{one.instrument}: {one.words}")))
        _table(one)
    return None


def _table(found: "Indexed") -> None:
    rows = [
        [
            row["provision"] or _WHOLE,
            row["paragraphs"],
            {True: "yes", False: "no", None: ""}[row["testable"]],
            row["kind"] or "nobody",
            row["statements"],
            "" if row["incidents"] is None else row["incidents"],
        ]
        for row in found.rows
    ]
    emit_table(rows, ("provision", "paragraphs", "testable", "spoken of by", "statements", "incidents in scope"))

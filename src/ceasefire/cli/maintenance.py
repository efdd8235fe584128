"""`verify`, `rebuild`, `backup`, `restore`: keeping a record sound."""

import sys
from pathlib import Path

import click

from ceasefire.cli.common import ASIDE, FOUND, as_json, emit_json, on_record, open_record, progress, safe
from ceasefire.vocabulary.wording import plural


@click.command()
@on_record
@as_json
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint somebody kept: the ledger must extend it.",
)
def verify(record_dir: Path | None, json_: bool, checkpoint: Path | None) -> None:
    """Re-read every byte of the record and name each statement, blob or row that does not hold.

    \b
    Example:  ceasefire verify --record demo/record
    Status:   0 everything holds, 1 something does not, 3 everything holds and some statements are set aside.
    """
    from ceasefire.api import verify_folder

    with progress("verifying") as done:
        found = verify_folder(record_dir, progress=done, checkpoint=checkpoint)
    if json_:
        emit_json(found)
    else:
        for problem in found.problems:
            click.echo(f"{safe(problem.where)}: {safe(problem.what)}")
        for remark in found.remarks:
            click.echo(f"{safe(remark.where)}: {safe(remark.what)}")
        state = f"{len(found.problems)} do not hold" if found.problems else "all hold"
        click.echo(
            f"{plural(found.statements, 'statement')}, {plural(found.blobs, 'blob')}, "
            f"{plural(found.rows, 'batch row')}: {state}"
        )
    sys.exit(FOUND if found.problems else ASIDE if found.set_aside else 0)


@click.command()
@on_record
@as_json
def rebuild(record_dir: Path | None, json_: bool) -> None:
    """Delete every computed table, make it again from the ledgers alone, and compare.

    \b
    Example:  ceasefire rebuild --record demo/record
    Status:   0 the tables are the same as before, 1 one differs.
    """
    with open_record(record_dir, readonly=True) as record:
        found = record.rebuild()
    if json_:
        emit_json(found)
    else:
        for name, state in found.items():
            click.echo(f"{name}: {state}")
    sys.exit(FOUND if "differs" in found.values() else 0)


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@on_record
@click.option("--keys", is_flag=True, help="Copy the private keys as well; keep such a copy as you keep the keys.")
def backup(dest: Path, record_dir: Path | None, keys: bool) -> None:
    """Copy the record to a new folder, consistent even while somebody files; private keys only with --keys.

    \b
    Example:  ceasefire backup /media/stick/record-2018-09-30
    """
    import ceasefire

    made = ceasefire.backup(record_dir, dest, keys=keys)
    click.echo(
        f"copied to {made}" + ("" if keys else " (without private keys: it can be read and verified, not filed into)")
    )


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("dest", type=click.Path(path_type=Path))
def restore(source: Path, dest: Path) -> None:
    """Make a record again from a back-up, verify it, and say what to know before filing into it.

    \b
    Example:  ceasefire restore /media/stick/record-2018-09-30 record
    """
    import ceasefire

    made = ceasefire.restore(source, dest)
    click.echo(f"restored to {made} and verified")
    click.echo(
        "Before filing: if anyone holds a later copy of this ledger, take theirs; filing behind it would fork it."
    )

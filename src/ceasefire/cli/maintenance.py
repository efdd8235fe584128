"""`verify`, `rebuild`, `backup`, `restore`: keeping a record sound."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli.common import (
    ASIDE,
    FOUND,
    NEXT_STEP,
    as_json,
    emit_json,
    on_ledgers,
    on_record,
    open_record,
    progress,
    safe,
)
from ceasefire.cli.trust import ledger_words
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.record.backup import Copied
    from ceasefire.record.verify_report import VerifyReport


@click.command()
@on_ledgers
@as_json
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path, exists=True),
    help="Checkpoints somebody kept, which the ledgers must extend: a file, or a folder of *.checkpoint and *.note. "
    "May be given several times.",
)
def verify(record_dir: Path | None, json_: bool, checkpoints: tuple[Path, ...]) -> None:
    """Re-read every byte of the record and name each statement, blob or row that does not hold.

    The ledgers are also compared with the heads that this machine kept when it filed (`ceasefire heads`).

    \b
    Example:  ceasefire verify --record demo/record
              ceasefire verify --checkpoint kept/ --checkpoint from-the-mission.checkpoint
    Status:   0 everything holds; 1 something does not, or the copy is older than what this machine filed; 3 everything holds
              and some statements are set aside.
    """
    from ceasefire.api import verify_folder

    with progress("verifying") as done:
        found = verify_folder(record_dir, progress=done, checkpoint=checkpoints)
    if json_:
        emit_json(found)
    else:
        older = {(one.where, one.fault) for one in found.checkpoints if one.older}
        for problem in found.problems:
            sort = "" if (problem.where, problem.what) in older else "DOES NOT HOLD: "
            click.echo(f"{sort}{safe(problem.where)}: {safe(problem.what)}")
        for remark in found.remarks:
            click.echo(f"remark: {safe(remark.where)}: {safe(remark.what)}")
        for kept in found.checkpoints:
            if kept.holds:  # one that is not extended is among the problems
                size = plural(kept.size, "statement")
                click.echo(f"{safe(kept.where)}: {safe(kept.origin)}, {size}: the ledger extends it")
        for ledger in found.ledgers:
            click.echo(ledger_words(ledger))
        click.echo(
            f"{plural(found.statements, 'statement')}, {plural(found.blobs, 'blob')}, "
            f"{plural(found.rows, 'batch row')}: {_state(found, len(older))}"
        )
        if len(found.problems) > len(older):
            click.echo(NEXT_STEP)
    sys.exit(FOUND if found.problems else ASIDE if found.set_aside else 0)


def _state(found: "VerifyReport", older: int) -> str:
    """Say in a few words whether all holds, and what matters beside that."""
    from ceasefire.api import trust

    damaged = len(found.problems) - older
    held = plural(damaged, "problem") if damaged else "all hold"
    said = [held + (f", {found.set_aside:,} set aside by the reading" if found.set_aside else "")]
    if older:
        said.append("an older copy")
    unpinned = sum(not one.pin for one in found.ledgers)
    if unpinned and trust.place().exists():  # whoever has no trust file yet is not told to have one each time
        said.append(f"{plural(unpinned, 'ledger')} not pinned")
    return "; ".join(said)


@click.command()
@on_record
@as_json
@click.option(
    "--explain", is_flag=True, help="Say of each table whether it followed the change or was made anew, and why."
)
def derive(record_dir: Path | None, json_: bool, explain: bool) -> None:
    """Bring the kept tables up to date with what was filed; every question does so for the tables that it needs.

    \b
    Example:  ceasefire derive --explain --record demo/record
    """
    with open_record(record_dir, readonly=True) as record:
        found = record.derive()
    if json_:
        return emit_json(found)
    done = [one for one in found if one["how"] != "same"]
    if explain:
        for one in found:
            click.echo(_done(one))
    else:
        click.echo(
            f"{plural(sum(len(one['tables']) for one in done), 'table')} brought up to date" if done else "up to date"
        )
    return None


def _done(one: dict[str, Any]) -> str:
    """Return what became of the tables of a stage, as "incremental n rows / full m rows"."""
    names, of = ", ".join(one["tables"]), f"full {plural(one['of'], 'row')}"
    how = "nothing changed" if one["how"] == "same" else f"{one['how']} {plural(one['rows'], 'row')}"
    return f"{names}: {how} / {of}" + (f" ({one['why']})" if one["why"] else "")


@click.command()
@on_record
@as_json
def rebuild(record_dir: Path | None, json_: bool) -> None:
    """Delete every computed table that is kept, make it again from the ledgers alone, and compare.

    Kept tables lie in your own cache folder, never in the record.

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
            click.echo(f"{safe(name)}: {safe(state)}")
        if "new" in found.values():
            click.echo(
                "new: not kept before, or kept of other statements or settings; there was nothing to compare it with"
            )
    sys.exit(FOUND if "differs" in found.values() else 0)


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@on_ledgers
@click.option("--keys", is_flag=True, help="Copy the private keys as well; keep such a copy as you keep the keys.")
def backup(dest: Path, record_dir: Path | None, keys: bool) -> None:
    """Copy the record to a new folder, consistent even while somebody files; private keys only with --keys.

    \b
    Example:  ceasefire backup /media/stick/record-2018-09-30
    Status:   0 all is copied, 1 all but what is named: a file is missing, damaged or a link.
    """
    import ceasefire

    made = ceasefire.backup(record_dir, dest, keys=keys)
    click.echo(
        f"copied to {safe(made.path)}"
        + ("" if keys else " (without private keys: it can be read and verified, not filed into)")
    )
    _say_copied(made)


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("dest", type=click.Path(path_type=Path))
def restore(source: Path, dest: Path) -> None:
    """Make a record again from a back-up, verify it, and say what to know before filing into it.

    \b
    Example:  ceasefire restore /media/stick/record-2018-09-30 record
    Status:   0 everything holds, 1 something does not and is named (what could be copied is there), 3 everything holds,
              but the reading sets statements aside.
    """
    import ceasefire

    made = ceasefire.restore(source, dest)
    click.echo(f"restored to {safe(made.path)} and verified")
    click.echo(
        "Before filing: if anyone holds a later copy of this ledger, take theirs; filing behind it would fork it."
    )
    _say_copied(made)


def _say_copied(made: "Copied") -> None:
    """Say what a copy lacks; ends with status 1 where anything is missing, with 3 where statements are set aside."""
    if made.resumed:
        click.echo("an unfinished copy lay there; it was taken up again and is whole now")
    if made.left_out:
        click.echo(f"the rest is copied; {plural(len(made.left_out), 'file')} missing or damaged:", err=True)
    for problem in made.left_out:
        click.echo(safe(f"{problem.where}: {problem.what}"), err=True)
    if made.set_aside:
        click.echo(f"{plural(made.set_aside, 'statement')} set aside by the reading; `ceasefire verify` names each")
    if made.left_out or made.set_aside:
        sys.exit(FOUND if made.left_out else ASIDE)

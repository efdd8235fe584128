"""`charter propose`, `accept`, `trust`, `show`, `compare`: whose word counts, as the bodies of a mechanism agreed it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli.common import ASIDE, FOUND, as_json, emit_json, emit_table, on_filing, on_ledgers, open_record, safe
from ceasefire.cli.options import FILE, gathered, signs
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.charters import NewAcceptance
    from ceasefire.api.entries import Signer


@click.group()
def charter() -> None:
    """Say whose word counts: the bodies of a mechanism adopt a charter, and each reader pins the version to go by.

    A charter names the bodies and their roles, the offices that speak for each, what each kind of act takes, and who keeps
    the shared law. Nobody's word counts for a reader who pins none.
    """


@charter.command()
@click.argument("file", type=FILE)
@on_ledgers
@as_json
@signs
@click.option("--accept", is_flag=True, help="Accept it at once for the body that the office speaks for.")
@click.option("--dry-run", is_flag=True, help="Show what would be filed; file nothing.")
def propose(file: Path, record_dir: Path | None, json_: bool, accept: bool, dry_run: bool, signer: "Signer") -> None:
    """File the charter that a form says (`ceasefire: charter/1`), for the bodies to accept.

    What the roles may say is filled in from the program's own matrix where the form leaves it out, and a cut for each office
    that the version drops. All that is wrong with it is told, each with its line, and nothing is filed.

    \b
    Example:  ceasefire charter propose charter.yaml --office compiler
    """
    from ceasefire.api.charters import propose as file_charter
    from ceasefire.cli.charter_words import say_filled, say_state, say_terms

    with open_record(record_dir, readonly=dry_run) as record:
        made = file_charter(record, file, accept=accept, dry_run=dry_run, signer=signer)
        labels = record.office_labels()
    if json_:
        return emit_json(made)
    if dry_run:
        click.echo("nothing is filed; it would say:")
        say_filled(made)
        return say_terms(made["charter"], labels)
    click.echo(
        f"charter {made['id'][:16]} {'is filed already' if made['already'] else 'filed'}: {safe(made['charter']['title'])}"
    )
    say_filled(made)
    say_state(made["charter"], labels)
    click.echo(f"next, each body's office:  ceasefire charter accept {made['id'][:16]} --office OFFICE")
    return None


def _acceptance() -> "type[NewAcceptance]":
    from ceasefire.api.charters import NewAcceptance

    return NewAcceptance


@charter.command()
@gathered(
    "said",
    _acceptance,
    click.argument("charter", metavar="ID"),
    on_ledgers,
    as_json,
    signs,
    click.option("--of", help="Body that accepts (default: the one that the office speaks for)."),
    click.option("--decline", is_flag=True, help="Say that the body does not accept it."),
    click.option("--reason", help="Why."),
)
def accept(said: "NewAcceptance", record_dir: Path | None, json_: bool, signer: "Signer") -> None:
    """Accept a charter version, or decline it, for the body that the office speaks for.

    A version is adopted when the bodies that it asks have accepted it, and those that the version before asks as well. An
    acceptance stands: a body that changes its mind proposes a version that follows.

    \b
    Example:  ceasefire charter accept 3f9c2a71 --office government-desk
              ceasefire charter accept 3f9c2a71 --office afc-desk --decline --reason "Juliet is left out"
    Status:   0 filed, 3 filed, but it does not count, for the reason told.
    """
    from ceasefire.api.charters import accept_version
    from ceasefire.cli.charter_words import say_state

    with open_record(record_dir, readonly=False) as record:
        made = accept_version(record, said, signer)
        labels = record.office_labels()
    if json_:
        emit_json(made)
    else:
        verb = {"accept": "accepts", "decline": "declines"}[made["stand"]]
        already = " (filed already)" if made["already"] else ""
        click.echo(f"{safe(made['of'])} {verb} the charter {made['charter']['id'][:16]}{already}")
        say_state(made["charter"], labels)
    if made["not_counted"] is not None:
        click.echo(f"it does not count: {safe(made['not_counted'])}", err=True)
    sys.exit(ASIDE if made["not_counted"] is not None else 0)


@charter.command()
@click.argument("charter_id", metavar="ID")
@on_ledgers
@as_json
@click.option("--note", default="", help="Why you trust it, as who read the id to you.")
@click.option("--remove", is_flag=True, help="Take the charter (or that of a mechanism) out of the trust file.")
def trust(charter_id: str, record_dir: Path | None, json_: bool, note: str, remove: bool) -> None:
    """Pin a charter version in a file of your own: from then on word counts as it says, for you alone.

    Nothing in the record changes, and nobody else sees it. A version that the bodies adopt later under the pinned one's own
    terms is followed by itself.

    \b
    Example:  ceasefire charter trust 3f9c2a71 --record demo/record --note "read to me by the secretariat"
              ceasefire charter trust doha-covm --remove
    """
    from ceasefire.api import trust as kept
    from ceasefire.cli.charter_words import say_pinned

    if remove:
        gone = kept.unpin_charter(charter_id)
        words = f"no longer pinned: the charter {gone.id[:16]} of {safe(gone.mechanism)}; without a charter nobody's word counts"
        return emit_json(gone) if json_ else click.echo(words)
    with open_record(record_dir) as record:
        made = record.trust_charter(charter_id, note=note)
        labels = record.office_labels()
    return emit_json(made) if json_ else say_pinned(made, labels)


@charter.command()
@click.argument("charter_id", metavar="[ID]", required=False)
@on_filing
@as_json
def show(charter_id: str | None, record_dir: Path | None, json_: bool) -> None:
    """Show every charter version, how far it has come, and what the one in force says; with ID that version.

    \b
    Example:  ceasefire charter show
              ceasefire charter show 3f9c2a71
    """
    from ceasefire.cli.charter_words import say_all

    with open_record(record_dir) as record:
        found = record.charters(charter_id)
        labels = record.office_labels()
    return emit_json(found) if json_ else say_all(found, labels, named=charter_id is not None)


@charter.command()
@click.argument("charter_id", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@on_ledgers
@as_json
def compare(charter_id: str, other: str | None, record_dir: Path | None, json_: bool) -> None:
    """Say what a version changes against the one that it follows, or against another.

    \b
    Example:  ceasefire charter compare 8d10c4e2
              ceasefire charter compare 8d10c4e2 3f9c2a71
    Status:   0 the same, 1 they differ.
    """
    with open_record(record_dir) as record:
        found = record.compare_charters(charter_id, other)
    if json_:
        emit_json(found)
    else:
        click.echo(
            f"the charter {found['after'][:16]} against {found['before'][:16]}: {plural(len(found['changes']), 'change')}"
        )
        rows = [[row["part"], row["thing"], row["before"], row["after"]] for row in found["changes"]]
        if rows:
            emit_table(rows, ("part", "of", "before", "after"))
    sys.exit(FOUND if found["changes"] else 0)

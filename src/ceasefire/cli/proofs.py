"""`checkpoint`, `proof`, `heads`, `key`: what a person keeps outside a record, and checks without it."""

import sys
from pathlib import Path
from typing import Any

import click

from ceasefire.cli.common import FOUND, as_json, emit_exact, emit_json, on_ledgers, open_record, safe
from ceasefire.cli.options import passphrase, passphrase_in
from ceasefire.vocabulary.wording import plural

_READ = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)


@click.command()
@on_ledgers
@as_json
@click.option("--office", help="Only the ledger of this office (its name, or the ledger's origin).")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="New file to write, or a folder that is there (then one file a ledger). Nothing is overwritten.",
)
@click.option("--vkey", is_flag=True, help="Print the verifier keys instead, one a line.")
def checkpoint(record_dir: Path | None, json_: bool, office: str | None, out: Path | None, vkey: bool) -> None:
    """Print the signed head of each ledger, exactly: keep it elsewhere, and nothing under it can change unseen.

    The checkpoints go to standard output, so that `> FILE` keeps them; the verifier keys go to standard error.

    \b
    Example:  ceasefire checkpoint > 2018-10-16.checkpoint
              ceasefire checkpoint --office mission-north --out /media/stick/kept
              ceasefire verify --checkpoint 2018-10-16.checkpoint
    """
    from ceasefire.api import proofs, trust

    with open_record(record_dir) as record:
        rows = proofs.checkpoints(record, office)
    files = proofs.keep_checkpoints(rows, out) if out is not None else []
    if json_:
        return emit_json([row | {"files": files} for row in rows])
    if vkey:
        return click.echo("\n".join(key for row in rows for key in row["vkeys"]))
    if out is None:
        emit_exact("".join(row["checkpoint"] for row in rows))
    for path in files:
        click.echo(f"kept {path}")
    for row in rows:
        click.echo(
            f"office {safe(row['office'])}: {plural(row['size'], 'statement')}; verifier key "
            f"{safe(row['vkeys'][-1])}; first statement key {trust.spoken(row['key']) if row['key'] else 'unknown'}",
            err=True,
        )
    return None


@click.group()
def proof() -> None:
    """Check a proof offline, without the record.

    \b
    Example:  ceasefire proof check R0017.tlog-proof --vkey 'ceasefire/astana/mission/compiler+1a2b3c4d+AQ...'
    """


@proof.command()
@click.argument("file", type=_READ)
@as_json
@click.option("--vkey", "vkeys", multiple=True, help="Verifier key of the ledger (`ceasefire checkpoint --vkey`).")
@click.option(
    "--key",
    "keys",
    multiple=True,
    help="Id of the ledger's first statement key, 64 digits, in groups or not; for a file written with `show ID --proof --with-keys`.",
)
@click.option("--statement", is_flag=True, help="Print what the statement says as well.")
def check(file: Path, json_: bool, vkeys: tuple[str, ...], keys: tuple[str, ...], statement: bool) -> None:
    """Check what `show ID --proof > FILE` wrote, and say what it proves and what it does not.

    Nothing but the file and a key is needed: no record, no network. Without --vkey and --key the key of your trust file
    is taken (`ceasefire trust`), which needs a file written --with-keys. The key must have come to you another way than
    the file.

    \b
    Example:  ceasefire proof check R0017.tlog-proof --vkey 'ceasefire/astana/mission/compiler+1a2b3c4d+AQ...'
    Status:   0 proved, 1 it does not hold, 2 no key is known that it could be checked with.
    """
    from ceasefire.api import proofs
    from ceasefire.record.errors import VerificationError

    with click.open_file(str(file), "rb") as stream:
        data = stream.read(proofs.MAX_BYTES + 1)
    try:
        found = proofs.check_proof(data, vkeys=vkeys, keys=keys)
    except VerificationError as error:
        if json_:
            emit_json({"holds": False, "why": str(error)})
        else:
            click.echo(f"does not hold: {safe(error)}")
        sys.exit(FOUND)
    if json_:
        return emit_json(proofs.answer(found))
    _say("proved:", proofs.proved(found))
    _say("not proved:", proofs.not_proved(found))
    if statement:
        click.echo("the statement:")
        _say_body(proofs.answer(found))
    return None


def _say(title: str, lines: list[str]) -> None:
    click.echo(title)
    for line in lines:
        click.echo(f"  {safe(line)}")


def _say_body(answer: dict[str, Any]) -> None:
    """Print the statement, and the values of its row, a field a line."""
    import json

    for name, value in (answer["statement"] | {"cells": answer["cells"]}).items():
        if value not in (None, [], {}):
            click.echo(f"  {name}: {safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}")


@click.command()
@as_json
def heads(json_: bool) -> None:
    """List the heads of ledgers that this machine remembers: the newest of each that it filed into.

    Filing into a record that is behind one of them warns, and `verify` compares with them. To forget one, delete its
    file.

    \b
    Example:  ceasefire heads
    """
    from ceasefire.api import kept_heads

    found = kept_heads.listed()
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no head is kept on this machine")
    for row in found:
        if "cannot_be_read" in row:
            click.echo(f"{safe(row['file'])}: cannot be read: {safe(row['cannot_be_read'])}")
            continue
        click.echo(f"{safe(row['origin'])}: {plural(row['size'], 'statement')}, root {row['root']}")
        click.echo(f"  kept {safe(row['kept_at'])}, record {safe(row['folder'])}, first key {safe(row['key'])}")
        click.echo(f"  file {safe(row['file'])}")
    return None


@click.group()
def key() -> None:
    """Change the passphrase of an office's keys.

    \b
    Example:  ceasefire key passphrase --office mission-north
    """


@key.command("passphrase")
@on_ledgers
@as_json
@click.option("--office", help="Office whose keys they are (not needed when there is one).")
@passphrase
@click.option("--new-passphrase-file", type=_READ, help="File whose first line is the new passphrase; - reads it.")
@click.option("--remove", is_flag=True, help="Keep the keys without a passphrase from now on.")
def change(
    record_dir: Path | None,
    json_: bool,
    office: str | None,
    passphrase: str | None,
    new_passphrase_file: Path | None,
    remove: bool,
) -> None:
    """Write the private keys of an office again behind a new passphrase, in the form of this version.

    Without --new-passphrase-file a terminal is asked for the new passphrase. Copies kept elsewhere, as in a back-up with
    keys, stay behind the old one.

    \b
    Example:  ceasefire key passphrase --office mission-north
    """
    if remove and new_passphrase_file is not None:
        raise click.UsageError("either --remove or --new-passphrase-file")
    with open_record(record_dir) as record:
        origin = record.signer(office)
        new = None if remove else _new_passphrase(new_passphrase_file)
        record.store.change_passphrase(origin, passphrase, new)
    if json_:
        return emit_json({"origin": origin, "passphrase": not remove})
    click.echo("the keys lie open, for whoever can read the folder" if remove else "the keys have a new passphrase")
    return None


def _new_passphrase(file: Path | None) -> str:
    if file is not None:
        return passphrase_in(file)
    if not sys.stdin.isatty():
        raise click.UsageError(
            "no terminal to ask for the new passphrase: give --new-passphrase-file FILE, or --remove"
        )
    return str(click.prompt("new passphrase", hide_input=True, confirmation_prompt=True, err=True))

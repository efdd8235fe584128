"""Options of several commands, each group handed to its command as one typed object."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from ceasefire.vocabulary.choices import DATE_ORDERS, DECIMAL_MARKS

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
Command = Callable[..., Any]
Decorator = Callable[[Command], Command]


LONGEST_DELAY: Final = 36_525
"""Days in a century: a longer delay leaves nothing to publish."""
LONGEST_PASSPHRASE: Final = 1000
"""Characters; longer than anybody types, so that a wrong file is noticed."""


def gathered(name: str, load: Callable[[], type[msgspec.Struct]], *options: Decorator) -> Decorator:
    """Add options to a command and hand it what was given as one structure, in the argument `name`.

    `load` returns the structure; each of its fields that is an option of the command is taken from there. It is a
    function, so that the room behind it is imported only when the command runs.
    """

    def add(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            kind = load()
            taken = {field: given.pop(field) for field in kind.__struct_fields__ if field in given}
            return command(**given, **{name: kind(**taken)})

        return together(*options)(run)

    return add


def together(*options: Decorator) -> Decorator:
    """Return several options as one decorator, in the order in which `--help` lists them."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def formerly(old: str, new: str) -> Decorator:
    """Add the former name of a flag: it still works, is not listed, and says on standard error what to write instead."""

    def warn(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
        if value:
            click.echo(f"{old} is called {new} now; the old name goes with the next version", err=True)
        return value

    return click.option(old, is_flag=True, hidden=True, callback=warn)


# --- groups of options -----------------------------------------------------------------------------------------------


def passphrase(command: Command) -> Command:
    """Add `--passphrase-file` and `--passphrase`; where a key needs one and none is given, a terminal is asked.

    The command gets `passphrase`, whichever way it came.
    """

    @wraps(command)
    def run(**given: Any) -> Any:
        file = given.pop("passphrase_file")
        if file is not None:
            given["passphrase"] = passphrase_in(file)
        with asked_at_a_terminal():
            return command(**given)

    options = together(
        click.option(
            "--passphrase-file",
            type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
            help="File whose first line is the passphrase of the office's key; - reads it from standard input.",
        ),
        click.option(
            "--passphrase",
            envvar="CEASEFIRE_PASSPHRASE",
            help="The passphrase itself. Other users of this machine can see it while the command runs, and the shell "
            "keeps it: better --passphrase-file, or nothing, to be asked for it.",
        ),
    )
    return options(run)


def passphrase_in(file: Path) -> str:
    """Return the first line of a file, or of standard input for `-`; a usage error if it is empty or too long."""
    with click.open_file(str(file), "r", encoding="utf-8") as lines:
        first: str = lines.readline(LONGEST_PASSPHRASE + 1).rstrip("\r\n")
    if not first or len(first) > LONGEST_PASSPHRASE:
        raise click.UsageError(f"the first line of {file} is not a passphrase (empty, or too long)")
    return first


@contextmanager
def asked_at_a_terminal() -> Iterator[None]:
    """Ask whoever sits at a terminal for a passphrase that a key needs, once an office."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        yield
        return
    from ceasefire.record import keys

    @cache
    def ask(office: str) -> str:
        return str(click.prompt(f"passphrase of office {office}", hide_input=True, err=True))

    with keys.asked_by(ask):
        yield


SIGNING = (
    click.option("--office", help="Office that signs (not needed when there is one)."),
    passphrase,
)


def signer_type() -> type[msgspec.Struct]:
    """Return the structure that says who signs."""
    from ceasefire.api.entries import Signer

    return Signer


def _filing() -> type[msgspec.Struct]:
    from ceasefire.api.filing import FileOptions

    return FileOptions


def _intake() -> type[msgspec.Struct]:
    from ceasefire.intake import Options

    return Options


def _publishing() -> type[msgspec.Struct]:
    from ceasefire.api.publish import PublishOptions

    return PublishOptions


def signs(command: Command) -> Command:
    """Add `--office` and `--passphrase`: who signs, as the argument `signer`."""
    return gathered("signer", signer_type, *SIGNING)(command)


def files(command: Command) -> Command:
    """Add what can be said of a file and how it is filed, as the argument `options`."""
    reading = gathered(
        "reading",
        _intake,
        *SIGNING,
        click.option("--dry-run", is_flag=True, help="Show what would be filed and set aside; file nothing."),
        click.option("--kind", help="What the rows are, where the columns do not tell."),
        click.option("--mapping", type=FILE, help="TOML that maps the file's columns to ours."),
        click.option("--time-zone", help="Zone in which the file's days are told, as Asia/Damascus."),
        click.option("--address", help="Address the file came from."),
        click.option("--publisher", help="Who published it."),
        click.option("--language", help="Language of the texts, as ar."),
        click.option("--sheet", help="Sheet of a workbook."),
        click.option("--encoding", help="Encoding of the file, where it is not found out."),
        click.option("--date-order", type=click.Choice(DATE_ORDERS), help="How to read 03/04/2017."),
        click.option("--decimal", type=click.Choice(DECIMAL_MARKS), help="Decimal mark."),
        click.option("--new-parties", is_flag=True, help="Accept parties that the record does not know yet."),
        click.option("--bulk/--no-bulk", default=None, help="Keep the rows in one batch (default: from 5,000 rows)."),
    )
    return reading(gathered("options", _filing)(command))


def publishes(*first: Decorator) -> Decorator:
    """Add how to publish, as the argument `options`, after the options that only this command has."""
    return gathered(
        "options",
        _publishing,
        *first,
        click.option(
            "--delay-days",
            type=click.IntRange(0, LONGEST_DELAY),
            default=0,
            show_default=True,
            help="Leave out what happened in the last N days.",
        ),
        click.option("--exact", is_flag=True, help="Exact places instead of coarse ones."),
        click.option("--sign", is_flag=True, help="File the manifest as a signed `publication` statement."),
        click.option("--incomplete", is_flag=True, help="Sign although files of the record are missing or altered."),
        *SIGNING,
    )

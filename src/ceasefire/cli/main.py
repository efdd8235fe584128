"""The group of commands; each command's module is imported only when the command is used."""

import difflib
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import click

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "demo": ("demo", "Tell the Astana story from real public facts."),
    "init": ("filing", "Make a record, an office and its key."),
    "template": ("filing", "Write a form to fill with one's own reports or tallies."),
    "file": ("filing", "File reports, tallies, zones, agreements and other statements."),
    "judge": ("filing", "Say that two reports speak of the same incident, or do not."),
    "position": ("filing", "Enter a body's stand on an incident."),
    "read": ("reading", "Read articles and bulletins into statements that point at their words."),
    "link": ("link", "Find which reports speak of one incident."),
    "candidates": ("candidates", "Ask for an account among those of another list, or none of these."),
    "hits": ("hits", "Test incidents against the agreement, clause by clause."),
    "why-not": ("why", "Say what each element of one test rests on, and what a yes would take."),
    "duties": ("duties", "List duties, their deadlines, and who says that they were met."),
    "standing": ("analysis", "Show each incident on three axes, body by body."),
    "matrix": ("analysis", "Show who confirms whose entries, with denominators."),
    "conflicts": ("analysis", "List conflicting statements of one fact, with their sources."),
    "rules": ("analysis", "Test decision rules, and list what they give on the positions."),
    "questions": ("decided", "Show who holds what on questions other than of incidents."),
    "complaints": ("decided", "List complaints, and what followed each."),
    "status": ("queries", "Say what the record holds."),
    "today": ("shift", "Say what is new, due, unanswered and disputed since a moment."),
    "follow": ("shift", "Say what each filing changes, as it happens."),
    "incidents": ("queries", "List incidents with their standing."),
    "tallies": ("counts", "Lay the bodies' counts side by side."),
    "rates": ("counts", "Show entries a day with a list, body by body, and what was watched."),
    "coverage": ("counts", "Show what was watched beside the incidents of each clause."),
    "show": ("queries", "Print a statement or incident, its proof, and what cites it."),
    "sql": ("queries", "Run read-only SQL over the documented tables."),
    "schema": ("queries", "Print statement kinds and tables as JSON Schema."),
    "agreement": ("agreement", "Check, explain and compare coded agreements."),
    "verify": ("maintenance", "Re-read every byte and name what does not hold."),
    "trust": ("trust", "Say which keys you trust, in a file of your own."),
    "charter": ("charter", "Propose, accept, pin and read charters: whose word counts."),
    "derive": ("maintenance", "Bring the kept tables up to date with what was filed."),
    "rebuild": ("maintenance", "Delete every computed table and make it again."),
    "checkpoint": ("proofs", "Print the signed head of a ledger, to be kept elsewhere."),
    "proof": ("proofs", "Check a proof offline, without the record."),
    "heads": ("proofs", "List the heads of ledgers that this machine remembers."),
    "key": ("proofs", "Change the passphrase of an office's keys."),
    "backup": ("maintenance", "Copy the record, consistent, without its private keys."),
    "restore": ("maintenance", "Make a record again from a back-up."),
    "report": ("publish", "Write the report: one HTML file, every number with its lineage."),
    "export": ("publish", "Write the tables as CSV, GeoJSON and Parquet."),
}


INTERRUPTED: Final = 130
"""Status after Ctrl-C, as shells give it (128 and the number of the signal); never 1, which says that a check found something."""
CUT_OFF: Final = 141
"""Status where the reader of the output went away, as `head` does; not 0, for what was to be said was not said."""


@contextmanager
def _ending() -> Iterator[None]:
    """End quietly on Ctrl-C and where nobody reads the output any more."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at the end, and would complain
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(CUT_OFF) from None
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped; what was acknowledged is kept", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None


class Lazy(click.Group):
    """A group that knows its commands' one-line help and loads a module only for the command used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ceasefire.cli.{COMMANDS[cmd_name][0]}")
        found = getattr(module, "file_" if cmd_name == "file" else cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        close = difflib.get_close_matches(args[0], COMMANDS, 1) if args[0] not in COMMANDS else []
        if close:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {close[0]!r}?")
        return super().resolve_command(ctx, args)

    def make_context(self, *args: Any, **rest: Any) -> click.Context:
        with _ending():
            return super().make_context(*args, **rest)

    def invoke(self, ctx: click.Context) -> Any:
        with _ending():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ceasefire")
def cli() -> None:
    """The joint record of a ceasefire: signed ledgers side by side, linked, tested, reported.

    \b
    Begin with:   ceasefire demo
    Then:         ceasefire status --record demo/record
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command line; a failure is one clear line on standard error, never a traceback."""
    from ceasefire.cli.common import explain_failure, warnings_in_words

    try:
        with warnings_in_words():
            return cli.main(args=args, prog_name="ceasefire", standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        sys.exit(explain_failure(error))

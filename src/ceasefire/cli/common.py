"""What every command shares: the record it works on, JSON output, tables for people, progress, exit status."""

import json
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from ceasefire.cli import text_table
from ceasefire.cli.printable import escaped, printable
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api import Record
    from ceasefire.intake.model import Aside

FOUND: Final = 1
USAGE: Final = 2
ASIDE: Final = 3
ASIDE_SHOWN: Final = 10
"""Rows set aside that are printed one by one."""
NEXT_STEP: Final = (
    "Leave the folder as it is, work on a copy, and compare with the newest back-up and the checkpoints that were kept."
)
"""What to do where a record is damaged, said once at the end."""
WIDE: Final = 130
"""Columns that are assumed where the output is no terminal; COLUMNS says otherwise."""

_CHOSEN: Final = "ceasefire.asked."
"""Begins the names under which a command's context keeps under what is asked; no command has to pass it on."""
_SAID: Final[list[str]] = []
"""Warnings of ours said since the command began; `--json` repeats them."""

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.DateTime):
    """A day on the command line; one that cannot be read is answered in words."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a valid date; write year, month and day as 2018-10-16.", param, ctx)


def on_ledgers(command: Command) -> Command:
    """Add `--record DIR`: default the nearest record upward, or CEASEFIRE_RECORD. For what looks at ledgers alone."""
    option = click.option(
        "--record",
        "record_dir",
        metavar="DIR",
        type=click.Path(path_type=Path),
        envvar="CEASEFIRE_RECORD",
        help="The record's folder (default: the nearest upward, or CEASEFIRE_RECORD).",
    )
    return option(command)


def on_filing(command: Command) -> Command:
    """Add `--record DIR` and `--charter ID`: for what files into a record; `open_record` heeds both."""
    option = click.option(
        "--charter",
        metavar="ID",
        expose_value=False,
        callback=_chosen,
        help="The charter under which word counts, by its id or the beginning of it, or none (default: the pinned one).",
    )
    return on_ledgers(option(command))


def on_record(command: Command) -> Command:
    """Add `--record DIR`, `--charter ID` and `--judged-by OFFICE`: for what asks a record; `open_record` heeds them."""
    option = click.option(
        "--judged-by",
        metavar="OFFICE",
        expose_value=False,
        callback=_chosen,
        help="Follow this office's judgements on which reports go together (default: those of who keeps the links).",
    )
    return on_filing(option(command))


def _chosen(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    context.meta[f"{_CHOSEN}{parameter.name}"] = value
    return value


def as_json(command: Command) -> Command:
    """Add `--json`: the answer for a program, one JSON document on standard output."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON for a program.")(command)


def open_record(record_dir: Path | None, *, readonly: bool = True) -> "Record":
    """Return the record the user means, under the charter and the judgements asked for by option."""
    import ceasefire

    context = click.get_current_context(silent=True)
    asked = {} if context is None else context.meta
    charter, judged_by = (asked.get(f"{_CHOSEN}{name}") for name in ("charter", "judged_by"))
    record = ceasefire.open(record_dir, readonly=readonly, charter=charter, judged_by=judged_by)
    if sys.stderr.isatty():
        record.say = lambda words: click.echo(f"{safe(words)} ...", err=True)
    return record


def plain(value: object) -> Any:
    """Return JSON's own types for days, paths, enums and structures."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, Path):
        return str(value)
    import msgspec

    return msgspec.to_builtins(value)


def emit_json(value: object) -> None:
    """Print one JSON document; an infinite or undefined number is null.

    What was warned of on standard error stands in it as `warnings`, of a list in each of its items. Characters that act
    on a terminal or hide there are written as JSON's escapes; a program reads the same value.
    """
    click.echo(_json(value))


def emit_json_rows(rows: Iterable[object]) -> None:
    """Print an array as `emit_json` does, row by row, so that a long one is never held as text."""
    begun = False
    for row in rows:
        click.echo((",\n " if begun else "[\n ") + _json(row).replace("\n", "\n "), nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def emit_json_line(value: object) -> None:
    """Print one JSON document as `emit_json`, on one line, for a program that reads them as they come."""
    click.echo(_json(value, indent=None))


def _json(value: object, indent: int | None = 1) -> str:
    if _SAID:
        value = _with_warnings(json.loads(json.dumps(value, default=plain)))
    try:
        text = json.dumps(value, default=plain, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        finite = json.loads(json.dumps(value, default=plain), parse_constant=lambda name: None)
        text = json.dumps(finite, ensure_ascii=False, indent=indent)
    return escaped(text)


def _with_warnings(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_warnings(item) for item in value]
    return value | {"warnings": list(_SAID)} if isinstance(value, dict) else value


@contextmanager
def warnings_in_words() -> Iterator[None]:
    """Say each warning of ours once, in one plain line on standard error, not as Python does."""
    from ceasefire.vocabulary.errors import CeasefireWarning

    _SAID.clear()
    as_python = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *more: Any, **rest: Any) -> None:
        if not issubclass(category, CeasefireWarning):
            return as_python(message, category, *more, **rest)
        if str(message) in _SAID:
            return None
        _SAID.append(str(message))
        return click.echo(f"ceasefire: warning: {safe(message)}", err=True)

    with warnings.catch_warnings():
        warnings.showwarning = show
        yield


def emit_exact(text: str) -> None:
    """Print a text to the byte, without a line end of ours or of the system, so that `> FILE` keeps it."""
    click.echo(text.encode() if hasattr(sys.stdout, "buffer") else text, nl=False)


def emit_table(
    rows: Sequence[Sequence[object]], header: Sequence[str], *, title: str | None = None, sentences: bool = False
) -> None:
    """Print rows as a table that fits the terminal; control characters in the data are shown, not obeyed.

    Where the columns have no room for their words, each row is printed by itself, a line for each cell. A last column
    of `sentences` stands under each row where it has too little room.
    """
    cells = [[safe(value) for value in row] for row in rows]
    right = [_numeric([row[n] for row in rows]) for n in range(len(header))]
    terminal = shutil.get_terminal_size((WIDE, 40)).columns
    if title is not None:
        click.echo(title)
    if sentences and text_table.stands_below(header, cells, terminal):
        below = text_table.words_below(header, cells, right, terminal)
        return click.echo("".join(_bold_header(below)), nl=False)
    if not text_table.fits(header, cells, terminal):
        return click.echo("".join(f"{line}\n" for line in text_table.blocks(header, cells, terminal)), nl=False)
    return click.echo("".join(_bold_header(text_table.lines(header, cells, right, terminal))), nl=False)


def print_aside(aside: "Sequence[Aside]") -> None:
    """Print the first rows of files that were set aside, with the reason, and how many there are, on standard error."""
    for row in aside[:ASIDE_SHOWN]:
        click.echo(f"set aside: {safe(str(row))}", err=True)
    if len(aside) > ASIDE_SHOWN:
        click.echo(f"set aside: {plural(len(aside), 'row')} in all", err=True)


def _bold_header(lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table as they are printed."""
    for number, cells in enumerate(lines):
        yield text_table.GAP.join(cells if number else [click.style(cell, bold=True) for cell in cells]) + "\n"


def _numeric(values: Sequence[object]) -> bool:
    return bool(values) and all(isinstance(value, int | float) or value in (None, "") for value in values)


def safe(value: object) -> str:
    """Return printable text; see `printable` for what is shown by its code."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1 else f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(safe(v) for v in value)
    return printable(str(value))


def rows_of(table: "pa.Table", columns: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return a table's rows as mappings, in order."""
    found: list[dict[str, Any]] = (table.select(list(columns)) if columns else table).to_pylist()
    return found


@contextmanager
def progress(text: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Show progress on standard error while work is long; silent where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done: bar.update(task, completed=done)


def explain_failure(error: Exception) -> int:
    """Say on standard error what went wrong, in one line, and return the exit status."""
    lines = str(error).split("\n") if str(error) else [type(error).__name__]
    click.echo("\n".join(["ceasefire: " + safe(lines[0]), *("  " + safe(line) for line in lines[1:])]), err=True)
    if os.environ.get("CEASEFIRE_TRACE"):
        import traceback

        traceback.print_exception(error)
    from ceasefire.record.errors import DamagedError, TooLongError, VerificationError

    if isinstance(error, DamagedError) and not isinstance(error, TooLongError):
        click.echo("  " + NEXT_STEP, err=True)
    return FOUND if isinstance(error, VerificationError) else USAGE

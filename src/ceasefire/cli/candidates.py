"""`candidates`: which accounts of another list may be of an account's incident, best first, and whether none is."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli.common import (
    ASIDE,
    as_json,
    emit_json,
    emit_table,
    on_record,
    open_record,
    print_aside,
    rows_of,
    safe,
)
from ceasefire.cli.options import FILE, gathered
from ceasefire.vocabulary.choices import CANDIDATES
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.asking import AskOptions
    from ceasefire.intake.model import Aside

NONE = "none of these"
ANY = "any other list"


def _asking() -> "type[AskOptions]":
    from ceasefire.api.asking import AskOptions

    return AskOptions


@click.command()
@click.argument("asked")
@on_record
@as_json
@click.option("--among", type=FILE, help="The other list; ASKED is then a file, too.")
@click.option("--out", type=click.Path(path_type=Path), help="Write all of it as .csv or .parquet.")
@gathered(
    "options",
    _asking,
    click.option(
        "--top",
        type=click.IntRange(min=1),
        default=CANDIDATES,
        show_default=True,
        help="Candidates shown of each account and list.",
    ),
    click.option("--mapping", type=FILE, help="TOML for other columns of the file ASKED."),
    click.option("--among-mapping", type=FILE, help="The same for the other list."),
    click.option("--time-zone", help="Zone in which the files' days are told."),
    click.option("--parameters", type=FILE, help="Learnt set for two files, as link --learn --out writes it."),
)
def candidates(
    asked: str, record_dir: Path | None, json_: bool, among: Path | None, out: Path | None, options: "AskOptions"
) -> None:
    """Ask for an account among those of another list: candidates, best first, and how likely it is none of these.

    ASKED is a report of the record, by id or label, which is asked for among those of each other source; or with --among a
    file of reports, of which each is asked for among those of the other file. One event there may sum several reports here.

    \b
    Example:  ceasefire candidates R0017
              ceasefire candidates strikes.csv --among register.csv --out candidates.csv
    Status:   0 every row read, 3 some rows were set aside.
    """
    aside: list[Aside] = []
    notes: tuple[str, ...] = ()
    names: dict[str, str] = {}
    if among is not None:
        from ceasefire.api import asking

        found, aside, notes = asking.ask_file(_file(asked), among, options)
    else:
        _of_files(options)
        with open_record(record_dir) as record:
            found = record.candidates(asked, top=options.top)
            shown = {name for column in ("report_id", "candidate") for name in found[column].to_pylist() if name}
            names = {
                row["report_id"]: row["label"] or row["report_id"][:12]
                for row in rows_of(record.rows("reports", "report_id", shown))
            }
    print_aside(aside)
    for note in notes:
        click.echo(f"note: {safe(note)}", err=True)
    _answer(found, names, json_, out)
    sys.exit(ASIDE if aside else 0)


def _file(asked: str) -> Path:
    if not Path(asked).is_file():
        raise click.UsageError(f"with --among, ASKED is a file of reports; there is none at {asked!r}")
    return Path(asked)


def _of_files(options: "AskOptions") -> None:
    """Raise UsageError for options that go with two files where there are none."""
    for name in ("mapping", "among_mapping", "time_zone", "parameters"):
        if getattr(options, name) is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} goes with --among")


def _answer(found: "pa.Table", names: dict[str, str], json_: bool, out: Path | None) -> None:
    if out is not None:
        from ceasefire.api import asking

        asking.write(found, out)
    rows = rows_of(found)
    if json_:
        return emit_json(rows)
    if out is not None:
        accounts = plural(len({row["report_id"] for row in rows}), "account")
        return click.echo(f"{accounts} asked for; wrote {safe(out)}")
    return emit_table([_row(row, names) for row in rows], ("account", "among", "candidate", "probability", "killed"))


def _row(row: dict[str, Any], names: dict[str, str]) -> list[Any]:
    name = names.get(row["candidate"], row["candidate"])
    candidate = NONE if name is None else repr(name) if name == NONE else name
    likely = "not compared" if row["probability"] is None else f"{row['probability']:.2f}"
    toll = (row["toll"] or "").removeprefix("killed: ")
    # The one row of an account that nothing lies near is of no list in particular.
    among = row["source"] or (ANY if row["candidate"] is None else "")
    return [names.get(row["report_id"], row["report_id"]), among, candidate, likely, toll]

"""`report` and `export`: what leaves the record."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceasefire.cli.common import Day, as_json, emit_json, on_record, open_record, safe
from ceasefire.cli.options import publishes
from ceasefire.vocabulary.choices import FORMATS
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.publish import PublishOptions
    from ceasefire.vocabulary.choices import Format

COARSE = "coarse in place (a cell of about 5 km, or the governorate); --exact gives exact places"
EXACT = "EXACT places: this can endanger people; keep it among those who need it"


@click.command()
@on_record
@as_json
@click.option("--out", type=click.Path(path_type=Path), default=Path("report.html"), show_default=True)
@publishes(
    click.option("--title", help="Title of the report."),
    click.option("--on", type=Day(), help="Cut-off day for deadlines, as 2018-10-16."),
)
def report(record_dir: Path | None, json_: bool, out: Path, options: "PublishOptions") -> None:
    """Write the report: one HTML file that opens without a network, in which every number leads to its statements.

    Of a long record (more than 500 incidents or 5,000 statements) the page prints the last incidents one by one; all of
    them, all statements and those behind each number are in CSV files beside it.

    \b
    Example:  ceasefire report --out report.html --on 2018-10-16
    """
    from ceasefire.api import publish

    with open_record(record_dir, readonly=not options.sign) as record:
        made = publish.report(record, out, options)
    if json_:
        return emit_json(made)
    click.echo(f"wrote {safe(out)} with {made['figures']:,} figures, and {safe(made['manifest'])}")
    if others := [name for name in made["files"] if name != out.name]:
        told = ", ".join(safe(name) for name in others)
        click.echo(f"the record is too long for one page; beside it, to be passed on with it: {told}")
    click.echo(COARSE if made["coarse"] else EXACT, err=not made["coarse"])
    if made["otherwise"]:
        click.echo(safe(made["otherwise"]))
    if made["statement"]:
        click.echo(f"manifest filed as statement {made['statement'][:16]}")
    return None


@click.command()
@on_record
@as_json
@click.option("--out", type=click.Path(path_type=Path), default=Path("export"), show_default=True)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="May be given more than once (default: all three).",
)
@publishes()
def export(
    record_dir: Path | None, json_: bool, out: Path, formats: "tuple[Format, ...]", options: "PublishOptions"
) -> None:
    """Write the tables as CSV, GeoJSON and Parquet, coarse in place unless --exact, with a manifest.

    \b
    Example:  ceasefire export --out export --format csv --format geojson
    """
    from ceasefire.api import publish

    with open_record(record_dir, readonly=not options.sign) as record:
        made = publish.export(record, out, options, formats or FORMATS)
    if json_:
        return emit_json(made)
    click.echo(f"wrote {plural(len(made['files']), 'file')} into {safe(out)}, with {safe(made['manifest'])}")
    click.echo(COARSE if made["coarse"] else EXACT, err=not made["coarse"])
    if made["otherwise"]:
        click.echo(safe(made["otherwise"]))
    return None

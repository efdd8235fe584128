"""`report` and `export`: what leaves the record."""

from datetime import datetime
from pathlib import Path

import click

from ceasefire.cli.common import Day, as_json, emit_json, on_record, open_record, publishes
from ceasefire.vocabulary.wording import plural

COARSE = "coarse in place (a cell of about 5 km, or the governorate); --exact gives exact places"
EXACT = "EXACT places: this can endanger people; keep it among those who need it"


@click.command()
@on_record
@as_json
@click.option("--out", type=click.Path(path_type=Path), default=Path("report.html"), show_default=True)
@click.option("--title", help="Title of the report.")
@click.option("--on", "day", type=Day(), help="Cut-off day for deadlines, as 2018-10-16.")
@publishes
def report(
    record_dir: Path | None,
    json_: bool,
    out: Path,
    title: str | None,
    day: datetime | None,
    delay_days: int,
    exact: bool,
    sign: bool,
    office: str | None,
    passphrase: str | None,
) -> None:
    """Write the report: one HTML file that opens without a network, in which every number leads to its statements.

    \b
    Example:  ceasefire report --out report.html --on 2018-10-16
    """
    with open_record(record_dir, readonly=not sign) as record:
        made = record.report(
            out,
            title=title,
            on=day.date() if day else None,
            delay_days=delay_days,
            exact=exact,
            sign=sign,
            office=office,
            passphrase=passphrase,
        )
    if json_:
        return emit_json(made)
    click.echo(f"wrote {out} with {made['figures']:,} figures, and {made['manifest']}")
    click.echo(COARSE if made["coarse"] else EXACT, err=not made["coarse"])
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
    type=click.Choice(["csv", "geojson", "parquet"]),
    help="May be given more than once (default: all three).",
)
@publishes
def export(
    record_dir: Path | None,
    json_: bool,
    out: Path,
    formats: tuple[str, ...],
    delay_days: int,
    exact: bool,
    sign: bool,
    office: str | None,
    passphrase: str | None,
) -> None:
    """Write the tables as CSV, GeoJSON and Parquet, coarse in place unless --exact, with a manifest.

    \b
    Example:  ceasefire export --out export --format csv --format geojson
    """
    with open_record(record_dir, readonly=not sign) as record:
        made = record.export(
            out,
            formats=formats or ("csv", "geojson", "parquet"),
            exact=exact,
            delay_days=delay_days,
            sign=sign,
            office=office,
            passphrase=passphrase,
        )
    if json_:
        return emit_json(made)
    click.echo(f"wrote {plural(len(made['files']), 'file')} into {out}, with {made['manifest']}")
    click.echo(COARSE if made["coarse"] else EXACT, err=not made["coarse"])
    return None

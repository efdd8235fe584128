"""`demo`: the Astana story, from a clone to a report."""

import sys
import time
from pathlib import Path

import click

from ceasefire.cli.common import as_json, emit_json, emit_table, safe


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option("--example", default="astana", show_default=True, help="An example that comes with the program.")
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True),
    help="Articles of yours (a file or folder) to read and file beside the example, through an office `reader`.",
)
@as_json
def demo(out: Path, example: str, articles: Path | None, json_: bool) -> None:
    """Tell the Astana story from real public facts: file it, link it, test it, and write the report.

    Makes OUT/record and OUT/report.html, works offline, and ends by itself.

    \b
    Example:  ceasefire demo --out demo
    """
    from ceasefire.api.demo import tell

    began = time.monotonic()
    made = tell(out, example, articles=articles, say=None if json_ else _step)
    if json_:
        return emit_json(made.plain())
    seconds = time.monotonic() - began
    click.echo(f"\n{made.title}")
    emit_table([[label, figure.text(), remark] for label, figure, remark in made.lines], ("", "figure", "what it is"))
    for heading, rows, header in made.tables:
        click.echo(f"\n{heading}")
        emit_table(rows, header)
    click.echo(
        f"\nreport   {out}/report.html   (opens without a network; {made.figures:,} figures, each with its lineage)"
    )
    click.echo(f"record   {out}/record        ({made.statements:,} signed statements)")
    click.echo(f"done in {seconds:.0f} s. Try next:")
    for line, why in made.next:
        click.echo(f"  {line}    # {why}")
    return None


def _step(text: str) -> None:
    click.echo(safe(text))
    sys.stdout.flush()

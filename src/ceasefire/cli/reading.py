"""`read`: articles, bulletins and field reports into statements that point at their words."""

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ceasefire.cli.common import ASIDE, as_json, emit_json, emit_table, safe


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE|FOLDER|URL...")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Day the texts were written, where they do not tell it.",
)
@click.option("--publisher", default=None, help="Who published them.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write one STEM.json a document into this folder.",
)
@as_json
def read(names: tuple[str, ...], date: datetime | None, publisher: str | None, out: Path | None, json_: bool) -> None:
    """Read articles, bulletins and field reports: each statement found stands with its exact words.

    \b
    Example:  ceasefire read article.txt --date 2017-10-25
    Status:   0 all read, 3 some documents could not be read.
    """
    from ceasefire.facade.reading import Read, read_paths
    from ceasefire.intake.reading import to_schema

    found: list[Any] = list(read_paths(names, date=date.date() if date else None, publisher=publisher))
    read_ = [one for one in found if isinstance(one, Read)]
    for one in read_:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            stem = re.sub(r"[^\w.-]+", "_", Path(one.document.name).stem)[:120] or "document"
            (out / f"{stem}.json").write_text(json.dumps(to_schema(one.reading), ensure_ascii=False, indent=1), "utf-8")
    unread = [one for one in found if not isinstance(one, Read)]
    if json_:
        emit_json(
            {"documents": [{"name": one.document.name, **to_schema(one.reading)} for one in read_], "unread": unread}
        )
    else:
        for one in read_:
            emit_table(
                [[c.type.value, c.kind or c.measure or c.what, c.quote[:90]] for c in one.reading.claims],
                ("what", "kind", "words"),
                title=safe(one.document.name),
            )
        for bad in unread:
            click.echo(f"not read: {safe(bad.name)}: {safe(bad.reason)}", err=True)
    sys.exit(ASIDE if unread else 0)

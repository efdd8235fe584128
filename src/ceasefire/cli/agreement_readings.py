"""`agreement readings`: what a rival reading of a text changes in the tests and in the duties."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from ceasefire.cli.clause_words import wrapped
from ceasefire.cli.common import Day, as_json, emit_json, emit_table, on_record, open_record, safe
from ceasefire.vocabulary.duty_words import state_words
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.scope import result_words

Answer = dict[str, Any]
OURS: Final = "ours"
_PARTS: Final = re.compile(r"[;:] ")
_DIFFERS: Final = (
    ("holder_words", "holder: ", "the text names none"),
    ("due_from", "from ", "no first day"),
    ("due_why", "", ""),
)
"""What may differ of a duty where its state and its day are the same, and how it is said."""


@click.command()
@click.argument("instrument", required=False)
@on_record
@as_json
@click.option("--on", "day", type=Day(), help="Day as of which duties are looked at (default: today).")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Rows of each list (0 for all)."
)
def readings(instrument: str | None, record_dir: Path | None, json_: bool, day: datetime | None, limit: int) -> None:
    """Lay the rival readings of a text beside ours: which tests and which duties differ, how many and which.

    Those of INSTRUMENT, or of all. A rival that has an `id` and says what it `reads` can be tested. The answers under one
    of them: `ceasefire hits --reading INSTRUMENT:ID`.

    \b
    Example:  ceasefire agreement readings memorandum-2017-05-04
    """
    with open_record(record_dir) as record:
        found = record.readings(instrument, on=day, limit=limit or None)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo(
            f"no rival reading{f' of {safe(instrument)}' if instrument else ''} can be tested: none has an id and says what it reads"
        )
    for number, one in enumerate(found):
        if number:
            click.echo()
        _print(one)
    return None


def _print(one: Answer) -> None:
    about = f"{one['about']} of {one['provision']}" if one["provision"] else one["about"]
    for line in wrapped(f"{one['reading']} on {about}: {one['says']}"):
        click.echo(line)
    name = one["reading"].rpartition(":")[2]
    hits, duties = one["hits"], one["duties"]
    click.echo(f"tests that differ: {hits['total']:,}")
    if hits["rows"]:
        emit_table(
            [
                [row["incident_id"][:10], provision_name(row["instrument"], row["provision"])]
                + [result_words(row["results"][by]) for by in (OURS, name)]
                for row in hits["rows"]
            ],
            ("incident", "provision", OURS, name),
        )
    _more(hits)
    click.echo(f"duties that differ: {duties['total']:,}")
    if duties["rows"]:
        emit_table(
            [
                [provision_name(row["instrument"], row["provision"]), *_duties(row[OURS], row[name])]
                for row in duties["rows"]
            ],
            ("provision", OURS, name),
        )
    _more(duties)


def _more(some: Answer) -> None:
    left = some["total"] - len(some["rows"])
    if left:
        click.echo(f"and {left:,} more (--limit 0 for all)")


def _duties(*rows: Answer | None) -> list[str]:
    """Return a duty as each of two readings has it; where state and day are the same, with what else differs."""
    told = [_duty(row) for row in rows]
    ours, theirs = rows
    if told[0] != told[1] or ours is None or theirs is None:
        return told
    for column, words, none in _DIFFERS:
        if ours[column] != theirs[column]:
            apart = _apart(*(str(row[column] or none) for row in (ours, theirs)))
            told = [f"{one}; {words}{part}" for one, part in zip(told, apart, strict=True)]
    return told


def _apart(*texts: str) -> list[str]:
    """Return of two texts the parts that the other does not have; all of one that has no part of its own."""
    parts = [[*map(str.strip, _PARTS.split(text))] for text in texts]
    own = [[one for one in mine if one not in other] for mine, other in zip(parts, reversed(parts), strict=True)]
    return ["; ".join(some) or text for some, text in zip(own, texts, strict=True)]


def _duty(row: Answer | None) -> str:
    if row is None:
        return "no such duty"
    return state_words(row["state"]) + (f", {row['due']}" if row["due"] else "")

"""`duties`: what is due of whom on a day, who says what of it, and each running of a clock."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

import click

from ceasefire.cli.common import Day, as_json, emit_json, emit_table, on_record, open_record, rows_of, safe
from ceasefire.vocabulary.duty_words import DUTY_STATES, state_words
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import plural, spaced

Row = dict[str, Any]
WIDTH: Final = 80
SHOWN: Final = (
    *("overdue", "said_missed", "contested", "partly_met", "late", "undetermined"),
    *("suspended", "due", "said_met", "verified_met"),
)
"""States whose duties are shown one by one, what wants a look first."""
FOLDED: Final = ("not_open", "none_due", "lapsed")
"""States whose duties are counted and named, unless they are asked for."""
_INDENT: Final = " " * 4


@click.command()
@on_record
@as_json
@click.option("--on", "day", type=Day(), help="Day on which to look (default: today).")
@click.option("--state", multiple=True, type=click.Choice(DUTY_STATES), help="Only these states.")
@click.option("--runs", metavar="PROVISION", help="Each running of the clock of a provision (INSTRUMENT/PROVISION).")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the deadlines as an iCalendar file.")
def duties(
    record_dir: Path | None,
    json_: bool,
    day: datetime | None,
    state: tuple[str, ...],
    runs: str | None,
    ics: Path | None,
) -> None:
    """List duties by state, with their deadlines and who says what of them; what is said and what is verified stay apart.

    \b
    Example:  ceasefire duties --on 2017-06-05
              ceasefire duties --on 2018-10-16 --state contested --ics deadlines.ics
              ceasefire duties --runs memorandum-2017-05-04/dea-8c
    """
    on = day.date() if day else date.today()
    with open_record(record_dir) as record:
        found = rows_of(record.duties(on=on) if runs is None else record.duty_runs(on=on, provision=runs))
        if ics is not None:
            from ceasefire.api.written_files import put_outside

            text = record.calendar(on=on)
            put_outside(ics, text.encode(), text[: text.index("CALSCALE")].encode())
    rows = [row for row in found if not state or row["state"] in state]
    if json_:
        return emit_json(rows)
    if runs is not None:
        _show_runs(rows, runs, on)
    else:
        for line in _lines(rows, on, folded=() if state else FOLDED):
            click.echo(line)
    if ics is not None:
        click.echo(f"wrote {safe(ics)}")
    return None


def _show_runs(rows: Sequence[Row], provision: str, on: date) -> None:
    header, told = ["no", "due", "state", "what"], any(row["said"] for row in rows)
    cells = [[row["number"], row["due"], state_words(row["state"]), row["what"]] for row in rows]
    if told:
        header.append("who says what")
        cells = [[*cell, [_account(one) for one in row["said"] or ()]] for cell, row in zip(cells, rows, strict=True)]
    if rows:
        emit_table(
            cells, header, title=f"{provision} as it stood on {on}" + ("" if told else "; nobody says anything of any")
        )
    click.echo(plural(len(rows), "running"))


def _lines(rows: Sequence[Row], on: date, folded: Sequence[str]) -> Iterator[str]:
    yield f"duties as they stood on {on}: {len(rows):,}"
    for state in (*SHOWN, *FOLDED):
        some = [row for row in rows if row["state"] == state]
        if some:
            yield ""
            yield f"{state_words(state)}: {len(some):,}"
            yield from _named(some) if state in folded else (line for row in some for line in _duty(row))


def _named(rows: Sequence[Row]) -> Iterator[str]:
    yield from _wrapped(", ".join(name(row) for row in rows), "  ")
    yield f"  (ceasefire duties --state {rows[0]['state']} shows them)"


def _duty(row: Row) -> Iterator[str]:
    """Yield a duty as lines of at most 80 columns: when and which, whose, what, how reckoned, who says what."""
    yield f"  {due_words(row)}  {name(row)}"
    yield from _wrapped(f"Holder: {safe(row['holder_words']) or 'the text names none'}")
    if row["owed_words"]:
        yield from _wrapped(f"Owed to: {safe(row['owed_words'])}")
    yield from _wrapped(safe(row["what"]))
    yield from _wrapped(f"Deadline: {safe(row['due_why'])}")
    for one in row["said"] or ():
        yield from _wrapped(_account(one))
    for one in row["verified"] or ():
        yield from _wrapped(f"counts as verified: {safe(one)}")
    if row["assumes"]:
        yield from _wrapped(f"Not coded: {safe(row['assumes'])}")


def _account(said: str) -> str:
    """Return an account as it is printed: what is said as words, then who says so."""
    what, _, by = said.partition(": ")
    return safe(f"{spaced(what)}: {by}" if by else what)


def due_words(row: Row) -> str:
    """Return the deadline of a duty in words: a day, a range of days, or that there is none."""
    if row["due"] is None:
        return "no deadline"
    return f"{row['due_from']} to {row['due']}" if row["due_from"] else str(row["due"])


def name(row: Row) -> str:
    """Return the name by which other commands know a duty."""
    return safe(provision_name(row["instrument"], row["provision"]))


def _wrapped(text: str, indent: str = _INDENT) -> Iterator[str]:
    more = indent if indent != _INDENT else indent + "  "
    yield from wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=more, break_long_words=False, break_on_hyphens=False
    )

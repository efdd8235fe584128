"""`tallies`, `rates`, `coverage`: counts side by side, entries a day, and what was watched beside them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ceasefire.cli.clause_words import wrapped
from ceasefire.cli.common import WIDE, Day, as_json, emit_json, emit_table, on_record, open_record, safe
from ceasefire.cli.options import formerly
from ceasefire.cli.text_table import fits
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.wording import noun_for, plural, range_words, spaced

if TYPE_CHECKING:
    from ceasefire.api.record import Record

Row = Mapping[str, Any]
_PERIOD: Final = ("counted_by", "measure", "count", "unit", "from", "to")
_TOLD: Final = ("coverage", "days watched", "patrols", "times denied")
"""Columns that tell what was watched."""
NOT_KNOWN: Final = "not known for any row; no statement says it"


@click.command()
@on_record
@as_json
@click.option("--measure", default=None, help="Measure to compare (default: the one with most rows).")
@click.option("--day", type=Day(), help="Show the entries of one day, with their sources.")
@click.option(
    "--periods", is_flag=True, help="Show counts for longer than a day that several bodies give, side by side."
)
@click.option("--arithmetic-errors", is_flag=True, help="Show bulletins that do not add up, and counters that fall.")
@formerly("--slips", "--arithmetic-errors")
def tallies(
    record_dir: Path | None,
    json_: bool,
    measure: str | None,
    day: datetime | None,
    periods: bool,
    arithmetic_errors: bool,
    slips: bool,
) -> None:
    """Lay the bodies' counts side by side: per period, days compared, totals, rank correlation, overlap.

    Where no two bodies keep daily lists, the counts for longer periods are shown.

    \b
    Example:  ceasefire tallies
              ceasefire tallies --day 2017-02-14
              ceasefire tallies --periods
              ceasefire tallies --arithmetic-errors
    """
    with open_record(record_dir) as record:
        if arithmetic_errors or slips:
            found = record.arithmetic_errors()
        elif day:
            found = record.tallies_of_day(day, measure)
        else:
            found = [] if periods else record.compare_ledgers(measure)
        compared = not (arithmetic_errors or slips or day)
        pair = record.counters() if compared else None
        longer = record.period_counts(measure) if compared and not found else []
        read = _texts(record, json_ or not (found or longer))
    if json_:
        return emit_json(longer if periods else found)
    _print_tallies(found, longer, pair)
    return _print_read(read)


def _texts(record: "Record", unasked: bool) -> Sequence[Row]:
    """Return the texts on which counts rest, and nothing where nobody asks."""
    return [] if unasked else record.documents_read(kind="tally")


def _print_tallies(found: Sequence[Row], longer: Sequence[Row], pair: Sequence[str] | None) -> None:
    if longer:
        return _print_periods(longer)
    if not found:
        return click.echo("no tallies to compare")
    return _print_compared(found, pair) if pair else _print_rows(found)


def _print_read(read: Sequence[Row]) -> None:
    """Say under the counts how far they rest on texts that were read, and what was left of these."""
    from ceasefire.api.documents_read import summed

    if told := summed(read):
        click.echo(f"\n{told}")


def _print_rows(found: Sequence[Row]) -> None:
    names = [name for name in found[0] if name != "statements"]
    emit_table([[row[name] for name in names] for row in found], [spaced(name) for name in names])


def _print_compared(found: Sequence[Row], pair: Sequence[str]) -> None:
    """Print the comparison; in a narrow terminal with the days under the name of the period and both medians in one."""
    header = [spaced(name) for name in found[0]]
    cells = [[safe(value) for value in row.values()] for row in found]
    if fits(header, cells, shutil.get_terminal_size((WIDE, 40)).columns):
        return _print_rows(found)
    first, second = pair
    return emit_table(
        [
            [
                f"{r['period']} ({r['from']} to {r['to']})",
                *(r[name] for name in ("days", first, second)),
                f"{r[f'{first}_median']} / {r[f'{second}_median']}",
                *(r[name] for name in ("ratio", "correlation", f"{second}_higher", "equal", "overlap")),
            ]
            for r in found
        ],
        ("period", "days", first, second, "median", "ratio", "rank", f"{second} more", "equal", "in common"),
    )


def _unit(row: Row) -> str:
    return noun_for(row["count"] if isinstance(row["count"], int) else None, row["unit"])


def _print_periods(found: Sequence[Row]) -> None:
    for number, group in enumerate(found):
        place = "" if group["place"] == "ALL" else f", {safe(group['place'])}"
        click.echo(f"{chr(10) if number else ''}{group['from']} to {group['to']}{place}")
        emit_table(
            [[c[name] if name != "unit" else _unit(c) for name in _PERIOD] for c in group["counts"]],
            [spaced(name) for name in _PERIOD],
        )
        for words in group["compared"]:
            click.echo(f"  {safe(words)}")


@click.command()
@on_record
@as_json
@click.option("--body", help="Only the lists of this body.")
@click.option("--measure", help="Only this measure.")
def rates(record_dir: Path | None, json_: bool, body: str | None, measure: str | None) -> None:
    """Show how many entries each body lists a day with a list, period by period, and what that body watched.

    A day without a list is missing, not quiet, and is in no rate. Counts of different bodies and units are not compared,
    and nothing is said of whether a truce holds.

    \b
    Example:  ceasefire rates --body turkey
    """
    with open_record(record_dir) as record:
        found = record.rates(body=body, measure=measure)
        read = _texts(record, json_ or not found)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no body lists counts by day")
    _print_watched(found, _counted, _rate, "coverage")
    for row in found:
        if row["joins"]:
            click.echo(f"{safe(row['period'])} of {safe(row['counted_by'])} joins {', '.join(map(safe, row['joins']))}")
    return _print_read(read)


@click.command()
@on_record
@as_json
@click.option("--instrument", help="Only this instrument.")
@click.option("--provision", help="Only this provision.")
def coverage(record_dir: Path | None, json_: bool, instrument: str | None, provision: str | None) -> None:
    """Show what was watched, denied and not watched beside the incidents in scope of each clause, zone and period.

    Where nobody says what was watched it is not known, which is not zero.

    \b
    Example:  ceasefire coverage --provision dea-2
    """
    with open_record(record_dir) as record:
        found = record.coverage(instrument=instrument, provision=provision)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no incident is in scope of a clause, and no statement says what was watched")
    _print_watched(found, _clause, _covered, "what was watched")
    return click.echo(plural(len(found), "row"))


def _print_watched(
    found: Sequence[Row], name: Callable[[Row], str], cells: Callable[[Row], dict[str, object]], what: str
) -> None:
    """Print rows group by group under the name of each, by column; where no row knows what was watched, one line says so."""
    known = any(row["days_watched"] is not None for row in found)
    left = () if known else _TOLD
    for head, rows in groupby(found, key=name):
        _emit_group(head, [{column: cell for column, cell in cells(row).items() if column not in left} for row in rows])
    if not known:
        click.echo(f"{what}: {NOT_KNOWN}")


def _emit_group(head: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Print rows that belong together under their common name, without the columns in which none of them has a cell."""
    kept = [column for column in rows[0] if any(row[column] not in (None, "") for row in rows)]
    for line in wrapped(head):
        click.echo(line)
    emit_table([[row[column] for column in kept] for row in rows], kept)
    click.echo()


def _counted(row: Row) -> str:
    """Return who counts what, in words."""
    unit = noun_for(None, row["unit"])
    measure = f"{row['measure']}".replace("_", " ")
    return f"{row['counted_by']}: {measure}" + ("" if unit in measure else f", in {unit}")


def _clause(row: Row) -> str:
    return provision_name(row["instrument"], row["provision"])


def _rate(row: Row) -> dict[str, object]:
    return {
        "period": row["period"],
        "days with a list": f"{row['days_with_list']:,} of {row['days']:,}",
        "entries": range_words(row["low"], row["high"], count=False),
        "a day": range_words(row["a_day_low"], row["a_day_high"], count=False),
        "coverage": "not known" if row["days_watched"] is None else row["coverage"],
    }


def _covered(row: Row) -> dict[str, object]:
    return {
        "zone": spaced(row["zone"] or ""),
        "period": row["period"],
        "incidents in scope": row["incidents"],
        "days watched": "not known" if row["days_watched"] is None else _watched(row),
        "patrols": row["patrols"],
        "times denied": row["denied"],
    }


def _watched(row: Row) -> str:
    denied = f", denied {row['days_denied']:,}" if row["days_denied"] else ""
    return f"{row['days_watched']:,} of {row['days']:,}{denied}, not watched {row['days_not_watched']:,}"

"""`tallies`, `rates`, `coverage`: counts side by side, entries a day, and what was watched beside them."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ceasefire.cli.common import WIDE, Day, as_json, emit_json, emit_table, on_record, open_record, safe
from ceasefire.cli.options import formerly
from ceasefire.cli.text_table import fits
from ceasefire.vocabulary.wording import plural, range_words

Row = Mapping[str, Any]


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
    if json_:
        return emit_json(longer if periods else found)
    if longer:
        return _print_periods(longer)
    if not found:
        return click.echo("no tallies to compare")
    return _print_compared(found, pair) if pair else _print_rows(found)


def _print_rows(found: Sequence[Row]) -> None:
    names = [name for name in found[0] if name != "statements"]
    emit_table([[row[name] for name in names] for row in found], [name.replace("_", " ") for name in names])


def _print_compared(found: Sequence[Row], pair: Sequence[str]) -> None:
    """Print the comparison; in a narrow terminal with the days under the name of the period and both medians in one."""
    header = [name.replace("_", " ") for name in found[0]]
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


def _print_periods(found: Sequence[Row]) -> None:
    for number, group in enumerate(found):
        place = "" if group["place"] == "ALL" else f", {safe(group['place'])}"
        click.echo(f"{chr(10) if number else ''}{group['from']} to {group['to']}{place}")
        emit_table(
            [[c["counted_by"], c["measure"], c["count"], c["unit"], c["from"], c["to"]] for c in group["counts"]],
            ("counted by", "measure", "count", "unit", "from", "to"),
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
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("no body lists counts by day")
    emit_table(
        [
            [
                *(row[name] for name in ("counted_by", "measure", "period")),
                f"{row['days_with_list']:,} of {row['days']:,}",
                range_words(row["low"], row["high"], count=False),
                range_words(row["a_day_low"], row["a_day_high"], count=False),
                row["unit"],
                "not known" if row["days_watched"] is None else row["coverage"],
            ]
            for row in found
        ],
        ("counted by", "measure", "period", "days with a list", "entries", "a day", "unit", "coverage"),
    )
    for row in found:
        if row["joins"]:
            click.echo(f"{safe(row['period'])} of {safe(row['counted_by'])} joins {', '.join(map(safe, row['joins']))}")
    return None


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
    emit_table(
        [
            [
                f"{row['instrument']}/{row['provision']}",
                *(row[name] for name in ("zone", "period", "incidents")),
                "not known" if row["days_watched"] is None else _watched(row),
                *(row[name] for name in ("patrols", "denied")),
            ]
            for row in found
        ],
        ("provision", "zone", "period", "incidents in scope", "days watched", "patrols", "times denied"),
    )
    return click.echo(plural(len(found), "row"))


def _watched(row: Row) -> str:
    denied = f", denied {row['days_denied']:,}" if row["days_denied"] else ""
    return f"{row['days_watched']:,} of {row['days']:,}{denied}, not watched {row['days_not_watched']:,}"

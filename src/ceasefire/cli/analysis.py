"""`standing`, `matrix`, `conflicts`, `rules`: the stages, one by one."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from ceasefire.cli.clause_words import wrapped
from ceasefire.cli.common import (
    FOUND,
    as_json,
    emit_json,
    emit_table,
    on_record,
    open_record,
    safe,
)
from ceasefire.cli.decided import body_words, find, findings, holds_words, outcomes
from ceasefire.cli.hits import say_renamed
from ceasefire.cli.options import FILE
from ceasefire.vocabulary.codes import CLASHING, COUNT_AGAINST_LIST
from ceasefire.vocabulary.wording import against_list_words, plural, range_words


@click.command()
@on_record
@as_json
@click.argument("incident", required=False)
@click.option("--body", help="Only this body.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Rows at the most (0 for all)."
)
def standing(record_dir: Path | None, json_: bool, incident: str | None, body: str | None, limit: int) -> None:
    """Show each incident on three axes (occurrence, responsibility, legal), body by body; there is no single score.

    A body that dissents holds otherwise; what another tells of a body stands beside, with the office that tells it.

    \b
    Example:  ceasefire standing R0495
    """
    with open_record(record_dir) as record:
        say_renamed(record, incident)
        shown = record.standing(incident=incident, body=body, limit=limit or None)
        labels = record.office_labels()
    if json_:
        return emit_json(shown)
    if not shown:
        return click.echo("nothing is said")
    columns, cells = ("incident", "body", "axis", "holds", "why", "day"), [_standing_cells(r, labels) for r in shown]
    if incident is None:
        emit_table(cells, columns)
    else:
        emit_table([row[1:] for row in cells], columns[1:], title=f"incident {shown[0]['incident_id']}")
    click.echo(shown.words("row"))
    return None


def _standing_cells(row: dict[str, Any], labels: Mapping[str, str]) -> list[Any]:
    body = body_words(row["body"], row["told_by"], labels)
    return [row["incident_id"][:10], body, row["axis"], holds_words(row), row["why"], row["date"]]


@click.command()
@on_record
@as_json
@click.option("--days", is_flag=True, help="Day by day instead of totals.")
@click.option("--periods", is_flag=True, help="Period by period of the record's settings.")
def matrix(record_dir: Path | None, json_: bool, days: bool, periods: bool) -> None:
    """Show who confirms whose entries, with denominators.

    \b
    Example:  ceasefire matrix --periods
    """
    with open_record(record_dir) as record:
        found = record.confirmations() if periods else record.matrix(by_day=days)
    if json_:
        return emit_json(found)
    if not found:
        return click.echo("nobody says here whether it confirms another's entries")
    return _print_rates(found) if periods else _print_matrix(found)


def _print_rates(found: list[dict[str, Any]]) -> None:
    cells = [[row[name] for name in ("what", "confirmed", "entries", "days", "share", "note")] for row in found]
    emit_table(cells, ("what", "confirmed", "entries", "days", "share", "note"))


def _print_matrix(found: list[dict[str, Any]]) -> None:
    emit_table(
        [
            [
                *(row["by"], row["of"], row["basis"].replace("_", " "), row.get("date") or _period_words(row)),
                range_words(row["agreed_low"], row["agreed_high"], count=False),
                *(row[name] for name in ("disagreed", "entries", "why")),
            ]
            for row in found
        ],
        ("by", "of", "basis", "when", "confirmed", "not", "entries", "why"),
    )


def _period_words(row: Mapping[str, Any]) -> str:
    days = f"{row['date_start']} to {row['date_end']}" if row["date_start"] else ""
    return f"{row['period']} ({days})" if row["period"] not in (None, days) else days


@click.command()
@on_record
@as_json
@click.option("--subject", help="Words in the fact.")
def conflicts(record_dir: Path | None, json_: bool, subject: str | None) -> None:
    """List conflicting statements of one fact, with their sources side by side and the answers that can be argued.

    An answer holds as of a day, which stands beside it; a count as of two days has two answers and is no conflict.

    \b
    Example:  ceasefire conflicts --subject round
    """
    with open_record(record_dir) as record:
        found = record.conflicts(subject=subject)
    if json_:
        return emit_json(found)
    for fact in found:
        _print_fact(fact)
    clash = sum(fact["kind"] in CLASHING for fact in found)
    click.echo(f"\n{plural(clash, 'fact')} with conflicting statements")
    if clash < len(found):
        click.echo(
            f"{plural(len(found) - clash, 'fact')} told in several ways that can all hold, or as of several days"
        )
    return None


NO_CLASH = {
    "series": "a running count as of several days: no conflict",
    "over_time": "as of several days: no conflict",
    "coarser": "told more or less exactly: no conflict",
    "bounds_differ": "bounds that can all hold: no conflict",
}


def _against_list(values: Sequence[Mapping[str, Any]]) -> str:
    """Return in words what a text counts, and what it lists."""
    first = values[0]
    of = first["publisher"] if first["publisher"] != first["said_by"] else None
    by = ", ".join(str(one) for one in (first["said_by"], of, first["as_of"]) if one)
    return f"{by}: {against_list_words([str(row['value']) for row in values])}"


def _print_fact(fact: Mapping[str, Any]) -> None:
    told = NO_CLASH.get(fact["kind"])
    if fact["kind"] == COUNT_AGAINST_LIST:
        click.echo(f"\n{safe(fact['fact'])} (a text that counts fewer than it lists)")
        return click.echo("\n".join(wrapped(_against_list(fact["values"]), "  ")))
    click.echo(f"\n{safe(fact['fact'])}" + (f" ({told})" if told else ""))
    emit_table(
        [[v["value"], v["said_by"], v["publisher"], v["as_of"], v["published"]] for v in fact["values"]],
        ("value", "said by", "publisher", "as of", "printed"),
    )
    for answer in fact["answers"]:
        as_of = f" as of {answer['as_of']}" if answer["as_of"] else ""
        ground = f" ({answer['ground']})" if answer["ground"] else ""
        click.echo("\n".join(wrapped(f"argued{as_of}: {answer['value']}{ground}", "  ")))
    return None


@click.group()
def rules() -> None:
    """Test decision rules against their own cases, and list what they give on the positions of the record."""


@rules.command()
@click.argument("file", required=False, type=FILE)
@on_record
@as_json
def test(file: Path | None, record_dir: Path | None, json_: bool) -> None:
    """Check a file of decision rules (default: those in force in the record) and run the cases that stand in it.

    \b
    Example:  ceasefire rules test rules.yaml
    Status:   0 every case gives the outcome it names, 1 one does not.
    """
    from ceasefire.api.rules import run_rules

    if file is None:
        with open_record(record_dir) as record:
            results = run_rules(record)
    else:
        results = run_rules(file)
    wrong = [result for result in results if not result.passed]
    if json_:
        emit_json(list(results))
    else:
        emit_table(
            [[r.case, r.rule, r.outcome.state, "; ".join(r.differences) or "as expected"] for r in results],
            ("case", "rule", "outcome", ""),
        )
        click.echo(f"{plural(len(results), 'case')}, {len(wrong)} {'does' if len(wrong) == 1 else 'do'} not hold")
    sys.exit(FOUND if wrong else 0)


for command in (outcomes, find, findings):
    rules.add_command(command)

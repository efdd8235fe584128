"""`hits`, `duties`, `standing`, `matrix`, `conflicts`, `rules`: the stages, one by one."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ceasefire.cli.common import (
    FOUND,
    Day,
    as_json,
    emit_json,
    emit_table,
    on_record,
    open_record,
    rows_of,
    safe,
)
from ceasefire.cli.decided import body_words, find, findings, holds_words, outcomes
from ceasefire.cli.options import FILE, gathered
from ceasefire.vocabulary.codes import CLASHING
from ceasefire.vocabulary.duty_words import DUTY_STATES
from ceasefire.vocabulary.scope import TESTED
from ceasefire.vocabulary.wording import plural, range_words

if TYPE_CHECKING:
    from ceasefire.api.answers import HitFilter

OPEN = {"undetermined": "?"}


def _renamed(record: Any, incident: str | None) -> None:
    """Say on the error stream where a former name of an incident was given."""
    words = record.incident_name(incident).words if incident else ""
    if words:
        click.echo(f"note: {safe(words)}", err=True)


def _hit_filter() -> "type[HitFilter]":
    from ceasefire.api.answers import HitFilter

    return HitFilter


@click.command()
@on_record
@as_json
@gathered(
    "only",
    _hit_filter,
    click.argument("incident", required=False),
    click.option("--instrument", help="Only this instrument."),
    click.option("--provision", help="Only this provision."),
    click.option("--result", type=click.Choice([r.value for r in TESTED]), help="Only this result."),
    click.option("--missing", help="Only where this is missing, as geometry, actor, target, time."),
)
@click.option("--why", is_flag=True, help="Give the reason, element by element.")
@click.option("--as-coded-by", metavar="OFFICE", help="Let this office's codings answer wherever it has one.")
@click.option("--compare", is_flag=True, help="Show only where offices' codings give different results.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Rows at the most (0 for all)."
)
def hits(
    record_dir: Path | None,
    json_: bool,
    only: "HitFilter",
    why: bool,
    as_coded_by: str | None,
    compare: bool,
    limit: int,
) -> None:
    """Test incidents against the agreement: which clauses, over place, time, actor, act and exemption.

    INCIDENT is an incident id, the id or label of one of its reports, or the id of a position on it.

    \b
    Example:  ceasefire hits R0017 --why
              ceasefire hits --provision dea-2 --result undetermined --missing geometry
              ceasefire hits --compare
    """
    from ceasefire.api import answers

    if compare and (as_coded_by or any(getattr(only, name) for name in only.__struct_fields__)):
        raise click.UsageError("--compare shows every test that differs: it goes with no filter and no --as-coded-by")
    with open_record(record_dir) as record:
        if compare:
            return _print_compared(record.compare_codings(), record.office_labels(), json_)
        _renamed(record, only.incident)
        shown = answers.hits(record, only, limit or None, as_coded_by=as_coded_by)
        for words in answers.law_notes(record) if as_coded_by is None else ():
            click.echo(f"note: {safe(words)}", err=True)
    if json_:
        return emit_json(shown)
    _print_reasons(shown) if why else _print_hits(shown)
    click.echo(shown.words("test") + ("" if len(shown) == shown.total else " (--limit 0 for all)"))
    return None


def _print_compared(rows: list[dict[str, Any]], labels: dict[str, str], json_: bool) -> None:
    if json_:
        return emit_json(rows)
    cells = [
        [
            f"{row['what']} {row['id']}",
            row["incident_id"][:10],
            f"{row['instrument']}/{row['provision']}",
            [f"{labels.get(ledger, ledger)}: {result}" for ledger, result in row["results"].items()],
        ]
        for row in rows
    ]
    emit_table(cells, ("coded differently", "incident", "provision", "result as coded by"))
    return click.echo(
        plural(len(rows), "test") + " differ between codings" if rows else "no test differs between codings"
    )


ELEMENTS = ("where_", "when_", "who", "what", "exempt")


def _print_reasons(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(safe(f"{row['incident_id']} {row['instrument']}/{row['provision']}: {row['result']}"))
        click.echo(safe("  " + ", ".join(f"{e.rstrip('_')} {row[e]}" for e in ELEMENTS)))
        click.echo(f"  {safe(row['why'])}")


def _print_hits(found: list[dict[str, Any]]) -> None:
    rows = []
    for row in found:
        elements = (OPEN.get(row[e], row[e]) for e in ELEMENTS)
        rows.append([row["incident_id"][:10], f"{row['instrument']}/{row['provision']}", row["result"], *elements])
    emit_table(rows, ("incident", "provision", "result", "where", "when", "who", "what", "exempt"))
    if rows:
        click.echo("? is undetermined; --why says what is missing")


@click.command()
@on_record
@as_json
@click.option("--on", "day", type=Day(), help="Day on which to look (default: today).")
@click.option("--state", multiple=True, type=click.Choice(DUTY_STATES), help="Only these states.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the deadlines as an iCalendar file.")
def duties(
    record_dir: Path | None, json_: bool, day: datetime | None, state: tuple[str, ...], ics: Path | None
) -> None:
    """List duties with their deadlines, and who says that they were met; what is said and what is verified stay apart.

    \b
    Example:  ceasefire duties --on 2017-06-05
              ceasefire duties --on 2018-10-16 --state contested --ics deadlines.ics
    """
    on = day.date() if day else date.today()
    with open_record(record_dir) as record:
        table = record.duties(on=on)
        if ics is not None:
            from ceasefire.api.written_files import put_outside

            text = record.calendar(on=on)
            put_outside(ics, text.encode(), text[: text.index("CALSCALE")].encode())
    rows = [row for row in rows_of(table) if not state or row["state"] in state]
    if json_:
        return emit_json(rows)
    emit_table(
        [
            [
                f"{r['instrument']}/{r['provision']}",
                r["holder"] or "unspecified",
                r["what"],
                r["due"],
                r["state"],
                r["said"],
            ]
            for r in rows
        ],
        ("provision", "holder", "duty", "due", "state", "who says what"),
        title=f"duties as they stood on {on}",
    )
    if ics is not None:
        click.echo(f"wrote {safe(ics)}")
    return None


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
        _renamed(record, incident)
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


def _print_fact(fact: Mapping[str, Any]) -> None:
    told = NO_CLASH.get(fact["kind"])
    click.echo(f"\n{safe(fact['fact'])}" + (f" ({told})" if told else ""))
    emit_table(
        [[v["value"], v["said_by"], v["publisher"], v["as_of"], v["published"]] for v in fact["values"]],
        ("value", "said by", "publisher", "as of", "printed"),
    )
    for answer in fact["answers"]:
        as_of = f" as of {answer['as_of']}" if answer["as_of"] else ""
        click.echo(
            f"  argued{as_of}: {safe(answer['value'])}" + (f" ({safe(answer['ground'])})" if answer["ground"] else "")
        )


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

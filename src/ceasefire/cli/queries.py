"""`status`, `incidents`, `show`, `sql`, `schema`: looking at a record."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ceasefire.cli.clause_words import day_words
from ceasefire.cli.common import (
    Day,
    as_json,
    emit_exact,
    emit_json,
    emit_json_rows,
    emit_table,
    on_record,
    open_record,
    safe,
)
from ceasefire.cli.trust import pinned_words
from ceasefire.vocabulary.offices import words_of
from ceasefire.vocabulary.scope import ScopeResult, result_words
from ceasefire.vocabulary.set_aside import counted
from ceasefire.vocabulary.wording import plural, range_words

if TYPE_CHECKING:
    from ceasefire.api.record import Record

SHOWN: Final = 10_000
"""Rows of an answer to SQL that are laid out as a table for a person; the layout needs all of them at once."""
_YES: Final = {True: "yes", False: "no"}
_LEDGERS: Final = frozenset({"ledger", "judged"})
"""Columns that hold origins of ledgers."""


@click.command()
@on_record
@as_json
def status(record_dir: Path | None, json_: bool) -> None:
    """Say what the record holds: offices, ledger heads, statements by kind, and whose word counts for you.

    \b
    Example:  ceasefire status --record demo/record
    """
    from ceasefire.api import trust

    with open_record(record_dir) as record:
        found = record.status()
    if json_:
        return emit_json(found)
    click.echo(f"record {safe(found['record'])}")
    for office in found["offices"]:
        click.echo(
            f"\noffice {safe(office['label'])} of {safe(office['party'])}: {plural(office['statements'], 'statement')}, "
            f"ledger root {safe(office['root'])[:16]} ({pinned_words(office['pinned'])})\n"
            f"  first key {trust.spoken(safe(office['key']))}"
        )
        for kind, count in Counter(office["kinds"]).most_common():
            click.echo(f"  {count:>11,}  {safe(kind)}")
    _say_whose_word(found["charter"])
    rows = ", ".join(f"{count:,} {name}" for name, count in found["tables"].items())
    click.echo(f"\nrows as read: {rows}")
    if found["set_aside"]:
        click.echo(f"{counted(found['set_aside'])}; everything else is read (table set_aside gives the reasons)")
    if found["rival_corrections"]:
        click.echo(f"{found['rival_corrections']} statements supersede the same statement: see `ceasefire conflicts`")
    for remark in found["remarks"]:
        click.echo(f"note: {safe(remark)}", err=True)
    return None


def _say_whose_word(told: Mapping[str, Any]) -> None:
    """Say which charter is pinned and in force and whose word counts under it; where none is, why, and what to do next."""
    if told["in_force"]:
        same = "as pinned" if told["in_force"] == told["pin"] else f"it follows {told['pin'][:16]}, which is pinned"
        click.echo(
            f"\ncharter in force: {told['in_force'][:16]}  {safe(told['title'])} ({safe(told['mechanism'])}), {same}"
        )
        click.echo(f"  whose word counts: {safe(', '.join(told['bodies'])) or 'nobody'}")
        if told["not_here"]:
            click.echo(f"  no office here speaks for: {safe(', '.join(told['not_here']))}")
        return
    click.echo(f"\ncharter in force: none; {safe(told['why_not'])}")
    if not told["counts"] and "nobody" not in told["why_not"]:
        click.echo("  nobody's word is counted until then")
    if told["charters"]:
        next_ = (
            "`ceasefire charter trust ID` pins one" if told["pin"] is None else "who has not accepted yet does so there"
        )
        click.echo(f"  {plural(told['charters'], 'charter version')} here: see `ceasefire charter show`; {next_}")


@click.command()
@on_record
@as_json
@click.option("--from", "--since", "since", type=Day(), help="First day, as 2017-05-04.")
@click.option("--to", "until", type=Day(), help="Last day.")
@click.option("--place", help="Words in the place or governorate.")
@click.option("--result", type=click.Choice([r.value for r in ScopeResult]), help="Only this scope result.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=40, show_default=True, help="Rows at the most (0 for all)."
)
def incidents(
    record_dir: Path | None,
    json_: bool,
    since: datetime | None,
    until: datetime | None,
    place: str | None,
    result: str | None,
    limit: int,
) -> None:
    """List incidents: when, where, what is told, and the result of the test against the agreement.

    \b
    Example:  ceasefire incidents --from 2017-05-05 --place Idlib --result undetermined
    """
    with open_record(record_dir) as record:
        shown = record.incidents(since=since, until=until, place=place, result=result, limit=limit or None)
    if json_:
        return emit_json(shown)
    rows = [
        [
            r["incident_id"][:10],
            day_words(r),
            r["place"],
            r["admin1"],
            r["event_types"],
            result_words(r["result"] or ScopeResult.NOT_TESTED),
            r["reports"],
            range_words(r["killed_low"], r["killed_high"]),
        ]
        for r in shown
    ]
    emit_table(rows, ("incident", "day", "place", "governorate", "types", "result", "reports", "killed"))
    click.echo(shown.words("incident") + ("" if len(shown) == shown.total else " (--limit 0 for all)"))
    return None


@click.command()
@click.argument("name", metavar="ID")
@on_record
@as_json
@click.option("--proof", is_flag=True, help="Print the proof alone, exactly: `> FILE` keeps it for `proof check FILE`.")
@click.option("--with-keys", is_flag=True, help="Put the proofs of the ledger's key statements before it.")
def show(name: str, record_dir: Path | None, json_: bool, proof: bool, with_keys: bool) -> None:
    """Print a statement (id or label) with its proof and what cites it, or an incident with its accounts.

    Of a position or finding it says whether it counts for the body it speaks of, as which role, under which charter, and why.

    \b
    Example:  ceasefire show R0017
              ceasefire show R0017 --proof > R0017.tlog-proof
    """
    with open_record(record_dir) as record:
        if proof or with_keys:
            text = record.proof(name, with_keys=with_keys)
            return emit_json({"proof": text}) if json_ else emit_exact(text)
        found, labels = record.show(name), record.office_labels()
        found = _with_text(record, found)
    if json_:
        return emit_json(found)
    _print(_with_labels(found, labels))
    if found.get("word") and found["word"]["incidents"]:
        click.echo(f"whose word decided, under which rule:  ceasefire rules outcomes {safe(found['id'])[:12]} --why")
    return None


def _with_text(record: "Record", found: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with how far the text was read on whose words the statement stands, where it stands on any."""
    source = found["statement"].source if found["kind"] == "statement" else None
    if source is None or source.span is None:
        return found
    told = next((one["coverage"] for one in record.documents_read(ids=[found["id"]])), None)
    head = {name: found[name] for name in ("kind", "id")}
    return head | {"text_read": told} | found


def _with_labels(value: Any, labels: Mapping[str, str]) -> Any:
    """Return an answer for people, in which a ledger is what they call its office."""
    if isinstance(value, list):
        return [_with_labels(item, labels) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: words_of(item, labels) if key in _LEDGERS and isinstance(item, str) else _with_labels(item, labels)
        for key, item in value.items()
    }


def _said(value: Any) -> str:
    return _YES[value] if isinstance(value, bool) else safe(value)


def _print(value: Any, indent: str = "") -> None:
    import msgspec

    built = msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else value
    for key, item in built.items():
        item = msgspec.to_builtins(item) if isinstance(item, msgspec.Struct) else item
        if item is None or item == [] or item == {}:
            continue
        if isinstance(item, dict):
            click.echo(f"{indent}{safe(key)}:")
            _print(item, indent + "  ")
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            click.echo(f"{indent}{safe(key)}:")
            for part in item:
                click.echo(f"{indent}  -")
                _print(part, indent + "    ")
        elif isinstance(item, str) and "\n" in item:
            click.echo(f"{indent}{safe(key)}:\n" + "\n".join(f"{indent}  {safe(line)}" for line in item.split("\n")))
        else:
            click.echo(f"{indent}{safe(key)}: {_said(item)}")


@click.command()
@click.argument("query")
@on_record
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV that is safe to open in a spreadsheet.")
def sql(query: str, record_dir: Path | None, json_: bool, csv_: bool) -> None:
    """Run one read-only SELECT over the documented tables and views (see docs/reference/tables.md).

    Counts of unlike things are not added: a sum over rows of several units is refused, and names them. The view `counts`
    has a column for each unit. Where a form of query hides its units, a note says so: with --json in the field `notes` of
    each row, with --csv in a first line that begins with #.

    A query ends after 120 seconds, works in 2 GB of memory, and gives an answer of at most 500 MB; it reaches no file and no
    network. In CSV a text that a spreadsheet would run as a formula begins with an apostrophe, as in an export; --json gives every
    value as it is.

    \b
    Example:  ceasefire sql "select counted_by, unit, sum(low) from tallies where place = 'ALL' group by 1, 2"
              ceasefire sql "select counted_by, sum(case_of_firing_low) from counts where place = 'ALL' group by 1"
    """
    from ceasefire.api.query import notes, rows

    with open_record(record_dir) as record:
        answer = record.sql(query)
    said = notes(answer)
    for words in said:
        click.echo(f"note: {words}", err=True)
    if json_:
        more = {"notes": said} if said else {}
        return emit_json_rows(dict(zip(answer.column_names, row, strict=True)) | more for row in rows(answer))
    if csv_:
        for words in said:
            click.echo(f"# note: {words}")
        return _print_csv(answer.column_names, rows(answer))
    emit_table(list(rows(answer.slice(0, SHOWN))), [safe(name) for name in answer.column_names])
    if answer.num_rows > SHOWN:
        click.echo(f"{SHOWN:,} of {answer.num_rows:,} rows; --csv or --json for all", err=True)
    return None


def _print_csv(names: Sequence[str], found: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow([_cell(name) for name in names])
    writer.writerows([_cell(value) for value in row] for row in found)


def _cell(value: object) -> object:
    """Return a value for a spreadsheet: numbers as they are, every text so that none is run or hides anything."""
    from ceasefire.publication.csv_tables import harmless

    return value if value is None or isinstance(value, int | float | Decimal) else harmless(str(value))


@click.command()
@click.argument("name", required=False)
@click.option("--tables", "tables_", is_flag=True, help="Describe the tables instead of the statement kinds.")
@click.option("--graph", is_flag=True, help="Say which tables and settings each table is made from.")
def schema(name: str | None, tables_: bool, graph: bool) -> None:
    """Print the JSON Schema of a statement kind (all without a name), or the columns of the tables.

    \b
    Example:  ceasefire schema report
              ceasefire schema --tables tallies
              ceasefire schema --graph standing
    """
    import ceasefire

    found: Mapping[str, object] = ceasefire.describe_tables() if tables_ else ceasefire.json_schemas()
    if graph:
        from ceasefire.derive import GRAPH

        found = {table: GRAPH.describe(table) for table in GRAPH.names}
    if name is not None and name not in found:
        what = "table" if tables_ or graph else "statement kind"
        raise click.UsageError(f"no {what} {name!r}; known: {', '.join(found)}")
    emit_json(found[name] if name else found)

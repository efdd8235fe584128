"""`rules outcomes`, `rules find`, `rules findings`, `questions`, `complaints`: what was decided, and by whose word."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ceasefire.cli.common import FOUND, Day, as_json, emit_json, emit_table, on_record, open_record, rows_of, safe
from ceasefire.cli.options import signs
from ceasefire.vocabulary.codes import DECISION_STATES
from ceasefire.vocabulary.stand_words import held_words, told_words
from ceasefire.vocabulary.wording import plural

if TYPE_CHECKING:
    from ceasefire.api.entries import Signer

Answer = dict[str, Any]
ID: Final = 12
"""Digits of an id that are printed: any command takes them."""
_WHOLE_ID: Final = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_BESIDE: Final = (
    ("dissent", "dissent"),
    ("silent", "silent, counted as consent"),
    ("missing", "waited for"),
    ("late", "came late"),
    ("refused", "not counted by this rule"),
)
"""Lists of an outcome that are printed, each with its heading; whose word was heard or told, the positions say."""


def body_words(body: str, told_by: str | None, labels: Mapping[str, str]) -> str:
    """Return whose word a row is: the body, and where another tells it that office's label and ledger."""
    return body if told_by is None else f"{body}, {told_words(labels.get(told_by, told_by), told_by)}"


def holds_words(row: Answer) -> str:
    """Return in words what a row of `standing` says that its body holds, and against whom."""
    return ": ".join(filter(None, (held_words(row["value"], row["towards"]), "; ".join(row["against"] or ()))))


@click.command()
@on_record
@as_json
@click.argument("incident", required=False)
@click.option("--why", is_flag=True, help="Say whose word counted, under which rule, and who was silent.")
@click.option("--on", "day", type=Day(), help="Day on which to look (default: today).")
@click.option("--state", type=click.Choice(DECISION_STATES), help="Only this state.")
def outcomes(
    record_dir: Path | None, json_: bool, incident: str | None, why: bool, day: datetime | None, state: str | None
) -> None:
    """List what each rule gives on each incident with positions: decided, no decision, pending, no charter.

    INCIDENT is an incident id, the id or label of one of its reports, or the id of a position on it.

    \b
    Example:  ceasefire rules outcomes --on 2025-12-01
              ceasefire rules outcomes R0017 --why
    """
    with open_record(record_dir) as record:
        rows = [r for r in record.outcomes(incident, on=day.date() if day else None) if state in (None, r["state"])]
    if json_:
        return emit_json(rows)
    if not rows:
        return click.echo("no rule has anything to decide here")
    if why:
        click.echo("\n".join(line for row in rows for line in _reasons(row)))
        return click.echo(safe(f"this answer saw: {', '.join(map(_head, rows[0]['saw']))}"))
    cells = [
        [
            r["incident_id"][:ID],
            r["rule"],
            r["axis"],
            _state(r),
            r["value"],
            r["since"],
            _short(r["missing"]),
            r["why"],
        ]
        for r in rows
    ]
    return _emit_told(cells, ("incident", "rule", "axis", "state", "value", "since", "waited for", "why"))


def _named(words: str, labels: Mapping[str, str]) -> str:
    """Return words in which a ledger is what people call its office, the longest origin first: one may begin another."""
    for origin in sorted(labels, key=len, reverse=True):
        words = words.replace(origin, labels[origin])
    return words


def _emit_told(cells: Sequence[Sequence[Any]], header: Sequence[str]) -> None:
    """Print a table without the columns in which nothing stands, so that the others have room."""
    told = [n for n in range(len(header)) if any(row[n] not in (None, "") for row in cells)]
    emit_table([[row[n] for n in told] for row in cells], [header[n] for n in told])


def _state(row: Answer) -> str:
    return "not opened" if row["state"] is None else row["state"].replace("_", " ")


def _short(words: str | Sequence[str]) -> str:
    """Return words with every id cut to the digits that any command takes."""
    text = words if isinstance(words, str) else "; ".join(words)
    return _WHOLE_ID.sub(r"\1", text)


def _reasons(row: Answer) -> Iterator[str]:
    """Yield whose word decided, under which rule, with which silence: every position by its id."""
    value = f" {row['value'].replace('_', ' ')}" if row["value"] else ""
    since = f" since {row['since']}" if row["since"] else ""
    rule = f"rule {row['rule']}" if row["rule"] else "no rule"
    yield safe(f"incident {row['incident_id'][:ID]}, {row['axis']}, {rule}: {_state(row)}{value}{since}")
    yield safe(f"  why: {_short(row['why'] or '')}")
    if row["charter"]:
        file = f", rules {row['rules'][:ID]}" if row["rules"] else ""
        yield f"  under the charter {row['charter'][:ID]}{file}"
    for name, head in _BESIDE:
        yield from (safe(f"  {head}: {_short(words)}") for words in row[name] or ())
    for one in row["positions"]:
        yield safe(f"  position {one['position_id'][:ID]} signed by {one['office']}: {_position(one)}")


def _head(saw: str) -> str:
    """Return a ledger's head in words: the office's ledger, how many entries, and the beginning of the root."""
    origin, size, root = saw.split()
    return f"{origin} ({size}, root {root[:ID]})"


def _position(one: Answer) -> str:
    role = f" as {one['role'].replace('_', ' ')}" if one["role"] else ""
    if one["state"] == "told":
        return f"{one['of']} {one['holds']}; not counted, {_short(one['why'])}"
    why = f" ({_short(one['why'])})" if one["why"] else ""
    return f"{one['of']}{role} {one['holds']}; {one['state']}{why}"


@click.command()
@click.argument("incident")
@click.argument("rule")
@on_record
@as_json
@signs
@click.option("--on", "day", type=Day(), help="Day as of which the rule is looked at (default: today).")
@click.option("--reason", help="Why.")
def find(
    incident: str,
    rule: str,
    record_dir: Path | None,
    json_: bool,
    day: datetime | None,
    reason: str | None,
    signer: "Signer",
) -> None:
    """Sign what a rule gives on an incident as a finding, with the positions it rests on.

    \b
    Example:  ceasefire rules find R0017 ruling --office commission --reason "as decided in session"
    """
    from ceasefire.api import decided

    with open_record(record_dir, readonly=False) as record:
        receipt = decided.file_finding(
            record, incident, rule, on=day.date() if day else None, reason=reason, signer=signer
        )
    emit_json(receipt) if json_ else click.echo(f"finding {receipt.id[:ID]} filed")


@click.command()
@on_record
@as_json
def findings(record_dir: Path | None, json_: bool) -> None:
    """Check each signed finding by recomputing its rule on the positions that it cites.

    \b
    Example:  ceasefire rules findings
    Status:   0 every finding that can be checked holds, 1 one differs or cannot be checked.
    """
    with open_record(record_dir) as record:
        rows, labels = rows_of(record.finding_checks()), record.office_labels()
    if json_:
        emit_json(rows)
    elif not rows:
        click.echo("no finding is filed here")
    else:
        emit_table([_checked(row, labels) for row in rows], ("finding", "incident", "by", "rule", "state", "why"))
    sys.exit(FOUND if any(row["state"] in ("differs", "cannot_be_checked") for row in rows) else 0)


def _checked(row: Answer, labels: Mapping[str, str]) -> list[Any]:
    by = labels.get(row["ledger"], row["ledger"])
    gives = f"; gives {row['recomputed'].replace('_', ' ')}" if row["recomputed"] else ""
    state = f"{row['state'].replace('_', ' ')}: {row['value'].replace('_', ' ')}{gives}"
    incident = row["incident_id"][:ID] if row["incident_id"] else "none here"
    return [row["finding_id"][:ID], incident, by, row["rule"], state, _short(row["why"] or "")]


@click.command()
@on_record
@as_json
@click.argument("question", required=False)
def questions(record_dir: Path | None, json_: bool, question: str | None) -> None:
    """Show who holds what on questions other than of incidents, and whose word each is.

    \b
    Example:  ceasefire questions
    """
    with open_record(record_dir) as record:
        held = [row for row in rows_of(record.stances_held()) if question in (None, row["question"])]
        labels = record.office_labels()
    if json_:
        return emit_json(held)
    if not held:
        return click.echo("nobody holds anything on a question here")
    for name in dict.fromkeys(row["question"] for row in held):
        rows = [row for row in held if row["question"] == name]
        cells = [_stance(row, labels) for row in rows]
        title = f"{name}: {rows[0]['text'] or 'a question that nobody put here'}"
        emit_table(cells, ("body", "holds", "state", "day", "stance"), title=safe(title))
    return click.echo(plural(len(held), "stance"))


def _stance(row: Answer, labels: Mapping[str, str]) -> list[Any]:
    stand = {"dissent": "dissents: ", "abstain": "abstains: "}.get(row["stand"] or "", "")
    option = f" [{row['option']}]" if row["option"] else ""
    why = f": {row['why']}" if row["why"] and row["state"] not in ("told", "counted") else ""
    body = body_words(row["of"], row["told_by"], labels)
    return [body, f"{stand}{row['words']}{option}", row["state"] + why, row["date"], row["lineage"][0][:ID]]


@click.command()
@on_record
@as_json
def complaints(record_dir: Path | None, json_: bool) -> None:
    """List complaints, what each asks, and the reply, remedy or finding that followed, with whose word each is.

    \b
    Example:  ceasefire complaints
    """
    with open_record(record_dir) as record:
        rows, labels = rows_of(record.complaint_states()), record.office_labels()
    if json_:
        return emit_json(rows)
    if not rows:
        return click.echo("no complaint is filed here")
    return _emit_told(
        [
            [
                row["complaint_id"][:ID],
                body_words(row["by"], row["told_by"], labels),
                row["against"],
                row["asks"],
                row["received"],
                row["state"].replace("_", " "),
                " ".join(one[:ID] for one in row["closed_by"]),
                _named(_short(row["why"] or ""), labels),
            ]
            for row in rows
        ],
        ("complaint", "by", "against", "asks", "received", "state", "closed by", "why"),
    )

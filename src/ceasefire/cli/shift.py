"""`today`, `follow`: what a duty officer looks at, at the change of shift and through it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import click

from ceasefire.cli.clause_words import day_words
from ceasefire.cli.common import Day, as_json, emit_json, emit_json_line, on_record, open_record, safe
from ceasefire.cli.text_table import width
from ceasefire.vocabulary.codes import COUNT_AGAINST_LIST
from ceasefire.vocabulary.duty_words import state_words
from ceasefire.vocabulary.provision_names import provision_name
from ceasefire.vocabulary.scope import ScopeResult, result_words
from ceasefire.vocabulary.wording import against_list_words, plural

Answer = dict[str, Any]
WIDTH: Final = 80
"""Columns of a line, as a printed page and the smallest terminal have."""
SHOWN: Final = 5
_OFFICE: Final = 16
"""Columns for the office that signed, so that what it says follows within the line."""
_ID: Final = 12
"""Characters of an id that are printed: any command takes them, also in a record of a million statements."""


@click.command()
@on_record
@as_json
@click.option(
    "--since", default="24h", show_default=True, help="A day, a time (UTC unless it names a zone), 12h or 3d ago."
)
@click.option("--on", type=Day(), help="Day as of which deadlines are looked at (default: today).")
@click.option("--days", type=click.IntRange(0, 3660), default=7, show_default=True, help="Days ahead for deadlines.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Rows of each list (0 for all)."
)
def today(record_dir: Path | None, json_: bool, since: str, on: datetime | None, days: int, limit: int) -> None:
    """Say what is new, due, unanswered and disputed since a moment, for a change of shift.

    New is what an office says it signed since then. Every id of a statement or an incident that is printed can be given to
    `ceasefire show`; a clause, printed with its duty, to `ceasefire hits --provision`.

    \b
    Example:  ceasefire today --since 12h
              ceasefire today --since 2018-10-16 --on 2018-10-17 --limit 0
    """
    with open_record(record_dir) as record:
        found = record.today(since, on=on, days=days, limit=limit or None)
    if json_:
        return emit_json(found)
    for line in _spaced(_today(found)):
        click.echo(line)
    return None


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with an empty one after each list."""
    before = ""
    for line in lines:
        if before.startswith("  ") and not line.startswith("  "):
            yield ""
        yield line
        before = line


def _today(found: Answer) -> Iterator[str]:
    yield f"since {found['since']}, by when each office says it signed"
    yield f"deadlines as of {found['on']}"
    yield from _statements(found)
    yield _line(f"incidents are linked under {safe(found['linked_under'])}")
    yield from _incidents(found["incidents"])
    yield from _deadlines(found["deadlines"])
    yield from _section("remedies asked for and not answered", found["remedies"], _remedy)
    yield from _section("positions signed", found["positions"], _position)
    yield from _section("judgements signed", found["judgements"], _judgement)
    disputed = found["disputed"]
    yield from _section("incidents on which positions differ", disputed["positions"], _differing)
    yield from _section("facts on which new statements conflict", disputed["conflicts"], _conflict)
    yield from _section("new statements set aside", found["set_aside"], _aside)
    if found["set_aside"]["of_no_known_time"]:
        yield _line(f"  and {found['set_aside']['of_no_known_time']:,} set aside of which no time is known")


def _statements(found: Answer) -> Iterator[str]:
    new = found["statements"]
    yield f"new statements: {new['total']:,}{_reports(found['reports'], found['corrections'])}"
    for office, rows in groupby(new["rows"], key=lambda row: row["office"]):
        yield from _wrapped(safe(office), [f"{row['statements']:,} {safe(row['kind'])}" for row in rows])
    if new["dated_after_now"]:
        yield f"  {plural(new['dated_after_now'], 'statement')} of these tell a time that has not come yet"


def _reports(count: int, corrections: int) -> str:
    correct = f", {plural(corrections, 'correction')} among these" if corrections else ""
    return f" ({plural(count, 'report')} in them{correct})" if count else ""


def _incidents(found: Answer) -> Iterator[str]:
    heads = {
        "new": "new incidents",
        "joined": "incidents that new reports joined",
        "changed": "incidents changed otherwise",
    }
    for name, head in heads.items():
        some = found[name]
        yield from _section(head, some, _incident, beneath=_tested(some))


def _tested(some: Answer) -> Iterator[str]:
    """Yield how many incidents have each result, and how many are in scope of each instrument: one may be of several."""
    results = [f"{some['results'][r]:,} {result_words(r)}" for r in ScopeResult if r in some["results"]]
    if results:
        yield from _wrapped("scope", results)
    under = [
        f"{one['incidents']:,} of {safe(one['instrument'])}"
        + (f" ({one['alone']:,} of no other)" if one["alone"] else "")
        for one in some["in_scope"]
    ]
    if under:
        yield from _wrapped("in scope", under)


def _deadlines(found: Answer) -> Iterator[str]:
    yield from _section(f"due by {found['until']}", found["due"], _duty)
    yield from _section(state_words("overdue"), found["overdue"], _duty)


def _section(head: str, some: Answer, words: Any, more: str = "", beneath: Iterable[str] = ()) -> Iterator[str]:
    """Yield a heading with the count, what stands beneath it, a line a row, and how many rows are not shown."""
    yield _line(f"{head}: {some['total']:,}{more}")
    yield from beneath
    for row in some["rows"]:
        yield _line("  " + words(row))
    left = some["total"] - len(some["rows"])
    if left:
        yield f"  and {left:,} more"


def _line(text: str, most: int = WIDTH) -> str:
    """Return a line that fits; `...` stands for what is cut off."""
    if width(text) <= most:
        return text
    end = bisect_right(range(len(text)), most - 3, key=lambda n: width(text[:n])) - 1
    return text[: max(0, end)] + "..."


def _wrapped(head: str, parts: Iterable[str]) -> Iterator[str]:
    line = f"  {head}:"
    for part in parts:
        if len(line) + len(part) + 2 > WIDTH:
            yield line
            line = "   "
        line += f" {part},"
    yield line.rstrip(",")


def _names(values: Sequence[object] | None) -> str:
    return safe(list(values or ())) or "nobody named"


def _incident(row: Answer) -> str:
    place = ", ".join(dict.fromkeys(safe(row[name]) for name in ("place", "admin1") if row[name])) or "no place told"
    result = result_words(row["result"] or ScopeResult.NOT_TESTED)
    return f"{row['incident_id'][:_ID]}  {day_words(row):<10}  {result}; {plural(row['reports'], 'report')}; {place}"


def _duty(row: Answer) -> str:
    return f"{row['due']}  {safe(provision_name(row['instrument'], row['provision']))}  {safe(row['holder_words']) or 'the text names no holder'}"


def _remedy(row: Answer) -> str:
    when = f"by {row['deadline']}" if row["deadline"] else "no deadline"
    return f"{row['remedy_id'][:_ID]}  {row['state'].replace('_', ' ')}, {when}: {safe(row['asked_by'])} asks {safe(row['asked_of'])}"


def _position(row: Answer) -> str:
    incidents = row["incident_ids"]
    about = " ".join(one[:_ID] for one in incidents[:1]) + (
        f" and {len(incidents) - 1:,} more" if incidents[1:] else ""
    )
    told = f"{row['state']}: " if row["state"] in ("told", "refused") else ""
    held = f"{safe(row['of'])}: {safe(row['axis'])} {safe(row['holds'])}"
    return f"{row['position_id'][:_ID]}  {_later(row)}{about}  {_by(row)}{told}{held}"


def _by(row: Answer) -> str:
    """Return the office that signed, before what it says of anybody: a long word after it cannot push it out of the line."""
    return f"{_line(safe(row['office']), _OFFICE)} signed "


def _later(row: Answer) -> str:
    return "(superseded) " if row["superseded"] else ""


def _judgement(row: Answer) -> str:
    about = f"{safe(row['verdict'])}: {safe(row['a'])[:_ID]}, {safe(row['b'])[:_ID]}"
    return f"{row['judgement_id'][:_ID]}  {_later(row)}{_by(row)}{about}"


def _differing(row: Answer) -> str:
    held = ", ".join(f"{safe(one['body'])} {safe(one['holds'])}" for one in row["held"])
    return f"{row['incident_id'][:_ID]}  {row['axis']}: {held}"


def _conflict(row: Answer) -> str:
    told = [safe(value) for value in row["values"]]
    values = against_list_words(told) if row["kind"] == COUNT_AGAINST_LIST else " / ".join(told)
    return f"{safe(row['new'][0])[:_ID]}  {safe(row['subject'])[:24]} {safe(row['property'])}: {values}"


def _aside(row: Answer) -> str:
    name = safe(row["statement_id"])[:_ID] if row["statement_id"] else f"an entry of {safe(row['ledger'])}"
    return f"{name}  {safe(row['kind'])}: {safe(row['state']).replace('_', ' ')}: {safe(row['reason'])}"


@click.command()
@on_record
@click.option("--json", "json_", is_flag=True, help="Print one JSON document a line for each change.")
@click.option(
    "--interval", type=click.FloatRange(min=0.1), default=2.0, show_default=True, help="Seconds between looks."
)
@click.option("--for", "seconds", type=click.FloatRange(min=0), default=None, help="End after so many seconds.")
@click.option("--once", is_flag=True, help="End after the first change.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=SHOWN, show_default=True, help="Rows of each list (0 for all)."
)
def follow(
    record_dir: Path | None, json_: bool, interval: float, seconds: float | None, once: bool, limit: int
) -> None:
    """Say what each filing changes, as it happens: statements, incidents and their names, who holds what.

    Ends on Ctrl-C (status 130), or as --for or --once say.

    \b
    Example:  ceasefire follow --record demo/record --for 5
              ceasefire follow --once --json
    """
    with open_record(record_dir) as record:
        found = record.follow(interval=interval, seconds=seconds, limit=limit or None)
        if not json_:
            click.echo("what is filed from now on is told here; Ctrl-C ends it", err=True)
        for change in found:
            if json_:
                emit_json_line(change)
            else:
                click.echo("\n".join(_change(change)))
            if once:
                return


def _change(found: Answer) -> Iterator[str]:
    """Yield what one filing changed; nothing is said of what did not change."""
    incidents = found["incidents"]
    parts = [
        ("statements filed", found["statements"], _filed),
        ("new incidents", incidents["new"], _incident),
        ("incidents changed", incidents["changed"], _changed),
        ("names that changed", found["names"], _renamed),
        ("held otherwise", found["standing"], _holds),
        ("set aside", found["set_aside"], _aside),
    ]
    yield found["seen"]
    for head, some, words in parts:
        if some["total"]:
            yield from _section(head, some, words)


def _filed(row: Answer) -> str:
    label = f" {safe(row['label'])}" if row["label"] else ""
    corrects = f", corrects {row['supersedes'][:_ID]}" if row["supersedes"] else ""
    return f"{row['statement_id'][:_ID]}  {safe(row['office'])}: {safe(row['kind'])}{label}{corrects}"


def _changed(row: Answer) -> str:
    return _incident(row) + (f"; {plural(len(row['came']), 'report')} joined" if row["came"] else "")


def _renamed(row: Answer) -> str:
    return f"{row['was'][:_ID]} {row['how']} -> {' '.join(one[:_ID] for one in row['now'])}"


def _holds(row: Answer) -> str:
    was, now = (safe(row[name]) or "nothing" for name in ("was", "now"))
    return f"{row['incident_id'][:_ID]}  {safe(row['body'])}: {row['axis']} {was} -> {now}"

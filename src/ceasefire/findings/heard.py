"""What a rule hears of an incident: the own words of bodies, each from the moment at which it was said.

A later entry of a ledger follows the earlier one, whatever time it tells: what is dated back counts from the earlier one's
time, just after it. So no later entry undoes what was decided on the earlier ones, and none is heard before it was said.
Entries that a later one replaced are heard for the time until then.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ceasefire.findings.own_words import Word, taken_back
from ceasefire.findings.rules.language import Heard
from ceasefire.findings.rules.moments import start
from ceasefire.parties.authority import Authority

Row = dict[str, Any]


def heard_words(rows: Iterable[tuple[Row, Word]]) -> list[Heard]:
    """Return what bodies themselves said, of one incident and axis, by ledger in the order in which it was said.

    `rows` are rows of `positions`, each with what it is as it was signed (`positions.as_signed`): counted entries are heard,
    and no others. One that tells no time at all is not heard.
    """
    ledgers: dict[tuple[str, str], list[Row]] = {}
    for row, found in rows:
        if found.state == "counted" and time_of(row) is not None:
            ledgers.setdefault((row["of"], row["ledger"]), []).append(row)
    return [one for key in sorted(ledgers) for one in _in_turn(sorted(ledgers[key], key=_place))]


def not_withdrawn(rows: Iterable[tuple[Row, Word]], authority: Authority) -> list[tuple[Row, Word]]:
    """Return the rows of one incident and axis without those that their own ledger took back altogether.

    What a later own word on the same incident and axis supersedes was held until then. What is superseded by anything else,
    as a position that names another incident in its place, is withdrawn.
    """
    filed = list(rows)
    replacing = {(row["ledger"], row["seq"]) for row, found in filed if found.state == "counted"}
    return [
        (row, found)
        for row, found in filed
        if (found.state == "counted" and (row["ledger"], row["superseded_seq"]) in replacing)
        or not taken_back(row, row["of"], found.state != "told", authority)
    ]


def _place(row: Row) -> tuple[int, str]:
    return row["seq"], row["position_id"]


def _in_turn(rows: list[Row]) -> Iterable[Heard]:
    at, turn = "", 0
    for row in rows:
        told = time_of(row) or ""
        if not at or start(told) > start(at):
            at, turn = told, 0
        else:
            turn += 1
        yield Heard(
            body=row["of"],
            value=row["value"],
            stand=row["stand"],
            at=at,
            reason=row["reason"],
            id=row["position_id"],
            ledger=row["ledger"],
            turn=turn,
        )


def time_of(row: Mapping[str, Any]) -> str | None:
    """Return the day of a position, else the time at which its office says that it signed it."""
    if row["date_start"] is not None:
        return str(row["date_start"].isoformat())
    return str(row["claimed_at"]) if row["claimed_at"] else None

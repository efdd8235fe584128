"""Whose word on an accession answers: for each instrument, party by party, and class by class where members are not named."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa

from ceasefire.agreements.law.codings import Coding, Contest, Weighed, Weighing, coding, standing
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import Shared

Row = dict[str, Any]
_WHO = ("joined", "members_known", "class_of", "low", "high")


class Joiner(NamedTuple):
    """Who may have joined an instrument: a party by its id, or (None) members not named, of a class or of none told."""

    instrument: str
    party: str | None
    class_of: str | None = None

    @property
    def name(self) -> str:
        """How `codings` calls it: instrument/party."""
        who = self.party or f"{self.class_of or 'members'} not named"
        return f"{self.instrument}/{who}"


class SettledAccessions(NamedTuple):
    """The accessions that answer, rows of `codings`, and whose accession is contested."""

    table: pa.Table
    codings: tuple[Row, ...] = ()
    contested: tuple[tuple[Joiner, Contest], ...] = ()


def settle_accessions(table: pa.Table, weighing: Weighing) -> SettledAccessions:
    """Return the accessions that answer; of a row that names several parties only those stay for whom it answers."""
    table = standing(table, weighing.answering.authority)
    if len(table["ledger"].unique()) < 2 and not weighing.answering.named_things(Shared.ACCESSION):
        return SettledAccessions(table)
    rows = table.to_pylist()
    weighed = {one: _weighed(one, said, weighing) for one, said in _said(rows).items()}
    left = [row for row in (_left(row, weighed) for row in rows) if row is not None]
    shown = [one for one in weighed.values() if one.is_shown]
    return SettledAccessions(
        pa.Table.from_pylist(left, schema=schema("accessions")),
        tuple(row for one in shown for row in one.rows),
        tuple((who, one.contest) for who, one in weighed.items() if one.contest is not None),
    )


def _joiners(row: Row) -> Iterator[Joiner]:
    """Yield whom a row speaks of."""
    for party in row["joined"] or ():
        yield Joiner(row["instrument"], party)
    if row["members_known"] is False or not row["joined"]:
        yield Joiner(row["instrument"], None, row["class_of"])


def _said(rows: list[Row]) -> dict[Joiner, dict[str, Coding]]:
    held: dict[Joiner, dict[str, list[Row]]] = {}
    for row in rows:
        for who in _joiners(row):
            held.setdefault(who, {}).setdefault(row["ledger"], []).append(row)
    order = sorted(held, key=lambda who: (who.instrument, who.party or "", who.class_of or ""))
    return {who: {one: _coding(who, found) for one, found in held[who].items()} for who in order}


def _coding(who: Joiner, rows: list[Row]) -> Coding:
    """Return what rows say of one who joined: of a party nothing of the others named beside it, or of their number."""
    return coding(rows, but=_WHO if who.party is not None else ("joined",))


def _weighed(who: Joiner, said: dict[str, Coding], weighing: Weighing) -> Weighed:
    return weighing.weighed(Shared.ACCESSION, who.instrument, said, who.name)


def _left(row: Row, weighed: dict[Joiner, Weighed]) -> Row | None:
    """Return a row with those of whom it answers; None where it answers for nobody."""
    answers = [who for who in _joiners(row) if weighed[who].answers == row["ledger"]]
    if not answers:
        return None
    if len(answers) == len(list(_joiners(row))):
        return row
    counts = any(who.party is None for who in answers)
    joined = [who.party for who in answers if who.party is not None]
    return row | {"joined": joined, "members_known": row["members_known"] if counts else True}

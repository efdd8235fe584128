"""Standing: each incident, body by body, on three axes that are never merged.

Most incidents of a large record have no positions; their rows are made in columns (`alike_reports`). One with positions
is worked out by itself, by the same rules.

The rows of an incident depend on that incident, its links, reports, scope and positions, on the links of the reports
that these positions name besides (two positions of one body are one subject only where they are about the same
incidents), on the tables of parties and sources, and on the settings `authority` (whose word counts) and `mechanism` (for
whose word the rules in force wait): on nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.findings.accounts import REPORT_COLUMNS, Account, Row, rows_of_reports
from ceasefire.findings.alike_reports import AlikeReports
from ceasefire.findings.own_words import OWN
from ceasefire.findings.position_rows import Waiting, of_position, silent_rows
from ceasefire.findings.positions import check_positions, reports_named
from ceasefire.findings.retold import Retold
from ceasefire.findings.scope_rows import COLUMNS as SCOPE_COLUMNS
from ceasefire.findings.scope_rows import scope_rows, speaks
from ceasefire.findings.standing_rows import Placed, joined, order, rows_as_table
from ceasefire.linkage import membership
from ceasefire.parties import Directory, Speakers
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Bools, Ints

if TYPE_CHECKING:
    from ceasefire.findings.rules import Mechanism

NOBODY: Final = Authority(pin=None)
"""The authority of a reader who pins no charter: nobody's word counts."""
CHUNK = 50_000
"""Incidents whose rows are made at a time: some 80 MB of tables. Chosen by hand."""


def standing(
    *,
    incidents: pa.Table,
    links: pa.Table,
    reports: pa.Table,
    scope: pa.Table,
    positions: pa.Table,
    parties: pa.Table,
    sources: pa.Table,
    authority: Authority = NOBODY,
    mechanism: "Mechanism | None" = None,
) -> pa.Table:
    """Return who holds what of each incident: table `standing`, one row an incident, body and axis, sorted.

    Each source's reports speak for its own body, the open reports together only say how many independent sources tell
    of it and whether they name the same actor, and the scope test speaks on the legal axis. A body's own position that
    counts replaces what the same body's reports say on that axis; what another tells of it stands beside, with `told_by`,
    and replaces nothing; refused and superseded ones are left out. A body that dissents holds otherwise. Where members of a
    rule in force have taken a position, the members that say nothing on that axis are silent; else an axis on which a body
    says nothing has no row. Who fired is only ever what somebody alleges, admits,
    attributes or denies; where a source says "A or B", `against` holds "one of A, B" and accuses neither for certain.
    The open reports contest each other where two accounts cannot both be true; who only describes somebody else
    ("terrorists") contests an account that accuses nobody but the describer's own side.
    """
    ids = incidents["incident_id"].combine_chunks()
    ids = ids.take(pc.sort_indices(ids))
    words = _Words.of(parties, sources, links, Retold.of(authority))
    work = _Work(
        ids,
        told=_Told.of(words.told(reports), membership.incident_rows(reports, links, ids), len(ids)),
        tested=_Tested.of(scope, ids),
        held=_held(positions, check_positions(positions, links, authority), links),
        waiting=Waiting.of(authority, mechanism),
        words=words,
    )
    parts = [work.part(at, min(at + CHUNK, len(ids))) for at in range(0, len(ids), CHUNK)]
    return pa.concat_tables([schema("standing").empty_table(), *parts])


class _Words(NamedTuple):
    """Who is meant and who speaks, which links are in doubt, and which bodies have offices of their own."""

    speakers: Speakers
    directory: Directory
    doubts: Mapping[str, float]
    retold: Retold

    @classmethod
    def of(cls, parties: pa.Table, sources: pa.Table, links: pa.Table, retold: Retold) -> "_Words":
        directory = Directory.build(parties.to_pylist())
        return cls(Speakers(sources, directory), directory, membership.doubts(links), retold)

    def told(self, reports: pa.Table) -> pa.Table:
        """Return the reports as standing reads them, each with its ledger only where that retells a body."""
        return self.retold.tellers(reports.select(REPORT_COLUMNS), self.speakers)


@dataclass(frozen=True)
class _Told:
    """The reports, incident by incident.

    `row`: int64 [reports that belong to an incident], rows of `reports` in the order of their incidents; `start`: int64
    [incidents + 1], where each begins in `row`.
    """

    reports: pa.Table
    row: Ints
    start: Ints

    @classmethod
    def of(cls, reports: pa.Table, incident: Ints, n: int) -> "_Told":
        by_incident = np.argsort(incident, kind="stable")
        start = np.searchsorted(incident[by_incident], np.arange(n + 1))
        return cls(reports.combine_chunks(), by_incident, start)

    def within(self, first: int, last: int) -> tuple[pa.Table, Ints]:
        """Return the reports of the incidents from `first` to before `last`, with the place of each one's incident."""
        rows = self.row[self.start[first] : self.start[last]]
        sizes = np.diff(self.start[first : last + 1])
        return self.reports.take(pa.array(rows)), np.repeat(np.arange(first, last), sizes)


@dataclass(frozen=True)
class _Tested:
    """The scope test. `row`: int64 [incidents], the row of `scope` that speaks of each, -1 where none does."""

    scope: pa.Table
    row: Ints

    @classmethod
    def of(cls, scope: pa.Table, ids: pa.Array) -> "_Tested":
        place = pc.fill_null(pc.index_in(scope["incident_id"], ids), -1).to_numpy()
        row = np.full(len(ids), -1)
        row[place[place >= 0]] = np.flatnonzero(place >= 0)
        spoken = np.append(speaks(scope).to_numpy(), False)
        return cls(scope.select(SCOPE_COLUMNS).combine_chunks(), np.where(spoken[row], row, -1))

    def within(self, first: int, last: int) -> tuple[pa.Table, Ints]:
        """Return the rows of standing of the incidents from `first` to before `last`, with each one's incident."""
        rows = self.row[first:last]
        spoken = np.flatnonzero(rows >= 0)
        return scope_rows(self.scope.take(pa.array(rows[spoken]))), spoken + first


class _Work:
    """What the rows of incidents are made from, and how."""

    def __init__(
        self,
        ids: pa.Array,
        *,
        told: _Told,
        tested: _Tested,
        held: Mapping[str, list[Row]],
        waiting: Waiting,
        words: _Words,
    ) -> None:
        self.ids, self.told, self.tested, self.held, self.words = ids, told, tested, held, words
        self.waiting = waiting
        self.entered: Bools = pc.is_in(ids, pa.array(list(held), pa.string())).to_numpy(zero_copy_only=False)
        self.alike = AlikeReports(*words)

    def part(self, first: int, last: int) -> pa.Table:
        """Return the rows of the incidents from `first` to before `last`."""
        told, incident = self.told.within(first, last)
        scope, of_scope = self.tested.within(first, last)
        by_hand = self._by_hand(told, incident, first, last)
        alike, simple = ~by_hand[incident - first], ~by_hand[of_scope - first]
        spoken_of, among, before_scope = self.alike.placed(told.filter(pa.array(alike)), incident[alike])
        where = np.zeros(last - first, np.int64)
        where[among - first] = before_scope
        spoken = Placed(scope.filter(pa.array(simple)), of_scope[simple], where[of_scope[simple] - first])
        rest = zip(of_scope[~simple].tolist(), scope.filter(pa.array(~simple)).to_pylist(), strict=True)
        accounts = zip(incident[~alike].tolist(), _accounts(told.filter(pa.array(~alike))), strict=True)
        others = self._each((np.flatnonzero(by_hand) + first).tolist(), _grouped(accounts), dict(rest))
        return joined([spoken_of, spoken, others], self.ids)

    def _by_hand(self, told: pa.Table, incident: Ints, first: int, last: int) -> Bools:
        """Mark the incidents from `first` to before `last` that are worked out each by itself."""
        found = self.entered[first:last].copy()
        found[incident[self.alike.by_hand(told)] - first] = True
        return found

    def _each(self, incidents: list[int], told: Mapping[int, list[Account]], scope: Mapping[int, Row]) -> Placed:
        """Return the rows of some incidents, each worked out by itself."""
        names = self.ids.take(pa.array(incidents, pa.int64())).to_pylist()
        rows: list[Row] = []
        sizes: list[int] = []
        for incident, name in zip(incidents, names, strict=True):
            entered = self.held.get(name, [])
            own = {(r["body"], r["axis"]) for r in entered if r["told_by"] is None}
            spoken = rows_of_reports(told.get(incident, ()), *self.words)
            kept = [r for r in spoken if r["told_by"] is not None or (r["body"], r["axis"]) not in own]
            silent = silent_rows(self.waiting, entered, kept)
            every = sorted([*kept, *([scope[incident]] if incident in scope else ()), *entered, *silent], key=order)
            rows += every
            sizes.append(len(every))
        return Placed(rows_as_table(rows), np.repeat(incidents, sizes).astype(np.int64), np.arange(len(rows)))


def _accounts(reports: pa.Table) -> Iterator[Account]:
    return map(Account._make, zip(*(reports[name].to_pylist() for name in REPORT_COLUMNS), strict=True))


def _grouped(accounts: Iterable[tuple[int, Account]]) -> dict[int, list[Account]]:
    found: dict[int, list[Account]] = {}
    for incident, account in accounts:
        found.setdefault(incident, []).append(account)
    return found


def _held(positions: pa.Table, checks: pa.Table, links: pa.Table) -> dict[str, list[Row]]:
    """Return by incident the rows of the positions that stand, and of those that are told; rival ones say so."""
    incident_of = membership.incident_among(links, reports_named(positions))
    found: dict[str, list[Row]] = {}
    for position, check in zip(positions.to_pylist(), checks.to_pylist(), strict=True):
        if check["state"] in (*OWN, "told"):
            entered = of_position(position, check)
            for incident in sorted({incident_of[r] for r in position["about"] or () if r in incident_of}):
                found.setdefault(incident, []).append(entered)
    return found

"""What changed linked anew, and no more: the deltas of `links`, `pairs` and `incidents`, exactly those of linking all.

Evidence on a pair hangs on its two reports. Competition hangs on the other pairs of these two, and on what their sources
plainly repeat; judgements reach as far as their chains. So evidence after competition can change only at the reports
that came, went or were judged, at their partners, and at what is repeated of them. Groups form within what pairs above
the threshold and judgements hold together, so only the reports that are held together with an end of a changed pair can
come into another incident. What keeps two groups apart, or makes a third one join neither, hangs on the reports of these
groups alone, and groups that could join are held together: bars reach no further. Pairs of these, and of their partners,
are scored and settled as `link` does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.deciding import decide, holding
from ceasefire.linkage.features.report_index import ReportIndex, sorted_index
from ceasefire.linkage.grouping.judgements import Ruling, rule
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output import link_tables
from ceasefire.linkage.output.incidents import incidents
from ceasefire.linkage.output.link_tables import WORDED, Settled
from ceasefire.linkage.scale.judged import Judged
from ceasefire.linkage.scale.nearby import Nearby, ranks
from ceasefire.linkage.scoring.score import Scored
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Bools, Ints
from ceasefire.vocabulary.deltas import Delta, Held, OnlyFull, difference, values

MADE = ("links", "pairs", "incidents")
"""The tables that linking makes."""

Tables = dict[str, pa.Table]


def relink(
    reports: Delta,
    judgements: Delta,
    parties: pa.Table,
    sources: pa.Table,
    held: Held,
    parameters: Parameters,
    options: Options = USUAL,
) -> dict[str, Delta]:
    """Return what a change of reports and judgements changes in `links`, `pairs` and `incidents`.

    `held` gives reports and judgements as they are now, and links, pairs and incidents as they were; `parties` and
    `sources` are as they were and are. With the deltas the tables are those of `link` with these parameters and options,
    with incidents named and their sources counted, whatever the order of their rows.

    Raises OnlyFull, all reports having to be linked anew, where a quarter of all reports (`nearby.SHARE`), and more than
    `nearby.LEAST`, would have to be looked at; where a crowded cell is near, or shares a day with a report that came or
    went; where pairs become more than are put in words (`link_tables.WORDED`), or no more than that again; where a
    judgement near names a report by label, by the beginning of its id or by its batch; and where a report near is not in
    the links.
    Raises ValueError for an unknown verdict.
    """
    if not reports.rows and not judgements.rows:
        return {name: Delta(*[schema(name).empty_table()] * 2) for name in MADE}
    local = _Local(reports, judgements, held, parameters, options)
    return local.changes(local.touched(), parties, sources)


@dataclass(frozen=True)
class _State:
    """Some reports before or after the change, settled: `rows` (int64 [n]) are their rows in `Nearby`, by table row."""

    rows: Ints
    index: ReportIndex
    ruling: Ruling
    settled: Settled

    @property
    def place(self) -> Ints:
        """The row in `Nearby` of each position."""
        return np.asarray(self.rows[self.index.order])

    def ends(self) -> tuple[Ints, Ints]:
        """Rows in `Nearby` of both reports of each pair."""
        return self.place[self.settled.i], self.place[self.settled.j]


class _Local:
    """One change, and what is known of the reports around it."""

    def __init__(self, reports: Delta, judgements: Delta, held: Held, parameters: Parameters, options: Options) -> None:
        self.reports, self.held, self.parameters, self.options = reports, held, parameters, options
        self.near = Nearby(reports, held, parameters, options)
        self.judged = Judged(judgements, reports, held)
        self._settled: tuple[tuple[bool, int, int, int], _State] | None = None

    def touched(self) -> Ints:
        """Return the reports that can have come into another incident, and all held together with them (rows, sorted)."""
        near = self.near
        changed = set(np.flatnonzero(near.new | near.gone).tolist())
        dirty = self._chained(changed | near.rows_of(self.judged.named()))
        self._know(dirty)
        beside = near.partners(changed) | near.rows_of(self.judged.beside(self._ids(changed)))
        moved = dirty | beside | self._closed(changed)
        self._know(moved)
        found = dirty | self._differing(moved)
        found = {row for row in found if not near.gone[row]}
        while True:
            self._know(found)
            more = self._held_together(self._state(now=True), found) - found
            if not more:
                return np.array(sorted(found), np.int64)
            found |= more

    def _ids(self, rows: Collection[int]) -> list[str]:
        return [self.near.ids[row] for row in rows]

    def _chained(self, rows: set[int]) -> set[int]:
        """These reports and those that chains of judgements bind to them, before the change or after it."""
        while True:
            ids = self._ids(rows)
            self.judged.ask(ids)
            more = self.near.rows_of(self.judged.same(ids)) - rows
            if not more:
                return rows
            rows = rows | more

    def _closed(self, rows: set[int]) -> set[int]:
        """These reports and those that chains of repeats and of judgements join to them, all of them looked at."""
        while True:
            rows = self._chained(rows)
            self.near.look_at(rows)
            more = self.near.repeats(rows) - rows
            if not more:
                return rows
            rows = rows | more

    def _know(self, rows: set[int]) -> None:
        """See to it that the evidence on every pair of these reports, after competition and judgement, comes out right."""
        self.judged.ask(self._ids(rows))
        self.near.look_at(rows)
        beside = self.near.partners(rows) | self.near.rows_of(self.judged.beside(self._ids(rows)))
        known = self._closed(rows | beside)
        self.near.look_at(self.near.rows_of(self.judged.beside(self._ids(known))))

    def _state(self, *, now: bool) -> _State:
        """Settle all that is known, before the change or after it; once for what is known."""
        known = (now, len(self.near), int(self.near.looked.sum()), len(self.judged.now))
        if self._settled is None or self._settled[0] != known:
            self._settled = known, self._settle(now)
        return self._settled[1]

    def _settle(self, now: bool) -> _State:
        near = self.near
        absent = near.gone if now else near.new
        mine = near.looked.copy()
        mine[near.a] = mine[near.b] = True
        rows = np.flatnonzero(mine & ~absent)
        ids = [near.ids[row] for row in rows.tolist()]
        columns = {name: column[rows] for name, column in near.columns.items()}
        index = sorted_index(columns, np.arange(len(rows), dtype=np.int32), pa.array(ids, pa.string()), ranks(ids))
        place = np.full(len(near), -1, np.int64)
        place[rows[index.order]] = np.arange(len(rows))
        a, b = place[near.a], place[near.b]
        kept = (a >= 0) & (b >= 0)
        i, j = np.minimum(a, b)[kept].astype(np.int32), np.maximum(a, b)[kept].astype(np.int32)
        ruling = rule(index.ids, self.judged.now if now else self.judged.before)
        scored = Scored.join([Scored(i, j, near.score[kept], near.source[kept])]).also(ruling.pairs())
        return _State(rows, index, ruling, decide(index, scored, ruling, self.parameters, self.options))

    def _differing(self, moved: set[int]) -> set[int]:
        """Reports with a pair that is not what it was, of the pairs of these reports."""
        among = np.zeros(len(self.near), bool)
        among[list(moved)] = True
        told = np.concatenate([_told(self._state(now=now), among) for now in (False, True)])
        pairs, count = np.unique(told, axis=0, return_counts=True)
        return set(pairs[count == 1, :2].reshape(-1).tolist())

    def _held_together(self, state: _State, found: set[int]) -> set[int]:
        """Reports that a pair above the threshold or a judgement joins to any of these, through chains."""
        settled, n = state.settled, len(state.index)
        strong = holding(settled, self.parameters, self.options)
        bound = np.arange(n)
        i, j = np.append(settled.i[strong], state.ruling.group), np.append(settled.j[strong], bound)
        mine = np.zeros(n, bool)
        mine[np.isin(state.place, list(found))] = True
        count = -1
        while count != int(mine.sum()):
            count = int(mine.sum())
            mine[i[mine[j]]] = True
            mine[j[mine[i]]] = True
        return set(state.place[mine].tolist())

    def changes(self, touched: Ints, parties: pa.Table, sources: pa.Table) -> dict[str, Delta]:
        """Return the deltas, given the reports whose rows can have changed."""
        state = self._state(now=True)
        mine = np.zeros(len(self.near), bool)
        mine[touched] = True
        ids = sorted({self.near.ids[row] for row in [*touched.tolist(), *self.near.gone_row.values()]})
        old_links = self.held.rows("links", "report_id", ids)
        self._check_linked(old_links, touched)
        pairs = self._pairs(state, mine, ids)
        links, grouped = self._incidents(state, mine)
        reports = self.near.whole(touched)
        links, grouped = name_incidents(links, grouped, reports)
        grouped = with_sources(grouped, links, reports, parties, sources)
        old = self.held.rows("incidents", "incident_id", sorted(values(old_links, "incident_id")))
        return {
            "links": difference(old_links, links, "report_id"),
            "pairs": pairs,
            "incidents": difference(old, grouped, "incident_id"),
        }

    def _check_linked(self, links: pa.Table, touched: Ints) -> None:
        expected = {self.near.ids[row] for row in touched.tolist() if not self.near.new[row]}
        if expected - values(links, "report_id"):
            raise OnlyFull("a report near is not in the links")

    def _incidents(self, state: _State, mine: Bools) -> tuple[pa.Table, pa.Table]:
        """Links and incidents of the reports marked, which make up whole incidents, as `link` names them."""
        links = link_tables.links(state.index, state.settled, self.options).filter(pa.array(mine[state.rows]))
        at = np.flatnonzero(mine[state.place])
        reports = self.near.whole(state.place[at])
        return links, incidents(reports, *_part(state.index, state.settled, at))

    def _pairs(self, state: _State, mine: Bools, ids: list[str]) -> Delta:
        """What changes in `pairs`: both reports of a pair that changed are among these, but for the wholes that they are part of."""
        a, b = state.ends()
        beside = self._wholes_beside(state, mine, ids)
        either = mine.copy()
        either[list(self.near.rows_of(beside))] = True
        old = self._held_pairs(ids, beside)
        within = np.flatnonzero((mine[a] & either[b]) | (either[a] & mine[b]))
        found = self._shown(state, within, words=False)
        change = difference(old.drop_columns("words"), found.drop_columns("words"), "a")
        said = _among(old, change.gone, self._renewed())
        come = _among(found, change.come, self._renewed())
        worded = self._worded(len(come) - len(said))
        if worded and len(come):
            wanted = {frozenset(pair) for pair in _keys(come)}
            ends = zip(self._ids(a[within].tolist()), self._ids(b[within].tolist()), strict=True)
            chosen = within[np.array([frozenset(pair) in wanted for pair in ends], bool)]
            come = self._shown(state, chosen, words=True)
        return difference(said, come, "a")

    def _held_pairs(self, ids: list[str], beside: list[str]) -> pa.Table:
        """Return the pairs as they were between these reports, and between them and the wholes beside."""
        old = self.held.rows("pairs", "a", [*ids, *beside])
        ours, either = pa.array(ids, pa.string()), pa.array([*ids, *beside], pa.string())
        touched = pc.or_(pc.is_in(old["a"], ours), pc.is_in(old["b"], ours))
        return old.filter(pc.and_(pc.is_in(old["b"], either), touched))

    def _wholes_beside(self, state: _State, mine: Bools, ids: list[str]) -> list[str]:
        """Ids of the other reports that sum what these tell, before or after the change: a pair of part and whole follows the
        incident of the part, and the whole itself may have changed in nothing."""
        (a, b), part = state.ends(), state.settled.part_of
        whole = np.concatenate([b[(part == 1) & mine[a] & ~mine[b]], a[(part == -1) & mine[b] & ~mine[a]]])
        old = self.held.rows("pairs", "a", ids)
        before = values(old.filter(pc.equal(old["link_kind"], "part_of")), "b")
        return sorted({*self._ids(np.unique(whole).tolist()), *before} - set(ids))

    def _renewed(self) -> set[str]:
        """Reports that changed under the same id."""
        return self.near.gone_row.keys() & set(self.reports.come["report_id"].to_pylist())

    def _worded(self, more: int) -> bool:
        """Whether pairs are put in words; raises OnlyFull where that changes for all."""
        before = self.held.count("pairs")
        if self.options.words and (before <= WORDED) != (before + more <= WORDED):
            raise OnlyFull(f"pairs are put in words up to {WORDED}, and their number crosses this")
        return self.options.words and before <= WORDED

    def _shown(self, state: _State, chosen: Ints, *, words: bool) -> pa.Table:
        settled = state.settled
        part = {name: getattr(settled, name)[chosen] for name in _OF_PAIRS}
        options = msgspec.structs.replace(self.options, words=words)
        reports = self.near.whole(state.rows if words else state.rows[:0])
        return link_tables.pairs(
            reports, state.index, Settled(**part, label=settled.label), state.ruling, self.parameters, options
        )


_OF_PAIRS = ("i", "j", "score", "source", "bits", "told", "part", "shared", "verdict")
"""Arrays of `Settled` with an element for each pair."""


def _told(state: _State, among: Bools) -> Ints:
    """What is settled of each pair of the reports marked: int64 [pairs, 7], both rows in `Nearby` first."""
    a, b = state.ends()
    kept = among[a] | among[b]
    settled = state.settled
    of_pairs = (settled.score, settled.source, settled.bits, settled.verdict, settled.part)
    columns = (np.minimum(a, b), np.maximum(a, b), *of_pairs)
    return np.stack([column[kept].astype(np.int64) for column in columns], axis=1)


def _part(index: ReportIndex, settled: Settled, at: Ints) -> tuple[ReportIndex, Settled]:
    """The reports at these positions, which make up whole incidents, and the pairs among them."""
    columns: dict[str, Any] = {name: getattr(index, name)[at] for name in index.__dataclass_fields__ if name != "ids"}
    columns["order"] = np.arange(len(at), dtype=np.int32)
    place = np.full(len(index), -1, np.int64)
    place[at] = np.arange(len(at))
    kept = (place[settled.i] >= 0) & (place[settled.j] >= 0)
    pairs: dict[str, Any] = {name: getattr(settled, name)[kept] for name in _OF_PAIRS}
    pairs |= {side: place[pairs[side]] for side in ("i", "j")}
    part = ReportIndex(ids=index.ids.take(pa.array(at)), **columns)
    return part, Settled(**pairs, label=place[settled.label[at]])


def _keys(pairs: pa.Table) -> list[tuple[str, str]]:
    return list(zip(pairs["a"].to_pylist(), pairs["b"].to_pylist(), strict=True))


def _among(pairs: pa.Table, changed: pa.Table, renewed: set[str]) -> pa.Table:
    """The pairs that changed, and those of a report that changed under the same id, whose words may have."""
    wanted = set(_keys(changed))
    kept = [pair in wanted or not renewed.isdisjoint(pair) for pair in _keys(pairs)]
    return pairs.filter(pa.array(kept, pa.bool_()))

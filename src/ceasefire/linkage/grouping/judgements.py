"""What people decided between reports: obeyed, carried through chains, and shown where offices disagree.

A judgement that is superseded, or that its office later replaced, does not count. Where live judgements contradict, the
reports stay apart until the offices agree, and each contradiction is listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.arrays import Ints, Levels, Wholes

CONFLICTS = pa.schema(
    [(name, pa.string()) for name in ("a", "b", "verdict", "office", "against", "against_office", "why")]
)
VERDICTS = ("same", "different", "unsure", "part_of")


_APART = ("different", "part_of")
"""Verdicts that keep two reports in two incidents."""

Pair = tuple[int, int]
"""Canonical positions of two reports, the smaller first unless a direction matters."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What live judgements decide between the n reports at hand.

    | field | type | holds |
    |---|---|---|
    | same, different, unsure | int64 [pairs, 2] | positions of pairs so judged, the smaller first; part_of counts as different |
    | part_of | int64 [pairs, 2] | the same, the part first |
    | group | int64 [n] | smallest report that each report is bound to by `same`, through chains; itself for none |
    | office | offices by pair | who decided each pair |
    | conflicts | table `CONFLICTS` | judgements that contradict each other |
    | unheard | int | judgements on reports that are not at hand, or on one report twice |
    """

    same: Ints
    different: Ints
    part_of: Ints
    unsure: Ints
    group: Ints
    office: dict[Pair, str]
    conflicts: pa.Table
    unheard: int

    def pairs(self) -> Ints:
        """Return every judged pair once, int64 [pairs, 2], the smaller position first."""
        every = np.concatenate([self.same, self.different, self.unsure, np.sort(self.part_of, axis=1)])
        return np.unique(every, axis=0)

    def by(self, a: int, b: int) -> str | None:
        """Return the offices that judged a pair, None for none."""
        found = [self.office[key] for key in ((a, b), (b, a)) if key in self.office]
        return ", ".join(found) or None

    @staticmethod
    def keys(pairs: Wholes, n: int) -> Ints:
        """Return one number for each of the pairs (int [pairs, 2]) of n reports, whichever way round."""
        ordered = np.sort(pairs, axis=1)
        return np.asarray(ordered[:, 0] * n + ordered[:, 1])


class _Clash(NamedTuple):
    """One line of `CONFLICTS`, reports by position."""

    a: int
    b: int
    verdict: str
    office: str
    against: str
    against_office: str
    why: str


def rule(ids: pa.Array, judgements: pa.Table | None) -> Ruling:
    """Return what the judgements decide; raises ValueError for an unknown verdict, naming its row.

    `ids` (string [n]) are the reports by position.
    """
    live, unheard = _live(ids, judgements)
    decided = _by_pair(live)
    group = np.arange(len(ids), dtype=np.int64)
    bound, broken = _bind(decided.same, decided.apart)
    for member, head in bound.items():
        group[member] = head
    return Ruling(
        same=_pairs(decided.same),
        different=_pairs(decided.apart),
        part_of=_pairs(pair for pair, said in live.items() if "part_of" in said.values()),
        unsure=_pairs(decided.unsure),
        group=group,
        office={pair: ", ".join(sorted(said)) for pair, said in live.items()},
        conflicts=_conflicts(ids, [*decided.clashes, *broken]),
        unheard=unheard,
    )


def _pairs(keys: Iterable[Pair]) -> Ints:
    return np.array(sorted(keys), np.int64).reshape(-1, 2)


def _conflicts(ids: pa.Array, clashes: list[_Clash]) -> pa.Table:
    rows = [clash._asdict() | {"a": ids[clash.a].as_py(), "b": ids[clash.b].as_py()} for clash in clashes]
    return pa.Table.from_pylist(rows, schema=CONFLICTS)


_Live = dict[Pair, dict[str, str]]
"""The verdict of each office on each pair; a pair judged part_of has the part first."""


class _Said(NamedTuple):
    """A judgement on two reports at hand; of those of one office on one pair the largest counts, hence the latest."""

    claimed_at: str
    judgement_id: str
    verdict: str
    pair: Pair


def _live(ids: pa.Array, judgements: pa.Table | None) -> tuple[_Live, int]:
    """Latest live verdict of each office on each pair, and how many judgements are on no two reports at hand."""
    latest: dict[tuple[Pair, str], _Said] = {}
    unheard = 0
    for office, said in _standing(ids, judgements):
        if said is None:
            unheard += 1
            continue
        key = (min(said.pair), max(said.pair)), office
        latest[key] = max(said, latest.get(key, said))
    live: _Live = defaultdict(dict)
    for (_, office), said in latest.items():
        live[said.pair][office] = said.verdict
    return dict(sorted(live.items())), unheard


def _standing(ids: pa.Array, judgements: pa.Table | None) -> Iterator[tuple[str, _Said | None]]:
    """Yield the office and verdict of each judgement that is not superseded; None for one not on two reports at hand."""
    if judgements is None or not len(judgements):
        return
    at = (pc.index_in(pc.cast(judgements[side], pa.string()), value_set=ids).to_pylist() for side in ("a", "b"))
    for number, (row, a, b) in enumerate(zip(judgements.to_pylist(), *at, strict=True), start=1):
        if row.get("verdict") not in VERDICTS:
            raise ValueError(
                f"judgements: row {number}: verdict {row.get('verdict')!r} is none of {', '.join(VERDICTS)}"
            )
        if not row.get("superseded"):
            yield row.get("ledger") or row.get("office") or "not told", _said(row, a, b)


def _said(row: Mapping[str, Any], a: int | None, b: int | None) -> _Said | None:
    if a is None or b is None or a == b:
        return None
    pair = (a, b) if row["verdict"] == "part_of" else (min(a, b), max(a, b))
    return _Said(str(row.get("claimed_at") or ""), str(row.get("judgement_id") or ""), row["verdict"], pair)


class _Decided(NamedTuple):
    """Pairs judged same and pairs kept apart, with their offices; pairs left unsure; contradictions on one pair."""

    same: dict[Pair, str]
    apart: dict[Pair, str]
    unsure: list[Pair]
    clashes: list[_Clash]


def _by_pair(live: _Live) -> _Decided:
    """What is decided on each pair; one on which offices contradict is kept apart and listed."""
    decided = _Decided({}, {}, [], [])
    for pair, said in sorted(_either_way(live).items()):
        same = [office for office, verdict in said if verdict == "same"]
        apart = [(office, verdict) for office, verdict in said if verdict in _APART]
        decided.clashes.extend(_contradictions(pair, same, apart))
        if apart:
            decided.apart[pair] = ", ".join(office for office, _ in apart)
        elif same:
            decided.same[pair] = ", ".join(same)
        else:
            decided.unsure.append(pair)
    return decided


def _either_way(live: _Live) -> dict[Pair, list[tuple[str, str]]]:
    """Offices with their verdicts on each pair, whichever way round it was judged."""
    said: dict[Pair, list[tuple[str, str]]] = defaultdict(list)
    for (a, b), offices in live.items():
        said[min(a, b), max(a, b)] += sorted(offices.items())
    return said


def _contradictions(pair: Pair, same: list[str], apart: list[tuple[str, str]]) -> Iterator[_Clash]:
    for office in same:
        for other, verdict in apart:
            yield _Clash(*pair, "same", office, verdict, other, "verdicts on one pair contradict")


def _bind(same: dict[Pair, str], apart: dict[Pair, str]) -> tuple[dict[int, int], list[_Clash]]:
    """Bind reports judged same into groups, chain by chain, never across a pair that is kept apart.

    Return the smallest report of each bound report's group, and the contradictions at which a chain ends.
    """
    head: dict[int, int] = {}
    members: dict[int, set[int]] = {}
    broken: list[_Clash] = []
    kept_from = _by_report(apart)
    for (a, b), office in same.items():
        left, right = head.setdefault(a, a), head.setdefault(b, b)
        if left == right:
            continue
        ours, theirs = members.setdefault(left, {left}), members.setdefault(right, {right})
        against = min(((x, y) for x in ours for y in kept_from.get(x, {}) if y in theirs), default=None)
        if against:
            why = "a chain of verdicts joins reports that another keeps apart"
            broken.append(_Clash(a, b, "same", office, "different", kept_from[against[0]][against[1]], why))
            continue
        low, high = min(left, right), max(left, right)
        members[low] = ours | theirs
        head |= dict.fromkeys(members.pop(high), low)
    return head, broken


def _by_report(apart: dict[Pair, str]) -> dict[int, dict[int, str]]:
    """For each report those it is kept apart from, and by which offices."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (a, b), office in apart.items():
        found[a][b] = found[b][a] = office
    return found


def verdicts(ruling: Ruling, n: int, i: Wholes, j: Wholes) -> Levels:
    """Return for each of the pairs (i, j) 1 where both are bound to one group, -1 where their groups are kept apart, else
    0: int8 [pairs]."""
    a, b = ruling.group[i], ruling.group[j]
    apart = ruling.group[ruling.different]
    keys = np.unique(np.minimum(apart[:, 0], apart[:, 1]) * n + np.maximum(apart[:, 0], apart[:, 1]))
    here = np.minimum(a, b) * n + np.maximum(a, b)
    at = np.minimum(np.searchsorted(keys, here), max(len(keys) - 1, 0))
    hit = keys[at] == here if len(keys) else np.zeros(len(here), bool)
    return np.where(a == b, 1, np.where(hit, -1, 0)).astype(np.int8)

"""What people decided between reports: obeyed, carried through chains, and shown where offices disagree.

A judgement that is superseded, or that its office later replaced, does not count. Where live judgements contradict, of two
offices or of one that tells at one time two things, the reports stay apart until they agree, and each contradiction is listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

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
    | office | offices by pair | who decided each pair, the smaller position first |
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
        return self.office.get((min(a, b), max(a, b)))

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


_TYPES: Final = {"a": pa.string(), "b": pa.string(), "verdict": pa.string(), "superseded": pa.bool_()}
_NEEDED: Final = ("a", "b", "verdict")


def as_judgements(table: pa.Table) -> pa.Table:
    """Return a table of judgements with text in `a`, `b` and `verdict` and true or false in `superseded`, where it has it.

    Raises ValueError for another thing than a table, for a column that is missing, there twice or of no such values.
    """
    if not isinstance(table, pa.Table):
        raise ValueError(f"judgements: a table of pyarrow is wanted, not {type(table).__name__}")
    for name in _NEEDED:
        if name not in table.column_names:
            raise ValueError(f"judgements: column {name} is missing")
    for name in sorted(set(table.column_names)):
        if table.column_names.count(name) > 1:
            raise ValueError(f"judgements: column {name} is there more than once")
    for name, kind in _TYPES.items():
        if name in table.column_names and table[name].type != kind:
            try:
                column = pc.cast(table[name], kind)
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
                raise ValueError(f"judgements: column {name} cannot be read as {kind}: {error}") from None
            table = table.set_column(table.column_names.index(name), name, column)
    return table


def rule(ids: pa.Array, judgements: pa.Table | None) -> Ruling:
    """Return what the judgements decide; raises ValueError for an unknown verdict, naming its row, and as `as_judgements` does.

    `ids` (string [n]) are the reports by position.
    """
    live, unheard = _live(ids, None if judgements is None else as_judgements(judgements))
    decided, nested = _by_pair(live), _nested(live)
    group = np.arange(len(ids), dtype=np.int64)
    bound, broken = _bind(decided.same, decided.apart)
    for member, head in bound.items():
        group[member] = head
    return Ruling(
        same=_pairs(decided.same),
        different=_pairs(decided.apart),
        part_of=_pairs(pair for pair in nested if pair[::-1] not in nested),
        unsure=_pairs(decided.unsure),
        group=group,
        office={pair: _offices(said) for pair, said in _either_way(live).items()},
        conflicts=_conflicts(ids, [*decided.clashes, *broken]),
        unheard=unheard,
    )


def _pairs(keys: Iterable[Pair]) -> Ints:
    return np.array(sorted(keys), np.int64).reshape(-1, 2)


def _conflicts(ids: pa.Array, clashes: list[_Clash]) -> pa.Table:
    rows = [clash._asdict() | {"a": ids[clash.a].as_py(), "b": ids[clash.b].as_py()} for clash in clashes]
    return pa.Table.from_pylist(rows, schema=CONFLICTS)


_Word = tuple[str, str]
"""An office and a verdict of it."""

_Live = dict[Pair, list[_Word]]
"""The verdicts on each pair, sorted; a pair judged part_of has the part first."""


class _Said(NamedTuple):
    """A judgement on two reports at hand; `claimed_at` is empty where no time is told."""

    claimed_at: str
    verdict: str
    pair: Pair


def _live(ids: pa.Array, judgements: pa.Table | None) -> tuple[_Live, int]:
    """Latest live verdicts of each office on each pair, and how many judgements are on no two reports at hand.

    Of one office's verdicts on one pair the latest replaces those before it. Where none is the latest, for they bear one time
    or no time, all stand: no order of rows and no id decides what an office meant.
    """
    told: dict[tuple[Pair, str], list[_Said]] = defaultdict(list)
    unheard = 0
    for office, said in _standing(ids, judgements):
        if said is None:
            unheard += 1
            continue
        told[(min(said.pair), max(said.pair)), office].append(said)
    live: dict[Pair, set[_Word]] = defaultdict(set)
    for (_, office), every in told.items():
        latest = max(said.claimed_at for said in every)
        for said in every:
            if said.claimed_at in ("", latest):
                live[said.pair].add((office, said.verdict))
    return {pair: sorted(said) for pair, said in sorted(live.items())}, unheard


def _nested(live: _Live) -> set[Pair]:
    """The pairs of which somebody says that the first is part of the second."""
    return {pair for pair, said in live.items() if any(verdict == "part_of" for _, verdict in said)}


def _offices(said: Iterable[_Word]) -> str:
    return ", ".join(sorted({office for office, _ in said}))


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
    return _Said(str(row.get("claimed_at") or ""), row["verdict"], pair)


class _Decided(NamedTuple):
    """Pairs judged same and pairs kept apart, with their offices; pairs left unsure; contradictions on one pair."""

    same: dict[Pair, str]
    apart: dict[Pair, str]
    unsure: list[Pair]
    clashes: list[_Clash]


def _by_pair(live: _Live) -> _Decided:
    """What is decided on each pair; one on which verdicts contradict is kept apart and listed."""
    decided = _Decided({}, {}, [], [])
    for pair, said in sorted(_either_way(live).items()):
        same = [word for word in said if word[1] == "same"]
        apart = [word for word in said if word[1] in _APART]
        decided.clashes.extend(_Clash(*pair, v, o, w, p, _ON_ONE_PAIR) for o, v in same for p, w in apart)
        decided.clashes.extend(_turned(pair, live))
        if apart:
            decided.apart[pair] = _offices(apart)
        elif same:
            decided.same[pair] = _offices(same)
        else:
            decided.unsure.append(pair)
    return decided


_ON_ONE_PAIR: Final = "verdicts on one pair contradict"


def _either_way(live: _Live) -> dict[Pair, list[_Word]]:
    """Offices with their verdicts on each pair, whichever way round it was judged, each once."""
    said: dict[Pair, set[_Word]] = defaultdict(set)
    for (a, b), words in live.items():
        said[min(a, b), max(a, b)].update(words)
    return {pair: sorted(words) for pair, words in said.items()}


def _turned(pair: Pair, live: _Live) -> Iterator[_Clash]:
    """Contradictions of verdicts by which either report of a pair is part of the other."""
    nested = ([o for o, verdict in live.get(way, ()) if verdict == "part_of"] for way in (pair, pair[::-1]))
    forward, back = nested
    for office in forward:
        for other in back:
            yield _Clash(*pair, "part_of", office, "part_of", other, "each is said to be part of the other")


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

"""What people decided between reports: obeyed, carried through chains, and shown where offices disagree.

A verdict that is superseded, or that its office later replaced, is not heard. Where live verdicts contradict, the
reports stay apart until the offices agree, and each contradiction is listed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Array = npt.NDArray[Any]
CONFLICTS = pa.schema(
    [(name, pa.string()) for name in ("a", "b", "verdict", "office", "against", "against_office", "why")]
)
VERDICTS = ("same", "different", "unsure", "part_of")


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """Live verdicts by canonical position: pairs judged same and different (part_of among them, part first), pairs left
    unsure, the group each report is bound to, who decided each pair, conflicts, and verdicts on reports not at hand."""

    same: Array
    different: Array
    part_of: Array
    unsure: Array
    group: Array
    office: dict[tuple[int, int], str]
    conflicts: pa.Table
    unheard: int

    def pairs(self) -> Array:
        """Every judged pair, smaller position first."""
        every = np.concatenate([self.same, self.different, self.unsure, np.sort(self.part_of, axis=1)])
        return np.unique(every, axis=0)

    def by(self, a: int, b: int) -> str | None:
        """Offices that judged a pair, None for none."""
        found = [self.office[key] for key in ((a, b), (b, a)) if key in self.office]
        return ", ".join(found) or None

    @staticmethod
    def keys(pairs: Array, n: int) -> Array:
        """One number per pair, whichever way round."""
        ordered = np.sort(pairs, axis=1)
        return np.asarray(ordered[:, 0] * n + ordered[:, 1])


def rule(ids: pa.Array, judgements: pa.Table | None) -> Ruling:
    """Return what the judgements decide; raises ValueError for a verdict that is none, naming its row."""
    live, unheard = _live(ids, judgements)
    clashes: list[tuple[str, ...]] = []
    same, apart, other = _by_pair(live, clashes)
    group = np.arange(len(ids), dtype=np.int64)
    bound = _bind(same, apart, clashes)
    for member, head in bound.items():
        group[member] = head
    named = [tuple(ids[int(x)].as_py() if isinstance(x, int) else x for x in row) for row in clashes]
    return Ruling(
        same=_pairs(same),
        different=_pairs(apart),
        part_of=_pairs(k for k, v in live.items() if "part_of" in v.values()),
        unsure=_pairs(other),
        group=group,
        office={k: ", ".join(sorted(v)) for k, v in live.items()},
        conflicts=pa.Table.from_pylist(
            [dict(zip(CONFLICTS.names, row, strict=True)) for row in named], schema=CONFLICTS
        ),
        unheard=unheard,
    )


def _pairs(keys: Any) -> Array:
    return np.array(sorted(keys), np.int64).reshape(-1, 2)


_Live = dict[tuple[int, int], dict[str, str]]


def _live(ids: pa.Array, judgements: pa.Table | None) -> tuple[_Live, int]:
    """Latest live verdict of each office on each pair; part_of keeps its direction."""
    if judgements is None or not len(judgements):
        return {}, 0
    at = {side: pc.index_in(pc.cast(judgements[side], pa.string()), value_set=ids).to_pylist() for side in ("a", "b")}
    rows = judgements.to_pylist()
    found: dict[tuple[int, int], dict[str, tuple[str, str, str]]] = defaultdict(dict)
    unheard = 0
    for number, (row, a, b) in enumerate(zip(rows, at["a"], at["b"], strict=True), start=1):
        verdict = row.get("verdict")
        if verdict not in VERDICTS:
            raise ValueError(f"judgements: row {number}: verdict {verdict!r} is none of {', '.join(VERDICTS)}")
        if row.get("superseded"):
            continue
        if a is None or b is None or a == b:
            unheard += 1
            continue
        key = (a, b) if verdict == "part_of" else (min(a, b), max(a, b))
        office = row.get("office") or "not told"
        stamp = (str(row.get("claimed_at") or ""), str(row.get("judgement_id") or ""), verdict)
        for held in (key, key[::-1]):
            if office in found.get(held, {}):
                stamp = max(stamp, found[held].pop(office))
        key = (a, b) if stamp[2] == "part_of" else (min(a, b), max(a, b))
        found[key][office] = stamp
    return {
        key: {office: stamp[2] for office, stamp in offices.items()}
        for key, offices in sorted(found.items())
        if offices
    }, unheard


def _by_pair(
    live: _Live, clashes: list[tuple[Any, ...]]
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], str], list[tuple[int, int]]]:
    """Pairs judged same and pairs kept apart; a pair on which offices contradict is kept apart and listed."""
    said: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for (a, b), offices in live.items():
        said[min(a, b), max(a, b)] += [(verdict, office) for office, verdict in sorted(offices.items())]
    same: dict[tuple[int, int], str] = {}
    apart: dict[tuple[int, int], str] = {}
    unsure = []
    for key, verdicts in sorted(said.items()):
        yes = [office for verdict, office in verdicts if verdict == "same"]
        no = [(verdict, office) for verdict, office in verdicts if verdict in ("different", "part_of")]
        clashes += [
            (*key, "same", y, verdict, office, "verdicts on one pair contradict") for y in yes for verdict, office in no
        ]
        if no:
            apart[key] = ", ".join(office for _, office in no)
        elif yes:
            same[key] = ", ".join(yes)
        else:
            unsure.append(key)
    return same, apart, unsure


def _bind(
    same: dict[tuple[int, int], str], apart: dict[tuple[int, int], str], clashes: list[tuple[Any, ...]]
) -> dict[int, int]:
    """Bind reports judged same into groups, chain by chain, never across a pair that is kept apart."""
    head: dict[int, int] = {}
    members: dict[int, set[int]] = {}
    enemies: dict[int, dict[int, str]] = defaultdict(dict)
    for (a, b), office in apart.items():
        enemies[a][b] = enemies[b][a] = office
    for (a, b), office in same.items():
        ha, hb = head.setdefault(a, a), head.setdefault(b, b)
        left, right = members.setdefault(ha, {ha}), members.setdefault(hb, {hb})
        if ha == hb:
            continue
        barred = sorted((x, y) for x in left for y in enemies.get(x, {}) if y in right)
        if barred:
            x, y = barred[0]
            clashes.append(
                (
                    a,
                    b,
                    "same",
                    office,
                    "different",
                    enemies[x][y],
                    "a chain of verdicts joins reports that another keeps apart",
                )
            )
            continue
        low, high = min(ha, hb), max(ha, hb)
        members[low] = left | right
        for x in members.pop(high):
            head[x] = low
    return head


def verdicts(ruling: Ruling, n: int, i: Array, j: Array) -> Array:
    """For pairs (i, j): 1 where both are bound to one group, -1 where their groups are kept apart, else 0."""
    a, b = ruling.group[i], ruling.group[j]
    apart = ruling.group[ruling.different]
    keys = np.unique(np.minimum(apart[:, 0], apart[:, 1]) * n + np.maximum(apart[:, 0], apart[:, 1]))
    here = np.minimum(a, b) * n + np.maximum(a, b)
    at = np.minimum(np.searchsorted(keys, here), max(len(keys) - 1, 0))
    hit = keys[at] == here if len(keys) else np.zeros(len(here), bool)
    return np.where(a == b, 1, np.where(hit, -1, 0)).astype(np.int8)

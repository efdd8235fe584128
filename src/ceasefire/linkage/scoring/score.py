"""Pairs scored: each field's level looked up in its table of bits, summed in whole 1/1024 bits so that order never
matters."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring import block, compare
from ceasefire.linkage.scoring.bits import FLOOR, NOWHERE, TOP, UNIT
from ceasefire.linkage.scoring.fields import BY_NAME, FIELDS, WITHIN
from ceasefire.linkage.scoring.inside import Placed, either_inside
from ceasefire.linkage.scoring.pairs import Pairs, near
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Wholes

if TYPE_CHECKING:
    from concurrent.futures import Future


PAIRED = ("i", "j", "score", "source")
"""The columns of `Scored`, one value a pair."""


@dataclass(frozen=True)
class Scored:
    """Pairs kept of n reports, sorted by (i, j); a pair that is not here counts as the floor.

    | array | dtype, shape | holds |
    |---|---|---|
    | i, j | int32 [pairs] | canonical positions, i < j |
    | score | int32 [pairs] | evidence before competition, in 1/1024 bit |
    | source | uint8 [pairs] | level of the field `source` |
    | crowded | int | how many reports lie in crowded cells |
    | in_crowded | bool [n] | which do; empty once pairs of several runs are joined |
    """

    i: Codes
    j: Codes
    score: Codes
    source: Bytes
    crowded: int = 0
    in_crowded: Bools = field(default_factory=lambda: np.zeros(0, bool))

    @classmethod
    def none(cls) -> Scored:
        """Return no pairs."""
        number = np.zeros(0, np.int32)
        return cls(number, number, number, np.zeros(0, np.uint8))

    @classmethod
    def join(cls, parts: Sequence[Scored]) -> Scored:
        """Return the pairs of several parts, none of them twice, in order."""
        columns = ([getattr(part, name) for part in parts] for name in PAIRED)
        i, j, points, source = (some[0] if len(some) == 1 else np.concatenate(some) for some in columns)
        key = i.astype(np.int64) << 32 | j
        crowded = sum(part.crowded for part in parts)
        if (key[1:] > key[:-1]).all():
            return cls(i, j, points, source, crowded)
        order = np.argsort(key)
        return cls(i[order], j[order], points[order], source[order], crowded)

    def at(self, rows: Wholes, to: Wholes, crowded: int) -> Scored:
        """Return the pairs `rows` with their reports at the positions `to[...]`, which must keep their order."""
        i, j = to[self.i[rows]].astype(np.int32), to[self.j[rows]].astype(np.int32)
        return Scored(i, j, self.score[rows], self.source[rows], crowded)

    def also(self, pairs: Wholes) -> Scored:
        """Return the same with judged pairs (int [pairs, 2], i < j) that were not compared, at the floor."""
        if not len(pairs):
            return self
        keys = self.i.astype(np.int64) << 32 | self.j
        judged = np.unique(pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1])
        at = np.searchsorted(keys, judged)
        new = judged[np.append(keys, -1)[at] != judged]
        i, j = (new >> 32).astype(np.int32), (new & 0xFFFFFFFF).astype(np.int32)
        more = Scored(i, j, np.full(len(new), FLOOR, np.int32), np.zeros(len(new), np.uint8))
        return Scored.join([self, more])

    def __len__(self) -> int:
        return len(self.i)


def tables(parameters: Parameters) -> dict[str, Codes]:
    """Return the bits of every level of every field, scaled, in whole 1/1024 bits: int32 [2 * levels] by field.

    The first half is for pairs of two sources, the second for pairs of one source.
    """
    return {
        f.name: _whole([*parameters.weights[f.name], *parameters.within[f.name]], parameters.scale[f.name])
        for f in FIELDS
    }


def refined_tables(parameters: Parameters) -> dict[str, Codes]:
    """Return the bits to add for every pair of common values, scaled, in whole 1/1024 bits: int32 [cells] by field."""
    return {name: _whole(bits, parameters.scale[name]) for name, bits in parameters.refined.items()}


def _whole(bits: list[float], scale: float) -> Codes:
    return np.rint(np.array(bits) * scale * UNIT).astype(np.int32)


_STAGES = (
    ("when", "where", "type", "actor", "target", "killed"),
    ("place", "admin", "injured", "detail", "weapon"),
    ("text",),
)
"""Fields in the order they are compared; after each stage pairs that nothing could lift above the floor are dropped.

Any order gives the same scores. Cheap fields that decide most stand first and texts, the dearest, last: staging made linking
five times faster in all when it came (with levels taken from tables); other orders were not measured."""

_WAITING_CHUNKS = 2
"""Chunks for each thread that may wait to be taken up, which bounds memory. Chosen by hand; not measured."""


def score(data: Prepared, parameters: Parameters, options: Options, asking: Bools | None = None) -> Scored:
    """Return every pair of reports with evidence above the floor; `asking` (bool [n]) limits to pairs that touch it."""
    features = comparable.features_of(data, parameters.codes, parameters.common)
    scorer = _Scorer(data, parameters)

    def compared(chunk: _Chunk) -> _Columns:
        left, right = chunk
        if asking is not None:
            wanted = np.flatnonzero(asking[left] | asking[right])
            left, right = left.take(wanted), right.take(wanted)
        return scorer.kept(near(data, features, left, right, options))

    none = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8))
    parts = [none, *_in_turn(compared, block.candidates(data, options), options.workers or os.cpu_count() or 1)]
    columns = _ordered(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    crowded = block.in_crowded_cells(data, options)
    return Scored(*columns, int(crowded.sum()), crowded)


class PairScorer:
    """Pairs of some reports scored a few at a time, as `score` does all; no report may lie in a crowded cell."""

    def __init__(self, data: Prepared, parameters: Parameters, options: Options) -> None:
        self.data, self._options = data, options
        self._features = comparable.features_of(data, parameters.codes, parameters.common)
        self._scorer = _Scorer(data, parameters)

    def score(self, i: Wholes, j: Wholes) -> Scored:
        """Return those of the pairs (i, j), i < j, that `score` finds: near, and with evidence above the floor."""
        kept = np.flatnonzero(block.found(self.data, i, j, self._options))
        pairs = near(self.data, self._features, i.take(kept), j.take(kept), self._options)
        return Scored(*_ordered(*self._scorer.kept(pairs)))


def _ordered(i: Codes, j: Codes, total: Codes, source: Bytes) -> _Columns:
    order = np.argsort(i.astype(np.int64) << 32 | j)
    return i[order], j[order], total[order], source[order]


_Columns = tuple[Codes, Codes, Codes, Bytes]
_Chunk = tuple[Wholes, Wholes]


def _in_turn(work: Callable[[_Chunk], _Columns], chunks: Iterator[_Chunk], workers: int) -> Iterator[_Columns]:
    """Yield `work` on every chunk, in order, with never more than a few chunks in memory."""
    if workers == 1:
        yield from map(work, chunks)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[_Columns]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > _WAITING_CHUNKS * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Scorer:
    """Tables of whole numbers for one run, and the most that the stages to come can add."""

    def __init__(self, data: Prepared, parameters: Parameters) -> None:
        self.table, self.more = tables(parameters), refined_tables(parameters)
        self.placed = Placed.of(data)
        self.prior = _whole([parameters.prior_bits, parameters.within_prior_bits], 1.0)
        stated = stated_fields(data)
        self.stages = [[name for name in stage if name in stated] for stage in _STAGES]
        most = [
            sum(int(self.table[n].max()) + int(self.more[n].max() if n in self.more else 0) for n in s)
            for s in self.stages
        ]
        self.rest = [sum(most[k + 1 :]) for k in range(len(most))]

    def kept(self, pairs: Pairs) -> _Columns:
        """Return the columns i, j, score and source of the pairs above the floor, and of those of a sum and what lies inside it
        (`inside`), however unlike; these have the least score, -`TOP`, when they are not above the floor."""
        source = compare.LEVEL["source"](pairs)
        within = (source >= WITHIN).view(np.uint8)
        parts = either_inside(self.placed, pairs.i, pairs.j)
        total = self.prior.take(within)
        total += self.table["source"].take(source + within * np.uint8(len(BY_NAME["source"])))
        for stage, rest in zip(self.stages, self.rest, strict=True):
            for name in stage:
                level = compare.LEVEL[name](pairs)
                total += self.table[name].take(level + within * np.uint8(len(BY_NAME[name])))
                if name in self.more:
                    total += self.more[name].take(compare.cell(BY_NAME[name], pairs, level) * (within == 0))
            kept = np.flatnonzero((total > FLOOR - rest) | parts)
            pairs, total, source, within = pairs.at(kept), total.take(kept), source.take(kept), within.take(kept)
            parts = parts.take(kept)
        nowhere = compare.nowhere(pairs)
        if nowhere.any():
            total += NOWHERE * nowhere
            kept = np.flatnonzero((total > FLOOR) | parts)
            pairs, total, source = pairs.at(kept), total.take(kept), source.take(kept)
        total = np.where(total > FLOOR, total, -TOP).astype(np.int32)
        return pairs.i.astype(np.int32), pairs.j.astype(np.int32), total, source


def stated_fields(data: Prepared) -> set[str]:
    """Return the fields of which any report says something; the others carry no evidence and need not be compared."""
    found = {"when", "where", "place"}
    for name, words in (("actor", data.actor), ("target", data.target), ("weapon", data.weapon), ("text", data.text)):
        found |= {name} if len(words.code) else set()
    for name, values in (("killed", data.killed), ("injured", data.injured), ("detail", data.detail)):
        found |= set() if np.isnan(values).all() else {name}
    found |= {"admin"} if data.admin.any() else set()
    return found | ({"type"} if len(data.named["type"]) > 1 else set())

"""Pairs scored: each field's level looked up in its table of bits, summed in whole thousandths so that order never
matters."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.comparable import Signs
from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.scoring import block, compare
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.compare import Pairs
from ceasefire.linkage.scoring.fields import BY_NAME

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Scored:
    """Kept pairs by canonical position, i < j, sorted; `score` in 1/1024 bit; `source` is the source level.

    `crowd` marks reports of crowded cells (empty once pairs of several runs are joined), `crowded` counts them.
    """

    i: Array
    j: Array
    score: Array
    source: Array
    crowded: int = 0
    crowd: Array = field(default_factory=lambda: np.zeros(0, bool))

    @classmethod
    def none(cls) -> Scored:
        """No pairs."""
        number = np.zeros(0, np.int32)
        return cls(number, number, number, np.zeros(0, np.uint8))

    @classmethod
    def join(cls, parts: Sequence[Scored]) -> Scored:
        """Put the pairs of several parts in order."""
        i, j, points, source = (np.concatenate([getattr(p, c) for p in parts]) for c in ("i", "j", "score", "source"))
        key = i.astype(np.int64) << 32 | j
        crowded = sum(part.crowded for part in parts)
        if (key[1:] > key[:-1]).all():
            return cls(i, j, points, source, crowded)
        order = np.argsort(key)
        return cls(i[order], j[order], points[order], source[order], crowded)

    def at(self, rows: Array, to: Array, crowded: int) -> Scored:
        """Some of the pairs, their reports at other positions in the same order."""
        i, j = to[self.i[rows]].astype(np.int32), to[self.j[rows]].astype(np.int32)
        return Scored(i, j, self.score[rows], self.source[rows], crowded)

    def also(self, pairs: Array) -> Scored:
        """The same with judged pairs put in that were not compared; they count as nothing but their verdict."""
        if not len(pairs):
            return self
        keys = self.i.astype(np.int64) << 32 | self.j
        new = np.setdiff1d(pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1], keys)
        i, j = (new >> 32).astype(np.int32), (new & 0xFFFFFFFF).astype(np.int32)
        more = Scored(i, j, np.full(len(new), FLOOR, np.int32), np.zeros(len(new), np.uint8))
        return Scored.join([self, more])

    def __len__(self) -> int:
        return len(self.i)


def tables(weights: dict[str, list[float]], scale: dict[str, float]) -> dict[str, Array]:
    """Bits of every level or cell of every field, scaled, as whole numbers of 1/1024 bit."""
    return {
        name: np.rint(np.array(bits) * scale.get(name, 1.0) * UNIT).astype(np.int32) for name, bits in weights.items()
    }


_STAGES = (
    ("source", "when", "where", "type", "actor", "target", "killed"),
    ("place", "admin", "injured", "detail", "weapon"),
    ("text",),
)
"""Fields in the order they are compared; after each stage pairs that nothing could lift above the floor are dropped."""


def score(data: Prepared, parameters: Parameters, options: Options, asking: Array | None = None) -> Scored:
    """Return every pair of reports with evidence above the floor; `asking` (a mask) limits to pairs touching it."""
    sign = comparable.signs(data, parameters.codes, parameters.common)
    scorer = _Scorer(data, sign, parameters)

    def compared(chunk: tuple[Array, Array]) -> _Columns:
        left, right = chunk
        if asking is not None:
            wanted = np.flatnonzero(asking[left] | asking[right])
            left, right = left.take(wanted), right.take(wanted)
        return scorer.kept(compare.near(data, sign, left, right, options))

    none = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.uint8))
    parts = [none, *_in_turn(compared, block.candidates(data, options), options.workers or os.cpu_count() or 1)]
    i, j, total, source = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(i.astype(np.int64) << 32 | j)
    crowd = block.crowding(data, options)
    return Scored(i[order], j[order], total[order], source[order], int(crowd.sum()), crowd)


_Columns = tuple[Array, Array, Array, Array]
_Chunk = tuple[Array, Array]


def _in_turn(work: Callable[[_Chunk], _Columns], chunks: Iterator[_Chunk], workers: int) -> Iterator[_Columns]:
    """Yield `work` on every chunk, in order, with never more than a few chunks in memory."""
    if workers == 1:
        yield from map(work, chunks)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[_Columns]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Scorer:
    """Tables of whole numbers for one run, and the most that the stages to come can add."""

    def __init__(self, data: Prepared, sign: Signs, parameters: Parameters) -> None:
        self.table, self.more = (tables(found, parameters.scale) for found in (parameters.weights, parameters.refined))
        self.prior = round(parameters.prior_bits * UNIT)
        told = told_fields(data)
        self.stages = [[name for name in stage if name in told] for stage in _STAGES]
        most = [
            sum(int(self.table[n].max()) + int(self.more[n].max() if n in self.more else 0) for n in s)
            for s in self.stages
        ]
        self.rest = [sum(most[k + 1 :]) for k in range(len(most))]

    def kept(self, pairs: Pairs) -> _Columns:
        total = np.full(len(pairs), self.prior, np.int32)
        source = np.zeros(0, np.uint8)
        for stage, rest in zip(self.stages, self.rest, strict=True):
            for name in stage:
                level = compare.LEVEL[name](pairs)
                total += self.table[name].take(level)
                if name in self.more:
                    total += self.more[name].take(compare.cell(BY_NAME[name], pairs, level))
                source = level if name == "source" else source
            kept = np.flatnonzero(total > FLOOR - rest)
            pairs, total, source = pairs.at(kept), total.take(kept), source.take(kept)
        return pairs.i.astype(np.int32), pairs.j.astype(np.int32), total, source


def told_fields(data: Prepared) -> set[str]:
    """Fields that any report tells something of; the others carry no evidence and need not be compared."""
    found = {"source", "when", "where", "place"}
    for name, words in (("actor", data.actor), ("target", data.target), ("weapon", data.weapon), ("text", data.text)):
        found |= {name} if len(words.code) else set()
    for name, values in (("killed", data.killed), ("injured", data.injured), ("detail", data.detail)):
        found |= set() if np.isnan(values).all() else {name}
    found |= {"admin"} if data.admin.any() else set()
    return found | ({"type"} if len(data.named["type"]) > 1 else set())

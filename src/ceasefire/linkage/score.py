"""Pairs scored: each field's level looked up in its table of bits, summed in whole thousandths so that order never matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage import block, compare
from ceasefire.linkage.compare import Signs
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.prepare import Prepared
from ceasefire.linkage.scale import FLOOR, UNIT

Array = npt.NDArray[Any]
@dataclass(frozen=True)
class Scored:
    """Kept pairs by canonical position, i < j, sorted; `score` in 1/1024 bit; `source` is the source level."""

    i: Array
    j: Array
    score: Array
    source: Array
    crowded: int = 0

    def also(self, pairs: Array) -> Scored:
        """The same with judged pairs put in that were not compared; they count as nothing but their verdict."""
        keys = self.i.astype(np.int64) << 32 | self.j
        new = np.setdiff1d(pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1], keys)
        if not len(new):
            return self
        every = np.concatenate([keys, new])
        order = np.argsort(every, kind="stable")
        score = np.concatenate([self.score, np.full(len(new), FLOOR, np.int32)])[order]
        source = np.concatenate([self.source, np.zeros(len(new), np.uint8)])[order]
        i, j = (every[order] >> 32).astype(np.int32), (every[order] & 0xFFFFFFFF).astype(np.int32)
        return Scored(i, j, score, source, self.crowded)

    def __len__(self) -> int:
        return len(self.i)


def tables(weights: dict[str, list[float]], scale: dict[str, float]) -> dict[str, Array]:
    """Bits of every level or cell of every field, scaled, as whole numbers of 1/1024 bit."""
    return {name: np.rint(np.array(bits) * scale.get(name, 1.0) * UNIT).astype(np.int32) for name, bits in weights.items()}


def score(data: Prepared, parameters: Parameters, options: Options, asking: Array | None = None) -> Scored:
    """Return every pair of reports with evidence above the floor; `asking` limits to pairs touching it."""
    sign = compare.signs(data, parameters.codes, parameters.common)
    table, more = (tables(found, parameters.scale) for found in (parameters.weights, parameters.refined))
    prior = round(parameters.prior_bits * UNIT)
    parts = list(_kept(data, sign, table, more, prior, options, asking))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int32)] * 4
    order = np.lexsort((columns[1], columns[0]))
    return Scored(*(column[order] for column in columns))


def _kept(
    data: Prepared, sign: Signs, table: dict[str, Array], more: dict[str, Array], prior: int, options: Options, asking: Array | None
) -> Iterator[tuple[Array, Array, Array, Array]]:
    for left, right in block.candidates(data, options):
        if asking is not None:
            wanted = asking[left] | asking[right]
            left, right = left[wanted], right[wanted]
        i, j, km = compare.near(data, left, right, options)
        if not len(i):
            continue
        level = compare.levels(data, sign, i, j, km)
        total = np.full(len(i), prior, np.int32)
        for name, found in level.items():
            total += table[name][found]
        for name, cell in compare.cells(sign, level, i, j).items():
            total += more[name][cell]
        kept = total > FLOOR
        yield i[kept].astype(np.int32), j[kept].astype(np.int32), total[kept], level["source"][kept]

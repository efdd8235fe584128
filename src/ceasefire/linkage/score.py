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

Array = npt.NDArray[Any]
UNIT = 1024
"""Scores are whole numbers of 1/1024 bit: sums are exact, whatever the order and the sharding."""

FLOOR_BITS = 8
"""Pairs with less than minus this many bits are forgotten and later count as exactly that."""


@dataclass(frozen=True)
class Scored:
    """Kept pairs by canonical position, i < j, sorted; `score` in 1/1024 bit; `source` is the source level."""

    i: Array
    j: Array
    score: Array
    source: Array

    def __len__(self) -> int:
        return len(self.i)


def tables(parameters: Parameters) -> dict[str, Array]:
    """Bits of every level of every field, scaled, as whole thousandths."""
    return {
        name: np.rint(np.array(bits) * parameters.scale.get(name, 1.0) * UNIT).astype(np.int32)
        for name, bits in parameters.weights.items()
    }


def score(data: Prepared, parameters: Parameters, options: Options, asking: Array | None = None) -> Scored:
    """Return every pair of reports with more than `FLOOR_BITS` against nothing; `asking` limits to pairs touching it."""
    sign = compare.signs(data, parameters.types, parameters.common)
    table = tables(parameters)
    prior = round(parameters.prior_bits * UNIT)
    parts = list(_kept(data, sign, table, prior, options, asking))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int32)] * 4
    order = np.lexsort((columns[1], columns[0]))
    return Scored(*(column[order] for column in columns))


def _kept(
    data: Prepared, sign: Signs, table: dict[str, Array], prior: int, options: Options, asking: Array | None
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
        kept = total > -FLOOR_BITS * UNIT
        yield i[kept].astype(np.int32), j[kept].astype(np.int32), total[kept], level["source"][kept]

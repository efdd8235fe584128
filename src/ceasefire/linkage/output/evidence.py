"""Why two reports are, or are not, taken for one incident: each field's bits and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.scoring import compare
from ceasefire.linkage.scoring.fields import BY_NAME, FIELDS

Array = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What one field says: bits for (positive) or against (negative) one incident, and the finding in words."""

    field: str
    bits: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Evidence on one pair: the odds before looking, each field's ground, strongest first, and their sum in bits.

    The sum is what the two reports say by themselves; rival partners may take some of it away in `pairs`.
    """

    a: str
    b: str
    prior_bits: float
    bits: float
    grounds: tuple[Ground, ...]

    def __str__(self) -> str:
        lines = [f"{self.a} and {self.b}: {self.bits:+.1f} bits in all, {self.prior_bits:+.1f} before looking"]
        return "\n".join([*lines, *(f"{g.bits:+6.1f}  {g.field}: {g.words}" for g in self.grounds)])


def explain(a: str, b: str, reports: pa.Table, parameters: Parameters) -> Explanation:
    """Return the evidence for and against two reports speaking of one incident; raises KeyError for an unknown id."""
    ids = pc.cast(reports["report_id"], pa.string())
    rows = [pc.index(ids, value).as_py() for value in (a, b)]
    for value, row in zip((a, b), rows, strict=True):
        if row < 0:
            raise KeyError(value)
    data = prepare(reports.take(rows))
    found = _bits(data, parameters, np.array([0]), np.array([1]))
    grounds = [
        Ground(field=name, bits=round(float(bits[0]), 3), words=BY_NAME[name].words[int(level[0])])
        for name, (level, bits) in found.items()
    ]
    ordered = tuple(sorted((g for g in grounds if g.bits), key=lambda g: (-abs(g.bits), g.field)))
    total = parameters.prior_bits + sum(g.bits for g in ordered)
    return Explanation(a=a, b=b, prior_bits=parameters.prior_bits, bits=round(total, 3), grounds=ordered)


def _bits(data: Prepared, parameters: Parameters, i: Array, j: Array) -> dict[str, tuple[Array, Array]]:
    """Level and scaled bits of every field for pairs (i, j)."""
    sign = comparable.signs(data, parameters.codes, parameters.common)
    i, j = np.minimum(i, j), np.maximum(i, j)
    pairs = compare.Pairs(data, sign, i, j, compare.kilometres(data, i, j))
    level = compare.levels(pairs)
    cell = compare.cells(pairs, level)
    found = {}
    for name in (field.name for field in FIELDS):
        bits = np.array(parameters.weights[name])[level[name]]
        if name in cell:
            bits = bits + np.array(parameters.refined[name])[cell[name]]
        found[name] = level[name], bits * parameters.scale[name]
    return found


def sentences(reports: pa.Table, a: Array, b: Array, parameters: Parameters) -> pa.Array:
    """Return the evidence on pairs of rows of the table, one line each: grounds of half a bit and more, strongest
    first."""
    rows = np.unique(np.concatenate([a, b]))
    data = prepare(reports.take(pa.array(rows)))
    place = np.empty(len(rows), np.int64)
    place[data.order] = np.arange(len(rows))
    i, j = place[np.searchsorted(rows, a)], place[np.searchsorted(rows, b)]
    found = _bits(data, parameters, i, j)
    lines = []
    names = list(found)
    table = np.stack([bits for _, bits in found.values()], axis=1) if len(i) else np.zeros((0, len(names)))
    for row in range(len(i)):
        order = sorted(
            (k for k in range(len(names)) if abs(table[row, k]) >= 0.5), key=lambda k: (-abs(table[row, k]), k)
        )
        lines.append(
            "; ".join(f"{BY_NAME[names[k]].words[int(found[names[k]][0][row])]} {table[row, k]:+.1f}" for k in order)
        )
    return pa.array(lines, pa.string())

"""Why two reports are, or are not, taken for one incident: each field's bits and words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.prepare import Prepared, prepare
from ceasefire.linkage.features.usable import shortened
from ceasefire.linkage.grouping.report_names import row_of
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.pinned.limits import fitting
from ceasefire.linkage.scoring import compare
from ceasefire.linkage.scoring.bits import NOWHERE, UNIT
from ceasefire.linkage.scoring.fields import BY_NAME, FIELDS, WITHIN, stratum_of
from ceasefire.linkage.scoring.pairs import Pairs, kilometres
from ceasefire.vocabulary.arrays import Bytes, Floats, Ints, Wholes

WORDED_BITS = 0.5
"""Least evidence, for or against, that is put in words. Chosen by hand; not measured."""


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    """What one field of a pair says: bits for (positive) or against (negative) one incident, and the finding in words."""

    field: str
    bits: float
    words: str

    @property
    def beside_field(self) -> str:
        """The words where the field's name stands before them: a label of the same name is not said twice."""
        return self.words.removeprefix(f"{self.field}: ")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Evidence on one pair: the odds before looking, each field's line of evidence, strongest first, and their sum in bits.

    The sum is what the two reports say by themselves; competing partners may take some of it away in `pairs`.
    """

    a: str
    b: str
    prior_bits: float
    bits: float
    grounds: tuple[EvidenceLine, ...]

    def __str__(self) -> str:
        lines = [f"{self.a} and {self.b}: {self.bits:+.1f} bits in all, {self.prior_bits:+.1f} before looking"]
        return "\n".join([*lines, *(f"{g.bits:+6.1f}  {g.field}: {g.beside_field}" for g in self.grounds)])


def explain(a: str, b: str, reports: pa.Table, parameters: Parameters) -> Explanation:
    """Return the evidence for and against two reports speaking of one incident.

    `a` and `b` are ids, unique beginnings of ids, or labels (column `label`). Raises UnknownReport, a KeyError, for a name
    that no report has or several share, and ValueError for one report named twice and for parameters that do not fit
    (`pinned.limits`).
    """
    # here, for it imports intake, a room of many modules, which `sentences` does not need
    from ceasefire.linkage.features.given import given

    reports = given(reports).table
    rows = [row_of(name, reports) for name in (a, b)]
    if rows[0] == rows[1]:
        raise ValueError(f"{shortened(repr(a))} and {shortened(repr(b))} are one report; evidence is on a pair of two")
    a, b = (str(reports["report_id"][row].as_py()) for row in rows)
    data = prepare(reports.take(rows))
    found = _bits(data, fitting(parameters), np.array([0]), np.array([1]))
    grounds = [
        EvidenceLine(field=name, bits=round(float(bits[0]), 3), words=BY_NAME[name].words[int(level[0])])
        for name, (level, bits) in found.items()
    ]
    ordered = tuple(sorted((g for g in grounds if g.bits), key=lambda g: (-abs(g.bits), g.field)))
    one = int(found["source"][0][0]) >= WITHIN
    prior = parameters.within_prior_bits if one else parameters.prior_bits
    total = prior + sum(g.bits for g in ordered)
    return Explanation(a=a, b=b, prior_bits=prior, bits=round(total, 3), grounds=ordered)


def _bits(data: Prepared, parameters: Parameters, i: Ints, j: Ints) -> dict[str, tuple[Bytes, Floats]]:
    """Level and scaled bits of every field for pairs (i, j)."""
    features = comparable.features_of(data, parameters.codes, parameters.common)
    i, j = np.minimum(i, j), np.maximum(i, j)
    pairs = Pairs(data, features, i, j, kilometres(data, i, j))
    level = compare.levels(pairs)
    cell = compare.cells(pairs, level)
    one = stratum_of(level["source"])
    found = {}
    for name in (field.name for field in FIELDS):
        bits = np.array([parameters.weights[name], parameters.within[name]])[one, level[name]]
        if name in parameters.refined:
            bits = bits + np.array(parameters.refined[name])[cell[name] * (one == 0)]
        found[name] = level[name], bits * parameters.scale[name]
    place, told = found["place"]
    found["place"] = place, told + NOWHERE / UNIT * compare.nowhere(pairs)
    return found


def sentences(reports: pa.Table, a: Wholes, b: Wholes, parameters: Parameters) -> pa.Array:
    """Return the evidence on pairs of rows of the table, one line each: fields of half a bit and more, strongest
    first."""
    rows = np.unique(np.concatenate([a, b]))
    data = prepare(reports.take(pa.array(rows)))
    place = np.empty(len(rows), np.int64)
    place[data.order] = np.arange(len(rows))
    found = _bits(data, parameters, place[np.searchsorted(rows, a)], place[np.searchsorted(rows, b)])
    return pa.array([_sentence(found, pair) for pair in range(len(a))], pa.string())


def _sentence(found: dict[str, tuple[Bytes, Floats]], pair: int) -> str:
    grounds = [(float(bits[pair]), BY_NAME[name].words[int(level[pair])]) for name, (level, bits) in found.items()]
    told = sorted((ground for ground in grounds if abs(ground[0]) >= WORDED_BITS), key=lambda ground: -abs(ground[0]))
    return "; ".join(f"{words} {bits:+.1f}" for bits, words in told)

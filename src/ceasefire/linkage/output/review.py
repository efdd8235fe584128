"""Pairs for people to look at, those first whose answer would change most."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.given import given
from ceasefire.linkage.output.linked import Linked
from ceasefire.vocabulary.arrays import Ints

OPEN = (0.02, 0.98)
"""Probabilities between which a pair is worth a look. Chosen by hand; not measured."""


def review_queue(linked: Linked, reports: pa.Table) -> pa.Table:
    """Return pairs not yet judged, by falling gain: a, b, probability, linked, flip, pairs_moved, deaths_at_stake,
    gain.

    `flip` is the probability that a person would say otherwise than the present links; a flip moves `pairs_moved` pairs
    of reports into or out of one incident and `deaths_at_stake` deaths (the smaller lower bound, which one incident
    counts once and two count twice). `gain` is flip x (pairs_moved + deaths_at_stake).
    """
    data, settled = linked.index, linked.settled
    open_ = np.flatnonzero((settled.verdict == 0) & (settled.told > OPEN[0]) & (settled.told < OPEN[1]))
    i, j, probability = settled.i[open_], settled.j[open_], settled.told[open_]
    within = settled.label[i] == settled.label[j]
    flip = np.where(within, 1 - probability, probability)
    size = np.bincount(settled.label, minlength=len(data))[settled.label]
    moved = np.where(within, size[i] - 1, size[i] * size[j])
    own, group = _deaths(linked, given(reports).table)
    stake = np.where(within, np.minimum(own[i], own[j]), np.minimum(group[i], group[j]))
    gain = flip * (moved + stake)
    order = np.lexsort((data.rank[j], data.rank[i], -gain))
    turned = data.rank[i] > data.rank[j]
    a, b = np.where(turned, j, i), np.where(turned, i, j)
    columns = {
        "a": data.ids.take(pa.array(a)),
        "b": data.ids.take(pa.array(b)),
        "probability": probability,
        "linked": within,
        "flip": flip,
        "pairs_moved": moved,
        "deaths_at_stake": stake,
        "gain": gain,
    }
    return pa.table(columns).take(pa.array(order))


def _deaths(linked: Linked, reports: pa.Table) -> tuple[Ints, Ints]:
    """Lower bound of the dead stated by each report, and the largest stated within its incident."""
    data, label = linked.index, linked.settled.label
    if "killed_low" not in reports.column_names:
        return np.zeros(len(data), np.int64), np.zeros(len(data), np.int64)
    low = pc.fill_null(pc.cast(reports["killed_low"], pa.int64(), safe=False), 0).to_numpy()[data.order]
    most = np.zeros(len(data), np.int64)
    np.maximum.at(most, label, low)
    return low, most[label]

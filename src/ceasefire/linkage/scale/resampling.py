"""Linkages drawn at random from the pair probabilities, for figures that must show how far linkage moves them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from ceasefire.linkage.deciding import barred, gathered
from ceasefire.linkage.output import link_tables
from ceasefire.linkage.output.linked import Linked
from ceasefire.linkage.scoring.bits import FLOOR, UNIT

_MOST_BITS = 40
"""Log2-odds beyond which drawn evidence counts as this; pairs judged same get more."""
_JUDGED_SAME = 1 << 30
"""Evidence of a pair judged same, in 1/1024 bit."""


def sample(linked: Linked, n: int, seed: int) -> Iterator[pa.Table]:
    """Yield n linkages (report_id, incident_id, one row per report in the order of the reports).

    Each pair's log-odds get logistic noise, so that a pair standing by itself is joined as often as its calibrated
    probability says; judgements hold in every draw, and no drawn incident holds two reports that
    contradict each other. The same seed gives the same linkages, whatever the order of rows.
    """
    data, settled = linked.index, linked.settled
    slope, offset = linked.parameters.calibration
    odds = slope * settled.bits / UNIT + offset
    never = barred(data, settled, settled.part, settled.verdict)
    back = np.argsort(data.order)
    ids = data.ids.take(pa.array(back))
    for draw in range(n):
        noise = np.random.default_rng([seed, draw]).logistic(size=len(odds)) / np.log(2)
        drawn = np.rint(np.clip(odds + noise, FLOOR // UNIT, _MOST_BITS) * UNIT)
        score = np.where(settled.verdict == 1, _JUDGED_SAME, drawn).astype(np.int64)
        label = gathered(data, linked.bound, settled, score, never, 0, linked.options)
        named = data.ids.take(pa.array(link_tables.smallest(data, label)[back]))
        yield pa.table({"report_id": ids, "incident_id": named})

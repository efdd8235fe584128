"""New reports joined to what is linked: only pairs with a new report are compared, and the result is that of one
run."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.prepare import UNDATED, prepare, ranked, told_days
from ceasefire.linkage.matching import Linked, settle
from ceasefire.linkage.options import Options
from ceasefire.linkage.scale.in_runs import Register, merged, survey
from ceasefire.linkage.scoring.score import Scored, score

Array = npt.NDArray[Any]


def extend(linked: Linked, old: pa.Table, new: pa.Table, judgements: pa.Table | None = None) -> Linked:
    """Link new reports to the old ones: the same as `link` on both tables with the parameters already learnt.

    `old` is the table that `linked` came from; `judgements` are all that hold now. Pairs of old reports keep their
    scores, since a pair's evidence depends on its two reports alone: only old reports whose days come near a new one's
    are looked at again. Raises ValueError when `old` is another table or an id is met twice.
    """
    ids = pc.cast(old["report_id"], pa.string()).combine_chunks()
    back = np.empty(len(old), np.int64)
    if len(linked.register) == len(old):
        back[linked.register.order] = np.arange(len(old))
    if len(linked.register) != len(old) or not linked.register.ids.take(pa.array(back)).equals(ids):
        raise ValueError("old: not the reports that were linked, or not in that order")
    reports = pa.concat_tables([old, new], promote_options="permissive")
    register = merged(linked.register, prepare(new), *ranked(reports))
    scored = _grown(linked, old, reports, register)
    if scored is None:
        register, scored = survey(reports, linked.parameters, linked.options, lambda step, done, of: None)
    return settle(reports, register, scored, judgements, linked.parameters, linked.options)


def _grown(linked: Linked, old: pa.Table, reports: pa.Table, register: Register) -> Scored | None:
    """Old pairs at their new positions with the pairs of new reports; None where crowding makes old pairs change."""
    place = np.empty(len(reports), np.int64)
    place[register.order] = np.arange(len(reports))
    rows = np.concatenate([_near(old, reports.slice(len(old)), linked.options), np.arange(len(old), len(reports))])
    data = prepare(reports.take(pa.array(rows)))
    fresh = score(data, linked.parameters, linked.options, rows[data.order] >= len(old))
    if fresh.crowded or linked.scored.crowded:
        return None
    kept, known = place[linked.register.order], linked.scored
    carried = known.at(np.arange(len(known)), kept, 0)
    return Scored.join([carried, fresh.at(np.arange(len(fresh)), place[rows[data.order]], 0)])


def _near(old: pa.Table, new: pa.Table, options: Options) -> Array:
    """Rows of old reports whose days come within reach of a new report's."""
    (first, last), (start, end) = told_days(old), told_days(new)
    told = start != UNDATED
    start, end = start[told].astype(np.int64) - options.days_apart, end[told].astype(np.int64) + options.days_apart
    order = np.argsort(start)
    start, furthest = start[order], np.maximum.accumulate(end[order]) if len(end) else end
    before = np.searchsorted(start, last, side="right")
    reached = (
        (before > 0) & (furthest[np.maximum(before - 1, 0)] >= first) if len(start) else np.zeros(len(first), bool)
    )
    return np.flatnonzero(reached & (first != UNDATED))

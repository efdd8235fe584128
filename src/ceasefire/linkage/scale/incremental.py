"""New reports joined to what is linked: only pairs with a new report are compared, and the result is that of one
run."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.prepare import prepare, ranked
from ceasefire.linkage.features.report_index import ReportIndex, merged, positions
from ceasefire.linkage.features.usable import joined
from ceasefire.linkage.matching import settle
from ceasefire.linkage.options import Options
from ceasefire.linkage.output.linked import Linked
from ceasefire.linkage.scoring.in_runs import score_in_runs
from ceasefire.linkage.scoring.score import Scored, score
from ceasefire.vocabulary.arrays import Ints


def extend(linked: Linked, old: pa.Table, new: pa.Table, judgements: pa.Table | None = None) -> Linked:
    """Link new reports to the old ones: the same as `link` on both tables with the parameters already learnt.

    `old` is the table that `linked` came from; `judgements` are all that hold now. Pairs of old reports keep their
    scores, since a pair's evidence depends on its two reports alone: only old reports whose days come near a new one's
    are looked at again. Raises ValueError when `old` is another table or an id is met twice.
    """
    (old, before), (new, more) = given(old), given(new)
    if not _linked_from(linked.index, old):
        raise ValueError("old: not the reports that were linked, or not in that order")
    reports = pa.concat_tables([old, new], promote_options="permissive")
    index = merged(linked.index, prepare(new), *ranked(reports))
    scored = _extended(linked, old, reports, index)
    if scored is None:
        index, scored = score_in_runs(reports, linked.parameters, linked.options)
    return settle(reports, index, scored, judgements, linked.parameters, linked.options, joined(before, more))


def _linked_from(index: ReportIndex, old: pa.Table) -> bool:
    """Whether an index is that of the reports of a table, row by row."""
    ids = pc.cast(old["report_id"], pa.string()).combine_chunks()
    return len(index) == len(old) and bool(index.ids.take(pa.array(positions(index))).equals(ids))


def _extended(linked: Linked, old: pa.Table, reports: pa.Table, index: ReportIndex) -> Scored | None:
    """Old pairs at their new positions with the pairs of new reports; None where a crowded cell makes old pairs change."""
    place = positions(index)
    rows = np.concatenate([_near(old, reports.slice(len(old)), linked.options), np.arange(len(old), len(reports))])
    data = prepare(reports.take(pa.array(rows)))
    fresh = score(data, linked.parameters, linked.options, rows[data.order] >= len(old))
    if fresh.crowded or linked.scored.crowded:
        return None
    known = linked.scored
    carried = known.at(np.arange(len(known)), place[linked.index.order], 0)
    return Scored.join([carried, fresh.at(np.arange(len(fresh)), place[rows[data.order]], 0)])


def _near(old: pa.Table, new: pa.Table, options: Options) -> Ints:
    """Rows of old reports whose days come within reach of a new report's."""
    (first, last), (start, end) = stated_days(old), stated_days(new)
    dated = start != UNDATED
    if not dated.any():
        return np.zeros(0, np.int64)
    low, high = start[dated].astype(np.int64) - options.days_apart, end[dated].astype(np.int64) + options.days_apart
    order = np.argsort(low)
    low, furthest = low[order], np.maximum.accumulate(high[order])
    before = np.searchsorted(low, last, side="right")
    reached = (before > 0) & (furthest[np.maximum(before - 1, 0)] >= first)
    return np.flatnonzero(reached & (first != UNDATED))

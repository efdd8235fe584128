"""New reports joined to what is linked: only pairs with a new report are compared, and the result is that of one
run."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.matching import Linked, settle
from ceasefire.linkage.prepare import Prepared, prepare
from ceasefire.linkage.score import Scored, score


def extend(linked: Linked, old: pa.Table, new: pa.Table, judgements: pa.Table | None = None) -> Linked:
    """Link new reports to the old ones: the same as `link` on both tables with the parameters already learnt.

    `old` is the table that `linked` came from; `judgements` are all that hold now. Pairs of old reports keep their
    scores, since a pair's evidence depends on its two reports alone. Raises ValueError when `old` is another table or
    an id is met twice.
    """
    if set(pc.cast(old["report_id"], pa.string()).to_pylist()) != set(linked.prepared.ids.to_pylist()):
        raise ValueError("old: not the reports that were linked")
    reports = pa.concat_tables([old, new], promote_options="permissive")
    data = prepare(reports)
    asking = data.order >= len(old)
    fresh = score(data, linked.parameters, linked.options, asking)
    if fresh.crowded or linked.scored.crowded:
        scored = score(data, linked.parameters, linked.options)
    else:
        scored = _joined(_carried(linked, data), fresh)
    return settle(reports, data, scored, judgements, linked.parameters, linked.options)


def _carried(linked: Linked, data: Prepared) -> Scored:
    """The old pairs at the positions their reports now have."""
    to = pc.index_in(linked.prepared.ids, value_set=data.ids).to_numpy()
    known = linked.scored
    a, b = to[known.i], to[known.j]
    return Scored(np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32), known.score, known.source)


def _joined(left: Scored, right: Scored) -> Scored:
    i, j, points, source = (
        np.concatenate(pair)
        for pair in ((left.i, right.i), (left.j, right.j), (left.score, right.score), (left.source, right.source))
    )
    order = np.lexsort((j, i))
    return Scored(i[order], j[order], points[order], source[order])

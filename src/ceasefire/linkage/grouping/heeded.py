"""Whose judgements the links follow: those of the judges of a record; all others stand beside as proposals.

One office's word moves nothing that others hold. Who the judges are is not decided here: the charter says it, else the
office that keeps the links is the judge, or the one whose view was asked for.
"""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc


def heeded(judgements: pa.Table, judges: Collection[str]) -> pa.Table:
    """Return the judgements that links follow: those that stand in the ledgers (origins) of the judges."""
    return judgements.filter(_of(judgements, judges))


def beside(judgements: pa.Table, judges: Collection[str]) -> pa.Table:
    """Return the judgements of others that are not superseded: each a proposal."""
    return judgements.filter(pc.and_(pc.invert(_of(judgements, judges)), pc.invert(judgements["superseded"])))


def _of(judgements: pa.Table, judges: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(judgements["ledger"], pa.array(sorted(judges), pa.string()))

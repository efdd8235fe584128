"""Rows of the table `standing`: their order within an incident, and how rows made in pieces come together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ceasefire.findings.accounts import ALL_SOURCES, Row
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Ints

SCOPE_TEST = "scope test"
AXES_IN_ORDER = ("occurrence", "responsibility", "legal")


class Placed(NamedTuple):
    """Rows of standing without their incident, and where each belongs.

    `incident`: int64 [rows], place of its incident in a list of incidents; `within`: int64 [rows], ascending in the order
    of the rows of one incident.
    """

    rows: pa.Table
    incident: Ints
    within: Ints


def order(one: Row) -> tuple[bool, str, int, str, str, str]:
    """Return what the rows of one incident are sorted by: all sources, the scope test, then the bodies by name.

    A body's own word stands before what others tell of it on the same axis.
    """
    told_by = one["told_by"] or ""
    return (*order_of_axis(one["body"], one["axis"]), told_by, one["value"], "".join(one["lineage"]))


def order_of_axis(body: str, axis: str) -> tuple[bool, str, int]:
    """Return what rows of unlike bodies or axes are sorted by."""
    return body not in (ALL_SOURCES, SCOPE_TEST), body, AXES_IN_ORDER.index(axis)


def rows_as_table(rows: Sequence[Row]) -> pa.Table:
    """Return rows of standing without their incident as a table."""
    return pa.Table.from_pylist(list(rows), schema=_without_incident())


def rows_of_columns(n: int, **columns: pa.Array | str) -> pa.Table:
    """Return n rows of standing without their incident; a text is the same in every row, what is not given is empty."""
    return pa.table(
        {f.name: _column(f.type, columns.get(f.name), n) for f in _without_incident()}, schema=_without_incident()
    )


def joined(pieces: Iterable[Placed], incidents: pa.Array) -> pa.Table:
    """Return the rows of all pieces as a part of the table `standing`, sorted by incident and place within it."""
    given = list(pieces)
    incident = np.concatenate([piece.incident for piece in given])
    at = pa.array(np.lexsort((np.concatenate([piece.within for piece in given]), incident)))
    rows = pa.concat_tables([piece.rows for piece in given]).combine_chunks().take(at)
    return rows.add_column(0, schema("standing").field("incident_id"), incidents.take(pa.array(incident).take(at)))


def _without_incident() -> pa.Schema:
    return pa.schema([field for field in schema("standing") if field.name != "incident_id"])


def _column(kind: pa.DataType, given: pa.Array | str | None, n: int) -> pa.Array:
    if isinstance(given, str):
        return pa.repeat(given, n)
    if given is None:
        return lists(np.zeros(n, np.int64), pa.array([], pa.string())) if pa.types.is_list(kind) else pa.nulls(n, kind)
    return given


def lists(sizes: Ints, values: pa.Array) -> pa.Array:
    """Return lists of the given sizes that hold the values one after another."""
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), values)

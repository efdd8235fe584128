"""Which report a person means: by its id, its own label, or a beginning of its id that no other shares."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.wording import plural


class UnknownReport(KeyError):
    """A name that no report has, or that several share; the message says which."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put the message in quotation marks


def row_of(name: str, reports: pa.Table) -> int:
    """Return the row of the report called `name`: its id, its label, or a unique beginning of its id, in this order.

    Raises UnknownReport where none or several reports answer.
    """
    ids = pc.cast(reports["report_id"], pa.string())
    found = _rows(pc.equal(ids, name))
    if not found and "label" in reports.column_names:
        found = _rows(pc.equal(pc.cast(reports["label"], pa.string()), name))
    if not found and name:
        found = _rows(pc.starts_with(ids, name))
    if not found:
        raise UnknownReport(f"no report with id or label {name!r}")
    if len(found) > 1:
        raise UnknownReport(f"{plural(len(found), 'report')} with an id or label like {name!r}: give the id in full")
    return found[0]


def _rows(mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return found

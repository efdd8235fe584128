"""Which report a person means: by its id, its own label, or a beginning of its id that no other shares."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.grouping.judgements import as_judgements
from ceasefire.vocabulary.labels import SHORTEST, Labels
from ceasefire.vocabulary.wording import plural


class UnknownReport(KeyError):
    """A name that no report has, or that several share; the message says which."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put the message in quotation marks


def row_of(name: str, reports: pa.Table) -> int:
    """Return the row of the report called `name`: by its id, else by its label or a unique beginning of its id.

    A beginning has at least 8 characters. A label is read by the rule of `vocabulary.labels` where the table says whose
    it is (`ledger`); elsewhere no two reports may have it. Raises UnknownReport where none or several reports answer.
    """
    ids = pc.cast(reports["report_id"], pa.string())
    found = _rows(pc.equal(ids, name)) or sorted({*_labelled(name, reports), *_begun(name, ids)})
    if not found:
        raise UnknownReport(f"no report with id or label {name!r}")
    if len(found) > 1:
        raise UnknownReport(f"{plural(len(found), 'report')} with an id or label like {name!r}: give the id in full")
    return found[0]


def by_id(judgements: pa.Table | None, reports: pa.Table) -> pa.Table | None:
    """Return judgements with ids in `a` and `b` where they name reports by label or by the beginning of an id.

    A name that no report has, or that several share, stays as it is: the judgement is then counted as not heard.
    Raises ValueError for a table that holds no judgements (`as_judgements`).
    """
    judgements = None if judgements is None else as_judgements(judgements)
    if judgements is None or "label" not in reports.column_names:
        return judgements
    for column in ("a", "b"):
        told = judgements[column]
        meant = {name: _id_of(name, reports) for name in _strangers(told, reports)}
        named = pa.array([meant.get(name, name) for name in told.to_pylist()], pa.string())
        judgements = judgements.set_column(judgements.column_names.index(column), column, named)
    return judgements


def _strangers(told: pa.ChunkedArray, reports: pa.Table) -> list[str]:
    known = pc.is_in(told, pc.cast(reports["report_id"], pa.string()).combine_chunks())
    found: list[str] = pc.unique(told.filter(pc.invert(known))).drop_null().to_pylist()
    return found


def _id_of(name: str, reports: pa.Table) -> str:
    try:
        return str(reports["report_id"][row_of(name, reports)].as_py())
    except UnknownReport:
        return name


def _labelled(name: str, reports: pa.Table) -> list[int]:
    if "label" not in reports.column_names:
        return []
    rows = _rows(pc.equal(pc.cast(reports["label"], pa.string()), name))
    if "ledger" not in reports.column_names:
        return rows
    ledgers = reports["ledger"].take(pa.array(rows, pa.int64())).to_pylist()
    meant = Labels((str(row), ledger, name) for row, ledger in zip(rows, ledgers, strict=True)).meant(name)
    return [int(row) for row in meant]


def _begun(name: str, ids: pa.ChunkedArray) -> list[int]:
    return _rows(pc.starts_with(ids, name)) if len(name) >= SHORTEST else []


def _rows(mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return found

"""Names of incidents that last: one rule, whatever the order in which reports arrive, and every former name kept.

An incident is called after the report of it that was filed first. A report that joins later changes no name; where two
incidents turn out to be one, the older name stays; where one falls apart, the part that holds the first report keeps
the name. Since an incident can only ever have been called after one of its reports, each name it ever had leads back to
the report behind it, and from there to the incident that holds that report now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage import membership
from ceasefire.vocabulary.arrays import Ints

PREFIX: Final = "i-"
"""Begins the name of every incident, so that nobody takes one for a statement."""

_DIGITS: Final = 16
"""Hex digits of a name: 64 bits, so that among 10^6 incidents two share a name with a chance of about 3 in 10^8."""


def name_after(report_id: str) -> str:
    """Return the name of an incident called after a report: `i-` and 16 hex digits of the SHA-256 of the report's id."""
    return PREFIX + hashlib.sha256(report_id.encode()).hexdigest()[:_DIGITS]


def name_incidents(links: pa.Table, incidents: pa.Table, reports: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return both tables with every incident under its lasting name.

    `links` and `incidents` come from `link`, where an incident is called by the id of one of its reports. `reports`
    tells which was filed first: by `first_filed`, then by place in its ledger (`first_seq`), then by `first_id`, so
    that a corrected report counts from the statement that it corrects.
    """
    groups = links["incident_id"].combine_chunks().dictionary_encode()
    rows = pc.index_in(links["report_id"], reports["report_id"].combine_chunks()).combine_chunks()
    filed = reports.select(["first_id", "first_filed", "first_seq"]).take(rows)
    heads = _first_filed(filed, _whole(groups.indices))
    names = pa.array([name_after(head) for head in heads], pa.string())
    places = pc.index_in(incidents["incident_id"], groups.dictionary).combine_chunks()
    return _with_ids(links, names.take(groups.indices)), _with_ids(incidents, names.take(places))


def find(name: str, links: pa.Table, statements: pa.Table) -> frozenset[str]:
    """Return the incidents that hold a report after which an incident was once called `name` or `name...`.

    One incident where the name is whole or long enough to be unique; none where no report ever gave that name. The
    statements that a report corrects count as the report.
    """
    before = corrected(statements)
    return frozenset(
        incident
        for report, incident in membership.incident_of(links).items()
        if any(name_after(one).startswith(name) for one in _line(report, before))
    )


def first_report(incident: str, links: pa.Table, statements: pa.Table) -> str:
    """Return the report after which an incident is called; raises KeyError for a name that is not in use."""
    before = corrected(statements)
    ids = membership.members(links)[incident]
    return next((i for i in ids if name_after(list(_line(i, before))[-1]) == incident), ids[0])


def corrections(old: Collection[str], reports: pa.Table, statements: pa.Table) -> list[str]:
    """Return the reports that stand now for statements that they correct, directly or through others."""
    before, wanted = corrected(statements), set(old)
    return (
        [i for i in reports["report_id"].to_pylist() if i in before and wanted & set(_line(i, before))]
        if wanted
        else []
    )


def corrected(statements: pa.Table) -> dict[str, str]:
    """Return, for each statement that corrects another of the same ledger, the statement (or `id#row`) it corrects."""
    columns = ("statement_id", "supersedes", "ledger")
    told = statements.select(columns).filter(pc.is_valid(statements["supersedes"])).to_pylist()
    owner = _owners(statements, (row["supersedes"].partition("#")[0] for row in told))
    return {
        row["statement_id"]: row["supersedes"]
        for row in told
        if owner.get(row["supersedes"].partition("#")[0]) == row["ledger"]
    }


def _owners(statements: pa.Table, wanted: Iterable[str]) -> dict[str, str]:
    held = statements.filter(pc.is_in(statements["statement_id"], pa.array(sorted(set(wanted)), pa.string())))
    return dict(zip(held["statement_id"].to_pylist(), held["ledger"].to_pylist(), strict=True))


def _line(report: str, before: Mapping[str, str]) -> Iterator[str]:
    """Yield a report, the statement it corrects, the one that corrected, and so on to the first."""
    yield report
    while report in before:  # ends: a statement can only name one that was signed before it
        report = before[report]
        yield report


def _first_filed(filed: pa.Table, group: Ints) -> list[str]:
    """Return for each group (numbered from 0) the `first_id` of the row of it that was filed first."""
    ids = filed["first_id"].combine_chunks()
    base = pc.replace_substring_regex(ids, "#.*$", "")
    row = pc.fill_null(pc.cast(pc.struct_field(pc.extract_regex(ids, r"#(?P<row>\d+)$"), "row"), pa.int64()), 0)
    keys = (row, base, filed["first_seq"], filed["first_filed"])  # the last counts most
    order = np.lexsort((*(_rank(key) for key in keys), group))
    first = order[np.searchsorted(group[order], np.arange(group.max() + 1))] if len(group) else order
    found: list[str] = ids.take(pa.array(first)).to_pylist()
    return found


def _rank(values: pa.Array | pa.ChunkedArray) -> Ints:
    """Return each value's place among the distinct values in order; only the distinct ones are sorted."""
    column = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    encoded = column.dictionary_encode()
    places = _whole(pc.rank(encoded.dictionary, sort_keys="ascending", tiebreaker="dense").cast(pa.int64()))
    return places[_whole(encoded.indices)] if len(column) else places


def _whole(values: Any) -> Ints:
    return np.asarray(values.to_numpy(zero_copy_only=False), np.int64)


def _with_ids(table: pa.Table, ids: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index("incident_id"), "incident_id", ids)

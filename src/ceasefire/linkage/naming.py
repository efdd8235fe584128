"""Names of incidents that last: one rule, whatever the order in which reports arrive, and every former name kept.

An incident is called after the report of it that was filed first. A report that joins later changes no name; where two
incidents turn out to be one, the older name stays; where one falls apart, the part that holds the first report keeps
the name. Since an incident can only ever have been called after one of its reports, each name it ever had leads back to
the report behind it, and from there to the incident that holds that report now.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage import membership
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.one_array import one_array

PREFIX: Final = "i-"
"""Begins the name of every incident, so that nobody takes one for a statement."""

_DIGITS: Final = 16
"""Hex digits of a name: 64 bits, so that among 10^6 incidents two share a name with a chance of about 3 in 10^8."""

_NAME: Final = re.compile(rf"{PREFIX}[0-9a-f]{{0,{_DIGITS}}}")
"""A name or the beginning of one."""


def name_after(report_id: str) -> str:
    """Return the name of an incident called after a report: `i-` and 16 hex digits of the SHA-256 of the report's id."""
    return PREFIX + hashlib.sha256(report_id.encode()).hexdigest()[:_DIGITS]


def can_be_name(text: str) -> bool:
    """Say whether a text has the form of an incident's name or of the beginning of one."""
    return _NAME.fullmatch(text) is not None


def name_incidents(links: pa.Table, incidents: pa.Table, reports: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return both tables with every incident under its lasting name.

    `links` and `incidents` come from `link`, where an incident is called by the id of one of its reports. `reports`
    tells which was filed first: by `first_filed`, then by place in its ledger (`first_seq`), then by `first_id`, so
    that a corrected report counts from the statement that it corrects.
    """
    groups = links["incident_id"].combine_chunks().dictionary_encode()
    rows = pc.index_in(links["report_id"], reports["report_id"].combine_chunks()).combine_chunks()
    heads = _first_filed(reports, rows, _whole(groups.indices), len(groups.dictionary))
    names = pa.array([name_after(head) for head in heads], pa.string())
    places = pc.index_in(incidents["incident_id"], groups.dictionary).combine_chunks()
    return _with_ids(links, names.take(groups.indices)), _with_ids(incidents, names.take(places))


def find(name: str, links: pa.Table, reports: pa.Table, statements: pa.Table) -> frozenset[str]:
    """Return the incidents that hold a report after which an incident was once called `name` or `name...`.

    One incident where the name is whole or long enough to be unique; none where no report ever gave that name. The
    statements that a report corrects give names as the report does.
    """
    if not can_be_name(name):
        return frozenset()
    meant = [one for one in _name_giving(reports, statements) if name_after(one).startswith(name)]
    incident = membership.incident_of(links) if meant else {}
    return frozenset(incident[report] for report in corrections(meant, reports, statements) if report in incident)


def first_report(incident: str, links: pa.Table, reports: pa.Table) -> str:
    """Return the report after which an incident is called; raises KeyError for a name that is not in use."""
    ids = membership.members(links)[incident]
    held = reports.filter(_among(reports["report_id"], ids))
    first = dict(zip(held["report_id"].to_pylist(), held["first_id"].to_pylist(), strict=True))
    return next((i for i in ids if name_after(first[i]) == incident), ids[0])


def corrections(old: Collection[str], reports: pa.Table, statements: pa.Table) -> list[str]:
    """Return the reports that stand now for statements or rows of a batch.

    One that stands is meant itself; for one that was corrected, directly or through others, all reports that go back to
    the same first statement.
    """
    standing = _among(reports["report_id"], old)
    gone = set(old) - set(reports["report_id"].filter(standing).to_pylist())
    first = statements["first_id"].filter(_among(statements["statement_id"], gone)).to_pylist()
    found: list[str] = (
        reports["report_id"].filter(pc.or_(standing, _among(reports["first_id"], gone.union(first)))).to_pylist()
    )
    return found


def _name_giving(reports: pa.Table, statements: pa.Table) -> list[str]:
    """Return each report and every statement or row that it corrects: all that an incident can have been called after."""
    firsts = reports["first_id"].unique()
    chains = statements["statement_id"].filter(pc.is_in(statements["first_id"], firsts))
    chunks = (*reports["report_id"].chunks, *chains.chunks, firsts)
    found: list[str] = pa.chunked_array(chunks, pa.string()).unique().to_pylist()
    return found


def _among(column: pa.ChunkedArray, ids: Collection[str]) -> pa.ChunkedArray:
    return pc.is_in(column, pa.array(sorted(ids), pa.string()))


def _first_filed(reports: pa.Table, rows: pa.Array, group: Ints, groups: int) -> list[str]:
    """Return for each group (numbered from 0) the `first_id` of the report of it that was filed first.

    `rows` and `group` say for each link its row in `reports` and its group. Only reports in company are sorted.
    """
    head = np.empty(groups, np.int64)
    head[group] = np.arange(len(group))
    company = np.flatnonzero((np.bincount(group, minlength=groups) > 1)[group])
    if len(company):
        filed = reports.select(["first_id", "first_filed", "first_seq"]).take(rows.take(pa.array(company)))
        order = company[np.lexsort((*_order_of_filing(filed), group[company]))]
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        head[group[order[starts]]] = order[starts]
    found: list[str] = reports["first_id"].combine_chunks().take(rows.take(pa.array(head))).to_pylist()
    return found


def _order_of_filing(filed: pa.Table) -> tuple[Ints, ...]:
    """Return what says which of some reports was filed first; the last counts most."""
    ids = filed["first_id"].combine_chunks()
    base = pc.replace_substring_regex(ids, "#.*$", "")
    row = pc.fill_null(pc.cast(pc.struct_field(pc.extract_regex(ids, r"#(?P<row>\d+)$"), "row"), pa.int64()), 0)
    return tuple(_rank(key) for key in (row, base, filed["first_seq"], filed["first_filed"]))


def _rank(values: pa.Array | pa.ChunkedArray) -> Ints:
    """Return each value's place among the distinct values in order; only the distinct ones are sorted."""
    column = one_array(values)
    encoded = column.dictionary_encode()
    places = _whole(pc.rank(encoded.dictionary, sort_keys="ascending", tiebreaker="dense").cast(pa.int64()))
    return places[_whole(encoded.indices)] if len(column) else places


def _whole(values: Any) -> Ints:
    return np.asarray(values.to_numpy(zero_copy_only=False), np.int64)


def _with_ids(table: pa.Table, ids: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index("incident_id"), "incident_id", ids)

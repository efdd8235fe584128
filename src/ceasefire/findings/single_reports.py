"""Standing of incidents that one report tells of, in columns.

What one report says depends on its source, its publisher, whom it accuses and who denies it; only the day and the report
itself differ between reports that agree in these. So the rows are worked out once for each such combination, with a day
and a report that stand for any, and then made for all reports at once.
"""

from datetime import date
from functools import lru_cache
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.findings.accounts import Account, Row, rows_of_reports
from ceasefire.findings.standing_rows import SCOPE_TEST, Placed, lists, order, order_of_axis, rows_as_table
from ceasefire.parties import Directory, Speakers
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.distinct_rows import distinct_rows

TERMS = ("source", "publisher", "actor_alleged", "denied_by")
"""The columns on which the rows of a single report depend."""
KEPT = 10_000
"""Combinations whose rows are kept, about 4 KB each. Chosen by hand."""
_ANY_REPORT, _ANY_DAY = "", date.min


class SingleReports:
    """The rows of standing of single reports, under one table of sources and one of parties."""

    def __init__(self, speakers: Speakers, directory: Directory) -> None:
        self._speakers, self._directory = speakers, directory
        self._rows = lru_cache(maxsize=KEPT)(self._worked_out)

    def _worked_out(
        self, source: str | None, publisher: str | None, actor: str | None, denied_by: str | None
    ) -> tuple[Row, ...]:
        account = Account(_ANY_REPORT, source, publisher, _ANY_DAY, actor, denied_by)
        return tuple(sorted(rows_of_reports((account,), self._speakers, self._directory, {}), key=order))

    def placed(self, told: pa.Table, incident: Ints) -> tuple[Placed, Ints]:
        """Return the rows of single reports, and for each report where the row of the scope test goes among them.

        `told` has the columns of REPORT_COLUMNS; `incident`: int64 [reports], the place of each one's incident.
        """
        distinct = distinct_rows(told[name] for name in TERMS)
        terms = told.select(TERMS).take(pa.array(distinct.first))
        answers = [self._rows(*one) for one in zip(*(terms[name].to_pylist() for name in TERMS), strict=True)]
        sizes = np.array([len(rows) for rows in answers], np.int64)
        starts = np.cumsum(sizes) - sizes
        report = np.repeat(np.arange(len(told)), sizes[distinct.which])
        ends = np.cumsum(sizes[distinct.which])
        within = np.arange(len(report)) - (ends - sizes[distinct.which])[report]
        rows = _made(list(chain.from_iterable(answers)), starts[distinct.which][report] + within, told, report)
        before_scope = np.array([_before_scope(one) for one in answers], np.int64)
        return Placed(rows, incident[report], 2 * within), 2 * before_scope[distinct.which] - 1


def _made(answers: list[Row], which: Ints, told: pa.Table, report: Ints) -> pa.Table:
    """Return the rows `which` of the answers, each with the day and the id of its report."""
    dated = pa.array(np.array([one["date"] == _ANY_DAY for one in answers], np.bool_)[which])
    rests = np.array([bool(one["lineage"]) for one in answers], np.bool_)[which]
    rows = rows_as_table(answers).take(pa.array(which))
    days = told["published"].combine_chunks().take(pa.array(report))
    lineage = lists(rests.astype(np.int64), told["report_id"].combine_chunks().take(pa.array(report[rests])))
    names = rows.schema.names
    rows = rows.set_column(names.index("date"), rows.schema.field("date"), pc.if_else(dated, days, None))
    return rows.set_column(names.index("lineage"), rows.schema.field("lineage"), lineage)


def _before_scope(rows: tuple[Row, ...]) -> int:
    """Return how many rows of an incident come before that of the scope test; reports say nothing on its axis."""
    place = order_of_axis(SCOPE_TEST, "legal")
    return sum(order_of_axis(one["body"], one["axis"]) < place for one in rows)

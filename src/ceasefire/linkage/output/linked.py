"""The answer of linking: the tables, and the arrays behind them for what builds on it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.output.link_tables import Settled
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.wording import plural


@dataclass(frozen=True, kw_only=True, repr=False)
class Linked:
    """The answer: tables `links`, `pairs` and `incidents` of the house, `conflicts` between offices, the parameters
    used, and `notes` on anything done otherwise than asked.

    `index`, `scored`, `settled` and `bound` (int64 [n]: the smallest report that judgements bind each report to) hold the
    arrays behind them, for `extend`, `sample` and `review_queue`.
    """

    links: pa.Table
    pairs: pa.Table
    incidents: pa.Table
    conflicts: pa.Table
    parameters: Parameters
    options: Options
    notes: tuple[str, ...]
    index: ReportIndex
    settled: Settled
    scored: Scored
    bound: Ints

    def __repr__(self) -> str:
        reports, incidents = plural(len(self.links), "report"), plural(len(self.incidents), "incident")
        return f"<Linked {reports} in {incidents}, {plural(len(self.pairs), 'pair')}>"

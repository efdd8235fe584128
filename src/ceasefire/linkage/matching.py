"""Reports in, links out: prepare, score, let reports of one source compete, obey people, gather, and write each link down."""

from __future__ import annotations

import pyarrow as pa

from ceasefire.linkage.deciding import decide
from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.features.usable import Slips
from ceasefire.linkage.grouping.judgements import rule
from ceasefire.linkage.grouping.report_names import by_id
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output import link_tables
from ceasefire.linkage.output.incidents import incidents
from ceasefire.linkage.output.linked import Linked as Linked
from ceasefire.linkage.output.notes import notes
from ceasefire.linkage.pinned.limits import fitting
from ceasefire.linkage.scoring.in_runs import Progress, score_in_runs
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary.freed_memory import give_back


def link(
    reports: pa.Table,
    judgements: pa.Table | None = None,
    *,
    options: Options = USUAL,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
) -> Linked:
    """Find which reports speak of one incident: every report gets one incident, a probability and a kind of link.

    Neither the order of rows nor how they are sharded matters. Columns are named as in the table `reports` or, where the id
    or the day is not, as in `features.column_names.NAMES`; others that are missing or null are missing evidence.
    `parameters` are learnt from the reports when not given. `progress` is called with (step, done, of).

    Raises ValueError for a table without ids or without days, for an id that is null or met twice, for an unknown
    verdict, and for parameters that links cannot be computed under (`pinned.limits`).
    """
    say = progress or (lambda step, done, of: None)
    reports, slips = given(reports)
    learnt = under(parameters, reports, judgements, options)
    say("learnt", 1, 1)
    index, scored = score_in_runs(reports, learnt, options, say)
    give_back()
    linked = settle(reports, index, scored, judgements, learnt, options, slips)
    say("linked", 1, 1)
    return linked


def under(
    parameters: Parameters | None, reports: pa.Table, judgements: pa.Table | None, options: Options
) -> Parameters:
    """Return the parameters, which have to fit, or where there are none those learnt from reports as `features.given` gives them."""
    return unsupervised.learn_from(reports, judgements, options) if parameters is None else fitting(parameters)


def settle(
    reports: pa.Table,
    index: ReportIndex,
    scored: Scored,
    judgements: pa.Table | None,
    parameters: Parameters,
    options: Options,
    slips: Slips = (),
) -> Linked:
    """Turn scored pairs, from however many shards, and human judgements into links.

    Reports are as `features.given` gives them, with what it took out of them (`slips`).
    """
    ruling = rule(index.ids, by_id(judgements, reports))
    settled = decide(index, scored.also(ruling.pairs()), ruling, parameters, options)
    give_back()
    links = link_tables.links(index, settled, options)
    pairs = link_tables.pairs(reports, index, settled, ruling, parameters, options)
    give_back()
    return Linked(
        links=links,
        pairs=pairs,
        incidents=incidents(reports, index, settled),
        conflicts=ruling.conflicts,
        parameters=parameters,
        options=options,
        notes=notes(slips, index, scored, ruling),
        index=index,
        settled=settled,
        scored=scored,
        bound=ruling.group,
    )

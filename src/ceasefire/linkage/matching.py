"""Reports in, links out: prepare, score, let reports of one source compete, obey people, gather, and write each link down."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ceasefire.intake.tables.column_names import as_reports
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.grouping.judgements import Ruling, rule, verdicts
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output import link_tables
from ceasefire.linkage.output.incidents import incidents
from ceasefire.linkage.output.link_tables import Settled
from ceasefire.linkage.output.linked import Linked as Linked
from ceasefire.linkage.output.report_names import by_id
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.in_runs import Progress, score_in_runs
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary.arrays import Floats, Wholes

_JUDGED_SAME = (1 << 20) * UNIT
"""Evidence of a pair judged same: more than all other pairs of any two groups could speak against it."""

_CERTAIN_BITS = 60
"""Log2-odds beyond which a probability differs from 0 or 1 by less than doubles hold."""


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

    Raises ValueError for a table without ids or without days, for an id that is null or met twice, and for an unknown
    verdict.
    """
    say = progress or (lambda step, done, of: None)
    reports = as_reports(reports)
    judgements = by_id(judgements, reports)
    learnt = parameters or unsupervised.learn(reports, judgements, options)
    say("learnt", 1, 1)
    index, scored = score_in_runs(reports, learnt, options, say)
    linked = settle(reports, index, scored, judgements, learnt, options)
    say("linked", 1, 1)
    return linked


def settle(
    reports: pa.Table,
    index: ReportIndex,
    scored: Scored,
    judgements: pa.Table | None,
    parameters: Parameters,
    options: Options,
) -> Linked:
    """Turn scored pairs, from however many shards, and human judgements into links; columns named as in `reports`."""
    ruling = rule(index.ids, judgements)
    settled = decide(index, scored.also(ruling.pairs()), ruling, parameters, options)
    return Linked(
        links=link_tables.links(index, settled, options),
        pairs=link_tables.pairs(reports, index, settled, ruling, parameters, options),
        incidents=incidents(reports, index, settled),
        conflicts=ruling.conflicts,
        parameters=parameters,
        options=options,
        notes=link_tables.notes(index, scored, ruling),
        index=index,
        settled=settled,
        scored=scored,
        bound=ruling.group,
    )


def decide(index: ReportIndex, scored: Scored, ruling: Ruling, parameters: Parameters, options: Options) -> Settled:
    """Return evidence after competition and probability of every scored pair, and the group of every report."""
    n, i, j = len(index), scored.i, scored.j
    verdict = verdicts(ruling, n, i, j)
    among = source_competition.competing(index.source, i, j)
    bits = source_competition.reduced(among, n, i, j, scored.score, scored.source)
    threshold = options.threshold_bits if options.threshold_bits is not None else parameters.threshold_bits
    final = np.where(verdict == 1, _JUDGED_SAME, np.maximum(bits, FLOOR))
    barred = (source_competition.barred(scored.score, scored.source) & (verdict != 1)) | (verdict == -1)
    label = cluster.cluster(ruling.group, i, j, final, barred, round(threshold * UNIT))
    told = calibrated(bits, parameters.calibration)
    told = np.where(verdict == 1, 1.0, np.where(verdict == -1, 0.0, told))
    return Settled(
        i=i, j=j, score=scored.score, source=scored.source, bits=bits, told=told, verdict=verdict, label=label
    )


def calibrated(bits: Wholes, calibration: tuple[float, float]) -> Floats:
    """Return the probability for evidence in 1/1024 bit, float64 [pairs], by the learnt slope and offset."""
    slope, offset = calibration
    log2_odds = np.clip(slope * bits / UNIT + offset, -_CERTAIN_BITS, _CERTAIN_BITS)
    return np.asarray(1 / (1 + np.exp2(-log2_odds)))

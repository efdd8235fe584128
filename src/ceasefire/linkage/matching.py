"""Reports in, links out: prepare, score, let rivals compete, obey people, gather, and write down each link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage.grouping import cluster, source_competition
from ceasefire.linkage.grouping import judgements as judge
from ceasefire.linkage.grouping.incidents import incidents
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output import link_tables
from ceasefire.linkage.output.link_tables import Settled
from ceasefire.linkage.scale.in_runs import Progress, Register, survey
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.score import Scored

Array = npt.NDArray[Any]
_BOUND = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Linked:
    """The answer: tables `links`, `pairs` and `incidents` of the house, `conflicts` between offices, the parameters
    used, and `notes` on anything done otherwise than asked. `register`, `scored`,
    `settled` and `bound` hold the arrays behind them, for `extend`, `sample` and `review_queue`."""

    links: pa.Table
    pairs: pa.Table
    incidents: pa.Table
    conflicts: pa.Table
    parameters: Parameters
    options: Options
    notes: tuple[str, ...]
    register: Register
    settled: Settled
    scored: Scored
    bound: Array


def link(
    reports: pa.Table,
    judgements: pa.Table | None = None,
    *,
    options: Options = USUAL,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
) -> Linked:
    """Find which reports speak of one incident: every report gets one incident, a probability and a kind of link.

    Neither the order of rows nor how they are sharded matters. Columns that are missing or null are missing evidence;
    `parameters` are learnt from the reports when not given. `progress` is told (step, done, of). Raises ValueError
    for a report_id that is missing, null or met twice, and for a verdict that is none.
    """
    say = progress or (lambda step, done, of: None)
    learnt = parameters or unsupervised.learn(reports, judgements, options)
    say("learnt", 1, 1)
    register, scored = survey(reports, learnt, options, say)
    linked = settle(reports, register, scored, judgements, learnt, options)
    say("linked", 1, 1)
    return linked


def settle(
    reports: pa.Table,
    data: Register,
    scored: Scored,
    judgements: pa.Table | None,
    parameters: Parameters,
    options: Options,
) -> Linked:
    """Turn scored pairs, from however many shards, and human judgements into links."""
    ruling = judge.rule(data.ids, judgements)
    with_judged = scored.also(ruling.pairs())
    settled = decide(data, with_judged, ruling, parameters, options)
    notes = link_tables.notes(data, scored, ruling)
    return Linked(
        links=link_tables.links(data, settled, options),
        pairs=link_tables.pairs(reports, data, settled, ruling, parameters, options),
        incidents=incidents(reports, data, settled),
        conflicts=ruling.conflicts,
        parameters=parameters,
        options=options,
        notes=notes,
        register=data,
        settled=settled,
        scored=scored,
        bound=ruling.group,
    )


def decide(data: Register, scored: Scored, ruling: judge.Ruling, parameters: Parameters, options: Options) -> Settled:
    """Evidence after competition, probability and group for every scored pair and report."""
    n, i, j = len(data), scored.i, scored.j
    verdict = judge.verdicts(ruling, n, i, j)
    rival = source_competition.rivalry(data.source, i, j)
    bits = source_competition.contest(rival, n, i, j, scored.score, scored.source)
    threshold = options.threshold_bits if options.threshold_bits is not None else parameters.threshold_bits
    final = np.where(verdict == 1, _BOUND * UNIT, np.maximum(bits, FLOOR))
    barred = (source_competition.barred(scored.score, scored.source) & (verdict != 1)) | (verdict == -1)
    label = cluster.cluster(ruling.group, i, j, final, barred, round(threshold * UNIT))
    told = calibrated(bits, parameters.calibration)
    told = np.where(verdict == 1, 1.0, np.where(verdict == -1, 0.0, told))
    return Settled(
        i=i, j=j, score=scored.score, source=scored.source, bits=bits, told=told, verdict=verdict, label=label
    )


def calibrated(bits: Array, calibration: tuple[float, float]) -> Array:
    """Probability for evidence in 1/1024 bit, by the learnt slope and offset."""
    slope, offset = calibration
    return np.asarray(1 / (1 + np.exp2(-np.clip(slope * bits / UNIT + offset, -60, 60))))

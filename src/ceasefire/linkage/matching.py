"""Reports in, links out: prepare, score, let rivals compete, obey people, gather, and write down each link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage import cluster, compete, learning
from ceasefire.linkage.incidents import incidents as gather
from ceasefire.linkage.judge import Judged, judge
from ceasefire.linkage.options import Options, Parameters
from ceasefire.linkage.prepare import Prepared, prepare
from ceasefire.linkage.score import FLOOR_BITS, UNIT, Scored, score
from ceasefire.vocabulary import schema

Array = npt.NDArray[Any]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """The answer: tables `links`, `pairs`, `incidents` (house schema), `conflicts` between offices, what was learnt,
    and `notes` on anything done otherwise than asked."""

    links: pa.Table
    pairs: pa.Table
    incidents: pa.Table
    conflicts: pa.Table
    parameters: Parameters
    options: Options
    notes: tuple[str, ...] = ()


def link(
    reports: pa.Table, judgements: pa.Table | None = None, *, options: Options = Options(),
    parameters: Parameters | None = None, progress: Progress | None = None,
) -> Linked:
    """Find which reports speak of one incident: every report gets one incident, a probability and a kind of link.

    Neither the order of rows nor how they are sharded matters. Columns that are missing or null are missing evidence.
    Raises ValueError for a report_id that is missing, null or met twice.
    """
    say = progress or (lambda step, done, of: None)
    data = prepare(reports)
    say("prepared", 1, 4)
    learnt = parameters or learning.fit(data, options)
    say("learnt", 2, 4)
    scored = score(data, learnt, options)
    say("scored", 3, 4)
    linked = settle(reports, data, scored, judgements, learnt, options)
    say("linked", 4, 4)
    return linked


def settle(reports: pa.Table, data: Prepared, scored: Scored, judgements: pa.Table | None, parameters: Parameters, options: Options) -> Linked:
    """Turn scored pairs and human judgements into links; the pairs may come from any number of shards."""
    judged = judge(data, scored, judgements)
    scored = judged.scored
    probability, bits = contest(data, scored)
    threshold = options.threshold_bits if options.threshold_bits is not None else parameters.threshold_bits
    final, barred = _ruled(scored, judged, bits)
    label = cluster.cluster(len(data), scored.i, scored.j, final, barred, round(threshold * UNIT), -FLOOR_BITS * UNIT)
    told = calibrated(bits, parameters)
    told = np.where(judged.verdict == 1, 1.0, np.where(judged.verdict == -1, 0.0, told))
    ids = _incident_ids(data, label)
    return Linked(
        links=_links(data, scored, told, label, ids, options), pairs=_pairs(data, scored, told, bits, label, judged, options),
        incidents=gather(reports, data, scored, told, label, ids), conflicts=judged.conflicts, parameters=parameters, options=options,
    )


def contest(data: Prepared, scored: Scored) -> tuple[Array, Array]:
    """Probability of each pair after competition, and the same in 1/1024 bit."""
    strong = (scored.score > UNIT) & (scored.source >= 2)
    repeat = compete.repeats(len(data), scored.i, scored.j, strong)
    rival = compete.rivalry(data, scored.i, scored.j)
    p = compete.compete(rival, scored.i, scored.j, compete.odds_of(scored.score), repeat)
    clipped = np.clip(p, 2.0**-FLOOR_BITS, 1 - 2.0**-20)
    bits = np.rint(np.log2(clipped / (1 - clipped)) * UNIT).astype(np.int64)
    return p, np.minimum(bits, scored.score)


def calibrated(bits: Array, parameters: Parameters) -> Array:
    """Probability for bits after competition, by the learnt slope and offset."""
    slope, offset = parameters.calibration
    return np.asarray(1 / (1 + np.exp2(-(slope * bits / UNIT + offset))))


def _ruled(scored: Scored, judged: Judged, bits: Array) -> tuple[Array, Array]:
    """Evidence and bars for clustering: a source that does not plainly repeat itself bars, so does a judgement."""
    barred = (scored.source >= 3) & (scored.score <= 0)
    final = np.where(judged.verdict == 1, 4096 * UNIT, bits)
    return final, (barred & (judged.verdict != 1)) | (judged.verdict == -1)


def _incident_ids(data: Prepared, label: Array) -> Array:
    """Position of the report with the smallest id in each report's group."""
    order = np.lexsort((data.rank, label))
    new = np.ones(len(order), bool)
    new[1:] = label[order[1:]] != label[order[:-1]]
    smallest = np.empty(len(order), np.int64)
    smallest[order] = order[np.flatnonzero(new)[np.cumsum(new) - 1]] if len(order) else order
    return smallest


def _links(data: Prepared, scored: Scored, told: Array, label: Array, ids: Array, options: Options) -> pa.Table:
    within = label[scored.i] == label[scored.j]
    best = np.zeros(len(data))
    np.maximum.at(best, scored.i[within], told[within])
    np.maximum.at(best, scored.j[within], told[within])
    other = np.zeros(len(data))
    np.maximum.at(other, scored.i[~within], told[~within])
    np.maximum.at(other, scored.j[~within], told[~within])
    alone = np.bincount(label, minlength=len(data))[label] == 1
    low, high = options.unsure
    kind = np.where(alone, "alone", "same").astype(object)
    kind[np.where(alone, other >= low, best < high)] = "unsure"
    probability = np.where(alone, 1 - other, best)
    back = np.argsort(data.order)
    return pa.table(
        [data.ids.take(pa.array(back)), data.ids.take(pa.array(ids[back])), pa.array(probability[back]), pa.array(kind[back])],
        schema=schema("links"),
    )


def _pairs(data: Prepared, scored: Scored, told: Array, bits: Array, label: Array, judged: Judged, options: Options) -> pa.Table:
    low, high = options.unsure
    within = label[scored.i] == label[scored.j]
    kind = np.where(within, "same", "different").astype(object)
    kind[(told >= low) & (told <= high)] = "unsure"
    columns = [
        data.ids.take(pa.array(scored.i)), data.ids.take(pa.array(scored.j)), pa.array(told), pa.array(bits / UNIT),
        pa.array(kind, pa.string()), judged.office, pa.nulls(len(scored), pa.string()),
    ]
    return pa.table(columns, schema=schema("pairs"))

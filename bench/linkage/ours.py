"""Our own answers, learnt on the record and under the shipped set; each also without what was counted on the hand judged.

The answer without its own hand (`left_out`) is the one that is reported.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench.linkage import measures
from bench.linkage.hands import Held

from ceasefire import linkage
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.matching import Linked, link
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.pinned import shipped
from ceasefire.linkage.scoring.shares import read

QUIET = linkage.Options(words=False)
LEARNT, SHIPPED = "ceasefire, learnt on the record", "ceasefire, shipped set"
KNOWN = ", its hand known"
"""Ends the name of a method that had counted on worlds of the hand it is judged on: as the program comes, and flattered."""


@dataclass(frozen=True)
class Without:
    """What the program would come with, had one hand made no world: the file of shares and the shipped set."""

    shares: str
    prior: Parameters


@contextmanager
def counted_by(text: str) -> Iterator[None]:
    """While it lasts, learning expects the shares of this file in place of those that come with the program."""
    usual, told = unsupervised.shares, read(text)
    unsupervised.shares = lambda: told
    try:
        yield
    finally:
        unsupervised.shares = usual


def answers(held: Held, without: Without | None, known: bool = True) -> Iterator[tuple[str, Any, dict[str, float]]]:
    """Yield each of our methods, the incident of each row, and its calibration error and processor seconds.

    `known`: also as the program comes, where a hand is left out
    """
    if without is None:
        yield LEARNT, *answer(held, None)
        yield SHIPPED, *answer(held, shipped.prior())
        return
    with counted_by(without.shares):
        yield LEARNT, *answer(held, None)
    yield SHIPPED, *answer(held, without.prior)
    if known:
        yield LEARNT + KNOWN, *answer(held, None)
        yield SHIPPED + KNOWN, *answer(held, shipped.prior())


def answer(held: Held, parameters: Parameters | None) -> tuple[Any, dict[str, float]]:
    """Link the reports and return the incident of each row (int64), the calibration error and processor seconds."""
    begun = time.process_time()
    linked = link(held.reports, options=QUIET, parameters=parameters)
    spent = time.process_time() - begun
    ids = held.reports["report_id"].combine_chunks().cast(pa.string())
    at = pc.index_in(ids, value_set=linked.links["report_id"].combine_chunks().cast(pa.string()))
    found = linked.links["incident_id"].combine_chunks().dictionary_encode().indices.take(at).to_numpy()
    return found, {"calibration_error": calibration(linked, held), "cpu_s": spent}


def calibration(linked: Linked, held: Held) -> float:
    """Calibration error over the pairs shown, without pairs that have a report of unknown incident."""
    ids = held.reports["report_id"].combine_chunks().cast(pa.string())
    a, b = (
        held.truth[pc.index_in(linked.pairs[side].combine_chunks().cast(pa.string()), value_set=ids).to_numpy()]
        for side in ("a", "b")
    )
    known = (a >= 0) & (b >= 0)
    told = np.asarray(linked.pairs["probability"].to_numpy(), float)
    return measures.calibration_error(told[known], (a == b)[known])

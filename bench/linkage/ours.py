"""Our own answers: learnt on the record, under the shipped set, and under a set that was learnt early and kept.

A world is judged without what was counted on worlds of its own hand (`left_out`); the answer that knows its hand is flattered.
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
KEPT = {"ceasefire, learnt on the first tenth and kept": 0.1, "ceasefire, learnt on the first half and kept": 0.5}
"""Sets learnt when so large a share of the reports had come in, by day, and kept for all of them."""
FEWEST = 1_000
"""Reports below which no set is learnt early: a tenth of them would be none to learn from."""

COLUMNS = ("calibration_error", "calibration_sure", "unsure_share")


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


@contextmanager
def without_hand(without: Without | None) -> Iterator[Parameters]:
    """While it lasts, learning knows nothing of a hand; gives the shipped set that would come with the program then."""
    if without is None:
        yield shipped.prior()
        return
    with counted_by(without.shares):
        yield without.prior


def answers(held: Held, without: Without | None, known: bool = True) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Yield each of our methods, the incident of each row, its calibration and its processor seconds.

    `known`: also as the program comes, where a hand is left out
    """
    with without_hand(without) as prior:
        yield LEARNT, *answer(held, None)
        yield SHIPPED, *answer(held, prior)
        for name, share in KEPT.items() if len(held.reports) >= FEWEST else ():
            yield name, *answer(held, linkage.learn(first(held.reports, share), options=QUIET))
    if without is not None and known:
        yield LEARNT + KNOWN, *answer(held, None)
        yield SHIPPED + KNOWN, *answer(held, shipped.prior())


def first(reports: pa.Table, share: float) -> pa.Table:
    """Return a share of the reports as they come in: by day, those without a day last."""
    order = pc.sort_indices(reports, sort_keys=[("date_start", "ascending"), ("report_id", "ascending")])
    return reports.take(order.slice(0, round(share * len(reports))))


def answer(held: Held, parameters: Parameters | None) -> tuple[Any, dict[str, Any]]:
    """Link the reports and return the incident of each row (int64), calibration, its `bins` and processor seconds."""
    begun = time.process_time()
    linked = link(held.reports, options=QUIET, parameters=parameters)
    spent = time.process_time() - begun
    return incidents(linked, held.reports), calibration(linked, held) | {"cpu_s": spent}


def incidents(linked: Linked, reports: pa.Table) -> Any:
    """Return the incident of each row of the reports as a number (int64)."""
    ids = reports["report_id"].combine_chunks().cast(pa.string())
    at = pc.index_in(ids, value_set=linked.links["report_id"].combine_chunks().cast(pa.string()))
    return linked.links["incident_id"].combine_chunks().dictionary_encode().indices.take(at).to_numpy()


def calibration(linked: Linked, held: Held) -> dict[str, Any]:
    """Return calibration error and bins of the pairs shown, the error of those not called unsure, and the share of those that are.

    Pairs with a report of unknown incident are left out.
    """
    a, b = (held.truth[at] for at in rows_of(linked.pairs, held.reports))
    known = (a >= 0) & (b >= 0)
    told, true = np.asarray(linked.pairs["probability"].to_numpy(), float)[known], (a == b)[known]
    unsure = pc.equal(linked.pairs["link_kind"], "unsure").to_numpy()[known]
    return {
        "calibration_error": measures.calibration_error(told, true),
        "calibration_sure": measures.calibration_error(told[~unsure], true[~unsure]),
        "unsure_share": float(unsure.mean()) if len(unsure) else float("nan"),
        "bins": measures.reliability(told, true),
    }


def rows_of(pairs: pa.Table, reports: pa.Table) -> tuple[Any, Any]:
    """Return the rows of the two reports of each pair."""
    ids = reports["report_id"].combine_chunks().cast(pa.string())
    a, b = (
        pc.index_in(pairs[side].combine_chunks().cast(pa.string()), value_set=ids).to_numpy() for side in ("a", "b")
    )
    return a, b

"""Every measure of one answer on one world: pairs and reports, by how exact places are, and what is counted from it.

Known answers as judgements are made here, too.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from bench.linkage import measures
from bench.linkage.hands import Held

from ceasefire.vocabulary import schema

Row = dict[str, Any]
GRAINS = {"exact": 1, "near": 2, "coarse": 3}
"""How exact a report's place is said to be (`place_precision`): 1; within 25 km; a district or coarser, or not told."""

PLAIN = ("precision", "recall", "f1", "b3_precision", "b3_recall", "b3_f1")
SERIES = ("daily_error", "weekly_error", "province_error")
BY_GRAIN = tuple(f"{name}_{what}" for name in GRAINS for what in ("reports", "f1", "b3_f1"))
COLUMNS = (*PLAIN, "b3_nothing", "b3_gain", *SERIES, *BY_GRAIN)


def judged(held: Held, found: Any) -> Row:
    """Return every measure of one answer (the incident of each row) on the reports whose incident is known."""
    known = held.truth >= 0
    found, truth = found[known], held.truth[known]
    cube, nothing = measures.b_cubed(found, truth), measures.b_cubed(np.arange(len(truth)), truth).f1
    row: Row = {"reports": len(truth)} | dict(zip(PLAIN, (*measures.pairwise(found, truth), *cube), strict=True))
    row |= {"b3_nothing": nothing, "b3_gain": cube.f1 - nothing}
    return row | _series(held.reports, known, found, truth) | _by_grain(held.reports, known, found, truth)


def _series(table: pa.Table, known: Any, found: Any, truth: Any) -> Row:
    """How far off the incidents of each day, of each week and province, and of each province are."""
    days = pc.fill_null(table["date_start"].cast(pa.int32()).cast(pa.int64()), int(measures.NO_DAY)).to_numpy()[known]
    row = {"daily_error": measures.series_error(found, truth, days)}
    provinces = _provinces(table)
    if provinces is not None:
        province = provinces[known]
        weeks = np.where(days == measures.NO_DAY, days, days // 7)
        row["weekly_error"] = measures.series_error(found, truth, weeks, province)
        named = np.where(province < 0, measures.NO_DAY, province)
        row["province_error"] = measures.series_error(found, truth, named)
    return row


def _provinces(table: pa.Table) -> Any | None:
    """Return the first-level province of each row as a number (-1: none told); None where no report tells one."""
    if "admin1" not in table.column_names or table["admin1"].null_count == len(table):
        return None
    codes = table["admin1"].combine_chunks().dictionary_encode().indices
    return np.asarray(pc.fill_null(codes.cast(pa.int64()), -1).to_numpy())


def grains(table: pa.Table) -> Any | None:
    """Return for each row the number of `GRAINS`; None where no report says how exact its place is."""
    if "place_precision" not in table.column_names:
        return None
    told = pc.fill_null(table["place_precision"].cast(pa.int64()), 0).to_numpy()
    return np.where((told == 1) | (told == 2), told, GRAINS["coarse"])


def _by_grain(table: pa.Table, known: Any, found: Any, truth: Any) -> Row:
    """Pairs by the coarser of both places, reports by their own; a measure without any true pair, or report, is left out."""
    told = grains(table)
    if told is None:
        return {}
    row: Row = {}
    for name, number in GRAINS.items():
        grain = told[known]
        own = grain == number
        row[f"{name}_reports"] = int(own.sum())
        some = measures.pairs_of_grain(found, truth, grain, number)
        if some.true:
            row[f"{name}_f1"] = some.score().f1
        if own.any():
            row[f"{name}_b3_f1"] = measures.b_cubed(found, truth, of=own).f1
    return row


def as_judgements(reports: pa.Table, pairs: Iterable[tuple[int, int]], same: Iterable[bool]) -> pa.Table:
    """Return what is said of pairs of rows of the reports as the table `judgements`."""
    ids, shape = reports["report_id"].to_pylist(), schema("judgements")
    said = [
        {"judgement_id": f"j{k}", "a": ids[a], "b": ids[b], "verdict": "same" if one else "different"}
        | {"ledger": "bench", "superseded": False}
        for k, ((a, b), one) in enumerate(zip(pairs, same, strict=True))
    ]
    return pa.Table.from_pylist([{f.name: row.get(f.name) for f in shape} for row in said], schema=shape)

"""Crowded cells: near-equal reports of one place and day are found as far as the note says, in whatever order they come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.features.prepare import prepare
from ceasefire.linkage.scoring import block, dense_cells
from tests.linkage.helpers import pairwise, partition

QUIET = linkage.Options(words=False, workers=1)
DAY = dt.date(2018, 3, 21)
VOCABULARY = [f"w{k:04}" for k in range(3000)]
TYPES = ("shelling", "ied", "shooting", "air_strike", "abduction")


def square(incidents: int, each: int, seed: int = 1) -> tuple[pa.Table, dict[str, object]]:
    """Reports of one square and day: of every incident so many, each by another source and with one word of twelve changed."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    truth: dict[str, object] = {}
    for incident in range(incidents):
        text, killed = rng.choice(VOCABULARY, 12), int(rng.integers(9))
        for source in range(each):
            words = text.copy()
            words[rng.integers(12)] = rng.choice(VOCABULARY)
            row = {"report_id": f"r{len(rows):05}", "date_start": DAY, "lat": 35.0, "lon": 37.0, "place": "Douma"}
            row |= {"source": f"s{source}", "event_type": TYPES[incident % 5], "summary": " ".join(words)}
            rows.append(row | {"killed_low": killed + int(rng.integers(2))})
            truth[row["report_id"]] = incident
    return pa.Table.from_pylist(rows).take(pa.array(rng.permutation(len(rows)))), truth


@pytest.mark.parametrize(("incidents", "each"), [(350, 2), (100, 7), (60, 25)])
def test_near_equal_reports_of_one_place_and_day_are_one_incident(incidents: int, each: int) -> None:
    table, truth = square(incidents, each)
    linked = linkage.link(table, options=QUIET)
    precision, recall, _ = pairwise(linked.links, truth)
    assert precision > 0.98
    assert recall > 0.97
    *_, note = linked.notes
    assert note == (
        f"{incidents * each:,} reports share a crowded place and day; each was compared with near-equal ones of that day alone, "
        f"with up to {dense_cells.MOST_ALIKE} of them"
    )


@pytest.mark.parametrize("count", [700])
@pytest.mark.parametrize("text", ["a long text of the market that was shelled in the morning", None])
def test_equal_reports_hold_together_as_far_as_the_bound(count: int, text: str | None) -> None:
    table = pa.table(
        {
            "report_id": [f"r{k:05}" for k in range(count)],
            "date_start": [DAY] * count,
            "lat": [35.0] * count,
            "lon": [37.0] * count,
            "place": ["Douma"] * count,
            "source": [f"s{k}" for k in range(count)],
            "event_type": ["shelling"] * count,
            "killed_low": [5] * count,
            "summary": pa.array([text] * count, pa.string()),
        }
    )
    linked = linkage.link(table, options=QUIET, parameters=linkage.prior())
    sizes = Counter(len(members) for members in partition(linked.links))
    assert min(sizes) >= min(dense_cells.MOST_ALIKE, count % dense_cells.MOST_ALIKE or count) - dense_cells.NEXT
    assert sum(sizes.values()) <= -(-count // dense_cells.MOST_ALIKE) + 1


def found(table: pa.Table, options: linkage.Options) -> set[tuple[str, str]]:
    data = prepare(table)
    ids = data.ids.to_pylist()
    return {
        (min(ids[a], ids[b]), max(ids[a], ids[b]))
        for i, j in block.candidates(data, options)
        for a, b in zip(i.tolist(), j.tolist(), strict=True)
    }


def test_pairs_hang_neither_on_the_order_of_reports_nor_on_what_lies_on_other_days() -> None:
    table, _ = square(60, 3)
    crowded = linkage.Options(words=False, workers=1, crowd=50)
    pairs = found(table, crowded)
    rng = np.random.default_rng(4)
    assert found(table.take(pa.array(rng.permutation(len(table)))), crowded) == pairs
    other, _ = square(40, 3, seed=9)
    other = other.set_column(0, "report_id", pa.array([f"x{k}" for k in range(len(other))]))
    later = other.set_column(1, "date_start", pa.array([DAY + dt.timedelta(30)] * len(other)))
    both = found(pa.concat_tables([table, later]), crowded)
    assert {pair for pair in both if pair[0][0] == pair[1][0] == "r"} == pairs


def test_a_pair_is_yielded_once_and_has_a_crowded_report() -> None:
    data = prepare(square(60, 3)[0])
    crowded = np.zeros(len(data), bool)
    crowded[:20] = True
    chunks = list(dense_cells.candidates(data, crowded, 64))
    i, j = (np.concatenate(side) for side in zip(*chunks, strict=True))
    assert max(len(left) for left, _ in chunks) <= 64
    assert len(np.unique(i << 32 | j)) == len(i)
    assert (i < j).all()
    assert (crowded[i] | crowded[j]).all()

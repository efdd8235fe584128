"""Plain helpers of these tests: partitions, pairwise F1, and the real rows without their answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
from bench.linkage.hands import hand_coded

WITHHELD = ["lat", "lon", "place_precision", "admin1"]


def partition(links: pa.Table) -> set[frozenset[str]]:
    """The reports of each incident."""
    found: dict[str, set[str]] = {}
    for report, incident in zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True):
        found.setdefault(incident, set()).add(report)
    return {frozenset(members) for members in found.values()}


def pairwise(links: pa.Table, truth: dict[str, object]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of reports whose incident is known."""
    told = [
        (i, truth[r])
        for r, i in zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True)
        if r in truth
    ]

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both, found, true = pairs(Counter(told)), pairs(Counter(i for i, _ in told)), pairs(Counter(t for _, t in told))
    return both / max(found, 1), both / max(true, 1), 2 * both / max(found + true, 1)


def real(path: Path) -> tuple[pa.Table, dict[str, object]]:
    """The hand-coded reports of Syria 2017-2018 and the incident of those rows that tell it."""
    table, told = hand_coded(path)
    return table, {report: name for report, name in zip(table["report_id"].to_pylist(), told, strict=True) if name}

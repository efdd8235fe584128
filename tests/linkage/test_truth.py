"""Hand-coded reports of Syria 2017-2018: the floors that linkage must hold on real rows."""

from __future__ import annotations

import numpy as np

from ceasefire import linkage
from tests.linkage.helpers import WITHHELD, pairwise, real
from tests.shared import shared


def test_real_rows_with_coordinates() -> None:
    table, truth = real(shared("data/syria_incident_reports.csv"))
    assert pairwise(linkage.link(table).links, truth)[2] >= 0.96


def test_real_rows_by_names_alone() -> None:
    table, truth = real(shared("data/syria_incident_reports.csv"))
    assert pairwise(linkage.link(table.drop_columns(WITHHELD)).links, truth)[2] >= 0.935


def test_probabilities_on_real_rows_are_honest() -> None:
    table, truth = real(shared("data/syria_incident_reports.csv"))
    linked = linkage.link(table)
    rows = [r for r in linked.pairs.to_pylist() if r["a"] in truth and r["b"] in truth]
    p = np.array([r["probability"] for r in rows])
    true = np.array([truth[r["a"]] == truth[r["b"]] for r in rows])
    bins = np.minimum((p * 10).astype(int), 9)
    error = sum(
        abs(p[bins == k].mean() - true[bins == k].mean()) * (bins == k).sum() for k in set(bins.tolist())
    ) / len(p)
    assert error < 0.09

"""All pairs of reports of two groups, in pieces of bounded size, however large the groups are."""

from __future__ import annotations

import numpy as np
import pytest

from ceasefire.linkage.grouping import members
from ceasefire.linkage.grouping.members import Members


@pytest.mark.parametrize("most", [1, 3, 7, 1000])
def test_pairs_of_groups_come_once_each_in_pieces_of_bounded_size(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_AT_ONCE", most)
    rng = np.random.default_rng(most)
    label = np.unique(rng.integers(0, 5, 30), return_index=True, return_inverse=True)[1:]
    label = label[0][label[1]]
    heads = np.unique(label)
    a, b = (side.ravel() for side in np.meshgrid(heads, np.append(heads, np.setdiff1d(np.arange(30), heads)[:1])))
    pieces = list(Members.of(label).crossed(a, b))
    assert max(len(k) for k, _, _ in pieces) <= most
    found = [row for piece in pieces for row in zip(*(column.tolist() for column in piece), strict=True)]
    every = [
        (k, i, j) for k in range(len(a)) for i in np.flatnonzero(label == a[k]) for j in np.flatnonzero(label == b[k])
    ]
    assert found == every

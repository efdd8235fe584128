"""Blocking against the plain double loop: no pair that should be compared is lost, none comes twice."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.linkage.features import comparable
from ceasefire.linkage.features.prepare import CODED, prepare
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring import block
from ceasefire.linkage.scoring.pairs import near

REPORT = st.fixed_dictionaries(
    {
        "lat": st.one_of(st.none(), st.floats(33.0, 36.0), st.floats(89.0, 90.0), st.floats(-90.0, -89.0)),
        "lon": st.one_of(st.floats(36.0, 39.0), st.floats(179.0, 180.0), st.floats(-180.0, -179.0)),
        "day": st.one_of(st.none(), st.integers(17_000, 17_012)),
        "span": st.sampled_from([0, 0, 0, 1, 2, 3, 9, 40]),
        "place_precision": st.sampled_from([None, 1, 1, 2, 3, 4, 6]),
        "date_precision": st.sampled_from([None, 1, 1, 2, 3, 4]),
    }
)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    points = [np.radians(np.array(p)) for p in (a, b)]
    xyz = [np.array([np.cos(p[0]) * np.cos(p[1]), np.cos(p[0]) * np.sin(p[1]), np.sin(p[0])]) for p in points]
    return float(np.linalg.norm(xyz[0] - xyz[1]) * 6371.0088)


def table_of(rows: list[dict[str, float]]) -> pa.Table:
    day = pa.array([r["day"] for r in rows], pa.int32()).cast(pa.date32())
    end = pa.array([None if r["day"] is None else r["day"] + r["span"] for r in rows], pa.int32()).cast(pa.date32())
    return pa.table(
        {
            "report_id": [f"r{k}" for k in range(len(rows))],
            "date_start": day,
            "date_end": end,
            **{name: [r[name] for r in rows] for name in ("lat", "lon", "place_precision", "date_precision")},
        }
    )


@settings(max_examples=120, deadline=None)
@given(st.lists(REPORT, min_size=2, max_size=25))
def test_every_near_pair_once(rows: list[dict[str, float]]) -> None:
    options = Options()
    data = prepare(table_of(rows))
    features = comparable.features_of(data, {name: [] for name in CODED}, {})
    found: list[tuple[int, int]] = []
    for i, j in block.candidates(data, options):
        pairs = near(data, features, i, j, options)
        found += list(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True))
    assert len(found) == len(set(found))
    reach = [block.reach_of(level, options) for level in range(4)]
    for i in range(len(data)):
        for j in range(i + 1, len(data)):
            dated = data.first[i] > -(2**31) and data.first[j] > -(2**31)
            apart = max(int(data.first[i]), int(data.first[j])) - min(int(data.last[i]), int(data.last[j]))
            unknown = np.isnan(data.lat[i]) or np.isnan(data.lat[j])
            km = 0.0 if unknown else kilometres((data.lat[i], data.lon[i]), (data.lat[j], data.lon[j]))
            limit = reach[max(data.level[i], data.level[j])]
            if dated and apart <= options.days_apart and (unknown or km < limit - 0.01):
                assert (i, j) in found
            if (i, j) in found:
                assert i < j
                assert apart <= options.days_apart
                assert unknown or km < limit + 0.01


@settings(max_examples=60, deadline=None)
@given(st.lists(REPORT, min_size=2, max_size=25))
def test_a_pair_asked_for_is_found_as_in_a_search_of_all(rows: list[dict[str, float]]) -> None:
    options = Options()
    data = prepare(table_of(rows))
    features = comparable.features_of(data, {name: [] for name in CODED}, {})
    i, j = np.triu_indices(len(data), 1)
    kept = block.found(data, i, j, options)
    asked = near(data, features, i[kept], j[kept], options)
    searched: set[tuple[int, int]] = set()
    for left, right in block.candidates(data, options):
        pairs = near(data, features, left, right, options)
        searched |= set(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True))
    assert set(zip(asked.i.tolist(), asked.j.tolist(), strict=True)) == searched

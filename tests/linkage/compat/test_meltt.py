"""The published answer of meltt on its crash data, and what its rules mean."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.csv as csv
import pytest

from ceasefire.linkage.compat import meltt
from tests.shared import shared

TEXT = {name: pa.string() for name in ("model_tax", "color_tax", "damage_tax", "base.categories")}


def read(name: str) -> pa.Table:
    return csv.read_csv(shared(f"data/meltt/{name}.csv"), convert_options=csv.ConvertOptions(column_types=TEXT))


def test_crash_data_gives_the_published_34_matches_and_140_unique() -> None:
    sets = [read(f"crash_data{k}") for k in (1, 2, 3)]
    taxonomies = {name: read(f"taxonomy_{name}") for name in ("color_tax", "damage_tax", "model_tax")}
    found = meltt.match(sets, taxonomies, days=2, km=4.0)
    rows = found.matches.to_pylist()
    kinds = Counter({row["match"]: row["kind"] for row in rows}.values())
    overlap = Counter(
        "".join(sorted(r["dataset"][-1] for r in rows if r["match"] == m)) for m in {r["match"] for r in rows}
    )
    assert len(found.unique) == 140
    assert kinds == {"event": 26, "episode": 8}
    assert overlap == {"123": 21, "12": 5, "13": 4, "23": 4}


def table(name: str, *rows: tuple[str, str, float, str]) -> pa.Table:
    return pa.table(
        {
            "dataset": [name] * len(rows),
            "event": list(range(len(rows))),
            "date": [r[0] for r in rows],
            "enddate": [r[1] for r in rows],
            "latitude": [r[2] for r in rows],
            "longitude": [0.0] * len(rows),
            "kind": [r[3] for r in rows],
        }
    )


TAXONOMY = {
    "kind": pa.table(
        {
            "data.source": ["a"] * 3 + ["b"] * 3,
            "base.categories": ["bomb", "gun", "aid"] * 2,
            "fine": ["bomb", "gun", "aid"] * 2,
            "broad": ["violent", "violent", "peaceful"] * 2,
        }
    )
}


def test_best_fit_wins_whatever_the_order() -> None:
    day = "2017-05-04"
    found = meltt.match(
        [table("a", (day, day, 0.0, "bomb")), table("b", (day, day, 0.0, "gun"), (day, day, 0.01, "bomb"))],
        TAXONOMY,
        days=0,
        km=5,
    )
    assert [(r["dataset"], r["event"]) for r in found.matches.to_pylist()] == [("a", 0), ("b", 1)]


def test_episodes_do_not_match_events_but_are_flagged() -> None:
    found = meltt.match(
        [table("a", ("2017-05-04", "2017-05-04", 0.0, "bomb")), table("b", ("2017-05-04", "2017-05-05", 0.0, "bomb"))],
        TAXONOMY,
        days=2,
        km=5,
    )
    assert len(found.matches) == 0
    assert found.flagged.to_pylist() == [{"dataset": "b", "event": 0}]


def test_an_unmapped_category_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="row 1: kind 'strike'"):
        meltt.match([table("a", ("2017-05-04", "2017-05-04", 0.0, "strike"))], TAXONOMY, days=2, km=5)

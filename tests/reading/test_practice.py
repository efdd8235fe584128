"""The practice texts: gold that agrees with itself, and claims that stay above the bars."""

import datetime as dt
import importlib.util
import json
from pathlib import Path

import pytest

from ceasefire.reading import read, to_schema
from tests.reading.given import NAMES
from tests.shared import shared

HERE = Path(__file__).parent / "practice"
GOLD = sorted(HERE.glob("*/*.json"))


def test_there_are_two_halves() -> None:
    assert len([p for p in GOLD if p.parent.name == "held_out"]) >= 12
    assert len([p for p in GOLD if p.parent.name == "tuned"]) >= 12


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_quotes_stand_where_it_says(path: Path) -> None:
    text, gold = path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8"))
    for claims in gold["claims"].values():
        for claim in claims:
            start, end = claim["span"]
            assert text[start:end] == claim["quote"]
            assert text.count(claim["quote"]) == 1


def scores(half: str, folder: Path) -> tuple[dict[str, dict[str, int]], int, list[str]]:
    """Read the texts of a half, and return the counts of each type, of claims beside the text and of texts not read."""
    spec = importlib.util.spec_from_file_location("score", shared("reading/score.py"))
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for path in sorted((HERE / half).glob("*.json")):
        reference = json.loads(path.read_text(encoding="utf-8"))["reference_date"]
        reading = read(
            path.with_suffix(".txt").read_text(encoding="utf-8"), date=dt.date.fromisoformat(reference), names=NAMES
        )
        (folder / path.name).write_text(json.dumps(to_schema(reading)), encoding="utf-8")
    by_type, _, ungrounded, _, missing = scorer.score(HERE / half, HERE / half, folder)
    return by_type, ungrounded, missing


@pytest.mark.parametrize(
    ("half", "f1", "precision", "strict"), [("tuned", 0.9, 0.95, 0.8), ("held_out", 0.8, 0.9, 0.6)]
)
def test_scores_hold_the_bars(half: str, f1: float, precision: float, strict: float, tmp_path: Path) -> None:
    by_type, ungrounded, missing = scores(half, tmp_path)
    hits, false, missed, exact = (sum(r[k] for r in by_type.values()) for k in ("tp", "fp", "fn", "strict"))
    extra = sum(r["tp_opt"] for r in by_type.values())
    p, r = (hits + extra) / (hits + extra + false), hits / (hits + missed)
    assert (ungrounded, missing) == (0, [])
    assert p >= precision
    assert 2 * p * r / (p + r) >= f1
    assert 2 * exact / (hits + false + hits + missed) >= strict


def test_incidents_hold_the_bars(tmp_path: Path) -> None:
    by_type, ungrounded, missing = scores("incidents", tmp_path)
    one = by_type["incidents"]
    hits, gold = one["tp"] + one["tp_opt"], one["tp"] + one["fn"]
    assert (ungrounded, missing) == (0, [])
    assert hits / (hits + one["fp"]) >= 0.95
    assert one["tp"] / gold >= 0.9
    assert one["strict"] / gold >= 0.8

"""What the linkage bench measures with: scores, series, ties, naive rules, other tools, worlds, and rules for gathering."""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bench.linkage import (
    across,
    boosted,
    extend,
    grouping,
    hands,
    judging,
    measures,
    ours,
    peers,
    rules,
    run,
    worlds,
)
from bench.linkage.peers import each

from ceasefire import linkage
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.scoring import shares
from ceasefire.linkage.scoring.in_runs import score_in_runs
from tests.bench.helpers import reports

ROOT = Path(__file__).resolve().parents[2]
TRUTH = np.array([0, 0, 0, 1, 1, 2])


def test_an_answer_that_is_the_truth_under_other_names_is_perfect() -> None:
    found = np.array([7, 7, 7, 3, 3, 9])
    assert measures.pairwise(found, TRUTH) == measures.b_cubed(found, TRUTH) == (1.0, 1.0, 1.0)


def test_pairs_and_reports_are_scored_as_counted_by_hand() -> None:
    found = np.array([0, 0, 1, 1, 1, 2])  # pairs together: 1 + 3, right: 1 + 1; true pairs: 3 + 1
    assert measures.pairwise(found, TRUTH) == (0.5, 0.5, 0.5)
    precision = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6
    assert measures.b_cubed(found, TRUTH)[:2] == pytest.approx((precision, recall))


def test_linking_nothing_has_no_wrong_pair_and_loses_only_what_belongs_together() -> None:
    nothing = np.arange(6)
    assert measures.pairwise(nothing, TRUTH) == (1.0, 0.0, 0.0)
    assert measures.b_cubed(nothing, TRUTH)[:2] == pytest.approx((1.0, 0.5))


def test_a_series_is_off_by_the_incidents_that_are_too_many_or_too_few() -> None:
    day = np.array([1, 1, 2, 2, 2, 3])
    assert measures.series_error(TRUTH, TRUTH, day) == 0
    # truth: one incident on each of three days; nothing linked: 2, 3 and 1
    assert measures.series_error(np.arange(6), TRUTH, day) == pytest.approx((1 + 2 + 0) / 3)


def test_an_incident_stands_on_the_day_that_most_of_its_reports_name_and_the_undated_on_none() -> None:
    day = np.array([5, 6, 6, measures.NO_DAY])
    found, truth = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 2])
    # found: one on day 6; true: one on day 5 and one on day 6
    assert measures.series_error(found, truth, day) == pytest.approx(1 / 2)
    assert np.isnan(measures.series_error(found, truth, np.full(4, measures.NO_DAY)))


def test_a_series_by_place_tells_two_places_apart() -> None:
    day, place = np.array([1, 1, 1, 1]), np.array([0, 1, 0, 1])
    truth, found = np.array([0, 1, 0, 1]), np.array([0, 1, 2, 1])
    assert measures.series_error(found, truth, day, place) == pytest.approx(1 / 2)


def test_calibration_is_the_gap_between_told_and_true() -> None:
    told, true = np.array([0.95, 0.95, 0.05, 0.05]), np.array([True, True, False, True])
    assert measures.calibration_error(told, true) == pytest.approx((2 * 0.05 + 2 * 0.45) / 4)


def test_the_best_candidate_is_counted_by_its_share_of_the_ties() -> None:
    scores = {("a", "x"): 2.0, ("a", "y"): 2.0, ("b", "x"): 1.0, ("b", "y"): 3.0}
    right = {("a", "x"), ("b", "x")}
    assert measures.top_one(["a"], scores, right) == 0.5
    assert measures.top_one(["b"], scores, right) == 0
    assert measures.top_one(["a", "b", "c"], scores, right) == pytest.approx(0.5 / 3)


def test_naive_rules_join_what_is_near_or_of_one_name_and_leave_the_undated_alone() -> None:
    table = reports(
        ("a", "2020-01-01", 35.0, 36.0, "Town"),
        ("b", "2020-01-01", 35.008, 36.0, "Hill"),  # .9 km
        ("c", "2020-01-02", 35.0, 36.0, "Town"),
        ("d", "2020-01-01", 35.03, 36.0, None),  # 3.3 km
        ("e", None, 35.0, 36.0, "Town"),
        ("f", "2020-01-04", None, None, "Town"),
    )
    found = dict(rules.answers(table))
    assert [list(found["rule: 1 km, same day"]).count(k) for k in found["rule: 1 km, same day"]] == [2, 2, 1, 1, 1, 1]
    assert [list(found["rule: 5 km, same day"]).count(k) for k in found["rule: 5 km, same day"]] == [3, 3, 1, 3, 1, 1]
    named = found["rule: equal place, within a day"]
    assert named[0] == named[2]
    assert len(set(named)) == 5
    assert len(set(found["link nothing"])) == 6
    assert found["rule: meltt's, 20 km, same day"] == "no report tells a type"
    assert rules.near(table, 1.0, 1)[0] == rules.near(table, 1.0, 1)[2]


def test_pairs_are_told_by_the_coarser_place_and_reports_by_their_own() -> None:
    grain = np.array([1, 1, 2, 1, 3, 1])
    found = np.array([0, 0, 1, 1, 1, 2])
    exact, near, coarse = (measures.pairs_of_grain(found, TRUTH, grain, k) for k in (1, 2, 3))
    assert (exact, near, coarse) == ((1, 1, 1), (0, 1, 2), (1, 2, 1))
    assert tuple(map(sum, zip(exact, near, coarse, strict=True))) == measures.pairs(found, TRUTH)
    near_alone = measures.b_cubed(found, TRUTH, of=grain == 2)
    assert near_alone[:2] == pytest.approx((1 / 3, 1 / 3))


def test_reports_known_to_belong_together_are_looked_past() -> None:
    truth, found, known = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])
    # of the first two each is alone but for the other; the third is missed by both, and stands with a stranger
    assert measures.b_cubed(found, truth, known=known)[:2] == pytest.approx(
        ((1 + 1 + 1 / 2 + 1 / 2) / 4, (1 / 2 + 1 / 2 + 1 / 3 + 1) / 4)
    )
    assert measures.b_cubed(found, truth, known=np.arange(4)) == measures.b_cubed(found, truth)


def test_places_are_exact_near_or_coarse_and_coarse_where_not_told() -> None:
    table = pa.table({"place_precision": pa.array([1, 2, 3, 6, 0, None], pa.int8())})
    told = judging.grains(table)
    assert told is not None
    assert told.tolist() == [1, 2, 3, 3, 3, 3]
    assert judging.grains(pa.table({"report_id": ["a"]})) is None


def test_every_measure_stands_beside_linking_nothing() -> None:
    held = hands.Held(reports(("a", "2020-01-01", 1.0, 1.0, "T"), ("b", "2020-01-01", 1.0, 1.0, "T")), np.array([3, 3]))
    row = judging.judged(held, np.array([1, 1]))
    assert row["b3_gain"] == pytest.approx(1 - 2 / 3)
    assert judging.judged(held, np.arange(2))["b3_gain"] == 0
    assert set(row) <= {"reports", *judging.COLUMNS}


def test_small_worlds_are_told_as_the_mean_of_several() -> None:
    row = across.mean([{"method": "m", "f1": 0.2, "cpu_s": 1.0}, {"method": "m", "f1": 0.4, "cpu_s": float("nan")}])
    assert row["f1"] == pytest.approx(0.3)
    assert row["cpu_s"] == 1.0
    assert row["method"] == "m"


PAIR = hands.Held(reports(("a", "2020-01-01", 1.0, 1.0, "T"), ("b", "2020-01-01", 1.0, 1.0, "T")), np.array([3, 3]))


def test_a_tool_without_an_answer_is_a_row_that_says_why() -> None:
    (row,) = across.chosen("T", [PAIR], ["stopped after 5 seconds"])
    assert row == {"method": "T", "why": "stopped after 5 seconds"}


def test_the_best_setting_of_a_tool_is_best_over_all_worlds_it_answered() -> None:
    joined, apart = (
        peers.Answer(n, np.array(f), 1.0, n == "apart") for n, f in (("joined", [1, 1]), ("apart", [1, 2]))
    )
    usual, best = across.chosen("T", [PAIR, PAIR, PAIR], [[joined, apart], [joined, apart], "no"])
    assert (usual["choice"], usual["f1"]) == ("usual: apart", 0.0)
    assert (best["choice"], best["f1"]) == ("best by the truth: joined", 1.0)
    assert best["why"] == "1 of 3 worlds: no"


@pytest.mark.parametrize("seed", across.WORKED_ON)
def test_the_seeds_that_the_method_was_worked_on_are_refused(seed: int) -> None:
    with pytest.raises(SystemExit, match="worked on"):
        across.main(["--seeds", str(seed)])


def test_worlds_that_cannot_be_had_are_told_in_words(tmp_path: Path) -> None:
    found, missing = hands.all_worlds(tmp_path, tmp_path)
    assert {world.hand for world in found} == {"front", "city", "wide", "casebooks", "bench"}
    assert len({world.name for world in found}) == len(found) == 11
    assert len(missing) == 2
    assert all("--" in line for line in missing)


def test_worlds_are_chosen_by_name_and_one_of_a_single_size_stands_once(tmp_path: Path) -> None:
    some = [(size, world.name) for size, world in hands.chosen("city,echo", "1000,40", None, tmp_path)]
    assert some == [(40, "city"), (40, "echo"), (1000, "city"), (1000, "echo")]
    with pytest.raises(SystemExit, match="no world cities"):
        list(hands.chosen("cities", "40", None, tmp_path))


def test_every_bench_takes_what_it_is_handed(tmp_path: Path) -> None:
    asked = argparse.Namespace(quick=True, peers=tmp_path, other=None, shared=None, airwars=None, out=tmp_path)
    for name in run.BENCHES:
        words = run.command(name, asked)
        assert (ROOT / "bench" / "linkage" / f"{name}.py").samefile(words[1])
        assert not any("other " in word for word in words)
        assert words[-2:] == ["--out", str(tmp_path / f"{name}.csv")]


def test_reports_in_steps_have_the_digest_of_one_run() -> None:
    world = worlds.make(worlds.WORLDS["echo"], reports=60, seed=5)[0]
    rows = list(extend.compared(world, linkage.prior(), 5))
    assert [row["same"] for row in rows] == [True] * 4
    other = linkage.link(world.slice(0, 50), options=ours.QUIET, parameters=linkage.prior())
    assert extend.digest(other) != rows[-1]["digest"]


def test_other_shares_hold_only_while_they_are_asked_for() -> None:
    usual = unsupervised.shares
    text = Path(shares.__file__).with_name(shares.FILE).read_text(encoding="utf-8")
    with ours.counted_by(text.replace("pairs = 0", "pairs = 1")):
        assert (unsupervised.shares().pairs != usual().pairs).any()
    assert unsupervised.shares is usual


def test_peers_get_one_set_of_columns_and_what_they_leave_out_stands_alone(tmp_path: Path) -> None:
    table = peers.shaped(
        reports(("a", "2020-01-01", 1.0, 1.0, "T"), ("b", None, None, None, None), ("c", None, 1.0, 1.0, "T"))
    )
    assert dict(zip(table.column_names, table.schema.types, strict=True)) == peers.COLUMNS
    answer = tmp_path / "answer"
    pq.write_table(pa.table({"report_id": ["c", "a"], "incident_id": ["k", "k"]}), answer)
    found = peers.read(str(answer), table["report_id"].combine_chunks())
    assert found[0] == found[2] != found[1]


def test_a_script_that_fails_says_why_and_one_that_ends_says_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = """import json
def main(path, out, setup, *words):
    if setup == "bad":
        raise ValueError("no\\nsuch column")
    print("noise")
    print(json.dumps({"cost": {}, "world": path.name}))
"""
    (tmp_path / "a_tool.py").write_text(script)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert each.said("a_tool", "good", "w", "o") == {"cost": {}, "world": "w"}
    assert each.said("a_tool", "bad", "w", "o") == {"failed": "ValueError: no such column"}


def test_a_tool_that_was_late_is_not_asked_on_a_larger_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def late(tool: str, folder: Path, plan: list[tuple[str, str]], longest: float) -> list[str]:
        calls.append(tool)
        return [peers.LATE.format(longest)] * len(plan)

    monkeypatch.setattr(peers, "asked_each", late)
    some = peers.Peers(tmp_path, ["DBSCAN"], 5)
    assert [said for _, _, said in some.answers("w", [PAIR.reports])] == ["stopped after 5 seconds"]
    assert "stopped by the clock" in str(next(some.answers("w", [PAIR.reports]))[2])
    next(some.answers("v", [PAIR.reports]))
    assert calls == ["DBSCAN", "DBSCAN"]


def test_rules_for_gathering_are_asked_of_the_program_as_it_is() -> None:
    table, truth = worlds.make(worlds.WORLDS["dense"], reports=150, seed=5)
    index, scored = score_in_runs(table, linkage.prior(), ours.QUIET)
    case = grouping.Case("dense", index, scored, np.array(truth)[index.order], linkage.prior())
    linked = linkage.link(table, options=ours.QUIET, parameters=linkage.prior())
    taken = grouping.gathered(case, grouping.Rule())
    assert measures.pairwise(taken, linked.settled.label) == (1, 1, 1)
    assert grouping.contradicting(index, taken) == 0
    for rule in grouping.RULES.values():
        assert grouping.measured(case, rule)[0] > 0


def test_what_trees_learn_from_is_what_links_are_weighed_by(tmp_path: Path) -> None:
    (world,) = (world for world in hands.all_worlds(tmp_path, tmp_path)[0] if world.name == "dense")
    told = boosted.compared(world, 150, 5)
    assert {name: len(column) for name, column in told.columns.items()} == dict.fromkeys(
        ("bits", "levels", "crowd"), len(told.true)
    )
    assert 0 < int(told.true.sum()) <= told.whole
    right = told.true.astype(float)
    assert boosted.best_f1(right, told.true, int(told.true.sum())) == 1
    assert boosted.best_f1(told.columns[boosted.BITS][:, 1], told.true, told.whole) > boosted.best_f1(
        -right, told.true, told.whole
    )

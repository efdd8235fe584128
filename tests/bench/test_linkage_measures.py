"""What the linkage bench measures with: scores, series, ties, naive rules, two lists, and the tables made of its rows."""

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from bench.linkage import (
    across,
    airwars,
    extend,
    hands,
    judging,
    listwise,
    measures,
    ours,
    peers,
    rules,
    run,
    tables,
    worlds,
)
from bench.linkage.lists import MORE_SOURCES, ONE_SOURCE, Lists
from bench.linkage.peers import each

from ceasefire import linkage
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.pinned import shipped
from ceasefire.linkage.scoring import shares

ROOT = Path(__file__).resolve().parents[2]
TRUTH = np.array([0, 0, 0, 1, 1, 2])


def reports(*rows: tuple[str, str | None, float | None, float | None, str | None]) -> pa.Table:
    """Reports by id, first day, latitude, longitude and place."""
    ids, days, lat, lon, places = zip(*rows, strict=True)
    return pa.table(
        {
            "report_id": pa.array(ids, pa.string()),
            "source": pa.array(["a"] * len(ids)),
            "date_start": pa.array([d and date.fromisoformat(d) for d in days], pa.date32()),
            "lat": pa.array(lat, pa.float64()),
            "lon": pa.array(lon, pa.float64()),
            "place": pa.array(places, pa.string()),
        }
    )


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


LISTS = Lists(
    name="two",
    asked=reports(("c1", "2020-01-01", 35.0, 36.0, None), ("c2", "2020-01-02", 35.0, 36.0, None)),
    events=reports(
        ("e1", "2020-01-01", 35.0, 36.0, None),
        ("e2", "2020-01-01", 35.0, 36.0, None),
        ("e3", "2020-01-02", 36.0, 36.0, None),
    ),
    cited=frozenset({("c1", "e1"), ("c2", "e3"), ("c2", "e1")}),
)


def test_codes_are_of_one_kind_by_what_cites_them() -> None:
    found = listwise.kinds(LISTS)
    assert found["an event that sums several codes"] == {"c1"}
    assert found["several events for a code"] == {"c2"}
    assert not found["one event for one code"]


def test_lists_are_judged_by_the_best_event_and_by_what_is_joined() -> None:
    rule = dict(listwise.by_rules(LISTS))["rule: nearest of the day"]
    assert rule.joined == {("c1", "e1"), ("c1", "e2"), ("c2", "e3")}
    row = next(listwise.judged(LISTS, rule))
    assert (row["codes"], row["top_one"], row["joined_right"], row["joined_wrong"]) == (2, 0.75, 0.75, 0.25)
    row = next(listwise.judged(LISTS, listwise.Found({}, {("c1", "e2")})))
    assert (row["top_one"], row["joined_right"], row["joined_wrong"]) == (0.0, 0.0, 0.5)


def test_what_the_lists_are_asked_for_is_joined_where_it_is_likelier_than_none() -> None:
    lists = listwise.made_lists(600, 5)
    found = listwise._asked(lists, shipped.prior())
    assert found.joined
    assert all(0 <= found.scores[pair] <= 1 for pair in found.joined)
    assert len({code for code, _ in found.joined}) > len({event for _, event in found.joined})


def test_codes_that_no_event_tells_are_known_in_the_made_lists() -> None:
    lists = listwise.made_lists(600, 5)
    assert lists.more[ONE_SOURCE] | lists.more[MORE_SOURCES] == {code for code, _ in lists.cited}
    assert not lists.more[ONE_SOURCE] & lists.more[MORE_SOURCES]
    assert lists.cited
    assert lists.alone
    assert not lists.alone & {code for code, _ in lists.cited}
    assert not set(lists.asked["report_id"].to_pylist()) & set(lists.events["report_id"].to_pylist())


def written(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    pc.write_csv(pa.Table.from_pylist(rows), folder / name)


def test_an_airwars_side_that_is_not_there_or_lacks_a_column_is_told_in_words(tmp_path: Path) -> None:
    side, data = tmp_path / "side.csv", tmp_path / "data"
    assert "may not be shipped" in str(airwars.lists(None, tmp_path))
    assert str(side) in str(airwars.lists(side, tmp_path))
    data.mkdir()
    written(tmp_path, "side.csv", [{"code": "CS1", "lat": 1.0}])
    day = "2017-01-01"
    event = {"id": 1, "date_start": day, "date_end": day, "number_of_sources": 1, "deaths_unknown": 0}
    event |= dict.fromkeys(airwars.OURS, 1)
    written(data, airwars.GED, [event])
    written(data, airwars.LINKS, [{"ucdp_id": 1, "airwars_code": "CS1", "tier": "A"}])
    assert "no column report_id, date_start" in str(airwars.lists(side, tmp_path))
    written(tmp_path, "side.csv", [{"report_id": "CS1", "date_start": "2017-01-01", "lat": 1.0, "lon": 1.0}])
    found = airwars.lists(side, tmp_path)
    assert isinstance(found, Lists)
    assert found.cited == {("CS1", "1")}
    assert "place" in airwars.lacking(side)
    assert len(found.both()) == 2
    written(tmp_path, "side.csv", [{"report_id": "other", "date_start": "2017-01-01"}])
    assert "no report_id of" in str(airwars.lists(side, tmp_path))
    written(tmp_path, "side.csv", [{"report_id": "CS1", "date_start": "in January"}])
    assert "YYYY-MM-DD" in str(airwars.lists(side, tmp_path))
    side.write_text("", encoding="utf-8")
    assert "is no table" in str(airwars.lists(side, tmp_path))


def test_civilians_of_an_event_with_dead_of_whom_nothing_is_known_are_not_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    event = dict.fromkeys(airwars.OURS, 1) | {
        "date_start": "2017-01-01",
        "date_end": "2017-01-01",
        "number_of_sources": 1,
    }
    written(data, airwars.GED, [event | {"id": n, "deaths_unknown": n} for n in (0, 1)])
    written(data, airwars.LINKS, [{"ucdp_id": 1, "airwars_code": "CS1", "tier": "A"}])
    written(tmp_path, "side.csv", [{"report_id": "CS1", "date_start": "2017-01-01"}])
    found = airwars.lists(tmp_path / "side.csv", tmp_path)
    assert isinstance(found, Lists)
    assert found.events["killed_civilians"].to_pylist() == [1, None]


def test_seeds_that_the_weights_of_lists_were_fitted_on_are_refused_and_unknown_tools_named() -> None:
    with pytest.raises(SystemExit, match="fitted on"):
        listwise.main(["--seeds", "1,11"])
    with pytest.raises(SystemExit, match="no tool Splunk"):
        listwise.main(["--tools", "Splunk"])


def test_naive_rules_of_two_lists_give_equal_bests_an_equal_share() -> None:
    found = dict(listwise.by_rules(LISTS))
    assert found["rule: same day, within 5 km"].joined == {("c1", "e1"), ("c1", "e2")}
    row = next(listwise.judged(LISTS, found["rule: same day, within 5 km"]))
    assert (row["top_one"], row["joined_right"], row["joined_wrong"]) == (0.25, 0.25, 0.25)
    assert listwise._bare("Tel Sha village") == "tel sha"


def test_a_measurement_is_printed_as_tables_of_methods_and_worlds(tmp_path: Path) -> None:
    head = {"world": "w", "size": 1000, "reports": 990, "seed": 11}
    rows = [
        head | {"hand": "h", "method": "ours", "f1": 0.5, "b3_f1": 0.75, "b3_gain": -0.01, "load": 1.0},
        head | {"hand": "h", "method": "theirs", "choice": "usual: 3", "f1": 0.25, "b3_f1": float("nan"), "load": 1.0},
    ]
    for row in rows:
        across.written(row | {"daily_error": 0.1, "b3_gain": row.get("b3_gain", 0.0)}, tmp_path / "a.csv")
    told = tables.markdown(tmp_path / "a.csv")
    assert "| ours | .500 / .750 |" in told
    assert "| theirs (usual) | .250 / - |" in told
    assert "| ours | -.010 |" in told


def test_two_lists_and_growth_are_printed_as_tables_too(tmp_path: Path) -> None:
    found = next(listwise.judged(LISTS, listwise.Found({}, {("c1", "e1")})))
    row = dict.fromkeys(listwise.COLUMNS, "") | {"set": "two", "seed": 11, "method": "m"} | found
    written(tmp_path, "lists.csv", [{name: str(value) for name, value in row.items()}])
    told = tables.markdown(tmp_path / "lists.csv")
    assert "two, seed 11: top one**\n\n| method | all (2) |\n|---|---|\n| m | .000 |" in told
    assert "| m | .500 / .000 |" in told
    grown = {"engine": "floor", "reports": "1000", "process_cpu_s": "2", "cpu_s": "1", "wall_s": "", "peak_mib": "9"}
    written(tmp_path, "perf.csv", [grown | {"f1": "", "b3": "", "load": "1.5"}])
    assert "| floor | 1,000 | 2.0 | 1.0 |  | 9.0 |  | 1.5 |" in tables.markdown(tmp_path / "perf.csv")


def test_judgements_steps_and_halves_are_printed_as_tables_too(tmp_path: Path) -> None:
    head = {"world": "w", "size": "1000", "seed": "11"}
    judged = head | {"asked": "20000", "method": "m", "choice": "usual: x", "f1": ".4", "why": ""}
    written(tmp_path, "judgements.csv", [judged | {"unjudged_f1": "0.5", "unjudged_b3_f1": "0.75"}])
    assert "| 20,000 judged: m (usual) | .500 / .750 |" in tables.markdown(tmp_path / "judgements.csv")
    steps = head | {"set": "shipped set", "order": "by day", "digest": "0a"}
    written(tmp_path, "extend.csv", [steps | {"same": "True"}, steps | {"same": "False"}])
    told = tables.markdown(tmp_path / "extend.csv")
    assert told.splitlines() == ["1 of 2 comparisons are the same.", "- w, 1000, shipped set, by day"]
    half = {"set": "real rows", "half": "1", "method": "m", "f1": "0.9", "b3_f1": "0.95", "calibration_error": ""}
    written(tmp_path, "real.csv", [half])
    assert "| real rows | 1 | m | .900 | .950 |  |" in tables.markdown(tmp_path / "real.csv")


def test_a_method_without_an_answer_is_named_below_the_tables(tmp_path: Path) -> None:
    head = {"world": "w", "hand": "h", "size": 1000, "seed": 11, "load": 1.0}
    across.written(head | {"method": "T", "why": "stopped after 5 seconds"}, tmp_path / "a.csv")
    assert tables.markdown(tmp_path / "a.csv").endswith("- T in w: stopped after 5 seconds")

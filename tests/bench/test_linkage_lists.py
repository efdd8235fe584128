"""Two lists: kinds of codes, naive rules, what is joined, and the real other side told in words where it is not there."""

from pathlib import Path

import pytest
from bench.linkage import airwars, listwise
from bench.linkage.lists import MORE_SOURCES, ONE_SOURCE, Lists

from ceasefire.linkage.pinned import shipped
from tests.bench.helpers import LISTS, written


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

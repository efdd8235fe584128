"""Reports that sum several incidents: told by their words or their tolls, never one with a single incident, and holding its parts."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from bench.linkage.made import maker

from ceasefire import linkage
from ceasefire.intake.tables.column_names import as_reports
from ceasefire.linkage.features import sums_told
from ceasefire.linkage.scale import shards
from ceasefire.linkage.scoring.bits import FLOOR
from ceasefire.vocabulary import schema
from tests.linkage.scale.test_local import QUIET, Record, identity, parameters
from tests.linkage.scale.test_shards import same

DAY = dt.date(2018, 4, 30)
FILED = "2020-01-01T00:00:00Z"
ALONE = linkage.Options(words=False, workers=1, threshold_bits=30.0)


def told(text: str, days: int = 1) -> int:
    table = pa.table({"summary": [text]})
    return int(sums_told.sums_told(table, np.array([days >= 3])).whole[0])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 violations in the past 24 hours in Bralin district, 6 settlements hit", 12),
        ("12 ceasefire violations, including 16 explosions", 12),
        ("Five villages of the district raided overnight", 5),
        ("the army took seven villages", 0),
        ("Several attacks on the town", sums_told.SOME),
        ("shells fell on the town in separate attacks", sums_told.SOME),
        ("Daily summary: 4 strikes on the sector", 4),
        ("4 strikes hit a market", 0),
        ("In the past 24 hours units of the army carried out 4 operations", sums_told.SOME),
        ("1 violation in the past 24 hours", sums_told.SOME),
        ("1 violations in the past 24 hours", 0),
        ("one person killed and 2 hurt in clashes", 0),
        ("2 killed by attacks on the road", 0),
        ("a shell hit a house", 0),
        ("on 3.12 incidents were few", 0),
        ("За сутки 7 нарушений режима тишины", 7),
        ("14 violations et incidents signalés", 14),
        ("five cases of suffocation and a foul smell", 0),
        ("12 suffocation cases including a child", 0),
        ("35 cases evacuated and 34 detainees freed", 0),
        ("12 new cases of poisoning", 0),
        ("5 حالات اختناق", 0),
        ("five cases of suffocation among 65 attacks", 65),
        ("12 cases of firing in Aleppo", 12),
        ("", 0),
    ],
)
def test_a_sum_is_told_by_its_words(text: str, number: int) -> None:
    assert told(text) == number


def test_a_week_sums_where_the_report_is_of_days() -> None:
    assert told("at least 7 killed in the city this week") == 0
    assert told("at least 7 killed in the city this week", days=7) == sums_told.SOME


def test_a_file_of_words_without_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="english"):
        sums_told.read('[english]\nnumbers = { two = 2 }\ncounted = ["incidents"]\n')


def rows(*given: dict[str, Any]) -> pa.Table:
    """Reports of one district and day, each from a source of its own unless told."""
    usual = {
        "date_start": DAY,
        "date_end": DAY,
        "admin1": "North",
        "admin2": "Bralin",
        "event_type": "shelling",
        "publisher": None,
    }
    made = [{"report_id": f"r{k}", "source": f"s{k}"} | usual | row for k, row in enumerate(given)]
    return pa.Table.from_pylist(made, schema=schema("reports"))


def pairs(table: pa.Table, judgements: pa.Table | None = None) -> set[tuple[str, str]]:
    """Pairs said to be part and whole."""
    found = linkage.link(table, judgements, options=ALONE, parameters=parameters()).pairs.to_pylist()
    return {(row["a"], row["b"]) for row in found if row["link_kind"] == "part_of"}


SUM = {"report_id": "sum", "summary": "2 incidents in the past 24 hours in Bralin"}


def test_a_sum_holds_what_lies_in_its_place_and_day() -> None:
    later, elsewhere = {"date_start": DAY + dt.timedelta(1), "date_end": DAY + dt.timedelta(1)}, {"admin2": "Dovhe"}
    table = rows(SUM, {"place": "Lom"}, {"place": "Ruda"}, {"place": "Lom"} | later, {"place": "Kin"} | elsewhere)
    assert pairs(table) == {("r1", "sum"), ("r2", "sum")}
    kinds = linkage.link(table, options=ALONE, parameters=parameters()).links.to_pylist()
    assert [row["link_kind"] for row in kinds[:3]] == ["alone", "part_of", "part_of"]


def test_where_more_lies_in_its_place_than_it_sums_nothing_is_said() -> None:
    assert pairs(rows(SUM, *({"place": place} for place in ("Lom", "Ruda", "Kin")))) == set()


def test_a_sum_of_a_week_has_room_for_two_reports_of_each_incident_and_that_of_a_day_for_one() -> None:
    four = [{"place": place} for place in ("Lom", "Ruda", "Lom", "Ruda")]
    assert pairs(rows(SUM, *four)) == set()
    assert len(pairs(rows(SUM | {"date_end": DAY + dt.timedelta(4)}, *four))) == 4


LISTED = SUM | {"source": "staff", "actor_alleged": "Northern Army", "published": DAY + dt.timedelta(1)}
DAILY = LISTED | {"summary": "2 incidents on the day in Bralin"}
ENTRY = {"source": "staff", "published": DAY + dt.timedelta(1), "event_type": "small_arms"}


def entries(number: int, **more: Any) -> list[dict[str, Any]]:
    return [ENTRY | {"report_id": f"e{k}", "place": f"village {k}"} | more for k in range(number)]


def test_what_a_source_lists_with_its_sum_of_a_day_is_its_part_though_there_are_more_entries_than_incidents() -> None:
    whole = DAILY | {"event_type": "other"}
    assert len(pairs(rows(whole, *entries(4)))) == 4
    assert pairs(rows(whole, *entries(5))) == set()


def test_entries_that_came_out_before_the_sum_are_not_of_it() -> None:
    assert pairs(rows(DAILY | {"event_type": "other"}, *entries(3, published=DAY))) == set()


def test_what_hurt_nobody_is_no_part_of_a_sum_of_breaches() -> None:
    seen = ENTRY | {"report_id": "seen", "place": "Kin", "event_type": "force_movement"}
    assert "seen" not in {part for part, _ in pairs(rows(DAILY | {"event_type": "other"}, seen, *entries(1)))}


def test_of_a_day_that_had_not_ended_nothing_is_said() -> None:
    whole = DAILY | {"event_type": "other"}
    assert pairs(rows(whole | {"published": DAY}, *entries(1, published=DAY))) == set()
    rolling = LISTED | {"event_type": "other", "published": DAY}
    assert len(pairs(rows(rolling, *entries(1, published=DAY)))) == 1
    assert len(pairs(rows(rolling, *entries(1)))) == 1


def test_of_hours_that_may_be_of_the_next_day_nothing_is_said() -> None:
    whole = LISTED | {"event_type": "other"}
    assert pairs(rows(whole, *entries(1))) == set()
    six = dt.datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=dt.UTC)
    hours = {"date_end": DAY + dt.timedelta(1), "utc_start": six, "utc_end": six + dt.timedelta(1)}
    noon = {"utc_start": six + dt.timedelta(hours=6), "utc_end": six + dt.timedelta(hours=7)}
    assert len(pairs(rows(whole | hours, *entries(1, **noon)))) == 1


def test_a_second_number_for_the_same_day_is_of_another_one() -> None:
    first = DAILY | {"event_type": "other"}
    second = first | {"report_id": "late", "published": DAY + dt.timedelta(2), "summary": "5 incidents on the day"}
    late = entries(1, published=DAY + dt.timedelta(2))
    found = linkage.link(rows(first, second, *late), options=ALONE, parameters=linkage.prior()).pairs.to_pylist()
    assert {(row["a"], row["b"]) for row in found if row["link_kind"] == "part_of"} == {("e0", "sum")}


def test_of_a_sum_of_one_partys_acts_only_its_own_source_tells_parts() -> None:
    accusing = SUM | {"source": "staff", "actor_alleged": "Northern Army"}
    assert pairs(rows(accusing, {"place": "Lom", "source": "staff"}, {"place": "Ruda"})) == {("r1", "sum")}


def test_a_sum_of_one_kind_of_act_holds_no_other() -> None:
    assert pairs(rows(SUM, {"place": "Lom", "event_type": "arrest"}, {"place": "Ruda"})) == {("r2", "sum")}


def test_a_sum_is_never_one_with_a_single_incident_and_may_be_with_its_echo() -> None:
    near = {"place": "Lom", "lat": 48.1, "lon": 38.1, "killed_low": 3, "killed_high": 3, "place_precision": 1}
    table = rows(near | SUM, near | SUM | {"report_id": "echo"}, near, near)
    linked = linkage.link(table, options=QUIET, parameters=parameters()).links
    found = dict(zip(linked["report_id"].to_pylist(), linked["incident_id"].to_pylist(), strict=True))
    assert found["sum"] == found["echo"] != found["r2"] == found["r3"]


def test_two_sums_of_different_numbers_are_two() -> None:
    table = rows(SUM, SUM | {"report_id": "other", "summary": "5 incidents in the past 24 hours in Bralin"})
    assert len(set(linkage.link(table, options=QUIET, parameters=parameters()).links["incident_id"].to_pylist())) == 2


def listed(*dead: int, whole: int, **more: Any) -> pa.Table:
    """A list's strikes of one town and day, and an event of another source with so many dead."""
    town = {"place": "Lom", "lat": 48.1, "lon": 38.1, "place_precision": 1}
    strikes = [town | {"source": "list", "killed_low": d, "killed_high": d} for d in dead]
    return rows(town | {"report_id": "event", "killed_low": whole, "killed_high": whole}, *strikes, town | more)


def test_strikes_whose_dead_an_event_sums_are_its_parts() -> None:
    said = pairs(listed(1, 2, 4, 6, 8, whole=21))
    assert said == {(f"r{k}", "event") for k in range(1, 6)}


def test_more_dead_than_the_event_tells_are_not_its_parts() -> None:
    assert pairs(listed(1, 2, 4, 6, 8, whole=18)) == set()


def test_an_event_that_another_source_tells_alike_is_no_sum() -> None:
    assert pairs(listed(1, 2, 4, 6, 8, whole=21, killed_low=20, killed_high=20)) == set()


def test_a_judged_pair_stays_as_judged() -> None:
    table = rows(SUM, {"place": "Lom"}, {"place": "Ruda"})
    said = {"a": "sum", "b": "r1", "verdict": "different", "judgement_id": "j", "ledger": "one", "superseded": False}
    judged = pa.Table.from_pylist([said | {"claimed_at": "2020-01-01T00:00:00Z"}], schema=schema("judgements"))
    assert pairs(table, judged) == {("r2", "sum")}


def test_what_tells_the_same_incident_as_a_part_is_a_part_and_no_report_of_the_whole_is() -> None:
    point = {"place": "Lom", "lat": 48.1, "lon": 38.1, "place_precision": 1, "killed_low": 7, "killed_high": 7}
    late = {"date_start": DAY + dt.timedelta(1), "date_end": DAY + dt.timedelta(1)}
    table = rows(
        DAILY | {"event_type": "other"}, ENTRY | {"report_id": "entry"} | point, point | {"event_type": None} | late
    )
    linked = linkage.link(table, options=QUIET, parameters=parameters())
    incident = dict(zip(linked.links["report_id"].to_pylist(), linked.links["incident_id"].to_pylist(), strict=True))
    assert incident["entry"] == incident["r2"] != incident["sum"]
    said = {(row["a"], row["b"]) for row in linked.pairs.to_pylist() if row["link_kind"] == "part_of"}
    assert said == {("entry", "sum"), ("r2", "sum")}


@cache
def made_world() -> pa.Table:
    """A war with sums of days and of weeks, by words and by tolls."""
    made = as_reports(maker("casebooks")(400, 3).reports).to_pylist()
    known = set(schema("reports").names)
    kept = [{name: value for name, value in row.items() if name in known} for row in made]
    full = [
        row | {"report_id": identity(k), "first_id": identity(k), "first_seq": k, "first_filed": FILED}
        for k, row in enumerate(kept)
    ]
    return pa.Table.from_pylist(full, schema=schema("reports").remove(1))


def test_parts_are_the_same_in_any_order_in_shards_and_as_reports_come() -> None:
    table, options = made_world(), linkage.Options(words=False)
    whole = linkage.link(table, parameters=parameters(), options=options)
    assert (whole.settled.part != 0).sum() > 20
    assert (whole.settled.shared != 0).sum() > 5
    assert (whole.settled.score < FLOOR).any()
    turned = table.take(pa.array(np.random.default_rng(1).permutation(len(table))))
    assert same(linkage.link(turned, parameters=parameters(), options=options), whole)
    first = linkage.link(table.slice(0, 130), parameters=parameters(), options=options)
    assert same(linkage.extend(first, table.slice(0, 130), table.slice(130)), whole)
    runs = shards.plan(table, 60)
    scored = [shards.score_part(shards.part(table, run, options), run, parameters(), options) for run in runs]
    assert same(shards.gather(table, scored, None, parameters(), options), whole)


def test_parts_follow_changes() -> None:
    given = made_world().to_pylist()
    record = Record(made_world().slice(0, 200))
    for k in range(200, 212, 3):
        assert record.change(([], given[k : k + 3]))
    sums = [row for row in record["reports"] if told(row["summary"] or "") > sums_told.SOME]
    assert sums
    for row in sums[:3]:
        assert record.change(([row], []))
        assert record.change(([], [row]))
    for row in given[:12:3]:
        assert record.change(([row], [row | {"place": None}]))


def test_what_is_part_through_its_incident_follows_changes_of_that_incident() -> None:
    linked = linkage.link(made_world(), parameters=parameters(), options=linkage.Options(words=False))
    settled = linked.settled
    found = settled.shared != 0
    parts = np.where(settled.shared == 1, settled.i, settled.j)[found]
    alike = np.flatnonzero(np.isin(settled.label, settled.label[parts[:3]]))
    known = {row["report_id"]: row for row in made_world().to_pylist()}
    record = Record(made_world())
    for name in linked.index.ids.take(pa.array(alike)).to_pylist():
        assert record.change(([known[name]], []))
        assert record.change(([], [known[name]]))

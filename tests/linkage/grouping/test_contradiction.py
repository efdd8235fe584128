"""Contradiction: no incident holds two reports that cannot be of one, and nobody who knows little makes a bridge."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.features.prepare import prepare, ranked
from ceasefire.linkage.features.report_index import COLUMNS, ReportIndex, sorted_index
from ceasefire.linkage.grouping.contradiction import alike, contradict, contradictions
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import EventType
from tests.linkage.helpers import partition

DAY = dt.date(2018, 3, 10)
KIN = linkage.Options(words=False, threshold_bits=-7.9)
"""Joins whatever was compared and is not barred."""


def account(name: str, source: str = "", day: int = 0, hour: int | None = None, **other: Any) -> dict[str, Any]:
    """One account of an air strike on Sarmin; `day` and `hour` shift it."""
    when = DAY + dt.timedelta(day)
    told = (
        {}
        if hour is None
        else dict.fromkeys(("utc_start", "utc_end"), dt.datetime(2018, 3, 10 + day, hour, tzinfo=dt.UTC))
    )
    return (
        {
            "report_id": name,
            "source": source or f"Source {name}",
            "date_start": when,
            "date_end": when,
            "place": "Sarmin",
            "admin1": "Idlib",
            "lat": 35.9036,
            "lon": 36.7261,
            "place_precision": 1,
            "event_type": "airstrike",
            "killed_low": 3,
            "killed_high": 3,
        }
        | told
        | other
    )


def table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema("reports"))


def index_of(rows: list[dict[str, Any]]) -> ReportIndex:
    data = prepare(table(rows))
    return sorted_index({name: getattr(data, name) for name in COLUMNS}, data.order, *ranked(table(rows)))


def contradicts(one: dict[str, Any], other: dict[str, Any], options: linkage.Options = KIN) -> bool:
    index = index_of([account("a") | one, account("b") | other])
    found = [contradict(index, np.array([a]), np.array([b]), options)[0] for a, b in ((0, 1), (1, 0))]
    assert found[0] == found[1]
    return bool(found[0])


def shift(days: int) -> dict[str, Any]:
    return {"date_start": DAY + dt.timedelta(days), "date_end": DAY + dt.timedelta(days)}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({}, {}, False),
        ({}, shift(2), False),
        ({}, shift(3), True),
        # a window of a week, and a day told to a week or so, are held to what they say
        ({}, shift(5) | {"date_precision": 3}, False),
        ({}, {"date_start": DAY + dt.timedelta(2), "date_end": DAY + dt.timedelta(9)}, False),
        ({}, {"date_start": DAY + dt.timedelta(3), "date_end": DAY + dt.timedelta(9)}, True),
        # hours, where both tell them
        (account("a", hour=1), account("b", hour=7), False),
        (account("a", hour=1), account("b", hour=13), True),
        (account("a", hour=1), {}, False),
        # points, by the coarser of both
        ({}, {"lat": 36.2}, False),
        ({}, {"lat": 36.4}, True),
        ({}, {"lat": 36.7, "place_precision": 3}, False),
        ({}, {"lat": 37.1, "place_precision": 3}, True),
        ({}, {"lat": None, "lon": None}, False),
        ({}, {"lat": 32.62, "lon": 36.10}, True),
        ({"lon": 179.99}, {"lon": -179.99}, False),
        # tolls, by the nearer bounds
        ({}, {"killed_low": 22, "killed_high": 22}, False),
        ({}, {"killed_low": 79, "killed_high": 79}, False),
        ({}, {"killed_low": 80, "killed_high": 80}, True),
        ({}, {"killed_low": 2, "killed_high": 90}, False),
        ({}, {"killed_low": None, "killed_high": None}, False),
    ],
)  # fmt: skip
def test_each_report_is_held_to_its_own_precision(one: dict[str, Any], other: dict[str, Any], apart: bool) -> None:
    assert contradicts(one | {"report_id": "a"}, other | {"report_id": "b"}) == apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("abduction", "shelling", True),
        ("looting", "airstrike", True),
        ("airstrike", "ground_clash", True),
        ("airstrike", "sniper", True),
        ("mine", "sniper", True),
        ("ground_clash", "small_arms", False),
        ("ground_clash", "shelling", False),
        ("ground_clash", "abduction", False),
        ("airstrike", "shelling", False),
        ("airstrike", "drone", False),
        ("abduction", "killing", False),
        ("aid_obstruction", "airstrike", False),
        ("aid_obstruction", "chemical", True),
        ("chemical", "airstrike", False),
        ("evacuation", "shelling", False),
        ("abduction", "something else", False),
        ("Abduction ", "AIRSTRIKE", True),
    ],
)
def test_only_types_of_which_no_act_is_both_contradict(one: str, other: str, apart: bool) -> None:
    assert contradicts({"event_type": one}, {"event_type": other}) == apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("airstrike", "chemical", True),
        ("ground_clash", "territory_change", True),
        ("shelling", "ground_clash", False),
        ("airstrike", "rocket", False),
        ("aid_obstruction", "shelling", False),
        ("other", "chemical", True),
        ("explosion", "chemical", False),
    ],
)
def test_acts_of_two_sorts_on_two_days_contradict(one: str, other: str, apart: bool) -> None:
    assert contradicts({"event_type": one}, {"event_type": other} | shift(1)) == apart
    assert not contradicts({"event_type": one}, {"event_type": other})
    week = {"event_type": other, "date_start": DAY, "date_end": DAY + dt.timedelta(1)}
    assert not contradicts({"event_type": one}, week)


def test_contradictions_are_said_in_words() -> None:
    rows = [account("a", killed_high=1, killed_low=1), account("b", day=9, killed_low=300, killed_high=300)]
    rows[1] |= {"event_type": "sniper", "lat": 33.5, "lon": 36.3}
    linked = linkage.link(table(rows), parameters=linkage.prior())
    assert contradictions(linked.index, 0, 1, linked.options) == (
        "times too far apart",
        "places too far apart",
        "two kinds of act",
        "tolls too unlike",
    )
    assert contradictions(linked.index, 0, 0, linked.options) == ()


def test_around_midnight_hours_are_compared_and_not_days() -> None:
    late, early = account("a", hour=23, event_type="airstrike"), account("b", day=1, hour=1, event_type="chemical")
    assert not contradicts(late, early)


def test_dead_are_of_another_act_than_an_evacuation_that_tells_none() -> None:
    evacuation, shots = {"event_type": "evacuation"}, {"event_type": "other"}
    assert contradicts(evacuation | {"killed_low": None, "killed_high": None}, shots)
    assert not contradicts(evacuation, shots)
    assert not contradicts(evacuation | {"killed_low": 0}, shots | {"killed_low": 0})
    assert not contradicts({"event_type": "evacuation", "killed_low": None}, {"event_type": "aid_delivery"})


def test_a_window_of_a_season_is_of_no_incident_of_a_day() -> None:
    season = {"date_end": DAY + dt.timedelta(60)}
    assert contradicts({}, season)
    assert not contradicts(season, season)
    assert not contradicts({}, {"date_end": DAY + dt.timedelta(27)})


def test_broad_types_contradict_nothing() -> None:
    for broad in ("fatal_violence", "explosion", "other", "killing", None):
        for code in EventType:
            assert not contradicts({"event_type": broad}, {"event_type": code.value})


def daraa(name: str, **other: Any) -> dict[str, Any]:
    return account(name, place="Daraa", admin1="Daraa", lat=32.62, lon=36.10, **other)


def nowhere(name: str, **other: Any) -> dict[str, Any]:
    none = dict.fromkeys(("place", "admin1", "lat", "lon", "place_precision"))
    return account(name, **(none | other))


@pytest.mark.parametrize("bits", [None, -5.0, -7.9])
def test_an_account_without_a_place_makes_no_bridge_and_joins_neither(bits: float | None) -> None:
    rows = [daraa("d1", killed_low=1, killed_high=1), account("i1"), nowhere("u1", killed_low=None, killed_high=None)]
    linked = linkage.link(table(rows), parameters=linkage.prior(), options=linkage.Options(threshold_bits=bits))
    assert partition(linked.links) == {frozenset({one}) for one in ("d1", "i1", "u1")}
    assert {row["report_id"]: row["link_kind"] for row in linked.links.to_pylist()}["u1"] in ("alone", "unsure")


def test_an_account_without_a_place_joins_where_one_incident_fits_it_best_by_far() -> None:
    rows = [daraa("d1"), account("i1"), nowhere("u1", place="Sarmin", admin1="Idlib")]
    found = partition(linkage.link(table(rows), parameters=linkage.prior()).links)
    assert found == {frozenset({"d1"}), frozenset({"i1", "u1"})}


ROWS = st.fixed_dictionaries(
    {
        "day": st.integers(0, 6),
        "lat": st.sampled_from([35.9, 36.1, 36.4, None]),
        "place_precision": st.sampled_from([1, 4, 6]),
        "date_precision": st.sampled_from([1, 3]),
        "event_type": st.sampled_from(["shelling", "abduction", "sniper", "airstrike", "killing"]),
        "killed_low": st.sampled_from([None, 0, 3, 40]),
        "source": st.sampled_from(["x", "y", "z"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_no_incident_holds_a_contradiction_whatever_speaks_for_it(drawn: list[dict[str, Any]], random: Any) -> None:
    rows = [
        account(f"r{k:02}", **one, lon=None if one["lat"] is None else 36.7, killed_high=one["killed_low"])
        for k, one in enumerate(drawn)
    ]
    linked = linkage.link(table(rows), parameters=linkage.prior(), options=KIN)
    index, label = linked.index, linked.settled.label
    for a, b in combinations(range(len(rows)), 2):
        if label[a] == label[b]:
            assert not contradict(index, np.array([a]), np.array([b]), KIN)[0]
    random.shuffle(rows)
    again = linkage.link(table(rows), parameters=linkage.prior(), options=KIN)
    assert partition(again.links) == partition(linked.links)


def judgement(a: str, b: str, verdict: str) -> dict[str, Any]:
    return {"judgement_id": f"{a}{b}", "ledger": "l", "a": a, "b": b, "verdict": verdict, "superseded": False}


def test_what_people_bound_is_not_torn_and_its_slips_bar_no_one() -> None:
    rows = [account("a"), account("b", **shift(5)), account("c"), account("d")]
    said = pa.Table.from_pylist([judgement("a", "b", "same")], schema=schema("judgements"))
    found = partition(linkage.link(table(rows), said, parameters=linkage.prior(), options=KIN).links)
    assert found == {frozenset("abcd")}


def test_points_at_zero_and_points_with_numbers_in_each_others_place_are_told() -> None:
    rows = [account(f"r{k:02}", lat=35 + k / 50, lon=38 + k / 50) for k in range(40)]
    rows += [
        account("zero", lat=0.0, lon=0.0),
        account("turned", lat=38.4, lon=35.4),
        account("far", lat=-20.0, lon=3.0),
    ]
    linked = linkage.link(table(rows), parameters=linkage.prior())
    assert [note.split(",")[0] for note in linked.notes] == [
        "1 report stands at latitude 0",
        "1 report lies far from all others",
    ]
    assert np.isnan(linked.index.lat).sum() == 1


def test_a_few_reports_seem_turned_only_where_others_show_where_most_lie() -> None:
    assert not any("change places" in note for note in linkage.link(table([account("a"), daraa("b")])).notes)


def test_reports_of_one_number_contradict_the_same_ones() -> None:
    shifts: list[dict[str, Any]] = [
        {},
        {"day": 3},
        {"hour": 2},
        {"lat": 37.9},
        {"lat": None},
        {"event_type": "abduction"},
        {"killed_low": 900},
    ]
    index = index_of([account(f"{k}{again}", **shift) for k, shift in enumerate(shifts) for again in "abc"])
    every = np.arange(len(index))
    number = alike(index, every)(every)
    assert len(set(number.tolist())) == len(shifts)
    assert all(len({name[0] for name in index.ids.filter(pa.array(number == one)).to_pylist()}) == 1 for one in number)
    i, j = (side.ravel() for side in np.indices((len(index), len(index))))
    told = contradict(index, i, j, KIN).reshape(len(index), -1)
    assert all((told[number == one] == told[number == one][0]).all() for one in number)

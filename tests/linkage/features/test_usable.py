"""What cannot be used comes out as null, in links and incidents alike, and a note says which report told it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.features.usable import usable
from ceasefire.linkage.scale import shards
from ceasefire.vocabulary import schema

QUIET = linkage.Options(words=False)
NAN, INF = float("nan"), float("inf")
DAY = dt.date(2018, 3, 21)


def table(*rows: dict[str, Any]) -> pa.Table:
    told = [{"report_id": f"r{k}", "date_start": DAY, "date_end": DAY} | row for k, row in enumerate(rows)]
    names = sorted({name for row in told for name in row})
    return pa.table({name: [row.get(name) for row in told] for name in names})


def linked(reports: pa.Table) -> linkage.Linked:
    return linkage.link(reports, options=QUIET, parameters=linkage.prior())


TOLLS = ("killed_low", "killed_high", "killed_civilians", "killed_children")
SUMMED = {
    "killed_low": ("killed_low",),
    "killed_high": ("killed_high",),
    "killed_civilians": ("civilians_killed_low", "civilians_killed_high"),
    "killed_children": ("civilians_killed_low", "civilians_killed_high"),
}


@pytest.mark.parametrize("name", TOLLS)
@pytest.mark.parametrize("value", [NAN, INF, -INF, -1.0, 2.5, 3e9, -(2.0**31)])
def test_no_unusable_toll_comes_out_as_a_number(name: str, value: float) -> None:
    found = linked(table({name: value}))
    (incident,) = found.incidents.to_pylist()
    assert [incident[out] for out in SUMMED[name]] == [None] * len(SUMMED[name])
    assert [
        f"1 report tells a {name} that cannot be used, which counts as not told: r0 (" in n for n in found.notes
    ] == [True]


@pytest.mark.parametrize("value", [2**31, -(2**40), 2**63])
def test_a_toll_too_large_for_its_column_is_no_other_number(value: int) -> None:
    reports = pa.table(
        {
            "report_id": ["a"],
            "date_start": [DAY],
            "killed_low": pa.array([value], pa.uint64() if value > 0 else pa.int64()),
        }
    )
    (incident,) = linked(reports).incidents.to_pylist()
    assert incident["killed_low"] is None


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(95.0, 37.0), (-90.5, 37.0), (35.0, 361.0), (NAN, 37.0), (35.0, NAN), (35.0, None), (None, 37.0), (INF, 0.0)],
)
def test_a_place_that_is_none_is_null_in_both_its_numbers(lat: float | None, lon: float | None) -> None:
    found = linked(
        table({"lat": lat, "lon": lon}, {"lat": 35.0, "lon": 37.0, "date_start": dt.date(2019, 1, 1), "date_end": None})
    )
    told = {row["incident_id"]: (row["lat"], row["lon"]) for row in found.incidents.to_pylist()}
    assert told == {"r0": (None, None), "r1": (35.0, 37.0)}
    assert sum("lat or lon that is no point" in note and "r0 (" in note for note in found.notes) == 1


def test_a_point_at_zero_is_no_place_of_an_incident() -> None:
    found = linked(table({"lat": 0.0, "lon": 0.0}))
    assert found.incidents["lat"].null_count == found.incidents["lon"].null_count == 1
    assert found.notes == ("1 report stands at latitude 0, longitude 0, and was counted as without a point: r0 (0, 0)",)


def test_of_a_window_that_ends_before_it_starts_the_start_stands() -> None:
    late, early = dt.datetime(2018, 3, 21, 18, tzinfo=dt.UTC), dt.datetime(2018, 3, 21, 6, tzinfo=dt.UTC)
    found = linked(table({"date_end": DAY - dt.timedelta(3), "utc_start": late, "utc_end": early}))
    (incident,) = found.incidents.to_pylist()
    assert (incident["date_start"], incident["date_end"]) == (DAY, None)
    assert (incident["utc_start"], incident["utc_end"]) == (late, None)
    assert sorted(found.notes) == [
        "1 report tells a date_end before its date_start, which counts as not told: r0 (2018-03-18)",
        "1 report tells a utc_end before its utc_start, which counts as not told: r0 (2018-03-21 06:00:00Z)",
    ]


def test_of_a_toll_whose_upper_bound_lies_below_the_lower_the_lower_stands() -> None:
    found = linked(table({"killed_low": 10, "killed_high": 3}))
    (incident,) = found.incidents.to_pylist()
    assert (incident["killed_low"], incident["killed_high"]) == (10, None)
    assert "killed_high below its killed_low" in found.notes[0]


@pytest.mark.parametrize("days", [-719_163, 2_932_897, 2**31 - 1, -(2**31) + 1])
def test_a_day_of_no_calendar_is_no_day_of_an_incident(days: int) -> None:
    day = pa.array([days], pa.int32()).cast(pa.date32())
    found = linked(pa.table({"report_id": ["a"], "date_start": day, "date_end": day, "date_precision": [5]}))
    (incident,) = found.incidents.to_pylist()
    assert (incident["date_start"], incident["date_end"]) == (None, None)
    assert any("date_start that cannot be used" in note and f"a ({days})" in note for note in found.notes)


def test_the_first_and_the_last_day_of_the_calendar_are_days() -> None:
    ends = [dt.date(1, 1, 1), dt.date(9999, 12, 31)]
    found = linked(pa.table({"report_id": ["a", "b"], "date_start": ends, "date_end": ends, "date_precision": [5, 5]}))
    assert {row["date_start"] for row in found.incidents.to_pylist()} == set(ends)
    assert not found.notes


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place_precision", 9),
        ("place_precision", -1),
        ("radius_km", NAN),
        ("radius_km", -4.0),
        ("radius_km", INF),
        ("origin_precision", 300.0),
    ],
)
def test_no_unusable_precision_comes_out(name: str, value: float) -> None:
    found = linked(table({"lat": 35.0, "lon": 37.0, "origin_place": "Hama", name: value}))
    assert found.incidents[name].null_count == 1
    assert any(f"{name} that cannot be used" in note for note in found.notes)


def test_a_note_names_the_first_reports_and_counts_the_others() -> None:
    found = linked(table(*({"killed_low": -k - 1} for k in range(9))))
    assert found.notes == (
        "9 reports tell a killed_low that cannot be used, which counts as not told: r0 (-1), r1 (-2), r2 (-3) and 6 more",
    )


NUMBERS = st.sampled_from([None, NAN, -1.0, 0.0, 3.0, 95.0, 2.5, 1e12])
DAYS = st.sampled_from([None, DAY, DAY + dt.timedelta(1), DAY - dt.timedelta(1)])
ROW = st.fixed_dictionaries(
    {"lat": NUMBERS, "lon": NUMBERS, "date_start": DAYS, "date_end": DAYS}
    | dict.fromkeys((*TOLLS, "radius_km", "place_precision"), NUMBERS)
)


@settings(max_examples=60, deadline=None)
@drawn(st.lists(ROW, min_size=1, max_size=8), st.randoms())
def test_whatever_is_told_incidents_hold_what_can_be_used_and_every_way_of_linking_agrees(
    rows: list[dict[str, Any]], random: Any
) -> None:
    kinds = {"report_id": pa.string(), "date_start": pa.date32(), "date_end": pa.date32()}
    reports = table(*rows)
    reports = pa.table({name: reports[name].cast(kinds.get(name, pa.float64())) for name in reports.column_names})
    whole = linked(reports)
    for row in whole.incidents.to_pylist():
        assert row["lat"] is None or (abs(row["lat"]) <= 90 and (row["lat"], row["lon"]) != (0, 0))
        assert row["killed_low"] is None or row["killed_low"] >= 0
        assert None in (row["killed_low"], row["killed_high"]) or row["killed_low"] <= row["killed_high"]
        assert row["radius_km"] is None or 0 <= row["radius_km"] < INF
    assert usable(usable(reports)[0]) == (usable(reports)[0], ())
    order = list(range(len(reports)))
    random.shuffle(order)
    turned = linked(reports.take(pa.array(order)))
    assert turned.notes == whole.notes
    assert turned.incidents.equals(whole.incidents)
    some = len(rows) // 2
    first = linked(reports.slice(0, some))
    more = linkage.extend(first, reports.slice(0, some), reports.slice(some))
    assert (more.notes, more.incidents.equals(whole.incidents)) == (whole.notes, True)
    parts = [
        shards.score_part(shards.part(reports, run, QUIET), run, linkage.prior(), QUIET)
        for run in shards.plan(reports, 3)
    ]
    cut = shards.gather(reports, parts, None, linkage.prior(), QUIET)
    assert (cut.notes, cut.incidents.equals(whole.incidents)) == (whole.notes, True)


def test_a_table_of_the_house_is_left_as_it_is() -> None:
    reports = pa.Table.from_pylist([{"report_id": "a", "date_start": DAY, "lat": 35.0, "lon": 37.0}], schema("reports"))
    found, slips = usable(reports)
    assert found.equals(reports)
    assert not slips
    assert np.isfinite(found["lat"].to_numpy()).all()


def told_days(*windows: tuple[dt.date | None, dt.date | None]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of the incident of reports that people bound, which tell these windows."""
    reports = pa.table(
        {
            "report_id": [f"r{k}" for k in range(len(windows))],
            "date_start": pa.array([start for start, _ in windows], pa.date32()),
            "date_end": pa.array([end for _, end in windows], pa.date32()),
        }
    )
    said = [{"a": "r0", "b": f"r{k}", "verdict": "same"} for k in range(1, len(windows))]
    found = linkage.link(
        reports, pa.Table.from_pylist(said) if said else None, options=QUIET, parameters=linkage.prior()
    )
    (incident,) = found.incidents.to_pylist()
    return incident["date_start"], incident["date_end"]


def test_no_report_of_an_incident_lies_outside_its_days() -> None:
    third, fifth = dt.date(2018, 3, 3), dt.date(2018, 3, 5)
    assert told_days((fifth, None)) == (fifth, None)
    assert told_days((None, fifth)) == (None, fifth)
    assert told_days((fifth, None), (third, third)) == (third, fifth)
    assert told_days((fifth, None), (third, None)) == (third, fifth)
    assert told_days((fifth, fifth), (None, third)) == (third, fifth)
    assert told_days((fifth, None), (None, third)) == (third, fifth)
    assert told_days((None, None), (third, fifth)) == (third, fifth)
    assert told_days((fifth, third), (third, third)) == (third, fifth)


def test_types_that_are_no_codes_are_named_and_stay() -> None:
    told = pa.table(
        {"report_id": ["a", "b", "c", "d", "e"], "event_type": ["shelling", "Shelling ", "state-based", None, ""]}
    )
    found, slips = usable(told)
    assert found.equals(told)
    assert [str(slip) for slip in slips] == [
        "1 report tells a type that is no code of event types, so no other type speaks plainly against it: c (state-based)"
    ]

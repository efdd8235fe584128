"""Counts for longer than a day, of several bodies, side by side."""

from datetime import date
from typing import Any

from ceasefire.figures.period_counts import period_counts
from tests.figures.tallies import bulletin, table

D = date.fromisoformat


def count(body: str | None, n: int | None, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "tally_id": f"{body}/{start}/{end}/{more.get('unit', 'breach')}",
        "counted_by": body,
        "measure": "breaches",
        "unit": "breach",
        "place": "ALL",
        "date_start": D(start),
        "date_end": D(end),
        "low": n,
        "high": n,
    } | more


WEEK = ("2024-12-02", "2024-12-08")


def test_period_counts_of_two_bodies_over_the_same_days_stand_side_by_side_with_their_difference() -> None:
    [group] = period_counts(table([count("north", 54, *WEEK), count("south", 60, *WEEK)]))
    assert (group.start, group.end, group.place) == (D(WEEK[0]), D(WEEK[1]), "ALL")
    assert [(c.body, str(c.figure)) for c in group.counts] == [("north", "54 breaches"), ("south", "60 breaches")]
    assert group.compared == ("south counts 6 breaches more than north over the same days",)
    assert [c.figure.lineage for c in group.counts] == [
        ("north/2024-12-02/2024-12-08/breach",),
        ("south/2024-12-02/2024-12-08/breach",),
    ]


def test_unlike_units_stand_beside_each_other_without_a_difference() -> None:
    [group] = period_counts(table([count("north", 54, *WEEK), count("south", 9, *WEEK, unit="case_of_firing")]))
    assert group.compared == ("north and south: no difference is taken between breaches and cases of firing",)


def test_overlapping_periods_say_how_many_days_they_share_and_take_no_difference() -> None:
    [group] = period_counts(
        table([count("north", 54, "2024-12-01", "2024-12-05"), count("south", 816, "2024-12-04", "2024-12-22")])
    )
    assert group.compared == ("north and south: 2 days in common, not the same days; no difference is taken",)
    assert [c.body for c in group.counts] == ["north", "south"]


def test_other_measures_and_bounds_have_no_difference() -> None:
    [group] = period_counts(table([count("north", 54, *WEEK), count("south", 60, *WEEK, measure="flights")]))
    assert group.compared == ("north and south: breaches and flights are different counts",)
    [group] = period_counts(table([count("north", 54, *WEEK), count("south", 60, *WEEK, high=None)]))
    assert group.compared == ("north and south: the same days; a bound has no difference",)
    [group] = period_counts(table([count("north", 54, *WEEK), count("south", 54, *WEEK)]))
    assert group.compared == ("north and south: the same number over the same days",)


def test_one_body_other_places_days_apart_and_daily_lists_are_not_compared() -> None:
    assert period_counts(table([count("north", 54, *WEEK), count("north", 60, *WEEK)])) == ()
    assert period_counts(table([count("north", 54, *WEEK), count("south", 60, *WEEK, place="Hama")])) == ()
    assert period_counts(table([count("north", 54, *WEEK), count("south", 60, "2024-12-09", "2024-12-15")])) == ()
    assert period_counts(table(bulletin("2024-12-02", "north", 3) + bulletin("2024-12-02", "south", 4))) == ()
    assert period_counts(table([count("north", 54, *WEEK), count("south", None, *WEEK, low=None)])) == ()


def test_a_measure_may_be_chosen_and_whoever_states_a_count_without_a_counter_is_its_body() -> None:
    rows = [
        count("north", 54, *WEEK),
        count(None, 60, *WEEK, said_by="south"),
        count("east", 1, *WEEK, measure="flights"),
    ]
    [group] = period_counts(table(rows), measure="breaches")
    assert [c.body for c in group.counts] == ["north", "south"]


def test_running_counts_of_one_body_stand_each_beside_the_other_bodies() -> None:
    rows = [
        count("north", 54, "2024-11-27", "2024-12-01"),
        count("north", 816, "2024-11-27", "2024-12-22"),
        count("south", 70, "2024-11-27", "2024-12-01"),
    ]
    first, second = period_counts(table(rows))
    assert {(c.body, c.figure.value) for c in first.counts} in (
        {("north", 816), ("south", 70)},
        {("north", 54), ("south", 70)},
    )
    assert first != second

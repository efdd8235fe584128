"""Entries a day with a list, ledger by ledger, with what the body watched."""

from datetime import date
from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.figures import Period, total
from ceasefire.figures.errors import UnlikeUnitsError
from ceasefire.figures.list_rates import list_rates, rate_figures
from ceasefire.vocabulary import schema
from tests.figures.tallies import bulletin, table

D = date.fromisoformat
MARCH = Period(name="March", start=D("2026-03-01"), end=D("2026-03-10"))


def watched(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema("coverage"))


def rates(
    *rows: list[dict[str, Any]],
    coverage: tuple[dict[str, Any], ...] = (),
    periods: tuple[Period, ...] = (MARCH,),
    **more: Any,
) -> list[dict[str, Any]]:
    told = table(row for some in rows for row in some)
    found: list[dict[str, Any]] = list_rates(told, watched(*coverage), periods, **more).to_pylist()
    return found


def test_each_ledger_has_its_days_with_a_list_its_rate_its_unit_and_its_coverage() -> None:
    coverage = {
        "coverage_id": "c1",
        "by": "north",
        "date_start": D("2026-03-01"),
        "date_end": D("2026-03-04"),
        "patrols": 3,
    }
    rows = rates(
        bulletin("2026-03-01", "north", 6),
        bulletin("2026-03-02", "north", 2),
        bulletin("2026-03-02", "south", 5, unit="breach"),
        coverage=(coverage,),
    )
    north, south = rows
    assert (north["days"], north["days_with_list"], north["days_without_list"]) == (10, 2, 8)
    assert (north["low"], north["high"], north["a_day_low"], north["unit"]) == (8, 8, 4.0, "case_of_firing")
    assert (north["days_watched"], north["days_not_watched"], north["watched_by"]) == (4, 6, ["north"])
    assert north["coverage"] == "watched 4, not watched 6 of 10 days"
    assert "c1" in north["lineage"]
    assert len(north["lineage"]) == 3
    assert (south["unit"], south["a_day_low"], south["days_watched"]) == ("breach", 5.0, None)
    assert south["coverage"].startswith("not known")
    assert all("hold" not in str(value) for row in rows for value in row.values())


def test_a_list_of_a_week_covers_its_days_and_of_lists_that_overlap_those_that_cover_most_are_added() -> None:
    week = bulletin("2026-03-02", "north", 14, date_end=D("2026-03-08"))
    [row] = rates(week)
    assert (row["days_with_list"], row["a_day_low"], row["lists_left_out"]) == (7, 2.0, 0)
    [row] = rates(week, bulletin("2026-03-03", "north", 1))
    assert (row["days_with_list"], row["low"], row["lists_left_out"]) == (7, 14, 1)
    days = [bulletin(f"2026-03-0{n}", "north", 1) for n in range(2, 9)]
    [row] = rates(week, *days)
    assert (row["days_with_list"], row["low"], row["lists_left_out"]) == (7, 7, 1)


def test_a_running_count_is_in_the_rate_with_its_last_value_alone() -> None:
    told = [
        bulletin("2026-03-01", "north", n, date_end=D(f"2026-03-0{end}"), text=str(end))
        for n, end in ((5, 2), (9, 4), (30, 9))
    ]
    [row] = rates(*told)
    assert (row["days_with_list"], row["low"], row["lists_left_out"]) == (9, 30, 2)


LISTS = st.lists(st.tuples(st.integers(1, 10), st.integers(0, 4)), min_size=1, max_size=6, unique=True)


@given(LISTS)
def test_the_lists_added_share_no_day_and_no_choice_covers_more(spans: list[tuple[int, int]]) -> None:
    """Every list counts one a day, so that entries and days covered are the same number."""
    spans = [(a, min(a + n, 10)) for a, n in spans]
    told = [
        bulletin(f"2026-03-{a:02}", "north", b - a + 1, date_end=date(2026, 3, b), text=f"{a}-{b}")
        for a, b in set(spans)
    ]
    [row] = rates(*told)
    assert row["low"] == row["days_with_list"] == len(set(row["listed_on"]))
    apart = (
        chosen
        for size in range(len(told) + 1)
        for chosen in combinations(set(spans), size)
        if all(x[1] < y[0] or y[1] < x[0] for x, y in combinations(chosen, 2))
    )
    assert row["days_with_list"] == max(sum(b - a + 1 for a, b in chosen) for chosen in apart)


def test_texts_that_differ_give_a_range_and_an_open_total_has_no_upper_end() -> None:
    [row] = rates(bulletin("2026-03-02", "north", 4), bulletin("2026-03-02", "north", 6, text="two"))
    assert (row["low"], row["high"], row["a_day_low"], row["a_day_high"]) == (4, 6, 4.0, 6.0)
    open_ = [bulletin("2026-03-02", "north", 4)[0] | {"high": None}]
    [row] = rates(open_)
    assert (row["low"], row["high"], row["a_day_high"]) == (4, None, None)


def test_a_list_that_reaches_over_the_bound_of_every_period_has_a_period_of_its_own() -> None:
    [row] = rates(bulletin("2026-02-27", "north", 8, date_end=D("2026-03-02")))
    assert (row["period"], row["days"], row["days_with_list"], row["low"]) == ("2026-02-27 to 2026-03-02", 4, 4, 8)
    assert row["joins"] == ["2026-02-27 to 2026-02-28", "March"]


def test_running_counters_and_places_are_in_no_rate() -> None:
    assert rates(bulletin("2026-03-01", "north", None, {"Hama": 3})) == []
    assert rates(bulletin("2026-03-01", "north", 3), running=["firing"]) == []


def test_a_period_over_several_others_says_which_it_joins() -> None:
    halves = (
        Period(name="first", start=D("2026-03-01"), end=D("2026-03-05")),
        Period(name="second", start=D("2026-03-06"), end=D("2026-03-10")),
    )
    rows = rates(bulletin("2026-03-01", "north", 6), bulletin("2026-03-07", "north", 2), periods=(MARCH, *halves))
    assert {row["period"]: row["joins"] for row in rows} == {"March": ["first", "second"], "first": [], "second": []}


def test_the_figures_of_rates_carry_both_numbers_and_are_never_added() -> None:
    told = table(bulletin("2026-03-01", "north", 6) + bulletin("2026-03-02", "north", 2))
    [figure] = rate_figures(list_rates(told, watched(), [MARCH]))
    assert (figure.value, figure.numerator, figure.denominator, figure.denominator_unit) == (4, 8, 2, "day")
    assert (figure.coverage, figure.unit, len(figure.lineage)) == ("2 of 10 days", "case_of_firing", 2)
    with pytest.raises(UnlikeUnitsError):
        total([figure, figure], scope="all")

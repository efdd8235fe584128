"""Rows under a header."""

import datetime as dt

import pytest

from ceasefire.reading import ClaimType, read

TABLE = """CTSAMVM weekly report
Date | County | Incident | Killed | Injured
3 May 2019 | Lainya | Ambush on a truck | 2 | 4
5 May 2019 | Yei | Shelling of a market | - | 7+
"""
COUNTS = """OSCE daily report
Region | Ceasefire violations | Explosions
Donetsk | 1,204 | 310
Luhansk | 88 | 12
"""


def test_rows_become_incidents() -> None:
    first, second = (c for c in read(TABLE, date=dt.date(2019, 5, 6)).claims if c.type is ClaimType.INCIDENT)
    assert (first.place, first.killed and first.killed.low, first.injured and first.injured.high) == ("Lainya", 2, 4)
    assert first.date is not None
    assert first.date.start == dt.date(2019, 5, 3)
    assert (
        second.kind,
        second.killed,
        second.injured and second.injured.low,
        second.injured and second.injured.high,
    ) == ("shelling", None, 7, None)


def test_cells_become_figures() -> None:
    found = {
        (c.place, c.measure): c.value.low
        for c in read(COUNTS, date=dt.date(2018, 6, 8)).claims
        if c.type is ClaimType.FIGURE and c.value
    }
    assert found == {
        ("Donetsk", "ceasefire violations"): 1204,
        ("Donetsk", "explosions"): 310,
        ("Luhansk", "ceasefire violations"): 88,
        ("Luhansk", "explosions"): 12,
    }


def table(text: str) -> list[tuple[str | None, int | None, str | None, str]]:
    found = (c for c in read(text, date=dt.date(2031, 5, 15)).claims if c.type is ClaimType.FIGURE)
    return [(c.measure, c.value.low if c.value else None, c.place, c.rule) for c in found]


def test_every_count_column_is_read_and_the_total_is_marked() -> None:
    text = "Governorate | Violations | Killed\nOrvan | 12 | 3\nVeldara | 5 | 0\nTotal | 17 | 3\n"
    assert table(text) == [
        ("ceasefire violations", 12, "Orvan", "tables/count"),
        ("killed", 3, "Orvan", "tables/count"),
        ("ceasefire violations", 5, "Veldara", "tables/count"),
        ("killed", 0, "Veldara", "tables/count"),
        ("ceasefire violations", 17, None, "tables/total"),
        ("killed", 3, None, "tables/total"),
    ]


@pytest.mark.parametrize("gap", ["\t", " | ", "      "])
def test_rows_may_be_kinds_and_columns_places(gap: str) -> None:
    rows = [["Type", "Orvan", "Veldara"], ["Shelling", "12", "5"], ["Small-arms fire", "3", "1"]]
    text = "\n".join(gap.join(row) for row in rows)
    assert [found[:3] for found in table(text)] == [
        ("shelling", 12, "Orvan"),
        ("shelling", 5, "Veldara"),
        ("small-arms fire", 3, "Orvan"),
        ("small-arms fire", 1, "Veldara"),
    ]


def test_the_heading_says_what_is_counted_and_when() -> None:
    found = read("Violations in April\n\nOrvan\t12\nVeldara\t9\nTotal\t21\n", date=dt.date(2031, 5, 15)).claims
    assert [(c.measure, c.place, str(c.period.start) if c.period else None) for c in found] == [
        ("ceasefire violations", "Orvan", "2031-04-01"),
        ("ceasefire violations", "Veldara", "2031-04-01"),
        ("ceasefire violations", None, "2031-04-01"),
    ]


def test_a_column_may_be_a_year_or_a_part_of_a_time_that_nobody_dates() -> None:
    years = read("Trucks by crossing\n\nCrossing | 2029 | 2030\nNorth gate | 1,200 | 3,400\n", date=None).claims
    assert [str(c.period.start) for c in years if c.period] == ["2029-01-01", "2030-01-01"]
    weeks = read("Violations in May 2031\n\nDistrict | Week 1 | Week 2\nOrvan | 12 | 15\n", date=None).claims
    assert [c.period for c in weeks] == [None, None]

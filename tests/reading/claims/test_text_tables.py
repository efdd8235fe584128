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


NONE = """Date | Place | Type | Killed | Source
5 May 2031 | Tarn | shelling | 3 | the mayor
6 May 2031 | Velt | {} | {} | -
"""


@pytest.mark.parametrize("word", ["none", "-", "nil", "No incidents", "nothing to report", "Quiet", "n/a"])
@pytest.mark.parametrize("killed", ["0", "-", "nil", ""])
def test_a_row_in_which_nothing_happened_is_no_incident(word: str, killed: str) -> None:
    claims = read(NONE.format(word, killed), date=dt.date(2031, 5, 14)).claims
    assert [(c.place, c.attribution) for c in claims] == [("Tarn", "the mayor")]


def test_a_dash_for_the_source_is_no_source() -> None:
    claims = read(NONE.format("ambush", "2"), date=dt.date(2031, 5, 14)).claims
    assert [(c.place, c.attribution) for c in claims] == [("Tarn", "the mayor"), ("Velt", None)]


@pytest.mark.parametrize(
    ("north", "south", "slot"),
    [
        ("Violations by army", "Violations by Front", "blamed"),
        ("Violations committed by the army", "Violations committed by the Front", "blamed"),
        ("Attacks attributed to army", "Attacks attributed to Front", "blamed"),
        ("Violations reported by army", "Violations reported by Front", "attribution"),
        ("Incidents counted by the army", "Incidents counted by the Front", "attribution"),
    ],
)
def test_columns_of_two_bodies_say_whose_count_each_is(north: str, south: str, slot: str) -> None:
    text = f"Place | {north} | {south}\nTarn | 3 | 5\nVelt | 2 | 0\n"
    claims = read(text, date=dt.date(2031, 5, 14)).claims
    told = [(c.place, c.value and c.value.low, getattr(c, slot)) for c in claims]
    nobody = None if slot == "blamed" else "Front"
    assert told == [("Tarn", 3, "army"), ("Tarn", 5, "Front"), ("Velt", 2, "army"), ("Velt", 0, nobody)]


@pytest.mark.parametrize("label", ["Violations by district", "Complaints by army | Complaints by Front"])
def test_columns_that_accuse_nobody_accuse_nobody(label: str) -> None:
    cells = " | ".join("3" for _ in label.split("|"))
    claims = read(f"Place | {label}\nTarn | {cells}\n", date=dt.date(2031, 5, 14)).claims
    assert all(c.blamed is None for c in claims)


@pytest.mark.parametrize(
    "text",
    [
        "Place\tDate\tKilled\tInjured\nTarn\t5 May 2031\t3\t4\nVelt\t6 May 2031\t0\t2\n",
        "Date\tPlace\tKilled\tInjured\n5 May 2031\tTarn\t3\t4\n6 May 2031\tVelt\t0\t2\n",
    ],
)
def test_counts_of_a_row_with_a_day_are_of_that_day_and_place(text: str) -> None:
    claims = read(text, date=dt.date(2031, 5, 14)).claims
    told = {(c.place, c.measure, c.value and c.value.low, c.period and c.period.start.day) for c in claims}
    assert told == {
        ("Tarn", "killed", 3, 5),
        ("Tarn", "injured", 4, 5),
        ("Velt", "killed", 0, 6),
        ("Velt", "injured", 2, 6),
    }

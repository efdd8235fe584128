"""Dates as articles write them, against the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates, find_durations

CLOCK = Clock(reference=dt.date(2017, 8, 24))


def spans(text: str, clock: Clock = CLOCK) -> list[str]:
    return [f"{m.value.start}/{m.value.end}" if m.value else "open" for m in find_dates(text, clock)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "held on January 23-24, February 15-16 and July 4-5.",
            ["2017-01-23/2017-01-24", "2017-02-15/2017-02-16", "2017-07-04/2017-07-05"],
        ),
        ("between 30 May and 2 June 2018", ["2018-05-30/2018-06-02"]),
        ("from 28 December to 3 January 2016", ["2015-12-28/2016-01-03"]),
        ("between the evenings of 5 and 7 June", ["2017-06-05/2017-06-07"]),
        ("in mid-September last year", ["2016-09-11/2016-09-20"]),
        ("in late February", ["2017-02-21/2017-02-28"]),
        ("late February 2016", ["2016-02-21/2016-02-29"]),
        ("in August last year that", ["2016-08-01/2016-08-31"]),
        ("on Thursday, 4 May 2017, and the day before", ["2017-05-04/2017-05-04", "2017-05-03/2017-05-03"]),
        ("on December 30, 2016 and again on January 23", ["2016-12-30/2016-12-30", "2017-01-23/2017-01-23"]),
        ("on Tuesday", ["2017-08-22/2017-08-22"]),
        ("on Thursday", ["2017-08-24/2017-08-24"]),
        ("last week", ["2017-08-14/2017-08-20"]),
        ("last month", ["2017-07-01/2017-07-31"]),
        ("in the last 24 hours", ["2017-08-23/2017-08-24"]),
        ("two days ago", ["2017-08-22/2017-08-22"]),
        ("in the first quarter of 2016", ["2016-01-01/2016-03-31"]),
        ("2017-05-04", ["2017-05-04/2017-05-04"]),
        ("on 04.05.2017", ["2017-05-04/2017-05-04"]),
        ("on 23/05/2017", ["2017-05-23/2017-05-23"]),
        ("on 04/05/2017", ["open"]),
        ("They will meet on Friday", ["2017-08-25/2017-08-25"]),
        ("They met on Friday to prepare the next round", ["2017-08-18/2017-08-18"]),
        ("the round will open on September 12", ["2017-09-12/2017-09-12"]),
        ("the round opened on September 12", ["2016-09-12/2016-09-12"]),
    ],
)
def test_written_dates(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text", ["Resolution 2254 endorses", "call +7 (701) 759 90 19", "on 31 February", "may 12 men", "USD 345.55"]
)
def test_what_is_no_date(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    "text", ["on Tuesday", "last week", "January 23-24", "yesterday", "in the past three days", "next month"]
)
def test_relative_dates_stay_open_without_a_reference(text: str) -> None:
    assert spans(text, Clock()) == ["open"]


def test_a_deadline_before_its_event_stays_open_without_an_anchor() -> None:
    assert spans("five days earlier, by Oct. 10", Clock(reference=dt.date(2018, 9, 20)))[1] == "2018-10-10/2018-10-10"


def test_the_reference_may_be_a_leap_day() -> None:
    assert spans("in February", Clock(reference=dt.date(2016, 2, 29))) == ["2016-02-01/2016-02-29"]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2039, 12, 31)))
def test_a_full_date_reads_back(day: dt.date) -> None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    name = months[day.month - 1]
    for text in (f"on {day.day} {name} {day.year}", f"on {name} {day.day}, {day.year}", f"on {day.isoformat()}"):
        assert spans(text) == [f"{day}/{day}"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_grammar(text: str) -> None:
    for mention in find_dates(text, CLOCK):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.value is None or mention.value.start <= mention.value.end


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("for 72 hours", 72, "hour"),
        ("within six months", 6, "month"),
        ("a two-week truce", 2, "week"),
        ('in "approximately one month"', 1, "month"),
    ],
)
def test_lengths_of_time(text: str, amount: float, unit: str) -> None:
    found = find_durations(text)
    assert [(d.amount, d.unit) for d in found] == [(amount, unit)]


def test_later_than_planned_is_no_date() -> None:
    assert spans("It took effect on Thursday, two days later than planned.") == ["2017-08-24/2017-08-24"]


def test_the_next_day_leans_on_the_day_told_before_it() -> None:
    assert spans("They announced it on 18 January, effective the next day.")[-1] == "2017-01-19/2017-01-19"

"""Dates as articles write them, against the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.mentions.dates.clock import Clock
from ceasefire.reading.mentions.dates.in_sentence import find_dates, find_durations
from ceasefire.reading.mentions.dates.line_years import is_day_first, year_at
from ceasefire.reading.model import DateRange

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
        ("in the week of 7 August", ["2017-08-07/2017-08-13"]),
        ("Casualties w/c 7 August: 3", ["2017-08-07/2017-08-13"]),
        ("from the 15th to today", ["2017-08-15/2017-08-24"]),
        ("on the 3rd and 4th", ["2017-08-03/2017-08-04"]),
        ("on Monday and Tuesday", ["2017-08-21/2017-08-22"]),
        ("on Monday and Wednesday", ["2017-08-21/2017-08-21", "2017-08-23/2017-08-23"]),
        ("the 9th of this month", ["2017-08-09/2017-08-09"]),
        ("then on the sixteenth, across the line", ["2017-08-16/2017-08-16"]),
        ("dead since New Year's", ["2017-01-01/2017-01-01"]),
        ("31 burials since Christmas", ["2016-12-25/2016-12-25"]),
        ("Q1 2017", ["2017-01-01/2017-03-31"]),
        ("during the last fortnight", ["2017-08-10/2017-08-24"]),
        ("in ten days' time", ["2017-09-03/2017-09-03"]),
        ("14-AUG-2017", ["2017-08-14/2017-08-14"]),
        ("1998 - The parties sign", ["1998-01-01/1998-12-31"]),
        ("two days ago", ["2017-08-22/2017-08-22"]),
        ("shells fell on the Sunday before last", ["2017-08-13/2017-08-13"]),
        ("they will sit on Friday week.", ["2017-09-01/2017-09-01"]),
        ("on the 13th killed eight", ["2017-08-13/2017-08-13"]),
        ("by the 3rd armoured brigade", []),
        ("on the 3rd day", []),
        ("on the last day of July", ["2017-07-31/2017-07-31"]),
        ("by the end of July 2017", ["2017-07-31/2017-07-31"]),
        ("at the end of July", ["2017-07-21/2017-07-31"]),
        ("by the middle of this month", ["2017-08-11/2017-08-20"]),
        ("election in Sarn, autumn 2018", ["2018-09-01/2018-11-30"]),
        ("on All Saints' Day", ["2016-11-01/2016-11-01"]),
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


MAY = Clock(reference=dt.date(2031, 5, 15), anchor=DateRange(start=dt.date(2031, 5, 12), end=dt.date(2031, 5, 14)))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("On its last day the round brought a text.", "2031-05-14", "2031-05-14"),
        ("On the second day of the talks they met.", "2031-05-13", "2031-05-13"),
        ("They sat on the last Friday of April.", "2031-04-25", "2031-04-25"),
        ("They are to meet on the first Monday in June.", "2031-06-02", "2031-06-02"),
        ("They will meet in the first week of June.", "2031-06-01", "2031-06-07"),
        ("They met in the last week of April.", "2031-04-24", "2031-04-30"),
        ("They met earlier in May.", "2031-05-01", "2031-05-14"),
        ("They met on 8, 9 and 10 May.", "2031-05-08", "2031-05-10"),
        ("They met on 12/13 May.", "2031-05-12", "2031-05-13"),
        ("The truce was renewed from May 3 until July 3.", "2031-05-03", "2031-07-03"),
        ("The truce runs until September 1.", "2031-09-01", "2031-09-01"),
        ("The truce was extended until September 1.", "2031-09-01", "2031-09-01"),
        ("The truce expires at midnight on June 4.", "2031-06-04", "2031-06-04"),
        ("They will meet in May.", "2031-05-01", "2031-05-31"),
        ("A meeting announced for 27 May will take up the map.", "2031-05-27", "2031-05-27"),
        ("The panel convenes on Friday.", "2031-05-16", "2031-05-16"),
        ("The vote follows in September.", "2031-09-01", "2031-09-30"),
        ("A week later they met again.", "2031-05-19", "2031-05-19"),
        ("They must go not later than 25 June.", "2031-06-25", "2031-06-25"),
    ],
)
def test_days_of_meetings_and_deadlines(text: str, start: str, end: str) -> None:
    [found] = find_dates(text, MAY)
    assert found.value is not None
    assert (str(found.value.start), str(found.value.end)) == (start, end)


def test_a_day_of_each_week_is_no_date() -> None:
    assert find_dates("They confer every Monday.", MAY) == ()


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
)
def test_a_week_or_weekday_of_a_month_lies_in_that_month(day: dt.date, nth: str) -> None:
    month = day.strftime("%B %Y")
    for what in ("week", "Monday", "Sunday"):
        [found] = find_dates(f"on the {nth} {what} of {month}", Clock())
        assert found.value is not None
        assert (found.value.start.year, found.value.start.month, found.value.end.month) == (
            day.year,
            day.month,
            day.month,
        )


@given(st.integers(1, 28))
def test_a_day_told_by_its_number_alone_is_the_next_where_its_verb_looks_ahead(number: int) -> None:
    [one] = find_dates(f"The army must leave the hill by the {number}th.", CLOCK)
    assert one.value is not None
    assert (one.value.start.day, one.role) == (number, "by")
    assert 0 <= (one.value.start - dt.date(2017, 8, 24)).days <= 31


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Parliament meets again, in closed session, on 6 September.", ["2017-09-06/2017-09-06"]),
        ("By Sunday 40 families had gone back.", ["2017-08-20/2017-08-20"]),
        ("The house was set on fire on Tuesday.", ["2017-08-22/2017-08-22"]),
        ("He said she would return on 6 September.", ["2017-09-06/2017-09-06"]),
        ("The mandate, renewed last month, ends on 6 September.", ["2017-07-01/2017-07-31", "2017-09-06/2017-09-06"]),
        ("the 2nd battalion and the 3rd floor", []),
    ],
)
def test_the_verb_of_a_day_says_whether_it_is_to_come(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
@pytest.mark.parametrize(
    "text",
    [
        "last year", "next year", "early next year", "last month", "next month", "last week", "next week", "yesterday",
        "tomorrow", "last Tuesday", "on Monday", "next Friday", "two weeks ago", "within two years", "3 December", "this weekend",
        "the day before", "in the coming months", "in the past three months", "the first quarter", "from 28 December to 3 January",
    ],
)  # fmt: skip
def test_a_day_outside_the_calendar_stays_open(text: str, day: dt.date) -> None:
    for sentence in (f"The talks were held {text}.", f"The talks will be held {text}."):
        find_dates(sentence, Clock(reference=day))


def test_the_year_of_a_chronology_is_that_of_its_line_or_of_the_line_above() -> None:
    text = "Chronology\n2012\n3 May. First truce.\n9 Dec. Second truce.\n\n1998 - War. Sarn falls, 4 June."
    assert [year_at(text, text.index(part)) for part in ("3 May", "9 Dec", "4 June")] == [2012, 2012, 1998]
    assert year_at("2012\n3 May.\n\nToday, 4 June", 16) is None
    assert spans("3 May", Clock(reference=CLOCK.reference, year=2012)) == ["2012-05-03/2012-05-03"]


def test_other_days_of_the_text_show_which_number_is_the_month() -> None:
    assert is_day_first("Sarn 19/08, Orvan 05/09") is True
    assert is_day_first("Sarn 08/19, Orvan 05/09") is False
    assert is_day_first("Sarn 05/09") is None
    first = Clock(reference=CLOCK.reference, day_first=True)
    assert spans("due 05/06; in Sarn on 06/05/2017", first) == ["2017-06-05/2017-06-05", "2017-05-06/2017-05-06"]
    assert spans("due 05/06") == []

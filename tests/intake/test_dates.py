"""Days, clocks and zones as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.intake.model import CellError
from ceasefire.intake.tables.dates import parse_clock, parse_day, parse_zone

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@given(DAYS)
def test_every_day_reads_back_in_every_unmistakable_spelling(day: date) -> None:
    months = (
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
    )
    name = months[day.month - 1]
    for spelling in (
        day.isoformat(),
        f" {day.isoformat()} ",
        day.isoformat().translate(ARABIC),
        day.isoformat().translate(PERSIAN),
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T00:00:00Z",
        f"{day.isoformat()} 00:00:00.000",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day}-{name[:3]}-{day.year}",
    ):
        assert parse_day(spelling) == (day, None, None), spelling


@given(DAYS)
def test_a_stated_order_decides_and_an_unstated_one_is_never_guessed(day: date) -> None:
    told = f"{day.day}/{day.month}/{day.year}"
    assert parse_day(told, "dmy")[0] == day
    assert parse_day(f"{day.month}/{day.day}/{day.year}", "mdy")[0] == day
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(CellError, match="state the order"):
            parse_day(told)
    else:
        assert parse_day(told)[0] == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_an_error_of_ours(text: str) -> None:
    try:
        found = parse_day(text)
    except CellError:
        return
    assert 1900 <= found[0].year <= 2200


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-02-31", "no day of the calendar"),
        ("2017-02-29", "no day of the calendar"),
        ("2017-13-01", "no day"),
        ("31.02.2017", "no day of the calendar"),
        ("1396-05-04", "another calendar"),
        ("42740", "day number"),
        ("42740.5", "day number"),
        ("5/1/17", "year of 2 digits"),
        ("soon", "not a day"),
        ("", "not a day"),
        ("2017-1-5x", "not a day"),
        ("2017-01-05 25:00", "no such time"),
        ("5 Marchember 2017", "no"),
        ("2017-01-05T10:00+03:00", "not a day"),
    ],
)
def test_what_is_no_day_says_why(text: str, words: str) -> None:
    with pytest.raises(CellError, match=words):
        parse_day(text)


def test_a_time_behind_the_day_is_kept_with_its_zone() -> None:
    assert parse_day("2017-01-05T22:30:00Z") == (date(2017, 1, 5), "22:30", "UTC")
    assert parse_day("2017-01-05 22:30") == (date(2017, 1, 5), "22:30", None)


def test_clocks() -> None:
    assert [parse_clock(t) for t in ("9:05", "09:05:59", "٢٢:٤٠", "00:00")] == ["09:05", "09:05", "22:40", "00:00"]
    for text in ("24:00", "9.05", "9 pm", "12:60", "", "1200"):
        with pytest.raises(CellError):
            parse_clock(text)


def test_zones_are_those_the_machine_knows() -> None:
    assert parse_zone("Asia/Damascus") == "Asia/Damascus"
    assert parse_zone("Z") == "UTC"
    for text in ("Damascus", "+03:00", "../../etc/passwd", "", "Asia/Nowhere"):
        with pytest.raises(CellError, match="time zone"):
            parse_zone(text)

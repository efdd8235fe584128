"""What a person types is read by the reader's own grammar, or refused with what to write."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.model import Count, DateRange
from ceasefire.reading.review.entries import EntryError, choice_of, count_of, days_of, names_of, round_of, words_of

DAY = dt.date(2031, 6, 1)


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("40", Count(low=40, high=40)),
        ("at least 40", Count(low=40)),
        ("up to 12", Count(high=12)),
        ("3 to 5", Count(low=3, high=5)),
        ("two", Count(low=2, high=2)),
        ("1,200", Count(low=1200, high=1200)),
        ("none", Count(low=0, high=0)),
        ("dozens", Count(vague="dozens")),
    ],
)
def test_numbers(told: str, count: Count) -> None:
    assert count_of(told) == count


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("9 May 2031", "2031-05-09", "2031-05-09"),
        ("9 may", "2031-05-09", "2031-05-09"),
        ("9-13 May", "2031-05-09", "2031-05-13"),
        ("May 2031", "2031-05-01", "2031-05-31"),
        ("May", "2031-05-01", "2031-05-31"),
        ("2030", "2030-01-01", "2030-12-31"),
        ("2031-05-09", "2031-05-09", "2031-05-09"),
        ("2031-05-09/2031-05-13", "2031-05-09", "2031-05-13"),
        ("9 May to 2 June 2030", "2030-05-09", "2030-06-02"),
    ],
)
def test_days(told: str, start: str, end: str) -> None:
    found = days_of(told, DAY)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


def test_a_day_without_a_year_lies_ahead_where_the_thing_does() -> None:
    assert days_of("9 August", DAY).start == dt.date(2030, 8, 9)
    assert days_of("9 August", DAY, ahead=True).start == dt.date(2031, 8, 9)


@pytest.mark.parametrize("told", ["", "soon", "40 men", "3 and 4", "lots"])
def test_what_is_no_number_is_refused_with_what_to_write(told: str) -> None:
    with pytest.raises(EntryError, match="at least 40"):
        count_of(told)


def test_what_is_no_day_is_refused_with_what_to_write() -> None:
    with pytest.raises(EntryError, match="9 May 2031"):
        days_of("soon", DAY)
    with pytest.raises(EntryError, match="and the year"):
        days_of("9 May", None)
    with pytest.raises(EntryError, match="before it begins"):
        days_of("2031-05-13/2031-05-09", DAY)


def test_rounds_names_words_and_lists() -> None:
    assert [round_of(w) for w in ("6", "sixth", "6th")] == [6, 6, 6]
    assert names_of("Iran, Turkey") == ("Iran", "Turkey")
    assert words_of("  the   camp ") == "the camp"
    assert [choice_of(w, ("shelling", "clash")) for w in ("2", "Shell", "clash")] == ["clash", "shelling", "clash"]
    for bad in (lambda: round_of("x"), lambda: names_of(" , "), lambda: words_of("x" * 401)):
        with pytest.raises(EntryError):
            bad()
    with pytest.raises(EntryError, match="which"):
        choice_of("car", ("car bomb", "car fire"))


@given(st.integers(min_value=0, max_value=999_999))
def test_every_number_in_digits_is_read_as_itself(value: int) -> None:
    assert count_of(f"{value:,}") == Count(low=value, high=value)


@given(st.dates(min_value=dt.date(1946, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_written_out_is_read_as_itself(day: dt.date) -> None:
    for told in (day.isoformat(), f"{day.day} {day:%B} {day.year}"):
        assert days_of(told, DAY) == DateRange(start=day, end=day)


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_an_entry_error(told: str) -> None:
    for reads in (count_of, round_of, names_of, lambda w: days_of(w, DAY)):
        with contextlib.suppress(EntryError):
            reads(told)

"""A told day becomes an interval in UTC that surely holds it; every edge is exact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.vocabulary.days import last_day, utc_day, utc_interval
from ceasefire.vocabulary.parts import When


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (When(start=date(2017, 1, 15), zone="Asia/Damascus"), "2017-01-14T22:00", "2017-01-15T22:00"),
        (When(start=date(2017, 7, 15), zone="Asia/Damascus"), "2017-07-14T21:00", "2017-07-15T21:00"),
        (When(start=date(2017, 7, 9), clock="12:00", zone="Asia/Damascus"), "2017-07-09T09:00", "2017-07-09T09:01"),
        (
            When(start=date(2017, 7, 9), end=date(2017, 7, 10), clock="12:00", end_clock="06:00", zone="UTC"),
            "2017-07-09T12:00",
            "2017-07-10T06:01",
        ),
        (When(start=date(2017, 1, 15)), "2017-01-14T10:00", "2017-01-16T12:00"),
        (When(start=date(2017, 1, 15), zone="No/Such"), "2017-01-14T10:00", "2017-01-16T12:00"),
        (When(start=date(2017, 2, 1), precision=4, zone="UTC"), "2017-02-01T00:00", "2017-03-01T00:00"),
    ],
)
def test_interval(when: When, start: str, end: str) -> None:
    assert utc_interval(when) == (at(start), at(end))


def test_the_day_the_clocks_change_is_23_hours_long() -> None:
    start, end = utc_interval(When(start=date(2017, 3, 31), zone="Asia/Damascus"))
    assert end - start == timedelta(hours=23)


@pytest.mark.parametrize(
    ("precision", "last"),
    [(1, "2016-02-03"), (2, "2016-02-03"), (3, "2016-02-09"), (4, "2016-02-29"), (5, "2016-12-31")],
)
def test_last_day_by_precision(precision: int, last: str) -> None:
    assert last_day(When(start=date(2016, 2, 3), precision=precision)) == date.fromisoformat(last)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["UTC", "Asia/Damascus", "America/Bogota"]))
def test_a_day_without_a_zone_holds_the_same_day_of_every_zone(day: date, zone: str) -> None:
    start, end = utc_interval(When(start=day))
    inner_start, inner_end = utc_interval(When(start=day, zone=zone))
    assert start <= inner_start < inner_end <= end


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from([None, "UTC", "Asia/Damascus", "No/Such"]))
def test_a_whole_day_is_the_interval_of_that_day_and_nothing_else(day: date, zone: str | None) -> None:
    assert utc_day(day, zone) == utc_interval(When(start=day, zone=zone))

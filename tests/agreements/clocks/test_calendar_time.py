from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.clocks.calendar_time import Point, Timeline, add_months, instant, midnight, reckon
from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.three_valued import State, no, undetermined, yes


def stamp(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        ((2017, 5, 5), "00:00", "Asia/Damascus", "2017-05-04T21:00"),
        ((2016, 12, 30), "00:00", "Asia/Damascus", "2016-12-29T22:00"),
        ((2017, 7, 9), "12:00", "Asia/Damascus", "2017-07-09T09:00"),
        ((2017, 3, 31), "00:00", "Asia/Damascus", "2017-03-30T22:00"),  # summer time begins at this midnight
        ((2017, 10, 27), "00:00", "Asia/Damascus", "2017-10-26T22:00"),  # summer time ended an hour before
        ((2017, 1, 1), "00:00", "UTC", "2017-01-01T00:00"),
    ],
)
def test_a_local_clock_is_one_second(day, clock, zone, utc):
    assert instant(date(*day), clock, zone) == stamp(utc)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2017, 5, 5), 6, (2017, 11, 5)),
        ((2017, 8, 31), 6, (2018, 2, 28)),
        ((2016, 2, 29), 12, (2017, 2, 28)),
        ((2017, 12, 31), 1, (2018, 1, 31)),
        ((2017, 5, 5), 0, (2017, 5, 5)),
    ],
)
def test_months_are_calendar_months(day, months, then):
    assert add_months(date(*day), months) == date(*then)


SIGNED = Point(second=midnight(date(2017, 5, 4), "Asia/Damascus"), day=date(2017, 5, 4), words="signed")
SIGNED_AT = Point(second=stamp("2017-05-04T18:45"), day=date(2017, 5, 4), words="signed", clock=True)


@pytest.mark.parametrize(
    ("given_", "event", "end_of_day", "utc"),
    [
        ({"after": "signature", "days": 1}, SIGNED, False, "2017-05-04T21:00"),
        ({"after": "signature", "weeks": 2}, SIGNED, False, "2017-05-17T21:00"),
        ({"after": "signature", "weeks": 2}, SIGNED, True, "2017-05-18T21:00"),
        ({"after": "signature", "weeks": 2, "at": "12:00"}, SIGNED, True, "2017-05-18T09:00"),
        ({"after": "signature", "months": 1, "days": 1}, SIGNED, False, "2017-06-04T21:00"),
        ({"after": "signature", "hours": 48}, SIGNED_AT, False, "2017-05-06T18:45"),
        ({"after": "signature", "days": 1, "hours": 1}, SIGNED_AT, False, "2017-05-05T19:45"),
        ({"date": "2017-06-04"}, None, True, "2017-06-04T21:00"),
        ({"date": "2017-06-04", "at": "12:00", "zone": "UTC"}, None, True, "2017-06-04T12:00"),
    ],
)
def test_a_moment_is_exact_to_the_second(given_, event, end_of_day, utc):
    moment = msgspec.convert(given_, Moment)
    point = reckon(moment, zone="Asia/Damascus", event=event, end_of_day=end_of_day)
    assert point is not None
    assert point.second == stamp(utc)


def test_an_unknown_event_gives_no_moment():
    assert reckon(Moment(after="signature", days=1), zone="UTC", event=None) is None


def test_hours_after_a_day_without_a_clock_give_no_moment():
    assert reckon(Moment(after="signature", hours=48), zone="UTC", event=SIGNED) is None


LINE = Timeline((10, 20), (no("before"), yes("during"), no("after")), undetermined("straddles", "time"))


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (0, 10, State.NO),
        (9, 10, State.NO),
        (9, 11, State.UNDETERMINED),
        (10, 20, State.YES),
        (10, 11, State.YES),
        (19, 20, State.YES),
        (19, 21, State.UNDETERMINED),
        (20, 30, State.NO),
        (0, 30, State.UNDETERMINED),
        (10, 10, State.YES),
        (20, 20, State.NO),
    ],
)
def test_the_edges_of_a_spell_are_half_open(start, end, state):
    assert LINE.over(start, end).state is state


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_narrower_time_never_turns_a_certain_answer(a, b, c, d):
    start, inner, inner_end, end = sorted((a, b, c, d))
    wide = LINE.over(start, end + 1).state
    if wide is not State.UNDETERMINED:
        assert LINE.over(inner, inner_end + 1).state is wide

"""Eras: days counted by one practice, which no sum joins with those of another."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.figures import Period
from ceasefire.findings.eras import LONG_GAP, eras, innermost

D = date.fromisoformat
TRUCE = Period(name="truce", start=D("2017-01-01"), end=D("2017-05-06"))
AREAS = Period(name="areas", start=D("2017-05-07"), end=D("2018-04-30"))
YEARS = Period(name="both years", start=D("2017-01-01"), end=D("2018-12-31"))


def test_a_period_that_contains_others_is_no_era_of_its_own() -> None:
    assert innermost([YEARS, AREAS, TRUCE]) == [TRUCE, AREAS]
    found = eras([D("2017-02-01"), D("2017-06-01"), D("2017-02-02")], [YEARS, TRUCE, AREAS])
    assert [(e.name, e.days) for e in found] == [
        ("truce", (D("2017-02-01"), D("2017-02-02"))),
        ("areas", (D("2017-06-01"),)),
    ]


def test_without_periods_a_long_gap_parts_two_eras() -> None:
    first = D("2017-01-15")
    near, far = first + LONG_GAP, first + 2 * LONG_GAP + timedelta(days=1)
    assert [e.days for e in eras([first, near, far])] == [(first, near), (far,)]
    assert [e.name for e in eras([first, near, far])] == [f"{first} to {near}", str(far)]


def test_days_outside_all_periods_are_eras_of_their_own() -> None:
    late = D("2020-10-01")
    assert [(e.name, e.start) for e in eras([late, D("2017-02-01")], [TRUCE])] == [
        ("truce", D("2017-01-01")),
        ("2020-10-01", late),
    ]


DAYS = st.dates(D("2016-01-01"), D("2022-12-31"))
PERIODS = st.lists(
    st.tuples(DAYS, DAYS).map(lambda d: Period(name=str(d), start=min(d), end=max(d))),
    max_size=4,
    unique_by=lambda p: p.name,
)


@given(st.lists(DAYS, max_size=20), PERIODS)
def test_every_day_is_in_exactly_one_era_whatever_the_periods(days: list[date], periods: list[Period]) -> None:
    found = eras(days, periods)
    told = [day for era in found for day in era.days]
    assert sorted(told) == sorted(set(days))
    assert all(era.start <= day <= era.end for era in found for day in era.days)
    assert eras(reversed(days), list(reversed(periods))) == found or len({(p.start, p.end) for p in periods}) < len(
        periods
    )

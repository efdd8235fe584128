"""When reports say it happened: days as told, widened only where one day is told roughly; intervals in their own zone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.linkage.features.days_and_places import UNDATED, instants, stated_days
from ceasefire.vocabulary.calendar import DAY_SECONDS

DAMASCUS = dt.timezone(dt.timedelta(hours=3))
JUNE = dt.date(2017, 6, 1)
TIME = pa.timestamp("ms", tz="UTC")


def table(*rows: dict[str, Any]) -> pa.Table:
    columns: dict[str, pa.DataType] = {
        "date_start": pa.date32(),
        "date_end": pa.date32(),
        "utc_start": TIME,
        "utc_end": TIME,
        "date_precision": pa.int8(),
    }
    return pa.table({name: pa.array([row.get(name) for row in rows], kind) for name, kind in columns.items()})


def found(*rows: dict[str, Any]) -> list[tuple[int, int]]:
    """First second and the one after the last of each report."""
    reports = table(*rows)
    begin, end = instants(reports, *stated_days(reports))
    return list(zip(begin.tolist(), end.tolist(), strict=True))


def days(*rows: dict[str, Any]) -> list[tuple[dt.date, dt.date]]:
    first, last = stated_days(table(*rows))
    return [
        (dt.date(1970, 1, 1) + dt.timedelta(a), dt.date(1970, 1, 1) + dt.timedelta(b))
        for a, b in zip(first.tolist(), last.tolist(), strict=True)
    ]


def within(
    day: dt.date, zone: dt.tzinfo, hours: float = 0, length: float = 24, last: dt.date | None = None
) -> dict[str, Any]:
    """A report of some hours of a day in its zone, as the table `reports` tells it."""
    start = dt.datetime.combine(day, dt.time(), zone) + dt.timedelta(hours=hours)
    end = start + dt.timedelta(hours=length)
    return {"date_start": day, "date_end": last or day, "date_precision": 1, "utc_start": start, "utc_end": end}


def test_one_instant_told_in_two_zones_is_one_time() -> None:
    here = within(dt.date(2017, 6, 4), DAMASCUS, 1.5, 0)
    there = within(dt.date(2017, 6, 3), dt.UTC, 22.5, 0)
    assert here["utc_start"] == there["utc_start"]
    one, other = found(here, there)
    assert one == other
    assert one[1] - one[0] == 1


def test_a_day_is_an_interval_in_its_zone_and_without_one_a_day_in_utc() -> None:
    local, plain = found(within(JUNE, DAMASCUS), {"date_start": JUNE, "date_end": JUNE})
    assert plain[1] - plain[0] == local[1] - local[0] == DAY_SECONDS
    assert plain[0] - local[0] == 3 * 3600
    assert plain[0] % DAY_SECONDS == 0


def test_a_night_over_two_days_is_as_long_as_it_is_told() -> None:
    next_day = JUNE + dt.timedelta(1)
    both, first_alone = found(within(JUNE, DAMASCUS, 20, 8, next_day), within(JUNE, DAMASCUS, 20, 8))
    assert both == first_alone
    assert both[1] - both[0] == 8 * 3600
    assert days(within(JUNE, DAMASCUS, 20, 8, next_day)) == [(JUNE, next_day)]


@pytest.mark.parametrize("precision", [None, 1, 2, 3, 4, 5])
def test_a_window_that_is_told_stays_as_told(precision: int | None) -> None:
    window = {"date_start": dt.date(2017, 6, 3), "date_end": dt.date(2017, 6, 4), "date_precision": precision}
    assert days(window) == [(dt.date(2017, 6, 3), dt.date(2017, 6, 4))]
    [(begin, end)] = found(window)
    assert end - begin == 2 * DAY_SECONDS


@pytest.mark.parametrize(("precision", "spare"), [(None, 0), (0, 0), (1, 0), (2, 3), (3, 3), (4, 15), (5, 90)])
def test_a_single_day_is_widened_by_its_precision(precision: int | None, spare: int) -> None:
    one = within(JUNE, DAMASCUS) | {"date_precision": precision}
    assert days(one) == [(JUNE - dt.timedelta(spare), JUNE + dt.timedelta(spare))]
    [(begin, end)] = found(one)
    assert end - begin == (2 * spare + 1) * DAY_SECONDS


@given(st.integers(-20_000, 20_000), st.integers(0, 40), st.integers(-12, 14), st.floats(0, 23.9), st.floats(0, 23.9))
def test_what_a_table_tells_in_its_zone_is_kept_to_the_second(
    day: int, span: int, offset: int, from_hour: float, until_hour: float
) -> None:
    zone = dt.timezone(dt.timedelta(hours=offset))
    first = dt.date(1970, 1, 1) + dt.timedelta(day)
    last = first + dt.timedelta(span)
    start = dt.datetime.combine(first, dt.time(), zone) + dt.timedelta(seconds=int(from_hour * 3600))
    end = dt.datetime.combine(last, dt.time(), zone) + dt.timedelta(seconds=int(until_hour * 3600))
    end = max(end, start)
    row = {"date_start": first, "date_end": last, "date_precision": 1, "utc_start": start, "utc_end": end}
    [(begin, stop)] = found(row)
    assert begin == int(start.timestamp())
    assert stop == max(int(end.timestamp()), begin + 1)


def test_what_is_told_of_other_days_or_backwards_is_not_heeded_and_no_day_is_none() -> None:
    plain = {"date_start": JUNE, "date_end": JUNE}
    far = within(JUNE + dt.timedelta(9), DAMASCUS) | plain
    back = within(JUNE, DAMASCUS) | {"utc_end": dt.datetime(2017, 5, 31, tzinfo=dt.UTC)}
    assert len({*found(plain, far, back)}) == 1
    assert found({}) == [(0, 0)]
    assert stated_days(table({}))[0].tolist() == [UNDATED]
    assert instants(table({}), *stated_days(table({})))[0].dtype == np.int64

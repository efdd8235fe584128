"""Tables of whatever types are read, or refused in words that name column, report, row and value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.features.given import given
from ceasefire.vocabulary import schema
from tests.linkage.worlds import world

DAY = dt.date(2018, 3, 21)
QUIET = linkage.Options(words=False)


def table(**columns: Any) -> pa.Table:
    return pa.table({"report_id": ["a", "b"], "date_start": [DAY, DAY], **columns})


def ids(values: Any) -> pa.Table:
    return pa.table({"report_id": values, "date_start": [DAY, DAY]})


def days(values: Any) -> pa.Table:
    return pa.table({"report_id": ["a", "b"], "date_start": values})


LONG = "x" * 100_000
ODD: dict[str, pa.Table] = {
    "lat of report 'b' in row 2 is 'abc', which is no number": table(lat=["35.1", "abc"], lon=[1.0, 2.0]),
    "lat of report 'a' in row 1 is True, which is no number": table(lat=[True, None]),
    r"lat of report 'b' in row 2 is \[1.0\], which is no number": table(lat=[None, [1.0]]),
    "lat of report 'a' in row 1 is datetime": table(lat=pa.array([1, None], pa.duration("s"))),
    "killed_low of report 'b' in row 2 is 'many'": table(killed_low=["3", "many"]),
    "killed_low of report 'b' in row 2 is 'n/a'": table(killed_low=pa.array(["3", "n/a"]).dictionary_encode()),
    "date_start of report 'a' in row 1 is '2018-02-30', which is no day": days(["2018-02-30", "2018-03-01"]),
    "date_start of report 'b' in row 2 is '21/03/2018'": days([None, "21/03/2018"]),
    "date_start of report 'a' in row 1 is 2018, which is no day": days([2018, 2019]),
    "utc_start of report 'a' in row 1 is '2018-03-21T25:00:00Z'": table(utc_start=["2018-03-21T25:00:00Z", None]),
    "utc_start of report 'b' in row 2 is '2018-03-21', which is no time": table(utc_start=[None, "2018-03-21"]),
    "utc_start of report 'a' in row 1 is datetime.date": table(utc_start=[DAY, None]),
    r"summary of report 'b' in row 2 is \['x'\], which is no text": table(summary=[None, ["x"]]),
    "summary of report 'a' in row 1 is {'x': 1}": table(summary=[{"x": 1}, None]),
    r"summary of report 'a' in row 1 is b'\\xff'": table(summary=[b"\xff", None]),
    r"summary of report 'a' in row 1 is b'.{30,70}\.\.\., which": table(summary=[b"\xff" * 10_000, None]),
    r"report_id in row 1 is \['a'\], which is no text": ids([["a"], ["b"]]),
    "report_id in row 2 is b": ids([b"a", b"\xff"]),
    "report_id is null in row 2": ids(["a", None]),
    "report_id is empty in row 2": ids(["a", ""]),
    r"report_id 'a' stands on more than one row \(1 and 2\)": ids(["a", "a"]),
    r"report_id 'x{50,70}\.\.\. stands on more than one row": ids([LONG, LONG]),
    "the column of ids cannot be read as text": pa.table({"event_id": [["a"]], "event_date": [DAY]}),
    "date_start of report 'b' in row 2 is 'bad'": pa.table(
        {"event_id": ["a", "b"], "event_date": ["2018-01-01", "bad"]}
    ),
    "column lat is there more than once": pa.Table.from_arrays(
        [pa.array(["a"]), pa.array([DAY]), pa.array([1.0]), pa.array([2.0])], ["report_id", "date_start", "lat", "lat"]
    ),
    "column report_id is missing": pa.table({}),
}


@pytest.mark.parametrize("reason", ODD)
@pytest.mark.parametrize(
    "call",
    [
        lambda reports: linkage.link(reports, parameters=linkage.prior()),
        linkage.learn,
        lambda reports: linkage.extend(linkage.link(table(), parameters=linkage.prior()), table(), reports),
    ],
)
def test_what_cannot_be_read_is_refused_with_column_report_and_value(
    reason: str, call: Callable[[pa.Table], object]
) -> None:
    with pytest.raises(ValueError, match=f"^reports: {reason}") as refused:
        call(ODD[reason])
    assert len(str(refused.value)) < 300


def test_explaining_a_pair_refuses_the_same() -> None:
    with pytest.raises(ValueError, match="lat of report 'b' in row 2 is 'abc'"):
        linkage.explain("a", "b", table(lat=["35.1", "abc"], lon=[1.0, 2.0]), linkage.prior())


@pytest.mark.parametrize("reports", [[1, 2], None, pa.record_batch({"report_id": ["a"], "date_start": [DAY]})])
def test_what_is_no_table_is_refused(reports: Any) -> None:
    with pytest.raises(ValueError, match="a table of pyarrow is wanted, not"):
        linkage.link(reports)


@pytest.mark.parametrize(
    "values",
    [
        ["2018-03-21", "2018-3-21"],
        ["2018-03-21T23:30:00+03:00", " 2018-03-21 01:00 "],
        pa.array([DAY, DAY], pa.date64()),
        pa.array([DAY, DAY]).dictionary_encode(),
        pa.array([dt.datetime(2018, 3, 21, 23), dt.datetime(2018, 3, 21)], pa.timestamp("ns")),
        # 22:00 UTC is one in the morning by the clocks of Damascus, and that is the day of the place
        pa.array([dt.datetime(2018, 3, 20, 22), dt.datetime(2018, 3, 20, 23)], pa.timestamp("us", "Asia/Damascus")),
        pa.array([dt.datetime(2018, 3, 20, 22), dt.datetime(2018, 3, 20, 23)], pa.timestamp("us", "+03:00")),
    ],
)
def test_days_of_every_type_are_those_of_the_place(values: Any) -> None:
    assert given(days(values)).table["date_start"].to_pylist() == [DAY, DAY]


@pytest.mark.parametrize(
    "values",
    [
        ["2018-03-21T10:00:00Z", "2018-03-21 10:00"],
        ["2018-03-21T13:00:00+03:00", "2018-03-21T06:00:00.5-0400"],
        pa.array([dt.datetime(2018, 3, 21, 10)] * 2, pa.timestamp("ns")),
        pa.array([dt.datetime(2018, 3, 21, 10)] * 2, pa.timestamp("us", "Asia/Damascus")),
    ],
)
def test_times_of_every_type_are_instants_in_utc(values: Any) -> None:
    assert (
        given(table(utc_start=values)).table["utc_start"].to_pylist()
        == [dt.datetime(2018, 3, 21, 10, tzinfo=dt.UTC)] * 2
    )


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_every_kind_of_text_gives_the_same_links(kind: pa.DataType) -> None:
    reports, _ = world(5, 150)
    names = [field.name for field in reports.schema if pa.types.is_string(field.type)]
    other = reports
    for name in names:
        column = reports[name].dictionary_encode() if pa.types.is_dictionary(kind) else reports[name].cast(kind)
        other = other.set_column(other.column_names.index(name), name, column)
    one, two = (linkage.link(told, options=QUIET) for told in (reports, other))
    assert one.links.equals(two.links)
    assert one.incidents.equals(two.incidents)


@pytest.mark.parametrize("kind", [pa.float32(), pa.decimal128(12, 6), pa.string(), pa.float64()])
def test_every_kind_of_number_is_read(kind: pa.DataType) -> None:
    lat = pa.array([35.5, None], pa.float64()).cast(kind)
    found = given(table(lat=lat, lon=lat, killed_low=pa.array([3, None], pa.int64()))).table
    assert (found["lat"].to_pylist(), found["killed_low"].to_pylist()) == ([35.5, None], [3, None])
    assert found.schema.field("killed_low").type == schema("reports").field("killed_low").type


def test_columns_of_nulls_and_tables_without_rows_are_linked() -> None:
    known = schema("reports")
    none = pa.table({"report_id": ["a", "b"], **{name: pa.nulls(2) for name in known.names if name != "report_id"}})
    assert linkage.link(none, parameters=linkage.prior()).incidents["reports"].to_pylist() == [1, 1]
    assert len(linkage.link(none.slice(0, 0), parameters=linkage.prior()).links) == 0


def test_ids_of_a_hundred_thousand_letters_are_linked_and_shortened_in_notes() -> None:
    reports = pa.table({"report_id": [LONG, "y" + LONG], "date_start": [DAY, DAY], "killed_low": [-1, -2]})
    linked = linkage.link(reports, parameters=linkage.prior())
    assert linked.links["report_id"].to_pylist() == reports["report_id"].to_pylist()
    assert all(len(note) < 400 for note in linked.notes)


def test_a_table_of_the_house_is_taken_as_it_is() -> None:
    reports, _ = world(5, 50)
    found, slips = given(reports)
    assert found.select(reports.column_names).to_pylist() == reports.to_pylist()
    assert ["no code of event types" in str(slip) or "no codes of event types" in str(slip) for slip in slips] == [True]
    assert np.isfinite(linkage.link(reports, options=QUIET).pairs["bits"].to_numpy()).all()


DAYS_ROUND = 2**32 + 17_000
"""Days that a column of days would hold as 18 July 2016, for it has 32 bits."""


@pytest.mark.parametrize("kind", [pa.timestamp("s"), pa.timestamp("ms"), pa.date64()])
@pytest.mark.parametrize("days", [DAYS_ROUND, -DAYS_ROUND])
def test_a_day_beyond_all_days_is_no_other_day(kind: pa.DataType, days: int) -> None:
    unit = 86_400 if kind == pa.timestamp("s") else 86_400_000
    reports = pa.table({"report_id": ["a"], "date_start": pa.array([days * unit], pa.int64()).cast(kind)})
    found = given(reports)
    assert found.table["date_start"].to_pylist() == [None]
    assert "1 report tells a date_start that cannot be used" in str(found.slips[0])


def test_days_of_times_before_1970_and_of_days_with_milliseconds() -> None:
    for kind, number in ((pa.timestamp("us"), -1), (pa.date64(), -86_400_000)):
        reports = pa.table({"report_id": ["a"], "date_start": pa.array([number], pa.int64()).cast(kind)})
        assert given(reports).table["date_start"].to_pylist() == [dt.date(1969, 12, 31)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("date_start", pa.array([5], pa.timestamp("us", "Nowhere/X"))),
        ("place", pa.array([5], pa.timestamp("us", "Nowhere/X"))),
        ("utc_start", pa.array([2**60], pa.int64()).cast(pa.date64())),
    ],
)
def test_a_value_that_python_has_no_word_for_is_refused_by_its_type(name: str, values: pa.Array) -> None:
    reports = pa.table({"report_id": ["a"], "published": [DAY], name: values})
    with pytest.raises(
        ValueError, match=f"reports: {name} of report 'a' in row 1 is a {values.type}".replace("[", r"\[")
    ):
        given(reports)

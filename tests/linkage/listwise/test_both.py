"""Two lists become one table: other types of columns, columns of one list alone and those that linkage does not know."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from ceasefire import linkage
from ceasefire.linkage.features.given import given
from ceasefire.linkage.listwise.both import both

DAY = dt.date(2017, 6, 15)


def test_days_in_words_meet_days_and_numbers_that_are_words_meet_words() -> None:
    one = pa.table({"report_id": [1], "date_start": ["2017-06-15"], "pcode": ["SY0101"], "mine": [1]})
    other = pa.table({"report_id": ["1"], "date_start": [DAY], "pcode": [101], "mine": ["x"]})
    found = both(given(one).table, given(other).table)
    assert found["report_id"].to_pylist() == ["a:1", "b:1"]
    assert found["date_start"].to_pylist() == [DAY, DAY]
    assert found["pcode"].to_pylist() == ["SY0101", "101"]
    assert "mine" not in found.column_names
    assert linkage.candidates(one, other, parameters=linkage.prior())["candidate"].to_pylist().count("1") == 1


def test_a_column_of_one_list_alone_is_not_told_in_the_other() -> None:
    one = pa.table({"report_id": ["x"], "date_start": [DAY], "place": ["Aine"]})
    assert both(one, one.drop_columns("place"))["place"].to_pylist() == ["Aine", None]

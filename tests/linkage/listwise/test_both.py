"""Two lists become one table: ids that stand in both, and columns of one alone or that linkage does not know."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from ceasefire.linkage.listwise.both import both

DAY = dt.date(2017, 6, 15)


def test_an_id_may_stand_in_both_and_unknown_columns_go() -> None:
    one = pa.table({"report_id": ["1"], "date_start": [DAY], "mine": [1]})
    other = pa.table({"report_id": ["1"], "date_start": [DAY], "mine": ["x"]})
    found = both(one, other)
    assert found["report_id"].to_pylist() == ["a:1", "b:1"]
    assert found["date_start"].to_pylist() == [DAY, DAY]
    assert "mine" not in found.column_names


def test_a_column_of_one_list_alone_is_not_told_in_the_other() -> None:
    one = pa.table({"report_id": ["x"], "date_start": [DAY], "place": ["Aine"]})
    assert both(one, one.drop_columns("place"))["place"].to_pylist() == ["Aine", None]

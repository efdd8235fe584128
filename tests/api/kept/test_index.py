"""Where a value stands is the same by an index as by looking through all rows."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.api.kept.index import LONG_DAYS, days_of, index_of
from ceasefire.linkage.features.days_and_places import UNDATED, stated_days
from ceasefire.vocabulary import schema
from tests.soak import rounds

LETTERS = st.text("abä\U0010ffff", max_size=3)
TOLD = st.lists(st.none() | LETTERS, max_size=12)
LISTS = st.lists(st.none() | st.lists(st.none() | LETTERS, max_size=3), max_size=12)


def chunked(values: list[object], kind: pa.DataType, cut: int) -> pa.ChunkedArray:
    """Return a column in two chunks."""
    at = cut % (len(values) + 1)
    return pa.chunked_array([pa.array(values[:at], kind), pa.array(values[at:], kind)], kind)


@settings(max_examples=rounds(40, 1000))
@given(TOLD, st.lists(LETTERS, max_size=4), st.integers(0, 12))
def test_rows_of_values(told: list[str | None], asked: list[str], cut: int) -> None:
    column = chunked(list(told), pa.string(), cut)
    assert index_of(column).at(column, asked).tolist() == [n for n, one in enumerate(told) if one in asked]


@settings(max_examples=rounds(40, 1000))
@given(LISTS, st.lists(LETTERS, max_size=4), st.integers(0, 12))
def test_rows_of_values_in_lists(told: list[list[str | None] | None], asked: list[str], cut: int) -> None:
    column = chunked(list(told), pa.list_(pa.string()), cut)
    rows = [n for n, one in enumerate(told) if any(value in asked for value in one or ())]
    assert index_of(column).at(column, asked).tolist() == rows


@settings(max_examples=rounds(40, 1000))
@given(TOLD, LETTERS)
def test_rows_by_how_their_value_begins(told: list[str | None], start: str) -> None:
    column = pa.chunked_array([pa.array(told, pa.string())])
    rows = [n for n, one in enumerate(told) if one is not None and one.startswith(start)]
    assert index_of(column).beginning(column, start).tolist() == rows


DAY = st.dates(min_value=date(2020, 1, 1), max_value=date(2021, 6, 1))
DAYS = ("date_start", "date_end", "date_precision")
REPORT = st.fixed_dictionaries(
    {
        "date_start": st.none() | DAY,
        "date_end": st.none() | DAY,
        "date_precision": st.none() | st.integers(1, 5),
    }
)


@settings(max_examples=rounds(40, 1000))
@given(
    st.lists(REPORT, max_size=8), st.integers(18_200, 18_900), st.sampled_from((0, 1, LONG_DAYS, LONG_DAYS + 1, 400))
)
def test_reports_by_their_days(told: list[dict[str, object]], first: int, length: int) -> None:
    reports = pa.Table.from_pylist(told, schema=pa.schema([schema("reports").field(name) for name in DAYS]))
    days = zip(*(one.tolist() for one in stated_days(reports)), strict=True)
    rows = [n for n, (a, b) in enumerate(days) if a != UNDATED and a <= first + length and b >= first]
    assert days_of(reports).meeting(first, first + length).tolist() == rows


@pytest.mark.parametrize("kind", [pa.string(), pa.list_(pa.string())])
def test_a_column_without_rows(kind: pa.DataType) -> None:
    column = pa.chunked_array([], kind)
    assert index_of(column).at(column, ["a"]).tolist() == []
    assert index_of(column).beginning(column, "").tolist() == []

"""Whose lists are compared, and over which days."""

from datetime import date

import pyarrow as pa
import pytest

from ceasefire.figures import Period
from ceasefire.figures.comparison_terms import compared, spans
from tests.figures.tallies import table


def tallies(*bodies: str) -> pa.Table:
    day = {"date_start": date(2020, 5, 1), "date_end": date(2020, 5, 1)}
    return table({"tally_id": str(n), "counted_by": b, "unit": "u", **day} for n, b in enumerate(bodies))


@pytest.mark.parametrize(
    ("bodies", "pair"),
    [("aab", ("a", "b")), ("baa", ("a", "b")), ("cbaab", ("a", "b")), ("a", None), ("", None), ("cba", ("a", "b"))],
)
def test_the_two_that_count_most_are_compared(bodies: str, pair: tuple[str, str] | None) -> None:
    assert compared(tallies(*bodies), None, "u") == pair
    assert compared(tallies(*bodies), None, "another unit") is None
    assert compared(tallies(*bodies), ("x", "y"), "u") == ("x", "y")


def test_periods_are_those_set_or_one_over_all_days() -> None:
    set_ = [Period(name="p", start=date(2020, 1, 1), end=date(2020, 1, 2))]
    assert spans(tallies("a"), set_) == set_
    [whole] = spans(tallies("a"), [])
    assert (whole.start, whole.end) == (date(2020, 5, 1), date(2020, 5, 1))
    assert spans(tallies(), []) == []

"""The stages as plain functions of the tables that they name."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from ceasefire.derive import GRAPH, figures, findings
from ceasefire.figures import Period
from ceasefire.vocabulary import schema


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name))


def tallies(*bodies: str) -> pa.Table:
    day = {"date_start": date(2020, 5, 1), "date_end": date(2020, 5, 1)}
    return table("tallies", [{"tally_id": str(n), "counted_by": b, "unit": "u", **day} for n, b in enumerate(bodies)])


@pytest.mark.parametrize(
    ("bodies", "pair"),
    [("aab", ("a", "b")), ("baa", ("a", "b")), ("cbaab", ("a", "b")), ("a", None), ("", None), ("cba", ("a", "b"))],
)
def test_the_two_that_count_most_are_compared(bodies: str, pair: tuple[str, str] | None) -> None:
    assert figures.compared(tallies(*bodies), None, "u") == pair
    assert figures.compared(tallies(*bodies), None, "another unit") is None
    assert figures.compared(tallies(*bodies), ("x", "y"), "u") == ("x", "y")


def test_periods_are_those_set_or_one_over_all_days() -> None:
    set_ = [Period(name="p", start=date(2020, 1, 1), end=date(2020, 1, 2))]
    assert figures.spans(tallies("a"), set_) == set_
    [whole] = figures.spans(tallies("a"), [])
    assert (whole.start, whole.end) == (date(2020, 5, 1), date(2020, 5, 1))
    assert figures.spans(tallies(), []) == []


def test_without_rules_nothing_is_decided() -> None:
    empty = {name: schema(name).empty_table() for name in GRAPH.names}
    made = findings.decisions.run(empty["positions"], empty["links"], mechanism=None, on=date(2020, 5, 1))
    assert made["decisions"].num_rows == 0  # type: ignore[attr-defined]

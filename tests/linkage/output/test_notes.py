"""Notes name whatever was compared with none or with few, one and several each in good English."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.output import notes
from ceasefire.linkage.scoring.block import SPANS
from ceasefire.linkage.scoring.fields import FIELDS
from tests.linkage.worlds import world

QUIET = linkage.Options(words=False)
FIRST = dt.date(2018, 1, 1)


def wide(count: int, days: int) -> pa.Table:
    """One usual report, and some that tell a window of so many days after the first."""
    return pa.table(
        {
            "report_id": [f"r{k}" for k in range(count + 1)],
            "date_start": [FIRST] * (count + 1),
            "date_end": [FIRST, *[FIRST + dt.timedelta(days)] * count],
        }
    )


def test_reports_of_too_wide_a_window_are_counted_and_named() -> None:
    told = [linkage.link(wide(count, SPANS[-1] + 1), options=QUIET).notes for count in (1, 2, 5)]
    assert told == [
        ("1 report tells a window of more than 400 days and was compared with none: r1",),
        ("2 reports tell windows of more than 400 days and were compared with none: r1, r2",),
        ("5 reports tell windows of more than 400 days and were compared with none: r1, r2, r3 and 2 more",),
    ]
    backwards = wide(5, SPANS[-1] + 1).take(list(range(6))[::-1])
    assert linkage.link(backwards, options=QUIET).notes == told[2]


def test_a_window_that_is_compared_is_in_no_note() -> None:
    table = wide(3, SPANS[-1])
    linked = linkage.link(table.append_column("place", pa.array(["Saraqib"] * len(table))), options=QUIET)
    assert not linked.notes
    assert len(linked.scored)


def test_a_part_of_the_reports_added_later_gives_the_same_notes() -> None:
    table = wide(4, SPANS[-1] + 9)
    whole = linkage.link(table, options=QUIET, parameters=linkage.prior())
    first = linkage.link(table.slice(0, 2), options=QUIET, parameters=linkage.prior())
    assert linkage.extend(first, table.slice(0, 2), table.slice(2)).notes == whole.notes


@pytest.mark.parametrize(
    "words", [value for name, value in vars(notes).items() if name.startswith("_") and isinstance(value, tuple)]
)
def test_one_and_several_are_both_told(words: tuple[str, str]) -> None:
    one, several = words
    first = one.split()[0]
    assert first == "between" or first == several.split()[0] + "s" or (first, several.split()[0]) == ("lies", "lie")


def test_no_label_is_told_twice_beside_its_field() -> None:
    table, _ = world(3, 300)
    linked = linkage.link(table)
    linked_pairs = linked.pairs.slice(0, 60)
    for a, b in zip(linked_pairs["a"].to_pylist(), linked_pairs["b"].to_pylist(), strict=True):
        told = linkage.explain(a, b, table, linked.parameters)
        assert not any(line.beside_field.startswith(f"{line.field}: ") for line in told.grounds)
        assert not any(f"{field.name}: {field.name}:" in str(told) for field in FIELDS)
    assert any("killed: " in words for words in linked.pairs["words"].to_pylist())
    assert np.isfinite(linked.pairs["probability"].to_numpy()).all()

"""Explanations find the two reports by id, by label and by the beginning of an id, or say what is wrong."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from ceasefire import linkage

REPORTS = pa.table(
    {
        "report_id": ["a1a1a1a1-1", "a2a2a2a2-2", "b3b3b3b3-3", "b3b3b3b3"],
        "label": ["R0070", "R0071", "twice", "twice"],
        "date_start": [dt.date(2017, 3, 25)] * 4,
        "place": ["Hama"] * 4,
    }
)
ONE, TWO, THREE, FOUR = REPORTS["report_id"].to_pylist()
PARAMETERS = linkage.learn(REPORTS)


@pytest.mark.parametrize("names", [(ONE, TWO), ("R0070", "R0071"), (ONE[:8], "R0071"), ("R0070", TWO)])
def test_a_report_is_found_by_id_label_or_beginning(names: tuple[str, str]) -> None:
    told = linkage.explain(*names, REPORTS, PARAMETERS)
    assert (told.a, told.b) == (ONE, TWO)
    assert told == linkage.explain(ONE, TWO, REPORTS, PARAMETERS)


def test_a_full_id_is_no_beginning_of_another() -> None:
    assert linkage.explain(FOUR, ONE, REPORTS, PARAMETERS).a == FOUR


LIKE = REPORTS.set_column(1, "label", pa.array(["R0070", "a1a1a1a1", "twice", "twice"]))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("R9", "no report with id or label 'R9'"),
        ("", "no report with id or label ''"),
        (TWO[:7], f"no report with id or label '{TWO[:7]}'"),
        ("a1a1a1a1", "2 reports with an id or label like 'a1a1a1a1': give the id in full"),
        ("twice", "2 reports with an id or label like 'twice': give the id in full"),
    ],
)
def test_a_name_that_means_no_report_or_several_is_refused(name: str, message: str) -> None:
    with pytest.raises(KeyError) as refused:
        linkage.explain(name, THREE, LIKE, PARAMETERS)
    assert str(refused.value) == message


def test_labels_of_a_record_are_read_by_its_rule() -> None:
    offices = REPORTS.append_column("ledger", pa.array(["north", "south", "north", "north"]))
    assert linkage.explain("twice", ONE, offices, PARAMETERS).a == FOUR  # the last of its ledger
    both = offices.set_column(4, "ledger", pa.array(["north", "south", "north", "south"]))
    with pytest.raises(KeyError, match="2 reports with an id or label like 'twice'"):
        linkage.explain("twice", ONE, both, PARAMETERS)


def test_labels_are_not_asked_for_where_there_are_none() -> None:
    bare = REPORTS.drop_columns("label")
    assert linkage.explain(ONE, THREE, bare, PARAMETERS).b == THREE
    with pytest.raises(KeyError, match="no report with id or label 'R0070'"):
        linkage.explain("R0070", THREE, bare, PARAMETERS)


def test_one_report_named_twice_is_no_pair() -> None:
    with pytest.raises(ValueError, match=f"'{ONE}' and 'R0070' are one report"):
        linkage.explain(ONE, "R0070", REPORTS, PARAMETERS)

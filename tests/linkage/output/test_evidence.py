"""Explanations find the two reports by id, by label and by the beginning of an id, or say what is wrong."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from ceasefire import linkage

REPORTS = pa.table(
    {
        "report_id": ["aa11", "aa22", "bb33", "bb"],
        "label": ["R0070", "R0071", "twice", "twice"],
        "date_start": [dt.date(2017, 3, 25)] * 4,
        "place": ["Hama"] * 4,
    }
)
PARAMETERS = linkage.learn(REPORTS)


@pytest.mark.parametrize("names", [("aa11", "aa22"), ("R0070", "R0071"), ("aa1", "R0071"), ("R0070", "aa22")])
def test_a_report_is_found_by_id_label_or_beginning(names: tuple[str, str]) -> None:
    told = linkage.explain(*names, REPORTS, PARAMETERS)
    assert (told.a, told.b) == ("aa11", "aa22")
    assert told == linkage.explain("aa11", "aa22", REPORTS, PARAMETERS)


def test_a_full_id_is_no_beginning_of_another() -> None:
    assert linkage.explain("bb", "aa11", REPORTS, PARAMETERS).a == "bb"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("R9", "no report with id or label 'R9'"),
        ("", "no report with id or label ''"),
        ("aa", "2 reports with an id or label like 'aa': give the id in full"),
        ("twice", "2 reports with an id or label like 'twice': give the id in full"),
    ],
)
def test_a_name_that_means_no_report_or_several_is_refused(name: str, message: str) -> None:
    with pytest.raises(KeyError) as refused:
        linkage.explain(name, "bb33", REPORTS, PARAMETERS)
    assert str(refused.value) == message


def test_labels_are_not_asked_for_where_there_are_none() -> None:
    bare = REPORTS.drop_columns("label")
    assert linkage.explain("aa11", "bb33", bare, PARAMETERS).b == "bb33"
    with pytest.raises(KeyError, match="no report with id or label 'R0070'"):
        linkage.explain("R0070", "bb33", bare, PARAMETERS)

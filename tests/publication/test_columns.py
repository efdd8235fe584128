"""Every column of every table has one decision on whether it is published, and the documentation tells it."""

from pathlib import Path

import pytest

from ceasefire.publication.column_rules import TREATMENTS, as_filed, as_markdown, checked, columns_with, rules
from ceasefire.vocabulary.tables import TABLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "do-no-harm.md"


def test_every_column_has_one_decision() -> None:
    decided = checked(as_filed())
    assert decided == rules()
    assert {t: set(columns) for t, columns in decided.items()} == {t: {c.name for c in cs} for t, cs in TABLES.items()}


def as_read() -> dict[str, list[dict[str, str]]]:
    return {t: [{rule.treatment: name, "why": rule.why} for name, rule in cs.items()] for t, cs in rules().items()}


def test_a_new_column_without_a_decision_is_refused() -> None:
    read = as_read()
    assert checked(read) == rules()
    read["reports"] = read["reports"][1:]
    with pytest.raises(ValueError, match=r"reports\.report_id has no decision"):
        checked(read)


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ({"keep": "lat", "why": "x"}, "decided twice"),
        ({"keep": "colour", "why": "x"}, "is no column"),
        ({"burn": "lat", "why": "x"}, "no treatment"),
        ({"keep": "lat"}, "a reason"),
        ({"keep": "lat", "never": "lon", "why": "x"}, "one treatment"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(block: dict[str, str], says: str) -> None:
    read = as_read()
    read["reports"].append(block)
    with pytest.raises(ValueError, match=says):
        checked(read)


def test_a_decision_on_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no table"):
        checked({"secrets": []})


def test_what_is_computed_is_never_withheld_by_hand_and_points_never_stay() -> None:
    assert all("lat" not in columns_with(table, "keep") for table in rules())
    assert {rule.treatment for columns in rules().values() for rule in columns.values()} == set(TREATMENTS)


def test_the_documentation_lists_every_decision() -> None:
    assert as_markdown() in PAGE.read_text(encoding="utf-8")

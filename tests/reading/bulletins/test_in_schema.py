"""A bulletin's counts stand among the figures of the reading schema, each number once."""

from typing import Any

import pytest

from ceasefire.reading.bulletins import Bulletin, Entry
from ceasefire.reading.bulletins.in_schema import with_counts
from ceasefire.vocabulary.codes import WHOLE


def entry(place: str = WHOLE, counted_by: str | None = None) -> Entry:
    return Entry(
        measure="ceasefire_violations",
        unit="case_of_firing",
        count=4,
        place=place,
        counted_by=counted_by,
        quote="4 cases",
        start=10,
        end=17,
        rule="test",
    )


def figures(span: list[int], one: Entry) -> list[dict[str, Any]]:
    reading: dict[str, Any] = {"language": "en", "claims": {"meetings": [1], "figures": [{"id": "f1", "span": span}]}}
    got = with_counts(reading, Bulletin(language="en", entries=(one,), slips=()))
    assert (got["language"], got["claims"]["meetings"]) == ("en", [1])
    assert reading["claims"]["figures"] == [{"id": "f1", "span": span}]
    found: list[dict[str, Any]] = got["claims"]["figures"]
    return found


@pytest.mark.parametrize(
    ("span", "kept"),
    [([0, 10], True), ([17, 20], True), ([0, 11], False), ([16, 20], False), ([12, 13], False), ([0, 30], False)],
)
def test_a_figure_that_shares_words_with_a_count_is_left_out(span: list[int], kept: bool) -> None:
    assert [figure["id"] for figure in figures(span, entry())] == (["f1", "t1"] if kept else ["t1"])


def test_a_count_says_its_place_and_who_counts_where_they_are_told() -> None:
    [bare] = figures([10, 17], entry())
    assert bare == {
        "id": "t1",
        "quote": "4 cases",
        "span": [10, 17],
        "rule": "test",
        "measure": "ceasefire violations",
        "value": {"low": 4, "high": 4},
    }
    [told] = figures([10, 17], entry(place="Idlib", counted_by="north"))
    assert (told["place"], told["source"]) == ("Idlib", "north")

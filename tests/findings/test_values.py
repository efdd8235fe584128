"""Stated values made comparable."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.findings.values import Days, Names, Number, Words, parse_value, relation, worst

D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", Number(4, 4)),
        ("400,000", Number(400000, 400000)),
        ("1 610", Number(1610, 1610)),
        ("over 400,000", Number(400000, None)),
        ("more than 30", Number(30, None)),
        ("30 or more", Number(30, None)),
        ("30+", Number(30, None)),
        ("up to 9", Number(None, 9)),
        ("20 to 30", Number(20, 30)),
        ("20-30", Number(20, 30)),
        ("30 to 20", Words("30 to 20")),
        ("3 created and a fourth being formed", Words("3 created and a fourth being formed")),
        ("2017-07-04", Days(D("2017-07-04"), D("2017-07-04"))),
        ("2017-07-04/2017-07-05", Days(D("2017-07-04"), D("2017-07-05"))),
        ("2017-07-04 to 2017-07-05", Days(D("2017-07-04"), D("2017-07-05"))),
        ("2016-12", Days(D("2016-12-01"), D("2016-12-31"), rough=True)),
        ("2016-02", Days(D("2016-02-01"), D("2016-02-29"), rough=True)),
        ("2017-09-11/2017-09-20", Days(D("2017-09-11"), D("2017-09-20"), rough=True)),
        ("2017-02-31", Words("2017-02-31")),
        ("2017-07-05/2017-07-04", Words("2017-07-05/2017-07-04")),
        ("Iran; Russia; Turkey", Names(frozenset({"iran", "russia", "turkey"}))),
        ("Largely  Holding", Words("largely holding")),
        ("", Words("")),
        (None, Words("")),
    ],
)
def test_how_a_stated_value_is_read(text: str | None, value: object) -> None:
    assert parse_value(text) == value


def test_days_beside_an_empty_text_stand_for_it_and_never_replace_it() -> None:
    assert parse_value(None, D("2017-07-04"), D("2017-07-05")) == Days(D("2017-07-04"), D("2017-07-05"))
    assert parse_value("", D("2017-07-04"), None, 4) == Days(D("2017-07-04"), D("2017-07-04"), rough=True)
    assert parse_value("4", D("2017-07-04"), None) == Number(4, 4)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("4", "4", "same"),
        ("4", "5", "rival"),
        ("over 400,000", "over 250,000", "bounds"),
        ("over 4", "3", "rival"),
        ("20 to 30", "25", "bounds"),
        ("up to 5", "over 5", "bounds"),
        ("up to 4", "over 5", "rival"),
        ("2017-07-04", "2017-07-04/2017-07-05", "rival"),
        ("2016-12", "2016-12-30", "coarser"),
        ("2016-12", "2016-11-30", "rival"),
        ("2016-12", "2016-12-25/2017-01-10", "coarser"),
        ("2017-06-04", "2017-07-04", "rival"),
        ("Iran; Russia", "russia; IRAN", "same"),
        ("Iran; Russia", "Russia", "rival"),
        ("yes", "no", "rival"),
        ("4", "four", "rival"),
    ],
)
def test_how_two_values_stand(a: str, b: str, how: str) -> None:
    assert relation(parse_value(a), parse_value(b)) == how
    assert relation(parse_value(b), parse_value(a)) == how


def test_the_worst_of_several_relations_counts() -> None:
    assert worst([parse_value(v) for v in ("2016-12", "2016-12-30", "2016-12-31")]) == "rival"
    assert worst([parse_value(v) for v in ("2016-12", "2016-12-30")]) == "coarser"
    assert worst([]) == "same"


@given(st.text(max_size=80))
def test_any_text_is_read_and_is_itself(text: str) -> None:
    assert relation(parse_value(text), parse_value(text)) == "same"


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_are_compared_as_numbers(a: int, b: int) -> None:
    assert relation(parse_value(f"{a:,}"), parse_value(str(b))) == ("same" if a == b else "rival")

import pytest

from ceasefire.vocabulary.units import UNITS
from ceasefire.vocabulary.wording import identifier, noun_for, plural, plural_of, range_words


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (0, "incident", "0 incidents"),
        (1, "incident", "1 incident"),
        (2914, "statement", "2,914 statements"),
        (1.0, "day", "1.0 day"),
        (1.5, "hour", "1.5 hours"),
        (2, "person_killed", "2 people killed"),
        (3, "case_of_firing", "3 cases of firing"),
        (2, "casualty", "2 casualties"),
        (2, "square_kilometre", "2 square kilometres"),
        (2, "breach", "2 breaches"),
        (2, "armed group", "2 armed groups"),
    ],
)
def test_a_noun_agrees_with_its_count(count: float, noun: str, words: str) -> None:
    assert plural(count, noun) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (2, 2, "2"),
        (0, 0, "0"),
        (2, 5, "2 to 5"),
        (3, None, "at least 3"),
        (None, 5, "at most 5"),
        (None, 0, "at most 0"),
        (0, 5, "at most 5"),
        (0, None, ""),
        (None, None, ""),
        (1500, 2500, "1,500 to 2,500"),
        (400_000, None, "at least 400,000"),
        (0.5, 1.25, "0.50 to 1.25"),
    ],
)
def test_bounds_in_words(low: float | None, high: float | None, words: str) -> None:
    assert range_words(low, high) == words


def test_nought_is_a_bound_of_what_is_no_count() -> None:
    assert range_words(0, 0.5, count=False) == "0 to 0.50"
    assert range_words(0, None, count=False) == "at least 0"


def test_an_unknown_count_takes_the_plural() -> None:
    assert noun_for(None, "report") == "reports"


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_has_a_plural_of_its_own(unit: str) -> None:
    assert plural_of(unit) != unit.replace("_", " ")


@pytest.mark.parametrize(
    ("text", "longest", "made"),
    [
        (" Deir ez-Zor / Città ", 100, "deir-ez-zor-citta"),
        ("United Nations", 6, "united"),
        ("«»", 100, ""),
    ],
)
def test_a_name_becomes_an_identifier(text: str, longest: int, made: str) -> None:
    assert identifier(text, longest) == made

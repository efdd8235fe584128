"""Numbers and their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.mentions.numbers import find_numbers, value_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 12 people", 12, None),
        ("more than 7.6 million", 7_600_000, None),
        ("over one million injured", 1_000_000, None),
        ("up to 400,000", None, 400_000),
        ("as many as 280 people", None, 280),
        ("between 10 and 15 soldiers", 10, 15),
        ("10-15 soldiers", 10, 15),
        ("twenty-two men", 22, 22),
        ("a dozen rebels", 12, 12),
        ("no fewer than two dozen", 24, None),
        ("1 240 shells", 1240, 1240),
        ("handed over three hostages", 3, 3),
        ("two hundred and five", 205, 205),
        ("nearly 50 fighters", 50, 50),
        ("100 or more", 100, None),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    (number,) = find_numbers(text)
    assert (number.count.low, number.count.high) == (low, high)


@pytest.mark.parametrize("text", ["scores of thousands", "dozens of people", "tens of thousands", "several villages"])
def test_vague_words_have_no_value(text: str) -> None:
    (number,) = find_numbers(text)
    assert number.count.vague
    assert number.plain is None


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254",
        "a 14-year-old girl",
        "120-mm rounds",
        "30 per cent",
        "54%",
        "at 14:20",
        "one in four people",
        "the 5th brigade",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert [n for n in find_numbers(text) if n.plain and n.plain > 1] == []


def test_the_million_keeps_its_fraction() -> None:
    assert value_of("7.6 million") == 7_600_000


@given(st.integers(1, 999_999_999))
def test_grouped_digits_read_back(number: int) -> None:
    assert value_of(f"{number:,}") == number
    assert [n.plain for n in find_numbers(f"killed {number:,} people")] == [number]

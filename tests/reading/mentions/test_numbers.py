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
        ("1,5 million people", 1_500_000, 1_500_000),
        ("2 lakh people", 200_000, 200_000),
        ("1.5 crore", 15_000_000, 15_000_000),
        ("2,50,000 people", 250_000, 250_000),
        ("1.250 shells", 1250, 1250),
        ("1'250 shells", 1250, 1250),
        ("two to three men", 2, 3),
        ("2 to 3 million people", 2_000_000, 3_000_000),
        ("2,500-3,000 men", 2500, 3000),
        ("two and a half million", 2_500_000, 2_500_000),
        ("fewer than 20", None, 20),
        ("well over 40", 40, None),
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
        "25 Brigade",
        "Post 4 and Route 7",
        "Brigade 25",
        "km 12",
        "Flight 17",
        "Building 3",
        "Day 12",
        "Article 5",
        "Articles 3 and 4",
        "tel. 020 7946 0958",
        "tel: +44 20 7946 0958",
        "between 5 and 7 km north",
        "2100 GMT",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert [n for n in find_numbers(text) if n.plain and n.plain > 1] == []


def test_what_changed_is_two_numbers_and_no_range() -> None:
    assert [n.plain for n in find_numbers("rose from 210 to 340")] == [210, 340]
    assert [n.count.high for n in find_numbers("from 10 to 15 men came")] == [15]


@pytest.mark.parametrize("words", ["some 30 to 20 people were killed", "12 to 9 men", "ten to six shells"])
def test_a_range_that_falls_is_no_number(words: str) -> None:
    assert find_numbers(words) == ()
    assert [n.plain for n in find_numbers(f"the count fell by {words}")] != []


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",.' "))
def test_thousands_are_parted_by_any_mark(high: int, low: int, mark: str) -> None:
    told = f"{high}{mark}{low:03}"
    assert [n.plain for n in find_numbers(f"recorded {told} shells")] == [high * 1000 + low]


@given(st.text(alphabet="0123456789,.' -tomilnk", max_size=30))
def test_no_spelling_is_an_error(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start <= number.core < number.end <= len(text)


def test_the_million_keeps_its_fraction() -> None:
    assert value_of("7.6 million") == 7_600_000


@given(st.integers(1, 999_999_999))
def test_grouped_digits_read_back(number: int) -> None:
    assert value_of(f"{number:,}") == number
    assert [n.plain for n in find_numbers(f"killed {number:,} people")] == [number]

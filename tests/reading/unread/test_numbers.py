"""Which numbers are listed as unread: all that count something and stand in no claim."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading import read
from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import segment
from ceasefire.reading.unread.numbers import unread_numbers

DAY = dt.date(2031, 5, 15)


def listed(text: str) -> list[str]:
    folded = fold(text)
    return [n.words for n in unread_numbers(folded, segment(folded), ())]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The elders say that 31 cases were written down in Tarn.", ["31"]),
        ("Twenty houses burned and two mosques were hit.", ["Twenty", "two"]),
        ("On 9 May 2031 at 14:30 the guns fell silent for 72 hours.", []),
        ("Resolution 2254 and Article 5 were read out at the 40th meeting.", []),
        ("About 30 per cent of the town, 12% of its wells and 40 km of road are gone.", []),
        ("A T-72 tank and an S-300 stood on the M4 highway.", []),
        ("Dozens were freed; several came home.", ["Dozens"]),
        ("One was killed in Veldara and another in Tarn.", ["One", "another"]),
        ("No one came. One of the most quiet days.", []),
        ("In 2031 there were 2012 violations on record.", ["2012"]),
        ("За сутки зафиксировано 4900 нарушений.", ["4900"]),
        ("For another 1,250 no name is known.", ["1,250"]),
    ],
)
def test_what_counts_is_listed_and_dates_times_names_sizes_and_shares_are_not(text: str, numbers: list[str]) -> None:
    assert listed(text) == numbers


def test_a_number_that_a_claim_gives_is_not_left_and_one_beside_it_is() -> None:
    text = "Two civilians were killed in shelling in Orvan on 9 May 2031. The clinic took in 14 beds more."
    reading = read(text, date=DAY)
    assert reading.claims
    assert [n.words for n in reading.unread.numbers] == ["14"]


def test_a_second_number_in_the_words_of_a_claim_is_left() -> None:
    text = "The mission counted 54 violations in Veldara on 9 May 2031, and 31 in Tarn."
    reading = read(text, date=DAY)
    held = {c.value.low for c in reading.claims if c.value}
    assert {n.count.low for n in reading.unread.numbers} == {54, 31} - held


@given(st.text(max_size=200))
def test_any_text_lists_numbers_that_stand_where_they_say_once_each(text: str) -> None:
    folded = fold(text)
    found = unread_numbers(folded, segment(folded), ())
    assert all(folded[n.start : n.end] == n.words for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(min_value=2, max_value=999_999))
def test_every_plain_count_is_listed(count: int) -> None:
    assert listed(f"The village saw {count:,} violations.") == [f"{count:,}"]

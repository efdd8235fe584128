"""Numbers of rounds, before their noun, behind it and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.lexicon.load import words
from ceasefire.reading.mentions.ordinals import find_rounds, ordinals_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the fifth and last round", [5]),
        ("another Orvan round, the sixth, is planned", [6]),
        ("Monday's session was their third.", [3]),
        ("a second sitting of the board", [2]),
        ("the meeting was the first time they spoke", []),
        ("the round, the longest of all,", []),
    ],
)
def test_rounds_are_found_with_their_number(text: str, expected: list[int]) -> None:
    assert [number for _, _, number, _ in find_rounds(text)] == expected


@given(st.sampled_from(words("en", "numbers", "units")))
def test_a_round_numbered_by_a_word_is_found_wherever_numbers_are(word: str) -> None:
    [(_, _, number, _)] = find_rounds(f"Round {word} at Orvan")
    assert ordinals_in(f"Round {word} at Orvan") == {number}
